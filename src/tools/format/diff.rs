//! What formatting would change, line by line.

/// How many lines that stay are shown around those that change.
const AROUND: usize = 2;

/// A line of a text, or of what it is to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change<'t> {
    /// In both.
    Same(&'t str),
    /// In the old text alone.
    Less(&'t str),
    /// In the new text alone.
    More(&'t str),
    /// Where lines that stay are left out: the next one's number, from 1.
    Skip(usize),
}

/// The lines that change from one text to another, with some around them.
pub fn diff<'t>(old: &'t str, new: &'t str) -> Vec<Change<'t>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let all = changes(&old, &new);
    let mut shown = Vec::new();
    let mut line = 1;
    let mut skipped = true;
    for (at, change) in all.iter().enumerate() {
        let from = at.saturating_sub(AROUND);
        let to = (at + AROUND + 1).min(all.len());
        let near = all[from..to].iter().any(|near| !matches!(near, Change::Same(_)));
        if near {
            if skipped {
                shown.push(Change::Skip(line));
            }
            shown.push(*change);
        }
        skipped = !near;
        if !matches!(change, Change::More(_)) {
            line += 1;
        }
    }
    shown
}

/// Walks both texts together. Where they part, the nearest pair of lines that are the same is where
/// they meet again: not always the fewest changes, but never slow.
pub fn changes<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<Change<'t>> {
    let mut all = Vec::new();
    let (mut one, mut other) = (0, 0);
    while one < old.len() || other < new.len() {
        if one < old.len() && old.get(one) == new.get(other) {
            all.push(Change::Same(old[one]));
            (one, other) = (one + 1, other + 1);
            continue;
        }
        let (mut less, mut more) = meeting(&old[one..], &new[other..]);
        while less > 0 && more > 0 && old[one + less - 1] == new[other + more - 1] {
            (less, more) = (less - 1, more - 1);
        }
        all.extend(old[one..one + less].iter().map(|line| Change::Less(line)));
        all.extend(new[other..other + more].iter().map(|line| Change::More(line)));
        (one, other) = (one + less, other + more);
    }
    all
}

/// How many lines of each text come before they meet again.
fn meeting(old: &[&str], new: &[&str]) -> (usize, usize) {
    /// Further away, nobody would see what belongs together.
    const FAR: usize = 60;
    for far in 1..FAR {
        for less in 0..=far {
            let more = far - less;
            let meets = old.get(less).is_some_and(|line| new.get(more) == Some(line));
            if meets && old.get(less).is_some_and(|line| !line.trim().is_empty()) {
                return (less, more);
            }
        }
    }
    (old.len().min(1), new.len().min(1))
}
