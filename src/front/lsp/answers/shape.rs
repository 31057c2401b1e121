//! The shape of a file: what can be folded and selected, and the colors of its words.

use gen_lsp_types::{
    FoldingRange, FoldingRangeKind, FoldingRangeParams, SelectionRange, SelectionRangeParams,
    SemanticToken, SemanticTokens, SemanticTokensLegend, SemanticTokensParams,
    SemanticTokensRangeParams, Uri,
};

use super::Answer;
use super::here::Here;
use crate::editor::{Token, TokenKind, around, folds, tokens};
use crate::front::lsp::desk::{Desk, State};
use crate::problems::Span;

pub(super) fn folding(
    desk: &mut Desk,
    state: &State,
    params: FoldingRangeParams,
) -> Answer<Option<Vec<FoldingRange>>> {
    let here = Here::file(desk, state, &params.text_document.uri)?;
    let fold = |span: Span| {
        let range = here.range(span);
        let is_comment = here.reading().sources.text(span).starts_with('#');
        FoldingRange {
            start_line: range.start.line,
            end_line: range.end.line,
            kind: is_comment.then_some(FoldingRangeKind::Comment),
            ..FoldingRange::default()
        }
    };
    Ok(Some(folds(here.reading(), here.file).into_iter().map(fold).collect()))
}

pub(super) fn selection(
    desk: &mut Desk,
    state: &State,
    params: SelectionRangeParams,
) -> Answer<Option<Vec<SelectionRange>>> {
    let here = Here::file(desk, state, &params.text_document.uri)?;
    let lines = here.analysis.lines(here.file);
    let ranges = params.positions.into_iter().map(|position| {
        let at = lines.offset(position, here.text(), desk.client.encoding);
        let mut parent = None;
        for span in around(here.reading(), here.file, at).into_iter().rev() {
            parent = Some(SelectionRange { range: here.range(span), parent: parent.map(Box::new) });
        }
        parent.unwrap_or_default()
    });
    Ok(Some(ranges.collect()))
}

/// What kinds of words there are, in the names of the protocol.
pub(in crate::front::lsp) fn legend() -> SemanticTokensLegend {
    let name = |kind: &TokenKind| {
        let name = match kind {
            TokenKind::Keyword => "keyword",
            TokenKind::Comment => "comment",
            TokenKind::Text => "string",
            TokenKind::Number => "number",
            TokenKind::Operator => "operator",
            TokenKind::Field | TokenKind::Attribute => "property",
            TokenKind::List => "event",
            TokenKind::Value => "enumMember",
            TokenKind::Variable => "variable",
            TokenKind::Gift => "function",
            TokenKind::Stage => "class",
        };
        name.to_owned()
    };
    SemanticTokensLegend {
        token_types: TokenKind::ALL.iter().map(name).collect(),
        token_modifiers: vec!["declaration".to_owned()],
    }
}

pub(super) fn colors(
    desk: &mut Desk,
    state: &State,
    params: SemanticTokensParams,
) -> Answer<Option<SemanticTokens>> {
    let all = colored(desk, state, &params.text_document.uri, |_, _| true)?;
    Ok(Some(all))
}

pub(super) fn colors_of_part(
    desk: &mut Desk,
    state: &State,
    params: SemanticTokensRangeParams,
) -> Answer<Option<SemanticTokens>> {
    let (uri, encoding) = (&params.text_document.uri, desk.client.encoding);
    let all = colored(desk, state, uri, |here, token| {
        let part = here.analysis.lines(here.file).bytes(params.range, here.text(), encoding);
        token.range.start < part.end && part.start < token.range.end
    })?;
    Ok(Some(all))
}

fn colored(
    desk: &mut Desk,
    state: &State,
    uri: &Uri,
    wanted: impl Fn(&Here<'_>, &Token) -> bool,
) -> Answer<SemanticTokens> {
    let here = Here::file(desk, state, uri)?;
    let (mut line, mut column) = (0, 0);
    let mut data = Vec::new();
    for token in tokens(here.reading(), here.file).iter().filter(|token| wanted(&here, token)) {
        let range = here.range(Span::new(here.file, token.range.start, token.range.end));
        // A word of several lines is no word that editors know.
        if range.start.line != range.end.line {
            continue;
        }
        let start = range.start;
        let delta_line = start.line - line;
        let delta_start = if delta_line == 0 { start.character - column } else { start.character };
        let kind = TokenKind::ALL.iter().position(|kind| *kind == token.kind).unwrap_or(0);
        data.push(SemanticToken {
            delta_line,
            delta_start,
            length: range.end.character - start.character,
            token_type: kind as u32,
            token_modifiers_bitset: u32::from(token.is_declaration),
        });
        (line, column) = (start.line, start.character);
    }
    Ok(SemanticTokens { result_id: None, data })
}
