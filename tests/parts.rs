//! Every part of a plan has an id of its own and a place, and what stands at that place means what
//! the part means: of all examples, and of programs that nobody thought of.

#[path = "support/files.rs"]
mod files;
#[path = "support/invented/mod.rs"]
mod invented;

use std::fs;
use std::path::PathBuf;

use files::files;
use flywheel::Program;
use flywheel::plan::{Action, Atom, Cond, CondKind, ExprKind, Node, PartId, Plan, Rule, Written};
use flywheel::problems::{FileId, Span, plain};
use invented::{Choices, Invented};

const MAIN: FileId = FileId(0);

/// A program, which may use other files.
fn loaded(name: &str, rules: &str) -> Program {
    let read = |path: &str| fs::read_to_string(path).map_err(|error| error.to_string());
    Program::load(name, rules, &read)
        .unwrap_or_else(|refused| panic!("{}\n{rules}", plain(&refused.sources, &refused.problems)))
}

/// All rule files of the examples, some of which use others.
fn examples() -> Vec<(PathBuf, Program)> {
    let examples = files("examples", &["flywheel"]);
    let mut files = vec![PathBuf::from("benches/advocacy.flywheel")];
    files.extend(examples);
    let load = |file: &PathBuf| {
        let read = |path: &str| fs::read_to_string(path).map_err(|error| error.to_string());
        let text = fs::read_to_string(file).unwrap();
        let program = Program::load(&file.to_string_lossy(), &text, &read);
        // Some are made to be used by others and are no programs by themselves.
        Some((file.clone(), program.ok()?))
    };
    files.iter().filter_map(load).collect()
}

/// Programs that are meant to be right, without those that are not.
fn invented() -> impl Iterator<Item = Program> {
    let rules = (0..100).map(|seed| Invented::program(&mut Choices::rolled(seed)).rules);
    rules.filter_map(|rules| Program::parse("rules.flywheel", &rules).ok())
}

#[test]
fn each_part_has_an_id_of_its_own_and_a_place_in_the_file() {
    let examples = examples();
    assert!(examples.len() >= 10, "only {} examples are programs", examples.len());
    for program in examples.into_iter().map(|(_, program)| program).chain(invented()) {
        for plan in [program.plan().clone(), program.strict_plan()] {
            let mut seen = vec![false; plan.parts.len()];
            plan.walk(&mut |node| {
                let seen = &mut seen[node.id().index()];
                assert!(!*seen, "two parts have the same id: {node:?}");
                *seen = true;
            });
            assert!(seen.iter().all(|seen| *seen), "there are ids without a part");
            for part in &plan.parts {
                for span in part.elsewhere.iter().chain([&part.span]) {
                    assert!(!program.sources().text(*span).is_empty(), "{part:?} stands nowhere");
                }
            }
        }
    }
}

#[test]
fn what_stands_at_the_place_of_a_clause_is_the_clause() {
    let (mut clauses, mut values) = (0, 0);
    for program in examples().into_iter().map(|(_, program)| program).chain(invented()) {
        let (more, other) = clauses_are_in_their_places(&program);
        clauses += more;
        values += other;
    }
    assert!(clauses > 1000 && values > 300, "there are only {clauses} clauses, {values} values");
}

/// Writes what stands at the place of each clause again, as a rule of its own behind the rule that
/// it stands in, and compares what it means there. Values are asked whether they are known.
fn clauses_are_in_their_places(program: &Program) -> (usize, usize) {
    let plan = program.plan();
    let mut again = program.sources().get(MAIN).text.clone();
    let mut rules: Vec<&Rule> = plan.rules.iter().filter(|rule| rule.span.file == MAIN).collect();
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.span.end));
    for rule in rules {
        let mut lines = String::new();
        for (id, question) in clauses(program, rule) {
            lines += &format!("\n  when {question} tag \"part {}\"", id.index());
        }
        again.insert_str(rule.span.end as usize, &lines);
    }
    let again = loaded(&program.sources().get(MAIN).name, &again);
    let (mut conditions, mut values) = (0, 0);
    for condition in plan.rules.iter().filter_map(|rule| rule.condition.as_ref()) {
        Node::Condition(condition).walk(&mut |node| {
            let Some(found) = tagged(again.plan(), node.id()) else { return };
            match node {
                Node::Condition(cond) => {
                    assert_eq!(cond, found);
                    conditions += 1;
                }
                Node::Value(value) => {
                    let known = Atom::Known(Box::new(value.clone()));
                    assert_eq!(CondKind::Atom(known), found.kind);
                    values += 1;
                }
            }
        });
    }
    (conditions, values)
}

/// The parts of a rule's condition that are written as they are, each as a condition.
fn clauses(program: &Program, rule: &Rule) -> Vec<(PartId, String)> {
    let plan = program.plan();
    let mut found = Vec::new();
    let Some(condition) = &rule.condition else { return found };
    let mut within: Option<Span> = None;
    Node::Condition(condition).walk(&mut |node| {
        let part = plan.part(node.id());
        let text = program.sources().text(part.span);
        match node {
            _ if part.written == Written::Added => {}
            Node::Condition(_) => {
                found.push((node.id(), text.to_owned()));
                within = Some(part.span);
            }
            Node::Value(expr) => {
                // What is written out may be a value only beside what it is compared with, and a
                // value that is the whole clause has been asked for as such.
                let constant = matches!(expr.kind, ExprKind::Constant(_) | ExprKind::Truth(_));
                if !constant && within != Some(part.span) {
                    let name = text.chars().all(|c| c.is_alphanumeric() || c == '_');
                    let value = if name { text.to_owned() } else { format!("({text})") };
                    found.push((node.id(), format!("{value} is known")));
                }
            }
        }
    });
    found
}

/// The condition of the rule that sets the tag of a part.
fn tagged(plan: &Plan, part: PartId) -> Option<&Cond> {
    let name = format!("part {}", part.index());
    let says = |action: &Action| matches!(action, Action::Tag(tag) if *tag == name);
    plan.rules.iter().find(|rule| rule.actions.iter().any(says))?.condition.as_ref()
}

const SHOP: &str = "
customer
  spent: money
  joined: date
  plan_name: one of (free, pro)
  purchases: events with amount money
  visits: count
stage New
  resting
  when CLAUSE tag \"x\"
";

fn shop(clause: &str) -> Program {
    loaded("shop.flywheel", &SHOP.replace("CLAUSE", clause))
}

#[test]
fn passings_over_events_that_mean_the_same_are_kept_once_with_both_places() {
    let program = shop(
        "2 purchases where amount ≥ $5 within 30 days or \
         exactly 7 purchases within 30 days where amount ≥ $5.00",
    );
    let plan = program.plan();
    assert_eq!(plan.folds.len(), 1);
    let list_filter = plan.folds[0].source.condition.as_ref().unwrap();
    let part = plan.part(list_filter.id);
    let text = |span: Span| program.sources().text(span);
    assert_eq!(text(part.span), "amount ≥ $5");
    let elsewhere: Vec<&str> = part.elsewhere.iter().map(|span| text(*span)).collect();
    assert_eq!(elsewhere, ["amount ≥ $5.00"]);
}

#[test]
fn sugar_is_known_from_what_is_written_in_full() {
    let written = |clause: &str| {
        let program = shop(clause);
        let plan = program.plan();
        let condition = plan.rules.iter().find_map(|rule| rule.condition.as_ref()).unwrap();
        plan.part(condition.id).written
    };
    assert_eq!(written("spent between $1 and $2"), Written::Between);
    assert_eq!(written("spent ≥ $1 and spent ≤ $2"), Written::Plainly);
    assert_eq!(written("plan_name in (free, pro)"), Written::In);
    assert_eq!(written("joined in (2026-01-01, 2026-02-01)"), Written::In);
    assert_eq!(written("plan_name is pro or plan_name is free"), Written::Plainly);
    assert_eq!(written("joined is missing"), Written::Missing);
    assert_eq!(written("not joined is known"), Written::Plainly);
    assert_eq!(written("at least 3 purchases"), Written::Quantity);
    assert_eq!(written("no visits"), Written::Quantity);
    assert_eq!(written("count(purchases) ≥ 3"), Written::Plainly);
}
