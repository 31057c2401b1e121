//! Answers to what an editor asks, one file for each kind of question.

mod actions;
mod complete;
mod here;
mod hierarchy;
mod hints;
mod layout;
pub(super) mod lenses;
mod names;
mod problems;
pub(super) mod shape;
mod symbols;

use gen_lsp_types::{
    CallHierarchyIncomingCallsRequest, CallHierarchyOutgoingCallsRequest,
    CallHierarchyPrepareRequest, CodeActionRequest, CodeActionResolveRequest, CodeLensRequest,
    CompletionRequest, DefinitionRequest, DocumentDiagnosticRequest, DocumentFormattingRequest,
    DocumentHighlightRequest, DocumentLinkRequest, DocumentOnTypeFormattingRequest,
    DocumentRangeFormattingRequest, DocumentSymbolRequest, ExecuteCommandRequest,
    FoldingRangeRequest, HoverRequest, InlayHintRequest, PrepareRenameRequest, ReferencesRequest,
    RenameRequest, Request, SelectionRangeRequest, SemanticTokensRangeRequest,
    SemanticTokensRequest, SignatureHelpRequest, TextEdit, Uri, WorkspaceSymbolRequest,
};
use lsp_server::ErrorCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::client::Refusal;
use super::desk::{Desk, State};
use super::files::Document;
use super::lines::{Encoding, Lines};
use super::uri;
use crate::editor::Edit;

/// An answer, or why there is none.
type Answer<T> = Result<T, Refusal>;

/// Answers a question by the name of its method.
pub(super) fn answer(desk: &mut Desk, state: &State, method: &str, params: Value) -> Answer<Value> {
    let mut question = Question { desk, state, method, params, answer: None };
    question.is::<DocumentDiagnosticRequest>(problems::problems);
    question.is::<CodeActionRequest>(actions::actions);
    question.is::<CodeActionResolveRequest>(actions::resolved);
    question.is::<DocumentFormattingRequest>(layout::whole);
    question.is::<DocumentRangeFormattingRequest>(layout::part);
    question.is::<DocumentOnTypeFormattingRequest>(layout::on_type);
    question.is::<HoverRequest>(names::hover);
    question.is::<CompletionRequest>(complete::complete);
    question.is::<DefinitionRequest>(names::definition);
    question.is::<DocumentLinkRequest>(names::links);
    question.is::<ReferencesRequest>(names::references);
    question.is::<DocumentHighlightRequest>(names::highlights);
    question.is::<PrepareRenameRequest>(names::renamable);
    question.is::<RenameRequest>(names::rename);
    question.is::<DocumentSymbolRequest>(symbols::of_file);
    question.is::<WorkspaceSymbolRequest>(symbols::of_all);
    question.is::<FoldingRangeRequest>(shape::folding);
    question.is::<SelectionRangeRequest>(shape::selection);
    question.is::<SemanticTokensRequest>(shape::colors);
    question.is::<SemanticTokensRangeRequest>(shape::colors_of_part);
    question.is::<SignatureHelpRequest>(hints::signature);
    question.is::<InlayHintRequest>(hints::hints);
    question.is::<CodeLensRequest>(lenses::lenses);
    question.is::<ExecuteCommandRequest>(lenses::run);
    question.is::<CallHierarchyPrepareRequest>(hierarchy::prepare);
    question.is::<CallHierarchyIncomingCallsRequest>(hierarchy::incoming);
    question.is::<CallHierarchyOutgoingCallsRequest>(hierarchy::outgoing);
    question.answer.unwrap_or_else(|| {
        let message = format!("{method} is not supported");
        Err(Refusal { code: ErrorCode::MethodNotFound, message })
    })
}

/// A question that is compared with those that there are answers to.
struct Question<'q> {
    desk: &'q mut Desk,
    state: &'q State,
    method: &'q str,
    params: Value,
    answer: Option<Answer<Value>>,
}

impl Question<'_> {
    /// Answers it if it is of this kind.
    fn is<R: Request>(&mut self, answer: fn(&mut Desk, &State, R::Params) -> Answer<R::Result>)
    where
        R::Params: DeserializeOwned,
        R::Result: Serialize,
    {
        if self.method != R::METHOD.as_str() {
            return;
        }
        let params = serde_json::from_value(self.params.take());
        let params = params.map_err(|error| Refusal::bad_params(error.to_string()));
        let answer = params.and_then(|params| answer(self.desk, self.state, params));
        self.answer = Some(answer.and_then(|answer| {
            serde_json::to_value(answer).map_err(|error| Refusal::failed(error.to_string()))
        }));
    }
}

/// A file that is open.
fn document<'s>(state: &'s State, uri: &Uri) -> Answer<&'s Document> {
    let document = state.files.document(&uri::name(uri));
    document.map(AsRef::as_ref).ok_or_else(|| Refusal::failed("the file is not open"))
}

/// Edits as editors make them.
fn text_edits(edits: Vec<Edit>, text: &str, lines: &Lines, encoding: Encoding) -> Vec<TextEdit> {
    let edit = |edit: Edit| TextEdit {
        range: lines.range(edit.range, text, encoding),
        new_text: edit.text,
    };
    edits.into_iter().map(edit).collect()
}
