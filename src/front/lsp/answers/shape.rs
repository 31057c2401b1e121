//! The shape of a file: what can be folded and selected, and the colors of its words.

use std::ops::Range;

use gen_lsp_types::{
    FoldingRange, FoldingRangeKind, FoldingRangeParams, SelectionRange, SelectionRangeParams,
    SemanticToken, SemanticTokens, SemanticTokensLegend, SemanticTokensParams,
    SemanticTokensRangeParams,
};

use super::Answer;
use super::here::Here;
use crate::editor::{Token, TokenKind, around, folds, tokens};
use crate::front::lsp::desk::{Desk, State};
use crate::front::lsp::lines::Encoding;
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
    let here = Here::file(desk, state, &params.text_document.uri)?;
    Ok(Some(colored(&here, desk.client.encoding, 0..here.text().len())))
}

pub(super) fn colors_of_part(
    desk: &mut Desk,
    state: &State,
    params: SemanticTokensRangeParams,
) -> Answer<Option<SemanticTokens>> {
    let here = Here::file(desk, state, &params.text_document.uri)?;
    let (lines, encoding) = (here.analysis.lines(here.file), desk.client.encoding);
    let part = lines.bytes(params.range, here.text(), encoding);
    Ok(Some(colored(&here, encoding, part)))
}

/// The words that are at least partly in a part of a file. Columns are counted on from one word to the
/// next, because a line can have many.
fn colored(here: &Here<'_>, encoding: Encoding, part: Range<usize>) -> SemanticTokens {
    let (text, lines) = (here.text(), here.analysis.lines(here.file));
    let width = |part| encoding.width(text.get(part).unwrap_or_default()) as u32;
    let mut data = Vec::new();
    // Where the last word begins, and the place in the text up to which columns are counted.
    let (mut last, mut column, mut counted) = ((0, 0), 0, 0);
    let mut line = 0;
    let is_wanted = |token: &&Token| token.range.start < part.end && part.start < token.range.end;
    for token in tokens(here.reading(), here.file).iter().filter(is_wanted) {
        let Range { start, end } = token.range;
        let its_line = lines.line_of(start);
        if its_line != line {
            (line, column, counted) = (its_line, 0, lines.start(its_line, text));
        }
        column += width(counted..start);
        counted = start;
        // A word of several lines is no word that editors know.
        if lines.line_of(end) != line {
            continue;
        }
        let (last_line, last_column) = last;
        let delta_line = (line - last_line) as u32;
        let delta_start = if delta_line == 0 { column - last_column } else { column };
        let kind = TokenKind::ALL.iter().position(|kind| *kind == token.kind).unwrap_or(0);
        data.push(SemanticToken {
            delta_line,
            delta_start,
            length: width(start..end),
            token_type: kind as u32,
            token_modifiers_bitset: u32::from(token.is_declaration),
        });
        last = (line, column);
    }
    SemanticTokens { result_id: None, data }
}
