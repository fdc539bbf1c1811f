//! Answers from a person at a terminal: the questions that apply, and the review.

mod questions;
mod words;

use std::path::Path;

use crate::answers::Answers;
use crate::answers::mode::{mode, says_oauth};
use crate::answers::resolve::{Resolved, Surroundings, resolve};
use crate::error::{Error, Result};
use crate::spec::{AuthMode, Invalid, Key};
use crate::ui::{Asked, Prompter, Question, Row, Stop};
use words::readable;

/// Asks for the answers that are not given and matter to everyone; the others have defaults and are shown in the review.
pub struct Interview<'a> {
    /// Who asks.
    pub prompter: &'a mut dyn Prompter,
    /// What answers depend on besides each other.
    pub around: &'a Surroundings<'a>,
    /// Tells why an application can't go into a directory, as far as that is known before all answers are given.
    pub judge_directory: &'a dyn Fn(&Path) -> Judged,
    /// Whether nothing will be written.
    pub dry_run: bool,
}

/// What a person decided after seeing all answers.
#[derive(Debug)]
pub enum Review {
    /// Write the application.
    Write(Box<Resolved>),
    /// Drop the answers.
    Drop,
}

/// Whether an answer can be used, or why not.
pub type Judged = std::result::Result<(), Invalid>;

/// How a question is asked.
#[derive(Clone, Copy)]
struct Turn {
    /// Whether the answer that is there is edited. Otherwise it is the default.
    edits: bool,
    /// Whether the person can go back, to the question before or to the review.
    back: bool,
}

impl Interview<'_> {
    /// Asks the open questions in order and validates each answer as it is given. A person can go back to any of them.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone.
    pub fn ask(&mut self, answers: &mut Answers) -> Result<()> {
        let written = if self.dry_run { "" } else { " before the review" };
        let manner = self.prompter.manner();
        self.prompter.tell(&format!("{manner}; nothing is written{written}."));
        Ok(self.ask_all(answers, open, false)?)
    }

    /// Asks what `next` names until that is nothing. `back` tells whether there is something before the first question.
    fn ask_all(&mut self, answers: &mut Answers, next: fn(&Answers) -> Option<Key>, back: bool) -> Asked<()> {
        // The questions that are answered, each with the answers before it and the rows that it showed.
        let mut past: Vec<(Key, Answers, usize)> = Vec::new();
        // The question that the person went back to, with the answer to edit.
        let mut again: Option<(Key, Answers)> = None;
        loop {
            let edits = again.is_some();
            let Some((key, mut edited)) =
                again.take().or_else(|| next(answers).map(|key| (key, answers.clone())))
            else {
                return Ok(());
            };
            let turn = Turn { edits, back: back || !past.is_empty() };
            match self.question(&mut edited, key, turn) {
                Ok(rows) => past.push((key, std::mem::replace(answers, edited), rows)),
                Err(Stop::Back) => {
                    let Some((key, before, rows)) = past.pop() else { return Err(Stop::Back) };
                    self.prompter.take_back(rows);
                    again = Some((key, std::mem::replace(answers, before)));
                }
                Err(stop) => return Err(stop),
            }
        }
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
                index => {
                    let before = (answers.clone(), aside.clone());
                    let changed = match all[index - 1].0 {
                        Key::Auth => self.other_mode(answers, &mut aside),
                        key => self.question(answers, key, Turn { edits: true, back: true }).map(drop),
                    };
                    match changed {
                        Err(Stop::Back) => (*answers, aside) = before,
                        changed => changed?,
                    }
                }
            }
        }
    }

    /// Asks one question, to change its answer.
    ///
    /// # Errors
    /// As for [`Self::ask`].
    pub fn change(&mut self, answers: &mut Answers, key: Key) -> Result<()> {
        self.question(answers, key, Turn { edits: true, back: false })?;
        Ok(())
    }

    /// Asks for what only the mode in use needs.
    ///
    /// # Errors
    /// As for [`Self::ask`].
    pub fn ask_of_mode(&mut self, answers: &mut Answers) -> Result<()> {
        Ok(self.ask_all(answers, open_of_mode, false)?)
    }

    /// Asks for the mode. Answers that only the other mode uses are set aside until it is chosen again.
    fn other_mode(&mut self, answers: &mut Answers, aside: &mut Answers) -> Asked<()> {
        let before = mode(answers);
        let rows = self.question(answers, Key::Auth, Turn { edits: true, back: true })?;
        let now = mode(answers);
        if now == before {
            return Ok(());
        }
        hand_over(answers, aside, before);
        hand_over(aside, answers, now);
        let asked = self.ask_all(answers, open_of_mode, true);
        if matches!(asked, Err(Stop::Back)) {
            self.prompter.take_back(rows);
        }
        asked
    }
}

/// The next question for everybody, if one is open.
fn open(answers: &Answers) -> Option<Key> {
    let is_open = |key: Key| answers.get(key).is_none();
    let implies_mode = answers.get(Key::ApiKey).is_some()
        || answers.private_key.is_some()
        || Key::only_in(AuthMode::OAuth).any(|key| says_oauth(answers, key));
    if answers.directory.is_none() {
        return Some(Key::Directory);
    }
    if is_open(Key::Auth) && !implies_mode {
        return Some(Key::Auth);
    }
    // The one answer without a default: until it is given, the others can't be resolved.
    let needs_key = answers.private_key.is_some() && mode(answers) == AuthMode::ApiKey;
    if needs_key && is_open(Key::ApiKey) {
        return Some(Key::ApiKey);
    }
    if is_open(Key::Datasets) && is_open(Key::Example) {
        return Some(Key::Example);
    }
    open_of_mode(answers)
}

/// The next question that only the mode in use needs, if one is open.
fn open_of_mode(answers: &Answers) -> Option<Key> {
    let keys = match mode(answers) {
        AuthMode::OAuth => [Key::ClientId, Key::Scopes, Key::ForceOAuthLogin].as_slice(),
        AuthMode::ApiKey => [Key::Username, Key::ApiKey].as_slice(),
    };
    keys.iter().copied().find(|key| answers.get(*key).is_none())
}

fn hand_over(from: &mut Answers, to: &mut Answers, mode: AuthMode) {
    for key in Key::only_in(mode) {
        if let Some(given) = from.get(key).cloned() {
            to.set(key, given.words, given.origin);
            from.clear(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Above, Origin};
    use crate::ui::{Reply, Script};

    fn interview(script: &mut Script, answers: &mut Answers) -> Result<Option<Resolved>> {
        let around = Surroundings {
            cwd: Path::new("/home/a"),
            is_there: &|_| false,
            above: &|_| Above::default(),
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
    fn going_back_asks_the_question_before_again() {
        let mut script = Script::new([
            Reply::Enter,
            choose("OAuth"),
            Reply::Back,
            choose("API key"),
            choose("My datasets"),
            Reply::Back,
            choose("Nothing"),
            Reply::Back,
            Reply::Back,
            Reply::Enter,
            choose("Both"),
            text("roads"),
            text("acme"),
            Reply::Enter,
            choose("Account"),
            Reply::Back,
            choose("Write"),
        ]);
        let resolved = interview(&mut script, &mut Answers::default()).expect("runs").expect("writes");
        assert_eq!(script.left(), 0, "{:#?}", script.transcript);
        assert!(resolved.spec.oauth().is_none() && resolved.spec.example);
        assert_eq!(resolved.spec.datasets.len(), 1);
        assert_eq!(resolved.spec.username.as_str(), "acme");
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
            above: &|_| Above::default(),
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
