use super::finding::{Code, Finding, Fix};
use crate::app::env_file::assignments;
use crate::app::survey::Survey;
use crate::app::{Draft, Stated, StatedKey};
use crate::encode::shell;
use crate::spec::{
    self, ApiKey, AuthMode, AuthorizeUrl, ClientId, MapsUrl, Scope, ServerUrlTemplate, may_be_secret,
};

/// Checks the client ID, the scopes, the forced login and the endpoints, independently of each other.
pub fn check(survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) {
    client_id(survey, draft, findings);
    scopes(survey, findings);
    forced(survey, findings);
    endpoints(survey, draft, findings);
    keys(survey, findings);
}

/// Returns what the application's environment files replace a value in the code with. The value is unknown if it refers to other
/// variables.
fn replacements(
    stated: Option<&Stated<String>>,
    survey: &Survey,
    draft: &mut Draft<'_>,
) -> Vec<Stated<String>> {
    let Some(variable) = stated.and_then(|stated| stated.variable.as_ref()) else { return Vec::new() };
    let mut all = Vec::new();
    // Vite reads no others, and copies of .env.example have values of their own.
    let is_read = |path: &&String| *path == ".env" || (path.starts_with(".env.") && !path.contains('/'));
    for path in survey.files.iter().filter(is_read).filter(|path| *path != ".env.example") {
        let Ok(Some(text)) = draft.text(path) else { continue };
        let Some((_, place)) = assignments(&text).filter(|(name, _)| name == variable).last() else {
            continue;
        };
        let line = text[..place.start].matches('\n').count() + 1;
        let value = text[place].trim_matches(['"', '\'', '`']);
        if !value.is_empty() {
            let value = (!value.contains('$')).then(|| value.to_owned());
            all.push(Stated { value, path: path.clone(), line, variable: Some(variable.clone()) });
        }
    }
    all
}

/// Checks for private keys in the code; they belong in `.env.local`, which git ignores.
fn keys(survey: &Survey, findings: &mut Vec<Finding>) {
    let mut places: Vec<(&str, usize)> = Vec::new();
    for module in &survey.modules {
        places.extend(module.api_keys.iter().map(|line| (module.path.as_str(), *line)));
    }
    let stated = survey.stated.as_ref().and_then(|stated| stated.api_key.as_ref());
    if let Some(stated) = stated
        && let Some(StatedKey::Literal(key)) = stated.get()
        // A master key is a different finding.
        && !key.is_empty() && key != ApiKey::PUBLIC && key.parse::<ApiKey>().is_ok()
        && !places.contains(&(stated.path.as_str(), stated.line))
    {
        places.push((&stated.path, stated.line));
    }
    for (path, line) in places {
        let is_the_applications =
            stated.is_some_and(|stated| (stated.path.as_str(), stated.line) == (path, line));
        let fix = if is_the_applications && survey.oauth().is_none() {
            "carto-app auth set --api-key, with the key in CARTO_APP_API_KEY"
        } else {
            "read it from import.meta.env, with the key in .env.local"
        };
        let why = "git stores it, so everybody with access to the repository can read it; it reaches the browser either way";
        findings.push(Finding::new(
            Code::KeyInCode,
            (path, line),
            "the code contains a private API key",
            why,
            fix,
        ));
    }
}

fn client_id(survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) {
    let Some(oauth) = survey.oauth() else { return };
    let Some(stated) = &oauth.client_id else { return };
    let Some(id) = stated.get() else { return };
    let replacements_of_id = replacements(Some(stated), survey, draft);
    let fix = "carto-app auth set --client-id ID";
    let is_empty = id.trim().is_empty();
    if is_empty && replacements_of_id.is_empty() {
        findings.push(Finding::new(
            Code::ClientIdEmpty,
            (&stated.path, stated.line),
            "the client ID is empty",
            "nobody can log in, because CARTO shows an error page; the ID is in CARTO's dashboard under Developer settings, OAuth apps",
            fix,
        ));
        return;
    }
    let login = oauth.authorize_end_point.as_ref();
    // Other servers may use other forms.
    let is_carto = login
        .and_then(Stated::get)
        .is_none_or(|url| url.parse::<AuthorizeUrl>().is_ok_and(|url| url.is_carto()))
        && replacements(login, survey, draft).is_empty();
    let own = (!is_empty).then(|| (stated, fix.to_owned()));
    let others = replacements_of_id
        .iter()
        .map(|other| (other, format!("write the client ID that CARTO shows into {}", other.path)));
    for (stated, fix) in own.into_iter().chain(others) {
        let Some(id) = stated.get() else { continue };
        let message = match id.parse::<ClientId>() {
            Err(why) => format!("the client ID {}", why.message),
            Ok(id) if !id.is_usual() && is_carto => {
                "the client ID doesn't have CARTO's form, 12 letters, digits, hyphens or underscores"
                    .to_owned()
            }
            Ok(_) => continue,
        };
        let why = "CARTO shows an error page for an unknown ID, so nobody can log in";
        findings.push(Finding::new(Code::ClientIdForm, (&stated.path, stated.line), message, why, fix));
    }
}

fn scopes(survey: &Survey, findings: &mut Vec<Finding>) {
    let Some(list) = survey.oauth().and_then(|oauth| oauth.scopes.as_ref()?.get()) else { return };
    let mut seen = Vec::new();
    for (index, stated) in list.iter().enumerate() {
        let Some(text) = stated.get() else { continue };
        let place = (stated.path.as_str(), stated.line);
        if seen.contains(&text) {
            let why = "once is enough, and removing only one of them has no effect";
            let message = format!("the scope {} is listed twice", shown(text));
            let finding = Finding::new(Code::ScopeTwice, place, message, why, "carto-app check --fix");
            findings.push(finding.with_fix(Fix::DropScope(index)));
            continue;
        }
        seen.push(text);
        if let Err(refusal) = text.parse::<Scope>() {
            let instead = refusal.suggestion.filter(|text| text.parse::<Scope>().is_ok());
            let fix = match (may_be_secret(text), instead) {
                (true, _) => format!("remove it from the scopes in {}", stated.path),
                (false, None) => format!("carto-app auth set --remove-scope {}", shell::word(text)),
                (false, Some(instead)) => {
                    let (old, new) = (shell::word(text), shell::word(&instead));
                    format!("carto-app auth set --remove-scope {old} --add-scope {new}")
                }
            };
            let message = format!("the scope {} {}", shown(text), refusal.message);
            let why = "CARTO rejects every login because of it";
            findings.push(Finding::new(Code::ScopeRefused, place, message, why, fix));
        }
    }
}

fn forced(survey: &Survey, findings: &mut Vec<Finding>) {
    let Some(stated) = survey.stated.as_ref().filter(|stated| stated.mode.value == Some(AuthMode::ApiKey))
    else {
        return;
    };
    let Some(forced) = stated.force_oauth_login.as_ref().filter(|forced| forced.value == Some(true)) else {
        return;
    };
    findings.push(Finding::new(
        Code::ForcedWithoutOAuth,
        (&forced.path, forced.line),
        "forceOAuthLogin is set in an application without OAuth",
        "there is no login, so it has no effect or locks everybody out",
        format!("carto-app auth use oauth; or set it to false in {}", forced.path),
    ));
}

fn endpoints(survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) {
    let mut not_https = |name: &str, value: &str, (path, line): (&str, usize)| {
        findings.push(Finding::new(
            Code::EndPointNotHttps,
            (path, line),
            format!("{name} is {}, which does not use https", shown(value)),
            "keys, tokens and data would be sent unencrypted",
            format!("in {path}, begin {name} with https://"),
        ));
    };
    for module in &survey.modules {
        let mut seen = Vec::new();
        for (key, value, line) in &module.end_points {
            let is_fine = match *key {
                "authorizeEndPoint" => value.parse::<AuthorizeUrl>().is_ok(),
                "mapsUrl" => value.parse::<MapsUrl>().is_ok(),
                _ => value.parse::<ServerUrlTemplate>().is_ok(),
            };
            if is_fine || is_https(value) || seen.contains(&(key, line)) {
                continue;
            }
            seen.push((key, line));
            not_https(key, value, (&module.path, *line));
        }
    }
    let Some(stated) = &survey.stated else { return };
    for stated in [&stated.server_url_template, &stated.maps_url, &stated.authorize_end_point] {
        for other in replacements(stated.as_ref(), survey, draft) {
            let (Some(url), Some(variable)) = (other.get(), &other.variable) else { continue };
            // All of them may be local.
            if !is_https(url) && url.parse::<ServerUrlTemplate>().is_err() {
                not_https(variable, url, (&other.path, other.line));
            }
        }
    }
}

/// Whether a URL uses https.
pub fn is_https(value: &str) -> bool {
    value.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
}

/// Returns a value as it may be shown.
pub fn shown(value: &str) -> String {
    if value.is_empty() { "empty".to_owned() } else { spec::shown(value) }
}
