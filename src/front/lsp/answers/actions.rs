//! What can be done about problems: each fix, and all safe ones at once.

use std::collections::HashMap;

use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CodeActionResponse, DocumentChange,
    Edit as EditOr, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};
use serde_json::json;

use super::{Answer, document, text_edits};
use crate::editor::edits;
use crate::front::lsp::abilities::FIX_ALL;
use crate::front::lsp::analysis::Analysis;
use crate::front::lsp::client::Refusal;
use crate::front::lsp::desk::{Desk, State};
use crate::front::lsp::uri;
use crate::problems::{Confidence, Edit, FileId, Fix, Problem, Span};
use crate::program::mended_in;

pub(super) fn actions(
    desk: &mut Desk,
    state: &State,
    params: CodeActionParams,
) -> Answer<Option<Vec<CodeActionResponse>>> {
    let uri = &params.text_document.uri;
    let (analysis, file) = desk.program(uri, &state.files)?;
    let range = analysis.lines(file).bytes(params.range, analysis.text(file), desk.client.encoding);
    let asks_for = |kind: &CodeActionKind| {
        let (only, kind) = (params.context.only.as_ref(), kind.to_string());
        only.is_none_or(|only| only.iter().any(|only| includes(&only.to_string(), &kind)))
    };
    let mut actions = Vec::new();
    if asks_for(&CodeActionKind::QuickFix) {
        let proved = desk.proofs(&analysis);
        let problems = analysis.problems().chain(proved.into_iter().flat_map(|it| it.iter()));
        let here = |span: Span| {
            let there = span.range();
            span.file == file && there.start <= range.end && range.start <= there.end
        };
        for problem in problems.filter(|problem| here(problem.at.span)) {
            let made = Made { desk, state, analysis: &analysis };
            actions.extend(problem.fix.as_ref().map(|fix| made.fix(problem, fix)));
            actions.extend(problem.example.as_ref().map(|example| made.example(file, example)));
        }
    }
    let is_safe = |problem: &Problem| {
        let fix = problem.fix.as_ref();
        fix.is_some_and(|fix| fix.confidence == Confidence::Safe) && problem.at.span.file == file
    };
    if asks_for(&FIX_ALL) && analysis.problems().any(is_safe) {
        let mut action = action("Make all safe fixes", FIX_ALL);
        action.data = Some(json!({ "uri": uri }));
        // An editor that cannot ask for the edit later needs it now.
        let can_wait = desk.client.can.resolves_actions && params.context.only.is_none();
        actions.push(if can_wait { action } else { resolved(desk, state, action)? });
    }
    Ok(Some(actions.into_iter().map(CodeActionResponse::CodeAction).collect()))
}

/// The action with its edit.
pub(super) fn resolved(
    desk: &mut Desk,
    state: &State,
    mut action: CodeAction,
) -> Answer<CodeAction> {
    if action.edit.is_some() {
        return Ok(action);
    }
    let uri = action.data.as_ref().and_then(|data| data.get("uri")?.as_str());
    let uri = uri.ok_or_else(|| Refusal::bad_params("the action has no `uri`"))?;
    let uri = Uri(uri.to_owned());
    let name = uri::name(&uri);
    let document = document(state, &uri)?;
    // The program that says what can be fixed is the first.
    let roots = desk.programs.with(&name, &state.files);
    let roots: Vec<&str> = roots.iter().map(String::as_str).collect();
    let (better, _) = mended_in(&roots, &name, &document.text, &|used| state.files.text(used));
    let edits = edits(&document.text, &better);
    let edits = text_edits(edits, &document.text, &document.lines, desk.client.encoding);
    action.edit = Some(workspace_edit(desk, state, HashMap::from([(name, edits)])));
    Ok(action)
}

/// Whether a kind of actions that is asked for includes another, as the empty one does with all.
fn includes(asked: &str, kind: &str) -> bool {
    asked.is_empty()
        || kind.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn action(title: &str, kind: CodeActionKind) -> CodeAction {
    CodeAction { title: title.to_owned(), kind: Some(kind), ..CodeAction::default() }
}

/// What actions are made from.
struct Made<'m> {
    desk: &'m Desk,
    state: &'m State,
    analysis: &'m Analysis,
}

impl Made<'_> {
    fn fix(&self, problem: &Problem, fix: &Fix) -> CodeAction {
        let title = match fix.edits.as_slice() {
            [edit] => self.title(edit),
            _ => format!("Fix: {}", problem.title),
        };
        let mut action = action(&title, CodeActionKind::QuickFix);
        action.is_preferred = Some(fix.confidence == Confidence::Safe);
        action.edit = Some(self.edit(fix.edits.iter().map(|edit| (edit.span, edit.text.clone()))));
        action
    }

    /// `` Change `Enthusiat` to `Enthusiast` ``.
    fn title(&self, edit: &Edit) -> String {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let before = line(self.analysis.reading.sources.text(edit.span));
        match (before.as_str(), line(&edit.text).as_str()) {
            ("", "") => "Change the space here".to_owned(),
            ("", after) => format!("Insert `{after}`"),
            (before, "") => format!("Remove `{before}`"),
            (before, after) => format!("Change `{before}` to `{after}`"),
        }
    }

    /// The customer who shows a problem as a test at the end of the file.
    fn example(&self, file: FileId, example: &str) -> CodeAction {
        let text = self.analysis.text(file);
        let before = if text.ends_with('\n') { "\n" } else { "\n\n" };
        let end = Span::new(file, text.len(), text.len());
        let mut action =
            action("Add the customer who shows it as a test", CodeActionKind::QuickFix);
        let added = format!("{before}{}\n", example.trim_end());
        action.edit = Some(self.edit(std::iter::once((end, added))));
        action
    }

    fn edit(&self, edits: impl Iterator<Item = (Span, String)>) -> WorkspaceEdit {
        let mut by_name: HashMap<String, Vec<TextEdit>> = HashMap::new();
        for (span, new_text) in edits {
            let range = self.analysis.range(span, self.desk.client.encoding);
            let name = self.analysis.name(span.file).to_owned();
            by_name.entry(name).or_default().push(TextEdit { range, new_text });
        }
        workspace_edit(self.desk, self.state, by_name)
    }
}

/// Edits of files by name, for the versions that the editor has.
pub(super) fn workspace_edit(
    desk: &Desk,
    state: &State,
    edits: HashMap<String, Vec<TextEdit>>,
) -> WorkspaceEdit {
    let files = &state.files;
    if !desk.client.can.versioned_edits {
        let changes = edits.into_iter().map(|(name, edits)| (files.uri(&name), edits));
        return WorkspaceEdit { changes: Some(changes.collect()), ..WorkspaceEdit::default() };
    }
    let changes = edits.into_iter().map(|(name, edits)| {
        DocumentChange::TextDocumentEdit(TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                version: files.document(&name).map(|document| document.version),
                text_document_identifier: TextDocumentIdentifier { uri: files.uri(&name) },
            },
            edits: edits.into_iter().map(EditOr::TextEdit).collect(),
        })
    });
    WorkspaceEdit { document_changes: Some(changes.collect()), ..WorkspaceEdit::default() }
}
