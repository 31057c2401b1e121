//! A comparison in words: a headline, and sections of rows.

use super::Compared;
use crate::output::words::{counted, number, reason};
use crate::plan::Plan;
use crate::problems::shown;
use crate::tools::diff::{Alike, End, Group, Kind, OtherDays, Side};
use crate::values::Decimal;

/// Rows about one thing.
pub(super) struct Section {
    pub title: &'static str,
    /// What is in each column.
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// The columns that have numbers.
    pub numbers: Vec<usize>,
}

/// What differs, in a sentence or two.
pub(super) fn headline(compared: &Compared<'_>) -> String {
    let counts = compared.counts;
    let customers = counted(counts.customers, "customer", "customers");
    let differ = match (counts.customers, counts.different) {
        (0, _) => return format!("{customers}.{}", alike(compared)),
        (1, 0) => "nothing is decided differently".to_owned(),
        (_, 0) => "nobody is decided differently".to_owned(),
        (_, 1) => "1 is decided differently".to_owned(),
        (_, many) => format!("{} are decided differently", number(many)),
    };
    format!("{customers}; {differ}.{}", alike(compared))
}

/// Whether the rules say the same, if nobody sees a difference.
fn alike(compared: &Compared<'_>) -> &'static str {
    match compared.alike {
        Alike::Same => " The two rule files are the same.",
        Alike::Layout => " Only the layout changed: the rules say the same.",
        Alike::Differ if compared.counts.different > 0 || compared.counts.customers == 0 => "",
        Alike::Differ if !compared.counts.recosted.is_empty() => {
            " The rules differ, but for these customers only in what gifts cost."
        }
        Alike::Differ if compared.counts.customers == 1 => {
            " The rules differ, but not for this customer."
        }
        Alike::Differ => " The rules differ, but not for these customers.",
    }
}

/// All sections that have rows.
pub(super) fn sections(compared: &Compared<'_>) -> Vec<Section> {
    let all = [
        stages(compared),
        gifts(compared),
        recosted(compared),
        tags(compared),
        other_days(compared),
        left_out(compared),
        without_stage(compared),
        rejected(compared),
    ];
    all.into_iter().filter(|section| !section.rows.is_empty()).map(Section::pruned).collect()
}

impl Section {
    /// The same without columns in which nothing is.
    fn pruned(self) -> Section {
        let is_used = |column: usize| {
            self.rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()))
        };
        let used: Vec<usize> = (0..self.head.len()).filter(|column| is_used(*column)).collect();
        let pick = |row: &Vec<String>| -> Vec<String> {
            used.iter().filter_map(|column| row.get(*column).cloned()).collect()
        };
        let place = |column: &usize| used.iter().position(|at| at == column);
        Section {
            title: self.title,
            head: pick(&self.head),
            numbers: self.numbers.iter().filter_map(place).collect(),
            rows: self.rows.iter().map(pick).collect(),
        }
    }
}

/// The kinds of difference, those of most customers first.
fn kinds<'c>(compared: &Compared<'c>) -> Vec<(&'c Kind, &'c Group)> {
    let mut kinds: Vec<_> = compared.counts.kinds.iter().collect();
    kinds.sort_by_key(|(_, group)| std::cmp::Reverse(group.customers));
    kinds
}

fn stages(compared: &Compared<'_>) -> Section {
    let mut rows = Vec::new();
    for (kind, group) in kinds(compared) {
        if let Kind::Stage { from, old, new } = kind {
            let place = from.map_or("new", |from| compared.pair.stage_name(from));
            rows.push(vec![
                number(group.customers),
                place.to_owned(),
                end(compared, Side::Old, *from, *old),
                end(compared, Side::New, *from, *new),
            ]);
        }
    }
    let head = ["customers", "from", "before", "now"];
    let title = if compared.days.is_some() { "Stages at the end" } else { "Stages" };
    Section { title, head: words(&head), rows, numbers: vec![0] }
}

/// `→ Enthusiast (Engaged 2)`, or `stays`.
fn end(compared: &Compared<'_>, side: Side, from: Option<usize>, end: End) -> String {
    if Some(end.stage) == from && end.rule.is_none() {
        return "stays".to_owned();
    }
    let stage = compared.pair.stage_name(end.stage);
    let rule = end.rule.map(|rule| format!(" ({})", compared.rules(side).plan.rules[rule].label));
    format!("→ {stage}{}", rule.unwrap_or_default())
}

fn gifts(compared: &Compared<'_>) -> Section {
    let mut rows = Vec::new();
    let mut total = Some(Decimal::ZERO);
    let mut costly = 0;
    for (kind, group) in &compared.counts.kinds {
        let Kind::Gift { gift, gained } = kind else { continue };
        let (sign, side) = if *gained { ("+", Side::New) } else { ("−", Side::Old) };
        let plan = compared.rules(side).plan;
        let costs = has_cost(compared, side, *gift);
        if costs {
            costly += 1;
            total = total.zip(group.cost).and_then(|(total, cost)| {
                let sum = if *gained { total.checked_add(cost) } else { total.checked_sub(cost) };
                sum.ok()
            });
        }
        let cost =
            if costs { format!("{sign}{}", amount(plan, group.cost)) } else { String::new() };
        rows.push(vec![
            format!("{sign}{}", number(group.gifts)),
            compared.pair.gift_name(*gift).to_owned(),
            cost,
            withheld(group),
        ]);
    }
    if costly > 1 && compared.old.plan.currency == compared.new.plan.currency {
        let total = match total {
            Some(total) if total < Decimal::ZERO => {
                format!("−{}", amount(compared.new.plan, Some(-total)))
            }
            Some(nothing) if nothing == Decimal::ZERO => amount(compared.new.plan, total),
            total => format!("+{}", amount(compared.new.plan, total)),
        };
        rows.push(vec![String::new(), "total".to_owned(), total, String::new()]);
    }
    let head = ["gifts", "name", "cost", "of these"];
    Section { title: "Gifts", head: words(&head), rows, numbers: vec![0, 2] }
}

fn has_cost(compared: &Compared<'_>, side: Side, gift: usize) -> bool {
    let place = compared.pair.gift_of(side, gift);
    place.is_some_and(|gift| compared.rules(side).plan.gifts[gift].costs.is_some())
}

/// `2 withheld now: limit reached`.
fn withheld(group: &Group) -> String {
    let one =
        |(why, count): (&_, &u64)| format!("{} withheld now: {}", number(*count), reason(*why));
    group.withheld.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn recosted(compared: &Compared<'_>) -> Section {
    let row = |(gift, sums): (&usize, &crate::tools::diff::Recosted)| {
        vec![
            number(sums.gifts),
            compared.pair.gift_name(*gift).to_owned(),
            amount(compared.old.plan, sums.old),
            amount(compared.new.plan, sums.new),
        ]
    };
    let rows = compared.counts.recosted.iter().map(row).collect();
    let head = ["gifts", "name", "before", "now"];
    Section {
        title: "The same gifts at another cost",
        head: words(&head),
        rows,
        numbers: vec![0, 2, 3],
    }
}

fn tags(compared: &Compared<'_>) -> Section {
    let mut rows = Vec::new();
    for (kind, group) in &compared.counts.kinds {
        if let Kind::Tag { tag, set, gained } = kind {
            let sign = if *gained { "+" } else { "−" };
            let does = if *set { "set" } else { "removed" };
            let count = format!("{sign}{}", number(group.customers));
            rows.push(vec![count, does.to_owned(), tag.clone()]);
        }
    }
    Section { title: "Tags", head: words(&["customers", "action", "tag"]), rows, numbers: vec![0] }
}

/// What is the same in the end, and happens on other days.
fn other_days(compared: &Compared<'_>) -> Section {
    let mut rows = Vec::new();
    for (kind, group) in &compared.counts.kinds {
        let Kind::OtherDays(what) = kind else { continue };
        let what = match what {
            OtherDays::Moves => "other moves to the same stage".to_owned(),
            OtherDays::Gift(gift) => format!("gets {}", compared.pair.gift_name(*gift)),
            OtherDays::Tag { tag, set: true } => format!("is tagged \"{tag}\""),
            OtherDays::Tag { tag, set: false } => format!("loses the tag \"{tag}\""),
            OtherDays::LeftOut => "is left out".to_owned(),
        };
        rows.push(vec![number(group.customers), what]);
    }
    let head = words(&["customers", "what"]);
    Section { title: "The same on other days", head, rows, numbers: vec![0] }
}

fn left_out(compared: &Compared<'_>) -> Section {
    let mut rows = Vec::new();
    for (kind, group) in &compared.counts.kinds {
        if let Kind::LeftOut(side) = kind {
            let file = shown(compared.rules(*side).name).into_owned();
            rows.push(vec![number(group.customers), file]);
        }
    }
    Section {
        title: "Left out by one file only",
        head: words(&["customers", "by"]),
        rows,
        numbers: vec![0],
    }
}

fn without_stage(compared: &Compared<'_>) -> Section {
    let mut rows = Vec::new();
    for (kind, group) in &compared.counts.kinds {
        if let Kind::NoStage(side, stage) = kind {
            let stage = compared.pair.stage_name(*stage);
            let file = shown(compared.rules(*side).name).into_owned();
            rows.push(vec![number(group.customers), stage.to_owned(), file]);
        }
    }
    let head = words(&["customers", "stage", "not in"]);
    Section { title: "In a stage that one file lacks", head, rows, numbers: vec![0] }
}

fn rejected(compared: &Compared<'_>) -> Section {
    let mut rows = Vec::new();
    for (kind, group) in &compared.counts.kinds {
        if let Kind::Rejected(side) = kind {
            let file = shown(compared.rules(*side).name).into_owned();
            rows.push(vec![number(group.customers), file]);
        }
    }
    Section {
        title: "Rejected by one file only",
        head: words(&["records", "by"]),
        rows,
        numbers: vec![0],
    }
}

fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|word| (*word).to_owned()).collect()
}

fn amount(plan: &Plan, amount: Option<Decimal>) -> String {
    match amount {
        Some(amount) => plan.currency.write(amount),
        None => "more than 38 digits".to_owned(),
    }
}
