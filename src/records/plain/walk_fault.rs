//! What stops the reading of a record, before it is put into words.

use crate::records::fault::Fault;
use crate::records::json::SyntaxFault;
use crate::values::path;

/// What stops a walk: a fault of the text, still without words, or a fault of a value.
#[derive(Debug)]
pub(super) enum WalkFault {
    Syntax(SyntaxFault),
    Value(Box<Fault>),
}

impl WalkFault {
    /// The same, one key further out.
    #[cold]
    pub(super) fn under_key(self, key: &str) -> WalkFault {
        self.under(|inner| path::prepend_key(key, inner))
    }

    /// The same, one place in a list further out.
    #[cold]
    pub(super) fn under_index(self, index: usize) -> WalkFault {
        self.under(|inner| path::prepend_index(index, inner))
    }

    fn under(mut self, longer: impl Fn(&str) -> String) -> WalkFault {
        if let WalkFault::Value(fault) = &mut self
            && let Some(path) = &mut fault.path
        {
            *path = longer(path);
        }
        self
    }

    /// In words. `text` is what was being read.
    #[cold]
    pub(super) fn fault(self, text: &str) -> Fault {
        match self {
            WalkFault::Syntax(fault) => fault.fault(text),
            WalkFault::Value(fault) => *fault,
        }
    }
}

impl From<SyntaxFault> for WalkFault {
    fn from(fault: SyntaxFault) -> WalkFault {
        WalkFault::Syntax(fault)
    }
}

impl From<Fault> for WalkFault {
    fn from(fault: Fault) -> WalkFault {
        WalkFault::Value(Box::new(fault))
    }
}
