//! `flywheel` on the command line: arguments in, exit code out.

fn main() -> flywheel::front::Exit {
    flywheel::front::cli::run()
}
