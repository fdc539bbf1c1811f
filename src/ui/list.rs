//! How dialoguer draws a list.
//!
//! It takes bytes for columns and an item for a line, so it is given numbers, and the rows are drawn from here.

use std::fmt::{self, Write};

use console::Style;
use dialoguer::theme::Theme;

use super::layout::{cut, table};
use super::prompter::Row;

/// With fewer rows a page, a list can't be looked over.
const FEW: usize = 3;

/// A heading and rows that fit a terminal, one page of it or many.
pub struct List {
    /// What stands above the rows.
    pub heading: String,
    /// How many rows a page holds, where not all fit.
    pub page: Option<usize>,
    rows: Vec<Vec<String>>,
    active: Style,
}

impl List {
    /// Lays a list out for a terminal of `height` lines and `width` columns; `prefix` columns stand before each row.
    ///
    /// `prompt` is the question, `rest` what else there is to know, which a low terminal does without.
    pub fn new(
        (prompt, rest): (&[String], &[String]),
        rows: &[Row],
        prefix: usize,
        (height, width): (usize, usize),
        active: Style,
    ) -> Self {
        let width = width.saturating_sub(prefix + 1);
        let laid = table(rows, 0, width);
        let lines = laid.iter().map(Vec::len).sum::<usize>();
        for (heading, least) in [([prompt, rest].concat(), FEW), (prompt.to_vec(), FEW), (prompt.to_vec(), 1)]
        {
            // Below the rows is the line of the cursor; dialoguer wants room for two lines beside as many items.
            if heading.len() + lines < height && laid.len() + 2 <= height {
                return Self { heading: heading.join("\n"), rows: laid, page: None, active };
            }
            // A line of its own tells which page it is.
            let page = page(&laid, height.saturating_sub(heading.len() + 2)).filter(|page| *page >= least);
            if page.is_some() {
                return Self { heading: format!("{}\n", heading.join("\n")), rows: laid, page, active };
            }
        }
        let rows = rows.iter().map(|row| vec![cut(&format!("{}  {}", row.name, row.note), width)]).collect();
        let page = Some(height.saturating_sub(3).max(1));
        Self { heading: format!("{}\n", prompt[0]), rows, page, active }
    }

    fn draw(&self, f: &mut dyn Write, number: &str, mark: &str, active: bool) -> fmt::Result {
        let lines = number.parse().ok().and_then(|index: usize| self.rows.get(index)).ok_or(fmt::Error)?;
        for (index, line) in lines.iter().enumerate() {
            let pointer = if active && index == 0 { ">" } else { " " };
            let mark = if index == 0 { mark.to_owned() } else { " ".repeat(mark.len()) };
            let style = if active { self.active.clone() } else { Style::new().force_styling(false) };
            let end = if index + 1 < lines.len() { "\n" } else { "" };
            write!(f, "{}{end}", style.apply_to(format!("{pointer} {mark}{line}").trim_end()))?;
        }
        Ok(())
    }
}

impl Theme for List {
    fn format_select_prompt_item(&self, f: &mut dyn Write, number: &str, active: bool) -> fmt::Result {
        self.draw(f, number, "", active)
    }

    fn format_multi_select_prompt_item(
        &self,
        f: &mut dyn Write,
        number: &str,
        checked: bool,
        active: bool,
    ) -> fmt::Result {
        self.draw(f, number, if checked { "[x] " } else { "[ ] " }, active)
    }

    fn format_select_prompt(&self, f: &mut dyn Write, prompt: &str) -> fmt::Result {
        f.write_str(prompt)
    }

    fn format_multi_select_prompt(&self, f: &mut dyn Write, prompt: &str) -> fmt::Result {
        f.write_str(prompt)
    }

    fn format_confirm_prompt(&self, f: &mut dyn Write, prompt: &str, _: Option<bool>) -> fmt::Result {
        f.write_str(prompt)
    }
}

/// The most rows of which any page fits into so many lines.
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
        List::new((&prompt, &help), &rows, 2, (height, width), Style::new().force_styling(false))
    }

    fn drawn(list: &List, number: &str) -> String {
        let mut text = String::new();
        list.draw(&mut text, number, "[x] ", number == "0").expect("is drawn");
        text
    }

    #[test]
    fn a_row_that_is_long_takes_several_lines() {
        let wide = list(24, 80);
        assert_eq!((wide.heading.as_str(), wide.page), ("? What?\n  Help", None));
        assert_eq!(drawn(&wide, "0"), "> [x] a  one two three four");
        assert_eq!(drawn(&wide, "1"), "  [x] b");
        let narrow = list(24, 16);
        assert_eq!(drawn(&narrow, "0"), "> [x] a\n        one two\n        three four");
    }

    #[test]
    fn a_low_terminal_gets_pages_and_a_tiny_one_short_rows() {
        let low = list(8, 16);
        assert_eq!((low.heading.as_str(), low.page), ("? What?\n  Help", None));
        let lower = list(7, 16);
        assert_eq!((lower.heading.as_str(), lower.page), ("? What?", None));
        let lowest = list(6, 16);
        assert_eq!((lowest.heading.as_str(), lowest.page), ("? What?\n", Some(1)));
        let tiny = list(4, 16);
        assert_eq!((tiny.heading.as_str(), tiny.page), ("? What?\n", Some(1)));
        assert_eq!(drawn(&tiny, "0"), "> [x] a one two…");
        for (height, width) in (3..30).flat_map(|height| [20, 30, 40, 80].map(|width| (height, width))) {
            let list = list(height, width);
            let lines = list.heading.lines().count() + usize::from(list.page.is_some()) + 1;
            let page = list.rows.chunks(list.page.unwrap_or(3)).map(|page| page.concat().len()).max();
            assert!(lines + page.unwrap_or_default() <= height.max(4), "{height} × {width}");
        }
    }
}
