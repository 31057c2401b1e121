//! `consent is missing or no`: yes or no, where a whole condition is needed.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a habit shows in a few forms; any other form, new ones included, gets other advice"
)]

use crate::check::at::At;
use crate::check::{Checker, Type};
use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree::{Expr, ExprKind};

impl Checker<'_> {
    /// How many of some joined conditions, from a place on, are one mistake: words such as `no`
    /// that are no condition of their own.
    pub(in crate::check) fn bare_truths(&mut self, parts: &[Expr], from: usize, at: At) -> usize {
        let Some(first) = parts.get(from) else { return 0 };
        // What the words after it may be, besides `missing`.
        let (subject, truths, values) = match &first.kind {
            ExprKind::Known { value, .. } => (Some(value), true, true),
            ExprKind::Compare { left, right, .. } => {
                (Some(left), self.truth_word(right, at).is_some(), false)
            }
            ExprKind::In { value, .. } => (Some(value), false, false),
            _ => (None, false, false),
        };
        let bare = |part: &&Expr| match &part.kind {
            ExprKind::YesNo(_) => truths,
            ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Money { .. } | ExprKind::Day(_) => {
                values
            }
            _ => self.truth_word(part, at).is_some(),
        };
        let count = parts[from + 1..].iter().take_while(bare).count();
        if let (Some(subject), true) = (subject, count > 0) {
            let words = &parts[from + 1..=from + count];
            let problem = self.in_whole(first, subject, words);
            self.problems.push(problem);
            return count + 1;
        }
        let ExprKind::YesNo(yes) = first.kind else { return 0 };
        let word = if yes { "yes" } else { "no" };
        let field = self.fields.iter().find(|field| field.ty == Type::YesNo);
        let help = match field {
            Some(field) => format!("say what it is about, such as `{} is {word}`", field.name),
            None => format!("remove this, or say what is `{word}`"),
        };
        let title = format!("`{word}` alone is not a condition");
        let problem = Problem::new(code::NOT_A_CONDITION, title, first.span, "what is this about?");
        self.problems.push(problem.help(help));
        1
    }

    /// The words after a condition, each with what it is about.
    fn in_whole(&self, first: &Expr, subject: &Expr, words: &[Expr]) -> Problem {
        let about = self.written(subject.span);
        let mut fixed = self.written(first.span).to_owned();
        let mut end = first.span.end;
        let mut all = vec![fixed.rsplit(' ').next().unwrap_or_default().to_owned()];
        let mut last = first;
        for word in words {
            fixed.push_str(self.written(Span { start: end, end: word.span.start, ..first.span }));
            fixed.push_str(&format!("{about} is {}", self.written(word.span)));
            all.push(self.written(word.span).to_owned());
            end = word.span.end;
            last = word;
        }
        let has = |word: &str| all.iter().any(|other| other == word);
        if fixed.contains(" or ") && has("yes") && has("no") && all.len() == 2 {
            fixed = format!("{about} is known");
        }
        let at = words.first().map_or(first.span, |word| word.span);
        let title = "`or` and `and` join whole conditions, not values";
        let problem = Problem::new(code::NOT_A_CONDITION, title, at, "this is only a value");
        let fix = Fix::likely(first.span.to(last.span), fixed.clone());
        problem.help(format!("write `{fixed}`")).fix(fix)
    }

    /// `yes`, `no` or `missing`, unless the file has such a name.
    fn truth_word(&self, part: &Expr, at: At) -> Option<()> {
        match &part.kind {
            ExprKind::YesNo(_) => Some(()),
            ExprKind::Name(name) if matches!(name.as_str(), "missing" | "known") => {
                (self.names.get(name).is_none() && self.attribute_in(at, name).is_none())
                    .then_some(())
            }
            _ => None,
        }
    }
}
