//! The file of a ledger.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::lock::{Lock, beside};
use super::version::Versions;
use super::{LedgerFault, failpoint};

/// Marks the file as a ledger, in the header of SQLite.
const APPLICATION: i64 = 0x666c_7977;

/// A ledger that is open. One that was opened to write has the lock.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    pub(super) connection: Connection,
    pub(super) versions: Versions,
    /// Held as long as this may be written.
    lock: Option<Lock>,
}

impl Ledger {
    /// Makes a new ledger, which nobody finds under its name until it is [settled](Ledger::settle).
    ///
    /// # Errors
    /// If there is one already, or it cannot be written.
    pub fn create(path: &Path, wait: bool) -> Result<Ledger, LedgerFault> {
        let lock = Lock::take(path, wait)?;
        if path.exists() {
            return Err(LedgerFault::There);
        }
        let draft = beside(path, ".new");
        // What a run that was killed has left, and the logs of a ledger that is no longer there.
        for ending in [".new", ".new-wal", ".new-shm", "-wal", "-shm"] {
            remove(&beside(path, ending))?;
        }
        let connection = Connection::open(&draft)?;
        prepare(&connection)?;
        connection.pragma_update(None, "application_id", APPLICATION)?;
        let versions = Versions::OURS;
        versions.make(&connection)?;
        connection.execute(
            "INSERT INTO meta (uid, salt) VALUES (lower(hex(randomblob(8))), lower(hex(randomblob(16))))",
            [],
        )?;
        failpoint::pass("ledger", "made");
        Ok(Ledger { path: path.to_owned(), connection, versions, lock: Some(lock) })
    }

    /// Gives a ledger that was just made its name.
    ///
    /// # Errors
    /// If the file cannot be renamed.
    pub fn settle(self) -> Result<(), LedgerFault> {
        let Ledger { path, connection, versions: _, lock: _lock } = self;
        // Without a log next to it, the file is complete in itself.
        connection.pragma_update(None, "journal_mode", "DELETE")?;
        connection.close().map_err(|(_, error)| error)?;
        fs::File::open(beside(&path, ".new"))?.sync_all()?;
        failpoint::pass("ledger", "loaded");
        fs::rename(beside(&path, ".new"), &path)?;
        sync_folder(&path);
        failpoint::pass("ledger", "named");
        Ok(())
    }

    /// Gives up a ledger that was just made.
    pub fn discard(self) {
        let Ledger { path, connection, versions: _, lock: _lock } = self;
        drop(connection);
        for ending in [".new", ".new-wal", ".new-shm"] {
            let _gone_already = fs::remove_file(beside(&path, ending));
        }
    }

    /// Opens a ledger to be written, once whoever is at work on it is done if `wait` says so.
    ///
    /// # Errors
    /// If there is none, it is something else, another process has it, or it cannot be written.
    pub fn open(path: &Path, wait: bool) -> Result<Ledger, LedgerFault> {
        Ledger::open_as(Versions::OURS, path, wait)
    }

    /// Opens a ledger of one of these versions to be written.
    pub(super) fn open_as(
        versions: Versions,
        path: &Path,
        wait: bool,
    ) -> Result<Ledger, LedgerFault> {
        // The same file has one lock, by whichever name it is called.
        let file = found(path)?;
        drop(opened(&file, versions, OpenFlags::SQLITE_OPEN_READ_ONLY)?);
        let lock = Lock::take(&file, wait)?;
        let connection = opened(&file, versions, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        prepare(&connection)?;
        versions.show(&connection)?;
        Ok(Ledger { path: path.to_owned(), connection, versions, lock: Some(lock) })
    }

    /// Opens a ledger to be read, as it is at this moment.
    ///
    /// # Errors
    /// If there is none, it is something else, or it cannot be read.
    pub fn read(path: &Path) -> Result<Ledger, LedgerFault> {
        Ledger::read_as(Versions::OURS, path)
    }

    /// Opens a ledger of one of these versions to be read.
    pub(super) fn read_as(versions: Versions, path: &Path) -> Result<Ledger, LedgerFault> {
        let connection = reading_as(versions, &found(path)?)?;
        Ok(Ledger { path: path.to_owned(), connection, versions, lock: None })
    }

    /// Where it is; one that was just made is not there yet.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nobody else can change it.
    pub(super) fn is_locked(&self) -> bool {
        self.lock.is_some()
    }

    /// Where SQLite has it now.
    pub(super) fn place(&self) -> PathBuf {
        self.connection.path().map_or_else(|| self.path.clone(), PathBuf::from)
    }

    /// Writes a copy of it, which is complete in itself, to a file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn back_up(&self, to: &Path) -> Result<(), LedgerFault> {
        self.copied(to)?.keep()
    }

    /// Makes such a copy, which has its name once it is [kept](Copied::keep).
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn copied(&self, to: &Path) -> Result<Copied, LedgerFault> {
        let copied = Copied { draft: beside(to, ".part"), to: to.to_owned() };
        remove(&copied.draft)?;
        // A connection that has begun to read cannot do it.
        let read_only = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let connection = opened(&self.place(), self.versions, read_only)?;
        connection.execute("VACUUM INTO ?1", [copied.draft.to_string_lossy()])?;
        fs::File::open(&copied.draft)?.sync_all()?;
        failpoint::pass("backup", "copied");
        Ok(copied)
    }
}

/// A copy of a ledger without its name. It goes unless it is kept.
#[derive(Debug)]
pub struct Copied {
    draft: PathBuf,
    to: PathBuf,
}

impl Copied {
    /// Gives it its name. A file that has it already is replaced.
    ///
    /// # Errors
    /// If it cannot be renamed.
    pub fn keep(self) -> Result<(), LedgerFault> {
        fs::rename(&self.draft, &self.to)?;
        sync_folder(&self.to);
        failpoint::pass("backup", "named");
        Ok(())
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        let _kept_or_never_made = remove(&self.draft);
    }
}

impl Ledger {
    /// Puts a backup in the place of a ledger. What was there is kept under the name that this yields, if
    /// there was something.
    ///
    /// # Errors
    /// If the backup is not a ledger that is whole, or another process is at work on the ledger.
    pub fn restore(path: &Path, backup: &Path, wait: bool) -> Result<Option<PathBuf>, LedgerFault> {
        if let Some(fault) = Ledger::read(backup)?.faults()?.into_iter().next() {
            return Err(LedgerFault::Damaged(fault));
        }
        let file = found(path).unwrap_or_else(|_| path.to_owned());
        let _lock = Lock::take(&file, wait)?;
        let draft = beside(&file, ".new");
        remove(&draft)?;
        let read_only = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let connection = opened(&found(backup)?, Versions::OURS, read_only)?;
        connection.execute("VACUUM INTO ?1", [draft.to_string_lossy()])?;
        fs::File::open(&draft)?.sync_all()?;
        failpoint::pass("restore", "copied");
        let free = (1..).map(|number| beside(&file, &format!(".replaced-{number}")));
        let old = if file.exists() { free.into_iter().find(|old| !old.exists()) } else { None };
        if let Some(old) = &old {
            // What is only in its log is not in the file, so both are kept.
            for ending in ["", "-wal"] {
                let from = beside(&file, ending);
                if from.exists() {
                    fs::copy(&from, beside(old, ending))?;
                    fs::File::open(beside(old, ending))?.sync_all()?;
                }
            }
            sync_folder(old);
            // Should this end before the backup has its name, nothing is only in the log that goes now. A
            // log that cannot be read has nothing to lose.
            let _a_log_of_a_damaged_file =
                opened(&file, Versions::OURS, OpenFlags::SQLITE_OPEN_READ_WRITE)
                    .and_then(|connection| checkpoint(&connection));
        }
        for ending in ["-wal", "-shm"] {
            remove(&beside(&file, ending))?;
        }
        failpoint::pass("restore", "cleared");
        fs::rename(&draft, &file)?;
        sync_folder(&file);
        Ok(old)
    }
}

/// The file itself, whichever name it is called by.
fn found(path: &Path) -> Result<PathBuf, LedgerFault> {
    if path.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory).into());
    }
    if !path.exists() {
        return Err(LedgerFault::Missing);
    }
    Ok(fs::canonicalize(path)?)
}

/// Makes sure that the name of a file is on the disk, where the system can.
fn sync_folder(file: &Path) {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = fs::File::open(folder.unwrap_or(Path::new(".")));
    let _some_systems_cannot = folder.and_then(|folder| folder.sync_all());
}

/// Removes a file, if it is there.
fn remove(path: &Path) -> Result<(), LedgerFault> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// A connection that only reads, and sees what there is at each time.
pub(super) fn looking(path: &Path) -> Result<Connection, LedgerFault> {
    opened(path, Versions::OURS, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// A connection that only reads, and sees what there is now until it is closed.
pub(super) fn reading(path: &Path) -> Result<Connection, LedgerFault> {
    reading_as(Versions::OURS, path)
}

fn reading_as(versions: Versions, path: &Path) -> Result<Connection, LedgerFault> {
    let connection = opened(path, versions, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    versions.show(&connection)?;
    connection.execute_batch("BEGIN; SELECT 1 FROM meta;")?;
    Ok(connection)
}

/// A connection to a file that is a ledger.
fn opened(path: &Path, versions: Versions, flags: OpenFlags) -> Result<Connection, LedgerFault> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    match expect(&connection, versions) {
        // Where nothing can be written next to it, it can be read as it is if it has no log.
        Err(LedgerFault::Io(_) | LedgerFault::Sql(_))
            if flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY)
                && !beside(path, "-wal").exists() =>
        {
            let escaped = path.to_string_lossy().replace('%', "%25");
            let escaped = escaped.replace('?', "%3f").replace('#', "%23");
            let uri = format!("file:{escaped}?immutable=1");
            let connection = Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?;
            expect(&connection, versions)?;
            Ok(connection)
        }
        expected => expected.map(|()| connection),
    }
}

/// Makes sure that the file is a ledger of a version that is known.
fn expect(connection: &Connection, versions: Versions) -> Result<(), LedgerFault> {
    let application: i64 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION {
        return Err(LedgerFault::NotALedger);
    }
    versions.expect(connection)
}

/// Writes what is in the log of a ledger into its file, and empties the log.
pub(super) fn checkpoint(connection: &Connection) -> Result<(), LedgerFault> {
    let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
    Ok(connection.query_row(checkpoint, [], |_| Ok(()))?)
}

/// What is promised about what is written holds on a disk that keeps what it says it has written.
fn prepare(connection: &Connection) -> Result<(), LedgerFault> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}
