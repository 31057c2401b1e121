//! A thread that checks the newest texts, and answers questions about them in turn.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, Sender};

use gen_lsp_types::{
    CodeLensRefreshRequest, Diagnostic, DiagnosticRefreshRequest, PublishDiagnosticsNotification,
    PublishDiagnosticsParams, Uri,
};
use lsp_server::Request;

use super::analysis::Analysis;
use super::answers;
use super::client::{Client, Refusal};
use super::counts::{self, Counts};
use super::files::Files;
use super::marks::{self, Marks};
use super::programs::Programs;
use super::proofs::Job;
use super::settings::Settings;
use super::uri;
use crate::output::wheel::Counted;
use crate::problems::{FileId, Problems};

/// Everything that answers depend on, as of one moment.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub files: Files,
    pub settings: Arc<Settings>,
    /// Set when the next moment has come.
    pub stop: Arc<AtomicBool>,
}

/// What there is to do.
pub(super) enum Task {
    /// The texts have changed. Only the newest ones matter.
    Check(State),
    /// The editor asks something.
    Answer(Request, State),
    /// What was proved of a program.
    Proved(Job, Problems),
    /// What was counted by a program.
    Counted(Box<Counts>),
    /// Nothing any more.
    End,
}

/// What the thread works with.
pub(super) struct Desk {
    pub client: Arc<Client>,
    pub programs: Programs,
    jobs: Sender<Job>,
    to_count: Sender<counts::Job>,
    newest: State,
    /// The programs of the open files.
    open: BTreeSet<String>,
    /// By root; also programs that are not open and were asked for.
    analyses: HashMap<String, Arc<Analysis>>,
    /// By root, what was proved, and of which texts.
    proved: HashMap<String, (Arc<Analysis>, Problems)>,
    /// By root, how many customers rules move, and by which texts.
    counted: HashMap<String, Counts>,
    /// By name, what the editor was last sent, and for which version.
    sent: HashMap<String, (Option<i32>, Vec<Diagnostic>)>,
    /// The moment of the disk as of which an editor that asks for problems was last called.
    called: u64,
}

impl Desk {
    pub(super) fn new(
        client: Arc<Client>,
        (jobs, to_count): (Sender<Job>, Sender<counts::Job>),
        newest: State,
    ) -> Desk {
        Desk {
            client,
            programs: Programs::default(),
            jobs,
            to_count,
            newest,
            open: BTreeSet::new(),
            analyses: HashMap::new(),
            proved: HashMap::new(),
            counted: HashMap::new(),
            sent: HashMap::new(),
            called: 0,
        }
    }

    /// Works until nobody has anything to do any more.
    pub(super) fn work(mut self, tasks: &Receiver<Task>) {
        let (mut to_check, mut questions) = (None, VecDeque::new());
        loop {
            let is_idle = to_check.is_none() && questions.is_empty();
            let first = match is_idle {
                true => match tasks.recv() {
                    Ok(task) => Some(task),
                    Err(_) => return,
                },
                false => None,
            };
            for task in first.into_iter().chain(tasks.try_iter()) {
                match task {
                    Task::Check(state) => to_check = Some(state),
                    Task::Answer(request, state) => questions.push_back((request, state)),
                    Task::Proved(job, problems) => self.proved(job, problems),
                    Task::Counted(counts) => self.counted(*counts),
                    Task::End => return,
                }
            }
            if let Some(state) = to_check.take() {
                self.newest = state;
                self.guarded("checking", Desk::check);
            } else if let Some((request, state)) = questions.pop_front() {
                self.answer(request, state);
            }
        }
    }

    /// Does something that must not end the thread, whatever is wrong with it.
    fn guarded<T>(&mut self, what: &str, act: impl FnOnce(&mut Desk) -> T) -> Option<T> {
        let done = catch_unwind(AssertUnwindSafe(|| act(self))).ok();
        if done.is_none() {
            self.client.log(format!("flywheel: {what} failed; please report this"));
        }
        done
    }

    fn answer(&mut self, request: Request, state: State) {
        let Request { id, method, params } = request;
        if !self.client.needs(&id) {
            return self.client.answer(id, Err(Refusal::canceled()));
        }
        // Problems are always those of the newest texts; a place in an older one says nothing.
        let asks_for_problems = method == "textDocument/diagnostic";
        let is_old = state.files.moment < self.newest.files.moment;
        if is_old && method.starts_with("textDocument/") && !asks_for_problems {
            return self.client.answer(id, Err(Refusal::stale()));
        }
        let state = if is_old { self.newest.clone() } else { state };
        let answer = self.guarded(&method, |desk| answers::answer(desk, &state, &method, params));
        let internal = || {
            Err(Refusal {
                code: lsp_server::ErrorCode::InternalError,
                message: format!("{method} failed; please report this"),
            })
        };
        self.client.answer(id, answer.unwrap_or_else(internal));
    }

    /// Checks all programs of the open files, and has them proved.
    fn check(&mut self) {
        let State { files, settings, stop } = self.newest.clone();
        self.programs.refresh(&files);
        let roots = self.programs.open(&files);
        self.analyses.retain(|root, _| roots.contains(root));
        self.proved.retain(|root, _| roots.contains(root));
        self.counted.retain(|root, _| roots.contains(root));
        for root in &roots {
            self.analysis(root, &files);
        }
        self.open = roots;
        self.publish();
        if self.client.can.pulls && self.called < files.on_disk {
            self.called = files.on_disk;
            self.client.ask::<DiagnosticRefreshRequest>(());
        }
        self.count();
        if !settings.proofs {
            return;
        }
        for root in &self.open {
            let Some(analysis) = self.analyses.get(root) else { continue };
            if self.known(analysis).is_none() {
                let (root, analysis) = (root.clone(), Arc::clone(analysis));
                // The thread ends only together with this one.
                let _ = self.jobs.send(Job { root, analysis, stop: Arc::clone(&stop) });
            }
        }
    }

    /// Has the customers of the settings counted by each program.
    fn count(&mut self) {
        let State { files, settings, stop } = self.newest.clone();
        let Some(customers) = settings.customers_in(&files.folders) else {
            return self.counted.clear();
        };
        for root in &self.open {
            let Some(analysis) = self.analyses.get(root) else { continue };
            let known = self.counted.get(root);
            let is_counted = known.is_some_and(|known| Arc::ptr_eq(&known.analysis, analysis))
                && files.on_disk < files.moment;
            let as_of = settings.as_of(&analysis.reading.model.zone);
            if is_counted || analysis.reading.problems.has_errors() {
                continue;
            }
            let Some(as_of) = as_of else {
                self.counted.remove(root);
                continue;
            };
            let (root, analysis) = (root.clone(), Arc::clone(analysis));
            let (customers, stop) = (customers.clone(), Arc::clone(&stop));
            // The thread ends only together with this one.
            let _ = self.to_count.send(counts::Job { root, analysis, customers, as_of, stop });
        }
    }

    fn counted(&mut self, counts: Counts) {
        if let Err(why) = &counts.counted {
            self.client.log(format!("flywheel: cannot count customers: {why}"));
        }
        self.counted.insert(counts.root.clone(), counts);
        if self.client.can.lenses_again {
            self.client.ask::<CodeLensRefreshRequest>(());
        }
    }

    /// What was counted by a program, if it is known.
    pub(super) fn counts(&self, analysis: &Arc<Analysis>) -> Option<&Counted> {
        let mut all = self.counted.values();
        let known = all.find(|known| Arc::ptr_eq(&known.analysis, analysis))?;
        known.counted.as_ref().ok()
    }

    fn proved(&mut self, job: Job, problems: Problems) {
        let now = self.analyses.get(&job.root);
        if !now.is_some_and(|now| Arc::ptr_eq(now, &job.analysis)) {
            return;
        }
        let is_news = !problems.is_empty();
        self.proved.insert(job.root, (job.analysis, problems));
        self.publish();
        if self.client.can.pulls && is_news {
            self.client.ask::<DiagnosticRefreshRequest>(());
        }
    }

    /// A program, checked as it is now; nothing where its first file cannot be read.
    pub(super) fn analysis(&mut self, root: &str, files: &Files) -> Option<Arc<Analysis>> {
        if let Some(analysis) = self.analyses.get(root).filter(|known| known.is_current(files)) {
            return Some(Arc::clone(analysis));
        }
        let analysis = Arc::new(Analysis::of(root, files)?);
        self.analyses.insert(root.to_owned(), Arc::clone(&analysis));
        Some(analysis)
    }

    /// A program that a file belongs to, and the file in it.
    pub(super) fn program(
        &mut self,
        uri: &Uri,
        files: &Files,
    ) -> Result<(Arc<Analysis>, FileId), Refusal> {
        let name = uri::name(uri);
        let mut roots = self.programs.with(&name, files).into_iter().chain([name.clone()]);
        let found = roots.find_map(|root| self.part(&root, &name, files));
        found.ok_or_else(|| Refusal::failed(format!("cannot read {name}")))
    }

    /// All programs that a file belongs to, and the file in each.
    pub(super) fn programs_with(
        &mut self,
        name: &str,
        files: &Files,
    ) -> Vec<(Arc<Analysis>, FileId)> {
        let roots = self.programs.with(name, files).into_iter();
        let mut found: Vec<_> = roots.filter_map(|root| self.part(&root, name, files)).collect();
        if found.is_empty() {
            found.extend(self.part(name, name, files));
        }
        found
    }

    /// A program and a file in it, if it is there.
    fn part(&mut self, root: &str, name: &str, files: &Files) -> Option<(Arc<Analysis>, FileId)> {
        let analysis = self.analysis(root, files)?;
        let file = analysis.file(name)?;
        Some((analysis, file))
    }

    /// What is wrong in all files of the open programs.
    pub(super) fn marks(&self, files: &Files) -> Marks {
        let mut marks = Marks::new();
        for root in &self.open {
            let Some(analysis) = self.analyses.get(root) else { continue };
            let about = (files, &*self.client);
            marks::add(&mut marks, analysis, analysis.problems(), about);
            if let Some(problems) = self.known(analysis) {
                marks::add(&mut marks, analysis, problems.iter(), about);
            }
        }
        marks
    }

    /// What was proved of a program, if that is known.
    pub(super) fn known(&self, analysis: &Arc<Analysis>) -> Option<&Problems> {
        let mut all = self.proved.values();
        all.find(|(of, _)| Arc::ptr_eq(of, analysis)).map(|(_, problems)| problems)
    }

    /// Sends what has changed to an editor that does not ask.
    fn publish(&mut self) {
        if self.client.can.pulls {
            return;
        }
        let files = self.newest.files.clone();
        let mut marks = self.marks(&files);
        let open = files.documents().map(|(name, _)| name.clone());
        for name in open.chain(self.sent.keys().cloned()) {
            marks.entry(name).or_default();
        }
        for (name, marks) in marks {
            let version = files.document(&name).map(|document| document.version);
            let now = (version, marks.clone());
            if self.sent.get(&name).is_some_and(|sent| *sent == now) {
                continue;
            }
            let uri = files.uri(&name);
            let params = PublishDiagnosticsParams { uri, version, diagnostics: marks };
            self.client.notify::<PublishDiagnosticsNotification>(params);
            match version {
                None if now.1.is_empty() => self.sent.remove(&name),
                Some(_) | None => self.sent.insert(name, now),
            };
        }
    }
}
