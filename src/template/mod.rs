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

use handlebars::Context;

use self::context::TemplateContext;
use self::engine::Engine;
use self::facts::Facts;
use self::tree::{Entry, TAGS, Tree};
use crate::answers::record;
use crate::error::Result;
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
    let mut engine = Engine::new();
    let tree = Tree::load()?;
    let mut files = vec![planned(RECORD.to_owned(), record(spec).into_bytes().into())];
    for entry in tree.select(&facts)? {
        if entry.has_tags() {
            engine.add(&entry.path, entry.text()?)?;
        }
        if entry.each_dataset {
            for (id, context) in context.datasets() {
                let path = entry.path.replace("{id}", &id.id).replace("{Component}", &id.component);
                files.push(file(&engine, entry, &path, &context, spec)?);
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

fn file(
    engine: &Engine,
    entry: &Entry,
    path: &str,
    context: &Context,
    spec: &AppSpec,
) -> Result<PlannedFile> {
    if let Some(path) = path.strip_suffix(TAGS) {
        let text = engine.render(&entry.path, context)?;
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

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::{Duration, Instant};

    use super::*;
    use crate::answers::{Answers, Key, Origin, Surroundings, resolve};

    fn planned_for(given: &[(Key, &str)]) -> Plan {
        let mut answers = Answers::for_directory("my-map");
        for (key, text) in given {
            answers.set(*key, vec![(*text).to_owned()], Origin::Flag);
        }
        let around = Surroundings { cwd: Path::new("/"), is_there: &|_| false, home: None, user_agent: None };
        plan(&resolve(&answers, &around).expect("resolves").spec).expect("renders")
    }

    #[test]
    fn thousands_of_datasets_take_time_and_memory_by_their_number() {
        // Names that all want the same identifier, which is the most that telling them apart can cost.
        let names: Vec<String> = (0..3000).map(|n| format!("{}{n}", "x".repeat(50))).collect();
        let started = Instant::now();
        let plan = planned_for(&[(Key::Auth, "oauth"), (Key::Datasets, &names.join(","))]);
        let layers = plan.files().iter().filter(|file| file.path.starts_with("src/components/layers/X"));
        assert_eq!(layers.count(), 3000);
        // An application of 3000 datasets took minutes and gigabytes when each came with the list of all.
        assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    }

    #[test]
    fn a_dataset_may_have_the_name_of_anything_that_the_application_has() {
        let tree = Tree::load().expect("loads");
        let own: Vec<String> = tree
            .entries
            .iter()
            .filter(|entry| !entry.each_dataset)
            .filter_map(|entry| entry.path.rsplit('/').next())
            .filter_map(|file| file.split("Source.js").next().and_then(|name| name.split("Layer.js").next()))
            .filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric()))
            .map(str::to_lowercase)
            .collect();
        assert!(own.contains(&"stores".to_owned()) && own.contains(&"kpi".to_owned()), "{own:?}");
        let names = own.join(",");
        for mode in ["oauth", "api-key"] {
            planned_for(&[(Key::Auth, mode), (Key::Datasets, &names), (Key::Example, "true")]);
        }
    }

    #[test]
    fn every_tool_leaves_a_backup_alone() {
        let backup = format!("{}*", crate::apply::BACKUP);
        for mode in ["oauth", "api-key"] {
            let plan = planned_for(&[(Key::Auth, mode)]);
            for (path, expected) in [
                (".gitignore", format!("\n{backup}\n")),
                (".prettierignore", format!("\n{backup}\n")),
                ("eslint.config.js", format!("ignores: ['dist', '{backup}']")),
                ("vite.config.js", format!("exclude: [...configDefaults.exclude, '{backup}/**']")),
            ] {
                let file = plan.files().iter().find(|file| file.path == path).expect(path);
                assert!(String::from_utf8_lossy(&file.bytes).contains(&expected), "{path}: {expected}");
            }
        }
    }

    #[test]
    fn answers_reach_templates_through_encoders_only() {
        for entry in Tree::load().expect("loads").entries.iter().filter(|entry| entry.has_tags()) {
            let text = std::str::from_utf8(entry.bytes).expect("UTF-8");
            for forbidden in [".raw", "{{{", "{{&", "{{>", "lookup"] {
                assert!(!text.contains(forbidden), "{} has {forbidden}", entry.path);
            }
        }
        // A text without an encoding would be rendered as the object that it is.
        for mode in ["oauth", "api-key"] {
            let plan = planned_for(&[(Key::Auth, mode), (Key::Datasets, "roads"), (Key::Example, "true")]);
            for file in plan.files() {
                let text = String::from_utf8_lossy(&file.bytes);
                assert!(!text.contains("[object]"), "{}", file.path);
            }
        }
    }
}
