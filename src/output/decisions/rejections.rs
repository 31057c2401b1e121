//! The rejected records of a run, grouped by what is wrong with them.

use std::collections::BTreeMap;

use super::Rejection;
use crate::output::words::number;
use crate::problems::{Ink, Look, shown};
use crate::values::path;

/// This many of the first ones are kept word for word.
const FIRST: usize = 10;

/// This many kinds of fault are told apart; what comes after them is only counted.
const KINDS: usize = 40;

/// This many places are named of one kind.
const PLACES: usize = 3;

/// The records that were rejected, in constant memory however many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejections {
    /// How many there are.
    pub count: u64,
    /// How many of them are about a file as a whole.
    pub whole_files: u64,
    /// The first after which customers may be missing, so that no updated records are written.
    pub lossy: Option<Rejection>,
    /// The first of them, in the order of the input.
    pub first: Vec<Rejection>,
    kinds: BTreeMap<(&'static str, String), Group>,
    /// Of further kinds.
    beyond: u64,
}

/// Records with the same fault.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    count: u64,
    /// The order in which the kinds were met.
    order: usize,
    what: String,
    /// The same without the path.
    reason: String,
    /// Whether the others say the same, word for word.
    all_alike: bool,
    /// Files and lines.
    places: Vec<(String, u64)>,
}

impl Group {
    /// What is wrong, in the words of the first one where the others differ.
    fn words(&self, path: &str) -> String {
        match (self.all_alike, path) {
            (true, _) => self.what.clone(),
            (false, "") => format!("{} (and others like it)", self.what),
            (false, path) => {
                format!("{}: {} (and others like it)", path::in_words(path), self.reason)
            }
        }
    }

    /// `customers.ndjson:10, 11, 12, …`.
    fn places(&self) -> String {
        let mut out = String::new();
        let mut last = "";
        for (file, line) in &self.places {
            let comma = if out.is_empty() { "" } else { ", " };
            out.push_str(comma);
            if file != last {
                out.push_str(&format!("{file}:"));
            }
            out.push_str(&line.to_string());
            last = file;
        }
        let more = self.count > self.places.len() as u64;
        out + if more { ", …" } else { "" }
    }
}

impl Rejections {
    /// Takes up one more.
    pub fn add(&mut self, rejection: Rejection) {
        let group = Group {
            count: 1,
            order: 0,
            what: rejection.what(),
            reason: rejection.reason.clone(),
            all_alike: true,
            places: vec![(rejection.file.clone(), rejection.line)],
        };
        self.add_group(rejection.group(), group);
        self.count += 1;
        self.whole_files += u64::from(rejection.whole_file);
        if rejection.is_lossy() && self.lossy.is_none() {
            self.lossy = Some(rejection.clone());
        }
        if self.first.len() < FIRST {
            self.first.push(rejection);
        }
    }

    /// Takes up those of a later part of the input.
    pub fn merge(&mut self, later: Rejections) {
        self.count += later.count;
        self.whole_files += later.whole_files;
        self.beyond += later.beyond;
        self.lossy = self.lossy.take().or(later.lossy);
        let room = FIRST - self.first.len();
        self.first.extend(later.first.into_iter().take(room));
        let mut groups: Vec<_> = later.kinds.into_iter().collect();
        groups.sort_by_key(|(_, group)| group.order);
        for (kind, group) in groups {
            self.add_group(kind, group);
        }
    }

    fn add_group(&mut self, kind: (&'static str, String), later: Group) {
        let order = self.kinds.len();
        if let Some(group) = self.kinds.get_mut(&kind) {
            group.count += later.count;
            group.all_alike &= later.all_alike && group.what == later.what;
            let room = PLACES - group.places.len();
            group.places.extend(later.places.into_iter().take(room));
        } else if order < KINDS {
            self.kinds.insert(kind, Group { order, ..later });
        } else {
            self.beyond += later.count;
        }
    }

    /// One line a kind: how often, what, and where first. Empty where nothing was rejected.
    pub fn draw(&self, look: Look) -> String {
        let mut groups: Vec<_> = self.kinds.iter().collect();
        groups.sort_by_key(|(_, group)| (std::cmp::Reverse(group.count), group.order));
        let mut out = String::new();
        for ((code, path), group) in groups {
            let count = format!("    {} × ", number(group.count));
            let column = count.chars().count();
            let what = look.wrap(&shown(&group.words(path)), column, column);
            let places = format!("{} [{code}]", group.places());
            let places = look.paint(Ink::Quiet, &shown(&places));
            out.push_str(&format!("{count}{what}\n{:column$}{places}\n", ""));
        }
        if self.beyond > 0 {
            out.push_str(&format!("    {} × other faults\n", number(self.beyond)));
        }
        out
    }

    /// The first ones word for word, and how many more there are.
    pub fn list(&self, look: Look) -> String {
        let tag = |code: &str| look.paint(Ink::Error, &format!("rejected[{code}]:"));
        let line = |rejection: &Rejection| {
            format!("{} {}\n", tag(rejection.code), shown(&rejection.sentence()))
        };
        let mut out: String = self.first.iter().map(line).collect();
        let more = self.count - self.first.len() as u64;
        if more > 0 {
            let tag = look.paint(Ink::Error, "rejected:");
            out.push_str(&format!("{tag} and {} more\n", number(more)));
        }
        out
    }
}
