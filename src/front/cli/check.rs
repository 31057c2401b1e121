//! `flywheel check`: finds the problems in rule files.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use clap::{Args, ValueEnum};

use crate::front::checked::Checked;
use crate::front::mend::mend;
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, say};
use crate::only_safe;
use crate::plan::Plan;
use crate::problems::{Ink, Look, counted, github, json, plain, pretty, sarif, shown};

/// Find problems in rule files, without reading any customers
///
/// Lists every mistake and warning; `--deny warnings` fails on warnings too. Each mistake is shown
/// where it is, with what to write instead. The exit code is 0 when the files can be used, 1 when
/// they cannot, and 2 when a file could not be read.
#[derive(Debug, Args)]
#[command(after_help = "Example: flywheel check rules.flywheel")]
pub(super) struct Check {
    /// The rule files; use - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// How to show the problems
    #[arg(long, value_enum, default_value_t = Shape::Pretty)]
    format: Shape,

    /// Also fail on these
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,

    /// Correct the files wherever the meaning stays the same
    #[arg(long)]
    fix: bool,

    /// The file name to use for standard input, in messages and to find the files that it uses
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// For people, with each problem shown in the rules
    Pretty,
    /// One line per problem: `file:line:column: error[code]: what is wrong`
    Plain,
    /// One JSON document, for programs
    Json,
    /// A SARIF 2.1.0 log, for code hosts and editors
    Sarif,
    /// Annotations for GitHub Actions
    Github,
}

impl Shape {
    /// Whether it says which fixes are safe.
    fn shows_confidence(self) -> bool {
        match self {
            Shape::Json | Shape::Sarif => true,
            Shape::Pretty | Shape::Plain | Shape::Github => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Things that are probably mistakes
    Warnings,
}

impl Check {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        disk::at_most_one_stdin(self.files.iter().map(PathBuf::as_path))?;
        self.check_options()?;
        let mended = if self.fix { self.mend(self.about_files(terminal))? } else { String::new() };
        let files = self.files.iter().map(|file| self.read(file));
        let mut files: Vec<Checked> = files.collect::<Result<_, _>>()?;
        if self.format.shows_confidence() {
            let load = |used: &str| disk::load_used(used);
            files.iter_mut().for_each(|file| only_safe(&file.sources, &mut file.problems, &load));
        }
        match self.format {
            Shape::Pretty => say::out(&mended, terminal.stdout)?,
            Shape::Plain | Shape::Json | Shape::Sarif | Shape::Github => {
                say::aside(&mended, terminal.stderr);
            }
        }
        self.show(&files, terminal)?;
        let refused = files.iter().any(|file| self.refuses(file));
        Ok(if refused { Exit::Rules } else { Exit::Fine })
    }

    fn check_options(&self) -> Result<(), Failure> {
        let stdin = self.files.iter().any(|file| disk::is_stdin(file));
        if self.fix && stdin {
            let what = "--fix changes files, so it cannot be used with standard input";
            return Err(Failure::new(what).help("give a file name instead of `-`"));
        }
        if self.stdin_filename.is_some() && !stdin {
            let what = "--stdin-filename only works with standard input";
            return Err(Failure::new(what).help("add `-` to read standard input"));
        }
        Ok(())
    }

    /// The look of what is said about the files besides their problems.
    fn about_files(&self, terminal: &Terminal) -> Look {
        match self.format {
            Shape::Pretty => terminal.stdout,
            Shape::Plain | Shape::Json | Shape::Sarif | Shape::Github => terminal.stderr,
        }
    }

    /// Fixes what is safe to fix, and reports what that was.
    fn mend(&self, look: Look) -> Result<String, Failure> {
        let mut out = String::new();
        for file in &self.files {
            let changes = mend(file)?;
            let name = shown(&disk::name(file)).into_owned();
            for change in &changes {
                let place = format!("{name}:{}:{}:", change.line, change.column);
                out.push_str(&format!(
                    "{} {}\n",
                    look.paint(Ink::Quiet, &place),
                    shown(&change.words())
                ));
            }
            let count = match changes.len() {
                0 => continue,
                1 => "1 change".to_owned(),
                many => format!("{many} changes"),
            };
            let words = look.paint(Ink::Help, &format!("{count} made in {name}"));
            out.push_str(&format!("{words}\n\n"));
        }
        Ok(out)
    }

    fn show(&self, files: &[Checked], terminal: &Terminal) -> Result<(), Failure> {
        let look = terminal.stdout;
        let pairs = || files.iter().map(|file| (&file.sources, &file.problems)).collect::<Vec<_>>();
        let each = |draw: &dyn Fn(&Checked) -> String| files.iter().map(draw).collect::<String>();
        match self.format {
            Shape::Pretty => {
                let drawn = each(&|file| pretty(&file.sources, &file.problems, look));
                say::out(&(drawn + &self.closing(files, look)), look)
            }
            Shape::Plain => {
                say::exactly(each(&|file| plain(&file.sources, &file.problems)).as_bytes())?;
                // The standard output is for the problems alone, so that scripts can count lines.
                say::aside(&self.closing(files, terminal.stderr), terminal.stderr);
                Ok(())
            }
            Shape::Json => say::exactly(json(&pairs()).as_bytes()),
            Shape::Sarif => say::exactly(sarif(&pairs()).as_bytes()),
            Shape::Github => {
                say::exactly(each(&|file| github(&file.sources, &file.problems)).as_bytes())
            }
        }
    }

    fn read(&self, file: &Path) -> Result<Checked, Failure> {
        let name = match &self.stdin_filename {
            Some(name) if disk::is_stdin(file) => name.clone(),
            Some(_) | None => disk::name(file),
        };
        let read = disk::load_program_as(file, &name)?;
        Ok(Checked::of(&name, read, &AtomicBool::new(false)))
    }

    fn refuses(&self, file: &Checked) -> bool {
        match self.deny {
            None => file.problems.has_errors(),
            Some(Deny::Warnings) => !file.problems.is_empty(),
        }
    }

    /// How each file turned out, on one line.
    fn closing(&self, files: &[Checked], look: Look) -> String {
        let mut out = String::new();
        for file in files {
            let name = &shown(&file.name);
            let counts = counted(&file.problems);
            let line = match &file.plan {
                Some(plan) if file.problems.is_empty() => {
                    look.paint(Ink::Help, &format!("{name} is fine: {}", size(plan)))
                }
                Some(_) if file.problems.has_errors() => {
                    look.paint(Ink::Error, &format!("{counts} in {name}"))
                }
                Some(_) if self.deny.is_some() => {
                    let denied = format!("{counts} in {name}: failed because of --deny warnings");
                    look.paint(Ink::Error, &denied)
                }
                Some(_) => look.paint(Ink::Warning, &format!("{counts} in {name}")),
                None if file.problems.is_empty() => {
                    look.paint(Ink::Help, &format!("{name} is fine, for other files to `use`"))
                }
                None => look.paint(Ink::Error, &format!("{counts} in {name}")),
            };
            out.push_str(&line);
            out.push('\n');
        }
        let mut problems = files.iter().flat_map(|file| file.problems.iter());
        if let Some(problem) = problems.next() {
            let which = if problems.next().is_some() { "the first problem" } else { "it" };
            let id = problem.code.id;
            let words = format!("for more about {which}, run `flywheel explain {id}`");
            out.push_str(&format!("{}\n", look.paint(Ink::Quiet, &words)));
        }
        out
    }
}

/// `5 stages, 12 rules, 7 gifts`.
fn size(plan: &Plan) -> String {
    let rules = plan.stages.iter().map(|stage| stage.rules.len()).sum::<usize>();
    let count = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        many => format!("{many} {word}s"),
    };
    [
        count(plan.stages.len(), "stage"),
        count(rules + plan.any_stage.len(), "rule"),
        count(plan.gifts.len(), "gift"),
    ]
    .join(", ")
}
