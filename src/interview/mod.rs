//! Interactive answers: the questions that apply, and the review.

mod questions;
mod words;

use std::path::Path;

use crate::answers::Answers;
use crate::answers::mode::{mode, requests_oauth};
use crate::answers::resolve::{Resolved, Surroundings, resolve};
use crate::error::{Error, Result};
use crate::spec::{AuthMode, Invalid, Key};
use crate::ui::{Asked, Prompter, Question, Row, Stop};
use words::readable;

/// Asks for the missing answers that matter to everyone; the others have defaults and appear in the review.
pub struct Interview<'a> {
    /// The prompter.
    pub prompter: &'a mut dyn Prompter,
    /// The environment that answers depend on.
    pub around: &'a Surroundings<'a>,
    /// Returns why an application can't go into a directory, as far as that is known before all answers are given.
    pub judge_directory: &'a dyn Fn(&Path) -> Judged,
    /// Returns notes on the existing files for the review.
    pub notes: &'a dyn Fn(&Resolved) -> Vec<String>,
    /// Whether nothing will be written.
    pub dry_run: bool,
    /// What has been asked before the review.
    pub asked: Asking,
}

/// A sequence of questions, in which the user can go back.
#[derive(Default)]
pub struct Asking {
    /// The answered questions, each with the previous answers and the number of rows on the screen.
    past: Vec<(Key, Answers, usize)>,
    /// The question that the user went back to, with the answer to edit.
    again: Option<(Key, Answers)>,
}

impl Asking {
    /// Whether no question is answered.
    pub const fn is_empty(&self) -> bool {
        self.past.is_empty()
    }

    /// Goes back to the last answered question, if there is one.
    pub fn go_back(&mut self, answers: &mut Answers, prompter: &mut dyn Prompter) -> bool {
        let Some((key, before, rows)) = self.past.pop() else { return false };
        prompter.take_back(rows);
        self.again = Some((key, std::mem::replace(answers, before)));
        true
    }
}

/// The decision after the review.
#[derive(Debug)]
pub enum Review {
    /// Write the application.
    Write(Box<Resolved>),
    /// Discard the answers.
    Drop,
}

/// Whether an answer is valid, or why not.
pub type Judged = std::result::Result<(), Invalid>;

/// How a question is asked.
#[derive(Clone, Copy)]
struct Turn {
    /// Whether the present answer is edited. Otherwise it is the default.
    edits: bool,
    /// Whether the user can go back, to the previous question or to the review.
    back: bool,
}

impl Interview<'_> {
    /// Asks the open questions in order and validates each answer immediately. The user can go back to any of them.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone.
    pub fn ask(&mut self, answers: &mut Answers) -> Result<()> {
        let written = if self.dry_run { "" } else { " before the review" };
        let manner = self.prompter.manner();
        self.prompter.tell(&format!("{manner}; nothing is written{written}."));
        let mut asked = Asking::default();
        self.ask_all(answers, open, false, &mut asked)?;
        self.asked = asked;
        Ok(())
    }

    /// Asks the questions that `next` returns until it returns none. `back` is whether something precedes the first question.
    fn ask_all(
        &mut self,
        answers: &mut Answers,
        next: fn(&Answers) -> Option<Key>,
        back: bool,
        asking: &mut Asking,
    ) -> Asked<()> {
        loop {
            let edits = asking.again.is_some();
            let Some((key, mut edited)) =
                asking.again.take().or_else(|| next(answers).map(|key| (key, answers.clone())))
            else {
                return Ok(());
            };
            let turn = Turn { edits, back: back || !asking.is_empty() };
            match self.question(&mut edited, key, turn) {
                Ok(rows) => asking.past.push((key, std::mem::replace(answers, edited), rows)),
                Err(Stop::Back) if asking.go_back(answers, self.prompter) => {}
                Err(stop) => return Err(stop),
            }
        }
    }

    /// Shows all answers; the user can change any of them before writing or discarding the application, or go back to the last
    /// question.
    ///
    /// # Errors
    /// Ctrl-C, a terminal that is gone, or answers that contradict each other, which the questions prevent.
    pub fn review(&mut self, answers: &mut Answers) -> Result<Review> {
        let mut aside = Answers::default();
        let act = if self.dry_run { "Show the plan" } else { "Write the application" };
        loop {
            let resolved = resolve(answers, self.around).map_err(Error::refused)?;
            let mut warnings = (self.notes)(&resolved);
            warnings.extend(resolved.warnings.iter().map(|warning| warning.message.clone()));
            let question = Question {
                prompt: &format!("All answers: {}, or choose one to change it", act.to_lowercase()),
                warnings: &warnings,
                back: !self.asked.is_empty(),
                ..Question::default()
            };
            let all = readable(&resolved);
            let mut rows = vec![Row::new(act, "")];
            rows.extend(all.iter().map(|(key, text)| Row::new(key.label(), text)));
            rows.push(Row::new("Discard everything", ""));
            let chosen = match self.prompter.choose(&question, &rows, 0) {
                Err(Stop::Back) => {
                    let mut asked = std::mem::take(&mut self.asked);
                    asked.go_back(answers, self.prompter);
                    self.ask_all(answers, open, false, &mut asked)?;
                    self.asked = asked;
                    continue;
                }
                chosen => chosen?,
            };
            match chosen {
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
                        changed => {
                            changed?;
                            // Further back are answers from before the change.
                            self.asked = Asking::default();
                        }
                    }
                }
            }
        }
    }

    /// Asks one question to change its answer. `back` is whether something precedes it.
    ///
    /// # Errors
    /// As for [`Self::ask`], and going back.
    pub fn change(&mut self, answers: &mut Answers, key: Key, back: bool) -> Asked<()> {
        self.question(answers, key, Turn { edits: true, back }).map(drop)
    }

    /// Asks for the answers that only the current mode needs, or goes on where `asking` is. `back` is whether something precedes
    /// the first question.
    ///
    /// # Errors
    /// As for [`Self::ask`], and going back.
    pub fn ask_of_mode(&mut self, answers: &mut Answers, back: bool, asking: &mut Asking) -> Asked<()> {
        self.ask_all(answers, open_of_mode, back, asking)
    }

    /// Asks for the mode. Sets aside answers that only the other mode uses until that mode is chosen again.
    fn other_mode(&mut self, answers: &mut Answers, aside: &mut Answers) -> Asked<()> {
        let before = mode(answers);
        let rows = self.question(answers, Key::Auth, Turn { edits: true, back: true })?;
        let now = mode(answers);
        if now == before {
            return Ok(());
        }
        hand_over(answers, aside, before);
        hand_over(aside, answers, now);
        let asked = self.ask_all(answers, open_of_mode, true, &mut Asking::default());
        if matches!(asked, Err(Stop::Back)) {
            self.prompter.take_back(rows);
        }
        asked
    }
}

/// Returns the next open question for everybody.
fn open(answers: &Answers) -> Option<Key> {
    let is_open = |key: Key| answers.get(key).is_none();
    let implies_mode = answers.get(Key::ApiKey).is_some()
        || answers.private_key.is_some()
        || Key::only_in(AuthMode::OAuth).any(|key| requests_oauth(answers, key));
    if answers.directory.is_none() {
        return Some(Key::Directory);
    }
    if is_open(Key::Auth) && !implies_mode {
        return Some(Key::Auth);
    }
    // The only answer without a default: until it is given, the others can't be resolved.
    let needs_key = answers.private_key.is_some() && mode(answers) == AuthMode::ApiKey;
    if needs_key && is_open(Key::ApiKey) {
        return Some(Key::ApiKey);
    }
    if is_open(Key::Datasets) && is_open(Key::Example) {
        return Some(Key::Example);
    }
    open_of_mode(answers)
}

/// Returns the next open question that only the current mode needs.
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
        let mut interview = Interview {
            prompter: script,
            around: &around,
            judge_directory: &|_| Ok(()),
            notes: &|_| Vec::new(),
            dry_run: false,
            asked: Asking::default(),
        };
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
        assert_eq!(oauth.scopes.to_string(), "user:profile dataservices:geocoding dataservices:isolines");
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
    fn going_back_asks_the_previous_question_again() {
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
            // From the review to the last question, and on.
            Reply::Back,
            Reply::Back,
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
    fn changing_the_mode_in_the_review_drops_the_answers_of_the_other() {
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
            notes: &|_| Vec::new(),
            dry_run: false,
            asked: Asking::default(),
        };
        asking.ask(&mut answers).expect("runs");
        assert_eq!(answers.directory.as_deref(), Some(Path::new("/home/a/my-map")));
        assert!(script.transcript.iter().any(|line| line.starts_with("! ") && line.contains("./~bob/x")));
        // Without a known home directory, `~` is refused and no directory of that name is created.
        let mut script = Script::new([text("~/my-map"), Reply::Interrupt]);
        interview(&mut script, &mut Answers::default()).expect_err("is interrupted");
        assert!(script.transcript.iter().any(|line| line.starts_with("! ") && line.contains('~')));
    }

    #[test]
    fn answers_that_request_no_oauth_leave_the_mode_open() {
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
    fn enter_alone_does_not_replace_a_private_key_by_the_public_one() {
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
    fn the_review_can_discard_everything_and_every_question_can_be_interrupted() {
        let replies = || {
            vec![
                Reply::Enter,
                choose("OAuth"),
                choose("The example"),
                Reply::Enter,
                Reply::Enter,
                Reply::Enter,
                choose("Discard"),
            ]
        };
        let mut script = Script::new(replies());
        assert!(interview(&mut script, &mut Answers::default()).expect("runs").is_none());
        for interrupted in 0..replies().len() {
            let mut replies = replies();
            replies[interrupted] = Reply::Interrupt;
            let error =
                interview(&mut Script::new(replies), &mut Answers::default()).expect_err("is interrupted");
            assert_eq!(error.kind, crate::error::Kind::Interrupted);
        }
    }
}
