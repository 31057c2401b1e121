//! An answer with everything that is said of it.

use crate::problems::{Customer, Span};

/// The answer to a question.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The question, as it is written.
    pub question: String,
    /// Where it is written.
    pub span: Span,
    /// What the answer is.
    pub verdict: Verdict,
    /// The answer in a sentence.
    pub sentence: String,
    /// What it rests on, what prevents it, or what is seen there.
    pub points: Vec<Point>,
    /// What is assumed where it is proved, in sentences.
    pub assumed: Vec<String>,
    /// The customer who shows that it is not so as a test, if a test can say what they are like.
    pub test: Option<String>,
    /// The same as a record, if one can say it.
    pub customer: Option<Customer>,
}

/// What the answer to a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is so.
    Proved,
    /// It is not so.
    Counterexample,
    /// It may be so or not.
    NotProved,
}

impl Verdict {
    /// Its name in outputs for programs.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Proved => "proved",
            Verdict::Counterexample => "counterexample",
            Verdict::NotProved => "not_proved",
        }
    }

    /// The same for people.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Proved => "proved",
            Verdict::Counterexample => "not so",
            Verdict::NotProved => "not proved",
        }
    }
}

/// Words about a place of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The words.
    pub text: String,
    /// The place, if it is about one.
    pub span: Option<Span>,
}
