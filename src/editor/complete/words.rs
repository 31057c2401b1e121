//! Words of the language that fit, and snippets.

use super::super::block::Block;
use super::before::Before;
use super::scope::Scope;
use super::{CompletionKind as Kind, Proposal};
use crate::syntax::{ACTIONS, begins_statement, lines_of};
use crate::values::currency::Currency;
use crate::values::{Period, Unit};

pub(super) fn keywords(words: &[&str]) -> Vec<Proposal> {
    words.iter().map(|word| Proposal::new(*word, Kind::Keyword)).collect()
}

pub(super) fn snippet(label: &str, text: &str) -> Proposal {
    Proposal::new(label, Kind::Snippet).snippet(text)
}

/// The words of the language that the grammar takes. What begins a line is only proposed at the
/// beginning of one.
pub(super) fn wanted(before: &Before<'_>) -> Vec<Proposal> {
    let begins = |word: &str| Block::of(word) != Block::None || begins_statement(word);
    let words = before.begun.wanted().filter(|word| before.starts_line || !begins(word));
    words.map(|word| Proposal::new(word, Kind::Keyword)).collect()
}

pub(super) fn function(name: &str) -> Proposal {
    Proposal::new(name, Kind::Function).snippet(format!("{name}($1)"))
}

/// The units of time after a number, those first that are written most.
pub(super) fn units(before: &Before<'_>) -> Vec<Proposal> {
    let number = if before.word(0) == "calendar" { before.word(1) } else { before.word(0) };
    let ending = if number == "1" { "" } else { "s" };
    let (mut units, mut short) = (Vec::new(), Vec::new());
    for unit in Unit::ALL {
        let proposal = Proposal::new(format!("{}{ending}", unit.word()), Kind::Unit);
        if unit.is_calendar() { units.push(proposal) } else { short.push(proposal) }
    }
    units.into_iter().chain(short.into_iter().rev()).collect()
}

pub(super) fn periods() -> Vec<Proposal> {
    Period::ALL.map(|it| Proposal::new(it.word(), Kind::Unit)).to_vec()
}

/// What follows `per` where it is about time.
pub(super) fn per() -> Vec<Proposal> {
    [keywords(&["calendar"]), lengths(), periods()].concat()
}

/// Lengths of time.
pub(super) fn lengths() -> Vec<Proposal> {
    let length = |label: &str, text: &str| snippet(label, text);
    vec![
        length("30 days", "${1:30} days"),
        length("12 months", "${1:12} months"),
        length("1 year", "${1:1} year"),
    ]
}

/// An amount of money as a place of a snippet.
fn money(currency: Currency, place: usize, size: &str) -> String {
    match currency.mark() {
        // In a snippet, the mark of dollars begins a place.
        Some('$') => format!("\\$${{{place}:{size}}}"),
        Some(mark) => format!("{mark}${{{place}:{size}}}"),
        None => format!("${{{place}:{size}}} {}", currency.code()),
    }
}

pub(super) fn amount(currency: Currency) -> Proposal {
    let text = money(currency, 1, "100");
    Proposal::new(super::plain(&text), Kind::Snippet).snippet(text)
}

/// An amount of what events are worth, for which points are given.
pub(super) fn amount_of(currency: Currency) -> Proposal {
    let text = format!("{} of ", money(currency, 1, "1"));
    Proposal::new(super::plain(&text).trim_end(), Kind::Snippet).snippet(text)
}

pub(super) fn dates() -> Vec<Proposal> {
    [keywords(&["today"]), vec![day()]].concat()
}

/// A date.
pub(super) fn day() -> Proposal {
    snippet("2026-01-31", "${1:2026-01-31}")
}

/// What goes on with events.
pub(super) fn filters() -> Vec<Proposal> {
    keywords(&["where", "within", "since", "this calendar", "last calendar", "between"])
}

/// What joins conditions.
pub(super) fn joins() -> Vec<Proposal> {
    keywords(&["and", "or"])
}

/// What a condition can begin with besides names.
pub(super) fn begins_condition() -> Vec<Proposal> {
    let mut all = keywords(&["not", "no"]);
    all.extend([
        snippet("at least", "at least ${1:3} "),
        snippet("at most", "at most ${1:3} "),
        snippet("more than", "more than ${1:3} "),
        snippet("fewer than", "fewer than ${1:3} "),
        snippet("exactly", "exactly ${1:3} "),
        snippet("days in stage", "${1:30} days in stage"),
        snippet("days without", "${1:60} days without a "),
        snippet("days since", "${1:30} days since "),
        snippet("stage is", "stage is "),
        snippet("tagged", "tagged \"$1\""),
        snippet("quintile", "quintile($1) is ${2:5}"),
        snippet("rank", "rank($1) ≤ ${2:100}"),
    ]);
    all
}

/// What is asked of dates, and the dates that every customer has.
pub(super) fn of_dates() -> Vec<Proposal> {
    let mut all = keywords(&["today", "stage_since"]);
    for part in ["anniversary of", "month of", "weekday of", "year of", "day of", "hour of"] {
        all.push(snippet(part, &format!("{part} ")));
    }
    for edge in ["start of calendar", "end of calendar"] {
        all.push(snippet(edge, &format!("{edge} ${{1:month}} of ")));
    }
    all
}

pub(super) fn actions() -> Vec<Proposal> {
    let action = |word: &&str| {
        let text = match *word {
            "move" | "skip" | "invite" => format!("{word} to "),
            "tag" | "untag" => format!("{word} \"$1\""),
            word => format!("{word} "),
        };
        let label = text.trim_end_matches([' ', '"', '$', '1']).to_owned();
        Proposal::new(label, Kind::Keyword).snippet(text)
    };
    ACTIONS.iter().map(action).collect()
}

/// What a test can expect.
pub(super) fn outcomes() -> Vec<Proposal> {
    let mut all = actions();
    all.extend(keywords(&["only", "no move", "nothing", "withhold", "owed"]));
    all
}

/// The types of fields, or of attributes.
pub(super) fn types(of_fields: bool) -> Vec<Proposal> {
    let ty = |word: &str| Proposal::new(word, Kind::Type);
    let mut all = ["number", "money", "text", "yes/no", "date", "day"].map(ty).to_vec();
    all.push(ty("one of").snippet("one of (${1:a, b})"));
    if of_fields {
        all.extend(["events", "count", "set of text"].map(ty));
        all.push(ty("events with").snippet("events with ${1:amount} ${2:money}"));
    }
    all
}

/// What can be said of a gift, as far as that is not said yet.
pub(super) fn gift_options(before: &Before<'_>, currency: Currency) -> Vec<Proposal> {
    let has = |word: &str| before.block_words().any(|it| it == word);
    let mut all = vec![
        snippet("costs", &format!("costs {}", money(currency, 1, "10"))),
        snippet("worth", &format!("worth {}", money(currency, 1, "10"))),
        Proposal::new("once", Kind::Keyword),
        snippet("once per", "once per ${1:30} days"),
        Proposal::new("every time", Kind::Keyword),
        snippet("times per", "${1:3} times per ${2:30} days"),
        snippet("budget", &format!("budget {} per calendar month", money(currency, 1, "1000"))),
        snippet("at most", "at most ${1:10} per calendar month"),
        snippet("only in", "only in ($1)"),
        snippet("aims for", "aims for ${1:1 purchase} within ${2:30} days"),
        snippet("holdout", "holdout ${1:10}%"),
        snippet("fades", "fades ${1:10}%"),
        snippet("for", "for ${1:10}% of customers"),
        snippet("kept for", "kept for ${1:7} days"),
        snippet("as", "as \"$1\""),
        snippet("formerly", "formerly \"$1\""),
        snippet("to", "to \"$1\""),
    ];
    let is_alert = has("alert");
    let said = |label: &str| {
        let first = label.split(' ').next();
        first.is_some_and(|word| !matches!(word, "once" | "at" | "times") && has(word))
    };
    all.retain(|it| !said(&it.label) && (it.label != "to" || is_alert));
    all
}

/// What a line of a block can begin with.
pub(super) fn lines(scope: Scope<'_>) -> Vec<Proposal> {
    let currency = scope.reading.model.currency;
    match scope.before.block {
        Block::Stage => vec![
            snippet("after", "after ${1:3 purchases} "),
            snippet("when", "when "),
            snippet("rule", "rule \"${1:What it is about}\"\n  after ${2:3 purchases} move to $0"),
            snippet("on entering", "on entering "),
            Proposal::new("resting", Kind::Keyword).detail("customers may stay here for good"),
            snippet("capacity", "capacity ${1:100}"),
            snippet("refers", "refers ${1:1} to "),
            snippet("if leaking", "if leaking \"$1\""),
        ],
        Block::Customer => vec![
            snippet("name: type", "${1:name}: ${2:number}"),
            snippet("id from", "id from \"$1\""),
            snippet("stage from", "stage from \"$1\""),
            snippet("stage_since from", "stage_since from \"$1\""),
            snippet("tags from", "tags from \"$1\""),
            snippet("leave out when", "leave out when "),
            snippet("show", "show "),
            snippet("dates as", "dates as \"${1:dd/mm/yyyy}\""),
            snippet("times in", "times in \"${1:America/Chicago}\""),
            snippet("numbers as", "numbers as \"${1:1.234,56}\""),
            snippet("missing as", "missing as (\"${1:n/a}\")"),
        ],
        Block::Test => vec![
            snippet("on", "on ${1:2026-01-31}"),
            snippet("given", "given "),
            snippet("expect", "expect "),
            snippet("expect only", "expect only "),
            snippet("later", "later ${1:30} days"),
        ],
        Block::Score => {
            vec![snippet("add", "add ${1:10} per "), snippet("take", "take ${1:10} per ")]
        }
        Block::Balance => {
            vec![snippet("earn", "earn ${1:1} per "), snippet("spend", "spend ")]
        }
        Block::Header => vec![
            snippet("currency", "currency ${1:USD}"),
            snippet("timezone", "timezone ${1:America/Chicago}"),
            snippet("start", "start "),
            snippet("language", "language ${1:1}"),
        ],
        Block::Simulate => vec![
            snippet("enter", "${1:100} enter $0 each rotation"),
            snippet("move", "${1:75}% of $2 move to $0"),
            snippet("each in", "each in $1 brings ${2:1} to $0"),
            snippet("costs", &format!("costs {} each rotation", money(currency, 1, "1000"))),
            Proposal::new("whole people", Kind::Keyword),
        ],
        Block::Report => {
            let line = |word: &&str| match *word {
                "referred" => snippet("referred by", "referred by "),
                "verdict" => snippet("verdict on", "verdict on "),
                word => snippet(word, &format!("{word} ")),
            };
            lines_of("report").iter().map(line).collect()
        }
        Block::None
        | Block::Let
        | Block::Gift
        | Block::Limit
        | Block::Pause
        | Block::Group
        | Block::Experiment
        | Block::Text => Vec::new(),
    }
}

/// What can be declared.
pub(super) fn declarations(scope: Scope<'_>) -> Vec<Proposal> {
    let model = &scope.reading.model;
    let costs = money(model.currency, 3, "10");
    let kinds = scope.kinds().next().unwrap_or("message");
    let stage = |place: usize| model.stages.get(place).map_or("Name", |stage| stage.name.as_str());
    let promise = format!("no customer moves from {} to {}", stage(0), stage(1));
    let mut all = vec![
        snippet("stage", "stage ${1:Name} \"${2:What it means}\"\n  $0"),
        snippet("any stage", "any stage\n  $0"),
        snippet("let", "let ${1:name} = $0"),
        snippet("reward", &format!("reward ${{1:name}} \"${{2:What it is}}\" costs {costs}, once")),
        snippet("message", "message ${1:name} \"${2:What it says}\" once per ${3:30} days"),
        snippet("program", "program ${1:name} \"${2:What it is}\" once"),
        snippet("alert", "alert ${1:name} \"${2:What to do}\" to \"${3:Who does it}\""),
        snippet("limit", &format!("limit ${{1:{kinds}s}} to ${{2:2}} per ${{3:7}} days")),
        snippet("pause", &format!("pause ${{1:{kinds}s}} when $0")),
        snippet("score", "score ${1:name}\n  add ${2:10} per $0"),
        snippet("balance", "balance ${1:name}\n  earn ${2:1} per $0"),
        snippet("group", "group ${1:name} ($0)"),
        snippet("experiment", "experiment ${1:name} control ${2:50}%, ${3:other} ${4:50}%"),
        snippet("test", "test \"${1:What happens}\"\n  given $2\n  expect $0"),
        snippet("assert", &format!("assert \"${{1:{promise}}}\"")),
        snippet("simulate", "simulate \"${1:Title}\"\n  ${2:100} enter $0 each rotation"),
        snippet("report", "report\n  wheel $0"),
        snippet("use", "use \"${1:shared.flywheel}\""),
        snippet("customer", "customer\n  ${1:name}: ${2:number}"),
        snippet("flywheel", "flywheel \"${1:Title}\"\n  currency ${2:USD}"),
    ];
    if model.stages.is_empty() {
        all.rotate_right(2);
    }
    all
}
