//! Notes where names are written, and what each stands for.

use crate::problems::Span;

use super::Checker;
use super::at::At;
use super::model::{AttributeOf, Events, Mention, Named};
use super::names::Meaning;

impl Checker<'_> {
    /// Notes that a name is written here.
    pub(super) fn mention(&mut self, span: Span, named: Named) {
        self.mentions.push(Mention { span, named });
    }

    /// Notes a name of what the file declares.
    pub(super) fn mention_of(&mut self, span: Span, meaning: Meaning) {
        let named = match meaning {
            Meaning::Field(field) => Named::Field(field),
            Meaning::List(list) => Named::List(list),
            Meaning::Let(place) => Named::Let(place),
            Meaning::Score(score) => Named::Score(score),
            Meaning::Experiment(experiment) => Named::Experiment(experiment),
            Meaning::Group(group) => Named::Group(group),
            Meaning::Gift(gift) => Named::Gift(gift),
            Meaning::Stage(stage) => Named::Stage(stage),
            Meaning::Broken => return,
        };
        self.mention(span, named);
    }

    /// Notes an attribute of the events that are asked; those that all events have are not declared.
    pub(super) fn mention_attribute(&mut self, span: Span, at: At, attribute: AttributeOf) {
        if let (At::List(list), AttributeOf::Declared(attribute)) = (at, attribute) {
            self.mention(span, Named::Attribute { list, attribute });
        }
    }

    /// The same of events that are known.
    pub(super) fn mention_declared(&mut self, span: Span, events: &Events, attribute: usize) {
        let at = self.inside(events);
        self.mention_attribute(span, at, AttributeOf::Declared(attribute));
    }

    /// All that were noted, in the order of their places, each once.
    pub(super) fn noted(&mut self) -> Vec<Mention> {
        let mut mentions = std::mem::take(&mut self.mentions);
        mentions.sort_unstable();
        mentions.dedup();
        mentions
    }
}
