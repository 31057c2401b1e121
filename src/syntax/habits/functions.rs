//! Functions of spreadsheets and databases, and what to write instead with the same arguments. What
//! the language cannot say is said to be so.

mod dates;

use super::arguments::{Call, Compared, call, compared};
use super::lexicon::{amount, plural, singular};
use super::{Finding, Spot, calculations, numbers};
use crate::problems::register;
use crate::syntax::parser::{Rule, parse};
use crate::syntax::words::Kind;
use dates::is_now;

/// What is read where nothing says the same.
const UNREADABLE: &str = "\u{1}";

/// What takes the place of a function.
enum Instead {
    /// This says the same.
    Same(String),
    /// This is near, in words; nothing says the same.
    Near(String),
}
use crate::values::with_article;
use Instead::{Near, Same};

/// A function of elsewhere at a word.
pub(super) fn find(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.word(at)?.first && spot.text_at(at) == "IF" {
        return super::merged::formula(spot, at);
    }
    // `name: text(20)` is a type.
    if spot.before(at, 1) == ":" {
        return None;
    }
    let call = call(spot, at)?;
    if calculations::is_own(call.name) {
        return None;
    }
    let reserved = crate::syntax::vocabulary::is_reserved(call.name) && call.name != "if";
    if reserved || (at > 0 && spot.kind(at - 1) == Some(Kind::Number)) {
        return None;
    }
    let compared = compared(spot, call.close);
    let (instead, last) = instead(spot, &call, compared.as_ref())?;
    let mut last = last;
    let (from, more) = ago(spot, at, &call);
    last = last.max(more.unwrap_or(0));
    let name = call.name;
    let title = match instead {
        Same(_) => format!("Flywheel has no `{name}`, but there is another way to say this"),
        Near(_) => format!("Flywheel has no `{name}`"),
    };
    let range = spot.range(at, at);
    let finding = Finding::new(range, title, "this function is from another tool");
    let finding = finding.code(register::UNKNOWN_FUNCTION);
    let place = spot.range(from, last);
    Some(match instead {
        Same(fixed) => finding.help(format!("write `{fixed}`")).with_at(place, fixed).likely(),
        Near(help) => finding.help(help).with_at(place, UNREADABLE).guess(),
    })
}

/// `TODAY() - x > 30`: where it begins and ends.
fn ago(spot: &Spot<'_>, at: usize, call: &Call<'_>) -> (usize, Option<usize>) {
    let minus = spot.text_at(call.close + 1) == "-" && spot.is_name(call.close + 2);
    let end = compared(spot, call.close + 2).filter(|_| minus && is_now(call.name));
    (at, end.map(|compared| compared.last))
}

/// What to write, and the place up to which it takes the place of what is written.
fn instead(
    spot: &Spot<'_>,
    call: &Call<'_>,
    compared: Option<&Compared<'_>>,
) -> Option<(Instead, usize)> {
    let lower = call.name.to_lowercase().replace('_', "");
    let args = call.args.as_slice();
    let list = args.first().and_then(|first| list_of(spot, first));
    let of_events = list.is_some_and(|(list, _)| !list.bare);
    if let Some(value) = calculations::same(&lower, args).filter(|_| !of_events) {
        let of = args.first().map_or("", |first| spot.names.type_of(first));
        let dates = value.contains(" of ");
        let with = calculations::compared_same(spot, &value, compared, of == "money" && !dates);
        if of.is_empty() && !dates && with.is_some() {
            // Whether it is compared with a number or an amount is not known.
            return Some((
                Near(format!("write `{value}`")),
                with.map_or(call.close, |with| with.1),
            ));
        }
        let (fixed, last) = with.unwrap_or((value, call.close));
        return Some((Same(fixed), last));
    }
    let alone = |instead: Instead| Some((instead, call.close));
    let whole =
        |instead: Instead| Some((instead, compared.map_or(call.close, |compared| compared.last)));
    let first = args.first().copied().unwrap_or("...");
    if let Some(found) = dates::instead(spot, &lower, call, compared) {
        return Some(found);
    }
    match (lower.as_str(), args) {
        (name, _) if is_now(name) => today(spot, call),
        (
            "datediff" | "datedif" | "timestampdiff" | "daysbetween" | "datesdiff" | "dayssince"
            | "daysago" | "days" | "days360" | "monthssince" | "yearsince" | "yearssince"
            | "weekssince" | "age" | "monthsbetween" | "yearsbetween" | "yearfrac" | "timesince",
            _,
        ) => whole(time_since(spot, &lower, args, compared)?),
        ("count", [of]) if lower != call.name && distinct(of).is_some() => {
            let of = distinct(of).unwrap_or_default();
            alone(Same(format!("count(different {of})")))
        }
        ("avg" | "mean" | "average" | "sum" | "min" | "max", [_])
            if owner_of(spot, first).is_some()
                && (lower != call.name || matches!(lower.as_str(), "avg" | "mean"))
                && spot.before(call.close, 4) != "." =>
        {
            let name = if matches!(lower.as_str(), "avg" | "mean") { "average" } else { &lower };
            let list = owner_of(spot, first).unwrap_or_default();
            alone(Same(format!("{name}({list}.{first})")))
        }
        ("count" | "sum" | "average" | "min" | "max" | "first" | "last", [_])
            if lower != call.name =>
        {
            alone(Same(format!("{lower}({first})")))
        }
        (
            "countif" | "countifs" | "counta" | "countrows" | "len" | "length" | "size" | "number",
            [_, ..],
        ) if list_of(spot, first).is_some() => whole(counted(spot, args, compared)),
        ("len" | "length" | "size" | "strlen", _) => {
            whole(Near("rules cannot check how long a text is, only what it contains".to_owned()))
        }
        ("avg" | "mean", [_]) => alone(Same(format!("average({first})"))),
        ("total", [_]) => alone(Same(format!("sum({first})"))),
        ("sumif" | "sumifs" | "averageif" | "averageifs", [_, _, ..]) => {
            let (fixed, money) = summed(spot, &lower, args)?;
            let number = compared.filter(|compared| {
                money && compared.right.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            });
            match number {
                Some(compared) => {
                    let amount = spot.names.amount(compared.right);
                    whole(Same(format!("{fixed} {} {amount}", compared.mark)))
                }
                None => alone(Same(fixed)),
            }
        }
        ("isblank" | "isnull" | "isempty" | "is_empty" | "isna" | "empty", [_])
            if spot.names.list(first).is_some_and(|list| !list.bare) =>
        {
            alone(Same(format!("no {first}")))
        }
        ("isblank" | "isnull" | "isempty" | "isna" | "empty" | "iserror" | "iserr", [_]) => {
            alone(Same(format!("{first} is missing")))
        }
        (
            "isnotblank" | "notblank" | "isset" | "exists" | "isknown" | "isnotnull" | "notnull"
            | "notempty",
            [_],
        ) => alone(Same(format!("{first} is known"))),
        ("ifnull" | "coalesce" | "nvl" | "ifna" | "iferror", [_, second, ..]) => whole(Near(
            format!("put `default {second}` after the type of `{first}`, where it is declared"),
        )),
        ("contains" | "search" | "find" | "includes" | "instr" | "isnumbersearch", [_, _]) => {
            let (text, part) =
                if first.starts_with('"') { (args[1], first) } else { (first, args[1]) };
            whole_if(call, compared, Same(format!("{text} contains {part}")))
        }
        ("startswith", [_, part]) => alone(Same(format!("{first} starts with {part}"))),
        ("endswith", [_, part]) => alone(Same(format!("{first} ends with {part}"))),
        ("between", [_, low, high]) => alone(Same(format!("{first} between {low} and {high}"))),
        ("hastag" | "tagged" | "intag", [text]) if text.starts_with('"') => {
            alone(Same(format!("tagged {text}")))
        }
        ("weekday" | "dayofweek" | "dayname", [date]) => whole(weekday(date)),
        (
            "month" | "day" | "hour" | "quarter" | "week" | "weeknum" | "isoweek" | "dayofyear"
            | "minute" | "monthname" | "datepart" | "extract" | "format" | "text" | "dateformat"
            | "strftime",
            _,
        ) => whole(calendar(spot, args)),
        ("upper" | "lower" | "trim" | "proper" | "ucase" | "lcase" | "clean", [_]) => {
            whole(Near(format!(
                "rules cannot change a text: list the spellings to accept, such as `{first} in (\"a\", \"A\")`"
            )))
        }
        ("median" | "mode" | "stdev" | "stddev" | "variance" | "percentile", [of, ..])
            if of_events =>
        {
            alone(Near(format!("write `average({of})`, `min({of})` or `max({of})`")))
        }
        ("large" | "small", [of, ..]) if of_events => {
            let most = if lower == "large" { "max" } else { "min" };
            whole(Near(format!("only the first of them can be asked for: `{most}({of})`")))
        }
        ("isnumber" | "not", [search]) if searched(search).is_some() => {
            let (text, part) = searched(search)?;
            let not = if lower == "not" { "not " } else { "" };
            alone(Same(format!("{not}{text} contains {part}")))
        }
        ("sumproduct", [_, ..]) => {
            let sum = spot.names.spent_within("").unwrap_or_else(|| "sum(...)".to_owned());
            whole(Near(format!("add up a value of events, such as `{sum}`")))
        }
        ("isnan" | "isnil", [of]) => alone(Same(format!("{of} is missing"))),
        (
            "cast" | "convert" | "number" | "int" | "value" | "parseint" | "parsefloat" | "float",
            [of, ..],
        ) if spot.names.is_value(of.split(' ').next().unwrap_or_default()) => {
            alone(Same(of.split(' ').next().unwrap_or_default().to_owned()))
        }
        (
            "left" | "right" | "mid" | "substr" | "substring" | "concat" | "concatenate"
            | "replace" | "substitute" | "regexmatch" | "like" | "match",
            [_, ..],
        ) => whole(Near(format!(
            "rules cannot cut or join texts: look inside one with `{first} contains \"a\"`, `{first} starts with \"a\"` or `{first} ends with \"a\"`"
        ))),
        ("datevalue" | "todate" | "parsedate" | "cast", [text, ..]) => alone(Near(format!(
            "write a date without quotation marks, such as `2026-01-31`, instead of {text}"
        ))),
        ("rand" | "random" | "randbetween", _) => whole(Near(
            "to pick customers at random, declare the gift with `for 10% of customers`".to_owned(),
        )),
        ("ntile" | "percentile" | "percentilerank" | "percentrank", [_, ..]) => {
            alone(Near(format!(
                "use `quintile({first})` for fifths of all customers, or `rank({first})` for positions"
            )))
        }
        (
            "vlookup" | "xlookup" | "hlookup" | "lookup" | "index" | "indirect" | "offset"
            | "getattr" | "query",
            _,
        ) => whole(Near(
            "rules see the record of one customer: declare the value as a field under `customer`"
                .to_owned(),
        )),
        ("if", [condition, _, ..]) => {
            let deed = super::english::deed(spot);
            let rule = format!("when {condition} {deed}");
            let good = parse(Rule::lone_statements, &rule).is_ok();
            let condition = super::english::example(spot.names);
            let rule = if good { rule } else { format!("when {condition} {deed}") };
            let each = "a value cannot depend on a condition: write a rule for each case";
            whole(Near(format!("{each}, such as `{rule}`")))
        }
        ("case" | "iif" | "ifs" | "switch" | "choose", _) => whole(Near(
            "a value cannot depend on a condition: write a rule for each case".to_owned(),
        )),
        _ => None,
    }
}

/// What is counted in `DISTINCT purchases.sku`.
fn distinct(of: &str) -> Option<&str> {
    let (word, rest) = of.split_once(' ')?;
    matches!(word.to_lowercase().as_str(), "distinct" | "unique").then_some(rest)
}

/// The text and the part of it in `SEARCH("shop", email)`.
fn searched(call: &str) -> Option<(&str, &str)> {
    let (name, rest) = call.strip_suffix(')')?.split_once('(')?;
    let (part, text) = rest.split_once([',', ';'])?;
    let known = matches!(name.to_lowercase().as_str(), "search" | "find");
    (known && part.starts_with('"')).then_some((text.trim(), part.trim()))
}

/// Takes a comparison that follows along.
fn whole_if(
    call: &Call<'_>,
    compared: Option<&Compared<'_>>,
    instead: Instead,
) -> Option<(Instead, usize)> {
    Some((instead, compared.map_or(call.close, |compared| compared.last)))
}

/// `TODAY()`, and `TODAY() - joined > 365`.
fn today(spot: &Spot<'_>, call: &Call<'_>) -> Option<(Instead, usize)> {
    let minus = spot.text_at(call.close + 1) == "-" && spot.is_name(call.close + 2);
    let after = compared(spot, call.close + 2).filter(|_| minus);
    match after {
        Some(after) => {
            let date = spot.text_at(call.close + 2);
            Some((time_since(spot, "days", &[date], Some(&after))?, after.last))
        }
        // `TODAY() - 90`
        None if spot.text_at(call.close + 1) == "-"
            && spot.kind(call.close + 2) == Some(Kind::Number)
            && !numbers::is_unit(spot.text_at(call.close + 3)) =>
        {
            let days = spot.text_at(call.close + 2);
            Some((Same(format!("today - {days} days")), call.close + 2))
        }
        None => None,
    }
}

/// `DATEDIFF(today, joined) > 365`.
fn time_since(
    spot: &Spot<'_>,
    name: &str,
    args: &[&str],
    compared: Option<&Compared<'_>>,
) -> Option<Instead> {
    let bare = |arg: &str| arg.trim_matches(['"', '\'', '(', ')']).to_lowercase();
    let unit_of = |arg: &str| {
        let word = singular(&bare(arg));
        match word.as_str() {
            "d" => Some("day".to_owned()),
            "m" => Some("month".to_owned()),
            "y" | "yyyy" => Some("year".to_owned()),
            _ => numbers::is_unit(&word).then_some(word),
        }
    };
    let unit = args.iter().find_map(|arg| unit_of(arg)).unwrap_or_else(|| {
        ["month", "year", "week"]
            .iter()
            .find(|unit| name.starts_with(*unit))
            .map_or("day", |unit| unit)
            .to_owned()
    });
    let since = args.iter().find(|arg| {
        let word = bare(arg);
        let word = word.trim_end_matches("()").trim_end_matches('(');
        unit_of(arg).is_none() && !is_now(word)
    })?;
    let since = since_of(spot, since);
    let number =
        compared.filter(|compared| compared.right.bytes().all(|byte| byte.is_ascii_digit()));
    let Some(compared) = number else {
        return Some(Near(format!(
            "write `90 days since {since}`, with the length of time you mean"
        )));
    };
    let plural = if compared.right == "1" { "" } else { "s" };
    let fixed = format!("{} {unit}{plural} since {since}", compared.right);
    Some(Same(match compared.mark {
        "<" | "≤" => format!("not {fixed}"),
        _ => fixed,
    }))
}

/// What time passes since: a date, or the last of some events.
fn since_of(spot: &Spot<'_>, arg: &str) -> String {
    let inner = arg
        .trim_start_matches("last(")
        .trim_start_matches("max(")
        .trim_start_matches("MAX(")
        .trim_end_matches(')');
    let word = inner.split('.').next().unwrap_or(inner);
    match spot.names.list(word) {
        Some(list) => format!("last {}", singular(list.name)),
        None => {
            let word = word.to_lowercase();
            let named = spot.names.lists.iter().find(|list| word.contains(&singular(list.name)));
            match named.filter(|_| !spot.names.is_value(inner)) {
                Some(list) => format!("last {}", singular(list.name)),
                None => inner.trim_start_matches("customer.").to_owned(),
            }
        }
    }
}

/// The list that an argument speaks of, and its value.
fn list_of<'s>(
    spot: &'s Spot<'_>,
    arg: &'s str,
) -> Option<(&'s super::lexicon::List<'s>, Option<&'s str>)> {
    let (list, value) =
        arg.split_once('.').map_or((arg, None), |(list, value)| (list, Some(value.trim())));
    Some((spot.names.list(list.trim())?, value))
}

/// A criterion of a spreadsheet as a condition: `"web"`, `">50"`.
fn criterion(spot: &Spot<'_>, list: &super::lexicon::List<'_>, value: &str, text: &str) -> String {
    let inside = text.trim_matches('"');
    let marks = [(">=", "≥"), ("<=", "≤"), ("<>", "is not"), (">", ">"), ("<", "<"), ("=", "is")];
    let (mark, right) = marks
        .iter()
        .find_map(|(mark, with)| Some((*with, inside.strip_prefix(mark)?.trim())))
        .unwrap_or(("is", inside));
    let kind = list.attributes.iter().find(|(name, _)| *name == value).map_or("", |(_, kind)| kind);
    let number = right.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let right = match kind {
        "yes" if matches!(right.to_lowercase().as_str(), "true" | "1") => "yes".to_owned(),
        "yes" if matches!(right.to_lowercase().as_str(), "false" | "0") => "no".to_owned(),
        "money" if number => spot.names.amount(right),
        "text" => format!("\"{right}\""),
        _ => right.to_owned(),
    };
    format!("{value} {mark} {right}")
}

/// All criteria of a list, each after the value that it is about; `None` where one of them does not say which.
fn criteria(spot: &Spot<'_>, list: &super::lexicon::List<'_>, pairs: &[&str]) -> Option<String> {
    let each = pairs.chunks(2).map(|pair| {
        let [by, text] = pair else { return None };
        let (_, value) = list_of(spot, by)?;
        Some(criterion(spot, list, value?, text))
    });
    Some(match each.collect::<Option<Vec<String>>>()?.as_slice() {
        [] => String::new(),
        [one] => format!(" where {one}"),
        several => format!(" where ({})", several.join(" and ")),
    })
}

/// `COUNTIF(purchases.channel, "web") >= 3`.
fn counted(spot: &Spot<'_>, args: &[&str], compared: Option<&Compared<'_>>) -> Instead {
    let Some((list, value)) = args.first().and_then(|arg| list_of(spot, arg)) else {
        return Near("count events by their name: `3 purchases`".to_owned());
    };
    let filter = match (value, args) {
        (Some(_), [_, _, ..]) => criteria(spot, list, args),
        (None, [_, _, ..]) => None,
        _ => Some(String::new()),
    };
    let Some(filter) = filter else {
        let example = list
            .attributes
            .first()
            .map_or("at ≥ 2026-01-01".to_owned(), |(name, _)| format!("{name} is known"));
        return Near(format!(
            "say which value of each event is compared, such as `count({} where {example})`",
            list.name
        ));
    };
    let number =
        compared.filter(|compared| compared.right.bytes().all(|byte| byte.is_ascii_digit()));
    let Some(compared) = number else { return Same(format!("count({}{filter})", list.name)) };
    let how = match compared.mark {
        "≤" => "at most ",
        ">" => "more than ",
        "<" => "fewer than ",
        "is" => "exactly ",
        _ => "",
    };
    let name = match compared.right {
        "1" => singular(list.name),
        _ if list.name.ends_with('s') => list.name.to_owned(),
        _ => plural(list.name),
    };
    Same(format!("{how}{} {name}{filter}", compared.right))
}

/// `SUMIF(purchases.channel, "web", purchases.amount)`.
fn summed(spot: &Spot<'_>, name: &str, args: &[&str]) -> Option<(String, bool)> {
    let function = if name.starts_with("sum") { "sum" } else { "average" };
    // The plural form has what is summed first.
    let (of, pairs) = match (name.ends_with('s'), args) {
        (true, [of, pairs @ ..]) => (*of, pairs),
        (false, [pairs @ .., of]) if pairs.len() == 2 => (*of, pairs),
        (_, [by, ..]) => (*by, args),
        _ => return None,
    };
    let (list, _) = list_of(spot, pairs.first()?)?;
    let of = list_of(spot, of).and_then(|(_, value)| value).or_else(|| amount(list))?;
    let filter = criteria(spot, list, pairs)?;
    let money = list.attributes.iter().any(|(name, kind)| *name == of && *kind == "money");
    Some((format!("{function}({}.{of}{filter})", list.name), money))
}

/// `WEEKDAY(joined) = 1`: by its name, because Monday has another number elsewhere.
fn weekday(date: &str) -> Instead {
    Near(format!(
        "write the day by its name: `weekday of {0} is Monday`, or `weekday of {0} in (Saturday, \
         Sunday)`",
        calculations::of(date)
    ))
}

/// Other parts of a date, or those of an event.
fn calendar(spot: &Spot<'_>, args: &[&str]) -> Instead {
    if let Some((list, _)) = args.iter().find_map(|arg| list_of(spot, arg)) {
        let event = with_article(&singular(list.name));
        return Near(format!("ask it of each event: `{event} where month of at is 5`"));
    }
    let date = args.iter().find(|arg| spot.names.type_of(arg) == "date");
    let date = date.map_or("today", |date| date);
    Near(format!(
        "a date has a year, month, day, hour and weekday: `month of {date} is 5`, \
         `weekday of {date} is Monday`"
    ))
}

/// The only list whose events have a value of this name.
fn owner_of<'s>(spot: &'s Spot<'_>, name: &str) -> Option<&'s str> {
    let has =
        |list: &&super::lexicon::List<'_>| list.attributes.iter().any(|(other, _)| *other == name);
    let mut lists = spot.names.lists.iter().filter(has);
    let list = lists.next().filter(|_| !spot.names.is_value(name))?;
    lists.next().is_none().then_some(list.name)
}
