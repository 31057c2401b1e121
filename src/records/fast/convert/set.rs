//! Sets of words.

use std::borrow::Cow;

use super::text::{is_blank, written};
use crate::eval::fast::{Declined, Slot, Words};
use crate::records::fast::tokens::{Next, Token, Tokens};
use crate::records::plain::convert;
use crate::values::{folded, folded_cow};

/// The bits of the words of a list of texts, or of one text that is split.
#[inline(never)]
pub(super) fn set<'a>(
    split: Option<&str>,
    folds: bool,
    words: &Words,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    let token = tokens.token(at);
    match token.kind {
        b'[' => {
            let mut bits = 0;
            let next = tokens.each(at, |at| {
                bits |= word(folds, words, tokens, tokens.token(at))?;
                Ok(at + 1)
            })?;
            *slot = Slot::Whole(bits);
            Ok(next)
        }
        b'"' => {
            let bits = |text: &str| {
                (!is_blank(text)).then(|| match folds {
                    false => words.bits(&convert::parts(text.into(), split)),
                    true => words.bits(
                        &convert::parts(text.into(), split)
                            .into_iter()
                            .map(folded_cow)
                            .collect::<Vec<_>>(),
                    ),
                })
            };
            if let Some(bits) = bits(tokens.text(token)?) {
                *slot = Slot::Whole(bits);
            }
            Ok(at + 1)
        }
        _ => tokens.word(token, b"null"),
    }
}

/// The words of a list of texts, or of one text that is split, as they are.
#[inline(never)]
pub(super) fn words<'a>(
    split: Option<&str>,
    folds: bool,
    tokens: &Tokens<'a, '_>,
    at: u32,
    words: &mut Vec<&'a str>,
) -> Result<(), Declined> {
    let token = tokens.token(at);
    match token.kind {
        b'[' => {
            tokens.each(at, |at| {
                let word = written(tokens, tokens.token(at))?.ok_or(Declined)?;
                words.push(if folds { tokens.folded(word)? } else { word });
                Ok(at + 1)
            })?;
        }
        b'"' => {
            for part in convert::parts(tokens.text(token)?.into(), split) {
                let Cow::Borrowed(word) = part else { return Err(Declined) };
                words.push(if folds { tokens.folded(word)? } else { word });
            }
        }
        // Whether nothing is said is seen when the bits are taken.
        _ => {}
    }
    Ok(())
}

/// The bit of one text of a list.
#[inline(always)]
fn word(
    folds: bool,
    words: &Words,
    tokens: &Tokens<'_, '_>,
    token: Token,
) -> Result<i128, Declined> {
    if folds {
        return Ok(words.bit(&folded(written(tokens, token)?.ok_or(Declined)?)));
    }
    if token.kind == b'"' {
        return match tokens.inside(token) {
            Ok(range) => Ok(words.bit_in(tokens.whole(), range.start, range.end)),
            Err(Declined) => tokens.unescaped(token, |word| words.bit(word)),
        };
    }
    Ok(words.bit(written(tokens, token)?.ok_or(Declined)?))
}
