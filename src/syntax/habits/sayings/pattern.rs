//! Patterns of words: `the|a? <list> <n> times`. A word or several with `|`, which may be left out
//! where a `?` follows; in parentheses where it is kept; and slots in `<>`. `^` is the beginning of
//! a line, `$` its end, `!` an action that follows, and `&` the beginning of a condition.

use super::super::Spot;
use super::slot;
use crate::syntax::vocabulary::ACTIONS;

/// What a slot of a pattern took.
#[derive(Clone)]
pub(super) struct Taken<'p> {
    pub slot: &'p str,
    pub from: usize,
    /// The last word, included.
    pub to: usize,
}

/// A pattern that was found.
pub(super) struct Match<'p> {
    pub taken: Vec<Taken<'p>>,
    /// The word after it.
    pub end: usize,
}

impl<'p> Match<'p> {
    pub(super) fn at(spot: &Spot<'_>, at: usize, says: &'p str) -> Option<Match<'p>> {
        let mut taken = Vec::new();
        let end = goes_on(spot, at, says, &mut taken)?;
        // What is said is said on one line.
        let wraps = (at + 1..end).any(|place| spot.word(place).is_some_and(|word| word.first));
        if wraps || end == at {
            return None;
        }
        Some(Match { taken, end })
    }
}

/// The words with which a pattern can begin; an empty one where that can be any.
pub(super) fn first_words(says: &'static str) -> Vec<&'static str> {
    let mut words = Vec::new();
    for token in says.split(' ').filter(|token| !matches!(*token, "^" | "&")) {
        let optional = token.len() > 1 && token.ends_with('?');
        let token = if optional { &token[..token.len() - 1] } else { token };
        if token.starts_with('<') && token.len() > 1 {
            words.push("");
        } else {
            words.extend(alternatives(token));
        }
        if !optional {
            break;
        }
    }
    words
}

fn alternatives(token: &str) -> impl Iterator<Item = &str> {
    let kept = token.len() > 2 && token.starts_with('(');
    let token = if kept { &token[1..token.len() - 1] } else { token };
    let single = token.len() == 1;
    token.split(move |letter| letter == '|' && !single)
}

/// Where the rest of a pattern ends, if it can be read from a word on.
fn goes_on<'p>(
    spot: &Spot<'_>,
    at: usize,
    says: &'p str,
    taken: &mut Vec<Taken<'p>>,
) -> Option<usize> {
    if says.is_empty() {
        return Some(at);
    }
    let (token, rest) = says.split_once(' ').unwrap_or((says, ""));
    if let Some(token) = token.strip_suffix('?').filter(|token| !token.is_empty()) {
        let before = taken.len();
        let end = one(spot, at, token, taken).and_then(|next| goes_on(spot, next, rest, taken));
        return end.or_else(|| {
            taken.truncate(before);
            goes_on(spot, at, rest, taken)
        });
    }
    let next = one(spot, at, token, taken)?;
    goes_on(spot, next, rest, taken)
}

/// Takes one part of a pattern; the place after it.
fn one<'p>(
    spot: &Spot<'_>,
    at: usize,
    token: &'p str,
    taken: &mut Vec<Taken<'p>>,
) -> Option<usize> {
    let word = spot.word(at);
    let fits = match token {
        "^" => word.is_some_and(|word| word.first),
        "$" => word.is_none_or(|word| word.first),
        "!" => word.is_some_and(|word| ACTIONS.contains(&word.text.to_lowercase().as_str())),
        "&" => begins_condition(spot, at),
        _ => {
            let slotted = token.strip_prefix('<').and_then(|token| token.strip_suffix('>'));
            let kept = token.len() > 2 && token.starts_with('(');
            let to = match slotted {
                Some(slot) => slot::take(spot, at, slot)?,
                None => {
                    let low = written(word?.text);
                    alternatives(token).any(|other| other == low).then_some(at)?
                }
            };
            if slotted.is_some() || kept {
                taken.push(Taken { slot: slotted.unwrap_or_default(), from: at, to });
            }
            return Some(to + 1);
        }
    };
    fits.then_some(at)
}

/// A word as patterns write it: marks that mean something in a pattern have names there.
pub(super) fn written(word: &str) -> String {
    match word {
        "|" => "bar".to_owned(),
        "!" => "bang".to_owned(),
        "^" => "caret".to_owned(),
        _ => word.to_lowercase().replace('’', "'"),
    }
}

fn begins_condition(spot: &Spot<'_>, at: usize) -> bool {
    let before = spot.before(at, 1).to_lowercase();
    let joins = ["when", "after", "if", "and", "or", "not", "(", "=", "whenever", "once", "unless"];
    joins.contains(&before.as_str())
}
