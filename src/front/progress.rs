//! How far reading has come: the progress bar, and whether somebody still waits for it.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::awaited::awaited;

/// Work that is done sooner than this is not worth a bar.
const PATIENCE: Duration = Duration::from_millis(600);

/// How far the reading has come, shown on a terminal while somebody waits.
#[derive(Clone, Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    /// Set when nobody waits for it any more.
    stop: Option<Arc<AtomicBool>>,
}

impl Progress {
    /// `shown` where there is somebody to see it; `size` is the number of bytes to come, where that
    /// is known.
    pub(super) fn new(shown: bool, size: Option<u64>) -> Progress {
        let bar = match size {
            Some(size) => ProgressBar::new(size),
            None => ProgressBar::no_length(),
        };
        bar.set_draw_target(ProgressDrawTarget::hidden());
        let template = match size {
            Some(_) => "  {wide_bar} {bytes} of {total_bytes}, {eta} to go",
            None => "  {spinner} {bytes} read, {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━━─"));
        }
        Progress { bar, stop: None }.shown(shown)
    }

    /// The same where nothing can be read any further once a flag is set.
    pub(super) fn until(self, stop: Option<&Arc<AtomicBool>>) -> Progress {
        Progress { stop: stop.cloned(), ..self }
    }

    /// The same for a number of things to try.
    pub(super) fn of_things(shown: bool, count: usize) -> Progress {
        let bar = ProgressBar::new(count as u64);
        bar.set_draw_target(ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("  {wide_bar} {pos} of {len}, {eta} to go")
        {
            bar.set_style(style.progress_chars("━━─"));
        }
        Progress { bar, stop: None }.shown(shown)
    }

    fn shown(self, shown: bool) -> Progress {
        if shown {
            self.show_later();
        }
        self
    }

    /// One more thing was tried.
    pub(super) fn step(&self) {
        self.bar.inc(1);
    }

    /// Shows the bar once the work has taken a while.
    fn show_later(&self) {
        let bar = self.bar.downgrade();
        std::thread::spawn(move || {
            std::thread::sleep(PATIENCE);
            if let Some(bar) = bar.upgrade().filter(|bar| !bar.is_finished()) {
                bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
            }
        });
    }

    /// The reader, counted.
    pub(super) fn counting<R: Read>(&self, reader: R) -> Counting<R> {
        Counting { reader, progress: self.clone() }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// A reader that tells the bar what it has read, and reads no further once nobody waits for it.
#[derive(Debug)]
pub(super) struct Counting<R> {
    reader: R,
    progress: Progress,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.progress.stop.as_deref().map_or(Ok(()), awaited)?;
        let read = self.reader.read(buffer)?;
        self.progress.bar.inc(read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::*;

    #[test]
    fn nothing_is_read_once_nobody_waits() {
        let stop = Arc::new(AtomicBool::new(false));
        let progress = Progress::new(false, None).until(Some(&stop));
        let mut endless = progress.counting(io::repeat(b' '));
        assert_eq!(endless.read(&mut [0; 8]).unwrap(), 8);
        stop.store(true, Ordering::Relaxed);
        let error = endless.read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}
