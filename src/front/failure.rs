use std::io::{self, ErrorKind};

/// Why a command cannot go on.
#[derive(Debug)]
pub enum Failure {
    /// Whoever read the output has had enough, such as `head`. That is not worth a word.
    Closed,
    /// What is wrong, and what to do about it where that can be said.
    Told { what: String, help: Option<String> },
}

impl Failure {
    pub fn new(what: impl Into<String>) -> Failure {
        Failure::Told { what: what.into(), help: None }
    }

    /// Says what to do about it.
    pub fn help(self, help: impl Into<String>) -> Failure {
        match self {
            Failure::Closed => Failure::Closed,
            Failure::Told { what, help: _ } => Failure::Told { what, help: Some(help.into()) },
        }
    }

    pub fn reading(name: &str, error: &io::Error) -> Failure {
        Failure::new(format!("I cannot read {name}: {}", cause(error)))
    }

    pub fn writing(name: &str, error: &io::Error) -> Failure {
        if error.kind() == ErrorKind::BrokenPipe {
            return Failure::Closed;
        }
        Failure::new(format!("I cannot write {name}: {}", cause(error)))
    }
}

/// The errors of a standard stream that results are written to.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::writing("the results", &error)
    }
}

/// An error of the system in plain words.
fn cause(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "you do not have permission".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}
