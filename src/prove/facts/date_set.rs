//! When a date may be.

use super::point::Point;

/// A place in time, just before a point or just after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::prove) struct Cut {
    pub at: Point,
    pub after: bool,
}

impl Cut {
    pub(in crate::prove) fn before(at: Point) -> Cut {
        Cut { at, after: false }
    }

    pub(in crate::prove) fn after(at: Point) -> Cut {
        Cut { at, after: true }
    }

    /// Whether this is never after another one.
    fn is_never_after(self, other: Cut) -> bool {
        if self.after && !other.after {
            return self.at.is_before(other.at);
        }
        self.at.is_never_after(other.at)
    }
}

/// A stretch of time, and whether it may be unknown when in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::prove) struct DateSet {
    pub unknown: bool,
    /// Whether it is unknown in any case.
    pub never_known: bool,
    /// After all of these.
    pub from: Vec<Cut>,
    /// Before all of these.
    pub to: Vec<Cut>,
}

impl DateSet {
    /// Any time.
    pub(in crate::prove) fn known() -> DateSet {
        DateSet::default()
    }

    /// No time.
    pub(in crate::prove) fn unknown() -> DateSet {
        DateSet { unknown: true, never_known: true, ..DateSet::default() }
    }

    pub(in crate::prove) fn from(cut: Cut) -> DateSet {
        DateSet { from: vec![cut], ..DateSet::default() }
    }

    pub(in crate::prove) fn to(cut: Cut) -> DateSet {
        DateSet { to: vec![cut], ..DateSet::default() }
    }

    /// The same, or unknown.
    pub(in crate::prove) fn or_unknown(mut self) -> DateSet {
        self.unknown = true;
        self
    }

    /// What is in both.
    pub(in crate::prove) fn and(&self, other: &DateSet) -> DateSet {
        let both = |own: &[Cut], other: &[Cut]| {
            let mut all = own.to_vec();
            all.extend(other.iter().filter(|cut| !own.contains(cut)));
            all
        };
        DateSet {
            unknown: self.unknown && other.unknown,
            never_known: self.never_known || other.never_known,
            from: both(&self.from, &other.from),
            to: both(&self.to, &other.to),
        }
    }

    /// The same where it is known when points are that it speaks of: what is before a point is before
    /// whatever the point is before.
    pub(in crate::prove) fn given<'s>(
        &self,
        when: impl Fn(Point) -> Option<&'s DateSet>,
    ) -> DateSet {
        let mut given = self.clone();
        for cut in &self.from {
            let from = when(cut.at).into_iter().flat_map(|set| &set.from);
            given.from.extend(from.map(|point| Cut { after: cut.after || point.after, ..*point }));
        }
        for cut in &self.to {
            let to = when(cut.at).into_iter().flat_map(|set| &set.to);
            given.to.extend(to.map(|point| Cut { after: cut.after && point.after, ..*point }));
        }
        given
    }

    /// Whether there is certainly nothing in it.
    pub(in crate::prove) fn is_empty(&self) -> bool {
        !self.unknown && !self.has_time()
    }

    /// Whether there may be a time in it.
    pub(in crate::prove) fn has_time(&self) -> bool {
        !self.never_known
            && !self.to.iter().any(|to| self.from.iter().any(|from| to.is_never_after(*from)))
    }

    /// Whether there is certainly nothing in both.
    pub(in crate::prove) fn is_apart_from(&self, other: &DateSet) -> bool {
        let ends = || self.to.iter().chain(&other.to);
        let mut begins = self.from.iter().chain(&other.from);
        let is_never = self.never_known || other.never_known;
        !(self.unknown && other.unknown)
            && (is_never || begins.any(|from| ends().any(|to| to.is_never_after(*from))))
    }

    /// Whether all of it is certainly in another one.
    pub(in crate::prove) fn is_within(&self, other: &DateSet) -> bool {
        if self.unknown && !other.unknown {
            return false;
        }
        if !self.has_time() {
            return true;
        }
        let begins = |cut: &Cut| self.from.iter().any(|own| cut.is_never_after(*own));
        let ends = |cut: &Cut| self.to.iter().any(|own| own.is_never_after(*cut));
        !other.never_known && other.from.iter().all(begins) && other.to.iter().all(ends)
    }
}
