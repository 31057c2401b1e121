//! Which changes there are to the rules of a program, in the order of its files.

use std::collections::HashMap;

use super::mutant::{About, Kind, Mutant};
use super::written;
use crate::Program;
use crate::probe::titles::short;
use crate::problems::{Edit, FileId, Sources, Span};
use crate::syntax::{self, tree};
use crate::terms::HowOften;

/// All changes to a program, whether or not it checks afterwards.
pub(super) fn mutants(program: &Program) -> Vec<Mutant> {
    let sources = program.sources();
    let decimals = program.plan().currency.decimals;
    let stages = program.model().stages.iter().map(|stage| stage.name.clone()).collect();
    let rules = program.plan().rules.iter();
    let labels = rules.map(|rule| ((rule.span.file, rule.span.start), rule.label.clone()));
    let mut sites = Sites {
        sources,
        decimals,
        stages,
        labels: labels.collect(),
        about: About::Shared,
        stage: None,
        found: Vec::new(),
    };
    for file in (0..sources.files().len()).map(FileId::of) {
        let (tree, _) = syntax::parse(file, &sources.get(file).text);
        tree.declarations.iter().for_each(|declaration| sites.declaration(declaration));
    }
    sites.found
}

pub(super) struct Sites<'s> {
    sources: &'s Sources,
    /// How many decimals an amount of money has.
    pub decimals: u8,
    stages: Vec<String>,
    /// What decisions call rules, by where these begin.
    labels: HashMap<(FileId, u32), String>,
    /// What changes to a condition are about where the reading is.
    about: About,
    /// The stage whose rules are read.
    stage: Option<String>,
    found: Vec<Mutant>,
}

impl Sites<'_> {
    fn declaration(&mut self, declaration: &tree::Declaration) {
        self.about = About::Shared;
        self.stage = None;
        match declaration {
            tree::Declaration::Customer(customer) => {
                customer.leave_out.iter().for_each(|out| self.condition(&out.condition));
            }
            tree::Declaration::Let(named) => self.condition(&named.value),
            tree::Declaration::Score(score) => {
                score.lines.iter().for_each(|line| self.score_line(line));
            }
            tree::Declaration::Gift(gift) => self.gift(gift),
            tree::Declaration::Limit(limit) => self.limit(limit),
            tree::Declaration::Pause(pause) => self.pause(pause),
            tree::Declaration::Stage(stage) => {
                self.stage = Some(stage.name.text.clone());
                stage.on_entering.iter().for_each(|on| self.actions(&on.actions, on.span));
                self.rules(&stage.rules);
            }
            tree::Declaration::AnyStage(stage) => self.rules(&stage.rules),
            tree::Declaration::Header(_)
            | tree::Declaration::Use(_)
            | tree::Declaration::Experiment(_)
            | tree::Declaration::Group(_)
            | tree::Declaration::Test(_)
            | tree::Declaration::Simulate(_)
            | tree::Declaration::Report(_)
            | tree::Declaration::Assert(_)
            | tree::Declaration::Broken(_) => {}
        }
    }

    fn rules(&mut self, rules: &[tree::Rule]) {
        let moving: Vec<&tree::Rule> = rules.iter().filter(|rule| moves(rule).is_some()).collect();
        for rule in rules {
            self.about = About::Condition;
            self.condition(&rule.condition);
            self.actions(&rule.actions, rule.span);
            self.about = About::Rule(rule.span);
            self.drop(Kind::Rule, rule.span, rule.span);
            let title = format!("{} matters", self.label(rule.span));
            self.found.iter_mut().last().into_iter().for_each(|rule| rule.title.clone_from(&title));
            let place = moving.iter().position(|other| other.span == rule.span);
            let next = place.and_then(|place| moving.get(place + 1));
            if let Some(next) = next.filter(|next| moves(next) != moves(rule)) {
                self.swap(rule.span, next.span);
            }
        }
    }

    fn swap(&mut self, first: Span, second: Span) {
        let (one, other) = (self.text(first).to_owned(), self.text(second).to_owned());
        let edits = vec![Edit { span: first, text: other }, Edit { span: second, text: one }];
        let (one, other) = (self.label(first), self.label(second));
        self.found.push(Mutant {
            kind: Kind::Order,
            at: second,
            was: format!("{one} before {other}"),
            becomes: Some(format!("{other} before {one}")),
            title: format!("{one} comes before {other}"),
            edits,
            about: About::Order(first, second),
        });
    }

    fn label(&self, rule: Span) -> String {
        self.labels.get(&(rule.file, rule.start)).cloned().unwrap_or_default()
    }

    fn actions(&mut self, actions: &[tree::Action], rule: Span) {
        self.about = About::Rule(rule);
        for (place, action) in actions.iter().enumerate() {
            if let tree::ActionKind::Move { to, .. } = &action.kind {
                let mut others = self.stages.iter();
                let other = others
                    .find(|other| **other != to.text && Some(*other) != self.stage.as_ref())
                    .cloned();
                if let Some(other) = other {
                    self.replace(Kind::Action, action.span, to.span, &other);
                }
            }
            let last = actions.get(place.wrapping_sub(1)).map(|before| before.span.end);
            let next = actions.get(1).map(|after| after.span.start).filter(|_| place == 0);
            let cut = match (last, next) {
                (Some(end), _) => Span { start: end, ..action.span },
                (None, Some(start)) => Span { end: start, ..action.span },
                (None, None) => continue,
            };
            self.drop(Kind::Action, action.span, cut);
        }
    }

    fn gift(&mut self, gift: &tree::Gift) {
        for option in &gift.options {
            self.about = About::Gift(gift.name.span);
            match &option.kind {
                tree::GiftOptionKind::HowOften(often) => {
                    self.about = About::Gift(gift.name.span);
                    let other = match often {
                        HowOften::EveryTime => "once",
                        HowOften::Once | HowOften::OncePerStay | HowOften::Times(..) => {
                            "every time"
                        }
                    };
                    self.replace(Kind::HowOften, option.span, option.span, other);
                    self.lengths(Kind::HowOften, option.span, option.span);
                    if let HowOften::Times(times, _) = often
                        && let Some(number) = self.word(option.span, &times.to_string())
                    {
                        self.numbers(Kind::HowOften, option.span, number, None);
                    }
                }
                tree::GiftOptionKind::KeptFor { condition, .. } => {
                    self.about = About::Shared;
                    condition.iter().for_each(|condition| self.condition(condition));
                }
                tree::GiftOptionKind::Fades(_)
                | tree::GiftOptionKind::Sample { .. }
                | tree::GiftOptionKind::Holdout(_)
                | tree::GiftOptionKind::Budget { .. }
                | tree::GiftOptionKind::OnlyIn(_)
                | tree::GiftOptionKind::AimsFor { .. }
                | tree::GiftOptionKind::Costs(_)
                | tree::GiftOptionKind::Worth(_)
                | tree::GiftOptionKind::To(_)
                | tree::GiftOptionKind::As(_)
                | tree::GiftOptionKind::Formerly(_)
                | tree::GiftOptionKind::Broken => {}
            }
        }
    }

    fn limit(&mut self, limit: &tree::Limit) {
        self.about = About::Limit(limit.span);
        let money = matches!(limit.cap.kind, tree::ExprKind::Money { .. });
        self.numbers(Kind::Cap, limit.span, limit.cap.span, money.then_some(self.decimals));
        let rest = Span { start: limit.cap.span.end, ..limit.span };
        self.lengths(Kind::Cap, limit.span, rest);
        self.drop(Kind::Cap, limit.span, limit.span);
    }

    fn pause(&mut self, pause: &tree::Pause) {
        self.condition(&pause.condition);
        self.about = About::Pause(pause.condition.span);
        self.drop(Kind::Pause, pause.span, pause.span);
    }

    fn score_line(&mut self, line: &tree::ScoreLine) {
        match &line.points {
            tree::Points::When { points, condition } => {
                self.numbers(Kind::Threshold, line.span, points.span, None);
                self.condition(condition);
            }
            tree::Points::Events(points) => {
                if let tree::Each::Same(points) | tree::Each::Per { points, .. } = &points.each {
                    self.numbers(Kind::Threshold, line.span, points.span, None);
                }
                points.condition.iter().for_each(|condition| self.condition(condition));
                let after = points.condition.as_ref().map_or(points.events.span, |cond| cond.span);
                let rest = Span { start: after.end, ..line.span };
                self.lengths(Kind::Length, line.span, rest);
            }
        }
    }

    pub(super) fn text(&self, span: Span) -> &str {
        self.sources.text(span)
    }

    /// Where a word is in a stretch.
    pub(super) fn word(&self, within: Span, word: &str) -> Option<Span> {
        let range = written::word(self.text(within), word)?;
        let start = within.start as usize;
        Some(Span::new(within.file, start + range.start, start + range.end))
    }

    /// Each length of time in a stretch, a unit shorter and longer.
    pub(super) fn lengths(&mut self, kind: Kind, shown: Span, within: Span) {
        let Some((range, count, unit)) = written::length(self.text(within)) else { return };
        let start = within.start as usize;
        let span = Span::new(within.file, start + range.start, start + range.end);
        for text in written::lengths(count, unit) {
            self.replace(kind, shown, span, &text);
        }
    }

    /// A number that is written out, a step less and more.
    pub(super) fn numbers(&mut self, kind: Kind, shown: Span, number: Span, decimals: Option<u8>) {
        for text in written::steps(self.text(number), decimals) {
            self.replace(kind, shown, number, &text);
        }
    }

    /// Something else in a place, shown with what is around it.
    pub(super) fn replace(&mut self, kind: Kind, shown: Span, place: Span, text: &str) {
        let (before, after) =
            (Span { end: place.start, ..shown }, Span { start: place.end, ..shown });
        let whole = format!("{}{text}{}", self.text(before), self.text(after));
        let mut other = Sources::new();
        let file = other.add("", &whole);
        let now = other.line(Span::new(file, 0, whole.len()));
        let edits = vec![Edit { span: place, text: text.to_owned() }];
        let was = self.sources.line(shown);
        let title = format!("{} rather than {}", short(&was), short(&now));
        let (becomes, about) = (Some(now), self.about);
        self.found.push(Mutant { kind, at: shown, was, becomes, title, edits, about });
    }

    /// Leaves something out: with what joins it to the rest.
    pub(super) fn drop(&mut self, kind: Kind, shown: Span, cut: Span) {
        let edits = vec![Edit { span: cut, text: String::new() }];
        let was = self.sources.line(shown);
        let title = format!("{} matters", short(&was));
        self.found.push(Mutant {
            kind,
            at: shown,
            was,
            becomes: None,
            title,
            edits,
            about: self.about,
        });
    }
}

/// The stage that a rule moves to.
fn moves(rule: &tree::Rule) -> Option<&str> {
    rule.actions.iter().find_map(|action| match &action.kind {
        tree::ActionKind::Move { to, .. } => Some(to.text.as_str()),
        tree::ActionKind::Give { .. }
        | tree::ActionKind::Tag(_)
        | tree::ActionKind::Untag(_)
        | tree::ActionKind::Broken => None,
    })
}
