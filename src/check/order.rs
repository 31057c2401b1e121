//! In which order things can be looked at that build on each other.

/// Puts all things in groups, each after those that it builds on. Things that build on each other
/// in a circle are one group. This is Tarjan's algorithm without recursion, because a chain can be
/// as long as a file.
pub(super) fn groups(builds_on: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search {
        builds_on,
        entered: vec![None; builds_on.len()],
        earliest: vec![0; builds_on.len()],
        is_open: vec![false; builds_on.len()],
        open: Vec::new(),
        count: 0,
        groups: Vec::new(),
    };
    for start in 0..builds_on.len() {
        search.follow(start);
    }
    search.groups
}

struct Search<'b> {
    builds_on: &'b [Vec<usize>],
    /// Which one it was to be entered, once it was.
    entered: Vec<Option<usize>>,
    /// The earliest that was entered of those that it leads back to.
    earliest: Vec<usize>,
    /// What has no group yet, in the order in which it was entered.
    open: Vec<usize>,
    is_open: Vec<bool>,
    count: usize,
    groups: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn follow(&mut self, start: usize) {
        let mut path = Vec::new();
        self.enter(start, &mut path);
        while let Some((thing, place)) = path.last_mut() {
            let thing = *thing;
            let Some(&next) = self.builds_on[thing].get(*place) else {
                path.pop();
                self.leave(thing, path.last().map(|(above, _)| *above));
                continue;
            };
            *place += 1;
            match self.entered[next] {
                None => self.enter(next, &mut path),
                Some(at) if self.is_open[next] => {
                    self.earliest[thing] = self.earliest[thing].min(at);
                }
                Some(_) => {}
            }
        }
    }

    fn enter(&mut self, thing: usize, path: &mut Vec<(usize, usize)>) {
        if self.entered[thing].is_some() {
            return;
        }
        self.entered[thing] = Some(self.count);
        self.earliest[thing] = self.count;
        self.count += 1;
        self.open.push(thing);
        self.is_open[thing] = true;
        path.push((thing, 0));
    }

    fn leave(&mut self, thing: usize, above: Option<usize>) {
        if let Some(above) = above {
            self.earliest[above] = self.earliest[above].min(self.earliest[thing]);
        }
        if self.entered[thing] != Some(self.earliest[thing]) {
            return;
        }
        // Nothing that was entered after it leads further back, so all of that is its group.
        let first = self.open.iter().rposition(|other| *other == thing).unwrap_or_default();
        let group = self.open.split_off(first);
        group.iter().for_each(|member| self.is_open[*member] = false);
        self.groups.push(group);
    }
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn what_is_built_on_comes_first_and_circles_are_one_group() {
        assert_eq!(groups(&[vec![1], vec![2], vec![]]), [[2], [1], [0]]);
        assert_eq!(groups(&[vec![1], vec![2], vec![1]]), [vec![1, 2], vec![0]]);
        assert_eq!(groups(&[vec![0], vec![]]), [[0], [1]]);
        let long: Vec<Vec<usize>> = (0..100_000).map(|at| vec![(at + 1) % 100_000]).collect();
        assert_eq!(groups(&long).len(), 1);
    }
}
