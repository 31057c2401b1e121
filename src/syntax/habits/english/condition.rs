//! Conditions as people say them.

use super::quantity::How;
use super::sentence::Sentence;
use crate::syntax::parser::{Rule, parse};
use crate::syntax::vocabulary::{self, ACTIONS};
use crate::syntax::words::Kind;

impl<'a> Sentence<'a> {
    /// Conditions joined by `and` or `or`.
    pub(super) fn condition(&mut self) -> Option<String> {
        let mut out = self.one()?;
        loop {
            let joint = self.attempt(|sentence| {
                let start = sentence.at;
                sentence.eat(",");
                let slash = sentence.eat_any(&["and / or", "or / and"]);
                let word = match slash {
                    true => "or",
                    false if sentence.eat_any(&["and also", "and", "but"]) => "and",
                    false if sentence.eat("or") => "or",
                    // Another condition after a comma alone.
                    false if sentence.at > start => "and",
                    false => return None,
                };
                let range = sentence.range_from(start);
                let written = sentence.written(range.clone());
                if !slash && !matches!(written.as_str(), "and" | "or") {
                    let title = format!("Join conditions with `{word}`, not `{written}`");
                    sentence.note(3, range.clone(), title, format!("write `{word}` here"));
                }
                if slash {
                    let title = "`and/or` should be `or`, which already means one or both";
                    sentence.note(1, range, title, "write `or` here");
                }
                // `hasn't ordered or ridden` denies both.
                let denied =
                    out.starts_with("no ") && sentence.names.list(sentence.low(0)).is_none();
                if denied && sentence.names.list_of_verb(sentence.low(0)).is_some() {
                    return None;
                }
                let next = sentence
                    .one()
                    .or_else(|| sentence.attempt(|sentence| sentence.same_again(&out)))?;
                Some(format!(" {word} {next}"))
            });
            match joint {
                Some(more) => out.push_str(&more),
                None => return Some(out),
            }
        }
    }

    /// One condition: as it is where it can be read, else as one of the forms.
    fn one(&mut self) -> Option<String> {
        let list =
            self.attempt(|sentence| sentence.one_of().filter(|fixed| fixed.contains(" in (")));
        if let Some(found) = list.or_else(|| self.plain()) {
            return Some(found);
        }
        self.attempt(|sentence| {
            sentence.fillers();
            let plain = sentence.plain();
            plain.or_else(|| sentence.form())
        })
    }

    /// The first form of a condition that fits.
    fn form(&mut self) -> Option<String> {
        self.attempt(Self::neither)
            .or_else(|| self.attempt(Self::silence))
            .or_else(|| self.attempt(Self::long_ago))
            .or_else(|| self.attempt(Self::dated))
            .or_else(|| self.attempt(Self::events_dated))
            .or_else(|| self.attempt(Self::done_times))
            .or_else(|| self.attempt(Self::events_like))
            .or_else(|| self.attempt(Self::of_amount))
            .or_else(|| self.attempt(Self::counted))
            .or_else(|| self.attempt(Self::counted_behind))
            .or_else(|| self.attempt(Self::spending))
            .or_else(|| self.attempt(Self::average))
            .or_else(|| self.attempt(Self::in_stage))
            .or_else(|| self.attempt(Self::since))
            .or_else(|| self.attempt(Self::none))
            .or_else(|| self.attempt(Self::nth))
            .or_else(|| self.attempt(Self::anniversary))
            .or_else(|| self.attempt(Self::one_of))
            .or_else(|| self.attempt(Self::compared))
            .or_else(|| self.attempt(Self::presence))
            .or_else(|| self.attempt(Self::state))
            .or_else(|| self.attempt(Self::gist))
    }

    /// `neither email_ok nor vip`.
    fn neither(&mut self) -> Option<String> {
        let start = self.at;
        self.eat("neither").then_some(())?;
        let one = self.one()?;
        self.eat_any(&["nor", "or"]).then_some(())?;
        let other = self.one()?;
        let fixed = format!("not ({one} or {other})");
        let range = self.range_from(start);
        let title = format!("`neither` and `nor` should be `{fixed}`");
        self.note(1, range, title, "neither of the two");
        Some(fixed)
    }

    /// A comparison of what was compared just before: `NPS > 8 and < 10`.
    fn same_again(&mut self, before: &str) -> Option<String> {
        let start = self.at;
        let last = before.rsplit(" and ").next()?.rsplit(" or ").next()?;
        let name = last.trim_start_matches("not ").split(' ').next()?;
        self.names.is_value(name).then_some(())?;
        let how = self.how();
        (how != How::Plain).then_some(())?;
        let value = self.money().or_else(|| self.number())?;
        let value = match self.names.type_of(name) {
            "money" if value.bytes().all(|byte| byte.is_ascii_digit()) => self.names.amount(&value),
            _ => value,
        };
        let fixed = format!("{name} {} {value}", how.mark());
        let range = self.range_from(start);
        let title = format!("Say what is compared: `{fixed}`");
        self.note(1, range, title, format!("write `{fixed}` here"));
        Some(fixed)
    }

    /// The longest stretch that is a condition already, with names that the file has.
    fn plain(&mut self) -> Option<String> {
        let most = self.toks[self.at..].iter().take(24).take_while(|tok| {
            !matches!(tok.low.as_str(), "and" | "or" | "," | "then" | ";")
                && !ACTIONS.contains(&tok.low.as_str())
        });
        let most = most.count();
        (2..=most).rev().find_map(|length| {
            let toks = &self.toks[self.at..self.at + length];
            let text = toks.iter().map(|tok| tok.text.as_str()).collect::<Vec<_>>().join(" ");
            let text = text.replace(" . ", ".").replace("( ", "(").replace(" )", ")");
            let known = toks.iter().all(|tok| self.is_known(&tok.text, tok.kind));
            let rule = format!("when {text} tag \"x\"");
            // A number and a name alone are a condition only if the name counts something.
            let counts = toks.windows(2).all(|pair| {
                let number = pair[0].kind == Kind::Number && pair[1].kind == Kind::Word;
                !number
                    || vocabulary::all().any(|word| word == pair[1].text)
                    || self.names.list(&pair[1].text).is_some()
                    || self.names.gift(&pair[1].text).is_some()
            });
            let bare = toks
                .iter()
                .all(|tok| tok.kind == Kind::Word && !vocabulary::is_reserved(&tok.text));
            // `a review`
            let event = length == 2
                && matches!(toks[0].low.as_str(), "a" | "an")
                && self.names.list(&toks[1].text).is_some_and(|list| !list.bare);
            let bare = bare && !event;
            // `3+ purchases`
            let more = toks.windows(3).any(|three| {
                three[0].kind == Kind::Number
                    && three[1].text == "+"
                    && self.names.list(&three[2].text).is_some()
            });
            let length_of_time =
                length == 2 && crate::syntax::habits::numbers::is_unit(&toks[1].text);
            let events = self.names.list(&toks[0].text).is_some_and(|list| !list.bare)
                && matches!(
                    toks[1].text.as_str(),
                    ">" | "<" | ">=" | "<=" | "≥" | "≤" | "=" | "=="
                );
            let good = !events
                && known
                && counts
                && !more
                && !bare
                && !length_of_time
                && self.may_end(length);
            (good && parse(Rule::lone_statements, &rule).is_ok()).then(|| {
                self.at += length;
                text
            })
        })
    }

    /// Whether a condition may end after so many words: what follows begins something new.
    pub(super) fn may_end(&self, length: usize) -> bool {
        let next = self.low(length);
        let verbs = [
            "get", "gets", "receive", "receives", "moves", "becomes", "become", "please", "should",
            "will", "earn", "earns", "is", "we", "they", "award", "awards", "reward", "promote",
            "upgrade", "set", "add", "mark", "email", "mail", "text", "apply", "put", "change",
            "go", "goes", "unless", "make", "bump", "say", "tell", "inform", "ping", "warn",
            "call",
        ];
        matches!(
            next,
            "" | "and" | "or" | "nor" | "→" | "," | "then" | ";" | "." | ":" | "but" | "->" | "=>"
        ) || ACTIONS.contains(&next)
            || verbs.contains(&next)
    }

    fn is_known(&self, text: &str, kind: Kind) -> bool {
        kind != Kind::Word
            || vocabulary::all().any(|word| word == text)
            || crate::syntax::habits::numbers::is_unit(text)
            || matches!(
                text,
                "a" | "an"
                    | "today"
                    | "sum"
                    | "count"
                    | "average"
                    | "min"
                    | "max"
                    | "first"
                    | "last"
                    | "stage"
                    | "tags"
                    | "at"
            )
            || self.names.has(text)
    }
}
