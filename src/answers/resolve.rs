//! Raw answers become one `AppSpec`, or the list of all that is wrong with them.

use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use super::{Answers, Given, Key};
use crate::error::Problem;
use crate::spec::{
    ApiKey, AppSpec, Auth, AuthMode, AuthorizeUrl, DatasetName, DirectoryName, Invalid, OAuth,
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
    let mut resolver = Resolver { answers, problems: Vec::new() };
    match resolver.resolve(around) {
        Ok(whole) if resolver.problems.is_empty() => Ok(whole),
        _ => Err(resolver.problems),
    }
}

/// The mode that the answers ask for, or imply, or else OAuth, CARTO's preferred way.
pub fn mode(answers: &Answers) -> AuthMode {
    if let Some(mode) = answers.get(Key::Auth).and_then(|given| given.text().parse().ok()) {
        return mode;
    }
    let only_key =
        answers.get(Key::ApiKey).is_some() && !OAUTH_ONLY.iter().any(|key| says_oauth(answers, *key));
    if only_key { AuthMode::ApiKey } else { AuthMode::OAuth }
}

/// Answers that only an OAuth application has.
pub const OAUTH_ONLY: [Key; 4] = [Key::ClientId, Key::Scopes, Key::ForceOAuthLogin, Key::AuthorizeUrl];

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

/// An answer that can't be used; why is among the resolver's problems.
struct Refused;

type Judged<T> = Result<T, Refused>;

/// The directory as it was named, and the name that it has or will have.
struct Place {
    path: PathBuf,
    name: String,
}

impl Resolver<'_> {
    /// Judges every answer before the first that is refused ends it, so that all problems are noted.
    fn resolve(&mut self, around: &Surroundings<'_>) -> Judged<Resolved> {
        let place = self.place(around);
        let name = self.name(place.as_ref().ok());
        let title = self.title(place.as_ref().ok(), name.as_ref().ok());
        let mode = self.mode();
        let username = self.or(Key::Username, Username::public);
        let datasets = self.datasets();
        let example = self.switch(Key::Example, datasets.as_ref().map_or(true, Vec::is_empty));
        let sandbox = self.switch(Key::Sandbox, true);
        let auth = match mode {
            Ok(AuthMode::OAuth) => {
                let datasets = datasets.as_deref().unwrap_or_default();
                self.oauth(datasets, *example.as_ref().unwrap_or(&false)).map(Auth::OAuth)
            }
            Ok(AuthMode::ApiKey) => self.or(Key::ApiKey, ApiKey::public).map(Auth::ApiKey),
            Err(Refused) => self.parts_of_both_modes(),
        };
        let server_url_template = self.or(Key::ServerUrlTemplate, ServerUrlTemplate::carto);
        let maps_url = self.given(Key::MapsUrl);
        let calling = around.user_agent.as_deref().and_then(PackageManager::from_user_agent);
        let package_manager = self.or(Key::PackageManager, || calling.unwrap_or(PackageManager::Npm));
        let git = self.switch(Key::Git, true);
        let install = self.switch(Key::Install, false);
        let spec = AppSpec {
            name: name?,
            title: title?,
            auth: auth?,
            username: username?,
            datasets: datasets?,
            example: example?,
            sandbox: sandbox?,
            server_url_template: server_url_template?,
            maps_url: maps_url?,
            package_manager: package_manager?,
            git: git?,
            install: install?,
        };
        let warnings = warnings(&spec);
        Ok(Resolved { directory: place?.path, spec, warnings })
    }

    fn place(&mut self, around: &Surroundings<'_>) -> Judged<Place> {
        let Some(path) = self.answers.directory.clone().filter(|path| !path.as_os_str().is_empty()) else {
            self.problems.push(Problem {
                answer: Some(Key::Directory),
                value: None,
                origin: None,
                message: "is needed: where the application goes".to_owned(),
                suggestion: Some("carto-app new my-map".to_owned()),
            });
            return Err(Refused);
        };
        let name = directory_name(around.cwd, &path).unwrap_or_default();
        if !(around.is_there)(&path)
            && let Err(why) = DirectoryName::from_str(&name)
        {
            return Err(self.refuse(Key::Directory, &name, why));
        }
        Ok(Place { path, name })
    }

    fn name(&mut self, place: Option<&Place>) -> Judged<PackageName> {
        if let Some(name) = self.given(Key::Name)? {
            return Ok(name);
        }
        let place = place.ok_or(Refused)?;
        PackageName::from_str(&place.name).map_err(|why| {
            let better = PackageName::from_directory_name(&place.name);
            self.problems.push(Problem {
                answer: Some(Key::Name),
                value: Some(shown(Key::Name, &place.name)),
                origin: Some("the directory's name".to_owned()),
                message: why.message,
                suggestion: Some(better.map_or("--name NAME".to_owned(), |name| format!("--name {name}"))),
            });
            Refused
        })
    }

    fn title(&mut self, place: Option<&Place>, name: Option<&PackageName>) -> Judged<Title> {
        if let Some(title) = self.given(Key::Title)? {
            return Ok(title);
        }
        let (place, name) = place.zip(name).ok_or(Refused)?;
        Title::from_directory_name(&place.name)
            .or_else(|| Title::from_directory_name(name.as_str()))
            .ok_or_else(|| {
                self.refuse(Key::Title, &place.name, Invalid::new("gives no title").suggest("--title TEXT"))
            })
    }

    /// Refused when the answers contradict each other; each contradiction is then noted.
    fn mode(&mut self) -> Judged<AuthMode> {
        let given: Option<AuthMode> = self.given(Key::Auth)?;
        // An OAuth application reads public data with the public key, so saying so contradicts nothing.
        let is_private = |key: &&Given| key.text() != ApiKey::public().as_str();
        let key = self.answers.get(Key::ApiKey).filter(|key| given.is_none() || is_private(key));
        let oauth = OAUTH_ONLY.into_iter().filter(|key| says_oauth(self.answers, *key));
        let (wrong, against): (Vec<Key>, Key) = match given {
            Some(AuthMode::ApiKey) => (oauth.collect(), Key::Auth),
            Some(AuthMode::OAuth) => (key.map(|_| Key::ApiKey).into_iter().collect(), Key::Auth),
            None if key.is_some() => (oauth.collect(), Key::ApiKey),
            None => (Vec::new(), Key::Auth),
        };
        for key in &wrong {
            self.contradiction(*key, against);
        }
        if wrong.is_empty() { Ok(mode(self.answers)) } else { Err(Refused) }
    }

    fn contradiction(&mut self, key: Key, against: Key) {
        let (Some(this), Some(other)) = (self.answers.get(key), self.answers.get(against)) else { return };
        let said = |key: Key, given: &Given| {
            let place = given.origin_of(key).unwrap_or_else(|| key.flag().to_owned());
            if key == Key::ApiKey { place } else { format!("{place} {}", shown(key, &given.text())) }
        };
        let wanted = if key == Key::ApiKey { AuthMode::ApiKey } else { AuthMode::OAuth };
        self.problems.push(Problem {
            answer: Some(key),
            value: Some(shown(key, &this.text())),
            origin: this.origin_of(key),
            message: format!("{} contradicts {}", said(key, this), said(against, other)),
            suggestion: Some(format!("--auth {wanted} without the other, or leave {} out", key.flag())),
        });
    }

    /// Judges what only one mode uses, when it is not known which, so that all problems are told in one run.
    fn parts_of_both_modes(&mut self) -> Judged<Auth> {
        let _: Judged<Option<ApiKey>> = self.given(Key::ApiKey);
        let _ = self.oauth(&[], false);
        Err(Refused)
    }

    fn datasets(&mut self) -> Judged<Vec<DatasetName>> {
        let mut datasets = Vec::new();
        for dataset in self.list(Key::Datasets)? {
            if !datasets.contains(&dataset) {
                datasets.push(dataset);
            }
        }
        Ok(datasets)
    }

    fn oauth(&mut self, datasets: &[DatasetName], example: bool) -> Judged<OAuth> {
        let left_open = self.answers.get(Key::ClientId).is_some_and(|given| given.text().is_empty());
        let client_id = if left_open { Ok(None) } else { self.given(Key::ClientId) };
        let scopes = self.scopes(datasets, example);
        let force_login = self.switch(Key::ForceOAuthLogin, false);
        let authorize_url = self.or(Key::AuthorizeUrl, AuthorizeUrl::carto);
        Ok(OAuth {
            client_id: client_id?,
            scopes: scopes?,
            force_login: force_login?,
            authorize_url: authorize_url?,
        })
    }

    fn scopes(&mut self, datasets: &[DatasetName], example: bool) -> Judged<Scopes> {
        let mut scopes = Scopes::default();
        if self.answers.get(Key::Scopes).is_some() {
            for scope in self.list(Key::Scopes)? {
                scopes.insert(scope);
            }
        } else {
            scopes = default_scopes(example);
        }
        for dataset in datasets {
            scopes.push_unless_covered(dataset.read_scope());
        }
        Ok(scopes)
    }

    /// A list, whether it came as several answers or as one with commas or blanks.
    fn list<T: FromStr<Err = Invalid>>(&mut self, key: Key) -> Judged<Vec<T>> {
        let Some(given) = self.answers.get(key) else { return Ok(Vec::new()) };
        let words = given.words.iter().flat_map(|words| words.split([',', ' ', '\t', '\n', '\r']));
        let judged: Vec<Judged<T>> = words
            .filter(|word| !word.is_empty())
            .map(|word| T::from_str(word).map_err(|why| self.refuse(key, word, why)))
            .collect();
        judged.into_iter().collect()
    }

    fn switch(&mut self, key: Key, default: bool) -> Judged<bool> {
        let Some(given) = self.answers.get(key) else { return Ok(default) };
        let text = given.text();
        parse_switch(&text).map_err(|why| self.refuse(key, &text, why))
    }

    fn or<T: FromStr<Err = Invalid>>(&mut self, key: Key, default: impl FnOnce() -> T) -> Judged<T> {
        Ok(self.given(key)?.unwrap_or_else(default))
    }

    /// What was said, if anything was.
    fn given<T: FromStr<Err = Invalid>>(&mut self, key: Key) -> Judged<Option<T>> {
        let Some(given) = self.answers.get(key) else { return Ok(None) };
        let text = given.text();
        T::from_str(&text).map(Some).map_err(|why| self.refuse(key, &text, why))
    }

    fn refuse(&mut self, key: Key, value: &str, why: Invalid) -> Refused {
        let origin = self.answers.get(key).and_then(|given| given.origin_of(key));
        self.problems.push(Problem::refused(key, shown(key, value), origin, why));
        Refused
    }
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

/// What stands in place of a secret.
pub const HIDDEN: &str = "(hidden)";

/// A value as it may be shown: secrets are masked, also those that were given in the wrong place, and long ones cut.
fn shown(key: Key, value: &str) -> String {
    const LONGEST: usize = 100;
    if key == Key::ApiKey || (key == Key::ClientId && looks_secret(value)) {
        return HIDDEN.to_owned();
    }
    if value.chars().count() <= LONGEST {
        return value.to_owned();
    }
    value.chars().take(LONGEST).chain(['…']).collect()
}

fn looks_secret(value: &str) -> bool {
    value.len() >= 22 && value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
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
        let mut answers = Answers::for_directory("my-map");
        for (key, text) in given {
            answers.set(*key, vec![(*text).to_owned()], Origin::Flag);
        }
        answers
    }

    fn around() -> Surroundings<'static> {
        Surroundings { cwd: Path::new("/home/a"), is_there: &|_| false, user_agent: None }
    }

    fn ok(given: &[(Key, &str)]) -> Resolved {
        resolve(&answers(given), &around()).expect("resolves")
    }

    fn problems(given: &[(Key, &str)]) -> Vec<Problem> {
        resolve(&answers(given), &around()).expect_err("is refused")
    }

    fn scopes(resolved: &Resolved) -> String {
        resolved.spec.oauth().map(|oauth| oauth.scopes.to_string()).unwrap_or_default()
    }

    #[test]
    fn nothing_said_is_oauth_with_the_example() {
        let resolved = ok(&[]);
        assert_eq!(resolved.spec.name.as_str(), "my-map");
        assert_eq!(resolved.spec.title.as_str(), "My map");
        assert!(resolved.spec.example && resolved.spec.sandbox);
        assert!(resolved.spec.git && !resolved.spec.install);
        assert_eq!(scopes(&resolved), "user:profile dataservices:isolines");
        assert_eq!(resolved.warnings.len(), 1);
    }

    #[test]
    fn one_kind_of_answer_implies_the_mode() {
        assert!(ok(&[(Key::ApiKey, "default_public")]).spec.oauth().is_none());
        assert!(ok(&[(Key::ClientId, "AbCdEfGhIjKl")]).spec.oauth().is_some());
        assert!(
            ok(&[(Key::ApiKey, "default_public"), (Key::ForceOAuthLogin, "false")]).spec.oauth().is_none()
        );
        assert!(ok(&[(Key::Auth, "oauth"), (Key::ApiKey, "default_public")]).spec.oauth().is_some());
    }

    #[test]
    fn contradictions_name_both_sides() {
        let one = problems(&[(Key::Auth, "api-key"), (Key::ClientId, "AbCdEfGhIjKl")]);
        assert_eq!(one.len(), 1);
        assert_eq!(one[0].message, "--client-id AbCdEfGhIjKl contradicts --auth api-key");
        let two = problems(&[(Key::ApiKey, "AbCdEfGhIjKlMnOpQrStUv"), (Key::Scopes, "user:profile")]);
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
            (Key::Sandbox, "local"),
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
                Key::Sandbox,
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
        assert_eq!(scopes(&resolved), "user:profile datasets:r:roads datasets:r:acme.parks");
        let wide = ok(&[(Key::Datasets, "roads"), (Key::Scopes, "datasets:r:*")]);
        assert_eq!(scopes(&wide), "datasets:r:*");
        assert_eq!(scopes(&ok(&[(Key::Scopes, "")])), "");
    }

    #[test]
    fn the_directory_gives_the_name_or_a_suggestion() {
        let mut given = answers(&[]);
        given.directory = Some("some/My Map/".into());
        let told = resolve(&given, &around()).expect_err("is refused");
        assert_eq!((told[0].answer, told[0].suggestion.as_deref()), (Some(Key::Name), Some("--name my-map")));
        given.directory = Some("a/../con".into());
        assert_eq!(resolve(&given, &around()).expect_err("is refused")[0].answer, Some(Key::Directory));
        given.directory = Some(".".into());
        let here = Surroundings { cwd: Path::new("/home/a/town"), is_there: &|_| true, user_agent: None };
        assert_eq!(resolve(&given, &here).expect("resolves").spec.name.as_str(), "town");
        assert_eq!(
            resolve(&Answers::default(), &around()).expect_err("lacks")[0].answer,
            Some(Key::Directory)
        );
    }

    #[test]
    fn the_caller_sets_the_package_manager() {
        let around = Surroundings { user_agent: Some("pnpm/9.1.0 npm/? node/v20".to_owned()), ..around() };
        let resolved = resolve(&answers(&[]), &around).expect("resolves");
        assert_eq!(resolved.spec.package_manager, PackageManager::Pnpm);
    }

    #[test]
    fn warnings_tell_what_is_allowed_and_seldom_meant() {
        let told = |given: &[(Key, &str)]| ok(given).warnings.iter().map(|w| w.answer).collect::<Vec<_>>();
        assert_eq!(told(&[(Key::ClientId, "short")]), [Key::ClientId]);
        assert_eq!(told(&[(Key::ClientId, "AbCdEfGhIjKl"), (Key::Scopes, "datasets:rw:*")]), [Key::Scopes]);
        assert_eq!(told(&[(Key::ApiKey, "AbCdEfGhIjKlMnOpQrStUv")]), [Key::ApiKey]);
        assert_eq!(told(&[(Key::Auth, "api-key"), (Key::Datasets, "roads")]), [Key::Username]);
        assert_eq!(told(&[(Key::Auth, "api-key")]), []);
    }
}
