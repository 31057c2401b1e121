//! What a list of events says of the table that it comes from, and what tells its events apart.

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{By, Key, Owner, Table};

impl Reader<'_> {
    /// `from table "orders"`.
    pub(super) fn table(&mut self, node: Node<'_>) -> Option<Table> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_from)?;
        parts.take(Rule::kw_table)?;
        let name = parts.maybe(Rule::text).map(|text| self.text(&text));
        parts.end();
        Some(Table { span, name })
    }

    /// `by "order_id" of orders`.
    pub(super) fn by(&mut self, node: Node<'_>) -> Option<By> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_by)?;
        let from = self.text(&parts.take(Rule::text)?);
        let owner = if parts.has(Rule::kw_of) {
            Owner::Event(self.name(&parts.take(Rule::name)?))
        } else if parts.has(Rule::kw_is) {
            Owner::Field(self.name(&parts.take(Rule::name)?))
        } else {
            Owner::Customer
        };
        parts.end();
        Some(By { span, from, owner })
    }

    /// `key "order" and "line" last`.
    pub(super) fn key(&mut self, node: Node<'_>) -> Option<Key> {
        let mut parts = Children::of(node);
        parts.take(Rule::kw_key)?;
        let mut from = vec![self.text(&parts.take(Rule::text)?)];
        while parts.has(Rule::kw_and) {
            from.push(self.text(&parts.take(Rule::text)?));
        }
        let last = parts.has(Rule::kw_last);
        parts.end();
        Some(Key { from, last })
    }
}
