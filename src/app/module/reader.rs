//! The state of reading a module, and what is noted in it.

use std::collections::HashSet;

use oxc_ast::ast::Expression;
use oxc_span::Span;

use super::facts::{Import, Module, Query};
use crate::code::Script;
use crate::spec::{is_api_key, is_key_character};
use crate::sql;

/// Collects the facts about a module. `visitor` walks the code; `texts` joins texts; `credentials` attributes queries;
/// `environment` finds `process.env`.
pub struct Reader<'s, 'a> {
    pub script: &'s Script<'a>,
    pub module: Module,
    /// The places of the queries.
    pub spans: Vec<Span>,
    pub uses: Vec<Use<'a>>,
    /// Variables with the number of their function and their value.
    pub declared: Vec<(&'a str, usize, &'a Expression<'a>)>,
    /// The numbers of the enclosing functions.
    pub functions: Vec<usize>,
    /// The ends of the enclosing functions.
    pub ends: Vec<u32>,
    /// Code that only runs where there is a `process`, as far as can be determined, and names of variables that tell.
    pub guarded: Vec<Span>,
    pub guards: Vec<String>,
    /// The number of functions so far.
    pub count: usize,
    /// The nesting depth inside errors, whose texts are not queries.
    pub words: usize,
    /// The end of the last text that was joined from parts.
    pub joined_until: u32,
    /// The last sum; its left sides are sums as well.
    pub summed: Option<Span>,
    /// The objects that the module adds to the store as sources.
    pub added: HashSet<Span>,
    /// The last value of a property in `NO_NAMES`.
    pub no_name: Option<Span>,
    /// The ends of the lines.
    breaks: Vec<usize>,
}

/// A query sent to CARTO.
pub struct Use<'a> {
    /// The query itself.
    pub query: &'a Expression<'a>,
    /// Whether its credentials are fixed.
    pub is_fixed: bool,
    /// The functions around it, from the outermost to the innermost.
    pub functions: Vec<usize>,
}

/// A text made of parts.
#[derive(Default)]
pub struct Pieces {
    pub text: String,
    /// The start of each part, in the text and in the module.
    pub places: Vec<(usize, u32)>,
}

impl Pieces {
    pub fn push(&mut self, part: &str, place: u32) {
        self.places.push((self.text.len(), place));
        self.text.push_str(part);
    }
}

impl<'s, 'a> Reader<'s, 'a> {
    /// Creates a reader for a module at a path.
    pub fn new(script: &'s Script<'a>, path: &str) -> Self {
        let breaks = script.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at);
        Self {
            script,
            module: Module { path: path.to_owned(), ..Module::default() },
            spans: Vec::new(),
            uses: Vec::new(),
            declared: Vec::new(),
            functions: vec![0],
            ends: Vec::new(),
            guarded: Vec::new(),
            guards: Vec::new(),
            count: 0,
            words: 0,
            joined_until: 0,
            summed: None,
            added: HashSet::new(),
            no_name: None,
            breaks: breaks.collect(),
        }
    }

    /// Returns the facts after the visit.
    pub fn done(mut self) -> Module {
        for (name, first, second) in self.script.duplicates() {
            self.module.duplicates.push((name.to_owned(), self.line(first), self.line(second)));
        }
        self.attribute_queries();
        self.module
    }

    pub fn line(&self, place: u32) -> usize {
        self.breaks.partition_point(|end| *end < place as usize) + 1
    }

    pub fn import(&mut self, specifier: &str, place: Span, names: Option<Vec<String>>, is_needed: bool) {
        let line = self.line(place.start);
        self.module.imports.push(Import { specifier: specifier.to_owned(), line, names, is_needed });
    }

    pub fn fetch(&mut self, place: Span) {
        let line = self.line(place.start);
        self.module.fetches.push(line);
    }

    /// Notes a text that is a query, mentions a data service, or holds an API key.
    pub fn text(&mut self, Pieces { text, places }: Pieces, span: Span) {
        if text.to_ascii_lowercase().contains("cdb_") {
            self.module.texts.insert(text.to_ascii_lowercase());
        }
        // In a URL.
        for after in text.split("api_key=").skip(1) {
            if after.split(|c| !is_key_character(c)).next().is_some_and(is_api_key) {
                let line = self.line(span.start);
                self.module.api_keys.push(line);
            }
        }
        if sql::is_query(&text) {
            let reading = sql::read(&text);
            let is_words = self.words > 0;
            let lines = places.iter().map(|(start, place)| (*start, self.line(*place))).collect();
            self.module.queries.push(Query {
                reading,
                is_users: true,
                is_sent: false,
                is_words,
                is_whole: true,
                text,
                lines,
            });
            self.spans.push(span);
        }
    }
}
