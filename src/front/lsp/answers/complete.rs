//! What can be written at a place.

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionList, CompletionParams,
    CompletionResponse, InsertTextFormat, InsertTextMode, TextEdit,
};

use super::Answer;
use super::here::Here;
use crate::editor::{Completion, CompletionKind, completions};
use crate::front::lsp::client::Abilities;
use crate::front::lsp::desk::{Desk, State};
use crate::problems::Span;

pub(super) fn complete(
    desk: &mut Desk,
    state: &State,
    params: CompletionParams,
) -> Answer<Option<CompletionResponse>> {
    let (here, at) = Here::place(desk, state, &params.text_document_position_params)?;
    let found = completions(here.reading(), here.text(), at).into_iter().enumerate();
    let can = desk.client.can;
    let items = found.map(|(place, it)| item(it, place, &here, can)).collect();
    Ok(Some(CompletionResponse::CompletionList(CompletionList {
        is_incomplete: false,
        items,
        ..CompletionList::default()
    })))
}

fn item(completion: Completion, place: usize, here: &Here<'_>, can: Abilities) -> CompletionItem {
    let plain = completion.plain();
    let Completion { label, kind, detail, edit, is_snippet } = completion;
    let range = here.range(Span::new(here.file, edit.range.start, edit.range.end));
    let new_text = if can.snippets { edit.text } else { plain };
    let format = if is_snippet && can.snippets {
        InsertTextFormat::Snippet
    } else {
        InsertTextFormat::PlainText
    };
    CompletionItem {
        // Neovim takes all items without it for those that fit.
        filter_text: Some(label.clone()),
        label,
        kind: Some(kind_of(kind)),
        detail,
        // What fits best is first, whatever its name.
        sort_text: Some(format!("{place:04}")),
        insert_text_format: Some(format),
        insert_text_mode: can.indents.then_some(InsertTextMode::AdjustIndentation),
        text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit { range, new_text })),
        ..CompletionItem::default()
    }
}

fn kind_of(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Keyword => CompletionItemKind::Keyword,
        CompletionKind::Snippet => CompletionItemKind::Snippet,
        CompletionKind::Field => CompletionItemKind::Field,
        CompletionKind::Attribute => CompletionItemKind::Property,
        CompletionKind::Event => CompletionItemKind::Event,
        CompletionKind::Variable => CompletionItemKind::Variable,
        CompletionKind::Value => CompletionItemKind::EnumMember,
        CompletionKind::Function => CompletionItemKind::Function,
        CompletionKind::Unit => CompletionItemKind::Unit,
        CompletionKind::Gift => CompletionItemKind::Constant,
        CompletionKind::Stage => CompletionItemKind::Class,
        CompletionKind::Type => CompletionItemKind::TypeParameter,
    }
}
