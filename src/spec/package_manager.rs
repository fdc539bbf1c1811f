use std::fmt;
use std::str::FromStr;

use super::Invalid;

/// The package manager that the instructions name and that `--install` runs.
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
    /// All package managers, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Npm, Self::Pnpm, Self::Yarn, Self::Bun];

    /// Returns the package manager that `npm_config_user_agent` names: all four set it for what they run (`pnpm/9.1.0 npm/?
    /// node/v20…`).
    pub fn from_user_agent(agent: &str) -> Option<Self> {
        agent.split('/').next()?.parse().ok()
    }

    /// The name, which is also the name of its program.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Npm => "npm",
            Self::Pnpm => "pnpm",
            Self::Yarn => "yarn",
            Self::Bun => "bun",
        }
    }

    /// The command that installs the dependencies.
    pub const fn install(self) -> &'static str {
        match self {
            Self::Npm => "npm install",
            Self::Pnpm => "pnpm install",
            Self::Yarn => "yarn install",
            Self::Bun => "bun install",
        }
    }

    /// The command that installs exactly the versions of the lock file.
    pub const fn ci(self) -> &'static str {
        match self {
            Self::Npm => "npm ci",
            Self::Pnpm => "pnpm install --frozen-lockfile",
            Self::Yarn => "yarn install --frozen-lockfile",
            Self::Bun => "bun install --frozen-lockfile",
        }
    }

    /// The command that runs a script, to be followed by the script's name.
    pub const fn run(self) -> &'static str {
        match self {
            Self::Npm => "npm run",
            Self::Pnpm => "pnpm run",
            Self::Yarn => "yarn run",
            Self::Bun => "bun run",
        }
    }

    /// The command that runs the tests; `bun test` would run Bun's own test runner.
    pub const fn test(self) -> &'static str {
        match self {
            Self::Npm => "npm test",
            Self::Pnpm => "pnpm test",
            Self::Yarn => "yarn test",
            Self::Bun => "bun run test",
        }
    }

    /// The command that runs a program of an installed package, to be followed by the program's name.
    pub const fn exec(self) -> &'static str {
        match self {
            Self::Npm => "npx",
            Self::Pnpm => "pnpm exec",
            Self::Yarn => "yarn run",
            Self::Bun => "bunx",
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
    fn the_user_agent_names_it() {
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
    fn every_command_begins_with_the_managers_program() {
        for known in PackageManager::ALL {
            for words in [known.install(), known.ci(), known.run(), known.test(), known.exec()] {
                let program = words.split(' ').next().unwrap();
                assert!([known.as_str(), "npx", "bunx"].contains(&program), "{words}");
            }
        }
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_user_agent_can_be_read(text in testing::texts()) {
            testing::assert_sound(&text, |known: &PackageManager| known.as_str(), false);
            let _ = PackageManager::from_user_agent(&text);
        }
    }
}
