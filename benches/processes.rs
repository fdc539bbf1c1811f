//! Whole processes, in one run, against floors: a program that writes the very same files with `std::fs`, and one that prints
//! a line. Both floors are this program, started anew.
//!
//! `cargo bench` prints the table; `UPDATE_SNAPSHOTS=1 cargo bench` writes it into `docs/performance.md` as well.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark prepares and looks at the disk"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_carto-app");

/// Runs of each of the two that are compared, by turns.
const RUNS: usize = 60;

/// What is promised: at most so many times the floor.
const MOST: f64 = 2.0;

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

/// The floor of `new`: reads one file with all files in it, and writes them.
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

/// The most memory that `new` has ever had, in kB: of the one child of this process.
#[cfg(unix)]
fn memory(to: &str) {
    use nix::sys::resource::{UsageWho, getrusage};
    assert!(run(Command::new(PROGRAM).args(new(to, &[]))));
    println!("{}", getrusage(UsageWho::RUSAGE_CHILDREN).expect("usage").max_rss());
}

fn measure() {
    let mut table = String::from("| what | floor | carto-app | ratio | at most |\n|---|---|---|---|---|\n");
    let mut failures = Vec::new();
    let mut row = |what: &str, floor: Duration, own: Duration, most: Option<f64>| {
        let ratio = own.as_secs_f64() / floor.as_secs_f64();
        let milliseconds = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1000.0);
        let limit = most.map_or(String::new(), |most| most.to_string());
        let _ = writeln!(
            table,
            "| {what} | {} | {} | {ratio:.2} | {limit} |",
            milliseconds(floor),
            milliseconds(own)
        );
        if most.is_some_and(|most| ratio > most) {
            failures.push(what.to_owned());
        }
        ratio
    };
    let this = std::env::current_exe().expect("this program");
    let (line, help) =
        compare(|| time(Command::new(&this).arg("line")), || time(Command::new(PROGRAM).arg("--help")));
    row("`--help`, against a program that prints one line", line, help, Some(MOST));
    let (floor, own) = of_new(&this, &[]);
    row("`new --yes --git=false`, against the writing of the same files", floor, own, Some(MOST));
    for count in [1, 10, 100, 1000] {
        let datasets: Vec<String> = (0..count).map(|n| format!("--dataset=roads_{n}")).collect();
        let (floor, own) = of_new(&this, &datasets);
        row(&format!("the same with {count} dataset{}", if count == 1 { "" } else { "s" }), floor, own, None);
    }
    println!("{table}");
    let size = fs::metadata(PROGRAM).expect("the program").len();
    let megabytes = u32::try_from(size).map_or(f64::INFINITY, |size| f64::from(size) / 1e6);
    let mut facts = format!("The program has {megabytes:.2} MB (at most 4).\n");
    let scratch = scratch();
    let told = Command::new(&this).arg("memory").arg(scratch.path().join("app")).output().expect("started");
    if let Ok(most) = String::from_utf8_lossy(&told.stdout).trim().parse::<f64>() {
        let _ = writeln!(facts, "`new` takes at most {:.1} MB of memory (at most 10).", most / 1e3);
        if most > 10_000.0 {
            failures.push("memory".to_owned());
        }
    }
    println!("{facts}");
    if size > 4_000_000 {
        failures.push("size".to_owned());
    }
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        record(&format!("{table}\n{facts}"));
    }
    if !failures.is_empty() {
        println!("more than promised: {}", failures.join(", "));
        std::process::exit(1);
    }
}

/// In memory where that can be had: there files cost least, and no run meets what the one before left to the disk to do.
fn scratch() -> TempDir {
    let in_memory = Path::new("/dev/shm");
    if in_memory.is_dir() { TempDir::new_in(in_memory) } else { TempDir::new() }.expect("a directory")
}

/// The words of `new`.
fn new(to: &str, more: &[String]) -> Vec<String> {
    let words = ["new", to, "--yes", "--git=false", "--quiet", "--client-id=AbCdEfGhIjKl"];
    words.into_iter().map(str::to_owned).chain(more.iter().cloned()).collect()
}

/// Times of the floor and of `new`, with the same files.
fn of_new(this: &Path, more: &[String]) -> (Duration, Duration) {
    let scratch = scratch();
    let (all, to) = (scratch.path().join("all"), scratch.path().join("app"));
    let name = to.to_string_lossy().into_owned();
    assert!(run(Command::new(PROGRAM).args(new(&name, more))));
    let mut packed = Vec::new();
    pack(&to, &to, &mut packed);
    fs::write(&all, packed).expect("written");
    fs::remove_dir_all(&to).expect("removed");
    let afterwards = |time: Duration| {
        fs::remove_dir_all(&to).expect("removed");
        time
    };
    compare(
        || afterwards(time(Command::new(this).arg("write").arg(&all).arg(&to))),
        || afterwards(time(Command::new(PROGRAM).args(new(&name, more)))),
    )
}

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

/// The medians of two, which run by turns, so that whatever else the machine does meets both.
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

/// Writes the results between their marks.
fn record(results: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/performance.md");
    let page = fs::read_to_string(&path).expect("docs/performance.md");
    let (begin, end) = ("<!-- cargo bench begins -->\n", "<!-- cargo bench ends -->");
    let (before, rest) = page.split_once(begin).expect("its mark");
    let (_, after) = rest.split_once(end).expect("its mark");
    fs::write(&path, format!("{before}{begin}\n{results}\n{end}{after}")).expect("written");
}
