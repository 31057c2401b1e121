//! What formatting would change, line by line.

use std::collections::HashMap;

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
    let places = places(new);
    // By line of the old text, where the new one has the same.
    let same: Vec<&[usize]> =
        old.iter().map(|line| places.get(line).map_or(&[][..], Vec::as_slice)).collect();
    let (mut one, mut other) = (0, 0);
    while one < old.len() || other < new.len() {
        if one < old.len() && old.get(one) == new.get(other) {
            all.push(Change::Same(old[one]));
            (one, other) = (one + 1, other + 1);
            continue;
        }
        let alone = (usize::from(one < old.len()), usize::from(other < new.len()));
        let (mut less, mut more) = meeting(&same[one..], other).unwrap_or(alone);
        while less > 0 && more > 0 && old[one + less - 1] == new[other + more - 1] {
            (less, more) = (less - 1, more - 1);
        }
        all.extend(old[one..one + less].iter().map(|line| Change::Less(line)));
        all.extend(new[other..other + more].iter().map(|line| Change::More(line)));
        (one, other) = (one + less, other + more);
    }
    all
}

/// Where each line of a text is. Blank ones say nothing of what belongs together.
fn places<'t>(lines: &[&'t str]) -> HashMap<&'t str, Vec<usize>> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        places.entry(line).or_default().push(place);
    }
    places
}

/// How many lines of the old text and of the new one, from `other` on, come before they meet again. Of equally
/// near meetings, it is the one with the fewest of the old.
fn meeting(same: &[&[usize]], other: usize) -> Option<(usize, usize)> {
    /// Further away, nobody would see what belongs together.
    const FAR: usize = 60;
    let (mut nearest, mut found) = (FAR, None);
    for (less, places) in same.iter().enumerate() {
        if less >= nearest {
            break;
        }
        let next = places.partition_point(|place| *place < other);
        let more = places.get(next).map(|place| place - other);
        if let Some(more) = more.filter(|more| less + more < nearest) {
            (nearest, found) = (less + more, Some((less, more)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The nearest meeting, among all pairs of lines.
    fn slowly(old: &[&str], new: &[&str]) -> Option<(usize, usize)> {
        let pairs = (1..60).flat_map(|far| (0..=far).map(move |less| (less, far - less)));
        pairs.into_iter().find(|(less, more)| {
            old.get(*less).is_some_and(|it| !it.is_empty() && new.get(*more) == Some(it))
        })
    }

    #[test]
    fn texts_meet_where_they_are_nearest() {
        let words = ["", "a", "b", "c", "d", "e", "f", "g", "h"];
        let mut random = 1_usize;
        let mut draw = |below: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (random >> 33) % below
        };
        for round in 0..500 {
            let length = 1 + round % 90;
            let [old, new] = [1, 5].map(|from| -> Vec<&str> {
                (0..length).map(|_| words[(from + draw(5)) % words.len()]).collect()
            });
            if old[0] == new[0] {
                continue;
            }
            let places = places(&new);
            let same: Vec<&[usize]> =
                old.iter().map(|line| places.get(line).map_or(&[][..], Vec::as_slice)).collect();
            assert_eq!(meeting(&same, 0), slowly(&old, &new), "{old:?} {new:?}");
        }
    }

    #[test]
    fn many_lines_that_are_gone() {
        // To compare each with the next lines of the other text would take minutes.
        let old = vec![""; 1_000_000];
        let new = ["a"; 100];
        assert_eq!(changes(&old, &new).len(), old.len() + new.len());
    }
}
