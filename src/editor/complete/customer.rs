//! What fits among the fields of a customer.

use super::scope::{Form, Scope};
use super::{Proposal, words};

/// The words and marks after which something else is said of a field, or of the customer.
const BEGIN: [&str; 12] =
    [":", "from", "by", "default", "split", "with", "at", "key", "where", "=", "show", "when"];

impl Scope<'_> {
    pub(super) fn in_customer(self) -> Vec<Proposal> {
        let before = self.before;
        let option = before.last_of(&BEGIN).unwrap_or_default();
        match (option, before.word(1), before.word(0)) {
            (":", _, ":") => [words::types(true), words::keywords(&["ignoring case"])].concat(),
            ("show", _, "show" | ",") => self.of_type(|_| true),
            ("from", _, "from") => words::keywords(&["table"]),
            ("by", _, "of") => self.lists(Form::Several),
            ("by", _, "is") => self.of_type(|ty| !ty.is_broken()),
            ("default", _, "default") => self.default_value(),
            ("with", _, "with") => Vec::new(),
            ("with", "with" | ",", _) => words::types(false),
            (_, "leave", "out") => words::keywords(&["when"]),
            ("when", _, _) => self.in_condition(),
            ("where" | "=", _, "where" | "and" | "or" | "not") => self.in_condition(),
            ("where" | "=", _, _) if before.goes_on() => self.in_condition(),
            ("where" | "=", _, _) => [self.in_condition(), self.options()].concat(),
            _ => self.options(),
        }
    }

    /// What can be said of a field after its type.
    fn options(self) -> Vec<Proposal> {
        let all_said: Vec<&str> =
            self.before.block_words().take_while(|word| *word != ":").collect();
        // An attribute has options of its own.
        let own = all_said.iter().take_while(|word| !matches!(**word, "with" | ","));
        let said: Vec<&str> = own.copied().collect();
        let is_attribute = said.len() < all_said.len();
        let more = match self.before.word(1) {
            "by" => words::keywords(&["of", "is"]),
            "key" => words::keywords(&["and", "last"]),
            "at" => {
                vec![words::snippet("in", "in ${1:seconds}"), words::snippet("as", "as \"$1\"")]
            }
            "as" => words::keywords(&["or"]),
            _ if is_attribute => {
                let ty = said.get(said.len().saturating_sub(2)).copied().unwrap_or_default();
                self.options_of_a_value(ty)
            }
            _ => Vec::new(),
        };
        let mut all = match all_said.contains(&"events") {
            true => [
                more,
                vec![
                    words::snippet("from", "from \"$1\""),
                    words::snippet("from table", "from table \"$1\" by \"${2:customer_id}\""),
                    words::snippet("by", "by \"${1:customer_id}\""),
                    words::snippet("with", "with ${1:amount} ${2:money}"),
                    words::snippet("at", "at \"$1\""),
                    words::snippet("key", "key \"$1\""),
                ],
                words::keywords(&["where", "required"]),
            ]
            .concat(),
            false if !more.is_empty() => more,
            false => self.options_of_a_value(said.last().copied().unwrap_or_default()),
        };
        // Each is said once.
        all.retain(|it| it.label.split(' ').next().is_none_or(|word| !said.contains(&word)));
        all
    }

    /// The same of a field that is no list, by the first word of its type.
    fn options_of_a_value(self, ty: &str) -> Vec<Proposal> {
        let mut all = match ty {
            "number" | "money" => vec![words::snippet("0 to 10", "${1:0} to ${2:10}")],
            "set" => vec![words::snippet("split", "split \"${1:,}\"")],
            "date" | "day" | "count" => vec![words::snippet("as", "as \"$1\"")],
            _ => Vec::new(),
        };
        all.push(words::snippet("from", "from \"$1\""));
        match ty {
            "money" => all.push(words::snippet("in", "in cents")),
            "date" | "day" => all.push(words::snippet("in", "in ${1:seconds}")),
            "number" => all.push(words::snippet("as", "as \"$1\"")),
            _ => {}
        }
        all.push(words::snippet("default", "default "));
        all.extend(words::keywords(&["required", "ignoring case"]));
        all
    }

    /// What a field can be if a record does not say it.
    fn default_value(self) -> Vec<Proposal> {
        let name = self.before.block_words().skip_while(|word| *word != ":").nth(1);
        let ty = name.and_then(|name| self.type_of(name));
        ty.map_or(Vec::new(), |ty| match ty.is_date() {
            true => vec![words::day()],
            false => self.values_of(ty),
        })
    }
}
