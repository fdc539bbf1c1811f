//! The templates of an application, and their rendering.
//!
//! The conditions in `templates/app.toml` select whole files. Files without tags are copied as bytes; the few with tags
//! (`.hbs`) get answers only through the encoders.

mod context;
mod engine;
mod facts;
mod lock;
mod pieces;
mod sandbox_data;
mod text;
mod tree;

use std::borrow::Cow;

use handlebars::Context;
use serde_json::Value;

use self::context::TemplateContext;
use self::engine::Engine;
use self::facts::Facts;
use self::tree::{Entry, TAGS};
use crate::error::Result;
use crate::plan::{Plan, PlannedFile};
use crate::record::{RECORD, record};
use crate::spec::{AppSpec, DatasetName, Language};

/// npm's lock file, which contains the application's name and the packages that it needs.
const LOCK: &str = "package-lock.json";

/// Returns every file of the application, with its final bytes. The same specification always gives the same bytes.
///
/// # Errors
/// Bugs in the templates only.
pub fn plan(spec: &AppSpec) -> Result<Plan> {
    plan_with(spec, &Facts::of(spec))
}

fn plan_with(spec: &AppSpec, facts: &Facts) -> Result<Plan> {
    let context = TemplateContext::of(spec, facts);
    let mut engine = Engine::new();
    let mut files = vec![planned(RECORD.to_owned(), record(spec).into_bytes())];
    for entry in tree::select(facts, spec.language)? {
        if entry.each_dataset {
            for (dataset, context) in context.datasets() {
                if let Some(path) = dataset.path(entry.path) {
                    files.push(file(&mut engine, &entry, &path, &context, spec)?);
                }
            }
        } else {
            files.push(file(&mut engine, &entry, entry.path, &context.whole, spec)?);
        }
    }
    Plan::new(files)
}

/// Returns the path of every file of the application's templates, without rendering them.
///
/// # Errors
/// Bugs in the templates only.
pub fn paths(spec: &AppSpec) -> Result<Vec<String>> {
    let facts = Facts::of(spec);
    let context = TemplateContext::of(spec, &facts);
    let mut paths = vec![RECORD.to_owned()];
    for entry in tree::select(&facts, spec.language)? {
        let path = entry.path.trim_end_matches(TAGS);
        if entry.each_dataset {
            paths.extend(context.datasets().filter_map(|(dataset, _)| dataset.path(path)));
        } else {
            paths.push(path.to_owned());
        }
    }
    Ok(paths)
}

/// Renders a file that is added to an application, from a template in `templates/add` that has this name in JavaScript; `context`
/// contains only encoded values.
///
/// # Errors
/// Bugs in the template only.
pub fn piece(language: Language, name: &str, context: Value) -> Result<String> {
    let folder = match language {
        Language::JavaScript => "add/javascript",
        Language::TypeScript => "add",
    };
    let template = tree::file(&format!("{folder}/{}{TAGS}", language.module(name)))?;
    Engine::new().render(name, &template, &context.into())
}

/// Returns one file of an application with the example, or one that only `add` brings.
///
/// # Errors
/// Bugs in the templates only.
pub fn file_of_example(spec: &AppSpec, path: &str) -> Result<Option<Vec<u8>>> {
    let spec = AppSpec { example: true, ..spec.clone() };
    let plan = plan_with(&spec, &Facts::of_everything(&spec))?;
    Ok(plan.files().iter().find(|file| file.path == path).map(|file| file.bytes.clone()))
}

/// Whether an application has a file with this name, in any case, that belongs to no dataset.
///
/// # Errors
/// Bugs in the templates only.
pub fn has_file(spec: &AppSpec, path: &str) -> Result<bool> {
    let is_it = |entry: &Entry| entry.path.trim_end_matches(TAGS).eq_ignore_ascii_case(path);
    Ok(tree::select(&Facts::of(spec), spec.language)?.iter().filter(|entry| !entry.each_dataset).any(is_it))
}

/// Returns the sandbox's data for a dataset: the path of the file, and its content. `None` for a table that exists without a
/// file, or whose name can't be a file name.
///
/// # Errors
/// Bugs in the templates only.
pub fn data_for(dataset: &DatasetName, example: bool) -> Result<Option<(String, String)>> {
    let Some((kind, name)) = sandbox_data::files(std::slice::from_ref(dataset), example).pop().flatten()
    else {
        return Ok(None);
    };
    let text = tree::file(&format!("app/common/sandbox/data/{}.geojson", kind.placeholder()))?;
    Ok(Some((format!("sandbox/data/{name}.geojson"), text)))
}

fn file(
    engine: &mut Engine,
    entry: &Entry,
    path: &str,
    context: &Context,
    spec: &AppSpec,
) -> Result<PlannedFile> {
    if let Some(path) = path.strip_suffix(TAGS) {
        let text = entry.text()?;
        let text = engine.render(entry.path, &with_extensions(&text, spec.language), context)?;
        return Ok(planned(path.to_owned(), text.into_bytes()));
    }
    let bytes = match path {
        LOCK => lock::of(spec, &entry.text()?)?,
        _ => entry.bytes()?,
    };
    Ok(planned(path.to_owned(), bytes))
}

/// Fills in the extensions of modules. The README names so many modules that compiling a line for each would take a tenth of the
/// time of `new`.
fn with_extensions(text: &str, language: Language) -> Cow<'_, str> {
    if text.contains("{{js") {
        text.replace("{{js}}", language.extension()).replace("{{jsx}}", language.jsx_extension()).into()
    } else {
        text.into()
    }
}

fn planned(path: String, bytes: Vec<u8>) -> PlannedFile {
    let private = path == ".env.local";
    PlannedFile { path, bytes, private }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::answers::{Answers, Origin, Surroundings, resolve};
    use crate::spec::Key;

    fn spec_for(given: &[(Key, &str)]) -> AppSpec {
        let mut answers = Answers::for_directory("my-map");
        for (key, text) in given {
            answers.set(*key, vec![(*text).to_owned()], Origin::Flag);
        }
        let around = Surroundings::detached();
        resolve(&answers, &around).expect("resolves").spec
    }

    fn planned_for(given: &[(Key, &str)]) -> Plan {
        plan(&spec_for(given)).expect("renders")
    }

    #[test]
    fn paths_are_those_of_the_plan() {
        let spec =
            spec_for(&[(Key::Auth, "oauth"), (Key::Datasets, "roads, acme.parks"), (Key::Example, "true")]);
        let planned: Vec<String> =
            plan(&spec).expect("renders").files().iter().map(|file| file.path.clone()).collect();
        let mut paths = paths(&spec).expect("selects");
        paths.sort();
        assert_eq!(paths, planned);
    }

    #[test]
    fn conditions_of_the_manifest_are_facts() {
        for language in Language::ALL {
            let selected = tree::select(&Facts::of(&spec_for(&[])), language).expect("every fact exists");
            assert!(selected.len() < tree::entries(language).expect("reads").len());
        }
    }

    #[test]
    fn time_and_memory_are_linear_in_the_number_of_datasets() {
        // All names have the same identifier, the worst case for making them unique.
        let names: Vec<String> = (0..3000).map(|n| format!("{}{n}", "x".repeat(50))).collect();
        let started = Instant::now();
        let plan = planned_for(&[(Key::Auth, "oauth"), (Key::Datasets, &names.join(","))]);
        let layers = plan.files().iter().filter(|file| file.path.starts_with("src/components/layers/X"));
        assert_eq!(layers.count(), 3000);
        // An application of 3000 datasets took minutes and gigabytes when every context contained the list of all.
        assert!(started.elapsed() < Duration::from_mins(1), "{:?}", started.elapsed());
    }

    #[test]
    fn a_dataset_may_have_any_name_that_the_application_uses() {
        let own: Vec<String> = (tree::entries(Language::JavaScript).expect("reads").iter())
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
    fn every_tool_ignores_backups() {
        let backup = format!("{}*", crate::apply::BACKUP);
        for mode in ["oauth", "api-key"] {
            let plan = planned_for(&[(Key::Auth, mode)]);
            for (path, expected) in [
                (".gitignore", format!("\n{backup}\n")),
                (".prettierignore", format!("\n{backup}\n")),
                (
                    "eslint.config.js",
                    format!("ignores: ['dist', 'playwright-report', 'test-results', '{backup}']"),
                ),
                // Backups are beside src.
                ("vite.config.js", "dir: 'src',".to_owned()),
            ] {
                let file = plan.files().iter().find(|file| file.path == path).expect(path);
                assert!(String::from_utf8_lossy(&file.bytes).contains(&expected), "{path}: {expected}");
            }
        }
    }

    #[test]
    fn tables_with_the_same_name_have_distinct_titles() {
        let plan = planned_for(&[(Key::Datasets, "roads, acme.roads, b.roads, acme.parks")]);
        let view = plan.files().iter().find(|file| file.path == "src/components/views/Datasets.jsx");
        let text = String::from_utf8_lossy(&view.expect("planned").bytes);
        for title in ["'Roads'", "'Roads (acme)'", "'Roads (b)'", "'Parks'"] {
            assert_eq!(text.matches(&format!("title: {title},")).count(), 1, "{title}");
        }
    }

    #[test]
    fn without_the_sandbox_no_file_mentions_it() {
        for mode in ["oauth", "api-key"] {
            let given = [(Key::Auth, mode), (Key::Datasets, "roads"), (Key::Example, "true")];
            let has_sandbox = |file: &PlannedFile| {
                ["sandbox/", "e2e/", "playwright"].iter().any(|start| file.path.starts_with(start))
            };
            assert!(planned_for(&given).files().iter().any(has_sandbox));
            let without = planned_for(&[given.as_slice(), &[(Key::Sandbox, "false")]].concat());
            assert!(!without.files().iter().any(has_sandbox));
            for path in ["package.json", "vite.config.js", ".github/workflows/ci.yml"] {
                let file = without.files().iter().find(|file| file.path == path).expect(path);
                let text = String::from_utf8_lossy(&file.bytes);
                assert!(!text.contains("sandbox") && !text.contains("playwright"), "{text}");
            }
        }
    }

    #[test]
    fn each_dataset_has_sandbox_data_of_its_kind() {
        let answers = [(Key::Datasets, "roads, acme.parks, _x, retail_stores"), (Key::Example, "true")];
        let plan = planned_for(&answers);
        let data: Vec<_> =
            plan.files().iter().filter_map(|file| file.path.strip_prefix("sandbox/data/")).collect();
        let example = ["ne_50m_admin_1_states.geojson", "retail_stores.csv", "retail_stores_revenue.sql"];
        let all = [&["_x.geojson", "acme.parks.geojson"][..], &example, &["roads.geojson"]].concat();
        assert_eq!(data, all);
        let bytes = |name: &str| {
            let path = format!("sandbox/data/{name}.geojson");
            let file = plan.files().iter().find(|file| file.path == path).expect("planned");
            String::from_utf8_lossy(&file.bytes).into_owned()
        };
        assert!(bytes("roads").contains("LineString"));
        assert!(bytes("acme.parks").contains("Polygon"));
        assert!(bytes("_x").contains("\"Point\""));
    }

    #[test]
    fn answers_reach_templates_only_through_encoders() {
        let entries = Language::ALL.map(|language| tree::entries(language).expect("reads"));
        for entry in entries.iter().flatten().filter(|entry| entry.path.ends_with(TAGS)) {
            let text = entry.text().expect("UTF-8");
            for forbidden in [".raw", "{{{", "{{&", "{{>", "lookup"] {
                assert!(!text.contains(forbidden), "{} has {forbidden}", entry.path);
            }
        }
        // A text without an encoding would be rendered as the object with all encodings.
        for mode in ["oauth", "api-key"] {
            let plan = planned_for(&[(Key::Auth, mode), (Key::Datasets, "roads"), (Key::Example, "true")]);
            for file in plan.files() {
                let text = String::from_utf8_lossy(&file.bytes);
                assert!(!text.contains("[object]"), "{}", file.path);
            }
        }
    }
}
