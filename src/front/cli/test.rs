//! `flywheel test`: runs the tests in rule files.

use std::path::{Path, PathBuf};

use clap::Args;

use super::named::named;
use super::{generate, mutate};
use crate::ProgramProblems;
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, say};
use crate::output::Named;
use crate::output::rule_tests::{Format, Score, Tested};
use crate::problems::{Ink, Problems, counted, shown};
use crate::tools::questions::{Answered, Verdict, answers};
use crate::tools::rule_test::{Outcome, Runner};

/// Run the tests in rule files
///
/// For each test that fails, shows what was expected, what happened instead, and why. The exit code
/// is 0 when all tests passed, 1 when a test failed or the rules have errors, and 2 when a file
/// could not be read or no test matches the filter. `--generate` writes tests instead of running
/// them, and `--mutate` says which changes to the rules no test notices.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel test rules.flywheel
  flywheel test rules.flywheel --filter journey
  flywheel test rules.flywheel --coverage
  flywheel test rules.flywheel --generate
  flywheel test rules.flywheel --mutate --fail-on-survivors")]
pub(super) struct Test {
    /// The rule files; use - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Show which rules, conditions, stages and gifts the tests cover, and which they do not
    #[arg(long)]
    coverage: bool,

    /// Write tests at each threshold of the rules, to paste into the file
    #[arg(long, conflicts_with_all = ["mutate", "coverage", "filter", "format"])]
    generate: bool,

    /// Show which changes to the rules no test notices, each with a test that would
    #[arg(long, conflicts_with_all = ["coverage", "filter"])]
    mutate: bool,

    /// With --mutate: exit with 1 if there are such changes
    #[arg(long, requires = "mutate")]
    fail_on_survivors: bool,

    /// How to show the results
    #[arg(long, value_parser = named::<Format>(), default_value = Format::Pretty.name())]
    format: Format,

    /// Run only the tests with this text in their titles, ignoring case
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
}

/// An `assert` line as a test, unless nobody knows whether it is so.
fn outcome(answered: &Answered) -> Option<Outcome> {
    let mut problems = Problems::new();
    match answered.verdict {
        Verdict::Proved => {}
        Verdict::Counterexample => problems.extend(answered.problem()),
        Verdict::NotProved => return None,
    }
    let title = format!("assert: {}", answered.question);
    Some(Outcome { title, span: answered.span, problems })
}

impl Test {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        self.check_options()?;
        if self.generate {
            return generate::run(&self.files, terminal);
        }
        let files = self.files.iter().map(|file| self.tested(file, terminal));
        let files: Vec<Tested> = files.collect::<Result<_, _>>()?;
        let score = Score::of(&files);
        if let (Some(filter), Score { passed: 0, failed: 0, refused: 0 }) = (&self.filter, score) {
            let what = format!("no test has `{filter}` in its title");
            return Err(Failure::new(what).help("leave out --filter to run all tests"));
        }
        if self.mutate && score.is_good() {
            let refuse = self.fail_on_survivors;
            return mutate::run(&self.files, self.format, refuse, terminal);
        }
        if self.mutate && score.failed > 0 {
            let help = "the changes are tried once all tests pass";
            say::warning("some tests do not pass yet, without any change", help, terminal.stderr);
        }
        let text = self.format.write(&files, terminal.stdout);
        say::exactly(text.as_bytes())?;
        Ok(if score.is_good() { Exit::Fine } else { Exit::Rules })
    }

    fn check_options(&self) -> Result<(), Failure> {
        if self.coverage && !self.format.has_coverage() {
            let what = "--format junit cannot show --coverage";
            return Err(Failure::new(what).help("use --format json or --format pretty"));
        }
        if self.mutate && !self.format.has_coverage() {
            let what = "--format junit cannot show --mutate";
            return Err(Failure::new(what).help("use --format json or --format pretty"));
        }
        let stdin = self.files.iter().any(|file| disk::is_stdin(file));
        if self.mutate && stdin {
            let what = "--mutate reads the file several times, so it cannot be standard input";
            return Err(Failure::new(what).help("give a file name instead of `-`"));
        }
        disk::at_most_one_stdin(self.files.iter().map(PathBuf::as_path))
    }

    fn tested(&self, file: &Path, terminal: &Terminal) -> Result<Tested, Failure> {
        let name = disk::name(file);
        let program = match disk::load_program(file)? {
            Ok(program) => program,
            Err(refused) => {
                let ProgramProblems { sources, problems } = *refused;
                // A file without stages is a part that others use, and is tested with them.
                let is_part = problems.are_of_a_part();
                return Ok(Tested {
                    name,
                    sources,
                    problems: if is_part { Problems::new() } else { problems },
                    is_part,
                    tests: Vec::new(),
                    coverage: None,
                });
            }
        };
        let promises = match program.model().questions.is_empty() {
            true => Vec::new(),
            false => answers(&program.asking_plan(), true),
        };
        let mut warnings = program.warnings().clone();
        let unproved = promises.iter().filter(|answered| answered.verdict == Verdict::NotProved);
        warnings.extend(unproved.filter_map(Answered::problem));
        if !warnings.is_empty() {
            let counts = counted(&warnings);
            let counts = terminal.stderr.paint(Ink::Warning, &counts);
            let shown = shown(&name);
            let words = format!("{counts} in {shown}; for details, run `flywheel check {shown}`\n");
            say::aside(&words, terminal.stderr);
        }
        let runner = Runner::new(program.model(), program.plan(), program.sources());
        let mut coverage = runner.coverage();
        let tests = program.model().tests.iter().filter(|test| self.wants(&test.title));
        let tests = tests.map(|test| runner.run(test, &mut coverage));
        let promises = promises.iter().filter(|answered| self.wants(&answered.question));
        let tests = tests.chain(promises.filter_map(outcome)).collect();
        Ok(Tested {
            name,
            sources: program.sources().clone(),
            problems: Problems::new(),
            is_part: false,
            tests,
            coverage: self.coverage.then_some(coverage),
        })
    }

    fn wants(&self, title: &str) -> bool {
        let filter = self.filter.as_ref().map(|filter| filter.to_lowercase());
        filter.is_none_or(|filter| title.to_lowercase().contains(&filter))
    }
}
