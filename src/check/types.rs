//! The types of expressions, and which of them can be compared.

/// The type of an expression. A condition is a yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Yes or no.
    YesNo,
    /// A plain number.
    Number,
    /// An amount in the currency of the file.
    Money,
    /// A text.
    Text,
    /// A moment.
    Date,
    /// A whole day of the calendar.
    Day,
    /// A length of time.
    Duration,
    /// One of a declared list of values.
    Choice(usize),
    /// A stage of the file.
    Stage,
    /// A set of texts.
    Set,
    /// Something about it is wrong and already reported: the checker says nothing more of it.
    Broken,
}

impl Type {
    /// As a person would say it.
    pub fn words(self) -> &'static str {
        match self {
            Type::YesNo => "a yes/no value",
            Type::Number => "a number",
            Type::Money => "money",
            Type::Text => "a text",
            Type::Date => "a date",
            Type::Day => "a day",
            Type::Duration => "a length of time",
            Type::Choice(_) => "one of a list of values",
            Type::Stage => "a stage",
            Type::Set => "a set of text",
            Type::Broken => "something",
        }
    }

    /// Whether something is wrong with it that has been told already.
    pub fn is_broken(self) -> bool {
        self == Type::Broken
    }

    /// A moment or a day.
    pub fn is_date(self) -> bool {
        matches!(self, Type::Date | Type::Day)
    }

    /// Whether `<` and `>` mean something.
    pub fn has_order(self) -> bool {
        match self {
            Type::Number | Type::Money | Type::Date | Type::Day | Type::Broken => true,
            Type::YesNo
            | Type::Text
            | Type::Duration
            | Type::Choice(_)
            | Type::Stage
            | Type::Set => false,
        }
    }

    /// Whether values of the two can be compared.
    pub fn matches(self, other: Type) -> bool {
        self == other
            || self.is_broken()
            || other.is_broken()
            || (self.is_date() && other.is_date())
    }

    /// Whether a plain value of the other can stand for one of this: a text is a set of one.
    pub fn takes(self, other: Type) -> bool {
        self.matches(other) || (self == Type::Set && other == Type::Text)
    }
}
