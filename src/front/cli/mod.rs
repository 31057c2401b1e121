//! The command line, one file a command.

mod check;
mod completions;
mod describe;
mod diff;
mod eval;
mod explain;
mod fmt;
mod generate;
mod graph;
mod init;
mod learn;
#[cfg(feature = "ledger")]
mod ledger;
#[cfg(feature = "lsp")]
mod lsp;
mod man;
#[cfg(feature = "ledger")]
mod merge;
mod mutate;
mod named;
#[cfg(feature = "ledger")]
mod outbox;
mod over;
mod prove;
mod reading;
mod replay;
mod report;
#[cfg(feature = "ledger")]
mod run;
#[cfg(feature = "serve")]
mod serve;
mod simulate;
mod state;
mod survey;
mod table;
mod test;
mod why;

use std::ffi::OsString;
use std::io;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, Subcommand};

use super::terminal::Terminal;
use super::{Exit, Failure, say};
use crate::problems::{Look, shown};

/// Rules for customer lifecycles: who moves when, and what they get.
///
/// Describe the stages of your customers, and the rules for moving between them, in a `.flywheel`
/// file. Then check it, and apply it to your customer records.
#[derive(Debug, Parser)]
#[command(name = "flywheel", version, disable_help_subcommand = true)]
#[command(after_help = "To get started, run: flywheel init my-project")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Check(check::Check),
    Eval(eval::Eval),
    Survey(survey::Survey),
    #[cfg(feature = "ledger")]
    Run(run::Run),
    #[cfg(feature = "ledger")]
    Outbox(outbox::Outbox),
    #[cfg(feature = "ledger")]
    Ledger(ledger::LedgerCommand),
    Why(why::Why),
    Diff(diff::Diff),
    Replay(replay::Replay),
    Report(report::Report),
    Explain(explain::Explain),
    Test(test::Test),
    Prove(prove::Prove),
    Simulate(simulate::Simulate),
    Graph(graph::Graph),
    Describe(describe::Describe),
    Fmt(fmt::Fmt),
    #[cfg(feature = "lsp")]
    Lsp(lsp::Lsp),
    #[cfg(feature = "serve")]
    Serve(serve::Serve),
    Completions(completions::Completions),
    Man(man::Manual),
}

/// Runs the command that the arguments of this process ask for.
pub fn run() -> Exit {
    run_with(std::env::args_os().collect())
}

/// Runs the command that some arguments ask for, the first of which is the name of the program. For a program
/// that is not only this command line.
pub fn run_with(given: Vec<OsString>) -> Exit {
    let arguments = match Arguments::try_parse_from(&given) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&meant(error), &given),
    };
    let terminal = Terminal::detect();
    let result = match arguments.command {
        Command::Init(init) => init.run(&terminal),
        Command::Check(check) => check.run(&terminal),
        Command::Eval(eval) => eval.run(&terminal),
        Command::Survey(survey) => survey.run(&terminal),
        #[cfg(feature = "ledger")]
        Command::Run(run) => run.run(&terminal),
        #[cfg(feature = "ledger")]
        Command::Outbox(outbox) => outbox.run(&terminal),
        #[cfg(feature = "ledger")]
        Command::Ledger(ledger) => ledger.run(&terminal),
        Command::Why(why) => why.run(&terminal),
        Command::Diff(diff) => diff.run(&terminal),
        Command::Replay(replay) => replay.run(&terminal),
        Command::Report(report) => report.run(&terminal),
        Command::Explain(explain) => explain.run(&terminal),
        Command::Test(test) => test.run(&terminal),
        Command::Prove(prove) => prove.run(&terminal),
        Command::Simulate(simulate) => simulate.run(&terminal),
        Command::Graph(graph) => graph.run(&terminal),
        Command::Describe(describe) => describe.run(&terminal),
        Command::Fmt(fmt) => fmt.run(&terminal),
        #[cfg(feature = "lsp")]
        Command::Lsp(lsp) => lsp.run(),
        #[cfg(feature = "serve")]
        Command::Serve(serve) => serve.run(&terminal),
        Command::Completions(completions) => completions.run(),
        Command::Man(manual) => manual.run(),
    };
    result.unwrap_or_else(|failure| told(failure, &terminal))
}

/// The error with the option that was meant, where that is one of another name.
fn meant(mut error: clap::Error) -> clap::Error {
    let moment =
        ["--date", "--day", "--asof", "--as_of", "--at", "--on", "--when", "--time", "--now"];
    let is_moment = matches!(error.get(ContextKind::InvalidArg), Some(ContextValue::String(name)) if moment.contains(&name.as_str()));
    if is_moment && error.kind() == ErrorKind::UnknownArgument {
        let as_of = ContextValue::String("--as-of".to_owned());
        error.insert(ContextKind::SuggestedArg, as_of);
        error.remove(ContextKind::Suggested);
        error.remove(ContextKind::Usage);
    }
    let is_table = matches!(error.get(ContextKind::InvalidArg), Some(ContextValue::String(name)) if name == "--table");
    if is_table && error.kind() == ErrorKind::UnknownArgument {
        let only =
            "only `flywheel eval`, `flywheel why`, `flywheel diff`, `flywheel replay` and `flywheel graph` read tables; leave this out here".to_owned();
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![only.into()]));
        error.remove(ContextKind::SuggestedArg);
        error.remove(ContextKind::Usage);
    }
    error
}

/// Shows what is wrong with the arguments, or the help that they ask for.
fn usage(error: &clap::Error, given: &[OsString]) -> Exit {
    let mut arguments = given.iter().map(|argument| argument.to_string_lossy());
    if error.use_stderr() && arguments.any(|argument| shown(&argument) != argument) {
        // It quotes the arguments as they are, and they must not steer the terminal.
        say::aside(&error.render().to_string(), Look::PLAIN);
        return Exit::Usage;
    }
    match error.print() {
        _ if error.use_stderr() => Exit::Usage,
        Ok(()) => Exit::Fine,
        // Nobody has to stay and read all of the help.
        Err(unwritten) if unwritten.kind() == io::ErrorKind::BrokenPipe => Exit::Fine,
        Err(_) => Exit::Usage,
    }
}

/// Tells why a command could not go on.
fn told(failure: Failure, terminal: &Terminal) -> Exit {
    match failure {
        Failure::Closed => Exit::Fine,
        Failure::Told { code, what, help } => {
            say::error(code, &what, help.as_deref(), terminal.stderr);
            Exit::Usage
        }
    }
}
