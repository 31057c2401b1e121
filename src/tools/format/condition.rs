//! What the tree says of the tokens of conditions and values.

use crate::syntax::is_reserved;
use crate::syntax::tree::{Expr, ExprKind, Filter, SinceKind, WindowKind};
use crate::terms::{Comparison, Operator};

use super::sketch::{Freedom, Sketch};
use super::token::Kind;

/// How tightly a place binds: what binds less tightly needs brackets there.
pub(super) const OR: u8 = 0;
const AND: u8 = 1;
const NOT: u8 = 2;
const TEST: u8 = 3;
/// Where a value is.
pub(super) const SUM: u8 = 4;
const PRODUCT: u8 = 5;
const SIGN: u8 = 6;
const ATOM: u8 = 7;
const BRACKETS: u8 = 8;

/// The level of the breaks in a condition; those of the line around it come first.
const CHAIN: u8 = 4;
/// So deep is what is not broken at all.
pub(super) const WHOLE: u8 = u8::MAX;
/// The level of the breaks in lists, and of those between the parts of a sum.
const LIST: u8 = 200;
const TERM: u8 = 220;

impl Sketch<'_> {
    /// A condition or value in a place that binds so tightly, this many chains deep.
    pub(super) fn expr(&mut self, expr: &Expr, place: u8, depth: u8) {
        let follow = self.behind(expr.span);
        self.expr_before(expr, place, depth, follow);
    }

    /// The same before another token than the one that is after it.
    fn expr_before(&mut self, expr: &Expr, place: u8, depth: u8, follow: usize) {
        self.brackets(expr, place, follow);
        let end = self.behind(expr.span);
        let part = |sketch: &mut Self, part: &Expr, place: u8| {
            let behind = sketch.behind(part.span);
            let follow = if behind == end { follow } else { behind };
            sketch.expr_before(part, place, depth, follow);
        };
        match &expr.kind {
            ExprKind::Or(parts) => self.chain(parts, AND, depth, end, follow),
            ExprKind::And(parts) => self.chain(parts, NOT, depth, end, follow),
            ExprKind::Not(inner) => part(self, inner, not_place(inner)),
            ExprKind::Compare { left, operator, right } => {
                part(self, left, SUM);
                self.comparison(left, *operator);
                part(self, right, SUM);
            }
            ExprKind::Between { value, low, high } => {
                [value, low, high].into_iter().for_each(|each| part(self, each, SUM));
            }
            ExprKind::In { value, list } => {
                part(self, value, SUM);
                self.list(list, depth);
            }
            ExprKind::Known { value, known: _ } => part(self, value, SUM),
            ExprKind::TextTest { value, test: _, text } => {
                part(self, value, SUM);
                part(self, text, SUM);
            }
            ExprKind::AnniversaryOf(date)
            | ExprKind::PartOf { part: _, date }
            | ExprKind::EdgeOf { edge: _, period: _, date } => part(self, date, date_place(date)),
            ExprKind::DaysBetween { from, to } => {
                part(self, from, date_place(from));
                part(self, to, date_place(to));
            }
            ExprKind::InWindow { date, window: _ } => part(self, date, SUM),
            ExprKind::Call { function, values } => {
                self.call(self.first(function.span));
                self.list(values, depth);
            }
            ExprKind::ShareOf { share: _, value } => part(self, value, SIGN),
            ExprKind::Quantity { quantity: _, events, filter } => {
                self.filter(self.behind(events.span), filter, depth);
            }
            ExprKind::Without { duration: _, events, condition } => {
                self.chosen(self.behind(events.span), condition.as_deref(), depth);
            }
            ExprKind::Standing { function: _, value } => {
                self.call(self.first(value.span).saturating_sub(2));
                part(self, value, SUM);
            }
            ExprKind::Aggregate { function, different: _, events, attribute, filter } => {
                self.call(self.first(function.span));
                let counted = attribute.as_ref().unwrap_or(events);
                self.filter(self.behind(counted.span), filter, depth);
            }
            ExprKind::Arithmetic { left, operator, right } => {
                let (one, other) = places(*operator);
                part(self, left, one);
                self.between_terms(self.behind(left.span), depth);
                part(self, right, other);
            }
            ExprKind::Negative(inner) => part(self, inner, sign_place(inner)),
            ExprKind::Tagged(_)
            | ExprKind::Elapsed { .. }
            | ExprKind::Number(_)
            | ExprKind::Percent(_)
            | ExprKind::Money { .. }
            | ExprKind::Duration(_)
            | ExprKind::Day(_)
            | ExprKind::Time(_)
            | ExprKind::Text(_)
            | ExprKind::YesNo(_)
            | ExprKind::Name(_)
            | ExprKind::Expiring { .. }
            | ExprKind::Dotted { .. }
            | ExprKind::Broken => {}
        }
    }

    /// The parts that a word joins; a long line is broken before that word.
    fn chain(&mut self, parts: &[Expr], place: u8, depth: u8, end: usize, follow: usize) {
        let level = CHAIN.saturating_add(depth).min(LIST - 1);
        for (at, part) in parts.iter().enumerate() {
            if at > 0 && depth < WHOLE {
                let word = self.first(part.span).saturating_sub(1);
                self.may_break(word, level, super::INDENT, false);
            }
            let behind = self.behind(part.span);
            let follow = if behind == end { follow } else { behind };
            self.expr_before(part, place, depth.saturating_add(1), follow);
        }
    }

    /// A mark between two values.
    fn between_terms(&mut self, mark: usize, depth: u8) {
        self.operator(mark);
        if depth < WHOLE {
            self.may_break(mark, TERM, super::INDENT, true);
        }
    }

    fn comparison(&mut self, left: &Expr, operator: Comparison) {
        let at = self.behind(left.span);
        // `is not known` would ask something else.
        let state = self.is(at + 1, "known") || self.is(at + 1, "missing");
        match operator {
            Comparison::AtMost => self.replace(at, "≤"),
            Comparison::AtLeast => self.replace(at, "≥"),
            Comparison::IsNot if self.is(at, "is") => {}
            Comparison::IsNot if state => self.replace(at, "≠"),
            Comparison::IsNot => self.replace(at, "is not"),
            Comparison::Less | Comparison::Greater | Comparison::Is => {}
        }
    }

    /// The values between the brackets of `in (...)`.
    fn list(&mut self, list: &[Expr], depth: u8) {
        let depth = if depth < WHOLE { LIST } else { WHOLE };
        for (at, value) in list.iter().enumerate() {
            if at > 0 && depth < WHOLE {
                // The brackets of the list are none of a value's.
                self.may_break(self.first(value.span), LIST, super::INDENT, true);
            }
            self.expr(value, SUM, depth);
        }
        if let Some(last) = list.last() {
            self.drop_comma_before(self.behind(last.span), ")");
        }
    }

    /// Leaves out a comma that nothing follows but such a bracket.
    pub(super) fn drop_comma_before(&mut self, at: usize, closing: &str) {
        if self.is(at, ",") && self.is(at + 1, closing) {
            self.drop(at);
        }
    }

    /// `where ...` and a window, after the events at a token; the window goes last.
    pub(super) fn filter(&mut self, from: usize, filter: &Filter, depth: u8) {
        self.chosen(from, filter.condition.as_deref(), depth);
        match filter.window.as_ref().map(|window| &window.kind) {
            Some(WindowKind::Between(from, to)) => {
                [from, to].into_iter().for_each(|date| self.expr(date, SUM, WHOLE));
            }
            Some(WindowKind::Since(since)) => match &since.kind {
                SinceKind::Value(date) => self.expr(date, SUM, WHOLE),
                SinceKind::Entering | SinceKind::Last(_) => {}
            },
            Some(WindowKind::Within(_) | WindowKind::This(_) | WindowKind::Last(_)) | None => {}
        }
    }

    /// The condition of a `where`.
    pub(super) fn chosen(&mut self, from: usize, condition: Option<&Expr>, depth: u8) {
        let Some(condition) = condition else { return };
        let (first, behind) = (self.first(condition.span), self.behind(condition.span));
        let word = first.saturating_sub(1);
        let turned =
            word > from && self.freedom == Freedom::Full && !self.is_tested(condition, from);
        let follow = if turned { from } else { behind };
        self.expr_before(condition, where_place(condition), depth.saturating_add(1), follow);
        if turned {
            if self.absorbs(condition, from) && self.pairs(condition).is_empty() {
                self.enclose(first, behind);
            }
            self.turn(from, word, behind);
        }
    }

    /// Leaves out the brackets around an expression that the tree does not need.
    fn brackets(&mut self, expr: &Expr, place: u8, follow: usize) {
        let mut pairs = self.pairs(expr);
        let Some(innermost) = pairs.last() else { return };
        let begins = innermost.0 + 1;
        let ambiguous = ["known", "missing", "full"].iter().any(|word| self.is(begins, word));
        if tightness(expr) < place || ambiguous || self.absorbs(expr, follow) {
            pairs.pop();
        }
        for (open, close) in pairs {
            self.drop(open);
            self.drop(close);
        }
    }

    /// Whether a condition that is no test yet would take the `between` of a window for one, were it
    /// before that window.
    fn is_tested(&self, condition: &Expr, follow: usize) -> bool {
        if let ExprKind::Not(inner) = &condition.kind {
            return self.is_tested(inner, follow);
        }
        self.is(follow, "between") && tightness(condition) >= SUM
    }

    /// The brackets around an expression, from the outside in.
    fn pairs(&self, expr: &Expr) -> Vec<(usize, usize)> {
        let (mut from, mut to) = (self.first(expr.span), self.behind(expr.span));
        let mut pairs = Vec::new();
        while self.is(from, "(") && to > 0 && self.partners[from] == Some(to - 1) {
            pairs.push((from, to - 1));
            (from, to) = (from + 1, to - 1);
        }
        pairs
    }

    /// Whether an expression without brackets would take the token after it for its own.
    pub(super) fn absorbs(&self, expr: &Expr, follow: usize) -> bool {
        let Some(next) = self.tokens.get(follow).filter(|next| next.kind == Kind::Word) else {
            return false;
        };
        let word = next.text.as_ref();
        match &expr.kind {
            ExprKind::Or(parts) | ExprKind::And(parts) => {
                parts.last().is_some_and(|last| self.absorbs(last, follow))
            }
            ExprKind::Not(last)
            | ExprKind::Compare { right: last, .. }
            | ExprKind::Between { high: last, .. }
            | ExprKind::TextTest { text: last, .. }
            | ExprKind::AnniversaryOf(last)
            | ExprKind::PartOf { date: last, .. }
            | ExprKind::EdgeOf { date: last, .. }
            | ExprKind::DaysBetween { to: last, .. }
            | ExprKind::ShareOf { value: last, .. }
            | ExprKind::Arithmetic { right: last, .. }
            | ExprKind::Negative(last) => self.absorbs(last, follow),
            ExprKind::Quantity { .. } => {
                ["where", "within", "since", "this", "last", "between"].contains(&word)
            }
            ExprKind::Without { condition, .. } => match condition {
                Some(condition) => word == "where" || self.absorbs(condition, follow),
                None => word == "where",
            },
            ExprKind::Duration(_) => ["in", "since", "without"].contains(&word),
            // The name of events, or a currency.
            ExprKind::Number(_) | ExprKind::YesNo(_) => !is_reserved(word) && !self.goes_on(follow),
            ExprKind::In { .. }
            | ExprKind::InWindow { .. }
            | ExprKind::Call { .. }
            | ExprKind::Known { .. }
            | ExprKind::Tagged(_)
            | ExprKind::Elapsed { .. }
            | ExprKind::Standing { .. }
            | ExprKind::Aggregate { .. }
            | ExprKind::Percent(_)
            | ExprKind::Money { .. }
            | ExprKind::Day(_)
            | ExprKind::Time(_)
            | ExprKind::Text(_)
            | ExprKind::Name(_)
            | ExprKind::Expiring { .. }
            | ExprKind::Dotted { .. }
            | ExprKind::Broken => false,
        }
    }
}

impl Sketch<'_> {
    /// Whether a free word behind a number goes on with something else than events that it counts,
    /// as the grammar says.
    fn goes_on(&self, at: usize) -> bool {
        let kind = |at: usize| self.tokens.get(at).map(|token| token.kind);
        let word = self.tokens.get(at).map_or("", |token| token.text.as_ref());
        let is_name = |at: usize| {
            self.tokens
                .get(at)
                .is_some_and(|token| token.kind == Kind::Word && !is_reserved(&token.text))
        };
        match word {
            _ if self.is(at + 1, ":") => true,
            "for" => kind(at + 1) == Some(Kind::Number),
            "add" | "take" => {
                let goes_on = self.is(at + 2, "per") || self.is(at + 2, "when");
                kind(at + 1) == Some(Kind::Number) && goes_on
            }
            "earn" | "spend" => match kind(at + 1) {
                Some(Kind::Number) => self.is(at + 2, "per"),
                _ => is_name(at + 1) && self.is(at + 2, "."),
            },
            "balance" => is_name(at + 1) && (self.is(at + 2, "earn") || self.is(at + 2, "spend")),
            "this" | "last" => self.is(at + 1, "calendar"),
            "starts" | "ends" => self.is(at + 1, "with"),
            "to" => is_name(at + 1),
            "with" => is_name(at + 1) && is_name(at + 2),
            "id" | "stage_since" | "tags" | "given" | "owed" => {
                self.is(at + 1, "from") && kind(at + 2) == Some(Kind::Text)
            }
            "from" | "at" | "key" | "split" => kind(at + 1) == Some(Kind::Text),
            "required" => self.in_list,
            _ => false,
        }
    }
}

/// How tightly the places on the two sides of a mark bind.
fn places(operator: Operator) -> (u8, u8) {
    match operator {
        Operator::Add | Operator::Subtract => (SUM, PRODUCT),
        Operator::Multiply | Operator::Divide => (PRODUCT, SIGN),
    }
}

/// How tightly an expression holds together.
fn tightness(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Or(_) => OR,
        ExprKind::And(_) => AND,
        ExprKind::Not(_) => NOT,
        ExprKind::Compare { .. }
        | ExprKind::Between { .. }
        | ExprKind::In { .. }
        | ExprKind::Known { .. }
        | ExprKind::InWindow { .. }
        | ExprKind::TextTest { .. } => TEST,
        ExprKind::Arithmetic { operator: Operator::Add | Operator::Subtract, .. } => SUM,
        ExprKind::Arithmetic { operator: Operator::Multiply | Operator::Divide, .. } => PRODUCT,
        ExprKind::Negative(_) => SIGN,
        ExprKind::Tagged(_)
        | ExprKind::AnniversaryOf(_)
        | ExprKind::PartOf { .. }
        | ExprKind::EdgeOf { .. }
        | ExprKind::DaysBetween { .. }
        | ExprKind::Call { .. }
        | ExprKind::ShareOf { .. }
        | ExprKind::Quantity { .. }
        | ExprKind::Elapsed { .. }
        | ExprKind::Without { .. }
        | ExprKind::Standing { .. }
        | ExprKind::Aggregate { .. }
        | ExprKind::Number(_)
        | ExprKind::Percent(_)
        | ExprKind::Money { .. }
        | ExprKind::Duration(_)
        | ExprKind::Day(_)
        | ExprKind::Time(_)
        | ExprKind::Text(_)
        | ExprKind::YesNo(_)
        | ExprKind::Name(_)
        | ExprKind::Expiring { .. }
        | ExprKind::Dotted { .. }
        | ExprKind::Broken => ATOM,
    }
}

/// Brackets say how far `not` reaches, even where the tree does not need them.
fn not_place(inner: &Expr) -> u8 {
    if tightness(inner) == TEST { ATOM } else { NOT }
}

/// Two signs would look like one mark of another language.
fn sign_place(inner: &Expr) -> u8 {
    if matches!(inner.kind, ExprKind::Negative(_)) { BRACKETS } else { SIGN }
}

/// `anniversary of` and the like take a name, a date or a function of events as it is, everything
/// else in brackets.
fn date_place(date: &Expr) -> u8 {
    let plain = matches!(
        date.kind,
        ExprKind::Name(_)
            | ExprKind::Day(_)
            | ExprKind::Time(_)
            | ExprKind::Aggregate { .. }
            | ExprKind::Call { .. }
    );
    if plain { ATOM } else { BRACKETS }
}

/// In a `where`, a window without brackets would be that of the events.
pub(super) fn where_place(condition: &Expr) -> u8 {
    if matches!(condition.kind, ExprKind::InWindow { .. }) { BRACKETS } else { NOT }
}
