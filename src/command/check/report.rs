use std::fmt::Write as _;
use std::path::PathBuf;

use console::Style;
use schemars::JsonSchema;
use serde::Serialize;

use super::finding::Finding;
use crate::error::Warning;
use crate::plan::Changes;
use crate::report::{ChangedFile, Report, ReportedWarning, diff, document, list_changes};
use crate::spec::visible;
use crate::ui::Speaker;

/// The exit code of a run with findings.
pub const FINDINGS: u8 = 6;

/// The report of a check.
pub struct CheckReport {
    /// The application's directory, as seen from the working directory.
    pub directory: PathBuf,
    /// The problems; after `--fix`, the remaining ones.
    pub findings: Vec<Finding>,
    /// What `--fix` fixed, or would fix.
    pub fixed: Vec<Finding>,
    /// The changes that fix it.
    pub changes: Changes,
    /// Whether it was a dry run, so that nothing is fixed yet.
    pub dry_run: bool,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// carto-app check.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct CheckDocument<'a> {
    #[schemars(extend("const" = true))]
    ok: bool,
    /// The application, as seen from the working directory.
    directory: String,
    dry_run: bool,
    /// What is left.
    findings: &'a [Finding],
    /// With --fix: what was fixed.
    fixed: &'a [Finding],
    changes: Vec<ChangedFile<'a>>,
    warnings: Vec<ReportedWarning<'a>>,
    /// With --dry-run: a unified diff.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    diff: Option<String>,
}

impl Report for CheckReport {
    fn json(&self) -> String {
        document(&CheckDocument {
            ok: true,
            directory: self.directory.display().to_string(),
            dry_run: self.dry_run,
            findings: &self.findings,
            fixed: &self.fixed,
            changes: ChangedFile::all(&self.changes),
            warnings: self.warnings.iter().map(ReportedWarning::of).collect(),
            diff: self.dry_run.then(|| diff(&self.changes, false)),
        })
    }

    fn stdout(&self, color: bool) -> String {
        let mut text = if self.dry_run { diff(&self.changes, color) } else { String::new() };
        if !self.dry_run {
            for finding in &self.fixed {
                let _ = writeln!(text, "{}", self.headline(finding, color));
                let _ = writeln!(text, "    {}", Style::new().green().force_styling(color).apply_to("fixed"));
            }
        }
        for finding in &self.findings {
            let fix = Style::new().green().force_styling(color).apply_to("fix:");
            let _ = writeln!(text, "{}", self.headline(finding, color));
            let _ = writeln!(text, "    {}", visible(&finding.why));
            let _ = writeln!(text, "    {fix} {}", visible(&finding.fix));
        }
        text
    }

    fn summary_first(&self) -> bool {
        false
    }

    fn add_warnings(&mut self, warnings: Vec<Warning>) {
        self.warnings.splice(..0, warnings);
    }

    fn summarize(&self, speaker: &mut Speaker<'_>, _verbose: bool) {
        for warning in &self.warnings {
            speaker.warn(warning);
        }
        let left = counted(self.findings.len());
        let summary = match (self.fixed.len(), self.dry_run) {
            (0, _) if self.findings.is_empty() => "No findings.".to_owned(),
            (0, _) => format!("{left}."),
            (some, true) => format!("Would fix {}; {left} left. Nothing was written.", counted(some)),
            (some, false) => format!("Fixed {}; {left} left.", counted(some)),
        };
        speaker.say(&summary);
        if !self.dry_run {
            list_changes(&self.changes, &self.directory, speaker);
        }
    }

    fn after_write_note(&self) -> String {
        if self.dry_run || self.changes.is_empty() {
            String::new()
        } else {
            "; the automatic fixes were made".to_owned()
        }
    }

    fn exit_code(&self) -> u8 {
        let is_clean = self.findings.is_empty() && (self.fixed.is_empty() || !self.dry_run);
        if is_clean { 0 } else { FINDINGS }
    }
}

impl CheckReport {
    fn headline(&self, finding: &Finding, color: bool) -> String {
        let path = self.directory.join(&finding.path).display().to_string();
        let place = format!("{}:{}", path.strip_prefix("./").unwrap_or(&path), finding.line);
        let place = visible(&place);
        let place = Style::new().bold().force_styling(color).apply_to(place);
        let code = Style::new().yellow().force_styling(color).apply_to(finding.code);
        format!("{place}  {code}  {}", visible(&finding.message))
    }
}

fn counted(count: usize) -> String {
    match count {
        0 => "no findings".to_owned(),
        1 => "1 finding".to_owned(),
        many => format!("{many} findings"),
    }
}
