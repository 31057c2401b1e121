//! Text within XML and HTML.

use std::fmt::{self, Write};

/// A text as it may be in XML and HTML.
pub(super) struct Escaped<'t>(pub &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                // What XML does not know is a space here.
                '\u{fffe}' | '\u{ffff}' => f.write_char(' ')?,
                letter if letter.is_control() => f.write_char(' ')?,
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// The text as it may be in HTML.
pub(super) fn escaped(text: &str) -> String {
    Escaped(text).to_string()
}
