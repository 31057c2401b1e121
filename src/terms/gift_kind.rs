//! The four kinds of gifts.

/// What a gift is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GiftKind {
    /// A thing of value.
    Reward,
    /// Something to say to the customer.
    Message,
    /// Something to join.
    Program,
    /// A note to your own people.
    Alert,
}

impl GiftKind {
    /// The word with which one is declared.
    pub fn word(self) -> &'static str {
        match self {
            GiftKind::Reward => "reward",
            GiftKind::Message => "message",
            GiftKind::Program => "program",
            GiftKind::Alert => "alert",
        }
    }

    /// The usual verb for it.
    pub fn verb(self) -> &'static str {
        match self {
            GiftKind::Reward => "give",
            GiftKind::Message => "send",
            GiftKind::Program => "invite to",
            GiftKind::Alert => "notify",
        }
    }
}
