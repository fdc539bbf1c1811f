use serde_json::{Map, Value};

use super::{Draft, ROUTES};
use crate::code::{Quote, Style, TrailingComma};
use crate::error::Result;

/// Prettier's settings files that can be read without running a program, in Prettier's order.
const FILES: [&str; 5] =
    [".prettierrc", ".prettierrc.json", ".prettierrc.yaml", ".prettierrc.yml", ".prettierrc.toml"];

/// Settings files that are programs; their content is not known.
const PROGRAMS: [&str; 12] = [
    ".prettierrc.js",
    ".prettierrc.mjs",
    ".prettierrc.cjs",
    ".prettierrc.ts",
    ".prettierrc.mts",
    ".prettierrc.cts",
    "prettier.config.js",
    "prettier.config.mjs",
    "prettier.config.cjs",
    "prettier.config.ts",
    "prettier.config.mts",
    "prettier.config.cts",
];

/// Returns the code style of an application: the settings of its Prettier, or else guesses from its code.
///
/// # Errors
/// A file that can't be read.
pub fn style(draft: &mut Draft<'_>) -> Result<Style> {
    let base = match draft.text(".editorconfig")? {
        Some(text) => Style::from_settings(&editor_settings(&text), Style::PRETTIERS),
        None => Style::PRETTIERS,
    };
    let mut is_program = false;
    if let Some(package) = draft.text("package.json")? {
        let package: Value = serde_json::from_str(&package).unwrap_or_default();
        match package.get("prettier") {
            Some(settings) if settings.is_object() => return Ok(Style::from_settings(settings, base)),
            // It may name a package with the settings.
            settings => is_program = settings.is_some_and(Value::is_string),
        }
    }
    for path in FILES {
        let Some(text) = draft.text(path)? else { continue };
        let settings = match path {
            ".prettierrc.toml" => toml_settings(&text),
            _ => serde_json::from_str(&text).unwrap_or_else(|_| lines(&text, ':')),
        };
        return Ok(Style::from_settings(&settings, base));
    }
    for path in PROGRAMS {
        is_program |= draft.bytes(path)?.is_some();
    }
    // Every application has this module.
    let sample = draft.module(ROUTES)?.map(|path| draft.text(&path)).transpose()?.flatten();
    let guessed = sample.map_or(base, |text| guessed(&text, base));
    Ok(Style { known: !is_program, ..guessed })
}

/// Reads the `[*]` sections, as Prettier does.
fn editor_settings(text: &str) -> Value {
    let mut settings = Map::new();
    let mut applies = false;
    for line in text.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            applies = section == "*" || section.contains("js");
        } else if let (true, Some((key, value))) = (applies, line.split_once('=')) {
            let (key, value) = (key.trim().to_lowercase(), value.trim().to_lowercase());
            let setting = match key.as_str() {
                "indent_style" => ("useTabs", Value::Bool(value == "tab")),
                "indent_size" | "tab_width" => match value.parse::<u64>() {
                    Ok(width) => ("tabWidth", width.into()),
                    Err(_) => continue,
                },
                "max_line_length" => match value.parse::<u64>() {
                    Ok(width) => ("printWidth", width.into()),
                    Err(_) => continue,
                },
                _ => continue,
            };
            settings.insert(setting.0.to_owned(), setting.1);
        }
    }
    Value::Object(settings)
}

fn toml_settings(text: &str) -> Value {
    text.parse::<toml_edit::DocumentMut>().map(|_| lines(text, '=')).unwrap_or_default()
}

/// Reads `key: value` lines, the form of all settings in YAML or TOML except for overrides.
fn lines(text: &str, separator: char) -> Value {
    let mut settings = Map::new();
    for line in text.lines().filter(|line| !line.starts_with([' ', '\t', '#', '-'])) {
        let Some((key, value)) = line.split_once(separator) else { continue };
        let value = value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        let value = match value {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            value => value.parse::<u64>().map_or_else(|_| value.into(), Value::from),
        };
        settings.insert(key.trim().trim_matches(['"', '\'']).to_owned(), value);
    }
    Value::Object(settings)
}

/// Guesses the style from code.
fn guessed(text: &str, base: Style) -> Style {
    let ends: Vec<&str> = text.lines().filter(|line| line.starts_with("import ")).collect();
    let with = |end: &str| ends.iter().filter(|line| line.trim_end().ends_with(end)).count();
    let count = |c: char| text.matches(c).count();
    let indents = || text.lines().filter(|line| line.starts_with([' ', '\t']));
    let shallowest =
        indents().map(|line| line.len() - line.trim_start_matches(' ').len()).filter(|n| *n > 0).min();
    Style {
        semicolons: ends.is_empty() || with(";") > 0,
        quote: if count('\'') > count('"') { Quote::Single } else { Quote::Double },
        tabs: indents().any(|line| line.starts_with('\t')),
        tab_width: shallowest.unwrap_or(base.tab_width).clamp(1, 16),
        trailing_comma: if text.contains(",\n]") || text.contains(",\n}") || text.contains(",\r\n]") {
            TrailingComma::All
        } else {
            base.trailing_comma
        },
        ..base
    }
}
