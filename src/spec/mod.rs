//! What an application is made from: newtypes that hold only valid values, one file each.
//!
//! Validation stands here and nowhere else; prompts, flags, environment and files all come through it.
//! Each type is made with [`str::parse`], which answers with an [`Invalid`] that says what is wrong and,
//! where there is one, a value that would be right.

mod api_key;
mod app;
pub(crate) mod characters;
mod client_id;
mod closest;
mod column_name;
mod dataset_name;
mod directory_name;
mod identifiers;
mod invalid;
mod key;
mod mode;
mod package_manager;
mod package_name;
mod part_name;
mod query;
mod route_path;
mod scope;
mod scopes;
mod secrets;
mod switch;
#[cfg(test)]
mod testing;
mod title;
mod url;
mod username;

pub use api_key::ApiKey;
pub use app::{AppSpec, Auth, OAuth};
pub use client_id::ClientId;
pub use closest::closest;
pub use column_name::ColumnName;
pub use dataset_name::DatasetName;
pub use directory_name::DirectoryName;
pub(crate) use directory_name::is_device;
pub use identifiers::{Identifier, identifiers};
pub use invalid::Invalid;
pub use key::Key;
pub use mode::AuthMode;
pub use package_manager::PackageManager;
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

/// What every newtype around a `String` has: its text, and its text for `format!`.
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
