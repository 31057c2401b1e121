//! What the terminal can show.

use std::env;
use std::io::{self, IsTerminal};

use crate::problems::Look;

/// How the two streams are to be drawn on, decided once at the start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    pub stdout: Look,
    pub stderr: Look,
}

impl Terminal {
    /// Nobody sees what is shown.
    #[cfg(feature = "lsp")]
    pub(super) const UNSEEN: Terminal = Terminal { stdout: Look::PLAIN, stderr: Look::PLAIN };

    /// Looks at the streams and at the customs that people set in their environment: `NO_COLOR`,
    /// `CLICOLOR`, `CLICOLOR_FORCE` and `TERM`.
    pub(super) fn detect() -> Terminal {
        let (stdout, stderr) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        let width = width();
        let look = |terminal: bool| Look {
            width: if terminal { width } else { Look::PLAIN.width },
            colour: colour(terminal),
            terminal,
        };
        Terminal { stdout: look(stdout), stderr: look(stderr) }
    }
}

/// Wide lines are hard to read, so prose does not use all of a wide terminal.
fn width() -> usize {
    let columns = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
    columns.clamp(40, 120)
}

fn colour(terminal: bool) -> bool {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    if set("NO_COLOR").is_some() {
        return false;
    }
    if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    let refused = set("CLICOLOR").is_some_and(|value| value == "0")
        || set("TERM").is_some_and(|value| value == "dumb");
    terminal && !refused
}
