//! The questions, one by one.

use std::fmt::Write as _;
use std::path::Path;

use super::words::{in_words, keys, readable, texts};
use super::{Interview, Judged, Turn};
use crate::answers::mode::mode;
use crate::answers::place::{at_home, directory_name};
use crate::answers::resolve::{Surroundings, default_scopes, resolve};
use crate::answers::{Answers, Given, Origin};
use crate::spec::{
    AuthMode, DatasetName, HIDDEN, Invalid, Key, Language, PackageManager, PackageName, Scope, Scopes, quoted,
};
use crate::ui::{Asked, Field, Question, Row, Stop};

impl Interview<'_> {
    /// Asks one question; Enter keeps the given answer, or else accepts the default. Returns the number of rows that show the
    /// answers.
    pub(super) fn question(&mut self, answers: &mut Answers, key: Key, turn: Turn) -> Asked<usize> {
        let words = match key {
            Key::Directory => return self.directory(answers, turn),
            Key::Auth => self.mode(answers, turn)?,
            Key::Scopes => self.scopes(answers, turn)?,
            Key::Datasets | Key::Example => return self.data(answers, turn),
            key if key.is_switch() => {
                let default = current(answers, self.around, key) == "true";
                vec![self.prompter.confirm(&question(key, turn), default)?.to_string()]
            }
            Key::Language => self.one_of(&Language::ALL.map(Language::as_str), answers, key, turn)?,
            Key::PackageManager => {
                self.one_of(&PackageManager::ALL.map(PackageManager::as_str), answers, key, turn)?
            }
            Key::ApiKey => vec![self.api_key(answers, turn)?],
            Key::BasemapKey => vec![self.basemap_key(answers, turn)?],
            key => vec![self.text(answers, key, turn)?],
        };
        // For every answer except these two, an empty text means the default.
        if words == [""] && !matches!(key, Key::ClientId | Key::Scopes) {
            answers.clear(key);
        } else {
            answers.set(key, words, Origin::Prompt);
        }
        Ok(self.answered(answers, &[key]))
    }

    /// Asks for the directory, and for a package name if npm does not accept the directory's name.
    fn directory(&mut self, answers: &mut Answers, turn: Turn) -> Asked<usize> {
        // No shell replaces a ~ with the home directory here.
        let meant = |text: &str| at_home(Path::new(text), self.around.home).unwrap_or_else(|| text.into());
        loop {
            let judge = |text: &str| {
                let directory = meant(text);
                let mut candidate = answers.clone();
                candidate.directory = Some(directory.clone());
                judge(&candidate, self.around, Key::Directory)?;
                (self.judge_directory)(&directory)
            };
            let now = answers.directory.as_ref().map(|path| path.to_string_lossy().into_owned());
            let field = Field {
                text: now.unwrap_or_default(),
                default: (!turn.edits).then(|| "my-map".to_owned()),
                secret: false,
                judge: &judge,
            };
            let text = self.prompter.text(&question(Key::Directory, turn), &field)?;
            let directory = meant(&text);
            self.prompter.answered(&Row::new(Key::Directory.label(), directory.display().to_string()));
            answers.directory = Some(directory);
            let problems = resolve(answers, self.around).err().unwrap_or_default();
            if !problems.iter().any(|problem| problem.answer == Some(Key::Name)) {
                return Ok(1);
            }
            // npm does not accept every directory's name.
            match self.question(answers, Key::Name, Turn { edits: true, back: true }) {
                Ok(rows) => return Ok(1 + rows),
                Err(Stop::Back) => self.prompter.take_back(1),
                Err(stop) => return Err(stop),
            }
        }
    }

    fn text(&mut self, answers: &Answers, key: Key, turn: Turn) -> Asked<String> {
        let now = match key {
            Key::Name if answers.get(key).is_none() => name_for(answers, self.around),
            key => current(answers, self.around, key),
        };
        let judge = |text: &str| judge_word(answers, self.around, key, text);
        let mut help = key.answer().hint.to_owned();
        if key == Key::ClientId && now.is_empty() {
            help.push_str(" Enter alone leaves it for later.");
        }
        let (text, default) =
            if turn.edits { (now, None) } else { (String::new(), Some(now).filter(|now| !now.is_empty())) };
        let question = Question { help: &help, ..question(key, turn) };
        self.prompter.text(&question, &Field { text, default, secret: false, judge: &judge })
    }

    /// Asks for the key; Enter keeps the given one, so that it need not be shown.
    fn api_key(&mut self, answers: &Answers, turn: Turn) -> Asked<String> {
        let given = answers.get(Key::ApiKey).map(Given::text);
        // Enter alone does not replace a private key by the public one.
        let default = given.or_else(|| answers.private_key.is_none().then(|| "default_public".to_owned()));
        let mut help = Key::ApiKey.answer().hint.to_owned();
        if default.is_some() {
            let _ = write!(help, " Enter alone: {}.", current(answers, self.around, Key::ApiKey));
        }
        let question = Question { help: &help, ..question(Key::ApiKey, turn) };
        let judge = |text: &str| match text {
            "" => {
                Err(Invalid::new("This application has a private key.").suggest("the key, or default_public"))
            }
            text => judge_word(answers, self.around, Key::ApiKey, text),
        };
        self.prompter.text(&question, &Field { text: String::new(), default, secret: true, judge: &judge })
    }

    /// Asks for the key of basemaps; Enter keeps the given one, so that it need not be shown.
    fn basemap_key(&mut self, answers: &Answers, turn: Turn) -> Asked<String> {
        let given = answers.get(Key::BasemapKey).map(Given::text);
        let judge = |text: &str| match text {
            "" => Ok(()),
            text => judge_word(answers, self.around, Key::BasemapKey, text),
        };
        let field = Field {
            text: String::new(),
            default: Some(given.unwrap_or_default()),
            secret: true,
            judge: &judge,
        };
        self.prompter.text(&question(Key::BasemapKey, turn), &field)
    }

    fn mode(&mut self, answers: &Answers, turn: Turn) -> Asked<Vec<String>> {
        let rows = [
            Row::new("OAuth", "people log in with their CARTO account; recommended by CARTO"),
            Row::new("API key", "no login: everyone reads the data with one key of your account"),
        ];
        let default = usize::from(mode(answers) == AuthMode::ApiKey);
        let modes = [AuthMode::OAuth, AuthMode::ApiKey];
        let chosen = self.prompter.choose(&question(Key::Auth, turn), &rows, default)?;
        Ok(vec![modes[chosen].as_str().to_owned()])
    }

    /// Asks for one of a few values, each in a row.
    fn one_of(&mut self, values: &[&str], answers: &Answers, key: Key, turn: Turn) -> Asked<Vec<String>> {
        let rows: Vec<_> = values.iter().map(|value| Row::new(in_words(key, value), "")).collect();
        let now = current(answers, self.around, key);
        let default = values.iter().position(|value| *value == now).unwrap_or_default();
        let chosen = self.prompter.choose(&question(key, turn), &rows, default)?;
        Ok(vec![values[chosen].to_owned()])
    }

    /// Asks for the example, the user's own datasets, or both.
    fn data(&mut self, answers: &mut Answers, turn: Turn) -> Asked<usize> {
        let rows = [
            Row::new("The example", "stores and states of CARTO's public account"),
            Row::new("My datasets", "tables of your own"),
            Row::new("Both", "the example and your datasets"),
            Row::new("Nothing", "an empty map to start with"),
        ];
        let now =
            (current(answers, self.around, Key::Example) == "true", answers.get(Key::Datasets).is_some());
        let mut chosen = match now {
            (true, true) => 2,
            (true, false) => 0,
            (false, true) => 1,
            (false, false) => 3,
        };
        loop {
            chosen = self.prompter.choose(&question(Key::Example, turn), &rows, chosen)?;
            if matches!(chosen, 0 | 3) {
                answers.clear(Key::Datasets);
                break;
            }
            let judge = |text: &str| match text {
                "" => Err(Invalid::new("Name at least one dataset.").suggest("roads, acme.parks")),
                text => judge_word(answers, self.around, Key::Datasets, text),
            };
            let now = answers.get(Key::Datasets).map(Given::text).unwrap_or_default();
            let field = Field { text: now, default: None, secret: false, judge: &judge };
            match self.prompter.text(&question(Key::Datasets, Turn { back: true, ..turn }), &field) {
                Ok(text) => {
                    answers.set(Key::Datasets, vec![text], Origin::Prompt);
                    break;
                }
                Err(Stop::Back) => {}
                Err(stop) => return Err(stop),
            }
        }
        answers.set(Key::Example, vec![matches!(chosen, 0 | 2).to_string()], Origin::Prompt);
        Ok(self.answered(answers, &[Key::Datasets, Key::Example]))
    }

    /// Asks for scopes in a list to tick, whose last row leads to a line for others. The datasets' scopes are required, so they
    /// are shown without asking.
    fn scopes(&mut self, answers: &Answers, turn: Turn) -> Asked<Vec<String>> {
        let resolved = resolve(answers, self.around).ok();
        let (chosen, needed) = match resolved.as_ref().and_then(|now| Some((now, now.spec.oauth()?))) {
            Some((now, oauth)) => {
                let needed = now.spec.datasets.iter().map(DatasetName::read_scope).collect();
                (oauth.scopes.clone(), needed)
            }
            None => (default_scopes(current(answers, self.around, Key::Example) == "true"), Vec::new()),
        };
        let mut offered: Vec<Scope> = Scope::ALL_NAMED.to_vec();
        let named = |scope: &&Scope| !Scope::ALL_NAMED.contains(scope) && !needed.contains(scope);
        offered.extend(chosen.iter().filter(named).cloned());
        let mut rows: Vec<(Row, bool)> = offered
            .iter()
            .map(|scope| {
                (Row::new(scope.as_str(), scope.meaning()), chosen.iter().any(|other| other == scope))
            })
            .collect();
        rows.push((Row::new("others", "typed on the next line"), false));
        let mut help = String::new();
        if !needed.is_empty() {
            let needed: Vec<_> = needed.iter().map(Scope::as_str).collect();
            help = format!("Your datasets add {}.", needed.join(", "));
        }
        loop {
            let question = Question { help: &help, ..question(Key::Scopes, turn) };
            let ticked = self.prompter.tick(&question, &rows)?;
            for (index, row) in rows.iter_mut().enumerate() {
                row.1 = ticked.contains(&index);
            }
            let mut scopes = Scopes::default();
            for scope in ticked.iter().filter_map(|index| offered.get(*index)) {
                scopes.insert(scope.clone());
            }
            let words = vec![scopes.to_string()];
            if !ticked.contains(&offered.len()) {
                return Ok(words);
            }
            let judge = |text: &str| judge_word(answers, self.around, Key::Scopes, text);
            let question = Question {
                prompt: "Other scopes, separated by commas",
                help: "Such as datasets:r:my_table or datasets:rw:my_table.",
                joint: Some(", "),
                back: true,
                ..Question::default()
            };
            let field = Field { text: String::new(), default: None, secret: false, judge: &judge };
            match self.prompter.text(&question, &field) {
                Ok(others) => return Ok([words, vec![others]].concat()),
                Err(Stop::Back) => {}
                Err(stop) => return Err(stop),
            }
        }
    }

    /// Shows the current values of some answers, and their warnings. Returns the number of rows.
    fn answered(&mut self, answers: &Answers, keys: &[Key]) -> usize {
        let Ok(resolved) = resolve(answers, self.around) else { return 0 };
        let mut shown: Vec<Row> = readable(&resolved)
            .iter()
            .filter(|(key, _)| keys.contains(key))
            .map(|(key, text)| Row::new(key.label(), text))
            .collect();
        let is_given =
            |key: &Key| keys.contains(key) && answers.get(*key).is_some_and(|given| !given.text().is_empty());
        let notes = resolved.warnings.iter().filter(|warning| warning.answer.as_ref().is_some_and(is_given));
        shown.extend(notes.map(|warning| Row::new("!", &warning.message)));
        for row in &shown {
            self.prompter.answered(row);
        }
        shown.len()
    }
}

fn question(key: Key, turn: Turn) -> Question<'static> {
    let answer = key.answer();
    Question {
        prompt: answer.question,
        help: answer.hint,
        keys: keys(key),
        joint: key.is_list().then_some(", "),
        back: turn.back,
        ..Question::default()
    }
}

/// Judges a word as the answer to one question, given the other answers.
fn judge_word(answers: &Answers, around: &Surroundings<'_>, key: Key, text: &str) -> Judged {
    if text.is_empty() && key != Key::Name {
        return Ok(());
    }
    let mut candidate = answers.clone();
    candidate.set(key, vec![text.to_owned()], Origin::Prompt);
    judge(&candidate, around, key)
}

fn judge(answers: &Answers, around: &Surroundings<'_>, key: Key) -> Judged {
    let problems = resolve(answers, around).err().unwrap_or_default();
    let Some(problem) = problems.into_iter().find(|problem| problem.answer == Some(key)) else {
        return Ok(());
    };
    let subject = match problem.value {
        Some(hidden) if hidden == HIDDEN => "This ".to_owned(),
        Some(value) => format!("{} ", quoted(&value)),
        None => "An answer ".to_owned(),
    };
    Err(Invalid { message: format!("{subject}{}", problem.message), suggestion: problem.suggestion })
}

/// Returns the given answer, or the default, as text.
fn current(answers: &Answers, around: &Surroundings<'_>, key: Key) -> String {
    match answers.get(key) {
        Some(given) if !key.is_secret() => given.text(),
        _ => {
            let all = resolve(answers, around).map(|resolved| texts(&resolved)).unwrap_or_default();
            all.into_iter().find(|(other, _)| *other == key).map(|(_, text)| text).unwrap_or_default()
        }
    }
}

/// Returns a package name like the directory's name.
fn name_for(answers: &Answers, around: &Surroundings<'_>) -> String {
    let directory = answers.directory.as_deref().and_then(|path| directory_name(around.cwd, path));
    directory
        .and_then(|name| PackageName::from_directory_name(&name))
        .map(|name| name.to_string())
        .unwrap_or_default()
}
