//! How texts are tested.

/// What is asked of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextTest {
    /// The other is somewhere in it.
    Contains,
    /// It begins with the other.
    StartsWith,
    /// It ends with the other.
    EndsWith,
}

impl TextTest {
    /// Whether a text passes it for another.
    pub fn holds(self, text: &str, other: &str) -> bool {
        match self {
            TextTest::Contains => text.contains(other),
            TextTest::StartsWith => text.starts_with(other),
            TextTest::EndsWith => text.ends_with(other),
        }
    }
}
