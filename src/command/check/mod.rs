//! `carto-app check`: finds problems in an application, with their place, their consequence, and a fix.
//!
//! `Survey` reads the application once; each group of rules examines it and adds its [`Finding`]s. Anything uncertain is
//! not a finding.

mod args;
mod auth;
mod callback;
mod datasets;
mod drift;
mod finding;
mod fix;
mod git;
mod lock;
mod modules;
mod pitfalls;
mod report;
mod secrets;
mod unused;

use crate::app::Draft;
use crate::app::git::{Git, Person};
use crate::app::survey::Survey;
use crate::command::edit;
use crate::error::{Result, Warning};
use crate::report::Report;
use crate::ui::Mode;
use crate::world::World;

pub use args::CheckArgs;
pub use finding::{Code, Finding, Fix};
pub use report::{CheckDocument, CheckReport, FINDINGS};

/// Checks the application that contains the working directory and, with `--fix`, applies the automatic fixes.
///
/// # Errors
/// No application, or one that can't be read; with `--fix`, also conflicts and file system errors.
pub fn run(args: CheckArgs, _mode: Mode, world: &mut World<'_>) -> Result<Box<dyn Report>> {
    let project = edit::open(args.fix && !args.run.dry_run, world)?;
    let mut git = Git::of(&project.root, &Person::of(|name| world.variable(name)));
    let mut draft = Draft::of(&project);
    let (found, mut warnings) = check(&mut draft, &git, false)?;
    let directory = project.shown.clone();
    if !args.fix {
        let (fixed, changes) = Default::default();
        return Ok(Box::new(CheckReport {
            directory,
            findings: found,
            fixed,
            changes,
            dry_run: false,
            warnings,
        }));
    }
    fix::apply(&found, &mut draft)?;
    let is_fixed = |fix: &Fix| found.iter().any(|finding| finding.automatic.as_ref() == Some(fix));
    if is_fixed(&Fix::Ignore) {
        git.ignores_env_local = Some(true);
    }
    let (left, _) = check(&mut draft, &git, found.iter().any(|finding| finding.automatic.is_some()))?;
    let is_left = |finding: &Finding| {
        left.iter().any(|other| other.code == finding.code && other.message == finding.message)
    };
    let fixed =
        found.iter().filter(|finding| finding.automatic.is_some() && !is_left(finding)).cloned().collect();
    let changes = draft.changes();
    warnings.extend(edit::apply(&project, &changes, args.run.dry_run, world)?);
    Ok(Box::new(CheckReport {
        directory,
        findings: left,
        fixed,
        changes,
        dry_run: args.run.dry_run,
        warnings,
    }))
}

/// Returns all findings, sorted by their place, and warnings about what was not examined.
fn check(draft: &mut Draft<'_>, git: &Git, is_followed: bool) -> Result<(Vec<Finding>, Vec<Warning>)> {
    let project = draft.project();
    let mut findings = Vec::new();
    let survey = Survey::of(draft, git.clone())?;
    modules::check(&survey, project, &mut findings);
    auth::check(&survey, draft, &mut findings);
    datasets::check(&survey, &mut findings);
    callback::check(&survey, draft, &mut findings)?;
    let unknown = git::check(&survey, draft, &mut findings)?;
    let mut warnings = secrets::check(&survey, project, &mut findings);
    warnings.extend(unknown);
    lock::check(&survey, project, &mut findings);
    unused::check(&survey, draft, &mut findings)?;
    pitfalls::check(&survey, draft, &mut findings)?;
    drift::check(&survey, draft, is_followed, &mut findings)?;
    findings.sort_by(|a, b| (&a.path, a.line, a.code).cmp(&(&b.path, b.line, b.code)));
    Ok((findings, warnings))
}
