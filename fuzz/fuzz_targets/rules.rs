//! Any text is a rule file, right or wrong: reading, checking and lowering it never panics, and
//! every problem lies within the text.
#![no_main]

use flywheel::Program;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (sources, problems) = match Program::parse("rules.flywheel", &text) {
        Ok(program) => (program.sources().clone(), program.warnings().clone()),
        Err(refused) => (refused.sources, refused.problems),
    };
    for problem in problems.iter() {
        let labels = std::iter::once(&problem.at).chain(&problem.others);
        for label in labels {
            let text = &sources.get(label.span.file).text;
            assert!(text.get(label.span.range()).is_some(), "{problem:?}");
        }
    }
});
