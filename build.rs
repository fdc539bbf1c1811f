//! Compresses the templates, each into a file of its own with the same path, for `src/template/tree.rs` to embed.

#![allow(clippy::disallowed_macros, reason = "cargo reads stdout")]
#![allow(clippy::disallowed_methods, reason = "nobody else writes here")]

use std::path::Path;
use std::{env, fs, io};

use lz4_flex::block::compress_prepend_size;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=templates");
    let out = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let out = Path::new(&out).join("templates");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    compress(Path::new("templates"), &out)
}

fn compress(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().ok_or(io::ErrorKind::InvalidInput)?);
        if path.is_dir() {
            compress(&path, &target)?;
        } else {
            fs::write(target, compress_prepend_size(&fs::read(path)?))?;
        }
    }
    Ok(())
}
