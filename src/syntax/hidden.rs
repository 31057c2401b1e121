//! Characters in texts and comments that turn the direction of writing: what a person reads there
//! may be in another order than what is there.

use super::words::{self, Kind, Word};
use crate::problems::{Confidence, Edit, FileId, Fix, Problem, Problems, Span, register};

/// Warns of each line that has such a character in a text or a comment. Elsewhere it is a mistake,
/// which is told with the others.
pub(super) fn look(file: FileId, text: &str, words: &[Word<'_>], problems: &mut Problems) {
    let mut places: Vec<(usize, char)> =
        text.char_indices().filter(|(_, c)| words::turns(*c)).collect();
    if places.is_empty() {
        return;
    }
    places.retain(|(at, _)| {
        let before = words.partition_point(|word| word.start <= *at);
        let word = before.checked_sub(1).and_then(|before| words.get(before));
        !word.is_some_and(|word| word.kind == Kind::Hidden && *at < word.end())
    });
    let line = |at: usize| text[..at].rfind('\n').map_or(0, |at| at + 1);
    for places in places.chunk_by(|(a, _), (b, _)| !text[*a..*b].contains('\n')) {
        let Some((at, character)) = places.first() else { continue };
        let span = |(at, c): &(usize, char)| Span::new(file, *at, at + c.len_utf8());
        let edit = |place| Edit { span: span(place), text: String::new() };
        let fix = Fix { edits: places.iter().map(edit).collect(), confidence: Confidence::Likely };
        let comment = text[line(*at)..*at].contains('#');
        let title = "A hidden character reverses the text direction";
        let label = format!("U+{:04X} is hidden here", *character as u32);
        let help = match comment {
            true => "remove it: the text after it may look like part of the rules",
            false => "remove it, unless this text is meant to be read from right to left",
        };
        let problem = Problem::new(register::HIDDEN, title, span(&(*at, *character)), label);
        problems.push(problem.help(help).fix(fix));
    }
}
