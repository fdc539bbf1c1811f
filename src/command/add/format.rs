//! New code in the style of an application whose Prettier has settings of its own.

use std::path::Path;

use super::site::Site;
use crate::code::Style;
use crate::error::Result;
use crate::project::inventory::ROUTES;
use crate::world::World;

/// Where an application has its Prettier.
const PRETTIER: &str = "node_modules/prettier/bin/prettier.cjs";

/// Lets the application's own Prettier format what is new, and what was edited in files that it had formatted; where the
/// settings are those that we write for, there is nothing to do. Gives what the person should know.
pub fn as_the_application_does(site: &mut Site<'_>, world: &mut World<'_>) -> Result<Vec<String>> {
    let mut warnings = Vec::new();
    if site.style != Style::OURS {
        let root = site.draft.project().root.clone();
        if root.join(PRETTIER).is_file() {
            for path in site.draft.decided() {
                formatted(&path, site, &root, world)?;
            }
        } else if !site.created.is_empty() {
            warnings.push(
                "This application has settings of its own for Prettier, which is not installed here, so new files are \
                 formatted as carto-app does it: format them once it is."
                    .to_owned(),
            );
        }
    }
    let is_crlf = site.draft.text(ROUTES)?.is_some_and(|text| text.contains("\r\n"));
    if is_crlf {
        for path in std::mem::take(&mut site.created) {
            if let Some(text) = site.draft.text(&path)?.filter(|text| !text.contains("\r\n")) {
                site.draft.put(&path, text.replace('\n', "\r\n"))?;
            }
        }
    }
    Ok(warnings)
}

fn formatted(path: &str, site: &mut Site<'_>, root: &Path, world: &mut World<'_>) -> Result<()> {
    if ![".js", ".jsx"].iter().any(|ending| path.ends_with(ending)) {
        return Ok(());
    }
    let Some(new) = site.draft.text(path)? else { return Ok(()) };
    let mut format = |text: &str| {
        let words = ["node", PRETTIER, "--stdin-filepath", path];
        world.programs.filter(&words, root, text).ok().flatten()
    };
    // What its owner has not formatted stays as it is but for the edit itself.
    let was = site.draft.was(path);
    if was.as_ref().is_some_and(|was| format(was).as_ref() != Some(was)) {
        return Ok(());
    }
    if let Some(formatted) = format(&new) {
        site.draft.put(path, formatted)?;
    }
    Ok(())
}
