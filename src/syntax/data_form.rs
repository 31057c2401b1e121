//! How the data is written: dates, numbers and what is missing.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{DataForm, DataFormKind, DateForm, Text};

impl Reader<'_> {
    /// `dates as "dd/mm/yyyy"` and the like, for everything in the data.
    pub(super) fn data_form(&mut self, node: Node<'_>) -> Option<DataForm> {
        let span = self.span(&node);
        let form = Children::of(node).any()?;
        let kind = match form.as_rule() {
            Rule::dates_form => DataFormKind::Dates(self.texts(form)),
            Rule::times_form => DataFormKind::Times(self.only_text(form)?),
            Rule::numbers_form => DataFormKind::Numbers(self.only_text(form)?),
            Rule::missing_form => DataFormKind::Missing(self.texts(form)),
            _ => return None,
        };
        Some(DataForm { span, kind })
    }

    /// How one type writes its days and times, if it says so.
    pub(super) fn date_form(&mut self, node: Option<Node<'_>>) -> DateForm {
        let Some(node) = node else { return DateForm::default() };
        let mut parts = Children::of(node);
        if let Some(epoch) = parts.maybe(Rule::epoch) {
            let mut parts = Children::of(epoch);
            parts.maybe(Rule::kw_in);
            let seconds = parts.has(Rule::kw_seconds);
            return if seconds { DateForm::Seconds } else { DateForm::Milliseconds };
        }
        let patterns = parts.maybe(Rule::date_patterns);
        let patterns = patterns.map(|node| self.texts(node)).unwrap_or_default();
        let zone = parts.maybe(Rule::times_zone).and_then(|node| self.only_text(node));
        DateForm::Text { patterns, zone }
    }

    /// `as "1.234,56"`
    pub(super) fn notation(&mut self, node: Node<'_>) -> Option<Text> {
        self.only_text(node)
    }

    fn only_text(&mut self, node: Node<'_>) -> Option<Text> {
        self.texts(node).pop()
    }

    /// The texts in a node, however deep.
    fn texts(&mut self, node: Node<'_>) -> Vec<Text> {
        let texts = node.into_inner().flatten().filter(|inner| inner.as_rule() == Rule::text);
        texts.map(|text| self.text(&text)).collect()
    }
}
