//! What was seen in one column, or under one path of JSON.

use std::collections::BTreeMap;

use super::choices::Choices;
use super::dates::Dates;
use super::forms::Forms;
use super::numbers::Numbers;
use super::sketch::Sketch;
use super::spot::Spot;
use crate::records::is_yes_or_no;
use crate::values::folded;

/// Texts with which exports say that there is no value.
const MARKERS: &[&str] = &[
    "NULL",
    "null",
    "Null",
    "\\N",
    "N/A",
    "n/a",
    "N/a",
    "#N/A",
    "NaN",
    "nan",
    "nil",
    "0000-00-00",
    "0000-00-00 00:00:00",
    "NA",
    "-",
    "--",
    "None",
    "none",
];

/// Of these, those which may be a value after all: the code of Namibia, a word.
const DOUBTFUL: &[&str] = &["NA", "-", "--", "None", "none"];

/// What was seen in one column, or under one path of JSON. Its memory is bounded.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    /// How many values say something, apart from markers.
    pub values: u64,
    /// How many of these are `true` or `false`, and numbers, in JSON. The others are texts.
    pub yes_nos: u64,
    pub numbers_of_json: u64,
    /// How often each text was seen that may mean that there is no value.
    pub markers: BTreeMap<&'static str, u64>,
    pub numbers: Numbers,
    pub dates: Dates,
    /// Whether something is not a word for yes or no.
    not_yes_no: bool,
    pub choices: Choices,
    pub sketch: Sketch,
    /// The same, as if case did not matter.
    pub folded: Sketch,
    /// Whether some text has several lines, or is an address of the mail or the web.
    pub free: bool,
    /// Whether some text is a sentence, or looks like the number of a thing: `pm_1Ex0001`, `#1004`.
    pub coded: bool,
    /// Whether some text begins as JSON does, and would be read as that in a set.
    pub brackets: bool,
    /// A text that begins with a `#`, as the names of orders do.
    pub numbered: bool,
}

impl Column {
    /// A text, or the cell of a table.
    pub(super) fn text(&mut self, text: &str, spot: Spot) {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return;
        }
        if let Some(marker) = MARKERS.iter().find(|marker| **marker == trimmed) {
            *self.markers.entry(marker).or_insert(0) += 1;
            return;
        }
        self.values += 1;
        self.numbers.text(text, spot);
        self.dates.text(text, spot);
        self.not_yes_no = self.not_yes_no || !is_yes_or_no(text);
        self.choices.see(text);
        self.sketch.see(text, spot);
        self.folded.see(&folded(text), spot);
        if !self.choices.too_many() {
            self.look_closely(text);
        }
        self.brackets |= trimmed.starts_with(['[', '{']);
        self.numbered |= text.starts_with('#');
    }

    /// What matters only while there are few different texts.
    fn look_closely(&mut self, text: &str) {
        self.free |= text.contains(['@', '\n']) || text.contains("://");
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let is_code = text.starts_with('#') || digits > 2 && !text.contains(' ');
        self.coded |= is_code || text.split(' ').count() > 4;
    }

    pub(super) fn number(&mut self, text: &str, spot: Spot) {
        self.values += 1;
        self.numbers_of_json += 1;
        self.numbers.number(text);
        self.dates.end();
        self.not_yes_no = self.not_yes_no || !is_yes_or_no(text);
        self.choices.see(text);
        self.sketch.see(text, spot);
        self.folded.see(&folded(text), spot);
    }

    pub(super) fn yes_no(&mut self, yes: bool) {
        self.values += 1;
        self.yes_nos += 1;
        self.dates.end();
        self.choices.see(if yes { "true" } else { "false" });
    }

    /// Whether nothing was seen but texts that mean that there is no value.
    pub(super) fn is_empty(&self, forms: &Forms) -> bool {
        let is_value = |marker: &&str| self.doubtful(marker) && !forms.missing.contains(marker);
        self.values == 0 && !self.markers.keys().any(is_value)
    }

    /// Whether a marker may be a value here: `none` may, where everything else is a text.
    pub(super) fn doubtful(&self, marker: &str) -> bool {
        DOUBTFUL.contains(&marker) && (self.values > 0 || matches!(marker, "none" | "None"))
    }

    /// Whether every value is a word for yes or no.
    pub(super) fn is_yes_no(&self) -> bool {
        self.values > 0 && !self.not_yes_no
    }

    /// Whether every value is a number, in a text or not; or nearly every one, if there are many.
    pub(super) fn is_number(&self) -> bool {
        let (misfits, values) = (&self.numbers.misfits, self.values);
        let is_other = misfits.count > 0 && self.is_yes_no();
        let fits = misfits.are_few(values) && misfits.count < values && !is_other;
        values > 0 && self.yes_nos == 0 && self.numbers.any() && fits
    }

    /// Whether every value is a number.
    pub(super) fn is_all_numbers(&self) -> bool {
        self.is_number() && self.numbers.misfits.count == 0
    }

    /// Whether the texts are days or times, as far as their number says.
    pub(super) fn may_be_dates(&self) -> bool {
        let misfits = &self.dates.misfits;
        let is_other = misfits.count > 0 && (self.is_all_numbers() || self.is_yes_no());
        misfits.are_few(self.values) && misfits.count < self.values && !is_other
    }

    /// Whether every value is a text or a number, as an id or a key may be.
    pub(super) fn is_text(&self) -> bool {
        self.yes_nos == 0
    }

    /// Whether a text or a number was seen in every one of so many records, and hardly ever one twice.
    pub(super) fn nearly_identifies(&self, records: u64) -> bool {
        self.values == records && self.is_text() && self.sketch.is_nearly_unique()
    }

    /// Whether a text or a number was seen in every one of so many records, and never one twice.
    pub(super) fn identifies(&self, records: u64) -> bool {
        self.values == records && self.is_text() && self.sketch.is_unique()
    }
}
