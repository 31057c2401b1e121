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
    "money",
    "text",
    "date",
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
