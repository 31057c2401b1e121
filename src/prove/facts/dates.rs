//! Dates, and windows of time.

use super::date_set::{Cut, DateSet};
use super::fact::{About, FactId, is_in};
use super::formula::{Domain, Formula, Want};
use super::point::{Point, Span, Whole};
use super::reader::Reader;
use super::source::Stretch;
use crate::plan::{Atom, Expr, ExprKind, Moment, Type, WindowOp};
use crate::terms::{Comparison, DateWindow, Edge};
use crate::values::time::first_instant;
use crate::values::{Duration, Period, Shift, Unit, Value};

/// What is known of when a date is.
enum Time {
    /// It is the same for all.
    Certain,
    Fact(FactId),
}

impl<'p> Reader<'_, 'p> {
    /// The point in time that a date is, if it is the same for all customers.
    fn point(&self, date: &'p Expr) -> Option<Point> {
        let kind = &self.opened(date).kind;
        let is_today = |day: &'p Expr| matches!(self.opened(day).kind, ExprKind::Today);
        if let ExprKind::Constant(Value::Instant(instant)) = kind {
            return Some(Point::At(*instant));
        }
        if let ExprKind::Constant(Value::Day(day)) = kind {
            return Some(Point::At(first_instant(*day, &self.theory.plan.zone)));
        }
        if let ExprKind::Shift(from, Shift { by, later }) = kind
            && by.unit.is_calendar()
            && is_today(from)
        {
            let span = self.span(*by);
            return Some(if *later { Point::DayAhead(span) } else { Point::DayBack(span) });
        }
        if let ExprKind::EdgeOf(Edge::Start, period, day) = kind
            && is_today(day)
        {
            return Some(Point::Start(0, Whole::of(*period)));
        }
        let is_now = matches!(kind, ExprKind::Now)
            || (self.here.entering && matches!(kind, ExprKind::StageSince));
        if is_now {
            return Some(Point::Now);
        }
        matches!(kind, ExprKind::Today).then(|| Point::Start(0, Whole::of(Period::Day)))
    }

    fn time(&mut self, date: &'p Expr) -> Time {
        match self.point(date) {
            Some(_) => Time::Certain,
            None => Time::Fact(self.date(date)),
        }
    }

    /// The fact that says when a date is.
    fn date(&mut self, date: &'p Expr) -> FactId {
        let date = self.opened(date);
        if matches!(date.kind, ExprKind::StageSince) {
            return self.entered();
        }
        if self.scope.is_some() && matches!(date.kind, ExprKind::EventTime) {
            return self.event_time();
        }
        let mut unknown = !matches!(date.kind, ExprKind::Today | ExprKind::Now);
        if let (ExprKind::Field(slot), None) = (&date.kind, self.scope) {
            let need = &self.theory.plan.needs.fields[*slot];
            unknown = !need.required && need.default.is_none();
        }
        let domain = DateSet { unknown, ..DateSet::known() };
        self.facts().get(About::Value(date), || (Domain::Date(domain), None, None))
    }

    /// The fact that says when the stage was entered.
    fn entered(&mut self) -> FactId {
        let made = || (Domain::Date(DateSet::known().or_unknown()), None, None);
        self.facts().get(About::Entered, made)
    }

    /// The fact that says when the event happened. What happens after the instant that is decided for
    /// does not count.
    pub(super) fn event_time(&mut self) -> FactId {
        let made = || {
            let times = DateSet::to(Cut::after(Point::Now)).or_unknown();
            (Domain::Date(times), None, None)
        };
        self.facts().get(About::EventTime, made)
    }

    pub(super) fn date_known(&mut self, date: &'p Expr, known: bool) -> Formula {
        match self.time(date) {
            Time::Certain => Formula::of(known),
            Time::Fact(fact) => {
                is_in(fact, Domain::Date(if known { DateSet::known() } else { DateSet::unknown() }))
            }
        }
    }

    pub(super) fn compare_dates(
        &mut self,
        atom: &'p Atom,
        left: &'p Expr,
        operator: Comparison,
        right: &'p Expr,
        want: Want,
    ) -> Formula {
        match (self.point(left), self.point(right)) {
            (None, Some(point)) => self.compare_with_point(left, operator, point, want),
            (Some(point), None) => self.compare_with_point(right, operator.mirrored(), point, want),
            (Some(one), Some(other)) if one == other => {
                Formula::of(want.takes(operator.holds(std::cmp::Ordering::Equal)))
            }
            // The one that is a certain day stays a point.
            (Some(Point::At(at)), Some(_)) => {
                self.compare_fact(right, operator.mirrored(), Point::At(at), want)
            }
            (Some(_), Some(point)) => self.compare_fact(left, operator, point, want),
            (None, None) if self.opened(left) == self.opened(right) => {
                let holds = operator.holds(std::cmp::Ordering::Equal);
                let known = self.date_known(left, true).and(Formula::of(want.takes(holds)));
                if !want.takes_unknown() {
                    return known;
                }
                known.or(self.date_known(left, false))
            }
            (None, None) => self.asked(atom, want),
        }
    }

    /// A date of the customer or the event is before or after a point. The day of a time is before a
    /// day if the time is.
    fn compare_with_point(
        &mut self,
        date: &'p Expr,
        operator: Comparison,
        point: Point,
        want: Want,
    ) -> Formula {
        let date = self.opened(date);
        if let (ExprKind::DayOf(time), Some(next)) = (&date.kind, self.next_day(point)) {
            let (from, to) = (Cut::before(point), Cut::before(next));
            let fact = self.date(time);
            return stretches(fact, operator, [from, to], want);
        }
        self.compare_fact(date, operator, point, want)
    }

    fn compare_fact(
        &mut self,
        date: &'p Expr,
        operator: Comparison,
        point: Point,
        want: Want,
    ) -> Formula {
        let fact = self.date(date);
        stretches(fact, operator, [Cut::before(point), Cut::after(point)], want)
    }

    /// When the day after the one begins that begins at a point.
    fn next_day(&self, point: Point) -> Option<Point> {
        let zone = &self.theory.plan.zone;
        match point {
            Point::At(instant) => {
                let day = zone.to_datetime(instant).date();
                let begins = first_instant(day, zone) == instant;
                let next = day.tomorrow().ok().filter(|_| begins)?;
                Some(Point::At(first_instant(next, zone)))
            }
            Point::Start(0, whole) if whole.period() == Period::Day => Some(Point::Over(whole)),
            Point::DayBack(span) => {
                let Duration { count, unit } = span.duration();
                if unit != Unit::Day {
                    return None;
                }
                Some(match count.checked_sub(1)? {
                    0 => Point::Start(0, Whole::of(Period::Day)),
                    count => Point::DayBack(self.span(Duration { count, unit })),
                })
            }
            Point::DayAhead(span) => {
                let Duration { count, unit } = span.duration();
                let count = count.checked_add(1).filter(|_| unit == Unit::Day)?;
                Some(Point::DayAhead(self.span(Duration { count, unit })))
            }
            Point::Now
            | Point::Back(_)
            | Point::Ahead(_)
            | Point::Start(..)
            | Point::Over(_)
            | Point::Other(_) => None,
        }
    }

    pub(super) fn in_window(
        &mut self,
        atom: &'p Atom,
        date: &'p Expr,
        window: DateWindow,
        want: Want,
    ) -> Formula {
        let Time::Fact(fact) = self.time(date) else { return self.asked(atom, want) };
        let cuts = match window {
            DateWindow::Within(length) => {
                [Cut::after(Point::Back(self.span(length))), Cut::after(Point::Now)]
            }
            DateWindow::WithinNext(length) => {
                [Cut::after(Point::Now), Cut::after(Point::Ahead(self.span(length)))]
            }
            DateWindow::This(period) => {
                let whole = Whole::of(period);
                [Cut::before(Point::Start(0, whole)), Cut::before(Point::Over(whole))]
            }
            DateWindow::Last(period) => {
                let whole = Whole::of(period);
                [Cut::before(Point::Start(1, whole)), Cut::before(Point::Start(0, whole))]
            }
        };
        stretches(fact, Comparison::Is, cuts, want)
    }

    /// That today is the anniversary of a day, which was one or more years ago: of 29 February, it is
    /// on the 28th in most years, so that 365 days are the least.
    pub(super) fn anniversary(
        &mut self,
        atom: &'p Atom,
        of: &'p Expr,
        is_plain: bool,
        want: Want,
    ) -> Formula {
        let asked = self.asked(atom, want);
        let mut of = self.opened(of);
        if let ExprKind::DayOf(time) = &of.kind {
            of = self.opened(time);
        }
        if !is_plain || !want.takes(true) || self.point(of).is_some() {
            return asked;
        }
        let less_than_a_year = Duration { count: 364, unit: Unit::Day };
        let before = |point| DateSet::to(Cut::before(point));
        let earlier = before(Point::Start(0, Whole::of(Period::Year)))
            .and(&before(Point::DayBack(self.span(less_than_a_year))));
        let earlier = if want.takes_unknown() { earlier.or_unknown() } else { earlier };
        asked.and(is_in(self.date(of), Domain::Date(earlier)))
    }

    /// That so much time has passed since something.
    pub(super) fn elapsed(
        &mut self,
        atom: &'p Atom,
        window: usize,
        since: &'p Moment,
        want: Want,
    ) -> Formula {
        let back = self.back(window);
        let fact = match since {
            Moment::Entering => return self.entered_by(back, want),
            Moment::At(date) => match self.time(date) {
                Time::Fact(fact) => fact,
                Time::Certain => self.date(date),
            },
            Moment::Last(_) if self.scope.is_some() => return self.asked(atom, want),
            Moment::Last(fold) => return self.since_last(*fold, back, want),
        };
        let cut = Cut::after(back);
        stretches(fact, Comparison::Less, [cut, cut], want)
    }

    /// The point that a window reaches back to.
    pub(super) fn back(&self, window: usize) -> Point {
        Point::Back(self.span(self.theory.plan.windows[window]))
    }

    pub(super) fn span(&self, duration: Duration) -> Span {
        Span::in_zone(duration, self.theory.keeps_days)
    }

    /// That the stage was entered so long ago, or later, or that it may have been.
    pub(super) fn entered_by(&mut self, point: Point, want: Want) -> Formula {
        // No time has passed since they entered it now.
        if self.here.entering {
            let at_once = matches!(point, Point::Back(span) if span.duration().count == 0);
            return Formula::of(want.takes(at_once));
        }
        let cut = Cut::after(point);
        let fact = self.entered();
        stretches(fact, Comparison::Less, [cut, cut], want)
    }

    /// When events must have happened to be in a window.
    pub(super) fn stretch(&mut self, window: &'p WindowOp) -> Stretch {
        let known = |from: Vec<Cut>, to: Vec<Cut>| Stretch { from, to, is_known: true };
        match window {
            WindowOp::Within(slot) => known(vec![Cut::after(self.back(*slot))], Vec::new()),
            WindowOp::This(period) => {
                known(vec![Cut::before(Point::Start(0, Whole::of(*period)))], Vec::new())
            }
            WindowOp::Last(period) => {
                let whole = Whole::of(*period);
                let to = Cut::before(Point::Start(0, whole));
                known(vec![Cut::before(Point::Start(1, whole))], vec![to])
            }
            WindowOp::Back(count, period) => {
                known(vec![Cut::before(Point::Start(*count, Whole::of(*period)))], Vec::new())
            }
            WindowOp::Since(Moment::Entering) if self.here.entering => {
                known(vec![Cut::after(Point::Now)], Vec::new())
            }
            WindowOp::Since(moment) => {
                let (point, is_known) = match moment {
                    Moment::Entering => (Point::ENTERED, false),
                    Moment::Last(fold) => (Point::last_of(*fold), false),
                    Moment::At(date) => self.any_point(date),
                };
                let cut = match moment {
                    Moment::At(_) => Cut::before(point),
                    Moment::Entering | Moment::Last(_) => Cut::after(point),
                };
                Stretch { from: vec![cut], to: Vec::new(), is_known }
            }
            WindowOp::Between(from, to) => {
                let ((first, one), (last, other)) = (self.any_point(from), self.any_point(to));
                let is_day = self.theory.plan.part(to.id).ty == Type::Day;
                let to = match self.next_day(last) {
                    Some(next) if is_day => Cut::before(next),
                    None if is_day => Cut::before(Point::end_of(self.theory.name_point(to))),
                    Some(_) | None => Cut::after(last),
                };
                Stretch { from: vec![Cut::before(first)], to: vec![to], is_known: one && other }
            }
        }
    }

    /// The point that a date is, and whether that is always known.
    fn any_point(&mut self, date: &'p Expr) -> (Point, bool) {
        match self.point(date) {
            Some(point) => (point, true),
            None => (Point::Other(self.theory.name_point(date)), false),
        }
    }

    /// That the event at hand happened in a stretch of time.
    pub(super) fn is_in_stretch(&mut self, stretch: &Stretch, want: Want) -> Formula {
        let fact = self.event_time();
        let unknown = want.takes_unknown();
        let is = |dates: DateSet| {
            is_in(fact, Domain::Date(if unknown { dates.or_unknown() } else { dates }))
        };
        if want.takes(true) {
            let (from, to) = (stretch.from.clone(), stretch.to.clone());
            return is(DateSet { from, to, ..DateSet::known() });
        }
        let before = stretch.from.iter().map(|cut| is(DateSet::to(*cut)));
        let after = stretch.to.iter().map(|cut| is(DateSet::from(*cut)));
        Formula::any(before.chain(after))
    }
}

/// That a date compares so with what is between two cuts.
fn stretches(fact: FactId, operator: Comparison, [from, to]: [Cut; 2], want: Want) -> Formula {
    let set = |dates: DateSet| is_in(fact, Domain::Date(dates));
    let operator = want.comparing(operator);
    let unknown = want.takes_unknown();
    let or_unknown = |dates: DateSet| if unknown { dates.or_unknown() } else { dates };
    match operator {
        Comparison::Less => set(or_unknown(DateSet::to(from))),
        Comparison::AtMost => set(or_unknown(DateSet::to(to))),
        Comparison::Greater => set(or_unknown(DateSet::from(to))),
        Comparison::AtLeast => set(or_unknown(DateSet::from(from))),
        Comparison::Is => set(or_unknown(DateSet::from(from).and(&DateSet::to(to)))),
        Comparison::IsNot => {
            set(or_unknown(DateSet::to(from))).or(set(or_unknown(DateSet::from(to))))
        }
    }
}
