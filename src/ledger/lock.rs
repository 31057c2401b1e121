//! Only one process at a time works on a ledger.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::LedgerFault;

/// The right to write a ledger. It is a lock of the system on a file next to the ledger, so it goes
/// away with the process, however that ends; the file stays.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a ledger, once whoever has it is done if `wait` says so.
    ///
    /// # Errors
    /// If another process has it, or the file cannot be written.
    pub(super) fn take(ledger: &Path, wait: bool) -> Result<Lock, LedgerFault> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(beside(ledger, ".lock"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if wait => file.lock()?,
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let _unknown = file.read_to_string(&mut text);
                return Err(LedgerFault::Busy(text.trim().parse().ok()));
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        file.set_len(0)?;
        file.rewind()?;
        writeln!(file, "{}", std::process::id())?;
        Ok(Lock { _file: file })
    }
}

/// The file next to a ledger with this ending.
pub(super) fn beside(ledger: &Path, ending: &str) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
