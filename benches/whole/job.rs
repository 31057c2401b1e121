use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Instant;

use wait4::Wait4;

use crate::decisions::Decisions;
use crate::figures::Figures;
use crate::floor::Floor;
use crate::workplace::CustomerFile;

/// A process to measure, and how many customers it goes over.
pub(crate) struct Job {
    pub name: String,
    pub customers: u64,
    pub bytes: u64,
    program: PathBuf,
    arguments: Vec<OsString>,
    /// What is piped into it.
    piped: Option<PathBuf>,
    /// A file that is copied to another place before it starts, since it changes the copy.
    copied: Option<(PathBuf, PathBuf)>,
}

impl Job {
    /// The command itself.
    pub(crate) fn flywheel(
        name: impl Into<String>,
        arguments: Vec<OsString>,
        file: &CustomerFile,
    ) -> Job {
        Job {
            name: name.into(),
            customers: file.customers,
            bytes: file.bytes,
            program: env!("CARGO_BIN_EXE_flywheel").into(),
            arguments,
            piped: None,
            copied: None,
        }
    }

    /// This program again, as a floor.
    pub(crate) fn floor(floor: Floor, file: &CustomerFile) -> Job {
        let arguments = vec![
            "--floor".into(),
            floor.argument().into(),
            "--file".into(),
            file.path.clone().into_os_string(),
            "--customers".into(),
            file.customers.to_string().into(),
        ];
        let program = env::current_exe().expect("this program has a name");
        Job { program, ..Job::flywheel(floor.title(), arguments, file) }
    }

    /// The same with more arguments.
    pub(crate) fn with(mut self, more: impl IntoIterator<Item = OsString>) -> Job {
        self.arguments.extend(more);
        self
    }

    /// The same with a file piped into it.
    pub(crate) fn fed(self, path: &Path) -> Job {
        Job { piped: Some(path.to_owned()), ..self }
    }

    /// The same after a file was copied to another place.
    pub(crate) fn copying(self, from: &Path, to: &Path) -> Job {
        Job { copied: Some((from.to_owned(), to.to_owned())), ..self }
    }

    /// Runs it; what it writes is thrown away.
    pub(crate) fn figures(&self) -> Figures {
        self.run(Stdio::null(), |_| ()).1
    }

    /// Runs it and reads what it decides.
    pub(crate) fn decisions(&self) -> Decisions {
        let read = |child: &mut Child| {
            let output = child.stdout.take().expect("the output is a pipe");
            Decisions::read(output).expect("the output can be read")
        };
        self.run(Stdio::piped(), read).0
    }

    fn run<T>(&self, output: Stdio, read: impl FnOnce(&mut Child) -> T) -> (T, Figures) {
        if let Some((from, to)) = &self.copied {
            fs::copy(from, to).expect("a file can be copied");
        }
        let begin = Instant::now();
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdout(output).stderr(Stdio::piped());
        command.stdin(if self.piped.is_some() { Stdio::piped() } else { Stdio::null() });
        let mut child = command.spawn().expect("the program can be started");
        let (found, complaint) = thread::scope(|scope| {
            if let (Some(path), Some(mut input)) = (&self.piped, child.stdin.take()) {
                scope.spawn(move || {
                    // Where the process stops reading, it tells itself what went wrong.
                    File::open(path).and_then(|mut file| io::copy(&mut file, &mut input)).ok()
                });
            }
            (read(&mut child), complaint(&mut child))
        });
        let used = child.wait4().expect("the process can be waited for");
        assert!(used.status.success(), "{}: {}\n{complaint}", self.name, used.status);
        let cpu = used.rusage.utime + used.rusage.stime;
        let memory = Some(used.rusage.maxrss).filter(|bytes| *bytes > 0);
        (found, Figures { wall: begin.elapsed(), cpu, memory })
    }
}

/// What a process has to say about what went wrong. It ends with the process.
fn complaint(child: &mut Child) -> String {
    let mut text = String::new();
    if let Some(mut stream) = child.stderr.take() {
        stream.read_to_string(&mut text).expect("a process can be listened to");
    }
    text
}
