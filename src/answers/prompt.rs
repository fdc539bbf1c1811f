//! Answers from a person at a terminal: the questions that apply, and the review.

use std::path::Path;

use super::resolve::{OAUTH_ONLY, Resolved, Surroundings, default_scopes, mode, resolve};
use super::{Answers, Key, Origin, values};
use crate::error::{Error, Result};
use crate::spec::{AppSpec, AuthMode, Invalid, Scope, Scopes};
use crate::ui::{Prompter, Question};

/// Asks what was not said yet and matters to everyone; the rest has defaults and is shown in the review.
pub struct Interview<'a> {
    /// Where the questions are put.
    pub prompter: &'a mut dyn Prompter,
    /// What answers depend on.
    pub around: &'a Surroundings<'a>,
    /// Says why an application can't go into a directory, as far as that is known before all answers are.
    pub judge_directory: &'a dyn Fn(&Path) -> std::result::Result<(), Invalid>,
}

/// What a person decided when they saw all answers.
#[derive(Debug)]
pub enum Review {
    /// Go on with these.
    Write(Box<Resolved>),
    /// Forget it.
    Drop,
}

impl Interview<'_> {
    /// The questions that are still open, in order, each validated as it is answered.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone.
    pub fn ask(&mut self, answers: &mut Answers) -> Result<()> {
        if answers.directory.is_none() {
            self.directory(answers, "my-map")?;
        }
        let implied = answers.get(Key::ApiKey).is_some()
            || OAUTH_ONLY.iter().any(|key| answers.get(*key).is_some_and(|given| !given.text().is_empty()));
        if answers.get(Key::Auth).is_none() && !implied {
            self.question(answers, Key::Auth)?;
        }
        if answers.get(Key::Datasets).is_none() && answers.get(Key::Example).is_none() {
            self.question(answers, Key::Datasets)?;
        }
        let keys = match mode(answers) {
            AuthMode::OAuth => [Key::ClientId, Key::Scopes, Key::ForceOAuthLogin].as_slice(),
            AuthMode::ApiKey => [Key::Username, Key::ApiKey].as_slice(),
        };
        for key in keys {
            if answers.get(*key).is_none() {
                self.question(answers, *key)?;
            }
        }
        Ok(())
    }

    /// Shows all answers; any single one can be changed until the person writes the application or drops it.
    ///
    /// # Errors
    /// Ctrl-C, a terminal that is gone, or answers that contradict each other, which the questions prevent.
    pub fn review(&mut self, answers: &mut Answers) -> Result<Review> {
        loop {
            let resolved = resolve(answers, self.around).map_err(Error::refused)?;
            for warning in &resolved.warnings {
                self.prompter.tell(&format!("! {}", warning.message));
            }
            let rows = rows(&resolved);
            let mut items = vec!["Write the application".to_owned()];
            items.extend(rows.iter().map(|(key, value)| format!("{:<15} {value}", label(*key))));
            items.push("Drop everything".to_owned());
            match self.prompter.choose("All answers; choose one to change it", &items, 0)? {
                0 => return Ok(Review::Write(Box::new(resolved))),
                last if last > rows.len() => return Ok(Review::Drop),
                index => self.change(answers, rows[index - 1].0, &resolved)?,
            }
        }
    }

    fn change(&mut self, answers: &mut Answers, key: Key, resolved: &Resolved) -> Result<()> {
        match key {
            Key::Directory => self.directory(answers, &resolved.directory.to_string_lossy()),
            Key::Auth => {
                self.question(answers, Key::Auth)?;
                let unused = match mode(answers) {
                    AuthMode::OAuth => [Key::ApiKey].as_slice(),
                    AuthMode::ApiKey => OAUTH_ONLY.as_slice(),
                };
                unused.iter().for_each(|key| answers.clear(*key));
                self.ask(answers)
            }
            key => self.question(answers, key),
        }
    }

    fn directory(&mut self, answers: &mut Answers, default: &str) -> Result<()> {
        let judge = |text: &str| {
            let candidate = Answers { directory: Some(text.into()), ..answers.clone() };
            judge(&candidate, self.around, &[Key::Directory, Key::Name])?;
            (self.judge_directory)(Path::new(text))
        };
        let question = Question {
            prompt: label_of_question(Key::Directory),
            default: Some(default.to_owned()),
            judge: &judge,
        };
        let text = self.prompter.text(&question)?;
        answers.directory = Some(text.into());
        Ok(())
    }

    /// Puts one question; what stands in the answers, or else the default, is what Enter means.
    fn question(&mut self, answers: &mut Answers, key: Key) -> Result<()> {
        let words = match key {
            Key::Auth => self.mode(answers)?,
            Key::Scopes => self.scopes(answers)?,
            Key::Datasets | Key::Example => return self.data(answers),
            Key::ForceOAuthLogin | Key::Git | Key::Install => self.switch(answers, key)?,
            Key::PackageManager => self.package_manager(answers)?,
            Key::ApiKey => {
                let judge = |text: &str| judge_word(answers, self.around, key, text);
                let question = Question { prompt: label_of_question(key), default: None, judge: &judge };
                let text = self.prompter.secret(&question)?;
                vec![if text.is_empty() { "default_public".to_owned() } else { text }]
            }
            key => self.text(answers, key)?,
        };
        // An empty text is the absence of an answer wherever that is allowed; the default then holds.
        if words == [""] && key != Key::ClientId {
            answers.clear(key)
        } else {
            answers.set(key, words, Origin::Prompt)
        }
        Ok(())
    }

    fn text(&mut self, answers: &Answers, key: Key) -> Result<Vec<String>> {
        let default = current(answers, self.around, key);
        let judge = |text: &str| judge_word(answers, self.around, key, text);
        let question = Question { prompt: label_of_question(key), default: Some(default), judge: &judge };
        Ok(vec![self.prompter.text(&question)?])
    }

    fn mode(&mut self, answers: &Answers) -> Result<Vec<String>> {
        let items = [
            "OAuth    people log in with their CARTO account (CARTO's preferred way)".to_owned(),
            "API key  the application reads with a key of your account".to_owned(),
        ];
        let default = usize::from(mode(answers) == AuthMode::ApiKey);
        let modes = [AuthMode::OAuth, AuthMode::ApiKey];
        let chosen = self.prompter.choose(label_of_question(Key::Auth), &items, default)?;
        Ok(vec![modes[chosen].as_str().to_owned()])
    }

    fn switch(&mut self, answers: &Answers, key: Key) -> Result<Vec<String>> {
        let default = current(answers, self.around, key) == "true";
        Ok(vec![self.prompter.confirm(label_of_question(key), default)?.to_string()])
    }

    fn package_manager(&mut self, answers: &Answers) -> Result<Vec<String>> {
        let items = ["npm", "pnpm", "yarn", "bun"].map(str::to_owned);
        let now = current(answers, self.around, Key::PackageManager);
        let default = items.iter().position(|item| *item == now).unwrap_or_default();
        let chosen = self.prompter.choose(label_of_question(Key::PackageManager), &items, default)?;
        Ok(vec![items[chosen].clone()])
    }

    /// Example, datasets of one's own, or both.
    fn data(&mut self, answers: &mut Answers) -> Result<()> {
        let items = [
            "The example       stores and states of CARTO's public account",
            "My datasets       tables of your own account",
            "Both              the example and your datasets",
            "Nothing           an empty map to begin with",
        ]
        .map(str::to_owned);
        let now =
            (current(answers, self.around, Key::Example) == "true", answers.get(Key::Datasets).is_some());
        let default = match now {
            (true, true) => 2,
            (true, false) => 0,
            (false, true) => 1,
            (false, false) => 3,
        };
        let chosen = self.prompter.choose("What does the application show?", &items, default)?;
        let example = matches!(chosen, 0 | 2);
        if matches!(chosen, 1 | 2) {
            let before = answers.get(Key::Datasets).map(super::Given::text);
            let judge = |text: &str| match text {
                "" => Err(Invalid::new("is empty: name at least one dataset").suggest("roads, acme.parks")),
                text => judge_word(answers, self.around, Key::Datasets, text),
            };
            let question =
                Question { prompt: label_of_question(Key::Datasets), default: before, judge: &judge };
            let text = self.prompter.text(&question)?;
            answers.set(Key::Datasets, vec![text], Origin::Prompt);
        } else {
            answers.clear(Key::Datasets);
        }
        answers.set(Key::Example, vec![example.to_string()], Origin::Prompt);
        Ok(())
    }

    /// A list to tick. What the datasets need is in it; a last item leads to a line for anything else.
    fn scopes(&mut self, answers: &Answers) -> Result<Vec<String>> {
        let chosen = match resolve(answers, self.around).ok().and_then(|now| now.spec.oauth().cloned()) {
            Some(oauth) => oauth.scopes,
            None => default_scopes(current(answers, self.around, Key::Example) == "true"),
        };
        let mut offered: Vec<Scope> = Scope::ALL_NAMED.to_vec();
        offered.extend(chosen.iter().filter(|scope| !Scope::ALL_NAMED.contains(scope)).cloned());
        let width = offered.iter().map(|scope| scope.to_string().len()).max().unwrap_or_default();
        let mut items: Vec<(String, bool)> = offered
            .iter()
            .map(|scope| {
                (format!("{:<width$}  {}", scope.to_string(), scope.meaning()), chosen.covers(scope))
            })
            .collect();
        items.push((format!("{:<width$}  typed on the next line", "others"), false));
        let prompt = format!("{} (space ticks, Enter goes on)", label_of_question(Key::Scopes));
        let ticked = self.prompter.tick(&prompt, &items)?;
        let mut scopes = Scopes::default();
        for scope in ticked.iter().filter_map(|index| offered.get(*index)) {
            scopes.insert(scope.clone());
        }
        let mut words = vec![scopes.to_string()];
        if ticked.contains(&offered.len()) {
            let judge = |text: &str| judge_word(answers, self.around, Key::Scopes, text);
            let question = Question {
                prompt: "Other scopes, such as datasets:r:my_table",
                default: None,
                judge: &judge,
            };
            words.push(self.prompter.text(&question)?);
        }
        Ok(words)
    }
}

/// Accepts a word as the answer to one question, all else as it stands.
fn judge_word(
    answers: &Answers,
    around: &Surroundings<'_>,
    key: Key,
    text: &str,
) -> std::result::Result<(), Invalid> {
    if text.is_empty() {
        return Ok(());
    }
    let mut candidate = answers.clone();
    candidate.set(key, vec![text.to_owned()], Origin::Prompt);
    judge(&candidate, around, &[key])
}

fn judge(answers: &Answers, around: &Surroundings<'_>, keys: &[Key]) -> std::result::Result<(), Invalid> {
    let problems = resolve(answers, around).err().unwrap_or_default();
    match problems.into_iter().find(|problem| problem.answer.is_some_and(|key| keys.contains(&key))) {
        None => Ok(()),
        Some(problem) => {
            let subject = problem.value.map(|value| format!("{value:?} ")).unwrap_or_default();
            Err(Invalid { message: format!("{subject}{}", problem.message), suggestion: problem.suggestion })
        }
    }
}

/// What holds now, as text: the answer that was given, or the default.
fn current(answers: &Answers, around: &Surroundings<'_>, key: Key) -> String {
    if let Some(given) = answers.get(key) {
        return given.text();
    }
    let Ok(resolved) = resolve(answers, around) else {
        return String::new();
    };
    rows(&resolved).into_iter().find(|row| row.0 == key).map(|row| row.1).unwrap_or_default()
}

/// All answers in the order of the review, each as a line of text.
fn rows(resolved: &Resolved) -> Vec<(Key, String)> {
    let values = values(&resolved.spec);
    let mut rows = Vec::new();
    for key in Key::ALL {
        if key == Key::Directory {
            rows.push((key, resolved.directory.display().to_string()));
        } else if key == Key::ApiKey {
            if resolved.spec.oauth().is_none() {
                rows.push((key, api_key(&resolved.spec)));
            }
        } else if let Some((_, value)) = values.iter().find(|(other, _)| *other == key) {
            rows.push((key, plain(value)));
        } else if key == Key::MapsUrl {
            rows.push((key, String::new()));
        }
    }
    rows
}

fn api_key(spec: &AppSpec) -> String {
    spec.private_key().map_or_else(|| "default_public".to_owned(), |key| key.masked())
}

fn plain(value: &toml_edit::Value) -> String {
    match value {
        toml_edit::Value::Array(array) => {
            array.iter().filter_map(|item| item.as_str()).collect::<Vec<_>>().join(", ")
        }
        toml_edit::Value::String(text) => text.value().clone(),
        other => other.to_string().trim().to_owned(),
    }
}

const fn label(key: Key) -> &'static str {
    match key {
        Key::Directory => "Directory",
        Key::Name => "Package name",
        Key::Title => "Title",
        Key::Auth => "Authentication",
        Key::Username => "Account",
        Key::ApiKey => "API key",
        Key::ClientId => "Client ID",
        Key::Scopes => "Scopes",
        Key::ForceOAuthLogin => "Forced login",
        Key::Datasets => "Datasets",
        Key::Example => "Example",
        Key::ServerUrlTemplate => "SQL API",
        Key::MapsUrl => "Maps API",
        Key::AuthorizeUrl => "Authorize URL",
        Key::PackageManager => "Package manager",
        Key::Git => "git init",
        Key::Install => "Install",
    }
}

const fn label_of_question(key: Key) -> &'static str {
    match key {
        Key::Directory => "Directory of the new application",
        Key::Auth => "How does the application authenticate?",
        Key::Username => "CARTO account whose data are shown",
        Key::ApiKey => "API key (Enter for default_public)",
        Key::ClientId => "Client ID of your OAuth app (Enter to fill it in later)",
        Key::Scopes => "Scopes that the application asks for",
        Key::ForceOAuthLogin => "Force login, so that nothing is shown before it?",
        Key::Datasets => "Datasets, separated by commas",
        Key::ServerUrlTemplate => "SQL API, with {user} for the account",
        Key::MapsUrl => "Maps API (Enter for CARTO's own)",
        Key::Git => "Run git init?",
        Key::Install => "Install the dependencies?",
        other => label(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{Reply, Script};

    fn interview(script: &mut Script, answers: &mut Answers) -> Result<Option<Resolved>> {
        let around = Surroundings { cwd: Path::new("/home/a"), is_there: &|_| false, user_agent: None };
        let mut interview = Interview { prompter: script, around: &around, judge_directory: &|_| Ok(()) };
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
        let mut answers = Answers { directory: Some("my-map".into()), ..Answers::default() };
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
        assert!(resolved.spec.install && resolved.spec.maps_url.is_some());
        assert_eq!(resolved.spec.package_manager.as_str(), "pnpm");
    }

    #[test]
    fn the_mode_can_be_changed_in_the_review_and_leaves_nothing_of_the_other() {
        let mut answers = Answers { directory: Some("my-map".into()), ..Answers::default() };
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
        assert!(OAUTH_ONLY.iter().all(|key| answers.get(*key).is_none()));
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
