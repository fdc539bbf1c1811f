use serde_json::Value;

/// The code style of an application: the settings of its Prettier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a setting of Prettier")]
pub struct Style {
    /// `printWidth`, in columns.
    pub width: usize,
    /// `tabWidth`, in columns.
    pub tab_width: usize,
    /// `useTabs`.
    pub tabs: bool,
    /// `singleQuote`.
    pub quote: Quote,
    /// `jsxSingleQuote`.
    pub jsx_quote: Quote,
    /// `semi`.
    pub semicolons: bool,
    /// `trailingComma`.
    pub trailing_comma: TrailingComma,
    /// `bracketSpacing`.
    pub bracket_spacing: bool,
    /// `bracketSameLine`.
    pub bracket_same_line: bool,
    /// `singleAttributePerLine`.
    pub attribute_a_line: bool,
    /// `arrowParens: avoid`.
    pub bare_arrows: bool,
    /// Whether the settings were read; otherwise, they are guesses.
    pub known: bool,
}

/// The quotes of string literals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quote {
    /// `'`
    Single,
    /// `"`
    Double,
}

/// Where multi-line lists have a trailing comma.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrailingComma {
    /// Everywhere.
    All,
    /// In arrays, objects and imports.
    Es5,
    /// Nowhere.
    None,
}

impl Style {
    /// The style of a new application.
    pub const OURS: Self = Self {
        width: 100,
        tab_width: 2,
        tabs: false,
        quote: Quote::Single,
        jsx_quote: Quote::Double,
        semicolons: true,
        trailing_comma: TrailingComma::All,
        bracket_spacing: true,
        bracket_same_line: false,
        attribute_a_line: false,
        bare_arrows: false,
        known: true,
    };

    /// Prettier's defaults.
    pub const PRETTIERS: Self = Self { width: 80, quote: Quote::Double, ..Self::OURS };

    /// Reads settings as in Prettier's JSON, on top of `beneath`.
    pub fn from_settings(settings: &Value, beneath: Self) -> Self {
        let flag = |key: &str, default: bool| settings.get(key).and_then(Value::as_bool).unwrap_or(default);
        let number = |key: &str, default: usize| {
            let number = settings.get(key).and_then(Value::as_u64);
            number.and_then(|number| usize::try_from(number).ok()).unwrap_or(default)
        };
        let quote = |key: &str, default: Quote| match settings.get(key).and_then(Value::as_bool) {
            Some(true) => Quote::Single,
            Some(false) => Quote::Double,
            None => default,
        };
        Self {
            width: number("printWidth", beneath.width),
            tab_width: number("tabWidth", beneath.tab_width).clamp(1, 16),
            tabs: flag("useTabs", beneath.tabs),
            quote: quote("singleQuote", beneath.quote),
            jsx_quote: quote("jsxSingleQuote", beneath.jsx_quote),
            semicolons: flag("semi", beneath.semicolons),
            trailing_comma: match settings.get("trailingComma").and_then(Value::as_str) {
                Some("all") => TrailingComma::All,
                Some("es5") => TrailingComma::Es5,
                Some("none") => TrailingComma::None,
                _ => beneath.trailing_comma,
            },
            bracket_spacing: flag("bracketSpacing", beneath.bracket_spacing),
            bracket_same_line: flag("bracketSameLine", beneath.bracket_same_line),
            attribute_a_line: flag("singleAttributePerLine", beneath.attribute_a_line),
            bare_arrows: match settings.get("arrowParens").and_then(Value::as_str) {
                Some("avoid") => true,
                Some(_) => false,
                None => beneath.bare_arrows,
            },
            known: beneath.known,
        }
    }

    /// Returns the indentation for a number of levels.
    pub fn indentation(&self, levels: usize) -> String {
        if self.tabs { "\t".repeat(levels) } else { " ".repeat(levels * self.tab_width) }
    }

    /// Returns the end of a statement.
    pub const fn end(&self) -> &'static str {
        if self.semicolons { ";" } else { "" }
    }
}
