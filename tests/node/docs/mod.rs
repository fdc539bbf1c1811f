//! Follows the tutorial exactly: every command and its output, the files, the second terminal, and finally a login in a browser
//! at the deployed application.

mod page;
mod reader;

use std::path::Path;

use page::{Block, blocks};
use reader::Reader;

#[test]
#[ignore = "installs npm packages, and needs nginx and Chromium; scripts/test runs it"]
fn following_the_tutorial_deploys_an_application() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tutorial.md");
    let text = std::fs::read_to_string(path).expect("the tutorial");
    let mut reader = Reader::new();
    let mut logged_in = false;
    for block in blocks(&text) {
        match block {
            Block::File { name, content } => reader.write(name, &content),
            Block::Interrupt => reader.interrupt(),
            Block::Background { command, shown } => reader.start(command, &shown),
            Block::Command { command, shown } => {
                if command.ends_with("-s stop") {
                    reader.log_in("ZyXwVuTsRqPo");
                    logged_in = true;
                }
                reader.run(command, &shown);
            }
        }
    }
    assert!(logged_in, "the tutorial no longer deploys");
}
