//! The values and lists of a shape, however deep they are in objects.

use super::column::Column;
use super::names::{self, is_hidden};
use super::notes;
use super::shape::Shape;
use super::words::Words;
use crate::values::{Path, Step};

/// An object with more keys than this names its values by ids, and no field can be made of them.
const MOST_KEYS: usize = 200;

/// A value or a list, and the keys that lead to it.
#[derive(Clone, Debug)]
pub(super) struct Leaf<'s> {
    pub path: Vec<&'s str>,
    pub shape: &'s Shape,
    pub words: Words,
    /// The amounts next to it are those of a system that counts in cents.
    pub in_cents: bool,
}

/// What cannot be read: why, and where it is.
pub(super) type Unread = Vec<(&'static str, String)>;

/// The leaves of a shape, and what of it cannot be read, in words.
pub(super) fn leaves(shape: &Shape) -> (Vec<Leaf<'_>>, Unread) {
    let (mut leaves, mut unread) = (Vec::new(), Vec::new());
    gather(shape, &mut Vec::new(), &mut leaves, &mut unread);
    (leaves, unread)
}

fn gather<'s>(
    shape: &'s Shape,
    path: &mut Vec<&'s str>,
    leaves: &mut Vec<Leaf<'s>>,
    unread: &mut Unread,
) {
    let has = |name: &str| shape.keys.iter().any(|(key, _)| &**key == name);
    // Stripe's objects say what they are, and count in cents.
    let in_cents = has("object") && has("currency") || has("stripe_id");
    if shape.keys.len() > MOST_KEYS && !path.is_empty() {
        unread.push((notes::MANY_KEYS, shown(path)));
        return;
    }
    for (name, inner) in &shape.keys {
        path.push(name);
        let place = shown(path);
        if inner.twice {
            unread.push((notes::TWICE, place));
        } else if inner.kinds() > 1 {
            unread.push((notes::SEVERAL_KINDS, place));
        } else if text_of(path).is_none() {
            unread.push((notes::UNSAYABLE, place));
        } else if inner.objects > 0 {
            gather(inner, path, leaves, unread);
        } else {
            let words = Words::of(name);
            leaves.push(Leaf { path: path.clone(), shape: inner, words, in_cents });
        }
        path.pop();
    }
}

impl<'s> Leaf<'s> {
    pub(super) fn column(&self) -> &'s Column {
        &self.shape.column
    }

    /// The last of its keys.
    pub(super) fn name(&self) -> &'s str {
        self.path.last().copied().unwrap_or_default()
    }

    /// The path as rules write it.
    pub(super) fn text(&self) -> String {
        text_of(&self.path).unwrap_or_default()
    }

    /// The same for people.
    pub(super) fn shown(&self) -> String {
        shown(&self.path)
    }
}

/// A path as rules write it; `None` if they cannot.
fn text_of(path: &[&str]) -> Option<String> {
    // A literal has escapes for line feeds alone.
    if path.iter().any(|key| key.contains(|c| is_hidden(c) && c != '\n')) {
        return None;
    }
    let steps = Path(path.iter().map(|key| Step::Key((*key).to_owned())).collect());
    if let [key] = path
        && Path::parse(key).as_ref() == Some(&steps)
    {
        return Some((*key).to_owned());
    }
    let single = steps.to_string();
    let double = single.replace("['", "[\"").replace("']", "\"]");
    [single, double].into_iter().find(|text| Path::parse(text).as_ref() == Some(&steps))
}

fn shown(path: &[&str]) -> String {
    format!("`{}`", names::shown(&path.join(".")))
}
