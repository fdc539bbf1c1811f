//! Applications to which tests add parts, and assertions about the results.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use carto_app::code::Script;
use oxc_allocator::Allocator;

use crate::tree::{Entry, Tree, snapshot};
use crate::world::{Output, Run};

/// The kinds of applications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    OAuth,
    OAuthDatasets,
    ApiKey,
    ApiKeyEmpty,
    PrivateKey,
}

pub const MODES: [Mode; 5] =
    [Mode::OAuth, Mode::OAuthDatasets, Mode::ApiKey, Mode::ApiKeyEmpty, Mode::PrivateKey];

impl Mode {
    fn flags(self) -> &'static [&'static str] {
        match self {
            Self::OAuth => &[],
            Self::OAuthDatasets => &["--dataset=parks"],
            Self::ApiKey => &["--auth=api-key"],
            Self::ApiKeyEmpty => &["--auth=api-key", "--no-example"],
            Self::PrivateKey => &["--username=acme", "--api-key=AbCdEfGhIjKlMnOpQrStUv"],
        }
    }

    pub fn has_login(self) -> bool {
        matches!(self, Self::OAuth | Self::OAuthDatasets)
    }
}

/// Returns the files that `carto-app new` writes for a mode.
fn files(mode: Mode) -> &'static BTreeMap<PathBuf, Vec<u8>> {
    static ALL: OnceLock<BTreeMap<Mode, BTreeMap<PathBuf, Vec<u8>>>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let written = |mode: Mode| {
            let mut run = Run::new();
            let args = [&["new", "app", "--yes", "--no-git"], mode.flags()].concat();
            run.go(&args).expect(0);
            let tree = snapshot(&run.path("app"));
            let files = tree.into_iter().filter_map(|(path, entry)| match entry {
                Entry::File { bytes, .. } => Some((path, bytes)),
                _ => None,
            });
            (mode, files.collect())
        };
        MODES.into_iter().map(written).collect()
    });
    &all[&mode]
}

/// Writes a new application into `app`, where commands run.
pub fn app(mode: Mode) -> Run {
    let mut run = Run::new();
    for (path, bytes) in files(mode) {
        let path = run.path("app").join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("created");
        fs::write(&path, bytes).expect("written");
        #[cfg(unix)]
        if path.ends_with(".env.local") {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("set");
        }
    }
    run.inside = "app".into();
    run
}

/// Writes a new application in which the owner has changed one file.
pub fn app_with(mode: Mode, path: &str, text: &str) -> Run {
    let run = app(mode);
    put(&run, path, text);
    run
}

pub fn add(run: &mut Run, words: &[&str]) -> Output {
    run.go(&[&["add"], words].concat())
}

pub fn put(run: &Run, path: &str, text: &str) {
    run.write(&format!("app/{path}"), text);
}

pub fn read(run: &Run, path: &str) -> String {
    run.read(&format!("app/{path}"))
}

pub fn tree(run: &Run) -> Tree {
    snapshot(&run.path("app"))
}

/// Fails unless a module parses.
#[track_caller]
pub fn assert_parses(text: &str) {
    let arena = Allocator::default();
    if let Err(error) = Script::parse(&arena, "it", text) {
        panic!("{error}:\n{text}");
    }
}

/// Fails unless the new text is the old one with insertions only, except for whitespace, and all words are still whole.
#[track_caller]
pub fn assert_only_adds(old: &str, new: &str) {
    let mut rest = new.chars();
    for (place, c) in old.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        assert!(rest.any(|own| own == c), "{:?} is not where it was:\n{new}", &old[place..]);
    }
    for word in old.split_whitespace().filter(|word| word.chars().all(char::is_alphanumeric)) {
        assert!(new.contains(word), "{word:?} is gone:\n{new}");
    }
}

/// Returns the values of all string and template literals of a module.
pub fn texts(module: &str) -> Vec<String> {
    use oxc_ast::ast::{StringLiteral, TemplateLiteral};
    use oxc_ast_visit::Visit;
    struct Texts(Vec<String>);
    impl<'a> Visit<'a> for Texts {
        fn visit_string_literal(&mut self, literal: &StringLiteral<'a>) {
            self.0.push(literal.value.to_string());
        }
        fn visit_template_literal(&mut self, literal: &TemplateLiteral<'a>) {
            let cooked = literal.quasis.iter().filter_map(|each| each.value.cooked);
            self.0.push(cooked.map(|text| text.to_string()).collect());
        }
    }
    let arena = Allocator::default();
    let script = Script::parse(&arena, "it", module).expect("parses");
    let mut texts = Texts(Vec::new());
    texts.visit_program(script.program);
    texts.0
}
