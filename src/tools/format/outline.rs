//! What the tree says of the tokens of declarations: where lines begin and where they may break.

use crate::problems::Span;
use crate::syntax::tree::{
    Action, ActionKind, AnyStage, Capacity, Declaration, Each, Experiment, Expr, Field, FieldKind,
    File, Gift, GiftOptionKind, Header, Key, Name, OnEntering, Points, PointsFor, Report,
    ReportLineKind, Rule, Score, Simulate, Stage, Test, TestLineKind, WhenFull,
};

use super::INDENT;
use super::condition::{OR, SUM, WHOLE};
use super::line::Line;
use super::sketch::Sketch;

/// How wide a condition and its actions on one line may be: what happens should be easy to find.
const RULE_WIDTH: usize = 88;
/// The levels of the breaks of a line, before those of the conditions in it.
const NAME: u8 = 0;
const PARTS: u8 = 1;
pub(super) const FEWER_PARTS: u8 = 2;
/// Actions stay together for longer than the condition before them.
const ACTIONS: u8 = 240;

impl Sketch<'_> {
    pub(super) fn file(&mut self, file: &File) {
        for declaration in &file.declarations {
            self.declaration(declaration);
        }
    }

    fn declaration(&mut self, declaration: &Declaration) {
        match declaration {
            Declaration::Header(header) => self.header(header),
            Declaration::Customer(customer) => {
                self.begin(self.first(customer.span), Line::Customer);
                for form in &customer.forms {
                    self.begin(self.first(form.span), Line::Mapping);
                }
                for leave_out in &customer.leave_out {
                    self.begin(self.first(leave_out.span), Line::Mapping);
                    self.expr(&leave_out.condition, OR, 0);
                }
                for shows in &customer.shows {
                    self.begin(self.first(shows.span), Line::Mapping);
                }
                for mapping in &customer.mappings {
                    let first = self.first(mapping.span);
                    self.begin(first, Line::Mapping);
                    self.stop(first + 1, 1);
                }
                for field in &customer.fields {
                    self.field(field);
                }
            }
            Declaration::Let(binding) => {
                self.begin(self.first(binding.span), Line::Let);
                self.stop(self.behind(binding.name.span), 1);
                self.expr(&binding.value, OR, 0);
            }
            Declaration::Gift(gift) => self.gift(gift),
            Declaration::Stage(stage) => self.stage(stage),
            Declaration::AnyStage(stage) => self.any_stage(stage),
            Declaration::Use(used) => self.begin(self.first(used.span), Line::Use),
            Declaration::Score(score) => self.score(score),
            Declaration::Limit(limit) => {
                self.begin(self.first(limit.span), Line::Limit);
                self.stop(self.behind(limit.subject.span), 1);
                self.names(&limit.except);
            }
            Declaration::Pause(pause) => {
                self.begin(self.first(pause.span), Line::Pause);
                let when = match pause.except.last() {
                    None => self.behind(pause.subject.span),
                    Some(last) => {
                        let behind = self.behind(last.span);
                        (behind..behind + 3).find(|at| self.is(*at, "when")).unwrap_or(behind)
                    }
                };
                self.stop(self.behind(pause.subject.span), 1);
                self.names(&pause.except);
                self.may_break(when, PARTS, INDENT, false);
                self.expr(&pause.condition, OR, 0);
            }
            Declaration::Group(group) => {
                self.begin(self.first(group.span), Line::Group);
                self.names(&group.gifts);
            }
            Declaration::Assert(assert) => self.begin(self.first(assert.span), Line::Assert),
            Declaration::Experiment(experiment) => self.experiment(experiment),
            Declaration::Test(test) => self.test(test),
            Declaration::Simulate(simulate) => self.simulate(simulate),
            Declaration::Report(report) => self.report(report),
            Declaration::Broken(_) => {}
        }
    }

    /// A list of names in parentheses, or one without.
    fn names(&mut self, names: &[Name]) {
        for name in names.iter().skip(1) {
            self.may_break(self.first(name.span), PARTS, INDENT, true);
        }
        if let Some(last) = names.last() {
            self.drop_comma_before(self.behind(last.span), ")");
        }
    }

    fn header(&mut self, header: &Header) {
        self.begin(self.first(header.span), Line::Header);
        let names = [&header.currency, &header.timezone, &header.start];
        let places = names.into_iter().flatten().map(|name| name.span);
        let places: Vec<Span> = places.chain(header.language.map(|(_, span)| span)).collect();
        for place in places {
            // The word of the setting is before its value.
            self.begin(self.first(place).saturating_sub(1), Line::Setting);
        }
        if let Some(zone) = &header.timezone {
            self.join(zone.span);
        }
    }

    fn field(&mut self, field: &Field) {
        let (first, behind) = (self.first(field.span), self.behind(field.span));
        self.begin(first, Line::Field);
        // After the name and its colon.
        self.stop(first + 2, 1);
        match &field.kind {
            FieldKind::Events(events) => {
                let attributes: Vec<Span> =
                    events.attributes.iter().map(|each| each.span).collect();
                self.in_list = true;
                self.field_options(first + 2, behind, &attributes, events.list_filter.as_ref());
                if let Some(list_filter) = &events.list_filter {
                    let word = self.first(list_filter.span).saturating_sub(1);
                    self.may_break(word, PARTS, INDENT, false);
                    self.chosen(word, Some(list_filter), 0);
                }
                self.in_list = false;
                // Where the events come from stays by the name, if there is room.
                let table = events.table.as_ref().map(|table| table.span);
                for place in table.into_iter().chain(events.by.as_ref().map(|by| by.span)) {
                    self.may_break(self.first(place), FEWER_PARTS, INDENT, true);
                }
                if let Some(at) = &events.at {
                    let word = self.first(at.from.span).saturating_sub(1);
                    self.may_break(word, PARTS, INDENT, false);
                }
                if let Some(key) = events.key.as_ref().and_then(Key::span) {
                    let word = self.first(key).saturating_sub(1);
                    self.may_break(word, PARTS, INDENT, false);
                }
            }
            FieldKind::Scalar(_) | FieldKind::Count { .. } | FieldKind::Set { .. } => {
                self.field_options(first + 2, behind, &[], None);
                if let Some(from) = &field.from {
                    self.stop(self.first(from.span).saturating_sub(1), 2);
                }
            }
            FieldKind::Broken => {}
        }
    }

    /// The options of a field, which need no commas between them, and the lists in it.
    fn field_options(
        &mut self,
        from: usize,
        to: usize,
        attributes: &[Span],
        list_filter: Option<&Expr>,
    ) {
        let starts: Vec<usize> = attributes.iter().map(|span| self.first(*span)).collect();
        if let Some(first) = starts.first() {
            self.may_break(first.saturating_sub(1), PARTS, INDENT, false);
            for start in &starts[1..] {
                // Below the first, after the word `with`.
                self.may_break(*start, FEWER_PARTS, "with ".len(), true);
            }
        }
        // Without the comma, the condition might take the next word for its own.
        let needed = |sketch: &Self, at: usize| {
            list_filter.is_some_and(|list_filter| {
                sketch.behind(list_filter.span) == at && sketch.absorbs(list_filter, at + 1)
            })
        };
        let mut deep = 0_usize;
        for at in from..to {
            if self.is(at, "(") {
                deep += 1;
            } else if self.is(at, ")") {
                deep = deep.saturating_sub(1);
            } else if self.is(at, ",") {
                if self.is(at + 1, ")") {
                    self.drop(at);
                } else if deep > 0 {
                    self.may_break(at + 1, FEWER_PARTS + 1, 2 * INDENT, true);
                } else if !starts.contains(&(at + 1)) && !needed(self, at) {
                    self.drop(at);
                }
            }
        }
    }

    fn gift(&mut self, gift: &Gift) {
        self.begin(self.first(gift.span), Line::Gift);
        self.stop(self.first(gift.name.span), 1);
        let mut head = self.behind(gift.name.span);
        if let Some(description) = &gift.description {
            self.stop(head, 2);
            head = self.behind(description.span);
        }
        for (at, option) in gift.options.iter().enumerate() {
            let first = self.first(option.span);
            if at == 0 {
                self.stop(first, 3);
                if first > head {
                    self.drop(head);
                }
            }
            if at == 0 {
                self.may_break(first, PARTS, INDENT, false);
            } else {
                self.may_break(first, FEWER_PARTS, 0, true);
            }
            self.gift_option(&option.kind);
        }
        if let Some(last) = gift.options.last() {
            let behind = self.behind(last.span);
            if self.is(behind, ",") {
                self.drop(behind);
            }
        }
    }

    fn gift_option(&mut self, option: &GiftOptionKind) {
        match option {
            GiftOptionKind::Costs(value) | GiftOptionKind::Worth(value) => {
                self.expr(value, SUM, 0);
            }
            GiftOptionKind::Budget { cap: _, per: _, by } => {
                if let Some(by) = by {
                    self.expr(by, SUM, 0);
                }
            }
            GiftOptionKind::OnlyIn(stages) => {
                if let Some(last) = stages.last() {
                    self.drop_comma_before(self.behind(last.span), ")");
                }
            }
            GiftOptionKind::AimsFor { quantity: _, events, condition, within: _ } => {
                self.chosen(self.behind(events.span), condition.as_deref(), 0);
            }
            GiftOptionKind::KeptFor { within: _, condition } => {
                if let Some(condition) = condition {
                    self.expr(condition, OR, 0);
                }
            }
            GiftOptionKind::Fades(_)
            | GiftOptionKind::Sample { .. }
            | GiftOptionKind::Holdout(_)
            | GiftOptionKind::To(_)
            | GiftOptionKind::HowOften(_)
            | GiftOptionKind::As(_)
            | GiftOptionKind::Formerly(_)
            | GiftOptionKind::Broken => {}
        }
    }

    fn score(&mut self, score: &Score) {
        self.begin(self.first(score.span), Line::Score);
        for line in &score.lines {
            let first = self.first(line.span);
            self.begin(first, Line::Points);
            self.stop(first + 1, 1);
            match &line.points {
                Points::When { points: _, condition } => {
                    self.stop(first + 2, 2);
                    self.expr(condition, OR, 0);
                }
                Points::Events(given) => self.points_for(given, first),
            }
        }
    }

    fn points_for(&mut self, given: &PointsFor, first: usize) {
        let counted = match &given.each {
            Each::Same(_) => {
                self.stop(first + 2, 2);
                given.events.span
            }
            Each::Per { attribute, .. } => {
                self.stop(first + 2, 2);
                attribute.span
            }
            Each::Own(attribute) => attribute.span,
        };
        let behind = self.behind(counted);
        match &given.condition {
            Some(condition) => self.chosen(behind, Some(condition), 0),
            None if self.is(behind, "for") => self.stop(behind, 3),
            None => {}
        }
    }

    /// The arms are below the head, on one line if they fit.
    fn experiment(&mut self, experiment: &Experiment) {
        self.begin(self.first(experiment.span), Line::Experiment);
        for (at, arm) in experiment.arms.iter().enumerate() {
            let first = self.first(arm.name.span);
            match at {
                0 => self.begin(first, Line::Arms),
                _ => self.may_break(first, PARTS, 0, true),
            }
        }
        if let Some(aim) = &experiment.aim {
            self.may_break(self.first(aim.span), PARTS, 0, true);
            self.gift_option(&aim.kind);
        }
        let behind = self.behind(experiment.span);
        for at in [behind.saturating_sub(1), behind] {
            if self.is(at, ",") {
                self.drop(at);
            }
        }
    }

    fn stage(&mut self, stage: &Stage) {
        self.begin(self.first(stage.span), Line::Stage);
        if let Some(resting) = stage.resting {
            self.begin(self.first(resting), Line::Statement);
        }
        if let Some(text) = &stage.if_leaking {
            // After `if` and `leaking`.
            self.begin(self.first(text.span).saturating_sub(2), Line::Statement);
        }
        for refers in &stage.refers {
            self.begin(self.first(refers.span), Line::Statement);
        }
        if let Some(capacity) = &stage.capacity {
            self.capacity(capacity);
        }
        for entering in &stage.on_entering {
            self.on_entering(entering);
        }
        for rule in &stage.rules {
            self.rule(rule);
        }
    }

    fn any_stage(&mut self, stage: &AnyStage) {
        self.begin(self.first(stage.span), Line::Stage);
        for rule in &stage.rules {
            self.rule(rule);
        }
    }

    fn capacity(&mut self, capacity: &Capacity) {
        self.begin(self.first(capacity.span), Line::Statement);
        let mut behind = self.behind(capacity.count.span);
        if let Some(by) = &capacity.by {
            self.expr(by, SUM, 0);
            behind = self.behind(by.span);
        }
        // A `when full` after its end is a rule that begins with a field of this name.
        if self.is(behind, ",") {
            self.may_break(behind + 1, PARTS, INDENT, false);
        } else if behind < self.behind(capacity.span) {
            self.may_break(behind, PARTS, INDENT, false);
            self.comma_after(behind.saturating_sub(1));
        }
        match &capacity.when_full {
            WhenFull::MoveBy { highest: _, by, to: _ } => self.expr(by, SUM, 0),
            WhenFull::Wait | WhenFull::MoveLongest { .. } => {}
        }
    }

    fn on_entering(&mut self, entering: &OnEntering) {
        self.begin(self.first(entering.span), Line::Statement);
        self.actions(&entering.actions);
    }

    fn actions(&mut self, actions: &[Action]) {
        for action in actions {
            match &action.kind {
                ActionKind::Give { each: Some(each), .. } => {
                    // Actions are broken between each other.
                    self.filter(self.behind(each.events.span), &each.filter, WHOLE);
                }
                ActionKind::Give { each: None, .. }
                | ActionKind::Move { .. }
                | ActionKind::Tag(_)
                | ActionKind::Untag(_)
                | ActionKind::Broken => {}
            }
        }
        let places: Vec<Span> = actions.iter().map(|action| action.span).collect();
        self.series(&places, ";", ACTIONS);
    }

    fn rule(&mut self, rule: &Rule) {
        let first = self.first(rule.span);
        self.begin(first, Line::Statement);
        if let Some(name) = &rule.name {
            self.breaks(self.behind(name.span), NAME, INDENT, 0);
        }
        self.expr(&rule.condition, OR, 0);
        let behind = self.behind(rule.condition.span);
        if self.is(behind, "then") {
            self.drop(behind);
        }
        if let Some(Action { span, .. }) = rule.actions.first() {
            // Below the condition, which is deeper itself where the rule has a name.
            let deeper = if rule.name.is_some() { 0 } else { INDENT };
            let at = self.first(*span);
            self.breaks(at, PARTS, deeper, RULE_WIDTH);
        }
        self.actions(&rule.actions);
    }

    /// Parts with marks between them; one after the last is left out.
    fn series(&mut self, places: &[Span], mark: &str, level: u8) {
        for place in places.iter().skip(1) {
            self.may_break(self.first(*place), level, INDENT, true);
        }
        if let Some(last) = places.last() {
            let behind = self.behind(*last);
            if self.is(behind, mark) {
                self.drop(behind);
            }
        }
    }

    fn test(&mut self, test: &Test) {
        self.begin(self.first(test.span), Line::Test);
        for line in &test.lines {
            self.begin(self.first(line.span), Line::Step);
            match &line.kind {
                TestLineKind::Given(facts) => {
                    let places: Vec<Span> = facts.iter().map(|fact| fact.span).collect();
                    for place in places.iter().skip(1) {
                        self.may_break(self.first(*place), PARTS, INDENT, true);
                    }
                }
                TestLineKind::Expect { only: _, outcomes } => {
                    let places: Vec<Span> = outcomes.iter().map(|outcome| outcome.span).collect();
                    self.series(&places, ";", PARTS);
                }
                TestLineKind::On(_) | TestLineKind::Later(_) | TestLineKind::Broken => {}
            }
        }
    }

    fn simulate(&mut self, simulate: &Simulate) {
        self.begin(self.first(simulate.span), Line::Simulate);
        for line in &simulate.lines {
            self.begin(self.first(line.span), Line::Turn);
        }
    }

    fn report(&mut self, report: &Report) {
        self.begin(self.first(report.span), Line::Report);
        for line in &report.lines {
            self.begin(self.first(line.span), Line::Wish);
            match &line.kind {
                ReportLineKind::Wheel(stages) => self.names(stages),
                ReportLineKind::Value { value, .. } | ReportLineKind::Source(value) => {
                    self.expr(value, OR, 0);
                }
                ReportLineKind::Referred { by, .. } => self.expr(by, OR, 0),
                ReportLineKind::Paying { .. }
                | ReportLineKind::Spending { .. }
                | ReportLineKind::Verdict { .. }
                | ReportLineKind::Broken => {}
            }
        }
    }
}
