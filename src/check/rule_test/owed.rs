//! What is owed to the customer of a test.

use crate::check::Checker;
use crate::check::model::Fact;
use crate::problems::{Span, register as code};
use crate::syntax::tree::{Expr, ExprKind, FactValue, Name, Text, When};
use crate::terms::GiftKind;
use crate::values::Clock;

/// `owed bonus for "r-1" 3 days ago`.
pub(super) struct Owed<'t> {
    pub gift: &'t Name,
    pub event: Option<&'t Text>,
    pub when: &'t When,
    pub span: Span,
}

impl Checker<'_> {
    pub(super) fn owed(&mut self, owed: &Owed<'_>, clock: &Clock) -> Option<Fact> {
        if let Some(fact) = self.field_called_owed(owed, clock) {
            return Some(fact);
        }
        let gift = self.gift_named(owed.gift, GiftKind::Reward)?;
        let since = self.when(owed.when, clock)?;
        self.can_be_owed(owed, gift).then(|| {
            let event = owed.event.map(|text| text.text.clone());
            Fact::Owed { gift, event, since }
        })
    }

    /// `owed pro`, for a field of this name.
    fn field_called_owed(&mut self, owed: &Owed<'_>, clock: &Clock) -> Option<Fact> {
        let name = Name { span: owed.span, text: "owed".to_owned() };
        let alone = owed.event.is_none() && *owed.when == When::Now;
        if !alone || self.field_of(&name).is_none() {
            return None;
        }
        let kind = ExprKind::Name(owed.gift.text.clone());
        let value = FactValue::Plain(Expr { span: owed.gift.span, kind });
        self.field_fact(&name, &value, clock)
    }

    /// Only a gift that is kept is ever owed; one for each event, for one of them.
    fn can_be_owed(&mut self, owed: &Owed<'_>, gift: usize) -> bool {
        let is_for_each = self.is_for_each(gift);
        let gift = &self.gifts[gift];
        let name = gift.name.clone();
        if gift.kept.is_none() {
            let title = format!("`{name}` is not kept, so nobody is owed it");
            let help = format!("add `kept for 7 days` where `{name}` is declared, or remove this");
            self.refuse(code::TEST_FACT, title, owed.gift.span, "lost once it is withheld", help);
            return false;
        }
        match (is_for_each, owed.event) {
            (true, None) => {
                let title = format!("For which event is `{name}` owed?");
                let help = format!("say its key: `owed {name} for \"...\"`");
                let label = "given for each event of a list";
                self.refuse(code::TEST_FACT, title, owed.gift.span, label, help);
                false
            }
            (false, Some(event)) => {
                let title = format!("`{name}` is not given for events");
                let help = format!("write `owed {name}` without `for`");
                self.refuse(code::TEST_FACT, title, event.span, "the key of an event", help);
                false
            }
            (true, Some(_)) | (false, None) => true,
        }
    }
}
