//! Edits of `carto-app.toml` that keep the user's comments and order.

use std::collections::HashSet;

use toml_edit::{Array, DocumentMut, Item, TableLike, Value};

use super::{PRIVATE_KEY_COMMENT, to_toml};
use crate::answers;
use crate::answers::file::PRIVATE_KEY;
use crate::error::{Error, Kind, Result};
use crate::spec::Key;

/// A record that is being edited.
pub struct RecordEdit {
    document: DocumentMut,
    has_crlf: bool,
}

impl RecordEdit {
    /// Reads a record.
    ///
    /// # Errors
    /// Text that isn't TOML.
    pub fn of(text: &str) -> Result<Self> {
        let document = text.parse().map_err(|error: toml_edit::TomlError| {
            Error::new(Kind::Conflict, format!("carto-app.toml is not TOML: {}", error.message()))
        })?;
        let has_crlf = text.contains("\r\n") && text.matches('\n').count() == text.matches("\r\n").count();
        Ok(Self { document, has_crlf })
    }

    /// Sets an answer. An equal value stays as it is written.
    pub fn set(&mut self, key: Key, value: &answers::Value) {
        if let Some(path) = key.file_key() {
            self.put(path, key.answer().comment, &to_toml(value));
        }
    }

    /// Removes an answer.
    pub fn remove(&mut self, key: Key) {
        if let Some(path) = key.file_key() {
            self.take(path);
        }
    }

    /// Sets whether the application has a private key.
    pub fn set_private_key(&mut self, is_private: bool) {
        if is_private {
            self.put(PRIVATE_KEY, PRIVATE_KEY_COMMENT, &true.into());
        } else {
            self.take(PRIVATE_KEY);
        }
    }

    /// Returns the text of the record.
    pub fn text(&self) -> String {
        let text = self.document.to_string();
        if self.has_crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text }
    }

    fn put(&mut self, path: &str, comment: &str, value: &Value) {
        let (section, name) = path.rsplit_once('.').unwrap_or(("", path));
        let root = self.document.as_table_mut();
        let mut has_comments = true;
        let section: &mut dyn TableLike = if section.is_empty() {
            root
        } else {
            let section = root.entry(section).or_insert_with(toml_edit::table);
            // Inline tables and dotted keys have no place for comments.
            has_comments = section.as_table().is_some_and(|table| !table.is_dotted());
            let Some(section) = section.as_table_like_mut() else { return };
            section
        };
        if let Some(Item::Value(old)) = section.get_mut(name) {
            return replace(old, value);
        }
        if let (false, Some((_, Item::Value(last)))) = (has_comments, section.iter_mut().last()) {
            // The blank before the bracket would end up before the comma.
            last.decor_mut().set_suffix("");
        }
        section.insert(name, Item::Value(value.clone()));
        if let Some(mut key) = section.key_mut(name).filter(|_| has_comments) {
            key.leaf_decor_mut().set_prefix(format!("# {comment}\n"));
        }
    }

    fn take(&mut self, path: &str) {
        let (section, name) = path.rsplit_once('.').unwrap_or(("", path));
        let root = self.document.as_table_mut();
        let table = if section.is_empty() {
            Some(root as &mut dyn TableLike)
        } else {
            root.get_mut(section).and_then(Item::as_table_like_mut)
        };
        if let Some(table) = table {
            table.remove(name);
        }
    }
}

/// Replaces a value but keeps what surrounds it; in a list, replaces only the elements that differ.
fn replace(old: &mut Value, new: &Value) {
    if let (Value::Array(old), Value::Array(new)) = (&mut *old, new) {
        return replace_elements(old, new);
    }
    let text = |value: &Value| value.clone().decorated("", "").to_string();
    let is_same = match (&*old, new) {
        (Value::String(old), Value::String(new)) => old.value() == new.value(),
        (old, new) => text(old) == text(new),
    };
    if !is_same {
        let decor = old.decor().clone();
        *old = new.clone();
        *old.decor_mut() = decor;
    }
}

fn replace_elements(old: &mut Array, new: &Array) {
    if let Some(last) = old.len().checked_sub(1).and_then(|last| old.get_mut(last)) {
        // Without a trailing comma, the text before the bracket belongs to the last element.
        let suffix = last.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default().to_owned();
        last.decor_mut().set_suffix("");
        old.set_trailing(suffix + old.trailing().as_str().unwrap_or_default());
    }
    let wanted: HashSet<&str> = new.iter().filter_map(Value::as_str).collect();
    loop {
        let is_unwanted = |each: &Value| each.as_str().is_none_or(|text| !wanted.contains(text));
        let Some(place) = old.iter().position(is_unwanted) else { break };
        take_element(old, place);
    }
    let mut at = 0;
    for value in new.iter().filter_map(Value::as_str) {
        let present = old.iter().position(|each| each.as_str() == Some(value));
        if present.is_none() {
            insert_element(old, at, value);
        }
        at = present.unwrap_or(at) + 1;
    }
}

/// Removes an element. The comment on its line is stored with the next element, or with the end of the list.
fn take_element(array: &mut Array, place: usize) {
    let before = prefix(array, place);
    array.remove(place);
    if place == array.len() {
        let kept = if before.contains('\n') { at_line_end(&before).0 } else { "" };
        let trailing = array.trailing().as_str().unwrap_or_default().to_owned();
        let (_, rest) = at_line_end(&trailing);
        array.set_trailing(format!("{kept}{rest}"));
        if array.is_empty() && array.trailing().as_str().is_some_and(|trailing| trailing.trim().is_empty()) {
            array.set_trailing("");
            array.set_trailing_comma(false);
        }
        return;
    }
    let after = prefix(array, place);
    let (kept, rest) = if after.contains('\n') || place > 0 {
        let (kept, _) = at_line_end(&before);
        (kept.to_owned(), at_line_end(&after).1.to_owned())
    } else {
        (String::new(), before.clone())
    };
    if let Some(next) = array.get_mut(place) {
        next.decor_mut().set_prefix(format!("{kept}{rest}"));
    }
}

/// Inserts an element, on a separate line if the others have one.
fn insert_element(array: &mut Array, at: usize, value: &str) {
    let is_one_line = array.is_empty() || !prefix(array, array.len() - 1).contains('\n');
    if is_one_line {
        if at == 0 && !array.is_empty() {
            let first = prefix(array, 0);
            array.insert_formatted(0, Value::from(value).decorated(first, ""));
            if let Some(second) = array.get_mut(1) {
                second.decor_mut().set_prefix(" ");
            }
            return;
        }
        return array.insert(at, value);
    }
    let indent = prefix(array, array.len() - 1).rsplit('\n').next().unwrap_or_default().to_owned();
    let following = if at < array.len() {
        prefix(array, at)
    } else {
        array.trailing().as_str().unwrap_or_default().to_owned()
    };
    let (comment, rest) = at_line_end(&following);
    let rest = if rest.is_empty() { "\n".to_owned() } else { rest.to_owned() };
    array.insert_formatted(at, Value::from(value).decorated(format!("{comment}\n{indent}"), ""));
    match array.get_mut(at + 1) {
        Some(next) => next.decor_mut().set_prefix(rest),
        None => array.set_trailing(rest),
    }
}

/// Returns the text before an element: blanks, and the comment on the previous element.
fn prefix(array: &Array, place: usize) -> String {
    let decor = array.get(place).map(Value::decor);
    decor.and_then(|decor| decor.prefix()?.as_str()).unwrap_or_default().to_owned()
}

/// Returns the text up to the end of its first line, and the rest.
fn at_line_end(text: &str) -> (&str, &str) {
    text.split_at(text.find('\n').unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes(text: &str, scopes: &[&str]) -> String {
        let mut edit = RecordEdit::of(text).expect("reads");
        edit.set(Key::Scopes, &scopes.iter().collect());
        edit.text()
    }

    #[test]
    fn only_different_elements_of_a_list_change() {
        for (old, new, expected) in [
            ("[]", &["a"][..], "[\"a\"]"),
            ("['a', 'b']", &["a", "b", "c"], "['a', 'b', \"c\"]"),
            ("[ 'a', 'b' ]", &["b"], "[ 'b' ]"),
            ("['a', 'b']", &["a"], "['a']"),
            ("['b']", &["a", "b", "c"], "[\"a\", 'b', \"c\"]"),
            (
                "[\n  'a', # why\n  'c', # how\n]",
                &["a", "b", "c"],
                "[\n  'a', # why\n  \"b\",\n  'c', # how\n]",
            ),
            ("['a']", &[], "[]"),
            ("[\n  'a', # why\n  'b', # how\n]", &["a"], "[\n  'a', # why\n]"),
            ("[\n  'a', # why\n  'b', # how\n]", &["b"], "[\n  'b', # how\n]"),
            (
                "[\n  'a', # why\n  'b', # how\n]",
                &["a", "b", "c"],
                "[\n  'a', # why\n  'b', # how\n  \"c\",\n]",
            ),
            ("[\n  'a',\n  'b'\n]", &["b", "c"], "[\n  'b',\n  \"c\"\n]"),
            ("[\n  'a',\n  # about b\n  'b',\n]", &["b", "c"], "[\n  # about b\n  'b',\n  \"c\",\n]"),
        ] {
            let file = |list: &str| format!("# x\n[auth] # y\nscopes = {list} # z\n\n[carto]\n");
            assert_eq!(scopes(&file(old), new), file(expected), "{old}");
        }
    }

    #[test]
    fn the_text_around_a_value_stays() {
        let text = "name = 'x' # mine\r\n\r\n[auth]\r\n  client_id   =   'a'   # here\r\nmode='oauth'\r\n";
        let mut edit = RecordEdit::of(text).expect("reads");
        edit.set(Key::ClientId, &"b".into());
        edit.set(Key::Auth, &"oauth".into());
        assert_eq!(edit.text(), text.replace("'a'", "\"b\""));
        edit.set_private_key(true);
        edit.remove(Key::ClientId);
        let rest = format!("mode='oauth'\r\n# {PRIVATE_KEY_COMMENT}\r\nprivate_key = true\r\n");
        assert_eq!(edit.text(), format!("name = 'x' # mine\r\n\r\n[auth]\r\n{rest}"));
    }

    #[test]
    fn tables_may_be_written_in_any_way() {
        for (text, expected) in [
            ("auth.mode = 'oauth'\n", "auth.mode = \"api-key\"\n"),
            ("auth = { mode = 'oauth' }\n", "auth = { mode = \"api-key\" }\n"),
            ("", "[auth]\n# oauth or api-key\nmode = \"api-key\"\n"),
        ] {
            let mut edit = RecordEdit::of(text).expect("reads");
            edit.set(Key::Auth, &"api-key".into());
            assert_eq!(edit.text(), expected);
        }
        let mut edit = RecordEdit::of("auth = { mode = 'oauth' }\n").expect("reads");
        edit.set(Key::ClientId, &"a".into());
        assert_eq!(edit.text(), "auth = { mode = 'oauth', client_id = \"a\" }\n");
    }
}
