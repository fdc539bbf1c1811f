//! Compares a plan with the disk: what exists already, and in which units the rest can be moved into place.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::target::{State, Target};
use super::{disk, in_the_way};
use crate::error::{Conflict, FileKind, Result};
use crate::plan::{Plan, PlannedFile};

/// A plan as a tree.
pub enum Node<'p> {
    File(&'p PlannedFile),
    Directory(BTreeMap<OsString, Self>),
}

/// A file, or a directory with all its contents, that is moved into place at once.
pub struct Unit<'p> {
    /// The final path; its parent directory exists.
    pub place: PathBuf,
    pub node: Node<'p>,
    pub obstacle: Option<Obstacle>,
    /// The path relative to the target.
    path: String,
}

/// A file or directory that exists where a unit belongs.
pub struct Obstacle {
    /// Its name as the disk spells it.
    pub name: OsString,
    kind: FileKind,
    reason: Option<&'static str>,
}

pub struct Survey<'p> {
    pub is_new: bool,
    /// Sorted by path.
    pub units: Vec<Unit<'p>>,
    /// The paths of the planned files that are there already.
    pub there: BTreeSet<String>,
}

impl<'p> Survey<'p> {
    /// Looks at every planned path, without following symbolic links.
    pub fn take(plan: &'p Plan, target: &Target) -> Result<Self> {
        let tree = Node::of(plan);
        match target.state()? {
            State::Missing { ancestor, missing: (first, below) } => {
                let node = below
                    .into_iter()
                    .rev()
                    .fold(tree, |node, name| Node::Directory(BTreeMap::from([(name, node)])));
                let unit = Unit { place: ancestor.join(first), node, obstacle: None, path: String::new() };
                Ok(Self { is_new: true, units: vec![unit], there: BTreeSet::new() })
            }
            State::Present => {
                let mut survey = Self { is_new: false, units: Vec::new(), there: BTreeSet::new() };
                if let Node::Directory(children) = tree {
                    look(children, target.path(), "", &mut survey)
                        .map_err(|(path, error)| target.failure("look at", &path, &error))?;
                }
                Ok(survey)
            }
        }
    }

    /// The existing directory that everything goes into.
    pub fn base<'s>(&'s self, target: &'s Target) -> &'s Path {
        let above = self.units.first().filter(|_| self.is_new).and_then(|unit| unit.place.parent());
        above.unwrap_or(target.path())
    }

    /// Returns what is in the way.
    pub fn conflicts(&self) -> Vec<Conflict> {
        self.units.iter().filter_map(Unit::conflict).collect()
    }

    /// Fails with all that is in the way and may not be moved.
    pub fn refuse_unless(&self, may_move: &dyn Fn(&str) -> bool, target: &Target) -> Result<()> {
        let mut conflicts = self.conflicts();
        conflicts.retain(|conflict| !may_move(&conflict.path));
        if conflicts.is_empty() { Ok(()) } else { Err(in_the_way(conflicts, target)) }
    }
}

impl Unit<'_> {
    fn conflict(&self) -> Option<Conflict> {
        let Obstacle { kind: found, reason, .. } = *self.obstacle.as_ref()?;
        let expected = match self.node {
            Node::File(_) => FileKind::File,
            Node::Directory(_) => FileKind::Directory,
        };
        Some(Conflict { path: self.path.clone(), found, expected, reason })
    }
}

impl<'p> Node<'p> {
    fn of(plan: &'p Plan) -> Self {
        let mut root = BTreeMap::new();
        for file in plan.files() {
            let (parents, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
            let directory = parents.split('/').filter(|part| !part.is_empty()).fold(&mut root, descend);
            directory.insert(name.into(), Node::File(file));
        }
        Node::Directory(root)
    }
}

fn descend<'n, 'p>(
    directory: &'n mut BTreeMap<OsString, Node<'p>>,
    name: &str,
) -> &'n mut BTreeMap<OsString, Node<'p>> {
    match directory.entry(name.into()).or_insert_with(|| Node::Directory(BTreeMap::new())) {
        Node::Directory(children) => children,
        Node::File(file) => unreachable!("the plan has {} as a file and as a directory", file.path),
    }
}

fn look<'p>(
    children: BTreeMap<OsString, Node<'p>>,
    directory: &Path,
    prefix: &str,
    survey: &mut Survey<'p>,
) -> std::result::Result<(), (PathBuf, io::Error)> {
    for (name, node) in children {
        let place = directory.join(&name);
        let path = format!("{prefix}{}", name.to_string_lossy());
        let found = match fs::symlink_metadata(&place) {
            Ok(found) => Some(found),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err((place, error)),
        };
        let mut reason = None;
        if let (Some(found), Node::File(file)) = (&found, &node)
            && has_content(file, &place, found)
        {
            if !(file.private && is_open(found)) {
                survey.there.insert(path);
                continue;
            }
            reason = Some("its content is as planned, but others can read it: chmod 600");
        }
        match (found.map(|found| found.file_type()), node) {
            (Some(found), Node::Directory(children)) if found.is_dir() => {
                look(children, &place, &format!("{path}/"), survey)?;
            }
            (found, node) => {
                let obstacle = found.map(|found| Obstacle {
                    name: disk::name_on_disk(&place),
                    kind: kind_of(found),
                    reason,
                });
                survey.units.push(Unit { place, node, obstacle, path });
            }
        }
    }
    Ok(())
}

/// Whether a file has the planned content.
fn has_content(file: &PlannedFile, place: &Path, found: &fs::Metadata) -> bool {
    let may_be_it = found.is_file() && found.len() == file.bytes.len() as u64;
    may_be_it && disk::read(place).is_ok_and(|bytes| bytes == *file.bytes)
}

/// Whether others may read a file.
fn is_open(found: &fs::Metadata) -> bool {
    #[cfg(unix)]
    return std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o077 != 0;
    #[cfg(not(unix))]
    return false;
}

/// Returns the kind of a file.
fn kind_of(found: fs::FileType) -> FileKind {
    match found {
        found if found.is_symlink() => FileKind::SymbolicLink,
        found if found.is_dir() => FileKind::Directory,
        found if found.is_file() => FileKind::File,
        _ => FileKind::SpecialFile,
    }
}
