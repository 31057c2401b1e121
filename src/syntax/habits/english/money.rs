//! What was spent, and what events are worth.

use super::counting::counted;
use super::quantity::How;
use super::sentence::Sentence;
use crate::syntax::habits::lexicon::{amount, singular};
use crate::values::with_article;

impl<'a> Sentence<'a> {
    /// `spent more than €500 this year`, `at least €500 spent`.
    pub(super) fn spending(&mut self) -> Option<String> {
        if self.eat_any(&[
            "a minimum spend of",
            "minimum spend of",
            "a minimum spend",
            "minimum spend",
        ]) {
            let amount = self.money()?;
            let window = self.window();
            let value = match &window {
                Some(window) => self.names.spent_within(window)?,
                None => self.names.spent()?,
            };
            let range = self.range_from_here(1);
            let fixed = format!("{value} ≥ {amount}");
            self.note(
                2,
                range,
                format!("Write a minimum spend as `{fixed}`"),
                "this is a comparison of amounts",
            );
            return Some(fixed);
        }
        let words = [
            "total revenue",
            "revenue",
            "turnover",
            "total spending",
            "total spend",
            "total spent",
            "lifetime value",
            "spending",
            "spends",
            "spend",
            "spent",
            "paid",
            "pays",
        ];
        let start = self.at;
        let before = self.eat_any(&words);
        let _ = self.eat_any(&["a total of", "money"]);
        let mut window = if before { self.window() } else { None };
        let how = self.how();
        let amount = self.money()?;
        let how = self.or_more(how);
        let _ = self.eat_any(&["or more", "in total"]);
        if !before {
            let _ = self.eat_any(&["was", "were", "is", "has been", "in"]);
            self.eat_any(&words).then_some(())?;
        }
        window = window.or_else(|| self.window());
        let value = match &window {
            Some(window) => self.names.spent_within(window)?,
            None => self.names.spent()?,
        };
        let range = self.range_from(start);
        let fixed = format!("{value} {} {amount}", how.mark());
        let title = match how {
            How::AtLeast if !before => {
                "`at least` counts events; compare an amount with `≥`".to_owned()
            }
            How::Plain
            | How::AtLeast
            | How::MoreThan
            | How::FewerThan
            | How::AtMost
            | How::Exactly => {
                format!("`{}` should be `{fixed}`", self.written(range.clone()))
            }
        };
        self.note(2, range, title, "this is a comparison of amounts");
        Some(fixed)
    }

    /// `a purchase over €50`, `3 purchases of €50 or more`, `purchase amount > €50`.
    pub(super) fn of_amount(&mut self) -> Option<String> {
        let start = self.at;
        let _ = self.eat_any(&["a single", "a", "an", "any", "one", "each", "every"]);
        let how = self.how();
        let number = self.attempt(Sentence::number);
        let list = self.list()?;
        let attribute = match list.attributes.iter().find(|(name, _)| *name == self.low(0)) {
            Some((name, _)) => {
                self.at += 1;
                *name
            }
            None => {
                let _ = self.eat_any(&["value", "total", "amount", "worth"]);
                amount(list)?
            }
        };
        let compared = self.how();
        let value = self.money()?;
        let compared = self.or_more(compared);
        let _ = self.eat_any(&["each", "apiece"]);
        // Of all of them together it is a sum, which is another condition.
        let together = ["in total", "so far", "ever", "overall", "altogether", "to date"];
        if self.attempt(|sentence| sentence.eat_any(&together).then_some(())).is_some() {
            return None;
        }
        let window = self.window().map_or(String::new(), |window| format!(" {window}"));
        let counted = match number {
            Some(number) => counted(how, &number, list, None),
            None => with_article(&singular(list.name)),
        };
        let fixed = format!("{counted} where {attribute} {} {value}{window}", compared.mark());
        let range = self.range_from(start);
        let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
        self.note(2, range, title, "describe the event after `where`");
        Some(fixed)
    }

    /// `average order value > €50`.
    pub(super) fn average(&mut self) -> Option<String> {
        let start = self.at;
        let words = [
            "average", "avg", "aov", "mean", "biggest", "largest", "highest", "maximum", "max",
            "smallest", "lowest", "minimum", "min", "first",
        ];
        self.eat_any(&words).then_some(())?;
        let function = match self.toks[start].low.as_str() {
            "biggest" | "largest" | "highest" | "maximum" | "max" => "max",
            "smallest" | "lowest" | "minimum" | "min" => "min",
            "first" => "first",
            _ => "average",
        };
        let _ = self.eat("single");
        let aov = self.toks[start].low == "aov";
        let list = if aov {
            self.names.purchases()?
        } else {
            self.list().or_else(|| {
                self.eat_any(&["order", "purchase", "basket", "cart"])
                    .then(|| self.names.purchases())
                    .flatten()
            })?
        };
        let of = amount(list)?;
        let _ = self.eat_any(&["value", "amount", "size", "total"]) || self.eat(of);
        let how = self.how();
        let value = self.money()?;
        let how = self.or_more(how);
        let fixed = format!("{function}({}.{of}) {} {value}", list.name, how.mark());
        let range = self.range_from(start);
        let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
        self.note(2, range, title, "this is a comparison");
        Some(fixed)
    }
}
