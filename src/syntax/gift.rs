//! Rewards, messages, programmes and alerts, and how often they may be given.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::Gift;
use crate::problems::register;
use crate::terms::{GiftKind, HowOften, Per};
use crate::values::{Duration, Period, Unit};

impl Reader<'_> {
    pub(super) fn gift(&mut self, node: Node<'_>) -> Option<Gift> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let kind = match Children::of(parts.take(Rule::gift_word)?).any()?.as_rule() {
            Rule::kw_reward => GiftKind::Reward,
            Rule::kw_message => GiftKind::Message,
            Rule::kw_program => GiftKind::Program,
            Rule::kw_alert => GiftKind::Alert,
            _ => return None,
        };
        let name = self.name(&parts.take(Rule::name)?);
        let description = parts.maybe(Rule::text).map(|text| self.text(&text));
        let mut options = Vec::new();
        while let Some(option) = parts.any_entry() {
            options.push(self.gift_option(option));
        }
        Some(Gift { span, kind, name, description, options })
    }

    pub(super) fn how_often(&mut self, mut parts: Children<'_>) -> Option<HowOften> {
        if parts.has(Rule::kw_every) {
            return Some(HowOften::EveryTime);
        }
        if parts.has(Rule::kw_once) {
            return match parts.maybe(Rule::per) {
                Some(per) => Some(HowOften::Times(1, self.per(per)?)),
                None => Some(HowOften::Once),
            };
        }
        let number = parts.take(Rule::number)?;
        let times = self.whole(&number, "How often a gift may be given", "3 times per year")?;
        parts.take(Rule::kw_times)?;
        let per = self.per(parts.take(Rule::per)?)?;
        if times == 0 {
            self.tell(
                register::BAD_LITERAL,
                self.span(&number),
                "`0 times` would never give it",
                "this must be at least 1",
                "write how many times it may be given, for example `3 times per year`",
            );
            return None;
        }
        Some(HowOften::Times(times, per))
    }

    pub(super) fn per(&mut self, node: Node<'_>) -> Option<Per> {
        let mut parts = Children::of(node);
        parts.take(Rule::kw_per)?;
        if parts.has(Rule::kw_calendar) {
            return Period::from_word(parts.take(Rule::period)?.as_str()).map(Per::Calendar);
        }
        if let Some(unit) = parts.maybe(Rule::unit) {
            let unit = Unit::from_word(unit.as_str())?;
            return Some(Per::Rolling(Duration { count: 1, unit }));
        }
        self.duration(parts.take(Rule::duration)?).map(Per::Rolling)
    }
}
