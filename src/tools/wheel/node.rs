//! A stage as a picture shows it.

use crate::check::model::{Action, Model, Rule};
use crate::problems::shown;

/// A stage, or what happens in every stage.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is called.
    pub name: String,
    /// What it is, for people.
    pub description: Option<String>,
    /// The gifts that are given in it, on entering it or on the way out of it.
    pub gifts: Vec<String>,
    /// What is done with tags in it: `tags “VIP”, “new”`.
    pub tags: Vec<String>,
    /// How many customers it holds, if there is a limit.
    pub capacity: Option<u64>,
    /// Customers stay here forever, and nothing says that this is meant.
    pub dead_end: bool,
    /// No arrow leads here from the start.
    pub unreachable: bool,
}

impl Node {
    /// A stage of the model.
    pub(super) fn of(model: &Model, stage: usize) -> Node {
        let declared = &model.stages[stage];
        let entering = declared.on_entering.iter().flat_map(|on| &on.actions);
        let rules = declared.rules.iter().flat_map(|rule| &rule.actions);
        let actions = entering.chain(rules);
        Node {
            name: shown(&declared.name).into_owned(),
            description: declared.description.as_deref().map(|text| shown(text).into_owned()),
            gifts: gifts(model, actions.clone()),
            tags: tags(actions),
            capacity: declared.capacity.as_ref().map(|capacity| capacity.count),
            dead_end: model.is_dead_end(stage),
            unreachable: !model.reached()[stage],
        }
    }

    /// What happens in every stage, if anything does.
    pub(super) fn anywhere(model: &Model) -> Option<Node> {
        let actions = model.any_stage.iter().flat_map(|rule| &rule.actions);
        let (gifts, tags) = (gifts(model, actions.clone()), tags(actions));
        let moves = model.any_stage.iter().any(|rule: &Rule| rule.move_to.is_some());
        (moves || !gifts.is_empty() || !tags.is_empty()).then(|| Node {
            name: "any stage".to_owned(),
            description: None,
            gifts,
            tags,
            capacity: None,
            dead_end: false,
            unreachable: false,
        })
    }

    /// What is wrong with it, in a few words each.
    pub fn marks(&self) -> impl Iterator<Item = &'static str> {
        let dead_end = self.dead_end.then_some("dead end");
        let unreachable = self.unreachable.then_some("cannot be reached");
        dead_end.into_iter().chain(unreachable)
    }
}

/// The names of the gifts that actions give, each once, in the order in which they are given.
fn gifts<'m>(model: &Model, actions: impl Iterator<Item = &'m Action>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in actions.filter_map(|action| gift(model, action)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The name of the gift that an action gives, if it gives one.
pub(super) fn gift(model: &Model, action: &Action) -> Option<String> {
    match action {
        Action::Give { gift, .. } => Some(shown(&model.gifts[*gift].name).into_owned()),
        Action::Tag(_) | Action::Untag(_) => None,
    }
}

/// What actions do with tags, in at most two phrases.
fn tags<'m>(actions: impl Iterator<Item = &'m Action>) -> Vec<String> {
    let (mut set, mut removed): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for action in actions {
        let (all, tag) = match action {
            Action::Tag(tag) => (&mut set, tag),
            Action::Untag(tag) => (&mut removed, tag),
            Action::Give { .. } => continue,
        };
        let quoted = format!("“{}”", shown(tag));
        if !all.contains(&quoted) {
            all.push(quoted);
        }
    }
    let removes = if removed.len() == 1 { "removes the tag" } else { "removes the tags" };
    let phrases =
        [("tags", set), (removes, removed)].into_iter().filter(|(_, all)| !all.is_empty());
    phrases.map(|(verb, all)| format!("{verb} {}", all.join(", "))).collect()
}
