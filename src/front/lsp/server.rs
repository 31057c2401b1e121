//! The main thread: takes every message, keeps the texts, and never waits for an answer.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use gen_lsp_types::{
    CancelNotification, CodeLensRefreshRequest, ConfigurationItem, ConfigurationParams,
    ConfigurationRequest, DidChangeConfigurationNotification, DidChangeTextDocumentNotification,
    DidChangeWatchedFilesNotification, DidChangeWorkspaceFoldersNotification,
    DidCloseTextDocumentNotification, DidOpenTextDocumentNotification,
    DidSaveTextDocumentNotification, Id, InitializeParams, InlayHintRefreshRequest, Notification,
    Range, RegistrationRequest, UnregistrationRequest, Uri, WorkspaceFolder, WorkspaceFolders,
};
use lsp_server::{Connection, ErrorCode, Message, RequestId, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::abilities;
use super::client::{Abilities, Client, Refusal};
use super::counts;
use super::desk::{Desk, State, Task};
use super::files::Files;
use super::lines::Encoding;
use super::proofs;
use super::settings::Settings;
use super::uri;
use crate::front::{Exit, Failure};

/// Checking follows brackets by recursion, and a thread has less room than a program.
const STACK: usize = 16 << 20;

/// The request after which an editor asks nothing more, and the notification that ends the server.
const SHUTDOWN: &str = "shutdown";
const EXIT: &str = "exit";

/// Talks to an editor over the standard streams, until it is done.
pub(in crate::front) fn serve() -> Result<Exit, Failure> {
    let (connection, threads) = Connection::stdio();
    let exit = talk(connection)?;
    let ended = threads.join();
    ended.map_err(|error| Failure::new(format!("the editor can no longer be reached: {error}")))?;
    Ok(exit)
}

fn talk(connection: Connection) -> Result<Exit, Failure> {
    let failed = |error: lsp_server::ProtocolError| {
        let what = format!("this is not how editors begin to talk to a language server: {error}");
        Failure::new(what).help("`flywheel lsp` is started by an editor; see docs/lsp.md")
    };
    let (id, params) = connection.initialize_start().map_err(failed)?;
    let params: InitializeParams = match serde_json::from_value(params) {
        Ok(params) => params,
        Err(error) => {
            let refusal = Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string());
            // Whether it arrives makes no difference: this is the end.
            let _ = connection.sender.send(refusal.into());
            return Ok(Exit::Usage);
        }
    };
    let offered = params.capabilities.general.as_ref();
    let offered = offered.and_then(|general| general.position_encodings.as_deref());
    let encoding = Encoding::negotiated(offered);
    let can = Abilities::of(&params.capabilities);
    let hello = serde_json::to_value(abilities::hello(encoding, can));
    let hello = hello.map_err(|error| Failure::new(error.to_string()))?;
    connection.initialize_finish(id, hello).map_err(failed)?;
    let sender = connection.sender.clone();
    // What cannot be sent any more is needed by nobody.
    let send = move |message| drop(sender.send(message));
    let client = Arc::new(Client::new(send, encoding, can));
    let (mut server, desk) = Server::start(client, &params)?;
    let is_shut_down = server.listen(&connection);
    server.end();
    // If it failed, it has said so.
    let _ = desk.join();
    Ok(if is_shut_down { Exit::Fine } else { Exit::Rules })
}

/// What the main thread knows.
struct Server {
    client: Arc<Client>,
    state: State,
    tasks: Sender<Task>,
    /// The question for the settings that was asked last.
    asked: Option<RequestId>,
    /// The files besides rules of which the editor was asked to say when they change.
    watched: Vec<PathBuf>,
}

impl Server {
    fn start(
        client: Arc<Client>,
        params: &InitializeParams,
    ) -> Result<(Server, thread::JoinHandle<()>), Failure> {
        let options = params.initialization_options.as_ref().unwrap_or(&Value::Null);
        let settings = settings(options, &client);
        let files = Files::of(folders(params));
        let state = State { files, settings, stop: Arc::default() };
        let (tasks, to_do) = channel();
        let (jobs, to_prove) = channel();
        let (customers, to_count) = channel();
        let desk = Desk::new(Arc::clone(&client), (jobs, customers), state.clone());
        let (proved, counted) = (tasks.clone(), tasks.clone());
        let (prover, counter) = (Arc::clone(&client), Arc::clone(&client));
        let run = |name: &str, work: Box<dyn FnOnce() + Send>| {
            let thread = thread::Builder::new().name(name.to_owned()).stack_size(STACK);
            thread.spawn(work).map_err(|error| Failure::new(format!("no thread: {error}")))
        };
        // These two only answer to the desk, so that nobody waits for what they do at the end.
        run("counts", Box::new(move || counts::work(&to_count, &counted, &counter)))?;
        run("proofs", Box::new(move || proofs::work(&to_prove, &proved, &prover)))?;
        let desk = run("desk", Box::new(move || desk.work(&to_do)))?;
        let server = Server { client, state, tasks, asked: None, watched: Vec::new() };
        Ok((server, desk))
    }

    /// Takes every message until the editor is done. Says whether it has said so before.
    fn listen(&mut self, connection: &Connection) -> bool {
        self.register();
        self.next();
        let mut is_shut_down = false;
        for message in &connection.receiver {
            match message {
                Message::Request(request) if is_shut_down => {
                    self.client.asks(request.id.clone());
                    self.client.answer(request.id, Err(Refusal::shut_down()));
                }
                Message::Request(request) if request.method == SHUTDOWN => {
                    is_shut_down = true;
                    self.client.asks(request.id.clone());
                    self.client.answer(request.id, Ok(Value::Null));
                }
                Message::Request(request) => {
                    self.client.asks(request.id.clone());
                    self.give(Task::Answer(request, self.state.clone()));
                }
                Message::Notification(note) if note.method == EXIT => break,
                // Whatever was still under way.
                Message::Notification(_) | Message::Response(_) if is_shut_down => {}
                Message::Notification(note) => self.hear(note),
                Message::Response(response) => self.answered(response),
            }
        }
        is_shut_down
    }

    /// Ends the desk, and with it the other threads as soon as they have nothing to do.
    fn end(self) {
        self.state.stop.store(true, Ordering::Relaxed);
        self.give(Task::End);
    }

    fn give(&self, task: Task) {
        // The desk only ends when it is asked to.
        let _ = self.tasks.send(task);
    }

    /// The next moment has come: what is proved of the last one is no longer needed.
    fn next(&mut self) {
        self.state.stop.store(true, Ordering::Relaxed);
        self.state.stop = Arc::new(AtomicBool::new(false));
        self.give(Task::Check(self.state.clone()));
    }

    /// Asks to hear of files and settings that change.
    fn register(&mut self) {
        if self.client.can.watches {
            self.client.ask::<RegistrationRequest>(abilities::watched_rules());
        }
        self.watch();
        self.ask_for_settings();
    }

    /// Asks to hear of the files that the settings name, wherever they are.
    fn watch(&mut self) {
        let paths = self.state.settings.data_paths(&self.state.files.folders);
        if !self.client.can.watches || paths == self.watched {
            return;
        }
        if !self.watched.is_empty() {
            self.client.ask::<UnregistrationRequest>(abilities::no_longer_watched());
        }
        if !paths.is_empty() {
            let watched = abilities::watched_data(&paths, self.client.can);
            self.client.ask::<RegistrationRequest>(watched);
        }
        self.watched = paths;
    }

    fn ask_for_settings(&mut self) {
        if self.client.can.has_settings {
            let section = Some(Settings::SECTION.to_owned());
            let items = vec![ConfigurationItem { scope_uri: None, section }];
            self.asked =
                Some(self.client.ask::<ConfigurationRequest>(ConfigurationParams { items }));
        }
    }

    fn answered(&mut self, response: Response) {
        if self.asked.as_ref() != Some(&response.id) {
            return;
        }
        self.asked = None;
        let Ok(value) = response.response_result else { return };
        let own = value.get(0).unwrap_or(&Value::Null);
        // Null: the user has set nothing here, so what came with the greeting holds.
        if !own.is_null() {
            self.set(own);
        }
    }

    fn set(&mut self, value: &Value) {
        let settings = settings(value, &self.client);
        if settings == self.state.settings {
            return;
        }
        self.state.settings = settings;
        self.watch();
        self.state.files.disk_changed();
        self.next();
        let can = self.client.can;
        if can.hints_again {
            self.client.ask::<InlayHintRefreshRequest>(());
        }
        if can.lenses_again {
            self.client.ask::<CodeLensRefreshRequest>(());
        }
    }

    fn hear(&mut self, note: lsp_server::Notification) {
        let moment = self.state.files.moment;
        if let Err(why) = self.take(note) {
            self.client.log(format!("flywheel: {why}"));
        }
        if self.state.files.moment != moment {
            self.next();
        }
    }

    /// Takes up what a notification says.
    ///
    /// # Errors
    /// Why it cannot be read, and so was left out.
    fn take(&mut self, mut note: lsp_server::Notification) -> Result<(), String> {
        expect_ranges(&note)?;
        let files = &mut self.state.files;
        if let Some(opened) = read::<DidOpenTextDocumentNotification>(&mut note)? {
            let document = opened.text_document;
            files.opened(document.uri, document.version, document.text);
        } else if let Some(changed) = read::<DidChangeTextDocumentNotification>(&mut note)? {
            let document = changed.text_document;
            let uri = document.text_document_identifier.uri;
            files.changed(&uri, document.version, changed.content_changes, self.client.encoding);
        } else if let Some(closed) = read::<DidCloseTextDocumentNotification>(&mut note)? {
            files.closed(&closed.text_document.uri);
        } else if read::<DidChangeWatchedFilesNotification>(&mut note)?.is_some()
            || read::<DidSaveTextDocumentNotification>(&mut note)?.is_some()
        {
            files.disk_changed();
        } else if let Some(changed) = read::<DidChangeWorkspaceFoldersNotification>(&mut note)? {
            let paths = |folders: Vec<WorkspaceFolder>| paths(folders.into_iter().map(|it| it.uri));
            let removed = paths(changed.event.removed);
            files.folders.retain(|folder| !removed.contains(folder));
            files.folders.extend(paths(changed.event.added));
            files.disk_changed();
            self.watch();
        } else if let Some(canceled) = read::<CancelNotification>(&mut note)? {
            let id = match canceled.id {
                Id::Int(id) => RequestId::from(id),
                Id::String(id) => RequestId::from(id),
            };
            self.client.canceled(&id);
        } else if let Some(changed) = read::<DidChangeConfigurationNotification>(&mut note)? {
            match self.client.can.has_settings {
                true => self.ask_for_settings(),
                false => self.set(&changed.settings),
            }
        }
        Ok(())
    }
}

/// What a notification says, if it is of this kind; then nothing is left of it.
fn read<N: Notification>(note: &mut lsp_server::Notification) -> Result<Option<N::Params>, String>
where
    N::Params: DeserializeOwned,
{
    if note.method != N::METHOD.as_str() {
        return Ok(None);
    }
    let params = serde_json::from_value(note.params.take());
    params.map(Some).map_err(|error| format!("{} cannot be read: {error}", note.method))
}

/// Changes of a text must have a range that can be read, or none. Without this, what has another one would
/// be taken for all of the text.
fn expect_ranges(note: &lsp_server::Notification) -> Result<(), String> {
    let changes = note.params.get("contentChanges").and_then(Value::as_array);
    let ranges = changes.into_iter().flatten().filter_map(|change| change.get("range"));
    for range in ranges.filter(|range| !range.is_null()) {
        let read = Range::deserialize(range);
        read.map_err(|error| format!("{} cannot be read: {error} in `range`", note.method))?;
    }
    Ok(())
}

/// The settings in a value, or those that hold anyway where it cannot be read.
fn settings(value: &Value, client: &Client) -> Arc<Settings> {
    let settings = Settings::read(value).unwrap_or_else(|why| {
        client.log(why);
        Settings::default()
    });
    Arc::new(settings)
}

/// The folders that the editor has open.
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let folders = params.workspace_folders_initialize_params.workspace_folders.as_ref();
    if let Some(WorkspaceFolders::WorkspaceFolderList(folders)) = folders {
        return paths(folders.iter().map(|folder| folder.uri.clone()));
    }
    #[expect(deprecated, reason = "editors that know no folders say it like this")]
    paths(params.root_uri.iter().cloned())
}

fn paths(uris: impl Iterator<Item = Uri>) -> Vec<PathBuf> {
    let paths = uris.map(|uri| PathBuf::from(uri::name(&uri)));
    paths.filter(|path| path.is_absolute()).collect()
}
