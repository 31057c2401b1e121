//! Names as templates and formulas write them: `customer.tier`, `{{customer.nps}}`, `=IF(...)`.

use super::arguments::{call, closing_near};
use super::lexicon::singular;
use super::{Finding, Spot, english, numbers, shapes};
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;
use crate::values::with_article;

/// Words for the customer that other tools put before a name.
const OWNERS: &[&str] = &[
    "customer",
    "customers",
    "contact",
    "user",
    "person",
    "profile",
    "member",
    "client",
    "subscriber",
    "record",
    "lead",
    "math",
];

/// `customer.tier`, `customer's tier`, `more than 90 days since`.
pub(super) fn find(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let listed = shapes::every_method(spot, at).or_else(|| shapes::entry(spot, at));
    listed.or_else(|| owner(spot, at)).or_else(|| length_of_time(spot, at))
}

fn owner(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.text_at(at);
    let lower = word.to_lowercase();
    let owned = lower.strip_suffix("'s").or_else(|| lower.strip_suffix("’s")).unwrap_or(&lower);
    let maybe = usize::from(spot.text_at(at + 1) == "?");
    let dot = at + 1 + maybe;
    let dotted = spot.text_at(dot) == "." && spot.is_name(dot + 1);
    let possessive = owned.len() < lower.len() && spot.is_name(at + 1);
    if !OWNERS.contains(&owned) || spot.names.has(word) || !(dotted || possessive) {
        return None;
    }
    let name = if dotted { dot + 1 } else { at + 1 };
    // What follows may be from elsewhere too, as in `customer.orders.any(...)`.
    if let Some(mut rest) = super::foreign::find(spot, name).filter(|rest| rest.with.is_some()) {
        let owner = spot.range(at, name).start;
        rest.with = rest.with.map(|(range, with)| (owner.min(range.start)..range.end, with));
        return Some(rest);
    }
    // `contact.properties.nps` has several of them.
    let parts =
        ["properties", "traits", "attributes", "fields", "custom", "profile", "data", "metadata"];
    let mut name = name;
    while parts.contains(&spot.text_at(name))
        && spot.text_at(name + 1) == "."
        && !spot.names.has(spot.text_at(name))
    {
        name += if spot.text_at(name + 2) == "$" { 3 } else { 2 };
    }
    let values =
        spot.names.fields.iter().map(|(field, _)| *field).chain(spot.names.lets.iter().copied());
    let meant = values.into_iter().find(|other| other.eq_ignore_ascii_case(spot.text_at(name)));
    if let Some(meant) = meant.filter(|meant| *meant != spot.text_at(name) || name > at + 2 + maybe)
    {
        let title = format!("`{}` should be `{meant}`", spot.written(at, name));
        let finding = Finding::new(spot.range(at, name), title, "write only the name");
        return Some(finding.help(format!("write `{meant}`")).with(meant));
    }
    let last = name - 1;
    let written = spot.written(at, last);
    let title = format!("`{written}` is not needed before a name");
    let finding = Finding::new(spot.range(at, last), title, "remove this");
    let name = spot.text_at(name);
    let known = spot.names.has(name);
    let finding = finding.help(format!("write `{name}`")).with("");
    Some(if known { finding } else { finding.likely() })
}

/// `more than 90 days since`: the length of time alone says it.
fn length_of_time(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let phrases: &[(&[&str], bool)] = &[
        (&["more", "than"], false),
        (&["at", "least"], false),
        (&["longer", "than"], false),
        (&["greater", "than"], false),
        (&["over"], false),
        (&["less", "than"], true),
        (&["fewer", "than"], true),
        (&["under"], true),
    ];
    let begins = |phrase: &[&str]| {
        phrase.iter().enumerate().all(|(place, word)| spot.text_at(at + place) == *word)
    };
    let (phrase, less) = phrases.iter().find(|(phrase, _)| begins(phrase))?;
    let number = at + phrase.len();
    let unit = number + 1;
    let follows = matches!(spot.text_at(unit + 1), "since" | "without")
        || (spot.text_at(unit + 1) == "in" && spot.text_at(unit + 2) == "stage");
    let unit_text = spot.text_at(unit);
    let length = spot.kind(number) == Some(Kind::Number) && numbers::is_unit(unit_text);
    if !length || !follows || spot.names.has(unit_text) {
        return None;
    }
    let written = spot.written(at, number - 1);
    let end = (unit + 1..unit + 4)
        .take_while(|place| {
            spot.is_name(*place)
                || matches!(spot.text_at(*place), "since" | "without" | "a" | "an" | "in" | "stage")
        })
        .last()
        .unwrap_or(unit + 1);
    let rest = spot.written(number, end);
    let (title, with) = match less {
        true => (format!("`{written}` before a length of time should be `not`"), "not"),
        false => (format!("`{written}` is not needed before a length of time"), ""),
    };
    let finding = Finding::new(
        spot.range(at, number - 1),
        title,
        "this is true once that much time has passed",
    );
    let help = format!("write `{}`", format!("{with} {rest}").trim());
    Some(finding.help(help).with(with).likely())
}

/// `{{customer.nps}}`, `${nps}`, `=IF(...)`, `\u{1}`.
pub(super) fn mark(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    match spot.text_at(at) {
        "{" => placeholder(spot, at),
        "$" | "@"
            if spot.is_name(at + 1)
                && !spot.words[at + 1].first
                && spot.names.is_value(spot.text_at(at + 1)) =>
        {
            let name = spot.text_at(at + 1);
            let title = format!("`{}` should be `{name}`", spot.written(at, at + 1));
            let finding = Finding::new(spot.range(at, at), title, "remove this");
            Some(finding.help(format!("write `{name}`")).with("").likely())
        }
        // `$.NPS`
        "$" if spot.text_at(at + 1) == "." && spot.names.is_value(spot.text_at(at + 2)) => {
            let name = spot.text_at(at + 2);
            let title = format!("`{}` should be `{name}`", spot.written(at, at + 2));
            let finding = Finding::new(spot.range(at, at + 2), title, "write only the name");
            Some(finding.help(format!("write `{name}`")).with(name))
        }
        // A `let` may go on with its `=` on the next line.
        "=" if spot.word(at)?.first && spot.before(at, 2) != "let" => {
            let formula = formula(spot, at + 1).filter(|finding| finding.with.is_some());
            let formula = formula.or_else(|| shapes::compared_formula(spot, at));
            formula.map(|finding| {
                let (range, with) =
                    finding.with.clone().unwrap_or((finding.range.clone(), String::new()));
                let start = spot.word(at).map_or(range.start, |word| word.start);
                finding.with_at(start..range.end, with)
            })
        }
        "\u{1}" => {
            let title = "There is an invisible character here";
            let finding = Finding::new(spot.range(at, at), title, "remove this");
            Some(
                finding.help("remove it and type the value again").with_at(spot.range(at, at), " "),
            )
        }
        _ => None,
    }
}

fn placeholder(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let mut place = at;
    while spot.text_at(place) == "{" {
        place += 1;
    }
    let owned = OWNERS.contains(&spot.text_at(place)) || !spot.names.has(spot.text_at(place));
    while owned && spot.text_at(place + 1) == "." && spot.is_name(place + 2) {
        place += 2;
    }
    // `{{ person|lookup:'NPS' }}`
    let looked_up = spot.text_at(place + 1) == "|"
        && spot.text_at(place + 2) == "lookup"
        && spot.text_at(place + 3) == ":";
    let looked_up = looked_up.then(|| spot.text_at(place + 4).trim_matches(['"', '\'']));
    let name = spot.is_name(place).then(|| looked_up.unwrap_or(spot.text_at(place)))?;
    let alone = spot.word(at).is_some_and(|word| word.first);
    // Filters of templates, such as `{{ nps | default: 0 }}`, are left out with the braces.
    let close = (place + 1..place + 12).find(|place| spot.text_at(*place) == "}")?;
    let mut last = close;
    while spot.text_at(last + 1) == "}" {
        last += 1;
    }
    if close > place + 1 && spot.text_at(place + 1) != "|" {
        return None;
    }
    if alone && last == spot.line_end(at) {
        let title = "A placeholder of a template is not a rule";
        let finding = Finding::new(spot.range(at, last), title, "remove this");
        let rule = format!("when {} {}", english::example(spot.names), english::deed(spot));
        let help = format!("remove it, or write a rule such as `{rule}`");
        return Some(finding.help(help).with("").guess());
    }
    let fields = spot.names.fields.iter().map(|(field, _)| *field);
    let fixed = fields
        .chain(spot.names.lets.iter().copied())
        .find(|field| field.eq_ignore_ascii_case(name));
    let counted = matches!(name, "size" | "length" | "count")
        .then(|| spot.names.list(spot.before(place, 2)).filter(|list| !list.bare))
        .flatten();
    let counted = counted.map(|list| format!("count({})", list.name));
    let fixed = counted.as_deref().or(fixed).unwrap_or(name);
    let from = match at.checked_sub(1) {
        Some(before) if spot.text_at(before) == "$" => before,
        _ => at,
    };
    let written = spot.written(from, last);
    let title = format!("`{written}` should be `{fixed}`");
    let finding = Finding::new(spot.range(from, last), title, "write the name without these marks");
    Some(finding.help(format!("write `{fixed}`")).with(fixed).likely())
}

/// `{% if NPS >= 9 %} give mug`, `{{#if vip}}`: the tags of a template.
pub(super) fn template(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let tag = |place: usize| matches!(spot.text_at(place), "%" | "#");
    let opens =
        spot.text_at(at) == "{" && (tag(at + 1) || (spot.text_at(at + 1) == "{" && tag(at + 2)));
    // What follows `{{#` passes for a note.
    let noted = spot.text_at(at) == "{" && spot.text_at(at + 1) == "{" && {
        let after = spot.word(at + 1).and_then(|brace| spot.text.get(brace.end()..));
        after.is_some_and(|after| after.starts_with('#'))
    };
    if !opens && !noted {
        return None;
    }
    let last = spot.line_end(at);
    let begins = (at..=last).find(|place| spot.text_at(*place) == "if");
    let assigns = spot.text_at(at + 1) == "%" && spot.is_name(at + 2) && begins.is_none();
    if noted || assigns {
        let (title, label) = ("Rules have no template tags", "write the condition itself");
        let finding = Finding::new(spot.range(at, last), title, label);
        let (example, deed) = (english::example(spot.names), english::deed(spot));
        let begun = matches!(spot.before(at, 1), "when" | "after");
        let from = if begun { at - 1 } else { at };
        let read = format!("when {example} {deed}");
        let finding = finding.help(format!("write a condition, such as `{example}`"));
        return Some(finding.with_at(spot.range(from, last), read).guess());
    }
    let from = begins.unwrap_or(at + 1) + 1;
    let closes = |place: &usize| matches!(spot.text_at(*place), "}" | "%");
    let close = (from..=last).find(closes).filter(|close| *close > from)?;
    let condition = counts(shapes::condition_of(spot, from, close - 1), spot);
    let after = (close..=last).find(|place| !matches!(spot.text_at(*place), "}" | "%" | "-"));
    let end = after.and_then(|after| (after..=last).find(|place| spot.text_at(*place) == "{"));
    let end = end.unwrap_or(last + 1);
    let deed = match after.filter(|after| *after < end) {
        Some(after) => spot.written(after, end - 1).to_owned(),
        None => english::deed(spot),
    };
    let fixed = format!("when {condition} {deed}");
    let finding = Finding::new(spot.range(at, last), "Rules have no template tags", "write a rule");
    // A rule may have begun before them.
    let begun = matches!(spot.before(at, 1), "when" | "after");
    let from = if begun { at - 1 } else { at };
    let finding = finding.help(format!("write `{fixed}`"));
    Some(finding.with_at(spot.range(from, last), fixed).likely())
}

/// A condition with `count(orders)` in place of `orders.size`.
fn counts(condition: String, spot: &Spot<'_>) -> String {
    let lists = spot.names.lists.iter().filter(|list| !list.bare);
    lists.fold(condition, |condition, list| {
        let counted = format!("count({})", list.name);
        ["size", "length", "count"].iter().fold(condition, |condition, word| {
            condition.replace(&format!("{}.{word}", list.name), &counted)
        })
    })
}

/// `purchases[0].amount`, `purchases[-1]`: one of the events.
pub(super) fn position(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let list = spot.names.list(spot.before(at, 1)).filter(|list| !list.bare)?;
    let from_end = spot.text_at(at + 1) == "-";
    let number = at + 1 + usize::from(from_end);
    let digit = spot.kind(number) == Some(Kind::Number) && spot.text_at(number + 1) == "]";
    if spot.text_at(at) != "[" || !digit {
        return None;
    }
    let close = number + 1;
    let title = "You cannot pick an event by its position";
    let label = if from_end { "the last one" } else { "the first, or the last?" };
    if spot.text_at(close + 1) != "." {
        let value = list.attributes.first().map_or("at", |(name, _)| *name);
        let of = format!("({}.{value})", list.name);
        let help = format!("ask for one of its values, such as `first{of}` or `last{of}`");
        let one = with_article(&singular(list.name));
        let finding = Finding::new(spot.range(at - 1, close), title, label);
        return Some(finding.help(help).with(one).guess());
    }
    let of = format!("({}.{})", list.name, spot.text_at(close + 2));
    let finding = Finding::new(spot.range(at - 1, close + 2), title, label);
    Some(match from_end && spot.text_at(number) == "1" {
        true => finding.help(format!("write `last{of}`")).with(format!("last{of}")),
        false => {
            let help = format!("write `first{of}` or `last{of}`");
            finding.help(help).with(format!("first{of}")).guess()
        }
    })
}

/// `=IF(A2>=3; "Fan"; "Regular")`.
pub(super) fn formula(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let upper = spot.text_at(at).to_uppercase();
    let is_formula = upper == spot.text_at(at) || spot.before(at, 1) == "=";
    if spot.kind(at) != Some(Kind::Word) || spot.text_at(at + 1) != "(" || !is_formula {
        return None;
    }
    let close = closing_near(spot, at + 1)?;
    let call = call(spot, at)?;
    let condition = call.args.first().filter(|condition| {
        upper == "IF"
            && spot.names.knows_all(&crate::syntax::words::read(condition))
            && !spot.names.fields.is_empty()
    });
    let condition =
        condition.map_or_else(|| english::example(spot.names), |text| (*text).to_owned());
    let deed = call.args.get(1).map(|text| text.trim_matches('"')).and_then(|text| {
        let verb = ACTIONS.contains(&text.split(' ').next().unwrap_or_default());
        match () {
            () if verb => Some(text.to_owned()),
            () if spot.names.stages.contains(&text) => Some(format!("move to {text}")),
            () => spot.names.gift(text).map(|gift| format!("give {}", gift.name)),
        }
    });
    let deed = deed.unwrap_or_else(|| match spot.names.stages.last() {
        Some(stage) => format!("move to {stage}"),
        None => "tag \"regular\"".to_owned(),
    });
    let title = "A rule is not a formula: it begins with `when`";
    let finding = Finding::new(spot.range(at, at), title, format!("flywheel has no `{upper}`"));
    let other = if upper == "IF" { ", and another rule for the other case" } else { "" };
    let help = format!("write `when {condition} {deed}`{other}");
    let finding = finding.help(help).with_at(spot.range(at, close), "").guess();
    // A rule that goes on after the bracket is another mistake.
    let alone = spot.word(close + 1).is_none_or(|next| next.first);
    alone.then_some(finding)
}
