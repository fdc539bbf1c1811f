//! Answers from a person at a terminal: the questions that apply, and the review.

mod words;

use std::fmt::Write as _;
use std::path::Path;

use crate::answers::resolve::{
    HIDDEN, Resolved, Surroundings, at_home, default_scopes, directory_name, mode, resolve, says_oauth,
};
use crate::answers::{Answers, Given, Origin};
use crate::error::{Error, Result};
use crate::spec::Key;
use crate::spec::{AuthMode, DatasetName, Invalid, PackageManager, PackageName, Scope, Scopes, quoted};
use crate::ui::{Field, Prompter, Question, Row};
use words::{keys, readable, texts};

/// Asks what was not said yet and matters to everyone; the rest has defaults and is shown in the review.
pub struct Interview<'a> {
    /// Where the questions are put.
    pub prompter: &'a mut dyn Prompter,
    /// What answers depend on.
    pub around: &'a Surroundings<'a>,
    /// Says why an application can't go into a directory, as far as that is known before all answers are.
    pub judge_directory: &'a dyn Fn(&Path) -> Judged,
    /// Whether nothing is written in the end.
    pub dry_run: bool,
}

/// What a person decided when they saw all answers.
#[derive(Debug)]
pub enum Review {
    /// Go on with these.
    Write(Box<Resolved>),
    /// Forget it.
    Drop,
}

/// Whether an answer can be used, or why not.
pub type Judged = std::result::Result<(), Invalid>;

/// Whether a question is put for the first time, or to change what stands in the review.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    First,
    Change,
}

impl Interview<'_> {
    /// The questions that are still open, in order, each validated as it is answered.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone.
    pub fn ask(&mut self, answers: &mut Answers) -> Result<()> {
        let written = if self.dry_run { "" } else { " before the review" };
        let manner = self.prompter.manner();
        self.prompter.tell(&format!("{manner}; nothing is written{written}."));
        if answers.directory.is_none() {
            self.directory(answers, Turn::First)?;
        }
        let implied = answers.get(Key::ApiKey).is_some()
            || answers.private_key.is_some()
            || Key::only_in(AuthMode::OAuth).any(|key| says_oauth(answers, key));
        if answers.get(Key::Auth).is_none() && !implied {
            self.question(answers, Key::Auth, Turn::First)?;
        }
        if answers.private_key.is_some()
            && mode(answers) == AuthMode::ApiKey
            && answers.get(Key::ApiKey).is_none()
        {
            // The one answer without a default: until it is there, none of the others can be shown.
            self.question(answers, Key::ApiKey, Turn::First)?;
        }
        if answers.get(Key::Datasets).is_none() && answers.get(Key::Example).is_none() {
            self.question(answers, Key::Example, Turn::First)?;
        }
        self.ask_of_mode(answers)
    }

    /// Shows all answers; any single one can be changed until the person writes the application or drops it.
    ///
    /// # Errors
    /// Ctrl-C, a terminal that is gone, or answers that contradict each other, which the questions prevent.
    pub fn review(&mut self, answers: &mut Answers) -> Result<Review> {
        let mut aside = Answers::default();
        let act = if self.dry_run { "Show the plan" } else { "Write the application" };
        loop {
            let resolved = resolve(answers, self.around).map_err(Error::refused)?;
            let warnings: Vec<String> =
                resolved.warnings.iter().map(|warning| warning.message.clone()).collect();
            let question = Question {
                prompt: &format!("All answers: {}, or choose one to change it", act.to_lowercase()),
                warnings: &warnings,
                ..Question::default()
            };
            let all = readable(&resolved);
            let mut rows = vec![Row::new(act, "")];
            rows.extend(all.iter().map(|(key, text)| Row::new(key.label(), text)));
            rows.push(Row::new("Drop everything", ""));
            match self.prompter.choose(&question, &rows, 0)? {
                0 => return Ok(Review::Write(Box::new(resolved))),
                last if last > all.len() => return Ok(Review::Drop),
                index => match all[index - 1].0 {
                    Key::Directory => self.directory(answers, Turn::Change)?,
                    Key::Auth => self.other_mode(answers, &mut aside)?,
                    key => self.question(answers, key, Turn::Change)?,
                },
            }
        }
    }

    /// Puts one question to change what stands in the answers.
    ///
    /// # Errors
    /// As for [`Self::ask`].
    pub fn change(&mut self, answers: &mut Answers, key: Key) -> Result<()> {
        self.question(answers, key, Turn::Change)
    }

    /// What only the mode in use needs to know.
    ///
    /// # Errors
    /// As for [`Self::ask`].
    pub fn ask_of_mode(&mut self, answers: &mut Answers) -> Result<()> {
        let keys = match mode(answers) {
            AuthMode::OAuth => [Key::ClientId, Key::Scopes, Key::ForceOAuthLogin].as_slice(),
            AuthMode::ApiKey => [Key::Username, Key::ApiKey].as_slice(),
        };
        for key in keys {
            if answers.get(*key).is_none() {
                self.question(answers, *key, Turn::First)?;
            }
        }
        Ok(())
    }

    /// Asks for the mode. Answers that only the other one uses are set aside, and come back with it.
    fn other_mode(&mut self, answers: &mut Answers, aside: &mut Answers) -> Result<()> {
        let before = mode(answers);
        self.question(answers, Key::Auth, Turn::Change)?;
        let now = mode(answers);
        if now == before {
            return Ok(());
        }
        hand_over(answers, aside, before);
        hand_over(aside, answers, now);
        self.ask_of_mode(answers)
    }

    fn directory(&mut self, answers: &mut Answers, turn: Turn) -> Result<()> {
        // Here no shell puts the home directory in place of a ~.
        let meant = |text: &str| at_home(Path::new(text), self.around.home).unwrap_or_else(|| text.into());
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
            default: (turn == Turn::First).then(|| "my-map".to_owned()),
            secret: false,
            judge: &judge,
        };
        let text = self.prompter.text(&question(Key::Directory), &field)?;
        let directory = meant(&text);
        self.prompter.answered(&Row::new(Key::Directory.label(), directory.display().to_string()));
        answers.directory = Some(directory);
        let problems = resolve(answers, self.around).err().unwrap_or_default();
        if problems.iter().any(|problem| problem.answer == Some(Key::Name)) {
            // Not every directory's name is one that npm accepts.
            self.question(answers, Key::Name, Turn::Change)?;
        }
        Ok(())
    }

    /// Puts one question; what stands in the answers, or else the default, is what Enter means.
    fn question(&mut self, answers: &mut Answers, key: Key, turn: Turn) -> Result<()> {
        let words = match key {
            Key::Auth => self.mode(answers)?,
            Key::Scopes => self.scopes(answers)?,
            Key::Datasets | Key::Example => return self.data(answers),
            key if key.is_switch() => {
                let default = current(answers, self.around, key) == "true";
                vec![self.prompter.confirm(&question(key), default)?.to_string()]
            }
            Key::PackageManager => self.package_manager(answers)?,
            Key::ApiKey => vec![self.api_key(answers)?],
            key => vec![self.text(answers, key, turn)?],
        };
        // An empty text is the absence of an answer wherever it says nothing itself; the default then holds.
        if words == [""] && !matches!(key, Key::ClientId | Key::Scopes) {
            answers.clear(key);
        } else {
            answers.set(key, words, Origin::Prompt);
        }
        self.answered(answers, &[key]);
        Ok(())
    }

    fn text(&mut self, answers: &Answers, key: Key, turn: Turn) -> Result<String> {
        let now = match key {
            Key::Name if answers.get(key).is_none() => name_for(answers, self.around),
            key => current(answers, self.around, key),
        };
        let judge = |text: &str| judge_word(answers, self.around, key, text);
        let mut help = key.answer().hint.to_owned();
        if key == Key::ClientId && now.is_empty() {
            help.push_str(" Enter alone leaves it for later.");
        }
        let (text, default) = match turn {
            Turn::First => (String::new(), Some(now).filter(|now| !now.is_empty())),
            Turn::Change => (now, None),
        };
        let question = Question { help: &help, ..question(key) };
        self.prompter.text(&question, &Field { text, default, secret: false, judge: &judge })
    }

    /// Enter keeps the key that is there, so that it need not be shown to be kept.
    fn api_key(&mut self, answers: &Answers) -> Result<String> {
        let given = answers.get(Key::ApiKey).map(Given::text);
        // An application that had a private key does not get the public one by Enter alone.
        let default = given.or_else(|| answers.private_key.is_none().then(|| "default_public".to_owned()));
        let mut help = Key::ApiKey.answer().hint.to_owned();
        if default.is_some() {
            let _ = write!(help, " Enter alone: {}.", current(answers, self.around, Key::ApiKey));
        }
        let question = Question { help: &help, ..question(Key::ApiKey) };
        let judge = |text: &str| match text {
            "" => {
                Err(Invalid::new("This application has a private key.").suggest("the key, or default_public"))
            }
            text => judge_word(answers, self.around, Key::ApiKey, text),
        };
        self.prompter.text(&question, &Field { text: String::new(), default, secret: true, judge: &judge })
    }

    fn mode(&mut self, answers: &Answers) -> Result<Vec<String>> {
        let rows = [
            Row::new("OAuth", "people log in with their CARTO account; what CARTO recommends"),
            Row::new("API key", "no login: all read the data with one key of your account"),
        ];
        let default = usize::from(mode(answers) == AuthMode::ApiKey);
        let modes = [AuthMode::OAuth, AuthMode::ApiKey];
        let chosen = self.prompter.choose(&question(Key::Auth), &rows, default)?;
        Ok(vec![modes[chosen].as_str().to_owned()])
    }

    fn package_manager(&mut self, answers: &Answers) -> Result<Vec<String>> {
        let rows = PackageManager::ALL.map(|manager| Row::new(manager.as_str(), ""));
        let now = current(answers, self.around, Key::PackageManager);
        let default = rows.iter().position(|row| row.name == now).unwrap_or_default();
        let chosen = self.prompter.choose(&question(Key::PackageManager), &rows, default)?;
        Ok(vec![rows[chosen].name.clone()])
    }

    /// Example, datasets of one's own, or both.
    fn data(&mut self, answers: &mut Answers) -> Result<()> {
        let rows = [
            Row::new("The example", "stores and states of CARTO's public account"),
            Row::new("My datasets", "tables of your own"),
            Row::new("Both", "the example and your datasets"),
            Row::new("Nothing", "an empty map to begin with"),
        ];
        let now =
            (current(answers, self.around, Key::Example) == "true", answers.get(Key::Datasets).is_some());
        let default = match now {
            (true, true) => 2,
            (true, false) => 0,
            (false, true) => 1,
            (false, false) => 3,
        };
        let chosen = self.prompter.choose(&question(Key::Example), &rows, default)?;
        if matches!(chosen, 1 | 2) {
            let judge = |text: &str| match text {
                "" => Err(Invalid::new("Name at least one dataset.").suggest("roads, acme.parks")),
                text => judge_word(answers, self.around, Key::Datasets, text),
            };
            let now = answers.get(Key::Datasets).map(Given::text).unwrap_or_default();
            let field = Field { text: now, default: None, secret: false, judge: &judge };
            let text = self.prompter.text(&question(Key::Datasets), &field)?;
            answers.set(Key::Datasets, vec![text], Origin::Prompt);
        } else {
            answers.clear(Key::Datasets);
        }
        answers.set(Key::Example, vec![matches!(chosen, 0 | 2).to_string()], Origin::Prompt);
        self.answered(answers, &[Key::Datasets, Key::Example]);
        Ok(())
    }

    /// A list to tick, and a last row that leads to a line for anything else. What the datasets need can't be refused,
    /// so it is told and not asked.
    fn scopes(&mut self, answers: &Answers) -> Result<Vec<String>> {
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
        let ticked = self.prompter.tick(&Question { help: &help, ..question(Key::Scopes) }, &rows)?;
        let mut scopes = Scopes::default();
        for scope in ticked.iter().filter_map(|index| offered.get(*index)) {
            scopes.insert(scope.clone());
        }
        let mut words = vec![scopes.to_string()];
        if ticked.contains(&offered.len()) {
            let judge = |text: &str| judge_word(answers, self.around, Key::Scopes, text);
            let question = Question {
                prompt: "Other scopes, separated by commas",
                help: "Such as datasets:r:my_table or datasets:rw:my_table.",
                ..Question::default()
            };
            let field = Field { text: String::new(), default: None, secret: false, judge: &judge };
            words.push(self.prompter.text(&question, &field)?);
        }
        Ok(words)
    }

    /// Says what some answers have come to.
    fn answered(&mut self, answers: &Answers, keys: &[Key]) {
        let all = resolve(answers, self.around).map(|resolved| readable(&resolved)).unwrap_or_default();
        for (key, text) in all.iter().filter(|(key, _)| keys.contains(key)) {
            self.prompter.answered(&Row::new(key.label(), text));
        }
    }
}

fn question(key: Key) -> Question<'static> {
    let answer = key.answer();
    Question { prompt: answer.question, help: answer.hint, keys: keys(key), warnings: &[] }
}

fn hand_over(from: &mut Answers, to: &mut Answers, mode: AuthMode) {
    for key in Key::only_in(mode) {
        if let Some(given) = from.get(key).cloned() {
            to.set(key, given.words, given.origin);
            from.clear(key);
        }
    }
}

/// Accepts a word as the answer to one question, all else as it stands.
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

/// What holds now, as text: the answer that was given, or the default.
fn current(answers: &Answers, around: &Surroundings<'_>, key: Key) -> String {
    match answers.get(key) {
        Some(given) if key != Key::ApiKey => given.text(),
        _ => {
            let all = resolve(answers, around).map(|resolved| texts(&resolved)).unwrap_or_default();
            all.into_iter().find(|(other, _)| *other == key).map(|(_, text)| text).unwrap_or_default()
        }
    }
}

/// A package name like the directory's.
fn name_for(answers: &Answers, around: &Surroundings<'_>) -> String {
    let directory = answers.directory.as_deref().and_then(|path| directory_name(around.cwd, path));
    directory
        .and_then(|name| PackageName::from_directory_name(&name))
        .map(|name| name.to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{Reply, Script};

    fn interview(script: &mut Script, answers: &mut Answers) -> Result<Option<Resolved>> {
        let around = Surroundings {
            cwd: Path::new("/home/a"),
            is_there: &|_| false,
            home: None,
            user_agent: None,
            has_env_local: false,
        };
        let mut interview =
            Interview { prompter: script, around: &around, judge_directory: &|_| Ok(()), dry_run: false };
        interview.ask(answers)?;
        Ok(match interview.review(answers)? {
            Review::Write(resolved) => Some(*resolved),
            Review::Drop => None,
        })
    }

    fn text(text: &str) -> Reply {
        Reply::Text(text.to_owned())
    }

    fn choose(item: &str) -> Reply {
        Reply::Choose(item.to_owned())
    }

    #[test]
    fn a_handful_of_questions_and_a_review() {
        let mut script = Script::new([
            Reply::Enter,
            choose("OAuth"),
            choose("The example"),
            text("AbCdEfGhIjKl"),
            Reply::Enter,
            Reply::Confirm(true),
            choose("Write"),
        ]);
        let resolved = interview(&mut script, &mut Answers::default()).expect("runs").expect("writes");
        let oauth = resolved.spec.oauth().expect("OAuth");
        assert!(oauth.force_login && resolved.spec.example);
        assert_eq!(oauth.scopes.to_string(), "user:profile dataservices:isolines");
        assert_eq!(script.left(), 0);
    }

    #[test]
    fn a_wrong_answer_is_asked_again_with_the_reason() {
        let mut script = Script::new([
            text("con"),
            text("roads"),
            choose("API key"),
            choose("My datasets"),
            text("Roads"),
            text("roads"),
            text("acme"),
            text("nonsense"),
            Reply::Enter,
            choose("Write"),
        ]);
        let resolved = interview(&mut script, &mut Answers::default()).expect("runs").expect("writes");
        assert_eq!(resolved.spec.username.as_str(), "acme");
        assert!(resolved.spec.oauth().is_none() && !resolved.spec.example);
        let reasons = script.transcript.iter().filter(|line| line.starts_with("! ")).count();
        assert_eq!(reasons, 3, "{:#?}", script.transcript);
    }

    #[test]
    fn any_single_answer_can_be_changed_in_the_review() {
        let mut answers = Answers::for_directory("my-map");
        answers.set(Key::ClientId, vec!["AbCdEfGhIjKl".to_owned()], Origin::Flag);
        answers.set(Key::Scopes, vec!["user:profile".to_owned()], Origin::Flag);
        let mut script = Script::new([
            Reply::Enter,
            Reply::Enter,
            choose("Title"),
            text("Roads of the town"),
            choose("Scopes"),
            Reply::Tick(vec!["user:profile".to_owned(), "others".to_owned()]),
            text("datasets:r:roads"),
            choose("Directory"),
            text("elsewhere"),
            choose("Sandbox"),
            Reply::Confirm(false),
            choose("Install"),
            Reply::Confirm(true),
            choose("Maps API"),
            text("https://maps.example.com/user/{user}"),
            choose("Package manager"),
            choose("pnpm"),
            choose("Write"),
        ]);
        let resolved = interview(&mut script, &mut answers).expect("runs").expect("writes");
        assert_eq!(resolved.spec.title.as_str(), "Roads of the town");
        assert_eq!(resolved.spec.name.as_str(), "elsewhere");
        assert_eq!(resolved.spec.oauth().expect("OAuth").scopes.to_string(), "user:profile datasets:r:roads");
        assert!(resolved.spec.install && !resolved.spec.sandbox && resolved.spec.maps_url.is_some());
        assert_eq!(resolved.spec.package_manager.as_str(), "pnpm");
    }

    #[test]
    fn the_mode_can_be_changed_in_the_review_and_leaves_nothing_of_the_other() {
        let mut answers = Answers::for_directory("my-map");
        let mut script = Script::new([
            choose("OAuth"),
            choose("Nothing"),
            text("AbCdEfGhIjKl"),
            Reply::Enter,
            Reply::Confirm(true),
            choose("Authentication"),
            choose("API key"),
            Reply::Enter,
            Reply::Enter,
            choose("Write"),
        ]);
        let resolved = interview(&mut script, &mut answers).expect("runs").expect("writes");
        assert!(resolved.spec.oauth().is_none());
        assert!(Key::only_in(AuthMode::OAuth).all(|key| answers.get(key).is_none()));
    }

    #[test]
    fn a_tilde_is_the_home_directory() {
        let around = Surroundings {
            cwd: Path::new("/home/a/work"),
            is_there: &|_| false,
            home: Some(Path::new("/home/a")),
            user_agent: None,
            has_env_local: false,
        };
        let mut script = Script::new([
            text("~bob/x"),
            text("~/my-map"),
            choose("OAuth"),
            choose("The example"),
            Reply::Enter,
            Reply::Enter,
            Reply::Enter,
        ]);
        let mut answers = Answers::default();
        let mut asking = Interview {
            prompter: &mut script,
            around: &around,
            judge_directory: &|_| Ok(()),
            dry_run: false,
        };
        asking.ask(&mut answers).expect("runs");
        assert_eq!(answers.directory.as_deref(), Some(Path::new("/home/a/my-map")));
        assert!(script.transcript.iter().any(|line| line.starts_with("! ") && line.contains("./~bob/x")));
        // Where nobody knows the home directory, none called ~ is made.
        let mut script = Script::new([text("~/my-map"), Reply::Interrupt]);
        interview(&mut script, &mut Answers::default()).expect_err("is broken off");
        assert!(script.transcript.iter().any(|line| line.starts_with("! ") && line.contains('~')));
    }

    #[test]
    fn what_asks_for_no_oauth_leaves_the_mode_open() {
        let mut answers = Answers::for_directory("my-map");
        answers.set(Key::ForceOAuthLogin, vec!["false".to_owned()], Origin::Flag);
        let mut script = Script::new([
            choose("API key"),
            choose("The example"),
            Reply::Enter,
            Reply::Enter,
            choose("Write"),
        ]);
        let resolved = interview(&mut script, &mut answers).expect("runs").expect("writes");
        assert!(resolved.spec.oauth().is_none());
    }

    #[test]
    fn a_private_key_is_asked_for_and_enter_alone_does_not_make_it_public() {
        let mut answers = Answers::for_directory("my-map");
        answers.private_key = Some(Origin::File { name: "carto-app.toml".to_owned(), line: None });
        let mut script = Script::new([
            Reply::Enter,
            text("AbCdEfGhIjKlMnOpQrStUv"),
            choose("The example"),
            Reply::Enter,
            choose("Write"),
        ]);
        let resolved = interview(&mut script, &mut answers).expect("runs").expect("writes");
        assert!(resolved.spec.has_private_key());
        assert!(
            script.transcript[2].starts_with("! This application has a private key"),
            "{:#?}",
            script.transcript
        );
    }

    #[test]
    fn everything_can_be_dropped_and_every_question_broken_off() {
        let replies = || {
            vec![
                Reply::Enter,
                choose("OAuth"),
                choose("The example"),
                Reply::Enter,
                Reply::Enter,
                Reply::Enter,
                choose("Drop"),
            ]
        };
        let mut script = Script::new(replies());
        assert!(interview(&mut script, &mut Answers::default()).expect("runs").is_none());
        for broken in 0..replies().len() {
            let mut replies = replies();
            replies[broken] = Reply::Interrupt;
            let error =
                interview(&mut Script::new(replies), &mut Answers::default()).expect_err("is broken off");
            assert_eq!(error.kind, crate::error::Kind::Interrupted);
        }
    }
}
