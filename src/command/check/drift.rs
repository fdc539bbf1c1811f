use std::collections::HashSet;

use oxc_allocator::Allocator;

use super::auth::{is_https, shown};
use super::finding::{Code, Finding, Fix};
use crate::answers::Value;
use crate::app::survey::Survey;
use crate::app::{APP_SLICE, Draft, Stated, StatedAuth};
use crate::code::Script;
use crate::error::Result;
use crate::record::RECORD;
use crate::record::RecordEdit;
use crate::spec::Key;
use crate::spec::{
    AppSpec, AuthMode, AuthorizeUrl, ClientId, MapsUrl, PackageName, Scope, ServerUrlTemplate, Title,
    Username,
};

/// The file with the application's name.
const MANIFEST: &str = "package.json";

/// Finds values of `carto-app.toml` that differ from the code. With `is_followed`, the record has already been updated, so
/// remaining differences can't be recorded.
///
/// # Errors
/// Files that can't be read.
pub fn check(
    survey: &Survey,
    draft: &mut Draft<'_>,
    is_followed: bool,
    findings: &mut Vec<Finding>,
) -> Result<()> {
    let Some(stated) = &survey.stated else { return Ok(()) };
    let names = names(draft)?;
    let project = draft.project();
    for difference in differences(&project.spec, &project.record, stated, names) {
        if is_followed && difference.code.value.is_some() {
            continue;
        }
        let Difference { key, recorded, code } = difference;
        let is_url = matches!(key, Key::ServerUrlTemplate | Key::MapsUrl | Key::AuthorizeUrl);
        if is_url && code.value.is_none() && !is_https(&code.text) {
            // An endpoint without https is a separate finding.
            continue;
        }
        let fix = match (&code.value, &code.place) {
            (Some(_), _) => "carto-app check --fix".to_owned(),
            (None, Some((file, line))) if is_url => {
                format!("write a valid https:// URL into {file}, line {line}")
            }
            (None, Some((file, line))) => format!("write a valid value into {file}, line {line}"),
            (None, None) => "write a valid value into the code".to_owned(),
        };
        let path = key.file_key().unwrap_or_default();
        let place = code.place.map(|(path, line)| format!(", in {path}, line {line}")).unwrap_or_default();
        let finding = Finding::new(
            Code::Drift,
            (RECORD, line_of(&project.record, path)),
            format!("{path} is {} here, but {} in the code{place}", shown(&recorded), shown(&code.text)),
            "the code is authoritative, so commands that read this file use a wrong value",
            fix,
        );
        findings.push(match code.value {
            Some(_) => finding.with_fix(Fix::FollowCode),
            None => finding,
        });
    }
    Ok(())
}

/// Returns the title and the name, if they are readable and valid in a record.
fn names(draft: &mut Draft<'_>) -> Result<Vec<(Key, CodeValue)>> {
    let mut all = Vec::new();
    let path = draft.module_or(APP_SLICE)?;
    if let Some(text) = draft.text(&path)? {
        let arena = Allocator::default();
        if let Ok(script) = Script::parse(&arena, &path, &text)
            && let Some((title, span)) =
                script.at(&["initialState", "title"]).and_then(|value| script.string(value))
            && title.parse::<Title>().is_ok()
        {
            let place = Some((path, script.line(span.start)));
            all.push((
                Key::Title,
                CodeValue { value: Some(RecordValue::Value(title.as_str().into())), text: title, place },
            ));
        }
    }
    if let Some(text) = draft.text(MANIFEST)?
        && let Ok(manifest) = serde_json::from_str::<serde_json::Value>(&text)
        && let Some(name) = manifest["name"].as_str().filter(|name| name.parse::<PackageName>().is_ok())
    {
        let line = text.lines().position(|line| line.contains("\"name\"")).map_or(1, |at| at + 1);
        let value = Some(RecordValue::Value(name.into()));
        all.push((
            Key::Name,
            CodeValue { text: name.to_owned(), value, place: Some((MANIFEST.to_owned(), line)) },
        ));
    }
    Ok(all)
}

/// Updates the record with the values of the code.
///
/// # Errors
/// A record that can't be read.
pub fn update_record(draft: &mut Draft<'_>, spec: &AppSpec, stated: &StatedAuth) -> Result<()> {
    let Some(text) = draft.text(RECORD)? else { return Ok(()) };
    let mut record = RecordEdit::of(&text)?;
    let mode_changes = stated.mode.value.is_some_and(|mode| mode != spec.auth.mode());
    let names = names(draft)?;
    for Difference { key, code, .. } in differences(spec, &text, stated, names) {
        match code.value {
            Some(RecordValue::Value(value)) => record.set(key, &value),
            Some(RecordValue::None) => record.remove(key),
            None => {}
        }
    }
    if mode_changes {
        if stated.mode.value == Some(AuthMode::OAuth) {
            record.set_private_key(false);
            for (key, code) in oauth_values(stated) {
                if let Some(RecordValue::Value(value)) = code.value {
                    record.set(key, &value);
                }
            }
        } else {
            for key in Key::only_in(AuthMode::OAuth) {
                record.remove(key);
            }
            let is_private =
                stated.api_key.as_ref().is_some_and(|key| key.get().is_some_and(|key| !key.is_public()));
            record.set_private_key(is_private);
        }
    }
    draft.put(RECORD, record.text())
}

/// An answer that differs between the record and the code.
struct Difference {
    key: Key,
    recorded: String,
    code: CodeValue,
}

/// An answer as the code states it.
struct CodeValue {
    /// The value for people.
    text: String,
    /// The value for the record; `None` if the record can't hold it.
    value: Option<RecordValue>,
    place: Option<(String, usize)>,
}

enum RecordValue {
    Value(Value),
    /// The answer is removed from the record.
    None,
}

/// Returns the scopes that a record lists.
fn scopes_in(record: &str) -> Option<String> {
    let document: toml_edit::DocumentMut = record.parse().ok()?;
    let list = document.get("auth")?.get("scopes")?.as_array()?;
    Some(joined(list.iter().filter_map(toml_edit::Value::as_str)))
}

/// Returns the differences. Compares with the scopes that the record lists, without those implied by datasets.
fn differences(
    spec: &AppSpec,
    record: &str,
    stated: &StatedAuth,
    names: Vec<(Key, CodeValue)>,
) -> Vec<Difference> {
    let mode = stated.mode.value.unwrap_or_else(|| spec.auth.mode());
    let mut values = vec![
        (
            Key::Auth,
            Some(CodeValue {
                text: mode.as_str().to_owned(),
                value: Some(RecordValue::Value(mode.as_str().into())),
                place: Some((stated.mode.path.clone(), stated.mode.line)),
            }),
        ),
        (Key::Username, text::<Username>(stated.username.as_ref())),
        (Key::ServerUrlTemplate, text::<ServerUrlTemplate>(stated.server_url_template.as_ref())),
        (
            Key::MapsUrl,
            match &stated.maps_url {
                None => Some(CodeValue { text: String::new(), value: Some(RecordValue::None), place: None }),
                found => text::<MapsUrl>(found.as_ref()),
            },
        ),
    ];
    if mode == AuthMode::OAuth && spec.auth.mode() == mode {
        values.extend(oauth_values(stated).into_iter().map(|(key, code)| (key, Some(code))));
    }
    values.extend(names.into_iter().map(|(key, code)| (key, Some(code))));
    let mut all = Vec::new();
    for (key, code) in values {
        let Some(code) = code else { continue };
        let listed = if key == Key::Scopes { scopes_in(record) } else { None };
        let old = listed.or_else(|| key.value_in(spec).map(|value| value.to_string())).unwrap_or_default();
        let is_same = match key {
            Key::Scopes => words(&old) == words(&code.text),
            _ => old == code.text,
        };
        if !is_same {
            all.push(Difference { key, recorded: old, code });
        }
    }
    all
}

fn joined<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.collect::<Vec<_>>().join(", ")
}

fn words(list: &str) -> HashSet<&str> {
    list.split(", ").filter(|word| !word.is_empty()).collect()
}

/// Returns the values of a login in the code. An invalid value is a separate finding and can't be recorded.
fn oauth_values(stated: &StatedAuth) -> Vec<(Key, CodeValue)> {
    let mut all = Vec::new();
    if let Some(found) = &stated.client_id
        && let Some(id) = found.get().filter(|id| id.is_empty() || id.parse::<ClientId>().is_ok())
    {
        let value = Some(RecordValue::Value(id.as_str().into()));
        all.push((
            Key::ClientId,
            CodeValue { text: id.clone(), value, place: Some((found.path.clone(), found.line)) },
        ));
    }
    if let Some(found) = &stated.scopes
        && let Some(list) = found.get()
    {
        let scopes: Option<Vec<&str>> = list
            .iter()
            .map(|scope| scope.get().map(String::as_str).filter(|text| text.parse::<Scope>().is_ok()))
            .collect();
        if let Some(mut scopes) = scopes {
            let mut seen = HashSet::new();
            scopes.retain(|scope| seen.insert(*scope));
            let value = Some(RecordValue::Value(scopes.iter().collect()));
            let place = Some((found.path.clone(), found.line));
            all.push((Key::Scopes, CodeValue { text: joined(scopes.into_iter()), value, place }));
        }
    }
    let forced = match &stated.force_oauth_login {
        None => Some((false, None)),
        Some(found) => found.value.map(|value| (value, Some((found.path.clone(), found.line)))),
    };
    if let Some((forced, place)) = forced {
        let value = Some(RecordValue::Value(forced.into()));
        all.push((Key::ForceOAuthLogin, CodeValue { text: forced.to_string(), value, place }));
    }
    if let Some(url) =
        text::<AuthorizeUrl>(stated.authorize_end_point.as_ref()).filter(|url| url.value.is_some())
    {
        all.push((Key::AuthorizeUrl, url));
    }
    all
}

/// Returns a string in the code, if it exists and is known.
fn text<T: std::str::FromStr>(found: Option<&Stated<String>>) -> Option<CodeValue> {
    let found = found?;
    let text = found.get()?.clone();
    let value = text.parse::<T>().is_ok().then(|| RecordValue::Value(text.as_str().into()));
    Some(CodeValue { text, value, place: Some((found.path.clone(), found.line)) })
}

/// Returns the line of a key in the record, or of its section.
fn line_of(record: &str, path: &str) -> usize {
    let Ok(document) = toml_edit::Document::parse(record) else { return 1 };
    let mut at = None;
    let mut item = document.as_item();
    for name in path.split('.') {
        let Some((key, next)) = item.as_table_like().and_then(|table| table.get_key_value(name)) else {
            break;
        };
        at = key.span().or(next.span()).or(at);
        item = next;
    }
    at.map_or(1, |span| record[..span.start].matches('\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_lines_in_any_notation() {
        let record = "a = 1\n[auth]\nmode = 'x'\n# c\nscopes = [\n'a',\n]\n";
        assert_eq!(line_of(record, "auth.mode"), 3);
        assert_eq!(line_of(record, "auth.scopes"), 5);
        assert_eq!(line_of(record, "auth.client_id"), 2);
        assert_eq!(line_of(record, "carto.username"), 1);
        assert_eq!(line_of("\nauth = { mode = 'x' }", "auth.mode"), 2);
        assert_eq!(line_of("\n\nauth.mode = 'x'", "auth.mode"), 3);
    }
}
