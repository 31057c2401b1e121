//! The `flywheel` command inside of Python.

use std::ffi::OsString;
use std::io::{self, Write};

use flywheel::front::cli;
use pyo3::prelude::*;

/// Runs a command, whose first argument is the name of the program, and yields its exit code.
#[pyfunction]
pub(crate) fn run_command(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| {
        let exit = cli::run_with(arguments);
        // At the end of a program of its own, this is done by itself. Its reader may have left.
        let _unread = io::stdout().flush();
        exit as u8
    })
}
