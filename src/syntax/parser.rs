//! pest itself: the grammar, and the shape of its answers.

use pest::Parser as _;
use pest::error::{Error, ErrorVariant, InputLocation};

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/flywheel.pest"]
struct Grammar;

/// A stretch of text with the rule of the grammar that it follows.
pub(super) type Node<'i> = pest::iterators::Pair<'i, Rule>;

/// Where the text stops to follow the grammar, and what could have stood there.
pub(super) struct Stop {
    pub at: usize,
    pub wanted: Vec<Rule>,
}

/// Reads a text by a rule that ends with the end of the text.
pub(super) fn parse(rule: Rule, text: &str) -> Result<Node<'_>, Stop> {
    #[cfg(test)]
    super::effort::count(text.len());
    let mut pairs = Grammar::parse(rule, text).map_err(|error| stop(&error))?;
    pairs.next().ok_or(Stop { at: 0, wanted: Vec::new() })
}

fn stop(error: &Error<Rule>) -> Stop {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let wanted = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.clone(),
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    Stop { at, wanted }
}

/// Where the last word of a node ends. pest counts the white space before a part that may be left
/// out as the node's own; people do not.
pub(super) fn end(node: &Node<'_>) -> usize {
    let mut last = node.clone();
    while let Some(child) = last.clone().into_inner().next_back() {
        last = child;
    }
    last.as_span().end()
}
