//! Checks scores and balances, and warns of those that nothing uses.

use crate::problems::{Problem, Problems, Span, register as code};
use crate::syntax::tree::{self, Bound};
use crate::terms::Lasting;
use crate::values::{Decimal, Duration, Value};

use super::at::At;
use super::model::{Each, Events, Expr, ExprKind, Model, Points, Score, ScoreLine};
use super::names::Meaning;
use super::{Checker, Type};

impl Checker<'_> {
    pub(super) fn scores(&mut self) {
        for (index, score) in self.file.scores().enumerate() {
            let lines: Vec<_> = score.lines.iter().filter(|_| !self.broken_scores[index]).collect();
            let lines =
                lines.into_iter().filter_map(|line| self.score_line(line, score.balance)).collect();
            self.bounds(score);
            self.earns(score);
            self.spends(score);
            self.scores.push(Score {
                name: score.name.text.clone(),
                span: score.name.span,
                balance: score.balance,
                at_least: score.at_least.as_ref().map(|bound| bound.value),
                at_most: score.at_most.as_ref().map(|bound| bound.value),
                experiments: Vec::new(),
                lines,
            });
        }
    }

    fn bounds(&mut self, score: &tree::Score) {
        let (Some(low), Some(high)) = (&score.at_least, &score.at_most) else { return };
        if low.value > high.value {
            let title = "This range ends before it begins";
            let label = format!("{} is more than {}", low.value, high.value);
            let help = "write the smaller number after `at least`";
            self.refuse(code::BAD_RANGE, title, low.span.to(high.span), label, help);
        }
    }

    /// A balance has something to spend, and what is spent is spent for good.
    fn earns(&mut self, score: &tree::Score) {
        if !score.balance {
            return;
        }
        let name = &score.name;
        if !score.lines.is_empty() && score.lines.iter().all(|line| line.less) {
            let title = format!("Nothing is ever earned in `{}`", name.text);
            let help = "add a line that says what earns points, for example `earn 1 per purchase`";
            self.refuse(code::NEVER_TRUE, title, name.span, "this is always 0", help);
        }
        for line in score.lines.iter().filter(|line| line.less) {
            let tree::Points::Events(given) = &line.points else { continue };
            if given.lasting.is_some() {
                let title = "Points that are spent do not come back";
                let help =
                    "remove `for ...` here: how long points last is said where they are earned";
                let label = "only what is earned expires";
                self.refuse(code::MISPLACED, title, line.span, label, help);
            }
        }
    }

    fn score_line(&mut self, line: &tree::ScoreLine, balance: bool) -> Option<ScoreLine> {
        let points = match &line.points {
            tree::Points::When { points, condition } => {
                Points::When(points.value, self.condition(condition, At::Customer))
            }
            tree::Points::Events(given) => {
                if balance {
                    self.no_points(given, line);
                }
                let dates = match (given.lasting, line.less) {
                    (Some(_), _) => Some("points that expire need dates"),
                    (None, false) => Some("a balance needs to know when each point was earned"),
                    (None, true) => Some("a balance needs to know when each point was spent"),
                };
                let dates = dates.filter(|_| balance || given.lasting.is_some());
                self.points_for(given, dates, line.span)?
            }
        };
        Some(ScoreLine { span: line.span, less: line.less, points })
    }

    /// `earn 0 per purchase`.
    fn no_points(&mut self, given: &tree::PointsFor, line: &tree::ScoreLine) {
        let (tree::Each::Same(points) | tree::Each::Per { points, .. }) = &given.each else {
            return;
        };
        if points.value != Decimal::ZERO {
            return;
        }
        let title = format!("This line {} nothing", if line.less { "spends" } else { "earns" });
        let help = "write how many points each of them is, or delete the line";
        self.refuse(code::NEVER_TRUE, title, points.span, "no points", help);
    }

    /// `dates` says why the events need dates, if they do.
    fn points_for(
        &mut self,
        given: &tree::PointsFor,
        dates: Option<&str>,
        span: Span,
    ) -> Option<Points> {
        let filter = tree::Filter { condition: given.condition.clone(), window: None };
        let events = self.events_named(&given.events);
        let condition = self.filter(&filter, &events, &given.events).condition;
        match (&events, dates) {
            (Events::Broken, _) => return None,
            (Events::Count(_), Some(why)) => {
                self.no_dates(&given.events, span, why);
                return None;
            }
            (Events::Count(_) | Events::List(_) | Events::Within { .. } | Events::Given(_), _) => {}
        }
        if let Some(Lasting::For(duration)) = given.lasting {
            self.no_time("for", duration, span);
        }
        let each = self.each(given, &events)?;
        Some(Points::Events { each, events, condition, lasting: given.lasting })
    }

    fn each(&mut self, given: &tree::PointsFor, events: &Events) -> Option<Each> {
        Some(match &given.each {
            tree::Each::Same(points) => Each::Same(points.value),
            tree::Each::Own(attribute) => {
                let (ty, found) = self.attribute_of(events, &given.events, attribute, "number")?;
                if ty != Type::Number && !ty.is_broken() {
                    let title = "Points are numbers";
                    let label = format!("this is {}", ty.words());
                    let help = if ty == Type::Money {
                        let value = format!("{}.{}", given.events.text, attribute.text);
                        format!("say how many for what: `1 per {} of {value}`", self.amount(1))
                    } else {
                        "name a value of type `number`".to_owned()
                    };
                    self.refuse(code::WRONG_TYPE, title, attribute.span, label, help);
                    return None;
                }
                let one = Decimal::from(1i64);
                Each::Per { points: one, full: false, unit: one, attribute: found }
            }
            tree::Each::Per { points, full, unit, attribute } => {
                let money = matches!(unit.kind, tree::ExprKind::Money { .. });
                let of_type = if money { "money" } else { "number" };
                let (ty, found) = self.attribute_of(events, &given.events, attribute, of_type)?;
                let unit = self.unit(unit, ty, attribute)?;
                Each::Per { points: points.value, full: *full, unit, attribute: found }
            }
        })
    }

    /// `$10`: an amount for an amount, and a number for a number; more than nothing.
    fn unit(&mut self, unit: &tree::Expr, ty: Type, attribute: &tree::Name) -> Option<Decimal> {
        let checked = self.expression(unit, At::Customer, None);
        let Some(Value::Number(number)) = checked.constant().cloned() else { return None };
        if ty.is_broken() {
            return None;
        }
        if checked.ty != ty {
            let title = "These two do not go together";
            let label = format!("this is {}", checked.ty.words());
            let written = self.written(unit.span);
            let help = match (ty, checked.ty) {
                (Type::Money, Type::Number) => format!("write `{}`", self.as_amount(number)),
                (Type::Number, Type::Money) => format!("write `{}`", number.normalized()),
                _ => format!("`{written} of` goes with a number or an amount of money"),
            };
            let problem = Problem::new(code::TYPES_DIFFER, title, unit.span, label);
            let other = format!("this is {}", ty.words());
            self.problems.push(problem.and_at(attribute.span, other).help(help));
            return None;
        }
        if number == Decimal::ZERO {
            let title = "Dividing by 0 has no result";
            let example = if ty == Type::Money { self.amount(10) } else { "100".to_owned() };
            let help = format!("write how much it takes, for example `{example}`");
            self.refuse(code::NEVER_TRUE, title, unit.span, "this is nothing", help);
            return None;
        }
        Some(number)
    }

    /// `stars expiring within 30 days`.
    pub(super) fn expiring(&mut self, span: Span, name: &tree::Name, within: Duration) -> Expr {
        let found = self.names.get(&name.text);
        let balance = match found {
            Some(Meaning::Score(index)) => {
                let score = self.file.scores().nth(index);
                score.filter(|score| score.balance).map(|_| index)
            }
            Some(Meaning::Broken) => return Expr::broken(span),
            Some(
                Meaning::Field(_)
                | Meaning::List(_)
                | Meaning::Let(_)
                | Meaning::Group(_)
                | Meaning::Gift(_)
                | Meaning::Experiment(_)
                | Meaning::Stage(_),
            )
            | None => None,
        };
        if let Some(meaning) = found {
            self.mention_of(name.span, meaning);
        }
        let Some(index) = balance else {
            let title = format!("`{}` is not a balance", name.text);
            let balances = self.file.scores().filter(|score| score.balance);
            let names: Vec<&str> = balances.map(|score| score.name.text.as_str()).collect();
            let help = match names.as_slice() {
                [] => "points that expire are declared with `balance`".to_owned(),
                names => super::suggest::known("balances", names),
            };
            return self.refuse(
                code::WRONG_TYPE,
                title,
                name.span,
                "only points of a balance expire",
                help,
            );
        };
        self.used_scores[index] = true;
        Expr { span, ty: Type::Number, kind: ExprKind::Expiring(index, within) }
    }

    /// Points that are redeemed, in a score: as soon as points expire that were redeemed, they are
    /// taken once more from what is left; and a score may fall below nothing.
    fn spends(&mut self, score: &tree::Score) {
        let events = |line: &tree::ScoreLine| match &line.points {
            tree::Points::Events(given) => Some(given.clone()),
            tree::Points::When { .. } => None,
        };
        let expires =
            |line: &tree::ScoreLine| events(line).is_some_and(|given| given.lasting.is_some());
        let earned_expire = score.lines.iter().any(|line| !line.less && expires(line));
        let spent = score.lines.iter().filter(|line| line.less).find_map(|line| {
            let word = events(line)?.events.text;
            self.is_spending(&word).then_some((line, word))
        });
        let (false, Some((line, word))) = (score.balance, spent) else { return };
        let what = match () {
            () if earned_expire => {
                format!("this is taken again when the points that `{word}` used expire")
            }
            () if expires(line) => "these points come back after that time".to_owned(),
            // What was given may just count less.
            () if self.is_gift(&word) || score.at_least.is_some() => return,
            () => "this can take the score below 0".to_owned(),
        };
        let title = match earned_expire {
            true => "Points that expire cannot be spent in a `score`",
            false => "Points that are spent belong in a `balance`",
        };
        let name = &score.name.text;
        let help = format!(
            "write `balance {name}`, with `earn` instead of `add` and `spend` instead of `take`"
        );
        self.problems.push(Problem::new(code::SPENT_POINTS, title, line.span, what).help(help));
    }

    fn is_gift(&self, word: &str) -> bool {
        matches!(self.names.word_events(word), Some(Events::Given(_)))
    }

    /// Whether events spend points, by their name or because they are gifts.
    fn is_spending(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        let parts = ["redeem", "redempt", "spen", "burn", "withdraw", "payout"];
        self.is_gift(word) || parts.iter().any(|part| lower.contains(part))
    }
}

/// The ends of a score, if it says any.
pub(super) fn ends(score: &tree::Score) -> (Option<Decimal>, Option<Decimal>) {
    let value = |bound: &Option<Bound>| bound.as_ref().map(|bound| bound.value);
    let low = value(&score.at_least);
    // What is left of points is never less than nothing.
    let low = if score.balance { Some(Decimal::ZERO) } else { low };
    (low, value(&score.at_most))
}

pub(super) fn unused(model: &Model, used: &[bool], problems: &mut Problems) {
    for (score, used) in model.scores.iter().zip(used) {
        if !used {
            let kind = if score.balance { "balance" } else { "score" };
            let title = format!("Nothing uses the {kind} `{}`", score.name);
            let help = format!("use it in a condition, for example `{} ≥ 60`", score.name);
            problems
                .push(Problem::new(code::UNUSED_LET, title, score.span, "defined here").help(help));
        }
    }
}
