//! Reads a rule file and the files that it uses into one tree.

use std::path::Path;

use crate::problems::{FileId, Problem, Problems, Sources, Span, register as code};
use crate::syntax::{self, tree};

/// Hands out the text of a file by its path, or says why it cannot.
pub type Load<'l> = dyn Fn(&str) -> Result<String, String> + 'l;

/// All files of a program, joined to one tree.
pub(super) struct Gathered<'l> {
    pub sources: Sources,
    pub problems: Problems,
    pub tree: tree::File,
    load: &'l Load<'l>,
    /// Files that are being read, the outermost first, and those that have been.
    open: Vec<String>,
    done: Vec<String>,
}

/// Reads a file and all that it uses. The declarations of a used file are in the place of its
/// `use`.
pub(super) fn gather<'l>(name: &str, text: &str, load: &'l Load<'l>) -> Gathered<'l> {
    let mut gathered = Gathered {
        sources: Sources::new(),
        problems: Problems::new(),
        tree: tree::File::default(),
        load,
        open: Vec::new(),
        done: Vec::new(),
    };
    gathered.file(name, text);
    gathered
}

impl Gathered<'_> {
    fn file(&mut self, name: &str, text: &str) {
        let file = self.sources.add(name, text);
        let (tree, problems) = syntax::parse(file, text);
        self.problems.extend(problems);
        self.open.push(normal(Path::new(name)));
        for declaration in tree.declarations {
            match declaration {
                tree::Declaration::Use(used) => self.used(name, &used),
                // The settings are those of the file that is run; a used file may have its own,
                // so that it can be checked by itself.
                tree::Declaration::Header(_) if file != FileId::default() => {}
                tree::Declaration::Header(_)
                | tree::Declaration::Customer(_)
                | tree::Declaration::Let(_)
                | tree::Declaration::Gift(_)
                | tree::Declaration::Stage(_)
                | tree::Declaration::AnyStage(_)
                | tree::Declaration::Score(_)
                | tree::Declaration::Limit(_)
                | tree::Declaration::Pause(_)
                | tree::Declaration::Test(_)
                | tree::Declaration::Simulate(_)
                | tree::Declaration::Broken(_) => self.tree.declarations.push(declaration),
            }
        }
        self.done.extend(self.open.pop());
    }

    fn used(&mut self, by: &str, used: &tree::Use) {
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
            return;
        }
        if self.done.contains(&name) {
            return;
        }
        match (self.load)(&name) {
            Ok(text) => self.file(&name, &text),
            Err(why) => {
                let title = format!("Cannot read \"{}\"", used.path.text);
                let help = "the path is relative to the file with this `use` line";
                self.problems
                    .push(Problem::new(code::USE_MISSING, title, used.path.span, why).help(help));
                self.missing(used.span);
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
