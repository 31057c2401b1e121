//! The walk over an object, from token to token.

use super::action::Action;
use super::expected::Expected;
use super::learned::LearnedLayout;
use super::visitor::Visitor;
use super::wanted::{Wanted, bit};
use crate::eval::fast::Declined;
use crate::records::fast::tokens::{Next, Tokens};

/// This many members may be left out in a row.
const LEFT_OUT: usize = 8;

/// Walks over the object at a token, gives the visitor what is wanted and checks the rest.
#[inline(always)]
pub(in crate::records::fast) fn object<'a, V: Visitor<'a>>(
    wanted: &Wanted<V::Use>,
    tokens: &Tokens<'a, '_>,
    begun: u32,
    layout: &mut LearnedLayout<V::Use>,
    visitor: &mut V,
) -> Next {
    let LearnedLayout { members, under, .. } = layout;
    let (mut at, mut expected, mut seen) = (begun + 1, &members[..], 0);
    let mut misses = 0;
    if tokens.kind(at) == b'}' {
        return Ok(at + 1);
    }
    loop {
        let closes;
        (at, closes) = match expected {
            [Expected { run: Some(run), .. }, ..] if run.is_at(tokens, at) => {
                expected = expected.get(run.members..).unwrap_or_default();
                seen = once(seen, run.names)?;
                (run.take(tokens, at, visitor)?, run.closes)
            }
            [Expected { member, run }, rest @ ..] if member.is_at(tokens, at) => {
                misses += u64::from(run.is_some());
                expected = rest;
                seen = once(seen, member.bit)?;
                let end = known_member(wanted, &member.action, tokens, at + 2, under, visitor)?;
                tokens.comma_or_brace(end)?
            }
            _ => {
                if let Some(left_out) = left_out(expected, tokens, at) {
                    expected = &expected[left_out..];
                    continue;
                }
                misses += 1;
                (at, seen) = unknown_member(wanted, tokens, at, seen, under, visitor)?;
                tokens.comma_or_brace(at)?
            }
        };
        if closes {
            break;
        }
    }
    layout.passed(1, misses);
    if misses > 0 {
        layout.learn_from(wanted, tokens, begun);
    }
    Ok(at)
}

/// Skips the value of a member whose key is known.
#[inline(always)]
fn known_member<'a, V: Visitor<'a>>(
    wanted: &Wanted<V::Use>,
    action: &Action<V::Use>,
    tokens: &Tokens<'a, '_>,
    at: u32,
    under: &mut [LearnedLayout<V::Use>],
    visitor: &mut V,
) -> Next {
    match action {
        Action::Skip => tokens.skip(at),
        Action::Take(used) => visitor.visit(*used, tokens, at),
        Action::Enter(name) => value(&wanted.under[*name], tokens, at, &mut under[*name], visitor),
    }
}

/// Walks over a member whose key has to be looked up. Says what follows, and which names came.
#[inline(never)]
fn unknown_member<'a, V: Visitor<'a>>(
    wanted: &Wanted<V::Use>,
    tokens: &Tokens<'a, '_>,
    at: u32,
    mut seen: u64,
    under: &mut [LearnedLayout<V::Use>],
    visitor: &mut V,
) -> Result<(u32, u64), Declined> {
    let begun = tokens.key(at)?;
    let key = tokens.token(at);
    let name = match tokens.inside(key) {
        Ok(key) => wanted.names.find_in(tokens.whole(), key.start, key.end),
        Err(Declined) => tokens.unescaped(key, |key| wanted.names.find(key))?,
    };
    let at = match name {
        None => tokens.skip(begun)?,
        Some(name) => {
            seen = once(seen, bit(name))?;
            value(&wanted.under[name], tokens, begun, &mut under[name], visitor)?
        }
    };
    Ok((at, seen))
}

/// Takes a value for all that it is wanted for.
#[inline(never)]
fn value<'a, V: Visitor<'a>>(
    wanted: &Wanted<V::Use>,
    tokens: &Tokens<'a, '_>,
    at: u32,
    layout: &mut LearnedLayout<V::Use>,
    visitor: &mut V,
) -> Next {
    let mut end = Err(Declined);
    for used in &wanted.uses {
        end = Ok(visitor.visit(*used, tokens, at)?);
    }
    let token = tokens.token(at);
    match token.kind {
        _ if wanted.is_leaf() => end,
        b'{' if wanted.indexes.is_empty() => object(wanted, tokens, at, layout, visitor),
        b'[' if wanted.under.is_empty() => list(wanted, tokens, at, visitor),
        b'n' => tokens.word(token, b"null"),
        b'"' if tokens.inside(token)?.is_empty() => Ok(at + 1),
        _ => Err(Declined),
    }
}

/// Walks over a list of which some places are wanted.
fn list<'a, V: Visitor<'a>>(
    wanted: &Wanted<V::Use>,
    tokens: &Tokens<'a, '_>,
    at: u32,
    visitor: &mut V,
) -> Next {
    let mut place = 0;
    tokens.each(at, |at| {
        let found = wanted.indexes.iter().find(|(index, _)| *index == place);
        place += 1;
        match found {
            Some((_, wanted)) => {
                value(wanted, tokens, at, &mut LearnedLayout::for_once(wanted), visitor)
            }
            None => tokens.skip(at),
        }
    })
}

/// How many of the expected members were left out before the one at a token.
#[inline(never)]
fn left_out<U>(expected: &[Expected<U>], tokens: &Tokens<'_, '_>, at: u32) -> Option<usize> {
    let some = expected.get(..LEFT_OUT.min(expected.len()))?;
    some.iter().position(|expected| expected.member.is_at(tokens, at))
}

/// Notes that the names of some bits came, each of which may do so only once.
#[inline(always)]
fn once(seen: u64, bits: u64) -> Result<u64, Declined> {
    if seen & bits == 0 { Ok(seen | bits) } else { Err(Declined) }
}
