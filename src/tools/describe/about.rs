//! One thing that rules declare, in sentences.

use super::document::Item;
use super::said::{Said, say};
use super::words::Words;
use crate::check::model::{Events, Model, Named};

/// What is said of something that rules declare; a group is by its gifts.
pub fn about(model: &Model, named: Named) -> Vec<Item> {
    let words = Words { model, list: None };
    match named {
        Named::Field(field) => model.fields.get(field).map(|it| words.field(it)).into_iter(),
        Named::List(list) => (list < model.lists.len()).then(|| words.events(list)).into_iter(),
        Named::Attribute { list, attribute } => {
            let declared = model.lists.get(list).and_then(|it| it.attributes.get(attribute));
            let inside = words.of_events(&Events::List(list));
            let said = declared.map(|attribute| inside.attribute_words(attribute));
            said.map(|said| say!(said, ", of each of ", words.many(&Events::List(list)), "."))
                .into_iter()
        }
        Named::Value { choice, value } => {
            let found = model.choices.get(choice);
            let name = found.and_then(|choice| Some((choice, choice.values.names().get(value)?)));
            let said = name.map(|(choice, name)| {
                say!(Said::name(name), " is a value of ", Said::name(&choice.owner), ".")
            });
            said.into_iter()
        }
        Named::Let(place) => {
            return (place < model.lets.len()).then(|| words.named(place)).into_iter().collect();
        }
        Named::Score(place) => {
            return (place < model.scores.len()).then(|| words.score(place)).into_iter().collect();
        }
        Named::Experiment(place) => {
            model.experiments.get(place).map(|it| words.experiment(it)).into_iter()
        }
        Named::Group(_) => return Vec::new(),
        Named::Gift(place) => {
            return if place < model.gifts.len() { words.gift_items(place) } else { Vec::new() };
        }
        Named::Stage(place) => {
            return if place < model.stages.len() { words.stage_items(place) } else { Vec::new() };
        }
    }
    .map(Item::new)
    .collect()
}

impl Words<'_> {
    /// A gift, who gets it, and what it costs.
    fn gift_items(self, place: usize) -> Vec<Item> {
        let gift = &self.model.gifts[place];
        let about = gift.description.as_deref().map(|text| say!(": ", Said::sentence(text)));
        let about = about.unwrap_or_else(|| ".".into());
        let mut items = vec![Item::new(say!(self.gift(place), " is ", self.kind(gift), about))];
        items.extend(self.about_gift(place));
        if gift.costs.is_some() {
            let (one, all) = (self.most_for_one(place), self.most_for_all(place));
            items.push(Item::new(say!("At most, one customer costs: ", one, ".")));
            items.push(Item::new(say!("At most, all customers together cost: ", all, ".")));
        }
        let limits = self.model.limits.iter().filter(|limit| limit.gifts.contains(&place));
        items.extend(limits.map(|limit| Item::new(self.limit(limit))));
        items
    }

    /// A stage without its rules.
    fn stage_items(self, place: usize) -> Vec<Item> {
        let stage = &self.model.stages[place];
        let said = self.stage_words(place).into_iter().chain(self.entering(&stage.on_entering));
        let capacity = stage.capacity.as_ref().map(|capacity| self.capacity(capacity));
        said.chain(capacity).map(Item::new).collect()
    }
}
