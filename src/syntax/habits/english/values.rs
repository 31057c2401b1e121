//! Fields and what they are compared with.

use super::sentence::Sentence;
use crate::syntax::words::Kind;

impl<'a> Sentence<'a> {
    /// A field or value of the file.
    pub(super) fn value(&mut self) -> Option<String> {
        let _ = self.eat_any(&["an", "a", "the"]);
        let name = self.text(0).to_owned();
        let found = self.names.is_value(&name);
        let other = || {
            let fields = self
                .names
                .fields
                .iter()
                .map(|(field, _)| *field)
                .chain(self.names.lets.iter().copied());
            fields.into_iter().find(|field| field.eq_ignore_ascii_case(&name)).map(str::to_owned)
        };
        let name = if found { Some(name) } else { other() }?;
        self.at += 1;
        if !self.names.has(self.text(0)) {
            let _ = self.eat_any(&["score", "rating", "level", "status", "value"]);
        }
        Some(name)
    }

    /// `tier is either silver or gold`, `country is one of ("AT", "DE")`.
    pub(super) fn one_of(&mut self) -> Option<String> {
        let start = self.at;
        let field = self.value()?;
        let not = [
            "is not",
            "isn't",
            "is neither",
            "are not",
            "is none of",
            "is not one of",
            "is not any of",
        ];
        let longer = ["is not one of", "is not any of", "isn't one of", "is none of"];
        let negative = self.eat_any(&longer) || self.eat_any(&not);
        let is = [
            "is one of",
            "is any of",
            "is either",
            "equals one of",
            "is among",
            "among",
            "one of",
            "is in",
            "in",
            "is",
            "are",
            "=",
        ];
        (negative || self.eat_any(&is)).then_some(())?;
        let _ = self.eat_any(&["one of", "either", "the following", ":"]);
        let open = self.eat("(");
        let mut values: Vec<String> = Vec::new();
        loop {
            let _ = self.eat_any(&["a", "an"]);
            let tok = self.toks.get(self.at)?;
            let value = tok.kind == Kind::Text
                || tok.kind == Kind::Number
                || self.names.values.contains(&tok.text.as_str());
            value.then_some(())?;
            let bare = tok.text.trim_matches('"');
            let unquoted = self.names.type_of(&field) == "one" && self.names.values.contains(&bare);
            values.push(if unquoted { bare.to_owned() } else { tok.text.clone() });
            self.at += 1;
            let joint = [", or", ", and", ",", "or", "nor", "/", "and"];
            let next = match self.low(1) {
                "a" | "an" => self.at + 2,
                _ => self.at + 1,
            };
            let more = self.toks.get(next).is_some_and(|tok| {
                tok.kind == Kind::Text
                    || tok.kind == Kind::Number
                    || self.names.values.contains(&tok.text.as_str())
            }) || self.low(0) == ",";
            if !(more && self.eat_any(&joint)) {
                break;
            }
        }
        if open {
            self.eat(")").then_some(())?;
        }
        let not = if negative { "not " } else { "" };
        let fixed = match values.as_slice() {
            [one] if !open => format!("{field} is {not}{one}"),
            _ => format!("{not}{field} in ({})", values.join(", ")),
        };
        let range = self.range_from(start);
        let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
        self.note(1, range, title, "one of several values");
        Some(fixed)
    }

    /// `NPS of 9 or more`, `an NPS over 8`.
    pub(super) fn compared(&mut self) -> Option<String> {
        let start = self.at;
        let field = self.value()?;
        let is = self.low(0) == "is";
        let how = self.how();
        let value = self.money().or_else(|| self.number()).or_else(|| {
            let text = matches!(self.kind(0), Some(Kind::Text | Kind::Date)) && is;
            text.then(|| {
                self.at += 1;
                self.toks[self.at - 1].text.clone()
            })
        })?;
        let how = self.or_more(how);
        let money =
            self.names.type_of(&field) == "money" || field == "spent" || field.contains("spend");
        let value = match value.bytes().all(|byte| byte.is_ascii_digit()) && money {
            true => self.names.amount(&value),
            false => value,
        };
        let fixed = format!("{field} {} {value}", how.mark());
        let range = self.range_from(start);
        let written = self.written(range.clone());
        if written != fixed {
            self.note(2, range, format!("`{written}` should be `{fixed}`"), "this is a comparison");
        }
        Some(fixed)
    }

    /// `is vip`, `not vip`, `in stage Regular`.
    pub(super) fn state(&mut self) -> Option<String> {
        let start = self.at;
        let negative = self.eat_any(&["is not", "isn't", "are not", "aren't", "not"]);
        let _ = self.eat_any(&["is a", "is an", "is", "are", "on", "in stage", "in"]);
        let negative = negative || self.eat("not");
        let _ = self.eat_any(&["in the stage", "in stage", "a", "an", "in", "the"]);
        let name = self.text(0).to_owned();
        let not = if negative { "not " } else { "" };
        let fixed = if self.names.type_of(&name) == "yes"
            || self.names.lets.contains(&name.as_str())
        {
            format!("{not}{name}")
        } else if self.names.stages.contains(&name.as_str()) {
            format!("stage is {not}{name}")
        } else {
            let owner = self.names.owner(&name)?;
            let up = ["or above", "or higher", "or better", "or up", "and above", "and up", "+"];
            let ahead = self.at;
            self.at += 1;
            match not.is_empty() && self.eat_any(&up) {
                true => {
                    let values = self.names.values_from(owner, &name, true)?;
                    self.at -= 1;
                    match values.as_slice() {
                        [only] => format!("{owner} is {only}"),
                        several => format!("{owner} in ({})", several.join(", ")),
                    }
                }
                false => {
                    self.at = ahead;
                    format!("{owner} is {not}{name}")
                }
            }
        };
        self.at += 1;
        let _ = self.eat_any(&["stage", "tier", "level"]);
        self.fillers();
        let long = self.attempt(|sentence| {
            sentence
                .eat_any(&["for at least", "for more than", "for over", "for", "since", "at least"])
                .then_some(())?;
            sentence.duration()
        });
        // `gold customers haven't bought` goes on.
        self.may_end(0).then_some(())?;
        let fixed = match long {
            Some(duration) if fixed.starts_with("stage is") => {
                format!("{fixed} and {duration} in stage")
            }
            Some(_) => return None,
            None => fixed,
        };
        let range = self.range_from(start);
        let written = self.written(range.clone());
        if written != fixed {
            self.note(2, range, format!("`{written}` should be `{fixed}`"), "this is a condition");
        }
        Some(fixed)
    }
}
