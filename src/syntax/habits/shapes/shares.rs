//! The arms of an experiment and their shares, however they are written: `a 0.5, b the rest`.

use super::super::{Spot, numbers};
use super::experiments::OF_GIFTS;
use crate::syntax::vocabulary::is_reserved;
use crate::syntax::words::Kind;
use crate::values::Decimal;

/// How many customers an arm is for.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Share {
    /// `40%`, and the places of its words.
    Percent(Decimal),
    /// `0.4`, `2`: a number without its mark.
    Plain(Decimal),
    /// `1/3`.
    Part(u32, u32),
    /// `the rest`, or nothing at all.
    Rest,
}

/// An arm, and the words of its share.
pub(super) struct Arm<'t> {
    pub name: &'t str,
    pub share: Share,
    /// Where the share is, or else the name.
    pub at: (usize, usize),
    /// Whether nothing at all is said of its share.
    pub silent: bool,
}

/// Arms, each with its share if it has one, and the last word of them.
pub(super) struct Arms<'t> {
    pub all: Vec<Arm<'t>>,
    pub last: usize,
}

impl<'t> Arms<'t> {
    pub(super) fn read(spot: &Spot<'t>, from: usize) -> Arms<'t> {
        let mut arms = Arms { all: Vec::new(), last: from.saturating_sub(1) };
        let mut before: Option<(Share, usize, usize)> = None;
        let mut at = from;
        while let Some(word) = spot.word(at) {
            let text = word.text;
            let free = word.kind == Kind::Word && !is_reserved(text);
            // The next line may be another declaration.
            let ends = word.first && free && !is_arm(spot, at)
                || matches!(text, "aims" | "for")
                || OF_GIFTS.contains(&text);
            let said = if ends { None } else { share(spot, at) };
            if ends {
                break;
            } else if let Some((end, share)) = said {
                match arms.all.last_mut().filter(|arm| arm.silent && before.is_none()) {
                    Some(arm) => {
                        (arm.share, arm.at, arm.silent) = (share, (at, end), false);
                    }
                    None => before = Some((share, at, end)),
                }
                at = end;
            } else if !(BETWEEN.contains(&text) || is_lead(spot, at) || of_whom(spot, at)) {
                if !free {
                    break;
                }
                let silent = before.is_none();
                let (share, start, end) = before.take().unwrap_or((Share::Rest, at, at));
                arms.all.push(Arm { name: text, share, at: (start, end), silent });
            }
            arms.last = at;
            at += 1;
        }
        // The comma before what the experiment aims for is not part of the arms.
        while arms.last >= from && spot.text_at(arms.last) == "," {
            arms.last -= 1;
        }
        arms
    }

    /// The share of each arm in percent, if together they can be right.
    pub(super) fn percents(&self) -> Option<Vec<Decimal>> {
        let hundred = Decimal::from(100i64);
        let plain = || {
            self.all.iter().filter_map(|arm| match arm.share {
                Share::Plain(number) => Some(number),
                Share::Percent(_) | Share::Part(..) | Share::Rest => None,
            })
        };
        let sum = plain().try_fold(Decimal::from(0i64), |sum, one| sum.checked_add(one).ok())?;
        let one = Decimal::from(1i64);
        let weights = plain().count() == self.all.len()
            && sum > one
            && sum <= Decimal::from(20i64)
            && plain().all(Decimal::is_whole);
        let mut percents: Vec<Option<Decimal>> = Vec::new();
        for arm in &self.all {
            percents.push(match &arm.share {
                Share::Percent(percent) => Some(*percent),
                Share::Plain(number) if weights => {
                    whole(number.checked_mul(hundred).ok()?.checked_div(sum)?.ok()?)
                }
                Share::Plain(number) if sum <= one => {
                    Some(number.checked_mul(hundred).ok()?.normalized())
                }
                Share::Plain(number) => Some(*number),
                Share::Part(part, of) => {
                    let share = Decimal::from(i64::from(*part) * 100);
                    let share = share.checked_div(Decimal::from(i64::from(*of)))?.ok()?;
                    let exact = share.checked_mul(Decimal::from(i64::from(*of))).ok()?
                        == Decimal::from(i64::from(*part) * 100);
                    if exact { Some(share.normalized()) } else { whole(share) }
                }
                Share::Rest => None,
            });
        }
        let said = percents.iter().flatten();
        let sum = said.copied().try_fold(Decimal::from(0i64), |a, b| a.checked_add(b).ok())?;
        let left = hundred.checked_sub(sum).ok()?;
        let open = percents.iter().filter(|percent| percent.is_none()).count();
        let rounded = weights || self.all.iter().any(|arm| matches!(arm.share, Share::Part(..)));
        if open > 0 {
            let each = left.checked_div(Decimal::from(open))?.ok()?;
            let each = whole(each).filter(|each| *each > Decimal::from(0i64))?;
            let mut more = left.checked_sub(each.checked_mul(Decimal::from(open)).ok()?).ok()?;
            for percent in percents.iter_mut().filter(|percent| percent.is_none()) {
                *percent = Some(each.checked_add(more).ok()?);
                more = Decimal::from(0i64);
            }
        } else if rounded && left > Decimal::from(0i64) && left <= Decimal::from(self.all.len()) {
            // What rounding leaves goes to the first.
            let first = percents.first_mut()?;
            *first = Some(first.take()?.checked_add(left).ok()?);
        }
        percents.into_iter().map(|percent| percent.map(Decimal::normalized)).collect()
    }
}

fn whole(number: Decimal) -> Option<Decimal> {
    Some(number.full(Decimal::from(1i64))?.ok()?.normalized())
}

/// What may be between arms and shares.
const BETWEEN: &[&str] = &[
    "and", "arm", "arms", "with", "variant", "(", ")", ",", ":", "=", "%", ";", "the", "is",
    "gets", "get", "vs", "/",
];

/// Whether a word only says that the next one is an arm: `group A 40%`.
fn is_lead(spot: &Spot<'_>, at: usize) -> bool {
    let leads = ["group", "arm", "variant", "bucket", "cell", "branch", "version", "option"];
    let next = spot.kind(at + 1) == Some(Kind::Word) && !is_reserved(spot.text_at(at + 1));
    leads.contains(&spot.text_at(at)) && next && share(spot, at + 1).is_none()
}

/// `of the customers`.
fn of_whom(spot: &Spot<'_>, at: usize) -> bool {
    let whom =
        ["customers", "customer", "people", "users", "traffic", "everyone", "all", "members"];
    spot.text_at(at) == "of"
        || whom.contains(&spot.text_at(at)) && {
            matches!(spot.before(at, 1), "of" | "the" | "all")
        }
}

/// `40%`, `0.4`, `1/3`, `half`, `the rest`, with its last word.
fn share(spot: &Spot<'_>, at: usize) -> Option<(usize, Share)> {
    let text = spot.text_at(at);
    if spot.kind(at) == Some(Kind::Number) {
        let number = Decimal::parse(text.as_bytes()).ok()?;
        if matches!(spot.text_at(at + 1), "%" | "percent" | "pct") {
            return Some((at + 1, Share::Percent(number)));
        }
        let of = spot.text_at(at + 2).parse::<u32>().ok().filter(|of| (1..=100).contains(of));
        if let (true, Some(of), Ok(part)) = (spot.text_at(at + 1) == "/", of, text.parse::<u32>())
            && part < of
        {
            return Some((at + 2, Share::Part(part, of)));
        }
        return Some((at, Share::Plain(number)));
    }
    let part = |word: &str| match word.trim_end_matches('s') {
        "half" => Some(2),
        "third" => Some(3),
        "quarter" => Some(4),
        "fifth" => Some(5),
        "tenth" => Some(10),
        _ => None,
    };
    if let Some(of) = part(text) {
        return Some((at, Share::Part(1, of)));
    }
    let many = numbers::from_word(text);
    if let (Some(of), Some(many)) = (part(spot.text_at(at + 1)), many) {
        return Some((at + 1, Share::Part(many.parse().ok()?, of)));
    }
    let rests = ["rest", "remaining", "remainder", "others", "everyone", "everybody", "else"];
    let lead = usize::from(text == "the");
    let rest = at + lead;
    if !rests.contains(&spot.text_at(rest)) || spot.text_at(rest + 1) == "%" {
        return None;
    }
    let percent = spot.kind(rest + 1) == Some(Kind::Number);
    let else_ = usize::from(spot.text_at(rest + 1) == "else");
    (!percent).then_some((rest + else_, Share::Rest))
}

/// Whether a line goes on with an arm: its share is near.
fn is_arm(spot: &Spot<'_>, at: usize) -> bool {
    (at + 1..at + 4).any(|near| spot.text_at(near) == "%") || spot.before(at, 1) == ","
}
