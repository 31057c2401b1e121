//! A line in the log for each request.

use std::io::Write;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, SystemTime};
use std::{io, thread};

use axum::http::Method;

/// How many lines wait to be written. After that, they are only counted.
const WAITING: usize = 4096;

/// How long the last lines may take once the server ends.
const LAST: Duration = Duration::from_secs(1);

/// The log on the standard error. A thread of its own writes it, so that whoever reads it slowly, or not at
/// all, holds up nobody who asks.
pub(super) struct Log {
    queue: Mutex<Queue>,
    /// Hears from the thread when all is written.
    written: Mutex<Receiver<()>>,
}

/// What waits to be written.
struct Queue {
    /// None once the log has ended.
    lines: Option<SyncSender<String>>,
    /// How many lines found no room since the last that did.
    lost: u64,
}

impl Log {
    /// Starts the thread that writes.
    pub(super) fn start() -> io::Result<Log> {
        let (lines, received) = sync_channel::<String>(WAITING);
        let (done, written) = sync_channel(1);
        thread::Builder::new().name("log".to_owned()).spawn(move || {
            for line in received {
                // Where nobody listens any more, the server goes on.
                let _nobody_listens = io::stderr().write_all(line.as_bytes());
            }
            let _nobody_waits = done.send(());
        })?;
        let queue = Queue { lines: Some(lines), lost: 0 };
        Ok(Log { queue: Mutex::new(queue), written: Mutex::new(written) })
    }

    /// Writes what became of a request: `2026-03-31T09:00:00Z POST /decide 200 1.2 ms`. It has nothing
    /// that a client makes up.
    pub(super) fn request(&self, method: &Method, path: &str, status: u16, taken: Duration) {
        let method = match *method {
            Method::GET | Method::HEAD | Method::POST | Method::OPTIONS => method.as_str(),
            Method::PUT | Method::DELETE | Method::PATCH => method.as_str(),
            _ => "OTHER",
        };
        let taken = taken.as_secs_f64() * 1000.0;
        self.write(format!("{} {method} {path} {status} {taken:.1} ms\n", now()));
    }

    /// Writes a line if there is room for it, and before it how many had none.
    fn write(&self, line: String) {
        let Ok(mut queue) = self.queue.lock() else { return };
        let Queue { lines: Some(lines), lost } = &mut *queue else { return };
        let line = match *lost {
            0 => line,
            1 => format!("1 request was not logged: the log is read too slowly\n{line}"),
            lost => format!("{lost} requests were not logged: the log is read too slowly\n{line}"),
        };
        match lines.try_send(line) {
            Ok(()) => *lost = 0,
            Err(_) => *lost += 1,
        }
    }

    /// Writes what still waits, unless nobody reads it.
    pub(super) fn end(&self) {
        if let Ok(mut queue) = self.queue.lock() {
            queue.lines = None;
        }
        if let Ok(written) = self.written.lock() {
            let _too_late = written.recv_timeout(LAST);
        }
    }
}

/// The time to the second.
fn now() -> String {
    let now = jiff::Timestamp::try_from(SystemTime::now());
    now.map(|now| now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()).unwrap_or_default()
}
