use std::fs;
use std::io;
use std::path::Path;

/// The largest file that is read as a program or a text of the application, in bytes.
pub const LARGEST: u64 = 1 << 20;

/// What the names of the files end in that are programs of the application.
pub const PROGRAMS: [&str; 3] = [".js", ".jsx", ".mjs"];

/// Folders that hold nothing of the owner's: what was installed, built or is git's.
const NOT_OURS: [&str; 6] = ["node_modules", "dist", ".git", "playwright-report", "test-results", "coverage"];

/// Every file below a folder of the application, as paths with `/`, sorted. Symbolic links are not followed, nor is looked into
/// what was installed or built, or kept as a backup.
pub(super) fn below(root: &Path, folder: &str) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = match fs::read_dir(root.join(&folder)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            let kind = entry.file_type()?;
            if kind.is_dir() {
                if !NOT_OURS.contains(&name.as_str()) && !name.starts_with(crate::apply::BACKUP) {
                    open.push(path);
                }
            } else if kind.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
