//! Whole sentences of ordinary English where a rule should be. What is understood is written again
//! as a rule with the names of the file; that counts only where the rule can then be read.

mod action;
mod alerting;
mod condition;
mod counting;
mod dates;
mod gist;
mod lapse;
mod money;
mod presence;
mod prose;
mod quantity;
mod sentence;
mod values;

use super::lexicon::Lexicon;
use super::shapes::every_few;
use super::{Finding, Spot, numbers};
use crate::problems::register;
use crate::syntax::literal::wrong_day;
use crate::syntax::parser::{Rule, parse};
use crate::syntax::vocabulary::{self, ACTIONS, STATEMENTS};
use crate::syntax::words::{Kind, Word};
use action::Deed;
pub(super) use action::giving;
pub(super) use prose::deed;
use sentence::Sentence;

/// A rule as it should be written.
struct Written {
    rule: String,
    /// What has to be declared first.
    declare: Option<String>,
    /// Whether a gift is given.
    gives: bool,
    /// What was written otherwise, each with its place.
    notes: Vec<sentence::Note>,
}

/// What the sentence at a stop should be.
pub(super) fn find(spot: &Spot<'_>) -> Option<Finding> {
    let stretches = stretches(spot);
    let rule = stretches.iter().find_map(|(from, to)| rule(spot, *from, *to));
    rule.or_else(|| stretches.iter().find_map(|(from, to)| how_often_first(spot, *from, *to)))
        .or_else(|| stretches.iter().find_map(|(from, to)| for_everyone(spot, *from, *to)))
        .or_else(|| stretches.iter().find_map(|(from, to)| prose::find(spot, *from, *to)))
}

/// Where the sentence may begin and end, both included: the longest first.
fn stretches(spot: &Spot<'_>) -> Vec<(usize, usize)> {
    let words = spot.words;
    let last = words.len().checked_sub(1);
    let Some(last) = last else { return Vec::new() };
    let stop = spot.at.min(last);
    let line = (0..=stop).rev().find(|at| words[*at].first).unwrap_or(0);
    let line_end = (stop + 1..=last).find(|at| words[*at].first).map_or(last, |next| next - 1);
    let statement = (0..=line)
        .rev()
        .find(|at| words[*at].first && (STATEMENTS.contains(&words[*at].text) || *at == 0));
    let heads = ["stage", "any", "flywheel", "reward", "message", "program", "alert", "let"];
    let mut stretches = Vec::new();
    if let Some(start) = statement.filter(|at| !heads.contains(&words[*at].text)) {
        stretches.push((start, last));
        stretches.push((start, line_end));
    }
    if !heads.contains(&words[line].text) {
        stretches.push((line, last));
        stretches.push((line, line_end));
    }
    stretches.dedup();
    stretches
}

/// A sentence that says a rule.
fn rule(spot: &Spot<'_>, from: usize, to: usize) -> Option<Finding> {
    let words = &spot.words[from..=to];
    // `every 10 visits` says more than that there are 10.
    if (from..=to).any(|at| every_few(spot, at).is_some()) {
        return None;
    }
    let written = read(words, spot.names)?;
    let shorter = written.rule.split(' ').eq(words.iter().map(|word| word.text));
    if shorter || parse(Rule::lone_statements, &written.rule).is_err() || written.notes.is_empty() {
        return None;
    }
    let range = spot.range(from, to);
    if let Some(finding) = no_such_day(spot, from, to) {
        return Some(finding.with_at(range, "").guess());
    }
    let mut notes = written.notes;
    notes.sort_by_key(|note| (says_nothing(&note.title), note.weight));
    let main = &notes[0];
    let finding = Finding::new(main.range.clone(), main.title.clone(), main.label.clone());
    let mut help = match &written.declare {
        None => format!("write `{}`", written.rule),
        Some(declare) => format!("declare it with `{declare}`, then write `{}`", written.rule),
    };
    // How often it happens is not part of the rule.
    if matches!(words[0].text.to_lowercase().as_str(), "every" | "each")
        && words.len() > 1
        && written.gives
    {
        help.push_str("; how often it is given is said where the gift is declared");
    }
    // What begins like a sentence may be one that was pasted for people.
    let first = &words[0];
    if first.text.starts_with(char::is_uppercase)
        && !vocabulary::is_reserved(&first.text.to_lowercase())
    {
        help.push_str("; if it is a note for people, put a `#` before it");
    }
    let finding = finding.help(help);
    Some(match written.declare {
        None => finding.with_at(range, written.rule).likely(),
        Some(_) => finding.with_at(range, "").guess(),
    })
}

/// Whether a title says that something should be what it is.
fn says_nothing(title: &str) -> bool {
    let mut parts = title.split('`').skip(1);
    let (written, between, right) = (parts.next(), parts.next(), parts.next());
    between == Some(" should be ") && written == right
}

/// A day in a sentence that is not in the calendar, which comes before how the sentence is said.
fn no_such_day(spot: &Spot<'_>, from: usize, to: usize) -> Option<Finding> {
    let mut days = (from..=to).filter(|at| spot.kind(*at) == Some(Kind::Date));
    let (day, label) = days.find_map(|at| Some((at, wrong_day(spot.text_at(at))?)))?;
    let written = spot.text_at(day);
    let title = format!("There is no day {}", written.get(..10).unwrap_or(written));
    let finding = Finding::new(spot.range(day, day), title, label);
    Some(finding.code(register::BAD_LITERAL).help("write a day that exists, as year-month-day"))
}

/// The rule that a sentence says.
fn read(words: &[Word<'_>], names: &Lexicon<'_>) -> Option<Written> {
    let mut sentence = Sentence::new(words, names);
    let name = sentence.rule_name();
    let (condition, deed) = match sentence.deed_first().or_else(|| sentence.around()) {
        Some(both) => both,
        None => sentence.condition_first()?,
    };
    sentence.ends().then_some(())?;
    if sentence.rule_word == Some("after") && condition.starts_with("stage is") {
        sentence.rule_word = Some("when");
    }
    let word = if condition.starts_with(|first: char| first.is_ascii_digit()) && deed.moves {
        "after"
    } else {
        "when"
    };
    let word = sentence.rule_word.unwrap_or(word);
    let Deed { text, declare, gift, .. } = deed;
    let rule = format!("{name}{word} {condition} {text}");
    Some(Written { rule, declare, gives: gift.is_some(), notes: sentence.notes })
}

impl Sentence<'_> {
    /// `rule "name"`, which stays.
    fn rule_name(&mut self) -> String {
        match self.low(0) == "rule" && self.kind(1) == Some(Kind::Text) {
            true => {
                let name = format!("rule {} ", self.text(1));
                self.at += 2;
                name
            }
            false => String::new(),
        }
    }

    /// `send thanks when NPS ≥ 9`.
    fn deed_first(&mut self) -> Option<(String, Deed)> {
        self.attempt(|sentence| {
            let start = sentence.at;
            // `they get a mug when ...`
            if matches!(
                sentence.low(1),
                "get" | "gets" | "receive" | "receives" | "become" | "becomes"
            ) {
                sentence.fillers();
            }
            let moves = [
                "downgrade",
                "demote",
                "upgrade",
                "promote",
                "switch",
                "transfer",
                "make",
                "bump",
                "put",
                "get",
                "gets",
                "receive",
                "receives",
                "become",
                "becomes",
                "say",
                "tell",
                "call",
                "ping",
                "inform",
                "warn",
            ];
            let acts = ACTIONS.contains(&sentence.low(0)) || moves.contains(&sentence.low(0));
            acts.then_some(())?;
            let deed = sentence.deeds()?;
            let range = sentence.range_from(start);
            sentence.eat(",");
            // `send winback 90 days after the last purchase` has no word for when.
            let bare = matches!(sentence.kind(0), Some(Kind::Number))
                || numbers::from_word(sentence.low(0)).is_some();
            let word = sentence.begin().or_else(|| bare.then_some("when"))?;
            let condition = sentence.condition().or_else(|| sentence.bare_time())?;
            sentence.rule_word = Some(word);
            let title = "The condition comes first, then what should happen";
            sentence.note(0, range, title, "put this after the condition");
            Some((condition, deed))
        })
    }

    /// `move everyone with 3 referrals to Fan`.
    fn around(&mut self) -> Option<(String, Deed)> {
        self.attempt(|sentence| {
            let start = sentence.at;
            sentence
                .eat_any(&["move", "promote", "upgrade", "put", "downgrade", "demote"])
                .then_some(())?;
            let who = [
                "everyone",
                "everybody",
                "customers",
                "anyone",
                "anybody",
                "people",
                "members",
                "all customers",
                "users",
            ];
            sentence.eat_any(&who).then_some(())?;
            let range = sentence.range_from(start);
            sentence.eat_any(&["with", "who", "that", "having", "who have"]).then_some(())?;
            let condition = sentence.condition()?;
            sentence.eat_any(&["to the", "into the", "in the", "to", "into", "in"]).then_some(())?;
            let deed = sentence.named_alone()?;
            sentence.rule_word = Some("when");
            let title = "The condition comes first, then what should happen";
            sentence.note(0, range, title, "put this after the condition");
            Some((condition, deed))
        })
    }

    /// `when NPS ≥ 9, send thanks`.
    fn condition_first(&mut self) -> Option<(String, Deed)> {
        let start = self.at;
        if self.eat("unless") {
            let range = self.range_from(start);
            let condition = self.condition()?;
            self.note(1, range, "`unless` should be `when not`", "write `when not (...)` here");
            self.rule_word = Some("when");
            let _ = self.eat_any(&[",", "then"]);
            let deed = self.deeds()?;
            return Some((format!("not ({condition})"), deed));
        }
        if self.low(0) == "on" && self.kind(1) == Some(Kind::Date) {
            let day = format!("today is {}", self.text(1));
            self.at += 2;
            let range = self.range_from(start);
            self.note(1, range, format!("`on` a day should be `{day}`"), "this is a condition");
            self.rule_word = Some("when");
            let _ = self.eat_any(&[",", "then"]);
            return Some((day, self.deeds()?));
        }
        let begun = self.begin();
        if begun == Some("when") && !matches!(self.toks[start].low.as_str(), "when" | "after") {
            let range = self.range_from(start);
            let written = self.written(range.clone());
            self.note(4, range, format!("`{written}` should be `when`"), "write `when` here");
        }
        self.rule_word = begun;
        // A list mark is another mistake.
        if begun.is_none() && self.kind(0) == Some(Kind::Mark) {
            return None;
        }
        let condition = self.condition()?;
        if begun.is_none() {
            let range = self.toks[start].range.clone();
            self.note(7, range, "A rule begins with `when`", "write `when` before this");
        }
        let joint = self.at;
        while self.eat_any(&[
            ",", "then", ":", "so", "please", "we", "and", "should", "will", "->", "=>", "→", "=",
            "do",
        ]) {}
        if self.at > joint && !(self.at == joint + 1 && self.toks[joint].low == "then") {
            let range = self.range_from(joint);
            let written = self.written(range.clone());
            let title = format!("`{written}` is not needed after a condition");
            self.note(6, range, title, "remove this");
        }
        let arrow =
            self.at > joint && matches!(self.low_at(self.at - 1), ":" | "->" | "=>" | "→" | "=");
        let deed = match self.attempt(Self::deeds) {
            Some(deed) => deed,
            None if arrow => self.named_alone()?,
            None => return None,
        };
        let start = self.at;
        if self.eat_any(&[", unless", "unless", ", except if", "except if", "except when"]) {
            let range = self.range_from(start);
            let other = self.condition()?;
            self.note(1, range, "`unless` should be `and not`", "put this before the action");
            let first = match condition.contains(" or ") {
                true => format!("({condition})"),
                false => condition,
            };
            return Some((format!("{first} and not ({other})"), deed));
        }
        let later = self.attempt(|sentence| {
            let _ = sentence.eat(",");
            sentence.eat_any(&["after", "in"]).then_some(())?;
            sentence.duration()
        });
        if let Some(duration) = later {
            let range = self.range_from(start);
            let title = "A rule does not wait: put the time into the condition";
            self.note(0, range, title, "ask how long ago something was");
            return Some((format!("{condition} and {duration} in stage"), deed));
        }
        self.eat(".");
        Some((condition, deed))
    }

    /// `move to Fan after 14 days`: in the stage that the rule is for.
    fn bare_time(&mut self) -> Option<String> {
        let duration = self.duration()?;
        Some(format!("{duration} in stage"))
    }

    /// The words that begin a condition, and which one of the language they are.
    fn begin(&mut self) -> Option<&'static str> {
        if self.eat("after") {
            return Some("after");
        }
        // `on their 10th visit`
        let nth = ["st", "nd", "rd", "th"].iter().any(|end| self.low(2).ends_with(end));
        let digit = self.low(2).starts_with(|first: char| first.is_ascii_digit());
        if self.low(0) == "on" && matches!(self.low(1), "their" | "the") && nth && digit {
            self.at += 2;
            return Some("when");
        }
        let words = [
            "as soon as",
            "whenever",
            "when",
            "if",
            "once",
            "every time",
            "each time",
            "in case",
            "to everyone who",
            "to anyone who",
            "to customers who",
            "to those who",
            "for customers who",
            "for everyone who",
            "for anyone who",
            "for those who",
            "to customers with",
            "for customers with",
            "to everyone with",
            "to anyone with",
            "for everyone with",
            "for anyone with",
            "for all",
            "to all",
            "for every",
            "for each",
            "but only if",
            "but only when",
            "only if",
            "only when",
            "only for",
            "for",
            "to",
            "upon",
            "all",
            "every",
            "each",
        ];
        self.eat_any(&words).then_some("when")
    }
}

/// `everyone gets a mug`, `give mug`: no condition at all.
fn for_everyone(spot: &Spot<'_>, from: usize, to: usize) -> Option<Finding> {
    let mut sentence = Sentence::new(&spot.words[from..=to], spot.names);
    let _ = sentence.eat_any(&["always", "to everyone", "for everyone", ","]);
    sentence.fillers();
    let deed = sentence.deeds().filter(|deed| deed.declare.is_none() && !deed.moves)?;
    let _ = sentence.eat_any(&["to everyone", "for everyone", "to all customers", "to all"]);
    sentence.ends().then_some(())?;
    let title = "This action has no condition";
    let finding = Finding::new(spot.range(from, to), title, "when should this happen?");
    let (text, condition) = (&deed.text, example(spot.names));
    let help = format!(
        "write `on entering {text}` for everyone who enters the stage, or add a condition, such \
         as `when {condition} {text}`"
    );
    let finding = finding.code(register::SYNTAX).help(help);
    Some(finding.with_at(spot.range(from, to), "").guess())
}

/// `every month send thanks`: how often is said where the gift is declared.
fn how_often_first(spot: &Spot<'_>, from: usize, to: usize) -> Option<Finding> {
    let words = &spot.words[from..=to];
    let mut sentence = Sentence::new(words, spot.names);
    let often = sentence.attempt(Sentence::how_often);
    let mut range = sentence.range_from(0);
    let _ = sentence.eat_any(&[",", ":"]);
    let deed = sentence.deeds()?;
    let often = match often {
        Some(often) => often,
        // `send thanks every month`, without a condition.
        None => {
            let told =
                sentence.notes.iter().find(|note| note.label.starts_with("declare it as"))?;
            range = told.range.clone();
            let mut again = Sentence::new(words, spot.names);
            again.at = again.toks.iter().position(|tok| tok.range.start == range.start)?;
            again.how_often()?
        }
    };
    let _ = sentence.eat(",");
    let condition = sentence.attempt(|sentence| {
        sentence.begin()?;
        sentence.condition()
    });
    let gift = spot.names.gifts.iter().find(|gift| Some(gift.name) == deed.gift.as_deref())?;
    sentence.ends().then_some(())?;
    let title = match condition {
        Some(_) => "Say how often where the gift is declared",
        None => "A rule needs a condition; say how often where the gift is declared",
    };
    let declared = action::declared(gift, &often);
    let help = match &condition {
        Some(condition) => {
            format!("declare it as `{declared}`, and write `when {condition} {}`", deed.text)
        }
        None => format!(
            "declare it as `{declared}`, and give the rule a condition: `when {} {}`",
            example(spot.names),
            deed.text
        ),
    };
    let finding = Finding::new(range, title, "this says how often, not who gets it");
    Some(finding.help(help).with_at(spot.range(from, to), "").guess())
}

/// Advice with the names of the file in place of those of the reference.
pub(super) fn own_names(help: String, names: &Lexicon<'_>) -> String {
    let stage = names.stages.last().map_or("Enthusiast", |stage| stage);
    let gift = names.gifts.iter().find(|gift| matches!(gift.kind, "reward" | "message"));
    let give = match gift {
        Some(gift) if gift.kind == "reward" => format!("give {}", gift.name),
        Some(gift) => format!("send {}", gift.name),
        None => "tag \"regular\"".to_owned(),
    };
    let list = names.lists.iter().find(|list| !list.bare && list.name.ends_with('s'));
    let mut help = help.replace("move to Enthusiast", &format!("move to {stage}"));
    help = help.replace("send swag", &give);
    if let Some((number, most)) = names.number() {
        help = help
            .replace("NPS ≥ 9", &format!("{number} ≥ {most}"))
            .replace("NPS in (9, 10)", &format!("{number} in ({})", names.two_numbers(most)));
    }
    match list {
        Some(list) => help.replace("3 purchases", &format!("3 {}", list.name)),
        None if names.lists.is_empty() && !names.fields.is_empty() => {
            help.replace("after 3 purchases", &format!("when {}", example(names)))
        }
        None => help,
    }
}

/// A condition that the file can have.
pub(super) fn example(names: &Lexicon<'_>) -> String {
    match (names.lists.first(), names.number()) {
        (Some(list), _) if list.name.ends_with('s') => format!("3 {}", list.name),
        (Some(list), _) => format!("a {}", list.name),
        (None, Some((name, most))) => format!("{name} ≥ {most}"),
        (None, None) => "30 days in stage".to_owned(),
    }
}
