//! The problems of a file, for editors that ask for them.

use std::collections::{HashMap, HashSet};
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
    let name = uri::name(&params.text_document.uri);
    // Those of files that are used and not open: nobody asks for them.
    let sources = analysis.reading.sources.files().iter().map(|source| source.name.as_str());
    let is_related = |used: &&str| *used != name && files.document(used).is_none();
    let others: HashSet<&str> = match desk.client.can.related_documents {
        true => sources.filter(is_related).collect(),
        false => HashSet::new(),
    };
    let mut marks = desk.marks(files, |of| of == name || others.contains(of));
    let items = marks.remove(&name).unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(&items).unwrap_or_default().hash(&mut hasher);
    let result_id = format!("{:x}", hasher.finish());
    let report = |other: &str| {
        let items = marks.remove(other).unwrap_or_default();
        let report = FullDocumentDiagnosticReport { result_id: None, items };
        (files.uri(other), RelatedDocument::FullDocumentDiagnosticReport(report))
    };
    let related: HashMap<_, _> = others.iter().copied().map(report).collect();
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
