//! `score` and `balance`, and their lines.

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{Bound, Each, Expr, Name, Points, PointsFor, Score, ScoreLine};
use crate::problems::register;
use crate::terms::Lasting;
use crate::values::{Decimal, Period};

impl Reader<'_> {
    pub(super) fn score(&mut self, node: Node<'_>) -> Option<Score> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let mut score = self.score_head(parts.any()?)?;
        score.span = span;
        while let Some(line) = parts.any() {
            score.lines.extend(self.score_line(line));
        }
        Some(score)
    }

    /// A score or balance with no lines yet.
    pub(super) fn score_head(&mut self, node: Node<'_>) -> Option<Score> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let balance = parts.any()?.as_rule() == Rule::kw_balance;
        let mut score = Score::new(span, self.name(&parts.take(Rule::name)?), balance);
        score.at_least = parts.maybe(Rule::low_bound).and_then(|low| self.end_of_range(low));
        parts.maybe(Rule::comma);
        score.at_most = parts.maybe(Rule::high_bound).and_then(|high| self.end_of_range(high));
        parts.end();
        if balance {
            self.no_bounds(&mut score);
        }
        Some(score)
    }

    /// `balance stars at most 100`, which would throw points away.
    fn no_bounds(&mut self, score: &mut Score) {
        let (low, high) = (score.at_least.take(), score.at_most.take());
        let name = &score.name.text;
        let help = match (&low, &high) {
            (Some(low), _) if low.value > Decimal::ZERO => {
                let least = low.value.normalized();
                format!(
                    "remove this, and write `greatest({name}, {least})` where no less should count"
                )
            }
            (Some(_), _) => "remove this: a balance is never below 0".to_owned(),
            (None, Some(high)) => {
                let most = high.value.normalized();
                format!("remove this, and write `least({name}, {most})` where no more should count")
            }
            (None, None) => return,
        };
        let spans = [&low, &high].map(|bound| bound.as_ref().map(|bound| bound.span));
        let first = spans[0].or(spans[1]).unwrap_or(score.span);
        let span = first.to(spans[1].unwrap_or(first));
        let title = "A `balance` has no bounds";
        self.tell(register::MISPLACED, span, title, "only a `score` has these", &help);
    }

    fn end_of_range(&mut self, node: Node<'_>) -> Option<Bound> {
        let mut parts = Children::of(node);
        parts.take(Rule::kw_at)?;
        parts.any()?;
        self.bound(parts.take(Rule::bound)?)
    }

    /// `add 10 per purchase where ... for 180 days`, `spend redemptions.points`.
    pub(super) fn score_line(&mut self, node: Node<'_>) -> Option<ScoreLine> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let less = matches!(parts.any()?.as_rule(), Rule::kw_take | Rule::kw_spend);
        let Some(number) = parts.maybe(Rule::number) else {
            let (events, attribute) = self.attribute_of(parts.take(Rule::dotted)?)?;
            let points = self.points_for(Each::Own(attribute), events, parts)?;
            return Some(ScoreLine { span, less, points });
        };
        let points = self.number(&number);
        if parts.has(Rule::kw_when) {
            let condition = self.expression(parts.take(Rule::expression)?);
            parts.end();
            let points = Points::When { points: points?, condition };
            return Some(ScoreLine { span, less, points });
        }
        let mut per = Children::of(parts.take(Rule::per_event)?);
        per.take(Rule::kw_per)?;
        let (each, events) = match per.maybe(Rule::per_amount) {
            Some(amount) => self.per_amount(amount, points?)?,
            None => (Each::Same(points?), self.events(per.take(Rule::events)?)?),
        };
        let points = self.points_for(each, events, parts)?;
        Some(ScoreLine { span, less, points })
    }

    /// `purchases.amount`: the events, and what each of them says.
    pub(super) fn attribute_of(&mut self, node: Node<'_>) -> Option<(Name, Name)> {
        let mut parts = Children::of(node);
        let events = self.name(&parts.take(Rule::name)?);
        parts.take(Rule::dot)?;
        let attribute = self.name(&parts.take(Rule::name)?);
        parts.end();
        Some((events, attribute))
    }

    /// `full $10 of purchases.amount`.
    fn per_amount(&mut self, node: Node<'_>, points: Bound) -> Option<(Each, Name)> {
        let mut parts = Children::of(node);
        let full = parts.has(Rule::kw_full);
        let unit: Expr = self.amount(parts.take(Rule::amount)?);
        parts.take(Rule::kw_of)?;
        let (events, attribute) = self.attribute_of(parts.take(Rule::dotted)?)?;
        Some((Each::Per { points, full, unit, attribute }, events))
    }

    /// What comes after the events.
    fn points_for(&mut self, each: Each, events: Name, mut parts: Children<'_>) -> Option<Points> {
        let condition = match parts.maybe(Rule::where_clause) {
            Some(clause) => Some(Box::new(self.where_clause(clause)?)),
            None => None,
        };
        let lasting = match parts.maybe(Rule::kw_for) {
            Some(_) => Some(self.lasting(parts.take(Rule::lasting)?)?),
            None => None,
        };
        parts.end();
        Some(Points::Events(PointsFor { each, events, condition, lasting }))
    }

    /// `180 days`, `6 calendar months`.
    fn lasting(&mut self, node: Node<'_>) -> Option<Lasting> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let Some(number) = parts.maybe(Rule::number) else {
            return Some(Lasting::For(self.duration(parts.take(Rule::duration)?)?));
        };
        let count = self.whole(&number, "A number of periods", "6 calendar months")?;
        parts.take(Rule::kw_calendar)?;
        let word = parts.take(Rule::unit)?.as_str();
        let period = Period::from_word(word.strip_suffix('s').unwrap_or(word));
        if period.is_none() {
            let title = format!("The calendar has no {word}");
            let help = "use days, weeks, months, quarters or years";
            self.tell(register::SYNTAX, span, &title, "not a period of the calendar", help);
        }
        Some(Lasting::Calendar(count, period?))
    }

    /// A number without a sign, with its place.
    pub(super) fn number(&mut self, node: &Node<'_>) -> Option<Bound> {
        let span = self.span(node);
        let value = self.decimal(node)?;
        Some(Bound { value, span })
    }
}
