//! What is wanted of a value, and of what is within it.

use super::action::Action;
use crate::records::plain::Node;
use crate::values::Names;

/// This many keys of one object can be wanted.
const MOST: usize = 64;

/// What is wanted of a value, as [`Node`] has it, made to be looked up fast.
#[derive(Clone, Debug)]
pub(in crate::records::fast) struct Wanted<U> {
    /// What the value itself is wanted for.
    pub(super) uses: Vec<U>,
    /// The names that are wanted where it is an object.
    pub(super) names: Names,
    /// What is wanted under each of the names.
    pub(super) under: Vec<Wanted<U>>,
    /// The places that are wanted where it is a list.
    pub(super) indexes: Vec<(usize, Wanted<U>)>,
}

impl<U: Copy> Wanted<U> {
    /// What a node wants, whose uses become those of the walk. `None` if that is too much.
    pub(crate) fn of<V: Copy>(node: &Node<V>, used: &impl Fn(V) -> U) -> Option<Wanted<U>> {
        if node.keys.len() > MOST {
            return None;
        }
        let under = node.keys.iter().map(|(_, node)| Wanted::of(node, used));
        let indexes =
            node.indexes.iter().map(|(index, node)| Some((*index, Wanted::of(node, used)?)));
        Some(Wanted {
            uses: node.uses.iter().copied().map(used).collect(),
            names: Names::new(node.keys.iter().map(|(name, _)| &**name)),
            under: under.collect::<Option<_>>()?,
            indexes: indexes.collect::<Option<_>>()?,
        })
    }

    /// Whether nothing within the value is wanted.
    pub(super) fn is_leaf(&self) -> bool {
        self.under.is_empty() && self.indexes.is_empty()
    }

    /// What is to be done with the value under a name.
    pub(super) fn action(&self, name: usize) -> Action<U> {
        let under = &self.under[name];
        match under.uses[..] {
            [wanted] if under.is_leaf() => Action::Take(wanted),
            _ => Action::Enter(name),
        }
    }
}

/// The bit of a name, by which it is noticed when a key comes twice.
pub(super) fn bit(name: usize) -> u64 {
    1 << (name % MOST)
}
