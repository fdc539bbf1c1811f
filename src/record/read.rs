use crate::answers::{Answers, Surroundings, from_file, resolve};
use crate::error::{Error, Kind, Result};
use crate::spec::{AppSpec, Auth, Key, shown};

/// Returns the specification in a record. A private key, which no record holds, becomes [`crate::spec::ApiKey::Elsewhere`].
///
/// # Errors
/// All problems in the record, or a record that a newer tool wrote.
pub fn spec_of(named: &str, record: &str) -> Result<AppSpec> {
    refuse_newer(named, record)?;
    let mut answers: Answers = from_file(named, record)?;
    answers.directory = Some("my-map".into());
    let around = Surroundings::detached();
    let scopes = answers.get(Key::Scopes).map(|given| given.words.clone());
    let with_recorded = |mut spec: AppSpec| {
        if let (Auth::OAuth(oauth), Some(scopes)) = (&mut spec.auth, scopes) {
            // A new application gets the scopes that its datasets need; this one may have lost them.
            oauth.scopes = scopes.iter().filter_map(|scope| scope.parse().ok()).collect();
        }
        spec
    };
    resolve(&answers, &around).map(|resolved| with_recorded(resolved.spec)).map_err(|problems| {
        let mut error = Error::refused(problems);
        error.message = format!("{named} can't be used: {}", error.message);
        // The answers come from the file alone; a flag or a variable would have no effect.
        error.only_flags = true;
        error
    })
}

/// Refuses a record that a newer tool wrote, since this one might damage it.
fn refuse_newer(named: &str, record: &str) -> Result<()> {
    let Ok(document) = record.parse::<toml_edit::DocumentMut>() else { return Ok(()) };
    let Some(version) = document.get("version").and_then(toml_edit::Item::as_str) else { return Ok(()) };
    let own = env!("CARGO_PKG_VERSION");
    if numbers(version) <= numbers(own) {
        return Ok(());
    }
    let version = shown(version);
    Err(Error::new(
        Kind::Conflict,
        format!("{named} was written by carto-app {version}, which is newer than this version, {own}"),
    )
    .with_hint(format!("use carto-app {version} or newer")))
}

/// The numbers of a version; 0 for what is not a number.
fn numbers(version: &str) -> Vec<u64> {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    core.split('.').map(|part| part.parse().unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::ApiKey;
    use crate::template;

    #[test]
    fn a_recorded_private_key_reaches_no_file() {
        let record = "[auth]\nmode = \"api-key\"\nprivate_key = true\n";
        let spec = spec_of("carto-app.toml", record).expect("reads");
        assert_eq!(spec.auth, Auth::ApiKey(ApiKey::Elsewhere));
        let plan = template::plan(&spec).expect("renders");
        let has = |path: &str| plan.files().iter().any(|file| file.path == path);
        assert!(has("src/components/common/KeyGate.jsx") && !has(".env.local"));
    }
}
