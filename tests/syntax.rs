//! What the syntax makes of texts: the tree of good ones, the problems of others, and that it
//! always ends. The snapshots show what is written and what comes of it together.

#[path = "support/cases.rs"]
mod cases;

use std::fmt::Write as _;
use std::fs;

use cases::cases;
use flywheel::problems::{FileId, Problems, Sources};
use flywheel::syntax::parse;
use flywheel::syntax::tree::{
    ActionKind, Declaration, ExprKind, FieldKind, File, ReportLineKind, SimulateLineKind,
    TestLineKind,
};
use proptest::prelude::*;

fn read(text: &str) -> (File, Problems) {
    parse(FileId(0), text)
}

/// The problems of a text, one a line: `line:column code [what is marked] title / label / help`.
fn told(text: &str) -> String {
    let mut sources = Sources::new();
    let file = sources.add("rules.flywheel", text);
    let (_, problems) = parse(file, text);
    let mut out = String::new();
    for problem in problems.iter() {
        let (line, column) = sources.position(problem.at.span);
        let marked = sources.text(problem.at.span).replace('\n', "\\n");
        let help = problem.help.as_deref().unwrap_or("-");
        let (code, title, label) = (problem.code.id, &problem.title, &problem.at.text);
        writeln!(out, "  {line}:{column} {code} [{marked}] {title} / {label} / {help}").unwrap();
    }
    if out.is_empty() {
        out.push_str("  no problem\n");
    }
    out
}

/// A tree without its places, one declaration, field or rule a line.
fn shape(tree: &File) -> String {
    let mut out = String::new();
    for declaration in &tree.declarations {
        let text = without_spans(&format!("{declaration:?}"));
        let lines = [
            "Field {",
            "Mapping {",
            "Rule {",
            "OnEntering {",
            "GiftOption {",
            "Capacity {",
            "ScoreLine {",
            "TestLine {",
            "SimulateLine {",
            "Fact {",
            "Outcome {",
        ]
        .iter()
        .fold(text, |text, begin| text.replace(begin, &format!("\n    {begin}")));
        writeln!(out, "{lines}").unwrap();
    }
    out
}

fn without_spans(debug: &str) -> String {
    let mut out = String::new();
    let mut rest = debug;
    while let Some(at) = rest.find("Span { ") {
        let before = rest[..at].trim_end_matches("span: ");
        out.push_str(before);
        let after = rest[at..].find('}').map_or(rest.len(), |end| at + end + 1);
        rest = rest[after..].strip_prefix(", ").unwrap_or(&rest[after..]);
    }
    out.push_str(rest);
    out.replace("Name { text: ", "Name { ").replace(" , ", " ").replace(",  }", " }")
}

#[test]
fn good_files() {
    insta::glob!("syntax/good/*.flywheel", |path| {
        let text = fs::read_to_string(path).unwrap();
        let (tree, problems) = read(&text);
        assert!(problems.is_empty(), "{}", told(&text));
        insta::assert_snapshot!(shape(&tree));
    });
}

/// Whole files with mistakes.
#[test]
fn files_with_mistakes() {
    insta::glob!("syntax/mistakes/*.flywheel", |path| {
        let text = fs::read_to_string(path).unwrap();
        insta::assert_snapshot!(format!("{text}\n{}", told(&text)));
    });
}

/// Files of statements, one a line (`\n` goes to the next), each read as the only one of a stage.
#[test]
fn statements_with_mistakes() {
    insta::glob!("syntax/mistakes/*.txt", |path| {
        let mut out = String::new();
        for statement in fs::read_to_string(path).unwrap().lines() {
            let statement = statement.replace("\\n", "\n  ");
            let text = format!("stage A\n  {statement}\nstage B\n  resting");
            writeln!(out, "{statement}\n{}", told(&text)).unwrap();
            // Whatever is wrong with it, both stages are there.
            let (tree, _) = read(&text);
            let stages = tree.declarations.iter().filter(|d| matches!(d, Declaration::Stage(_)));
            assert_eq!(stages.count(), 2, "{statement}");
        }
        insta::assert_snapshot!(out);
    });
}

#[test]
fn the_line_on_the_whiteboard_is_a_rule() {
    let text = "stage Engaged\nafter 3 purchases and NPS ≥ 9 move to Enthusiast; send swag";
    let (tree, problems) = read(text);
    assert!(problems.is_empty());
    insta::assert_snapshot!(shape(&tree));
}

/// What follows a number or `no` may belong to what is around it, in every order.
#[test]
fn free_words_follow_an_expression() {
    let rule = |condition: &str| format!("stage A\n  when {condition} tag \"x\"\n");
    let list = |options: &str| format!("customer\n  reviews: events {options}\n  next: text\n");
    for text in [
        rule("at least 2 reviews where stars ≤ 4 this calendar month"),
        rule("2 reviews where paid is no this calendar month"),
        rule("2 reviews where stars between 1 and 4 this calendar week and NPS ≥ 9"),
        rule("count(reviews where stars ≥ 4 this calendar year) ≥ 2"),
        rule("2 reviews where stars ≥ 2 tips this calendar month"),
        rule("3 starts and 4 to and 2 required and 3 with and no this and a for"),
        list("with stars number 1 to 5 where stars ≥ 4 required"),
        list("where stars ≥ 4 required with stars number 1 to 5"),
        list("required where stars ≥ 4 with stars number 1 to 5"),
        list("where stars ≥ 4 with stars number 1 to 5 required"),
        list("where stars ≥ 4 with stars number at \"t\" required"),
        list("where paid is no required with paid yes/no"),
        list("where paid is no with paid yes/no required"),
        list("where stars ≥ 4 at \"t\" key \"k\" from \"p\" required"),
        list("where stars ≥ 4\n  id from \"k\""),
        list("where paid is no\n  tags from \"k\""),
        "stage A\n  capacity 3, when full move lowest spent - 1 to C\n".to_owned(),
        "stage A\n  capacity 3 by spent - 1, when full move highest 2 * spent / 3 to C\n".to_owned(),
        "score s\n  add 1 per a where b > 3 for 60 days\n  take 1 per a where b is no\n  add 2 per c\n".to_owned(),
        "let often = 3 required\nlet seldom = 2 to\n".to_owned(),
        "let a\n  = not (NPS)\nlet b\n  = (NPS)\n".to_owned(),
        rule("not fewer than 3 purchases and not more than 5 purchases"),
    ] {
        assert_eq!(told(&text), "  no problem\n", "{text}");
    }
    let (tree, _) = read(&list("where stars ≥ 4 required"));
    let Declaration::Customer(customer) = &tree.declarations[0] else { panic!("a customer") };
    let FieldKind::Events(events) = &customer.fields[0].kind else { panic!("events") };
    assert!(customer.fields[0].required.is_some() && events.list_filter.is_some());
    let (tree, _) = read(&list("where stars ≥ 4\n  id from \"k\""));
    let Declaration::Customer(customer) = &tree.declarations[0] else { panic!("a customer") };
    assert_eq!(customer.mappings.len(), 1);
}

#[test]
fn ten_mistakes_are_ten_problems_each_at_its_place() {
    let text = fs::read_to_string("tests/syntax/mistakes/ten.flywheel").unwrap();
    let mut sources = Sources::new();
    let file = sources.add("ten.flywheel", &text);
    let (tree, problems) = parse(file, &text);
    let lines: Vec<usize> =
        problems.iter().map(|problem| sources.position(problem.at.span).0).collect();
    assert_eq!(lines, (2..=11).collect::<Vec<_>>());
    let Declaration::Stage(stage) = &tree.declarations[0] else { panic!("a stage") };
    assert_eq!(stage.rules.len(), 10);
}

#[test]
fn line_ends_tabs_and_a_byte_order_mark_mean_nothing() {
    let text =
        "flywheel \"x\"\ncustomer\n  joined: date\nstage A # note\n  after 3 joined\n  move to A\n";
    let plain = shape(&read(text).0);
    for other in [
        text.replace('\n', "\r\n"),
        text.replace("  ", "\t"),
        format!("\u{feff}{text}"),
        text.trim_end().to_owned(),
    ] {
        assert_eq!(told(&other), "  no problem\n");
        assert_eq!(shape(&read(&other).0), plain, "{other:?}");
    }
    let one_line = text.replace(" # note", "").replace('\n', " ");
    assert_eq!(shape(&read(&one_line).0), plain);
}

#[test]
fn a_broken_rule_costs_only_its_condition() {
    let (tree, problems) = read("stage A\n  when ? ! % move to B; send x\n  resting\nstage B");
    assert!(problems.has_errors());
    let Declaration::Stage(stage) = &tree.declarations[0] else { panic!("a stage") };
    assert!(stage.resting.is_some());
    assert_eq!(stage.rules[0].condition.kind, ExprKind::Broken);
    let actions: Vec<_> = stage.rules[0].actions.iter().map(|action| &action.kind).collect();
    assert!(matches!(
        actions.as_slice(),
        [ActionKind::Move { .. }, ActionKind::Give { .. }, ActionKind::Broken]
    ));
}

#[test]
fn a_broken_declaration_keeps_its_name() {
    let (tree, _) = read("let a = )\nreward b costs ?\ncustomer\n  c: ?\n  d: text\nscore e\n");
    let [Declaration::Let(a), Declaration::Gift(b), Declaration::Customer(customer), rest] =
        tree.declarations.as_slice()
    else {
        panic!("{tree:#?}")
    };
    assert_eq!((a.name.text.as_str(), &a.value.kind), ("a", &ExprKind::Broken));
    assert_eq!(b.name.text, "b");
    assert_eq!(customer.fields[0].kind, FieldKind::Broken);
    assert_eq!(customer.fields[1].name.text, "d");
    let Declaration::Score(score) = rest else { panic!("{rest:?}") };
    assert_eq!((score.name.text.as_str(), score.lines.len()), ("e", 0));
}

#[test]
fn a_broken_line_costs_only_itself() {
    let (tree, problems) = read(
        "score s\n  add 1 per a\n  add ? per b\n  take 2 per c\n\
         test \"t\"\n  given a\n  given ?\n  expect nothing\n\
         simulate \"s\"\n  5 enter A each rotation\n  5 ? B\n  whole people\n\
         report\n  wheel A\n  paying ?\n  source b\n",
    );
    assert_eq!(problems.iter().count(), 4);
    let [
        Declaration::Score(score),
        Declaration::Test(test),
        Declaration::Simulate(simulate),
        Declaration::Report(report),
    ] = tree.declarations.as_slice()
    else {
        panic!("{tree:#?}")
    };
    assert_eq!(score.lines.len(), 2);
    assert!(matches!(
        test.lines.iter().map(|line| &line.kind).collect::<Vec<_>>().as_slice(),
        [TestLineKind::Given(_), TestLineKind::Broken, TestLineKind::Expect { .. }]
    ));
    assert!(matches!(
        simulate.lines.iter().map(|line| &line.kind).collect::<Vec<_>>().as_slice(),
        [SimulateLineKind::Enter { .. }, SimulateLineKind::Broken, SimulateLineKind::WholePeople]
    ));
    assert!(matches!(
        report.lines.iter().map(|line| &line.kind).collect::<Vec<_>>().as_slice(),
        [ReportLineKind::Wheel(_), ReportLineKind::Broken, ReportLineKind::Source(_)]
    ));
}

#[test]
fn a_day_at_the_start_of_a_line_is_that_of_the_test() {
    let before = "test \"t\"\n  on 2026-01-01\n  given a\n  expect nothing\n";
    assert_eq!(told(before), "  no problem\n");
    let behind = "test \"t\"\n  given a\n  on 2026-01-01\n  expect nothing\n";
    insta::assert_snapshot!(told(behind));
}

/// How many problems a text has.
fn count(text: &str) -> usize {
    read(text).1.iter().count()
}

/// How much work brackets are is counted in `tests/steps.rs`.
#[test]
fn brackets_have_a_limit() {
    let nested = |depth| format!("let a = {}1{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(count(&nested(100)), 0);
    for depth in [101, 200, 20_000] {
        assert_eq!(count(&nested(depth)), 1, "{depth}");
    }
    assert_eq!(count(&format!("stage A\n  when {}\n", "(".repeat(200))), 1);
    assert_ne!(count(&format!("stage A\n  when {}x > ", "(".repeat(100))), 0);
    assert_ne!(count(&format!("let a = {}x", "quintile(".repeat(90))), 0);
    let wheres = format!("let a = {}1{}", "count(x where (".repeat(50), "))".repeat(50));
    assert_eq!(count(&wheres), 1);
}

#[test]
fn long_chains_do_not_overflow() {
    let many = 100_000;
    let some = 20_000;
    for (text, problems) in [
        (format!("let a = {}b", "not ".repeat(many)), 1),
        (format!("let a = {}1", "- ".repeat(many)), 1),
        (format!("let a = 1{}", " + 1".repeat(some)), 1),
        (format!("let a = b{}", " and b".repeat(some)), 0),
        (format!("let a = b{}", " or not b".repeat(some)), 0),
        (format!("let a = {}1 b", "3 b where ".repeat(some)), 1),
        (format!("let a = {}1", "3 b where a between 1 and ".repeat(some)), 1),
    ] {
        assert_eq!(count(&text), problems, "{}", &text[..40]);
    }
}

/// Words that a rule file is made of, and some that it is not.
const SCRAPS: &[&str] = &[
    "stage",
    "any",
    "customer",
    "let",
    "reward",
    "flywheel",
    "after",
    "when",
    "rule",
    "resting",
    "on",
    "entering",
    "move",
    "to",
    "send",
    "tag",
    "and",
    "or",
    "not",
    "where",
    "within",
    "since",
    "in",
    "is",
    "between",
    "contains",
    "last",
    "days",
    "90",
    "3",
    "$5",
    "5%",
    "2026-01-31",
    "a",
    "no",
    "x",
    "NPS",
    "A",
    "B",
    ":",
    ";",
    ",",
    ".",
    "(",
    ")",
    "=",
    "≥",
    "<",
    "+",
    "-",
    "*",
    "/",
    "\"t\"",
    "\"",
    "'",
    "“",
    "#",
    "\n",
    "\n  ",
    "score",
    "test",
    "count",
    "sum",
    "events",
    "with",
    "text",
    "number",
    "one",
    "of",
    "==",
    "!",
    "{",
    "}",
    "null",
    "90d",
    "1,5",
    "01/02/2026",
    "if",
    "else",
    "AND",
    "é",
    "日本",
    "\u{a0}",
    "<<<<<<<",
    "//",
    "costs",
    "once",
    "per",
    "from",
    "simulate",
    "limit",
    "pause",
    "use",
    "add",
    "take",
    "given",
    "expect",
    "later",
    "ago",
    "nothing",
    "withhold",
    "because",
    "75%",
    "enter",
    "each",
    "rotation",
    "brings",
    "whole",
    "people",
    "capacity",
    "full",
    "leaking",
    "quintile",
    "budget",
    "aims",
    "for",
    "customers",
];

fn holds(text: &str) -> Result<(), TestCaseError> {
    let (_, problems) = read(text);
    for problem in problems.iter() {
        let places = problem.others.iter().map(|label| label.span).chain([problem.at.span]);
        for span in places {
            prop_assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
        }
        prop_assert!(!problem.title.is_empty());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(400), ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        holds(&text)?;
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        holds(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn any_words_are_read(words in prop::collection::vec(prop::sample::select(SCRAPS), 0..60)) {
        holds(&words.join(" "))?;
    }

    #[test]
    fn any_cut_of_a_good_file_is_read(from in 0usize..3000, to in 0usize..3000) {
        let text = include_str!("syntax/good/forms.flywheel");
        cut(text, from, to)?;
    }

    #[test]
    fn any_cut_of_the_other_good_file_is_read(from in 0usize..4500, to in 0usize..4500) {
        let text = include_str!("syntax/good/whole.flywheel");
        cut(text, from, to)?;
    }
}

/// A part of a text, and the rest of it.
fn cut(text: &str, from: usize, to: usize) -> Result<(), TestCaseError> {
    let floor = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (from, to) = (floor(from.min(to)), floor(from.max(to)));
    holds(&text[from..to])?;
    holds(&format!("{}{}", &text[..from], &text[to..]))
}

#[test]
fn the_grammar_knows_every_currency() {
    for currency in flywheel::values::currency::Currency::all() {
        let code = currency.code();
        let rule = format!("when 1 visit where amount > 5 {code} within 3 days tag \"x\"");
        let (tree, problems) = parse(FileId(0), &format!("stage A\n  {rule}\n"));
        assert!(problems.is_empty(), "{rule}");
        assert!(format!("{tree:?}").contains(&format!("Code(Name {{ text: {code:?}")), "{rule}");
    }
}
