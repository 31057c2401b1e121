//! Which names an expression builds on, and how deep in it they are. This is asked before anything
//! is checked, so it looks at the tree.

use crate::syntax::tree::{
    Asked, Expr, GiftOptionKind, Points, Since, SinceKind, Window, WindowKind,
};

use super::Checker;
use super::at::At;
use super::model::Events;
use super::names::Meaning;

/// Something with a name that builds on others, by its place among its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Let(usize),
    Score(usize),
    /// The filter of a list.
    List(usize),
    /// What a gift costs and is worth.
    Gift(usize),
}

/// What an expression builds on.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses {
    /// How many steps lead to its deepest part.
    pub deepest: usize,
    /// The names in it, each with the steps that lead to it.
    pub names: Vec<(usize, Named)>,
}

impl<'t> Checker<'t> {
    /// Everything with a name that builds on others, and what it builds on.
    pub(super) fn all_uses(&self) -> Vec<(Named, Uses)> {
        let lets = self.lets.iter().map(|a_let| self.uses(&a_let.tree().value, At::Customer));
        let lets = lets.enumerate().map(|(index, uses)| (Named::Let(index), uses));
        let scores = self.file.scores().enumerate().map(|(index, score)| {
            let mut uses = Uses::default();
            for line in &score.lines {
                match &line.points {
                    Points::When { condition, .. } => {
                        self.in_expr(condition, At::Customer, 0, &mut uses);
                    }
                    Points::Events(given) => {
                        let condition = given.condition.as_deref();
                        self.in_events(&given.events.text, condition, 0, &mut uses);
                    }
                }
            }
            (Named::Score(index), uses)
        });
        let list_filters =
            self.list_filters().into_iter().enumerate().map(|(index, list_filter)| {
                let uses = list_filter.map(|list_filter| self.uses(list_filter, At::List(index)));
                let mut uses = uses.unwrap_or_default();
                // What belongs to an event counts as that event does.
                let parent = self.lists[index].parent();
                uses.names.extend(parent.map(|parent| (0, Named::List(parent))));
                (Named::List(index), uses)
            });
        let gifts = self.file.gifts().enumerate().map(|(index, gift)| {
            let mut uses = Uses::default();
            for option in &gift.options {
                if let GiftOptionKind::Costs(amount) | GiftOptionKind::Worth(amount) = &option.kind
                {
                    self.in_expr(amount, At::Customer, 0, &mut uses);
                }
            }
            (Named::Gift(index), uses)
        });
        lets.chain(scores).chain(list_filters).chain(gifts).collect()
    }

    /// What an expression builds on.
    pub(super) fn uses(&self, expr: &Expr, at: At) -> Uses {
        let mut uses = Uses::default();
        self.in_expr(expr, at, 0, &mut uses);
        uses
    }

    /// What counting events builds on, such as in what a gift aims for.
    pub(super) fn uses_of_events(&self, word: &str, condition: Option<&Expr>) -> Uses {
        let mut uses = Uses::default();
        self.in_events(word, condition, 0, &mut uses);
        uses
    }

    fn in_expr(&self, expr: &Expr, at: At, level: usize, uses: &mut Uses) {
        uses.deepest = uses.deepest.max(level);
        let level = level + 1;
        expr.asks(&mut |asked| match asked {
            Asked::Expr(part) => self.in_expr(part, at, level, uses),
            Asked::Events(events, condition) => {
                self.in_events(&events.text, condition, level, uses);
            }
            Asked::Window(window) => self.in_window(window, level, uses),
            Asked::Since(since) => self.in_moment(since, at, level, uses),
            Asked::Name(name) => self.in_name(name, at, level - 1, uses),
        });
    }

    /// A name inside a `where` is first the event's own.
    fn in_name(&self, name: &str, at: At, level: usize, uses: &mut Uses) {
        if self.attribute_in(at, name).is_some() {
            return;
        }
        match self.names.value(name) {
            Some(Meaning::Let(index)) => uses.names.push((level, Named::Let(index))),
            Some(Meaning::Score(index)) => uses.names.push((level, Named::Score(index))),
            Some(
                Meaning::Field(_)
                | Meaning::Experiment(_)
                | Meaning::Group(_)
                | Meaning::List(_)
                | Meaning::Gift(_)
                | Meaning::Stage(_)
                | Meaning::Broken,
            )
            | None => {}
        }
    }

    /// Counting events builds on the filter of their list, and on what they are asked.
    fn in_events(&self, word: &str, condition: Option<&Expr>, level: usize, uses: &mut Uses) {
        let events = self.names.word_events(word);
        match events {
            Some(Events::List(list)) => uses.names.push((level, Named::List(*list))),
            // Something in the history may cost what it costs today.
            Some(Events::Given(gifts)) => {
                uses.names.extend(gifts.iter().map(|gift| (level, Named::Gift(*gift))));
            }
            Some(Events::Within { .. } | Events::Count(_) | Events::Broken) | None => {}
        }
        if let Some(condition) = condition {
            let at = events.map_or(At::Broken, |events| self.inside(events));
            self.in_expr(condition, at, level, uses);
        }
    }

    fn in_window(&self, window: &Window, level: usize, uses: &mut Uses) {
        match &window.kind {
            WindowKind::Since(since) => self.in_moment(since, At::Customer, level, uses),
            WindowKind::Between(from, to) => {
                self.in_expr(from, At::Customer, level, uses);
                self.in_expr(to, At::Customer, level, uses);
            }
            WindowKind::Within(_) | WindowKind::This(_) | WindowKind::Last(_) => {}
        }
    }

    fn in_moment(&self, since: &Since, at: At, level: usize, uses: &mut Uses) {
        match &since.kind {
            SinceKind::Entering => {}
            SinceKind::Last(events) => self.in_events(&events.text, None, level, uses),
            SinceKind::Value(value) => self.in_expr(value, at, level, uses),
        }
    }
}
