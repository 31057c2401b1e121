//! What is to be written in place of some of a text.

use std::ops::Range;

use super::edit::Edit;
use super::outline::{Located, Object, Outline};
use super::value;
use crate::values::Step;

/// What is to be written in place of some of a text, or between two bytes of it.
#[derive(Debug)]
pub(super) struct Patch<'k> {
    range: Range<usize>,
    new: String,
    /// If it is a member that the object lacks.
    member: Option<Member<'k>>,
}

/// A member that an object lacks.
#[derive(Debug)]
struct Member<'k> {
    key: &'k str,
    /// Whether the object is empty, so that no comma comes before it.
    first: bool,
}

impl<'k> Patch<'k> {
    /// What an edit does to a text: nothing, if it is to take away what is not there.
    ///
    /// # Errors
    /// If there is no place for it.
    pub(super) fn of(
        outline: &Outline<'_, '_>,
        steps: &'k [Step],
        edit: Edit<'_>,
    ) -> Result<Option<Patch<'k>>, NoPlace> {
        let patch = match (outline.locate(steps), edit) {
            (Located::Value(range), _) => {
                let new = value::json(edit, &outline.text[range.clone()]);
                Patch { range, new, member: None }
            }
            (_, Edit::Nothing(_)) => return Ok(None),
            (Located::Instead { value, step }, _) => {
                let new = nested(&steps[step..], edit).ok_or(NoPlace)?;
                Patch { range: value, new, member: None }
            }
            (Located::Inside(object), _) => {
                Patch::member(outline.text, &object, steps, edit).ok_or(NoPlace)?
            }
            (Located::Nowhere, _) => return Err(NoPlace),
        };
        Ok(Some(patch))
    }

    /// A key at the end of an object, written as its first key is.
    fn member(text: &str, object: &Object, steps: &'k [Step], edit: Edit<'_>) -> Option<Patch<'k>> {
        let (Step::Key(key), inner) = steps[object.step..].split_first()? else {
            return None;
        };
        let mut new = text[object.before_key.clone()].to_owned();
        value::text(key, &mut new);
        let colon = &text[object.colon.clone()];
        new.push_str(if colon.is_empty() { ":" } else { colon });
        new.push_str(&nested(inner, edit)?);
        let member = Some(Member { key, first: object.empty });
        Some(Patch { range: object.end..object.end, new, member })
    }

    fn key(&self) -> Option<&'k str> {
        self.member.as_ref().map(|member| member.key)
    }

    /// Puts patches in the order of the text. Whether each is about a part of its own, so that all of
    /// them come to the same as one after the other.
    pub(super) fn are_apart(patches: &mut [Patch<'_>]) -> bool {
        patches.sort_by_key(|patch| (patch.range.start, patch.range.end));
        let overlap = patches.windows(2).any(|two| two[0].range.end > two[1].range.start);
        let is_same = |one: &Patch<'_>, other: &Patch<'_>| {
            one.range == other.range && one.key().is_some() && one.key() == other.key()
        };
        let same = patches.iter().enumerate();
        !overlap && !same.into_iter().any(|(at, one)| patches[..at].iter().any(|p| is_same(p, one)))
    }

    /// Writes a text with all of them, which are in order and apart.
    pub(super) fn write(patches: &[Patch<'_>], text: &str, out: &mut Vec<u8>) {
        let mut at = 0;
        let mut last = None;
        for Patch { range, new, member } in patches {
            out.extend_from_slice(&text.as_bytes()[at..range.start]);
            if let Some(member) = member {
                if !member.first || last == Some(range.start) {
                    out.push(b',');
                }
                last = Some(range.start);
            }
            out.extend_from_slice(new.as_bytes());
            at = range.end;
        }
        out.extend_from_slice(&text.as_bytes()[at..]);
    }
}

/// A record has no place for a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoPlace;

/// The value within as many new objects as there are steps. A list cannot be made up.
pub(super) fn nested(steps: &[Step], edit: Edit<'_>) -> Option<String> {
    let Some((step, inner)) = steps.split_first() else {
        return Some(value::json(edit, ""));
    };
    let Step::Key(key) = step else {
        return None;
    };
    let mut out = "{".to_owned();
    value::text(key, &mut out);
    out.push(':');
    out.push_str(&nested(inner, edit)?);
    out.push('}');
    Some(out)
}
