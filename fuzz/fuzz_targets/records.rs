//! Any bytes are customers, good or bad: reading them in bulk never panics, and what is decided
//! for the good ones does not depend on how the bytes are cut into blocks.
#![no_main]

use std::sync::LazyLock;

use flywheel::Program;
use flywheel::eval::Evaluator;
use flywheel::records::{self, Chunk, Options, Reader};
use flywheel::values::AsOf;
use libfuzzer_sys::fuzz_target;

static PROGRAM: LazyLock<Program> = LazyLock::new(|| {
    let rules = include_str!("../../benches/advocacy.flywheel");
    Program::parse("advocacy.flywheel", rules).expect("the rules are right")
});

fuzz_target!(|bytes: &[u8]| {
    let plan = PROGRAM.plan();
    let as_of = AsOf::parse("2026-06-30", &plan.zone).expect("a day");
    let (evaluator, reader) = (Evaluator::new(plan, as_of), Reader::new(&plan.needs));
    let decided = |block: usize| {
        let options = Options { block, ..Options::default() };
        let work = |chunk: &Chunk<'_>| {
            let mut said = Vec::new();
            for record in chunk.records() {
                match record {
                    Ok(record) => {
                        let decision = evaluator.decide(&record);
                        said.push(format!("{} {decision:?}", record.id.text));
                    }
                    Err(reject) => said.push(format!("{}", reject.fault)),
                }
            }
            said
        };
        let mut all = Vec::new();
        let each = |_: &records::Chunk<'_>, said: Vec<String>| {
            all.extend(said);
            Ok::<(), std::io::Error>(())
        };
        let outcome = records::run(bytes, &options, &reader, work, each);
        (all, outcome.is_ok())
    };
    assert_eq!(decided(64), decided(256 * 1024));
});
