//! Raw answers become one `AppSpec`, or the list of all that is wrong with them.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use super::file::PRIVATE_KEY;
use super::{Answers, Given, Origin, file_name};
use crate::error::{Problem, Warning};
use crate::spec::Key;
use crate::spec::{
    ApiKey, AppSpec, Auth, AuthMode, AuthorizeUrl, DatasetName, DirectoryName, Invalid, OAuth,
    PackageManager, PackageName, Scope, Scopes, ServerUrlTemplate, Title, Username, is_long_as_secret,
    may_be_secret, parse_switch,
};

/// What a run knows of the place where it runs and what answers depend on.
#[derive(Clone)]
pub struct Surroundings<'a> {
    /// The working directory, from which DIRECTORY counts.
    pub cwd: &'a Path,
    /// Whether a directory is there already, so that its name need not please other systems.
    pub is_there: &'a dyn Fn(&Path) -> bool,
    /// The person's home directory, for which a `~` stands.
    pub home: Option<&'a Path>,
    /// `npm_config_user_agent`, by which a package manager tells that it called.
    pub user_agent: Option<String>,
    /// Whether the application is there already, so that its `.env.local` may hold a private key that is not among the answers.
    pub has_env_local: bool,
}

impl Surroundings<'static> {
    /// No place in particular, for an application that is there already or is rendered in memory only.
    pub fn detached() -> Self {
        Surroundings {
            cwd: Path::new("/"),
            is_there: &|_| false,
            home: None,
            user_agent: None,
            has_env_local: true,
        }
    }
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
    let has_key = answers.get(Key::ApiKey).is_some() || answers.private_key.is_some();
    if has_key && !Key::only_in(AuthMode::OAuth).any(|key| says_oauth(answers, key)) {
        AuthMode::ApiKey
    } else {
        AuthMode::OAuth
    }
}

/// Whether an answer really asks for OAuth: an empty client ID, no scopes, no forced login do not.
pub fn says_oauth(answers: &Answers, key: Key) -> bool {
    answers.get(key).is_some_and(|given| {
        if key.is_switch() {
            parse_switch(&given.text()) != Ok(false)
        } else {
            given.words.iter().any(|word| !word.is_empty())
        }
    })
}

/// The last part of the directory's path, once `.` and `..` are gone.
pub fn directory_name(cwd: &Path, directory: &Path) -> Option<String> {
    absolute(cwd, directory).file_name().map(|part| part.to_string_lossy().into_owned())
}

/// The whole path without `.` and `..`.
fn absolute(cwd: &Path, directory: &Path) -> PathBuf {
    let mut path = PathBuf::new();
    for component in cwd.join(directory).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(path.pop()),
            other => path.push(other),
        }
    }
    path
}

/// The names along a directory's path that are not there yet, from the first to its own.
fn new_names(directory: &Path, around: &Surroundings<'_>) -> Vec<String> {
    let whole = absolute(around.cwd, directory);
    let is_new = |path: &&Path| !around.cwd.starts_with(path) && !(around.is_there)(path);
    let names = whole.ancestors().filter(is_new).filter_map(Path::file_name);
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.reverse();
    names
}

/// Why a name is refused; where it is no text, that, and not the character that stands for what is lost.
fn if_no_text(path: &Path, name: &str, why: Invalid) -> Invalid {
    if path.to_str().is_none() && name.contains('\u{FFFD}') {
        return Invalid { message: "is not UTF-8 text".to_owned(), ..why };
    }
    why
}

/// The path with a better name in place of each that is refused; none where one has no better name.
fn better_path(directory: &Path, refused: &[String]) -> Option<String> {
    let mut path = PathBuf::new();
    for component in directory.components() {
        match component {
            Component::Normal(part) if refused.iter().any(|name| *name == part.to_string_lossy()) => {
                path.push(DirectoryName::from_str(&part.to_string_lossy()).err()?.suggestion?);
            }
            other => path.push(other),
        }
    }
    Some(path.display().to_string())
}

/// The path with the home directory in place of a `~` at its beginning, as a shell gives it.
pub fn at_home(directory: &Path, home: Option<&Path>) -> Option<PathBuf> {
    let (rest, home) = directory.strip_prefix("~").ok().zip(home)?;
    Some(home.components().chain(rest.components()).collect())
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
    whole: PathBuf,
    name: String,
}

impl<'a> Resolver<'a> {
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
            Ok(AuthMode::ApiKey) => self.api_key(around).map(Auth::ApiKey),
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
        let warnings = self.answers.warnings.iter().cloned().chain(warnings(&spec)).collect();
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
        if let Some(Component::Normal(first)) = path.components().next()
            && first.to_string_lossy().starts_with('~')
        {
            let meant = match at_home(&path, around.home) {
                Some(path) => path.display().to_string(),
                None if first == "~" => "the whole path, such as /home/NAME/my-map".to_owned(),
                None => format!("./{}", path.display()),
            };
            let why = Invalid::new("begins with ~, which only a shell takes for a home directory");
            return Err(self.refuse(Key::Directory, &path.to_string_lossy(), why.suggest(meant)));
        }
        let whole = absolute(around.cwd, &path);
        let refused: Vec<(String, Invalid)> = new_names(&path, around)
            .into_iter()
            .filter_map(|name| DirectoryName::from_str(&name).err().map(|why| (name, why)))
            .map(|(name, why)| {
                let why = if_no_text(&whole, &name, why);
                (name, why)
            })
            .collect();
        if refused.is_empty() {
            return Ok(Place { path, whole, name });
        }
        let names: Vec<String> = refused.iter().map(|(name, _)| name.clone()).collect();
        let suggestion = better_path(&path, &names);
        for (name, why) in refused {
            self.refuse(Key::Directory, &name, Invalid { suggestion: suggestion.clone(), ..why });
        }
        Err(Refused)
    }

    fn name(&mut self, place: Option<&Place>) -> Judged<PackageName> {
        if let Some(name) = self.given(Key::Name)? {
            return Ok(name);
        }
        let place = place.ok_or(Refused)?;
        PackageName::from_str(&place.name).map_err(|why| {
            let better = PackageName::from_directory_name(&place.name);
            let why = if_no_text(&place.whole, &place.name, why);
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
        let is_private = |key: &&Given| key.text() != ApiKey::PUBLIC;
        let key = self.answers.get(Key::ApiKey).filter(|key| given.is_none() || is_private(key));
        let oauth = Key::only_in(AuthMode::OAuth).filter(|key| says_oauth(self.answers, *key));
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
        self.problems.push(Problem {
            answer: Some(key),
            value: Some(shown(key, &this.text())),
            origin: this.origin_of(key),
            message: format!("contradicts {}", said(against, other)),
            suggestion: Some(format!("{}, or {}", way_out(key, this), way_out(against, other))),
        });
    }

    /// The public key is the default, except for an application that has a private one.
    fn api_key(&mut self, around: &Surroundings<'_>) -> Judged<ApiKey> {
        if let Some(key) = self.given(Key::ApiKey)? {
            return Ok(key);
        }
        match &self.answers.private_key {
            None => Ok(ApiKey::Public),
            Some(_) if around.has_env_local => Ok(ApiKey::Elsewhere),
            Some(origin) => {
                self.problems.push(Problem {
                    answer: Some(Key::ApiKey),
                    value: None,
                    origin: origin.in_file(PRIVATE_KEY),
                    message: "says that the application has a private API key, and none is given".to_owned(),
                    suggestion: Some(
                        "export CARTO_APP_API_KEY with the key, or --api-key=default_public for public data only"
                            .to_owned(),
                    ),
                });
                Err(Refused)
            }
        }
    }

    /// Judges what only one mode uses, when it is not known which, so that all problems are told in one run.
    fn parts_of_both_modes(&mut self) -> Judged<Auth> {
        let _: Judged<Option<ApiKey>> = self.given(Key::ApiKey);
        let _ = self.oauth(&[], false);
        Err(Refused)
    }

    fn datasets(&mut self) -> Judged<Vec<DatasetName>> {
        let mut datasets: Vec<DatasetName> = self.list(Key::Datasets)?;
        let mut seen = HashSet::new();
        datasets.retain(|dataset| seen.insert(dataset.clone()));
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
        let Some(given) = self.said(key)? else { return Ok(Vec::new()) };
        let words = given.words.iter().flat_map(|words| words.split([',', ' ', '\t', '\n', '\r']));
        let judged: Vec<Judged<T>> = words
            .filter(|word| !word.is_empty())
            .map(|word| T::from_str(word).map_err(|why| self.refuse(key, word, why)))
            .collect();
        judged.into_iter().collect()
    }

    fn switch(&mut self, key: Key, default: bool) -> Judged<bool> {
        let Some(given) = self.said(key)? else { return Ok(default) };
        let text = given.text();
        parse_switch(&text).map_err(|why| self.refuse(key, &text, why))
    }

    fn or<T: FromStr<Err = Invalid>>(&mut self, key: Key, default: impl FnOnce() -> T) -> Judged<T> {
        Ok(self.given(key)?.unwrap_or_else(default))
    }

    /// What was said, if anything was that can be an answer.
    fn said(&mut self, key: Key) -> Judged<Option<&'a Given>> {
        let answers = self.answers;
        match answers.get(key) {
            Some(Given { fault: Some(why), words, .. }) => {
                Err(self.refuse(key, &words.join(", "), why.clone()))
            }
            given => Ok(given),
        }
    }

    /// What was said, judged.
    fn given<T: FromStr<Err = Invalid>>(&mut self, key: Key) -> Judged<Option<T>> {
        let Some(given) = self.said(key)? else { return Ok(None) };
        let text = given.text();
        T::from_str(&text).map(Some).map_err(|why| self.refuse(key, &text, why))
    }

    fn refuse(&mut self, key: Key, value: &str, mut why: Invalid) -> Refused {
        if is_secret(key, value) {
            // What was probably meant has most of a secret in it.
            why.suggestion = why.suggestion.filter(|suggestion| !repeats(suggestion, value));
        }
        why.suggestion.get_or_insert_with(|| key.example().to_owned());
        let origin = self.answers.get(key).and_then(|given| given.origin_of(key));
        self.problems.push(Problem::refused(key, shown(key, value), origin, why));
        Refused
    }
}

/// An answer as it was given, where it was given.
fn said(key: Key, given: &Given) -> String {
    let value = if key == Key::ApiKey { String::new() } else { shown(key, &given.text()) };
    match (&given.origin, key.env()) {
        (Origin::Env, Some(variable)) if value.is_empty() => variable,
        (Origin::Env, Some(variable)) => format!("{variable}={value}"),
        (Origin::File { name, line }, _) => {
            let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
            format!("{} = {value:?} in {}{line}", key.file_key().unwrap_or_default(), file_name(name))
        }
        _ => format!("{} {value}", key.flag()).trim_end().to_owned(),
    }
}

/// How an answer is taken back, where it was given.
fn way_out(key: Key, given: &Given) -> String {
    match (&given.origin, key.env()) {
        (Origin::Env, Some(variable)) => format!("unset {variable}"),
        (Origin::File { name, .. }, _) => {
            format!("remove {} from {}", key.file_key().unwrap_or_default(), file_name(name))
        }
        _ => format!("leave {} out", key.flag()),
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
pub fn shown(key: Key, value: &str) -> String {
    const LONGEST: usize = 100;
    if is_secret(key, value) {
        return HIDDEN.to_owned();
    }
    if value.chars().count() <= LONGEST {
        return value.to_owned();
    }
    value.chars().take(LONGEST).chain(['…']).collect()
}

/// Client IDs are short, so what is long in their place is taken for a key or a client secret.
fn is_secret(key: Key, value: &str) -> bool {
    key == Key::ApiKey || may_be_secret(value) || (key == Key::ClientId && is_long_as_secret(value))
}

/// Whether a suggestion has a part of a secret in it, spelled in some way; what is short is none.
fn repeats(suggestion: &str, secret: &str) -> bool {
    let words = |text: &str, shortest: usize| -> Vec<String> {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        let plain = words.map(|word| word.to_ascii_lowercase().replace(['-', '_'], ""));
        plain.filter(|word| word.len() >= shortest).collect()
    };
    let secrets = words(secret, 12);
    words(suggestion, 8)
        .iter()
        .any(|word| secrets.iter().any(|secret| secret.contains(word) || word.contains(secret)))
}

/// What the person should know of an application before they go on.
pub fn warnings(spec: &AppSpec) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |answer, message: String| warnings.push(Warning { answer: Some(answer), message });
    match &spec.auth {
        Auth::OAuth(oauth) => {
            match &oauth.client_id {
                None => warn(
                    Key::ClientId,
                    "The client ID is empty: nobody can log in until it stands in src/store/initialStateSlice.js.".to_owned(),
                ),
                Some(id) if id.looks_like_api_key() => warn(
                    Key::ClientId,
                    "The client ID looks like an API key, which has 22 characters: a client ID has 12, and everybody who opens the application can read it."
                        .to_owned(),
                ),
                Some(id) if !id.is_usual() => warn(
                    Key::ClientId,
                    format!(
                        "The client ID {} has not the form of CARTO's own: 12 characters of A-Z a-z 0-9 _ -.",
                        shown(Key::ClientId, id.as_str())
                    ),
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
        Surroundings {
            cwd: Path::new("/home/a"),
            is_there: &|_| false,
            home: None,
            user_agent: None,
            has_env_local: false,
        }
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
        assert_eq!((one.len(), one[0].origin.as_deref()), (1, Some("--client-id")));
        assert_eq!(one[0].suggestion.as_deref(), Some("leave --client-id out, or leave --auth out"));
        assert_eq!(one[0].message, "contradicts --auth api-key");
        let two = problems(&[(Key::ApiKey, "AbCdEfGhIjKlMnOpQrStUv"), (Key::Scopes, "user:profile")]);
        assert_eq!(two[0].message, "contradicts --api-key");
        let three = problems(&[(Key::Auth, "oauth"), (Key::ApiKey, "AbCdEfGhIjKlMnOpQrStUv")]);
        assert_eq!(three[0].message, "contradicts --auth oauth");
        assert!(!format!("{two:?}{three:?}").contains("AbCdEfGhIjKlMnOpQrStUv"));
        let mut given = Answers::for_directory("my-map");
        let file = Origin::File { name: "a.toml".to_owned(), line: Some(3) };
        given.set(Key::Auth, vec!["oauth".to_owned()], file);
        given.set(Key::ApiKey, vec!["AbCdEfGhIjKlMnOpQrStUv".to_owned()], Origin::Env);
        let told = resolve(&given, &around()).expect_err("is refused");
        assert_eq!(told[0].origin.as_deref(), Some("CARTO_APP_API_KEY"));
        assert_eq!(told[0].message, "contradicts auth.mode = \"oauth\" in a.toml, line 3");
        assert_eq!(
            told[0].suggestion.as_deref(),
            Some("unset CARTO_APP_API_KEY, or remove auth.mode from a.toml")
        );
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
    fn a_secret_is_not_repeated_whatever_it_was_given_as() {
        let master = "0123456789abcdef0123456789abcdef01234567";
        let keys = [
            Key::Name,
            Key::Title,
            Key::Auth,
            Key::Username,
            Key::ClientId,
            Key::Scopes,
            Key::Datasets,
            Key::ServerUrlTemplate,
            Key::MapsUrl,
            Key::AuthorizeUrl,
            Key::PackageManager,
            Key::Git,
        ];
        for key in keys.into_iter().chain([Key::ApiKey]) {
            for value in [
                master.to_owned(),
                format!("{master} "),
                master.to_uppercase(),
                format!("https://{master}/x"),
            ] {
                let told = problems(&[(key, &value)]);
                let text = format!("{told:?}").to_lowercase();
                assert!(told[0].answer == Some(key) && !text.contains(&master[..20]), "{text}");
            }
        }
        for (key, secret) in [
            (Key::ClientId, " abcdefghijklmnopqrstuvwx"),
            (Key::ClientId, "abcdefghijklmnopqrstuvwx\n"),
            (Key::Username, "AbCdEfGhIjKlMnOpQrStUv"),
            (Key::Username, "AbCdEfGhIjKlMnOpQrStUvWx\n"),
            (Key::Name, "AbCdEfGhIjKlMnOpQrStUv"),
            (Key::Title, " AbCdEfGhIjKlMnOpQrStUv"),
            (Key::Datasets, "AbCdEfGhIjKlMnOpQrStUv"),
            (Key::MapsUrl, "https://h.org?api_key=AbCdEfGhIjKlMnOpQrStUv"),
        ] {
            let text = format!("{:?}", problems(&[(key, secret)])).to_lowercase();
            assert!(text.contains("(hidden)") && !text.contains("abcdefghijkl"), "{text}");
        }
        let told = problems(&[(Key::MapsUrl, "https://h.org?api_key=AbCdEfGhIjKlMnOpQrStUv")]);
        assert_eq!(told[0].suggestion.as_deref(), Some("https://h.org"));
    }

    #[test]
    fn a_master_key_is_refused_as_any_text_with_the_reason() {
        let master = "0123456789abcdef0123456789abcdef01234567";
        for key in [Key::Username, Key::Name, Key::Title, Key::Datasets, Key::ClientId, Key::ApiKey] {
            assert!(problems(&[(key, master)])[0].message.contains("master key"), "{key:?}");
        }
        let mut given = answers(&[]);
        given.directory = Some(master.into());
        let told = resolve(&given, &around()).expect_err("is refused");
        assert!(told[0].message.contains("master key") && !format!("{told:?}").contains(master), "{told:?}");
        for (key, text) in [
            (Key::Title, format!("Map of {master}")),
            (Key::Scopes, format!("datasets:r:{master}")),
            (Key::MapsUrl, format!("https://h.org/user/{master}")),
        ] {
            assert!(problems(&[(key, &text)])[0].message.contains("master key"), "{key:?}");
        }
    }

    #[test]
    fn an_api_key_in_place_of_the_client_id_is_named_and_not_repeated() {
        for (id, named) in [("AbCdEfGhIjKlMnOpQrStUv", "API key"), ("AbCdEfGhIjKlMnOpQrStUvWxYz", "(hidden)")]
        {
            let message = &ok(&[(Key::ClientId, id)]).warnings[0].message;
            assert!(message.contains(named) && !message.contains("AbCdEf"), "{message}");
        }
    }

    #[test]
    fn every_refusal_comes_with_something_to_try() {
        for key in Key::ALL {
            for value in ["", " ", "?", "\0", "é", "offline", "http://", &"x".repeat(10_000), "地図/…"] {
                let mut given = answers(&[(key, value)]);
                if key == Key::Directory {
                    given.directory = Some(value.into());
                }
                for problem in resolve(&given, &around()).err().unwrap_or_default() {
                    assert!(problem.suggestion.is_some_and(|text| !text.is_empty()), "{key:?} {value:?}");
                }
            }
        }
        let scopes = |text: &str| problems(&[(Key::Scopes, text)])[0].suggestion.clone().unwrap_or_default();
        assert_eq!(scopes("offline"), "leave it out");
        assert!(Scope::ALL_NAMED.iter().all(|scope| scopes("weather").contains(scope.as_str())));
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
        given.directory = Some("//".into());
        assert_eq!(resolve(&given, &around()).expect_err("is refused")[0].answer, Some(Key::Name));
        given.directory = Some(".".into());
        let here = Surroundings {
            cwd: Path::new("/home/a/town"),
            is_there: &|_| true,
            home: None,
            user_agent: None,
            has_env_local: false,
        };
        assert_eq!(resolve(&given, &here).expect("resolves").spec.name.as_str(), "town");
        assert_eq!(
            resolve(&Answers::default(), &around()).expect_err("lacks")[0].answer,
            Some(Key::Directory)
        );
    }

    #[test]
    fn every_directory_that_would_be_made_is_judged() {
        let told = |path: &str, there: &[&str]| -> Vec<(String, Option<String>)> {
            let is_there = |path: &Path| there.iter().any(|there| path == Path::new(there));
            let around = Surroundings { is_there: &is_there, home: Some(Path::new("/home/a")), ..around() };
            let problems = resolve(&Answers::for_directory(path), &around).err().unwrap_or_default();
            let directory = problems.into_iter().filter(|problem| problem.answer == Some(Key::Directory));
            directory.map(|problem| (problem.value.unwrap_or_default(), problem.suggestion)).collect()
        };
        let refused = |value: &str, suggestion: &str| (value.to_owned(), Some(suggestion.to_owned()));
        assert_eq!(told("con/my-map", &[]), [refused("con", "con-app/my-map")]);
        assert_eq!(told("con/my-map", &["/home/a/con"]), []);
        assert_eq!(
            told("a|b:c/d./my-map", &[]),
            [refused("a|b:c", "a-b-c/d/my-map"), refused("d.", "a-b-c/d/my-map")]
        );
        assert_eq!(told("a\nb/my-map", &[]), [refused("a\nb", "a-b/my-map")]);
        assert_eq!(told("../nul/x", &[]), [refused("nul", "../nul-app/x")]);
        assert_eq!(told("con/../my-map", &[]), []);
        assert_eq!(told("~/my-map", &[]), [refused("~/my-map", "/home/a/my-map")]);
        assert_eq!(told("~", &["/home/a/~"]), [refused("~", "/home/a")]);
        assert_eq!(told("~bob/x", &[]), [refused("~bob/x", "./~bob/x")]);
        assert_eq!(told("./~/x", &[]), []);
    }

    #[test]
    fn the_caller_sets_the_package_manager() {
        let around = Surroundings { user_agent: Some("pnpm/9.1.0 npm/? node/v20".to_owned()), ..around() };
        let resolved = resolve(&answers(&[]), &around).expect("resolves");
        assert_eq!(resolved.spec.package_manager, PackageManager::Pnpm);
    }

    #[test]
    fn warnings_tell_what_is_allowed_and_seldom_meant() {
        let told =
            |given: &[(Key, &str)]| ok(given).warnings.iter().filter_map(|w| w.answer).collect::<Vec<_>>();
        assert_eq!(told(&[(Key::ClientId, "short")]), [Key::ClientId]);
        assert_eq!(told(&[(Key::ClientId, "AbCdEfGhIjKl"), (Key::Scopes, "datasets:rw:*")]), [Key::Scopes]);
        assert_eq!(told(&[(Key::ApiKey, "AbCdEfGhIjKlMnOpQrStUv")]), [Key::ApiKey]);
        assert_eq!(told(&[(Key::Auth, "api-key"), (Key::Datasets, "roads")]), [Key::Username]);
        assert_eq!(told(&[(Key::Auth, "api-key")]), []);
    }
}
