//! Stages, their rules and actions.

use crate::problems::Span;
use crate::values::Decimal;

use super::{Bound, Expr, Filter, Name, Text};

/// `stage Name "description" as "outside"` and what stands under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    pub span: Span,
    pub name: Name,
    pub description: Option<Text>,
    pub outside: Option<Text>,
    pub resting: Option<Span>,
    pub capacity: Option<Capacity>,
    /// `if leaking "what it means"`: what a report says when people stop here.
    pub if_leaking: Option<Text>,
    pub refers: Vec<Refers>,
    pub on_entering: Vec<OnEntering>,
    pub rules: Vec<Rule>,
}

/// `capacity 150 by spent, when full wait`.
#[derive(Clone, Debug, PartialEq)]
pub struct Capacity {
    pub span: Span,
    pub count: Bound,
    /// Who comes first, the highest; in the order of ids where it is left out.
    pub by: Option<Expr>,
    pub when_full: WhenFull,
}

/// What happens when more want into a stage than there is room.
#[derive(Clone, Debug, PartialEq)]
pub enum WhenFull {
    /// They stay where they are; also where nothing is said.
    Wait,
    /// `move longest in stage to Stage`.
    MoveLongest { to: Name },
    /// `move lowest spent to Stage`, or `highest`.
    MoveBy { highest: bool, by: Expr, to: Name },
}

/// `refers 1 to Engaged`: what the people of a stage bring to another each rotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Refers {
    pub span: Span,
    pub count: Decimal,
    pub to: Name,
}

/// `on entering ACTIONS`.
#[derive(Clone, Debug, PartialEq)]
pub struct OnEntering {
    pub span: Span,
    pub actions: Vec<Action>,
}

/// `any stage`: rules for every stage.
#[derive(Clone, Debug, PartialEq)]
pub struct AnyStage {
    pub span: Span,
    pub rules: Vec<Rule>,
}

/// `rule "name" after|when CONDITION ACTIONS`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub span: Span,
    pub name: Option<Text>,
    pub word: RuleWord,
    pub condition: Expr,
    pub actions: Vec<Action>,
}

/// The two mean the same; the format keeps the one written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleWord {
    After,
    When,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    pub span: Span,
    pub kind: ActionKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ActionKind {
    /// `move to Stage`; `skip` when it says `skip to Stage`.
    Move {
        skip: bool,
        to: Name,
    },
    Give {
        verb: GiveVerb,
        gift: Name,
        each: Option<ForEach>,
    },
    Tag(Text),
    Untag(Text),
    /// It could not be read: the checker says nothing, and takes it that it may lead anywhere.
    Broken,
}

/// `for each referral where bought within 30 days`.
#[derive(Clone, Debug, PartialEq)]
pub struct ForEach {
    pub span: Span,
    pub events: Name,
    pub filter: Filter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GiveVerb {
    Send,
    Give,
    Offer,
    Grant,
    InviteTo,
    Notify,
}
