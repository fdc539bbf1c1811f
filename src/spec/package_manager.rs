use std::fmt;
use std::str::FromStr;

use super::Invalid;

/// A program followed by its arguments.
pub type Argv = &'static [&'static str];

/// The package manager that instructions name and that `--install` runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PackageManager {
    /// npm, which comes with Node.
    #[default]
    Npm,
    /// pnpm.
    Pnpm,
    /// Yarn, classic or later.
    Yarn,
    /// Bun.
    Bun,
}

impl PackageManager {
    /// All package managers, in display order.
    pub const ALL: [Self; 4] = [Self::Npm, Self::Pnpm, Self::Yarn, Self::Bun];

    /// Returns the package manager that `npm_config_user_agent` names: all four set it when they run something (`pnpm/9.1.0
    /// npm/? node/v20…`).
    pub fn from_user_agent(agent: &str) -> Option<Self> {
        agent.split('/').next()?.parse().ok()
    }

    /// Its name, which is also its program.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Npm => "npm",
            Self::Pnpm => "pnpm",
            Self::Yarn => "yarn",
            Self::Bun => "bun",
        }
    }

    /// The command that installs the dependencies.
    pub const fn install(self) -> Argv {
        match self {
            Self::Npm => &["npm", "install"],
            Self::Pnpm => &["pnpm", "install"],
            Self::Yarn => &["yarn", "install"],
            Self::Bun => &["bun", "install"],
        }
    }

    /// The command that installs the dependencies even where a workspace above does not list the directory.
    pub const fn install_alone(self) -> Argv {
        match self {
            Self::Npm => &["npm", "install", "--no-workspaces"],
            Self::Pnpm => &["pnpm", "install", "--ignore-workspace"],
            // These two install in the directory itself, or fail.
            Self::Yarn | Self::Bun => self.install(),
        }
    }

    /// The command that installs exactly what the lock file says.
    pub const fn ci(self) -> Argv {
        match self {
            Self::Npm => &["npm", "ci"],
            Self::Pnpm => &["pnpm", "install", "--frozen-lockfile"],
            Self::Yarn => &["yarn", "install", "--frozen-lockfile"],
            Self::Bun => &["bun", "install", "--frozen-lockfile"],
        }
    }

    /// The command that runs a script, followed by the script's name.
    pub const fn run(self) -> Argv {
        match self {
            Self::Npm => &["npm", "run"],
            Self::Pnpm => &["pnpm", "run"],
            Self::Yarn => &["yarn", "run"],
            Self::Bun => &["bun", "run"],
        }
    }

    /// The command that runs the tests; `bun test` would start Bun's own test runner.
    pub const fn test(self) -> Argv {
        match self {
            Self::Npm => &["npm", "test"],
            Self::Pnpm => &["pnpm", "test"],
            Self::Yarn => &["yarn", "test"],
            Self::Bun => &["bun", "run", "test"],
        }
    }

    /// The command that runs a program of an installed package, followed by the program's name.
    pub const fn exec(self) -> Argv {
        match self {
            Self::Npm => &["npx"],
            Self::Pnpm => &["pnpm", "exec"],
            Self::Yarn => &["yarn", "run"],
            Self::Bun => &["bunx"],
        }
    }
}

impl FromStr for PackageManager {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        if let Some(known) = Self::ALL.into_iter().find(|known| known.as_str() == text) {
            return Ok(known);
        }
        let refusal = Invalid::new("is not npm, pnpm, yarn or bun");
        let meant = text.trim().to_ascii_lowercase();
        let near =
            Self::ALL.into_iter().map(|known| (strsim::damerau_levenshtein(&meant, known.as_str()), known));
        Err(match near.min_by_key(|(distance, _)| *distance) {
            Some((distance, known)) if distance <= 1 => refusal.suggest(known.as_str()),
            _ => refusal,
        })
    }
}

impl fmt::Display for PackageManager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    #[test]
    fn each_name_is_recognized() {
        for known in PackageManager::ALL {
            assert_eq!(known.to_string().parse(), Ok(known));
        }
        for (text, suggestion) in
            [("", None), ("NPM", Some("npm")), ("yarm", Some("yarn")), (" bun", Some("bun")), ("cargo", None)]
        {
            assert_eq!(
                text.parse::<PackageManager>().unwrap_err().suggestion.as_deref(),
                suggestion,
                "{text}"
            );
        }
    }

    #[test]
    fn the_user_agent_names_the_package_manager() {
        for (agent, expected) in [
            ("npm/11.0.0 node/v20.20.0 linux x64 workspaces/false", Some(PackageManager::Npm)),
            ("pnpm/9.1.0 npm/? node/v20.11.1 linux x64", Some(PackageManager::Pnpm)),
            ("yarn/1.22.22 npm/? node/v20.11.1 linux x64", Some(PackageManager::Yarn)),
            ("bun/1.1.0 npm/? node/v21.6.0 linux x64", Some(PackageManager::Bun)),
            ("deno/2.0", None),
            ("", None),
        ] {
            assert_eq!(PackageManager::from_user_agent(agent), expected);
        }
    }

    #[test]
    fn every_command_starts_a_program_that_comes_with_the_package_manager() {
        for known in PackageManager::ALL {
            for command in [known.install(), known.ci(), known.run(), known.test(), known.exec()] {
                assert!([known.as_str(), "npx", "bunx"].contains(&command[0]), "{command:?}");
            }
        }
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_accepted_or_refused_with_a_valid_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, |known: &PackageManager| known.as_str(), false);
            let _ = PackageManager::from_user_agent(&text);
        }
    }
}
