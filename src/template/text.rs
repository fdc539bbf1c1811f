use serde_json::{Value, json};

use crate::encode::{env, html, js, json, md, shell, toml};

/// Returns an answer's text in every encoding that a template can use: `{{title.js}}`.
///
/// Answers reach templates only through this function, so they are always encoded.
pub fn text(raw: &str) -> Value {
    let mut encodings = json!({
        "raw": raw,
        "js": js::string(raw),
        "comment": js::line_comment(raw),
        "json": json::string(raw),
        "html": html::text(raw),
        "md": md::inline(raw),
        "toml": toml::string(raw),
        "sh": shell::word(raw),
    });
    // If the format can't represent the text, the encoding is missing, so rendering fails instead of leaving a gap.
    if let Some(value) = env::value(raw) {
        encodings["env"] = value.into();
    }
    encodings
}
