//! `report`: stages, gifts and values are looked up, and each line says something.

use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree::{self, GiftOptionKind, Name, ReportLineKind};
use crate::values::{Decimal, Value};

use super::at::At;
use super::model::{
    Expr, ExprKind, Judged, Named, Paying, Referred, Report, Spending, Verdict, Worth,
};
use super::names::Meaning;
use super::{Checker, Type};

const AN_AIM: &str = "`aims for 1 purchase within 30 days`";

impl Checker<'_> {
    /// The report of the file, if it has one.
    pub(super) fn report(&mut self) -> Option<Report> {
        let file = self.file;
        let mut reports = file.reports();
        let first = reports.next()?;
        for other in reports {
            let title = "There are two `report` blocks";
            self.problems.push(
                Problem::new(code::DECLARED_TWICE, title, other.word, "the second one")
                    .and_at(first.word, "the first one")
                    .help("put all lines into one of them"),
            );
        }
        let mut report = Report {
            span: first.word,
            wheel: None,
            paying: None,
            value: None,
            source: None,
            referred: None,
            spending: Vec::new(),
            verdicts: Vec::new(),
        };
        let mut seen: Vec<(Line, Span)> = Vec::new();
        for line in &first.lines {
            let Some(about) = self.report_line(&mut report, line) else { continue };
            match seen.iter().find(|(other, _)| *other == about) {
                Some((_, first)) => self.line_twice(&about, *first, line.span),
                None => seen.push((about, line.span)),
            }
        }
        self.pays_elsewhere(&report);
        Some(report)
    }

    fn line_twice(&mut self, about: &Line, first: Span, second: Span) {
        match about {
            Line::Spending(stage) => {
                let title = format!("What is spent on `{stage}` appears twice");
                let help = format!("write one line for `{stage}`, with the sum of both");
                let label = "this is the second one";
                let problem = Problem::new(code::TWICE, title, second, label);
                self.problems.push(problem.and_at(first, "the first one is here").help(help));
            }
            Line::Wheel
            | Line::Paying
            | Line::Value
            | Line::Source
            | Line::Referred
            | Line::Verdict(_) => self.said_twice(&about.words(), first, second),
        }
    }

    /// Customers who pay should have come the way that the report is about.
    fn pays_elsewhere(&mut self, report: &Report) {
        let (Some(wheel), Some(paying)) = (&report.wheel, &report.paying) else { return };
        if wheel.contains(&paying.stage) {
            return;
        }
        let name = self.written(paying.span).to_owned();
        let title =
            format!("`{name}` is not in the `wheel`, so nothing can be said of those who pay");
        let help = format!("add `{name}` to the line `wheel`, where customers come to it");
        let label = "customers pay away from the way";
        self.refuse(code::REPORT_IDLE, title, paying.span, label, help);
    }

    /// Takes up a line, and says what must not be said again.
    fn report_line(&mut self, report: &mut Report, line: &tree::ReportLine) -> Option<Line> {
        Some(match &line.kind {
            ReportLineKind::Wheel(stages) => {
                report.wheel = self.wheel_of(stages);
                Line::Wheel
            }
            ReportLineKind::Paying { stage, within } => {
                self.no_time("within", within.duration, within.span);
                let span = stage.span;
                let stage = self.stage_named(stage);
                report.paying = stage.map(|stage| Paying { span, stage, within: within.duration });
                Line::Paying
            }
            ReportLineKind::Value { value, shares } => {
                report.value = self.worth(value, shares);
                Line::Value
            }
            ReportLineKind::Source(source) => {
                let wanted = "Where customers come from is a text";
                report.source = self.a_text(source, wanted, true);
                Line::Source
            }
            ReportLineKind::Referred { by, within } => {
                self.no_time("within", within.duration, within.span);
                let by = self.a_text(by, "Who brought a customer is the id of another one", false);
                report.referred = by.map(|by| Referred { by, within: within.duration });
                Line::Referred
            }
            ReportLineKind::Spending { amount, per, stage } => {
                self.per_no_time(*per, line.span);
                let (amount, name) = (self.plain_amount(amount), stage);
                let stage = self.stage_named(stage)?;
                report.spending.push(Spending { amount: amount?, per: *per, stage });
                Line::Spending(name.text.clone())
            }
            ReportLineKind::Verdict { on, at } => {
                let (judged, at) = (self.judged(on), self.verdict_day(at));
                report.verdicts.push(Verdict { on: judged?, at: at? });
                Line::Verdict(on.text.clone())
            }
            ReportLineKind::Broken => return None,
        })
    }

    /// The stages of `wheel`, each once; `None` if there is one that does not exist.
    fn wheel_of(&mut self, names: &[Name]) -> Option<Vec<usize>> {
        let mut stages: Vec<(usize, Span)> = Vec::new();
        let mut all = true;
        for name in names {
            let Some(stage) = self.stage_named(name) else {
                all = false;
                continue;
            };
            match stages.iter().find(|(other, _)| *other == stage) {
                Some((_, first)) => {
                    let what = format!("The stage `{}`", name.text);
                    self.said_twice(&what, *first, name.span);
                }
                None => stages.push((stage, name.span)),
            }
        }
        all.then(|| stages.into_iter().map(|(stage, _)| stage).collect())
    }

    fn worth(&mut self, value: &tree::Expr, shares: &[tree::ValueShare]) -> Option<Worth> {
        let value = self.money_of(value);
        let (mut margin, mut keep) = (None, None);
        for part in shares {
            let place = if part.kept { &mut keep } else { &mut margin };
            if let Some((_, first)) = place.replace((part.share.value, part.span)) {
                let what = if part.kept { "`keep`" } else { "`margin`" };
                self.said_twice(what, first, part.span);
            }
            self.share(&part.share)?;
        }
        if let Some((keep, span)) = keep
            && keep >= margin.map_or(Decimal::from(1i64), |(margin, _)| margin)
        {
            let title = "This leaves nothing to pay for a lead with";
            let help = "`keep` is a part of the margin, for example `margin 60%, keep 20%`";
            let label = "all of what is left after delivery";
            self.refuse(code::REPORT_IDLE, title, span, label, help);
        }
        let share = |part: Option<(Decimal, Span)>| part.map(|(share, _)| share);
        Some(Worth { value: value?, margin: share(margin), keep: share(keep) })
    }

    /// What customers bring: an amount of money of each.
    fn money_of(&mut self, written: &tree::Expr) -> Option<Expr> {
        let value = self.expression(written, At::Customer, Some(Type::Money));
        match value.ty {
            Type::Broken => None,
            Type::Money if value.constant().is_none() => Some(value),
            Type::Money
            | Type::YesNo
            | Type::Number
            | Type::Text
            | Type::Date
            | Type::Day
            | Type::Duration
            | Type::Choice(_)
            | Type::Stage
            | Type::Set => {
                let label = match value.constant() {
                    Some(_) => "this is the same for everybody".to_owned(),
                    None => format!("this is {}", value.ty.words()),
                };
                let help = "name what a customer has spent, for example `sum(purchases.amount)`";
                let title = "What a customer has brought is an amount of money";
                self.refuse(code::WRONG_TYPE, title, written.span, label, help);
                None
            }
        }
    }

    /// A text of the customer, or a value of a `one of` where that will do.
    fn a_text(&mut self, written: &tree::Expr, title: &str, choice: bool) -> Option<Expr> {
        let value = self.expression(written, At::Customer, Some(Type::Text));
        match value.ty {
            Type::Broken => None,
            Type::Text if value.constant().is_none() => Some(value),
            Type::Choice(_) if choice => Some(value),
            Type::Text
            | Type::Choice(_)
            | Type::Money
            | Type::YesNo
            | Type::Number
            | Type::Date
            | Type::Day
            | Type::Duration
            | Type::Stage
            | Type::Set => {
                let label = match value.constant() {
                    Some(_) => "this is the same for everybody".to_owned(),
                    None => format!("this is {}", value.ty.words()),
                };
                let help = if choice {
                    "name a field of type `text` or `one of`"
                } else {
                    "name a field of type `text`"
                };
                self.refuse(code::WRONG_TYPE, title, written.span, label, help);
                None
            }
        }
    }

    /// The gift or the experiment of a verdict, which needs something to compare with.
    fn judged(&mut self, name: &Name) -> Option<Judged> {
        if let Some(Meaning::Experiment(experiment)) =
            self.names.also(&name.text, |meaning| matches!(meaning, Meaning::Experiment(_)))
        {
            self.mention(name.span, Named::Experiment(experiment));
            let aims = self.experiments[experiment].aim.is_some();
            self.nothing_to_judge(name, aims, true);
            return Some(Judged::Experiment(experiment));
        }
        let gift = self.gift_named(name, crate::terms::GiftKind::Reward)?;
        let (aims, held) = (self.gifts[gift].aim.is_some(), self.gifts[gift].holdout.is_some());
        self.nothing_to_judge(name, aims, held);
        Some(Judged::Gift(gift))
    }

    /// Somebody must have been left without it, and it must be known what it is for.
    fn nothing_to_judge(&mut self, name: &Name, aims: bool, held: bool) {
        // What could not be read may have said it.
        if (aims && held) || self.is_partly_broken(name, aims) {
            return;
        }
        let (label, options) = match (aims, held) {
            (true, _) => ("it has no `holdout` to compare with", "`holdout 10%`"),
            (false, true) => ("it does not say what it aims for", AN_AIM),
            (false, false) => {
                let label = "it neither has a `holdout` nor says what it aims for";
                (label, "`holdout 10%, aims for 1 purchase within 30 days`")
            }
        };
        let title = format!("Nobody can say whether `{}` worked", name.text);
        let help = format!("add, for example, {options} where `{}` is declared", name.text);
        self.refuse(code::REPORT_IDLE, title, name.span, label, help);
    }

    /// Whether something about a gift or an experiment could not be read, or what it aims for was refused.
    fn is_partly_broken(&self, name: &Name, aims: bool) -> bool {
        let gifts = self.file.gifts().filter(|gift| gift.name.text == name.text);
        let experiments = self.file.experiments().filter(|other| other.name.text == name.text);
        let of_experiments = experiments.filter_map(|experiment| experiment.aim.as_ref());
        gifts.flat_map(|gift| &gift.options).chain(of_experiments).any(|option| {
            let aims_in_vain = matches!(option.kind, GiftOptionKind::AimsFor { .. }) && !aims;
            matches!(option.kind, GiftOptionKind::Broken) || aims_in_vain
        })
    }

    /// The day of a verdict: a whole one.
    fn verdict_day(&mut self, written: &tree::Expr) -> Option<jiff::civil::Date> {
        let typed = self.expression(written, At::Customer, Some(Type::Day));
        match (typed.ty, &typed.kind) {
            (Type::Broken, _) => None,
            (_, ExprKind::Constant(Value::Day(day))) => Some(*day),
            _ => {
                let title = "A verdict is on a whole day";
                let help = "write the day, for example `2026-09-30`";
                self.refuse(code::BAD_LITERAL, title, written.span, "this has a time", help);
                None
            }
        }
    }
}

/// What a line is about.
#[derive(Clone, Debug, PartialEq)]
enum Line {
    Wheel,
    Paying,
    Value,
    Source,
    Referred,
    Spending(String),
    Verdict(String),
}

impl Line {
    fn words(&self) -> String {
        match self {
            Line::Wheel => "`wheel`".to_owned(),
            Line::Paying => "`paying`".to_owned(),
            Line::Value => "`value`".to_owned(),
            Line::Source => "`source`".to_owned(),
            Line::Referred => "`referred by`".to_owned(),
            Line::Spending(stage) => format!("What is spent on `{stage}`"),
            Line::Verdict(on) => format!("The verdict on `{on}`"),
        }
    }
}
