//! The plan: what a checked program comes down to. A small closed set of operations on slots,
//! without sugar; where each part of it is; and the list of what it needs of a record.
//!
//! ```text
//! expr   values           part   where each value and condition is, and how it is written
//! cond   conditions       walk   going through all of them
//! fold   going over events  places of what each is asked: a customer, or an event
//! needs  what is read of a record
//! reads  what the rules use of that, and what depends on it
//! report what a report needs besides the rules
//! lower  model to plan
//! graft  conditions of one plan in another
//! ```

mod amount;
mod balance;
mod cond;
mod experiment;
mod expr;
mod fold;
mod graft;
mod lower;
mod needs;
mod part;
mod places;
mod question;
mod reads;
mod recipient;
pub mod report;
mod walk;

pub use amount::Amount;
pub use balance::{Balance, BalanceLine};
pub use cond::{Atom, Cond, CondKind, Moment};
pub use experiment::{Arm, Experiment};
pub use expr::{Expr, ExprKind};
pub use fold::{Fold, FoldKind, FoldSource, Scope, WindowOp};
pub use graft::{Copied, Graft, Settled};
pub use lower::{For, lower};
pub use needs::{
    AttributeNeed, DeclaredTable, FieldNeed, GiftNames, Grant, GrantAmount, LEDGER, ListNeed,
    Needs, Owed, OwedNeed, Owner, TableNeed,
};
pub use part::{Part, PartId, Written};
pub use places::{Place, Places};
pub use question::{Does, Question, QuestionKind};
pub use reads::{Datum, Dependent, Reads};
pub use recipient::Recipient;
pub use walk::Node;

use jiff::tz::TimeZone;

pub use crate::check::Type;
use crate::problems::Span;
use crate::terms::{Cap, GiftKind, HowOften, Per, Sample};
use crate::values::Decimal;
use crate::values::currency::Currency;

/// The place of a stage in [`Plan::stages`].
pub type StageId = usize;
/// The place of a rule in [`Plan::rules`].
pub type RuleId = usize;
/// The place of a gift in [`Plan::gifts`].
pub type GiftId = usize;

/// Everything that evaluation needs to know of a program.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What the file is about, if it says so.
    pub title: Option<String>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// Where days begin and end.
    pub zone: TimeZone,
    /// The stage that new customers enter.
    pub start: StageId,
    /// The stages, in the order of the file.
    pub stages: Vec<Stage>,
    /// All rules, those without conditions too: what is done on entering, and making room.
    pub rules: Vec<Rule>,
    /// The rules of `any stage`, in order.
    pub any_stage: Vec<RuleId>,
    /// The gifts, in the order of the file.
    pub gifts: Vec<Gift>,
    /// Caps for each customer.
    pub limits: Vec<Limit>,
    /// What holds gifts back.
    pub pauses: Vec<Pause>,
    /// Customers for whom this is certainly true take part in nothing.
    pub leave_out: Option<Cond>,
    /// What every decision includes.
    pub shows: Vec<Shown>,
    /// What is asked of all customers; none in a plan that is made to decide by.
    pub questions: Vec<Question>,
    /// What a report needs; none in a plan that is made for something else.
    pub report: Option<report::Report>,
    /// The experiments, in the order of the file.
    pub experiments: Vec<Experiment>,
    /// What customers are ranked by over all of a run.
    pub standings: Vec<Standing>,
    /// Each `let` that is a value, and each score, evaluated once a record.
    pub lets: Vec<Let<Expr>>,
    /// Each `let` that is a condition, likewise.
    pub conditions: Vec<Let<Cond>>,
    /// Points that are earned and spent, by their index in
    /// [`ExprKind::Balance`].
    pub balances: Vec<Balance>,
    /// Passes over lists of events, each done once a record at most.
    pub folds: Vec<Fold>,
    /// By the slot of a list of the needs, which of its events count, if events of other lists belong
    /// to them: those count as these do.
    pub parents: Vec<Option<Parent>>,
    /// Lengths of time that are measured back from the `as of`.
    pub windows: Vec<crate::values::Duration>,
    /// What is read of a record.
    pub needs: Needs,
    /// What the rules use of that, as far as a record may lack it.
    pub reads: Reads,
    /// Where each value and each condition is, by its id. Ids follow the order in which parts
    /// were made, so the same rules have the same ids.
    pub parts: Vec<Part>,
    /// The values of each `one of`, as the rules call them, for [`Type::Choice`].
    ///
    /// [`Type::Choice`]: crate::check::Type::Choice
    pub choices: Vec<Vec<String>>,
}

impl Plan {
    /// Whether some gift is given for each event of a list.
    pub fn gives_for_each(&self) -> bool {
        self.gifts.iter().any(|gift| gift.each.is_some())
    }

    /// Where a value or condition is, and how it is written.
    pub fn part(&self, id: PartId) -> &Part {
        &self.parts[id.index()]
    }

    /// What the rules call a value of a `one of` or a stage that a part holds; `None` if it holds
    /// nothing like that.
    pub fn choice(&self, part: PartId, value: u16) -> Option<&str> {
        match self.part(part).ty {
            Type::Choice(choice) => {
                self.choices[choice].get(usize::from(value)).map(String::as_str)
            }
            Type::Stage => self.stages.get(usize::from(value)).map(|stage| stage.name.as_str()),
            Type::Number
            | Type::Money
            | Type::Text
            | Type::YesNo
            | Type::Date
            | Type::Day
            | Type::Duration
            | Type::Set
            | Type::Broken => None,
        }
    }

    /// The rules that are read in a stage, in order. Nobody moves to where they are, so a rule of
    /// any stage that moves there has nothing to say.
    pub fn rules_in(&self, stage: StageId) -> impl Iterator<Item = RuleId> {
        let rules = self.stages[stage].rules.iter().chain(&self.any_stage).copied();
        rules.filter(move |rule| self.rules[*rule].move_to != Some(stage))
    }

    /// Whether a rule is read in a stage.
    pub fn is_rule_in(&self, stage: StageId, rule: RuleId) -> bool {
        let is_there = self.stages[stage].rules.contains(&rule) || self.any_stage.contains(&rule);
        is_there && self.rules[rule].move_to != Some(stage)
    }
}

/// Which events of a list count.
#[derive(Clone, Debug)]
pub struct Parent {
    /// The list.
    pub scope: Scope,
    /// Its filter, which is asked of each event.
    pub condition: Cond,
}

/// A value that every decision includes, as it is before the step.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its name in the rules and in decisions.
    pub name: String,
    /// What it is.
    pub value: Expr,
}

/// A value or condition with a name of its own.
#[derive(Clone, Debug)]
pub struct Let<T> {
    /// Its name in the rules.
    pub name: String,
    /// Where the name is declared.
    pub span: Span,
    /// Whether it is a score: points for events, added up.
    pub is_score: bool,
    /// What it stands for.
    pub value: T,
}

/// A stage and its rules.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its name in rules and decisions.
    pub name: String,
    /// Where the name is declared.
    pub span: Span,
    /// Its name in records.
    pub outside: String,
    /// Actions on entering, as a rule without a condition.
    pub on_entering: Vec<RuleId>,
    /// Its own rules, in order.
    pub rules: Vec<RuleId>,
    /// How many customers it holds; `None`: any number.
    pub capacity: Option<Capacity>,
    /// The stages in which those begin whom its customers bring.
    pub refers: Vec<StageId>,
}

/// How many customers a stage holds.
#[derive(Clone, Debug)]
pub struct Capacity {
    /// A number.
    pub count: u64,
    /// Who comes first, the highest.
    pub by: Option<Expr>,
    /// Who makes room when it is full; `None`: the others wait.
    pub makes_room: Option<MakesRoom>,
}

/// Those in a full stage who move on so that others may enter.
#[derive(Clone, Debug)]
pub struct MakesRoom {
    /// The lowest or highest value first.
    pub by: Expr,
    /// Whether the highest value goes first, or the lowest.
    pub highest: bool,
    /// The stage where they go.
    pub to: StageId,
    /// The rule that decisions name for it.
    pub rule: RuleId,
}

/// A cap for each customer on some gifts.
#[derive(Clone, Debug)]
pub struct Limit {
    /// Where it is in the file.
    pub span: Span,
    /// The gifts that it is about, in the order of the file.
    pub gifts: Vec<GiftId>,
    /// The most of them that there may be.
    pub cap: Cap,
    /// Per how much time.
    pub per: Per,
}

impl Limit {
    /// Whether it limits what gifts cost, rather than how many there are.
    pub fn is_of_money(&self) -> bool {
        matches!(self.cap, Cap::Money(_))
    }
}

/// Gifts that are held back unless the condition is certainly false.
#[derive(Clone, Debug)]
pub struct Pause {
    /// The gifts that it is about.
    pub gifts: Vec<GiftId>,
    /// What holds them back.
    pub condition: Cond,
}

/// What a gift may cost, or how often it may be given, over all customers.
#[derive(Clone, Debug)]
pub struct Budget {
    /// The most that there may be.
    pub cap: Cap,
    /// Per how much time.
    pub per: Per,
    /// Who comes first, the highest.
    pub by: Option<Expr>,
}

/// A place among all customers of a run.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Standing {
    /// What is asked of the order.
    pub function: crate::terms::Standing,
    /// What customers are put in order by.
    pub value: Expr,
}

/// A rule, or the actions of one `on entering`.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its own name, or the stage and its place there: `Engaged 2`, `any stage 1`,
    /// `Enthusiast on entering`.
    pub label: String,
    /// Where it is in the file.
    pub span: Span,
    /// What must be true for it to fire; `None` for what is done on entering and for making room,
    /// which do not depend on a condition.
    pub condition: Option<Cond>,
    /// The stage that it moves to, if it does.
    pub move_to: Option<StageId>,
    /// Whether it says that it leaves out stages on purpose.
    pub skips: bool,
    /// In order, without the move.
    pub actions: Vec<Action>,
}

/// What a rule does besides moving.
#[derive(Clone, Debug)]
pub enum Action {
    /// Gives a gift: once, or for each event that a fold counts, by the index of that fold.
    Give(GiftId, Option<usize>),
    /// Sets a tag.
    Tag(String),
    /// Takes a tag away.
    Untag(String),
}

/// A reward, message, program or alert.
#[derive(Clone, Debug)]
pub struct Gift {
    /// Its name in rules and decisions.
    pub name: String,
    /// Where the name is declared.
    pub span: Span,
    /// Which of the four it is.
    pub kind: GiftKind,
    /// What it is, for people.
    pub description: Option<String>,
    /// What one costs you.
    pub costs: Option<Amount>,
    /// What the first is worth to the customer.
    pub worth: Option<Amount>,
    /// Who an alert goes to.
    pub to: Option<Recipient>,
    /// How often one customer may get it.
    pub how_often: HowOften,
    /// What each earlier grant takes off its worth, as a fraction.
    pub fades: Option<Decimal>,
    /// The share of customers that it is for; `None`: all.
    pub sample: Option<Sample>,
    /// The share of customers in the control group, who do not get it.
    pub holdout: Option<Decimal>,
    /// What all customers together may get.
    pub budget: Option<Budget>,
    /// Stages in which it may be given; `None`: all of them.
    pub only_in: Option<Vec<StageId>>,
    /// The list, by its slot, for each of whose events it is given; `None`: it is given as such.
    pub each: Option<usize>,
    /// For how long it is owed if it is withheld; `None`: it is not.
    pub kept: Option<Kept>,
}

/// For how long a gift is owed.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Counted from when it was first withheld.
    pub within: crate::values::Duration,
    /// Only while this is certainly true.
    pub condition: Option<Cond>,
}
