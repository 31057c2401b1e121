//! All rule files of the examples that have stages.

use std::fs;
use std::path::{Path, PathBuf};

use flywheel::Program;

/// All rule files of the examples that have stages, with what they are called.
pub(crate) fn lifecycles() -> Vec<(String, Program)> {
    let mut paths = Vec::new();
    search(Path::new("examples"), &mut paths);
    paths.sort();
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).ok()?;
        let program = Program::parse("rules.flywheel", &text).ok()?;
        let name = path.file_stem()?.to_string_lossy().into_owned();
        let folder = path.parent()?.file_name()?.to_string_lossy().into_owned();
        (!program.model().stages.is_empty()).then(|| (format!("{folder}-{name}"), program))
    };
    paths.iter().filter_map(read).collect()
}

fn search(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            search(&path, found);
        } else if path.extension().is_some_and(|end| end == "flywheel") {
            found.push(path);
        }
    }
}
