//! Passes lines to a command, and reads what it says.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;

use super::answers;
use crate::front::Failure;
use crate::ledger::Answer;

/// This many answers are recorded at once, if so many are there.
const AT_ONCE: usize = 100;

/// Passes lines to a command of the shell, and hands what it says to `record` as it comes. Yields how it
/// ended, and the first line that is no answer, with the reason.
pub(in crate::front) fn pass(
    command: &str,
    lines: Vec<u8>,
    mut record: impl FnMut(&[Answer]) -> Result<(), Failure>,
) -> Result<(ExitStatus, Option<(u64, String)>), Failure> {
    let unstarted = |error: io::Error| {
        Failure::new(format!("cannot start the command: {}", Failure::cause(&error)))
    };
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut child = Command::new(shell)
        .args([option, command])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(unstarted)?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    // A command that does not read to the end may all the same have sent something.
    let writer = thread::spawn(move || input.map(|mut input| input.write_all(&lines)));
    let (say, said) = mpsc::sync_channel(AT_ONCE);
    let reader = thread::spawn(move || {
        for line in output.into_iter().flat_map(|output| BufReader::new(output).split(b'\n')) {
            if say.send(line).is_err() {
                break;
            }
        }
    });
    let (mut wrong, mut failed, mut number) = (None, None, 0);
    while let Ok(first) = said.recv() {
        let mut answers = Vec::new();
        for line in std::iter::once(first).chain(said.try_iter().take(AT_ONCE)) {
            let line = line.map_err(|error| Failure::reading("the answers", &error))?;
            number += 1;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match answers::line(&line) {
                Ok(answer) => answers.push(answer),
                Err(reason) => wrong = wrong.or(Some((number, reason))),
            }
        }
        // Even if they cannot be recorded, the command goes on sending until it ends.
        if failed.is_none() {
            failed = record(&answers).err();
        }
    }
    let _it_said_what_it_wanted = (reader.join(), writer.join());
    let status = child.wait().map_err(unstarted)?;
    failed.map_or(Ok((status, wrong)), Err)
}
