//! The places that show a word of 40 hexadecimal digits to be a commit or a checksum.

/// How far before a value the address of a repository counts, in bytes.
const LINK: usize = 200;

/// Whether the characters around a word show that it is a commit or a checksum: `actions/checkout@…`, `…/commit/…`, `#…`,
/// `sha1-…`, `acme/app:…`, `…..…`, a line of `git format-patch`, a line of a list of files, or the name of a file. `is_named`
/// means that it has the name of a key.
pub fn is_by_form(text: &[u8], (start, end): (usize, usize), is_named: bool) -> bool {
    let (before, after) = (&text[..start], &text[end..]);
    // No more of the line counts, which may be the whole file.
    let near = &before[before.len().saturating_sub(LINK)..];
    let line = near.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_whole = line.len() < near.len() || near.len() == before.len();
    // Also behind the bullet or the number of an item, and the lines of a graph.
    let is_first = is_whole && line.iter().all(|byte| b" \t^*-+|/\\>.)0123456789".contains(byte));
    let is_after = |parts: &[&[u8]]| parts.iter().any(|part| after.starts_with(part));
    let value_start = line.iter().rposition(|byte| byte.is_ascii_whitespace() || b"\"'`=".contains(byte));
    let is_urn = line[value_start.map_or(0, |at| at + 1)..].starts_with(b"urn:");
    match before {
        _ if is_urn => return true,
        [.., other, b'/'] => return *other != b'/' || is_after(&[b"/"]),
        [.., b'@' | b'#'] | [.., b's', b'h', b'a', b'1', b'-' | b'.' | b':'] | [.., b'.', b'.'] => {
            return true;
        }
        // The tag of an image, but not the password of a URL.
        [.., other, b':'] if other.is_ascii_alphanumeric() && !after.starts_with(b"@") => {
            let image = line.rsplit(|byte| byte.is_ascii_whitespace() || b"\"'`=".contains(byte)).next();
            if image.is_some_and(|image| image.contains(&b'/')) {
                return true;
            }
        }
        _ => {}
    }
    let is_unnamed_id = !is_named && is_id(line);
    if is_unnamed_id || is_version(line) {
        return true;
    }
    // After the address of a repository, or in it: some sites name the commit in a parameter.
    let has = |part: &[u8]| line.windows(part.len()).any(|window| window == part);
    if !is_named && has(b"://") && [&b"git"[..], b"commit", b"source"].into_iter().any(has) {
        return true;
    }
    let is_file = is_file_name(after) && !is_named;
    let is_at = !is_named && (line.ends_with(b" at ") || line == b"at ");
    if is_file || is_at {
        return true;
    }
    // `sha1sum` writes two blanks, also into the argument of `echo`.
    let is_checksum = matches!(after, [b' ', b' ' | b'*', b'!'..=b'~', ..])
        && (is_first || matches!(before, [.., b'"' | b'\'']));
    let is_item = is_first && !is_named && matches!(after, [b' ', b'!'..=b'~' | 0x80.., ..]);
    let is_label = !is_named && is_after(&[b"]("]);
    is_checksum
        || is_item
        || is_label
        || (line == b"From " && is_after(&[b" Mon Sep 17"]))
        || is_after(&[b".."])
        || is_after(&[b"\trefs/"])
}

/// Whether the text before a value ends with `id="` or `id: '`: the name of an element or of a record.
fn is_id(line: &[u8]) -> bool {
    let is_mark = |byte: &u8| b"\"'`=: ".contains(byte);
    let name = &line[..line.iter().rposition(|byte| !is_mark(byte)).map_or(0, |at| at + 1)];
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-".contains(byte);
    let last = &name[name.iter().rposition(|byte| !is_part(byte)).map_or(0, |at| at + 1)..];
    name.len() < line.len() && last.eq_ignore_ascii_case(b"id")
}

/// The parameters of an address that make a browser load the current version of a file.
const VERSIONS: [&[u8]; 9] = [b"v", b"ver", b"version", b"rev", b"revision", b"hash", b"h", b"cb", b"t"];

/// Whether the text before a value ends with such a parameter: `/app.js?v=`, or `/app.js?`.
fn is_version(line: &[u8]) -> bool {
    let Some(mark) = line.iter().rposition(|byte| b"?&;".contains(byte)) else { return false };
    let (before, parameter) = line.split_at(mark);
    match parameter {
        // Also in HTML, as `&amp;v=`.
        [_, name @ .., b'='] => VERSIONS.contains(&name) && before.iter().any(|byte| b"./".contains(byte)),
        [b'?'] => before.last().is_some_and(u8::is_ascii_alphanumeric) && before.contains(&b'.'),
        _ => false,
    }
}

/// Whether a word stands in a sentence or among the arguments of a command, as commits do: `Checked out …`, `cherry-pick …`. A
/// value is quoted, is assigned or begins its line. `opening` are characters that don't make a value.
pub fn is_in_sentence(text: &[u8], (start, _): (usize, usize), opening: &[u8]) -> bool {
    let near = &text[start.saturating_sub(LINK)..start];
    let line = near.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = &line[..line.iter().rposition(|byte| !opening.contains(byte)).map_or(0, |at| at + 1)];
    let before = line.trim_ascii_end();
    let is_word = before.last().is_some_and(|byte| byte.is_ascii_alphanumeric() || b",)".contains(byte));
    is_word && before.len() < line.len()
}

/// Whether the text after a word is the extension of a file: bundlers and caches name files by hashes.
pub fn is_file_name(after: &[u8]) -> bool {
    let extension = after.strip_prefix(b".").unwrap_or_default();
    let is_part = |byte: &&u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (1..=5).contains(&extension.iter().take_while(is_part).count())
}
