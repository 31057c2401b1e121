//! `assert`, and the questions that it asks: a text with a grammar of its own.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::draft::{Draft, Edit};
use super::explain;
use super::parser::{Node, Rule, Stop, parse};
use super::reader::Reader;
use super::recovery::{too_deep, too_deep_problem};
use super::tree::{Assert, Does, DoesKind, Expr, ExprKind, Name, Question, Text, Who};
use super::words;
use crate::problems::{Confidence, FileId, Problem, Problems, Span, register};
use crate::terms::Per;
use crate::values::{Decimal, Duration, Period, Unit};

/// Reads a question that a command asks, which is all of a text.
pub(super) fn asked(file: FileId, text: &str, problems: &mut Problems) -> Assert {
    let span = Span::new(file, 0, text.len());
    let mut edits = Vec::new();
    single_quotes(text, 0, &mut edits);
    let question = read(&Draft::with_edits(file, text, 0..text.len(), edits), problems);
    let text = Text { text: text.to_owned(), span };
    Assert { span, text, question, in_file: false }
}

impl Reader<'_> {
    /// `assert "no customer moves from Member to Guest"`.
    pub(super) fn assert(&mut self, node: Node<'_>) -> Option<Assert> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_assert)?;
        let text = self.quoted_question(&parts.take(Rule::text)?);
        parts.end();
        let inside = Span { start: text.span.start + 1, end: text.span.end - 1, ..text.span };
        let draft = self.question_in(inside);
        let question = read(&draft, self.problems());
        Some(Assert { span, text, question, in_file: true })
    }

    /// A question as it is written. Quotation marks in it are those of its own texts.
    fn quoted_question(&mut self, node: &Node<'_>) -> Text {
        let written = node.as_str();
        let inside = written.get(1..written.len() - 1).unwrap_or_default();
        Text { text: inside.replace("\\\"", "'"), span: self.span(node) }
    }

    fn question(&mut self, node: Node<'_>) -> Option<Question> {
        let node = Children::of(node).any()?;
        let rule = node.as_rule();
        let mut parts = Children::of(node);
        match rule {
            Rule::is_given => self.is_given(parts),
            Rule::gets_more => self.gets_more(parts),
            Rule::customers_do => {
                let every = parts.any()?.as_rule() == Rule::every_customer;
                let mut who = Who { stage: None, condition: None };
                loop {
                    if let Some(stage) = parts.maybe(Rule::in_asked) {
                        who.stage = self.last_name(stage);
                    } else if let Some(with) = parts.maybe(Rule::with_asked) {
                        let mut with = Children::of(with);
                        while with.peek().is_some_and(|rule| rule != Rule::expression) {
                            with.any();
                        }
                        who.condition = Some(self.expression(with.take(Rule::expression)?));
                    } else {
                        break;
                    }
                }
                parts.maybe(Rule::ever_word);
                let does = self.does(parts.take(Rule::does)?)?;
                Some(Question::Does { every, who, does })
            }
            _ => None,
        }
    }

    /// `swag is given at most once per year`.
    fn is_given(&mut self, mut parts: Children<'_>) -> Option<Question> {
        parts.maybe(Rule::an_article);
        let gifts = self.name(&parts.take(Rule::name)?);
        while parts.peek().is_some_and(|rule| rule != Rule::times_asked) {
            parts.any();
        }
        let (most, per) = self.times_asked(parts.take(Rule::times_asked)?)?;
        Some(Question::Most { gifts, most, per })
    }

    /// `nobody gets more than $200 of rewards per year`, `nobody gets swag more than once`.
    fn gets_more(&mut self, mut parts: Children<'_>) -> Option<Question> {
        let (mut gifts, mut most, mut per) = (None, None, None);
        while let Some(part) = parts.any() {
            match part.as_rule() {
                Rule::name => gifts = Some(self.name(&part)),
                Rule::amount => most = Some(self.amount(part)),
                Rule::per_asked => per = self.per_asked(part)?,
                Rule::times_asked => {
                    let (times, asked) = self.times_asked(part)?;
                    (most, per) = (Some(times), asked);
                }
                _ => {}
            }
        }
        Some(Question::Most { gifts: gifts?, most: most?, per })
    }

    fn times_asked(&mut self, node: Node<'_>) -> Option<(Expr, Option<Per>)> {
        let mut parts = Children::of(node);
        let times = parts.any()?;
        let span = self.span(&times);
        let number = |number: i64| ExprKind::Number(Decimal::from(number));
        let kind = match times.as_rule() {
            Rule::kw_once => number(1),
            Rule::twice_word => number(2),
            _ => {
                parts.maybe(Rule::kw_times);
                let whole = self.whole(&times, "How many times a gift is given", "3 times")?;
                number(i64::from(whole))
            }
        };
        let per = match parts.maybe(Rule::per_asked) {
            Some(per) => self.per_asked(per)?,
            None => None,
        };
        Some((Expr { span, kind }, per))
    }

    /// The length of time; `Some(None)` for `ever`.
    fn per_asked(&mut self, node: Node<'_>) -> Option<Option<Per>> {
        let last = node.into_inner().last()?;
        Some(match last.as_rule() {
            Rule::ever_word => None,
            Rule::period => Some(Per::Calendar(Period::from_word(last.as_str())?)),
            Rule::unit => {
                let unit = Unit::from_word(last.as_str())?;
                Some(Per::Rolling(Duration { count: 1, unit }))
            }
            _ => Some(Per::Rolling(self.duration(last)?)),
        })
    }

    fn does(&mut self, node: Node<'_>) -> Option<Does> {
        let span = self.span(&node);
        let node = Children::of(node).any()?;
        let rule = node.as_rule();
        let mut names: Vec<Name> = Vec::new();
        let mut text = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::name => names.push(self.name(&part)),
                Rule::text => text = Some(self.text(&part)),
                _ => {}
            }
        }
        let last = names.pop();
        let kind = match rule {
            Rule::moves_asked => DoesKind::Moves { from: names.pop(), to: last? },
            Rule::enters_asked => DoesKind::Enters(last?),
            Rule::leaves_asked => DoesKind::Leaves(last),
            Rule::stays_asked => DoesKind::Stays(last),
            Rule::gets_asked => DoesKind::Gets(last?),
            _ => DoesKind::Tagged(text?),
        };
        Some(Does { span, kind })
    }

    fn last_name(&mut self, node: Node<'_>) -> Option<Name> {
        let name = node.into_inner().filter(|part| part.as_rule() == Rule::name).last()?;
        Some(self.name(&name))
    }
}

/// Reads what a draft asks, or says why it cannot.
fn read(draft: &Draft<'_>, problems: &mut Problems) -> Option<Question> {
    let mut found = Problems::new();
    if let Some(deep) = too_deep(&words::read(draft.text())) {
        problems.push(too_deep_problem(draft.span(deep.range())));
        return None;
    }
    let question = match parse(Rule::lone_question, draft.text()) {
        Ok(node) => {
            let node = Children::of(node).any()?;
            Reader::new(draft, &mut found).question(node)
        }
        Err(stop) => {
            found.push(unreadable(draft, &stop));
            None
        }
    };
    problems.extend(found.into_iter().map(never_safe));
    question
}

/// Where a question is no question, and what one is.
fn unreadable(draft: &Draft<'_>, stop: &Stop) -> Problem {
    let words = words::read(draft.text());
    let problem = explain::problem(draft, &words, stop);
    let text = draft.text().to_lowercase();
    let help = if text.contains("given") || text.contains("at most") {
        "write for example `swag is given at most once per year`"
    } else if text.contains("more than") || text.contains("nobody") {
        "write for example `nobody gets more than $200 of rewards per year`"
    } else if text.trim_start().starts_with("every") {
        "write for example `every customer in Member with NPS ≥ 9 leaves Member`"
    } else {
        "write for example `no customer moves from Member to Guest`, `every customer with NPS ≥ 9 \
         leaves Member`, `swag is given at most once per year` or `nobody gets more than $200 of \
         rewards per year`"
    };
    Problem { code: register::BAD_QUESTION, fix: None, ..problem }.help(help)
}

/// A text in a text has other quotation marks, and nothing in a text is changed unasked.
pub(crate) fn never_safe(mut problem: Problem) -> Problem {
    let other = |text: &mut String| *text = text.replace('"', "'");
    if let Some(fix) = &mut problem.fix {
        fix.confidence = Confidence::Likely;
        fix.edits.iter_mut().for_each(|edit| other(&mut edit.text));
    }
    problem.help.iter_mut().for_each(other);
    problem
}

/// The marks around texts in a question that is a text itself, as those of other texts.
pub(super) fn quotes_in(text: &str, start: usize) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for (at, mark) in text.match_indices("\\\"") {
        let range = start + at..start + at + mark.len();
        edits.push(Edit { range, with: "\"".to_owned() });
    }
    single_quotes(text, start, &mut edits);
    edits.sort_by_key(|edit| edit.range.start);
    edits
}

/// `'US'` for `"US"`, which needs no escapes, in shells either. An apostrophe in a word is none.
fn single_quotes(text: &str, start: usize, edits: &mut Vec<Edit>) {
    let mut from = 0;
    while let Some(open) = text[from..].find('\'').map(|at| from + at) {
        let begins = text[..open].chars().next_back().is_none_or(|before| " (,".contains(before));
        let close = text[open + 1..].find('\'').map(|at| open + 1 + at);
        let Some(close) = close.filter(|_| begins) else {
            from = open + 1;
            continue;
        };
        for at in [open, close] {
            edits.push(Edit { range: start + at..start + at + 1, with: "\"".to_owned() });
        }
        from = close + 1;
    }
}
