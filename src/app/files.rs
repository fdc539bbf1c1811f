use std::fs;
use std::io;
use std::path::Path;

/// The maximum size of a file that is read as source code or text, in bytes.
pub const LARGEST: u64 = 1 << 20;

/// The extensions of JavaScript files.
pub const PROGRAMS: [&str; 3] = [".js", ".jsx", ".mjs"];

/// Folders without files of the owner: installed packages, build and test output, and git's data.
const IGNORED_FOLDERS: [&str; 6] =
    ["node_modules", "dist", ".git", "playwright-report", "test-results", "coverage"];

/// Returns every file below a folder of the application, as paths with `/`, sorted. Symbolic links are not followed;
/// installed packages, build output and backups are skipped.
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
                if !IGNORED_FOLDERS.contains(&name.as_str()) && !name.starts_with(crate::apply::BACKUP) {
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
