//! Text pasted into the real program's questions at a pseudo-terminal, marked by the terminal or not.

use crate::terminal::*;

const ADD_SOURCE: &str = "add source own";
const MODE: &str = "How does the application authenticate?";
const FORCE: &str = "Force login";
const ADD_LAYER: &str =
    "add layer own --source=stores --geometry=point --style=categories --column=storetype";

/// What a terminal sends for pasted text.
fn marked(text: &str) -> String {
    format!("\x1b[200~{text}\x1b[201~")
}

#[test]
fn lines_of_a_query_are_joined() {
    let mut session = terminal(ADD_SOURCE).application().start();
    session.chooses("? Data to show", "sql").sees("? Query");
    session.types("SELECT *\r\nFROM stores\r\tWHERE true\r").no_longer_sees("? Query");
    session.sees("SELECT * FROM stores WHERE true").types(CTRL_C).ends_without_a_trace(130);

    let mut session = terminal(ADD_SOURCE).application().start();
    session.chooses("? Data to show", "sql").sees("? Query");
    session.types(&marked("SELECT *\rFROM\tstores\r")).sees_typed("SELECT * FROM stores");
    session.types(ENTER).no_longer_sees("? Query").sees("SELECT * FROM stores");
    session.types(CTRL_C).ends_without_a_trace(130);

    let mut session = terminal("add model own").application().start();
    session.chooses("? Data to query", "sql").sees("? Query");
    session.types("SELECT *\rFROM stores\r").no_longer_sees("? Query").sees("SELECT * FROM stores");
    session.types(CTRL_C).ends_without_a_trace(130);
}

#[test]
fn comments_at_the_end_of_a_line_of_a_query_hide_nothing() {
    let query = "-- all stores\rSELECT * -- */ everything\rFROM stores\r";
    let joined = "/* all stores */ SELECT * /* * / everything */ FROM stores";
    for text in [query.to_owned(), marked(query)] {
        let mut session = terminal(ADD_SOURCE).size(120, 40).application().start();
        session.chooses("? Data to show", "sql").sees("? Query").types(&text);
        if text != query {
            session.types(ENTER);
        }
        session.no_longer_sees("? Query").sees(joined).types(CTRL_C).ends_without_a_trace(130);
    }
    let mut session = terminal(&format!("{ADD_SOURCE} --plain")).size(120, 100).application().start();
    session.sees_next("Number or name: ").types("sql\r").sees_next("Answer: ").types(query);
    session.sees_next(&format!("Query: {joined}\n")).types(CTRL_C).ends_without_a_trace(130);
    // What a refusal suggests is accepted as it is.
    let mut session = terminal(ADD_SOURCE).size(120, 40).application().start();
    session
        .chooses("? Data to show", "sql")
        .sees("? Query")
        .types("SELECT * FROM stores -- all")
        .types(ENTER);
    session.sees("Try: SELECT * FROM stores /* all */").types(CTRL_U);
    session.types("SELECT * FROM stores /* all */").types(ENTER).no_longer_sees("? Query").types(CTRL_C);
}

#[test]
fn lines_and_tabs_separate_the_values_of_a_list() {
    for text in ["Kiosk\rMarket\tShop\r".to_owned(), marked("Kiosk\rMarket\tShop") + ENTER] {
        let mut session = terminal(ADD_LAYER).application().start();
        session.sees("? Values").types(&text).sees("Kiosk, Market, Shop").no_longer_sees("? Values");
        session.types(CTRL_C);
    }
}

#[test]
fn lines_after_a_single_line_are_not_dropped_silently() {
    for text in ["roads\rparks\r".to_owned(), marked("roads\rparks\r")] {
        let mut session = terminal("new").start();
        session.sees("? Directory").types(&text).sees("Only the first of the pasted lines was kept");
        session.sees_typed("roads").types(ENTER).sees("Directory        roads");
        session.types(CTRL_C).ends_without_a_trace(130);
    }
}

#[test]
fn text_does_not_answer_a_list_or_yes_and_no() {
    let mut session = terminal("new my-map").start();
    // It is drawn again, unanswered.
    session.sees_next(MODE);
    for text in ["text\r".to_owned(), " some text\r".to_owned(), marked(" \r")] {
        session.types(&text).sees_next(MODE).sees("> OAuth");
    }
    session.types(DOWN).sees("> API key");
    session.types(CTRL_C).ends_without_a_trace(130);

    let mut session = terminal("new my-map --client-id=AbCdEfGhIjKl --scope=user:profile --example").start();
    session.sees_next(FORCE).types("roads\r").sees_next(FORCE).types("y").sees_typed("yes").types(BACKSPACE);
    session.sees_typed("").types("yes\r").sees("Forced login     yes");
    session.types(CTRL_C).ends_without_a_trace(130);
}

#[test]
fn plain_lines_are_joined_or_refused() {
    for text in
        ["SELECT *\rFROM stores WHERE true\r", "SELECT *\rFROM\tstores", "\x1b[200~SELECT *\rFROM stores"]
    {
        let mut session = terminal(&format!("{ADD_SOURCE} --plain")).size(120, 100).application().start();
        session.sees_next("Data to show\n").sees_next("Number or name: ").types("sql\r");
        session.sees_next("Answer: ").types(text);
        if !text.ends_with('\r') {
            // The terminal holds back an unfinished line.
            session.types(" WHERE true\r");
        }
        session.sees_next("Query: SELECT * FROM stores WHERE true\n").types(CTRL_C).ends_without_a_trace(130);
    }
    let mut session = terminal("new --plain").start();
    session.sees_next("Answer: ").types("roads\rparks\r");
    session.sees_next("Not accepted: Several lines were pasted").sees_next("Answer: ").types("roads\r");
    session.sees_next("Directory: roads\n").sees_next("Number or name: ").types("1\rtext\r");
    session.sees_next("Not accepted: Several lines were pasted").sees_next("Number or name: ");
    session.types(CTRL_C).ends_without_a_trace(130);
}
