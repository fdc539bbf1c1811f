//! Builds the program again when a template is added, removed or changed: `include_dir!` can't tell cargo about new files.

#![allow(clippy::disallowed_macros, reason = "cargo reads stdout")]

fn main() {
    println!("cargo::rerun-if-changed=templates");
}
