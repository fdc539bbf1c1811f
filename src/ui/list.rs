//! A list of rows to choose from, on one page or several.

use std::fmt::{self, Write};

use console::Style;
use dialoguer::theme::Theme;

use super::layout::{cut, table};
use super::prompter::Row;

/// The minimum rows per page, if possible; with fewer, a list is hard to survey.
const FEW: usize = 3;

/// A heading and rows that fit a terminal.
pub struct List {
    heading: Vec<String>,
    rows: Vec<Vec<String>>,
    /// How many rows are shown at once.
    page: usize,
}

impl List {
    /// Lays a list out for a terminal of `height` lines and `width` columns, with `prefix` columns before each row.
    ///
    /// `prompt` is the question, `rest` the further text, which a low terminal omits.
    pub fn new(
        (prompt, rest): (&[String], &[String]),
        rows: &[Row],
        prefix: usize,
        (height, width): (usize, usize),
    ) -> Self {
        let width = width.saturating_sub(prefix + 1);
        let laid = table(rows, 0, width);
        let lines = laid.iter().map(Vec::len).sum::<usize>();
        for (heading, least) in [([prompt, rest].concat(), FEW), (prompt.to_vec(), FEW), (prompt.to_vec(), 1)]
        {
            if heading.len() + lines <= height {
                return Self { heading, page: laid.len(), rows: laid };
            }
            // An extra line shows the page number.
            let page = page(&laid, height.saturating_sub(heading.len() + 1)).filter(|page| *page >= least);
            if let Some(page) = page {
                return Self { heading, rows: laid, page };
            }
        }
        let rows = rows.iter().map(|row| vec![cut(&format!("{}  {}", row.name, row.note), width)]).collect();
        Self { heading: prompt[..1].to_vec(), rows, page: height.saturating_sub(2).max(1) }
    }

    /// Returns the lines of the page with the active row. In a list for several choices, `ticked` marks the chosen rows.
    pub fn lines(&self, active: usize, ticked: Option<&[bool]>, theme: &dyn Theme) -> Vec<String> {
        let page = active / self.page.max(1);
        let indent = format!("\n{}", if ticked.is_some() { " ".repeat(6) } else { " ".repeat(2) });
        let mut lines = self.heading.clone();
        for (index, row) in self.rows.iter().enumerate().skip(page * self.page).take(self.page) {
            let (text, is_active) = (row.join(&indent), index == active);
            let mut drawn = String::new();
            let _ = match ticked {
                Some(ticked) => {
                    let is_ticked = ticked.get(index).is_some_and(|ticked| *ticked);
                    theme.format_multi_select_prompt_item(&mut drawn, &text, is_ticked, is_active)
                }
                None => theme.format_select_prompt_item(&mut drawn, &text, is_active),
            };
            lines.extend(drawn.split('\n').map(str::to_owned));
        }
        if self.rows.len() > self.page {
            lines.push(format!("  Page {} of {}", page + 1, self.rows.len().div_ceil(self.page)));
        }
        lines
    }
}

/// How rows look. The active one has a pointer and a style.
pub struct Look {
    /// The style of the active row.
    pub active: Style,
}

impl Look {
    fn row(&self, f: &mut dyn Write, text: &str, active: bool) -> fmt::Result {
        let (pointer, style) =
            if active { (">", self.active.clone()) } else { (" ", Style::new().force_styling(false)) };
        write!(f, "{}", style.apply_to(format!("{pointer} {text}").trim_end()))
    }
}

impl Theme for Look {
    fn format_select_prompt_item(&self, f: &mut dyn Write, text: &str, active: bool) -> fmt::Result {
        self.row(f, text, active)
    }

    fn format_multi_select_prompt_item(
        &self,
        f: &mut dyn Write,
        text: &str,
        checked: bool,
        active: bool,
    ) -> fmt::Result {
        self.row(f, &format!("[{}] {text}", if checked { "x" } else { " " }), active)
    }
}

/// Returns the largest page size with which every page fits into `height` lines.
fn page(rows: &[Vec<String>], height: usize) -> Option<usize> {
    (1..=height)
        .rev()
        .find(|size| rows.chunks(*size).all(|page| page.iter().map(Vec::len).sum::<usize>() <= height))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(height: usize, width: usize) -> List {
        let (prompt, help) = (["? What?".to_owned()], ["  Help".to_owned()]);
        let rows = [Row::new("a", "one two three four"), Row::new("b", ""), Row::new("c", "")];
        List::new((&prompt, &help), &rows, 6, (height, width))
    }

    fn drawn(list: &List, active: usize) -> Vec<String> {
        list.lines(active, Some(&[true, false, false]), &Look { active: Style::new().force_styling(false) })
    }

    #[test]
    fn a_long_row_takes_several_lines() {
        let wide = ["? What?", "  Help", "> [x] a  one two three four", "  [ ] b", "  [ ] c"];
        assert_eq!(drawn(&list(24, 80), 0), wide);
        let narrow = [
            "? What?",
            "  Help",
            "  [x] a",
            "        one two",
            "        three",
            "        four",
            "> [ ] b",
            "  [ ] c",
        ];
        assert_eq!(drawn(&list(24, 17), 1), narrow);
    }

    #[test]
    fn a_low_terminal_gets_pages_and_a_tiny_one_short_rows() {
        assert_eq!(drawn(&list(4, 80), 0), ["? What?", "> [x] a  one two three four", "  [ ] b", "  [ ] c"]);
        assert_eq!(drawn(&list(3, 80), 2), ["? What?", "> [ ] c", "  Page 3 of 3"]);
        assert_eq!(drawn(&list(3, 17), 0), ["? What?", "> [x] a one two…", "  Page 1 of 3"]);
        for (height, width) in (3..30).flat_map(|height| [20, 30, 40, 80].map(|width| (height, width))) {
            let list = list(height, width);
            for active in 0..3 {
                assert!(drawn(&list, active).len() <= height, "{height} × {width}");
            }
        }
    }
}
