//! Reads a rule file and the files that it uses into one tree.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::problems::{FileId, Problem, Problems, Sources, Span, register as code};
use crate::syntax::{self, tree};

use super::Used;

/// Hands out the text of a file by its path, or says why it cannot.
pub type Load<'l> = dyn Fn(&str) -> Result<String, String> + 'l;

/// All files of a program, joined to one tree.
pub(super) struct Gathered<'l> {
    pub sources: Sources,
    pub problems: Problems,
    pub tree: tree::File,
    pub uses: Vec<Used>,
    load: &'l Load<'l>,
    /// The paths of files that are being read, and of those that have been.
    open: HashSet<String>,
    done: HashMap<String, FileId>,
}

/// A file of which everything up to a `use` has been taken over.
struct Reading {
    id: FileId,
    /// Its name, and the same as a path by which files are told apart.
    name: String,
    path: String,
    rest: std::vec::IntoIter<tree::Declaration>,
}

/// Reads a file and all that it uses. The declarations of a used file are in the place of its
/// `use`. Questions come after all of them.
pub(super) fn gather<'l>(
    name: &str,
    text: &str,
    questions: &[String],
    load: &'l Load<'l>,
) -> Gathered<'l> {
    let mut gathered = Gathered {
        sources: Sources::new(),
        problems: Problems::new(),
        tree: tree::File::default(),
        uses: Vec::new(),
        load,
        open: HashSet::new(),
        done: HashMap::new(),
    };
    gathered.files(name, text);
    for (place, question) in questions.iter().enumerate() {
        gathered.question(question, (questions.len() > 1).then_some(place + 1));
    }
    gathered
}

impl Gathered<'_> {
    /// Reads a file and all that it uses, without recursion: each of a thousand files may use the
    /// next.
    fn files(&mut self, name: &str, text: &str) {
        let mut reading = vec![self.begin(name.to_owned(), text)];
        while let Some(file) = reading.last_mut() {
            let Some(declaration) = file.rest.next() else {
                self.open.remove(&file.path);
                self.done.extend(reading.pop().map(|file| (file.path, file.id)));
                continue;
            };
            match declaration {
                tree::Declaration::Use(used) => {
                    let used = self.used(&file.name, &used);
                    reading.extend(used);
                }
                // The settings are those of the file that is run; a used file may have its own,
                // so that it can be checked by itself.
                tree::Declaration::Header(_) if file.id != FileId::default() => {}
                tree::Declaration::Header(_)
                | tree::Declaration::Customer(_)
                | tree::Declaration::Let(_)
                | tree::Declaration::Gift(_)
                | tree::Declaration::Stage(_)
                | tree::Declaration::AnyStage(_)
                | tree::Declaration::Score(_)
                | tree::Declaration::Limit(_)
                | tree::Declaration::Pause(_)
                | tree::Declaration::Experiment(_)
                | tree::Declaration::Group(_)
                | tree::Declaration::Assert(_)
                | tree::Declaration::Test(_)
                | tree::Declaration::Simulate(_)
                | tree::Declaration::Report(_)
                | tree::Declaration::Broken(_) => self.tree.declarations.push(declaration),
            }
        }
    }

    /// A question is a source of its own.
    fn question(&mut self, text: &str, number: Option<usize>) {
        let name = number.map_or("question".to_owned(), |number| format!("question {number}"));
        let id = self.sources.add(&name, text);
        let (asked, problems) = syntax::question(id, text);
        self.problems.extend(problems);
        self.tree.declarations.push(tree::Declaration::Assert(asked));
    }

    fn begin(&mut self, name: String, text: &str) -> Reading {
        let id = self.sources.add(&name, text);
        let (tree, problems) = syntax::parse(id, text);
        self.problems.extend(problems);
        let path = normal(Path::new(&name));
        self.open.insert(path.clone());
        Reading { id, name, path, rest: tree.declarations.into_iter() }
    }

    /// The file that another one uses, unless it was read before or cannot be.
    fn used(&mut self, by: &str, used: &tree::Use) -> Option<Reading> {
        let beside = Path::new(by).parent().unwrap_or(Path::new(""));
        let name = normal(&beside.join(&used.path.text));
        if self.open.contains(&name) {
            let title = "These files use each other in a circle";
            let label = "this file is already being read";
            let help =
                "remove one of these `use` lines, or move what both files need to a third file";
            self.problems
                .push(Problem::new(code::USE_CYCLE, title, used.path.span, label).help(help));
            self.missing(used.span);
            return None;
        }
        if let Some(file) = self.done.get(&name) {
            self.uses.push(Used { span: used.path.span, file: *file });
            return None;
        }
        match (self.load)(&name) {
            Ok(text) => {
                let reading = self.begin(name, &text);
                self.uses.push(Used { span: used.path.span, file: reading.id });
                Some(reading)
            }
            Err(why) => {
                let title = format!("Cannot read \"{}\"", used.path.text);
                let help = "the path is relative to the file with this `use` line";
                self.problems
                    .push(Problem::new(code::USE_MISSING, title, used.path.span, why).help(help));
                self.missing(used.span);
                None
            }
        }
    }

    /// Any name may be one that the missing file declares.
    fn missing(&mut self, span: Span) {
        let broken = tree::Broken { span, name: None };
        self.tree.declarations.push(tree::Declaration::Broken(broken));
    }
}

/// A path without `.` and, as far as can be seen from the path alone, without `..`.
fn normal(path: &Path) -> String {
    let mut parts: Vec<std::borrow::Cow<'_, str>> = Vec::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir
                if parts.last().is_some_and(|last| last != ".." && last != "/") =>
            {
                parts.pop();
            }
            std::path::Component::ParentDir
            | std::path::Component::Prefix(_)
            | std::path::Component::RootDir
            | std::path::Component::Normal(_) => parts.push(part.as_os_str().to_string_lossy()),
        }
    }
    let whole: std::path::PathBuf = parts.iter().map(|part| &**part).collect();
    whole.to_string_lossy().into_owned()
}
