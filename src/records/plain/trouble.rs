//! What stops the reading of a record, before it is put into words.

use crate::records::fault::Fault;
use crate::records::json::Flaw;
use crate::values::path;

/// What stops a walk: a flaw of the text, still without words, or a fault of a value.
#[derive(Debug)]
pub(super) enum Trouble {
    Flaw(Flaw),
    Fault(Box<Fault>),
}

impl Trouble {
    /// The same, one key further out.
    #[cold]
    pub fn under_key(self, key: &str) -> Trouble {
        self.under(|inner| path::prepend_key(key, inner))
    }

    /// The same, one place in a list further out.
    #[cold]
    pub fn under_index(self, index: usize) -> Trouble {
        self.under(|inner| path::prepend_index(index, inner))
    }

    fn under(mut self, longer: impl Fn(&str) -> String) -> Trouble {
        if let Trouble::Fault(fault) = &mut self
            && let Some(path) = &mut fault.path
        {
            *path = longer(path);
        }
        self
    }

    /// In words. `text` is what was being read.
    #[cold]
    pub fn fault(self, text: &str) -> Fault {
        match self {
            Trouble::Flaw(flaw) => flaw.fault(text),
            Trouble::Fault(fault) => *fault,
        }
    }
}

impl From<Flaw> for Trouble {
    fn from(flaw: Flaw) -> Trouble {
        Trouble::Flaw(flaw)
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        Trouble::Fault(Box::new(fault))
    }
}
