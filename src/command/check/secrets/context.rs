//! The names that a value has by its place.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::imports::{imported, is_carto};
use super::names::{Meaning, PGP_WORDS, names, of_name, words};

/// How far back names are searched on the line of a value, in bytes. A line of a bundle can be endless.
const LINE: usize = 240;

/// How far back the line is searched that a value on a line of its own belongs to.
const PARENT: usize = 1200;

/// A file, with what tells the meaning of its values.
pub struct Context<'t> {
    text: &'t [u8],
    /// The name of the file, without its folder.
    file: &'t str,
    /// The names that come from CARTO's packages, read when they are needed.
    imported: OnceCell<BTreeSet<String>>,
}

impl<'t> Context<'t> {
    pub fn of(text: &'t [u8], file: &'t str) -> Self {
        Self { text, file, imported: OnceCell::new() }
    }

    /// Returns the meaning of a value, from the nearest name before it that has one: on its line, on the line that it belongs
    /// to, or the name of the file for a value that begins its line.
    pub fn meaning(&self, (start, end): (usize, usize)) -> Option<Meaning> {
        let text = self.text;
        if is_password(text, (start, end)) {
            return Some(Meaning::Key);
        }
        let value = &text[start..end];
        let line = own_line(text, start);
        let own = &text[statement_start(text, line, start)..start];
        let on_line = self.nearest(own, value);
        let above = || self.nearest(parent(text, line, start)?, value);
        let of_file = || {
            let begins_line = !text[line?..start].iter().any(u8::is_ascii_alphanumeric);
            let is_alone = text[end..].first().is_none_or(|byte| matches!(byte, b'\r' | b'\n'));
            let mut all = names(self.file.as_bytes());
            all.find_map(|(name, _)| of_name(&name, is_alone)).filter(|_| begins_line)
        };
        on_line.or_else(above).or_else(of_file)
    }

    /// Returns the meaning of the last name in a text that has one. A name of CARTO's counts only if no other name does.
    fn nearest(&self, text: &[u8], value: &[u8]) -> Option<Meaning> {
        let mut login = None;
        for (name, is_direct) in names(text) {
            match of_name(&name, is_direct) {
                Some(Meaning::Key) if is_of_pgp(&name, text, value) => return Some(Meaning::Commit),
                Some(Meaning::Login) => login = Some(Meaning::Login),
                Some(found) => return Some(found),
                None if self.is_cartos(&name) => login = Some(Meaning::Login),
                None => {}
            }
        }
        login
    }

    /// Whether a name says that it is CARTO's, or comes from one of CARTO's packages.
    fn is_cartos(&self, name: &str) -> bool {
        let words = words(name);
        let is_id = words.last().is_some_and(|last| last == "id");
        let is_imported = || self.imported.get_or_init(|| imported(self.text)).contains(name);
        !is_id && (words.iter().any(|word| is_carto(word)) || is_imported())
    }
}

/// Whether a name of a key is that of a PGP key: `gpg: key …`. Fingerprints are in upper case, CARTO's keys are not.
fn is_of_pgp(name: &str, text: &[u8], value: &[u8]) -> bool {
    let is_general = ["key", "keys"].contains(&name.to_ascii_lowercase().as_str());
    let is_upper = || value.iter().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(byte));
    let is_pgp =
        |(name, _): (String, bool)| words(&name).iter().any(|word| PGP_WORDS.contains(&word.as_str()));
    is_general && (is_upper() || names(text).any(is_pgp))
}

/// Whether a value is a password by its place: `https://acme:…@example.com`, `https://…@example.com`, `curl -u acme:…`.
fn is_password(text: &[u8], (start, end): (usize, usize)) -> bool {
    let before = &text[start.saturating_sub(LINE)..start];
    let is_in_url = text[end..].starts_with(b"@");
    let Some(user) = before.strip_suffix(b":") else { return is_in_url && before.ends_with(b"://") };
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.+@".contains(byte);
    let (before, user) = user.split_at(user.iter().rposition(|byte| !is_part(byte)).map_or(0, |at| at + 1));
    let is_separator = |byte: &u8| b"\"' =".contains(byte);
    let (flag, _) =
        before.split_at(before.iter().rposition(|byte| !is_separator(byte)).map_or(0, |at| at + 1));
    let flag = flag.rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
    // The flags of curl and HTTPie, also together with others: `-su`.
    let is_short =
        matches!(flag, [b'-', others @ .., b'u' | b'a'] if others.iter().all(u8::is_ascii_alphabetic));
    is_short || flag == b"--user" || user.starts_with(b"-u") || (is_in_url && flag.ends_with(b"://"))
}

/// Whether the last name before a value is that of a login: `login …`.
pub fn is_after_login(text: &[u8], start: usize) -> bool {
    let line = own_line(text, start).unwrap_or(start.saturating_sub(LINE));
    names(&text[line..start]).next().is_some_and(|(name, _)| of_name(&name, false) == Some(Meaning::Login))
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
pub fn own_line(text: &[u8], start: usize) -> Option<usize> {
    let from = start.saturating_sub(LINE);
    let found = text[from..start].iter().rposition(|byte| *byte == b'\n').map(|at| from + at + 1);
    found.or((from == 0).then_some(0))
}

/// Returns where the statement, property or tag of a value starts, as far as its line shows that.
fn statement_start(text: &[u8], line: Option<usize>, start: usize) -> usize {
    let from = line.unwrap_or(start.saturating_sub(LINE));
    let before = &text[from..start];
    let mut assigns = false;
    // The depth in an object that is an argument before the value: `new Client({ … }, '…')`.
    let mut depth = 0;
    for (at, byte) in before.iter().enumerate().rev() {
        let is_argument = || !assigns && before[at + 1..].trim_ascii_start().starts_with(b",");
        match byte {
            b'}' if depth > 0 || is_argument() => depth += 1,
            b'{' if depth > 0 => {
                depth -= 1;
                continue;
            }
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        let is_stop = match byte {
            b';' | b'}' => true,
            // The start of a block or an object, but not of an attribute in JSX.
            b'{' => at == 0 || before[at - 1] != b'=',
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
    if own.starts_with(b"|") {
        return Some(table_head(text, line));
    }
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
        let is_value =
            owner.len() == content.len() || owner.last().is_none_or(|byte| b"=:([,\"".contains(byte));
        let from = statement_start(owner, Some(0), owner.len());
        return is_value.then(|| &owner[from..]);
    }
    None
}

/// Returns the first row of the Markdown table that a row belongs to.
fn table_head(text: &[u8], row: usize) -> &[u8] {
    let above = &text[row.saturating_sub(PARENT)..row];
    let rows = above.split(|byte| *byte == b'\n').rev().skip(1);
    rows.take_while(|row| row.starts_with(b"|")).last().unwrap_or_default()
}

fn indentation(line: &[u8]) -> usize {
    line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The meaning of the `V` at the end of a text.
    fn of(text: &str) -> Option<Meaning> {
        let start = text.rfind('V').expect("a value");
        Context::of(text.as_bytes(), "x.js").meaning((start, start + 1))
    }

    #[test]
    fn the_name_of_the_file_counts_for_a_value_that_begins_its_line() {
        for (file, text, expected) in [
            ("REVISION", "V\n", Some(Meaning::Commit)),
            ("VERSION", "V", Some(Meaning::Commit)),
            ("version.js", "'V'", None),
            ("git-log.txt", "V x", Some(Meaning::Commit)),
            ("carto_key.txt", "V\n", Some(Meaning::Key)),
            ("keys.js", "x('V')", None),
        ] {
            let start = text.find('V').expect("a value");
            let found = Context::of(text.as_bytes(), file).meaning((start, start + 1));
            assert_eq!(found, expected, "{file}");
        }
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
            "curl -u acme:V",
            "curl -su acme:V",
            "http -a acme:V",
            "variable \"carto_api_key\" {\n  default = \"V",
            "curl --user \"acme:V",
            "| account | API key |\n|---|---|\n| x | y |\n| acme | V",
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
            "gpg: key V",
            "gpg --batch --recv-keys V",
        ] {
            assert_eq!(of(text), Some(Meaning::Commit), "{text}");
        }
        for text in [
            "new CartoClient('acme', 'V",
            "new CartoClient(\n  'acme',\n  'V",
            "carto.Client('acme', 'V",
            "setDefaultCredentials('acme', 'V",
            "<CartoContext.Provider value={['acme', 'V",
            "set_default_credentials('acme', 'V",
            "const CREDENTIALS = ['acme', 'V",
            "import { Client } from 'carto';\nnew Client({ user: 'acme' }, 'V",
            "AUTH = (\n    'acme',\n    'V",
            "import { Client } from 'carto';\nnew Client('acme', 'V",
        ] {
            assert_eq!(of(text), Some(Meaning::Login), "{text}");
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
            "cartoMapId: 'V",
            "import { Client } from 'pg';\nnew Client('acme', 'V",
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
