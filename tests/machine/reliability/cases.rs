//! The faults. Only their names are written by hand; the tests observe their effects.

/// A fault, as bash code. `$0` is the program, `"$@"` are its arguments, `run` runs it, and `inject` runs a command with a fault
/// at a system call. Everything happens below `$top`, and the directory `place` is compared before and after.
pub struct Case {
    pub fault: &'static str,
    pub words: &'static str,
    /// Mounts a disk at `place`.
    pub mount: &'static str,
    /// Prepares `place`, without a fault.
    pub prepare: &'static str,
    /// Begins the fault.
    pub begin: &'static str,
    pub run: &'static str,
}

const NEW: Case = Case {
    fault: "",
    words: "new demo --yes",
    mount: "",
    prepare: "echo theirs > bystander",
    begin: "",
    run: r#"run "$@""#,
};

const OVERWRITE: Case = Case {
    words: "new demo --yes --overwrite",
    prepare: "mkdir -p demo/src; for file in index.html package.json src/mine.js vite.config.js; do echo theirs > demo/$file; done",
    ..NEW
};

const ADD: Case = Case {
    words: "add source roads --dataset roads --yes",
    prepare: "run new . --yes --quiet --name my-map",
    ..NEW
};

const SWITCH: Case = Case { words: "auth use api-key --yes", ..ADD };

/// Runs the program as a user to whom permissions apply; they don't apply to root.
const AS_NOBODY: &str = r#"
    run() {
        cp "$program" "$top/carto-app"; chmod 755 "$top/carto-app"
        if [ "$(id -u)" = 0 ]; then
            setpriv --reuid 65534 --regid 65534 --clear-groups "$top/carto-app" "$@"
        else
            "$top/carto-app" "$@"
        fi
    }
    run "$@""#;

/// Runs `$what` after the program has written all files and before it moves them into place. The state after `$what` counts as
/// the state before the run.
macro_rules! meanwhile {
    ($call:literal, $what:literal) => {
        concat!(
            "(until [ -n \"$(find . -path '*.carto-app-tmp-*' -name '",
            $call,
            "')\" ]; do sleep 0.01; done; sleep 0.5; ",
            $what,
            "; list . | grep -v carto-app-tmp > \"$top/before\") & ",
            "inject '?renameat2:delay_enter=2000000:when=1' \"$program\" \"$@\"; code=$?; wait; exit $code"
        )
    };
}

/// Enters a directory whose path has 4050 bytes, just below the limit of the system.
macro_rules! deep {
    () => {
        "for i in {1..19}; do d=$(printf 'd%.0s' {1..200}); mkdir -p $d; cd $d; done; \
         d=$(printf 'd%.0s' $(seq $((4055 - ${#PWD})))); mkdir -p $d; cd $d"
    };
}

/// The signal thread needs a moment, so faults by a signal near the end of a run also delay the calls after it.
pub const CASES: &[Case] = &[
    Case { fault: "The disk is full", mount: "mount -t tmpfs -o size=256k none place || exit", ..NEW },
    Case {
        fault: "The disk has no room for one more file",
        mount: "mount -t tmpfs -o nr_inodes=60 none place || exit",
        ..NEW
    },
    Case {
        fault: "The disk gets full while files are replaced",
        mount: "mount -t tmpfs -o size=256k none place || exit",
        ..OVERWRITE
    },
    Case {
        fault: "The disk gets full while a part is added",
        mount: "mount -t tmpfs -o size=4m none place || exit",
        begin: "dd if=/dev/zero of=place/filler 2> dd; true",
        ..ADD
    },
    Case {
        fault: "The disk quota is used up (EDQUOT)",
        run: "inject write:error=EDQUOT:when=50 $0 \"$@\"",
        ..NEW
    },
    Case {
        fault: "The file system is read-only",
        mount: "mount -t tmpfs none place || exit",
        begin: "mount -o remount,ro place",
        ..NEW
    },
    Case { fault: "No permission to write", begin: "chmod 555 place", run: AS_NOBODY, ..NEW },
    Case {
        fault: "No permission in a folder of the application",
        begin: "chmod 777 place place/demo; chmod 555 place/demo/src",
        run: AS_NOBODY,
        ..OVERWRITE
    },
    Case {
        fault: "The disk breaks (EIO) while a file is written",
        run: "inject write:error=EIO:when=50 $0 \"$@\"",
        ..NEW
    },
    Case {
        fault: "The disk breaks (EIO) when a file is closed",
        run: "inject close:error=EIO:when=81+ $0 \"$@\"",
        ..NEW
    },
    Case {
        fault: "The disk breaks (EIO) at the last rename",
        run: "inject '?renameat2:error=EIO:when=1' $0 \"$@\"",
        ..NEW
    },
    Case {
        fault: "The disk breaks (EIO) while files are replaced",
        run: "inject '?renameat2:error=EIO:when=6' $0 \"$@\"",
        ..OVERWRITE
    },
    Case {
        fault: "The disk breaks (EIO) while a part is added",
        run: "inject '?rename,?renameat:error=EIO:when=1' $0 \"$@\"",
        ..ADD
    },
    Case { fault: "Too many open files", run: "inject '?open,openat:error=EMFILE:when=60' $0 \"$@\"", ..NEW },
    Case { fault: "No file may be larger than 64 kB (`ulimit -f`)", run: "ulimit -f 64; run \"$@\"", ..NEW },
    Case {
        fault: "SIGINT while files are written",
        run: "inject write:signal=SIGINT:when=50 $0 \"$@\"",
        ..NEW
    },
    Case {
        fault: "SIGTERM at the last rename, when all is there",
        words: "new demo --yes --no-git",
        run: "inject '?renameat2:signal=SIGTERM:when=1' $0 \"$@\"",
        ..NEW
    },
    Case {
        fault: "SIGHUP while files are replaced",
        run: "inject '?renameat2:signal=SIGHUP:delay_exit=50000:when=3+' $0 \"$@\"",
        ..OVERWRITE
    },
    Case {
        fault: "SIGINT while a part is added",
        run: "inject linkat:signal=SIGINT:delay_exit=100000:when=1+ $0 \"$@\"",
        ..ADD
    },
    Case {
        fault: "SIGKILL while files are written",
        run: "inject write:signal=SIGKILL:when=50 $0 \"$@\"",
        ..NEW
    },
    Case {
        fault: "SIGKILL between writing and the last rename",
        run: "inject '?renameat2:signal=SIGKILL:when=1' $0 \"$@\"",
        ..NEW
    },
    Case {
        fault: "SIGKILL while files are replaced",
        run: "inject '?renameat2:signal=SIGKILL:when=6' $0 \"$@\"",
        ..OVERWRITE
    },
    Case {
        fault: "SIGKILL while a part is added",
        run: "inject '?rename,?renameat:signal=SIGKILL:when=2' $0 \"$@\"",
        ..ADD
    },
    Case {
        fault: "SIGTERM while the authentication is switched",
        run: "inject '?rename,?renameat:signal=SIGTERM:delay_exit=50000:when=3+' $0 \"$@\"",
        ..SWITCH
    },
    Case {
        fault: "SIGKILL while the authentication is switched",
        run: "inject '?rename,?renameat:signal=SIGKILL:when=3' $0 \"$@\"",
        ..SWITCH
    },
    Case { fault: "Files are in the way", words: NEW.words, ..OVERWRITE },
    Case { fault: "A file stands where the directory belongs", prepare: "echo theirs > demo", ..NEW },
    Case { fault: "A symbolic link stands there", prepare: "mkdir theirs; ln -s theirs demo", ..NEW },
    Case {
        fault: "Somebody makes the directory meanwhile",
        run: meanwhile!("package.json", "mkdir demo; echo theirs > demo/package.json"),
        ..NEW
    },
    Case {
        fault: "Somebody changes a file meanwhile",
        run: meanwhile!("*", "echo '// theirs' >> src/store/initialStateSlice.js"),
        ..ADD
    },
    Case {
        fault: "git fails",
        words: "new demo --yes --git",
        run: "stand_in git 'exit 128'; run \"$@\"",
        ..NEW
    },
    Case { fault: "git is not installed", words: "new demo --yes", run: "PATH=$top/none run \"$@\"", ..NEW },
    Case {
        fault: "git is not installed and was asked for",
        words: "new demo --yes --git",
        run: "PATH=$top/none run \"$@\"",
        ..NEW
    },
    Case {
        fault: "npm fails",
        words: "new demo --yes --install",
        run: "stand_in npm 'exit 1'; run \"$@\"",
        ..NEW
    },
    Case {
        fault: "npm is not installed",
        words: "new demo --yes --install",
        run: "PATH=$top/none run \"$@\"",
        ..NEW
    },
    Case {
        fault: "SIGTERM while npm installs",
        words: "new demo --yes --install",
        run: "stand_in npm 'touch $top/started; exec sleep 60'
            \"$program\" \"$@\" & id=$!
            until [ -e $top/started ]; do sleep 0.01; done; kill $id; wait $id",
        ..NEW
    },
    Case {
        fault: "Nobody reads standard output",
        words: "new demo --yes --json",
        run: "set -o pipefail; run \"$@\" | true",
        ..NEW
    },
    Case {
        fault: "Standard output is full",
        words: "new demo --yes --json",
        run: "run \"$@\" > /dev/full",
        ..NEW
    },
    Case { fault: "All three streams are closed", run: "run \"$@\" <&- >&- 2>&-", ..NEW },
    Case {
        fault: "The path gets too long",
        begin: concat!("(cd place; ", deep!(), ")"),
        run: concat!(deep!(), "; run \"$@\""),
        ..NEW
    },
    Case { fault: "The directory's name is not UTF-8", run: "run new $'a\\xff' \"${@:3}\"", ..NEW },
    Case {
        fault: "The working directory was deleted",
        run: "mkdir gone; cd gone; rmdir ../gone; run \"$@\"",
        ..NEW
    },
    Case { fault: "An answer is wrong", words: "new demo --yes --dataset Roads", ..NEW },
];
