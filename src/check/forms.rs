//! Checks how the data is written: `dates as`, `times in`, `numbers as`, `missing as`, and the same
//! after one type.

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree::{
    ChoiceValue, DataFormKind, DateForm as TreeDateForm, FieldKind, ScalarType, Text,
};
use crate::terms::{DateForm, FieldType};
use crate::values::Notation;
use crate::values::time::{Pattern, PatternFault, TextDates};

use super::{Checker, Type, header};

impl Checker<'_> {
    /// What the file says for all of its data.
    pub(super) fn forms(&mut self) {
        let file = self.file;
        let mut seen: Vec<(&str, Span)> = Vec::new();
        let mut dates = TextDates::default();
        for form in file.customers().flat_map(|customer| &customer.forms) {
            let name = match &form.kind {
                DataFormKind::Dates(_) => "dates as",
                DataFormKind::Times(_) => "times in",
                DataFormKind::Numbers(_) => "numbers as",
                DataFormKind::Missing(_) => "missing as",
            };
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == name) {
                self.form_twice(name, form.span, *first);
                continue;
            }
            seen.push((name, form.span));
            match &form.kind {
                DataFormKind::Dates(texts) => dates.patterns = self.patterns(texts),
                DataFormKind::Times(zone) => dates.zone = self.zone_of_times(zone),
                DataFormKind::Numbers(text) => self.forms.notation = self.notation(text),
                DataFormKind::Missing(texts) => self.forms.missing = self.missing(texts),
            }
        }
        self.forms.dates = Arc::new(dates);
    }

    fn form_twice(&mut self, name: &str, span: Span, first: Span) {
        let help = match name {
            "dates as" => "put all forms after the first, with `or` between them",
            "missing as" => "put all words in the brackets of the first",
            _ => "keep one of them; a field can have its own, after its type",
        };
        self.problems.push(
            Problem::new(
                code::DECLARED_TWICE,
                format!("`{name}` can be said once"),
                span,
                "the second one",
            )
            .and_at(first, "the first one")
            .help(help),
        );
    }

    /// What a type of the tree means for a record; `None` for events and what is broken.
    pub(super) fn field_type(&mut self, kind: &FieldKind) -> Option<FieldType> {
        match kind {
            FieldKind::Scalar(scalar) => Some(self.scalar_type(scalar)),
            FieldKind::Count { notation } => {
                Some(FieldType::Count { notation: self.own_notation(notation.as_ref()) })
            }
            FieldKind::Set { split, ignoring_case } => {
                let split = split.as_ref().map(|text| text.text.clone());
                Some(FieldType::Set { split, ignoring_case: *ignoring_case })
            }
            FieldKind::Events(_) | FieldKind::Broken => None,
        }
    }

    /// The same of a type of a single value.
    pub(super) fn scalar_type(&mut self, scalar: &ScalarType) -> FieldType {
        match scalar {
            ScalarType::Number { range, notation } => {
                let range = range.as_ref().map(|range| self.range(range, Type::Number));
                let range = range.unwrap_or_default();
                FieldType::Number { range, notation: self.own_notation(notation.as_ref()) }
            }
            ScalarType::Money { in_cents, range, notation } => {
                let range = range.as_ref().map(|range| self.range(range, Type::Money));
                let range = range.unwrap_or_default();
                let notation = self.own_notation(notation.as_ref());
                FieldType::Money { in_cents: *in_cents, range, notation }
            }
            ScalarType::Text { ignoring_case } => FieldType::Text { ignoring_case: *ignoring_case },
            ScalarType::YesNo => FieldType::YesNo,
            ScalarType::Date(form) => FieldType::Date(self.date_form(form)),
            ScalarType::Day(form) => FieldType::Day(self.day_form(form)),
            ScalarType::Choice(values) => {
                let pair =
                    |value: &ChoiceValue| (value.name.text.clone(), value.outside().to_owned());
                FieldType::Choice(Arc::new(values.iter().map(pair).collect()))
            }
        }
    }

    /// How a type writes its dates: as it says, else as the file does.
    pub(super) fn date_form(&mut self, form: &TreeDateForm) -> DateForm {
        match form {
            TreeDateForm::Seconds => DateForm::Seconds,
            TreeDateForm::Milliseconds => DateForm::Milliseconds,
            TreeDateForm::Text { patterns, zone: None } if patterns.is_empty() => {
                DateForm::Text(Arc::clone(&self.forms.dates))
            }
            TreeDateForm::Text { patterns, zone } => {
                let patterns = match patterns.as_slice() {
                    [] => self.forms.dates.patterns.clone(),
                    texts => self.patterns(texts),
                };
                let zone = match zone {
                    Some(zone) => self.zone_of_times(zone),
                    None => self.forms.dates.zone.clone(),
                };
                DateForm::Text(Arc::new(TextDates { patterns, zone }))
            }
        }
    }

    /// The same of days, which have no zone.
    fn day_form(&mut self, form: &TreeDateForm) -> DateForm {
        if let TreeDateForm::Text { zone: Some(zone), .. } = form {
            self.problems.push(
                Problem::new(
                    code::MISPLACED,
                    "A day has no time zone",
                    zone.span,
                    "this says where times are",
                )
                .help(
                    "leave out the zone: a `day` is the day that is written; a `date` has a zone",
                ),
            );
        }
        self.date_form(form)
    }

    fn own_notation(&mut self, text: Option<&Text>) -> Option<Notation> {
        match text {
            Some(text) => self.notation(text),
            None => self.forms.notation,
        }
    }

    fn notation(&mut self, text: &Text) -> Option<Notation> {
        let notation = Notation::new(&text.text);
        if notation.is_none() {
            self.problems.push(
                Problem::new(
                    code::BAD_FORM,
                    "This does not show how numbers are written",
                    text.span,
                    "not the number 1234.56",
                )
                .help("write 1234.56 as your data writes it: \"1,234.56\", \"1.234,56\", \"1 234,56\" or \"1234,56\""),
            );
        }
        notation
    }

    fn patterns(&mut self, texts: &[Text]) -> Vec<Pattern> {
        texts.iter().filter_map(|text| self.pattern(text)).collect()
    }

    fn pattern(&mut self, text: &Text) -> Option<Pattern> {
        let fault = match Pattern::new(&text.text) {
            Ok(pattern) => return Some(pattern),
            Err(fault) => fault,
        };
        let help = match &fault {
            PatternFault::UpperCase(_) => {
                format!("write \"{}\"", text.text.to_lowercase())
            }
            PatternFault::RunTogether => {
                "write `dd` and `mm` if there are always two digits".to_owned()
            }
            PatternFault::Lacks(_) | PatternFault::Twice(_) | PatternFault::Without(..) => {
                "show a day and perhaps a time with the letters yyyy, mm, dd, hh, mm and ss: \
                 \"dd/mm/yyyy\" or \"mm/dd/yyyy hh:mm\""
                    .to_owned()
            }
        };
        self.problems.push(
            Problem::new(
                code::BAD_FORM,
                "This does not show how dates are written",
                text.span,
                fault.to_string(),
            )
            .help(help),
        );
        None
    }

    fn zone_of_times(&mut self, zone: &Text) -> Option<TimeZone> {
        let before = self.problems.iter().count();
        let found = header::zone(&zone.text, zone.span, &mut self.problems);
        // Here, a zone is a text, unlike that of the header.
        for problem in self.problems.iter_mut().skip(before) {
            let edits = problem.fix.iter_mut().flat_map(|fix| &mut fix.edits);
            edits.for_each(|edit| edit.text = format!("\"{}\"", edit.text));
        }
        Some(found)
    }

    fn missing(&mut self, texts: &[Text]) -> Vec<String> {
        let mut missing: Vec<String> = Vec::new();
        for text in texts {
            let word = text.text.trim();
            if word.is_empty() {
                self.problems.push(
                    Problem::new(
                        code::MISPLACED,
                        "An empty text always counts as missing",
                        text.span,
                        "this changes nothing",
                    )
                    .help("leave it out"),
                );
            } else {
                missing.push(word.to_owned());
            }
        }
        missing
    }
}
