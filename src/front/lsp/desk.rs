//! A thread that checks the newest texts, and answers questions about them in turn.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, Sender};

use gen_lsp_types::{
    CodeLensRefreshRequest, Diagnostic, DiagnosticRefreshRequest, PublishDiagnosticsNotification,
    PublishDiagnosticsParams, Uri,
};
use jiff::tz::TimeZone;
use lsp_server::Request;

use super::analysis::Analysis;
use super::answers;
use super::client::{Client, Refusal};
use super::counts::{Counts, Wanted};
use super::files::Files;
use super::marks::Marks;
use super::programs::Programs;
use super::settings::Settings;
use super::uri;
use super::worker::Job;
use crate::output::wheel::Counted;
use crate::problems::{FileId, Problem, Problems};

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
    Proved(String, Arc<Analysis>, Problems),
    /// What was counted by a program.
    Counted(String, Arc<Analysis>, Box<Counts>),
    /// Nothing any more.
    End,
}

/// What is known of a program. All of it is of the same texts.
struct Known {
    analysis: Arc<Analysis>,
    /// What was proved.
    proved: Option<Problems>,
    /// How many customers rules move.
    counted: Option<Counts>,
}

/// What the thread works with.
pub(super) struct Desk {
    pub client: Arc<Client>,
    pub programs: Programs,
    to_prove: Sender<Job<Arc<Analysis>>>,
    to_count: Sender<Job<Wanted>>,
    newest: State,
    /// The programs of the open files.
    open: BTreeSet<String>,
    /// By root; also programs that are not open and were asked for.
    known: HashMap<String, Known>,
    /// By root, why customers are not counted, as the log says; by the empty text, what is wrong with the
    /// settings.
    said: HashMap<String, String>,
    /// By name, what the editor was last sent, and for which version.
    sent: HashMap<String, (Option<i32>, Vec<Diagnostic>)>,
    /// The moment of the disk as of which an editor that asks for problems was last called.
    called: u64,
}

impl Desk {
    pub(super) fn new(
        client: Arc<Client>,
        (to_prove, to_count): (Sender<Job<Arc<Analysis>>>, Sender<Job<Wanted>>),
        newest: State,
    ) -> Desk {
        Desk {
            client,
            programs: Programs::default(),
            to_prove,
            to_count,
            newest,
            open: BTreeSet::new(),
            known: HashMap::new(),
            said: HashMap::new(),
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
                    Task::Proved(root, of, problems) => self.proved(&root, &of, problems),
                    Task::Counted(root, by, counts) => self.counted(&root, &by, *counts),
                    Task::End => return,
                }
            }
            if let Some(state) = to_check.take() {
                self.guarded("checking", |desk| desk.check(state));
            } else if let Some((request, state)) = questions.pop_front() {
                self.answer(request, state);
            }
        }
    }

    /// Does something that must not end the thread, whatever is wrong with it.
    fn guarded<T>(&mut self, what: &str, act: impl FnOnce(&mut Desk) -> T) -> Option<T> {
        let client = Arc::clone(&self.client);
        client.guarded(what, || act(self))
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
    fn check(&mut self, newest: State) {
        let before = std::mem::replace(&mut self.newest, newest);
        let State { files, settings, stop } = self.newest.clone();
        self.programs.refresh(&files);
        let roots = self.programs.open(&files);
        self.known.retain(|root, _| roots.contains(root));
        for root in &roots {
            self.analysis(root, &files);
        }
        self.open = roots;
        self.publish();
        if self.client.can.pulls && self.called < files.on_disk {
            self.called = files.on_disk;
            self.client.ask::<DiagnosticRefreshRequest>(());
        }
        if before.settings != settings {
            self.uncount();
        }
        self.count();
        if !settings.proofs {
            return;
        }
        for root in &self.open {
            let Some(known) = self.known.get(root).filter(|it| it.proved.is_none()) else {
                continue;
            };
            let (root, work, stop) = (root.clone(), Arc::clone(&known.analysis), Arc::clone(&stop));
            // The thread ends only together with this one.
            let _ = self.to_prove.send(Job { root, work, stop });
        }
    }

    /// Has the customers of the settings counted by each program.
    fn count(&mut self) {
        let State { files, settings, stop } = self.newest.clone();
        self.said.retain(|root, _| root.is_empty() || self.open.contains(root));
        let data = settings.as_of(&TimeZone::UTC).and_then(|_| settings.data(&files.folders));
        self.say("", data.as_ref().err().cloned());
        let Ok(Some(data)) = data else { return self.uncount() };
        for root in &self.open {
            let Some(Known { analysis, counted, .. }) = self.known.get(root) else { continue };
            let on_disk = files.on_disk;
            let is_counted = counted.as_ref().is_some_and(|counted| counted.on_disk == on_disk);
            let Ok(as_of) = settings.as_of(&analysis.reading.model.zone) else { continue };
            if is_counted || analysis.reading.problems.has_errors() {
                continue;
            }
            let (analysis, data) = (Arc::clone(analysis), data.clone());
            let work = Wanted { analysis, data, as_of, on_disk };
            // The thread ends only together with this one.
            let _ = self.to_count.send(Job { root: root.clone(), work, stop: Arc::clone(&stop) });
        }
    }

    /// Forgets what was counted, because it is no longer what is asked for.
    fn uncount(&mut self) {
        let counted = self.known.values_mut().filter_map(|known| known.counted.take()).count();
        if counted > 0 && self.client.can.lenses_again {
            self.client.ask::<CodeLensRefreshRequest>(());
        }
    }

    /// Says in the log what keeps customers from being counted: once, not with each keystroke.
    fn say(&mut self, root: &str, why: Option<String>) {
        if self.said.get(root) == why.as_ref() {
            return;
        }
        match why {
            None => drop(self.said.remove(root)),
            Some(why) => {
                self.client.log(format!("flywheel: {why}"));
                self.said.insert(root.to_owned(), why);
            }
        }
    }

    fn counted(&mut self, root: &str, by: &Arc<Analysis>, counts: Counts) {
        let is_newest = counts.on_disk == self.newest.files.on_disk;
        let Some(known) = self.of_mut(root, by).filter(|_| is_newest) else { return };
        let why = counts.counted.as_ref().err();
        let why = why.map(|why| format!("cannot count customers: {why}"));
        known.counted = Some(counts);
        self.say(root, why);
        if self.client.can.lenses_again {
            self.client.ask::<CodeLensRefreshRequest>(());
        }
    }

    /// What was counted by a program, if it is known.
    pub(super) fn counts(&self, analysis: &Arc<Analysis>) -> Option<&Counted> {
        self.of(analysis)?.counted.as_ref()?.counted.as_ref().ok()
    }

    fn proved(&mut self, root: &str, of: &Arc<Analysis>, problems: Problems) {
        let Some(known) = self.of_mut(root, of) else { return };
        let is_news = !problems.is_empty();
        known.proved = Some(problems);
        self.publish();
        if self.client.can.pulls && is_news {
            self.client.ask::<DiagnosticRefreshRequest>(());
        }
    }

    /// What is known of a program, if its texts are still those of an analysis.
    fn of_mut(&mut self, root: &str, analysis: &Arc<Analysis>) -> Option<&mut Known> {
        self.known.get_mut(root).filter(|known| Arc::ptr_eq(&known.analysis, analysis))
    }

    fn of(&self, analysis: &Arc<Analysis>) -> Option<&Known> {
        self.known.get(analysis.root()).filter(|known| Arc::ptr_eq(&known.analysis, analysis))
    }

    /// A program, checked as it is now; nothing where its first file cannot be read.
    pub(super) fn analysis(&mut self, root: &str, files: &Files) -> Option<Arc<Analysis>> {
        let known = self.known.get(root).map(|known| &known.analysis);
        if let Some(analysis) = known.filter(|known| known.is_current(files)) {
            return Some(Arc::clone(analysis));
        }
        let analysis = Arc::new(Analysis::of(root, files)?);
        let known = Known { analysis: Arc::clone(&analysis), proved: None, counted: None };
        self.known.insert(root.to_owned(), known);
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

    /// What is wrong in some files of the open programs, by name.
    pub(super) fn marks(
        &self,
        files: &Files,
        wanted: impl Fn(&str) -> bool,
    ) -> BTreeMap<String, Vec<Diagnostic>> {
        let mut marks = Marks::default();
        for root in &self.open {
            let Some(Known { analysis, proved, .. }) = self.known.get(root) else { continue };
            let proved = proved.iter().flat_map(|problems| problems.iter());
            let problems = analysis.problems().chain(proved);
            let here = |problem: &&Problem| wanted(analysis.name(problem.at.span.file));
            marks.add(analysis, problems.filter(here), (files, &*self.client));
        }
        marks.of
    }

    /// What was proved of a program, if that is known.
    pub(super) fn proofs(&self, analysis: &Arc<Analysis>) -> Option<&Problems> {
        self.of(analysis)?.proved.as_ref()
    }

    /// Sends what has changed to an editor that does not ask.
    fn publish(&mut self) {
        if self.client.can.pulls {
            return;
        }
        let files = self.newest.files.clone();
        let mut marks = self.marks(&files, |_| true);
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
