//! Each part of an answer in words.

use std::sync::Arc;

use super::{Answered, Point, Verdict};
use crate::eval::{Decision, Evaluator};
use crate::plan::{Does, GiftId, Plan, Question, QuestionKind, RuleId, StageId};
use crate::problems::Span;
use crate::prove::{Answer, Customer, Ground, Obstacle, Proof};
use crate::terms::{Cap, Per};
use crate::tools::explain::Writer;
use crate::tools::findings::{example, record};
use crate::values::{AsOf, Decimal, listing};

/// Says what the answers to the questions of a plan are.
pub(super) struct Said<'s> {
    pub plan: &'s Arc<Plan>,
}

impl Said<'_> {
    pub(super) fn answered(&self, question: &Question, answer: Answer) -> Answered {
        let mut answered = Answered {
            question: question.text.clone(),
            span: question.span,
            verdict: Verdict::Proved,
            sentence: String::new(),
            points: Vec::new(),
            assumed: Vec::new(),
            test: None,
            customer: None,
        };
        match answer {
            Answer::Proved(proof) => {
                answered.sentence = self.proved(question, &proof);
                answered.points = proof.grounds.iter().map(|ground| self.ground(*ground)).collect();
                answered.assumed = self.assumed(question);
            }
            Answer::Counterexample { customer, rule } => {
                answered.verdict = Verdict::Counterexample;
                let decision = self.decision(&customer);
                answered.sentence = self.shown(question, decision.as_ref());
                answered.points = self.causes(question, decision.as_ref(), rule);
                answered.test = example::test(self.plan, &customer, &title(question));
                answered.customer = record::shown(self.plan, &customer);
            }
            Answer::NotProved(obstacles) => {
                answered.verdict = Verdict::NotProved;
                answered.sentence = "No customer was found for whom it is not so, and it is not \
                                     proved that there is none."
                    .to_owned();
                answered.points =
                    obstacles.iter().map(|what| self.obstacle(question, what)).collect();
            }
        }
        answered
    }

    fn proved(&self, question: &Question, proof: &Proof) -> String {
        match &question.kind {
            QuestionKind::Does {
                every: false,
                stage: Some(_),
                condition: None,
                does: Does::Enters(_),
            } => "Nobody gets there, in however many steps.".to_owned(),
            QuestionKind::Does { every: false, .. } => {
                "No decision does this, whatever is in the record and in the history.".to_owned()
            }
            QuestionKind::Does { every: true, .. } => {
                "Every decision does this, whatever else is in the record and in the history."
                    .to_owned()
            }
            QuestionKind::Most { gifts, cap, per } => {
                let most = proof.most.map(|most| self.amount(*cap, most));
                let most = most.unwrap_or_else(|| "less".to_owned());
                let period = per.map_or("ever".to_owned(), |per| {
                    let end = if is_one(per) { "ends" } else { "end" };
                    match per {
                        Per::Calendar(_) => format!("in that {} so far", period(per)),
                        Per::Rolling(_) => format!("in the {} that {end} then", period(per)),
                    }
                });
                let what = match gifts.as_slice() {
                    [_] => self.gifts(gifts),
                    _ => "one of them".to_owned(),
                };
                format!("Each time that {what} is given, that makes at most {most} {period}.")
            }
        }
    }

    /// A number of times, or an amount of money.
    fn amount(&self, cap: Cap, most: Decimal) -> String {
        match cap {
            Cap::Money(_) => self.plan.currency.write(most),
            Cap::Count(_) => most.normalized().to_string(),
        }
    }

    /// What the customer does who shows that it is not so.
    fn shown(&self, question: &Question, decision: Option<&Decision>) -> String {
        let moved = decision.and_then(|decision| decision.moves.first());
        let stage = decision.map(|decision| decision.to);
        match (&question.kind, moved) {
            (QuestionKind::Does { does: Does::Gets(gifts), every, .. }, _) => match every {
                true => format!("This customer does not get {}.", self.gifts(gifts)),
                false => format!("This customer gets {}.", self.given(gifts, decision)),
            },
            (QuestionKind::Does { does: Does::Tagged(tag), every, .. }, _) => match every {
                true => format!("This customer is not tagged \"{tag}\"."),
                false => format!("This customer is tagged \"{tag}\"."),
            },
            (QuestionKind::Does { .. }, Some(moved)) => {
                format!("This customer moves to `{}`.", self.stage(moved.to))
            }
            (QuestionKind::Does { .. }, None) => match stage {
                Some(stage) => format!("This customer stays in `{}`.", self.stage(stage)),
                None => "This customer stays.".to_owned(),
            },
            (QuestionKind::Most { gifts, .. }, _) => {
                format!("With {}, this customer has more than that.", self.given(gifts, decision))
            }
        }
    }

    /// The gifts among some that are given.
    fn given(&self, gifts: &[GiftId], decision: Option<&Decision>) -> String {
        let given = decision.into_iter().flat_map(|decision| &decision.given);
        let mut names: Vec<GiftId> =
            given.map(|given| given.gift).filter(|gift| gifts.contains(gift)).collect();
        names.dedup();
        self.listed(&names, listing::and)
    }

    fn gifts(&self, gifts: &[GiftId]) -> String {
        self.listed(gifts, listing::or)
    }

    fn listed(&self, gifts: &[GiftId], joined: fn(&[String]) -> String) -> String {
        let names: Vec<String> =
            gifts.iter().map(|gift| format!("`{}`", self.plan.gifts[*gift].name)).collect();
        if names.is_empty() { "it".to_owned() } else { joined(&names) }
    }

    /// The rules that do it.
    fn causes(
        &self,
        question: &Question,
        decision: Option<&Decision>,
        rule: Option<RuleId>,
    ) -> Vec<Point> {
        let Some(decision) = decision else { return Vec::new() };
        let moved = decision.moves.first().map(|moved| (moved.rule, moved.to));
        let by_moving = |(rule, to): (RuleId, StageId)| {
            let text = format!("customers who meet this move to `{}`", self.stage(to));
            vec![self.at_rule(text, rule)]
        };
        match &question.kind {
            QuestionKind::Does { does: Does::Gets(gifts), every: false, .. }
            | QuestionKind::Most { gifts, .. } => {
                let given = decision.given.iter().filter(|given| gifts.contains(&given.gift));
                let mut points: Vec<Point> = given
                    .map(|given| {
                        let name = &self.plan.gifts[given.gift].name;
                        self.at_rule(format!("`{name}` is given by this"), given.rule)
                    })
                    .collect();
                points.dedup();
                points
            }
            QuestionKind::Does { does: Does::Tagged(_), every: false, .. } => {
                let rule = rule.map(|rule| self.at_rule("tagged by this".to_owned(), rule));
                rule.into_iter().collect()
            }
            QuestionKind::Does { .. } => moved.map(by_moving).unwrap_or_default(),
        }
    }

    fn ground(&self, ground: Ground) -> Point {
        let writer = Writer { plan: self.plan };
        let (text, span) = match ground {
            Ground::HowOften(gift) => {
                let name = &self.plan.gifts[gift].name;
                let often = writer.how_often(gift);
                (format!("`{name}` is given {often}"), self.plan.gifts[gift].span)
            }
            Ground::Limit(limit) => ("this limit".to_owned(), self.plan.limits[limit].span),
            Ground::Free(gift) => {
                let gift = &self.plan.gifts[gift];
                (format!("`{}` costs nothing", gift.name), gift.span)
            }
            Ground::NeverGiven(gift) => {
                let gift = &self.plan.gifts[gift];
                (format!("no rule ever gives `{}`", gift.name), gift.span)
            }
        };
        Point { text, span: Some(span) }
    }

    fn obstacle(&self, question: &Question, obstacle: &Obstacle) -> Point {
        let at = |text: String, span: Span| Point { text, span: Some(span) };
        let of_gift = |gift: GiftId, words: &str| {
            let gift = &self.plan.gifts[gift];
            at(format!("`{}` {words}", gift.name), gift.span)
        };
        let of_stage = |stage: StageId, words: &str| {
            let stage = &self.plan.stages[stage];
            at(words.replace("{}", &format!("`{}`", stage.name)), stage.span)
        };
        match obstacle {
            Obstacle::Outside(part) => {
                at("proofs do not look into this".to_owned(), self.plan.part(*part).span)
            }
            Obstacle::TooLong(rule) => {
                let text = "it would take too many steps to look through this";
                self.at_maybe(text, *rule)
            }
            Obstacle::NotShown(rule) => {
                let text = "nothing says that nobody is like this, and nobody was found";
                self.at_maybe(text, *rule)
            }
            Obstacle::NoRoom(stage) => {
                of_stage(*stage, "as long as there is no room in {}, customers stay where they are")
            }
            Obstacle::MakesRoom(stage) => {
                of_stage(*stage, "customers in {} make room for others when it is full")
            }
            Obstacle::Way(stages) => {
                let names: Vec<String> =
                    stages.iter().map(|stage| format!("`{}`", self.stage(*stage))).collect();
                let text = format!("there may be a way by several steps: {}", names.join(", "));
                Point { text, span: stages.first().map(|stage| self.plan.stages[*stage].span) }
            }
            Obstacle::Kept(gift) => of_gift(*gift, "is kept, so it may be given later"),
            Obstacle::Withheld(gift) => of_gift(*gift, "may be withheld"),
            Obstacle::Unlimited(gift) => {
                of_gift(*gift, "may be given again in that time, and no limit says how often")
            }
            Obstacle::Calculated(gift) => {
                of_gift(*gift, "has a cost that depends on the customer, and no limit caps it")
            }
            Obstacle::AsMuchAs(most) => {
                let most = match question.kind {
                    QuestionKind::Most { cap, .. } => self.amount(cap, *most),
                    QuestionKind::Does { .. } => most.to_string(),
                };
                Point { text: format!("all that is proved is at most {most}"), span: None }
            }
        }
    }

    /// What is assumed where something is proved.
    fn assumed(&self, question: &Question) -> Vec<String> {
        let mut assumed = Vec::new();
        match &question.kind {
            QuestionKind::Most { cap, .. } => {
                assumed.push(
                    match cap {
                        Cap::Money(_) => {
                            "What is given is written into the history, with what it costs, and \
                             these rules wrote all of it."
                        }
                        Cap::Count(_) => {
                            "What is given is written into the history, and these rules wrote all \
                             of it."
                        }
                    }
                    .to_owned(),
                );
                assumed.push("Decisions are made for whole days.".to_owned());
            }
            QuestionKind::Does { every, does, .. } => {
                if *every && matches!(does, Does::Gets(_)) {
                    assumed.push(
                        "Nothing was given at this very moment, and what was given before has a \
                         time."
                            .to_owned(),
                    );
                }
                if !self.plan.needs.lists.is_empty() {
                    assumed.push("All events have times.".to_owned());
                }
            }
        }
        if self.plan.leave_out.is_some() {
            assumed.push("Customers who are left out are not asked about.".to_owned());
        }
        assumed
    }

    fn decision(&self, customer: &Customer) -> Option<Decision> {
        Evaluator::new(self.plan, AsOf::Day(customer.as_of)).decide(&customer.record).ok()
    }

    fn at_rule(&self, text: String, rule: RuleId) -> Point {
        Point { text, span: Some(self.condition(rule)) }
    }

    fn at_maybe(&self, text: &str, rule: Option<RuleId>) -> Point {
        Point { text: text.to_owned(), span: rule.map(|rule| self.condition(rule)) }
    }

    /// Where the condition of a rule is, or the rule if it has none.
    fn condition(&self, rule: RuleId) -> Span {
        let rule = &self.plan.rules[rule];
        rule.condition.as_ref().map_or(rule.span, |condition| self.plan.part(condition.id).span)
    }

    fn stage(&self, stage: StageId) -> &str {
        &self.plan.stages[stage].name
    }
}

/// The title of a test that shows that something is not so.
fn title(question: &Question) -> String {
    format!("not so: {}", question.text.replace('"', "'"))
}

/// Whether a period is called by one word alone, or by a number of them.
fn is_one(per: Per) -> bool {
    match per {
        Per::Rolling(duration) => duration.count == 1,
        Per::Calendar(_) => true,
    }
}

fn period(per: Per) -> String {
    match per {
        Per::Rolling(duration) if duration.count == 1 => duration.unit.word().to_owned(),
        Per::Rolling(duration) => format!("{} {}s", duration.count, duration.unit.word()),
        Per::Calendar(period) => format!("calendar {}", period.word()),
    }
}
