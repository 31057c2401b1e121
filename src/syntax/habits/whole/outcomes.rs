//! What a test cannot expect: values, costs, and how often something is owed.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::Finding;
use crate::syntax::habits::shapes::Line;
use crate::syntax::parser::Rule;
use crate::syntax::words::Kind;

/// `expect stars is 100`, `expect give mug with cost $40`, `expect 2 mugs`.
pub(in super::super) fn outcome(line: &Line<'_, '_>) -> Option<Finding> {
    if !is_in(line, &[Rule::lone_test_lines]) || line.text(line.first) != "expect" {
        return None;
    }
    let mut from = line.first + 1;
    from += usize::from(line.text(from) == "only");
    while from <= line.last {
        let end = (from..=line.last).find(|at| line.text(*at) == ";").unwrap_or(line.last + 1);
        if end > from
            && let Some(finding) = one(line, from, end - 1)
        {
            return Some(finding);
        }
        from = end + 1;
    }
    None
}

fn one(line: &Line<'_, '_>, from: usize, to: usize) -> Option<Finding> {
    value(line, from, to).or_else(|| cost(line, from, to)).or_else(|| count(line, from, to))
}

/// `stars is 100`, `vip yes`.
fn value(line: &Line<'_, '_>, from: usize, to: usize) -> Option<Finding> {
    let spot = line.spot;
    let name = line.text(from);
    let number = |at: usize| spot.kind(at) == Some(Kind::Number);
    let points = spot.names.is_value(name);
    let events = number(from)
        && spot.names.list(line.text(from + 1)).is_some_and(|list| !list.bare)
        && from + 1 == to;
    (points || events).then_some(())?;
    let said = spot.written(from, to);
    let yes = spot.names.type_of(name) == "yes";
    let asked = match () {
        () if events => said.to_owned(),
        () if yes && line.text(to) == "no" => format!("not {name}"),
        () if yes => name.to_owned(),
        () => {
            let marks = [">", "<", "≥", "≤", ">=", "<=", "is", "=", "==", "expiring"];
            let mark = (from + 1..=to).find(|at| marks.contains(&line.text(*at)));
            match mark {
                Some(at) if !matches!(line.text(at), "=" | "==") => said.to_owned(),
                Some(at) if at < to => format!("{name} is {}", line.rest(at + 1)),
                None if to > from => format!("{name} is {}", spot.written(from + 1, to)),
                Some(_) | None => format!("{name} is known"),
            }
        }
    };
    let title = "A test expects what the rules do, not a value";
    let finding = Finding::new(spot.range(from, to), title, "this does not happen: it is so");
    let label = said.replace('"', "");
    let help = format!(
        "to test it, write a rule such as `when {asked} tag \"{label}\"`, and `expect tag \"{label}\"`"
    );
    Some(finding.code(register::HABIT).help(help).with("nothing").guess())
}

/// `give mug with cost $40`, `give mug costs $40`.
fn cost(line: &Line<'_, '_>, from: usize, to: usize) -> Option<Finding> {
    let spot = line.spot;
    let giving = ["give", "send", "offer", "grant", "notify"];
    let gift =
        spot.names.gift(line.text(from + 1)).filter(|_| giving.contains(&line.text(from)))?;
    let at = from + 2;
    let mut next = at;
    let words = ["with", "cost", "costs", "costing", "for", "worth", "a", "of", "at", "is", "that"];
    while words.contains(&line.text(next)) && next <= to {
        next += 1;
    }
    let marked = matches!(line.text(next), "$" | "€" | "£");
    let priced = (at..next).any(|at| line.text(at).starts_with("cost") || line.text(at) == "worth");
    let amount = spot.kind(next + usize::from(marked)) == Some(Kind::Number);
    (next > at && amount && (marked || priced)).then_some(())?;
    let title = "A test expects that a gift is given, not what it costs";
    let finding = Finding::new(spot.range(at, to), title, "remove this").code(register::HABIT);
    let value = if (at..next).any(|at| line.text(at) == "worth") { "worth" } else { "cost" };
    let asked = format!("sum({}.{value}) is {}", gift.name, spot.written(next, to));
    let help = format!(
        "write `{}`; a rule can ask for it afterward, such as `when {asked} tag \"as expected\"`",
        spot.written(from, from + 1)
    );
    Some(finding.help(help).with("").guess())
}

/// `owed receipt 2 times`, `withhold mug 2 times`, `2 bonus`, `give 2 bonus`.
fn count(line: &Line<'_, '_>, from: usize, to: usize) -> Option<Finding> {
    let spot = line.spot;
    let number = |at: usize| spot.kind(at) == Some(Kind::Number);
    let first = line.text(from);
    if matches!(first, "owed" | "withhold") && (number(from + 2) || line.text(from + 2) == "twice")
    {
        let title = "A test counts only the gifts that are given";
        let finding = Finding::new(spot.range(from + 2, to), title, "remove this");
        let help = format!("write `{}`", spot.written(from, from + 1));
        return Some(finding.code(register::HABIT).help(help).with("").guess());
    }
    let giving = ["give", "send", "offer", "grant", "notify"].contains(&first);
    let verb = usize::from(giving);
    let (many, gift) = match (number(from + verb), number(from + verb + 1)) {
        (true, _) if from + verb + 1 == to => (from + verb, from + verb + 1),
        (_, true) if giving && from + 2 == to => (from + 2, from + 1),
        _ => return None,
    };
    let gift = spot.names.gift(line.text(gift))?;
    let verb = match (giving, gift.kind) {
        (true, _) => first,
        (false, "message") => "send",
        (false, _) => "give",
    };
    if !spot.names.is_for_each(gift.name) && line.text(many) != "1" {
        let fixed = format!("{verb} {}", gift.name);
        let title = format!("`{}` can only be given once in a decision", gift.name);
        let finding = Finding::new(spot.range(many, many), title, "this cannot happen");
        let finding = finding.code(register::HABIT).help(format!("write `expect {fixed}`"));
        return Some(finding.with_at(spot.range(from, to), fixed));
    }
    let fixed = format!("{verb} {} {} times", gift.name, line.text(many));
    let written = spot.written(from, to);
    let title = format!("`{written}` should be `{fixed}`");
    let finding =
        Finding::new(spot.range(from, to), title, "say what should happen, and how often");
    Some(finding.code(register::HABIT).help(format!("write `expect {fixed}`")).with(fixed))
}
