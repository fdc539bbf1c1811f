//! Files that name a module without being read as modules of the application: pages, stories, scripts, components of other
//! frameworks, code of other packages.

use super::survey::Survey;
use super::{LARGEST, Project, is_asset, is_of_tests, module_stem, read_at_most};

/// How much is read in total, in bytes.
const MOST: usize = 32 << 20;

/// The extensions of data, which name no modules.
const DATA: [&str; 6] = ["csv", "geojson", "lock", "log", "map", "snap"];

/// The extensions of settings, in which a quoted word is not the name of a module unless it is a path.
const SETTINGS: [&str; 6] = ["json", "jsonc", "toml", "yaml", "yml", "webmanifest"];

/// What can enclose a path.
const QUOTES: [char; 3] = ['\'', '"', '`'];

/// The texts of these files.
pub struct Mentions {
    texts: Vec<(bool, String)>,
    /// Whether there are more than are read.
    is_partial: bool,
}

impl Mentions {
    /// Reads the files.
    pub fn of(survey: &Survey, project: &Project) -> Self {
        let mut mentions = Self { texts: Vec::new(), is_partial: false };
        let mut total = 0;
        for path in &survey.files {
            let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
            // A document in MDX may import modules.
            let is_asset = is_asset(path) && ending != "mdx";
            let is_module = survey.modules.binary_search_by(|module| module.path.as_str().cmp(path)).is_ok();
            if is_asset || is_module || is_of_tests(path) || DATA.contains(&ending) {
                continue;
            }
            let bytes = read_at_most(&project.root.join(path), LARGEST).unwrap_or_default();
            let Ok(text) = String::from_utf8(bytes) else { continue };
            total += text.len();
            if total > MOST {
                mentions.is_partial = true;
                break;
            }
            mentions.texts.push((SETTINGS.contains(&ending), text));
        }
        mentions
    }

    /// Whether a file may name this module: by its path or name in quotes, or by a pattern for its folder.
    pub fn may_name(&self, path: &str) -> bool {
        self.is_partial || self.texts.iter().any(|(is_setting, text)| names(text, path, *is_setting))
    }
}

fn names(text: &str, path: &str, only_paths: bool) -> bool {
    let stem = module_stem(path);
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let by_name = text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].trim_start_matches("/index");
        let extension = after.strip_prefix('.').unwrap_or_default();
        let after = match extension.find(|next: char| !next.is_ascii_alphanumeric()) {
            Some(end @ 1..=4) => &extension[end..],
            _ => after,
        };
        before.is_some_and(|before| before == '/' || !only_paths && QUOTES.contains(&before))
            && after.starts_with(QUOTES.as_slice()) | after.starts_with(['?', '#'])
    });
    let short = folder.rmatch_indices('/').nth(1).map_or(folder, |(at, _)| &folder[at + 1..]);
    let by_folder = || {
        let pattern = |(at, _)| {
            text[at + short.len()..].starts_with(['/'])
                && text[at + short.len() + 1..].starts_with(['*', '$', '{', '[', '\'', '"', '`'])
        };
        !short.is_empty() && text.match_indices(short).any(pattern)
    };
    by_name || by_folder()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_named_by_paths_and_patterns() {
        let path = "src/data/sources/parkSource.js";
        for text in [
            "import s from '/src/data/sources/parkSource.js'",
            "import s from \"data/sources/parkSource\";",
            "import('../sources/parkSource?url')",
            "href=\"/src/data/sources/parkSource.js#x\"",
            "['parkSource'].map(load)",
            "import.meta.glob('../src/data/sources/*.js')",
            "import(`data/sources/${name}.js`)",
        ] {
            assert!(names(text, path, false), "{text}");
        }
        for text in
            ["parkSource", "'/carparkSource'", "'parkSources'", "'data/sources/otherSource'", "parkSource.js"]
        {
            assert!(!names(text, path, false), "{text}");
        }
        assert!(!names("{\"name\": \"parkSource\"}", path, true));
        assert!(names("{\"main\": \"src/data/sources/parkSource.js\"}", path, true));
    }
}
