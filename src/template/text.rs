use serde_json::{Value, json};

use crate::encode::{env, html, js, json, md, shell, toml};

/// A text that came from an answer, in every encoding that a template may ask for: `{{title.js}}`.
///
/// This is the only way in which an answer reaches a template, so none can do so without an encoder.
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
    // Where a file can't hold the text, asking for it fails the rendering instead of leaving a gap.
    if let Some(value) = env::value(raw) {
        encodings["env"] = value.into();
    }
    encodings
}
