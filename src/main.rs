//! `flywheel` on the command line: arguments in, exit code out.

#![warn(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

fn main() -> flywheel::front::Exit {
    flywheel::front::cli::run()
}
