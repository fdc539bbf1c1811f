//! Compares whole processes with floors, in one run: `new` with a program that writes the same files with `std::fs`, and
//! `--help` with a program that prints a line. This program also serves as both floors. Fails if a bound is exceeded.
//!
//! `cargo bench` prints the results; `UPDATE_SNAPSHOTS=1 cargo bench` writes them into `docs/performance.md` as well.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark prints, and reads and writes files"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_carto-app");

/// How often each of the two compared programs runs.
const RUNS: usize = 60;

/// The bounds: multiples of the floor, and megabytes.
const HELP_AT_MOST: f64 = 2.0;
const NEW_ON_DISK_AT_MOST: f64 = 2.0;
const NEW_IN_MEMORY_AT_MOST: f64 = 3.0;
const PROGRAM_AT_MOST: f64 = 6.0;
const MEMORY_AT_MOST: f64 = 12.0;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", from, to] => write(Path::new(from), Path::new(to)),
        ["line"] => println!("carto-app"),
        #[cfg(unix)]
        ["memory", to] => memory(to),
        _ => measure(),
    }
}

/// The floor of `new`: reads one archive of all files (see [`pack`]), and writes them.
fn write(from: &Path, to: &Path) {
    let all = fs::read(from).expect("read");
    let mut rest = all.as_slice();
    let mut folder = PathBuf::new();
    while !rest.is_empty() {
        let (sizes, after) = rest.split_at(8);
        let size = |part: &[u8]| u32::from_le_bytes(part.try_into().expect("four bytes")) as usize;
        let (path, after) = after.split_at(size(&sizes[..4]));
        let (content, after) = after.split_at(size(&sizes[4..]));
        rest = after;
        let path = to.join(std::str::from_utf8(path).expect("UTF-8"));
        let parent = path.parent().expect("a parent");
        if folder != parent {
            fs::create_dir_all(parent).expect("created");
            parent.clone_into(&mut folder);
        }
        fs::write(&path, content).expect("written");
    }
}

/// Prints the peak memory of `new` in kB. This process has no other child.
#[cfg(unix)]
fn memory(to: &str) {
    use nix::sys::resource::{UsageWho, getrusage};
    assert!(run(Command::new(PROGRAM).args(new(to, &[]))));
    println!("{}", getrusage(UsageWho::RUSAGE_CHILDREN).expect("usage").max_rss());
}

fn measure() {
    let this = std::env::current_exe().expect("this program");
    let mut results = Results::default();
    let line = || time(Command::new(&this).arg("line"));
    let help = || time(Command::new(PROGRAM).arg("--help"));
    results.row("`--help`, compared with printing one line", compare(line, help), Some(HELP_AT_MOST));
    let disk = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let on_disk = time_new(&this, disk, &[]);
    results.row("`new` on a disk, compared with writing the same files", on_disk, Some(NEW_ON_DISK_AT_MOST));
    // In memory, writing files costs the least, so the ratio is the highest.
    let memory = Path::new("/dev/shm");
    let mut place = disk;
    if memory.is_dir() {
        place = memory;
        let in_memory = time_new(&this, memory, &[]);
        results.row("the same in memory", in_memory, Some(NEW_IN_MEMORY_AT_MOST));
    }
    for count in [1, 10, 100, 1000] {
        let datasets: Vec<String> = (0..count).map(|n| format!("--dataset=roads_{n}")).collect();
        let what = format!("the same with {count} dataset{}", if count == 1 { "" } else { "s" });
        results.row(&what, time_new(&this, place, &datasets), None);
    }
    let size = fs::metadata(PROGRAM).expect("the program").len();
    results.size("size of the program", size, PROGRAM_AT_MOST);
    let scratch = TempDir::new_in(place).expect("a directory");
    let output = Command::new(&this).arg("memory").arg(scratch.path().join("app")).output().expect("started");
    if let Ok(kilobytes) = String::from_utf8_lossy(&output.stdout).trim().parse::<u64>() {
        results.size("most memory that `new` uses", kilobytes * 1024, MEMORY_AT_MOST);
    }
    let page = results.page();
    println!("{page}");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        record(&page);
    }
    if !results.exceeded.is_empty() {
        println!("more than the bound: {}", results.exceeded.join(", "));
        std::process::exit(1);
    }
}

/// The rows of two tables, and the names of the rows that exceed their bound.
#[derive(Default)]
struct Results {
    times: String,
    sizes: String,
    exceeded: Vec<String>,
}

impl Results {
    fn row(&mut self, what: &str, (floor, own): (Duration, Duration), at_most: Option<f64>) {
        let ratio = own.as_secs_f64() / floor.as_secs_f64();
        let [floor, own] = [floor, own].map(|time| format!("{:.2} ms", time.as_secs_f64() * 1000.0));
        let limit = at_most.map_or(String::new(), |limit| limit.to_string());
        let _ = writeln!(self.times, "| {what} | {floor} | {own} | {ratio:.2} | {limit} |");
        if at_most.is_some_and(|limit| ratio > limit) {
            self.exceeded.push(what.to_owned());
        }
    }

    fn size(&mut self, what: &str, bytes: u64, at_most: f64) {
        let megabytes = f64::from(u32::try_from(bytes).expect("less than 4 GB")) / 1e6;
        let _ = writeln!(self.sizes, "| {what} | {megabytes:.2} MB | {at_most} MB |");
        if megabytes > at_most {
            self.exceeded.push(what.to_owned());
        }
    }

    fn page(&self) -> String {
        let Self { times, sizes, .. } = self;
        format!(
            "| what | floor | carto-app | ratio | at most |\n|---|---|---|---|---|\n{times}\n\
             | what | carto-app | at most |\n|---|---|---|\n{sizes}"
        )
    }
}

/// The arguments of `new`.
fn new(to: &str, more: &[String]) -> Vec<String> {
    let words = ["new", to, "--yes", "--git=false", "--quiet", "--client-id=AbCdEfGhIjKl"];
    words.into_iter().map(str::to_owned).chain(more.iter().cloned()).collect()
}

/// Times the floor and `new`, which write the same files below `place`.
fn time_new(this: &Path, place: &Path, more: &[String]) -> (Duration, Duration) {
    let scratch = TempDir::new_in(place).expect("a directory");
    let (all, to) = (scratch.path().join("all"), scratch.path().join("app"));
    let name = to.to_string_lossy().into_owned();
    assert!(run(Command::new(PROGRAM).args(new(&name, more))));
    let mut packed = Vec::new();
    pack(&to, &to, &mut packed);
    fs::write(&all, packed).expect("written");
    fs::remove_dir_all(&to).expect("removed");
    let then_remove = |time: Duration| {
        fs::remove_dir_all(&to).expect("removed");
        time
    };
    compare(
        || then_remove(time(Command::new(this).arg("write").arg(&all).arg(&to))),
        || then_remove(time(Command::new(PROGRAM).args(new(&name, more)))),
    )
}

/// Appends every file below `folder` to `into`: the lengths of path and content, then both.
fn pack(root: &Path, folder: &Path, into: &mut Vec<u8>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("read").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            pack(root, &path, into);
            continue;
        }
        let name = path.strip_prefix(root).expect("below").to_str().expect("UTF-8").to_owned();
        let content = fs::read(&path).expect("read");
        for size in [name.len(), content.len()] {
            into.extend(u32::try_from(size).expect("small").to_le_bytes());
        }
        into.extend(name.as_bytes());
        into.extend(content);
    }
}

/// Returns the medians of both. They run alternately, so that other load on the machine affects them equally.
fn compare(mut one: impl FnMut() -> Duration, mut other: impl FnMut() -> Duration) -> (Duration, Duration) {
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ones.push(one());
        others.push(other());
    }
    (median(ones), median(others))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn time(command: &mut Command) -> Duration {
    let started = Instant::now();
    assert!(run(command));
    started.elapsed()
}

fn run(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("started").success()
}

/// Writes the results between their markers in `docs/performance.md`.
fn record(results: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/performance.md");
    let page = fs::read_to_string(&path).expect("docs/performance.md");
    let (begin, end) = ("<!-- cargo bench begins -->\n", "<!-- cargo bench ends -->");
    let (before, rest) = page.split_once(begin).expect("its marker");
    let (_, after) = rest.split_once(end).expect("its marker");
    fs::write(&path, format!("{before}{begin}\n{results}\n{end}{after}")).expect("written");
}
