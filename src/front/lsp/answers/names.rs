//! What the name at a place is, where it is declared and written, and another name for it.

use std::collections::{HashMap, HashSet};

use gen_lsp_types::{
    Contents, Definition, DefinitionLink, DefinitionParams, DefinitionResponse, DocumentHighlight,
    DocumentHighlightKind, DocumentHighlightParams, DocumentLink, DocumentLinkParams, Hover,
    HoverParams, Location, MarkupContent, MarkupKind, MessageType, PrepareRenameParams,
    PrepareRenamePlaceholder, PrepareRenameResult, ReferenceParams, RenameParams,
    ShowMessageNotification, ShowMessageParams, TextEdit, WorkspaceEdit,
};

use super::here::Here;
use super::{Answer, actions, text_edits};
use crate::editor::{self, Form, Place};
use crate::front::lsp::client::Refusal;
use crate::front::lsp::desk::{Desk, State};
use crate::front::lsp::uri;
use crate::problems::{FileId, Span};

pub(super) fn hover(desk: &mut Desk, state: &State, params: HoverParams) -> Answer<Option<Hover>> {
    let (here, at) = Here::place(desk, state, &params.text_document_position_params)?;
    let (form, kind) = match desk.client.can.markdown {
        true => (Form::Markdown, MarkupKind::Markdown),
        false => (Form::Plain, MarkupKind::PlainText),
    };
    let hover = editor::hover(here.reading(), here.file, at, form);
    Ok(hover.map(|hover| Hover {
        contents: Contents::MarkupContent(MarkupContent { kind, value: hover.text }),
        range: Some(here.range(hover.span)),
    }))
}

pub(super) fn definition(
    desk: &mut Desk,
    state: &State,
    params: DefinitionParams,
) -> Answer<Option<DefinitionResponse>> {
    let (here, at) = Here::place(desk, state, &params.text_document_position_params)?;
    let found = editor::definition(here.reading(), here.file, at);
    Ok(found.map(|(name, target)| {
        if !desk.client.can.links {
            return DefinitionResponse::Definition(Definition::Location(
                here.location(target.name),
            ));
        }
        DefinitionResponse::DefinitionLinkList(vec![DefinitionLink {
            origin_selection_range: Some(here.range(name)),
            target_uri: here.uri(target.name.file),
            target_range: here.range(target.whole),
            target_selection_range: here.range(target.name),
        }])
    }))
}

/// From the paths of `use` lines to the files.
pub(super) fn links(
    desk: &mut Desk,
    state: &State,
    params: DocumentLinkParams,
) -> Answer<Option<Vec<DocumentLink>>> {
    let here = Here::file(desk, state, &params.text_document.uri)?;
    let link = |(path, file)| DocumentLink {
        range: here.range(path),
        target: Some(here.uri(file)),
        tooltip: None,
        data: None,
    };
    Ok(Some(editor::links(here.reading(), here.file).map(link).collect()))
}

pub(super) fn references(
    desk: &mut Desk,
    state: &State,
    params: ReferenceParams,
) -> Answer<Option<Vec<Location>>> {
    let declaration = params.context.include_declaration;
    let mut found = Vec::new();
    for (here, at) in Here::everywhere(desk, state, &params.text_document_position_params)? {
        let spans = editor::references(here.reading(), here.file, at, declaration);
        found.extend(spans.into_iter().map(|span| here.location(span)));
    }
    // Several programs may use a file.
    let mut seen = HashSet::new();
    found.retain(|location| seen.insert(location.clone()));
    Ok(Some(found))
}

pub(super) fn highlights(
    desk: &mut Desk,
    state: &State,
    params: DocumentHighlightParams,
) -> Answer<Option<Vec<DocumentHighlight>>> {
    let (here, at) = Here::place(desk, state, &params.text_document_position_params)?;
    let written = |declaration| editor::references(here.reading(), here.file, at, declaration);
    let mentions: HashSet<Span> = written(false).into_iter().collect();
    let own = written(true).into_iter().filter(|span| span.file == here.file);
    let mark = |span| DocumentHighlight {
        range: here.range(span),
        // The declaration is where it gets its meaning.
        kind: Some(match mentions.contains(&span) {
            true => DocumentHighlightKind::Read,
            false => DocumentHighlightKind::Write,
        }),
    };
    Ok(Some(own.map(mark).collect()))
}

pub(super) fn renamable(
    desk: &mut Desk,
    state: &State,
    params: PrepareRenameParams,
) -> Answer<Option<PrepareRenameResult>> {
    let (here, at) = Here::place(desk, state, &params.text_document_position_params)?;
    let (span, _) = editor::renamable(here.reading(), here.file, at).map_err(Refusal::failed)?;
    let placeholder = here.reading().sources.text(span).to_owned();
    let range = here.range(span);
    Ok(Some(PrepareRenamePlaceholder { range, placeholder }.into()))
}

pub(super) fn rename(
    desk: &mut Desk,
    state: &State,
    params: RenameParams,
) -> Answer<Option<WorkspaceEdit>> {
    let found = Here::everywhere(desk, state, &params.text_document_position_params)?;
    let places =
        found.iter().map(|(here, at)| Place { reading: here.reading(), file: here.file, at: *at });
    let places: Vec<Place<'_>> = places.collect();
    let renamed = editor::rename(&places, &params.new_name).map_err(Refusal::failed)?;
    let mut of_files = renamed.edits;
    let mut edits: HashMap<String, Vec<TextEdit>> = HashMap::new();
    for (here, _) in &found {
        for (at, source) in here.reading().sources.files().iter().enumerate() {
            let Some(of_file) = of_files.remove(&source.name) else { continue };
            // Two programs may come to one file on different ways.
            let real = uri::real(&source.name);
            if edits.keys().any(|known| uri::real(known) == real) {
                continue;
            }
            let lines = here.analysis.lines(FileId::of(at));
            let of_file = text_edits(of_file, &source.text, lines, desk.client.encoding);
            edits.insert(source.name.clone(), of_file);
        }
    }
    for change in renamed.changes {
        let message = format!("flywheel: {change}");
        let kind = MessageType::Warning;
        desk.client.notify::<ShowMessageNotification>(ShowMessageParams { kind, message });
    }
    Ok(Some(actions::workspace_edit(desk, state, edits)))
}
