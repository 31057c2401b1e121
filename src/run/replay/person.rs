//! A customer on the way through the days.

use std::borrow::Cow;
use std::sync::Arc;

use super::ReplayObserver;
use super::course::{Course, Happened};
use super::days::Day;
use super::texts::Texts;
use crate::after::{self, Changes};
use crate::eval::{Evaluator, Record};
use crate::records::Written;
use crate::run::news::news;
use crate::run::{Fault, Part, Rejected};

/// A customer on the way through the days.
#[derive(Debug)]
pub(super) struct Person<'c> {
    /// What is known of them by now.
    pub record: Record<'c>,
    /// The same as it is written, if that is wanted.
    pub text: Option<Vec<u8>>,
    pub course: Course,
    /// Where the record is in the input, and how it is written there.
    line: u64,
    raw: Cow<'c, [u8]>,
    header: Option<Arc<[u8]>>,
}

impl<'c> Person<'c> {
    pub(super) fn new(
        record: Record<'c>,
        written: &Written<'c>,
        texts: Option<&Texts<'_>>,
    ) -> Self {
        let course = Course::new(record.id.clone().into_owned());
        let (line, raw, header) = (written.line, Cow::Borrowed(written.raw), written.header());
        let text = texts.map(|texts| texts.begin(&raw));
        Person { record, text, course, line, raw, header }
    }

    /// The same for longer than the chunk lives; `raw` says whether the record as it is written is kept.
    pub(super) fn into_owned(self, raw: bool) -> Person<'static> {
        let Person { record, text, course, line, raw: written, header } = self;
        let raw = if raw { Cow::Owned(written.into_owned()) } else { Cow::Borrowed(&b""[..]) };
        Person { record: record.into_owned(), text, course, line, raw, header }
    }

    /// Decides as of a day, and carries it out. Says whether anything is other than before.
    pub(super) fn live(
        &mut self,
        day: &Day,
        evaluator: &Evaluator,
        texts: Option<&Texts<'_>>,
    ) -> bool {
        let Person { record, text, course, .. } = self;
        course.last = None;
        let decision = match evaluator.decide_among(record) {
            Ok(decision) => decision,
            Err(fault) => {
                course.fail(day.date, fault.into());
                return false;
            }
        };
        if decision.left_out {
            course.leave_out(day.date);
            return false;
        }
        let changes = Changes::of(&record.tags, &decision, day.as_of());
        let changed = !changes.is_empty();
        if let (true, Some(texts), Some(text)) = (changed, texts, text.as_mut()) {
            match texts.changed(text, &changes) {
                Ok(changed) => *text = changed,
                Err(fault) => {
                    course.fail(day.date, fault);
                    return false;
                }
            }
        }
        course.note(evaluator.plan(), evaluator.clock(), record, &decision);
        if let Some(news) = news(&decision, || Some(Cow::Borrowed(&*record))) {
            course.happened.push(Happened { on: day.date, decision: news.into_owned() });
        }
        if changed {
            after::apply(record, &decision, day.as_of());
        }
        course.last = Some(decision);
        changed
    }

    /// Shows an observer what became of them.
    pub(super) fn show<O: ReplayObserver>(
        &self,
        input: &str,
        observer: &O,
        part: &mut Part<O::Results>,
    ) {
        part.updated.extend(self.text.iter().flatten());
        let shown = observer.course(&mut part.results, &self.course, &self.record);
        let fault = shown.err().or_else(|| self.fault_of_day());
        if let Some(fault) = fault {
            observer.rejected(&mut part.results, self.rejected(input, fault));
        }
    }

    /// Why they could not be decided on some day.
    fn fault_of_day(&self) -> Option<Fault> {
        let (on, fault) = self.course.undecided.as_ref()?;
        let Fault { path, code, reason } = fault.clone();
        Some(Fault { path, code, reason: format!("as of {on}: {reason}") })
    }

    fn rejected<'p>(&'p self, input: &'p str, fault: Fault) -> Rejected<'p> {
        let (id, line, raw) = (Some(self.record.id.clone()), self.line, &*self.raw);
        let (customer, header, whole_input) = (None, self.header.clone(), false);
        Rejected { id, input, line, customer, raw, header, fault, whole_input, known: None }
    }
}
