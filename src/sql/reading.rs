//! The result of reading a query.

use std::fmt;

/// The facts about a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The tables, once for each mention.
    pub tables: Vec<Table>,
    /// The functions that are called, in lower case and without schemas.
    pub functions: Vec<String>,
    /// Whether `SELECT … INTO` makes a table of the rows instead of returning them.
    pub makes_table: bool,
    /// A table whose name has more parts than a schema and a name, such as `BigQuery`'s `project.dataset.table`.
    pub foreign: Option<String>,
    /// Whether there may be unknown tables, because a hole replaces one. A whole subquery, `FROM (${data})`, does not count.
    pub unknown: bool,
}

/// A table that a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its schema, if one is named.
    pub schema: Option<String>,
    /// Its name as in `PostgreSQL`: without quotes, in lower case unless it was quoted.
    pub name: String,
    /// The offset of its name, in bytes.
    pub offset: usize,
    /// What the query does with it.
    pub access: Access,
}

impl fmt::Display for Table {
    /// Writes the name with its schema: `roads`, `acme.roads`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// What a query does with a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Its rows are read.
    Read,
    /// Rows are written or deleted, or the table is altered.
    Write,
}
