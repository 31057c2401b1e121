//! Checks groups of gifts, and what `except` leaves of those that a `limit` or `pause` is about.

use crate::problems::{Problem, Problems, register as code};
use crate::syntax::tree::{File, Name};
use crate::terms::GiftKind;

use super::model::Named;
use super::names::Meaning;
use super::{Checker, suggest};

impl Checker<'_> {
    /// The gifts of each group exist, once each.
    pub(super) fn groups(&mut self) {
        let file = self.file;
        for group in file.groups() {
            self.once_each(&group.gifts);
            for gift in &group.gifts {
                self.gift_named(gift, GiftKind::Message);
            }
        }
    }

    fn once_each(&mut self, names: &[Name]) {
        for (at, name) in names.iter().enumerate() {
            if let Some(first) = names[..at].iter().find(|other| other.text == name.text) {
                let title = format!("`{}` is in this list twice", name.text);
                self.problems.push(
                    Problem::new(code::DECLARED_TWICE, title, name.span, "again here")
                        .and_at(first.span, "first here")
                        .help("keep one of them"),
                );
            }
        }
    }

    /// The gifts of a group by its name, the first of the file first.
    pub(super) fn group_named(&mut self, name: &Name) -> Option<Vec<usize>> {
        let Some(Meaning::Group(group)) = self.names.get(&name.text) else { return None };
        self.used_groups[group] = true;
        self.mention(name.span, Named::Group(group));
        let gifts = self.file.groups().nth(group).map_or(&[][..], |group| &group.gifts);
        let place = |name: &Name| self.gifts.iter().position(|gift| gift.name == name.text);
        let mut gifts: Vec<usize> = gifts.iter().filter_map(place).collect();
        gifts.sort_unstable();
        gifts.dedup();
        Some(gifts)
    }

    /// What is left of some gifts without those that are excepted.
    pub(super) fn all_but(
        &mut self,
        subject: &Name,
        gifts: Vec<usize>,
        except: &[Name],
    ) -> Option<Vec<usize>> {
        self.once_each(except);
        let mut left = gifts.clone();
        for name in except {
            let excepted = self.excepted(name)?;
            if !excepted.iter().any(|gift| gifts.contains(gift)) {
                let title = format!("`{}` is not among the `{}`", name.text, subject.text);
                let help = format!("remove it: this is about `{}` only", subject.text);
                self.refuse(code::MISPLACED, title, name.span, "excepted here", help);
                return None;
            }
            left.retain(|gift| !excepted.contains(gift));
        }
        if left.is_empty() && !gifts.is_empty() {
            let title = format!("Nothing is left of `{}`", subject.text);
            let help = "except fewer of them, or delete the whole line";
            let label = "all of these are excepted";
            let problem = Problem::new(code::LIMIT_IDLE, title, subject.span, label);
            self.problems.push(problem.help(help));
        }
        Some(left)
    }

    /// A gift, or the gifts of a group.
    fn excepted(&mut self, name: &Name) -> Option<Vec<usize>> {
        if let Some(gifts) = self.group_named(name) {
            return Some(gifts);
        }
        let groups = self.file.groups().map(|group| group.name.text.as_str());
        if self.names.get(&name.text).is_none()
            && let Some(close) = suggest::closest(&name.text, groups)
        {
            let title = format!("No gift or group is called `{}`", name.text);
            let problem = Problem::new(code::UNKNOWN_GIFT, title, name.span, "not declared");
            self.problems.push(suggest::meant(problem, close));
            return None;
        }
        self.gift_named(name, GiftKind::Message).map(|gift| vec![gift])
    }
}

/// Warns of groups that nothing uses.
pub(super) fn unused(file: &File, used: &[bool], problems: &mut Problems) {
    for (group, _) in file.groups().zip(used).filter(|(_, used)| !**used) {
        let name = &group.name.text;
        let title = format!("Nothing uses the group `{name}`");
        let help = format!(
            "use it in a limit, for example `limit messages except {name} to 2 per 7 days`, or \
             delete it"
        );
        let problem = Problem::new(code::UNUSED_LET, title, group.name.span, "declared here");
        problems.push(problem.help(help));
    }
}
