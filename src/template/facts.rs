use std::collections::BTreeMap;

use crate::spec::{AppSpec, Auth, Host, Language, PackageManager, Scope};

/// The facts about an application, used by the conditions in the manifest and by `{{#if}}`.
#[derive(Debug, Clone)]
pub struct Facts(BTreeMap<&'static str, bool>);

impl Facts {
    /// Returns the facts about an application.
    pub fn of(spec: &AppSpec) -> Self {
        let oauth = spec.oauth();
        let place_search = match &spec.auth {
            Auth::OAuth(oauth) => oauth.scopes.covers(&Scope::GEOCODING),
            Auth::ApiKey(_) => spec.example && spec.has_private_key(),
        };
        let custom_authorize_url = oauth.is_some_and(|oauth| !oauth.authorize_url.is_carto());
        Self(BTreeMap::from([
            ("typescript", spec.language == Language::TypeScript),
            ("javascript", spec.language == Language::JavaScript),
            ("oauth", oauth.is_some()),
            ("api_key", matches!(spec.auth, Auth::ApiKey(_))),
            ("private_key", spec.has_private_key()),
            ("known_private_key", spec.private_key().is_some()),
            ("basemap_key", spec.basemap_key.is_some()),
            ("env_local", spec.private_key().is_some() || spec.basemap_key.is_some()),
            ("forced", oauth.is_some_and(|oauth| oauth.force_login)),
            ("example", spec.example),
            ("place_search", place_search),
            ("data_services", spec.example || place_search),
            ("sandbox", spec.sandbox),
            ("datasets", !spec.datasets.is_empty()),
            ("added", false),
            ("custom_maps_url", spec.maps_url.is_some()),
            (
                "on_premise",
                !spec.server_url_template.is_carto() || spec.maps_url.is_some() || custom_authorize_url,
            ),
            ("npm", spec.package_manager == PackageManager::Npm),
            ("pnpm", spec.package_manager == PackageManager::Pnpm),
            ("yarn", spec.package_manager == PackageManager::Yarn),
            ("bun", spec.package_manager == PackageManager::Bun),
            ("nested", spec.host != Host::Alone),
            ("own_root", spec.host == Host::Project),
            ("workspace", spec.host == Host::Workspace),
        ]))
    }

    /// Returns the facts about an application that has the example, and everything that `add` brings.
    pub fn of_everything(spec: &AppSpec) -> Self {
        let mut facts = Self::of(&AppSpec { example: true, ..spec.clone() });
        facts.0.insert("added", true);
        facts
    }

    /// Returns whether a fact holds, or `None` if there is no such fact.
    pub fn get(&self, name: &str) -> Option<bool> {
        self.0.get(name).copied()
    }

    /// Returns all facts.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, bool)> {
        self.0.iter().map(|(name, holds)| (*name, *holds))
    }
}
