//! Gifts for each event of a list: the events need a key, and all rules have to agree.

use crate::problems::{Problem, Problems, Span, register as code};
use crate::syntax::tree::{self, ActionKind};
use crate::terms::GiftKind;

use super::Checker;
use super::model::{Action, Events, Filter, ForEach, Model};

impl Checker<'_> {
    /// `for each referral where bought within 30 days`, of a gift.
    pub(super) fn for_each(&mut self, tree: &tree::ForEach, gift: usize) -> ForEach {
        let events = self.events_named(&tree.events);
        let filter = self.filter(&tree.filter, &events, &tree.events);
        let fits = self.is_no_program(tree, gift) && self.has_key(&tree.events, &events);
        match fits {
            true => ForEach { span: tree.span, events, filter },
            false => ForEach { span: tree.span, events: Events::Broken, filter: Filter::default() },
        }
    }

    /// Whether a rule gives a gift for each event of a list.
    pub(super) fn is_for_each(&self, gift: usize) -> bool {
        let name = &self.gifts[gift].name;
        self.asked_for_each().any(|(gift, _)| gift.text == *name)
    }

    /// All `for each` of the file, with the gifts that they are for.
    pub(super) fn asked_for_each(&self) -> impl Iterator<Item = (&tree::Name, &tree::ForEach)> {
        let file = self.file;
        let rules = file.stages().flat_map(|stage| &stage.rules);
        let rules = rules.chain(file.any_stages().flat_map(|any| &any.rules));
        let entering = file.stages().flat_map(|stage| &stage.on_entering);
        let actions = rules.flat_map(|rule| &rule.actions);
        let actions = actions.chain(entering.flat_map(|on| &on.actions));
        actions.filter_map(|action| match &action.kind {
            ActionKind::Give { gift, each, .. } => Some((gift, each.as_ref()?)),
            ActionKind::Move { .. }
            | ActionKind::Tag(_)
            | ActionKind::Untag(_)
            | ActionKind::Broken => None,
        })
    }

    fn is_no_program(&mut self, tree: &tree::ForEach, gift: usize) -> bool {
        let gift = &self.gifts[gift];
        if gift.kind != GiftKind::Program {
            return true;
        }
        let title = format!("`{}` is a program, which a customer joins once", gift.name);
        let help = format!(
            "write `invite to {}`, or declare a reward and give that for each {}",
            gift.name, tree.events.text
        );
        let problem = Problem::new(code::MISPLACED, title, tree.span, "not for each event");
        self.problems.push(problem.and_at(gift.span, "declared here").help(help));
        false
    }

    /// Without a key, nobody could say which events a gift was given for already.
    fn has_key(&mut self, name: &tree::Name, events: &Events) -> bool {
        let list = match events {
            Events::List(list) | Events::Within { list, .. } => &self.lists[*list],
            Events::Broken => return false,
            Events::Count(_) => {
                let declared = self.names.declared_word(&name.text);
                let title = format!("`{declared}` is only a count: its events have no key");
                let help = format!("declare them as events: `{declared}: events key \"id\"`");
                let label = "which of them was it given for?";
                self.refuse(code::EACH_KEY, title, name.span, label, help);
                return false;
            }
            Events::Given(_) => {
                let keyed = self.lists.iter().find(|list| list.key.is_some());
                let help = match keyed {
                    Some(list) => format!("name events instead, for example `{}`", list.name),
                    None => "name the events of a list that has a `key`".to_owned(),
                };
                let title = "What was given has no key, so a gift cannot be for each of it";
                self.refuse(code::EACH_KEY, title, name.span, "these are gifts", help);
                return false;
            }
        };
        if list.key.is_some() {
            return true;
        }
        let title = format!("`for each` needs a key, and `{}` has none", list.name);
        let label = "nothing tells these events apart";
        let help = format!(
            "add `key \"id\"` to the declaration of `{}`, with the name of what is different for \
             each event",
            list.name
        );
        let problem = Problem::new(code::EACH_KEY, title, name.span, label);
        self.problems.push(problem.and_at(list.span, "declared here").help(help));
        false
    }
}

/// Notes for each gift the list whose events it is given for. All rules have to say the same.
pub(super) fn agree(model: &mut Model, problems: &mut Problems) {
    for index in 0..model.gifts.len() {
        let Some(ways) = ways(model, index) else { continue };
        let each = || ways.iter().filter_map(|(span, list)| Some((*span, (*list)?)));
        let Some((span, list)) = each().next() else { continue };
        let once = ways.iter().position(|(_, list)| list.is_none());
        if let Some(once) = once {
            problems.push(mixed(model, index, (span, list), ways[once].0, once == 0));
        } else if let Some(other) = each().find(|(_, other)| *other != list) {
            problems.push(of_two_lists(model, index, (span, list), other));
        } else {
            model.gifts[index].each = Some(list);
        }
    }
}

/// Where rules ask for a gift, and for each event of which list, if for each; `None` if one of them
/// could not be understood.
fn ways(model: &Model, index: usize) -> Option<Vec<(Span, Option<usize>)>> {
    let mut ways = Vec::new();
    for action in model.actions() {
        let Action::Give { gift, span, each, .. } = action else { continue };
        if *gift != index {
            continue;
        }
        ways.push(match each {
            None => (*span, None),
            Some(each) => match each.events {
                Events::List(list) | Events::Within { list, .. } => (each.span, Some(list)),
                Events::Count(_) | Events::Given(_) | Events::Broken => return None,
            },
        });
    }
    Some(ways)
}

/// `give mug` in one place, and `give mug for each order` in another.
fn mixed(
    model: &Model,
    gift: usize,
    (each, list): (Span, usize),
    once: Span,
    once_first: bool,
) -> Problem {
    let (name, events) = (&model.gifts[gift].name, &model.lists[list].name);
    let title =
        format!("`{name}` is given with `for each` in one place, and without it in another");
    let help = format!(
        "give it for each of the `{events}` everywhere, or declare another gift for one of the two"
    );
    let each = (each, format!("for each of the `{events}` here"));
    let once = (once, "without `for each` here".to_owned());
    let (first, second) = if once_first { (once, each) } else { (each, once) };
    Problem::new(code::EACH_MIXED, title, second.0, second.1).and_at(first.0, first.1).help(help)
}

/// `give mug for each order` in one place, and `give mug for each visit` in another.
fn of_two_lists(model: &Model, gift: usize, one: (Span, usize), other: (Span, usize)) -> Problem {
    let name = &model.gifts[gift].name;
    let [a, b] = [one.1, other.1].map(|list| &model.lists[list].name);
    let title = format!("`{name}` is given for each of the `{a}` and of the `{b}`");
    let label = |list: &String| format!("for each of the `{list}` here");
    Problem::new(code::EACH_MIXED, title, other.0, label(b))
        .and_at(one.0, label(a))
        .help(format!("declare another gift to give for each of the `{b}`"))
}
