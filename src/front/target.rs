//! Where the bytes of a file that is being written go first.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{disk, leftovers};

/// Where the bytes of a file go first.
#[derive(Debug)]
pub(super) enum Target {
    /// A new file next to the one that it is to replace.
    Beside(Beside),
    /// A pipe, a device or a stream that is open already: nothing that could be replaced.
    Direct(File),
}

/// A new file, and the place that it takes when it is whole.
#[derive(Debug)]
pub(super) struct Beside {
    /// `None` once it is in its place.
    file: Option<NamedTempFile>,
    place: PathBuf,
}

impl Target {
    /// A link is followed: what it leads to is replaced, and the link stays.
    pub(super) fn new(path: &Path) -> io::Result<Target> {
        if let Some(descriptor) = descriptor(path) {
            return opened(descriptor, path).map(Target::Direct);
        }
        let place = disk::resolved(path);
        match fs::metadata(&place) {
            Ok(about) if about.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(about) if !about.is_file() => {
                Ok(Target::Direct(File::options().write(true).open(&place)?))
            }
            Ok(about) => Target::beside(place, Some(about.permissions())),
            Err(_) => Target::beside(place, None),
        }
    }

    /// The same, but for files only.
    pub(super) fn of_file(path: &Path) -> io::Result<Target> {
        if descriptor(path).is_some() || !fs::metadata(path)?.is_file() {
            return Err(io::Error::other("it is not a file"));
        }
        Target::new(path)
    }

    fn beside(place: PathBuf, permissions: Option<fs::Permissions>) -> io::Result<Target> {
        let folder = place.parent().unwrap_or(Path::new("."));
        let file = leftovers::create(builder().prefix(".flywheel-"), folder)?;
        if let Some(permissions) = permissions {
            file.as_file().set_permissions(permissions)?;
        }
        Ok(Target::Beside(Beside { file: Some(file), place }))
    }

    /// Puts the file in its place.
    pub(super) fn settle(self) -> io::Result<()> {
        match self {
            Target::Beside(beside) => beside.settle(),
            Target::Direct(mut file) => file.flush(),
        }
    }
}

impl Beside {
    fn settle(mut self) -> io::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let name = file.path().to_owned();
        let settled = file.as_file().sync_all().and_then(|()| Ok(file.persist(&self.place)?));
        leftovers::forget(&name);
        settled.map(drop)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            let name = file.path().to_owned();
            drop(file);
            leftovers::forget(&name);
        }
    }
}

/// Which open stream a path stands for: `/dev/stdout`, `/dev/fd/3` and links to them. The file
/// that the stream was redirected to must not be replaced, because others write to it too.
fn descriptor(path: &Path) -> Option<u32> {
    let folders = ["/dev/fd", "/proc/self/fd", "/proc/thread-self/fd"];
    let folders: Vec<PathBuf> =
        folders.iter().filter_map(|folder| fs::canonicalize(folder).ok()).collect();
    let mut path = path.to_owned();
    for _ in 0..disk::MOST_LINKS {
        path = disk::in_its_folder(&path);
        if folders.iter().any(|folder| path.parent() == Some(folder)) {
            return path.file_name()?.to_str()?.parse().ok();
        }
        path = disk::link(&path)?;
    }
    None
}

#[cfg(unix)]
fn opened(descriptor: u32, path: &Path) -> io::Result<File> {
    use std::os::fd::AsFd;
    // A file that is opened again begins at its start, so the standard streams are shared.
    let shared = match descriptor {
        1 => io::stdout().as_fd().try_clone_to_owned()?,
        2 => io::stderr().as_fd().try_clone_to_owned()?,
        // No other stream can be shared safely. Appending keeps what is in the file.
        _ => return File::options().append(true).open(path).map_err(not_open),
    };
    Ok(File::from(shared))
}

#[cfg(not(unix))]
fn opened(_: u32, path: &Path) -> io::Result<File> {
    File::options().append(true).open(path).map_err(not_open)
}

fn not_open(error: io::Error) -> io::Error {
    match error.kind() == io::ErrorKind::NotFound {
        true => io::Error::other("no such stream is open"),
        false => error,
    }
}

/// Temporary files are for their owner only; one that becomes a result is for whom the user's own
/// files are for.
fn builder() -> tempfile::Builder<'static, 'static> {
    #[allow(unused_mut)]
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Target::Beside(Beside { file: Some(file), .. }) => file.write(bytes),
            Target::Beside(Beside { file: None, .. }) => Ok(bytes.len()),
            Target::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Target::Beside(Beside { file, .. }) => file.as_mut().map_or(Ok(()), Write::flush),
            Target::Direct(file) => file.flush(),
        }
    }
}
