//! How much text is read, again and again, until all problems of a file are known. It is counted
//! in bytes, so that it is the same on every machine.

use std::cell::Cell;

use super::parse;
use crate::problems::FileId;
use crate::program::Program;

thread_local! {
    static BYTES: Cell<usize> = const { Cell::new(0) };
}

/// Counts what one of the passes over a text reads: into words, by the grammar, or to change it.
pub(super) fn count(bytes: usize) {
    BYTES.set(BYTES.get() + bytes);
}

/// How many bytes are read for a text.
fn bytes(text: &str) -> usize {
    BYTES.set(0);
    parse(FileId(0), text);
    BYTES.get()
}

/// Lines that are right or wrong in one way each. What is wrong in them is put right or left out,
/// for which parts of the text are read again.
const LINES: &[&str] = &[
    "  when 3 purchases move to A\n",
    "  when 3 purchases ? move to A\n",
    "  when a == true && b is 'x' move to A\n",
    "  when a\u{a0}> 3 moove to A\n",
    "<<<<<<<\n",
    "=======\n",
    "stage \"",
    "{ [ ( ' “ \" # \n",
    "x ",
    "3+ ",
    "let a = (\n",
    "reward a costs ?\n",
    "customer\n  a: ?\n  b: text\n",
    "flywheel \"x\"\n  currency ?\n",
    "score s\n  add ? per a\n",
    "test \"t\"\n  given a with b 1, c 2, ?\n",
    "simulate \"s\"\n  75 of A moves B\n",
    "report\n  wheel A, ?\n  paying ? B\n",
];

#[test]
fn what_is_read_grows_with_the_text_and_not_faster() {
    for line in LINES {
        let [few, many] = [20, 80].map(|lines| {
            let text = format!("stage A\n{}", line.repeat(lines));
            let bytes = bytes(&text);
            assert!(bytes < 40 * text.len(), "{line:?}: {bytes} bytes for {}", text.len());
            bytes
        });
        assert!(10 * many < 44 * few, "{line:?}: {few} bytes, and {many} for four times as much");
    }
}

/// Fixes are judged, and problems are joined, by reading around them again. What conditions mean is tried by
/// reading the whole file twice more.
#[test]
fn what_is_judged_of_mistakes_on_every_line_is_near_them() {
    let line = "  if nps == 3 && nps == 4 then tag \"x\"\n";
    let rule = format!("  when nps > 3{} tag \"x\"\n", " && nps > 3".repeat(400));
    for stage in [line.repeat(200), rule] {
        let text = format!("customer\n  nps: number\nstage A\n{stage}");
        let parsed = bytes(&text);
        BYTES.set(0);
        let problems = Program::parse("rules.flywheel", &text).unwrap_err().problems;
        let judged = BYTES.get() - parsed;
        let most = 1_000 * problems.iter().count() + 2 * parsed;
        assert!(judged < most, "{judged} bytes for {} problems", problems.iter().count());
    }
}
