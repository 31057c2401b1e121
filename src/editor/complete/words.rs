//! Words of the language that fit, and snippets.

use super::super::block::Block;
use super::before::Before;
use super::scope::Scope;
use super::{CompletionKind as Kind, Proposal};
use crate::syntax::{ACTIONS, lines_of};
use crate::values::currency::Currency;

pub(super) fn keywords(words: &[&str]) -> Vec<Proposal> {
    words.iter().map(|word| Proposal::new(*word, Kind::Keyword)).collect()
}

pub(super) fn marks(words: &[&str]) -> Vec<Proposal> {
    keywords(words)
}

pub(super) fn function(name: &str) -> Proposal {
    Proposal::new(name, Kind::Function).snippet(format!("{name}($1)"))
}

pub(super) fn units() -> Vec<Proposal> {
    let units = ["days", "weeks", "months", "quarters", "years", "hours", "minutes"];
    units.map(|unit| Proposal::new(unit, Kind::Unit)).to_vec()
}

pub(super) fn periods() -> Vec<Proposal> {
    ["day", "week", "month", "quarter", "year"].map(|it| Proposal::new(it, Kind::Unit)).to_vec()
}

pub(super) fn per(block: Block) -> Vec<Proposal> {
    match block {
        Block::Score | Block::Balance => Vec::new(),
        Block::None
        | Block::Header
        | Block::Customer
        | Block::Gift
        | Block::Stage
        | Block::Test
        | Block::Simulate
        | Block::Report
        | Block::Condition
        | Block::Other => {
            let mut all = keywords(&["calendar"]);
            all.extend(lengths());
            all.extend(periods());
            all
        }
    }
}

/// Lengths of time.
pub(super) fn lengths() -> Vec<Proposal> {
    let length = |label: &str, text: &str| Proposal::new(label, Kind::Snippet).snippet(text);
    vec![
        length("30 days", "${1:30} days"),
        length("12 months", "${1:12} months"),
        length("1 year", "${1:1} year"),
    ]
}

pub(super) fn amount(currency: Currency) -> Proposal {
    let (dollars, euros, pounds) = ("$", "€", "£");
    match currency.code() {
        "USD" => Proposal::new("$100", Kind::Snippet).snippet(format!("\\{dollars}${{1:100}}")),
        "EUR" => Proposal::new("€100", Kind::Snippet).snippet(format!("{euros}${{1:100}}")),
        "GBP" => Proposal::new("£100", Kind::Snippet).snippet(format!("{pounds}${{1:100}}")),
        code => {
            let label = format!("100 {code}");
            Proposal::new(label, Kind::Snippet).snippet(format!("${{1:100}} {code}"))
        }
    }
}

pub(super) fn dates() -> Vec<Proposal> {
    let day = Proposal::new("2026-01-31", Kind::Snippet).snippet("${1:2026-01-31}");
    [keywords(&["today"]), vec![day]].concat()
}

/// What goes on with a condition.
pub(super) fn goes_on() -> Vec<Proposal> {
    keywords(&["and", "or", "where", "within", "since"])
}

/// What a condition can begin with besides names.
pub(super) fn begins_condition() -> Vec<Proposal> {
    let snippet = |label: &str, text: &str| Proposal::new(label, Kind::Snippet).snippet(text);
    let mut all = keywords(&["not", "no"]);
    all.extend([
        snippet("at least", "at least ${1:3} "),
        snippet("days in stage", "${1:30} days in stage"),
        snippet("days without", "${1:60} days without a "),
        snippet("days since", "${1:30} days since "),
        snippet("stage is", "stage is "),
        snippet("tagged", "tagged \"$1\""),
        snippet("anniversary of", "anniversary of "),
        snippet("quintile", "quintile($1) is ${2:5}"),
        snippet("rank", "rank($1) ≤ ${2:100}"),
    ]);
    all
}

pub(super) fn actions() -> Vec<Proposal> {
    let snippet = |word: &&str| {
        let text = match *word {
            "move" | "skip" | "invite" => format!("{word} to "),
            "tag" | "untag" => format!("{word} \"$1\""),
            word => format!("{word} "),
        };
        let label = text.trim_end_matches([' ', '"', '$', '1']).to_owned();
        Proposal::new(label.trim_end(), Kind::Keyword).snippet(text)
    };
    ACTIONS.iter().map(snippet).collect()
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

/// What can follow the type of a field.
pub(super) fn field_options() -> Vec<Proposal> {
    let snippet = |label: &str, text: &str| Proposal::new(label, Kind::Snippet).snippet(text);
    vec![
        snippet("from", "from \"$1\""),
        snippet("default", "default "),
        Proposal::new("required", Kind::Keyword),
        snippet("with", "with ${1:amount} ${2:money}"),
        snippet("at", "at \"$1\""),
        snippet("key", "key \"$1\""),
        Proposal::new("where", Kind::Keyword),
        Proposal::new("ignoring case", Kind::Keyword),
    ]
}

/// What can be said of a gift, as far as that is not said yet.
pub(super) fn gift_options(before: &Before<'_>) -> Vec<Proposal> {
    let snippet = |label: &str, text: &str| Proposal::new(label, Kind::Snippet).snippet(text);
    let has = |word: &str| before.block_words().any(|it| it == word);
    let mut all = vec![
        snippet("costs", "costs \\$${1:10}"),
        snippet("worth", "worth \\$${1:10}"),
        Proposal::new("once", Kind::Keyword),
        snippet("once per", "once per ${1:30} days"),
        Proposal::new("every time", Kind::Keyword),
        snippet("budget", "budget \\$${1:1,000} per calendar month"),
        snippet("only in", "only in ($1)"),
        snippet("aims for", "aims for ${1:1 purchase} within ${2:30} days"),
        snippet("holdout", "holdout ${1:10}%"),
        snippet("for", "for ${1:10}% of customers"),
        snippet("kept for", "kept for ${1:7} days"),
        snippet("as", "as \"$1\""),
        snippet("to", "to \"$1\""),
    ];
    let is_alert = has("alert");
    let said =
        |label: &str| label.split(' ').next().is_some_and(|word| word != "once" && has(word));
    all.retain(|it| !said(&it.label) && (it.label != "to" || is_alert));
    all
}

/// What a line can begin with.
pub(super) fn begins_line(before: &Before<'_>, scope: Scope<'_>) -> Vec<Proposal> {
    let own = lines(before.block);
    let goes_on = match before.block {
        Block::Stage if before.is_in_condition() => [goes_on(), actions()].concat(),
        Block::Condition => goes_on(),
        Block::None
        | Block::Header
        | Block::Customer
        | Block::Gift
        | Block::Stage
        | Block::Score
        | Block::Balance
        | Block::Test
        | Block::Simulate
        | Block::Report
        | Block::Other => Vec::new(),
    };
    let is_first = scope.reading.model.stages.is_empty();
    match before.is_outside {
        true => [declarations(is_first), own].concat(),
        false => [goes_on, own].concat(),
    }
}

/// What a line of a block can begin with.
fn lines(block: Block) -> Vec<Proposal> {
    let snippet = |label: &str, text: &str| Proposal::new(label, Kind::Snippet).snippet(text);
    match block {
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
            snippet("leave out when", "leave out when "),
            snippet("show", "show "),
            snippet("dates as", "dates as \"${1:dd/mm/yyyy}\""),
        ],
        Block::Test => vec![
            snippet("on", "on ${1:2026-01-31}"),
            Proposal::new("given", Kind::Keyword),
            Proposal::new("expect", Kind::Keyword),
            Proposal::new("expect only", Kind::Keyword),
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
        ],
        Block::Simulate => vec![
            snippet("enter", "${1:100} enter $0 each rotation"),
            snippet("move", "${1:75}% of $2 move to $0"),
            Proposal::new("whole people", Kind::Keyword),
        ],
        Block::Report => keywords(lines_of("report")),
        Block::None | Block::Gift | Block::Condition | Block::Other => Vec::new(),
    }
}

/// What can be declared.
fn declarations(is_first: bool) -> Vec<Proposal> {
    let snippet = |label: &str, text: &str| Proposal::new(label, Kind::Snippet).snippet(text);
    let mut all = vec![
        snippet("stage", "stage ${1:Name} \"${2:What it means}\"\n  $0"),
        snippet("any stage", "any stage\n  $0"),
        snippet("let", "let ${1:name} = $0"),
        snippet("reward", "reward ${1:name} \"${2:What it is}\" costs \\$${3:10}, once"),
        snippet("message", "message ${1:name} \"${2:What it says}\" once per ${3:30} days"),
        snippet("program", "program ${1:name} \"${2:What it is}\" once"),
        snippet("alert", "alert ${1:name} \"${2:What to do}\" to \"${3:Who does it}\""),
        snippet("limit", "limit ${1:messages} to ${2:2} per ${3:7} days"),
        snippet("pause", "pause ${1:messages} when $0"),
        snippet("score", "score ${1:name}\n  add ${2:10} per $0"),
        snippet("balance", "balance ${1:name}\n  earn ${2:1} per $0"),
        snippet("group", "group ${1:name} ($0)"),
        snippet("experiment", "experiment ${1:name} control ${2:50}%, ${3:offer} ${4:50}%"),
        snippet("test", "test \"${1:What happens}\"\n  given $2\n  expect $0"),
        snippet("assert", "assert \"${1:no customer moves from A to B}\""),
        snippet("simulate", "simulate \"${1:Title}\"\n  ${2:100} enter $0 each rotation"),
        snippet("use", "use \"${1:shared.flywheel}\""),
        snippet("customer", "customer\n  ${1:name}: ${2:number}"),
        snippet("flywheel", "flywheel \"${1:Title}\"\n  currency ${2:USD}"),
    ];
    if is_first {
        all.rotate_right(2);
    }
    all
}
