//! Three-way merge of texts, line by line.

use std::ops::Range;

use diffy::{DiffOptions, Line};

/// A place where both sides changed the same lines differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// The line in the user's text, counted from 1.
    pub line: usize,
    /// The original lines.
    pub base: String,
    /// The user's lines.
    pub theirs: String,
    /// The lines that the tool would write.
    pub ours: String,
}

/// Merges the tool's changes (`base` to `ours`) into the user's text (`base` to `theirs`).
///
/// Adjacent changes are both made, unless both sides replace lines, which can't be decided separately. If both sides add
/// list members or statements at the same place, the tool's come first.
///
/// # Errors
/// Every conflicting place.
pub fn merge(base: &str, ours: &str, theirs: &str) -> Result<String, Vec<Hunk>> {
    let lines: Vec<&str> = base.split_inclusive('\n').collect();
    let mut clusters: Vec<Cluster<'_>> = Vec::new();
    let mut edits: Vec<(Side, Edit<'_>)> =
        edits(base, ours).into_iter().map(|edit| (Side::Ours, edit)).collect();
    edits.extend(self::edits(base, theirs).into_iter().map(|edit| (Side::Theirs, edit)));
    edits.sort_by_key(|(side, edit)| (edit.range.start, edit.range.end, *side == Side::Theirs));
    for (side, edit) in edits {
        match clusters.last_mut() {
            Some(last) if last.meets(side, &edit) => last.push(side, edit),
            _ => clusters.push(Cluster { range: edit.range.clone(), edits: vec![(side, edit)] }),
        }
    }
    let (mut merged, mut hunks, mut at, mut shift) = (String::with_capacity(theirs.len()), Vec::new(), 0, 0);
    for cluster in &clusters {
        merged.extend(lines[at..cluster.range.start].iter().copied());
        at = cluster.range.end;
        let (our_lines, their_lines) = (cluster.of(Side::Ours, &lines), cluster.of(Side::Theirs, &lines));
        let base_lines = lines[cluster.range.clone()].concat();
        if our_lines == their_lines || our_lines == base_lines {
            merged.push_str(&their_lines);
        } else if their_lines == base_lines {
            merged.push_str(&our_lines);
        } else if let Some(rest) = cluster.without_both(&lines) {
            merged.push_str(&rest);
        } else if base_lines.is_empty() && is_whole(&our_lines) && is_whole(&their_lines) {
            merged.push_str(&our_lines);
            merged.push_str(&their_lines);
        } else {
            let line = (cluster.range.start + 1).saturating_add_signed(shift);
            hunks.push(Hunk { line, base: base_lines, ours: our_lines, theirs: their_lines });
        }
        shift += cluster.growth();
    }
    merged.extend(lines[at..].iter().copied());
    if hunks.is_empty() { Ok(merged) } else { Err(hunks) }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Ours,
    Theirs,
}

/// A range of lines of the base, and their replacement.
#[derive(Debug)]
struct Edit<'a> {
    range: Range<usize>,
    new: Vec<&'a str>,
}

/// Overlapping edits of both sides, which must be decided together.
struct Cluster<'a> {
    range: Range<usize>,
    edits: Vec<(Side, Edit<'a>)>,
}

impl<'a> Cluster<'a> {
    fn meets(&self, side: Side, edit: &Edit<'_>) -> bool {
        if edit.range.start < self.range.end {
            return true;
        }
        let others = || self.edits.iter().filter(|(other, _)| *other != side).map(|(_, other)| other);
        let at_one_place = |other: &Edit<'_>| other.range == edit.range;
        let replaces = |edit: &Edit<'_>| !edit.range.is_empty() && !edit.new.is_empty();
        let beside =
            |other: &Edit<'_>| other.range.end == edit.range.start && replaces(other) && replaces(edit);
        edit.range.start == self.range.end && others().any(|other| at_one_place(other) || beside(other))
    }

    fn push(&mut self, side: Side, edit: Edit<'a>) {
        self.range.end = self.range.end.max(edit.range.end);
        self.edits.push((side, edit));
    }

    /// Returns one side's lines for the whole range.
    fn of(&self, side: Side, base: &[&str]) -> String {
        let (mut text, mut at) = (String::new(), self.range.start);
        for (_, edit) in self.edits.iter().filter(|(other, _)| *other == side) {
            text.extend(base[at..edit.range.start].iter().copied());
            text.extend(edit.new.iter().copied());
            at = edit.range.end;
        }
        text.extend(base[at..self.range.end].iter().copied());
        text
    }

    /// Returns the remaining lines of the base if both sides only removed lines.
    fn without_both(&self, base: &[&str]) -> Option<String> {
        let is_kept = |line: &usize| !self.edits.iter().any(|(_, edit)| edit.range.contains(line));
        let only_less = self.edits.iter().all(|(_, edit)| edit.new.is_empty());
        only_less.then(|| self.range.clone().filter(is_kept).map(|line| base[line]).collect())
    }

    /// Returns how many lines the user's text gained here.
    fn growth(&self) -> isize {
        let theirs = self.edits.iter().filter(|(side, _)| *side == Side::Theirs);
        theirs.map(|(_, edit)| edit.new.len().cast_signed() - edit.range.len().cast_signed()).sum()
    }
}

fn edits<'a>(base: &'a str, new: &'a str) -> Vec<Edit<'a>> {
    let mut options = DiffOptions::new();
    options.set_context_len(usize::MAX / 4);
    let patch = options.create_patch(base, new);
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let (mut edits, mut at, mut line_of_new): (Vec<Edit<'a>>, usize, usize) = (Vec::new(), 0, 0);
    let mut open = false;
    for line in patch.hunks().iter().flat_map(diffy::Hunk::lines) {
        if let Line::Context(_) = line {
            (at, line_of_new, open) = (at + 1, line_of_new + 1, false);
            continue;
        }
        if !open {
            edits.push(Edit { range: at..at, new: Vec::new() });
            open = true;
        }
        let Some(edit) = edits.last_mut() else { continue };
        if let Line::Delete(_) = line {
            at += 1;
            edit.range.end = at;
        } else {
            edit.new.extend(new.get(line_of_new));
            line_of_new += 1;
        }
    }
    as_whole(&mut edits, &base.split_inclusive('\n').collect::<Vec<_>>());
    edits
}

/// Moves added or removed lines if equal lines beside them form whole members or statements: an object of several lines
/// before another one begins and ends with the same lines.
fn as_whole<'a>(edits: &mut [Edit<'a>], base: &[&'a str]) {
    for at in 0..edits.len() {
        let first = at.checked_sub(1).map_or(0, |before| edits[before].range.end);
        let last = edits.get(at + 1).map_or(base.len(), |next| next.range.start);
        let edit = &mut edits[at];
        let Range { start, end } = edit.range;
        let lines = if edit.new.is_empty() { &base[start..end] } else { &edit.new };
        if edit.range.is_empty() == edit.new.is_empty() || is_whole(&lines.concat()) {
            continue;
        }
        let above = base[first..start].iter().rev().copied();
        let below = base[end..last].iter().copied();
        let (range, lines) = if let Some((by, lines)) = moved(lines, true, above) {
            (start - by..end - by, lines)
        } else if let Some((by, lines)) = moved(lines, false, below) {
            (start + by..end + by, lines)
        } else {
            continue;
        };
        edit.range = range;
        if !edit.new.is_empty() {
            edit.new = lines;
        }
    }
}

/// Returns how many lines an edit must move to be whole, and its lines after that.
fn moved<'a>(
    lines: &[&'a str],
    is_up: bool,
    beside: impl Iterator<Item = &'a str>,
) -> Option<(usize, Vec<&'a str>)> {
    let mut lines = lines.to_vec();
    for (by, line) in beside.enumerate() {
        let edge = if is_up { lines.last() } else { lines.first() };
        if edge != Some(&line) {
            return None;
        }
        if is_up {
            lines.rotate_right(1);
        } else {
            lines.rotate_left(1);
        }
        if is_whole(&lines.concat()) {
            return Some((by + 1, lines));
        }
    }
    None
}

/// Whether lines are whole list members or statements, which can be followed by others.
fn is_whole(text: &str) -> bool {
    let count = |chars: [char; 3]| text.matches(chars).count();
    let last = text.trim_end();
    last.ends_with([',', ';']) && text.ends_with('\n') && count(['(', '[', '{']) == count([')', ']', '}'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BASE: &str = "a\nb\nc\nd\ne\n";

    #[test]
    fn changes_at_different_places_are_combined() {
        for (ours, theirs, expected) in [
            ("a\nB\nc\nd\ne\n", "a\nb\nc\nD\ne\n", "a\nB\nc\nD\ne\n"),
            ("a\nb\nd\ne\n", BASE, "a\nb\nd\ne\n"),
            (BASE, "x\na\nb\n", "x\na\nb\n"),
            // The lines after a removed one stay.
            ("a\nb\nd\ne\n", "a\nb\nc\nx\nd\ne\n", "a\nb\nx\nd\ne\n"),
            ("a\nb\nd\ne\n", "a\nb\nx\nc\nd\ne\n", "a\nb\nx\nd\ne\n"),
            ("a\ne\n", "a\nb\nd\ne\n", "a\ne\n"),
            ("a\nc\nd\ne\n", "a\nb\nd\ne\n", "a\nd\ne\n"),
            ("a\nB\nc\nd\ne\n", "a\nB\nc\nd\nE\n", "a\nB\nc\nd\nE\n"),
            ("a\nb,\nb\nc\nd\ne\n", "a\nc;\nb\nc\nd\ne\n", "a\nb,\nc;\nb\nc\nd\ne\n"),
        ] {
            assert_eq!(merge(BASE, ours, theirs).as_deref(), Ok(expected), "{ours:?} {theirs:?}");
        }
    }

    #[test]
    fn an_object_is_removed_as_a_whole() {
        let object = |name: &str| format!("  {{\n    path: '{name}',\n    View,\n  }},\n");
        let all = |names: &[&str]| {
            let objects: String = names.iter().map(|name| object(name)).collect();
            format!("views = [\n{objects}];\n")
        };
        for (base, ours, theirs, expected) in [
            (&["a", "z"][..], &["a"][..], &["a", "m", "z"][..], &["a", "m"][..]),
            (&["a", "z"], &["a"], &["a", "z", "m"], &["a", "m"]),
            (&["z"], &[], &["m", "z"], &["m"]),
            (&["z"], &["y"], &["m", "z"], &["m", "y"]),
            (&["a"], &["a", "z"], &["a", "m"], &["a", "z", "m"]),
            (&["a", "b", "z"], &["b", "z"], &["a", "m", "b", "z"], &["m", "b", "z"]),
        ] {
            let found = merge(&all(base), &all(ours), &all(theirs));
            assert_eq!(found.as_ref(), Ok(&all(expected)), "{base:?} {ours:?} {theirs:?}");
        }
    }

    #[test]
    fn conflicts_have_their_place() {
        let hunks = merge(BASE, "a\nb\nX\nd\ne\n", "0\na\nb\nY\nd\ne\n").expect_err("a conflict");
        let hunk = Hunk { line: 4, base: "c\n".into(), theirs: "Y\n".into(), ours: "X\n".into() };
        assert_eq!(hunks, [hunk]);
        for (ours, theirs) in [
            ("a\ne\n", "a\nb\nC\nd\ne\n"),
            ("a\nX\ne\n", "a\nb\nd\ne\n"),
            ("a\nB\nc\nd\ne\n", "a\nb\nC\nd\ne\n"),
            ("a\nx\nb\nc\nd\ne\n", "a\ny\nb\nc\nd\ne\n"),
            ("", "a\nb\nX\nc\nd\ne\n"),
        ] {
            assert!(merge(BASE, ours, theirs).is_err(), "{ours:?} {theirs:?}");
        }
    }

    proptest! {
        #[test]
        fn an_unchanged_side_takes_the_others_changes(
            base in "([abc]\n){0,8}[ab]?", other in "([abcd]\n){0,8}[ab]?"
        ) {
            prop_assert_eq!(merge(&base, &other, &base), Ok(other.clone()));
            prop_assert_eq!(merge(&base, &base, &other), Ok(other.clone()));
            prop_assert_eq!(merge(&base, &other, &other), Ok(other));
        }

        #[test]
        fn two_changes_give_a_merge_or_a_conflict(
            base in "([abc]\n){0,8}", ours in "([abcd]\n){0,8}", theirs in "([abce]\n){0,8}"
        ) {
            if let Ok(merged) = merge(&base, &ours, &theirs) {
                // No added line is lost on either side.
                prop_assert_eq!(merged.matches('d').count(), ours.matches('d').count());
                prop_assert_eq!(merged.matches('e').count(), theirs.matches('e').count());
            }
        }
    }
}
