//! Questions about programs, customers and instants that nobody thought of.

use std::cell::RefCell;

use flywheel::Program;
use flywheel::eval::Record;
use flywheel::records::Reader;
use flywheel::values::AsOf;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::invented::{Choices, Invented, as_of, person};

/// Four people of each program.
const PEOPLE: usize = 4;

/// Something to ask about one customer.
pub(crate) struct Question<'q> {
    pub program: &'q Program,
    pub record: &'q Record<'q>,
    pub as_of: AsOf,
}

/// Asks about people of this many programs that nobody thought of. What is wrong is told with the
/// program, the record and the moment.
pub(crate) fn questions(
    programs: u32,
    ask: impl FnMut(&Question<'_>, &mut Choices<'_>) -> Result<(), String>,
) {
    let ask = RefCell::new(ask);
    let config = Config { cases: programs, failure_persistence: None, ..Config::default() };
    let told = TestRunner::new(config).run(&(vec(any::<u8>(), 0..1500), any::<u64>()), |case| {
        of_program(&case.0, case.1, &mut *ask.borrow_mut()).map_err(TestCaseError::fail)
    });
    told.unwrap_or_else(|told| panic!("{told}"));
}

/// The program of these bytes, with people and instants of this seed.
fn of_program(
    rules: &[u8],
    seed: u64,
    ask: &mut impl FnMut(&Question<'_>, &mut Choices<'_>) -> Result<(), String>,
) -> Result<(), String> {
    let Invented { rules, schema } = Invented::program(&mut Choices::listed(rules));
    let Ok(program) = Program::parse("invented.flywheel", &rules) else { return Ok(()) };
    let (plan, choices) = (program.plan(), &mut Choices::rolled(seed));
    let reader = Reader::new(&plan.needs);
    for _ in 0..PEOPLE {
        let person = person(&schema, choices);
        let Ok(record) = reader.read(&person) else { continue };
        let moment = as_of(choices);
        let Ok(as_of) = AsOf::parse(&moment, &plan.zone) else { continue };
        ask(&Question { program: &program, record: &record, as_of }, choices).map_err(|told| {
            format!("{rules}\nas of {moment}\n{}\n{told}", person.escape_ascii())
        })?;
    }
    Ok(())
}
