mod colors;
mod look;

use clap::ValueEnum;
use serde_json::Value;

use super::Added;
use super::args::LayerArgs;
use super::drawn::{Drawn, drawn};
use super::essence::has_text;
use super::inputs::{Inputs, Prompt};
use super::shared::{source, stem, view};
use super::site::{About, Needed, Paste, Site, behind_login, element_to_paste};
use crate::app::columns::columns_of;
use crate::app::imports::{Resolver, Target, targets};
use crate::app::inventory;
use crate::app::inventory::{Layer, Source};
use crate::app::routes::View;
use crate::app::specifiers::specifier_in;
use crate::code::{Style, doc};
use crate::error::{Error, Kind, Result};
use crate::spec::PartName;
use look::{geometry, look};

pub use look::{Coloring, Geometry};

/// The list of layers.
const LIST: &str = "src/components/layers/index.js";

/// Adds a layer: its file with a legend, and an element in a view.
pub fn add(args: &LayerArgs, site: &mut Site<'_>, inputs: &mut Inputs<'_>) -> Result<Added> {
    let prompt =
        Prompt { flag: "NAME", question: "Name of the layer", example: "roads", ..Prompt::default() };
    let name = inputs.text(&prompt, args.name.as_deref(), |text| site.name(text, "Layer", file_of))?;
    let source = source(args.source.as_deref(), name.as_ref(), site, inputs)?;
    let own = own_layer(name.as_ref(), site)?;
    let is_restyled = args.geometry.is_some()
        || args.style.is_some()
        || args.column.is_some()
        || !args.values.is_empty()
        || !args.breaks.is_empty();
    // An existing layer stays as it is, and may be shown in another view.
    let file = name.as_ref().map(|name| site.draft.new_module(&file_of(name))).transpose()?;
    let own = own.filter(|own| !is_restyled || Some(&own.path) != file.as_ref());
    let columns = source.as_ref().map(|source| columns_of(source, &mut site.draft)).transpose()?.flatten();
    let drawn = if own.is_some() {
        None
    } else {
        geometry(args, inputs)?.zip(look(args, columns.as_deref(), inputs)?)
    };
    let view = view(args.view.as_deref(), "--view", site, inputs)?;
    inputs.close()?;
    let (Some(name), Some(source)) = (name, source) else { return Ok(Added::new("nothing")) };

    let local = format!("{name}Layer");
    if let Some(own) = own.as_ref().filter(|_| is_restyled) {
        let what = format!("{} already has the layer {local}", site.draft.project().name_of(&own.path));
        let hint = format!("change it there, or use another name, such as {name}2");
        return Err(Error::new(Kind::Conflict, what).with_hint(hint));
    }
    if let Some((geometry, look)) = drawn {
        let (template, mut context) = look::context(&look, &name);
        for each in Geometry::value_variants() {
            context[each.fact()] = Value::Bool(*each == geometry);
        }
        context["name"] = local.as_str().into();
        site.create_from(template, context, &file_of(&name), &name)?;
        register(&local, &name, site)?;
    }

    let mut added = Added::new(format!("the layer {local}"));
    match view {
        Some(view) => {
            site.ensure_file("src/components/common/MapLayer.jsx")?;
            site.ensure_file("src/components/common/MapLayer.test.jsx")?;
            let is_new = own.is_none();
            let path = site.draft.new_module(&file_of(&name))?;
            let own = own.unwrap_or_else(|| Layer {
                path,
                name: local.clone(),
                export: "default".to_owned(),
                id: None,
                colored: Vec::new(),
            });
            show(&source, &own, is_new, &view, site)?;
            added.what = format!("the layer {local} to the view {}", view.name());
            added.next.push(format!(
                "carto-app add widget NAME --source {} --view {}",
                stem(&source.name),
                view.name()
            ));
        }
        None => {
            added
                .next
                .push(format!("carto-app add layer {name} --source {} --view VIEW", stem(&source.name)));
        }
    }
    Ok(added)
}

fn file_of(name: &PartName) -> String {
    format!("src/components/layers/{}Layer.js", name.pascal())
}

/// Returns the application's layer of this name, in any file.
fn own_layer(name: Option<&PartName>, site: &mut Site<'_>) -> Result<Option<Layer>> {
    let Some(name) = name else { return Ok(None) };
    let local = format!("{name}Layer");
    let layers = inventory::layers(&mut site.draft)?;
    let is_it = |layer: &&Layer| {
        layer.name.eq_ignore_ascii_case(&local) || layer.id.as_ref().is_some_and(|(id, _)| *id == local)
    };
    Ok(layers.iter().find(is_it).cloned())
}

/// Adds the layer to the list of layers, unless the list consists of all files like this one.
fn register(local: &str, name: &PartName, site: &mut Site<'_>) -> Result<()> {
    let list = site.draft.module_or(LIST)?;
    if site.draft.text(&list)?.is_none() {
        return Ok(());
    }
    let style = site.style;
    let shown = site.draft.project().name_of(&list);
    let resolver = Resolver::of(&mut site.draft)?;
    let file = site.draft.new_module(&file_of(name))?;
    let is_matched = targets(&list, &resolver, &mut site.draft)?
        .iter()
        .any(|(_, target)| matches!(target, Target::Like(..)) && target.is(&file));
    let module = format!("./{}Layer", name.pascal());
    site.draft.edit(&list, |script, splices| {
        let list = match script.at(&["layers"]).map(crate::code::unwrapped) {
            Some(oxc_ast::ast::Expression::ArrayExpression(list)) => Some(list),
            _ => None,
        };
        if is_matched {
            return Ok(());
        }
        // A pattern that is only a part of the list stays as it is: with a wider one, layers would be there twice.
        if list.is_none() && !crate::code::calls_to(script, "import.meta.glob").is_empty() {
            let what = format!("no pattern in {shown} matches {file}, so the map would not draw the layer");
            return Err(Error::new(Kind::Conflict, format!("{what}; nothing was changed")).with_hint(
                format!(
                    "extend the pattern in {shown}, such as './*Layer.{{js,ts}}', then run the command again"
                ),
            ));
        }
        let needed = Needed { imported: "default", local, source: &module };
        let unplaced = || {
            let top = vec![super::site::statement(&needed, &style)];
            let lines = vec![format!("{local},")];
            Paste { what: "the layer", top, place: "among the layers", lines }.refusal(&shown)
        };
        let Some(list) = list else {
            return if has_text(script, &module) { Ok(()) } else { Err(unplaced()) };
        };
        let names: Vec<&str> =
            list.elements.iter().map(|each| &script.text[crate::code::place(each)]).collect();
        if names.contains(&local) {
            return Ok(());
        }
        crate::code::edit::add_import(script, "default", local, &module, &style, splices)
            .ok_or_else(unplaced)?;
        // What the list spreads stays at its end.
        let keys: Vec<&str> =
            names.iter().map(|name| if name.starts_with("...") { "\u{10FFFF}" } else { name }).collect();
        let at = crate::code::edit::place_among(&keys, &local);
        crate::code::edit::insert_element(script, list, at, &doc::text(local), None, &style, splices);
        Ok(())
    })
}

/// Shows a source with a layer in a view, inside a login if the source is private and the view is not.
fn show(source: &Source, layer: &Layer, is_new: bool, view: &View, site: &mut Site<'_>) -> Result<()> {
    let needs_login = site.has_login()? && !source.has_credentials;
    let path = view.path.as_deref().unwrap_or_default();
    let modules = [&layer.path, &source.path].map(|file| specifier_in(path, file));
    let mut needed = [
        Needed { imported: "default", local: "MapLayer", source: "components/common/MapLayer" },
        Needed { imported: &layer.export, local: &layer.name, source: &modules[0] },
        Needed { imported: &source.export, local: &source.name, source: &modules[1] },
    ];
    let mut locals = Vec::new();
    for each in &needed {
        locals.push(site.local(view, each)?);
    }
    for (each, local) in needed.iter_mut().zip(&locals) {
        each.local = local;
    }
    let [element, local, about] = [needed[0].local, needed[1].local, needed[2].local];
    let shown = site.shown_in(view)?;
    if let Some((other, _)) = shown.iter().find(|(source, layer)| layer == local && source != about) {
        let what = format!(
            "{} already shows {local} with {other}, but a layer can have only one source",
            view.name()
        );
        let own = stem(&source.name);
        let hint = format!("carto-app add layer {own} --source {own} --view {}", view.name());
        return Err(Error::new(Kind::Conflict, what).with_hint(hint));
    }
    let child = |style: &Style, is_private| {
        let attributes =
            vec![doc::text(format!("source={{{about}}}")), doc::text(format!("layer={{{local}}}"))];
        let shown = doc::element(element, attributes, Vec::new(), style);
        behind_login(shown, needs_login, is_private, style)
    };
    // Nothing refers to a new layer yet.
    match if is_new { Drawn::No } else { drawn(view, source, layer, &mut site.draft)? } {
        Drawn::No => {}
        Drawn::Yes => return Ok(()),
        Drawn::Maybe(other) => {
            let name = |path: &str| site.draft.project().name_of(path);
            let why = format!("{} may already draw {}", name(&other), layer.name);
            let path = name(view.path.as_deref().unwrap_or_default());
            let paste = element_to_paste(&child(&site.style, true), &needed, None, &site.style);
            return Err(paste.refusal_because(&path, &why).with_hint("if it does, there is nothing to do"));
        }
    }
    site.attach(view, &needed, None, About { source: about, needs_login }, &|_, style, is_private| {
        child(style, is_private)
    })
}
