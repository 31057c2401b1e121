//! The layout of a file, of a part of it, and of a line that was just ended.

use gen_lsp_types::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams,
    TextEdit,
};

use super::{Answer, document, text_edits};
use crate::editor::{Edit, layout};
use crate::front::lsp::client::Refusal;
use crate::front::lsp::desk::{Desk, State};
use crate::front::lsp::files::Document;
use crate::tools::format::FormatFailure;

pub(super) fn whole(
    desk: &mut Desk,
    state: &State,
    params: DocumentFormattingParams,
) -> Answer<Option<Vec<TextEdit>>> {
    let document = document(state, &params.text_document.uri)?;
    let edits = layout::whole(&document.text).map_err(refused)?;
    Ok(Some(edits_of(desk, document, edits)))
}

pub(super) fn part(
    desk: &mut Desk,
    state: &State,
    params: DocumentRangeFormattingParams,
) -> Answer<Option<Vec<TextEdit>>> {
    let document = document(state, &params.text_document.uri)?;
    let range = document.lines.bytes(params.range, &document.text, desk.client.encoding);
    let edits = layout::part(&document.text, range).map_err(refused)?;
    Ok(Some(edits_of(desk, document, edits)))
}

pub(super) fn on_type(
    desk: &mut Desk,
    state: &State,
    params: DocumentOnTypeFormattingParams,
) -> Answer<Option<Vec<TextEdit>>> {
    let document = document(state, &params.text_document.uri)?;
    let cursor = document.lines.offset(params.position, &document.text, desk.client.encoding);
    let edits = layout::after_line_break(&document.text, cursor);
    Ok(Some(edits_of(desk, document, edits)))
}

fn edits_of(desk: &Desk, document: &Document, edits: Vec<Edit>) -> Vec<TextEdit> {
    text_edits(edits, &document.text, &document.lines, desk.client.encoding)
}

/// Why the file stays as it is.
fn refused(failure: FormatFailure) -> Refusal {
    Refusal::failed(match failure {
        FormatFailure::Mistakes(problems) => {
            let first = problems.iter().next().map(|problem| problem.title.as_str());
            let why = first.unwrap_or("it has mistakes");
            format!("the file was left as it is: {why}")
        }
        FormatFailure::Changed => {
            "formatting would change what the file says, so it was left as it is; please report this"
                .to_owned()
        }
    })
}
