//! Model to plan: sugar ends here, names become slots, equal folds become one.

use std::collections::HashMap;

use crate::check::Type;
use crate::check::model::{
    self, AttributeOf, Direction, Entering, Events, ExprKind, Filter, Model, Shape, Since, Window,
};
use crate::report::Span;
use crate::syntax::tree::{self, Builtin, Comparison, Function, Operator};
use crate::values::{Decimal, Duration, Path, Value};

use super::{
    Action, AttributeNeed, Budget, Capacity, Expr, FieldNeed, Fold, FoldKind, FoldSource, Gift,
    Kind, Limit, ListNeed, MakesRoom, Moment, Needs, Pause, Plan, Rule, RuleId, Scope, Stage,
    Standing, WindowOp,
};

/// Makes the plan of a model without errors. A strict plan reads every declared field, so that
/// each is judged; otherwise only what the rules use.
pub fn lower(model: &Model, strict: bool) -> Plan {
    let mut lowering = Lowering::new(model);
    let mut rules = Vec::new();
    let stages = (0..model.stages.len()).map(|at| lowering.stage(at, &mut rules)).collect();
    let any_stage = model.any_stage.iter().enumerate().map(|(at, rule)| {
        let rule = lowering.rule(rule, format!("any stage {}", at + 1));
        push(&mut rules, rule)
    });
    let any_stage = any_stage.collect();
    let stages = lowering.capacities(stages, &mut rules);
    let gifts = model.gifts.iter().map(|gift| lowering.gift(gift)).collect();
    let limits = model.limits.iter().map(limit).collect();
    let pauses = model.pauses.iter().map(|pause| lowering.pause(pause)).collect();
    lowering.whatever_is_used(strict);
    Plan {
        title: model.title.clone(),
        currency: model.currency,
        zone: model.zone.clone(),
        start: model.start,
        stages,
        rules,
        any_stage,
        gifts,
        limits,
        pauses,
        standings: lowering.standings,
        lets: lowering.lets,
        folds: lowering.folds,
        windows: lowering.windows,
        needs: lowering.needs,
    }
}

fn push(rules: &mut Vec<Rule>, rule: Rule) -> RuleId {
    rules.push(rule);
    rules.len() - 1
}

fn limit(limit: &model::Limit) -> Limit {
    Limit { gifts: limit.gifts.clone(), cap: limit.cap, per: limit.per }
}

struct Lowering<'m> {
    model: &'m Model,
    needs: Needs,
    /// By index in the model, the slot where it is read.
    fields: Vec<Option<usize>>,
    lists: Vec<Option<usize>>,
    attributes: HashMap<(usize, usize), usize>,
    let_slots: Vec<Option<usize>>,
    lets: Vec<Expr>,
    folds: Vec<Fold>,
    fold_slots: HashMap<Fold, usize>,
    windows: Vec<Duration>,
    standings: Vec<Standing>,
    score_slots: Vec<Option<usize>>,
}

impl<'m> Lowering<'m> {
    fn new(model: &'m Model) -> Lowering<'m> {
        let builtin = |builtin: Builtin, name: &str| {
            let mapped = model.mappings.iter().find(|(other, _)| *other == builtin);
            mapped.map_or_else(|| Path::key(name), |(_, path)| path.clone())
        };
        let needs = Needs {
            id: builtin(Builtin::Id, "id"),
            stage: builtin(Builtin::Stage, "stage"),
            stage_since: builtin(Builtin::StageSince, "stage_since"),
            tags: builtin(Builtin::Tags, "tags"),
            given: builtin(Builtin::Given, "given"),
            fields: Vec::new(),
            lists: Vec::new(),
            stages: model.stages.iter().map(|stage| stage.outside.clone()).collect(),
            gifts: model.gifts.iter().map(|gift| gift.name.clone()).collect(),
            currency: model.currency,
            zone: model.zone.clone(),
        };
        Lowering {
            model,
            needs,
            fields: vec![None; model.fields.len()],
            lists: vec![None; model.lists.len()],
            attributes: HashMap::new(),
            let_slots: vec![None; model.lets.len()],
            lets: Vec::new(),
            folds: Vec::new(),
            fold_slots: HashMap::new(),
            windows: Vec::new(),
            standings: Vec::new(),
            score_slots: vec![None; model.scores.len()],
        }
    }

    /// What must be read although no rule asks: required fields, and all of them when strict.
    fn whatever_is_used(&mut self, strict: bool) {
        for (index, field) in self.model.fields.iter().enumerate() {
            if strict || field.required {
                self.field(index);
            }
        }
        for (index, list) in self.model.lists.iter().enumerate() {
            if strict || list.required {
                self.list(index);
            }
            if strict {
                for attribute in 0..list.attributes.len() {
                    self.attribute(index, attribute);
                }
            }
        }
    }

    fn stage(&mut self, index: usize, rules: &mut Vec<Rule>) -> Stage {
        let stage = &self.model.stages[index];
        let on_entering = stage.on_entering.iter();
        let on_entering = on_entering.map(|on| push(rules, entering(on, &stage.name))).collect();
        let own = stage.rules.iter().enumerate().map(|(at, rule)| {
            let rule = self.rule(rule, format!("{} {}", stage.name, at + 1));
            push(rules, rule)
        });
        let own = own.collect();
        let (name, outside) = (stage.name.clone(), stage.outside.clone());
        Stage { name, outside, on_entering, rules: own, capacity: None }
    }

    /// The capacities come last, so that the numbers of rules are those of the file.
    fn capacities(&mut self, mut stages: Vec<Stage>, rules: &mut Vec<Rule>) -> Vec<Stage> {
        for (index, stage) in self.model.stages.iter().enumerate() {
            let Some(capacity) = &stage.capacity else { continue };
            let by = capacity.by.as_ref().map(|by| self.expr(by));
            let makes_room = match &capacity.when_full {
                model::WhenFull::Wait => None,
                model::WhenFull::MoveLongest { to } => Some((Expr::StageSince, false, *to)),
                model::WhenFull::MoveBy { highest, by, to } => Some((self.expr(by), *highest, *to)),
            };
            let makes_room = makes_room.map(|(by, highest, to)| {
                let rule = push(rules, when_full(&stage.name, capacity.span, to));
                MakesRoom { by, highest, to, rule }
            });
            stages[index].capacity = Some(Capacity { count: capacity.count, by, makes_room });
        }
        stages
    }

    fn gift(&mut self, gift: &model::Gift) -> Gift {
        let budget = gift.budget.as_ref().map(|budget| Budget {
            cap: budget.cap,
            per: budget.per,
            by: budget.by.as_ref().map(|by| self.expr(by)),
        });
        Gift {
            name: gift.name.clone(),
            kind: gift.kind,
            description: gift.description.clone(),
            costs: gift.costs,
            worth: gift.worth,
            to: gift.to.clone(),
            how_often: gift.how_often,
            fades: gift.fades,
            sample: gift.sample,
            holdout: gift.holdout,
            budget,
            only_in: gift.only_in.clone(),
        }
    }

    fn pause(&mut self, pause: &model::Pause) -> Pause {
        Pause { gifts: pause.gifts.clone(), condition: self.expr(&pause.condition) }
    }

    /// A score is a `let` of its own: points times events, line by line.
    fn score(&mut self, index: usize) -> usize {
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

    fn standing(&mut self, function: tree::Standing, value: &model::Expr) -> usize {
        let standing = Standing { function, value: self.expr(value) };
        match self.standings.iter().position(|other| *other == standing) {
            Some(slot) => slot,
            None => {
                self.standings.push(standing);
                self.standings.len() - 1
            }
        }
    }

    fn rule(&mut self, rule: &model::Rule, place: String) -> Rule {
        Rule {
            label: rule.name.clone().unwrap_or(place),
            span: rule.span,
            condition: self.expr(&rule.condition),
            move_to: rule.move_to.map(|to| to.stage),
            actions: rule.actions.iter().map(action).collect(),
        }
    }

    /// The slot of a field, which is then read.
    fn field(&mut self, index: usize) -> usize {
        if let Some(slot) = self.fields[index] {
            return slot;
        }
        let field = &self.model.fields[index];
        self.needs.fields.push(FieldNeed {
            name: field.name.clone(),
            path: field.path.clone(),
            kind: self.kind(&field.shape),
            default: field.default.clone(),
            required: field.required,
        });
        let slot = self.needs.fields.len() - 1;
        self.fields[index] = Some(slot);
        slot
    }

    fn list(&mut self, index: usize) -> usize {
        if let Some(slot) = self.lists[index] {
            return slot;
        }
        let list = &self.model.lists[index];
        self.needs.lists.push(ListNeed {
            name: list.name.clone(),
            path: list.path.clone(),
            required: list.required,
            at: list.at.clone(),
            at_kind: list.at_kind,
            key: list.key.clone(),
            attributes: Vec::new(),
        });
        let slot = self.needs.lists.len() - 1;
        self.lists[index] = Some(slot);
        slot
    }

    fn attribute(&mut self, list: usize, index: usize) -> usize {
        if let Some(&slot) = self.attributes.get(&(list, index)) {
            return slot;
        }
        let attribute = &self.model.lists[list].attributes[index];
        let need = AttributeNeed {
            name: attribute.name.clone(),
            path: attribute.path.clone(),
            kind: self.kind(&attribute.shape),
        };
        let list_slot = self.list(list);
        let attributes = &mut self.needs.lists[list_slot].attributes;
        attributes.push(need);
        let slot = attributes.len() - 1;
        self.attributes.insert((list, index), slot);
        slot
    }

    fn kind(&self, shape: &Shape) -> Kind {
        match shape {
            Shape::Number { range } => {
                let range = range.as_ref().map(|(low, high)| (low.value, high.value));
                Kind::Number { range }
            }
            Shape::Count => Kind::Count,
            Shape::Money { in_cents } => Kind::Money { in_cents: *in_cents },
            Shape::Text => Kind::Text,
            Shape::YesNo => Kind::YesNo,
            Shape::Date(epoch) => Kind::Date(*epoch),
            Shape::Choice(choice) => Kind::Choice(self.model.choices[*choice].outside.clone()),
            Shape::Set { split } => Kind::Set { split: split.clone() },
        }
    }

    fn window(&mut self, duration: Duration) -> usize {
        match self.windows.iter().position(|window| *window == duration) {
            Some(slot) => slot,
            None => {
                self.windows.push(duration);
                self.windows.len() - 1
            }
        }
    }

    fn fold(&mut self, fold: Fold) -> usize {
        if let Some(&slot) = self.fold_slots.get(&fold) {
            return slot;
        }
        self.folds.push(fold.clone());
        let slot = self.folds.len() - 1;
        self.fold_slots.insert(fold, slot);
        slot
    }

    fn a_let(&mut self, index: usize) -> usize {
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

    /// An expression; names in it are the customer's.
    fn expr(&mut self, expr: &model::Expr) -> Expr {
        self.expr_of(expr, None)
    }

    /// An expression; attributes in it are those of events of `list`.
    fn expr_of(&mut self, expr: &model::Expr, list: Option<usize>) -> Expr {
        match &expr.kind {
            ExprKind::Or(parts) => Expr::Any(self.parts(parts, list)),
            ExprKind::And(parts) => Expr::All(self.parts(parts, list)),
            ExprKind::Not(inner) => Expr::Not(Box::new(self.expr_of(inner, list))),
            ExprKind::Compare(left, operator, right) => self.compare(left, *operator, right, list),
            ExprKind::Between(value, low, high) => Expr::All(vec![
                self.compare(value, Comparison::AtLeast, low, list),
                self.compare(value, Comparison::AtMost, high, list),
            ]),
            ExprKind::In(value, entries) => self.is_in(value, entries, list),
            ExprKind::Known(value, known) => {
                negated(!known, Expr::Known(Box::new(self.expr_of(value, list))))
            }
            ExprKind::EventsKnown(events, known) => {
                negated(!known, Expr::ListKnown(self.scope(events)))
            }
            ExprKind::TextTest(value, test, text) => {
                let value = Box::new(self.expr_of(value, list));
                Expr::TextTest(value, *test, Box::new(self.expr_of(text, list)))
            }
            ExprKind::SetContains(set, text) => {
                let set = Box::new(self.expr_of(set, list));
                Expr::Contains(set, Box::new(self.expr_of(text, list)))
            }
            ExprKind::Anniversary(date) => {
                let day = self.day(date, list);
                Expr::Anniversary(Box::new(day))
            }
            ExprKind::Quantity { how, count, events, filter } => {
                let number = self.count(events, filter);
                let wanted = Expr::Constant(Value::Number(*count));
                Expr::Compare(Box::new(number), *how, Box::new(wanted))
            }
            ExprKind::Elapsed { duration, since } => {
                let since = self.moment(since, list);
                Expr::Elapsed { window: self.window(*duration), since }
            }
            ExprKind::Without { duration, events, condition } => {
                let fold = self.last_of(events, condition.as_deref());
                Expr::Without { window: self.window(*duration), fold }
            }
            ExprKind::Aggregate { function, different, events, attribute, filter } => {
                self.aggregate(*function, *different, events, *attribute, filter)
            }
            ExprKind::Arithmetic(left, operator, right) => {
                let left = Box::new(self.expr_of(left, list));
                Expr::Arithmetic(left, *operator, Box::new(self.expr_of(right, list)))
            }
            ExprKind::Shift(from, by, direction) => Expr::Shift {
                from: Box::new(self.expr_of(from, list)),
                by: *by,
                later: *direction == Direction::Later,
            },
            ExprKind::Negative(inner) => Expr::Negative(Box::new(self.expr_of(inner, list))),
            ExprKind::Constant(value) => Expr::Constant(value.clone()),
            ExprKind::Field(field) => Expr::Field(self.field(*field)),
            ExprKind::Let(index) => Expr::Let(self.a_let(*index)),
            ExprKind::Score(index) => Expr::Let(self.score(*index)),
            ExprKind::Standing(function, value) => Expr::Standing(self.standing(*function, value)),
            ExprKind::Attribute(attribute) => self.attribute_of(*attribute, list),
            ExprKind::Stage => Expr::Stage,
            ExprKind::StageSince => Expr::StageSince,
            ExprKind::Tags => Expr::Tags,
            ExprKind::Today => Expr::Today,
            // Durations stand only where they are added; broken parts never come this far.
            ExprKind::Duration(_) | ExprKind::Broken => Expr::Any(Vec::new()),
        }
    }

    fn parts(&mut self, parts: &[model::Expr], list: Option<usize>) -> Vec<Expr> {
        parts.iter().map(|part| self.expr_of(part, list)).collect()
    }

    /// Beside a day, a time counts as its day.
    fn compare(
        &mut self,
        left: &model::Expr,
        operator: Comparison,
        right: &model::Expr,
        list: Option<usize>,
    ) -> Expr {
        let by_day = left.ty != right.ty && left.ty.is_date() && right.ty.is_date();
        let (left, right) = if by_day {
            (self.day(left, list), self.day(right, list))
        } else {
            (self.expr_of(left, list), self.expr_of(right, list))
        };
        Expr::Compare(Box::new(left), operator, Box::new(right))
    }

    fn day(&mut self, date: &model::Expr, list: Option<usize>) -> Expr {
        let lowered = self.expr_of(date, list);
        if date.ty == Type::Date { Expr::DayOf(Box::new(lowered)) } else { lowered }
    }

    fn is_in(&mut self, value: &model::Expr, list: &[model::Expr], at: Option<usize>) -> Expr {
        if value.ty.is_date() {
            let each = list.iter().map(|entry| self.compare(value, Comparison::Is, entry, at));
            return Expr::Any(each.collect());
        }
        let value = Box::new(self.expr_of(value, at));
        Expr::OneOf(value, self.parts(list, at))
    }

    fn count(&mut self, events: &Events, filter: &Filter) -> Expr {
        if let Events::Count(field) = events {
            return Expr::Field(self.field(*field));
        }
        let source = self.source(events, filter);
        Expr::Fold(self.fold(Fold { source, kind: FoldKind::Count }))
    }

    fn aggregate(
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

    fn attribute_of(&mut self, attribute: AttributeOf, list: Option<usize>) -> Expr {
        match (attribute, list) {
            (AttributeOf::At, _) => Expr::EventTime,
            (AttributeOf::Cost, _) => Expr::Attribute(super::COST),
            (AttributeOf::Worth, _) => Expr::Attribute(super::WORTH),
            (AttributeOf::Declared(index), Some(list)) => {
                Expr::Attribute(self.attribute(list, index))
            }
            (AttributeOf::Declared(_), None) => Expr::Any(Vec::new()),
        }
    }

    fn source(&mut self, events: &Events, filter: &Filter) -> FoldSource {
        let condition = self.with_door(events, filter.condition.as_deref());
        let window = filter.window.as_ref().map(|window| match window {
            Window::Within(duration) => WindowOp::Within(self.window(*duration)),
            Window::Since(since) => WindowOp::Since(self.moment(since, None)),
            Window::This(period) => WindowOp::This(*period),
        });
        FoldSource { scope: self.scope(events), condition, window }
    }

    /// The last event that counts, for `since last` and `without`.
    fn last_of(&mut self, events: &Events, condition: Option<&model::Expr>) -> usize {
        let condition = self.with_door(events, condition);
        let source = FoldSource { scope: self.scope(events), condition, window: None };
        let kind = FoldKind::Of(Function::Last, Box::new(Expr::EventTime));
        self.fold(Fold { source, kind })
    }

    /// A condition on events, behind the one at the door of their list.
    fn with_door(&mut self, events: &Events, own: Option<&model::Expr>) -> Option<Expr> {
        let list = list_of(events);
        let door = list.and_then(|list| self.model.lists[list].door.as_ref());
        let mut conditions: Vec<Expr> =
            door.into_iter().chain(own).map(|part| self.expr_of(part, list)).collect();
        match conditions.len() {
            0 | 1 => conditions.pop(),
            _ => Some(Expr::All(conditions)),
        }
    }

    fn moment(&mut self, since: &Since, list: Option<usize>) -> Moment {
        match since {
            Since::Entering => Moment::Entering,
            Since::Last(events) => Moment::Last(self.last_of(events, None)),
            Since::At(date) => Moment::At(Box::new(self.expr_of(date, list))),
        }
    }

    fn scope(&mut self, events: &Events) -> Scope {
        match events {
            Events::List(list) => Scope::List(self.list(*list)),
            Events::Given(gifts) => Scope::Given(gifts.clone()),
            Events::Count(_) | Events::Broken => Scope::Given(Vec::new()),
        }
    }
}

fn list_of(events: &Events) -> Option<usize> {
    match events {
        Events::List(list) => Some(*list),
        Events::Count(_) | Events::Given(_) | Events::Broken => None,
    }
}

fn negated(negate: bool, expr: Expr) -> Expr {
    if negate { Expr::Not(Box::new(expr)) } else { expr }
}

fn entering(on: &Entering, stage: &str) -> Rule {
    Rule {
        label: format!("{stage} on entering"),
        span: on.span,
        condition: Expr::Constant(Value::YesNo(true)),
        move_to: None,
        actions: on.actions.iter().map(action).collect(),
    }
}

/// What a decision names where somebody makes room in a full stage.
fn when_full(stage: &str, span: Span, to: usize) -> Rule {
    Rule {
        label: format!("{stage} when full"),
        span,
        condition: Expr::Constant(Value::YesNo(false)),
        move_to: Some(to),
        actions: Vec::new(),
    }
}

fn action(action: &model::Action) -> Action {
    match action {
        model::Action::Give { gift, .. } => Action::Give(*gift),
        model::Action::Tag(tag) => Action::Tag(tag.clone()),
        model::Action::Untag(tag) => Action::Untag(tag.clone()),
    }
}
