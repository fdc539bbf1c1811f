//! `include_dir!` does not notice a new template by itself.

fn main() {
    #[allow(clippy::disallowed_macros)]
    {
        println!("cargo:rerun-if-changed=templates");
    }
}
