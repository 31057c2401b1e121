//! Warns of limits that a stricter one always comes before, and of gifts that a limit allows less often
//! than they say.

use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree::{self, GiftOptionKind};
use crate::terms::{Cap, HowOften};

use super::Checker;
use super::model::Limit;

impl Checker<'_> {
    /// Looks at all limits next to each other and to the gifts that they are about. `spans` are the
    /// places of what the limits allow.
    pub(super) fn judge_limits(&mut self, limits: &[Limit], spans: &[Span]) {
        for (place, limit) in limits.iter().enumerate() {
            let stricter = (0..limits.len()).find(|other| {
                let same = *other != place && limit.comes_after(&limits[*other]);
                // Of two that are the same, the second is the one too many.
                same && !(place < *other && limits[*other].comes_after(limit))
            });
            let known = |problem: &Problem| {
                problem.code == code::LIMIT_IDLE && problem.at.span == spans[place]
            };
            if let Some(other) = stricter
                && !self.problems.iter().any(known)
            {
                self.overridden(limit, &limits[other], spans[place], spans[other]);
            }
        }
        for (gift, declared) in self.file.gifts().enumerate() {
            let Some((span, HowOften::Times(times, per))) = how_often(declared) else { continue };
            let fewer = limits.iter().zip(spans).find(|(limit, _)| {
                let fewer = matches!(limit.cap, Cap::Count(cap) if cap > 0 && cap < times.into());
                fewer && limit.gifts.contains(&gift) && per.is_within(limit.per)
            });
            if let (2.., Some((_, limit))) = (times, fewer) {
                self.allowed_less_often(&declared.name.text, span, *limit);
            }
        }
    }

    /// `limit messages to 3 per 7 days`, where another limit allows 2 per 30 days.
    fn overridden(&mut self, limit: &Limit, other: &Limit, span: Span, by: Span) {
        let same = limit.gifts.len() == other.gifts.len() && limit.per == other.per;
        let (title, label, next) = match same {
            true if limit.cap == other.cap => {
                ("This limit is there twice", "again here", "first here")
            }
            true => (
                "Two limits contradict each other: only the smaller one counts",
                "this is never reached",
                "this allows no more in the same time",
            ),
            false => (
                "This limit holds nothing back: a stricter one always does",
                "this is never reached",
                "this allows no more, over at least as long a time",
            ),
        };
        let help = match same {
            true => "delete one of the two",
            false => "delete this limit, or allow more in the other one",
        };
        let problem = Problem::new(code::LIMIT_OVERRIDDEN, title, span, label);
        self.problems.push(problem.and_at(by, next).help(help));
    }

    /// `reward mug 3 times per 7 days`, where a limit allows 2.
    fn allowed_less_often(&mut self, gift: &str, span: Span, limit: Span) {
        let title = format!("Nobody gets `{gift}` as often as this: a limit allows less");
        let help = "allow more in the limit, or write a smaller number here";
        let problem = Problem::new(code::LIMIT_OVERRIDDEN, title, span, "this is never reached");
        let problem = problem.and_at(limit, "no more than this is allowed, over no shorter a time");
        self.problems.push(problem.help(help));
    }
}

impl Limit {
    /// Whether another one holds back all that this one does: it is about these gifts too, allows no more,
    /// and counts at least as far back.
    fn comes_after(&self, other: &Limit) -> bool {
        let no_more = match (self.cap, other.cap) {
            (Cap::Count(cap), Cap::Count(other)) => 0 < other && other <= cap,
            (Cap::Money(cap), Cap::Money(other)) => other <= cap,
            (Cap::Count(_), Cap::Money(_)) | (Cap::Money(_), Cap::Count(_)) => false,
        };
        let about =
            !self.gifts.is_empty() && self.gifts.iter().all(|gift| other.gifts.contains(gift));
        no_more && about && self.per.is_within(other.per)
    }
}

/// How often a gift may be given, where it says so.
fn how_often(gift: &tree::Gift) -> Option<(Span, HowOften)> {
    gift.options.iter().find_map(|option| {
        let GiftOptionKind::HowOften(how_often) = &option.kind else { return None };
        Some((option.span, *how_often))
    })
}
