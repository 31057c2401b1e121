//! Each finding in words.

use std::sync::Arc;

use crate::plan::{GiftId, PartId, Plan, RuleId, StageId};
use crate::problems::{Problem, Span, register as code};
use crate::prove::{Customer, Finding};

use super::reason::{self, reason};
use super::{example, record};
use crate::values::{listing, singular, with_article};

/// Says what was found about a program.
pub(super) struct Said<'s> {
    pub plan: &'s Arc<Plan>,
}

impl Said<'_> {
    pub(super) fn problem(&self, finding: &Finding) -> Problem {
        match finding {
            Finding::Never { rule, together, cuts_off } => self.never(*rule, together, cuts_off),
            Finding::NoEvent { condition } => self.no_event(*condition),
            Finding::Always { condition, of_events } => self.always(*condition, *of_events),
            Finding::Shadowed { rule, by, timed, customer, cuts_off } => {
                let problem = self.shadowed(*rule, by, timed);
                let problem = self.and_cut_off(problem, cuts_off);
                self.with_example(problem, customer.as_deref(), "both rules apply")
            }
            Finding::Conflict { first, second, customer } => {
                self.conflict(*first, *second, customer)
            }
            Finding::Bounce { rules, customer } => self.bounce(rules, customer),
            Finding::Skips { rule, over, customer } => self.skips(*rule, *over, customer),
            Finding::NotOffered { rule, gift } => self.not_offered(*rule, *gift),
            Finding::Paused { rule, gift, pause } => self.paused(*rule, *gift, *pause),
            Finding::Again { rule, gift, customer } => self.again(*rule, *gift, customer),
            Finding::Unreachable { stage, rules } => self.unreachable(*stage, rules),
            Finding::Stuck { stage, rules } => self.stuck(*stage, rules),
            Finding::OpenWheel { last } => self.open_wheel(*last),
        }
    }

    fn never(&self, rule: RuleId, together: &[PartId], cuts_off: &[StageId]) -> Problem {
        let mut spans: Vec<Span> = together.iter().map(|part| self.part(*part)).collect();
        spans.sort_by_key(|span| span.start);
        spans.dedup();
        let (title, label, next) = match spans.len() {
            0 | 1 => ("Nobody can meet this condition", "never true", ""),
            2 => (
                "Nobody can meet both of these at once",
                "customers who meet this",
                "cannot meet this",
            ),
            _ => {
                let title = "Nobody can meet all of these at once";
                (title, "never true together with the others", "and this")
            }
        };
        let at = spans.first().copied().unwrap_or_else(|| self.condition(rule));
        let mut problem = Problem::new(code::NEVER_FIRES, title, at, label);
        for span in spans.iter().skip(1) {
            problem = problem.and_at(*span, next);
        }
        let problem = self.and_cut_off(problem, cuts_off);
        let condition = self.plan.rules[rule].condition.as_ref();
        let reason = condition.and_then(|condition| reason(self.plan, condition, together));
        let change = "change one of the conditions, or delete the rule: it never does anything";
        problem.help(reason.map_or(change.to_owned(), |reason| format!("{reason}; {change}")))
    }

    fn no_event(&self, condition: PartId) -> Problem {
        let title = "No event can meet this condition";
        let span = self.part(condition);
        let problem = Problem::new(code::NEVER_FIRES, title, span, "never true");
        problem.help("change the condition: as it is, no event is counted")
    }

    fn always(&self, condition: PartId, of_events: bool) -> Problem {
        let title = if of_events {
            "This condition leaves out no event"
        } else {
            "This condition is true for everybody of whom it can be known"
        };
        let span = self.part(condition);
        let problem = Problem::new(code::ALWAYS_TRUE, title, span, "never false");
        problem.help(
            "compare with something else; to ask only whether something is known, write `is known`",
        )
    }

    fn shadowed(&self, rule: RuleId, by: &[RuleId], timed: &[usize]) -> Problem {
        let title = match by {
            [_] => "This rule never fires: the one before it moves everybody on first",
            _ => "This rule never fires: those before it move everybody on first",
        };
        let title = format!("{title}{}", self.unless_untimed(timed));
        let span = self.condition(rule);
        let mut problem = Problem::new(code::SHADOWED, title, span, "customers who meet this");
        for (place, earlier) in by.iter().enumerate() {
            let to = self.plan.rules[*earlier].move_to.map(|to| self.stage(to)).unwrap_or_default();
            let label = match place {
                0 => format!("meet this first, and move to `{to}`"),
                _ => format!("or this, and move to `{to}`"),
            };
            problem = problem.and_at(self.condition(*earlier), label);
        }
        let change = match by {
            [_] => "put this rule before the other one, or delete it",
            _ => "put this rule before the others, or delete it",
        };
        let condition = |rule: &RuleId| self.plan.rules[*rule].condition.as_ref();
        let reason = match by {
            [earlier] => condition(&rule).zip(condition(earlier)),
            _ => None,
        };
        let reason = reason.and_then(|(later, earlier)| reason::covered(self.plan, later, earlier));
        problem.help(reason.map_or(change.to_owned(), |reason| format!("{reason}; {change}")))
    }

    /// `, unless an order has no time`, where an event of one of these lists may have none.
    fn unless_untimed(&self, lists: &[usize]) -> String {
        let named = lists.iter().map(|list| {
            let name = &self.plan.needs.lists[*list].name;
            singular(name).map_or(format!("one of the {name}"), |one| with_article(&one))
        });
        let named: Vec<String> = named.collect();
        if named.is_empty() {
            String::new()
        } else {
            format!(", unless {} has no time", named.join(" or "))
        }
    }

    fn conflict(&self, first: RuleId, second: RuleId, customer: &Customer) -> Problem {
        let to = |rule: RuleId| {
            self.plan.rules[rule].move_to.map(|to| self.stage(to)).unwrap_or_default()
        };
        let (won, lost) = (to(first), to(second));
        let title = format!("Customers who meet both rules move to `{won}`, and not to `{lost}`");
        let span = self.condition(second);
        let label = format!("customers who also meet this do not move to `{lost}`");
        let problem = Problem::new(code::CONFLICT, title, span, label)
            .and_at(self.condition(first), format!("customers who meet this move to `{won}`"));
        let help = "if that is right, say so with a test; if not, swap the rules or make one of \
                    them ask for more";
        let title = format!("{won} comes before {lost}");
        self.with_example(problem.help(help), Some(customer), &title)
    }

    fn bounce(&self, rules: &[RuleId], customer: &Customer) -> Problem {
        let stages: Vec<String> = rules
            .iter()
            .filter_map(|rule| self.plan.rules[*rule].move_to)
            .map(|to| format!("`{}`", self.stage(to)))
            .collect();
        let title = format!("Customers go around between {} without end", listing::and(&stages));
        let mut rules = rules.iter();
        let Some(first) = rules.next() else {
            return Problem::new(code::PING_PONG, title, Span::default(), "");
        };
        let to =
            |rule: &RuleId| self.plan.rules[*rule].move_to.map_or("", |to| self.stage_name(to));
        let label = format!("customers who meet this move to `{}`", to(first));
        let mut problem = Problem::new(code::PING_PONG, title, self.condition(*first), label);
        for rule in rules {
            let label = format!("and, as they meet this, move to `{}` the next time", to(rule));
            problem = problem.and_at(self.condition(*rule), label);
        }
        let help = "make one of the rules ask for something that happens after the move, such as \
                    `since entering` or `30 days in stage`";
        self.with_example(problem.help(help), Some(customer), "goes around")
    }

    fn skips(&self, rule: RuleId, over: RuleId, customer: &Customer) -> Problem {
        let to = |rule: RuleId| self.plan.rules[rule].move_to.map_or("", |to| self.stage_name(to));
        let (to, between) = (to(rule), to(over));
        let title =
            format!("This rule skips `{between}`, which all of these customers could enter");
        let label = format!("customers who meet this move to `{to}` at once");
        let help = format!(
            "to show that this is meant, write `skip to {to}`; to have nobody skip a stage, move \
             them to `{between}` first"
        );
        let problem = Problem::new(code::SKIPS_STAGE, title, self.condition(rule), label)
            .and_at(self.condition(over), format!("and meet what leads to `{between}`"));
        self.with_example(problem.help(help), Some(customer), &format!("skips {between}"))
    }

    fn not_offered(&self, rule: RuleId, gift: GiftId) -> Problem {
        let name = &self.plan.gifts[gift].name;
        let title = format!("This rule never gives `{name}`: it is not offered in this stage");
        let label = format!("asks for `{name}` where nobody may get it");
        let only = self.plan.gifts[gift].only_in.iter().flatten();
        let stages: Vec<String> = only.map(|stage| format!("`{}`", self.stage(*stage))).collect();
        let help = format!(
            "`{name}` is offered only in {}; a gift that goes with a move belongs to the stage that \
             the customer leaves: give it `on entering`, or add the stage to `only in`",
            listing::and(&stages)
        );
        Problem::new(code::NEVER_GIVEN, title, self.actions(rule), label)
            .and_at(self.plan.gifts[gift].span, "declared here")
            .help(help)
    }

    fn paused(&self, rule: RuleId, gift: GiftId, pause: usize) -> Problem {
        let name = &self.plan.gifts[gift].name;
        let title = format!("This rule never gives `{name}`: a pause always holds it back");
        let pause = self.part(self.plan.pauses[pause].condition.id);
        let span = self.condition(rule);
        Problem::new(code::NEVER_GIVEN, title, span, "customers who meet this")
            .and_at(pause, "are paused by this, or we can't tell")
            .help(format!("change the pause or the rule, or leave `{name}` out of the pause"))
    }

    fn again(&self, rule: RuleId, gift: GiftId, customer: &Customer) -> Problem {
        let name = &self.plan.gifts[gift].name;
        let title = format!("This rule gives `{name}` at every run, to the same customers");
        let label = "this stays true after it was given";
        let problem = Problem::new(code::GIVEN_AGAIN, title, self.condition(rule), label)
            .and_at(self.plan.gifts[gift].span, "given every time a rule says so")
            .help("write `once`, or how often: `once per 30 days`");
        self.with_example(problem, Some(customer), "gets it again")
    }

    fn unreachable(&self, stage: StageId, rules: &[RuleId]) -> Problem {
        let title =
            format!("Nobody can reach `{}`: no rule that leads here ever fires", self.stage(stage));
        let span = self.plan.stages[stage].span;
        let label = "nobody gets here";
        let mut problem = Problem::new(code::UNREACHABLE_STAGE, title, span, label);
        for rule in rules {
            problem = problem.and_at(self.condition(*rule), "never fires where customers are");
        }
        problem.help("change the rules that lead here, or delete the stage")
    }

    fn stuck(&self, stage: StageId, rules: &[RuleId]) -> Problem {
        let title =
            format!("Nobody can leave `{}`: no rule that leads out ever fires", self.stage(stage));
        let span = self.plan.stages[stage].span;
        let mut problem = Problem::new(code::DEAD_END, title, span, "customers stay here forever");
        for rule in rules {
            problem = problem.and_at(self.condition(*rule), "never fires in this stage");
        }
        problem.help("change one of these rules, or write `resting` if customers may stay here")
    }

    fn open_wheel(&self, last: StageId) -> Problem {
        let name = self.stage(last);
        let title = "The lifecycle never leads back to where it has been";
        let help = format!(
            "add a rule in `{name}` that moves customers back, or say whom they bring: `refers 1 to \
             ...`"
        );
        let span = self.plan.stages[last].span;
        Problem::new(code::OPEN_WHEEL, title, span, "this is the end of it").help(help)
    }

    fn and_cut_off(&self, mut problem: Problem, cuts_off: &[StageId]) -> Problem {
        for stage in cuts_off {
            problem = problem.and_at(self.plan.stages[*stage].span, "so nobody gets here");
        }
        problem
    }

    fn with_example(&self, problem: Problem, customer: Option<&Customer>, title: &str) -> Problem {
        let test = customer.and_then(|customer| example::test(self.plan, customer, title));
        let (Some(test), Some(customer)) = (test, customer) else { return problem };
        let problem = problem.example(test);
        match record::shown(self.plan, customer) {
            Some(customer) => problem.customer(customer),
            None => problem,
        }
    }

    fn part(&self, part: PartId) -> Span {
        self.plan.part(part).span
    }

    /// Where the condition of a rule is, or the rule if it has none.
    fn condition(&self, rule: RuleId) -> Span {
        let rule = &self.plan.rules[rule];
        rule.condition.as_ref().map_or(rule.span, |condition| self.part(condition.id))
    }

    /// Where a rule says what it does.
    fn actions(&self, rule: RuleId) -> Span {
        let whole = self.plan.rules[rule].span;
        match &self.plan.rules[rule].condition {
            Some(condition) => Span { start: self.part(condition.id).end, ..whole },
            None => whole,
        }
    }

    fn stage(&self, stage: StageId) -> String {
        self.stage_name(stage).to_owned()
    }

    fn stage_name(&self, stage: StageId) -> &str {
        &self.plan.stages[stage].name
    }
}
