//! Temporary files with a name, which must not remain if a signal ends the program.
//!
//! A file that takes the place of another has to have a name before it can do that, so it cannot
//! be one of those that vanish by themselves. Ctrl-C and the like therefore remove what is there
//! and then end the program as they would have done.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use tempfile::NamedTempFile;

/// All temporary files at this moment.
static HERE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A temporary file in a folder, as the builder makes it.
pub(super) fn create(
    builder: &tempfile::Builder<'_, '_>,
    folder: &Path,
) -> io::Result<NamedTempFile> {
    static WATCH: Once = Once::new();
    WATCH.call_once(watch);
    // While this is held, no signal can come between the file and its entry here.
    let mut here = here();
    let file = builder.tempfile_in(folder)?;
    here.push(file.path().to_owned());
    Ok(file)
}

/// The file is not temporary any more, or gone.
pub(super) fn forget(path: &Path) {
    here().retain(|other| other != path);
}

fn here() -> MutexGuard<'static, Vec<PathBuf>> {
    HERE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(not(unix))]
fn watch() {}

/// Waits for signals on a thread of its own. Without it, files may remain; that is no reason not
/// to write them.
#[cfg(unix)]
fn watch() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let signals = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];
    let Ok(mut signals) = Signals::new(signals.into_iter().filter(|signal| !is_ignored(*signal)))
    else {
        return;
    };
    let wait = move || {
        if let Some(signal) = signals.forever().next() {
            // Held to the end, so that no new file is made.
            let here = here();
            for path in here.iter() {
                let _gone_already = std::fs::remove_file(path);
            }
            let _ = emulate_default_handler(signal);
            std::process::exit(128 + signal);
        }
    };
    let _ = std::thread::Builder::new().name("signals".to_owned()).spawn(wait);
}

/// Whether whoever started the program wants it to go on in spite of a signal, as `nohup` does.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (signal - 1) & 1 == 1
}
