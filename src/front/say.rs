//! What is said to people, on the standard output and the standard error.

use std::io::{self, ErrorKind, Write};

use super::Failure;
use crate::problems::{Code, Ink, Look, shown, shown_output};

/// Writes what a person asked for. Whatever of it comes from files and arguments cannot steer the
/// terminal.
pub(super) fn out(text: &str, look: Look) -> Result<(), Failure> {
    exactly(shown_output(text, look.colour).as_bytes())
}

/// Writes to the standard output what a program may read, byte for byte. Its reader need not stay
/// to the end: how the command ends is decided already.
pub(super) fn exactly(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// Says what went wrong, and what to do about it where that can be said.
pub(super) fn error(code: Code, what: &str, help: Option<&str>, look: Look) {
    let tag = format!("error[{}]:", code.id);
    let what = look.wrap(&shown(what), tag.len() + 1, 2);
    let mut text = format!("{} {what}\n", look.paint(Ink::Error, &tag));
    if let Some(help) = help {
        let tag = look.paint(Ink::Help, "help:");
        text.push_str(&format!("  {tag} {}\n", look.wrap(help, 8, 8)));
    }
    aside(&text, look);
}

/// Warns of what the command does all the same.
pub(super) fn warning(title: &str, help: &str, look: Look) {
    let (tag, title) = ("warning:", look.wrap(&shown(title), 9, 2));
    let mut text = format!("{} {title}\n", look.paint(Ink::Warning, tag));
    text.push_str(&format!("  {} {}\n", look.paint(Ink::Help, "help:"), look.wrap(help, 8, 8)));
    aside(&text, look);
}

/// Says something next to the results. Where nobody listens any more, that changes nothing about
/// how the command ends.
pub(super) fn aside(text: &str, look: Look) {
    let _nobody_listens = io::stderr().write_all(shown_output(text, look.colour).as_bytes());
}
