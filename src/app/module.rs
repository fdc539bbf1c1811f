//! What a module of the application imports and asks CARTO for.

use std::collections::BTreeSet;

use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_ast::ast::{BinaryExpression, Expression, ObjectExpression, TemplateLiteral};
use oxc_ast_visit::Visit;
use oxc_span::{GetSpan, Span};

use super::inventory::SOURCES;
use crate::code::{Script, key_of, unwrapped};
use crate::error::Result;
use crate::spec::{is_api_key, is_key_character};
use crate::sql::{self, HOLE};

/// The longest text that is kept as one that may be a dataset's name, in bytes.
const LONGEST_NAME: usize = 160;

/// Properties whose texts are words for people or names in the application, and none of a dataset. What makes a query from one of
/// them can't be read anyway.
const NO_NAMES: [&str; 6] = ["title", "label", "description", "id", "key", "path"];

/// Properties that hold an end point of CARTO's.
const END_POINTS: [&str; 3] = ["serverUrlTemplate", "mapsUrl", "authorizeEndPoint"];

/// What is known of a module.
#[derive(Debug, Default)]
pub struct Module {
    /// Its file.
    pub path: String,
    /// What it imports, as it is written; what `import.meta.glob` finds has a `*` in it.
    pub imports: Vec<String>,
    /// The queries that stand in it.
    pub queries: Vec<Query>,
    /// Whether it asks CARTO something that can't be read here.
    pub has_unknown: bool,
    /// Whether it is a source: something with `data`, in their folder.
    pub is_source: bool,
    /// Texts in it that are short enough to be names, and those that speak of a data service.
    pub texts: BTreeSet<String>,
    /// End points, each with its property, its value and its line.
    pub end_points: Vec<(&'static str, String, usize)>,
    /// The lines of texts called `apiKey` that look like a regular key.
    pub api_keys: Vec<usize>,
    /// Names that are declared twice at its top, with the lines of both.
    pub doubles: Vec<(String, usize, usize)>,
}

/// A query in a module.
#[derive(Debug)]
pub struct Query {
    /// What it is about.
    pub reading: sql::Reading,
    /// Whether it is asked with the credentials of whoever is logged in, as far as can be told; else with fixed ones.
    pub is_users: bool,
    /// Whether it stands where no query does, such as in a message for people.
    pub is_words: bool,
    text: String,
    /// Where parts of it stand: an offset in the text, and the line in the module.
    lines: Vec<(usize, usize)>,
}

impl Query {
    /// The line in the module of a place in the query.
    pub fn line(&self, offset: usize) -> usize {
        let (start, line) =
            self.lines.iter().rev().find(|(start, _)| *start <= offset).copied().unwrap_or((0, 1));
        let between = self.text.get(start..offset).unwrap_or_default();
        line + between.matches('\n').count()
    }
}

/// Reads a module.
///
/// # Errors
/// One that is no JavaScript.
pub fn read(path: &str, name: &str, text: &str) -> Result<Module> {
    let arena = Allocator::default();
    let script = Script::parse(&arena, name, text)?;
    let mut reader = Reader {
        script: &script,
        module: Module { path: path.to_owned(), ..Module::default() },
        spans: Vec::new(),
        uses: Vec::new(),
        declared: Vec::new(),
        functions: vec![0],
        count: 0,
        words: 0,
        joined_until: 0,
        summed: None,
        no_name: None,
        breaks: text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect(),
    };
    reader.visit_program(script.program);
    for (name, first, second) in script.doubles() {
        let lines = (reader.line(first), reader.line(second));
        reader.module.doubles.push((name.to_owned(), lines.0, lines.1));
    }
    Ok(reader.done())
}

struct Reader<'s, 'a> {
    script: &'s Script<'a>,
    module: Module,
    /// Where the queries stand.
    spans: Vec<Span>,
    uses: Vec<Use<'a>>,
    /// Variables with the function that they are in.
    declared: Vec<(&'a str, usize, Span)>,
    /// The functions around, each by its number.
    functions: Vec<usize>,
    count: usize,
    /// How many things for people are around: errors.
    words: usize,
    /// The end of the last text that was put together from parts.
    joined_until: u32,
    /// The last sum, whose left sides are sums as well.
    summed: Option<Span>,
    /// The last value of a property that names no dataset.
    no_name: Option<Span>,
    /// Where the lines end.
    breaks: Vec<usize>,
}

/// A query in use.
struct Use<'a> {
    query: Asked<'a>,
    /// Whether its credentials are fixed.
    is_fixed: bool,
    functions: Vec<usize>,
}

enum Asked<'a> {
    Name(&'a str),
    Here(Span),
}

impl<'a> Visit<'a> for Reader<'_, 'a> {
    fn enter_node(&mut self, kind: AstKind<'a>) {
        match kind {
            AstKind::ImportDeclaration(import) => self.import(&import.source.value),
            AstKind::ExportFromDeclaration(export) => self.import(&export.source.value),
            AstKind::ExportAllDeclaration(export) => self.import(&export.source.value),
            AstKind::ImportExpression(import) => {
                if let Some((source, _)) = self.script.string(&import.source) {
                    self.import(&source);
                }
            }
            AstKind::CallExpression(call) => {
                let callee = self.script.slice(call.callee.span());
                if callee.starts_with("import.meta.glob") {
                    self.glob(call.span);
                }
            }
            AstKind::ObjectExpression(object) => self.object(object),
            AstKind::VariableDeclarator(declarator) => {
                if let (Some(id), Some(init)) = (declarator.id.get_binding_identifier(), &declarator.init) {
                    let function = self.functions.last().copied().unwrap_or_default();
                    self.declared.push((id.name.as_str(), function, init.span()));
                    self.api_key(&id.name, init);
                }
            }
            AstKind::Function(_) | AstKind::ArrowFunctionExpression(_) => {
                self.count += 1;
                self.functions.push(self.count);
            }
            AstKind::ThrowStatement(_) | AstKind::NewExpression(_) => self.words += 1,
            AstKind::BinaryExpression(binary) if binary.operator.as_str() == "+" => self.joined(binary),
            AstKind::TemplateLiteral(template) if template.span.end > self.joined_until => {
                let mut text = Pieces::default();
                self.template(template, &mut text);
                self.text(text, template.span);
            }
            AstKind::ObjectProperty(property)
                if key_of(property).is_some_and(|key| NO_NAMES.contains(&key.as_str())) =>
            {
                self.no_name = Some(property.value.span());
            }
            AstKind::StringLiteral(literal) => {
                if self.no_name != Some(literal.span) {
                    self.module.texts.extend(as_name(&literal.value));
                }
                if literal.span.end > self.joined_until {
                    let mut text = Pieces::default();
                    text.push(&literal.value, literal.span.start);
                    self.text(text, literal.span);
                }
            }
            _ => {}
        }
    }

    fn leave_node(&mut self, kind: AstKind<'a>) {
        match kind {
            AstKind::Function(_) | AstKind::ArrowFunctionExpression(_) => _ = self.functions.pop(),
            AstKind::ThrowStatement(_) | AstKind::NewExpression(_) => self.words -= 1,
            _ => {}
        }
    }
}

impl<'a> Reader<'_, 'a> {
    fn line(&self, place: u32) -> usize {
        self.breaks.partition_point(|end| *end < place as usize) + 1
    }

    fn import(&mut self, source: &str) {
        self.module.imports.push(source.to_owned());
    }

    /// The patterns of a glob are texts in its call.
    fn glob(&mut self, call: Span) {
        let written = self.script.slice(call);
        let patterns = written.split(['\'', '"', '`']).skip(1).step_by(2);
        self.module.imports.extend(patterns.filter(|text| text.contains('*')).map(str::to_owned));
    }

    /// An object may be a source, hold end points, or ask for something with credentials.
    fn object(&mut self, object: &'a ObjectExpression<'a>) {
        for key in END_POINTS {
            if let Some(property) = self.script.property(object, key)
                && let Some((value, span)) = self.script.string(&property.value)
            {
                let line = self.line(span.start);
                self.module.end_points.push((key, value, line));
            }
        }
        if let Some(property) = self.script.property(object, "apiKey") {
            self.api_key("apiKey", &property.value);
        }
        let credentials = self.script.property(object, "credentials");
        let is_in_sources = self.module.path.starts_with(SOURCES);
        let keys: &[&str] = if is_in_sources { &["data"] } else { &["query", "q", "sql"] };
        let query = keys.iter().find_map(|key| self.script.property(object, key));
        let Some(query) = query.filter(|_| is_in_sources || credentials.is_some()) else { return };
        self.module.is_source |= is_in_sources;
        let has_unknown_spread = is_in_sources && has_unknown_spread(self.script, object);
        let is_fixed = match credentials {
            Some(_) if is_in_sources => true,
            Some(credentials) => self.is_fixed(&credentials.value),
            None => has_unknown_spread,
        };
        let value = unwrapped(&query.value);
        let asked = match value {
            Expression::Identifier(name) => Asked::Name(name.name.as_str()),
            other => Asked::Here(other.span()),
        };
        self.uses.push(Use { query: asked, is_fixed, functions: self.functions.clone() });
    }

    /// A regular key under a name that says so.
    fn api_key(&mut self, name: &str, value: &'a Expression<'a>) {
        if name.replace('_', "").to_ascii_lowercase().ends_with("apikey")
            && let Some((value, span)) = self.script.string(value)
            && is_api_key(&value)
        {
            let line = self.line(span.start);
            self.module.api_keys.push(line);
        }
    }

    /// Credentials are fixed that come from outside of any function: imported, or declared at the top.
    fn is_fixed(&self, credentials: &'a Expression<'a>) -> bool {
        match unwrapped(credentials) {
            Expression::Identifier(name) => {
                self.script.import(&name.name).is_some() || self.script.binding(&name.name).is_some()
            }
            Expression::StaticMemberExpression(member) => self.is_fixed(&member.object),
            Expression::ObjectExpression(object) => object.properties.iter().all(|property| {
                use oxc_ast::ast::ObjectPropertyKind::{ObjectProperty, SpreadProperty};
                match property {
                    SpreadProperty(spread) => self.is_fixed(&spread.argument),
                    ObjectProperty(property) => {
                        !matches!(key_of(property).as_deref(), Some("apiKey"))
                            || self.is_fixed(&property.value)
                    }
                }
            }),
            Expression::StringLiteral(_) => true,
            _ => false,
        }
    }

    /// A text of several parts is one text.
    fn joined(&mut self, binary: &'a BinaryExpression<'a>) {
        let is_part = |sum: Span| sum.start == binary.span.start && binary.span.end <= sum.end;
        if binary.span.end <= self.joined_until || self.summed.is_some_and(is_part) {
            return;
        }
        self.summed = Some(binary.span);
        let mut text = Pieces::default();
        self.sum(binary, &mut text);
        if sql::is_query(&text.text) {
            self.text(text, binary.span);
            self.joined_until = binary.span.end;
        }
    }

    /// Sums are as deep as they are long, but on their left only.
    fn sum(&self, binary: &'a BinaryExpression<'a>, text: &mut Pieces) {
        let mut terms = vec![&binary.right];
        let mut left = &binary.left;
        while let Expression::BinaryExpression(inner) = left {
            if inner.operator.as_str() != "+" {
                break;
            }
            terms.push(&inner.right);
            left = &inner.left;
        }
        terms.push(left);
        for term in terms.into_iter().rev() {
            match term {
                Expression::TemplateLiteral(template) => self.template(template, text),
                other => self.value(other, text),
            }
        }
    }

    fn template(&self, template: &'a TemplateLiteral<'a>, text: &mut Pieces) {
        for (place, quasi) in template.quasis.iter().enumerate() {
            let part = quasi.value.cooked.unwrap_or(quasi.value.raw);
            text.push(&part, quasi.span.start);
            if let Some(value) = template.expressions.get(place) {
                self.value(value, text);
            }
        }
    }

    /// A value that is known here, or a hole.
    fn value(&self, value: &'a Expression<'a>, text: &mut Pieces) {
        let place = value.span().start;
        match self.script.string(value) {
            Some((known, _)) => text.push(&known, place),
            None => text.push(HOLE.encode_utf8(&mut [0; 4]), place),
        }
    }

    /// Notes a text that is a query, or speaks of a data service.
    fn text(&mut self, Pieces { text, places }: Pieces, span: Span) {
        if text.to_ascii_lowercase().contains("cdb_") {
            self.module.texts.insert(text.to_ascii_lowercase());
        }
        // In an address of CARTO's.
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
            self.module.queries.push(Query { reading, is_users: true, is_words, text, lines });
            self.spans.push(span);
        }
    }

    /// Finds out whose credentials each query is asked with.
    fn done(mut self) -> Module {
        let mut used = vec![false; self.spans.len()];
        let mut users = vec![false; self.spans.len()];
        for each in &self.uses {
            let whole = match each.query {
                Asked::Here(span) => Some(span),
                Asked::Name(name) => self.declaration(name, &each.functions),
            };
            let inside =
                |span: &Span| whole.is_some_and(|whole| whole.start <= span.start && span.end <= whole.end);
            let mut is_known = false;
            for place in (0..self.spans.len()).filter(|place| inside(&self.spans[*place])) {
                is_known = true;
                used[place] = true;
                users[place] |= !each.is_fixed;
            }
            // Of a source everything that is one text is known, be it a query or the name of a tileset.
            let is_text = || whole.is_some_and(|whole| self.is_text(whole));
            self.module.has_unknown |= !is_known && !is_text();
        }
        let all_fixed = !self.uses.is_empty() && self.uses.iter().all(|each| each.is_fixed);
        for (place, query) in self.module.queries.iter_mut().enumerate() {
            query.is_users = if used[place] { users[place] } else { !all_fixed };
        }
        self.module
    }

    fn is_text(&self, whole: Span) -> bool {
        let written = self.script.slice(whole);
        let quotes = ['\'', '"', '`'];
        written.starts_with(quotes)
            && !written.contains("${")
            && written[1..].find(quotes) == Some(written.len() - 2)
    }

    /// What a variable is, that is seen from within some functions.
    fn declaration(&self, name: &str, functions: &[usize]) -> Option<Span> {
        functions.iter().rev().find_map(|function| {
            let mut all = self.declared.iter();
            all.find(|(declared, place, _)| *declared == name && place == function).map(|(_, _, span)| *span)
        })
    }
}

/// Whether something is spread into an object that can't be seen here.
fn has_unknown_spread<'a>(script: &Script<'a>, object: &'a ObjectExpression<'a>) -> bool {
    object.properties.iter().any(|property| match property {
        oxc_ast::ast::ObjectPropertyKind::SpreadProperty(spread) => match script.object(&spread.argument) {
            Some(inner) => script.property(inner, "credentials").is_some() || std::ptr::eq(inner, object),
            None => true,
        },
        oxc_ast::ast::ObjectPropertyKind::ObjectProperty(_) => false,
    })
}

/// A text that may be the name of a dataset.
fn as_name(text: &str) -> Option<String> {
    let is_name = !text.is_empty()
        && text.len() <= LONGEST_NAME
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"'));
    is_name.then(|| text.replace('"', ""))
}

/// A text with the places where its parts stand.
#[derive(Default)]
struct Pieces {
    text: String,
    /// Of each part, where it begins in the text and in the module.
    places: Vec<(usize, u32)>,
}

impl Pieces {
    fn push(&mut self, part: &str, place: u32) {
        self.places.push((self.text.len(), place));
        self.text.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STACK: usize = 512 << 20;

    fn of(path: &str, text: &str) -> Module {
        read(path, path, text).expect("reads")
    }

    /// The tables of each query, with their lines, and whose credentials read them.
    fn queries(path: &str, text: &str) -> Vec<String> {
        let module = of(path, text);
        let all = module.queries.iter().filter(|query| !query.is_words).map(|query| {
            let tables = &query.reading.tables;
            let tables = tables.iter().map(|table| format!("{}:{}", table.name, query.line(table.offset)));
            let whose = if query.is_users { "user" } else { "fixed" };
            format!("{} {whose}", tables.collect::<Vec<_>>().join(","))
        });
        all.collect()
    }

    #[test]
    fn sources() {
        let path = "src/data/sources/aSource.js";
        assert_eq!(
            queries(path, "const a = {\n  data: 'SELECT * FROM t',\n};\nexport default a;"),
            ["t:2 user"]
        );
        assert_eq!(
            queries(path, "export default { data: `\n SELECT *\n FROM t, u`, credentials: x };"),
            ["t:3,u:3 fixed"]
        );
        assert_eq!(
            queries(path, "const Q = `SELECT 1\nFROM t`;\nexport const a = { data: Q };"),
            ["t:2 user"]
        );
        assert_eq!(queries(path, "const a = { ...base, data: 'SELECT 1 FROM t' };"), ["t:1 fixed"]);
        assert_eq!(
            queries(path, "const b = { type: 'query' };\nconst a = { ...b, data: 'SELECT 1 FROM t' };"),
            ["t:2 user"]
        );
        let text =
            "const T = 't';\nconst a = {\n data: 'SELECT * ' +\n  `FROM ${T}` +\n ' JOIN u ON true' };";
        assert_eq!(queries(path, text), ["t:4,u:5 user"]);
        assert!(of(path, "export default { data: 'a_tileset' };").is_source);
        assert!(!of(path, "export default { data: 'a_tileset' };").has_unknown);
        assert!(of(path, "export default { data: make() };").has_unknown);
    }

    #[test]
    fn models() {
        let path = "src/data/models/aModel.js";
        let model = |credentials: &str| {
            format!(
                "import {{ publicAccount }} from 'data/sources/publicAccount';\nconst own = {{}};\n\
                 export function f({{ credentials, signal }}) {{\n  const query = `SELECT * FROM t\n    WHERE id = ${{1}}`;\n  \
                 if (!signal) throw new Error('Select one FROM somewhere');\n  \
                 return executeSql({{ {credentials}, query, signal }});\n}}\n"
            )
        };
        for (credentials, whose) in [
            ("credentials", "user"),
            ("credentials: publicAccount", "fixed"),
            ("credentials: own.credentials", "fixed"),
            ("credentials: { ...publicAccount, apiKey: 'default_public' }", "fixed"),
            ("credentials: { ...publicAccount, apiKey: credentials.apiKey }", "user"),
            ("credentials: useSelector(x)", "user"),
        ] {
            let found = queries(path, &model(credentials));
            assert_eq!(found, [format!("t:4 {whose}")], "{credentials}");
        }
        let two = "import { p } from 'x';\nconst f = ({ c }) => { const query = 'SELECT 1 FROM a'; return run({ query, credentials: c }); };\n\
            const g = () => { const query = 'SELECT 1 FROM b'; return run({ query, credentials: p }); };";
        assert_eq!(queries(path, two), ["a:2 user", "b:3 fixed"]);
        let passed = "export const f = ({ credentials, query }) => run({ credentials, query });";
        assert!(of(path, passed).has_unknown);
        assert_eq!(queries(path, "export const q = 'SELECT 1 FROM a';"), ["a:1 user"]);
    }

    #[test]
    fn long_modules_take_no_time() {
        let all = || {
            for text in [
                format!("x = {}'';", "'a' +\n".repeat(20_000)),
                format!("x = [{}];", "'a',\n".repeat(40_000)),
                format!("x = `{}`;", "${a}\n".repeat(30_000)),
                format!("x = [{}];", "'SELECT 1 FROM a',\n".repeat(12_000)),
                format!("x = [{}];", "{query,credentials},\n".repeat(10_000)),
            ] {
                of("src/data/models/a.js", &text);
            }
        };
        let started = std::time::Instant::now();
        // As much as `main` gives.
        let thread = std::thread::Builder::new().stack_size(STACK).spawn(all).expect("a thread");
        thread.join().expect("no failure");
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }

    #[test]
    fn imports() {
        let module = of(
            "src/a.js",
            "import a from 'a';\nimport 'b';\nexport { c } from 'c';\nexport * from 'd';\nlazy(() => import('e'));\n\
             import(`f`);\nimport.meta.glob(['./*Layer.js', \"../x/*.js\"], { eager: true });",
        );
        assert_eq!(module.imports, ["a", "b", "c", "d", "e", "f", "./*Layer.js", "../x/*.js"]);
    }

    #[test]
    fn names_of_datasets_are_no_titles() {
        let text =
            "const a = { title: 'roads', id: 'lakes', label: 'a', name: 'parks', t: 'Trees' };\nf('rivers');";
        let texts: Vec<String> = of("src/a.js", text).texts.into_iter().collect();
        assert_eq!(texts, ["Trees", "parks", "rivers"]);
    }

    #[test]
    fn names_that_are_declared_twice() {
        for text in [
            "import A from 'a';\nexport default function A() {}",
            "import { a as A } from 'a';\nimport * as A from 'b';",
            "import A from 'a';\nexport const { b: [A] } = c;",
            "const A = 1;\nexport default class A {}",
            "var A;\nlet A;",
            "function A() {}\nfunction A() {}",
        ] {
            assert_eq!(of("src/a.js", text).doubles, [("A".to_owned(), 1, 2)], "{text}");
        }
        for text in [
            "import A from 'a';\nexport { A };\nfunction f(A) { const B = A; }\nconst B = 1;",
            "import { A as B } from 'a';\nconst A = B;",
            "var A;\nvar A;",
            "export default (function A() {});\nconst A = class B {};\nconst B = 1;",
        ] {
            assert_eq!(of("src/a.js", text).doubles, [], "{text}");
        }
    }

    #[test]
    fn end_points() {
        let module = of(
            "src/a.js",
            "const S = 'http://s';\nconst a = { mapsUrl: 'http://m',\n 'serverUrlTemplate': S };",
        );
        assert_eq!(
            module.end_points,
            [("serverUrlTemplate", "http://s".to_owned(), 1), ("mapsUrl", "http://m".to_owned(), 2)]
        );
    }
}
