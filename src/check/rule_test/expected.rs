//! What a test expects of a decision.

use crate::check::Checker;
use crate::check::model::{Expected, Outcome, OutcomeKind};
use crate::check::stage::kind_of;
use crate::check::suggest;
use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree::{self, ActionKind, Name};
use crate::terms::GiftKind;

/// Why a gift can be withheld, as decisions write it.
const REASONS: [&str; 6] = ["pause", "repeat", "unknown", "limit", "holdout", "budget"];

impl Checker<'_> {
    pub(super) fn expected(&mut self, only: bool, outcomes: &[tree::Outcome]) -> Expected {
        let outcomes: Vec<Outcome> = outcomes
            .iter()
            .filter_map(|outcome| {
                Some(Outcome { span: outcome.span, kind: self.outcome(outcome)? })
            })
            .collect();
        self.contradictions(&outcomes);
        Expected { only, outcomes }
    }

    fn outcome(&mut self, outcome: &tree::Outcome) -> Option<OutcomeKind> {
        Some(match &outcome.kind {
            tree::OutcomeKind::NoMove => OutcomeKind::NoMove,
            tree::OutcomeKind::Nothing => OutcomeKind::Nothing,
            tree::OutcomeKind::Owed(gift) => {
                OutcomeKind::Owed(self.gift_named(gift, GiftKind::Reward)?)
            }
            tree::OutcomeKind::Withhold { gift, reason } => OutcomeKind::Withhold {
                gift: self.gift_named(gift, GiftKind::Reward)?,
                reason: match reason {
                    Some(reason) => Some(self.reason(reason)?),
                    None => None,
                },
            },
            tree::OutcomeKind::Action(kind, times) => {
                self.action_done(outcome.span, kind, *times)?
            }
        })
    }

    /// An action, and how many times.
    fn action_done(
        &mut self,
        span: Span,
        kind: &ActionKind,
        times: Option<tree::Times>,
    ) -> Option<OutcomeKind> {
        let counted = times.filter(|_| !matches!(kind, ActionKind::Give { .. }));
        if let Some(times) = counted {
            let title = "Only gifts can be given several times in one decision";
            let help = "remove this";
            self.refuse(code::TEST_EXPECTS, title, times.span, "this is not about a gift", help);
        }
        Some(match kind {
            ActionKind::Move { skip: _, to } => OutcomeKind::Move(self.stage_named(to)?),
            ActionKind::Give { verb, gift, each } => {
                let index = self.gift_named(gift, kind_of(*verb))?;
                self.verb(*verb, index, Span { end: gift.span.end, ..span });
                self.says_how_many(gift, each.as_ref());
                self.given_once(Span { end: gift.span.end, ..span }, index, times);
                OutcomeKind::Give(index, times.map(|times| times.count))
            }
            ActionKind::Tag(text) => OutcomeKind::Tag(text.text.clone()),
            ActionKind::Untag(text) => OutcomeKind::Untag(text.text.clone()),
            ActionKind::Broken => return None,
        })
    }

    /// Only a gift for each event of a list is given several times at the same instant.
    fn given_once(&mut self, said: Span, gift: usize, times: Option<tree::Times>) {
        let Some(times) = times.filter(|times| times.count > 1 && !self.is_for_each(gift)) else {
            return;
        };
        let name = &self.gifts[gift].name;
        let title = format!("`{name}` can only be given once in a decision");
        let help = format!(
            "write `{}`; only a gift `for each` event of a list can be given several times",
            self.written(said)
        );
        self.refuse(code::TEST_EXPECTS, title, times.span, "this cannot happen", help);
    }

    /// A test knows how many events there are.
    fn says_how_many(&mut self, gift: &Name, each: Option<&tree::ForEach>) {
        let Some(each) = each else { return };
        let title = "A test says how many are given, not for which events";
        let help = format!("write how many, for example `{} 3 times`", gift.text);
        self.refuse(code::TEST_EXPECTS, title, each.span, "how many is that?", help);
    }

    fn reason(&mut self, reason: &Name) -> Option<String> {
        if REASONS.contains(&reason.text.as_str()) {
            return Some(reason.text.clone());
        }
        let help = suggest::help(&reason.text, "reasons", REASONS);
        let title = format!("No gift is withheld because of `{}`", reason.text);
        let problem = Problem::new(code::UNKNOWN_REASON, title, reason.span, "not a reason");
        let close = suggest::closest(&reason.text, REASONS);
        self.problems.push(suggest::meant_or(problem, close, help));
        None
    }

    /// What cannot all come of one decision.
    fn contradictions(&mut self, outcomes: &[Outcome]) {
        for (place, outcome) in outcomes.iter().enumerate() {
            for other in &outcomes[..place] {
                let why = contradiction(&other.kind, &outcome.kind);
                if let Some(why) = why.or_else(|| self.both(&other.kind, &outcome.kind)) {
                    let title = "These cannot both happen";
                    self.problems.push(
                        Problem::new(code::TEST_EXPECTS, title, outcome.span, "this")
                            .and_at(other.span, "and this")
                            .help(why),
                    );
                }
            }
        }
    }

    /// A gift is given and withheld, or owed, only where it is for each event of a list.
    fn both(&self, one: &OutcomeKind, other: &OutcomeKind) -> Option<&'static str> {
        use OutcomeKind::{Give, Owed, Withhold};
        let ((Give(a, _), Withhold { gift: b, .. } | Owed(b))
        | (Withhold { gift: b, .. } | Owed(b), Give(a, _))) = (one, other)
        else {
            return None;
        };
        let apart = a == b && !self.is_for_each(*a);
        apart.then_some("a gift is either given or withheld")
    }
}

/// Why two outcomes exclude each other, if they do.
fn contradiction(one: &OutcomeKind, other: &OutcomeKind) -> Option<&'static str> {
    use OutcomeKind::{Give, Move, NoMove, Nothing, Owed, Tag, Untag, Withhold};
    match (one, other) {
        (Nothing, Nothing) => Some("write it once"),
        // A gift that is held back is nothing that happens.
        (Nothing, NoMove | Owed(_) | Withhold { .. })
        | (NoMove | Owed(_) | Withhold { .. }, Nothing) => None,
        (Nothing, Move(_) | Give(..) | Tag(_) | Untag(_))
        | (Move(_) | Give(..) | Tag(_) | Untag(_), Nothing) => {
            Some("`nothing` goes alone: remove it, or remove the rest")
        }
        (Move(_), NoMove) | (NoMove, Move(_)) => Some("keep the one you mean"),
        (Move(a), Move(b)) if a != b => {
            Some("a decision moves a customer once: put the second move in its own `expect`")
        }
        (Give(a, Some(times)), Give(b, Some(others))) if a == b && times != others => {
            Some("keep the number you mean")
        }
        (Tag(a), Untag(b)) | (Untag(a), Tag(b)) if a == b => {
            Some("the last change to a tag wins: keep one of these")
        }
        (
            Move(_) | Give(..) | Tag(_) | Untag(_) | NoMove | Owed(_) | Withhold { .. },
            Move(_) | Give(..) | Tag(_) | Untag(_) | NoMove | Owed(_) | Withhold { .. },
        ) => None,
    }
}
