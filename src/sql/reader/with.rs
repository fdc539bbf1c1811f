//! WITH and the names that it gives to queries.

use super::{DEEPEST, Frame, Reader};
use crate::sql::reading::Access;
use crate::sql::tokens::TokenKind;

/// The list of a WITH.
#[derive(Debug, Clone, Copy)]
pub enum With {
    /// Each name is visible only after its definition.
    Plain,
    /// Names are visible in the whole list; this many tables came before it.
    Recursive(usize),
}

impl<'t> Reader<'t> {
    /// Reads `WITH name AS (`, but not `WITH ORDINALITY` or `timestamp with time zone`.
    pub fn with(&mut self) {
        let recursive = self.is(self.at + 1, "recursive");
        let head = self.at + 1 + usize::from(recursive);
        if self.frame().list.is_some() && self.is(head, "ordinality") {
            return;
        }
        if self.cte(head).is_some() {
            let with = if recursive { With::Recursive(self.reading.tables.len()) } else { With::Plain };
            let frame = self.frame();
            frame.list = None;
            frame.with = Some(with);
            self.begin_cte(head);
        }
    }

    /// The name that WITH gives at a place, and the place of the opening parenthesis.
    fn cte(&self, head: usize) -> Option<(Option<&'t str>, usize)> {
        let token = self.token(head)?;
        let name = token.name();
        if name.is_none() && token.kind != TokenKind::Hole {
            return None;
        }
        let mut at = head + 1;
        if self.kind(at) == Some(&TokenKind::Open) {
            at = (*self.ends.get(at)?)? + 1;
        }
        if !self.is(at, "as") {
            return None;
        }
        at += 1;
        if self.is(at, "not") {
            at += 1;
        }
        if self.is(at, "materialized") {
            at += 1;
        }
        (self.kind(at) == Some(&TokenKind::Open)).then_some((name, at))
    }

    /// Enters the parentheses after a name that WITH gives, if there is one.
    pub fn begin_cte(&mut self, head: usize) -> bool {
        let Some((name, open)) = self.cte(head) else { return false };
        if self.frames.len() >= DEEPEST {
            return false;
        }
        let frame = self.frame();
        if matches!(frame.with, Some(With::Recursive(_)))
            && let Some(name) = name
        {
            frame.ctes.insert(name.to_owned());
        }
        let gives = Some(name.unwrap_or_default().to_owned());
        self.frames.push(Frame { gives, ..Frame::new() });
        self.at = open;
        true
    }

    /// Ends the list of a WITH. With RECURSIVE, each name is visible in the whole list.
    pub fn end_with(&mut self) {
        let frame = self.frame();
        let Some(With::Recursive(before)) = frame.with.take() else { return };
        let names = frame.ctes.clone();
        let later = self.reading.tables.split_off(before.min(self.reading.tables.len()));
        self.reading.tables.extend(later.into_iter().filter(|table| {
            table.schema.is_some() || table.access == Access::Write || !names.contains(&table.name)
        }));
    }
}
