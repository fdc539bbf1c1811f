//! The templates of an application, and how they become its files.
//!
//! Whole files come and go by the conditions in `templates/app.toml`; files without tags are copied as bytes; the few with
//! tags (`.hbs`) see answers only through the encoders.

mod context;
pub mod encode;
mod engine;
mod facts;
mod lock;
mod text;
mod tree;

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value;

use self::context::TemplateContext;
use self::engine::Engine;
use self::facts::Facts;
use self::tree::{Entry, TAGS, Tree};
use crate::answers::record;
use crate::error::{Error, Result};
use crate::plan::{Plan, PlannedFile};
use crate::spec::AppSpec;

/// Where the answers stand in an application.
pub const RECORD: &str = "carto-app.toml";

/// npm's lock file, which bears the application's name and is otherwise copied.
const LOCK: &str = "package-lock.json";

/// Every file of the application, with its final bytes. The same specification always gives the same bytes.
///
/// # Errors
/// Faults in the templates only, which are ours.
pub fn plan(spec: &AppSpec) -> Result<Plan> {
    let facts = Facts::of(spec);
    let context = TemplateContext::of(spec, &facts);
    let engine = Engine::new();
    let tree = Tree::load()?;
    let mut files = vec![planned(RECORD.to_owned(), record(spec).into_bytes().into())];
    for entry in tree.select(&facts)? {
        if entry.each_dataset {
            for (id, context) in &context.datasets {
                let path = entry.path.replace("{id}", &id.id).replace("{Component}", &id.component);
                files.push(file(&engine, entry, &path, context, spec)?);
            }
        } else {
            files.push(file(&engine, entry, &entry.path, &context.whole, spec)?);
        }
    }
    Plan::new(files)
}

/// Paths of the files that every application gets with the very same bytes, if it gets them at all.
///
/// # Errors
/// As for [`plan`].
pub fn copies() -> Result<BTreeSet<String>> {
    let copied = |entry: &Entry| !entry.has_tags() && entry.path != LOCK;
    Ok(Tree::load()?.entries.into_iter().filter(copied).map(|entry| entry.path).collect())
}

fn file(engine: &Engine, entry: &Entry, path: &str, context: &Value, spec: &AppSpec) -> Result<PlannedFile> {
    if let Some(path) = path.strip_suffix(TAGS) {
        let template = std::str::from_utf8(entry.bytes)
            .map_err(|_| Error::internal(format!("the template {} is not UTF-8", entry.path)))?;
        let text = engine.render(&entry.path, template, context)?;
        return Ok(planned(path.to_owned(), text.into_bytes().into()));
    }
    let bytes = match path {
        LOCK => lock::with_name(entry.bytes, spec.name.as_str())?,
        _ => Cow::Borrowed(entry.bytes),
    };
    Ok(planned(path.to_owned(), bytes))
}

fn planned(path: String, bytes: Cow<'static, [u8]>) -> PlannedFile {
    let private = path == ".env.local";
    PlannedFile { path, bytes, private }
}
