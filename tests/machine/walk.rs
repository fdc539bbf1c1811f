//! Runs the commands of pages in `docs` and compares every line that they print.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{scratch, snapshot};

#[test]
fn a_days_work_is_up_to_date() {
    assert_up_to_date("docs/a-days-work.md");
}

#[test]
fn scripts_and_agents_is_up_to_date() {
    assert_up_to_date("docs/scripts-and-agents.md");
}

fn assert_up_to_date(name: &str) {
    let page = fs::read_to_string(snapshot::repository(name)).expect(name);
    let home = scratch::directory();
    let mut shell = Shell { home: home.path().to_owned(), here: home.path().to_owned() };
    assert!(page.contains("$ carto-app"), "{name} has no commands");
    snapshot::assert_file(name, &rerun(&page, &mut shell));
}

/// Returns the page with the current output of its commands.
fn rerun(page: &str, shell: &mut Shell) -> String {
    let mut out = String::new();
    let mut in_console = false;
    for line in page.lines() {
        let is_fence = line.starts_with("```");
        if is_fence {
            in_console = line == "```console";
        }
        match line.strip_prefix("$ ").filter(|_| in_console) {
            Some(command) => {
                out.push_str(line);
                out.push('\n');
                for printed in shell.run(command).lines() {
                    out.push_str(printed.trim_end());
                    out.push('\n');
                }
            }
            None if in_console && !is_fence => {}
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

struct Shell {
    home: PathBuf,
    here: PathBuf,
}

impl Shell {
    /// Runs a line in bash and returns its output.
    fn run(&mut self, command: &str) -> String {
        let program = Path::new(env!("CARGO_BIN_EXE_carto-app")).parent().expect("a folder").display();
        let place = self.home.join(".place");
        let script = format!("{{ {command}\n}} 2>&1; pwd > '{}'", place.display());
        let mut bash = Command::new("bash");
        bash.args(["-c", &script]).current_dir(&self.here).env_clear();
        let path = std::env::var("PATH").unwrap_or_default();
        bash.env("PATH", format!("{program}:{path}")).env("HOME", &self.home).env("LC_ALL", "C.UTF-8");
        let output = bash.output().expect("bash runs");
        self.here = fs::read_to_string(&place).expect("the working directory").trim_end().into();
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}
