//! `carto-app check`: what is wrong in an application, where, why, and what mends it.
//!
//! `Survey` reads the application once; each group of rules looks at it and notes its [`Finding`]s. What can't be
//! told for sure is no finding.

mod auth;
mod callback;
mod datasets;
mod drift;
mod finding;
mod fix;
mod git;
mod lock;
mod module;
mod report;
mod secrets;
mod survey;
mod unused;

use crate::cli::CheckArgs;
use crate::command::edit;
use crate::error::Result;
use crate::project::{Draft, Project};
use crate::report::Told;
use crate::spec::Scope;
use crate::ui::Mode;
use crate::world::World;

pub use finding::{Code, Finding, Fix};
pub use report::{CheckReport, FINDINGS};

use git::Git;
use survey::Survey;

/// Checks the application that the working directory is in, and mends what can be if that is asked for.
///
/// # Errors
/// No application, or one that can't be read; with `--fix` also conflicts and failures of the file system.
pub fn run(args: CheckArgs, _mode: Mode, world: &mut World<'_>) -> Result<Box<dyn Told>> {
    let project = Project::find(&world.cwd)?;
    let git = Git::ask(&project, world);
    let mut draft = Draft::of(&project);
    let found = check(&mut draft, &git, false)?;
    let directory = project.shown.clone();
    if !args.fix {
        let (fixed, changes) = Default::default();
        return Ok(Box::new(CheckReport { directory, findings: found, fixed, changes, dry_run: false }));
    }
    fix::apply(&found, &mut draft)?;
    let is_fixed = |fix: &Fix| found.iter().any(|finding| finding.fix.as_ref() == Some(fix));
    let ignores = if is_fixed(&Fix::Ignore) { Some(true) } else { git.ignores };
    let left = check(&mut draft, &Git { ignores, ..git }, found.iter().any(|finding| finding.fix.is_some()))?;
    let is_left = |finding: &Finding| {
        left.iter().any(|other| other.code == finding.code && other.message == finding.message)
    };
    let fixed = found.iter().filter(|finding| finding.fix.is_some() && !is_left(finding)).cloned().collect();
    let changes = draft.changes();
    edit::apply(&project, &changes, args.run.dry_run, world)?;
    Ok(Box::new(CheckReport { directory, findings: left, fixed, changes, dry_run: args.run.dry_run }))
}

/// The datasets that an application would have to ask people for besides what it asks for: what its sources and models read
/// with the credentials of whoever is logged in.
///
/// # Errors
/// Folders that can't be read.
pub fn missing_datasets(draft: &mut Draft<'_>) -> Result<Vec<Scope>> {
    let mut findings = Vec::new();
    let survey = Survey::of(draft, Git::default(), &mut Vec::new())?;
    datasets::check(&survey, &mut findings);
    let scope = |finding: Finding| match finding.fix {
        Some(Fix::AddScope(scope)) if scope.as_str().starts_with("datasets:") => Some(scope),
        _ => None,
    };
    Ok(findings.into_iter().filter_map(scope).collect())
}

/// All findings, sorted by where they are.
fn check(draft: &mut Draft<'_>, git: &Git, is_followed: bool) -> Result<Vec<Finding>> {
    let project = draft.project();
    let mut findings = Vec::new();
    let survey = Survey::of(draft, git.clone(), &mut findings)?;
    module::check(&survey, &mut findings);
    auth::check(&survey, &mut findings);
    datasets::check(&survey, &mut findings);
    callback::check(&survey, draft, &mut findings)?;
    git::check(&survey, draft, &mut findings)?;
    secrets::check(&survey, project, &mut findings);
    lock::check(&survey, project, &mut findings);
    unused::check(&survey, draft, &mut findings)?;
    drift::check(&survey, draft, is_followed, &mut findings)?;
    findings.sort_by(|a, b| (&a.path, a.line, a.code).cmp(&(&b.path, b.line, b.code)));
    Ok(findings)
}
