//! Which parts of the rules no test has met, in words.

use crate::problems::{Sources, Span};
use crate::tools::rule_test::Coverage;

/// A longer piece of the rules is cut short.
const LONG: usize = 60;

/// Something of the rules that no test has met.
pub(super) struct Missed {
    pub span: Span,
    pub words: String,
}

/// Everything that no test has met, from top to bottom.
pub(super) fn missed(sources: &Sources, coverage: &Coverage) -> Vec<Missed> {
    let mut all = Vec::new();
    let mut note = |seen: usize, span: Span, words: &dyn Fn() -> String| {
        if seen == 0 {
            all.push(Missed { span, words: words() });
        }
    };
    for rule in &coverage.rules {
        note(rule.fired, rule.span, &|| format!("the rule `{}` never fired", rule.label));
    }
    for condition in &coverage.conditions {
        let text = shortened(sources.text(condition.span));
        note(condition.held, condition.span, &|| format!("`{text}` was never true"));
        note(condition.failed, condition.span, &|| format!("`{text}` was never false"));
    }
    for stage in &coverage.stages {
        note(stage.entered, stage.span, &|| format!("nobody entered `{}`", stage.name));
    }
    for gift in &coverage.gifts {
        note(gift.given, gift.span, &|| format!("`{}` was never given", gift.name));
        note(gift.withheld, gift.span, &|| format!("`{}` was never withheld", gift.name));
    }
    all.sort_by_key(|missed| (missed.span.file, missed.span.start));
    all
}

/// On one line, and not too long.
pub(super) fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
