//! A text whose tokens are being marked with what the tree says of them, before it is laid out.

use crate::problems::Span;

use super::WIDTH;
use super::line::Line;
use super::token::{Break, Comment, Kind, Token, Tokens, mark};

/// How much of the text may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Freedom {
    /// Words and brackets too.
    Full,
    /// Line breaks and spaces alone.
    SpaceOnly,
}

/// The tokens, and where the tree says that something is so.
pub(super) struct Sketch<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token<'t>>,
    pub tail: Vec<Comment<'t>>,
    pub freedom: Freedom,
    /// The bracket that closes, for each that opens.
    pub partners: Vec<Option<usize>>,
    /// Whether the `where` of a list of events is at hand, behind which `required` is an option.
    pub in_list: bool,
    /// What is to change places: a window with the `where` behind it.
    turns: Vec<(usize, usize, usize)>,
}

impl<'t> Sketch<'t> {
    pub(super) fn new(text: &'t str, read: Tokens<'t>, freedom: Freedom) -> Sketch<'t> {
        let Tokens { tokens, tail } = read;
        let mut partners = vec![None; tokens.len()];
        let mut open = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            if token.is("(") {
                open.push(at);
            } else if token.is(")")
                && let Some(opener) = open.pop()
            {
                partners[opener] = Some(at);
            }
        }
        Sketch { text, tokens, tail, freedom, partners, in_list: false, turns: Vec::new() }
    }

    /// The token that a part of the tree begins with.
    pub(super) fn first(&self, span: Span) -> usize {
        self.index(span.start as usize)
    }

    /// The token after a part of the tree.
    pub(super) fn behind(&self, span: Span) -> usize {
        self.index(span.end as usize)
    }

    /// The first token that begins at a byte or after it.
    fn index(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.start < byte)
    }

    pub(super) fn is(&self, at: usize, text: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(text))
    }

    /// Changes a token, where there is one.
    fn with(&mut self, at: usize, change: impl FnOnce(&mut Token<'t>)) {
        if let Some(token) = self.tokens.get_mut(at) {
            change(token);
        }
    }

    pub(super) fn begin(&mut self, at: usize, line: Line) {
        self.with(at, |token| token.begins = Some(line));
    }

    pub(super) fn stop(&mut self, at: usize, column: u8) {
        self.with(at, |token| token.stop = Some(column));
    }

    pub(super) fn may_break(&mut self, at: usize, level: u8, deeper: usize, fill: bool) {
        let place = Break { level, deeper, fill, limit: WIDTH };
        self.with(at, |token| token.may_break = Some(place));
    }

    /// The line is broken at a token if it is wider than a limit.
    pub(super) fn breaks(&mut self, at: usize, level: u8, deeper: usize, limit: usize) {
        let place = Break { level, deeper, fill: false, limit };
        self.with(at, |token| token.may_break = Some(place));
    }

    pub(super) fn call(&mut self, at: usize) {
        self.with(at, |token| token.call = true);
    }

    pub(super) fn operator(&mut self, at: usize) {
        self.with(at, |token| token.operator = true);
    }

    /// Leaves a token out.
    pub(super) fn drop(&mut self, at: usize) {
        if self.freedom == Freedom::Full {
            self.with(at, |token| token.dropped = true);
        }
    }

    pub(super) fn replace(&mut self, at: usize, text: &'static str) {
        if self.freedom == Freedom::Full {
            self.with(at, |token| token.text = text.into());
        }
    }

    /// Puts brackets around the tokens from one to before another.
    pub(super) fn enclose(&mut self, from: usize, to: usize) {
        self.with(from, |token| token.before = Some("("));
        self.with(to.saturating_sub(1), |token| token.after = Some(")"));
    }

    pub(super) fn comma_after(&mut self, at: usize) {
        // Not after a bracket that is left out itself.
        let kept = self.tokens.iter().take(at + 1).rposition(|token| !token.dropped);
        if let Some(at) = kept.filter(|_| self.freedom == Freedom::Full) {
            self.with(at, |token| token.after = Some(","));
        }
    }

    /// Makes one token of all those of a part of the tree.
    pub(super) fn join(&mut self, span: Span) {
        let (from, to) = (self.first(span), self.behind(span));
        let text = self.text.get(span.range()).unwrap_or_default();
        self.with(from, |token| token.text = text.into());
        for at in from + 1..to {
            self.with(at, |token| token.dropped = true);
        }
    }

    /// Moves the tokens from `from` to before `middle` after those from there to before `to`.
    pub(super) fn turn(&mut self, from: usize, middle: usize, to: usize) {
        self.turns.push((from, middle, to));
    }

    /// The tokens as they are to be written, and the comments after the last.
    pub(super) fn settle(mut self) -> Tokens<'t> {
        // What is inside another was told before it, so each range still holds what it held.
        for (from, middle, to) in std::mem::take(&mut self.turns) {
            if let Some(range) = self.tokens.get_mut(from..to) {
                let beside = range.last_mut().and_then(|last| last.beside.take());
                range.rotate_left(middle - from);
                // What was at the end of the line stays there.
                let back = range.len() - (middle - from) - 1;
                let free = range.last().is_some_and(|last| last.beside.is_none());
                let place = if free { range.last_mut() } else { range.get_mut(back) };
                if let Some(token) = place {
                    token.beside = beside.or(token.beside);
                }
            }
        }
        let mut kept: Vec<Token<'t>> = Vec::with_capacity(self.tokens.len());
        let mut waiting: Vec<Comment<'t>> = Vec::new();
        // What is left out leaves its place to what follows.
        let (mut place, mut stop) = (None, None);
        for mut token in self.tokens {
            if token.dropped {
                (place, stop) = (place.or(token.may_break), stop.or(token.stop));
                leave_out(token, &mut kept, &mut waiting);
                continue;
            }
            token.may_break = token.may_break.or(place.take());
            token.stop = token.stop.or(stop.take());
            if !waiting.is_empty() {
                waiting.append(&mut token.above);
                token.above = std::mem::take(&mut waiting);
            }
            add(token, &mut kept);
        }
        waiting.append(&mut self.tail);
        Tokens { tokens: kept, tail: waiting }
    }
}

/// Keeps the comments of a token that is left out with its neighbours.
fn leave_out<'t>(token: Token<'t>, kept: &mut [Token<'t>], waiting: &mut Vec<Comment<'t>>) {
    let (column, gap) = (token.column, false);
    let nothing_between = waiting.is_empty() && token.above.is_empty();
    waiting.extend(token.above);
    let Some(text) = token.beside else { return };
    match kept.last_mut() {
        Some(last) if nothing_between && last.beside.is_none() => last.beside = Some(text),
        Some(_) | None => waiting.push(Comment { text, column, gap }),
    }
}

/// Adds a token with the marks that are to be around it.
fn add<'t>(mut token: Token<'t>, kept: &mut Vec<Token<'t>>) {
    if let Some(text) = token.before.take() {
        let mut before = mark(text, token.start);
        before.above = std::mem::take(&mut token.above);
        before.may_break = token.may_break.take();
        kept.push(before);
    }
    let after = token.after.take().map(|text| {
        let mut after = mark(text, token.start);
        after.beside = token.beside.take();
        after
    });
    kept.push(token);
    kept.extend(after);
}

/// Whether a space is between two tokens that follow one another.
pub(super) fn spaced(one: &Token<'_>, next: &Token<'_>) -> bool {
    let mark = |token: &Token<'_>, marks: &[&str]| {
        token.kind == Kind::Mark && marks.contains(&token.text.as_ref())
    };
    let tight = mark(next, &[",", ";", ":", ")", "."])
        || mark(one, &["(", "."])
        || (mark(one, &["-"]) && !one.operator)
        || (one.call && next.is("("))
        // The type `yes/no`.
        || (one.is("yes") && next.is("/"))
        || (one.is("/") && next.is("no"));
    !tight
}
