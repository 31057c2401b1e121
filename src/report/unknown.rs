//! What was not known of customers, as their records lack it.

/// What the records of customers lack as of the last day that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unknown {
    /// How many customers were looked at.
    pub customers: u64,
    /// What some of them have no value for, what keeps rules from being decided most often first.
    pub fields: Vec<UnknownField>,
}

/// Something that some customers have no value for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField {
    /// Its name in the rules.
    pub field: String,
    /// How many have no value.
    pub customers: u64,
    /// The rules that could not be decided because of it, and for how many customers, the most first.
    pub rules: Vec<(String, u64)>,
    /// Whether a pause depends on it, so that gifts are held back.
    pub pauses: bool,
}
