//! What every customer has without being declared.

/// What every customer has without being declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// The id, which is different for every customer.
    Id,
    /// The stage that they are in.
    Stage,
    /// When they entered it.
    StageSince,
    /// Their tags.
    Tags,
    /// The history of what they were given.
    Given,
    /// What was withheld from them and is still to be given.
    Owed,
}

impl Builtin {
    /// All of them.
    pub const ALL: [Builtin; 6] = [
        Builtin::Id,
        Builtin::Stage,
        Builtin::StageSince,
        Builtin::Tags,
        Builtin::Given,
        Builtin::Owed,
    ];

    /// What rules call it.
    pub fn name(self) -> &'static str {
        match self {
            Builtin::Id => "id",
            Builtin::Stage => "stage",
            Builtin::StageSince => "stage_since",
            Builtin::Tags => "tags",
            Builtin::Given => "given",
            Builtin::Owed => "owed",
        }
    }
}
