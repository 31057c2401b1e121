//! What a test expects of a decision.

use crate::check::Checker;
use crate::check::model::{Expected, Outcome, OutcomeKind};
use crate::check::stage::kind_of;
use crate::check::suggest;
use crate::problems::{Problem, register as code};
use crate::syntax::tree::{self, Action, ActionKind, Name};
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
            tree::OutcomeKind::Withhold { gift, reason } => OutcomeKind::Withhold {
                gift: self.gift_named(gift, GiftKind::Reward)?,
                reason: match reason {
                    Some(reason) => Some(self.reason(reason)?),
                    None => None,
                },
            },
            tree::OutcomeKind::Action(kind) => match kind {
                ActionKind::Move { skip: _, to } => OutcomeKind::Move(self.stage_named(to)?),
                ActionKind::Give { verb, gift } => {
                    let index = self.gift_named(gift, kind_of(*verb))?;
                    let action = Action { span: outcome.span, kind: kind.clone() };
                    self.verb(*verb, index, &action);
                    OutcomeKind::Give(index)
                }
                ActionKind::Tag(text) => OutcomeKind::Tag(text.text.clone()),
                ActionKind::Untag(text) => OutcomeKind::Untag(text.text.clone()),
                ActionKind::Broken => return None,
            },
        })
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
                if let Some(why) = contradiction(&other.kind, &outcome.kind) {
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
}

/// Why two outcomes exclude each other, if they do.
fn contradiction(one: &OutcomeKind, other: &OutcomeKind) -> Option<&'static str> {
    use OutcomeKind::{Give, Move, NoMove, Nothing, Tag, Untag, Withhold};
    match (one, other) {
        (Nothing, Nothing) => Some("write it once"),
        // A gift that is held back is nothing that happens.
        (Nothing, NoMove | Withhold { .. }) | (NoMove | Withhold { .. }, Nothing) => None,
        (Nothing, Move(_) | Give(_) | Tag(_) | Untag(_))
        | (Move(_) | Give(_) | Tag(_) | Untag(_), Nothing) => {
            Some("`nothing` goes alone: remove it, or remove the rest")
        }
        (Move(_), NoMove) | (NoMove, Move(_)) => Some("keep the one you mean"),
        (Move(a), Move(b)) if a != b => {
            Some("a decision moves a customer once: put the second move in its own `expect`")
        }
        (Give(a), Withhold { gift, .. }) | (Withhold { gift, .. }, Give(a)) if a == gift => {
            Some("a gift is either given or withheld")
        }
        (Tag(a), Untag(b)) | (Untag(a), Tag(b)) if a == b => {
            Some("the last change to a tag wins: keep one of these")
        }
        (
            Move(_) | Give(_) | Tag(_) | Untag(_) | NoMove | Withhold { .. },
            Move(_) | Give(_) | Tag(_) | Untag(_) | NoMove | Withhold { .. },
        ) => None,
    }
}
