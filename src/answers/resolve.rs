//! Raw answers become one `AppSpec`, or the list of all that is wrong with them.

use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use super::{Answers, Key};
use crate::error::Problem;
use crate::spec::{
    ApiKey, AppSpec, Auth, AuthMode, AuthorizeUrl, ClientId, DatasetName, DirectoryName, Invalid, OAuth,
    PackageManager, PackageName, Scope, Scopes, ServerUrlTemplate, Title, Username, parse_switch,
};

/// What a run knows of the place where it runs and what answers depend on.
#[derive(Clone)]
pub struct Surroundings<'a> {
    /// The working directory, from which DIRECTORY counts.
    pub cwd: &'a Path,
    /// Whether a directory is there already, so that its name need not please other systems.
    pub is_there: &'a dyn Fn(&Path) -> bool,
    /// `npm_config_user_agent`, by which a package manager tells that it called.
    pub user_agent: Option<String>,
}

/// A whole and valid set of answers.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// Where the application goes, as it was named.
    pub directory: PathBuf,
    /// What goes there.
    pub spec: AppSpec,
    /// What the person should know before they go on.
    pub warnings: Vec<Warning>,
}

/// Something that is allowed, and often not meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The answer that it is about.
    pub answer: Key,
    /// A whole sentence.
    pub message: String,
}

/// Makes a specification of the answers; defaults stand in where nothing was said.
///
/// # Errors
/// All problems there are: every answer that is wrong, lacks, or contradicts another.
pub fn resolve(answers: &Answers, around: &Surroundings<'_>) -> Result<Resolved, Vec<Problem>> {
    let mut resolver = Resolver {
        answers,
        problems: Vec::new(),
    };
    let resolved = resolver.resolve(around);
    match resolved {
        Some(resolved) if resolver.problems.is_empty() => Ok(resolved),
        _ => Err(resolver.problems),
    }
}

/// The mode that the answers ask for, or imply, or else OAuth, CARTO's preferred way.
pub fn mode(answers: &Answers) -> AuthMode {
    if let Some(mode) = answers.get(Key::Auth).and_then(|given| given.text().parse().ok()) {
        return mode;
    }
    let key_only =
        answers.get(Key::ApiKey).is_some() && !OAUTH_ONLY.iter().any(|key| says_oauth(answers, *key));
    if key_only {
        AuthMode::ApiKey
    } else {
        AuthMode::OAuth
    }
}

/// Answers that only an OAuth application has.
pub const OAUTH_ONLY: [Key; 4] = [
    Key::ClientId,
    Key::Scopes,
    Key::ForceOAuthLogin,
    Key::AuthorizeUrl,
];

/// Whether an answer really asks for OAuth: an empty client ID, no scopes, no forced login do not.
fn says_oauth(answers: &Answers, key: Key) -> bool {
    answers.get(key).is_some_and(|given| match key {
        Key::ForceOAuthLogin => parse_switch(&given.text()) != Ok(false),
        _ => given.words.iter().any(|word| !word.is_empty()),
    })
}

/// The last part of the directory's path, once `.` and `..` are gone.
pub fn directory_name(cwd: &Path, directory: &Path) -> Option<String> {
    let mut parts = Vec::new();
    let whole = cwd.join(directory);
    for component in whole.components() {
        match component {
            Component::Normal(part) => parts.push(part),
            Component::ParentDir => drop(parts.pop()),
            _ => {}
        }
    }
    parts.last().map(|part| part.to_string_lossy().into_owned())
}

struct Resolver<'a> {
    answers: &'a Answers,
    problems: Vec<Problem>,
}

impl Resolver<'_> {
    fn resolve(&mut self, around: &Surroundings<'_>) -> Option<Resolved> {
        let directory = self.directory(around);
        let name = self.name(directory.as_ref());
        let title = self.title(directory.as_ref(), name.as_ref());
        let mode = self.mode();
        let username = self.or(Key::Username, || Some(Username::public()));
        let datasets = self.datasets();
        let example = self.switch(Key::Example, datasets.as_ref().is_none_or(Vec::is_empty));
        let auth = match mode {
            Some(AuthMode::OAuth) => self.oauth(datasets.as_deref(), example).map(Auth::OAuth),
            Some(AuthMode::ApiKey) => self.or(Key::ApiKey, || Some(ApiKey::public())).map(Auth::ApiKey),
            None => self.unused_parts(),
        };
        let server_url_template = self.or(Key::ServerUrlTemplate, || ServerUrlTemplate::CARTO.parse().ok());
        let maps_url = self.optional(Key::MapsUrl);
        let calling = around
            .user_agent
            .as_deref()
            .and_then(PackageManager::from_user_agent);
        let package_manager = self.or(Key::PackageManager, || {
            Some(calling.unwrap_or(PackageManager::Npm))
        });
        let git = self.switch(Key::Git, true);
        let install = self.switch(Key::Install, false);
        let spec = AppSpec {
            name: name?,
            title: title?,
            auth: auth?,
            username: username?,
            datasets: datasets?,
            example: example?,
            server_url_template: server_url_template?,
            maps_url: maps_url?,
            package_manager: package_manager?,
            git: git?,
            install: install?,
        };
        let warnings = warnings(&spec);
        Some(Resolved {
            directory: directory?.path,
            spec,
            warnings,
        })
    }

    fn directory(&mut self, around: &Surroundings<'_>) -> Option<Directory> {
        let Some(path) = self
            .answers
            .directory
            .clone()
            .filter(|path| !path.as_os_str().is_empty())
        else {
            self.problems.push(Problem {
                answer: Some(Key::Directory),
                value: None,
                origin: None,
                message: "is needed: where the application goes".to_owned(),
                suggestion: Some("carto-app new my-map".to_owned()),
            });
            return None;
        };
        let name = directory_name(around.cwd, &path).unwrap_or_default();
        if !(around.is_there)(&path)
            && let Err(why) = DirectoryName::from_str(&name)
        {
            self.problems.push(Problem::refused(
                Key::Directory,
                shown(Key::Directory, &name),
                None,
                why,
            ));
            return None;
        }
        Some(Directory { path, name })
    }

    fn name(&mut self, directory: Option<&Directory>) -> Option<PackageName> {
        if self.answers.get(Key::Name).is_some() {
            return self.optional(Key::Name)?;
        }
        let directory = directory?;
        match PackageName::from_str(&directory.name) {
            Ok(name) => Some(name),
            Err(why) => {
                let better = PackageName::from_directory_name(&directory.name);
                self.problems.push(Problem {
                    answer: Some(Key::Name),
                    value: Some(shown(Key::Name, &directory.name)),
                    origin: Some("the directory's name".to_owned()),
                    message: why.message,
                    suggestion: Some(
                        better.map_or("--name NAME".to_owned(), |name| format!("--name {name}")),
                    ),
                });
                None
            }
        }
    }

    fn title(&mut self, directory: Option<&Directory>, name: Option<&PackageName>) -> Option<Title> {
        if self.answers.get(Key::Title).is_some() {
            return self.optional(Key::Title)?;
        }
        let (directory, name) = (directory?, name?);
        Title::from_directory_name(&directory.name).or_else(|| Title::from_directory_name(name.as_str()))
    }

    /// None when the answers contradict each other; each contradiction is then noted.
    fn mode(&mut self) -> Option<AuthMode> {
        let given: Option<AuthMode> = self.optional(Key::Auth)?;
        let key = self.answers.get(Key::ApiKey).filter(|key| {
            // An OAuth application reads public data with the public key, so saying so contradicts nothing.
            given.is_none() || key.text() != "default_public"
        });
        let oauth: Vec<Key> = OAUTH_ONLY
            .into_iter()
            .filter(|key| says_oauth(self.answers, *key))
            .collect();
        let (wrong, against) = match given {
            Some(AuthMode::ApiKey) => (oauth, Key::Auth),
            Some(AuthMode::OAuth) => (key.map(|_| Key::ApiKey).into_iter().collect(), Key::Auth),
            None if key.is_some() => (oauth, Key::ApiKey),
            None => (Vec::new(), Key::Auth),
        };
        for key in &wrong {
            self.contradiction(*key, against);
        }
        wrong.is_empty().then(|| mode(self.answers))
    }

    fn contradiction(&mut self, key: Key, against: Key) {
        let (Some(this), Some(other)) = (self.answers.get(key), self.answers.get(against)) else {
            return;
        };
        let said = |key: Key, given: &super::Given| {
            let place = given.origin_of(key).unwrap_or_else(|| key.flag().to_owned());
            if key == Key::ApiKey {
                place
            } else {
                format!("{place} {}", shown(key, &given.text()))
            }
        };
        let wanted = if key == Key::ApiKey {
            AuthMode::ApiKey
        } else {
            AuthMode::OAuth
        };
        self.problems.push(Problem {
            answer: Some(key),
            value: Some(shown(key, &this.text())),
            origin: this.origin_of(key),
            message: format!("{} contradicts {}", said(key, this), said(against, other)),
            suggestion: Some(format!(
                "--auth {wanted} without the other, or leave {} out",
                key.flag()
            )),
        });
    }

    /// Judges what only one mode uses, when it is not known which, so that all problems are told in one run.
    fn unused_parts(&mut self) -> Option<Auth> {
        let _: Option<Option<ApiKey>> = self.optional(Key::ApiKey);
        let _ = self.oauth(None, None);
        None
    }

    fn datasets(&mut self) -> Option<Vec<DatasetName>> {
        let mut datasets = Vec::new();
        let mut whole = true;
        for word in self.words(Key::Datasets) {
            match DatasetName::from_str(&word) {
                Ok(dataset) if datasets.contains(&dataset) => {}
                Ok(dataset) => datasets.push(dataset),
                Err(why) => {
                    self.refuse(Key::Datasets, &word, why);
                    whole = false;
                }
            }
        }
        whole.then_some(datasets)
    }

    fn oauth(&mut self, datasets: Option<&[DatasetName]>, example: Option<bool>) -> Option<OAuth> {
        let empty = self
            .answers
            .get(Key::ClientId)
            .is_none_or(|given| given.text().is_empty());
        let client_id = if empty {
            Some(None)
        } else {
            self.optional::<ClientId>(Key::ClientId)
        };
        let scopes = self.scopes(datasets.unwrap_or_default(), example.unwrap_or_default());
        let force_login = self.switch(Key::ForceOAuthLogin, false);
        let authorize_url = self.or(Key::AuthorizeUrl, || AuthorizeUrl::CARTO.parse().ok());
        Some(OAuth {
            client_id: client_id?,
            scopes: scopes?,
            force_login: force_login?,
            authorize_url: authorize_url?,
        })
    }

    fn scopes(&mut self, datasets: &[DatasetName], example: bool) -> Option<Scopes> {
        let mut scopes = Scopes::default();
        let mut whole = true;
        if self.answers.get(Key::Scopes).is_some() {
            for word in self.words(Key::Scopes) {
                match Scope::from_str(&word) {
                    Ok(scope) => {
                        scopes.insert(scope);
                    }
                    Err(why) => {
                        self.refuse(Key::Scopes, &word, why);
                        whole = false;
                    }
                }
            }
        } else {
            scopes = default_scopes(example);
        }
        for dataset in datasets {
            scopes.push_unless_covered(dataset.read_scope());
        }
        whole.then_some(scopes)
    }

    /// The words of a list, whether it came as several answers or as one with commas or blanks.
    fn words(&self, key: Key) -> Vec<String> {
        let Some(given) = self.answers.get(key) else {
            return Vec::new();
        };
        given
            .words
            .iter()
            .flat_map(|words| words.split([',', ' ', '\t', '\n', '\r']))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }

    fn switch(&mut self, key: Key, default: bool) -> Option<bool> {
        let Some(given) = self.answers.get(key) else {
            return Some(default);
        };
        let text = given.text();
        parse_switch(&text)
            .map_err(|why| self.refuse(key, &text, why))
            .ok()
    }

    fn or<T: FromStr<Err = Invalid>>(&mut self, key: Key, default: impl FnOnce() -> Option<T>) -> Option<T> {
        self.optional(key)?.or_else(default)
    }

    /// `Some(None)` when nothing was said, none when what was said is wrong.
    fn optional<T: FromStr<Err = Invalid>>(&mut self, key: Key) -> Option<Option<T>> {
        let Some(given) = self.answers.get(key) else {
            return Some(None);
        };
        let text = given.text();
        match T::from_str(&text) {
            Ok(value) => Some(Some(value)),
            Err(why) => {
                self.refuse(key, &text, why);
                None
            }
        }
    }

    fn refuse(&mut self, key: Key, value: &str, why: Invalid) {
        let origin = self.answers.get(key).and_then(|given| given.origin_of(key));
        self.problems
            .push(Problem::refused(key, shown(key, value), origin, why));
    }
}

struct Directory {
    path: PathBuf,
    name: String,
}

/// What an application asks for when nobody said anything: who it is, and what the example's isochrones need.
pub fn default_scopes(example: bool) -> Scopes {
    let mut scopes = Scopes::default();
    scopes.insert(Scope::USER_PROFILE);
    if example {
        scopes.insert(Scope::ISOLINES);
    }
    scopes
}

/// A value as it may be shown: secrets are masked, also those that were given in the wrong place, and long ones cut.
fn shown(key: Key, value: &str) -> String {
    const LONGEST: usize = 100;
    if key == Key::ApiKey || (key == Key::ClientId && looks_secret(value)) {
        return "(hidden)".to_owned();
    }
    if value.chars().count() <= LONGEST {
        return value.to_owned();
    }
    value.chars().take(LONGEST).chain(['…']).collect()
}

fn looks_secret(value: &str) -> bool {
    value.len() >= 22
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

fn warnings(spec: &AppSpec) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |answer, message: String| warnings.push(Warning { answer, message });
    match &spec.auth {
        Auth::OAuth(oauth) => {
            match &oauth.client_id {
                None => warn(
                    Key::ClientId,
                    "The client ID is empty: nobody can log in until it stands in src/store/initialStateSlice.js.".to_owned(),
                ),
                Some(id) if !id.is_usual() => warn(
                    Key::ClientId,
                    format!("The client ID {id} has not the form of CARTO's own: 12 characters of A-Z a-z 0-9 _ -."),
                ),
                Some(_) => {}
            }
            if let Some(scope) = oauth.scopes.iter().find(|scope| scope.deserves_warning()) {
                warn(
                    Key::Scopes,
                    format!(
                        "The scope {scope} lets the application change every dataset of whoever logs in."
                    ),
                );
            }
        }
        Auth::ApiKey(key) => {
            if !key.is_public() {
                warn(
                    Key::ApiKey,
                    "The API key reaches the browser: anyone who can open the application can read it, and use it."
                        .to_owned(),
                );
            }
            if !spec.datasets.is_empty() && spec.username.as_str() == "public" {
                warn(
                    Key::Username,
                    "The datasets are read from CARTO's account `public`: name your own with --username."
                        .to_owned(),
                );
            }
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::super::Origin;
    use super::*;

    fn answers(given: &[(Key, &str)]) -> Answers {
        let mut answers = Answers {
            directory: Some("my-map".into()),
            ..Answers::default()
        };
        for (key, text) in given {
            answers.set(*key, vec![(*text).to_owned()], Origin::Flag);
        }
        answers
    }

    fn around() -> Surroundings<'static> {
        Surroundings {
            cwd: Path::new("/home/a"),
            is_there: &|_| false,
            user_agent: None,
        }
    }

    fn ok(given: &[(Key, &str)]) -> Resolved {
        resolve(&answers(given), &around()).expect("resolves")
    }

    fn problems(given: &[(Key, &str)]) -> Vec<Problem> {
        resolve(&answers(given), &around()).expect_err("is refused")
    }

    fn scopes(resolved: &Resolved) -> String {
        resolved
            .spec
            .oauth()
            .map(|oauth| oauth.scopes.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn nothing_said_is_oauth_with_the_example() {
        let resolved = ok(&[]);
        assert_eq!(resolved.spec.name.as_str(), "my-map");
        assert_eq!(resolved.spec.title.as_str(), "My map");
        assert!(resolved.spec.example && resolved.spec.git && !resolved.spec.install);
        assert_eq!(scopes(&resolved), "user:profile dataservices:isolines");
        assert_eq!(resolved.warnings.len(), 1);
    }

    #[test]
    fn one_kind_of_answer_implies_the_mode() {
        assert!(ok(&[(Key::ApiKey, "default_public")]).spec.oauth().is_none());
        assert!(ok(&[(Key::ClientId, "AbCdEfGhIjKl")]).spec.oauth().is_some());
        assert!(
            ok(&[(Key::ApiKey, "default_public"), (Key::ForceOAuthLogin, "false")])
                .spec
                .oauth()
                .is_none()
        );
        assert!(
            ok(&[(Key::Auth, "oauth"), (Key::ApiKey, "default_public")])
                .spec
                .oauth()
                .is_some()
        );
    }

    #[test]
    fn contradictions_name_both_sides() {
        let one = problems(&[(Key::Auth, "api-key"), (Key::ClientId, "AbCdEfGhIjKl")]);
        assert_eq!(one.len(), 1);
        assert_eq!(
            one[0].message,
            "--client-id AbCdEfGhIjKl contradicts --auth api-key"
        );
        let two = problems(&[
            (Key::ApiKey, "AbCdEfGhIjKlMnOpQrStUv"),
            (Key::Scopes, "user:profile"),
        ]);
        assert_eq!(two[0].message, "--scope user:profile contradicts --api-key");
        let three = problems(&[(Key::Auth, "oauth"), (Key::ApiKey, "AbCdEfGhIjKlMnOpQrStUv")]);
        assert_eq!(three[0].message, "--api-key contradicts --auth oauth");
        assert!(!format!("{two:?}{three:?}").contains("AbCdEfGhIjKlMnOpQrStUv"));
    }

    #[test]
    fn all_problems_are_told_together() {
        let told = problems(&[
            (Key::Name, "My Map"),
            (Key::Title, ""),
            (Key::Scopes, "user:profil,offline"),
            (Key::Datasets, "Roads"),
            (Key::Git, "perhaps"),
            (Key::AuthorizeUrl, "http://example.com"),
        ]);
        let keys: Vec<_> = told.iter().filter_map(|problem| problem.answer).collect();
        assert_eq!(
            keys,
            [
                Key::Name,
                Key::Title,
                Key::Datasets,
                Key::Scopes,
                Key::Scopes,
                Key::AuthorizeUrl,
                Key::Git
            ]
        );
        assert!(told.iter().all(|problem| problem.origin.is_some()));
    }

    #[test]
    fn datasets_bring_their_scopes_and_leave_the_example_out() {
        let resolved = ok(&[(Key::Datasets, "roads, acme.parks roads")]);
        assert!(!resolved.spec.example);
        assert_eq!(
            scopes(&resolved),
            "user:profile datasets:r:roads datasets:r:acme.parks"
        );
        let wide = ok(&[(Key::Datasets, "roads"), (Key::Scopes, "datasets:r:*")]);
        assert_eq!(scopes(&wide), "datasets:r:*");
        assert_eq!(scopes(&ok(&[(Key::Scopes, "")])), "");
    }

    #[test]
    fn the_directory_gives_the_name_or_a_suggestion() {
        let mut given = answers(&[]);
        given.directory = Some("some/My Map/".into());
        let told = resolve(&given, &around()).expect_err("is refused");
        assert_eq!(
            (told[0].answer, told[0].suggestion.as_deref()),
            (Some(Key::Name), Some("--name my-map"))
        );
        given.directory = Some("a/../con".into());
        assert_eq!(
            resolve(&given, &around()).expect_err("is refused")[0].answer,
            Some(Key::Directory)
        );
        given.directory = Some(".".into());
        let here = Surroundings {
            cwd: Path::new("/home/a/town"),
            is_there: &|_| true,
            user_agent: None,
        };
        assert_eq!(
            resolve(&given, &here).expect("resolves").spec.name.as_str(),
            "town"
        );
        assert_eq!(
            resolve(&Answers::default(), &around()).expect_err("lacks")[0].answer,
            Some(Key::Directory)
        );
    }

    #[test]
    fn the_caller_sets_the_package_manager() {
        let around = Surroundings {
            user_agent: Some("pnpm/9.1.0 npm/? node/v20".to_owned()),
            ..around()
        };
        let resolved = resolve(&answers(&[]), &around).expect("resolves");
        assert_eq!(resolved.spec.package_manager, PackageManager::Pnpm);
    }

    #[test]
    fn warnings_tell_what_is_allowed_and_seldom_meant() {
        let told = |given: &[(Key, &str)]| ok(given).warnings.iter().map(|w| w.answer).collect::<Vec<_>>();
        assert_eq!(told(&[(Key::ClientId, "short")]), [Key::ClientId]);
        assert_eq!(
            told(&[(Key::ClientId, "AbCdEfGhIjKl"), (Key::Scopes, "datasets:rw:*")]),
            [Key::Scopes]
        );
        assert_eq!(told(&[(Key::ApiKey, "AbCdEfGhIjKlMnOpQrStUv")]), [Key::ApiKey]);
        assert_eq!(
            told(&[(Key::Auth, "api-key"), (Key::Datasets, "roads")]),
            [Key::Username]
        );
        assert_eq!(told(&[(Key::Auth, "api-key")]), []);
    }
}
