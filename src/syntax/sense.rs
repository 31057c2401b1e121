//! The law that every safe fix is held to: what the text said before, it says after. All numbers,
//! names, units and texts are still there, no condition is lost, and comparisons point the same
//! way. It reads what people write by itself, apart from the habits that put it right, so that a
//! slip in one of their tables does not pass.

mod begins;
mod compared;
pub(super) mod number;
mod said;

use std::collections::{HashMap, HashSet};

use said::Said;

use super::vocabulary::{DECLARATIONS, begins_scalar_type};
use super::words::{self, Kind, Word};
use crate::problems::Fix;

/// How far around a change its sense is read, in bytes and in lines. A file with a mistake on every
/// line is read that often.
const AROUND: usize = 240;
const LINES: usize = 2;

/// A rule file whose fixes are judged.
#[derive(Debug)]
pub struct Sense<'t> {
    text: &'t str,
    declared: HashSet<String>,
    /// What names are called outside: `gold as "Gold!"`.
    outside: HashMap<String, String>,
}

impl<'t> Sense<'t> {
    /// Reads which names the file declares: these are names even where they are also words of the
    /// language.
    pub fn of(text: &'t str) -> Sense<'t> {
        let words = words::read(text);
        let names = (0..words.len()).filter(|at| is_declared(&words, *at));
        let declared = names.map(|at| words[at].text.to_owned()).collect();
        let outside = words.windows(3).filter_map(|words| match words {
            [name, word, text] if word.text == "as" && text.kind == Kind::Text => {
                Some((text.text.trim_matches('"').to_owned(), name.text.to_owned()))
            }
            _ => None,
        });
        Sense { text, declared, outside: outside.collect() }
    }

    /// Whether the file says the same after the fix.
    pub fn is_kept(&self, fix: &Fix) -> bool {
        if fix.edits.iter().any(|edit| begins::takes_out_of_a_rule(self.text, edit)) {
            return false;
        }
        let mut edits: Vec<_> = fix.edits.iter().collect();
        edits.sort_by_key(|edit| edit.span.start);
        let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return true };
        let start = self.begin(first.span.range().start);
        let end = self.end(last.span.range().end.max(first.span.range().start));
        let (mut after, mut done) = (String::new(), start);
        for edit in edits {
            let Some(before) = self.text.get(done..edit.span.range().start) else { return false };
            after.push_str(before);
            after.push_str(&edit.text);
            done = edit.span.range().end;
        }
        let (Some(before), Some(rest)) = (self.text.get(start..end), self.text.get(done..end))
        else {
            return false;
        };
        after.push_str(rest);
        let after = Said::of(&after, &self.declared);
        Said::of(before, &self.declared).is_kept_by(&after, &self.outside)
    }

    /// Where what is read around a change begins.
    fn begin(&self, change: usize) -> usize {
        let mut least = change.saturating_sub(AROUND);
        while !self.text.is_char_boundary(least) {
            least -= 1;
        }
        let before = self.text.get(least..change).unwrap_or_default();
        let lines = memchr::memrchr_iter(b'\n', before.as_bytes());
        lines.skip(LINES).map(|at| least + at + 1).next().unwrap_or(least)
    }

    /// Where it ends.
    fn end(&self, change: usize) -> usize {
        let mut most = (change + AROUND).min(self.text.len());
        while !self.text.is_char_boundary(most) {
            most += 1;
        }
        let after = self.text.get(change..most).unwrap_or_default();
        let lines = memchr::memchr_iter(b'\n', after.as_bytes());
        lines.skip(LINES).map(|at| change + at).next().unwrap_or(most)
    }
}

/// Whether a word is where a declaration has its name.
fn is_declared(words: &[Word<'_>], at: usize) -> bool {
    let text = |at: usize| words.get(at).map_or("", |word| word.text);
    let before = |places: usize| at.checked_sub(places).map_or("", text);
    let attribute = matches!(before(1), "with" | ",") && begins_scalar_type(text(at + 1));
    let value = before(1) == "(" && before(2) == "of";
    text(at + 1) == ":"
        || attribute
        || value
        || DECLARATIONS.contains(&before(1)) && !matches!(before(1), "any" | "limit" | "pause")
}

#[cfg(test)]
mod tests {
    use super::Sense;
    use crate::problems::{FileId, Fix, Span};

    /// Whether a rule says the same once a part of it is written otherwise.
    fn kept(rule: &str, part: &str, with: &str) -> bool {
        let text = format!("customer\n  value: number\nstage A\n  {rule} move to B\n");
        let start = text.find(part).unwrap();
        let span = Span::new(FileId(0), start, start + part.len());
        Sense::of(&text).is_kept(&Fix::safe(span, with))
    }

    #[test]
    fn what_loses_something_is_not_the_same() {
        for (rule, part, with) in [
            ("when rate ≥ .5", ".5", "5"),
            ("when rate in (.25, .75)", ".25", "25"),
            ("when spent > $1,000,00", "1,000,00", "100000"),
            ("when spent > 1.000", "1.000", "€1"),
            ("when spent > 10%", "10%", "€0.1"),
            ("when spent > $20", "$20", "20"),
            ("when a renewal within the next 30 days", "30 days", "30"),
            ("when NPS ≥ 9 =>", "NPS ≥ 9 =>", "9 ≥"),
            ("when city is one of (a)", "is one of", "is 1 of"),
            ("when city is empty", "empty", "missing"),
            ("when no more than 3 visits", "more than", ">"),
            ("when NPS > 9 and", "and", ""),
            ("when NPS > 9 and vip", "and vip", ""),
            ("when NPS > 9 and vip", "and", "or"),
            ("when NPS > 9", ">", "<"),
            ("when NPS > 9", ">", "≥"),
            ("when NPS is not 9", "not ", ""),
            ("when NPS > 1,200", "1,200", "1200"),
            ("when 3 visits within 12m", "12m", "12000000"),
            ("when 3 visits within 3 days", "days", "weeks"),
            ("when 3 visits this calendar month", "this calendar", "within 1"),
            ("when joined < 01/02/2026", "01/02/2026", "2026-01-02"),
            ("when value > 3", "value", "worth"),
            ("when city is \"a b\"", "\"a b\"", "\"a\""),
            ("when NPS in (9–10)", "–", " - 1"),
            ("when NPS > 9 and vip", "vip", "vip and NPS"),
            ("when NPS > 9", "9", "9 9"),
        ] {
            assert!(!kept(rule, part, with), "{rule}: {part} as {with}");
        }
    }

    #[test]
    fn a_condition_inside_a_rule_is_no_rule_of_its_own() {
        let text = "stage A\n  when a give b; if c send d\n  if a give b\n    if c send d\n  if e,\n  if f tag g\n";
        let kept = |at: usize| {
            let (start, _) = text.match_indices("if").nth(at).unwrap();
            let span = Span::new(FileId(0), start, start + 2);
            Sense::of(text).is_kept(&Fix::safe(span, "when"))
        };
        assert_eq!([0, 1, 2, 3, 4].map(kept), [false, true, false, true, false]);
    }

    #[test]
    fn what_only_looks_different_is_the_same() {
        for (rule, part, with) in [
            ("when rate ≥ .5", ".5", "0.5"),
            ("when rate ≥ 12,50", "12,50", "12.5"),
            ("when spent > $1,000.50", "1,000.50", "1000.50"),
            ("when spent > 20 dollars", "20 dollars", "$20"),
            ("when three visits in the last month", "three", "3"),
            ("when 3 visits in the last month", "in the last", "within 1"),
            ("when no more than 3 visits", "no more than", "at most"),
            ("when NPS is not null", "is not null", "is known"),
            ("when AND(a, b, c)", "AND(a, b, c)", "(a and b and c)"),
            ("when 1 < NPS < 9", "1 < NPS < 9", "1 < NPS and NPS < 9"),
            ("when joined < January 2, 2026", "January 2, 2026", "2026-01-02"),
            ("when NPS ＞＝ ９", "＞＝ ９", "≥ 9"),
            ("when spent > 1\u{a0}000", "1\u{a0}000", "1000"),
            ("when city is 'Ber'", "'Ber'", "\"Ber\""),
            ("when 90 days with no visit", "with no", "without"),
            ("when NPS > 9,", ",", ""),
            ("when spent > 500", "500", "$500"),
            ("when spent > 500", "500", "500 JPY"),
        ] {
            assert!(kept(rule, part, with), "{rule}: {part} as {with}");
        }
    }
}
