//! The facts about a module.

use std::collections::BTreeSet;

use crate::sql;

/// The facts about a module.
#[derive(Debug, Default)]
pub struct Module {
    /// Its path.
    pub path: String,
    /// Its imports, and other references to files.
    pub imports: Vec<Import>,
    /// Its queries.
    pub queries: Vec<Query>,
    /// The lines that load something at run time, which may be a query or a source.
    pub fetches: Vec<usize>,
    /// Whether it sends CARTO a query that can't be read.
    pub has_unknown: bool,
    /// Whether it is a source: an object with `data`, in the folder of sources.
    pub is_source: bool,
    /// The words of its texts that may be names of datasets, and texts that mention a data service.
    pub texts: BTreeSet<String>,
    /// Its texts that may be IDs, such as layer IDs.
    pub names: BTreeSet<String>,
    /// The IDs of its objects.
    pub ids: Vec<String>,
    /// Whether it adds layers to the map whose IDs can't be read.
    pub adds_unknown_layers: bool,
    /// Endpoints: property, value and line.
    pub end_points: Vec<(&'static str, String, usize)>,
    /// Variables of `process.env`, with their lines, except where the module has checked for a `process`.
    pub process_env: Vec<(String, usize)>,
    /// Features that only CARTO 3 has, with their lines.
    pub of_carto3: Vec<(&'static str, usize)>,
    /// The lines with an API key of the account.
    pub api_keys: Vec<usize>,
    /// Top-level names that are declared twice, with both lines.
    pub duplicates: Vec<(String, usize, usize)>,
}

/// An import of another module, or another reference to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The file as written. A `*` stands for a part that can be anything: in patterns of `import.meta.glob`, and in
    /// `import(`./${name}.jsx`)`.
    pub specifier: String,
    /// The line.
    pub line: usize,
    /// The imported names; `None` for the whole module.
    pub names: Option<Vec<String>>,
    /// Whether the module can't be built without the file: imports except for those of types, and paths that are known.
    pub is_needed: bool,
}

/// A query in a module.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Query {
    /// The tables and functions that it uses.
    pub reading: sql::Reading,
    /// Whether it uses the logged-in user's credentials, as far as can be determined, and not fixed ones.
    pub is_users: bool,
    /// Whether it is the data of a source or is sent to CARTO for certain.
    pub is_sent: bool,
    /// Whether it is only text, such as an error message.
    pub is_words: bool,
    /// Whether it is sent unchanged, as far as can be determined, and not as a part of something unreadable.
    pub is_whole: bool,
    /// Its text.
    pub text: String,
    /// The start of each part: the offset in the text and the line in the module.
    pub lines: Vec<(usize, usize)>,
}

impl Query {
    /// Returns the line in the module for an offset in the query.
    pub fn line(&self, offset: usize) -> usize {
        let (start, line) =
            self.lines.iter().rev().find(|(start, _)| *start <= offset).copied().unwrap_or((0, 1));
        let between = self.text.get(start..offset).unwrap_or_default();
        line + between.matches('\n').count()
    }
}
