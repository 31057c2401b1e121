//! The register: every problem that can be reported, once. Each has a page in `docs/problems/`,
//! which is a part of the program.

use super::Severity;

/// A kind of problem: its stable name, how severe it is, and what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// Its stable name.
    pub id: &'static str,
    /// Its severity.
    pub severity: Severity,
    /// What it is about, in a sentence.
    pub about: &'static str,
    /// Where it occurs.
    pub subject: Subject,
}

/// Where a problem occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A rule file.
    Rules,
    /// The records of customers.
    Data,
    /// How a command was called.
    Usage,
}

impl Subject {
    /// Where it occurs, in words for a person.
    pub fn words(self) -> &'static str {
        match self {
            Subject::Rules => "in a rule file",
            Subject::Data => "in customer records",
            Subject::Usage => "in how a command was called",
        }
    }
}

impl Code {
    /// The code of this name.
    pub fn find(id: &str) -> Option<Code> {
        ALL.iter().copied().find(|code| code.id == id)
    }

    /// What it means, with a wrong example and a right one, in Markdown.
    pub fn page(self) -> &'static str {
        PAGES.iter().find(|(id, _)| *id == self.id).map_or("", |(_, page)| page)
    }
}

macro_rules! register {
    ($($subject:ident { $($name:ident $id:literal $severity:ident $about:literal;)* })*) => {
        $($(#[doc = $about] pub const $name: Code = Code {
            id: $id,
            severity: Severity::$severity,
            about: $about,
            subject: Subject::$subject,
        };)*)*

        /// Every code, in the order of the register.
        pub const ALL: &[Code] = &[$($($name),*),*];

        /// A code without a page does not build.
        const PAGES: &[(&str, &str)] = &[
            $($(($id, include_str!(concat!("../../docs/problems/", $id, ".md")))),*),*
        ];
    };
}

register! {
    Rules {
        SYNTAX "syntax" Error "Something is not written in a way that flywheel can read.";
        HABIT "habit" Error "A symbol or word from another language or tool.";
        UNCLOSED "unclosed" Error "A parenthesis or quotation mark that is opened but never closed.";
        TOO_DEEP "too-deep" Error "Parentheses or calculations are nested too deeply.";
        BAD_LITERAL "bad-literal" Error "A number, date, text or amount that is not written correctly.";
        NO_ACTION "no-action" Error "A rule that has a condition but does nothing.";
        MISPLACED "misplaced" Error "A declaration, rule or option in the wrong place.";
        UNKNOWN_FUNCTION "unknown-function" Error "A function that does not exist.";
        TWICE "twice" Error "Something is said twice that can only be said once.";
        WINDOW_TWICE "window-twice" Error "More than one window or more than one `where` on the same events.";

        USE_CYCLE "use-cycle" Error "Files that use each other in a circle.";
        USE_MISSING "use-missing" Error "A file named by `use` that cannot be read.";
        FILTER_CYCLE "door-cycle" Error "The filter of a list of events asks about that same list.";
        UNKNOWN_NAME "unknown-name" Error "A name that is not declared anywhere.";
        UNKNOWN_STAGE "unknown-stage" Error "A stage that is not declared anywhere.";
        UNKNOWN_GIFT "unknown-gift" Error "A reward, message, program or alert that is not declared anywhere.";
        UNKNOWN_EVENT "unknown-event" Error "A word for events that is not declared anywhere.";
        UNKNOWN_ATTRIBUTE "unknown-attribute" Error "Something that these events do not have.";
        UNKNOWN_VALUE "unknown-value" Error "A value that is not in the list of its `one of`.";
        UNKNOWN_SETTING "unknown-setting" Error "A currency, time zone or language version that does not exist.";
        DECLARED_TWICE "declared-twice" Error "Two declarations with the same name.";
        SHARED_WORD "shared-word" Error "One word that could mean two kinds of events.";
        BAD_PATH "bad-path" Error "A `from` path that is not written correctly.";
        TABLE_BY "table-by" Error "A list from a table that does not say whose each row is.";
        TABLE_CYCLE "table-cycle" Error "Lists from tables whose rows belong to each other in a circle.";
        BAD_DEFAULT "bad-default" Error "A default that does not fit the field.";
        BAD_FORM "bad-form" Error "A way to write dates or numbers that cannot be read.";
        BAD_RANGE "bad-range" Error "A range that ends before it begins.";
        ARM_SHARES "arm-shares" Error "Arms of an experiment that add up to more than 100%.";
        OPTION_TWICE "option-twice" Error "The same option twice on one gift, or two that contradict each other.";

        TYPES_DIFFER "types-differ" Error "Two things that cannot be compared or calculated with each other.";
        WRONG_TYPE "wrong-type" Error "A value of the wrong type.";
        NOT_A_CONDITION "not-a-condition" Error "A value where a condition is needed.";
        NOT_A_VALUE "not-a-value" Error "A list of events where a single value is needed.";
        NO_ORDER "no-order" Error "Less than or greater than, for things that have no order.";
        WRONG_CURRENCY "wrong-currency" Error "An amount in a currency other than the file's.";
        NO_DATES "no-dates" Error "A window or a `where` on something that is only a count.";
        NEVER_TRUE "never-true" Error "A condition that no customer can meet.";
        ALWAYS_TRUE "always-true" Warning "A condition that every customer meets.";
        LONG_CHAIN "long-chain" Error "A `let`, score or filter that builds on too many others, one after the other.";
        LET_CYCLE "let-cycle" Error "A `let` that is defined in terms of itself.";

        BIRTHDAY "birthday" Warning "A birthday that is compared with today: it has a year, so that is true only once.";
        FIXED_YEAR "fixed-year" Warning "A window that is about one certain year, also when the next one begins.";
        SPENT_POINTS "spent-points" Warning "A `score` whose points are spent, which a `balance` is for.";
        OVERSPENT "overspent" Warning "A rule that may give more than the points of a balance pay for.";
        LOOKS_BACK "looks-back" Warning "A window of the past for a date that may still be to come.";
        COUNTED_BUDGET "counted-budget" Warning "A `budget` or a high limit with a plain number, on gifts that cost money.";
        NOT_A_SHARE "not-a-share" Warning "A percentage or a fraction, compared with a number that cannot be one.";
        BUILT_IN_NAME "built-in-name" Warning "A field with the name of a built-in one, which is read from somewhere else.";
        FIXED_ZONE "fixed-zone" Warning "A time zone that has no daylight saving time, by the name of one that has.";
        MISSING_COST "missing-cost" Error "A cap in money on something without a cost.";
        LIMIT_IDLE "limit-idle" Warning "A limit or pause that holds nothing back.";
        LIMIT_OVERRIDDEN "limit-overridden" Warning "A limit, or how often a gift is given, that a stricter limit always comes before.";
        NEVER_GIVEN "never-given" Warning "A limit, budget or share that leaves nobody who could get a gift.";
        FULL_TOO "full-too" Error "Customers who make room would move to a stage that may also be full.";
        TWO_MOVES "two-moves" Error "More than one move in a rule.";
        MOVE_ON_ENTERING "move-on-entering" Error "A move under `on entering`.";
        MOVE_NOWHERE "move-nowhere" Error "A move to the stage where the customer already is.";
        WRONG_VERB "wrong-verb" Error "A verb that does not go with its gift, such as `notify` with a message.";
        EACH_KEY "each-key" Error "A gift for each of some events that have no key.";
        EACH_MIXED "each-mixed" Error "A gift that is given for each event in one rule and not in another.";
        EACH_ONCE "each-once" Warning "A gift for each event that is given for one event only.";
        EACH_WIDER "each-wider" Warning "A gift for each event, of which the condition asks only for some.";
        NO_STAGES "no-stages" Error "A file without a stage.";
        ONLY_A_PART "only-a-part" Error "A file without stages, for other files to use.";
        NEVER_FIRES "never-fires" Warning "Conditions that nobody can meet at once.";
        SHADOWED "shadowed" Warning "A rule that never fires, because rules before it move everybody on first.";
        CONFLICT "conflict" Warning "Two rules that want to move the same customers to different stages.";
        PING_PONG "ping-pong" Warning "Rules that move customers around between stages without end.";
        SKIPS_STAGE "skips-stage" Warning "A rule that moves customers over a stage that all of them could enter.";
        GIVEN_AGAIN "given-again" Warning "A gift that the same customers get at every run.";
        OPEN_WHEEL "open-wheel" Warning "A lifecycle that never leads back.";
        UNREACHABLE_STAGE "unreachable-stage" Warning "A stage that no customer can reach.";
        DEAD_END "dead-end" Warning "A stage with no way out.";
        NEVER_WITHHELD "never-withheld" Warning "A gift is kept for later, but nothing can withhold it.";
        UNUSED_GIFT "unused-gift" Warning "A gift that no rule gives.";
        UNUSED_LET "unused-let" Warning "A `let`, a score or an experiment that nothing uses.";
        UNUSED_ARM "unused-arm" Warning "An arm of an experiment that no rule asks for.";
        EMPTY_ARM "empty-arm" Warning "An arm of an experiment that is for 0% of the customers.";
        HIDDEN "hidden" Warning "A hidden character that turns the direction of writing.";
        LOOK_ALIKE "look-alike" Warning "Names that look the same and are not.";

        SIMULATION_IDLE "simulation-idle" Warning "A simulation that nobody enters.";
        SIMULATION_SHARE "simulation-share" Error "A simulation that moves more people out of a stage than there are.";
        SIMULATION_HALVES "simulation-halves" Error "A fraction of a person in a simulation with `whole people`.";
        SIMULATION_UNUSED "simulation-unused" Warning "A line of a simulation about a stage that nobody enters.";
        REPORT_IDLE "report-idle" Warning "A line of a `report` that leaves nothing to say.";
        TEST_FACT "test-fact" Error "Something that a test cannot say about its customer.";
        TEST_VALUE "test-value" Error "A value in a test that the field cannot have.";
        TEST_TIME "test-time" Error "A time in a test that is not fixed, goes back or is not in the calendar.";
        TEST_EXPECTS "test-expects" Error "An expectation that cannot be met, or two that contradict each other.";
        UNKNOWN_REASON "unknown-reason" Error "A reason for withholding a gift that does not exist.";
        TEST_IDLE "test-idle" Warning "A test that expects nothing.";
        TEST_TWICE "test-twice" Warning "Two tests with the same title.";
        TEST_FAILED "test-failed" Error "A test that expects something other than what the rules do.";
        BAD_QUESTION "bad-question" Error "A question about all customers that cannot be understood.";
        ASSERT_FAILED "assert-failed" Error "A promise of an `assert` line that the rules break.";
        ASSERT_NOT_PROVED "assert-not-proved" Warning "A promise of an `assert` line that may be kept or not.";
    }
    Data {
        GARBLED "garbled" Error "A record that is not valid JSON or CSV.";
        OPEN_QUOTE "open-quote" Error "A row of CSV with a quotation mark that is never closed.";
        UTF8 "utf8" Error "A record with bytes that are not UTF-8 text.";
        NESTED_TOO_DEEP "nested-too-deep" Error "A record with brackets nested deeper than in any real one.";
        TOO_LONG "too-long" Error "A record that is longer than any real one.";
        NOT_AN_OBJECT "not-an-object" Error "A record that is JSON, but not an object.";
        NO_ID "no-id" Error "A record without an id, or with an id that cannot be used.";
        WRONG_KIND "wrong-kind" Error "A value of a different kind than its field takes.";
        NOT_A_NUMBER "not-a-number" Error "A text that is not a number, where a number is needed.";
        NOT_EXACT "not-exact" Error "A number with more than 38 digits, in the record or calculated from it.";
        OUT_OF_RANGE "out-of-range" Error "A number outside the range of its field.";
        NOT_A_DATE "not-a-date" Error "A value that is not a date or time of the calendar.";
        NOT_IN_LIST "not-in-list" Error "A text that is not one of the values that its field declares.";
        NO_SUCH_STAGE "no-such-stage" Error "A record in a stage that the rules do not have.";
        HALF_CHARACTER "half-character" Error "A text with half of a character in it.";
        DUPLICATE_KEY "duplicate-key" Error "A key that appears twice in one record.";
        MISSING "missing" Error "A record without a value for a required field.";
        CELL_COUNT "cell-count" Error "A row with more or fewer cells than the header.";
        STRUCTURE "structure" Error "Something between records that does not belong there.";
        ENCODING "encoding" Error "A file that is not text.";
        COMPRESSED "compressed" Error "A gzip file that is cut short, damaged, or followed by something else.";
        CHANGED "changed" Error "A file that changed while it was being read.";
        NOT_SURVEYED "not-surveyed" Error "Customers who differ from those that were surveyed.";
        HEADER "header" Error "A first row that cannot be used as column names.";
        DUPLICATE_ID "duplicate-id" Error "A record with the same id as an earlier one.";
        ROW_OF_NOBODY "row-of-nobody" Error "A row of a table that belongs to no customer.";
        TOO_MANY_ROWS "too-many-rows" Error "A customer with more rows in tables than can be kept at once.";
        OUT_OF_CALENDAR "out-of-calendar" Error "A calculated date outside the calendar.";
        NO_PLACE "no-place" Error "A record that has nowhere to write the new stage or history.";
    }
    Usage {
        USAGE "usage" Error "A command with wrong or missing options.";
        CANNOT_READ "cannot-read" Error "A file that cannot be read.";
        CANNOT_WRITE "cannot-write" Error "A file that cannot be written.";
    }
}
