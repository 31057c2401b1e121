//! Runs `flywheel` in a folder of its own and tells what came of it.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::ffi::OsString;
use std::fmt::Write;
use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

/// A test of the command line: files, arguments, standard input.
///
/// ```ignore
/// let shown = Test::new().file("rules.flywheel", "...").args("check rules.flywheel").run();
/// insta::assert_snapshot!(shown);
/// ```
pub(crate) struct Test {
    folder: TempDir,
    args: Vec<OsString>,
    stdin: Vec<u8>,
    env: Vec<(String, String)>,
    /// Files to show with the input.
    texts: Vec<(String, String)>,
    /// Files to show afterwards.
    results: Vec<String>,
}

impl Test {
    pub(crate) fn new() -> Test {
        Test {
            folder: TempDir::new().expect("a temporary folder can be made"),
            args: Vec::new(),
            stdin: Vec::new(),
            env: Vec::new(),
            texts: Vec::new(),
            results: Vec::new(),
        }
    }

    /// A file that is there beforehand. Its text is shown with the result.
    pub(crate) fn file(mut self, name: &str, text: &str) -> Test {
        self.texts.push((name.to_owned(), text.to_owned()));
        self.bytes(name, text.as_bytes())
    }

    /// A text to show with the input, such as a part of a file.
    pub(crate) fn shown(mut self, name: &str, text: &str) -> Test {
        self.texts.push((name.to_owned(), text.to_owned()));
        self
    }

    /// A file that is there beforehand and is not shown.
    pub(crate) fn bytes(self, name: &str, bytes: &[u8]) -> Test {
        let path = self.path(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).expect("folders can be made");
        }
        std::fs::write(path, bytes).expect("files can be written");
        self
    }

    /// Arguments with spaces between them.
    pub(crate) fn args(mut self, args: &str) -> Test {
        self.args.extend(args.split_whitespace().map(OsString::from));
        self
    }

    /// One argument, spaces and all.
    pub(crate) fn arg(mut self, arg: &str) -> Test {
        self.args.push(arg.into());
        self
    }

    pub(crate) fn stdin(mut self, text: impl AsRef<[u8]>) -> Test {
        self.stdin = text.as_ref().to_vec();
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Test {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Shows this file afterwards, if it is there.
    pub(crate) fn result(mut self, name: &str) -> Test {
        self.results.push(name.to_owned());
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Exit code, standard output and standard error.
    pub(crate) fn output(&self) -> (i32, String, String) {
        let mut command = Command::cargo_bin("flywheel").expect("the command is built");
        command.current_dir(self.folder.path()).args(&self.args).write_stdin(self.stdin.clone());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RAYON_NUM_THREADS"] {
            command.env_remove(name);
        }
        command.envs(self.env.iter().cloned());
        let output = command.output().expect("the command runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
    }

    /// Input and output in one text, for a snapshot.
    pub(crate) fn run(&self) -> String {
        let (status, stdout, stderr) = self.output();
        let mut out = String::new();
        for (name, text) in &self.texts {
            section(&mut out, name, text);
        }
        if !self.stdin.is_empty() {
            section(&mut out, "stdin", &String::from_utf8_lossy(&self.stdin));
        }
        let args: Vec<_> = self.args.iter().map(|arg| arg.to_string_lossy()).collect();
        writeln!(out, "$ flywheel {}", args.join(" ")).expect("a text can be written to");
        writeln!(out, "exit {status}").expect("a text can be written to");
        section(&mut out, "stdout", &stdout);
        section(&mut out, "stderr", &stderr);
        for name in &self.results {
            let text = std::fs::read(self.path(name)).ok();
            let text = text.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            section(&mut out, name, text.as_deref().unwrap_or("(there is no such file)\n"));
        }
        out
    }
}

/// A headed part of the text; nothing where there is nothing.
fn section(out: &mut String, head: &str, text: &str) {
    if !text.is_empty() {
        let end = if text.ends_with('\n') { "" } else { "\n" };
        write!(out, "── {head}\n{text}{end}").expect("a text can be written to");
    }
}
