//! Passes lines to a command, and reads what it says.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

use super::{Failure, answers};
use crate::ledger::{Answer, Status};

/// This many answers are recorded at once.
const AT_ONCE: usize = 100;

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Ended {
    /// How many gifts it said it sent.
    pub sent: u64,
    /// How many it said it could not send.
    pub failed: u64,
    /// How it ended, if that was not well.
    pub trouble: Option<ExitStatus>,
}

/// Passes lines to a command of the shell, and hands what it says to `record` as it comes.
pub(super) fn pass(
    command: &str,
    lines: Vec<u8>,
    mut record: impl FnMut(&[Answer]) -> Result<(), Failure>,
) -> Result<Ended, Failure> {
    let unstarted = |error: std::io::Error| {
        Failure::new(format!("cannot start the command: {}", Failure::cause(&error)))
    };
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut child = Command::new(shell)
        .args([option, command])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(unstarted)?;
    let input = child.stdin.take();
    // A command that does not read to the end may all the same have sent something.
    let writer = thread::spawn(move || input.map(|mut input| input.write_all(&lines)));
    let (mut ended, mut said, mut wrong) = (Ended::default(), Vec::new(), None);
    if let Some(output) = child.stdout.take() {
        for (number, line) in (1u64..).zip(BufReader::new(output).split(b'\n')) {
            let line = line.map_err(|error| Failure::reading("the answers", &error))?;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match answers::line(&line) {
                Ok(answer) => {
                    match answer.status {
                        Status::Sent => ended.sent += 1,
                        Status::Failed | Status::Waiting | Status::Handed | Status::Cancelled => {
                            ended.failed += 1
                        }
                    }
                    said.push(answer);
                }
                Err(reason) => wrong = wrong.or(Some((number, reason))),
            }
            if said.len() >= AT_ONCE {
                record(&said)?;
                said.clear();
            }
        }
    }
    record(&said)?;
    let _it_read_as_far_as_it_wanted = writer.join();
    let status = child.wait().map_err(unstarted)?;
    if let Some((number, reason)) = wrong {
        let what = format!("line {number} of what the command wrote is not an answer: {reason}");
        return Err(Failure::new(what)
            .help("write {\"key\": ..., \"status\": \"sent\"} for each gift, and all else to standard error"));
    }
    ended.trouble = (!status.success()).then_some(status);
    Ok(ended)
}
