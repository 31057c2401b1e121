//! What the rules ask of time, for one record.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::eval::Record;
use crate::plan::{
    Action, Atom, Balance, Cond, CondKind, Expr, ExprKind, Gift, GiftId, Moment, Plan, Recipient,
    Scope, WindowOp,
};
use crate::terms::{DatePart, DateWindow, HowOften, Lasting, Per};
use crate::values::{Clock, Duration, Instant, Period, Shift};

use super::dates::{Dated, Dates, Opened};
use super::moving::Moving;
use super::points::Points;

/// Collects when the answers to what the rules ask can change.
pub(super) struct Watched<'w> {
    dates: Dates<'w>,
    moving: Moving<'w>,
    points: Points,
    seen: BTreeSet<Part>,
}

/// What is looked at once, by its slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Let(usize),
    Condition(usize),
    Fold(usize),
    Events(usize),
    Parents(usize),
}

impl<'w> Watched<'w> {
    /// All points for a record, on top of those that there are: those of a condition, or of everything.
    pub(super) fn of(
        plan: &'w Plan,
        record: &'w Record<'w>,
        condition: Option<&'w Cond>,
        points: Points,
    ) -> Points {
        let clock = points.clock().clone();
        let opened = Opened::default();
        let dates = Dates { plan, record, clock: &clock, opened: &opened };
        let moving = Moving { dates };
        let mut watched = Watched { dates, moving, points, seen: BTreeSet::new() };
        watched.existence();
        match condition {
            Some(condition) => watched.condition(condition, None),
            None => watched.everything(),
        }
        watched.points
    }

    fn everything(&mut self) {
        self.conditions();
        self.values();
        self.plan().gifts.iter().enumerate().for_each(|(place, gift)| self.gift(place, gift));
        self.limits();
    }

    fn plan(&self) -> &'w Plan {
        self.dates.plan
    }

    fn clock(&self) -> &'w Clock {
        self.dates.clock
    }

    /// What has not happened yet does not exist until then; nor do [events](Watched::events).
    fn existence(&mut self) {
        let record = self.dates.record;
        let given = record.given.iter().filter_map(|grant| grant.at.as_ref());
        let owed = record.owed.iter().map(|owed| &owed.since);
        let all = given.chain(owed).chain(&record.stage_since);
        all.for_each(|at| self.points.add(*at));
    }

    /// The same of the events of a list, and of those that they belong to.
    fn events(&mut self, list: usize) {
        if !self.seen.insert(Part::Events(list)) {
            return;
        }
        let events = self.dates.record.lists[list].as_ref();
        events.into_iter().flat_map(|events| &events.at).flatten().for_each(|at| {
            self.points.add(*at);
        });
        self.plan().needs.lists[list].parent().into_iter().for_each(|above| self.events(above));
    }

    /// The conditions of all rules that are read, and of what holds gifts back.
    fn conditions(&mut self) {
        let plan = self.plan();
        let stage = self.dates.record.stage.unwrap_or(plan.start);
        for rule in plan.rules_in(stage) {
            plan.rules[rule].condition.iter().for_each(|cond| self.condition(cond, None));
        }
        // On entering a stage, gifts may be given for each event too.
        for action in plan.rules.iter().flat_map(|rule| &rule.actions) {
            match action {
                Action::Give(_, Some(fold)) => self.fold(*fold),
                Action::Give(_, None) | Action::Tag(_) | Action::Untag(_) => {}
            }
        }
        let pauses = plan.pauses.iter().map(|pause| &pause.condition);
        pauses.chain(&plan.leave_out).for_each(|cond| self.condition(cond, None));
        for experiment in &plan.experiments {
            let rules = experiment.rules.iter().filter(|(rule, _)| plan.is_rule_in(stage, *rule));
            rules.for_each(|(_, condition)| self.condition(condition, None));
        }
    }

    /// The values by which customers are put in order.
    fn values(&mut self) {
        for stage in &self.plan().stages {
            let Some(capacity) = &stage.capacity else { continue };
            capacity.by.iter().for_each(|by| self.value(by, None));
            capacity.makes_room.iter().for_each(|way| self.value(&way.by, None));
        }
    }

    fn gift(&mut self, place: usize, gift: &'w Gift) {
        match gift.how_often {
            HowOften::Times(_, per) => self.per(per, &[place]),
            HowOften::EveryTime | HowOften::Once | HowOften::OncePerStay => {}
        }
        if let Some(budget) = &gift.budget {
            self.per(budget.per, &[place]);
            budget.by.iter().for_each(|by| self.value(by, None));
        }
        if gift.sample.is_some_and(|sample| sample.monthly) {
            self.points.add_period(Period::Month);
        }
        if let Some(kept) = &gift.kept {
            kept.condition.iter().for_each(|cond| self.condition(cond, None));
            let owed = self.dates.record.owed.iter().filter(|owed| owed.gift == place);
            owed.for_each(|owed| self.points.add_back(owed.since, kept.within));
        }
        gift.calculated().for_each(|amount| self.value(amount, None));
        let to = gift.to.as_ref().and_then(Recipient::value);
        to.into_iter().for_each(|to| self.value(to, None));
    }

    fn limits(&mut self) {
        self.plan().limits.iter().for_each(|limit| self.per(limit.per, &limit.gifts));
    }

    /// What is counted of gifts over a time.
    fn per(&mut self, per: Per, gifts: &[GiftId]) {
        match per {
            Per::Rolling(by) => {
                let Record { given, assumed, .. } = self.dates.record;
                let all = given.iter().chain(assumed).filter(|grant| gifts.contains(&grant.gift));
                all.filter_map(|grant| grant.at).for_each(|at| self.points.add_back(at, by));
            }
            Per::Calendar(period) => self.points.add_period(period),
        }
    }

    fn condition(&mut self, cond: &'w Cond, scope: Option<&'w Scope>) {
        match &cond.kind {
            CondKind::All(parts) | CondKind::Any(parts) => {
                parts.iter().for_each(|part| self.condition(part, scope));
            }
            CondKind::Not(inner) => self.condition(inner, scope),
            CondKind::Let(slot) => {
                if self.seen.insert(Part::Condition(*slot)) {
                    self.condition(&self.plan().conditions[*slot].value, None);
                }
            }
            CondKind::Atom(atom) => self.atom(atom, scope),
        }
    }

    fn atom(&mut self, atom: &'w Atom, scope: Option<&'w Scope>) {
        atom.values(|value| self.value(value, scope));
        match atom {
            Atom::IsYes(_) | Atom::Known(_) | Atom::ListKnown(_) => {}
            Atom::TextTest(..) | Atom::Contains(..) => {}
            Atom::Compare(left, _, right) => self.pair(left, right, scope),
            Atom::OneOf(value, list) => {
                list.iter().for_each(|entry| self.pair(value, entry, scope));
            }
            Atom::Anniversary { of, moved, window } => {
                for dated in self.dated(of, scope) {
                    if let Dated::Day(day) = dated {
                        self.anniversary(day, moved, *window);
                    }
                }
            }
            Atom::InWindow(date, window) => {
                self.dated(date, scope).into_iter().for_each(|at| self.in_window(at, *window));
            }
            Atom::Elapsed { window, since } => {
                let by = self.plan().windows[*window];
                match since {
                    Moment::Last(fold) => self.since_last(*fold, by),
                    Moment::Entering => self.entered(by),
                    Moment::At(date) => {
                        let from = self.dated(date, scope).into_iter();
                        from.for_each(|at| self.points.add_back(self.dates.first(at), by));
                    }
                }
            }
            Atom::Without { window, fold } => {
                let by = self.plan().windows[*window];
                self.entered(by);
                self.since_last(*fold, by);
            }
        }
    }

    /// When a time is up since the stage was entered.
    fn entered(&mut self, by: Duration) {
        self.dates.record.stage_since.into_iter().for_each(|at| self.points.add_back(at, by));
    }

    /// When a time is up since the last of the events of a fold, or no longer is.
    fn since_last(&mut self, slot: usize, by: Duration) {
        let source = &self.plan().folds[slot].source;
        match self.dates.all_times(source) {
            // One that is followed by another before its time is up is not the last by then.
            Some(times) => {
                let next = times.iter().skip(1).map(Some).chain([None]);
                let mut is_up = true;
                for (at, next) in times.iter().zip(next) {
                    if is_up {
                        self.points.add(*at);
                    }
                    is_up = next.is_none_or(|next| next.duration_since(*at) > by.at_least());
                    if is_up {
                        self.points.add_back(*at, by);
                    }
                }
            }
            None => {
                let times = self.dates.times(&source.scope).into_iter();
                times.for_each(|at| self.points.add_back(at, by));
                self.fold(slot);
            }
        }
    }

    /// What a date can be; of one that follows the clock, any hour.
    fn dated(&mut self, expr: &'w Expr, scope: Option<&'w Scope>) -> BTreeSet<Dated> {
        if self.moving.is(expr) {
            self.points.add_hours();
        }
        self.dates.of(expr, scope)
    }

    /// What a moment is made of, besides a date.
    fn moment(&mut self, moment: &'w Moment) {
        match moment {
            Moment::Last(fold) => self.fold(*fold),
            Moment::Entering | Moment::At(_) => {}
        }
    }

    /// Two values that are compared: one that follows the clock passes the other.
    fn pair(&mut self, left: &'w Expr, right: &'w Expr, scope: Option<&'w Scope>) {
        let moving = [left, right].map(|side| self.moving.is(side));
        if moving == [true, true] {
            self.points.add_hours();
        }
        for (side, other) in [(left, right), (right, left)] {
            if self.moving.is(side) {
                let goals = self.goals(other, scope);
                self.moving.passes(side, scope, &goals, &mut self.points);
            }
        }
    }

    /// The instants that something must pass to pass a date.
    fn goals(&self, expr: &Expr, scope: Option<&Scope>) -> BTreeSet<Instant> {
        let dates = self.dates.of(expr, scope).into_iter();
        dates.flat_map(|dated| self.dates.instants(dated)).collect()
    }

    fn in_window(&mut self, dated: Dated, window: DateWindow) {
        let at = self.dates.first(dated);
        self.points.add(at);
        match window {
            DateWindow::Within(by) => self.points.add_back(at, by),
            DateWindow::WithinNext(by) => self.points.add_turning(at, Shift { by, later: true }),
            DateWindow::This(period) | DateWindow::Last(period) => self.points.add_period(period),
        }
    }

    fn anniversary(&mut self, day: Date, moved: &[Shift], window: Option<DateWindow>) {
        let length = match window {
            Some(DateWindow::Within(by) | DateWindow::WithinNext(by)) => Some(by),
            Some(DateWindow::This(_) | DateWindow::Last(_)) | None => None,
        };
        let (first, last) = self.around(length);
        for day in self.clock().anniversaries(day, moved, first, last).collect::<Vec<_>>() {
            match window {
                Some(window) => self.in_window(Dated::Day(day), window),
                None => self.points.add_day(day),
            }
        }
        if let Some(DateWindow::This(period) | DateWindow::Last(period)) = window {
            self.points.add_period(period);
        }
    }

    /// The days that matter for what is up to so long ago or ahead.
    fn around(&self, length: Option<Duration>) -> (Date, Date) {
        let (clock, slack) = (self.clock(), 10.days());
        let far = |day: Date, later: bool| match length {
            Some(by) => clock.day_of(match clock.add(clock.first_instant(day), by, later) {
                Some(at) => at,
                None if later => Instant::MAX,
                None => Instant::MIN,
            }),
            None => day,
        };
        let (first, last) = (clock.today(), clock.day_of(self.points.end()));
        (far(first, false).saturating_sub(slack), far(last, true).saturating_add(slack))
    }

    fn value(&mut self, expr: &'w Expr, scope: Option<&'w Scope>) {
        match &expr.kind {
            ExprKind::Let(slot) => {
                if self.seen.insert(Part::Let(*slot)) {
                    self.value(&self.plan().lets[*slot].value, None);
                }
            }
            ExprKind::Fold(slot) => self.fold(*slot),
            ExprKind::Standing(slot) => self.value(&self.plan().standings[*slot].value, None),
            ExprKind::PartOf(part, date) => {
                self.value(date, scope);
                self.part_of(*part, date, scope);
            }
            ExprKind::DaysBetween(from, to) => {
                for side in [from, to] {
                    self.value(side, scope);
                    self.every_day(side, scope);
                }
            }
            ExprKind::DayOf(inner)
            | ExprKind::Folded(inner)
            | ExprKind::Negative(inner)
            | ExprKind::Shift(inner, _)
            | ExprKind::EdgeOf(_, _, inner)
            | ExprKind::Rounded(inner, _)
            | ExprKind::Full(inner, _) => self.value(inner, scope),
            ExprKind::Arithmetic(left, _, right) => {
                self.value(left, scope);
                self.value(right, scope);
            }
            ExprKind::Extreme(_, values) => {
                values.iter().for_each(|value| self.value(value, scope));
            }
            ExprKind::Balance(slot, ahead) => {
                self.balance(&self.plan().balances[*slot], *ahead);
            }
            ExprKind::NumberIf(cond, _) | ExprKind::Truth(cond) => self.condition(cond, scope),
            ExprKind::Constant(_)
            | ExprKind::Field(_)
            | ExprKind::Attribute(_)
            | ExprKind::OfGrant(_)
            | ExprKind::EventTime
            | ExprKind::Arm(_)
            | ExprKind::Stage
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::Now => {}
        }
    }

    /// A part of a date that follows the clock.
    fn part_of(&mut self, part: DatePart, date: &'w Expr, scope: Option<&'w Scope>) {
        match part {
            DatePart::Hour if self.moving.is(date) => {
                let hours = self.points.hours().into_iter().collect();
                self.moving.passes(date, scope, &hours, &mut self.points);
            }
            DatePart::Hour => {}
            DatePart::Year | DatePart::Month | DatePart::Day | DatePart::Weekday => {
                self.every_day(date, scope);
            }
        }
    }

    /// A number that is another one on each day of a date that follows the clock.
    fn every_day(&mut self, date: &'w Expr, scope: Option<&'w Scope>) {
        if self.moving.is(date) {
            let clock = self.clock();
            let days = self.points.days().map(|day| clock.first_instant(day)).collect();
            self.moving.passes(date, scope, &days, &mut self.points);
            // What is moved by months is another day on each.
            self.points.add_midnights();
        }
    }

    fn fold(&mut self, slot: usize) {
        if !self.seen.insert(Part::Fold(slot)) {
            return;
        }
        let fold = &self.plan().folds[slot];
        let (source, scope) = (&fold.source, &fold.source.scope);
        if let Scope::List(list) = scope {
            self.events(*list);
        }
        source.condition.iter().for_each(|cond| self.condition(cond, Some(scope)));
        fold.kind.of().into_iter().for_each(|of| self.value(of, Some(scope)));
        source.window.iter().for_each(|window| self.window(window, scope));
        self.parents(scope);
    }

    fn window(&mut self, window: &'w WindowOp, scope: &'w Scope) {
        match window {
            WindowOp::Within(slot) => {
                let by = self.plan().windows[*slot];
                let times = self.dates.times(scope);
                times.into_iter().for_each(|at| self.points.add_back(at, by));
            }
            WindowOp::This(period) | WindowOp::Last(period) | WindowOp::Back(_, period) => {
                self.points.add_period(*period);
            }
            WindowOp::Since(moment) => {
                moment.date().into_iter().for_each(|date| self.bound(date, scope));
                self.moment(moment);
            }
            WindowOp::Between(from, to) => {
                self.bound(from, scope);
                self.bound(to, scope);
            }
        }
    }

    /// Where a window begins or ends: it passes the events.
    fn bound(&mut self, date: &'w Expr, scope: &'w Scope) {
        self.value(date, None);
        let times = self.dates.times(scope).into_iter().collect();
        self.moving.passes(date, None, &times, &mut self.points);
    }

    /// Which of the events count that these belong to.
    fn parents(&mut self, scope: &'w Scope) {
        let Scope::List(list) = scope else { return };
        let plan = self.plan();
        if !self.seen.insert(Part::Parents(*list)) {
            return;
        }
        if let Some(parent) = &plan.parents[*list] {
            self.condition(&parent.condition, Some(&parent.scope));
        }
        if let Some(above) = plan.needs.lists[*list].parent() {
            plan.parents[above].iter().for_each(|parent| self.parents(&parent.scope));
        }
    }

    fn balance(&mut self, balance: &'w Balance, ahead: Option<Duration>) {
        let ahead = ahead.map(|by| Shift { by, later: true });
        for line in &balance.lines {
            self.fold(line.fold);
            let times = self.dates.times(&self.plan().folds[line.fold].source.scope);
            match line.lasting {
                None => {}
                Some(Lasting::For(by)) => {
                    let back = Shift { by, later: false };
                    times.into_iter().for_each(|at| self.lot_ends(at, back, ahead));
                }
                Some(Lasting::Calendar(_, period)) => self.period_ahead(period, ahead),
            }
        }
    }

    /// When points that were earned at an instant end, or come within reach of that.
    fn lot_ends(&mut self, at: Instant, back: Shift, ahead: Option<Shift>) {
        match ahead {
            None => self.points.add_turning(at, back),
            Some(ahead) => {
                // Ahead by hours is a time of day, also as of a whole day.
                let clock = match ahead.by.unit.is_calendar() {
                    true => self.clock().clone(),
                    false => self.clock().at(self.clock().as_of()),
                };
                let ends = clock.turning_points(at, back);
                ends.into_iter().for_each(|end| self.points.add_turning(end, ahead));
            }
        }
    }

    fn period_ahead(&mut self, period: Period, ahead: Option<Shift>) {
        let Some(ahead) = ahead else { return self.points.add_period(period) };
        let (clock, (_, last)) = (self.clock(), self.around(Some(ahead.by)));
        let next = |day: &Date| Some(period.first_day_after(*day, 1)).filter(|next| next > day);
        let starts = std::iter::successors(Some(period.first_day(clock.today())), next);
        for start in starts.take_while(|start| *start <= last) {
            self.points.add_turning(clock.first_instant(start), ahead);
        }
    }
}
