//! What a file declares, and what all files do.

use std::collections::HashSet;

use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse,
    SymbolInformation, SymbolKind as LspKind, WorkspaceSymbol, WorkspaceSymbolLocation,
    WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use super::Answer;
use super::here::Here;
use crate::editor::{Symbol, SymbolKind, symbols};
use crate::front::lsp::desk::{Desk, State};
use crate::problems::FileId;

pub(super) fn of_file(
    desk: &mut Desk,
    state: &State,
    params: DocumentSymbolParams,
) -> Answer<Option<DocumentSymbolResponse>> {
    let here = Here::file(desk, state, &params.text_document.uri)?;
    let found = symbols(here.reading(), here.file);
    if desk.client.can.nested_symbols {
        let nested = found.into_iter().map(|symbol| nested(symbol, &here)).collect();
        return Ok(Some(DocumentSymbolResponse::DocumentSymbolList(nested)));
    }
    let mut flat = Vec::new();
    found.iter().for_each(|symbol| flatten(symbol, None, &mut flat));
    let flat = flat.into_iter().map(|(symbol, container)| {
        #[expect(deprecated, reason = "the protocol has it")]
        SymbolInformation {
            deprecated: None,
            location: here.location(symbol.span),
            base_symbol_information: base(symbol, container),
        }
    });
    Ok(Some(DocumentSymbolResponse::SymbolInformationList(flat.collect())))
}

pub(super) fn of_all(
    desk: &mut Desk,
    state: &State,
    params: WorkspaceSymbolParams,
) -> Answer<Option<WorkspaceSymbolResponse>> {
    let query = params.query.to_lowercase();
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    desk.programs.refresh(&state.files);
    for root in desk.programs.all(&state.files) {
        let Some(analysis) = desk.analysis(&root, &state.files) else { continue };
        for (file, source) in analysis.reading.sources.files().iter().enumerate() {
            // Several programs may use a file.
            if !seen.insert(source.name.clone()) {
                continue;
            }
            let file = FileId::of(file);
            let here = Here::of(&analysis, file, state, desk.client.encoding);
            let mut flat = Vec::new();
            let all = symbols(here.reading(), file);
            all.iter().for_each(|symbol| flatten(symbol, None, &mut flat));
            flat.retain(|(symbol, _)| symbol.name.to_lowercase().contains(&query));
            found.extend(flat.into_iter().map(|(symbol, container)| WorkspaceSymbol {
                location: WorkspaceSymbolLocation::Location(here.location(symbol.head)),
                data: None,
                base_symbol_information: base(symbol, container),
            }));
        }
    }
    Ok(Some(WorkspaceSymbolResponse::WorkspaceSymbolList(found)))
}

fn nested(symbol: Symbol, here: &Here<'_>) -> DocumentSymbol {
    let children: Vec<_> = symbol.children.into_iter().map(|it| nested(it, here)).collect();
    #[expect(deprecated, reason = "the protocol has it")]
    DocumentSymbol {
        name: symbol.name,
        detail: symbol.detail,
        kind: kind_of(symbol.kind),
        tags: None,
        deprecated: None,
        range: here.range(symbol.span),
        selection_range: here.range(symbol.head),
        children: (!children.is_empty()).then_some(children),
    }
}

/// A symbol and all in it, each with what it is in.
fn flatten<'s>(
    symbol: &'s Symbol,
    container: Option<&'s str>,
    out: &mut Vec<(&'s Symbol, Option<&'s str>)>,
) {
    out.push((symbol, container));
    symbol.children.iter().for_each(|child| flatten(child, Some(&symbol.name), out));
}

fn base(symbol: &Symbol, container: Option<&str>) -> BaseSymbolInformation {
    BaseSymbolInformation {
        name: symbol.name.clone(),
        kind: kind_of(symbol.kind),
        tags: None,
        container_name: container.map(str::to_owned),
    }
}

pub(super) fn kind_of(kind: SymbolKind) -> LspKind {
    match kind {
        SymbolKind::Customer => LspKind::Struct,
        SymbolKind::Field => LspKind::Field,
        SymbolKind::List => LspKind::Array,
        SymbolKind::Let | SymbolKind::Score => LspKind::Variable,
        SymbolKind::Gift => LspKind::Constant,
        SymbolKind::Group => LspKind::Namespace,
        SymbolKind::Experiment => LspKind::Enum,
        SymbolKind::Stage => LspKind::Class,
        SymbolKind::Rule => LspKind::Method,
        SymbolKind::Test | SymbolKind::Assert => LspKind::Function,
        SymbolKind::Simulation => LspKind::Event,
    }
}
