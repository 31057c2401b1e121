//! Files, and the standard streams where `-` asks for them.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::NamedTempFile;

use super::Failure;
use crate::problems::register::CANNOT_READ;
use crate::{Program, ProgramProblems};

/// What problems and decisions call the standard input.
const STDIN: &str = "<stdin>";

pub(super) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// A file as the user called it.
pub(super) fn name(path: &Path) -> String {
    if is_stdin(path) { STDIN.to_owned() } else { path.display().to_string() }
}

/// The text of a rule file.
pub(super) fn read_rules(path: &Path) -> Result<String, Failure> {
    let name = name(path);
    let mut bytes = Vec::new();
    let read = open(path).and_then(|mut input| input.read_to_end(&mut bytes));
    read.map_err(|error| Failure::reading(&name, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = memchr::memchr_iter(b'\n', &error.as_bytes()[..good]).count() + 1;
        let what = format!("{name} is not UTF-8 text: see line {line}");
        Failure::coded(CANNOT_READ, what).help("save it again with UTF-8 encoding")
    })
}

/// Reads and checks a rule file and the files that it uses.
pub(super) fn load_program(path: &Path) -> Result<Result<Program, Box<ProgramProblems>>, Failure> {
    load_program_as(path, &name(path))
}

/// The same for a file that problems call by another name. The files that it uses are looked for
/// next to that name.
pub(super) fn load_program_as(
    path: &Path,
    name: &str,
) -> Result<Result<Program, Box<ProgramProblems>>, Failure> {
    let text = read_rules(path)?;
    let load = |used: &str| {
        let text = fs::read(used).map_err(|error| {
            let missing = error.kind() == io::ErrorKind::NotFound;
            if missing { "no such file".to_owned() } else { error.to_string() }
        })?;
        String::from_utf8(text).map_err(|_| "the file is not UTF-8 text".to_owned())
    };
    Ok(Program::load(name, &text, &load))
}

/// How many bytes a file has, where that is known before it is read.
pub(super) fn size(path: &Path) -> Result<Option<u64>, Failure> {
    known_size(path).map_err(|error| Failure::reading(&name(path), &error))
}

fn known_size(path: &Path) -> io::Result<Option<u64>> {
    if is_stdin(path) {
        return Ok(None);
    }
    let about = fs::metadata(path)?;
    if about.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(about.is_file().then_some(about.len()))
}

fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    known_size(path)?;
    if is_stdin(path) {
        return Ok(Box::new(io::stdin()));
    }
    Ok(Box::new(File::open(path)?))
}

/// A copy of what can be read only once, gone when it is dropped.
pub(super) struct Spool(NamedTempFile);

impl Spool {
    /// A copy of a pipe; `None` for a file, which can be read again.
    pub(super) fn of(path: &Path) -> Result<Option<Spool>, Failure> {
        if size(path)?.is_some() {
            return Ok(None);
        }
        let copied = || {
            let mut copy = NamedTempFile::new()?;
            let mut input: Box<dyn Read> =
                if is_stdin(path) { Box::new(io::stdin()) } else { Box::new(File::open(path)?) };
            io::copy(&mut input, copy.as_file_mut())?;
            Ok(copy)
        };
        let copied: io::Result<NamedTempFile> = copied();
        copied.map(|copy| Some(Spool(copy))).map_err(|error| Failure::reading(&name(path), &error))
    }
}

/// Opens a file, or the copy that was kept of it.
pub(super) fn open_kept(path: &Path, spool: Option<&Spool>) -> io::Result<Box<dyn Read + Send>> {
    match spool {
        None => open(path),
        Some(Spool(copy)) => Ok(Box::new(copy.reopen()?)),
    }
}

/// Whether two paths lead to the same file, whether or not they exist yet.
pub(super) fn same(one: &Path, other: &Path) -> bool {
    !is_stdin(one) && !is_stdin(other) && resolved(one) == resolved(other)
}

/// The path without links and detours, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    if let Ok(whole) = path.canonicalize() {
        return whole;
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// A file that is being written. It takes its place only when it is whole: until
/// [`finish`](Replacement::finish), the old one stays as it was.
pub(super) struct Replacement {
    name: String,
    writer: BufWriter<Sink>,
}

/// Where the bytes go first.
enum Sink {
    Plain(Target),
    Gzip(GzEncoder<Target>),
}

enum Target {
    /// A new file next to the one that it is to replace.
    Beside(NamedTempFile, PathBuf),
    /// A pipe or a device: nothing that could be replaced.
    Direct(File),
}

impl Replacement {
    /// A file of text, whatever its name is.
    pub(super) fn create_plain(path: &Path) -> Result<Replacement, Failure> {
        let name = name(path);
        let target = Target::new(path).map_err(|error| Failure::writing(&name, &error))?;
        Ok(Replacement { name, writer: BufWriter::new(Sink::Plain(target)) })
    }

    /// Compressed where the name ends in `.gz`.
    pub(super) fn create(path: &Path) -> Result<Replacement, Failure> {
        let name = name(path);
        let target = Target::new(path).map_err(|error| Failure::writing(&name, &error))?;
        let gzip = path.extension().is_some_and(|extension| extension == "gz");
        let sink = if gzip {
            Sink::Gzip(GzEncoder::new(target, Compression::default()))
        } else {
            Sink::Plain(target)
        };
        Ok(Replacement { name, writer: BufWriter::with_capacity(1 << 18, sink) })
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.writer.write_all(bytes).map_err(|error| Failure::writing(&self.name, &error))
    }

    /// Puts the file in its place.
    pub(super) fn finish(self) -> Result<(), Failure> {
        let failed = |error: &io::Error| Failure::writing(&self.name, error);
        let sink = self.writer.into_inner().map_err(|error| failed(error.error()))?;
        let target = match sink {
            Sink::Plain(target) => target,
            Sink::Gzip(encoder) => encoder.finish().map_err(|error| failed(&error))?,
        };
        target.settle().map_err(|error| failed(&error))
    }
}

impl Target {
    fn new(path: &Path) -> io::Result<Target> {
        let path = resolved(path);
        match fs::metadata(&path) {
            Ok(about) if about.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(about) if !about.is_file() => {
                return Ok(Target::Direct(File::options().write(true).open(&path)?));
            }
            Ok(_) | Err(_) => {}
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        let file = beside().prefix(".flywheel-").tempfile_in(folder)?;
        if let Ok(about) = fs::metadata(&path) {
            file.as_file().set_permissions(about.permissions())?;
        }
        Ok(Target::Beside(file, path))
    }

    fn settle(self) -> io::Result<()> {
        match self {
            Target::Beside(file, path) => {
                file.as_file().sync_all()?;
                file.persist(path)?;
                Ok(())
            }
            Target::Direct(mut file) => file.flush(),
        }
    }
}

/// Temporary files are for their owner only; one that becomes a result is for whom the user's own
/// files are for.
fn beside() -> tempfile::Builder<'static, 'static> {
    #[allow(unused_mut)]
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Sink::Plain(target) => target.write(bytes),
            Sink::Gzip(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::Plain(target) => target.flush(),
            Sink::Gzip(encoder) => encoder.flush(),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Target::Beside(file, _) => file.write(bytes),
            Target::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Target::Beside(file, _) => file.flush(),
            Target::Direct(file) => file.flush(),
        }
    }
}

/// The standard input can be read only once.
pub(super) fn at_most_one_stdin<'p>(paths: impl Iterator<Item = &'p Path>) -> Result<(), Failure> {
    match paths.filter(|path| is_stdin(path)).count() {
        0 | 1 => Ok(()),
        _ => Err(Failure::new("standard input can be read only once: use `-` only once")),
    }
}
