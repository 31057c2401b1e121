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
pub(super) const ACTIONS: &[&str] =
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
    "full",
    "given",
    "highest",
    "holdout",
    "id",
    "leaking",
    "leave",
    "longest",
    "lowest",
    "only",
    "out",
    "show",
    "stage_since",
    "tags",
    "take",
    "wait",
    "ago",
    "because",
    "brings",
    "enter",
    "expect",
    "later",
    "month",
    "nothing",
    "people",
    "quintile",
    "rank",
    "rotation",
    "whole",
    "withhold",
];

/// The words that begin the lines of `score`, `test` and `simulate`. They mean nothing elsewhere.
pub(super) const LINES: &[(&str, &[&str])] = &[
    ("score", &["add", "take"]),
    ("test", &["on", "given", "later", "expect"]),
    ("simulate", &["each", "costs", "whole"]),
];

/// Whether a word can be no name.
pub(super) fn is_reserved(word: &str) -> bool {
    [DECLARATIONS, STATEMENTS, ACTIONS, CONNECTIVES].iter().any(|list| list.contains(&word))
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
    fn every_keyword_of_the_grammar_is_known() {
        let grammar = include_str!("../../grammar/flywheel.pest");
        let keywords = grammar.lines().filter(|line| line.starts_with("kw_"));
        for keyword in keywords.filter_map(|line| line.split('"').nth(1)) {
            // Articles of one letter are too short to be mistyped.
            assert!(keyword.len() == 1 || all().any(|word| word == keyword), "{keyword}");
        }
    }
}
