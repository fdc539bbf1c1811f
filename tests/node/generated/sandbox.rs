//! Runs `npm run sandbox` as a terminal does: in its own process group, which Ctrl-C ends.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use super::times;
use super::tools::{folder, program};

/// The time that the sandbox may take to end.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The ports of the application and its CARTO.
pub struct Ports {
    app: u16,
    carto: u16,
}

impl Ports {
    pub fn free() -> Self {
        Self { app: free_port(), carto: free_port() }
    }

    /// The variables that pass the ports to the sandbox and the tests.
    pub fn variables(&self) -> [(&'static str, String); 2] {
        [("SANDBOX_APP_PORT", self.app.to_string()), ("SANDBOX_CARTO_PORT", self.carto.to_string())]
    }
}

/// The running sandbox of an application.
pub struct Sandbox {
    npm: Child,
}

impl Sandbox {
    /// Starts the sandbox, and returns when it prints how to stop it, which is its last output.
    #[track_caller]
    pub fn start(name: &str, application: &Path, ports: &Ports) -> Self {
        let start = Instant::now();
        let problems = folder().join(format!("{name}-sandbox.txt"));
        let mut command = program("npm", &["run", "sandbox"], application);
        command.envs(ports.variables()).process_group(0).stdout(Stdio::piped());
        command.stderr(File::create(&problems).expect("created"));
        let mut npm = command.spawn().expect("npm starts");
        let mut lines = BufReader::new(npm.stdout.take().expect("piped")).lines();
        let mut sandbox = Self { npm };
        let is_up = lines.any(|line| line.expect("text").contains("Ctrl-C"));
        if !is_up {
            let _ = sandbox.npm.wait();
            panic!("{name}: npm run sandbox ended early; see {}", problems.display());
        }
        times::note(&format!("{name}: npm run sandbox"), start.elapsed());
        // Without a reader, the pipe would fill and block the sandbox.
        thread::spawn(move || lines.for_each(drop));
        sandbox
    }

    /// Sends SIGINT to the group, as a terminal does for Ctrl-C. Fails if a process of the group is left.
    #[track_caller]
    pub fn interrupt(mut self) {
        killpg(self.group(), Signal::SIGINT).expect("sent");
        let end = Instant::now() + TIMEOUT;
        while self.npm.try_wait().expect("a status").is_none()
            || killpg(self.group(), None) != Err(Errno::ESRCH)
        {
            assert!(Instant::now() < end, "a process of the sandbox still runs after Ctrl-C");
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn group(&self) -> Pid {
        Pid::from_raw(self.npm.id().try_into().expect("small"))
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = killpg(self.group(), Signal::SIGKILL);
        let _ = self.npm.wait();
    }
}

/// Returns a free port below the range that systems use for outgoing connections.
fn free_port() -> u16 {
    static LAST: OnceLock<Mutex<u16>> = OnceLock::new();
    let first = 20_000 + u16::try_from(std::process::id() % 100).expect("small") * 100;
    let mut last = LAST.get_or_init(|| Mutex::new(first)).lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        *last += 1;
        if TcpListener::bind(("127.0.0.1", *last)).is_ok() {
            return *last;
        }
    }
}
