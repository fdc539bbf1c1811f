use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::Serialize;

use super::Invalid;

/// The two authentication modes of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuthMode {
    /// With an API key of the account.
    ApiKey,
    /// With the account of the person who logs in.
    #[serde(rename = "oauth")]
    OAuth,
}

impl AuthMode {
    /// The name of the mode on the command line and in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ApiKey => "api-key",
            Self::OAuth => "oauth",
        }
    }
}

impl FromStr for AuthMode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match text.to_ascii_lowercase().replace('_', "-").as_str() {
            "oauth" => Ok(Self::OAuth),
            "api-key" | "apikey" => Ok(Self::ApiKey),
            _ => Err(Invalid::new("is not an authentication mode").suggest("oauth or api-key")),
        }
    }
}

impl fmt::Display for AuthMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_modes_are_read_back_and_others_are_refused() {
        for mode in [AuthMode::ApiKey, AuthMode::OAuth] {
            assert_eq!(mode.as_str().parse(), Ok(mode));
            assert_eq!(serde_json::to_value(mode).expect("a word"), mode.as_str());
        }
        assert_eq!("api_key".parse(), Ok(AuthMode::ApiKey));
        assert!("password".parse::<AuthMode>().is_err());
    }
}
