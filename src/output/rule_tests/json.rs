//! Results for programs: version 1 of a document of our own. `docs/testing.md` describes it.

use serde::Serialize;

use super::missed::shortened;
use super::{Score, Tested};
use crate::problems::{self, Page, ProblemEntry, Span, problem_entries};
use crate::tools::rule_test::{Coverage, Share};

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    passed: usize,
    failed: usize,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    problems: Vec<ProblemEntry<'a>>,
    tests: Vec<Test<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Seen<'a>>,
}

#[derive(Serialize)]
struct Test<'a> {
    title: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    passed: bool,
    failures: Vec<ProblemEntry<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Seen<'a> {
    summary: Summary,
    rules: Vec<Rule<'a>>,
    conditions: Vec<Condition<'a>>,
    stages: Vec<Stage<'a>>,
    gifts: Vec<Gift<'a>>,
}

#[derive(Serialize)]
struct Summary {
    rules_fired: Part,
    conditions_true: Part,
    conditions_false: Part,
    conditions_unknown: Part,
    stages_entered: Part,
    gifts_given: Part,
    gifts_withheld: Part,
}

#[derive(Serialize)]
struct Part {
    seen: usize,
    of: usize,
}

#[derive(Serialize)]
struct Rule<'a> {
    rule: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    fired: usize,
}

#[derive(Serialize)]
struct Condition<'a> {
    condition: String,
    #[serde(flatten)]
    at: Place<'a>,
    #[serde(rename = "true")]
    held: usize,
    #[serde(rename = "false")]
    failed: usize,
    unknown: usize,
}

#[derive(Serialize)]
struct Stage<'a> {
    stage: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    entered: usize,
}

#[derive(Serialize)]
struct Gift<'a> {
    gift: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    given: usize,
    withheld: usize,
}

/// All results in one document, with a line break at its end.
pub(super) fn json(files: &[Tested]) -> String {
    let pages: Vec<Vec<Page<'_>>> = files.iter().map(|file| file.sources.pages()).collect();
    let score = Score::of(files);
    problems::document(&Document {
        version: VERSION,
        passed: score.passed,
        failed: score.failed,
        files: files.iter().zip(&pages).map(|(file, pages)| File::new(file, pages)).collect(),
    })
}

impl<'a> File<'a> {
    fn new(file: &'a Tested, pages: &'a [Page<'a>]) -> File<'a> {
        let tests = file.tests.iter().map(|test| Test {
            title: &test.title,
            at: Place::new(pages, test.span),
            passed: test.passed(),
            failures: problem_entries(pages, &test.problems),
        });
        File {
            file: &file.name,
            problems: problem_entries(pages, &file.problems),
            tests: tests.collect(),
            coverage: file.coverage.as_ref().map(|coverage| Seen::new(file, coverage, pages)),
        }
    }
}

impl<'a> Place<'a> {
    fn new(pages: &'a [Page<'a>], span: Span) -> Place<'a> {
        let page = &pages[span.file.index()];
        let place = page.place_of(span);
        Place { file: page.name, line: place.line, column: place.column }
    }
}

impl From<Share> for Part {
    fn from(share: Share) -> Part {
        Part { seen: share.seen, of: share.of }
    }
}

impl<'a> Seen<'a> {
    fn new(file: &'a Tested, coverage: &'a Coverage, pages: &'a [Page<'a>]) -> Seen<'a> {
        let at = |span| Place::new(pages, span);
        Seen {
            summary: Summary::new(coverage),
            rules: coverage
                .rules
                .iter()
                .map(|rule| Rule { rule: &rule.label, at: at(rule.span), fired: rule.fired })
                .collect(),
            conditions: coverage
                .conditions
                .iter()
                .map(|condition| Condition {
                    condition: shortened(file.sources.text(condition.span)),
                    at: at(condition.span),
                    held: condition.held,
                    failed: condition.failed,
                    unknown: condition.unknown,
                })
                .collect(),
            stages: coverage
                .stages
                .iter()
                .map(|stage| Stage {
                    stage: &stage.name,
                    at: at(stage.span),
                    entered: stage.entered,
                })
                .collect(),
            gifts: coverage
                .gifts
                .iter()
                .map(|gift| Gift {
                    gift: &gift.name,
                    at: at(gift.span),
                    given: gift.given,
                    withheld: gift.withheld,
                })
                .collect(),
        }
    }
}

impl Summary {
    fn new(coverage: &Coverage) -> Summary {
        Summary {
            rules_fired: coverage.rules_fired().into(),
            conditions_true: coverage.conditions_held().into(),
            conditions_false: coverage.conditions_failed().into(),
            conditions_unknown: coverage.conditions_unknown().into(),
            stages_entered: coverage.stages_entered().into(),
            gifts_given: coverage.gifts_given().into(),
            gifts_withheld: coverage.gifts_withheld().into(),
        }
    }
}
