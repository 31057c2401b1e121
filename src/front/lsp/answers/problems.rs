//! The problems of a file, for editors that ask for them.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use gen_lsp_types::{
    DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    RelatedDocument, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport,
};

use super::Answer;
use crate::front::lsp::desk::{Desk, State};
use crate::front::lsp::uri;

pub(super) fn problems(
    desk: &mut Desk,
    state: &State,
    params: DocumentDiagnosticParams,
) -> Answer<DocumentDiagnosticReport> {
    let files = &state.files;
    let (analysis, _) = desk.program(&params.text_document.uri, files)?;
    let can = desk.client.can;
    let mut marks = desk.marks(files);
    let name = uri::name(&params.text_document.uri);
    let items = marks.remove(&name).unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(&items).unwrap_or_default().hash(&mut hasher);
    let result_id = format!("{:x}", hasher.finish());
    // Those of files that are used and not open: nobody asks for them.
    let mut related = HashMap::new();
    for source in analysis.reading.sources.files() {
        if source.name != name && files.document(&source.name).is_none() && can.related_documents {
            let items = marks.remove(&source.name).unwrap_or_default();
            let report = FullDocumentDiagnosticReport { result_id: None, items };
            let report = RelatedDocument::FullDocumentDiagnosticReport(report);
            related.insert(files.uri(&source.name), report);
        }
    }
    let related_documents = (!related.is_empty()).then_some(related);
    Ok(if params.previous_result_id.as_ref() == Some(&result_id) {
        let report = UnchangedDocumentDiagnosticReport { result_id };
        DocumentDiagnosticReport::RelatedUnchangedDocumentDiagnosticReport(
            RelatedUnchangedDocumentDiagnosticReport {
                related_documents,
                unchanged_document_diagnostic_report: report,
            },
        )
    } else {
        let report = FullDocumentDiagnosticReport { result_id: Some(result_id), items };
        DocumentDiagnosticReport::RelatedFullDocumentDiagnosticReport(
            RelatedFullDocumentDiagnosticReport {
                related_documents,
                full_document_diagnostic_report: report,
            },
        )
    })
}
