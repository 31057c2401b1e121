//! Whatever rules, records and instant come of the bytes: the fast path says what the plain path
//! says, or leaves it to that. Rules are always right, and records mostly; then bytes of them are
//! changed.
#![no_main]

#[path = "../../tests/support/invented/mod.rs"]
mod invented;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use flywheel::Program;
use invented::{Choices, Invented, agreement, as_of, damage, person};
use libfuzzer_sys::fuzz_target;

/// Rules that have been checked are kept, because it takes longer than all the rest.
const KEPT: usize = 1000;

thread_local! {
    static PROGRAMS: RefCell<HashMap<String, Option<Rc<Program>>>> = RefCell::default();
}

/// The program of these rules, if they are right.
fn program(rules: &str) -> Option<Rc<Program>> {
    PROGRAMS.with_borrow_mut(|programs| {
        if programs.len() > KEPT {
            programs.clear();
        }
        let parse = || Program::parse("invented.flywheel", rules).ok().map(Rc::new);
        programs.entry(rules.to_owned()).or_insert_with(parse).clone()
    })
}

fuzz_target!(|bytes: &[u8]| {
    // The first byte says how many are about the rules, so that records change while rules stay.
    let (count, bytes) = bytes.split_first().unwrap_or((&0, &[]));
    let (rules, records) = bytes.split_at(bytes.len().min(4 * usize::from(*count)));
    let Invented { rules, schema } = Invented::program(&mut Choices::listed_then_rolled(rules));
    let Some(program) = program(&rules) else {
        return;
    };
    let choices = &mut Choices::listed_then_rolled(records);
    let strict = program.strict_plan();
    let plan = if choices.once_in(2) { &strict } else { program.plan() };
    let as_of = as_of(choices);
    let mut records: Vec<Vec<u8>> = (0..4).map(|_| person(&schema, choices)).collect();
    for place in 0..records.len() {
        let mut changed = records[place].clone();
        damage(&mut changed, choices);
        records.push(changed);
    }
    if let Err(difference) = agreement(&rules, plan, &as_of, &records) {
        panic!("{difference}");
    }
});
