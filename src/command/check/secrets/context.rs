//! The names that stand before a value, which tell a key from a commit.

/// The meaning of a name for the value that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// An API key or a token.
    Key,
    /// The secret of an OAuth app.
    ClientSecret,
    /// A commit, a checksum or a fingerprint.
    Commit,
}

/// How far back names are searched on the line of a value, in bytes. A line of a bundle can be endless.
const LINE: usize = 240;

/// How far back the line is searched that a value on a line of its own belongs to.
const PARENT: usize = 1200;

/// Words in the names of API keys and tokens.
const KEY_WORDS: [&str; 7] = ["key", "keys", "token", "tokens", "bearer", "authorization", "password"];

/// The ends of names with the same meaning that are written as one word.
const KEY_ENDS: [&str; 4] = ["key", "keys", "token", "tokens"];

/// Names of other kinds of keys and tokens.
const OTHER_KEYS: [&str; 11] = [
    "publickey",
    "pubkey",
    "cachekey",
    "sitekey",
    "primarykey",
    "foreignkey",
    "sortkey",
    "keyid",
    "pagetoken",
    "continuationtoken",
    "nexttoken",
];

/// Parts of the names of commits and checksums.
const COMMIT_PARTS: [&str; 8] =
    ["commit", "checksum", "digest", "integrity", "revision", "fingerprint", "thumbprint", "shasum"];

/// Words in such names, and words about commits, such as `git reset --hard`.
const COMMIT_WORDS: [&str; 20] = [
    "gpg", "pgp", "recv", "sha", "hash", "hashes", "rev", "git", "checkout", "revert", "reverts", "reverted",
    "reset", "cherry", "rebase", "merge", "bisect", "blob", "oid", "etag",
];

/// Words that mean a commit only in the name of the value itself: `tag: …`.
const COMMIT_NAMES: [&str; 14] = [
    "ref",
    "refs",
    "head",
    "tag",
    "tags",
    "version",
    "release",
    "build",
    "baseline",
    "reference",
    "fixes",
    "branch",
    "parent",
    "tree",
];

/// Returns the meaning of a value that starts at `start`, from the nearest name before it that has one: on its line, or
/// on the line that it belongs to.
pub fn meaning(text: &[u8], start: usize) -> Option<Meaning> {
    let line = own_line(text, start);
    let own = &text[statement_start(text, line, start)..start];
    nearest(own).or_else(|| nearest(parent(text, line, start)?))
}

/// Whether the text before a value that begins its line ends with a word about commits: `at revision`.
pub fn continues_commit(text: &[u8], start: usize) -> bool {
    let Some(line) =
        own_line(text, start).filter(|line| !text[*line..start].iter().any(u8::is_ascii_alphanumeric))
    else {
        return false;
    };
    let above = &text[line.saturating_sub(LINE)..line];
    names(above).next().is_some_and(|(name, _)| of_name(&name, true) == Some(Meaning::Commit))
}

/// Returns the meaning of a name that is a part of a word.
pub fn of_prefix(name: &[u8]) -> Option<Meaning> {
    of_name(&String::from_utf8_lossy(name), true)
}

/// Whether a name of a client secret is directly before a value, apart from its type: `clientSecret: string = '…'`.
pub fn is_client_secret(text: &[u8], start: usize) -> bool {
    let line = own_line(text, start);
    let own = &text[statement_start(text, line, start)..start];
    let is_first = |part: &[u8]| {
        let mut all = names(part).filter(|(name, _)| !TYPES.contains(&name.to_ascii_lowercase().as_str()));
        all.next().map(|(name, _)| of_name(&name, false) == Some(Meaning::ClientSecret))
    };
    is_first(own).or_else(|| is_first(parent(text, line, start)?)).unwrap_or(false)
}

/// Words between the name of a value and the value.
const TYPES: [&str; 12] = [
    "string",
    "str",
    "undefined",
    "null",
    "readonly",
    "const",
    "content",
    "value",
    "default",
    "text",
    "final",
    "optional",
];

/// Whether one of these names, in lower case without punctuation, is on the line and near a value.
pub fn is_near(text: &[u8], (start, end): (usize, usize), names: &[&str]) -> bool {
    let from = own_line(text, start).unwrap_or(start.saturating_sub(LINE));
    let after = text[end..text.len().min(end + LINE / 2)].split(|byte| *byte == b'\n').next();
    let near = [&text[from..start], after.unwrap_or_default()].map(|part| {
        let plain = part.iter().filter(|byte| !matches!(byte, b'_' | b'-')).map(u8::to_ascii_lowercase);
        plain.collect::<Vec<u8>>()
    });
    let has = |part: &[u8], name: &str| part.windows(name.len()).any(|window| window == name.as_bytes());
    names.iter().any(|name| near.iter().any(|part| has(part, name)))
}

/// Returns where the line of a value starts; `None` for a long line.
fn own_line(text: &[u8], start: usize) -> Option<usize> {
    let from = start.saturating_sub(LINE);
    let found = text[from..start].iter().rposition(|byte| *byte == b'\n').map(|at| from + at + 1);
    found.or((from == 0).then_some(0))
}

/// Returns where the statement, property or tag of a value starts, as far as its line shows that.
fn statement_start(text: &[u8], line: Option<usize>, start: usize) -> usize {
    let from = line.unwrap_or(start.saturating_sub(LINE));
    let before = &text[from..start];
    let mut assigns = false;
    for (at, byte) in before.iter().enumerate().rev() {
        let is_stop = match byte {
            b';' | b'{' | b'}' => true,
            // The start of a tag, but not of a type argument.
            b'<' => at == 0 || !before[at - 1].is_ascii_alphanumeric(),
            // Before another property or parameter, but not between the arguments of a call.
            b',' => assigns,
            b'&' => assigns && at > 0 && before[at - 1].is_ascii_alphanumeric(),
            _ => false,
        };
        if is_stop {
            return from + at + 1;
        }
        assigns |= matches!(byte, b':' | b'=');
    }
    from
}

/// Returns the line that a line with only a value belongs to: the nearest one above with a smaller indentation. A tag or a call
/// is returned up to the value.
fn parent(text: &[u8], line: Option<usize>, start: usize) -> Option<&[u8]> {
    let line = line?;
    let own = &text[line..start];
    let depth = indentation(own);
    let is_item = own[depth..].starts_with(b"- ");
    let mut end = line.checked_sub(1)?;
    let limit = line.saturating_sub(PARENT);
    while end > limit {
        let begin =
            text[limit..end].iter().rposition(|byte| *byte == b'\n').map_or(limit, |at| limit + at + 1);
        let above = &text[begin..end];
        let content = above[indentation(above)..].trim_ascii_end();
        let is_above = indentation(above) < depth
            || (is_item && indentation(above) == depth && !content.starts_with(b"- "));
        if content.is_empty() || !is_above {
            end = begin.checked_sub(1)?;
            continue;
        }
        if content.starts_with(b"<") || content.ends_with(b"(") {
            return Some(&text[begin..start]);
        }
        let owner = content.strip_suffix(b"{").map_or(content, <[u8]>::trim_ascii_end);
        // The body of a function or class names nothing in it.
        let is_value = owner.len() == content.len()
            || owner.last().is_none_or(|byte| matches!(byte, b'=' | b':' | b'(' | b'[' | b','));
        let from = statement_start(owner, Some(0), owner.len());
        return is_value.then(|| &owner[from..]);
    }
    None
}

fn indentation(line: &[u8]) -> usize {
    line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// Returns the names in a text, the last one first, and whether each is directly before the value.
fn names(text: &[u8]) -> impl Iterator<Item = (String, bool)> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.iter().rposition(is_part)? + 1;
        let start = rest[..end].iter().rposition(|byte| !is_part(byte)).map_or(0, |at| at + 1);
        let name = String::from_utf8_lossy(&rest[start..end]).into_owned();
        let between = &text[end..];
        let is_quote = |byte: &u8| b"\"'`[](: \t\r\n=>|".contains(byte);
        let is_assigned = between.iter().any(|byte| b":=>".contains(byte)) || name.starts_with('-');
        let is_direct = is_assigned && between.iter().all(is_quote);
        rest = &rest[..start];
        Some((name, is_direct))
    })
}

fn nearest(text: &[u8]) -> Option<Meaning> {
    names(text).find_map(|(name, is_direct)| of_name(&name, is_direct))
}

/// Returns the meaning of a name. `is_direct` means that it is the name of the value itself.
fn of_name(name: &str, is_direct: bool) -> Option<Meaning> {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let words = words(name);
    let has_word = |all: &[&str]| {
        words.iter().any(|word| all.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit())))
    };
    let is_commit = COMMIT_PARTS.iter().any(|part| plain.contains(part))
        || ["sha", "sha1", "hash"].iter().any(|end| plain.ends_with(end))
        || has_word(&COMMIT_WORDS)
        || (is_direct && has_word(&COMMIT_NAMES));
    if is_commit {
        Some(Meaning::Commit)
    } else if OTHER_KEYS.iter().any(|other| plain.ends_with(other)) {
        None
    } else if plain.contains("secret") {
        Some(Meaning::ClientSecret)
    } else {
        let is_key = has_word(&KEY_WORDS)
            || KEY_ENDS.iter().any(|end| plain.ends_with(end))
            || plain.contains("apikey");
        is_key.then_some(Meaning::Key)
    }
}

/// Returns the words of a name in lower case: `newTag`, `new_tag` and `NEW-TAG` have two.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        let is_end = matches!(c, '_' | '-') || (c.is_ascii_uppercase() && was_small);
        if is_end && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if !matches!(c, '_' | '-')
            && let Some(word) = words.last_mut()
        {
            word.push(c.to_ascii_lowercase());
        }
        was_small = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The meaning of the `V` at the end of a text.
    fn of(text: &str) -> Option<Meaning> {
        meaning(text.as_bytes(), text.rfind('V').expect("a value"))
    }

    #[test]
    fn the_nearest_name_decides() {
        for text in [
            "apiKey: 'V",
            "const apiKey: string = 'V",
            "CARTO_TOKEN=V",
            "auth_token: V",
            "VITE_KEY=V",
            "apiKey:\n  'V",
            "const apiKey =\n  'V",
            "apiKey:\n  process.env.KEY ||\n  'V",
            "const API_KEYS = {\n  // one each\n  production: 'V",
            "keys:\n- V",
            "keys:\n  - a\n  - V",
            "headers.set(\n  'Authorization',\n  `Token V",
            "<meta\n  name=\"carto-key\"\n  content=\"V",
            "<meta name=\"carto-key\" content=\"V",
            "<apiKey>V",
            "params.append('api_key', 'V",
            "git config carto.key V",
            "{commit:a,apiKey:'V",
            "the sha of the key: V",
        ] {
            assert_eq!(of(text), Some(Meaning::Key), "{text}");
        }
        for text in [
            "git checkout V",
            "git reset --hard V",
            "This reverts commit V",
            "newTag: V",
            "tag: \"V",
            "--ref V",
            "thumbprint_list = [\"V",
            "thumbprint_list = [\n  \"V",
            "<sha1 value=\"V",
            "<commit>V",
            "revision:\n  \"V",
            "\"gitHead\": \"V",
            "GIT_TAG V",
            "key: x, sha: 'V",
        ] {
            assert_eq!(of(text), Some(Meaning::Commit), "{text}");
        }
        for text in [
            "name: 'V",
            "key: 'a', id: 'V",
            "<symbol id=\"icon-key\"><path d=\"V",
            "function getKey() {\n  return 'V",
            "const getKey = () => {\n  return 'V",
            "API_KEY=x\nNAME=V",
            "publicKey: 'V",
            "preview: V",
            "The tag is V",
            "share: V",
            "apiKey: 'a';\nV",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
        for text in ["clientSecret: string = 'V", "client_secret:\n  'V", "OAUTH_SECRET=V"] {
            assert_eq!(of(text), Some(Meaning::ClientSecret), "{text}");
            assert!(is_client_secret(text.as_bytes(), text.len() - 1), "{text}");
        }
        assert!(!is_client_secret(b"if (clientSecret) log('V", 24));
    }
}
