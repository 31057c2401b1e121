//! Problems as plain data: a code, labels on places, help and fixes.

use serde::Serialize;

use super::register::ONLY_A_PART;
use super::{Code, Fix, Span};

/// Whether a file with this problem can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// It stops a file from being used.
    Error,
    /// It does not, but something was probably forgotten.
    Warning,
}

impl Severity {
    /// Its name in reports.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// Words on a stretch of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The words.
    pub text: String,
}

/// One mistake, reported to a person: a title in plain words, the smallest span with a label, other
/// places that explain it, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem it is.
    pub code: Code,
    /// What is wrong, in one line.
    pub title: String,
    /// Where it is wrong.
    pub at: Label,
    /// The other causes: each place with its own words.
    pub others: Vec<Label>,
    /// What to write instead, ready to paste.
    pub help: Option<String>,
    /// The same as a change of the file, if it can be made automatically.
    pub fix: Option<Fix>,
    /// Lines of a rule file that show it: a test that passes as the rules are.
    pub example: Option<String>,
    /// The customer of the example, for other programs.
    pub customer: Option<Customer>,
    /// How it is told together with others like it.
    pub manner: Manner,
}

/// A customer who shows a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Customer {
    /// The day that they are decided for: `2026-06-15`.
    pub as_of: String,
    /// As `flywheel eval` reads them.
    pub record: serde_json::Value,
}

/// What kind of mistake a problem is about, where several of one kind are told together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// It is told by itself.
    #[default]
    Alone,
    /// A word in capitals that has to be in small letters.
    Capitals,
    /// Its help is a whole rule, as it should be written.
    WholeRule,
}

impl Problem {
    /// A problem with its title, at a span, with a label on that span.
    pub fn new(
        code: Code,
        title: impl Into<String>,
        span: Span,
        label: impl Into<String>,
    ) -> Problem {
        let at = Label { span, text: label.into() };
        let (title, others, manner) = (title.into(), Vec::new(), Manner::Alone);
        Problem {
            code,
            title,
            at,
            others,
            help: None,
            fix: None,
            example: None,
            customer: None,
            manner,
        }
    }

    /// Adds another place that explains the problem.
    pub fn and_at(mut self, span: Span, text: impl Into<String>) -> Problem {
        self.others.push(Label { span, text: text.into() });
        self
    }

    /// Says what to write instead.
    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = Some(help.into());
        self
    }

    /// Says how the file can be changed, so that a program can do it.
    pub fn fix(mut self, fix: Fix) -> Problem {
        self.fix = Some(fix);
        self
    }

    /// Shows it by lines of a rule file.
    pub fn example(mut self, example: impl Into<String>) -> Problem {
        self.example = Some(example.into());
        self
    }

    /// Shows it by a customer.
    pub fn customer(mut self, customer: Customer) -> Problem {
        self.customer = Some(customer);
        self
    }

    /// Says how it is told together with others.
    pub fn manner(mut self, manner: Manner) -> Problem {
        self.manner = manner;
        self
    }

    /// Its severity.
    pub fn severity(&self) -> Severity {
        self.code.severity
    }
}

/// What was found wrong so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// An empty one.
    pub fn new() -> Problems {
        Problems::default()
    }

    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Takes the latest one back, to add to it.
    pub fn pop(&mut self) -> Option<Problem> {
        self.0.pop()
    }

    /// In the order in which they were met, to add to them.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Problem> {
        self.0.iter_mut()
    }

    /// Adds several.
    pub fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.0.extend(problems);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all that is wrong with a file is that it has no stages: it is a part that others use.
    pub fn are_of_a_part(&self) -> bool {
        !self.is_empty() && self.0.iter().all(|problem| problem.code == ONLY_A_PART)
    }

    /// All, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }

    /// How many have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|problem| problem.severity() == severity).count()
    }

    /// Whether one of them stops the file from being used.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Sorts by place, so that a reader sees them from top to bottom.
    pub fn sort(&mut self) {
        self.0.sort_by_key(|problem| (problem.at.span.file, problem.at.span.start));
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
