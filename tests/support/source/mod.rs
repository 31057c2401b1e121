//! The code under `src` as the rules of the house see it: the names that each file says, without
//! its tests, comments and texts.

#[path = "../files.rs"]
mod files;
mod names;
mod tests_left_out;

use std::fs;

use files::files;

pub(crate) use names::{Name, Names};

/// A file of the library or of the command.
pub(crate) struct Source {
    /// Its path, with `/` between the parts.
    pub path: String,
    pub text: String,
    /// What it names; nothing if all of it is tests.
    pub names: Vec<Name>,
}

impl Source {
    /// The room that it belongs to: the first folder or file below `src`.
    pub(crate) fn room(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inside.split(['/', '.']).next().unwrap_or_default()
    }
}

/// All files under `src`, in the order of their paths.
pub(crate) fn sources() -> Vec<Source> {
    let found = files("src", &["rs"]).into_iter();
    let mut paths: Vec<String> =
        found.map(|path| path.to_string_lossy().replace('\\', "/")).collect();
    paths.sort();
    let read = |path: &String| {
        let text = fs::read_to_string(path).expect("source files can be read");
        let names = Names::of(&text, &module(path))
            .unwrap_or_else(|reason| panic!("{path} cannot be scanned: {reason}"));
        (path.clone(), text, names)
    };
    let read: Vec<(String, String, Names)> = paths.iter().map(read).collect();
    let tests: Vec<Vec<String>> =
        read.iter().flat_map(|(_, _, names)| names.test_modules.clone()).collect();
    let source = |(path, text, names): (String, String, Names)| {
        let module = module(&path);
        let is_test = tests.iter().any(|test| module.starts_with(test));
        let names = if is_test { Vec::new() } else { names.names };
        Source { path, text, names }
    };
    read.into_iter().map(source).collect()
}

/// The module that a file holds, below the crate: `eval`, `fast` for `src/eval/fast/mod.rs`.
pub(crate) fn module(path: &str) -> Vec<String> {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let inside = inside.strip_suffix(".rs").unwrap_or(inside);
    let mut parts: Vec<String> = inside.split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}
