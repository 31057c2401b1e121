//! The files of the project that a test reads.

use std::fs;
use std::path::{Path, PathBuf};

/// All files in a folder and in those within it whose names end in one of these, in the order of
/// their paths.
pub(crate) fn files(folder: impl AsRef<Path>, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    search(folder.as_ref(), endings, &mut found);
    found.sort();
    found
}

fn search(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("folders of the project can be read") {
        let path = entry.expect("their files are known").path();
        if path.is_dir() {
            search(&path, endings, found);
        } else if path.extension().is_some_and(|ending| endings.iter().any(|one| ending == *one)) {
            found.push(path);
        }
    }
}
