//! Hints between words, and what a function takes.

use gen_lsp_types::{
    ActiveParameter, Documentation, InlayHint, InlayHintParams, MarkupContent, MarkupKind,
    ParameterInformation, ParameterInformationLabel, SignatureHelp, SignatureHelpParams,
    SignatureInformation,
};

use super::Answer;
use super::here::Here;
use crate::editor;
use crate::front::lsp::desk::{Desk, State};
use crate::front::lsp::lines::Encoding;
use crate::problems::Span;
use crate::values::Clock;

/// The day on which each window begins, where the settings say as of when.
pub(super) fn hints(
    desk: &mut Desk,
    state: &State,
    params: InlayHintParams,
) -> Answer<Option<Vec<InlayHint>>> {
    let here = Here::file(desk, state, &params.text_document.uri)?;
    if state.settings.as_of.is_none() {
        return Ok(Some(Vec::new()));
    }
    let zone = &here.reading().model.zone;
    let Ok(as_of) = state.settings.as_of(zone) else { return Ok(Some(Vec::new())) };
    let clock = Clock::new(as_of, zone.clone());
    let lines = here.analysis.lines(here.file);
    let part = lines.bytes(params.range, here.text(), desk.client.encoding);
    let hint = |hint: editor::Hint| InlayHint {
        position: here.range(Span::new(here.file, hint.at, hint.at)).end,
        label: hint.text.into(),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    Ok(Some(editor::hints(here.text(), part, &clock).into_iter().map(hint).collect()))
}

/// What the function takes whose brackets the cursor is in.
pub(super) fn signature(
    desk: &mut Desk,
    state: &State,
    params: SignatureHelpParams,
) -> Answer<Option<SignatureHelp>> {
    let (here, at) = Here::place(desk, state, &params.text_document_position_params)?;
    let Some(found) = editor::signature(here.text(), at) else { return Ok(None) };
    // These places are in UTF-16, whatever those in texts are in.
    let units = |at: usize| Encoding::Utf16.width(&found.label[..at]) as u32;
    let mut done = 0;
    let part = |part: &&str| {
        let start = found.label[done..].find(part).map_or(done, |at| done + at);
        done = start + part.len();
        let label = match desk.client.can.part_places {
            true => ParameterInformationLabel::Tuple((units(start), units(done))),
            false => ParameterInformationLabel::String((*part).to_owned()),
        };
        ParameterInformation { label, documentation: None }
    };
    let about = MarkupContent { kind: MarkupKind::Markdown, value: found.about.to_owned() };
    let signature = SignatureInformation {
        label: found.label.to_owned(),
        documentation: Some(Documentation::MarkupContent(about)),
        parameters: Some(found.parts.iter().map(part).collect()),
        active_parameter: None,
    };
    Ok(Some(SignatureHelp {
        signatures: vec![signature],
        active_signature: Some(0),
        active_parameter: Some(ActiveParameter::Int(found.active as u32)),
    }))
}
