//! Questions about all customers, each with its answer; and questions that are none, each with what is
//! said of it.

use flywheel::output::Named;
use flywheel::output::proofs::Format;
use flywheel::problems::{Look, pretty};
use flywheel::tools::questions::answers;
use flywheel::tools::rule_test::Runner;
use flywheel::{Program, ProgramProblems};

const RULES: &str = include_str!("questions/rules.flywheel");
const ASKED: &str = include_str!("questions/asked.txt");
const WRONG: &str = include_str!("questions/wrong.txt");

fn asking(question: &str) -> Result<Program, Box<ProgramProblems>> {
    let no_file = |_: &str| Err("no other file".to_owned());
    Program::load_asking("rules.flywheel", RULES, &[question.to_owned()], &no_file)
}

fn drawn(refused: &ProgramProblems) -> String {
    pretty(&refused.sources, &refused.problems, Look::PLAIN)
}

#[test]
fn questions_with_their_answers() {
    let mut report = String::new();
    for question in ASKED.lines() {
        let program = asking(question).unwrap_or_else(|refused| panic!("{}", drawn(&refused)));
        let answers = answers(&program.asking_plan(), false);
        let text = Format::Pretty.write(&answers, program.sources(), Look::PLAIN);
        let (answer, _count) = text.split_once("\n\n").expect("an answer and a count");
        report += &format!("{answer}\n\n");
    }
    insta::assert_snapshot!(report);
}

#[test]
fn answers_for_programs() {
    let asked =
        ["no customer moves from Lapsed to Circle", "every customer with NPS ≥ 9 leaves Guest"];
    let mut report = String::new();
    for question in asked {
        let program = asking(question).unwrap_or_else(|refused| panic!("{}", drawn(&refused)));
        let answers = answers(&program.asking_plan(), false);
        report += &Format::Json.write(&answers, program.sources(), Look::PLAIN);
    }
    assert!(Format::all().any(|format| format.name() == "json"));
    insta::assert_snapshot!(report);
}

#[test]
fn what_is_no_question() {
    let mut report = String::new();
    for question in WRONG.lines() {
        let Err(refused) = asking(question) else { panic!("{question} is a question") };
        assert_eq!(refused.problems.iter().count(), 1, "{question}: {}", drawn(&refused));
        report += &format!("{}\n", drawn(&refused));
    }
    insta::assert_snapshot!(report);
}

/// Each counterexample passes as a test of the rules.
#[test]
fn counterexamples_pass_as_tests() {
    let mut tests = 0;
    for question in ASKED.lines() {
        let program = asking(question).unwrap_or_else(|refused| panic!("{}", drawn(&refused)));
        for answered in answers(&program.asking_plan(), false) {
            let Some(test) = answered.test else { continue };
            let pasted = Program::parse("rules.flywheel", &format!("{RULES}\n{test}"))
                .unwrap_or_else(|refused| panic!("{test}\n{}", drawn(&refused)));
            let runner = Runner::new(pasted.model(), pasted.plan(), pasted.sources());
            for test in &pasted.model().tests {
                let outcome = runner.run(test, &mut runner.coverage());
                let wrong = pretty(pasted.sources(), &outcome.problems, Look::PLAIN);
                assert!(outcome.passed(), "{question}\n{wrong}");
            }
            tests += 1;
        }
    }
    assert!(tests >= 10, "{tests}");
}

/// An `assert` line is the same question, with its places in the file.
#[test]
fn an_assert_is_a_question() {
    let wrong = "assert \"no customer with country is \\\"US\\\" leaves Gust\"\n";
    let refused =
        Program::parse("rules.flywheel", &format!("{RULES}\n{wrong}")).expect_err("no stage");
    insta::assert_snapshot!(drawn(&refused));
    let right = "assert \"no customer with country is \\\"US\\\" moves from Lapsed to Circle\"\n";
    let program =
        Program::parse("rules.flywheel", &format!("{RULES}\n{right}")).expect("a question");
    let plan = program.asking_plan();
    assert_eq!(answers(&plan, true).len(), 1);
    assert!(program.plan().questions.is_empty(), "evaluation knows nothing of it");
}
