use std::ffi::OsString;
use std::path::Path;

use jiff::civil::Date;

use crate::job::Job;
use crate::support::AS_OF;
use crate::workplace::CustomerFile;

/// What `flywheel eval` is asked to do.
pub(crate) struct Eval<'a> {
    pub rules: &'a Path,
    pub customers: &'a CustomerFile,
    pub way: Way,
    pub format: &'a str,
    /// 0 is one for each processor core.
    pub threads: usize,
    pub as_of: Date,
    /// A table of the customers, with its name.
    pub table: Option<(&'static str, &'a Path)>,
}

/// How the customers get into it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    File,
    Pipe,
}

impl<'a> Eval<'a> {
    /// The usual: from a file, to NDJSON, on one thread.
    pub(crate) fn new(rules: &'a Path, customers: &'a CustomerFile) -> Eval<'a> {
        Eval {
            rules,
            customers,
            way: Way::File,
            format: "ndjson",
            threads: 1,
            as_of: AS_OF,
            table: None,
        }
    }

    pub(crate) fn job(&self, name: impl Into<String>) -> Job {
        let path = &self.customers.path;
        match self.way {
            Way::File => self.reading(path, name),
            Way::Pipe => self.reading(Path::new("-"), name).fed(path),
        }
    }

    fn reading(&self, input: &Path, name: impl Into<String>) -> Job {
        let mut arguments = vec![
            "eval".into(),
            self.rules.into(),
            input.into(),
            "--as-of".into(),
            self.as_of.to_string().into(),
            "--format".into(),
            self.format.into(),
            "--threads".into(),
            self.threads.to_string().into(),
        ];
        if let Some((name, path)) = self.table {
            let mut table = OsString::from(format!("{name}="));
            table.push(path);
            arguments.extend(["--table".into(), table]);
        }
        Job::flywheel(name, arguments, self.customers)
    }
}
