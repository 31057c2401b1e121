//! Which files belong together: each program is a file that no other one uses, with all that it uses.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

use super::files::Files;
use super::uri;
use crate::front::disk;
use crate::program::files_used;

/// The ending of the names of rule files.
const ENDING: &str = "flywheel";
/// How many folders are looked through.
const MOST_FOLDERS: usize = 5_000;

/// The rule files of the folders that an editor has open, and which others each of them uses.
#[derive(Debug, Default)]
pub(super) struct Programs {
    closed: HashMap<String, Vec<String>>,
    /// The moment as of which the folders were looked through.
    seen: Option<u64>,
    /// By file, those that use it, as of a moment.
    users: Option<(u64, HashMap<String, Vec<String>>)>,
}

impl Programs {
    /// Looks through the folders, if something has changed on the disk.
    pub(super) fn refresh(&mut self, files: &Files) {
        if self.seen == Some(files.on_disk) {
            return;
        }
        self.seen = Some(files.on_disk);
        self.users = None;
        self.closed.clear();
        for name in rule_files(files) {
            if let Ok(text) = disk::load_used(&name) {
                self.closed.insert(name.clone(), files_used(&name, &text));
            }
        }
    }

    /// All programs, of files that are open or not.
    pub(super) fn all(&mut self, files: &Files) -> BTreeSet<String> {
        let closed: Vec<String> = self.closed.keys().cloned().collect();
        let users = self.users(files);
        let names = closed.iter().chain(files.documents().map(|(name, _)| name));
        names.flat_map(|name| first(name, users)).collect()
    }

    /// The programs to which the open files belong.
    pub(super) fn open(&mut self, files: &Files) -> BTreeSet<String> {
        let users = self.users(files);
        files.documents().flat_map(|(name, _)| first(name, users)).collect()
    }

    /// The programs to which a file belongs.
    pub(super) fn with(&mut self, name: &str, files: &Files) -> BTreeSet<String> {
        first(name, self.users(files))
    }

    /// By file without the links on the way to it, those that use it.
    fn users(&mut self, files: &Files) -> &HashMap<String, Vec<String>> {
        let known = self.users.take().filter(|(moment, _)| *moment == files.moment);
        let found = || (files.moment, find_users(&self.closed, files));
        &self.users.insert(known.unwrap_or_else(found)).1
    }
}

fn find_users(
    closed: &HashMap<String, Vec<String>>,
    files: &Files,
) -> HashMap<String, Vec<String>> {
    let mut users: HashMap<String, Vec<String>> = HashMap::new();
    let mut note = |by: &String, used: &[String]| {
        for name in used {
            users.entry(uri::real(name)).or_default().push(by.clone());
        }
    };
    for (by, used) in closed.iter().filter(|(by, _)| files.document(by).is_none()) {
        note(by, used);
    }
    for (by, document) in files.documents() {
        note(by, &files_used(by, &document.text));
    }
    users
}

/// The files that lead to one and that no other one uses; the file itself where it is in a circle.
fn first(name: &str, users: &HashMap<String, Vec<String>>) -> BTreeSet<String> {
    let (mut open, mut seen) = (vec![name.to_owned()], HashSet::new());
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        match users.get(&uri::real(&name)) {
            Some(by) => open.extend(by.iter().cloned()),
            None => {
                found.insert(name);
            }
        }
    }
    if found.is_empty() {
        found.insert(name.to_owned());
    }
    found
}

/// The rule files in the folders that are open.
fn rule_files(files: &Files) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = files.folders.clone();
    for _ in 0..MOST_FOLDERS {
        let Some(folder) = open.pop() else { break };
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let (path, Ok(kind)) = (entry.path(), entry.file_type()) else { continue };
            if kind.is_dir() && !is_left_out(&path) {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == ENDING) {
                found.extend(path.to_str().map(str::to_owned));
            }
        }
    }
    found
}

/// Folders that hold what tools made or brought, rather than what people write.
fn is_left_out(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or(".");
    name.starts_with('.') || matches!(name, "node_modules" | "target")
}
