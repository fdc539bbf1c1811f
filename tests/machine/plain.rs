//! The real program with plain lines at a pseudo-terminal: with `--plain`, or because the terminal supports nothing else.

use nix::sys::signal::Signal;

use crate::terminal::*;

const PRIVATE_KEY: &str = "AbCdEfGhIjKlMnOpQrStUv";
const ALL_GIVEN: &str =
    "new my-map --plain --client-id=AbCdEfGhIjKl --scope=user:profile --force-oauth-login=false --example";

/// Waits for these texts in order; each must come after the previous one.
fn wait(session: &mut Session, lines: &[&str]) {
    for line in lines {
        session.sees_next(line);
    }
}

/// Fails unless the program printed plain lines only: no escape sequences, and no carriage return within a line.
#[track_caller]
fn assert_plain(session: &Session) {
    let bytes = session.bytes();
    assert!(!bytes.contains('\x1b'), "{bytes:?}");
    assert!(!bytes.replace("\r\n", "\n").contains('\r'), "{bytes:?}");
    assert!(!bytes.contains(['✓', '·', '→', '\u{8}']), "{bytes:?}");
}

/// Answers every question of a new application with OAuth, some of them wrongly at first, and the review.
fn with_oauth(setup: Setup) -> Session {
    let mut session = setup.size(200, 100).start();
    wait(&mut session, &["Type an answer and press Enter; nothing is written before the review.\n"]);
    wait(&mut session, &["Directory of the new application\n", "Enter alone accepts my-map.\n", "Answer: "]);
    session.types("con\r");
    wait(
        &mut session,
        &["Not accepted: ", "name of a device", "Directory of the new application\n", "Answer: "],
    );
    session.types("roads\r");
    wait(
        &mut session,
        &["Directory: roads\n", "How does the application authenticate?\n", "1: OAuth, people log in"],
    );
    wait(&mut session, &["2: API key, no login", "Enter alone accepts 1, OAuth.\n", "Number or name: "]);
    session.types("3\r");
    wait(&mut session, &["Not accepted: \"3\" is not in the list; type a number from 1 to 2, or a name.\n"]);
    wait(
        &mut session,
        &["How does the application authenticate?\n", "Enter alone accepts 1", "Number or name: "],
    );
    session.types("oauth\r");
    wait(
        &mut session,
        &["Authentication: OAuth\n", "What does the application show?\n", "3: Both", "name: "],
    );
    session.types("3\r");
    wait(&mut session, &["Your datasets, separated by commas\n", "Answer: "]);
    session.types("Roads\r");
    wait(&mut session, &["Not accepted: \"Roads\"", "Try: roads\n", "Your datasets", "Answer: "]);
    session.types("roads\r");
    wait(&mut session, &["Datasets: roads\n", "Example: yes\n", "Client ID of your OAuth app\n", "Answer: "]);
    session.types("AbCdEfGhIjKl\r");
    wait(&mut session, &["Scopes that the application requests\n", "Your datasets add datasets:r:roads.\n"]);
    wait(
        &mut session,
        &["1: user:profile, chosen, ", "2: datasets:metadata, ", ": others, typed on the next line\n"],
    );
    wait(&mut session, &["Enter alone keeps the selection, 1 and ", "or none: "]);
    session.types("1, nonsense\r");
    wait(&mut session, &["Not accepted: \"nonsense\" is not in the list", "or none: "]);
    session.types("2, user:profile, others\r");
    wait(&mut session, &["Other scopes, separated by commas\n", "Answer: "]);
    session.types("datasets:w:parks\r");
    wait(
        &mut session,
        &["Not accepted: \"datasets:w:parks\"", "Other scopes, separated by commas\n", "Answer: "],
    );
    session.types("datasets:rw:parks\r");
    wait(
        &mut session,
        &["Scopes: ", "datasets:rw:parks", "Force login, so that nothing is shown before it?\n"],
    );
    wait(&mut session, &["Enter alone means no.\n", "Yes or no: "]);
    session.types("perhaps\r");
    wait(&mut session, &["Not accepted: \"perhaps\" is neither yes nor no.\n", "Force login", "Yes or no: "]);
    session.types("YES\r");
    wait(
        &mut session,
        &["Forced login: yes\n", "All answers: write the application, or choose one to change it\n"],
    );
    wait(&mut session, &["1: Write the application\n", "2: Directory, roads\n", ": Discard everything\n"]);
    wait(&mut session, &["Enter alone accepts 1, Write the application.\n", "Number or name: "]);
    session.types("title\r");
    wait(&mut session, &["Title\n", "Enter alone keeps Roads; - alone clears it.\n", "Answer: "]);
    session.types("Streets of the town\r");
    wait(&mut session, &["Title: Streets of the town\n", "All answers", "Number or name: "]);
    session.types("install\r");
    wait(&mut session, &["Install the dependencies?\n", "Yes or no: "]);
    session.types("y\r");
    wait(&mut session, &["Install: yes\n", "All answers", "Number or name: "]);
    session.types("\r").ends(0);
    session.sees("Running npm install\n").sees("Created Streets of the town in roads").sees("cd roads\n");
    assert_plain(&session);
    let slice = session.read("roads/src/store/initialStateSlice.js");
    assert!(slice.contains("'AbCdEfGhIjKl'") && slice.contains("'datasets:rw:parks'"), "{slice}");
    assert!(slice.contains("'datasets:metadata'"), "{slice}");
    let called = session.read("roads/called");
    assert!(called.contains(" init --quiet\n") && called.ends_with("\nnpm install\n"), "{called}");
    session
}

#[test]
fn answers_every_question_with_a_line() {
    with_oauth(terminal("--plain new"));
    with_oauth(terminal("new --plain --color always").env("CLICOLOR_FORCE", "1"));
}

#[test]
fn dumb_terminals_get_plain_lines() {
    let same = with_oauth(terminal("new --plain")).bytes();
    assert_eq!(with_oauth(terminal("new").env("TERM", "dumb")).bytes(), same);
    assert_eq!(with_oauth(terminal("new").env("TERM", "")).bytes(), same);
    assert_eq!(with_oauth(terminal("new").without("TERM")).bytes(), same);
}

#[test]
fn a_less_than_sign_goes_back() {
    let mut session = terminal("new my-map --plain --no-git").size(200, 100).start();
    wait(&mut session, &["How does the application authenticate?\n", "Number or name: "]);
    assert!(!session.bytes().contains("goes back"), "{}", session.bytes());
    session.types("<\r");
    wait(&mut session, &["Not accepted: \"<\" is not in the list", "Number or name: "]);
    session.types("2\r");
    wait(&mut session, &["What does the application show?\n", "< alone goes back.\n", "Number or name: "]);
    session.types("1\r");
    wait(&mut session, &["CARTO account", "< alone goes back.\n", "Answer: "]);
    session.types(" < \r");
    wait(&mut session, &["What does the application show?\n", "Number or name: "]);
    session.types("<\r");
    wait(
        &mut session,
        &["How does the application authenticate?\n", "accepts 2, API key.\n", "Number or name: "],
    );
    assert_plain(&session);
    session.types(CTRL_C).ends_without_a_trace(130);
}

#[test]
fn does_not_echo_a_typed_key() {
    let mut session = terminal("new my-map --plain --auth api-key --example --username acme").start();
    wait(&mut session, &["API key of that account\n", "What you type is not shown.\n", "Answer: "]);
    assert!(session.hides_lines());
    // Ctrl-\ and Ctrl-Z would end or stop the program without restoring the terminal, so they count as input.
    session.types("\x1c\x1a\r");
    wait(&mut session, &["Not accepted: This ", "API key of that account\n", "Answer: "]);
    session.types("0123456789abcdef0123456789abcdef01234567\r");
    wait(&mut session, &["Not accepted: This ", "API key of that account\n", "Answer: "]);
    session.types(&format!("{PRIVATE_KEY}\r"));
    wait(&mut session, &["API key: AbCd", "All answers", "Number or name: "]);
    assert!(session.is_cooked());
    session.types("\r").ends(0);
    assert!(!session.bytes().contains(PRIVATE_KEY) && !session.bytes().contains("0123456789abcdef"));
    assert!(!session.bytes().contains('\x1b'));
    assert!(session.read("my-map/.env.local").contains(PRIVATE_KEY));
}

#[test]
fn enter_keeps_an_answer_and_a_hyphen_removes_it() {
    let mut session = terminal(ALL_GIVEN).size(120, 100).start();
    let mut change = |name: &str, typed: &str, shown: &str| {
        wait(&mut session, &["All answers", "Number or name: "]);
        session.types(&format!("{name}\r"));
        wait(&mut session, &["Answer: "]);
        session.types(&format!("{typed}\r"));
        wait(&mut session, &[shown]);
    };
    change("maps api", "https://b.example/user/{user}", "Maps API: https://b.example/user/{user}\n");
    change("maps api", "", "Maps API: https://b.example/user/{user}\n");
    change("maps api", "-", "Maps API: CARTO's own\n");
    change("directory", "-", "Not accepted: An answer is required");
    wait(&mut session, &["Directory of the new application\n", "Answer: "]);
    session.types("\r");
    wait(&mut session, &["Directory: my-map\n", "All answers", "Number or name: "]);
    session.types("discard\r").ends_without_a_trace(130);
    session.sees("discarded; nothing was written");
    assert_plain(&session);
}

#[test]
fn prompts_name_the_default_answer() {
    let mut session = terminal(ALL_GIVEN).size(120, 100).start();
    wait(&mut session, &["All answers", "Number or name: "]);
    session.types("client\r");
    wait(
        &mut session,
        &["Developer settings, OAuth apps.\n", "Enter alone keeps AbCdEfGhIjKl; ", "Answer: "],
    );
    session.types("-\r");
    wait(&mut session, &["Client ID: to be filled in later\n", "All answers", "Number or name: "]);
    session.types("client\r");
    wait(&mut session, &["OAuth apps. Enter alone leaves it for later.\n", "Answer: "]);
    session.types("\x04").ends_without_a_trace(130);
    assert!(!session.bytes().contains("leaves it for later.\r\nEnter alone"), "{}", session.bytes());
}

#[test]
fn long_answers_are_shortened() {
    let mut session = terminal("new my-map --plain").size(120, 100).start();
    wait(&mut session, &["How does the application authenticate?\n", "Number or name: "]);
    session.types(&format!("{}\r", "no ".repeat(400)));
    wait(&mut session, &["Not accepted: \"no no", "…\" is not in the list", "Number or name: "]);
    session.types("\x04").ends_without_a_trace(130);
}

/// Runs `then` at every kind of question.
fn at_every_kind(then: impl Fn(&mut Session)) {
    for (words, prompt) in [
        ("new --plain", "Answer: "),
        ("new my-map --plain", "Number or name: "),
        ("new my-map --plain --auth oauth --example --client-id AbCdEfGhIjKl", "or none: "),
        (
            "new my-map --plain --auth oauth --example --client-id AbCdEfGhIjKl --scope user:profile",
            "Yes or no: ",
        ),
        ("new my-map --plain --auth api-key --example --username acme", "Answer: "),
        (ALL_GIVEN, "Number or name: "),
    ] {
        let mut session = terminal(words).start();
        wait(&mut session, &[prompt]);
        then(&mut session);
        assert!(!session.bytes().contains('\x1b'), "{:?}", session.bytes());
        let count = session.bytes().matches("interrupted; nothing was written").count();
        assert_eq!(count, 1, "{words}:\n{}", session.text());
    }
}

#[test]
fn ctrl_c_and_ctrl_d_cancel_at_every_question_and_leave_no_trace() {
    at_every_kind(|session| {
        session.types(CTRL_C).ends_without_a_trace(130);
    });
    at_every_kind(|session| {
        session.types(CTRL_D).ends_without_a_trace(130);
    });
    at_every_kind(|session| {
        session.types("ab").types(CTRL_D).types(CTRL_D).ends_without_a_trace(130);
    });
}

#[test]
fn sigterm_restores_the_terminal() {
    at_every_kind(|session| {
        session.sends(Signal::SIGTERM).ends_without_a_trace(130);
    });
    at_every_kind(|session| {
        session.sends(Signal::SIGHUP).ends_without_a_trace(130);
    });
}

#[test]
fn pasted_text_answers_one_question() {
    let mut session = terminal("new --plain").start();
    wait(&mut session, &["Answer: "]);
    session.types(&format!("pasted{}", "\r".repeat(12)));
    wait(&mut session, &["Directory: pasted\n", "Number or name: "]);
    session.types("\x1b[A\x1b[31m\r");
    wait(&mut session, &["Not accepted: ", "Number or name: "]);
    session.types(CTRL_C).ends_without_a_trace(130);
    assert_plain(&session);
}

#[test]
fn adds_a_part_by_prompts() {
    let mut session = terminal("add layer --plain").size(120, 100).application().start();
    for (lines, typed) in [
        (&["Name of the layer\n", "Answer: "][..], "class"),
        (&["Not accepted: \"class\" is reserved in JavaScript", "Name of the layer\n", "Answer: "], "shops"),
        (&["Source\n", ": stores", "Number or name: "], "stores"),
        (&["Geometry\n", "Number or name: "], "point"),
        (&["Colors\n", "Number or name: "], "categories"),
        (&["Column\n", "Number or name: "], "storetype"),
        (&["Values", "Answer: "], "Supermarket, Kiosk"),
        (&["View that shows it\n", "Number or name: "], "kpi"),
    ] {
        wait(&mut session, lines);
        session.types(&format!("{typed}\r"));
    }
    session.ends(0);
    session
        .sees("Added the layer shopsLayer to the view Kpi")
        .sees("create  src/components/layers/ShopsLayer.js");
    assert_plain(&session);
    assert!(session.read("src/components/views/Kpi.jsx").contains("layer={shopsLayer}"));
}

#[test]
fn changes_authentication_by_prompts() {
    let mut session = terminal("auth set --plain").size(120, 100).application().start();
    wait(&mut session, &["What should change?\n", "1: Client ID", "Number or name: "]);
    session.types("client\r");
    wait(&mut session, &["Client ID of your OAuth app\n", "Answer: "]);
    session.types("ZyXwVuTsRqPo\r").ends(0);
    assert_plain(&session);
    assert!(session.read("src/store/initialStateSlice.js").contains("ZyXwVuTsRqPo"));
}

#[test]
fn errors_are_plain_lines() {
    let script = "echo one; echo two >&2; exit 7";
    let mut session = terminal("new my-map --yes --install --plain").program("npm", script).start();
    session.ends(5).sees("Running npm install").sees("`npm install` failed with exit code 7");
    assert_plain(&session);
    let mut session = terminal("new my-map --yes --plain --scope nonsense").start();
    session.ends_without_a_trace(2).sees("set with --scope or CARTO_APP_SCOPES or auth.scopes in a file");
    assert_plain(&session);
    for words in ["--plain --help", "new --plain --nonsense", "check --plain", "add source --plain --yes"] {
        let mut session = terminal(words).env("CLICOLOR_FORCE", "1").start();
        session.ends(if words.ends_with("help") { 0 } else { 2 });
        assert_plain(&session);
    }
}
