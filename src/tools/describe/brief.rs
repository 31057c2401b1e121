//! The whole brief: what is said in which section.

use super::document::{Block, Brief, Item, Level};
use super::noun;
use super::said::{Said, say};
use super::words::Words;
use super::{notes, rule};
use crate::check::model::Model;
use crate::problems::shown;
use crate::values::Decimal;

impl Brief {
    /// What the rules of a program do. `title` is for rules that have none.
    pub fn of(model: &Model, title: &str) -> Brief {
        let words = Words { model, list: None };
        let mut draft = Draft { words, blocks: Vec::new() };
        draft.beginning();
        draft.known();
        draft.stages();
        draft.gifts();
        draft.costs();
        draft.left_alone();
        draft.experiments();
        draft.promises();
        draft.tests();
        draft.simulations();
        draft.report();
        draft.test_details();
        let title = shown(model.title.as_deref().unwrap_or(title)).into_owned();
        Brief { title, blocks: draft.blocks }
    }
}

/// A brief that is being written.
struct Draft<'w> {
    words: Words<'w>,
    blocks: Vec<Block>,
}

impl Draft<'_> {
    fn section(&mut self, head: &'static str) {
        self.blocks.push(Block::Head(Level::Section, head.into()));
    }

    fn say(&mut self, said: impl Into<Said>) {
        self.blocks.push(Block::Paragraph(said.into()));
    }

    fn list(&mut self, items: Vec<Item>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    fn beginning(&mut self) {
        let words = self.words;
        let model = words.model;
        let zone = words.model.zone.iana_name().unwrap_or("UTC").replace('_', " ");
        self.say(say!(
            "This brief says what happens to each customer: which stages there are, what moves \
             customers from one to the next, what they get, and what that costs. Amounts are in ",
            words.model.currency.code().to_owned(),
            ", and a day begins and ends by the clocks of ",
            zone,
            "."
        ));
        self.section("The lifecycle at a glance");
        self.blocks.push(Block::Picture);
        let stages = model.stages.iter().enumerate().map(|(place, stage)| {
            let description = stage.description.as_deref();
            let said = match description {
                Some(text) => say!(words.stage(place), ": ", Said::quote(text)),
                None => words.stage(place),
            };
            Item::new(said)
        });
        let stages = stages.collect();
        self.say("These are the stages, in order:");
        self.list(stages);
        self.section("How a decision is made");
        self.list(notes::notes(model));
    }

    fn stages(&mut self) {
        let words = self.words;
        self.section("Stage by stage");
        for (place, stage) in words.model.stages.iter().enumerate() {
            self.blocks.push(Block::Head(Level::Part, words.stage(place)));
            if let Some(said) = words.stage_words(place) {
                self.say(said);
            }
            if let Some(said) = words.entering(&stage.on_entering) {
                self.say(said);
            }
            if let Some(capacity) = &stage.capacity {
                self.say(words.capacity(capacity));
            }
            if stage.rules.is_empty() {
                self.say("This stage has no rules of its own.");
            }
            self.list(stage.rules.iter().map(|rule| words.rule(rule)).collect());
        }
        if !words.model.any_stage.is_empty() {
            self.blocks.push(Block::Head(Level::Part, "In every stage".into()));
            self.say("These rules apply in every stage, after those of the stage itself:");
            self.list(words.model.any_stage.iter().map(|rule| words.rule(rule)).collect());
        }
    }

    fn gifts(&mut self) {
        let words = self.words;
        if words.model.gifts.is_empty() {
            return;
        }
        self.section("What customers get");
        for (place, gift) in words.model.gifts.iter().enumerate() {
            self.blocks.push(Block::Head(Level::Part, words.gift(place)));
            let about = gift.description.as_deref().map(|text| say!(": ", Said::sentence(text)));
            let about = about.unwrap_or_else(|| ".".into());
            self.say(say!("This is ", words.kind(gift), about));
            self.list(words.about_gift(place));
        }
    }

    /// What it costs at most, and the limits that see to that.
    fn costs(&mut self) {
        let words = self.words;
        let model = words.model;
        if model.gifts.is_empty() {
            return;
        }
        self.section("What it costs at most");
        let costly: Vec<usize> =
            (0..model.gifts.len()).filter(|gift| model.gifts[*gift].costs.is_some()).collect();
        if costly.is_empty() {
            self.say("The rules do not say what anything costs.");
        } else {
            self.say(
                "These bounds are true if each run is later than the one before it and starts from the \
                 records that it updated, with all customers together. “No bound” means that the rules alone do not \
                 limit the cost.",
            );
            let rows = costly.iter().map(|gift| {
                let cost = model.gifts[*gift].costs.as_ref().map(|cost| words.amount(cost));
                vec![
                    words.gift(*gift),
                    cost.unwrap_or_default(),
                    words.most_for_one(*gift),
                    words.most_for_all(*gift),
                ]
            });
            let head =
                vec!["gift", "each costs", "one customer, at most", "all customers, at most"];
            let rows = rows.collect();
            self.blocks.push(Block::Table(head, rows));
            if costly.len() < model.gifts.len() {
                self.say("Of all other gifts, the rules do not say what they cost.");
            }
        }
        if !model.limits.is_empty() {
            self.say("Whatever the rules ask for, these limits hold:");
            let limits = model.limits.iter().map(|limit| Item::new(words.limit(limit)));
            let limits = limits.collect();
            self.list(limits);
        }
    }

    fn left_alone(&mut self) {
        let words = self.words;
        let model = words.model;
        let mut items: Vec<Item> = Vec::new();
        for condition in &model.leave_out {
            let happens = "the customer takes part in nothing".into();
            items.push(rule::conditional(Said::default(), &words.clause(condition), happens));
        }
        for pause in &model.pauses {
            let gifts = words.gifts(&pause.gifts, " and ");
            let happens = say!("we hold back ", gifts, ". The same is true if we do not know");
            items.push(rule::conditional(
                Said::default(),
                &words.clause(&pause.condition),
                happens,
            ));
        }
        for (place, gift) in model.gifts.iter().enumerate() {
            if let Some(share) = gift.holdout {
                items.push(Item::new(say!(
                    "A control group of ",
                    noun::percent(share),
                    " of the customers never gets ",
                    words.gift(place),
                    "."
                )));
            }
            if let Some(sample) = gift.sample {
                items.push(Item::new(say!(
                    "Everyone outside a sample of ",
                    noun::percent(sample.share),
                    " does not get ",
                    words.gift(place),
                    "."
                )));
            }
        }
        self.section("Who is left alone");
        if items.is_empty() {
            self.say(
                "The rules leave nobody alone: there are no pauses, samples or control groups.",
            );
        }
        self.list(items);
    }

    fn known(&mut self) {
        let words = self.words;
        let model = words.model;
        self.section("What we know about a customer");
        let fields = model.fields.iter().map(|field| Item::new(words.field(field)));
        let lists = (0..model.lists.len()).map(|list| Item::new(words.events(list)));
        let items: Vec<Item> = fields.chain(lists).collect();
        let all = "Besides this, we know the stage of each customer and since when they are in it, their \
                   tags, and what they were given.";
        if items.is_empty() {
            self.say(
                "We know the stage of each customer and since when they are in it, their tags, and \
                      what they were given.",
            );
        } else {
            self.list(items);
            self.say(all);
        }
        let lets = (0..model.lets.len()).map(|place| words.named(place));
        let scores = (0..model.scores.len()).map(|place| words.score(place));
        let made: Vec<Item> = lets.chain(scores).collect();
        if !made.is_empty() {
            self.say("From that, we work out these:");
            self.list(made);
        }
        if !model.shows.is_empty() {
            let names = model.shows.iter().map(|shown| Said::name(&shown.name)).collect();
            self.say(say!("Each decision also shows ", Said::joined(names, " and "), "."));
        }
    }

    fn experiments(&mut self) {
        let words = self.words;
        if words.model.experiments.is_empty() {
            return;
        }
        self.section("Experiments");
        let items = words.model.experiments.iter();
        let items = items.map(|experiment| Item::new(words.experiment(experiment))).collect();
        self.list(items);
    }

    /// What `assert` lines say of all customers.
    fn promises(&mut self) {
        let asserts = self.words.model.questions.iter().filter(|question| question.in_file);
        let items: Vec<Item> =
            asserts.map(|question| Item::new(Said::sentence(&question.text))).collect();
        if items.is_empty() {
            return;
        }
        self.section("What is promised");
        self.say(
            "These are promises about all customers there can be. Whenever the rules are checked, flywheel \
             proves them, or shows a customer for whom they are not kept.",
        );
        self.list(items);
    }

    fn tests(&mut self) {
        let words = self.words;
        self.section("What the tests show");
        if words.model.tests.is_empty() {
            self.say("The rules come without tests.");
            return;
        }
        self.say(
            "Each of these is about a made-up customer. Anyone can check that the rules still do this, \
             by running the tests. What each of them supposes and expects is at the end.",
        );
        let titles = words.model.tests.iter().map(|test| Item::new(Said::sentence(&test.title)));
        let titles = titles.collect();
        self.list(titles);
    }

    /// The tests again, with everything that they suppose and expect.
    fn test_details(&mut self) {
        let words = self.words;
        if words.model.tests.is_empty() {
            return;
        }
        self.section("The tests in detail");
        let items = words.model.tests.iter().map(|test| words.test(test)).collect();
        self.blocks.push(Block::Folded("What each test supposes and expects", items));
    }

    fn simulations(&mut self) {
        let words = self.words;
        if words.model.simulations.is_empty() {
            return;
        }
        self.section("What we project");
        let items = words.model.simulations.iter();
        let items = items.map(|simulation| words.simulation(simulation)).collect();
        self.list(items);
    }

    fn report(&mut self) {
        let words = self.words;
        if let Some(report) = &words.model.report {
            self.section("What we report");
            self.list(words.report(report));
        }
    }
}

impl Words<'_> {
    /// What a stage is, besides its rules.
    fn stage_words(self, place: usize) -> Option<Said> {
        let stage = &self.model.stages[place];
        let mut said: Vec<Said> = Vec::new();
        if let Some(text) = &stage.description {
            said.push(Said::sentence(text));
        }
        if place == self.model.start {
            said.push("New customers start here.".into());
        }
        if stage.resting {
            said.push("Customers may stay here for good.".into());
        }
        for (count, to) in &stage.refers {
            let one = *count == Decimal::from(1i64);
            let people = if one { " new customer to " } else { " new customers to " };
            said.push(say!(
                "Everyone here is meant to bring ",
                noun::number(*count),
                people,
                self.stage(*to),
                "."
            ));
        }
        if let Some(text) = &stage.if_leaking {
            said.push(say!("If people stop here, it means: ", Said::sentence(text)));
        }
        if self.model.is_dead_end(place) {
            said.push("No rule leads out of this stage.".into());
        }
        if !self.model.reached()[place] {
            said.push("No rule leads to this stage.".into());
        }
        let count = said.len();
        let sentences = said
            .into_iter()
            .enumerate()
            .map(|(at, sentence)| if at + 1 < count { say!(sentence, " ") } else { sentence });
        let mut all = Said::default();
        sentences.for_each(|sentence| all.push(sentence));
        (!all.is_empty()).then_some(all)
    }
}
