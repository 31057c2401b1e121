//! Events: which count, what is made of them, and the instants that time is counted from.

use crate::check::Type;
use crate::check::model::{self, AttributeOf, AttributeSource, Events, Filter, Since, Window};
use crate::problems::Span;
use crate::terms::Function;
use crate::values::Value;

use super::super::{
    Atom, Cond, CondKind, ExprKind, Fold, FoldKind, FoldSource, GrantAmount, Moment, Part, Scope,
    WindowOp,
};
use super::Lowering;

/// What stands for a value that no checked program has.
const NOTHING: ExprKind = ExprKind::Constant(Value::YesNo(false));

impl Lowering<'_> {
    /// How many events there are. `span` is where that is written, here and below.
    pub(super) fn count(&mut self, events: &Events, filter: &Filter, span: Span) -> ExprKind {
        if let Events::Count(field) = events {
            return ExprKind::Field(self.field(*field));
        }
        let fold = |lowering: &mut Self| {
            let source = lowering.source(events, filter, span);
            Fold { source, kind: FoldKind::Count }
        };
        ExprKind::Fold(self.fold(fold))
    }

    /// A function of an attribute, or of its different values.
    pub(super) fn aggregate(
        &mut self,
        (function, different): (Function, bool),
        events: &Events,
        attribute: AttributeOf,
        filter: &Filter,
        span: Span,
    ) -> ExprKind {
        let fold = |lowering: &mut Self| {
            let mut source = lowering.source(events, filter, span);
            let (kind, ty) = lowering.attribute_of(attribute, list_of(events));
            let of = lowering.expr(kind, Part::added(span, ty));
            let kind = match function {
                Function::Count if different => {
                    FoldKind::CountDifferent { of, most: lowering.different_values(ty) }
                }
                Function::Count => {
                    let known = CondKind::Atom(Atom::Known(Box::new(of)));
                    let known = lowering.cond(known, Part::added(span, Type::YesNo));
                    let conditions = source.condition.take().into_iter().chain([known]);
                    source.condition = lowering.all(conditions.collect(), span);
                    FoldKind::Count
                }
                Function::Sum => FoldKind::Sum(of),
                Function::Average => FoldKind::Average(of),
                Function::Min => FoldKind::Min(of),
                Function::Max => FoldKind::Max(of),
                Function::First => FoldKind::First(of),
                Function::Last => FoldKind::Last(of),
            };
            Fold { source, kind }
        };
        ExprKind::Fold(self.fold(fold))
    }

    /// An attribute of the current event, and of what type it is.
    pub(super) fn attribute_of(
        &mut self,
        attribute: AttributeOf,
        list: Option<usize>,
    ) -> (ExprKind, Type) {
        match (attribute, list) {
            (AttributeOf::At, _) => (ExprKind::EventTime, Type::Date),
            (AttributeOf::Cost, _) => (ExprKind::OfGrant(GrantAmount::Cost), Type::Money),
            (AttributeOf::Worth, _) => (ExprKind::OfGrant(GrantAmount::Worth), Type::Money),
            (AttributeOf::Declared(index), Some(list)) => {
                let attribute = &self.model.lists[list].attributes[index];
                let kind = match &attribute.source {
                    AttributeSource::Calculated(value) => self.value_kind(value, Some(list)),
                    AttributeSource::Record { .. } => {
                        self.attribute(list, index).map_or(NOTHING, ExprKind::Attribute)
                    }
                };
                (kind, attribute.ty)
            }
            // Only lists declare attributes.
            (AttributeOf::Declared(_), None) => (NOTHING, Type::YesNo),
        }
    }

    /// How many different values a type has, if there is a limit.
    fn different_values(&self, ty: Type) -> Option<usize> {
        match ty {
            Type::YesNo => Some(2),
            Type::Choice(choice) => Some(self.model.choices[choice].values.names().len()),
            Type::Number
            | Type::Money
            | Type::Text
            | Type::Date
            | Type::Day
            | Type::Duration
            | Type::Set
            | Type::Stage
            | Type::Broken => None,
        }
    }

    pub(super) fn source(&mut self, events: &Events, filter: &Filter, span: Span) -> FoldSource {
        let condition = self.with_list_filter(events, filter.condition.as_deref());
        let window = filter.window.as_ref().map(|window| match window {
            Window::Within(duration) => WindowOp::Within(self.window(*duration)),
            Window::Since(since) => WindowOp::Since(self.moment(since, None, span)),
            Window::This(period) => WindowOp::This(*period),
            Window::Last(period) => WindowOp::Last(*period),
            Window::Back(count, period) => WindowOp::Back(*count, *period),
            Window::Between(from, to) => {
                let [from, to] = [from, to].map(|end| Box::new(self.value(end, None)));
                WindowOp::Between(from, to)
            }
        });
        FoldSource { scope: self.scope(events), within: self.within(events), condition, window }
    }

    /// The list whose event at hand the events have to belong to.
    fn within(&mut self, events: &Events) -> Option<usize> {
        match events {
            Events::Within { of, .. } => Some(self.list(*of)),
            Events::List(_) | Events::Count(_) | Events::Given(_) | Events::Broken => None,
        }
    }

    /// The last event that counts, for `since last` and `without`.
    pub(super) fn last_of(
        &mut self,
        events: &Events,
        condition: Option<&model::Expr>,
        span: Span,
    ) -> usize {
        self.fold(|lowering| {
            let condition = lowering.with_list_filter(events, condition);
            let (scope, within) = (lowering.scope(events), lowering.within(events));
            let source = FoldSource { scope, within, condition, window: None };
            let time = lowering.expr(ExprKind::EventTime, Part::added(span, Type::Date));
            Fold { source, kind: FoldKind::Last(time) }
        })
    }

    /// A condition on events, after the filter of their list.
    fn with_list_filter(&mut self, events: &Events, own: Option<&model::Expr>) -> Option<Cond> {
        let list = list_of(events);
        let list_filter = list.and_then(|list| self.model.lists[list].list_filter.as_ref());
        let span = own.or(list_filter)?.span;
        let conditions = list_filter.into_iter().chain(own).map(|part| self.condition(part, list));
        let conditions = conditions.collect();
        self.all(conditions, span)
    }

    /// All of these: there is something to say only where there are several.
    fn all(&mut self, mut conditions: Vec<Cond>, span: Span) -> Option<Cond> {
        match conditions.len() {
            0 | 1 => conditions.pop(),
            _ => Some(self.cond(CondKind::All(conditions), Part::added(span, Type::YesNo))),
        }
    }

    pub(super) fn moment(&mut self, since: &Since, list: Option<usize>, span: Span) -> Moment {
        match since {
            Since::Entering => Moment::Entering,
            Since::Last(events) => Moment::Last(self.last_of(events, None, span)),
            Since::At(date) => Moment::At(Box::new(self.value(date, list))),
        }
    }

    pub(super) fn scope(&mut self, events: &Events) -> Scope {
        match events {
            Events::List(list) | Events::Within { list, .. } => Scope::List(self.list(*list)),
            Events::Given(gifts) => Scope::Given(gifts.clone()),
            Events::Count(_) | Events::Broken => Scope::Given(Vec::new()),
        }
    }
}

fn list_of(events: &Events) -> Option<usize> {
    match events {
        Events::List(list) | Events::Within { list, .. } => Some(*list),
        Events::Count(_) | Events::Given(_) | Events::Broken => None,
    }
}
