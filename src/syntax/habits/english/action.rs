//! What should happen, as people say it.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a habit shows in a few forms; any other form, new ones included, gets other advice"
)]

use super::sentence::Sentence;
use crate::syntax::habits::lexicon::Gift;
use crate::syntax::habits::numbers;
use crate::syntax::vocabulary;
use crate::syntax::words::Kind;

/// One or more actions.
pub(super) struct Deed {
    pub text: String,
    /// What has to be declared first.
    pub declare: Option<String>,
    /// The gift that is given.
    pub gift: Option<String>,
    pub moves: bool,
}

impl Sentence<'_> {
    /// Actions one after the other.
    pub(super) fn deeds(&mut self) -> Option<Deed> {
        let mut all = self.attempt(Sentence::deed)?;
        loop {
            let start = self.at;
            let more = self.attempt(|sentence| {
                sentence
                    .eat_any(&["; and", ", and", "and then", "and", ";", ",", "then", "&", "+"])
                    .then_some(())?;
                let again =
                    sentence.names.gift(sentence.text(0)).map(|gift| (gift.kind, gift.name));
                match again {
                    Some((kind, name)) => {
                        sentence.at += 1;
                        let text = format!("{} {name}", right_verb("give", kind));
                        Some(Deed {
                            text,
                            declare: None,
                            gift: Some(name.to_owned()),
                            moves: false,
                        })
                    }
                    None => sentence.deed(),
                }
            });
            let Some(more) = more else { return Some(all) };
            if self.toks[start].low != ";" {
                let range = self.toks[start].range.clone();
                let title = format!("Separate actions with `;`, not `{}`", self.toks[start].text);
                self.note(6, range, title, "write `;` here");
            }
            all.text = format!("{}; {}", all.text, more.text);
            all.moves |= more.moves;
            // Two declarations at once would be too much to take in.
            if all.declare.is_some() && more.declare.is_some() {
                return None;
            }
            all.declare = all.declare.or(more.declare);
        }
    }

    fn deed(&mut self) -> Option<Deed> {
        let _ =
            self.eat_any(&["will", "should", "please", "we", "they", "is", "are", "also", "to"]);
        self.attempt(Sentence::moving)
            .or_else(|| self.attempt(Sentence::tagging))
            .or_else(|| self.attempt(Sentence::alerting))
            .or_else(|| self.attempt(Sentence::giving))
    }

    /// `move to Fan`, `moves up to Fan`, `becomes a Fan`.
    fn moving(&mut self) -> Option<Deed> {
        let start = self.at;
        let skip = self.low(0) == "skip";
        let verbs = [
            "move",
            "moves",
            "moved",
            "skip",
            "promote",
            "promoted",
            "demoted",
            "downgraded",
            "upgrade",
            "upgraded",
            "advance",
            "advances",
            "go",
            "goes",
            "becomes",
            "become",
            "transition",
            "put",
            "switch",
            "downgrade",
            "demote",
            "return",
            "returns",
            "change",
            "set",
            "add",
            "make",
            "bump",
            "bumped",
        ];
        self.eat_any(&verbs).then_some(())?;
        let _ = self.eat_any(&[
            "them",
            "the customer",
            "customer",
            "customers",
            "up",
            "down",
            "back",
            "on",
            "over",
            "stage",
            "their stage",
            "the stage",
            "him",
            "her",
            "it",
            "automatically",
        ]);
        let _ = self.eat_any(&[
            "to the stage",
            "to stage",
            "into the stage",
            "to the",
            "to a",
            "to",
            "into",
            "in",
            "=",
            "as",
            "a",
            "an",
        ]);
        let stages = &self.names.stages;
        let known = stages.iter().find(|stage| stage.eq_ignore_ascii_case(self.text(0)));
        let word = self.text(0).to_owned();
        let capital = word.starts_with(char::is_uppercase) && self.kind(0) == Some(Kind::Word);
        let (stage, declare) = match known {
            Some(stage) => ((*stage).to_owned(), None),
            None if capital && !vocabulary::is_reserved(&word) && !self.names.has(&word) => {
                (word.clone(), Some(format!("stage {word}")))
            }
            None => return None,
        };
        self.at += 1;
        let _ = self.eat_any(&["stage", "status", "level", "tier"]);
        let text = format!("{} to {stage}", if skip { "skip" } else { "move" });
        self.changed(start, &text);
        // A plain rule with an unknown stage is told of where stages are looked up.
        if declare.is_some() && self.written(self.range_from(start)) == text {
            return None;
        }
        Some(Deed { text, declare, gift: None, moves: true })
    }

    fn tagging(&mut self) -> Option<Deed> {
        let start = self.at;
        let untag = self.eat_any(&["untag", "remove the tag", "remove tag"]);
        let words = [
            "tag",
            "add the tag",
            "add a tag",
            "add tag",
            "apply tag",
            "apply the tag",
            "set tag",
            "set the tag",
            "label",
            "mark",
            "flag",
        ];
        (untag || self.eat_any(&words)).then_some(())?;
        let _ =
            self.eat_any(&["them as", "them with", "customer as", "them", "as", "with", "to", "="]);
        let tag = match self.kind(0) {
            Some(Kind::Text) => self.text(0).to_owned(),
            Some(Kind::Word) if !vocabulary::is_reserved(self.text(0)) => {
                format!("\"{}\"", self.text(0))
            }
            _ => return None,
        };
        self.at += 1;
        let text = format!("{} {tag}", if untag { "untag" } else { "tag" });
        self.changed(start, &text);
        Some(Deed { text, declare: None, gift: None, moves: false })
    }

    /// `give mug`, `gets a mug`, `give 10% off`, `send email "We miss you"`.
    fn giving(&mut self) -> Option<Deed> {
        let start = self.at;
        let verbs = [
            "give", "send", "offer", "grant", "invite", "notify", "gives", "sends", "gets",
            "receive", "receives", "award", "gift", "email", "mail", "offers", "sent", "given",
            "earn", "earns", "get", "apply", "issue", "provide", "text", "grants", "awards",
            "deliver", "trigger", "say", "reward", "rewards", "thank", "hand", "drop", "push",
            "fire",
        ];
        self.eat_any(&verbs).then_some(())?;
        let verb = match self.toks[start].low.as_str() {
            verb @ ("send" | "offer" | "grant") => verb.to_owned(),
            "sends" | "email" | "mail" | "sent" | "say" => "send".to_owned(),
            "notify" => "notify".to_owned(),
            "invite" => "invite to".to_owned(),
            _ => "give".to_owned(),
        };
        let _ =
            self.eat_any(&["them", "customer", "customers", "him", "her", "the customer", "out"]);
        let _ = self.eat("with");
        let _ = self.eat_any(&["a", "an", "the", "to the", "to", "one", "our"]);
        if numbers::from_word(self.low(0)).is_some() && self.names.gift(self.text(1)).is_some() {
            let range = self.range_from_here(1);
            self.note(1, range, "A rule gives a gift once", "remove the number");
            self.at += 1;
        }
        if self.kind(0) == Some(Kind::Number) && self.names.gift(self.text(1)).is_some() {
            let range = self.range_from_here(1);
            self.note(1, range, "A rule gives a gift once", "remove the number");
            self.at += 1;
        }
        let alone = self.at + 1 == self.toks.len() || self.may_end(1);
        if alone
            && !self.names.has(self.text(0))
            && let Some(deed) = self.any_gift(&verb, self.at, self.at + 1)
        {
            return Some(deed);
        }
        let _ = self.eat_any(&["email", "mail", "message", "alert", "program"])
            && self.names.has(&self.toks[self.at - 1].text)
            && {
                self.at -= 1;
                true
            };
        let them = self.at == self.toks.len() || self.may_end(0);
        if them && matches!(self.toks[start].low.as_str(), "email" | "mail" | "text" | "message") {
            return self.any_gift("send", start, self.at);
        }
        let (from, named) = self.gift(start)?;
        match named {
            Some((kind, name)) => {
                let verb = right_verb(&verb, &kind);
                let text = format!("{verb} {name}");
                self.changed(start, &text);
                self.worth_behind(&name);
                self.often_behind(&name);
                self.number_behind();
                Some(Deed { text, declare: None, gift: Some(name), moves: false })
            }
            None => self.new_gift(&verb, from),
        }
    }

    /// A gift of the file: its kind and name, and where its words begin.
    fn gift(&mut self, start: usize) -> Option<(usize, Option<(String, String)>)> {
        let from = self.at;
        let names = self.names;
        let found = match self.kind(0)? {
            Kind::Word => names.gift(self.text(0)),
            Kind::Text => names.gift_described(self.text(0)),
            _ => None,
        };
        if let Some(gift) = found {
            self.at += 1;
            let _ = self.eat_any(&["email", "message", "mail", "reward"]);
            // The text of a message that is named already.
            if self.kind(0) == Some(Kind::Text) {
                self.at += 1;
            }
            return Some((start, Some((gift.kind.to_owned(), gift.name.to_owned()))));
        }
        Some((from, None))
    }

    /// A gift that the file does not have: its declaration, and how it is given.
    fn new_gift(&mut self, verb: &str, from: usize) -> Option<Deed> {
        let stops = |low: &str| {
            matches!(
                low,
                "." | ";"
                    | ","
                    | "and"
                    | "then"
                    | "when"
                    | "if"
                    | "after"
                    | "once"
                    | "for"
                    | "to"
                    | "every"
                    | "whenever"
            )
        };
        let end = (from..self.toks.len())
            .find(|at| stops(&self.toks[*at].low))
            .unwrap_or(self.toks.len());
        if end == from || end > from + 5 {
            return None;
        }
        if let Some(deed) = self.any_gift(verb, from, end) {
            return Some(deed);
        }
        let named = self.toks[from..end].iter().filter(|tok| tok.kind != Kind::Mark);
        let words: Vec<&str> = named.map(|tok| tok.text.trim_matches('"')).collect();
        let marked = words.len() < end - from;
        let written = match marked {
            true => self.written(self.toks[from].range.start..self.toks[end - 1].range.end),
            false => words.join(" "),
        };
        let (first, last) = (self.toks[from].range.start, self.toks[end - 1].range.end);
        if let Some(gift) = self.names.gift_that_says(&written) {
            self.at = end;
            let text = format!("{} {}", right_verb(verb, gift.kind), gift.name);
            let title = format!("A rule gives a gift by its name: `{}`", gift.name);
            self.note(1, first..last, title, "this is not the name of a gift");
            let gift = Some(gift.name.to_owned());
            return Some(Deed { text, declare: None, gift, moves: false });
        }
        let share = self.toks[from..end].iter().any(|tok| tok.kind == Kind::Number);
        // One plain word is rather a gift that was forgotten or misspelled.
        if end == from + 1 && self.toks[from].kind == Kind::Word {
            return None;
        }
        let points = self.toks[from..end].iter().any(|tok| tok.low.starts_with("point"));
        let mut name = match share {
            true if points => "points_bonus".to_owned(),
            true => "discount".to_owned(),
            false => snake(&words),
        };
        let fits = name.starts_with(|first: char| first.is_alphabetic());
        fits.then_some(())?;
        self.at = end;
        if let Some(gift) = self.names.gift(&name) {
            let text = format!("{} {}", right_verb(verb, gift.kind), gift.name);
            let range = self.range_from(from);
            self.note(
                1,
                range,
                format!("A rule gives a gift by its name: `{}`", gift.name),
                "this is not the name of a gift",
            );
            return Some(Deed {
                text,
                declare: None,
                gift: Some(gift.name.to_owned()),
                moves: false,
            });
        }
        while self.names.has(&name) || vocabulary::is_reserved(&name) {
            name = format!("my_{name}");
        }
        let kind = match verb {
            "send" => "message",
            "notify" => "alert",
            "invite to" => "program",
            _ => "reward",
        };
        let range = self.range_from(from);
        let title = match share && !points {
            true => "A discount is a reward: declare it, then give it by name".to_owned(),
            false => format!("Declare the {kind} first, then use its name"),
        };
        self.note(0, range, title, "this is not the name of a gift");
        let declare = format!("{kind} {name} \"{written}\"");
        Some(Deed {
            text: format!("{verb} {name}"),
            declare: Some(declare),
            gift: None,
            moves: false,
        })
    }

    /// `send an email`, `give a reward`: one of those that the file has.
    fn any_gift(&mut self, verb: &str, from: usize, end: usize) -> Option<Deed> {
        let noun = if end - from > 1 && self.low_at(end - 1).starts_with("them") {
            self.low_at(from)
        } else {
            self.low_at(end - 1)
        };
        let kind = match noun {
            "email" | "mail" | "message" | "sms" | "notification" | "newsletter" | "push"
            | "text" => "message",
            "reward" | "gift" | "present" | "coupon" | "perk" | "treat" => "reward",
            _ => return None,
        };
        let adjectives =
            ["push", "text", "sms", "new", "follow-up", "in-app", "app", "small", "free"];
        let plain = noun == self.low_at(from)
            || (from..end - 1).all(|at| adjectives.contains(&self.low_at(at)));
        let names: Vec<&str> = self
            .names
            .gifts
            .iter()
            .filter(|gift| gift.kind == kind)
            .map(|gift| gift.name)
            .collect();
        let first = names.first().filter(|_| plain)?;
        self.at = end;
        let text = format!("{} {first}", right_verb(verb, kind));
        let range = self.range_from(from);
        let listed: Vec<String> = names.iter().take(4).map(|name| format!("`{name}`")).collect();
        let title = format!("Say which {kind}: {}", listed.join(", "));
        let label = format!("this is not the name of a {kind}");
        self.note(0, range, title, label);
        Some(Deed { text, declare: None, gift: Some((*first).to_owned()), moves: false })
    }

    /// What a gift is worth, said behind it.
    fn worth_behind(&mut self, name: &str) {
        let start = self.at;
        let worth = self.attempt(|sentence| {
            sentence.eat_any(&["worth", "valued at", "costing", "of", "for"]).then_some(())?;
            sentence.money()
        });
        let Some(worth) = worth else { return };
        let range = self.range_from(start);
        let title = format!("Say what `{name}` is worth where it is declared");
        self.note(0, range, title, format!("write `worth {worth}` there"));
    }

    /// How many, said behind a gift.
    fn number_behind(&mut self) {
        let start = self.at;
        let twice = self.eat_any(&["twice", "thrice", "x2", "x 2", "x3", "x 3"]);
        let times = twice
            || self
                .attempt(|sentence| {
                    sentence.number()?;
                    sentence.eat_any(&["times", "x"]).then_some(())
                })
                .is_some();
        if times {
            let range = self.range_from(start);
            self.note(1, range, "A rule gives a gift once", "remove this");
        }
    }

    /// How often, said behind a gift.
    fn often_behind(&mut self, name: &str) {
        let start = self.at;
        let Some(often) = self.attempt(Sentence::how_often) else { return };
        let Some(gift) = self.names.gifts.iter().find(|gift| gift.name == name) else { return };
        let range = self.range_from(start);
        let declared = declared(gift, &often);
        let title = format!("Say how often where `{name}` is declared");
        self.note(0, range, title, format!("declare it as `{declared}`"));
    }

    /// `every month`, `once a year`, `twice per quarter`: as a gift's option says it.
    pub(super) fn how_often(&mut self) -> Option<String> {
        let _ = self.eat_any(&[
            "only",
            "max",
            "maximum",
            "at most",
            "but only",
            "no more than",
            "up to",
            "maximum of",
        ]);
        let usual = [
            ("daily", "day"),
            ("weekly", "week"),
            ("monthly", "month"),
            ("quarterly", "quarter"),
            ("yearly", "year"),
            ("annually", "year"),
        ];
        if let Some((_, unit)) = usual.iter().find(|(word, _)| self.eat(word)) {
            return Some(format!("once per calendar {unit}"));
        }
        if self.eat_any(&["every time", "each time", "always"]) {
            return Some("every time".to_owned());
        }
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        if days.contains(&self.low(1)) && self.eat_any(&["every", "each", "on"]) {
            self.at += 1;
            return Some("once per calendar week".to_owned());
        }
        if self.eat_any(&["every", "each"]) {
            let duration = self.duration()?;
            return Some(match duration.strip_prefix("1 ") {
                Some(unit) => format!("once per calendar {unit}"),
                None => format!("once per {duration}"),
            });
        }
        let times = if self.eat("once") {
            "once".to_owned()
        } else if self.eat("twice") {
            "2 times".to_owned()
        } else {
            let number = self.number()?;
            self.eat_any(&["times", "time"]).then_some(())?;
            if number == "1" { "once".to_owned() } else { format!("{number} times") }
        };
        if self.eat_any(&["per customer", "per person", "per member", "for each customer"]) {
            return (times == "once").then_some(times);
        }
        if !self.eat_any(&["per", "a", "an", "every", "each", "in", "within"]) {
            return (times == "once").then_some(times);
        }
        if self.eat("calendar") {
            return self.unit().map(|unit| format!("{times} per calendar {unit}"));
        }
        let duration = self.duration()?;
        let duration = duration.strip_prefix("1 ").unwrap_or(&duration);
        Some(format!("{times} per {duration}"))
    }

    /// Notes what an action should be, where it was written otherwise.
    pub(super) fn changed(&mut self, start: usize, text: &str) {
        let range = self.range_from(start);
        let written = self.written(range.clone());
        if written != text {
            self.note(
                5,
                range,
                format!("`{written}` should be `{text}`"),
                format!("write `{text}` here"),
            );
        }
    }
}

/// How a gift is given.
pub(in crate::syntax::habits) fn giving(kind: &str, name: &str) -> String {
    let verb = if kind == "message" { "send".to_owned() } else { right_verb("give", kind) };
    format!("{verb} {name}")
}

/// The verb that goes with a kind of gift.
pub(super) fn right_verb(verb: &str, kind: &str) -> String {
    match kind {
        "program" => "invite to".to_owned(),
        "alert" => "notify".to_owned(),
        _ if matches!(verb, "notify" | "invite to") => "give".to_owned(),
        _ => verb.to_owned(),
    }
}

/// The declaration of a gift with another word of how often.
pub(in crate::syntax::habits) fn declared(gift: &Gift<'_>, often: &str) -> String {
    let mut out = format!("{} {}", gift.kind, gift.name);
    let mut options: Vec<String> = Vec::new();
    let mut rest = gift.rest.iter().peekable();
    if let Some(description) = rest.next_if(|word| word.kind == Kind::Text) {
        out.push_str(&format!(" {}", description.text));
    }
    let mut option = String::new();
    let mut end = 0;
    for word in rest {
        if word.text == "," {
            options.push(std::mem::take(&mut option));
            continue;
        }
        let touches = end == word.start;
        end = word.end();
        if !option.is_empty() && !touches {
            option.push(' ');
        }
        option.push_str(word.text);
    }
    options.push(option);
    let is_often = |option: &str| {
        option.starts_with("once") || option.starts_with("every time") || option.contains(" times")
    };
    options.retain(|option| !option.is_empty() && !is_often(option));
    options.push(often.to_owned());
    format!("{out} {}", options.join(", "))
}

/// A few words as one name.
fn snake(words: &[&str]) -> String {
    let joined = words.join("_").to_lowercase();
    let name: String =
        joined.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '_' }).collect();
    name.trim_matches('_').to_owned()
}
