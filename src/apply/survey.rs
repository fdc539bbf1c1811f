//! Compares a plan with the disk: what exists already, and in which units the rest can be moved into place.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::target::{State, Target};
use super::{BACKUP, disk};
use crate::error::{Conflict, Error, FileKind, Kind, Result};
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
}

pub struct Survey<'p> {
    pub is_new: bool,
    /// Sorted by path.
    pub units: Vec<Unit<'p>>,
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
                Ok(Self { is_new: true, units: vec![unit] })
            }
            State::Present => {
                let mut units = Vec::new();
                if let Node::Directory(children) = tree {
                    look(children, target.path(), "", &mut units)
                        .map_err(|(path, error)| target.failure("look at", &path, &error))?;
                }
                Ok(Self { is_new: false, units })
            }
        }
    }

    /// The existing directory that everything goes into.
    pub fn base<'s>(&'s self, target: &'s Target) -> &'s Path {
        let above = self.units.first().filter(|_| self.is_new).and_then(|unit| unit.place.parent());
        above.unwrap_or(target.path())
    }

    /// Returns the conflicting paths, relative to the target.
    pub fn conflicting_paths(&self) -> Vec<String> {
        self.units.iter().filter(|unit| unit.obstacle.is_some()).map(|unit| unit.path.clone()).collect()
    }

    /// Fails with a conflict that lists all conflicting paths, unless they may be moved.
    pub fn refuse_unless(&self, overwrite: bool, target: &Target) -> Result<()> {
        let conflicts: Box<[Conflict]> = self.units.iter().filter_map(Unit::conflict).collect();
        if overwrite || conflicts.is_empty() {
            return Ok(());
        }
        let directory = target.shown();
        let message = match conflicts.len() {
            1 => format!("1 path in {directory} is in the way"),
            count => format!("{count} paths in {directory} are in the way"),
        };
        let hint = format!("choose another directory, or move these to {BACKUP} in it with --overwrite");
        Err(Error { conflicts, ..Error::new(Kind::Conflict, message).with_hint(hint) })
    }
}

impl Unit<'_> {
    fn conflict(&self) -> Option<Conflict> {
        let found = self.obstacle.as_ref()?.kind;
        let expected = match self.node {
            Node::File(_) => FileKind::File,
            Node::Directory(_) => FileKind::Directory,
        };
        Some(Conflict { path: self.path.clone(), found, expected })
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
    units: &mut Vec<Unit<'p>>,
) -> std::result::Result<(), (PathBuf, io::Error)> {
    for (name, node) in children {
        let place = directory.join(&name);
        let path = format!("{prefix}{}", name.to_string_lossy());
        let found = match fs::symlink_metadata(&place) {
            Ok(found) => Some(found.file_type()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err((place, error)),
        };
        match (found, node) {
            (Some(found), Node::Directory(children)) if found.is_dir() => {
                look(children, &place, &format!("{path}/"), units)?;
            }
            (found, node) => {
                let obstacle =
                    found.map(|found| Obstacle { name: disk::name_on_disk(&place), kind: kind_of(found) });
                units.push(Unit { place, node, obstacle, path });
            }
        }
    }
    Ok(())
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
