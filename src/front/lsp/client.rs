//! What the editor can do, and how to reach it.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use gen_lsp_types::{
    ClientCapabilities, InsertTextMode, LogMessageNotification, LogMessageParams, MarkupKind,
    MessageType, Notification, Request,
};
use lsp_server::{Message, RequestId, Response};
use serde_json::Value;

use super::lines::Encoding;

/// An editor.
pub(super) struct Client {
    send: Box<dyn Fn(Message) + Send + Sync>,
    /// How many questions it was asked.
    asked: AtomicU64,
    /// Its questions that are not answered yet, and whether it still needs the answer.
    open: Mutex<HashMap<RequestId, bool>>,
    pub encoding: Encoding,
    pub can: Abilities,
}

/// What an editor can do.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Abilities {
    /// It asks for problems when it needs them, and again when it hears that there may be others. One
    /// that cannot hear that would show old ones in the files that it does not ask about.
    pub pulls: bool,
    /// It takes the problems of other files together with those that it asked for.
    pub related_documents: bool,
    pub related_places: bool,
    /// It says when files on the disk change, if it is asked to.
    pub watches: bool,
    /// It can watch files in folders that it does not have open.
    pub watches_folders: bool,
    /// It can be asked for settings.
    pub has_settings: bool,
    pub versioned_edits: bool,
    /// It can ask for the edit of an action later.
    pub resolves_actions: bool,
    /// It shows Markdown where the pointer is.
    pub markdown: bool,
    pub snippets: bool,
    /// It can be asked to indent further lines of what it writes like the first one. Most do so anyway.
    pub indents: bool,
    pub nested_symbols: bool,
    /// It shows where a definition was asked for, too.
    pub links: bool,
    /// It takes the places of the parts of a signature, which tell equal ones apart.
    pub part_places: bool,
    pub hints_again: bool,
    pub lenses_again: bool,
}

impl Abilities {
    pub(super) fn of(client: &ClientCapabilities) -> Abilities {
        let workspace = client.workspace.clone().unwrap_or_default();
        let text = client.text_document.clone().unwrap_or_default();
        let pulls = text.diagnostic.as_ref();
        let watches = workspace.did_change_watched_files.unwrap_or_default();
        let resolves = text.code_action.and_then(|it| it.resolve_support);
        let item = text.completion.and_then(|it| it.completion_item);
        let again = |it: Option<bool>| it == Some(true);
        let pulls_again = again(workspace.diagnostics.and_then(|it| it.refresh_support));
        Abilities {
            pulls: pulls.is_some() && pulls_again,
            related_documents: again(pulls.and_then(|it| it.related_document_support)),
            related_places: text
                .publish_diagnostics
                .is_some_and(|it| again(it.diagnostics_capabilities.related_information))
                || pulls.is_some_and(|it| again(it.diagnostics_capabilities.related_information)),
            watches: again(watches.dynamic_registration),
            watches_folders: again(watches.relative_pattern_support),
            has_settings: again(workspace.configuration),
            versioned_edits: again(workspace.workspace_edit.and_then(|it| it.document_changes)),
            resolves_actions: resolves
                .is_some_and(|it| it.properties.iter().any(|it| it == "edit")),
            markdown: text
                .hover
                .and_then(|it| it.content_format)
                .is_some_and(|it| it.contains(&MarkupKind::Markdown)),
            snippets: again(item.as_ref().and_then(|it| it.snippet_support)),
            indents: item
                .and_then(|it| it.insert_text_mode_support)
                .is_some_and(|it| it.value_set.contains(&InsertTextMode::AdjustIndentation)),
            nested_symbols: again(
                text.document_symbol.and_then(|it| it.hierarchical_document_symbol_support),
            ),
            links: again(text.definition.and_then(|it| it.link_support)),
            part_places: again(
                text.signature_help
                    .and_then(|it| it.signature_information)
                    .and_then(|it| it.parameter_information)
                    .and_then(|it| it.label_offset_support),
            ),
            hints_again: again(workspace.inlay_hint.and_then(|it| it.refresh_support)),
            lenses_again: again(workspace.code_lens.and_then(|it| it.refresh_support)),
        }
    }
}

impl Client {
    pub(super) fn new(
        send: impl Fn(Message) + Send + Sync + 'static,
        encoding: Encoding,
        can: Abilities,
    ) -> Client {
        let open = Mutex::default();
        Client { send: Box::new(send), asked: AtomicU64::new(0), open, encoding, can }
    }

    pub(super) fn notify<N: Notification>(&self, params: N::Params)
    where
        N::Params: serde::Serialize,
    {
        let notification = lsp_server::Notification::new(N::METHOD.as_str().to_owned(), params);
        (self.send)(notification.into());
    }

    /// Asks for something. The answer comes with the id that is returned.
    pub(super) fn ask<R: Request>(&self, params: R::Params) -> RequestId
    where
        R::Params: serde::Serialize,
    {
        let id = format!("flywheel-{}", self.asked.fetch_add(1, Ordering::Relaxed));
        let id = RequestId::from(id);
        let method = R::METHOD.as_str().to_owned();
        (self.send)(lsp_server::Request::new(id.clone(), method, params).into());
        id
    }

    /// Writes a line to the log of the editor.
    pub(super) fn log(&self, message: String) {
        self.notify::<LogMessageNotification>(LogMessageParams {
            kind: MessageType::Warning,
            message,
        });
    }

    /// Does something that must not end its thread, whatever is wrong with it. The log says so if it
    /// fails.
    pub(super) fn guarded<T>(&self, what: &str, act: impl FnOnce() -> T) -> Option<T> {
        let done = catch_unwind(AssertUnwindSafe(act)).ok();
        if done.is_none() {
            self.log(format!("flywheel: {what} failed; please report this"));
        }
        done
    }

    /// Notes that it asks something.
    pub(super) fn asks(&self, id: RequestId) {
        self.questions(|open| open.insert(id, true));
    }

    /// Notes that it no longer needs the answer.
    pub(super) fn canceled(&self, id: &RequestId) {
        self.questions(|open| open.get_mut(id).map(|needed| *needed = false));
    }

    /// Whether it still needs the answer.
    pub(super) fn needs(&self, id: &RequestId) -> bool {
        self.questions(|open| open.get(id) == Some(&true))
    }

    /// Answers, unless that is no longer needed: then it says so.
    pub(super) fn answer(&self, id: RequestId, answer: Result<Value, Refusal>) {
        let needed = self.questions(|open| open.remove(&id)) == Some(true);
        let answer = if needed { answer } else { Err(Refusal::canceled()) };
        let response = match answer {
            Ok(value) => Response::new_ok(id, value),
            Err(refusal) => Response::new_err(id, refusal.code as i32, refusal.message),
        };
        (self.send)(response.into());
    }

    fn questions<T>(&self, of: impl FnOnce(&mut HashMap<RequestId, bool>) -> T) -> T {
        of(&mut self.open.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Why there is no answer.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub code: lsp_server::ErrorCode,
    pub message: String,
}

impl Refusal {
    pub(super) fn canceled() -> Refusal {
        let message = "the answer is no longer needed".to_owned();
        Refusal { code: lsp_server::ErrorCode::RequestCanceled, message }
    }

    /// The text has changed since the question was asked.
    pub(super) fn stale() -> Refusal {
        let message = "the text has changed".to_owned();
        Refusal { code: lsp_server::ErrorCode::ContentModified, message }
    }

    /// The editor has said that it will ask nothing more.
    pub(super) fn shut_down() -> Refusal {
        let message = "the server is shut down".to_owned();
        Refusal { code: lsp_server::ErrorCode::InvalidRequest, message }
    }

    /// What was asked cannot be done.
    pub(super) fn failed(message: impl Into<String>) -> Refusal {
        Refusal { code: lsp_server::ErrorCode::RequestFailed, message: message.into() }
    }

    pub(super) fn bad_params(message: impl Into<String>) -> Refusal {
        Refusal { code: lsp_server::ErrorCode::InvalidParams, message: message.into() }
    }
}
