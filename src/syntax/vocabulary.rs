//! The words of the language, for recovery and for guesses at what was meant. The grammar is what
//! counts; a test holds these lists to it.

/// The words that begin a declaration.
pub(super) const DECLARATIONS: &[&str] = &[
    "flywheel", "customer", "let", "score", "reward", "message", "program", "alert", "limit",
    "pause", "stage", "any", "use", "test", "simulate",
];

/// The words that begin a statement of a stage.
pub(super) const STATEMENTS: &[&str] =
    &["on", "after", "when", "rule", "resting", "capacity", "refers", "if"];

/// The words that begin an action.
pub(crate) const ACTIONS: &[&str] =
    &["move", "skip", "send", "give", "offer", "grant", "invite", "notify", "tag", "untag"];

/// The words that join, and so can be no names either.
pub(super) const CONNECTIVES: &[&str] = &[
    "then", "and", "or", "not", "where", "within", "since", "without", "between", "in", "is",
    "contains",
];

/// Words that have a meaning where one is wanted, and may be names elsewhere.
pub(super) const OTHERS: &[&str] = &[
    "currency",
    "timezone",
    "start",
    "language",
    "from",
    "default",
    "required",
    "split",
    "ignoring",
    "case",
    "with",
    "key",
    "number",
    "numbers",
    "money",
    "text",
    "date",
    "dates",
    "day",
    "one",
    "count",
    "set",
    "events",
    "seconds",
    "milliseconds",
    "cents",
    "costs",
    "worth",
    "once",
    "every",
    "time",
    "times",
    "per",
    "calendar",
    "entering",
    "last",
    "exactly",
    "least",
    "most",
    "more",
    "fewer",
    "than",
    "known",
    "missing",
    "starts",
    "ends",
    "tagged",
    "anniversary",
    "different",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "quarters",
    "years",
    "this",
    "to",
    "as",
    "of",
    "at",
    "no",
    "yes",
    "for",
    "add",
    "aims",
    "an",
    "budget",
    "by",
    "customers",
    "each",
    "fades",
    "formerly",
    "full",
    "given",
    "highest",
    "holdout",
    "id",
    "kept",
    "leaking",
    "leave",
    "longest",
    "lowest",
    "only",
    "out",
    "owed",
    "show",
    "stage_since",
    "table",
    "tags",
    "take",
    "wait",
    "ago",
    "because",
    "brings",
    "enter",
    "expect",
    "experiment",
    "assert",
    "except",
    "group",
    "later",
    "month",
    "nothing",
    "people",
    "quintile",
    "rank",
    "rotation",
    "while",
    "whole",
    "withhold",
    "balance",
    "earn",
    "spend",
    "expiring",
    "floor",
    "ceil",
    "round",
    "greatest",
    "year",
    "hour",
    "weekday",
    "end",
    "next",
    "report",
    "wheel",
    "paying",
    "value",
    "margin",
    "keep",
    "source",
    "referred",
    "spending",
    "verdict",
];

/// The types of single values: the word that each begins with, and how it is written.
pub(super) const SCALAR_TYPES: &[(&str, &str)] = &[
    ("number", "number"),
    ("money", "money"),
    ("text", "text"),
    ("yes", "yes/no"),
    ("date", "date"),
    ("day", "day"),
    ("one", "one of (a, b)"),
];

/// The other types of fields, likewise.
pub(super) const OTHER_TYPES: &[(&str, &str)] =
    &[("count", "count"), ("set", "set of text"), ("events", "events")];

/// The words that begin the lines of `score`, `test`, `simulate` and `report`. They mean nothing elsewhere.
pub(super) const LINES: &[(&str, &[&str])] = &[
    ("score", &["add", "take"]),
    ("balance", &["earn", "spend"]),
    ("test", &["on", "given", "later", "expect"]),
    ("simulate", &["each", "costs", "whole"]),
    ("report", &["wheel", "paying", "value", "source", "referred", "spending", "verdict"]),
];

/// Whether a word can be no name.
pub(super) fn is_reserved(word: &str) -> bool {
    [DECLARATIONS, STATEMENTS, ACTIONS, CONNECTIVES].iter().any(|list| list.contains(&word))
}

/// Whether a word begins the type of a single value.
pub(super) fn begins_scalar_type(word: &str) -> bool {
    SCALAR_TYPES.iter().any(|(first, _)| *first == word)
}

/// Whether a word begins a type.
pub(super) fn begins_type(word: &str) -> bool {
    begins_scalar_type(word) || OTHER_TYPES.iter().any(|(first, _)| *first == word)
}

/// Whether nothing needs to stand before a word for it to be understood.
pub(super) fn begins_a_phrase(word: &str) -> bool {
    let joins = CONNECTIVES.contains(&word) && matches!(word, "and" | "or" | "not");
    joins || [DECLARATIONS, STATEMENTS, ACTIONS].iter().any(|list| list.contains(&word))
}

/// All words of the language.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    [DECLARATIONS, STATEMENTS, ACTIONS, CONNECTIVES, OTHERS].into_iter().flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parser::{Rule, parse};

    #[test]
    fn only_reserved_words_are_no_names() {
        for word in all() {
            let text = format!("let {word} = 1");
            let is_name = parse(Rule::lone_declarations, &text).is_ok();
            assert_eq!(is_name, !is_reserved(word), "{word}");
        }
    }

    #[test]
    fn every_type_of_the_grammar_is_known() {
        let grammar = include_str!("../../grammar/flywheel.pest");
        let rule =
            |line: &'static str| line.split_once('=').map(|(name, body)| (name.trim(), body));
        let rules: Vec<_> = grammar.lines().filter_map(rule).collect();
        let scalar = rules.iter().find(|(name, _)| *name == "scalar_type").expect("it is there").1;
        let mut found = 0;
        for (name, body) in rules {
            if !name.ends_with("_type") || matches!(name, "scalar_type" | "field_type") {
                continue;
            }
            let word =
                body.trim().trim_start_matches("{ kw_").split(' ').next().unwrap_or_default();
            assert!(begins_type(word), "{name} begins with {word}");
            assert_eq!(begins_scalar_type(word), scalar.contains(name), "{name}");
            found += 1;
        }
        assert_eq!(found, SCALAR_TYPES.len() + OTHER_TYPES.len());
        for (_, written) in [SCALAR_TYPES, OTHER_TYPES].concat() {
            assert!(parse(Rule::lone_entries, &format!("x: {written}")).is_ok(), "{written}");
        }
    }

    #[test]
    fn every_keyword_of_the_grammar_is_known() {
        let grammar = include_str!("../../grammar/flywheel.pest");
        let keywords = grammar.lines().filter(|line| line.starts_with("kw_"));
        for keyword in keywords.filter_map(|line| line.split('"').nth(1)) {
            // Articles of one letter are too short to be mistyped.
            assert!(keyword.len() == 1 || all().any(|word| word == keyword), "{keyword}");
        }
    }
}
