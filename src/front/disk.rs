//! Files, and the standard streams where `-` asks for them.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

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
///
/// # Errors
/// If the file cannot be read. What is wrong with the rules is in the result.
pub fn load_program(path: &Path) -> Result<Result<Program, Box<ProgramProblems>>, Failure> {
    load_program_as(path, &name(path))
}

/// The same for a file that problems call by another name. The files that it uses are looked for
/// next to that name.
pub(super) fn load_program_as(
    path: &Path,
    name: &str,
) -> Result<Result<Program, Box<ProgramProblems>>, Failure> {
    Ok(Program::load(name, &read_rules(path)?, &load_used))
}

/// The same with questions about all customers.
pub(super) fn load_program_asking(
    path: &Path,
    questions: &[String],
) -> Result<Result<Program, Box<ProgramProblems>>, Failure> {
    Ok(Program::load_asking(&name(path), &read_rules(path)?, questions, &load_used))
}

/// The text of a file that another one uses.
pub(super) fn load_used(used: &str) -> Result<String, String> {
    let text = fs::read(used).map_err(|error| {
        let missing = error.kind() == io::ErrorKind::NotFound;
        if missing { "no such file".to_owned() } else { error.to_string() }
    })?;
    String::from_utf8(text).map_err(|_| "the file is not UTF-8 text".to_owned())
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

pub(super) fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    known_size(path)?;
    if is_stdin(path) {
        return Ok(Box::new(io::stdin()));
    }
    Ok(Box::new(File::open(path)?))
}

/// Whether two paths lead to the same file, whether or not they exist yet. What is written to a
/// device such as `/dev/null` does not get in the way of anything else.
pub(super) fn same(one: &Path, other: &Path) -> bool {
    if is_stdin(one) || is_stdin(other) {
        return false;
    }
    let path = resolved(one);
    path == resolved(other) && !is_device(&path)
}

/// Whether reading two paths reads the same file, which may have several names.
pub(super) fn same_to_read(one: &Path, other: &Path) -> bool {
    let linked = || !is_stdin(one) && !is_stdin(other) && !is_device(one) && are_linked(one, other);
    same(one, other) || linked()
}

/// Whether two names are those of one file, where the system says so.
fn are_linked(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let place = |path: &Path| fs::metadata(path).ok().map(|about| (about.dev(), about.ino()));
        place(one).is_some_and(|one| place(other) == Some(one))
    }
    #[cfg(not(unix))]
    {
        let _ = (one, other);
        false
    }
}

fn is_device(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        fs::metadata(path).is_ok_and(|about| about.file_type().is_char_device())
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// No chain of links is longer.
pub(super) const MOST_LINKS: usize = 40;

/// The path without links and detours. The file at its end, and that which a link leads to, need
/// not exist.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        if let Ok(whole) = path.canonicalize() {
            return whole;
        }
        path = in_its_folder(&path);
        let Some(next) = link(&path) else { break };
        path = next;
    }
    path
}

/// The path with its folder resolved, but not its last name.
pub(super) fn in_its_folder(path: &Path) -> PathBuf {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        (Ok(_) | Err(_), _) => path.to_owned(),
    }
}

/// Where a link leads, if the path is one.
pub(super) fn link(path: &Path) -> Option<PathBuf> {
    let target = fs::read_link(path).ok()?;
    Some(path.parent().map_or(target.clone(), |folder| folder.join(&target)))
}

/// The standard input can be read only once.
pub(super) fn at_most_one_stdin<'p>(paths: impl Iterator<Item = &'p Path>) -> Result<(), Failure> {
    match paths.filter(|path| is_stdin(path)).count() {
        0 | 1 => Ok(()),
        _ => Err(Failure::new("standard input can be read only once: use `-` only once")),
    }
}
