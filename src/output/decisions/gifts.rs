//! One row for each gift, as other tools import them: as CSV, or as a JSON object on each line.

use std::sync::Arc;

use jiff::civil::Date;

use super::Run;
use super::because::Because;
use super::cells::Cells;
use super::csv::next;
use super::ndjson::{quote, quoted};
use super::shown::Shows;
use crate::eval::{Decision, Id};
use crate::plan::{Gift, GiftId, Plan, Recipient, RuleId};
use crate::values::Decimal;

/// A gift of a customer.
#[derive(Clone, Copy)]
struct Row<'d> {
    gift: GiftId,
    /// The event that it is for, if it is for one.
    event: Option<&'d str>,
    rule: RuleId,
    cost: Option<Decimal>,
    worth: Option<Decimal>,
    /// Why it is not given, if it is not.
    reason: Option<&'static str>,
}

/// Writes the gifts of decisions, as CSV or as JSON.
#[derive(Clone, Debug)]
pub(super) struct Gifts<'a> {
    plan: &'a Plan,
    shows: Shows<'a>,
    /// Whether gifts that are withheld have rows too.
    withheld: bool,
    /// Whether rows say why.
    why: bool,
    /// Whether some gift is for each event of a list.
    for_each: bool,
    /// Whether records call some gift by another name.
    outside: bool,
    cells: Cells,
}

impl<'a> Gifts<'a> {
    pub(super) fn new(run: &Run<'a>) -> Gifts<'a> {
        let Run { plan, withheld, why, .. } = *run;
        let why = why.is_some();
        let for_each = plan.gives_for_each();
        let mut called = plan.gifts.iter().zip(&plan.needs.gifts);
        let outside = called.any(|(gift, names)| gift.name != names.written);
        let (shows, cells) = (Shows::new(plan), run.cells());
        Gifts { plan, shows, withheld, why, for_each, outside, cells }
    }

    /// The names of the columns.
    pub(super) fn head(&self) -> Vec<u8> {
        let mut head = b"id".to_vec();
        for shown in &self.plan.shows {
            next(&mut head, &shown.name);
        }
        head.extend_from_slice(b",gift");
        if self.outside {
            head.extend_from_slice(b",outside");
        }
        head.extend_from_slice(b",kind,description,to,cost,worth,rule");
        if self.for_each {
            head.extend_from_slice(b",for");
        }
        if self.withheld {
            head.extend_from_slice(b",withheld");
        }
        if self.why {
            head.extend_from_slice(b",why");
        }
        head.push(b'\n');
        head
    }

    /// Rows of CSV. `on` is the day, if there are several.
    pub(super) fn rows(
        &self,
        out: &mut Vec<u8>,
        on: Option<Date>,
        (id, decision): (&Id<'_>, &Decision),
        why: &Because,
    ) {
        for row in self.each(decision) {
            let cells = self.cells;
            if let Some(on) = on {
                out.extend_from_slice(format!("{on},").as_bytes());
            }
            cells.first(out, &id.text);
            self.shows.values(decision).for_each(|value| cells.shown(out, value));
            let gift = &self.plan.gifts[row.gift];
            next(out, &gift.name);
            if self.outside {
                cells.next(out, &self.plan.needs.gifts[row.gift].written);
            }
            next(out, gift.kind.word());
            cells.next(out, gift.description.as_deref().unwrap_or_default());
            cells.next(out, recipient(gift, row.gift, decision).unwrap_or_default());
            next(out, &amount(row.cost).unwrap_or_default());
            next(out, &amount(row.worth).unwrap_or_default());
            cells.next(out, &self.plan.rules[row.rule].label);
            if self.for_each {
                cells.next(out, row.event.unwrap_or_default());
            }
            if self.withheld {
                next(out, row.reason.unwrap_or_default());
            }
            if self.why {
                cells.next(out, &why.of_rule(row.rule).unwrap_or_default());
            }
            out.push(b'\n');
        }
    }

    /// Objects of JSON, each on a line. `on` is the day, if there are several.
    pub(super) fn lines(
        &self,
        out: &mut Vec<u8>,
        on: Option<Date>,
        (id, decision): (&Id<'_>, &Decision),
        why: &Because,
    ) {
        for row in self.each(decision) {
            out.push(b'{');
            if let Some(on) = on {
                out.extend_from_slice(format!("\"as_of\":\"{on}\",").as_bytes());
            }
            out.extend_from_slice(b"\"id\":");
            if id.is_number {
                out.extend_from_slice(id.text.as_bytes());
            } else {
                quote(out, &id.text);
            }
            self.shows.write(out, decision);
            let gift = &self.plan.gifts[row.gift];
            let texts = [
                ("gift", Some(gift.name.as_str())),
                ("outside", self.outside.then(|| self.plan.needs.gifts[row.gift].written.as_str())),
                ("kind", Some(gift.kind.word())),
                ("description", gift.description.as_deref()),
                ("to", recipient(gift, row.gift, decision)),
            ];
            for (key, text) in texts {
                member(out, key, text.map(quoted));
            }
            for (key, number) in [("cost", row.cost), ("worth", row.worth)] {
                member(out, key, amount(number).map(String::into_bytes));
            }
            member(out, "for", row.event.map(quoted));
            member(out, "rule", Some(quoted(&self.plan.rules[row.rule].label)));
            member(out, "withheld", row.reason.map(quoted));
            member(out, "why", why.of_rule(row.rule).map(|why| quoted(&why)));
            out.extend_from_slice(b"}\n");
        }
    }

    /// What is given, and then what is withheld and what lapses, where that is wanted.
    fn each<'d>(&self, decision: &'d Decision) -> impl Iterator<Item = Row<'d>> {
        let given = decision.given.iter().map(|given| Row {
            gift: given.gift,
            event: given.event.as_deref(),
            rule: given.rule,
            cost: given.cost,
            worth: given.worth,
            reason: None,
        });
        let denied = |gift, event: &'d Option<Arc<str>>, rule, reason| Row {
            gift,
            event: event.as_deref(),
            rule,
            cost: None,
            worth: None,
            reason: Some(reason),
        };
        let withheld = decision.withheld.iter().filter(|_| self.withheld);
        let withheld =
            withheld.map(move |one| denied(one.gift, &one.event, one.rule, one.reason.word()));
        let lapsed = decision.lapsed.iter().filter(|_| self.withheld);
        let lapsed = lapsed.map(move |one| denied(one.gift, &one.event, one.rule, "lapsed"));
        given.chain(withheld).chain(lapsed)
    }
}

/// Who it goes to, as far as that is known.
fn recipient<'r>(gift: &'r Gift, id: GiftId, decision: &'r Decision) -> Option<&'r str> {
    match gift.to.as_ref()? {
        Recipient::Text(text) => Some(text),
        Recipient::Value { .. } => decision.recipient(id),
    }
}

fn amount(amount: Option<Decimal>) -> Option<String> {
    amount.map(|amount| amount.normalized().to_string())
}

/// `,"key":value`; nothing where there is no value.
fn member(out: &mut Vec<u8>, key: &str, value: Option<Vec<u8>>) {
    if let Some(value) = value {
        out.extend_from_slice(format!(",\"{key}\":").as_bytes());
        out.extend_from_slice(&value);
    }
}
