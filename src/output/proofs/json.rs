//! Answers for programs: version 1 of a document of our own. `docs/proofs.md` describes it.

use serde::Serialize;

use crate::problems::{Customer, Sources, document};
use crate::tools::questions::{Answered, Point};

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    answers: Vec<Answer<'a>>,
}

#[derive(Serialize)]
struct Answer<'a> {
    question: &'a str,
    answer: &'static str,
    says: &'a str,
    because: Vec<Because<'a>>,
    assumed: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    test: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<&'a Customer>,
}

#[derive(Serialize)]
struct Because<'a> {
    text: &'a str,
    #[serde(flatten)]
    at: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

pub(super) fn json(answers: &[Answered], sources: &Sources) -> String {
    let answers = answers.iter().map(|answered| Answer {
        question: &answered.question,
        answer: answered.verdict.word(),
        says: &answered.sentence,
        because: answered.points.iter().map(|point| because(point, sources)).collect(),
        assumed: &answered.assumed,
        test: answered.test.as_deref(),
        customer: answered.customer.as_ref(),
    });
    document(&Document { version: VERSION, answers: answers.collect() })
}

fn because<'a>(point: &'a Point, sources: &'a Sources) -> Because<'a> {
    let at = point.span.map(|span| {
        let (line, column) = sources.position(span);
        Place { file: &sources.get(span.file).name, line, column }
    });
    Because { text: &point.text, at }
}
