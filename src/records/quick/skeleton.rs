use super::kinds::Kinds;
use super::tokens::Tokens;

/// The tokens of an object without lists, as they once stood.
#[derive(Clone, Debug)]
pub(super) struct Skeleton {
    kinds: Vec<Kinds>,
    /// Which of them are numbers or words.
    plain: Vec<u32>,
    length: u32,
}

impl Skeleton {
    /// `None` where there is a list in it, which may have any length.
    pub fn of(tokens: &Tokens<'_, '_>, at: u32, end: u32) -> Option<Skeleton> {
        if (at..end).any(|at| tokens.kind(at) == b'[') {
            return None;
        }
        Some(Skeleton {
            kinds: Kinds::all(tokens, at, end),
            plain: (at..end).filter(|at| tokens.is_plain(*at)).map(|plain| plain - at).collect(),
            length: end - at,
        })
    }

    /// Where it ends if it begins at a token, and if what is not looked at is right too.
    #[inline(always)]
    pub fn end(&self, tokens: &Tokens<'_, '_>, at: u32) -> Option<u32> {
        let mut eighth = at;
        for kinds in &self.kinds {
            if !kinds.are_at(tokens, eighth) {
                return None;
            }
            eighth += 8;
        }
        for plain in &self.plain {
            tokens.skip_single(at + plain).ok()?;
        }
        Some(at + self.length)
    }
}
