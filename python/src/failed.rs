//! What goes wrong, as exceptions of Python. Their classes are in `flywheel/_errors.py`.

use flywheel::ProgramProblems;
use flywheel::front::Failure;
use flywheel::problems::register::{CANNOT_READ, HEADER, NOT_EXACT, USAGE};
use flywheel::problems::{Code, Look, Problems, Sources, json, pretty};
use flywheel::run::{Fault, LimitsAcrossCustomers, ReadFailure, TablesFailure, Unread};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Failed {
    /// The rules have errors.
    Rules(Box<ProgramProblems>),
    /// Records or files cannot be used, or a result cannot be kept.
    Data(Box<Told>),
    /// The question makes no sense.
    Usage(Box<Told>),
    /// Python raised something.
    Raised(PyErr),
}

/// What is said of it.
#[derive(Debug)]
pub(crate) struct Told {
    code: Code,
    what: String,
    help: Option<String>,
    place: Option<(String, Option<u64>)>,
}

impl Failed {
    pub(crate) fn usage(what: impl Into<String>) -> Failed {
        Failed::Usage(Box::new(Told { code: USAGE, what: what.into(), help: None, place: None }))
    }

    /// Records of this name cannot be used.
    pub(crate) fn data(
        code: Code,
        file: &str,
        line: Option<u64>,
        what: impl Into<String>,
    ) -> Failed {
        let place = Some((file.to_owned(), line));
        Failed::Data(Box::new(Told { code, what: what.into(), help: None, place }))
    }

    /// A table of Arrow has a column that cannot be used.
    pub(crate) fn column(file: &str, what: impl Into<String>) -> Failed {
        Failed::data(HEADER, file, None, what)
    }

    /// A value of a result does not fit in its column.
    pub(crate) fn unfit(file: &str, line: u64, what: impl Into<String>) -> Failed {
        Failed::data(NOT_EXACT, file, Some(line), what)
    }

    /// One record, which cannot be read.
    pub(crate) fn record(file: &str, line: u64, fault: &Fault) -> Failed {
        Failed::data(fault.code, file, Some(line), fault.to_string())
    }

    /// Says what to do about it.
    pub(crate) fn help(self, help: impl Into<String>) -> Failed {
        let with = |told: Box<Told>| Box::new(Told { help: Some(help.into()), ..*told });
        match self {
            Failed::Data(told) => Failed::Data(with(told)),
            Failed::Usage(told) => Failed::Usage(with(told)),
            Failed::Rules(_) | Failed::Raised(_) => self,
        }
    }
}

impl From<PyErr> for Failed {
    fn from(raised: PyErr) -> Failed {
        Failed::Raised(raised)
    }
}

impl From<Box<ProgramProblems>> for Failed {
    fn from(problems: Box<ProgramProblems>) -> Failed {
        Failed::Rules(problems)
    }
}

impl From<Failure> for Failed {
    fn from(failure: Failure) -> Failed {
        match failure {
            Failure::Closed => Failed::usage("nobody reads what is written"),
            Failure::Told { code, what, help } => {
                Failed::Data(Box::new(Told { code, what, help, place: None }))
            }
        }
    }
}

impl From<ReadFailure> for Failed {
    fn from(unread: ReadFailure) -> Failed {
        Failed::data(CANNOT_READ, &unread.input, None, unread.to_string())
    }
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Failed {
        let what = format!("cannot keep the results: {error}");
        Failed::Data(Box::new(Told { code: CANNOT_READ, what, help: None, place: None }))
    }
}

impl From<TablesFailure> for Failed {
    fn from(failure: TablesFailure) -> Failed {
        let what = failure.to_string();
        match failure {
            TablesFailure::Unread(unread) => unread.into(),
            TablesFailure::NoRoom(_) => {
                Failed::Data(Box::new(Told { code: CANNOT_READ, what, help: None, place: None }))
            }
            TablesFailure::Missing { table, .. } => {
                Failed::usage(format!("the rules need the table \"{table}\", which is not given"))
                    .help(format!("add tables={{\"{table}\": rows}}"))
            }
            TablesFailure::Unfit { input, line, fault } => Failed::record(&input, line, &fault),
        }
    }
}

impl From<LimitsAcrossCustomers> for Failed {
    fn from(limits: LimitsAcrossCustomers) -> Failed {
        Failed::usage(limits.to_string())
            .help("these rules use a capacity, a budget, `quintile` or `rank`: leave out settle")
    }
}

impl From<Unread> for Failed {
    fn from(unread: Unread) -> Failed {
        let Unread { input, line, fault } = unread;
        Failed::record(&input, line, &fault)
    }
}

impl From<Failed> for PyErr {
    fn from(failed: Failed) -> PyErr {
        Python::attach(|py| raised(py, failed).unwrap_or_else(|error| error))
    }
}

/// The exception, or what goes wrong when it is made.
fn raised(py: Python<'_>, failed: Failed) -> PyResult<PyErr> {
    let (class, told) = match failed {
        Failed::Raised(raised) => return Ok(raised),
        Failed::Rules(problems) => return rules_error(py, &problems),
        Failed::Data(told) => ("DataError", told),
        Failed::Usage(told) => ("UsageError", told),
    };
    let Told { code, what, help, place } = *told;
    let (file, line) = match place {
        Some((file, line)) => (Some(file), line),
        None => (None, None),
    };
    let said = PyDict::new(py);
    said.set_item("code", code.id)?;
    said.set_item("file", file)?;
    said.set_item("line", line)?;
    said.set_item("help", help)?;
    let class = py.import("flywheel._errors")?.getattr(class)?;
    Ok(PyErr::from_value(class.call((what,), Some(&said))?))
}

fn rules_error(py: Python<'_>, problems: &ProgramProblems) -> PyResult<PyErr> {
    let (document, drawn) = drawn(&problems.sources, &problems.problems);
    let class = py.import("flywheel._errors")?.getattr("RulesError")?;
    Ok(PyErr::from_value(class.call1((document, drawn))?))
}

/// Problems as data, in the document of `flywheel check --format json`, and drawn as the command line draws them.
pub(crate) fn drawn(sources: &Sources, problems: &Problems) -> (String, String) {
    (json(&[(sources, problems)]), pretty(sources, problems, Look::PLAIN))
}
