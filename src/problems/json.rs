//! Problems for programs: version 1 of a document of our own.
//!
//! ```json
//! {"version": 1, "problems": [{"code": "...", "severity": "error", "title": "...",
//!   "file": "...", "line": 3, "column": 5, "end_line": 3, "end_column": 9, "label": "...",
//!   "others": [{"file": "...", "line": 1, ..., "label": "..."}], "help": "...",
//!   "fix": {"confidence": "safe", "edits": [{"file": "...", "line": 3, "column": 5, "end_line": 3,
//!     "end_column": 9, "start": 40, "end": 44, "text": "..."}]}, "example": "test ...",
//!   "customer": {"as_of": "2026-06-15", "record": {"id": "test", ...}}}]}
//! ```
//!
//! Lines and columns count from 1, columns in characters (Unicode code points, not the UTF-16
//! units of editors); the end is the place just after the last character. `start` and `end` of an
//! edit are the same places in bytes of the file, from 0. `help` and `fix` are null where there is
//! none. `example` is a test that shows the problem and passes as the rules are, and `customer` is its
//! customer, as a record for `flywheel eval --as-of`. Each is left out where there is none: no record
//! says which arm of an experiment a customer is in, and the rows of tables are in other files. A `safe`
//! fix means the same as what was written; a `likely` one wants a look first. The edits of a fix belong
//! together.

use std::ops::Range;

use serde::Serialize;

use super::{Customer, Edit, Fix, Label, Page, Problem, Problems, Sources, document};

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    problems: Vec<ProblemEntry<'a>>,
}

/// One problem, for documents that hold more than problems.
#[derive(Serialize)]
pub struct ProblemEntry<'a> {
    code: &'a str,
    severity: &'a str,
    title: &'a str,
    #[serde(flatten)]
    at: Mark<'a>,
    others: Vec<Mark<'a>>,
    help: Option<&'a str>,
    fix: Option<FixEntry<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<&'a Customer>,
}

#[derive(Serialize)]
struct FixEntry<'a> {
    confidence: &'a str,
    edits: Vec<EditEntry<'a>>,
}

#[derive(Serialize)]
struct EditEntry<'a> {
    #[serde(flatten)]
    at: Stretch<'a>,
    /// In bytes.
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct Mark<'a> {
    #[serde(flatten)]
    at: Stretch<'a>,
    label: &'a str,
}

#[derive(Serialize)]
struct Stretch<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// The problems of several programs in one document, with a line break at its end.
pub fn json(programs: &[(&Sources, &Problems)]) -> String {
    let pages: Vec<Vec<Page<'_>>> = programs.iter().map(|(sources, _)| sources.pages()).collect();
    let entries = programs
        .iter()
        .zip(&pages)
        .flat_map(|((_, problems), pages)| problem_entries(pages, problems));
    document(&Document { version: VERSION, problems: entries.collect() })
}

/// The problems of one program, for a document that holds more than them. The pages are those of
/// its sources.
pub fn problem_entries<'a>(pages: &'a [Page<'a>], problems: &'a Problems) -> Vec<ProblemEntry<'a>> {
    problems.iter().map(|problem| ProblemEntry::new(pages, problem)).collect()
}

impl<'a> ProblemEntry<'a> {
    fn new(pages: &'a [Page<'a>], problem: &'a Problem) -> ProblemEntry<'a> {
        ProblemEntry {
            code: problem.code.id,
            severity: problem.severity().word(),
            title: &problem.title,
            at: Mark::new(pages, &problem.at),
            others: problem.others.iter().map(|label| Mark::new(pages, label)).collect(),
            help: problem.help.as_deref(),
            fix: problem.fix.as_ref().map(|fix| FixEntry::new(pages, fix)),
            example: problem.example.as_deref(),
            customer: problem.customer.as_ref(),
        }
    }
}

impl<'a> Mark<'a> {
    fn new(pages: &'a [Page<'a>], label: &'a Label) -> Mark<'a> {
        let page = &pages[label.span.file.index()];
        Mark { at: Stretch::new(page, page.shown(label.span)), label: &label.text }
    }
}

impl<'a> FixEntry<'a> {
    fn new(pages: &'a [Page<'a>], fix: &'a Fix) -> FixEntry<'a> {
        let edits = fix.edits.iter().map(|edit| EditEntry::new(pages, edit)).collect();
        FixEntry { confidence: fix.confidence.word(), edits }
    }
}

impl<'a> EditEntry<'a> {
    fn new(pages: &'a [Page<'a>], edit: &'a Edit) -> EditEntry<'a> {
        let range = edit.span.range();
        let page = &pages[edit.span.file.index()];
        let at = Stretch::new(page, page.clamped(edit.span));
        EditEntry { at, start: range.start, end: range.end, text: &edit.text }
    }
}

impl<'a> Stretch<'a> {
    fn new(page: &'a Page<'a>, range: Range<usize>) -> Stretch<'a> {
        let (start, end) = (page.place(range.start), page.place(range.end));
        Stretch {
            file: page.name,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}
