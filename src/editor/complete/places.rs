//! What fits in each kind of declarations, by the words before the cursor.

use super::super::block::Block;
use super::scope::{Form, Scope};
use super::{CompletionKind as Kind, Proposal, words};
use crate::check::Type;
use crate::syntax::{ACTIONS, lines_of};
use crate::terms::GiftKind;
use crate::values::currency::Currency;
use crate::values::time::zone_names;

/// What fits at a place, of which the grammar takes only a part.
pub(super) fn fitting(scope: Scope<'_>) -> Vec<Proposal> {
    let before = scope.before;
    if before.word(0) == "any" && before.begins_line() == "any" {
        return words::keywords(&["stage"]);
    }
    if !before.starts_line || before.goes_on() {
        return scope.inside();
    }
    let declared = if before.is_outside { words::declarations(scope) } else { Vec::new() };
    [declared, words::lines(scope), scope.inside()].concat()
}

impl Scope<'_> {
    /// What goes on with a declaration.
    fn inside(self) -> Vec<Proposal> {
        match self.before.block {
            Block::None | Block::Text => Vec::new(),
            Block::Header => self.in_header(),
            Block::Customer => self.in_customer(),
            Block::Let => self.in_condition(),
            Block::Gift => self.in_gift(),
            Block::Stage => self.in_stage(),
            Block::Score | Block::Balance => self.in_score(),
            Block::Limit | Block::Pause => self.in_limit(),
            Block::Group => self.in_group(),
            Block::Experiment => self.in_experiment(),
            Block::Test => self.in_test(),
            Block::Simulate => self.in_simulation(),
            Block::Report => self.in_report(),
        }
    }

    fn in_header(self) -> Vec<Proposal> {
        let value = |name: String| Proposal::new(name, Kind::Value);
        match self.before.word(0) {
            "currency" => {
                let first = ["USD", "EUR", "GBP"].into_iter().map(str::to_owned);
                let all = Currency::all().map(|it| it.code().to_owned());
                first.chain(all).map(value).collect()
            }
            "timezone" => zone_names().filter(|name| name.contains('/')).map(value).collect(),
            "start" => self.stages(),
            _ => Vec::new(),
        }
    }

    /// What goes on with an action, or is given by it.
    pub(super) fn in_action(self) -> Option<Vec<Proposal>> {
        let before = self.before;
        Some(match (before.word(1), before.word(0)) {
            ("move" | "skip", "to") => self.stages(),
            (_, "move" | "skip" | "invite") => words::keywords(&["to"]),
            ("invite", "to") => self.gifts(&[GiftKind::Program]),
            (_, "notify") => self.gifts(&[GiftKind::Alert]),
            (_, "send") => self.gifts(&[GiftKind::Message, GiftKind::Reward]),
            (_, "give" | "offer" | "grant") => self.gifts(&[GiftKind::Reward]),
            _ => return None,
        })
    }

    fn in_stage(self) -> Vec<Proposal> {
        let before = self.before;
        let is_full = before.begins_line() == "capacity" || before.has_on_line(&["full"]);
        match (before.word(2), before.word(1), before.word(0)) {
            (_, "when", "full") => words::keywords(&[
                "wait",
                "move longest in stage to",
                "move lowest",
                "move highest",
            ]),
            (_, _, "move") if is_full => {
                words::keywords(&["longest in stage to", "lowest", "highest"])
            }
            (_, _, "to") if is_full || before.has_on_line(&["refers"]) => self.stages(),
            (_, _, "by" | "lowest" | "highest") if is_full => self.numbers(),
            (_, "capacity", _) => words::keywords(&["by", "when full"]),
            _ if is_full => [words::keywords(&["when full", "to"]), self.in_condition()].concat(),
            (_, "refers", _) | (_, _, "refers") => words::keywords(&["to"]),
            (_, "for", "each") => self.lists(Form::One),
            (_, _, "on") => words::keywords(&["entering"]),
            (_, "on", "entering") | (_, _, ";") => words::actions(),
            (_, "rule", _) => words::keywords(&["after", "when"]),
            _ => match self.in_action() {
                Some(proposals) => proposals,
                None if before.is_in_condition() || before.has_on_line(&["each"]) => {
                    self.in_condition()
                }
                None if ACTIONS.contains(&before.word(1)) || before.word(1) == "to" => {
                    words::keywords(&["for each"])
                }
                None => Vec::new(),
            },
        }
    }

    fn in_gift(self) -> Vec<Proposal> {
        let before = self.before;
        let currency = self.model().currency;
        let option = before.last_of(&[
            ",", "costs", "worth", "while", "by", "aims", "in", "budget", "kept", "reward",
            "message", "program", "alert", "once", "to",
        ]);
        match (before.word(1), before.word(0)) {
            (_, "reward" | "message" | "program" | "alert") => Vec::new(),
            ("only", "in") => vec![words::snippet("(", "($1)")],
            (_, "(" | ",") if self.is_in_only_in() => self.stages(),
            (_, "costs" | "worth") => [self.values_of(Type::Money), self.numbers()].concat(),
            (_, "budget" | "most") => self.values_of(Type::Money),
            ("kept", "for") => words::lengths(),
            ("aims", "for") => self.events(Form::WithArticle),
            (_, "by") => self.numbers(),
            (_, "calendar") => words::periods(),
            (_, "per") => words::per(),
            _ if before.after_number() && option == Some("aims") => {
                let form = if before.word(0) == "1" { Form::One } else { Form::Several };
                self.events(form)
            }
            (_, "every") => words::keywords(&["time"]),
            (_, "to") => self.of_type(|ty| ty == Type::Text),
            (_, ",") => words::gift_options(before, currency),
            _ if before.after_text()
                || matches!(before.word(1), "reward" | "message" | "program" | "alert") =>
            {
                words::gift_options(before, currency)
            }
            _ if matches!(option, Some("while" | "by" | "costs" | "worth" | "aims")) => {
                let more = words::keywords(&["while", "by"]);
                [self.in_condition(), more].concat()
            }
            _ if before.after_number() && matches!(option, Some("once" | "kept" | "budget")) => {
                words::units(before)
            }
            _ => Vec::new(),
        }
    }

    /// Whether the bracket that is open is that of `only in`.
    fn is_in_only_in(self) -> bool {
        let open = self.before.open_bracket();
        open.is_some_and(|open| self.before.word(open + 2) == "only")
    }

    fn in_score(self) -> Vec<Proposal> {
        let before = self.before;
        match (before.word(1), before.word(0)) {
            (_, "score" | "balance" | "add" | "take" | "earn") => Vec::new(),
            (list, ".") => self.attributes_of(list),
            (_, "at") => words::keywords(&["least", "most"]),
            ("add" | "take" | "earn", _) => words::keywords(&["per", "when"]),
            (_, "per") => {
                let amount = words::amount_of(self.model().currency);
                [self.events(Form::One), vec![amount], words::keywords(&["full"])].concat()
            }
            (_, "of") if before.has_on_line(&["per"]) => {
                self.values_of_events(|ty| matches!(ty, Type::Money | Type::Number))
            }
            (_, "spend") => self.values_of_events(|ty| ty == Type::Number),
            (_, "for") => words::lengths(),
            ("for", _) => [words::units(before), words::keywords(&["calendar"])].concat(),
            (_, "calendar") => words::units(before),
            _ if before
                .last_of(&["when", "where", "add", "take", "earn", "spend", "for"])
                .is_some_and(|word| matches!(word, "when" | "where")) =>
            {
                [self.in_condition(), words::keywords(&["for"])].concat()
            }
            _ => words::keywords(&["where", "for", "of", "at least", "at most"]),
        }
    }

    fn in_limit(self) -> Vec<Proposal> {
        let before = self.before;
        let is_excepted = before.last_of(&["except", "to", "when", ")"]) == Some("except");
        match (before.word(1), before.word(0)) {
            (_, "limit" | "pause") => self.limited(),
            (_, "except" | "(" | ",") if is_excepted => self.excepted(),
            ("limit", "to") => Vec::new(),
            ("messages" | "programs" | "alerts", "to") => Vec::new(),
            (_, "to") => vec![words::amount(self.model().currency)],
            (_, "calendar") => words::periods(),
            (_, "per") => words::per(),
            ("per", _) => words::units(before),
            _ if before.block == Block::Pause && before.last_of(&["when"]).is_some() => {
                self.in_condition()
            }
            _ => words::keywords(&["to", "when", "except", "per"]),
        }
    }

    fn in_group(self) -> Vec<Proposal> {
        match self.before.word(0) {
            "(" | "," => self.all_gifts(),
            _ => Vec::new(),
        }
    }

    fn in_experiment(self) -> Vec<Proposal> {
        let before = self.before;
        match (before.word(1), before.word(0)) {
            (_, ",") => {
                vec![words::snippet("aims for", "aims for ${1:1 purchase} within ${2:30} days")]
            }
            ("aims", "for") => self.events(Form::WithArticle),
            _ if before.last_of(&["aims"]).is_some() => self.in_condition(),
            _ => Vec::new(),
        }
    }

    fn in_simulation(self) -> Vec<Proposal> {
        let before = self.before;
        match (before.word(1), before.word(0)) {
            (_, "enter") | ("%", "of") | ("each", "in") => self.stages(),
            (_, "to") if before.has_on_line(&["move", "brings"]) => self.stages(),
            (_, "costs") => vec![words::amount(self.model().currency)],
            ("enter", _) => words::keywords(&["each rotation"]),
            (_, "%") => words::keywords(&["of"]),
            ("of", _) => words::keywords(&["move to"]),
            ("in", _) => words::keywords(&["brings"]),
            _ => words::keywords(&["enter", "each rotation", "to"]),
        }
    }

    fn in_report(self) -> Vec<Proposal> {
        let before = self.before;
        let line = before.last_of(lines_of("report")).unwrap_or_default();
        match (line, before.word(1), before.word(0)) {
            ("wheel", _, "wheel" | ",") | ("paying", _, "paying") | ("spending", _, "on") => {
                self.stages()
            }
            (_, "calendar", _) | (_, _, "report") => Vec::new(),
            (_, _, "calendar") => words::periods(),
            (_, _, "per") => words::per(),
            ("spending", _, "spending") => vec![words::amount(self.model().currency)],
            ("verdict", _, "on") => [self.all_gifts(), self.experiments()].concat(),
            ("verdict", _, "at") => vec![words::day()],
            (_, _, "within") => words::lengths(),
            (_, "within", _) => words::units(before),
            ("value", _, "value") => self.numbers(),
            ("source" | "referred", _, "source" | "by") => self.of_type(|ty| ty == Type::Text),
            ("value" | "source" | "referred", _, _) => {
                let more = words::keywords(&["within", "margin", "keep"]);
                [more, self.in_condition()].concat()
            }
            _ => words::keywords(&["within", "on", "at"]),
        }
    }
}
