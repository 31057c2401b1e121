//! How everything in the data is written, as far as the rule file says it.

use std::sync::Arc;

use crate::values::Notation;
use crate::values::time::TextDates;

/// How the data writes dates, numbers and what is missing, unless a type says it for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataForms {
    /// Of dates and times in texts.
    pub dates: Arc<TextDates>,
    /// Of numbers in texts, if not as JSON writes them.
    pub notation: Option<Notation>,
    /// Texts that count as no value, without spaces around them. Empty texts always do.
    pub missing: Vec<String>,
}

impl DataForms {
    /// Whether a text says nothing: it is empty, nothing but white space, or one of the words for
    /// a missing value.
    #[inline]
    pub fn is_missing(&self, text: &str) -> bool {
        // Most texts say something, and mostly there are no such words.
        if self.missing.is_empty()
            && text.bytes().next().is_some_and(|byte| byte.is_ascii_graphic())
        {
            return false;
        }
        let text = text.trim();
        text.is_empty() || self.missing.iter().any(|word| word == text)
    }
}
