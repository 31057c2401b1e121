//! The register: every problem that can be reported about a rule file, once.

use super::Severity;

/// A kind of problem: its stable name, how grave it is, and what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    pub id: &'static str,
    pub severity: Severity,
    pub about: &'static str,
}

macro_rules! register {
    ($($name:ident $id:literal $severity:ident $about:literal;)*) => {
        $(#[doc = $about] pub const $name: Code = Code { id: $id, severity: Severity::$severity, about: $about };)*

        /// Every code, in the order of the register.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

register! {
    SYNTAX "syntax" Error "Something stands where the language expects something else.";
    HABIT "habit" Error "A mark or word from another language or tool.";
    UNCLOSED "unclosed" Error "A bracket or a quotation mark is opened and never closed.";
    TOO_DEEP "too-deep" Error "Brackets are nested deeper than anyone can read.";
    NOT_YET "not-yet" Error "A part of the language that this version does not know yet.";
    BAD_LITERAL "bad-literal" Error "A number, date, text or amount that is not written right.";
    NO_ACTION "no-action" Error "A rule that has a condition but does nothing.";
    MISPLACED "misplaced" Error "A declaration, rule or option in a place where it cannot stand.";
    UNKNOWN_FUNCTION "unknown-function" Error "A function that the language does not have.";
    TWICE "twice" Error "Something that can be said once is said twice.";
    WINDOW_TWICE "window-twice" Error "More than one window or more than one `where` on the same events.";
}
