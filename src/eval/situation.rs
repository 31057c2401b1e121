//! A customer to be asked about, for explaining decisions.

use std::sync::Arc;

use crate::plan::{Expr, ExprKind, Grant, Moment, Node, PartId, Place, Places, Scope, StageId};
use crate::values::{Decimal, Instant, Truth};

use super::context::Context;
use super::known::Folded;
use super::row::Row;
use super::state::State;
use super::view::View;
use super::window::Since;
use super::{Answer, Evaluator, Event, Fault, Lost, Lot, Past, Prize, Record, Seen};

/// A customer as the conditions of a step find them, to be asked about one part of a rule after
/// the other: for explaining decisions. What cannot be calculated is a fault in
/// [`answer`](Situation::answer) and [`members`](Situation::members), and unknown elsewhere, because
/// deciding has reported it.
#[derive(Clone, Debug)]
pub struct Situation<'s> {
    at: &'s Evaluator,
    record: &'s Record<'s>,
    state: State<'s>,
    places: Arc<Places<'s>>,
}

impl<'s> Situation<'s> {
    /// A customer as the record has them, before any step.
    pub fn new(at: &'s Evaluator, record: &'s Record<'s>) -> Situation<'s> {
        Situation::placed(at, record, Arc::new(Places::of(&at.context.plan)))
    }

    /// The same, for those who ask many customers by one plan: it is gone through only once then, for
    /// its places.
    pub fn placed(
        at: &'s Evaluator,
        record: &'s Record<'s>,
        places: Arc<Places<'s>>,
    ) -> Situation<'s> {
        let state = State::of(record, &at.context);
        Situation { at, record, state, places }
    }

    /// The same customer as another evaluator of the same plan finds them.
    pub fn by<'o>(&'o self, other: &'o Evaluator) -> Situation<'o> {
        Situation::placed(other, self.record, Arc::clone(&self.places))
    }

    /// The evaluator that decides for them.
    pub fn evaluator(&self) -> &'s Evaluator {
        self.at
    }

    /// The id of the customer.
    pub fn id(&self) -> &str {
        &self.record.id.text
    }

    /// The stage whose rules are read: a new customer has entered the start stage.
    pub fn stage(&self) -> StageId {
        self.state.stage(&self.at.context.plan)
    }

    /// Whether they are about to enter their first stage.
    pub fn is_new(&self) -> bool {
        self.state.stage.is_none()
    }

    /// When the stage was entered, where that is known.
    pub fn stage_since(&self) -> Option<Instant> {
        self.state.stage_since
    }

    /// Whether a field, by its slot, has the value that the rules say for those without one.
    pub fn is_default(&self, field: usize) -> bool {
        self.record.defaulted.contains(&field)
    }

    /// What was given so far, in the order of the record.
    pub fn given(&self) -> &[Grant] {
        &self.state.given
    }

    /// Whether an attribute of some event is not known, by the slots of the needs; of slots that the
    /// plan does not have, it is not.
    pub fn misses(&self, list: usize, attribute: usize) -> bool {
        let events = self.record.lists.get(list).and_then(Option::as_ref);
        let column = events.and_then(|events| events.attributes.get(attribute));
        column.is_some_and(|column| column.iter().any(Option::is_none))
    }

    /// The events of a scope that have happened, repeats left out, in the order of the record;
    /// `None` if the record does not say.
    pub fn events(&self, scope: &Scope) -> Option<Vec<Event>> {
        let (view, mut events) = (self.view(), Vec::new());
        let known = view.each_row(scope, None, |row| {
            events.extend(self.event(scope, row));
            Ok(())
        });
        matches!(known, Ok(true)).then_some(events)
    }

    /// The events that a fold of the plan goes over: those that count, and those of which that is
    /// not known. `None` if the list or the window is not known, or the plan has no such fold. One
    /// within an event is asked of that event, or of one that belongs to it: `None` without it.
    ///
    /// # Errors
    /// If that cannot be calculated.
    pub fn members(
        &self,
        fold: usize,
        event: Option<Event>,
    ) -> Result<Option<Vec<(Event, Truth)>>, Fault> {
        let Some(fold) = self.at.context.plan.folds.get(fold) else { return Ok(None) };
        let (source, view) = (&fold.source, self.view());
        let row = event.and_then(|event| event.at_hand(&view));
        let Some(members) = view.members(source, row)? else { return Ok(None) };
        let event = |(row, belongs)| Some((self.event(&source.scope, row)?, belongs));
        Ok(Some(members.into_iter().filter_map(event).collect()))
    }

    /// What is left of each earning of a balance, those that end first; `None` if it is not known,
    /// or the plan has no such balance.
    pub fn lots(&self, balance: usize) -> Option<Vec<Lot<Decimal>>> {
        self.at.context.plan.balances.get(balance)?;
        self.view().lots(balance).ok().flatten()
    }

    /// How the contest for something came out for them, who wanted it and did not get it. `None` if they
    /// did not, as far as that is known.
    pub fn lost(&self, prize: Prize) -> Option<Lost<'_>> {
        self.at.context.everyone.contests.get(&prize)?.lost(self.id())
    }

    /// What a part of the plan comes to. What is within a fold is asked of one of its events, and
    /// everything else of the customer: `None` if the part is asked of the other of these, if the
    /// event is not one of the fold, or if the plan has no such part.
    ///
    /// ```text
    /// when count(purchases where amount > 10) ≥ 3
    ///      │                     └── an event ──┘
    ///      └────────────── the customer ────────┘
    /// ```
    ///
    /// # Errors
    /// If it cannot be calculated.
    pub fn answer(&self, part: PartId, event: Option<Event>) -> Option<Result<Answer<'_>, Fault>> {
        self.ask(&self.view(), part, event)
    }

    /// The same of several parts that are asked of the customer: what they are made of is worked out
    /// once.
    pub fn answers(
        &self,
        parts: impl IntoIterator<Item = PartId>,
    ) -> Vec<Option<Result<Answer<'_>, Fault>>> {
        let view = self.view();
        parts.into_iter().map(|part| self.ask(&view, part, None)).collect()
    }

    /// Whether a condition holds; one that cannot be calculated is unknown, because deciding has
    /// reported it. `None` if [`answer`](Situation::answer) says so, or the part is a value.
    pub fn truth(&self, part: PartId, event: Option<Event>) -> Option<Truth> {
        truth_of(self.answer(part, event)?)
    }

    /// The same of several conditions that are asked of the customer, each when it is asked for: what
    /// they are made of is worked out once.
    pub fn truths<'q>(
        &'q self,
        parts: impl IntoIterator<Item = PartId> + 'q,
    ) -> impl Iterator<Item = Option<Truth>> + 'q {
        let view = self.view();
        parts.into_iter().map(move |part| truth_of(self.ask(&view, part, None)?))
    }

    /// What a value is, as a message for a person says it, likewise.
    pub fn seen(&self, part: PartId, event: Option<Event>) -> Option<Seen<'_>> {
        match self.answer(part, event)? {
            Ok(Answer::Value(seen)) => Some(seen),
            Ok(Answer::Truth(_)) => None,
            Err(_) => Some(Seen::Unknown),
        }
    }

    /// When a moment of the plan was that time is counted from, likewise. One that has no date of
    /// its own is asked of the customer.
    pub fn past(&self, moment: &Moment, event: Option<Event>) -> Option<Past> {
        let view = self.view();
        let since = match moment {
            Moment::At(date) => {
                let row = self.row(date.id, event, &view)?;
                match self.place(date.id)?.node {
                    Node::Value(date) => view.date(date, row),
                    Node::Condition(_) => return None,
                }
            }
            Moment::Last(fold) => {
                let within = self.at.context.plan.folds.get(*fold)?.source.within;
                if within.is_some() != event.is_some() {
                    return None;
                }
                view.last(*fold, event.and_then(|event| event.at_hand(&view)))
            }
            Moment::Entering if event.is_some() => return None,
            Moment::Entering => Ok(view.entered()),
        };
        Some(match since {
            Ok(Since::Known(instant)) => Past::At(instant),
            Ok(Since::Never) => Past::Never,
            Ok(Since::Unknown) | Err(_) => Past::Unknown,
        })
    }

    pub(super) fn context(&self) -> &'s Context {
        &self.at.context
    }

    pub(super) fn state(&self) -> &State<'s> {
        &self.state
    }

    pub(super) fn view(&self) -> View<'_> {
        View::new(&self.at.context, self.record, &self.state)
    }

    fn ask<'v>(
        &'v self,
        view: &View<'v>,
        part: PartId,
        event: Option<Event>,
    ) -> Option<Result<Answer<'v>, Fault>> {
        let row = self.row(part, event, view)?;
        Some(match self.place(part)?.node {
            Node::Condition(cond) => view.truth(cond, row).map(Answer::Truth),
            Node::Value(expr) => seen(view, expr, row).map(Answer::Value),
        })
    }

    fn place(&self, part: PartId) -> Option<Place<'s>> {
        self.places.get(part)
    }

    /// The event to ask for a part, which may be none; `None` if it is not to be asked of that.
    fn row<'v>(
        &self,
        part: PartId,
        event: Option<Event>,
        view: &View<'v>,
    ) -> Option<Option<Row<'v>>> {
        match (self.place(part)?.of, event) {
            (None, None) => Some(None),
            (Some(scope), Some(event)) => event.row(scope, view).map(Some),
            (None, Some(_)) | (Some(_), None) => None,
        }
    }

    pub(super) fn event(&self, scope: &Scope, row: Row<'_>) -> Option<Event> {
        match (row, scope) {
            (Row::Event(event), Scope::List(list)) => Some(Event::of(*list, event.index, event.at)),
            (Row::Grant(grant), Scope::Given(_)) => {
                let same = |other: &Grant| std::ptr::eq(other, grant);
                let index = self.state.given.iter().position(same)?;
                Some(Event::given(grant.gift, index, row.at()))
            }
            (Row::Event(_), Scope::Given(_)) | (Row::Grant(_), Scope::List(_)) => None,
        }
    }
}

/// Whether a condition holds; `None` if it was a value that was asked for.
fn truth_of(answer: Result<Answer<'_>, Fault>) -> Option<Truth> {
    match answer {
        Ok(Answer::Truth(truth)) => Some(truth),
        Ok(Answer::Value(_)) => None,
        Err(_) => Some(Truth::Unknown),
    }
}

/// What an expression comes to; of a count that is not certain, from where to where.
fn seen<'v>(view: &View<'v>, expr: &'v Expr, row: Option<Row<'v>>) -> Result<Seen<'v>, Fault> {
    if let ExprKind::Fold(slot) = &expr.kind
        && let Folded::Count { sure, possible } = view.fold(*slot, row)?
        && sure != possible
    {
        return Ok(Seen::Between(sure, possible));
    }
    Ok(view.value(expr, row)?.map_or(Seen::Unknown, Seen::Value))
}
