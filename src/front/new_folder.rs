//! The files of a new project, which appear together or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::replacement::Replacement;
use super::{Failure, disk};

/// What is in an empty folder anyway: what version control and systems put there.
const HARMLESS: &[&str] = &[".git", ".DS_Store"];

/// The folder of a new project.
pub(super) struct NewFolder<'p> {
    path: &'p Path,
    /// Whether it is there already.
    exists: bool,
}

impl<'p> NewFolder<'p> {
    /// A folder that is empty or does not exist. The files of `allowed` may be in it.
    pub(super) fn new(path: &'p Path, allowed: &[PathBuf]) -> Result<NewFolder<'p>, Failure> {
        let name = disk::name(path);
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(NewFolder { path, exists: false });
            }
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(Failure::new(format!("{name} is a file")).help(NEW));
            }
            Err(error) => return Err(Failure::reading(&name, &error)),
        };
        let allowed: Vec<PathBuf> = allowed.iter().map(|path| disk::resolved(path)).collect();
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| Failure::reading(&name, &error))?;
            let file = entry.file_name().to_string_lossy().into_owned();
            let fine = HARMLESS.contains(&file.as_str())
                || allowed.contains(&disk::resolved(&entry.path()));
            if !fine {
                found.push(file);
            }
        }
        match found.is_empty() {
            true => Ok(NewFolder { path, exists: true }),
            false => Err(in_the_way(&name, found)),
        }
    }

    /// Writes the files. If one cannot be written, none stays.
    pub(super) fn write(&self, files: &[(&str, String)]) -> Result<(), Failure> {
        if !self.exists {
            fs::create_dir(self.path)
                .map_err(|error| Failure::writing(&disk::name(self.path), &error))?;
        }
        let mut written = Vec::new();
        for (name, text) in files {
            let path = self.path.join(name);
            if let Err(failure) = create(&path, text) {
                self.undo(&written);
                return Err(failure);
            }
            written.push(path);
        }
        Ok(())
    }

    /// Removes what was written. What cannot be removed stays; the failure says why all of this
    /// happens.
    fn undo(&self, written: &[PathBuf]) {
        for path in written {
            let _stays = fs::remove_file(path);
        }
        if !self.exists {
            let _stays = fs::remove_dir(self.path);
        }
    }
}

const NEW: &str = "name a new folder: flywheel init my-project";

/// Under another name first, so that it is whole when it is there.
fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let mut file = Replacement::create(path)?;
    file.write(text.as_bytes())?;
    file.finish()
}

fn in_the_way(name: &str, mut found: Vec<String>) -> Failure {
    found.sort();
    let more = found.len().saturating_sub(4);
    let shown = found.iter().take(4).cloned().collect::<Vec<_>>().join(", ");
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let folder = if name == "." { "this folder".to_owned() } else { format!("the folder {name}") };
    Failure::new(format!("{folder} is not empty: it has {shown}{more}")).help(NEW)
}
