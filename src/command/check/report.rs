use std::fmt::Write as _;
use std::path::PathBuf;

use console::Style;
use serde_json::{Value, json};

use super::finding::Finding;
use crate::plan::Changes;
use crate::report::{Told, diff, documents, name_all};
use crate::ui::{Speaker, visible};

/// The exit code of a run with findings.
pub const FINDINGS: u8 = 6;

/// What a check has to say.
pub struct CheckReport {
    /// The application's directory as it would be named here.
    pub directory: PathBuf,
    /// What there is to mend; after `--fix`, what is left.
    pub findings: Vec<Finding>,
    /// What `--fix` mended, or would.
    pub fixed: Vec<Finding>,
    /// How.
    pub changes: Changes,
    /// Whether it was a dry run, so that nothing is mended yet.
    pub dry_run: bool,
}

impl Told for CheckReport {
    fn json(&self) -> Value {
        let list = |findings: &[Finding]| findings.iter().map(document).collect::<Vec<_>>();
        let mut document = json!({
            "ok": true,
            "directory": self.directory.display().to_string(),
            "dry_run": self.dry_run,
            "findings": list(&self.findings),
            "fixed": list(&self.fixed),
            "changes": documents(&self.changes),
        });
        if self.dry_run {
            document["diff"] = diff(&self.changes, false).into();
        }
        document
    }

    fn asked_for(&self, color: bool) -> String {
        let mut text = if self.dry_run { diff(&self.changes, color) } else { String::new() };
        if !self.dry_run {
            for finding in &self.fixed {
                let _ = writeln!(text, "{}", self.headline(finding, color));
                let _ =
                    writeln!(text, "    {}", Style::new().green().force_styling(color).apply_to("mended"));
            }
        }
        for finding in &self.findings {
            let mend = Style::new().green().force_styling(color).apply_to("mend:");
            let _ = writeln!(text, "{}", self.headline(finding, color));
            let _ = writeln!(text, "    {}", visible(&finding.why));
            let _ = writeln!(text, "    {mend} {}", visible(&finding.mend));
        }
        text
    }

    fn begins_with_words(&self) -> bool {
        false
    }

    fn tell(&self, speaker: &mut Speaker<'_>, _verbose: bool) {
        let left = counted(self.findings.len());
        let said = match (self.fixed.len(), self.dry_run) {
            (0, _) if self.findings.is_empty() => "No findings.".to_owned(),
            (0, _) => format!("{left}."),
            (some, true) => format!("Would mend {}; {left} left. Nothing was written.", counted(some)),
            (some, false) => format!("Mended {}; {left} left.", counted(some)),
        };
        speaker.say(&said);
        if !self.dry_run {
            name_all(&self.changes, &self.directory, speaker);
        }
    }

    fn besides(&self) -> String {
        if self.dry_run || self.changes.is_empty() {
            String::new()
        } else {
            "; what could be mended is mended".to_owned()
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
        let code = Style::new().yellow().force_styling(color).apply_to(finding.code.name());
        format!("{place}  {code}  {}", visible(&finding.message))
    }
}

fn document(finding: &Finding) -> Value {
    json!({
        "code": finding.code.name(),
        "path": finding.path,
        "line": finding.line,
        "message": finding.message,
        "why": finding.why,
        "mend": finding.mend,
    })
}

fn counted(count: usize) -> String {
    match count {
        0 => "no findings".to_owned(),
        1 => "1 finding".to_owned(),
        many => format!("{many} findings"),
    }
}
