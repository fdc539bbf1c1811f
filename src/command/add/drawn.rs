//! Whether a view already draws a layer: by an element, by data such as `{ source, layer }`, by an action, or in a component.

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    Argument, CallExpression, ExportNamedDeclaration, Expression, IdentifierReference, JSXAttributeItem,
    JSXAttributeName, JSXAttributeValue, JSXOpeningElement, ObjectExpression, Statement,
    StaticMemberExpression,
};
use oxc_ast_visit::{Visit, walk};
use oxc_span::GetSpan;

use super::essence::has_text;
use crate::app::imports::{Reached, Resolver, Target, reached};
use crate::app::inventory::{Layer, Source};
use crate::app::module::Import;
use crate::app::reexports::{Origin, origin};
use crate::app::routes::View;
use crate::app::{Draft, LAYERS, MODELS, SOURCES, module_stem};
use crate::code::{Script, calls_to, key_of, unwrapped};
use crate::error::Result;

/// Whether a view draws a layer.
#[derive(Debug, PartialEq, Eq)]
pub enum Drawn {
    /// Nothing in the view refers to the layer.
    No,
    /// It draws the layer with this source.
    Yes,
    /// This module refers to the layer, but it is unknown whether it draws the layer.
    Maybe(String),
}

/// Returns the sources and layers that a module shows together, by their names in that module: in elements and in the action that
/// adds a layer, and in the objects of a module whose elements take their layer from elsewhere.
pub fn shown_pairs(script: &Script<'_>) -> Vec<(String, String)> {
    let mut pairs = Pairs { script, shown: Vec::new(), listed: Vec::new(), draws_others: false };
    pairs.visit_program(script.program);
    if pairs.draws_others {
        pairs.shown.append(&mut pairs.listed);
    }
    pairs.shown
}

/// Whether a view, or one around it, draws a layer with a source.
///
/// # Errors
/// Folders that can't be read.
pub fn drawn(view: &View, source: &Source, layer: &Layer, draft: &mut Draft<'_>) -> Result<Drawn> {
    let Some(path) = &view.path else { return Ok(Drawn::No) };
    let resolver = Resolver::of(draft)?;
    let declared = |path: &str, export: &str, draft: &mut Draft<'_>| {
        origin(path, export, &resolver, draft)
            .unwrap_or_else(|| Origin { path: path.to_owned(), name: export.to_owned() })
    };
    let wanted = Wanted {
        source: declared(&source.path, &source.export, draft),
        layer: declared(&layer.path, &layer.export, draft),
        id: layer.id.as_ref().map_or(&layer.name, |(id, _)| id),
        file: &layer.path,
        resolver: &resolver,
    };
    // A list of all layers draws none of them.
    let enters = |file: &str| ![SOURCES, MODELS, LAYERS].iter().any(|folder| file.starts_with(*folder));
    for path in std::iter::once(path).chain(&view.parents) {
        for module in reached(path, &enters, &resolver, draft) {
            match wanted.drawn_in(&module, draft)? {
                Drawn::No => {}
                found => return Ok(found),
            }
        }
    }
    Ok(Drawn::No)
}

/// The layer and the source to look for.
struct Wanted<'w> {
    source: Origin,
    layer: Origin,
    /// The ID of the layer.
    id: &'w str,
    /// The file of the layer.
    file: &'w str,
    resolver: &'w Resolver,
}

impl Wanted<'_> {
    fn drawn_in(&self, module: &Reached, draft: &mut Draft<'_>) -> Result<Drawn> {
        let path = &module.path;
        let maybe = || Ok(Drawn::Maybe(path.clone()));
        let Some(imports) = &module.imports else { return maybe() };
        let text = draft.text(path)?.unwrap_or_default();
        let arena = Allocator::default();
        let script = Script::parse(&arena, &draft.project().name_of(path), &text)?;
        let (mut layers, mut sources) = (Vec::new(), Vec::new());
        for import in script.imports() {
            let Target::File(file) = self.resolver.target(import.source, path) else { continue };
            match origin(&file, import.imported, self.resolver, draft) {
                Some(found) if found == self.layer => layers.push(import.local),
                Some(found) if found == self.source => sources.push(import.local),
                _ => {}
            }
        }
        let pairs = shown_pairs(&script);
        let is_pair = |(source, layer): &(String, String)| {
            sources.contains(&source.as_str()) && layers.contains(&layer.as_str())
        };
        if module.depth < 2 && pairs.iter().any(is_pair) {
            return Ok(Drawn::Yes);
        }
        // What is imported as a whole, or only known at run time, may contain the layer. What is just exported again is found where
        // it is imported.
        let again = |import: &Import| {
            script.program.body.iter().any(|statement| {
                matches!(statement, Statement::ExportAllDeclaration(export) if export.source.value == import.specifier)
            })
        };
        let may_import = imports.iter().any(|(import, target)| match target {
            Target::File(_) if again(import) => false,
            Target::File(file) if import.names.is_some() => {
                file == self.file && layers.is_empty() && !self.imports_others(&script, path, draft)
            }
            Target::File(file) => file == self.file || file.starts_with(LAYERS),
            target => self.resolver.may_be(target, self.file),
        });
        let added = added_layers(&script);
        let adds_by_id = has_text(&script, self.id) && !added.is_empty();
        // What the component that draws a layer adds, it gets from the module that uses it.
        let adds_unknown = module_stem(path).rsplit('/').next() != Some("MapLayer")
            && added.iter().any(|call| !self.has_known_id(call, &script, path, draft));
        let is_used = layers.iter().any(|local| uses(&script, local));
        if may_import || adds_by_id || adds_unknown || is_used { maybe() } else { Ok(Drawn::No) }
    }

    /// Whether a call adds a layer whose ID is a literal, or that of an imported layer whose declaration is known.
    fn has_known_id<'a>(
        &self,
        call: &'a CallExpression<'a>,
        script: &Script<'a>,
        path: &str,
        draft: &mut Draft<'_>,
    ) -> bool {
        let layer = call.arguments.first().and_then(Argument::as_expression);
        let Some(layer) = layer.and_then(|layer| script.object(layer)) else { return false };
        let Some(id) = script.property(layer, "id") else { return false };
        if script.string(&id.value).is_some() {
            return true;
        }
        let Expression::StaticMemberExpression(member) = unwrapped(&id.value) else { return false };
        let Expression::Identifier(name) = unwrapped(&member.object) else { return false };
        let import = script.import(&name.name).filter(|_| member.property.name == "id");
        import.is_some_and(|import| match self.resolver.target(import.source, path) {
            Target::File(file) => {
                origin(&file, import.imported, self.resolver, draft).is_some_and(|found| found.name != "*")
            }
            _ => false,
        })
    }

    /// Whether every name that a module imports from the layer's file has a known declaration.
    fn imports_others(&self, script: &Script<'_>, path: &str, draft: &mut Draft<'_>) -> bool {
        script.imports().iter().all(|import| match self.resolver.target(import.source, path) {
            Target::File(file) if file == self.file => {
                origin(&file, import.imported, self.resolver, draft).is_some()
            }
            _ => true,
        })
    }
}

/// Returns the calls in a module of the action that adds a layer, also under another name.
fn added_layers<'a>(script: &Script<'a>) -> Vec<&'a CallExpression<'a>> {
    let mut names = vec!["addLayer".to_owned()];
    for import in script.imports() {
        match import.imported {
            "addLayer" if import.local != "addLayer" => names.push(import.local.to_owned()),
            "*" => names.push(format!("{}.addLayer", import.local)),
            _ => {}
        }
    }
    names.iter().flat_map(|name| calls_to(script, name)).collect()
}

/// Whether a module uses an imported layer, and not just one of its other properties, such as its colors.
fn uses(script: &Script<'_>, local: &str) -> bool {
    struct Uses<'n>(&'n str, bool);
    impl<'a> Visit<'a> for Uses<'_> {
        fn visit_static_member_expression(&mut self, member: &StaticMemberExpression<'a>) {
            if !matches!(&member.object, Expression::Identifier(_)) || member.property.name == "id" {
                walk::walk_static_member_expression(self, member);
            }
        }

        fn visit_export_named_declaration(&mut self, _: &ExportNamedDeclaration<'a>) {}

        fn visit_identifier_reference(&mut self, name: &IdentifierReference<'a>) {
            self.1 |= name.name == self.0;
        }
    }
    let mut uses = Uses(local, false);
    uses.visit_program(script.program);
    uses.1
}

/// Collects sources and layers that belong together.
struct Pairs<'s, 'a> {
    script: &'s Script<'a>,
    shown: Vec<(String, String)>,
    /// The pairs in objects.
    listed: Vec<(String, String)>,
    /// Whether an element takes its source or layer from a variable or a spread.
    draws_others: bool,
}

impl<'a> Visit<'a> for Pairs<'_, 'a> {
    fn visit_jsx_opening_element(&mut self, element: &JSXOpeningElement<'a>) {
        let mut values = [None, None];
        for attribute in &element.attributes {
            let JSXAttributeItem::Attribute(attribute) = attribute else {
                self.draws_others = true;
                continue;
            };
            let JSXAttributeName::Identifier(name) = &attribute.name else { continue };
            let Some(place) = ["source", "layer"].iter().position(|own| *own == name.name) else { continue };
            if let Some(JSXAttributeValue::ExpressionContainer(container)) = &attribute.value {
                values[place] = container.expression.as_expression().map(|value| self.name(value));
            }
        }
        if let [Some(source), Some(layer)] = values {
            self.draws_others |= self.script.import(&layer).is_none();
            self.shown.push((source, layer));
        }
        walk::walk_jsx_opening_element(self, element);
    }

    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        if call.callee.is_specific_id("addLayer")
            && let Some(Expression::ObjectExpression(layer)) =
                call.arguments.first().and_then(Argument::as_expression)
            && let Some((source, layer)) = self.pair(layer, "source", "id")
            && let (Some(source), Some(layer)) = (source.strip_suffix(".id"), layer.strip_suffix(".id"))
        {
            self.shown.push((source.to_owned(), layer.to_owned()));
        }
        walk::walk_call_expression(self, call);
    }

    fn visit_object_expression(&mut self, object: &ObjectExpression<'a>) {
        let pair = self.pair(object, "source", "layer");
        self.listed.extend(pair);
        walk::walk_object_expression(self, object);
    }
}

impl<'a> Pairs<'_, 'a> {
    /// Returns the values of two properties of an object.
    fn pair(&self, object: &ObjectExpression<'a>, source: &str, layer: &str) -> Option<(String, String)> {
        let value = |key: &str| {
            let mut all = object.properties.iter().filter_map(|each| each.as_property());
            let property = all.find(|each| key_of(each).as_deref() == Some(key))?;
            Some(self.name(&property.value))
        };
        Some((value(source)?, value(layer)?))
    }

    /// Returns a value as it is written, without types.
    fn name(&self, value: &Expression<'a>) -> String {
        self.script.slice(value.get_inner_expression().span()).to_owned()
    }
}
