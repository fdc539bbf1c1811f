//! The real program at a pseudo-terminal.
//!
//! Compares its screens with `snapshots/screens/` and with the picture `docs/session.svg`.

mod picture;

use std::fmt::Write as _;

use nix::sys::signal::Signal;

use crate::snapshot::assert_file;
use crate::terminal::*;

const DIRECTORY: &str = "? Directory of the new application";
const MODE: &str = "? How does the application authenticate?";
const DATA: &str = "? What does the application show?";
const DATASETS: &str = "? Your datasets";
const CLIENT_ID: &str = "? Client ID";
const SCOPES: &str = "? Scopes that";
const OTHER_SCOPES: &str = "? Other scopes";
const FORCE: &str = "? Force login";
const ACCOUNT: &str = "? CARTO account";
const API_KEY: &str = "? API key";
const REVIEW: &str = "? All answers";
const MASTER_KEY: &str = "0123456789abcdef0123456789abcdef01234567";
const PRIVATE_KEY: &str = "AbCdEfGhIjKlMnOpQrStUv";

/// Answers every question of the interview by a flag, so that the review comes first.
const ALL_GIVEN: &str =
    "new my-map --client-id=AbCdEfGhIjKl --scope=user:profile --force-oauth-login=false --example";

#[test]
fn with_oauth_wrong_answers_are_asked_again_and_corrected() {
    let mut session = terminal("new").file("taken").start();
    session.answers(DIRECTORY, "con").sees("name of a device").sees_typed("con");
    session.types(CTRL_U).types("taken").types(ENTER).sees("taken is not a directory");
    session.types(&BACKSPACE.repeat(5)).types("roads").types(ENTER).sees("Directory        roads");
    session.chooses(MODE, "OAuth").sees("Authentication   OAuth");
    session.chooses(DATA, "My datasets");
    session.answers(DATASETS, "").sees("Name at least one dataset");
    session.types("Roads").types(ENTER).sees("\"Roads\"").sees("Try: roads");
    session.types(HOME).types(DELETE).types("r").sees_typed("roads").types(ENTER);
    session.sees("Datasets         roads").sees("Example          no");
    session.answers(CLIENT_ID, "two words").sees("!").sees_typed("two words");
    session.types(CTRL_U).types("AbCdEfGhIjKl").types(ENTER).sees("Client ID        AbCdEfGhIjKl");
    session.sees(SCOPES).sees("Your datasets add datasets:r:roads");
    session.moves_to("user:profile").types(" ").sees("> [ ] user:profile");
    session.moves_to("others").types(" ").sees("> [x] others").types(ENTER);
    session.answers(OTHER_SCOPES, "datasets:w:parks").sees("! \"datasets:w:parks\"");
    session.types(CTRL_U).types("datasets:rw:parks").types(ENTER);
    session.sees("Scopes           datasets:rw:parks, datasets:r:roads");
    session
        .sees(FORCE)
        .types("x")
        .types("n")
        .types("y")
        .sees_typed("yes")
        .types(ENTER)
        .sees("Forced login     yes");
    session.chooses(REVIEW, "Write").ends(0);
    let slice = session.read("roads/src/store/initialStateSlice.js");
    assert!(slice.contains("'AbCdEfGhIjKl'") && slice.contains("'datasets:rw:parks'"), "{slice}");
    assert!(!slice.contains("user:profile"), "{slice}");
    assert!(session.read("roads/src/store/appSlice.js").contains("forceOAuthLogin: true"));
    let called = session.read("roads/called");
    assert!(called.contains(" init --quiet\n") && called.contains(" commit --message "), "{called}");
}

#[test]
fn asks_again_after_wrong_answers_with_an_api_key_and_never_shows_it() {
    let mut session = terminal("new").start();
    session.answers(DIRECTORY, "My Map");
    session.sees("Directory        My Map");
    session.chooses(MODE, "API key").chooses(DATA, "Both");
    session.answers(DATASETS, "acme.parks, roads");
    session.answers(ACCOUNT, "ACME").sees("Try: acme").types(CTRL_U).types("acme").types(ENTER);
    session.answers(API_KEY, MASTER_KEY).sees("! This").sees("master key").sees_typed("");
    session.types(PRIVATE_KEY).sees_typed(&"*".repeat(22)).types(ENTER).sees("API key          AbCd");
    session.sees(REVIEW).sees("reaches the browser");
    session.chooses(REVIEW, "API key").sees("Enter alone: AbCd").types(ENTER);
    session.chooses(REVIEW, "Write").ends(0);
    assert!(!session.bytes().contains(PRIVATE_KEY) && !session.bytes().contains(MASTER_KEY));
    assert!(session.read("My Map/.env.local").contains(PRIVATE_KEY));
    assert!(session.read("My Map/package.json").contains("\"name\": \"my-map\""));
    session.sees("cd 'My Map'");
}

#[test]
fn files_that_are_there_are_kept_joined_or_asked_about() {
    let occupied = || {
        let session = terminal(ALL_GIVEN).file("my-map/.gitignore").file("my-map/README.md");
        session.file("my-map/.nvmrc").file("my-map/package.json").start()
    };
    let mut session = occupied();
    session.sees("Would add carto-app's lines to .gitignore").sees("Would keep your README.md");
    session.sees("You are asked about what is in the way: .nvmrc, package.json.");
    session.chooses(REVIEW, "Write");
    session.chooses("? .nvmrc is in the way", "Show").sees("-mine").sees("+24");
    session.chooses("? .nvmrc is in the way", "Keep mine").sees(".nvmrc");
    session
        .sees("? package.json is in the way")
        .sees("does not work without its own")
        .no_longer_sees("Keep mine");
    session.chooses("? package.json is in the way", "Replace it").ends(0);
    session.sees("Kept your .nvmrc").sees("Created My map in my-map");
    assert_eq!(session.read("my-map/.nvmrc"), "mine");
    assert_eq!(session.read("my-map/.carto-app-backup/package.json"), "mine");
    assert!(session.read("my-map/.gitignore").starts_with("mine\n\n# Added by carto-app\nnode_modules\n"));
    let mut session = occupied();
    session.chooses(REVIEW, "Write").sees("? .nvmrc is in the way").types(CTRL_C).ends(130);
    assert_eq!(session.read("my-map/.gitignore"), "mine");
    assert_eq!(session.text().matches("interrupted; nothing was written").count(), 1);
}

#[test]
fn enter_alone_takes_every_default() {
    let mut session = terminal("new").start();
    for question in [DIRECTORY, MODE, DATA, CLIENT_ID, SCOPES, FORCE, REVIEW] {
        session.answers(question, "");
    }
    session.ends(0);
    session.sees("Created My map in my-map").sees("cd my-map\n  npm install\n  npm run sandbox");
}

#[test]
fn every_answer_can_be_changed_in_the_review() {
    let mut session = terminal(ALL_GIVEN).size(80, 40).start();
    let changes = [
        ("Directory", "my-map", "town", "town"),
        ("Package name", "town", "town-map", "town-map"),
        ("Title", "Town", "Town \u{201c}of\u{201d} 地図", "Town \u{201c}of\u{201d} 地図"),
        ("Account", "public", "acme", "acme (until someone logs in)"),
        ("Client ID", "AbCdEfGhIjKl", "ZyXwVuTsRqPo", "ZyXwVuTsRqPo"),
        (
            "SQL API",
            "https://{user}.carto.com",
            "https://a.example/user/{user}",
            "https://a.example/user/{user}",
        ),
        ("Maps API", "", "https://b.example/user/{user}", "https://b.example/user/{user}"),
        (
            "Authorize URL",
            "https://carto.com/oauth2/authorize",
            "https://a.example/oauth2/authorize",
            "https://a.example/oauth2/authorize",
        ),
    ];
    for (name, old, new, shown) in changes {
        session.chooses(REVIEW, name).no_longer_sees(REVIEW).sees_typed(old);
        session.types(CTRL_U).types(new).types(ENTER).sees(&format!("  {name:<15}  {shown}"));
    }
    session.chooses(REVIEW, "Scopes").sees(SCOPES).moves_to("datasets:metadata").types(" ").types(ENTER);
    session.sees("Scopes           user:profile, datasets:metadata");
    session.chooses(REVIEW, "Forced login").sees(FORCE).types("y\r").sees("Forced login     yes");
    session.chooses(REVIEW, "Datasets").chooses(DATA, "Both").answers(DATASETS, "roads");
    session.sees("Datasets         roads");
    session
        .chooses(REVIEW, "Example")
        .chooses(DATA, "My datasets")
        .sees(DATASETS)
        .sees_typed("roads")
        .types(ENTER);
    session.sees("Example          no");
    session
        .chooses(REVIEW, "Language")
        .chooses("? Language", "TypeScript")
        .sees("Language         TypeScript");
    session
        .chooses(REVIEW, "Package manager")
        .chooses("? Package manager", "pnpm")
        .sees("Package manager  pnpm");
    session.chooses(REVIEW, "Sandbox").sees("? Add a local CARTO").types("n\r").sees("Sandbox          no");
    session.chooses(REVIEW, "git init").sees("? Run git init?").types("n\r").sees("git init         no");
    session.chooses(REVIEW, "Install").sees("? Install the").types("y\r").sees("Install          yes");
    session.chooses(REVIEW, "Write").ends(0);
    assert_eq!(session.read("town/called"), "pnpm install\n");
    let recorded = session.read("town/carto-app.toml");
    let recorded: Vec<&str> = recorded.lines().filter(|line| line.contains(" = ")).collect();
    assert_eq!(
        recorded[1..],
        [
            "name = \"town-map\"",
            "title = \"Town “of” 地図\"",
            "language = \"typescript\"",
            "package_manager = \"pnpm\"",
            "git = false",
            "install = true",
            "sandbox = false",
            "mode = \"oauth\"",
            "client_id = \"ZyXwVuTsRqPo\"",
            "scopes = [\"user:profile\", \"datasets:metadata\", \"datasets:r:roads\"]",
            "force_oauth_login = true",
            "username = \"acme\"",
            "server_url_template = \"https://a.example/user/{user}\"",
            "maps_url = \"https://b.example/user/{user}\"",
            "authorize_url = \"https://a.example/oauth2/authorize\"",
            "datasets = [\"roads\"]",
            "example = false",
        ]
    );
}

#[test]
fn an_emptied_answer_falls_back_to_its_default() {
    let mut session = terminal(ALL_GIVEN).start();
    session
        .chooses(REVIEW, "Directory")
        .sees_typed("my-map")
        .types(CTRL_U)
        .types(ENTER)
        .sees("! An answer is required");
    session.types("my-map").types(ENTER);
    session.chooses(REVIEW, "Maps API").sees_typed("").types("https://b.example/user/{user}").types(ENTER);
    session
        .chooses(REVIEW, "Title")
        .sees_typed("My map")
        .types("s")
        .types(ENTER)
        .sees("Title            My maps");
    session.chooses(REVIEW, "Client ID").sees_typed("AbCdEfGhIjKl").types(CTRL_U).types(ENTER);
    session.sees("Client ID        to be filled in later").sees("! The client ID is empty");
    session
        .chooses(REVIEW, "Maps API")
        .sees_typed("https://b.example/user/{user}")
        .types(CTRL_U)
        .types(ENTER)
        .sees("Maps API         CARTO's own");
    session
        .chooses(REVIEW, "Title")
        .sees_typed("My maps")
        .types(CTRL_U)
        .types(ENTER)
        .sees("Title            My map");
    session.chooses(REVIEW, "Scopes").sees(SCOPES).types(" ").types(ENTER).sees("Scopes           none");
    session.chooses(REVIEW, "Write").ends(0);
    assert!(session.read("my-map/src/store/initialStateSlice.js").contains("scopes: []"));
}

#[test]
fn the_mode_can_be_changed_and_changed_back() {
    let mut session = terminal(ALL_GIVEN).start();
    session.chooses(REVIEW, "Authentication").chooses(MODE, "OAuth").sees(REVIEW);
    session.chooses(REVIEW, "Authentication").chooses(MODE, "API key");
    session
        .answers(ACCOUNT, "acme")
        .answers(API_KEY, PRIVATE_KEY)
        .sees(REVIEW)
        .no_longer_sees("Forced login");
    session.chooses(REVIEW, "Authentication").chooses(MODE, "OAuth");
    session.sees(REVIEW).sees("  Client ID        AbCdEfGhIjKl");
    session
        .chooses(REVIEW, "Authentication")
        .chooses(MODE, "API key")
        .sees(REVIEW)
        .sees("  API key          AbCd");
    session.chooses(REVIEW, "Write").ends(0);
    assert!(!session.path("my-map/src/components/common/OAuthLogin.jsx").exists());
}

#[test]
fn everything_can_be_dropped() {
    let mut session = terminal(ALL_GIVEN).start();
    session.sees(REVIEW).types(UP).sees("> Discard everything").types(ENTER);
    session.ends_without_a_trace(130).sees("discarded; nothing was written");
}

/// Runs `then` at every question.
fn at_every_question(then: impl Fn(&str, &mut Session)) {
    let oauth = "new my-map --auth oauth --no-example";
    let from_review: [(&str, &str); 7] = [
        ("Title", "? Title"),
        ("Scopes", SCOPES),
        ("Datasets", DATA),
        ("Package manager", "? Package manager"),
        ("Sandbox", "? Add a local CARTO"),
        ("git init", "? Run git init?"),
        ("Maps API", "? Maps API"),
    ];
    let at = |words: &str, question: &str, go_there: &dyn Fn(&mut Session)| {
        let mut session = terminal(words).start();
        go_there(&mut session);
        session.sees(question);
        assert!(!session.is_cooked(), "{question}");
        then(question, &mut session);
    };
    let none = |_: &mut Session| {};
    at("new", DIRECTORY, &none);
    at("new my-map", MODE, &none);
    at("new my-map --auth oauth", DATA, &none);
    at("new my-map --auth oauth", DATASETS, &|session| {
        session.chooses(DATA, "My datasets");
    });
    at(oauth, CLIENT_ID, &none);
    at(oauth, SCOPES, &|session| {
        session.answers(CLIENT_ID, "AbCdEfGhIjKl");
    });
    at(&format!("{oauth} --client-id AbCdEfGhIjKl"), OTHER_SCOPES, &|session| {
        session.sees(SCOPES).moves_to("others").types(" ").sees("[x] others").types(ENTER);
    });
    at(&format!("{oauth} --client-id AbCdEfGhIjKl --scope user:profile"), FORCE, &none);
    at("new my-map --auth api-key --example", ACCOUNT, &none);
    at("new my-map --auth api-key --example --username acme", API_KEY, &none);
    at(ALL_GIVEN, REVIEW, &none);
    for (row, question) in from_review {
        at(ALL_GIVEN, question, &|session| {
            session.chooses(REVIEW, row);
        });
    }
}

#[test]
fn ctrl_c_cancels_at_every_question_and_leaves_no_trace() {
    at_every_question(|question, session| {
        session.types(CTRL_C).ends_without_a_trace(130);
        let count = session.bytes().matches("interrupted; nothing was written").count();
        assert_eq!(count, 1, "{question}:\n{}", session.text());
    });
}

#[test]
fn sigterm_restores_the_terminal_at_every_question() {
    at_every_question(|_, session| {
        session.sends(Signal::SIGTERM).ends_without_a_trace(130);
    });
}

#[test]
fn a_signal_does_not_hide_that_a_change_was_undone() {
    let sha256 = carto_app::plan::sha256(b"new");
    let journal = format!(
        "{{\"file\":{{\"path\":\".carto-app-tmp-1-1\",\"sha256\":\"{sha256}\"}}}}\n\
         {{\"arrive\":{{\"hidden\":\".carto-app-tmp-1-1\",\"place\":\"new.js\"}}}}\n"
    );
    let setup = terminal("add source").application().file_with("new.js", "new");
    let mut session = setup.file_with(".carto-app-tmp-journal", &journal).start();
    session
        .sees("? Name of the source")
        .sends(Signal::SIGTERM)
        .sees("which is now undone: new.js.")
        .ends(130);
    assert!(!session.path("new.js").exists());
}

#[test]
fn ctrl_c_reaches_the_package_manager_and_the_application_stays() {
    let script =
        "trap 'echo interrupted > interrupted; exit 1' INT; echo working; while :; do /bin/sleep 0.05; done";
    let mut session = terminal("new my-map --yes --install").program("npm", script).start();
    session.sees("s  working").types(CTRL_C).ends(130);
    session.sees("Created My map in my-map").sees("interrupted before `npm install` was done");
    assert_eq!(session.read("my-map/interrupted"), "interrupted\n");
    assert!(session.text().contains("try: cd my-map && npm install"), "{}", session.text());
}

#[test]
fn ctrl_d_cancels_only_on_an_empty_line() {
    for (words, question) in [("new", DIRECTORY), ("new a --auth api-key --example --username acme", API_KEY)]
    {
        let mut session = terminal(words).start();
        session.sees(question).types("ab").types(LEFT).types(CTRL_D).sees_typed(if question == API_KEY {
            "*"
        } else {
            "a"
        });
        session.types(BACKSPACE).sees_typed("").types(CTRL_D).ends_without_a_trace(130);
    }
    let mut session = terminal(ALL_GIVEN).start();
    session
        .sees(REVIEW)
        .types(CTRL_D)
        .types(DOWN)
        .sees("> Directory")
        .types(CTRL_C)
        .ends_without_a_trace(130);
}

#[test]
fn edits_a_line_with_the_usual_keys_and_scrolls_a_long_one() {
    let mut session = terminal("new").size(30, 24).start();
    session.sees("? Directory").types("xmap").types(HOME).types(DELETE).types("my-").sees_typed("my-map");
    session.types(END).types("s").types(LEFT).types(LEFT).types(RIGHT).types(BACKSPACE).sees_typed("my-mas");
    // Ctrl-Left and Alt-B are not supported and leave nothing in the text.
    session.types("\x1b[1;5D").types("\x1bb").types(CTRL_U).sees_typed("s").types(END).types(BACKSPACE);
    session.types("a-name-that-is-longer-than-the-line").sees_typed("at-is-longer-than-the-line");
    session.types(HOME).sees_typed("a-name-that-is-longer-than").types(ENTER);
    session.sees("    a-name-that-is-longer-tha\n").types(CTRL_C).ends_without_a_trace(130);
}

#[test]
fn lists_take_arrows_and_letters() {
    let mut session = terminal("new my-map --auth oauth --no-example --client-id AbCdEfGhIjKl").start();
    session.sees(SCOPES).sees("> [x] user:profile").types("j").sees("> [ ] datasets:metadata");
    session
        .types("k")
        .sees("> [x] user:profile")
        .types(UP)
        .sees("> [ ] others")
        .types("\t")
        .sees("> [x] user:profile");
    session.types("q").types(DOWN).sees("> [ ] datasets:metadata").types(UP).sees("> [x] user:profile");
    session.types(" ").sees("> [ ] user:profile").types(" ").types(ENTER);
    session.sees("Scopes           user:profile").types(CTRL_C).ends_without_a_trace(130);
}

#[test]
fn arrows_have_two_forms_and_may_arrive_byte_by_byte() {
    let mut session = terminal("new my-map").start();
    session.sees(MODE).types("\x1bOB").sees("> API key").types("\x1bOA").sees("> OAuth");
    for byte in ["\x1b", "[", "B"] {
        // As over a slow connection.
        std::thread::sleep(std::time::Duration::from_millis(80));
        session.types(byte);
    }
    session.sees("> API key").types(ENTER).sees("Authentication   API key").sees(DATA);
    session.types(CTRL_C).ends_without_a_trace(130);
}

#[test]
fn escape_and_left_go_back_one_question() {
    let mut session = terminal("new").start();
    session.sees(DIRECTORY).no_longer_sees("goes back").types(ESC).types(LEFT).types("roads").types(ENTER);
    session.sees(MODE).sees("Esc or Left goes back.").types(LEFT);
    session
        .sees(DIRECTORY)
        .no_longer_sees("Directory        roads")
        .sees_typed("roads")
        .types("2")
        .types(ENTER);
    session.sees("Directory        roads2").chooses(MODE, "OAuth").chooses(DATA, "My datasets");
    session.sees(DATASETS).types("a").types(LEFT).sees_typed("a").types(ESC).sees(DATA).sees("> My datasets");
    session.types(ESC).sees(MODE).no_longer_sees("Authentication   OAuth").moves_to("API key").types(ENTER);
    session.sees("Authentication   API key").chooses(DATA, "Nothing").sees(ACCOUNT).types(LEFT);
    session.chooses(DATA, "The example").answers(ACCOUNT, "acme").sees(API_KEY).types(ESC);
    session.sees(ACCOUNT).sees_typed("acme").types(ENTER).answers(API_KEY, "");
    session
        .chooses(REVIEW, "Title")
        .sees("? Title")
        .types("x")
        .types(ESC)
        .sees(REVIEW)
        .sees("Title            Roads2");
    session.chooses(REVIEW, "Authentication").chooses(MODE, "OAuth").sees(CLIENT_ID).types(ESC);
    session.sees(REVIEW).sees("Authentication   API key").sees("Account          acme");
    session.chooses(REVIEW, "Write").ends(0);
    assert!(!session.path("roads2/src/components/common/OAuthLogin.jsx").exists());
    assert!(session.read("roads2/carto-app.toml").contains("example = true"));
}

#[test]
fn yes_and_no_wait_for_enter() {
    let mut session = terminal("new my-map --auth oauth --no-example --client-id AbCdEfGhIjKl").start();
    session.sees(SCOPES).types(ENTER).sees(FORCE).types("y").sees_typed("yes").types("n").sees_typed("no");
    session.types(BACKSPACE).sees_typed("").types("Y").sees_typed("yes").types(ENTER);
    session.sees("Forced login     yes").sees(REVIEW).types(CTRL_C).ends_without_a_trace(130);
}

#[test]
fn ctrl_z_suspends_a_question_and_the_shell_continues_it() {
    let script = "carto-app new; echo \"stopped with $?\"; fg";
    let mut session = terminal("").installed().typed_as(&["/bin/bash", "-mc", script]).start();
    session.sees(DIRECTORY).types("ab").sees_typed("ab").types(CTRL_Z).sees("stopped with 148");
    session.sees(DIRECTORY).sees_typed("ab").types("c").sees_typed("abc").types(ENTER).sees(MODE);
    session.types(DOWN).sees("> API key").types(CTRL_C).ends_without_a_trace(130);
}

#[test]
fn a_list_in_a_shrinking_terminal_is_drawn_once() {
    let mut session = terminal(ALL_GIVEN).start();
    session.sees(REVIEW).resizes(60, 12).types(DOWN).sees("> Directory").sees("Page 1 of");
    for _ in 0..11 {
        session.types(DOWN);
    }
    session.sees("> Sandbox").types("x").resizes(40, 8).types(UP).sees("> Example");
    assert_eq!(session.text().matches(REVIEW).count(), 1, "{}", session.text());
    session.types(CTRL_C).ends_without_a_trace(130);
}

#[test]
fn pasted_lines_become_values_of_a_list() {
    let mut session = terminal("new my-map --auth api-key").start();
    session.chooses(DATA, "My datasets").sees(DATASETS).types("roads\rparks\nrivers\r");
    session
        .sees("Datasets         roads, parks, rivers")
        .sees(ACCOUNT)
        .types(CTRL_C)
        .ends_without_a_trace(130);
}

#[test]
fn warns_of_an_unusual_client_id_at_its_question() {
    let mut session = terminal("new my-map --auth oauth --no-example").start();
    session.answers(CLIENT_ID, "short").sees("not have CARTO's form").sees(SCOPES).types(ESC);
    session.sees(CLIENT_ID).no_longer_sees("not have CARTO's form").sees_typed("short");
    session.types(CTRL_C).ends_without_a_trace(130);
}

#[test]
fn the_review_of_thirty_datasets_fits_a_small_terminal() {
    let datasets: Vec<String> = (1..=30).map(|number| format!("dataset_number_{number}")).collect();
    let words = format!("{ALL_GIVEN} --datasets={}", datasets.join(","));
    let mut session = terminal(&words).size(80, 24).start();
    session.sees(REVIEW).sees("> Write the application").sees("Discard everything");
    session.sees("Datasets         dataset_number_1, dataset_number_2, dataset_number_3 and 27");
    session.types(CTRL_C).ends_without_a_trace(130);
}

#[test]
fn offers_the_commands_without_arguments() {
    let mut session = terminal("").start();
    session.chooses("? carto-app", "new").answers(DIRECTORY, "roads").sees(MODE);
    session.types(CTRL_C).ends_without_a_trace(130);
    let mut session = terminal("").application().start();
    session.chooses("? carto-app", "add").chooses("? carto-app add", "slice");
    session.answers("? Name of the slice", "filters").ends(0);
    assert!(session.path("src/store/filtersSlice.js").exists());
    terminal("").env("CI", "true").start().sees("Exit codes:").ends(2);
}

#[test]
fn pasted_text_answers_one_question_and_draws_nothing() {
    let mut session = terminal("new").start();
    // There are more lines than questions, and none may reach the review.
    session.sees(DIRECTORY).types(&format!("pasted{}", ENTER.repeat(12))).sees("Directory        pasted");
    session.sees(MODE).sees("> OAuth").types(CTRL_C).ends_without_a_trace(130);

    let mut session = terminal(ALL_GIVEN).start();
    session.chooses(REVIEW, "Title").sees_typed("My map").types(CTRL_U);
    session.types("\x1b[200~a\x1b[31m\x1b]0;b\x07\x1b[2Jc\u{9b}\u{202e}d\t\x00e\x1b[201~");
    session.sees_typed("a0;bcd e").types(ENTER).sees("U+202E").sees_typed("a0;bcd e");
    assert!(session.bytes().contains("c\u{fffd}d"));
    let long = "${x} `y` </script> {{z}} \\ \" '".repeat(20);
    session.types(CTRL_U).types(&long).types(ENTER).sees("longer than");
    session.types(CTRL_U).types(&long[..58]).types(ENTER).sees("  Title            ${x} `y` </script> {{z}}");
    assert!(!session.bytes().contains("\x1b[2J") && !session.bytes().contains("\x1b]0;"));
    session.types(CTRL_C).ends_without_a_trace(130);
}

#[test]
fn works_on_narrow_and_low_terminals() {
    for (columns, lines) in [(40, 24), (30, 24), (20, 24), (80, 8), (30, 6), (20, 4), (80, 3)] {
        let mut session = terminal("new").size(columns, lines).start();
        session.sees(">").types("my-map").sees_typed("my-map").types(ENTER).no_longer_sees("> my-map");
        for row in ["OAuth", "Nothing"] {
            session.moves_to(row).types(ENTER).no_longer_sees(&format!("> {row}"));
        }
        session
            .sees_typed("")
            .types("AbCdEfGhIjKl")
            .sees_typed("AbCdEfGhIjKl")
            .types(ENTER)
            .no_longer_sees("> AbC");
        session.sees("> [x] user").types(UP).sees("> [ ] others").types(UP).sees("> [ ] apis:do");
        session.types(" ").sees("> [x] apis:do").types(ENTER).no_longer_sees("> [x]");
        session.sees_typed("").types("n\r").sees("> Write").types(ENTER).ends(0);
        assert!(session.read("my-map/carto-app.toml").contains("apis:do"));
        let left: Vec<String> =
            session.text().lines().filter(|line| line.starts_with(['?', '>'])).map(str::to_owned).collect();
        // Lines that have scrolled out of such a low terminal can't be removed.
        assert!(left.is_empty() || lines < 6, "{columns} × {lines}:\n{}", session.text());
    }
}

#[test]
fn rejects_a_terminal_of_two_lines() {
    let mut session = terminal("new my-map").size(80, 2).start();
    session.ends_without_a_trace(2);
    assert!(session.bytes().contains("fewer than 3 lines"), "{}", session.bytes());
}

#[test]
fn survives_resizing_the_terminal() {
    let mut session = terminal("new").start();
    session.sees(DIRECTORY).resizes(40, 20).types("my-map").sees_typed("my-map").types(ENTER);
    session
        .chooses("authenticate?", "OAuth")
        .sees("What does")
        .resizes(90, 24)
        .types(DOWN)
        .sees("> My datasets");
    session.types(UP).sees("> The example").types(ENTER).sees(CLIENT_ID);
    session.types(CTRL_C).ends_without_a_trace(130);
}

#[test]
fn uses_colors_only_if_they_are_wanted() {
    let colored = |setup: Setup| {
        let mut session = setup.start();
        session
            .answers(DIRECTORY, "con")
            .sees("Try:")
            .types(CTRL_U)
            .types(ENTER)
            .sees(MODE)
            .types(DOWN)
            .types(ENTER);
        session
            .sees(DATA)
            .types(ENTER)
            .sees(ACCOUNT)
            .types(ENTER)
            .sees(API_KEY)
            .types(ENTER)
            .sees(REVIEW)
            .types(ENTER)
            .ends(0);
        is_colored(&session.bytes())
    };
    assert!(colored(terminal("new")));
    assert!(!colored(terminal("new").env("NO_COLOR", "1")));
    assert!(!colored(terminal("new --color never")));
    assert!(colored(terminal("new --color always").env("NO_COLOR", "1")));
}

/// Whether the bytes have an escape sequence that sets a color or a weight: `ESC [ digits m`.
fn is_colored(bytes: &str) -> bool {
    bytes
        .split("\x1b[")
        .skip(1)
        .any(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').starts_with('m'))
}

#[test]
fn adds_a_part_by_prompts() {
    let mut session = terminal("add layer").size(80, 40).application().start();
    session.answers("? Name of the layer", "class").sees("is reserved in JavaScript").sees_typed("class");
    session.types(CTRL_U).types("shops").types(ENTER).chooses("? Source", "stores");
    session.chooses("? Geometry", "point").chooses("? Colors", "categories");
    session.chooses("? Column", "storetype").sees("? Values").types(CTRL_U);
    session.types("Supermarket, Kiosk").types(ENTER);
    session.chooses("? View that shows it", "Kpi").ends(0);
    session
        .sees("Added the layer shopsLayer to the view Kpi")
        .sees("create  src/components/layers/ShopsLayer.js");
    assert_file("snapshots/screens/add-layer.txt", &format!("{}\n", screen(&session)));
    assert!(session.read("src/components/views/Kpi.jsx").contains("layer={shopsLayer}"));
}

#[test]
fn ctrl_c_while_adding_a_part_changes_nothing() {
    let ends = |session: &mut Session, question: &str| {
        session.sees(question).types(CTRL_C).ends_without_a_trace(130);
    };
    ends(&mut terminal("add slice").application().start(), "? Name of the slice");
    let mut session = terminal("add source").application().start();
    session.answers("? Name of the source", "roads");
    ends(&mut session, "? Data to show");
    let mut session = terminal("add view roads").application().start();
    session.answers("? Path", "").answers("? Title", "");
    ends(&mut session, "? Show it in the menu?");
}

/// Returns the text on the screen without the size of the application, which changes with the templates.
fn screen(session: &Session) -> String {
    let text = session.text();
    match (text.find(" ("), text.find(" kB)")) {
        (Some(start), Some(end)) if start < end => format!("{} (… files, …{}", &text[..start], &text[end..]),
        _ => text,
    }
}

#[test]
fn screens_match_their_snapshots() {
    for (columns, lines) in [(80, 40), (40, 60), (20, 90)] {
        let mut session = terminal("new").size(columns, lines).start();
        let mut screens = String::new();
        let mut record = |name: &str, session: &Session| {
            writeln!(screens, "===== {name}\n{}\n", screen(session)).expect("written");
        };
        session.sees("? Directory").sees_typed("");
        record("directory", &session);
        // Only narrow screens break the line before the last word.
        let last = if columns == 80 { "key of your account" } else { "  account" };
        session.types("aux").types(ENTER).sees("Try:").sees_typed("aux");
        record("refused", &session);
        session.types(CTRL_U).types(ENTER).sees("? How does").sees(last);
        record("mode", &session);
        session.types(ENTER).sees("? What does").moves_to("Both").types(ENTER).sees(DATASETS);
        session.types("roads, acme.parks_2020").types(ENTER).sees(CLIENT_ID).sees_typed("");
        record("client ID", &session);
        session.types(ENTER).sees("? Scopes").sees("typed on").sees("next");
        record("scopes", &session);
        session.types(ENTER).sees("? Force").sees_typed("");
        record("forced login", &session);
        session.types("y\r").sees("? All").sees("Discard");
        record("review", &session);
        session.types(ENTER).ends(0);
        record("end", &session);
        assert_file(&format!("snapshots/screens/{columns}-columns.txt"), &screens);
    }
}

#[test]
fn the_picture_of_a_session_is_up_to_date() {
    let mut session = terminal("new my-map").size(80, 30).start();
    session.shows("$ carto-app new my-map\r\n");
    session.chooses(MODE, "OAuth").chooses(DATA, "The example").answers(CLIENT_ID, "AbCdEfGhIjKl");
    session.sees(SCOPES).sees("on the next line");
    let questions = picture::rows(session.screen(), "$ ");
    session.types(ENTER).sees(FORCE).types("n\r").sees(REVIEW).sees("Discard everything");
    let review = picture::rows(session.screen(), "? All");
    session.types(ENTER).ends(0);
    let end = picture::rows(session.screen(), "Created");
    assert_file("docs/session.svg", &picture::svg(&[questions, review, end]));
}
