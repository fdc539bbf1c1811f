//! The columns that the type of a source declares, as in `const roads: Source<{ kind: string; length?: number | null }>`.

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    BindingPattern, Declaration, ExportDefaultDeclarationKind, Statement, TSLiteral, TSSignature, TSType,
    TSTypeName, TSTypeReference, VariableDeclaration,
};

use super::Draft;
use super::inventory::Source;
use crate::code::Script;

/// The maximum number of names that a type is followed through; one may refer to itself in incorrect code.
const MAX_DEPTH: usize = 8;

/// What the type of a column allows, besides booleans and `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Declared {
    /// Whether it may be a number.
    pub number: bool,
    /// Whether it may be a text.
    pub text: bool,
}

/// Returns the columns that a source's type declares. `None` if it declares none, or not with plain members in the same module.
pub fn row_of(source: &Source, draft: &mut Draft<'_>) -> Option<Vec<(String, Declared)>> {
    let text = draft.text(&source.path).ok()??;
    let arena = Allocator::default();
    read(&Script::parse(&arena, &source.path, &text).ok()?, &source.export)
}

fn read(script: &Script<'_>, export: &str) -> Option<Vec<(String, Declared)>> {
    let local = local_of(script, export).unwrap_or(export);
    let mut all =
        script.program.body.iter().filter_map(variables).flat_map(|declared| &declared.declarations);
    let own =
        all.find(|each| matches!(&each.id, BindingPattern::BindingIdentifier(id) if id.name == local))?;
    let TSType::TSTypeReference(of) = &own.type_annotation.as_ref()?.type_annotation else { return None };
    if script.import(name_of(of)?)?.imported != "Source" {
        return None;
    }
    let [row] = &of.type_arguments.as_ref()?.params[..] else { return None };
    let columns = members(script, row, 0)?.iter().map(column).collect::<Option<Vec<_>>>()?;
    (!columns.is_empty()).then_some(columns)
}

/// Returns the name in the module of something that it exports, if that is another one.
fn local_of<'a>(script: &Script<'a>, export: &str) -> Option<&'a str> {
    script.program.body.iter().find_map(|statement| match statement {
        Statement::ExportDefaultDeclaration(own) if export == "default" => match &own.declaration {
            ExportDefaultDeclarationKind::Identifier(name) => Some(name.name.as_str()),
            _ => None,
        },
        Statement::ExportNamedDeclaration(own) => {
            let own = own.specifiers.iter().find(|each| each.exported.name() == export)?;
            Some(own.local.name().as_str())
        }
        _ => None,
    })
}

fn variables<'a>(statement: &'a Statement<'a>) -> Option<&'a VariableDeclaration<'a>> {
    match (statement, declaration(statement)) {
        (Statement::VariableDeclaration(declared), _)
        | (_, Some(Declaration::VariableDeclaration(declared))) => Some(declared),
        _ => None,
    }
}

fn declaration<'a>(statement: &'a Statement<'a>) -> Option<&'a Declaration<'a>> {
    match statement {
        Statement::ExportDeclaration(export) => Some(&export.declaration),
        _ => None,
    }
}

/// Returns the members of an object type, or of the only type of that name in the module.
fn members<'a>(script: &Script<'a>, row: &'a TSType<'a>, depth: usize) -> Option<&'a [TSSignature<'a>]> {
    let name = match row {
        TSType::TSTypeLiteral(literal) => return Some(&literal.members),
        TSType::TSParenthesizedType(inner) => return members(script, &inner.type_annotation, depth),
        TSType::TSTypeReference(of) if of.type_arguments.is_none() && depth < MAX_DEPTH => name_of(of)?,
        _ => return None,
    };
    let mut found =
        script.program.body.iter().filter_map(|statement| match (statement, declaration(statement)) {
            (Statement::TSInterfaceDeclaration(own), _)
            | (_, Some(Declaration::TSInterfaceDeclaration(own)))
                if own.id.name == name =>
            {
                let is_plain = own.extends.is_empty() && own.type_parameters.is_none();
                Some(is_plain.then_some(&own.body.body[..]))
            }
            (Statement::TSTypeAliasDeclaration(own), _)
            | (_, Some(Declaration::TSTypeAliasDeclaration(own)))
                if own.id.name == name =>
            {
                let is_plain = own.type_parameters.is_none();
                Some(is_plain.then(|| members(script, &own.type_annotation, depth + 1)).flatten())
            }
            _ => None,
        });
    // An interface may be declared in several parts.
    found.next().filter(|_| found.next().is_none()).flatten()
}

fn name_of<'a>(of: &'a TSTypeReference<'a>) -> Option<&'a str> {
    match &of.type_name {
        TSTypeName::IdentifierReference(name) => Some(name.name.as_str()),
        _ => None,
    }
}

/// Returns a plain member: its name, and what it may be.
fn column(member: &TSSignature<'_>) -> Option<(String, Declared)> {
    let TSSignature::TSPropertySignature(property) = member else { return None };
    let name = property.key.static_name().filter(|_| !property.computed)?;
    let mut declared = Declared::default();
    allow(&property.type_annotation.as_ref()?.type_annotation, &mut declared)?;
    Some((name.into_owned(), declared))
}

/// Adds what a type allows; `None` if it is not a plain one.
fn allow(of: &TSType<'_>, declared: &mut Declared) -> Option<()> {
    match of {
        TSType::TSNumberKeyword(_) => declared.number = true,
        TSType::TSStringKeyword(_) => declared.text = true,
        TSType::TSBooleanKeyword(_) | TSType::TSNullKeyword(_) | TSType::TSUndefinedKeyword(_) => {}
        TSType::TSLiteralType(literal) => match &literal.literal {
            TSLiteral::NumericLiteral(_) => declared.number = true,
            TSLiteral::StringLiteral(_) => declared.text = true,
            TSLiteral::BooleanLiteral(_) => {}
            _ => return None,
        },
        TSType::TSParenthesizedType(inner) => allow(&inner.type_annotation, declared)?,
        TSType::TSUnionType(union) => {
            for each in &union.types {
                allow(each, declared)?;
            }
        }
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, export: &str) -> Option<Vec<String>> {
        let arena = Allocator::default();
        let text = format!("import type {{ Source }} from 'data/source';\n{text}");
        let script = Script::parse(&arena, "a.ts", &text).expect("parses");
        let shown = |(name, Declared { number, text }): (String, Declared)| {
            format!("{name}{}{}", if number { " number" } else { "" }, if text { " text" } else { "" })
        };
        read(&script, export).map(|row| row.into_iter().map(shown).collect())
    }

    #[test]
    fn plain_rows_of_the_module_are_read() {
        let row = "{ kind: 'a' | 'b'; length?: number | null; 'name': string | undefined; open: boolean; x: (string | 1) }";
        let expected = ["kind text", "length number", "name text", "open", "x number text"];
        for text in [
            format!("const a: Source<{row}> = b;\nexport default a;"),
            format!("type Road = {row};\nconst a: Source<Road> = b;\nexport {{ a as default }};"),
            format!(
                "export interface Road {row}\ntype Other = Road;\nconst a: Source<Other> = b;\nexport default a;"
            ),
        ] {
            assert_eq!(of(&text, "default").expect("a row"), expected, "{text}");
        }
        assert_eq!(of("export const a: Source<{ b: string }> = c;", "a").expect("a row"), ["b text"]);
    }

    #[test]
    fn other_rows_are_unknown() {
        for text in [
            "export const a: Source = b;",
            "export const a = b;",
            "export const a: Other<{ b: string }> = c;",
            "import type { Road } from './road';\nexport const a: Source<Road> = b;",
            "type Road = { b: string };\nexport const a: Source<Pick<Road, 'b'>> = c;",
            "type Road = { b: string } & Other;\nexport const a: Source<Road> = c;",
            "type Road<T> = { b: T };\nexport const a: Source<Road<string>> = c;",
            "type Road = Road;\nexport const a: Source<Road> = c;",
            "interface Road extends Other { b: string }\nexport const a: Source<Road> = c;",
            "interface Road { b: string }\ninterface Road { c: string }\nexport const a: Source<Road> = d;",
            "export const a: Source<{ [name: string]: string }> = b;",
            "export const a: Source<{ b: string; c: Other }> = d;",
            "export const a: Source<{ b(): string }> = c;",
            "export const a: Source<{}> = b;",
        ] {
            assert_eq!(of(text, "a"), None, "{text}");
        }
    }
}
