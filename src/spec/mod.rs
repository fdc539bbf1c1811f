//! What an application is made from: newtypes that hold only valid values, one file each.
//!
//! All validation is here; prompts, flags, environment variables and files all go through it. Each type implements
//! [`std::str::FromStr`]; its error is an [`Invalid`] with the problem and, if possible, a valid value as a suggestion.

mod api_key;
mod app;
mod basemap_key;
pub(crate) mod characters;
mod client_id;
mod closest;
mod column_name;
mod dataset_name;
mod directory_name;
mod identifiers;
mod imported_name;
mod invalid;
mod key;
mod language;
mod letters;
mod mode;
mod package_manager;
mod package_name;
mod part_name;
mod query;
mod route_path;
mod scope;
mod scopes;
mod secrets;
mod shared_hosts;
mod switch;
#[cfg(test)]
mod testing;
mod title;
mod url;
mod username;

pub use api_key::{ApiKey, PrivateKey};
pub use app::{AppSpec, Auth, Host, OAuth};
pub use basemap_key::BasemapKey;
pub use characters::{is_visible, visible};
pub use client_id::ClientId;
pub use closest::closest;
pub use column_name::ColumnName;
pub use dataset_name::DatasetName;
pub use directory_name::DirectoryName;
pub(crate) use directory_name::is_device;
pub use identifiers::{Identifier, identifiers};
pub use invalid::Invalid;
pub use key::Key;
pub use language::Language;
pub use mode::AuthMode;
pub use package_manager::{Argv, PackageManager};
pub use package_name::PackageName;
pub use part_name::PartName;
pub use query::Query;
pub use route_path::RoutePath;
pub use scope::Scope;
pub use scopes::Scopes;
pub use secrets::{
    HIDDEN, is_api_key, is_key_character, may_be_secret, quoted, refuse_secret, shown, shown_as,
    without_secret,
};
pub use switch::parse_switch;
pub use title::Title;
pub use url::{AuthorizeUrl, MapsUrl, ServerUrlTemplate};
pub use username::Username;

/// Implements `as_str` and `Display` for a newtype around a `String`.
macro_rules! text_newtype {
    ($type:ident) => {
        impl $type {
            /// The text as it was given.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
use text_newtype;
