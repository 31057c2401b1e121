//! What would have to be known before it is known: the filter of a list that asks about that list,
//! and a score that is counted from itself.

use crate::problems::{Problem, Problems, Span, register as code};

use super::model::{
    Amount, Asked, AttributeOf, Each, Events, Expr, Filter, ForEach, Gift, Model, Points, Since,
    WhenFull, Window,
};

/// Looks for filters that lead, straight or by way of others, back to their own list.
pub(super) fn look_at_list_filters(model: &Model, problems: &mut Problems) {
    for (index, list) in model.lists.iter().enumerate() {
        let Some(list_filter) = &list.list_filter else { continue };
        let mut walk = Walk::new(model);
        walk.expr(list_filter);
        if walk.lists[index] {
            let title = format!("The filter of `{}` asks about `{}` itself", list.name, list.name);
            let label = "this depends on the filtered events";
            let below = walk.belonging.iter().find(|(_, parent)| *parent == index);
            let help = match below {
                None => "look at a single event in this `where`, and do the counting in your \
                    rules"
                    .to_owned(),
                Some((below, _)) => format!(
                    "`{}` belong to `{}`, and count only if those do: count them in this `where` \
                     itself, where they are those of one event",
                    model.lists[*below].name, list.name
                ),
            };
            problems
                .push(Problem::new(code::FILTER_CYCLE, title, list_filter.span, label).help(help));
        }
    }
}

/// Looks for scores that are counted from themselves, and notes them. Of those that go in one circle,
/// the first is reported.
pub(super) fn look_at_scores(model: &Model, problems: &mut Problems) -> Vec<bool> {
    let mut circular = vec![false; model.scores.len()];
    for (index, score) in model.scores.iter().enumerate() {
        let mut walk = Walk::new(model);
        walk.lines(index);
        let is_new = !walk.scores.iter().zip(&circular).any(|(asked, known)| *asked && *known);
        circular[index] = walk.scores[index];
        if walk.scores[index] && is_new {
            let kind = if score.balance { "balance" } else { "score" };
            let title = format!("The {kind} `{}` depends on itself", score.name);
            let label = "this needs its own result";
            let help = "base its lines on something else";
            problems.push(Problem::new(code::LET_CYCLE, title, score.span, label).help(help));
        }
    }
    circular
}

/// Looks for gifts whose cost or worth depends on itself: what the history does not say of a gift is
/// what the file says today. A circle that leads through a score has been reported there.
pub(super) fn look_at_amounts(model: &Model, circular: &[bool], problems: &mut Problems) {
    for (index, gift) in model.gifts.iter().enumerate() {
        let amounts = [("cost", &gift.costs), ("worth", &gift.worth)];
        for (place, (word, amount)) in amounts.into_iter().enumerate() {
            let Some(value) = amount.as_ref().and_then(Amount::calculated) else { continue };
            let mut walk = Walk::new(model);
            walk.expr(value);
            let reported = walk.scores.iter().zip(circular).any(|(asked, known)| *asked && *known);
            if walk.amounts[index][place] && !reported {
                let title = format!("The {word} of `{}` depends on itself", gift.name);
                let label = "this needs its own result";
                let help = format!(
                    "if the history does not say the {word} of `{}`, this calculates it: base it \
                     on something else",
                    gift.name
                );
                problems.push(Problem::new(code::LET_CYCLE, title, value.span, label).help(help));
            }
        }
    }
}

/// Looks for places among all customers that depend on such places: they are all told at once.
pub(super) fn look_at_standings(model: &Model, problems: &mut Problems) {
    let mut walk = Walk::new(model);
    walk.everything();
    let mut standings = std::mem::take(&mut walk.standings);
    // What a gift costs is asked for by its declaration and by those who look at the history.
    standings.sort_by_key(|(span, _)| (span.file, span.start, span.end));
    standings.dedup_by_key(|(span, _)| *span);
    for (span, inner) in standings {
        let mut deeper = Walk::new(model);
        deeper.expr(inner);
        if !deeper.standings.is_empty() {
            let title = "A ranking cannot depend on another ranking";
            let label = "this ranks by a `quintile` or `rank`";
            let help = "rank by a value of the customer, for example `quintile(spent)`";
            problems.push(Problem::new(code::LET_CYCLE, title, span, label).help(help));
        }
    }
}

/// Looks for places among all customers that decide who is left out: those have no place.
pub(super) fn look_at_those_left_out(model: &Model, problems: &mut Problems) {
    for condition in &model.leave_out {
        let mut walk = Walk::new(model);
        walk.expr(condition);
        if let Some((span, _)) = walk.standings.first() {
            let title = "Who is left out cannot depend on a place among all customers";
            let label = "those who are left out have no place";
            let help = "ask for a value of the customer, for example an email";
            problems.push(Problem::new(code::MISPLACED, title, *span, label).help(help));
        }
    }
}

/// The experiments that an expression names, itself or through what it builds on.
pub(super) fn experiments(model: &Model, expr: &Expr) -> Vec<usize> {
    let mut walk = Walk::new(model);
    walk.expr(expr);
    walk.experiments()
}

/// The same of the events for each of which a gift is given.
pub(super) fn experiments_of_events(model: &Model, each: &ForEach) -> Vec<usize> {
    let mut walk = Walk::new(model);
    walk.events(&each.events);
    walk.filter(&each.filter);
    walk.experiments()
}

/// The same of a score.
pub(super) fn experiments_of_score(model: &Model, score: usize) -> Vec<usize> {
    let mut walk = Walk::new(model);
    walk.lines(score);
    walk.experiments()
}

/// Everything that an expression asks about, filters of other lists included.
pub(super) struct Walk<'m> {
    model: &'m Model,
    /// Each expression that was come to.
    pub(super) parts: Vec<&'m Expr>,
    lists: Vec<bool>,
    /// Each list that is reached because events belong to its own, after the list of these.
    belonging: Vec<(usize, usize)>,
    lets: Vec<bool>,
    scores: Vec<bool>,
    experiments: Vec<bool>,
    /// By gift, whether its cost and its worth are asked for.
    amounts: Vec<[bool; 2]>,
    /// The gifts whose grants are at hand, the innermost last.
    grants: Vec<&'m [usize]>,
    /// Each `quintile` and `rank`, with what it is of.
    standings: Vec<(Span, &'m Expr)>,
}

impl<'m> Walk<'m> {
    pub(super) fn new(model: &'m Model) -> Walk<'m> {
        Walk {
            model,
            lists: vec![false; model.lists.len()],
            belonging: Vec::new(),
            lets: vec![false; model.lets.len()],
            scores: vec![false; model.scores.len()],
            experiments: vec![false; model.experiments.len()],
            amounts: vec![[false; 2]; model.gifts.len()],
            grants: Vec::new(),
            parts: Vec::new(),
            standings: Vec::new(),
        }
    }

    /// The scores that were come to.
    pub(super) fn scores(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.scores.len()).filter(|index| self.scores[*index])
    }

    /// The experiments that were come to.
    pub(super) fn experiments(&self) -> Vec<usize> {
        (0..self.experiments.len()).filter(|index| self.experiments[*index]).collect()
    }

    /// All that the program asks anywhere.
    pub(super) fn everything(&mut self) {
        let model = self.model;
        let rules = model.stages.iter().flat_map(|stage| &stage.rules).chain(&model.any_stage);
        rules.for_each(|rule| self.expr(&rule.condition));
        for each in model.for_eaches() {
            self.events(&each.events);
            self.filter(&each.filter);
        }
        model.lets.iter().for_each(|a_let| self.expr(&a_let.value));
        model.pauses.iter().for_each(|pause| self.expr(&pause.condition));
        model.leave_out.iter().for_each(|condition| self.expr(condition));
        model.shows.iter().for_each(|shown| self.expr(&shown.value));
        (0..model.scores.len()).for_each(|score| self.lines(score));
        model.gifts.iter().filter_map(|gift| gift.budget.as_ref()?.by.as_ref()).for_each(|by| {
            self.expr(by);
        });
        model.gifts.iter().flat_map(Gift::calculated).for_each(|amount| self.expr(amount));
        let recipients = model.gifts.iter().filter_map(|gift| gift.to.as_ref()?.value());
        recipients.for_each(|who| self.expr(who));
        let kept = model.gifts.iter().filter_map(|gift| gift.kept.as_ref()?.condition.as_ref());
        kept.for_each(|condition| self.expr(condition));
        for capacity in model.stages.iter().filter_map(|stage| stage.capacity.as_ref()) {
            capacity.by.iter().for_each(|by| self.expr(by));
            match &capacity.when_full {
                WhenFull::MoveBy { by, .. } => self.expr(by),
                WhenFull::Wait | WhenFull::MoveLongest { .. } => {}
            }
        }
    }

    fn lines(&mut self, score: usize) {
        for line in &self.model.scores[score].lines {
            match &line.points {
                Points::When(_, condition) => self.expr(condition),
                Points::Events { each, events, condition, .. } => {
                    self.events(events);
                    self.points(*each, events, condition.as_deref());
                }
            }
        }
    }

    /// What an event brings, and which ones count: both may ask what a gift cost.
    fn points(&mut self, each: Each, events: &'m Events, condition: Option<&'m Expr>) {
        let gifts = match events {
            Events::Given(gifts) => Some(gifts.as_slice()),
            Events::List(_) | Events::Within { .. } | Events::Count(_) | Events::Broken => None,
        };
        self.grants.extend(gifts);
        let of = match each {
            Each::Per { attribute, .. } => Some(attribute),
            Each::Same(_) => None,
        };
        self.amounts_at_hand(of == Some(AttributeOf::Cost), of == Some(AttributeOf::Worth));
        condition.into_iter().for_each(|condition| self.expr(condition));
        if gifts.is_some() {
            self.grants.pop();
        }
    }

    /// A list, and those whose events its own belong to, up to the one whose event is at hand.
    fn list(&mut self, list: usize, of: Option<usize>) {
        let mut next = Some(list);
        while let Some(list) = next {
            if !std::mem::replace(&mut self.lists[list], true)
                && let Some(list_filter) = &self.model.lists[list].list_filter
            {
                self.expr(list_filter);
            }
            next = self.model.lists[list].parent().filter(|parent| Some(*parent) != of);
            self.belonging.extend(next.map(|parent| (list, parent)));
        }
    }

    fn events(&mut self, events: &'m Events) {
        match events {
            Events::List(list) => self.list(*list, None),
            Events::Within { list, of } => self.list(*list, Some(*of)),
            Events::Count(_) | Events::Given(_) | Events::Broken => {}
        }
    }

    fn filter(&mut self, filter: &'m Filter) {
        if let Some(condition) = &filter.condition {
            self.expr(condition);
        }
        match &filter.window {
            Some(Window::Since(since)) => self.since(since),
            Some(Window::Between(from, to)) => {
                self.expr(from);
                self.expr(to);
            }
            Some(Window::Within(_) | Window::This(_) | Window::Last(_) | Window::Back(..))
            | None => {}
        }
    }

    fn since(&mut self, since: &'m Since) {
        match since {
            Since::Entering => {}
            Since::Last(events) => self.events(events),
            Since::At(date) => self.expr(date),
        }
    }

    pub(super) fn expr(&mut self, expr: &'m Expr) {
        match expr.grants() {
            Some(gifts) => {
                self.grants.push(gifts);
                self.amount_at_hand(expr);
                self.parts_of(expr);
                self.grants.pop();
            }
            None => {
                self.amount_at_hand(expr);
                self.parts_of(expr);
            }
        }
    }

    fn amount_at_hand(&mut self, expr: &'m Expr) {
        let (cost, worth) = expr.of_grant();
        self.amounts_at_hand(cost, worth);
    }

    /// What something in the history cost or was worth may be what the file says today.
    fn amounts_at_hand(&mut self, cost: bool, worth: bool) {
        let gifts = if cost || worth { self.grants.last().copied() } else { None };
        for gift in gifts.into_iter().flatten() {
            let declared = &self.model.gifts[*gift];
            let amounts = [(cost, &declared.costs), (worth, &declared.worth)];
            for (place, (asked, amount)) in amounts.into_iter().enumerate() {
                if asked
                    && !std::mem::replace(&mut self.amounts[*gift][place], true)
                    && let Some(value) = amount.as_ref().and_then(Amount::calculated)
                {
                    self.expr(value);
                }
            }
        }
    }

    fn parts_of(&mut self, expr: &'m Expr) {
        self.parts.push(expr);
        expr.asks(&mut |asked| match asked {
            Asked::Expr(inner) => self.expr(inner),
            Asked::Standing(inner) => {
                self.standings.push((expr.span, inner));
                self.expr(inner);
            }
            Asked::Events(events) => self.events(events),
            Asked::Filter(filter) => self.filter(filter),
            Asked::Since(since) => self.since(since),
            Asked::Experiment(index) => self.experiments[index] = true,
            Asked::Let(index) => {
                if !std::mem::replace(&mut self.lets[index], true) {
                    self.expr(&self.model.lets[index].value);
                }
            }
            Asked::Score(index) => {
                if !std::mem::replace(&mut self.scores[index], true) {
                    self.lines(index);
                }
            }
        });
    }
}
