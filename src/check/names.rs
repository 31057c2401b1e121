//! The names and the words for events that a file declares, and the problems with duplicates.

use std::collections::HashMap;

use crate::problems::{Problem, Problems, Span, register as code};
use crate::syntax::tree::{FieldKind, File, Name};
use crate::terms::GiftKind;

use super::built_in::already;
use super::declared::{Has, declared};
use super::model::{Events, Named};
use super::word_forms::forms;
use super::{Checker, Type, suggest};

/// What a name stands for, with its place among its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Field(usize),
    List(usize),
    Let(usize),
    Score(usize),
    Experiment(usize),
    Group(usize),
    Gift(usize),
    Stage(usize),
    /// Its declaration could not be read, which has been told.
    Broken,
}

impl Meaning {
    /// The meaning of what a file declares at its top.
    fn of(named: Option<Named>) -> Meaning {
        match named {
            Some(Named::Field(place)) => Meaning::Field(place),
            Some(Named::List(place)) => Meaning::List(place),
            Some(Named::Let(place)) => Meaning::Let(place),
            Some(Named::Score(place)) => Meaning::Score(place),
            Some(Named::Experiment(place)) => Meaning::Experiment(place),
            Some(Named::Group(place)) => Meaning::Group(place),
            Some(Named::Gift(place)) => Meaning::Gift(place),
            Some(Named::Stage(place)) => Meaning::Stage(place),
            // These have no names of their own outside of a field.
            Some(Named::Attribute { .. } | Named::Value { .. }) | None => Meaning::Broken,
        }
    }

    /// Whether it is what may be where a value is needed.
    fn is_value(self) -> bool {
        match self {
            Meaning::Field(_) | Meaning::Let(_) | Meaning::Score(_) | Meaning::Experiment(_) => {
                true
            }
            Meaning::List(_)
            | Meaning::Group(_)
            | Meaning::Gift(_)
            | Meaning::Stage(_)
            | Meaning::Broken => false,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Meaning::Field(_) => "a field",
            Meaning::List(_) => "a list of events",
            Meaning::Let(_) => "a `let`",
            Meaning::Score(_) => "a score",
            Meaning::Experiment(_) => "an experiment",
            Meaning::Group(_) => "a group of gifts",
            Meaning::Gift(_) => "a gift",
            Meaning::Stage(_) => "a stage",
            Meaning::Broken => "something that could not be read",
        }
    }
}

/// Everything that the file declares, in order and by name.
#[derive(Default)]
pub(super) struct Names {
    declared: Vec<(Name, Meaning)>,
    /// Where each name is declared; more than once is reported.
    by_name: HashMap<String, Vec<usize>>,
    /// The words for events, singular and plural.
    words: HashMap<String, Word>,
    /// Which of the scores are balances.
    balances: Vec<bool>,
    /// A declaration could not be read so far that its name is known: any name may be its.
    pub(super) nameless: bool,
}

struct Word {
    events: Events,
    /// The name that it is a form of.
    declared: String,
    span: Span,
}

impl Names {
    /// Collects all names, so that a rule may speak of what comes later in the file.
    pub(super) fn declare(file: &File, problems: &mut Problems) -> Names {
        let mut names = Names {
            balances: file.scores().map(|score| score.balance).collect(),
            nameless: file.broken().any(|broken| broken.name.is_none()),
            ..Names::default()
        };
        for it in declared(file) {
            names.add(it.name, Meaning::of(it.named), problems);
        }
        names
    }

    fn add(&mut self, name: &Name, meaning: Meaning, problems: &mut Problems) {
        if let Some(already) = already(&name.text, meaning) {
            let title = format!("`{}` already means {already}", name.text);
            let label = format!("used as a name here, of {}", self.words_for(meaning));
            let help = format!("choose another name, such as `my_{}`", name.text);
            problems.push(Problem::new(code::DECLARED_TWICE, title, name.span, label).help(help));
        }
        let first = self.by_name.get(&name.text).and_then(|places| places.first());
        if let Some(&first) = first {
            let (earlier, what) = &self.declared[first];
            problems.push(
                Problem::new(
                    code::DECLARED_TWICE,
                    format!("`{}` is declared twice", name.text),
                    name.span,
                    format!("here as {}", self.words_for(meaning)),
                )
                .and_at(earlier.span, format!("first here, as {}", self.words_for(*what)))
                .help("give one of them another name"),
            );
        }
        let places = self.by_name.entry(name.text.clone()).or_default();
        places.push(self.declared.len());
        self.declared.push((name.clone(), meaning));
    }

    /// What something is called that has a meaning.
    fn words_for(&self, meaning: Meaning) -> &'static str {
        if let Meaning::Score(index) = meaning
            && self.balances.get(index) == Some(&true)
        {
            return "a balance";
        }
        meaning.words()
    }

    pub(super) fn get(&self, name: &str) -> Option<Meaning> {
        self.meanings(name).next()
    }

    /// All meanings of a name, in the order of the file.
    fn meanings(&self, name: &str) -> impl Iterator<Item = Meaning> {
        self.by_name.get(name).into_iter().flatten().map(|&at| self.declared[at].1)
    }

    fn all(&self, wanted: impl Fn(Meaning) -> bool) -> impl Iterator<Item = &str> {
        self.declared
            .iter()
            .filter(move |(_, meaning)| wanted(*meaning))
            .map(|(name, _)| name.text.as_str())
    }

    pub(super) fn stages(&self) -> impl Iterator<Item = &str> {
        self.all(|meaning| matches!(meaning, Meaning::Stage(_)))
    }

    pub(super) fn gifts(&self) -> impl Iterator<Item = &str> {
        self.all(|meaning| matches!(meaning, Meaning::Gift(_)))
    }

    /// The name as declared of which a word is a form.
    pub(super) fn declared_word<'w>(&'w self, word: &'w str) -> &'w str {
        self.words.get(word).map_or(word, |word| &word.declared)
    }

    /// Whether some events are called so.
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// What may stand where a value is wanted.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.all(Meaning::is_value)
    }

    /// The events of a word.
    pub(super) fn word_events(&self, word: &str) -> Option<&Events> {
        self.words.get(word).map(|word| &word.events)
    }

    /// A word for one of the events of a word: the shortest form that has no plural's ending.
    pub(super) fn singular<'w>(&'w self, word: &'w str) -> &'w str {
        let declared = self.declared_word(word);
        let forms = forms(declared);
        let hissing = ["xes", "ches", "shes", "sses"].iter().any(|end| declared.ends_with(end));
        let better = |form: &&String| match () {
            () if declared.ends_with("ies") => form.ends_with('y'),
            () if hissing => declared.strip_suffix("es") == Some(form.as_str()),
            () => declared.strip_suffix('s') == Some(form.as_str()),
        };
        let form =
            forms.iter().find(better).and_then(|form| self.words.get_key_value(form.as_str()));
        form.map_or(declared, |(form, _)| form)
    }

    /// Another meaning of a name that is declared twice.
    pub(super) fn also(&self, name: &str, wanted: impl Fn(Meaning) -> bool) -> Option<Meaning> {
        self.meanings(name).find(|meaning| wanted(*meaning))
    }

    /// Whether the file declares a gift of this name.
    pub(super) fn is_gift(&self, name: &str) -> bool {
        self.meanings(name).any(|meaning| matches!(meaning, Meaning::Gift(_)))
    }

    /// What a name stands for where a value is wanted.
    pub(super) fn value(&self, name: &str) -> Option<Meaning> {
        self.also(name, Meaning::is_value).or_else(|| self.get(name))
    }

    /// The declared names of what can be counted.
    pub(super) fn events(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.words.values().map(|word| word.declared.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl Checker<'_> {
    /// Collects the words for events: lists, counts, gifts and their kinds.
    pub(super) fn event_words(&mut self) {
        let file = self.file;
        for it in declared(file) {
            let Has::Field(field) = it.has else { continue };
            match (&field.kind, it.named) {
                (FieldKind::Events(events), Some(Named::List(list))) => {
                    self.word_forms(&field.name, Events::List(list));
                    if let Some(other) = &events.other_name {
                        self.word(&other.text, other, Events::List(list));
                    }
                }
                (FieldKind::Count { .. }, Some(Named::Field(place))) => {
                    self.word_forms(&field.name, Events::Count(place));
                }
                (FieldKind::Broken, _) => self.word_forms(&field.name, Events::Broken),
                (
                    FieldKind::Events(_)
                    | FieldKind::Count { .. }
                    | FieldKind::Scalar(_)
                    | FieldKind::Set { .. },
                    _,
                ) => {}
            }
        }
        self.gift_words();
    }

    fn gift_words(&mut self) {
        let mut kinds: [(GiftKind, &str, Vec<usize>); 4] = [
            (GiftKind::Reward, "rewards", Vec::new()),
            (GiftKind::Message, "messages", Vec::new()),
            (GiftKind::Program, "programs", Vec::new()),
            (GiftKind::Alert, "alerts", Vec::new()),
        ];
        let file = self.file;
        let mut gifts = 0;
        for name in file.broken().filter_map(|broken| broken.name.as_ref()) {
            self.word_forms(name, Events::Broken);
        }
        for gift in file.gifts() {
            self.word_forms(&gift.name, Events::Given(vec![gifts]));
            for (kind, _, of_kind) in &mut kinds {
                if *kind == gift.kind {
                    of_kind.push(gifts);
                }
            }
            gifts += 1;
        }
        for group in file.groups() {
            let names: Vec<&str> = file.gifts().map(|gift| gift.name.text.as_str()).collect();
            let place = |name: &Name| names.iter().position(|gift| *gift == name.text);
            let gifts = group.gifts.iter().filter_map(place).collect();
            self.word_forms(&group.name, Events::Given(gifts));
        }
        for (_, word, of_kind) in kinds {
            if !of_kind.is_empty() {
                let declared = word.to_owned();
                let word_for =
                    Word { events: Events::Given(of_kind), declared, span: Span::default() };
                self.names.words.entry(word.to_owned()).or_insert(word_for);
            }
        }
    }

    fn word_forms(&mut self, name: &Name, events: Events) {
        for form in forms(&name.text) {
            if !self.word(&form, name, events.clone()) {
                break;
            }
        }
    }

    /// Says whether the word is free for these events; if not, that is told.
    fn word(&mut self, word: &str, name: &Name, events: Events) -> bool {
        if let Some(other) = self.names.words.get(word) {
            // What could not be read may well have been no events at all.
            let unread = [&other.events, &events].into_iter().any(|e| matches!(e, Events::Broken));
            if other.events != events && other.declared != name.text && !unread {
                self.problems.push(
                    Problem::new(
                        code::SHARED_WORD,
                        format!("`{word}` could mean `{}` or `{}`", other.declared, name.text),
                        name.span,
                        "counted with this word",
                    )
                    .and_at(other.span, "and so are these")
                    .help("rename one of them, so that each has its own words"),
                );
                return false;
            }
            return true;
        }
        let word_for = Word { events, declared: name.text.clone(), span: name.span };
        self.names.words.insert(word.to_owned(), word_for);
        true
    }

    fn what_is(&self, meaning: Meaning) -> &'static str {
        match meaning {
            Meaning::Score(index) => match self.file.scores().nth(index) {
                Some(score) if score.balance => "a balance",
                Some(_) | None => meaning.words(),
            },
            Meaning::Field(_)
            | Meaning::List(_)
            | Meaning::Let(_)
            | Meaning::Experiment(_)
            | Meaning::Group(_)
            | Meaning::Gift(_)
            | Meaning::Stage(_)
            | Meaning::Broken => meaning.words(),
        }
    }

    /// `today is 1 February`: a day without a year.
    fn day_of_year(&self, name: &Name) -> Option<Problem> {
        let month = crate::values::time::month_of(&name.text)?;
        let before = self.written_before(name.span).rsplit(' ').next()?;
        let day: u32 = before.parse().ok().filter(|day| (1..=31).contains(day))?;
        let title = format!("`{day} {}` is a day without a year", name.text);
        let help = format!(
            "for this day in any year, write `month of today is {month} and day of today is {day}`"
        );
        let problem = Problem::new(code::UNKNOWN_EVENT, title, name.span, "this is a month");
        Some(problem.help(help))
    }

    /// The number before a name as what the name is compared with: `≥ 1000` for `1000 stars`.
    fn bound(&self, name: &Name) -> String {
        let before: Vec<&str> = self.written_before(name.span).rsplit(' ').take(3).collect();
        let is_number = |word: &&&str| crate::values::Decimal::parse(word.as_bytes()).is_ok();
        let Some(number) = before.first().filter(is_number) else { return "≥ 9".to_owned() };
        let words: Vec<&str> = before.iter().skip(1).rev().copied().collect();
        let mark = match words.as_slice() {
            [.., "at", "most"] => "≤",
            [.., "more", "than"] => ">",
            [.., "fewer", "than"] => "<",
            [.., "exactly"] => "is",
            _ => "≥",
        };
        format!("{mark} {number}")
    }

    /// How to ask for a field that is not counted, by its type.
    fn how_to_ask(&self, field: usize, name: &Name) -> String {
        let text = &name.text;
        let denied = self.written_before(name.span).ends_with(" no");
        match self.fields[field].ty {
            Type::Text | Type::Set | Type::Choice(_) | Type::Date | Type::Day if denied => {
                format!("write `{text} is missing`")
            }
            Type::YesNo => format!("write `{text} is no`"),
            Type::Set => format!("ask for one of its texts, for example `{text} contains \"...\"`"),
            Type::Text => format!("compare it instead, for example `{text} is \"...\"`"),
            Type::Date | Type::Day => format!("ask how long ago it was: `30 days since {text}`"),
            Type::Choice(choice) => {
                let first = self.choices[choice].values.names().first();
                let first = first.map_or("...", String::as_str);
                format!("compare it instead, for example `{text} is {first}`")
            }
            Type::Money => {
                format!("compare it instead, for example `{text} ≥ {}`", self.amount(20))
            }
            Type::Number | Type::Duration | Type::Stage | Type::Broken => {
                format!("compare it instead, for example `{text} {}`", self.bound(name))
            }
        }
    }

    /// The events that a word means, or a problem and [`Events::Broken`].
    pub(super) fn events_named(&mut self, name: &Name) -> Events {
        if let Some(word) = self.names.words.get(&name.text) {
            if let Some(Meaning::Group(group)) = self.names.get(&word.declared) {
                self.used_groups[group] = true;
            }
            let (events, meaning) = (word.events.clone(), self.names.get(&word.declared));
            match (&events, meaning) {
                (Events::List(list), _) => self.mention(name.span, Named::List(*list)),
                (Events::Count(field), _) => self.mention(name.span, Named::Field(*field)),
                (Events::Within { .. } | Events::Given(_) | Events::Broken, meaning) => {
                    meaning.into_iter().for_each(|meaning| self.mention_of(name.span, meaning));
                }
            }
            return events;
        }
        if self.names.nameless || self.names.get(&name.text) == Some(Meaning::Broken) {
            return Events::Broken;
        }
        if self.names.get(&name.text).is_none()
            && let Some(problem) = self.value_of_events(name)
        {
            self.problems.push(problem);
            return Events::Broken;
        }
        let problem = match self.names.get(&name.text) {
            Some(
                meaning @ (Meaning::Field(_)
                | Meaning::Let(_)
                | Meaning::Score(_)
                | Meaning::Experiment(_)
                | Meaning::Stage(_)),
            ) => Problem::new(
                code::UNKNOWN_EVENT,
                format!("`{}` cannot be counted", name.text),
                name.span,
                format!("this is {}, not a kind of event", self.what_is(meaning)),
            )
            .help(match meaning {
                Meaning::Stage(_) => format!("write `stage is {}`", name.text),
                Meaning::Field(field) => self.how_to_ask(field, name),
                Meaning::Experiment(index) => {
                    let arm =
                        self.file.experiments().nth(index).and_then(|found| found.arms.first());
                    let arm = arm.map_or("control", |arm| arm.name.text.as_str());
                    format!("compare it with an arm: `{} is {arm}`", name.text)
                }
                Meaning::List(_)
                | Meaning::Let(_)
                | Meaning::Score(_)
                | Meaning::Group(_)
                | Meaning::Gift(_)
                | Meaning::Broken => {
                    format!("compare it instead, for example `{} {}`", name.text, self.bound(name))
                }
            }),
            Some(Meaning::List(_) | Meaning::Group(_) | Meaning::Gift(_) | Meaning::Broken)
            | None => {
                let other = self.tagging_verb(name).or_else(|| self.filler_word(name));
                let other = other.or_else(|| self.unit_of_points(name));
                let other =
                    other.or_else(|| self.short_unit(name)).or_else(|| self.and_a_half(name));
                if let Some(problem) = other.or_else(|| self.day_of_year(name)) {
                    self.problems.push(problem);
                    return Events::Broken;
                }
                let known = self.names.events();
                let title = format!("No events are called `{}`", name.text);
                let problem = Problem::new(code::UNKNOWN_EVENT, title, name.span, "not declared");
                let words = self.names.words.keys().map(String::as_str);
                let what_exists = match known.is_empty() {
                    true => {
                        format!("declare it under `customer`, for example `{}: events`", name.text)
                    }
                    false => format!(
                        "declare them under `customer`, for example `{}: events`; {}",
                        name.text,
                        suggest::known("events", &known)
                    ),
                };
                suggest::meant_or(problem, suggest::closest(&name.text, words), what_exists)
            }
        };
        self.problems.push(problem);
        Events::Broken
    }

    /// Whether the name is, or may be, that of a declaration which could not be read.
    pub(super) fn is_missing(&self, name: &str) -> bool {
        match self.names.get(name) {
            Some(meaning) => meaning == Meaning::Broken,
            None => self.names.nameless,
        }
    }

    /// The stage of a name, or a problem.
    pub(super) fn stage_named(&mut self, name: &Name) -> Option<usize> {
        let stage = self.names.also(&name.text, |meaning| matches!(meaning, Meaning::Stage(_)));
        if let Some(Meaning::Stage(stage)) = stage {
            self.mention(name.span, Named::Stage(stage));
            return Some(stage);
        }
        if self.is_missing(&name.text) {
            return None;
        }
        let title = format!("There is no stage `{}`", name.text);
        let label = self.other_meaning(name);
        let problem = Problem::new(code::UNKNOWN_STAGE, title, name.span, label);
        let problem = suggest::advise(problem, &name.text, "stages", self.names.stages());
        self.problems.push(problem);
        None
    }

    /// The gift of a name, or a problem.
    pub(super) fn gift_named(&mut self, name: &Name, kind: GiftKind) -> Option<usize> {
        let gift = self.names.also(&name.text, |meaning| matches!(meaning, Meaning::Gift(_)));
        if let Some(Meaning::Gift(gift)) = gift {
            self.mention(name.span, Named::Gift(gift));
            return Some(gift);
        }
        if self.is_missing(&name.text) {
            return None;
        }
        let title = format!("No gift is called `{}`", name.text);
        let label = self.other_meaning(name);
        let problem = Problem::new(code::UNKNOWN_GIFT, title, name.span, label);
        let close = suggest::closest(&name.text, self.names.gifts()).map(str::to_owned);
        let name = &name.text;
        let declare = match self.names.get(name) {
            Some(Meaning::Stage(_)) => format!("write `move to {name}`"),
            Some(_) => "name a reward, message, program or alert".to_owned(),
            None => how_to_declare(name, kind, &self.amount(10)),
        };
        self.problems.push(suggest::meant_or(problem, close.as_deref(), declare));
        None
    }

    /// What a name stands for that is not what is wanted here.
    fn other_meaning(&self, name: &Name) -> String {
        match self.names.get(&name.text) {
            Some(other) => format!("this is {}", other.words()),
            None => "not declared".to_owned(),
        }
    }
}

/// The declaration of a gift that is missing, with what such a gift mostly has.
fn how_to_declare(name: &str, kind: GiftKind, amount: &str) -> String {
    match kind {
        GiftKind::Reward => {
            format!("declare it: `reward {name} \"what it is\" costs {amount}, once`")
        }
        GiftKind::Message => {
            format!("declare it: `message {name} \"what it says\" once per 30 days`")
        }
        GiftKind::Program => format!("declare it: `program {name} \"what it is\" once`"),
        GiftKind::Alert => {
            format!("declare it: `alert {name} \"what to do\" to \"who does it\"`")
        }
    }
}
