//! Problems for programs: version 1 of a document of our own.
//!
//! ```json
//! {"version": 1, "problems": [{"code": "...", "severity": "error", "title": "...",
//!   "file": "...", "line": 3, "column": 5, "end_line": 3, "end_column": 9, "label": "...",
//!   "others": [{"file": "...", "line": 1, ..., "label": "..."}], "help": "..."}]}
//! ```
//!
//! Lines and columns count from 1, columns in characters; the end is the place just behind the
//! last character. `help` is null where there is none.

use serde::Serialize;

use super::{Label, Page, Problem, Problems, Sources};

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
}

#[derive(Serialize)]
struct Mark<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    label: &'a str,
}

/// The problems of several programs in one document, with a line break at its end.
pub fn json(programs: &[(&Sources, &Problems)]) -> String {
    let pages: Vec<Vec<Page<'_>>> = programs.iter().map(|(sources, _)| sources.pages()).collect();
    let entries = programs
        .iter()
        .zip(&pages)
        .flat_map(|((_, problems), pages)| problem_entries(pages, problems));
    let document = Document { version: VERSION, problems: entries.collect() };
    let text = serde_json::to_string_pretty(&document);
    text.expect("texts and numbers can always be written as JSON") + "\n"
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
        }
    }
}

impl<'a> Mark<'a> {
    fn new(pages: &'a [Page<'a>], label: &'a Label) -> Mark<'a> {
        let page = &pages[usize::from(label.span.file.0)];
        let range = page.clamped(label.span);
        let (start, end) = (page.place(range.start), page.place(range.end));
        Mark {
            file: page.name,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            label: &label.text,
        }
    }
}
