//! Follows the steps of the tutorial, with free ports and a temporary home.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use tempfile::TempDir;

use super::page::matches;

const CHROMIUM: &str = "/usr/bin/chromium";

/// The script that logs in at the deployed application.
const LOGIN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/node/docs/login.mjs");

/// How long a program in the second terminal may stay silent before it prints the expected text.
const TIMEOUT: Duration = Duration::from_mins(3);

/// The ports in the tutorial.
const PORTS: [&str; 3] = ["3000", "3001", "8443"];

/// The reader's working directory, and the processes in other terminals.
pub struct Reader {
    home: TempDir,
    here: PathBuf,
    /// Replacements for [`PORTS`].
    ports: [String; 3],
    terminals: Vec<Child>,
}

impl Reader {
    /// Starts in an empty folder.
    pub fn new() -> Self {
        let home = tempfile::tempdir().expect("a temporary directory");
        // nginx started by root serves files as another user.
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).expect("set");
        let taken = PORTS.map(|_| TcpListener::bind(("127.0.0.1", 0)).expect("a free port"));
        let ports = taken.map(|port| port.local_addr().expect("bound").port().to_string());
        Self { here: home.path().to_owned(), home, ports, terminals: Vec::new() }
    }

    /// Writes a file of the tutorial.
    pub fn write(&self, name: &str, content: &str) {
        fs::write(self.here.join(name), self.with_free_ports(content)).expect(name);
    }

    /// Runs a command. Fails unless it succeeds and prints the expected output.
    #[track_caller]
    pub fn run(&mut self, command: &str, shown: &[&str]) {
        let place = self.home.path().join("place");
        let line = self.with_free_ports(command);
        let script = format!("{{ {line}\n}} 2>&1; code=$?; pwd > '{}'; exit $code", place.display());
        let output = self.shell(&script).output().expect("bash runs");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "$ {command}\n{printed}");
        let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
        assert!(matches(shown, &lines), "$ {command}\nshows {shown:#?}, but printed {lines:#?}");
        self.here = fs::read_to_string(&place).expect("the working directory").trim_end().into();
    }

    /// Runs a command in another terminal, and returns after it has printed the expected output.
    #[track_caller]
    pub fn start(&mut self, command: &str, shown: &[&str]) {
        let mut shell = self.shell(&format!("exec {} 2>&1", self.with_free_ports(command)));
        let mut child = shell.process_group(0).stdout(Stdio::piped()).spawn().expect("bash runs");
        let mut printed: Vec<String> = Vec::new();
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        self.terminals.push(child);
        let (send, receive) = mpsc::channel();
        // Reads until the end: otherwise the pipe would fill and block the program.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(send.send(line))));
        while !matches(shown, &printed.iter().map(String::as_str).collect::<Vec<_>>()) {
            match receive.recv_timeout(TIMEOUT) {
                Ok(line) => printed.push(line.trim_end().to_owned()),
                Err(why) => panic!("$ {command}\nshows {shown:#?}, but printed {printed:#?} ({why})"),
            }
        }
    }

    /// Sends Ctrl-C to the other terminals.
    pub fn interrupt(&mut self) {
        for mut terminal in self.terminals.drain(..) {
            killpg(group(&terminal), Signal::SIGINT).expect("sent");
            terminal.wait().expect("ended");
        }
    }

    /// Logs in at the deployed application, in a browser in which a script stands in for CARTO.
    #[track_caller]
    pub fn log_in(&self, client_id: &str) {
        // Playwright is one of the application's packages.
        let application = self.home.path().join("city-map");
        fs::copy(LOGIN, application.join("login.mjs")).expect("copied");
        let mut node = self.shell(&format!("node login.mjs {} {client_id} 2>&1", self.ports[2]));
        let output = node.current_dir(application).output();
        let output = output.expect("bash runs");
        assert!(output.status.success(), "the login: {}", String::from_utf8_lossy(&output.stdout));
    }

    fn shell(&self, script: &str) -> Command {
        let program = Path::new(env!("CARGO_BIN_EXE_carto-app")).parent().expect("a folder").display();
        let chromium = std::env::var("CHROMIUM_PATH").unwrap_or_else(|_| CHROMIUM.to_owned());
        let path = std::env::var("PATH").unwrap_or_default();
        let mut bash = Command::new("bash");
        bash.args(["-c", script]).current_dir(&self.here).stdin(Stdio::null());
        for (variable, _) in std::env::vars() {
            if ["npm_package", "npm_lifecycle", "CARTO_APP_", "VITE_"]
                .iter()
                .any(|prefix| variable.starts_with(prefix))
            {
                bash.env_remove(variable);
            }
        }
        bash.env_remove("CI").env("PATH", format!("{program}:{path}:/usr/sbin")).env("LC_ALL", "C.UTF-8");
        // Playwright sets FORCE_COLOR for servers, and Node warns if NO_COLOR is set as well.
        bash.env_remove("NO_COLOR").env("FORCE_COLOR", "0").env("CHROMIUM_PATH", chromium);
        bash.env("SANDBOX_APP_PORT", &self.ports[0]).env("SANDBOX_CARTO_PORT", &self.ports[1]);
        bash
    }

    fn with_free_ports(&self, text: &str) -> String {
        PORTS.iter().zip(&self.ports).fold(text.to_owned(), |text, (port, free)| text.replace(port, free))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        for mut terminal in self.terminals.drain(..) {
            let _ = killpg(group(&terminal), Signal::SIGKILL);
            let _ = terminal.wait();
        }
        let pid = fs::read_to_string(self.here.join("nginx.pid")).ok();
        if let Some(pid) = pid.and_then(|pid| pid.trim().parse().ok()) {
            let _ = nix::sys::signal::kill(Pid::from_raw(pid), Signal::SIGTERM);
        }
    }
}

fn group(terminal: &Child) -> Pid {
    Pid::from_raw(terminal.id().try_into().expect("small"))
}
