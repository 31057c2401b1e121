//! `flywheel man`: manual pages.

use std::path::PathBuf;
use std::{fs, io};

use clap::{ArgAction, Args, Command, CommandFactory};
use clap_mangen::Man;

use super::Arguments;
use crate::front::replacement::Replacement;
use crate::front::{Exit, Failure, disk};

/// Write manual pages, one for each command
///
/// Save them where `man` looks for them. For example, for your own account:
///
///   flywheel man ~/.local/share/man/man1
///
/// Then `man flywheel` and `man flywheel-eval` show them.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Manual {
    /// The folder to write to; it is created if it does not exist
    folder: PathBuf,
}

impl Manual {
    pub(super) fn run(&self) -> Result<Exit, Failure> {
        let folder = disk::name(&self.folder);
        fs::create_dir_all(&self.folder).map_err(|error| Failure::writing(&folder, &error))?;
        let mut command = Arguments::command().name("flywheel");
        command.build();
        self.write(&command, "flywheel")?;
        for one in command.get_subcommands() {
            self.write(one, &format!("flywheel-{}", one.get_name()))?;
        }
        Ok(Exit::Fine)
    }

    fn write(&self, command: &Command, name: &str) -> Result<(), Failure> {
        let path = self.folder.join(format!("{name}.1"));
        let failed = |error| Failure::writing(&disk::name(&path), &error);
        let page = page(command, name).map_err(failed)?;
        let mut file = Replacement::create(&path)?;
        file.write(page.as_bytes())?;
        file.finish()
    }
}

/// The whole page of a command.
fn page(command: &Command, name: &str) -> io::Result<String> {
    let mut rendered = Vec::new();
    Man::new(command.clone()).title(name).render(&mut rendered)?;
    let page = String::from_utf8_lossy(&rendered).into_owned();
    let page = with_dots(with_usage(page, command), command);
    let page = page.replace("\n.SH EXTRA\n", "\n.SH EXAMPLES\n");
    Ok(with_exits(page, command.get_name()))
}

/// The page with the usage that `--help` shows, which says what can be repeated.
fn with_usage(page: String, command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().replace('-', "\\-");
    let Some((before, rest)) = page.split_once(".SH SYNOPSIS\n") else { return page };
    let after = rest.split_once("\n.SH ").map_or("", |(_, after)| after);
    format!("{before}.SH SYNOPSIS\n{usage}\n.SH {after}")
}

/// The page with dots after what can be given several times, where it is described.
fn with_dots(page: String, command: &Command) -> String {
    let several = command.get_arguments().filter(|argument| {
        let many = argument.get_num_args().is_some_and(|count| count.max_values() > 1);
        many || matches!(argument.get_action(), ArgAction::Append)
    });
    let names = several.filter_map(|argument| argument.get_value_names()?.first().cloned());
    names.fold(page, |page, name| {
        let name = name.replace('-', "\\-");
        let forms =
            [format!("\\fI<{name}>\\fR"), format!("<\\fI{name}\\fR>"), format!("[\\fI{name}\\fR]")];
        forms.iter().fold(page, |page, form| page.replace(form, &format!("{form}...")))
    })
}

/// The page with what the exit codes of the command mean, before the examples.
fn with_exits(page: String, command: &str) -> String {
    let mut section = String::from(".SH EXIT STATUS\n");
    for (code, means) in exits(command) {
        section.push_str(&format!(".TP\n\\fB{code}\\fR\n{}\n", means.replace('-', "\\-")));
    }
    let after = [".SH EXAMPLES\n", ".SH VERSION\n"];
    let place = after.iter().find_map(|head| page.find(head)).unwrap_or(page.len());
    let (before, after) = page.split_at(place);
    let end = if before.ends_with('\n') { "" } else { "\n" };
    format!("{before}{end}{section}{after}")
}

/// What the exit codes of a command mean.
fn exits(command: &str) -> &'static [(u8, &'static str)] {
    const FINE: (u8, &str) = (0, "Everything went well.");
    const RULES: (u8, &str) = (1, "The rules have errors.");
    const FILES: (u8, &str) = (2, "A file could not be read or written, or an option is wrong.");
    const REJECTED: (u8, &str) =
        (3, "Some customer records were rejected, or a file changed while it was being read.");
    match command {
        "check" => &[
            (0, "The rule files can be used."),
            (1, "They have errors, or warnings that --deny warnings does not allow."),
            FILES,
        ],
        "fmt" => &[FINE, (1, "A file has syntax errors or, with --check, would change."), FILES],
        "test" => &[
            (0, "All tests passed."),
            (1, "A test failed, or the rules have errors."),
            (2, "A file could not be read, an option is wrong, or no test matches the filter."),
        ],
        "simulate" => &[
            FINE,
            RULES,
            (2, "The file could not be read or has no `simulate` block, or an option is wrong."),
        ],
        "describe" => &[FINE, RULES, FILES],
        "eval" => &[
            FINE,
            RULES,
            FILES,
            (
                3,
                "Some customer records were rejected, a file changed while it was being read, or a part of the \
                 customers was not surveyed as it is.",
            ),
        ],
        "graph" => &[FINE, RULES, FILES, REJECTED],
        "survey" => &[
            FINE,
            RULES,
            FILES,
            (3, "Customers of the part may be missing, so no survey was written."),
        ],
        "why" => &[
            FINE,
            RULES,
            (2, "A file could not be read, an option is wrong, or no customer has the id."),
            (3, "The customer\'s record was rejected."),
        ],
        "diff" => &[
            FINE,
            (
                1,
                "The rules have errors or, with --fail-on-change, somebody is decided differently.",
            ),
            FILES,
            REJECTED,
        ],
        "report" => &[FINE, RULES, FILES, (3, "Some histories were rejected.")],
        "flywheel" => &[FINE, (1, "The rules have errors, or a test failed."), FILES, REJECTED],
        _ => &[FINE, FILES],
    }
}
