//! Who comes to a stage, and where from there, as the protocol asks who calls what.

use std::collections::HashMap;

use gen_lsp_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, Range,
    SymbolKind,
};
use serde_json::json;

use super::Answer;
use super::here::Here;
use crate::editor::Form;
use crate::editor::names::{Named, Names};
use crate::editor::ways::{self, Way};
use crate::front::lsp::desk::{Desk, State};
use crate::problems::Span;

/// The stage at a place.
pub(super) fn prepare(
    desk: &mut Desk,
    state: &State,
    params: CallHierarchyPrepareParams,
) -> Answer<Option<Vec<CallHierarchyItem>>> {
    let (here, at) = Here::place(desk, state, &params.text_document_position_params)?;
    let names = Names::of(here.reading());
    let Some((_, Named::Stage(stage))) = names.at(here.file, at) else { return Ok(None) };
    Ok(item(&here, &names, Some(stage)).map(|item| vec![item]))
}

pub(super) fn incoming(
    desk: &mut Desk,
    state: &State,
    params: CallHierarchyIncomingCallsParams,
) -> Answer<Option<Vec<CallHierarchyIncomingCall>>> {
    let here = Here::file(desk, state, &params.item.uri)?;
    let Some(stage) = stage(&here, &params.item) else { return Ok(None) };
    let ways = ways::to(&here.reading().model, stage).map(|way| (way, way.from));
    let calls = calls(&here, ways).into_iter();
    let call = |(from, from_ranges)| CallHierarchyIncomingCall { from, from_ranges };
    Ok(Some(calls.map(call).collect()))
}

pub(super) fn outgoing(
    desk: &mut Desk,
    state: &State,
    params: CallHierarchyOutgoingCallsParams,
) -> Answer<Option<Vec<CallHierarchyOutgoingCall>>> {
    let here = Here::file(desk, state, &params.item.uri)?;
    let Some(stage) = stage(&here, &params.item) else { return Ok(None) };
    let ways = ways::from(&here.reading().model, stage).map(|way| (way, Some(way.to)));
    let calls = calls(&here, ways).into_iter();
    let call = |(to, from_ranges)| CallHierarchyOutgoingCall { to, from_ranges };
    Ok(Some(calls.map(call).collect()))
}

/// The stages at the other ends of some ways, each with the places of its ways. The first of these says how.
fn calls<'w>(
    here: &Here<'_>,
    ways: impl Iterator<Item = (Way<'w>, Option<usize>)>,
) -> Vec<(CallHierarchyItem, Vec<Range>)> {
    let names = Names::of(here.reading());
    let mut calls: Vec<(CallHierarchyItem, Vec<Range>)> = Vec::new();
    // By stage, its place among the calls.
    let mut places: HashMap<Option<usize>, usize> = HashMap::new();
    for (way, end) in ways {
        let range = here.range(way.span());
        if let Some(place) = places.get(&end) {
            calls[*place].1.push(range);
            continue;
        }
        let Some(item) = item(here, &names, end) else { continue };
        places.insert(end, calls.len());
        let detail = Some(way.words(here.reading(), Form::Plain));
        calls.push((CallHierarchyItem { detail, ..item }, vec![range]));
    }
    calls
}

/// The stage of an item, by its name.
fn stage(here: &Here<'_>, item: &CallHierarchyItem) -> Option<usize> {
    let name = item.data.as_ref().and_then(|data| data.get("stage")?.as_str())?;
    here.reading().model.stages.iter().position(|stage| stage.name == name)
}

/// A stage as an item; `None` is any stage, which is where its rules are.
fn item(here: &Here<'_>, names: &Names<'_>, stage: Option<usize>) -> Option<CallHierarchyItem> {
    let reading = here.reading();
    let (name, detail, whole, head) = match stage {
        Some(place) => {
            let declared = names.declaration(Named::Stage(place))?;
            let detail = reading.model.stages.get(place)?.description.clone();
            (declared.name.text.clone(), detail, declared.span, declared.name.span)
        }
        None => {
            let any = reading.tree.any_stages().next()?;
            let head = Span { end: any.span.start + 3, ..any.span };
            ("any stage".to_owned(), None, any.span, head)
        }
    };
    let data = Some(json!({ "stage": name }));
    Some(CallHierarchyItem {
        name,
        kind: SymbolKind::Class,
        tags: None,
        detail,
        uri: here.uri(head.file),
        range: here.range(whole),
        selection_range: here.range(head),
        data,
    })
}
