use crate::check::model::{self, AttributeOf, Events, Filter, Since, Window};
use crate::terms::{Function, Operator};
use crate::values::{Decimal, Value};

use super::super::{
    COST, Expr, Fold, FoldKind, FoldSource, Moment, Scope, Standing, WORTH, WindowOp,
};
use super::Lowering;

impl Lowering<'_> {
    pub(super) fn count(&mut self, events: &Events, filter: &Filter) -> Expr {
        if let Events::Count(field) = events {
            return Expr::Field(self.field(*field));
        }
        let source = self.source(events, filter);
        Expr::Fold(self.fold(Fold { source, kind: FoldKind::Count }))
    }

    pub(super) fn aggregate(
        &mut self,
        function: Function,
        different: bool,
        events: &Events,
        attribute: Option<AttributeOf>,
        filter: &Filter,
    ) -> Expr {
        let Some(attribute) = attribute else {
            return self.count(events, filter);
        };
        let mut source = self.source(events, filter);
        let of = Box::new(self.attribute_of(attribute, list_of(events)));
        let kind = match function {
            Function::Count if different => FoldKind::CountDifferent(of),
            Function::Count => {
                let known = Expr::Known(of);
                source.condition = Some(match source.condition.take() {
                    Some(condition) => Expr::All(vec![condition, known]),
                    None => known,
                });
                FoldKind::Count
            }
            Function::Sum
            | Function::Average
            | Function::Min
            | Function::Max
            | Function::First
            | Function::Last => FoldKind::Of(function, of),
        };
        Expr::Fold(self.fold(Fold { source, kind }))
    }

    pub(super) fn attribute_of(&mut self, attribute: AttributeOf, list: Option<usize>) -> Expr {
        match (attribute, list) {
            (AttributeOf::At, _) => Expr::EventTime,
            (AttributeOf::Cost, _) => Expr::Attribute(COST),
            (AttributeOf::Worth, _) => Expr::Attribute(WORTH),
            (AttributeOf::Declared(index), Some(list)) => {
                Expr::Attribute(self.attribute(list, index))
            }
            (AttributeOf::Declared(_), None) => Expr::Any(Vec::new()),
        }
    }

    pub(super) fn source(&mut self, events: &Events, filter: &Filter) -> FoldSource {
        let condition = self.with_door(events, filter.condition.as_deref());
        let window = filter.window.as_ref().map(|window| match window {
            Window::Within(duration) => WindowOp::Within(self.window(*duration)),
            Window::Since(since) => WindowOp::Since(self.moment(since, None)),
            Window::This(period) => WindowOp::This(*period),
        });
        FoldSource { scope: self.scope(events), condition, window }
    }

    /// The last event that counts, for `since last` and `without`.
    pub(super) fn last_of(&mut self, events: &Events, condition: Option<&model::Expr>) -> usize {
        let condition = self.with_door(events, condition);
        let source = FoldSource { scope: self.scope(events), condition, window: None };
        let kind = FoldKind::Of(Function::Last, Box::new(Expr::EventTime));
        self.fold(Fold { source, kind })
    }

    /// A condition on events, behind the one at the door of their list.
    pub(super) fn with_door(&mut self, events: &Events, own: Option<&model::Expr>) -> Option<Expr> {
        let list = list_of(events);
        let door = list.and_then(|list| self.model.lists[list].door.as_ref());
        let mut conditions: Vec<Expr> =
            door.into_iter().chain(own).map(|part| self.expr_of(part, list)).collect();
        match conditions.len() {
            0 | 1 => conditions.pop(),
            _ => Some(Expr::All(conditions)),
        }
    }

    pub(super) fn moment(&mut self, since: &Since, list: Option<usize>) -> Moment {
        match since {
            Since::Entering => Moment::Entering,
            Since::Last(events) => Moment::Last(self.last_of(events, None)),
            Since::At(date) => Moment::At(Box::new(self.expr_of(date, list))),
        }
    }

    pub(super) fn scope(&mut self, events: &Events) -> Scope {
        match events {
            Events::List(list) => Scope::List(self.list(*list)),
            Events::Given(gifts) => Scope::Given(gifts.clone()),
            Events::Count(_) | Events::Broken => Scope::Given(Vec::new()),
        }
    }

    /// A score is a `let` of its own: points times events, line by line.
    pub(super) fn score(&mut self, index: usize) -> usize {
        if let Some(slot) = self.score_slots[index] {
            return slot;
        }
        let mut sum: Option<Expr> = None;
        for line in &self.model.scores[index].lines {
            let points = Box::new(Expr::Constant(Value::Number(line.points)));
            let count = Box::new(self.count(&line.events, &line.filter));
            let line = Expr::Arithmetic(points, Operator::Multiply, count);
            sum = Some(match sum {
                None => line,
                Some(sum) => Expr::Arithmetic(Box::new(sum), Operator::Add, Box::new(line)),
            });
        }
        self.lets.push(sum.unwrap_or(Expr::Constant(Value::Number(Decimal::ZERO))));
        let slot = self.lets.len() - 1;
        self.score_slots[index] = Some(slot);
        slot
    }

    pub(super) fn standing(
        &mut self,
        function: crate::terms::Standing,
        value: &model::Expr,
    ) -> usize {
        let standing = Standing { function, value: self.expr(value) };
        match self.standings.iter().position(|other| *other == standing) {
            Some(slot) => slot,
            None => {
                self.standings.push(standing);
                self.standings.len() - 1
            }
        }
    }

    pub(super) fn a_let(&mut self, index: usize) -> usize {
        if let Some(slot) = self.let_slots[index] {
            return slot;
        }
        // A `let` never reaches itself, so its slot may be taken once its value stands.
        let value = self.expr(&self.model.lets[index].value);
        self.lets.push(value);
        let slot = self.lets.len() - 1;
        self.let_slots[index] = Some(slot);
        slot
    }
}

fn list_of(events: &Events) -> Option<usize> {
    match events {
        Events::List(list) => Some(*list),
        Events::Count(_) | Events::Given(_) | Events::Broken => None,
    }
}
