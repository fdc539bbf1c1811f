//! Resolves raw answers to one `AppSpec`, or to the list of all problems.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::above::Above;
use super::file::PRIVATE_KEY;
use super::warnings::warnings;
use super::{Answers, Given};
use crate::error::{Problem, Warning};
use crate::spec::Key;
use crate::spec::{
    ApiKey, AppSpec, Auth, AuthMode, AuthorizeUrl, DatasetName, Invalid, Language, OAuth, PackageManager,
    Scope, Scopes, ServerUrlTemplate, Username, parse_switch,
};

/// The environment that answers depend on.
#[derive(Clone)]
pub struct Surroundings<'a> {
    /// The working directory, to which DIRECTORY is relative.
    pub cwd: &'a Path,
    /// Whether a directory exists, so that its name need not be valid on other systems.
    pub is_there: &'a dyn Fn(&Path) -> bool,
    /// What lies above a directory.
    pub above: &'a dyn Fn(&Path) -> Above,
    /// The person's home directory, for which a `~` stands.
    pub home: Option<&'a Path>,
    /// `npm_config_user_agent`, which names the package manager that runs this program.
    pub user_agent: Option<String>,
    /// Whether the application already exists, so that its `.env.local` may hold a private key that is not among the answers.
    pub has_env_local: bool,
}

impl Surroundings<'static> {
    /// Returns surroundings without a directory, for an existing application or one that is only rendered in memory.
    pub fn detached() -> Self {
        Surroundings {
            cwd: Path::new("/"),
            is_there: &|_| false,
            above: &|_| Above::default(),
            home: None,
            user_agent: None,
            has_env_local: true,
        }
    }
}

/// A complete and valid set of answers.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// Where the application goes, as the user named it.
    pub directory: PathBuf,
    /// The application.
    pub spec: AppSpec,
    /// What the user should know before continuing.
    pub warnings: Vec<Warning>,
}

/// Turns answers into a specification, with defaults for missing ones.
///
/// # Errors
/// Every answer that is wrong, missing, or contradicts another.
pub fn resolve(answers: &Answers, around: &Surroundings<'_>) -> Result<Resolved, Vec<Problem>> {
    let mut resolver = Resolver { answers, problems: Vec::new() };
    match resolver.resolve(around) {
        Ok(whole) if resolver.problems.is_empty() => Ok(whole),
        _ => Err(resolver.problems),
    }
}

/// Validates answers and collects their problems.
pub(super) struct Resolver<'a> {
    pub(super) answers: &'a Answers,
    pub(super) problems: Vec<Problem>,
}

/// Marks an unusable answer; the reason is among the resolver's problems.
pub(super) struct Refused;

/// A usable answer, or `Refused`.
pub(super) type Judged<T> = Result<T, Refused>;

impl<'a> Resolver<'a> {
    /// Validates every answer before returning the first refusal, so that all problems are collected.
    fn resolve(&mut self, around: &Surroundings<'_>) -> Judged<Resolved> {
        let place = self.place(around);
        let name = self.name(place.as_ref().ok());
        let title = self.title(place.as_ref().ok(), name.as_ref().ok());
        let language = self.or(Key::Language, Language::default);
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
        let basemap_key = self.given(Key::BasemapKey);
        let calling = around.user_agent.as_deref().and_then(PackageManager::from_user_agent);
        let above = place.as_ref().map(|place| (around.above)(&place.whole)).unwrap_or_default();
        let default = above.package_manager().or(calling).unwrap_or_default();
        let package_manager = self.or(Key::PackageManager, || default);
        let git = self.switch(Key::Git, above.repository.is_none() || above.is_own_repository);
        let commit = self.switch(Key::Commit, true);
        let install = self.switch(Key::Install, false);
        let package_manager = package_manager?;
        let spec = AppSpec {
            name: name?,
            title: title?,
            language: language?,
            auth: auth?,
            username: username?,
            datasets: datasets?,
            example: example?,
            sandbox: sandbox?,
            basemap_key: basemap_key?,
            server_url_template: server_url_template?,
            maps_url: maps_url?,
            package_manager,
            git: git?,
            commit: commit?,
            install: install?,
            host: above.host(package_manager),
        };
        let warnings = self.answers.warnings.iter().cloned().chain(warnings(&spec));
        let warnings = warnings.chain(above.warnings(package_manager, &spec.name, spec.git)).collect();
        Ok(Resolved { directory: place?.path, spec, warnings })
    }

    /// Returns the key. The default is the public one, except for an application that has a private one.
    fn api_key(&mut self, around: &Surroundings<'_>) -> Judged<ApiKey> {
        if let Some(key) = self.given(Key::ApiKey)? {
            return Ok(key);
        }
        match &self.answers.private_key {
            None => Ok(ApiKey::Public),
            Some(_) if around.has_env_local => Ok(ApiKey::Elsewhere),
            Some(origin) => {
                let why = Invalid::new(
                    "states that the application has a private API key, but no key is given",
                )
                .suggest(
                    "export CARTO_APP_API_KEY with the key, or --api-key=default_public for public data only",
                );
                self.problems.push(Problem::missing(Some(Key::ApiKey), origin.in_file(PRIVATE_KEY), why));
                Err(Refused)
            }
        }
    }

    /// Validates the answers of both modes if the mode is unknown, so that one run reports all problems.
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

    /// Returns a list, given as several words, as one word with commas or blanks, or both.
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

    /// Returns the answer, if one was given and is usable.
    fn said(&mut self, key: Key) -> Judged<Option<&'a Given>> {
        let answers = self.answers;
        match answers.get(key) {
            Some(Given { fault: Some(why), words, .. }) => {
                Err(self.refuse(key, &words.join(", "), why.clone()))
            }
            given => Ok(given),
        }
    }

    /// Returns the parsed answer, if one was given.
    pub(super) fn given<T: FromStr<Err = Invalid>>(&mut self, key: Key) -> Judged<Option<T>> {
        let Some(given) = self.said(key)? else { return Ok(None) };
        let text = given.text();
        T::from_str(&text).map(Some).map_err(|why| self.refuse(key, &text, why))
    }

    pub(super) fn refuse(&mut self, key: Key, value: &str, why: Invalid) -> Refused {
        let origin = self.answers.get(key).and_then(|given| given.origin_of(key));
        self.problems.push(Problem::refused(Some(key), value, origin, why));
        Refused
    }
}

/// Returns the default scopes: the user's profile, and the place search and isochrones if there is the example.
pub fn default_scopes(example: bool) -> Scopes {
    let mut scopes = Scopes::default();
    scopes.insert(Scope::USER_PROFILE);
    if example {
        scopes.insert(Scope::GEOCODING);
        scopes.insert(Scope::ISOLINES);
    }
    scopes
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
            above: &|_| Above::default(),
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
    fn the_default_is_oauth_with_the_example() {
        let resolved = ok(&[]);
        assert_eq!(resolved.spec.name.as_str(), "my-map");
        assert_eq!(resolved.spec.title.as_str(), "My map");
        assert!(resolved.spec.example && resolved.spec.sandbox);
        assert!(resolved.spec.git && !resolved.spec.install);
        assert_eq!(scopes(&resolved), "user:profile dataservices:geocoding dataservices:isolines");
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
        let found = resolve(&given, &around()).expect_err("is refused");
        assert_eq!(found[0].origin.as_deref(), Some("CARTO_APP_API_KEY"));
        assert_eq!(found[0].message, "contradicts auth.mode = \"oauth\" in a.toml, line 3");
        assert_eq!(
            found[0].suggestion.as_deref(),
            Some("unset CARTO_APP_API_KEY, or remove auth.mode from a.toml")
        );
    }

    #[test]
    fn all_problems_are_reported_together() {
        let found = problems(&[
            (Key::Name, "My Map"),
            (Key::Title, ""),
            (Key::Scopes, "user:profil,offline"),
            (Key::Datasets, "Roads"),
            (Key::Sandbox, "local"),
            (Key::Git, "perhaps"),
            (Key::AuthorizeUrl, "http://example.com"),
        ]);
        let keys: Vec<_> = found.iter().filter_map(|problem| problem.answer).collect();
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
        assert!(found.iter().all(|problem| problem.origin.is_some()));
    }

    #[test]
    fn no_answer_repeats_a_secret() {
        let master = "0123456789abcdef0123456789abcdef01234567";
        let keys = [
            Key::Name,
            Key::Title,
            Key::Language,
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
                let found = problems(&[(key, &value)]);
                let text = format!("{found:?}").to_lowercase();
                assert!(found[0].answer == Some(key) && !text.contains(&master[..20]), "{text}");
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
        let found = problems(&[(Key::MapsUrl, "https://h.org?api_key=AbCdEfGhIjKlMnOpQrStUv")]);
        assert_eq!(found[0].suggestion.as_deref(), Some(Key::MapsUrl.example()));
    }

    #[test]
    fn every_text_refuses_a_master_key_with_the_reason() {
        let master = "0123456789abcdef0123456789abcdef01234567";
        for key in [Key::Username, Key::Name, Key::Title, Key::Datasets, Key::ClientId, Key::ApiKey] {
            assert!(problems(&[(key, master)])[0].message.contains("master key"), "{key:?}");
        }
        let mut given = answers(&[]);
        given.directory = Some(master.into());
        let found = resolve(&given, &around()).expect_err("is refused");
        assert!(
            found[0].message.contains("master key") && !format!("{found:?}").contains(master),
            "{found:?}"
        );
        for (key, text) in [
            (Key::Title, format!("Map of {master}")),
            (Key::Scopes, format!("datasets:r:{master}")),
            (Key::MapsUrl, format!("https://h.org/user/{master}")),
        ] {
            assert!(problems(&[(key, &text)])[0].message.contains("master key"), "{key:?}");
        }
    }

    #[test]
    fn an_api_key_as_client_id_is_recognized_and_not_repeated() {
        for id in ["AbCdEfGhIjKlMnOpQrStUv", "AbCdEfGhIjKlMnOpQrStUvWxYz"] {
            let problem = format!("{:?}", problems(&[(Key::ClientId, id)])[0]);
            assert!(problem.contains("API key") && !problem.contains("AbCdEf"), "{problem}");
        }
    }

    #[test]
    fn every_refusal_has_a_suggestion() {
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
        for (directory, name) in
            [("some/My Map/", "my-map"), ("MyMap", "my-map"), ("CARTOMap2Go", "carto-map2-go")]
        {
            given.directory = Some(directory.into());
            assert_eq!(resolve(&given, &around()).expect("resolves").spec.name.as_str(), name, "{directory}");
        }
        given.directory = Some("地図".into());
        let found = resolve(&given, &around()).expect_err("is refused");
        assert_eq!((found[0].answer, found[0].suggestion.as_deref()), (Some(Key::Name), Some("--name NAME")));
        given.directory = Some("a/../con".into());
        assert_eq!(resolve(&given, &around()).expect_err("is refused")[0].answer, Some(Key::Directory));
        given.directory = Some("//".into());
        assert_eq!(resolve(&given, &around()).expect_err("is refused")[0].answer, Some(Key::Name));
        given.directory = Some(".".into());
        let here = Surroundings {
            cwd: Path::new("/home/a/town"),
            is_there: &|_| true,
            above: &|_| Above::default(),
            home: None,
            user_agent: None,
            has_env_local: false,
        };
        assert_eq!(resolve(&given, &here).expect("resolves").spec.name.as_str(), "town");
        assert_eq!(
            resolve(&Answers::default(), &around()).expect_err("is missing")[0].answer,
            Some(Key::Directory)
        );
    }

    #[test]
    fn every_new_directory_is_validated() {
        let found = |path: &str, there: &[&str]| -> Vec<(String, Option<String>)> {
            let is_there = |path: &Path| there.iter().any(|there| path == Path::new(there));
            let around = Surroundings { is_there: &is_there, home: Some(Path::new("/home/a")), ..around() };
            let problems = resolve(&Answers::for_directory(path), &around).err().unwrap_or_default();
            let directory = problems.into_iter().filter(|problem| problem.answer == Some(Key::Directory));
            directory.map(|problem| (problem.value.unwrap_or_default(), problem.suggestion)).collect()
        };
        let refused = |value: &str, suggestion: &str| (value.to_owned(), Some(suggestion.to_owned()));
        assert_eq!(found("con/my-map", &[]), [refused("con", "con-app/my-map")]);
        assert_eq!(found("con/my-map", &["/home/a/con"]), []);
        assert_eq!(
            found("a|b:c/d./my-map", &[]),
            [refused("a|b:c", "a-b-c/d/my-map"), refused("d.", "a-b-c/d/my-map")]
        );
        assert_eq!(found("a\nb/my-map", &[]), [refused("a\nb", "a-b/my-map")]);
        assert_eq!(found("../nul/x", &[]), [refused("nul", "../nul-app/x")]);
        assert_eq!(found("con/../my-map", &[]), []);
        assert_eq!(found("~/my-map", &[]), [refused("~/my-map", "/home/a/my-map")]);
        assert_eq!(found("~", &["/home/a/~"]), [refused("~", "/home/a")]);
        assert_eq!(found("~bob/x", &[]), [refused("~bob/x", "./~bob/x")]);
        assert_eq!(found("./~/x", &[]), []);
    }

    #[test]
    fn the_caller_sets_the_package_manager() {
        let around = Surroundings { user_agent: Some("pnpm/9.1.0 npm/? node/v20".to_owned()), ..around() };
        let resolved = resolve(&answers(&[]), &around).expect("resolves");
        assert_eq!(resolved.spec.package_manager, PackageManager::Pnpm);
    }
}
