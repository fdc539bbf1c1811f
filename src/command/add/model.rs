mod parameters;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::Added;
use super::args::ModelArgs;
use super::inputs::{Inputs, Prompt};
use super::shared::source;
use super::site::{Needed, Site, statement as statement_of};
use crate::app::MODELS;
use crate::app::inventory::Source;
use crate::app::needs::datasets_of;
use crate::app::specifiers::specifier_in;
use crate::code::{Doc, Style, doc};
use crate::encode::{display_width, js};
use crate::error::Result;
use crate::spec::{Invalid, Language, PartName, Query};
use crate::sql;
use parameters::{Parameter, pieces};

/// The kinds of queries to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum QueryKind {
    #[value(help = "the rows of a source")]
    Source,
    #[value(help = "a query of your own")]
    Sql,
}

/// What a model queries.
enum Queried {
    Source(Source),
    Sql(Query),
}

/// Adds a model: a function that queries CARTO's SQL API with validated parameters, and its test.
pub fn add(args: &ModelArgs, site: &mut Site<'_>, inputs: &mut Inputs<'_>) -> Result<Added> {
    let prompt =
        Prompt { flag: "NAME", question: "Name of the model", example: "roads", ..Prompt::default() };
    let name = inputs.text(&prompt, args.name.as_deref(), |text| PartName::parse(text, "Model"))?;
    let queried = queried(args, name.as_ref(), site, inputs)?;
    let parameters = parameters(args, queried.as_ref(), inputs)?;
    inputs.close()?;
    let (Some(name), Some(queried)) = (name, queried) else { return Ok(Added::new("nothing")) };

    let file = format!("{name}Model");
    let path = format!("src/data/models/{file}.js");
    let context = model(&name, &queried, &parameters, site.draft.language(&path)?);
    site.create_from("model.js", context, &path, &name)?;
    let context = test(&name, &file, &queried, &parameters);
    site.create_from("model.test.js", context, &format!("src/data/models/{file}.test.js"), &name)?;
    let mut added = Added::new(format!("the model {file}"));
    if let Queried::Sql(query) = &queried {
        let tables = datasets_of(query.as_str());
        super::tables::add_to_sandbox(&tables, !site.has_login()?, site, &mut added)?;
        if site.has_login()? {
            super::tables::request_scopes(query.as_str(), site, &mut added)?;
        }
    }
    Ok(added)
}

fn queried(
    args: &ModelArgs,
    name: Option<&PartName>,
    site: &mut Site<'_>,
    inputs: &mut Inputs<'_>,
) -> Result<Option<Queried>> {
    let kind = match (&args.source, &args.sql) {
        (Some(_), _) => Some(QueryKind::Source),
        (_, Some(_)) => Some(QueryKind::Sql),
        _ => {
            let prompt = Prompt { flag: "--source", question: "Data to query", ..Prompt::default() };
            if inputs.can_prompt() { inputs.choose_variant(&prompt, None)? } else { Some(QueryKind::Source) }
        }
    };
    if kind == Some(QueryKind::Sql) {
        let prompt = Prompt {
            flag: "--sql",
            question: "Query, with {name} where a parameter goes",
            joint: Some(" "),
            close_line: Some(sql::with_closed_comment),
            example: "'SELECT name FROM roads WHERE lanes >= {lanes}'",
            ..Prompt::default()
        };
        return Ok(inputs.text(&prompt, args.sql.as_deref(), str::parse::<Query>)?.map(Queried::Sql));
    }
    let found = source(args.source.as_deref(), name, site, inputs)?;
    if let Some(found) = &found
        && found.is_tileset != Some(false)
    {
        let refusal = match found.is_tileset {
            Some(_) => Invalid::new("is a tileset, which the SQL API can't query"),
            None => Invalid::new(format!(
                "may be a tileset, which the SQL API can't query: the type in {} can't be read",
                site.draft.project().name_of(&found.path)
            )),
        };
        inputs.refuse("--source", Some(&found.name), refusal.suggest("another source, or --sql"));
    }
    Ok(found.map(Queried::Source))
}

fn parameters(
    args: &ModelArgs,
    queried: Option<&Queried>,
    inputs: &mut Inputs<'_>,
) -> Result<Vec<Parameter>> {
    if let Some(Queried::Source(_)) = queried {
        for given in &args.params {
            let refusal = Invalid::new("is only for a query of your own");
            inputs.refuse("--param", Some(given), refusal.suggest("--sql 'SELECT … WHERE lanes >= {lanes}'"));
        }
        return Ok(vec![Parameter::limit()]);
    }
    let Some(Queried::Sql(query)) = queried else { return Ok(Vec::new()) };
    let mut given = args.params.clone();
    if given.is_empty() && inputs.can_prompt() {
        let prompt = Prompt {
            flag: "--param",
            question: "Parameters as NAME=KIND, separated by semicolons",
            joint: Some("; "),
            help: "A kind is integer, number, or a list of words such as walk,car.",
            default: Some(String::new()),
            ..Prompt::default()
        };
        let listed = |text: &str| -> Vec<String> {
            text.split(';').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
        };
        let text =
            inputs.text(&prompt, None, |text| match read(&listed(text), query).1.into_iter().next() {
                None => Ok(text.to_owned()),
                Some((_, why)) => Err(why),
            })?;
        given = listed(&text.unwrap_or_default());
    }
    let (parameters, refused) = read(&given, query);
    for (word, why) in refused {
        inputs.refuse("--param", word.as_deref(), why);
    }
    Ok(parameters)
}

/// Returns the parameters of a query, and the problems with named or missing ones.
fn read(given: &[String], query: &Query) -> (Vec<Parameter>, Vec<(Option<String>, Invalid)>) {
    let (mut parameters, mut refused) = (Vec::<Parameter>::new(), Vec::new());
    let mut named = Vec::new();
    for word in given {
        named.push(word.split('=').next().unwrap_or_default());
        let why = match word.parse::<Parameter>() {
            Ok(parameter) if parameters.iter().any(|own| own.name == parameter.name) => {
                Invalid::new("is a duplicate parameter")
            }
            Ok(parameter) if !query.as_str().contains(&format!("{{{}}}", parameter.name)) => {
                Invalid::new("is not used").suggest(format!("{{{}}} in the query", parameter.name))
            }
            Ok(parameter) => {
                parameters.push(parameter);
                continue;
            }
            Err(why) => why,
        };
        refused.push((Some(word.clone()), why));
    }
    for name in sql::in_braces(query.as_str()).into_iter().filter(|name| !named.contains(name)) {
        let why = Invalid::new(format!("is needed for {{{name}}} in the query"));
        refused.push((None, why.suggest(format!("--param {name}=integer"))));
    }
    (parameters, refused)
}

/// Returns the context of the model's template.
fn model(name: &PartName, queried: &Queried, parameters: &[Parameter], language: Language) -> Value {
    let style = Style::OURS;
    let constants: Vec<String> = parameters.iter().filter_map(|each| each.constant(&style)).collect();
    let checks: Vec<Value> = parameters
        .iter()
        .map(|each| json!({ "condition": each.condition(), "refusal": each.refusal(&style) }))
        .collect();
    let mut names = vec![doc::text("credentials")];
    names.extend(parameters.iter().map(|each| doc::text(each.declaration())));
    names.push(doc::text("signal"));
    let start = format!("export async function get{}(", name.pascal());
    let end = match language {
        Language::JavaScript => ") {".to_owned(),
        Language::TypeScript => format!(": {}Request) {{", name.pascal()),
    };
    let declared = doc::print(&doc::named(names, &style), &style, 0, start.len(), end.len());
    let (meaning, query) = match queried {
        Queried::Source(source) => {
            let query = format!(
                "const query = `SELECT * FROM (${{{}.data}}) AS source LIMIT ${{limit}}`",
                source.name
            );
            ("The first rows of the source.".to_owned(), query)
        }
        Queried::Sql(query) => {
            ("The rows that CARTO returns for the query.".to_owned(), statement(query, parameters))
        }
    };
    let import = match queried {
        Queried::Source(Source { path, name, export, .. }) => {
            let module = specifier_in(&format!("{MODELS}/model.js"), path);
            let import = statement_of(&Needed { imported: export, local: name, source: &module }, &style);
            import.trim_end_matches(';').to_owned()
        }
        Queried::Sql(_) => String::new(),
    };
    json!({
        "of_source": !import.is_empty(),
        "source_import": import,
        "constant_list": constants,
        "has_constants": !constants.is_empty(),
        "meaning": meaning,
        "Component": name.pascal(),
        "parameters": declared,
        "type_list": parameters.iter().map(Parameter::member).collect::<Vec<_>>(),
        "check_list": checks,
        "query": query,
    })
}

/// Returns the statement `const query = …` with the parameters filled in.
fn statement(query: &Query, parameters: &[Parameter]) -> String {
    let pieces = pieces(query.as_str(), parameters);
    let mut literal = String::new();
    let mut is_plain = !query.as_str().contains('\n');
    for piece in &pieces {
        match piece {
            parameters::Piece::Text(text) => {
                let text = js::template(text);
                literal.push_str(text.trim_start_matches('`').strip_suffix('`').unwrap_or_default());
            }
            parameters::Piece::Hole(code) => {
                is_plain = false;
                literal.push_str(code);
            }
        }
    }
    if !is_plain {
        return format!("const query = `{literal}`");
    }
    declared(&js::string(query.as_str()), 2)
}

/// Returns the declaration of a query in code with an indentation.
fn declared(value: &str, indentation: usize) -> String {
    let flat = format!("const query = {value}");
    let fits = indentation + display_width(&flat) < Style::OURS.width;
    if fits { flat } else { format!("const query =\n{:1$}{value}", "", indentation + 2) }
}

/// Returns the context of the test's template.
fn test(name: &PartName, file: &str, queried: &Queried, parameters: &[Parameter]) -> Value {
    let style = Style::OURS;
    let account = vec![
        ("username".to_owned(), doc::string("alice", &style)),
        ("apiKey".to_owned(), doc::string("token", &style)),
        ("serverUrlTemplate".to_owned(), doc::string("https://{user}.carto.com", &style)),
    ];
    let mut members = vec![("credentials".to_owned(), doc::object(account, &style))];
    members.extend(parameters.iter().map(|each| (each.name.clone(), doc::text(each.sample()))));
    let start = "const valid = ";
    let valid = doc::print(&broken(doc::object(members, &style)), &style, 0, start.len(), 1);
    let query = match queried {
        Queried::Source(_) => {
            declared("expect.stringMatching(/^SELECT \\* FROM \\([^]+\\) AS source LIMIT 7$/)", 4)
        }
        Queried::Sql(query) => {
            let text: String = pieces(query.as_str(), parameters)
                .into_iter()
                .map(|piece| match piece {
                    parameters::Piece::Text(text) => text,
                    parameters::Piece::Hole(code) => parameters::filled(&code, parameters),
                })
                .collect();
            if text.contains('\n') {
                format!("const query = {}", js::template(&text))
            } else {
                declared(&js::string(&text), 4)
            }
        }
    };
    let wrong: Vec<Doc> = parameters.iter().flat_map(Parameter::wrong).map(doc::text).collect();
    let wrong_start = "const WRONG = ";
    let wrong = doc::print(&doc::array(wrong, &style), &style, 0, wrong_start.len(), 1);
    json!({
        "Component": name.pascal(),
        "file": file,
        "valid": valid,
        "query": query,
        "has_params": !parameters.is_empty(),
        "wrong": wrong,
    })
}

/// Puts each member of an object on a separate line, as Prettier does if one of them is an object.
fn broken(object: Doc) -> Doc {
    match object {
        Doc::Group(inner) => doc::group(doc::concat([Doc::Broken, *inner])),
        other => other,
    }
}
