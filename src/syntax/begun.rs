//! What has been begun at the end of a text, and whether the grammar takes some words there.

use super::parser::{Rule, parse};
use super::recovery::too_deep;
use super::split::{self, Part};
use super::vocabulary;
use super::words::Word;

/// A name that no word of the language is.
const A_NAME: &str = "zz";

/// The part of a text that whatever is written at its end belongs to: a declaration, of which only the
/// heading and the last line, field or rule are kept. So it is short, however long the file is.
#[derive(Clone, Debug)]
pub(crate) struct Begun {
    text: String,
    /// The word that begins the declaration, empty before the first one.
    word: String,
    /// Where the declaration begins in the text.
    start: usize,
    /// Whether the grammar takes what is there so far.
    is_read: bool,
    takes_names: bool,
}

impl Begun {
    /// What the end of a text belongs to. The words are those of the text.
    pub(crate) fn at_the_end_of(text: &str, words: &[Word<'_>]) -> Begun {
        let part = split::declarations(text, words).pop();
        let part = part.unwrap_or(Part { range: 0..0, word: String::new(), head: true });
        let text = shortened(text, &part, words).unwrap_or_default();
        let (word, start) = (part.word, part.range.start);
        let mut begun = Begun { text, word, start, is_read: false, takes_names: false };
        begun.is_read = begun.reach("") >= begun.text.trim_end().len();
        begun.takes_names = begun.takes(A_NAME);
        begun
    }

    /// The word that begins the declaration, as it should be spelled, and where it is; empty before the first one.
    pub(crate) fn declaration(&self) -> (&str, usize) {
        (&self.word, self.start)
    }

    /// Whether the grammar takes everything up to here.
    pub(crate) fn is_read(&self) -> bool {
        self.is_read
    }

    /// Whether a name can come next.
    pub(crate) fn takes_names(&self) -> bool {
        self.takes_names
    }

    /// Whether some words can come next, whatever has to follow them.
    pub(crate) fn takes(&self, words: &str) -> bool {
        let words = words.trim_end();
        self.reach(words) >= self.text.len() + words.len()
    }

    /// The words of the language that can come next and that are no names there.
    pub(crate) fn wanted(&self) -> impl Iterator<Item = &'static str> {
        let may_be = |word: &&str| !self.takes_names || vocabulary::is_reserved(word);
        vocabulary::all().filter(may_be).filter(|word| self.takes(word))
    }

    /// How far the grammar takes the text with some words at its end.
    fn reach(&self, words: &str) -> usize {
        reach(&format!("{}{words}", self.text))
    }
}

/// How far the grammar takes a text.
pub(crate) fn reach(text: &str) -> usize {
    parse(Rule::lone_declarations, text).map_or_else(|stop| stop.at, |_| text.len())
}

/// The heading of a declaration and the last of its parts. Nothing where the grammar, which follows brackets
/// by recursion, may not look.
fn shortened(text: &str, part: &Part, words: &[Word<'_>]) -> Option<String> {
    let first = words.partition_point(|word| word.start < part.range.start);
    let words = words.get(first..).filter(|words| too_deep(words).is_none())?;
    let mut parts = match part.word.as_str() {
        "stage" | "any" => split::statements(part, words),
        "customer" => split::entries(part, words),
        "flywheel" => split::settings(part, words),
        "score" | "balance" | "test" | "simulate" | "report" => split::lines(part, words),
        _ => vec![part.clone()],
    };
    // The word `customer` is no part of what is split.
    let heading = match part.word.as_str() {
        "customer" => words.first().map_or(part.range.clone(), Word::range),
        _ => parts.first().map_or(part.range.clone(), |first| first.range.clone()),
    };
    let last = parts.pop().map_or(part.range.clone(), |last| last.range);
    let of = |range| text.get(range).unwrap_or_default();
    Some(match last.start < heading.end {
        true => of(part.range.clone()).to_owned(),
        false => format!("{}\n{}", of(heading), of(last)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::words;

    fn begun(text: &str) -> Begun {
        Begun::at_the_end_of(text, &words::read(text))
    }

    #[test]
    fn only_what_the_grammar_takes_can_come_next() {
        let rule = begun("stage A\n  when x tag \"y\"\n  when NPS ≥ visits ");
        assert!(rule.is_read() && !rule.takes_names());
        for (words, takes) in [
            ("and", true),
            ("move to ", true),
            ("send zz", true),
            ("days", false),
            ("≥", false),
            ("resting", false),
            ("is", false),
            ("+", true),
        ] {
            assert_eq!(rule.takes(words), takes, "{words}");
        }
        assert!(begun("group x (").takes_names());
        assert_eq!(begun("customer\n  a: set ").wanted().collect::<Vec<_>>(), ["of"]);
        assert!(!begun("stage A\n  when NPS == 9 ").is_read());
    }
}
