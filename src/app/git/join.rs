//! Joins the owner's files for git and Prettier with the application's.

use std::path::PathBuf;

use super::ignore::{Budget, Rules, decide};

/// The line above the added lines.
const HEADING: &str = "# Added by carto-app";

/// The byte order mark, with which some editors begin a file.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Returns the owner's file with the lines of the application that it lacks. The owner's bytes stay unchanged. `None` for a file
/// that git can't read either, such as one in UTF-16.
pub fn joined(path: &str, theirs: &[u8], ours: &str) -> Option<Vec<u8>> {
    if theirs.contains(&0) {
        return None;
    }
    let text = String::from_utf8_lossy(theirs);
    let rules = ours.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let is_attributes = path.ends_with(".gitattributes");
    let added: Vec<&str> = if is_attributes {
        let is_there =
            |rule: &str| text.lines().any(|line| line.split_whitespace().eq(rule.split_whitespace()));
        rules.filter(|rule| !is_there(rule)).collect()
    } else {
        let theirs = [Rules::parse(&text, PathBuf::new(), "")];
        rules.filter(|rule| !ignores_all(&theirs, rule)).collect()
    };
    if added.is_empty() {
        return Some(theirs.to_vec());
    }
    let has_crlf = text.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n"));
    let end = if has_crlf { "\r\n" } else { "\n" };
    let block = [&[HEADING], added.as_slice(), &[""]].concat().join(end);
    Some(if is_attributes { above(theirs, &block, end) } else { below(theirs, &block, end) })
}

/// In an ignore file, the last line that matches a file decides. Ours come last, so no line of the owner includes a secret again.
fn below(theirs: &[u8], block: &str, end: &str) -> Vec<u8> {
    let gap = match theirs {
        [] | MARK => String::new(),
        [.., b'\n'] => end.to_owned(),
        _ => end.repeat(2),
    };
    [theirs, gap.as_bytes(), block.as_bytes()].concat()
}

/// The last attribute decides as well, but ours are for all files and the owner's for some, such as those in Git LFS. Ours come
/// first, so the owner's win.
fn above(theirs: &[u8], block: &str, end: &str) -> Vec<u8> {
    let (mark, theirs) = theirs.split_at(if theirs.starts_with(MARK) { MARK.len() } else { 0 });
    let gap = if theirs.is_empty() { "" } else { end };
    [mark, block.as_bytes(), gap.as_bytes(), theirs].concat()
}

/// Whether rules ignore everything that one of our rules ignores. A `*` in ours stands for any part of a name.
fn ignores_all(theirs: &[Rules], ours: &str) -> bool {
    let path = ours.trim_end_matches('/');
    let is_folder = !path.rsplit('/').next().unwrap_or(path).contains('.');
    let budget = Budget::new(false);
    ["", ".x"]
        .iter()
        .all(|part| decide(theirs.iter(), &path.replace('*', part), is_folder, &budget).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "node_modules\ndist\n.env\n.env*.local\n.carto-app-backup*\n";
    const ATTRIBUTES: &str = "# Every checkout has LF.\n* text=auto eol=lf\n*.png binary\n";

    fn ignoring(theirs: &str) -> String {
        String::from_utf8(joined(".gitignore", theirs.as_bytes(), OURS).expect("joins")).expect("UTF-8")
    }

    fn attributes(theirs: &str) -> String {
        let joined = joined(".gitattributes", theirs.as_bytes(), ATTRIBUTES).expect("joins");
        String::from_utf8(joined).expect("UTF-8")
    }

    #[test]
    fn the_lines_that_the_owner_lacks_follow_under_a_heading() {
        assert_eq!(
            ignoring("credentials.json\nnode_modules/\n.env\n.env.*\n!.env.example\n"),
            "credentials.json\nnode_modules/\n.env\n.env.*\n!.env.example\n\n\
             # Added by carto-app\ndist\n.carto-app-backup*\n"
        );
        assert_eq!(ignoring(OURS), OURS);
        assert!(ignoring("").starts_with("# Added by carto-app\nnode_modules\n"));
    }

    #[test]
    fn the_bytes_of_the_owner_stay_and_their_line_ends_are_used() {
        for theirs in
            ["a\r\nb\r\n", "a\r\nb", "a\n\n\nb", "\u{feff}*.log\n", "# only a comment", "\n", "a \\ \n\tb\n"]
        {
            let joined = ignoring(theirs);
            assert!(joined.starts_with(theirs), "{theirs:?}: {joined:?}");
            assert_eq!(ignoring(&joined), joined, "joined twice: {theirs:?}");
        }
        assert!(ignoring("a\r\nb").ends_with("b\r\n\r\n# Added by carto-app\r\nnode_modules\r\ndist\r\n.env\r\n.env*.local\r\n.carto-app-backup*\r\n"));
    }

    #[test]
    fn no_line_of_the_owner_includes_a_secret_again() {
        for theirs in [
            ".env\n.env*.local\n!.env.local\n",
            ".env\n.env*.local\n!.env*\n",
            ".env\n.env*.local\n!*\n",
            "!.env\n!.env.local\n",
            ".env/\n.env*.local/\n",
            "/.envs\n.env.local\n!/.env.production.local\n",
            ".env.local\\\n",
            " .env\n # .env.local\n",
        ] {
            let joined = ignoring(theirs);
            let rules = [Rules::parse(&joined, PathBuf::new(), "")];
            for secret in [".env", ".env.local", ".env.production.local"] {
                assert!(
                    decide(rules.iter(), secret, false, &Budget::new(false)).is_some(),
                    "{secret} in {joined:?}"
                );
            }
            assert_eq!(ignoring(&joined), joined, "joined twice: {theirs:?}");
        }
    }

    #[test]
    fn what_git_cannot_read_is_not_joined() {
        let utf_16: Vec<u8> = "\u{feff}node_modules\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for theirs in [utf_16.as_slice(), b"a\0b\n"] {
            assert_eq!(joined(".gitignore", theirs, OURS), None);
        }
        let latin = b"# Gr\xf6\xdfe\n*.log\n";
        assert!(joined(".gitignore", latin, OURS).expect("joins").starts_with(latin));
    }

    #[test]
    fn the_attributes_of_the_owner_win_over_those_for_all_files() {
        let theirs = "*.psd filter=lfs diff=lfs merge=lfs -text\n*.bat   text eol=crlf\n";
        let expected = format!("# Added by carto-app\n* text=auto eol=lf\n*.png binary\n\n{theirs}");
        assert_eq!(attributes(theirs), expected);
        assert_eq!(attributes(&expected), expected);
        assert_eq!(
            attributes("*   text=auto   eol=lf\r\n"),
            "# Added by carto-app\r\n*.png binary\r\n\r\n*   text=auto   eol=lf\r\n"
        );
        assert!(attributes("\u{feff}*.x binary\n").starts_with("\u{feff}# Added"));
    }
}
