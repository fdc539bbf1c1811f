//! Renders screens as an SVG picture that embeds no fonts and is readable on light and dark pages.

use std::fmt::Write;

use vt100::{Cell, Color, Screen};

/// A piece of a line in a single style: its column, its text, and its class in the style sheet.
pub struct Run {
    column: usize,
    text: String,
    class: &'static str,
}

const COLUMN: f32 = 8.4;
const LINE: f32 = 19.0;
const COLUMNS: f32 = 80.0;
const MARGIN: f32 = 18.0;
const GAP: f32 = 12.0;

/// Returns the lines of a screen, beginning with the line that starts with `start`.
pub fn rows(screen: &Screen, start: &str) -> Vec<Vec<Run>> {
    let (height, width) = screen.size();
    let texts: Vec<String> = screen.rows(0, width.get()).collect();
    let first = texts.iter().position(|line| line.starts_with(start)).expect("a line with this start");
    let last = texts.iter().rposition(|line| !line.trim().is_empty()).expect("a line");
    let lines = u16::try_from(first).expect("small")..=u16::try_from(last).expect("small").min(height.get());
    lines.map(|row| runs(screen, row, width.get())).collect()
}

fn runs(screen: &Screen, row: u16, width: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for column in 0..width {
        let Some(cell) = screen.cell(row, column).filter(|cell| cell.has_contents()) else { continue };
        let (column, class) = (usize::from(column), class(cell));
        match runs.last_mut() {
            Some(run) if run.class == class && column - run.column <= run.text.chars().count() + 1 => {
                run.text.push_str(&" ".repeat(column - run.column - run.text.chars().count()));
                run.text.push_str(cell.contents());
            }
            _ => runs.push(Run { column, text: cell.contents().to_owned(), class }),
        }
    }
    runs.retain(|run| !run.text.trim().is_empty());
    runs
}

fn class(cell: &Cell) -> &'static str {
    match cell.fgcolor() {
        Color::Idx(1) => "r",
        Color::Idx(2) => "g",
        Color::Idx(3) => "y",
        Color::Idx(6) => "c",
        _ if cell.bold() => "b",
        _ if cell.dim() => "d",
        _ => "n",
    }
}

/// Returns one picture of several screens, one below the other.
pub fn svg(panels: &[Vec<Vec<Run>>]) -> String {
    let width = COLUMNS * COLUMN + 2.0 * MARGIN;
    let mut body = String::new();
    let mut top = 0.0;
    for rows in panels {
        let height = f32::from(u16::try_from(rows.len()).expect("small")) * LINE + 1.5 * MARGIN;
        let inner = (width - 1.0, height - 1.0);
        writeln!(body, r#"<rect x=".5" y="{}" width="{}" height="{}" rx="8"/>"#, top + 0.5, inner.0, inner.1)
            .expect("written");
        let mut line = top + MARGIN * 0.75 + 14.0;
        for runs in rows {
            for Run { column, text, class } in runs {
                let x = MARGIN + COLUMN * f32::from(u16::try_from(*column).expect("small"));
                let length = COLUMN * f32::from(u16::try_from(text.chars().count()).expect("small"));
                let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                writeln!(
                    body,
                    r#"<text class="{class}" x="{x:.1}" y="{line:.1}" textLength="{length:.1}">{text}</text>"#
                )
                .expect("written");
            }
            line += LINE;
        }
        top += height + GAP;
    }
    let height = top - GAP;
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="A session of carto-app new: questions, review, next steps">
<style>
rect{{fill:#0d1117;stroke:#30363d}}
text{{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre;fill:#d1d7e0}}
.b{{font-weight:600;fill:#f0f6fc}}.d{{fill:#9198a1}}.c{{fill:#39c5cf}}.y{{fill:#d29922}}.g{{fill:#3fb950}}.r{{fill:#ff7b72}}
</style>
{body}</svg>
"#
    )
}
