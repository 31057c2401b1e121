//! Checks what records call gifts: each name is that of one gift.

use std::collections::HashMap;

use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree::GiftOptionKind;

use super::Checker;

/// A name of a gift, and where it is written.
struct Called<'t> {
    gift: usize,
    name: &'t str,
    span: Span,
    /// Its name in the rules, which records have only if it has no other one.
    inside: bool,
    older: bool,
}

impl<'t> Checker<'t> {
    /// No two gifts may share a name, in the rules or in records, now or formerly.
    pub(super) fn names_in_records(&mut self) {
        let mut seen: HashMap<&str, Vec<Called<'t>>> = HashMap::new();
        for called in self.all_called() {
            if called.name.trim().is_empty() {
                let title = "A gift needs a name in the records";
                let help = "write a name between the quotation marks";
                self.refuse(code::BAD_LITERAL, title, called.span, "this is empty", help);
                continue;
            }
            let earlier = seen.entry(called.name).or_default();
            // Two gifts with the same name in the rules have been told.
            let other = earlier.iter().find(|other| match other.gift == called.gift {
                true => self.says_nothing_new(other, &called),
                false => !(other.inside && called.inside),
            });
            if let Some(other) = other {
                let problem = self.shared(other, &called);
                self.problems.push(problem);
            }
            earlier.push(called);
        }
    }

    /// All names of all gifts, in the order of the file.
    fn all_called(&self) -> Vec<Called<'t>> {
        let mut all = Vec::new();
        for (gift, tree) in self.file.gifts().enumerate() {
            let (name, span) = (tree.name.text.as_str(), tree.name.span);
            all.push(Called { gift, name, span, inside: true, older: false });
            for option in &tree.options {
                let (texts, older) = match &option.kind {
                    GiftOptionKind::As(text) => (std::slice::from_ref(text), false),
                    GiftOptionKind::Formerly(texts) => (&texts[..], true),
                    GiftOptionKind::Fades(_)
                    | GiftOptionKind::Sample { .. }
                    | GiftOptionKind::Holdout(_)
                    | GiftOptionKind::Budget { .. }
                    | GiftOptionKind::OnlyIn(_)
                    | GiftOptionKind::AimsFor { .. }
                    | GiftOptionKind::Costs(_)
                    | GiftOptionKind::Worth(_)
                    | GiftOptionKind::To(_)
                    | GiftOptionKind::HowOften(_)
                    | GiftOptionKind::KeptFor { .. }
                    | GiftOptionKind::Broken => (&[][..], false),
                };
                all.extend(texts.iter().map(|text| {
                    let (name, span) = (text.text.as_str(), text.span);
                    Called { gift, name, span, inside: false, older }
                }));
            }
        }
        all
    }

    /// Whether a gift says a name again that it has in records: an older name may be that of the rules
    /// if records now have another one.
    fn says_nothing_new(&self, earlier: &Called<'_>, again: &Called<'_>) -> bool {
        let has_outside = self.gifts.get(again.gift).is_some_and(|gift| gift.outside.is_some());
        match (earlier.inside, earlier.older, again.older) {
            (true, _, older) => older && !has_outside,
            (false, earlier, again) => earlier || again,
        }
    }

    fn shared(&self, first: &Called<'_>, again: &Called<'_>) -> Problem {
        let name = again.name;
        if first.gift == again.gift {
            let title = format!("`{}` is called \"{name}\" already", self.gift_called(again.gift));
            let problem = Problem::new(code::DECLARED_TWICE, title, again.span, "the same name");
            return problem.and_at(first.span, "it has it here").help("remove it");
        }
        let (one, other) = (self.gift_called(first.gift), self.gift_called(again.gift));
        let title = format!("`{one}` and `{other}` cannot both be called \"{name}\"");
        let problem = Problem::new(code::DECLARED_TWICE, title, again.span, "this one");
        let help = "a history with this name would not say which gift it was: use another name for one of them";
        problem.and_at(first.span, "and this one").help(help)
    }

    fn gift_called(&self, gift: usize) -> &str {
        self.gifts.get(gift).map_or("", |gift| gift.name.as_str())
    }
}
