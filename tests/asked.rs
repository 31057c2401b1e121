//! A customer out of a stream can be asked about each part of the rules, after the passes over all
//! customers, and answers what the evaluator says.

#[path = "support/invented/mod.rs"]
mod invented;

use std::collections::BTreeMap;

use flywheel::Program;
use flywheel::eval::{Answer, Decision, Event, Seen, Situation};
use flywheel::plan::{CondKind, Expr, ExprKind, Fold, FoldKind, Node, PartId, Places, Plan, Scope};
use flywheel::run::Engine;
use flywheel::tools::explain::Explainer;
use flywheel::values::{AsOf, Decimal, Truth, Value};
use invented::{Choices, Invented, as_of, person};

/// How much was asked, so that nobody takes silence for consent.
#[derive(Debug, Default)]
struct Asked {
    customers: usize,
    of_customers: usize,
    of_events: usize,
    refused: usize,
    joined: usize,
    counted: usize,
    summed: usize,
    /// Folds within an event of another list.
    within: usize,
    standings: usize,
    moves: usize,
}

#[test]
fn each_part_of_a_plan_is_answered_as_the_evaluator_decides() {
    let mut asked = Asked::default();
    for seed in 0..200 {
        let choices = &mut Choices::rolled(seed);
        let Invented { rules, schema } = Invented::program(choices);
        let Ok(program) = Program::parse("invented.flywheel", &rules) else { continue };
        let plan = program.plan();
        let Ok(instant) = AsOf::parse(&as_of(choices), &plan.zone) else { continue };
        let mut records: Vec<Vec<u8>> = (0..12).map(|_| person(&schema, choices)).collect();
        records.retain(|record| !record.contains(&b'\n'));
        ask_all(&Engine::new(plan, instant), &records.join(&b'\n'), &mut asked);
    }
    let Asked { customers, of_customers, of_events, refused, .. } = asked;
    assert!(customers > 300, "{asked:?}");
    assert!(of_customers > 10_000 && of_events > 1_000 && refused > 10_000, "{asked:?}");
    assert!(asked.joined > 1_000 && asked.counted > 300 && asked.summed > 100, "{asked:?}");
    assert!(asked.standings > 20 && asked.moves > 100, "{asked:?}");
    assert!(asked.within > 20, "{asked:?}");
}

/// Looks for each customer of a stream by id, and asks them everything.
fn ask_all(engine: &Engine, stream: &[u8], asked: &mut Asked) {
    let inputs = [stream];
    let mut decisions = BTreeMap::new();
    let decided = engine.decide_all(&inputs, |customer| {
        customer.ok().map(|decided| (decided.id.text.to_string(), decided.decision.clone()))
    });
    for (id, decision) in decided.expect("memory can be read").into_iter().flatten() {
        decisions.entry(id).or_insert(decision);
    }
    let surveyed = engine.surveyed(&inputs).expect("memory can be read");
    for (id, decision) in &decisions {
        let found = surveyed.find(&inputs, id).expect("memory can be read").expect("it is there");
        // Of some with the same id, the first may be rejected.
        let Ok(found) = found else { continue };
        let Ok(own) = found.decision() else { continue };
        if own.left_out {
            continue;
        }
        assert_eq!(own, *decision, "{}", stream.escape_ascii());
        asked.customers += 1;
        Laws { plan: engine.plan(), customer: &found.situation(), asked }.hold(decision);
    }
}

struct Laws<'a> {
    plan: &'a Plan,
    customer: &'a Situation<'a>,
    asked: &'a mut Asked,
}

impl<'a> Laws<'a> {
    fn hold(&mut self, decision: &Decision) {
        let places = Places::of(self.plan);
        let scopes: Vec<&Scope> = self.plan.folds.iter().map(|fold| &fold.source.scope).collect();
        let events: Vec<Event> =
            scopes.iter().filter_map(|scope| self.customer.events(scope)).flatten().collect();
        self.plan.walk(&mut |node| {
            let place = places.get(node.id()).expect("each part has a place");
            assert_eq!(place.node.id(), node.id());
            let own: Vec<Option<Event>> = match place.of {
                None => vec![None],
                Some(scope) => {
                    self.customer.events(scope).into_iter().flatten().map(Some).collect()
                }
            };
            for event in &own {
                match event {
                    Some(_) => self.asked.of_events += 1,
                    None => self.asked.of_customers += 1,
                }
                self.answers(node, *event);
            }
            let others = events.iter().map(|event| Some(*event)).chain([None]);
            for other in others.filter(|other| !own.contains(other)) {
                self.asked.refused += 1;
                assert_eq!(self.customer.answer(node.id(), other), None, "{node:?} of {other:?}");
            }
        });
        for (slot, fold) in self.plan.folds.iter().enumerate() {
            let events = match fold.source.within {
                None => vec![None],
                Some(list) => {
                    let events = self.customer.events(&Scope::List(list));
                    events.into_iter().flatten().map(Some).collect()
                }
            };
            events.into_iter().for_each(|event| self.fold(slot, fold, event));
        }
        self.moves(decision);
    }

    /// A part is answered, and the whole is what its parts come to.
    fn answers(&mut self, node: Node<'_>, event: Option<Event>) {
        let answer = self.customer.answer(node.id(), event).expect("it is asked of that");
        let (truth, seen) =
            (self.customer.truth(node.id(), event), self.customer.seen(node.id(), event));
        match (node, &answer) {
            (Node::Condition(_), Ok(Answer::Truth(own))) => {
                assert_eq!((truth, &seen), (Some(*own), &None));
            }
            (Node::Value(_), Ok(Answer::Value(own))) => {
                assert_eq!((truth, seen.as_ref()), (None, Some(own)));
            }
            (_, Err(_)) => return,
            (Node::Condition(_) | Node::Value(_), Ok(_)) => panic!("{node:?} is {answer:?}"),
        }
        let part = |part: PartId, event| match self.customer.answer(part, event)? {
            Ok(Answer::Truth(truth)) => Some(truth),
            // What is no longer looked at may be beyond what can be calculated.
            Ok(Answer::Value(_)) | Err(_) => None,
        };
        let joined = match node {
            Node::Value(expr) => {
                let is_standing = matches!(expr.kind, ExprKind::Standing(_));
                self.asked.standings += usize::from(is_standing && seen != Some(Seen::Unknown));
                None
            }
            Node::Condition(cond) => match &cond.kind {
                CondKind::All(parts) => parts
                    .iter()
                    .map(|inner| part(inner.id, event))
                    .try_fold(Truth::True, |all, inner| Some(all.and(inner?))),
                CondKind::Any(parts) => parts
                    .iter()
                    .map(|inner| part(inner.id, event))
                    .try_fold(Truth::False, |all, inner| Some(all.or(inner?))),
                CondKind::Not(inner) => part(inner.id, event).map(|inner| !inner),
                CondKind::Let(slot) => part(self.plan.conditions[*slot].value.id, None),
                CondKind::Atom(_) => None,
            },
        };
        if let Some(joined) = joined {
            self.asked.joined += 1;
            assert_eq!(answer, Ok(Answer::Truth(joined)), "{node:?}");
        }
    }

    /// What a fold makes of its events is what they answer.
    fn fold(&mut self, slot: usize, fold: &Fold, event: Option<Event>) {
        let Some(whole) = self.whole(slot, event) else { return };
        self.asked.within += usize::from(event.is_some());
        let Ok(members) = self.customer.members(slot, event) else { return };
        let Some(members) = members else {
            assert_eq!(whole, Seen::Unknown);
            return;
        };
        if let Some(condition) = &fold.source.condition {
            for (event, belongs) in &members {
                let own = self.customer.truth(condition.id, Some(*event)).expect("one of its own");
                assert_eq!(own.and(*belongs), *belongs, "whoever belongs fulfills the condition");
            }
        }
        let sure = members.iter().filter(|(_, belongs)| *belongs == Truth::True).count();
        if let FoldKind::Count = &fold.kind {
            self.asked.counted += 1;
            let want = match (sure, members.len()) {
                (sure, possible) if sure == possible => number(sure.into()),
                (sure, possible) => Seen::Between(sure, possible),
            };
            assert_eq!(whole, want);
        } else if let FoldKind::Sum(of) = &fold.kind
            && sure == members.len()
        {
            let each = members.iter().map(|(event, _)| self.number(of, *event));
            let sum = each.sum::<Option<Summed>>().map(|sum| sum.0);
            self.asked.summed += usize::from(sum.is_some());
            assert_eq!(whole, sum.map_or(Seen::Unknown, number));
        }
    }

    /// What the plan sees of a fold, where it asks for it as a value.
    fn whole(&self, slot: usize, event: Option<Event>) -> Option<Seen<'a>> {
        let (plan, customer) = (self.plan, self.customer);
        let mut found = None;
        plan.walk(&mut |node| {
            if let Node::Value(Expr { id, kind: ExprKind::Fold(other) }) = node
                && *other == slot
                && let Some(Ok(Answer::Value(seen))) = customer.answer(*id, event)
            {
                found = Some(seen);
            }
        });
        found
    }

    fn number(&self, of: &Expr, event: Event) -> Option<Summed> {
        let seen = self.customer.seen(of.id, Some(event)).expect("one of its own events");
        let Seen::Value(Value::Number(number)) = seen else { return None };
        Some(Summed(number))
    }

    /// The rules that move are those whose conditions are true.
    fn moves(&mut self, decision: &Decision) {
        for id in self.plan.rules_in(self.customer.stage()) {
            let rule = &self.plan.rules[id];
            let (Some(condition), Some(_)) = (&rule.condition, rule.move_to) else { continue };
            let mut moves = decision.moves.iter().chain(&decision.also);
            let named = moves.any(|step| step.rule == id);
            self.asked.moves += usize::from(named);
            let truth = self.customer.truth(condition.id, None);
            assert_eq!(truth == Some(Truth::True), named, "{}", rule.label);
        }
    }
}

/// A number that can be added up.
struct Summed(Decimal);

impl std::iter::Sum for Summed {
    fn sum<I: Iterator<Item = Summed>>(numbers: I) -> Summed {
        let add = |sum: Decimal, next: Summed| sum.checked_add(next.0).expect("short numbers");
        Summed(numbers.fold(Decimal::ZERO, add))
    }
}

fn number(number: Decimal) -> Seen<'static> {
    Seen::Value(Value::Number(number))
}

const LOYAL: &str = r#"
    customer
      spent:  money
      orders: events with amount money
    let place = rank(spent)
    stage New
      when place ≤ 2 and 2 orders where amount > spent move to Loyal
    stage Loyal
      resting
"#;

/// What decides a condition for a customer or one of their events, in words.
fn told(explainer: &Explainer<'_>, part: Node<'_>, of: (&Situation<'_>, Option<Event>)) -> String {
    let Node::Condition(cond) = part else { panic!("a value is not explained: {part:?}") };
    let Some(findings) = explainer.why(cond, of.0, of.1) else { return "not asked".to_owned() };
    let finding = |finding: &flywheel::tools::explain::Finding| {
        let text = explainer.sources.text(finding.span);
        format!("{text}: {:?}, {}", finding.truth, finding.words)
    };
    findings.iter().map(finding).collect::<Vec<String>>().join("\n")
}

#[test]
fn a_customer_among_others_is_explained_and_so_is_each_event() {
    let program = Program::parse("loyal.flywheel", LOYAL).expect("rules without mistakes");
    let plan = program.plan();
    let explainer = Explainer { plan, sources: program.sources() };
    let engine = Engine::new(plan, AsOf::parse("2026-03-31", &plan.zone).expect("a day"));
    let customers: &[u8] = br#"{"id":"ada","spent":10,"orders":[{"amount":5},{"amount":20}]}
{"id":"bob","spent":20,"orders":[]}
{"id":"eve","spent":30,"orders":[]}"#;
    let surveyed = engine.surveyed(&[customers]).expect("memory can be read");
    let found = surveyed
        .find(&[customers], "ada")
        .expect("memory can be read")
        .expect("a record")
        .expect("a right record");
    let ada = &found.situation();
    let rule = Node::Condition(plan.rules[plan.stages[0].rules[0]].condition.as_ref().unwrap());
    assert_eq!(
        told(&explainer, rule, (ada, None)),
        "place ≤ 2: False, `place` is 3\n2 orders where amount > spent: False, there is 1; needs 1 more"
    );
    assert!(matches!(ada.members(plan.folds.len(), None), Ok(None)), "the plan has no such fold");
    assert!(!ada.misses(9, 0) && !ada.misses(0, 9), "the plan has no such slots");
    let source = &plan.folds[0].source;
    let within = Node::Condition(source.condition.as_ref().expect("a filter"));
    let events = ada.events(&source.scope).expect("the record has the list");
    let each: Vec<String> =
        events.iter().map(|event| told(&explainer, within, (ada, Some(*event)))).collect();
    assert_eq!(
        each,
        [
            "amount > spent: False, `amount` is $5.00 and `spent` is $10.00; needs over $5.00 more",
            "amount > spent: True, `amount` is $20.00 and `spent` is $10.00",
        ]
    );
    assert_eq!(told(&explainer, within, (ada, None)), "not asked");
    assert_eq!(told(&explainer, rule, (ada, Some(events[0]))), "not asked");
}
