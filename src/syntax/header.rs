//! `flywheel "title"` and its settings.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::Header;
use crate::problems::register;

impl Reader<'_> {
    pub(super) fn header(&mut self, node: Node<'_>) -> Option<Header> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_flywheel)?;
        let title = parts.maybe(Rule::text).map(|text| self.text(&text));
        let mut header =
            Header { span, title, currency: None, timezone: None, start: None, language: None };
        while let Some(setting) = parts.any() {
            self.setting(&mut header, setting);
        }
        Some(header)
    }

    /// Adds one setting to the header.
    pub(super) fn setting(&mut self, header: &mut Header, node: Node<'_>) -> Option<()> {
        let (span, rule) = (self.span(&node), node.as_rule());
        let mut parts = Children::of(node);
        // The word that begins it.
        parts.any()?;
        let value = parts.any()?;
        let name = self.name(&value);
        match rule {
            Rule::currency_setting => self.once(&mut header.currency, name, span, "`currency`"),
            Rule::timezone_setting => self.once(&mut header.timezone, name, span, "`timezone`"),
            Rule::start_setting => self.once(&mut header.start, name, span, "`start`"),
            Rule::language_setting => match name.text.parse() {
                Ok(version) => {
                    let version = (version, name.span);
                    self.once(&mut header.language, version, span, "`language`");
                }
                Err(_) => self.tell(
                    register::BAD_LITERAL,
                    name.span,
                    "The language version must be a whole number",
                    "this is not one",
                    "write `language 1`",
                ),
            },
            _ => {}
        }
        parts.end();
        Some(())
    }
}
