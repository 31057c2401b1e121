//! Tests: facts are typed against the customer, expectations against the rules, and every line
//! gets its moment.

mod belonging;
mod expected;
mod fact;
mod owed;
mod value;

use jiff::civil::Date;

use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree::{self, TestLine, TestLineKind};
use crate::values::{AsOf, Clock, Duration, Value};

use super::at::At;
use super::model::{Fact, Step, StepKind, Test};
use super::{Checker, Type};

/// The day of a test that does not say `on`: the same everywhere and always, so that a test that
/// passes today passes tomorrow.
pub const FIRST_DAY: Date = jiff::civil::date(2026, 1, 1);

impl Checker<'_> {
    /// All tests. What only they use counts as unused.
    pub(super) fn tests(&mut self) -> Vec<Test> {
        let used = (self.used_lets.clone(), self.used_scores.clone());
        let file = self.file;
        let tests: Vec<Test> = file.tests().map(|test| self.test(test)).collect();
        self.same_titles(&tests);
        (self.used_lets, self.used_scores) = used;
        tests
    }

    fn test(&mut self, tree: &tree::Test) -> Test {
        let beginning = beginning(&tree.lines);
        let mut as_of = AsOf::Day(FIRST_DAY);
        if let Some((_, day)) = beginning
            && let Some(moment) = self.moment(day)
        {
            as_of = moment;
        }
        let mut steps = Vec::new();
        let mut given = vec![false; self.lists.len()];
        for (place, line) in tree.lines.iter().enumerate() {
            let kind = match &line.kind {
                TestLineKind::On(_) if beginning.is_some_and(|(first, _)| first == place) => {
                    continue;
                }
                TestLineKind::On(day) => {
                    as_of = self.moved_to(as_of, day);
                    continue;
                }
                TestLineKind::Later(duration) => {
                    as_of = self.moved_by(as_of, *duration, line.span);
                    continue;
                }
                TestLineKind::Given(facts) => {
                    let clock = self.clock(as_of);
                    let mut learned = Vec::new();
                    for fact in facts {
                        let whole = self.fact(fact, &clock);
                        self.belongs_to_something(&whole, fact.span, &mut given);
                        learned.extend(whole);
                    }
                    StepKind::Given(stage_first(learned))
                }
                TestLineKind::Broken => continue,
                TestLineKind::Expect { only, outcomes } => {
                    StepKind::Expect(self.expected(*only, outcomes))
                }
            };
            steps.push(Step { span: line.span, as_of, kind });
        }
        self.expects_something(tree);
        Test { title: tree.title.text.clone(), span: tree.title.span, steps }
    }

    fn clock(&self, as_of: AsOf) -> Clock {
        Clock::new(as_of, self.settings.zone.clone())
    }

    /// A day or time, as written.
    fn moment(&mut self, day: &tree::Expr) -> Option<AsOf> {
        let typed = self.expression(day, At::Customer, Some(Type::Date));
        if typed.ty.is_broken() {
            return None;
        }
        match typed.constant() {
            Some(Value::Day(day)) => Some(AsOf::Day(*day)),
            Some(Value::Instant(instant)) => Some(AsOf::Instant(*instant)),
            Some(
                Value::Number(_)
                | Value::Text(_)
                | Value::YesNo(_)
                | Value::Choice(_)
                | Value::Set(_),
            )
            | None => {
                let title = "A test needs a fixed day here";
                let label = format!("this is {}", typed.ty.words());
                let help = "write it as `2026-03-01`, or a time as `2026-03-01T09:00:00Z`";
                self.refuse(code::TEST_TIME, title, day.span, label, help);
                None
            }
        }
    }

    /// `on` a later day. What has been decided cannot be taken back by going back in time.
    fn moved_to(&mut self, now: AsOf, day: &tree::Expr) -> AsOf {
        let Some(then) = self.moment(day) else { return now };
        if self.clock(then).as_of() < self.clock(now).as_of() {
            let title = "Time in a test only moves forward";
            let label = format!("here it is already {now}");
            let help = "put the lines in order of time, or write a second test";
            self.refuse(code::TEST_TIME, title, day.span, label, help);
            return now;
        }
        then
    }

    fn moved_by(&mut self, now: AsOf, duration: Duration, span: Span) -> AsOf {
        let clock = self.clock(now);
        let then = match now {
            AsOf::Day(day) if duration.unit.is_calendar() => {
                clock.add_to_day(day, duration, true).map(AsOf::Day)
            }
            AsOf::Day(_) | AsOf::Instant(_) => {
                clock.add(clock.as_of(), duration, true).map(AsOf::Instant)
            }
        };
        then.unwrap_or_else(|| {
            let title = "This is beyond the end of the calendar";
            let label = format!("counted from {now}");
            self.refuse(code::TEST_TIME, title, span, label, "write a shorter time");
            now
        })
    }

    fn expects_something(&mut self, tree: &tree::Test) {
        // A line that could not be read may have been the one.
        let expects = |line: &TestLine| {
            matches!(line.kind, TestLineKind::Expect { .. } | TestLineKind::Broken)
        };
        if !tree.lines.iter().any(expects) {
            let title = "This test expects nothing, so it cannot fail";
            let label = "no `expect` in it";
            let help = "add a line such as `expect move to ...`, or `expect nothing` if nothing \
                should happen";
            self.refuse(code::TEST_IDLE, title, tree.title.span, label, help);
        }
    }

    /// Reports of tests tell them apart by their titles.
    fn same_titles(&mut self, tests: &[Test]) {
        for (place, test) in tests.iter().enumerate() {
            let before = tests[..place].iter().find(|other| other.title == test.title);
            if let Some(first) = before {
                let title = format!("Two tests are called \"{}\"", test.title);
                self.problems.push(
                    Problem::new(code::TEST_TWICE, title, test.span, "the second")
                        .and_at(first.span, "the first")
                        .help("give each its own title, so that reports can tell them apart"),
                );
            }
        }
    }
}

/// The `on` that says when a test begins, with its place: the first one, as long as nothing was
/// expected and no time has passed before it. So it may also stand below what is given.
fn beginning(lines: &[TestLine]) -> Option<(usize, &tree::Expr)> {
    for (place, line) in lines.iter().enumerate() {
        match &line.kind {
            TestLineKind::On(day) => return Some((place, day)),
            TestLineKind::Given(_) | TestLineKind::Broken => {}
            TestLineKind::Later(_) | TestLineKind::Expect { .. } => return None,
        }
    }
    None
}

/// Within one `given`, a `stage_since` is about the stage that it names, also where that comes
/// later and does not say itself since when.
fn stage_first(facts: Vec<Fact>) -> Vec<Fact> {
    let bare = |fact: &Fact| matches!(fact, Fact::Stage { since: None, .. });
    let Some(stage) = facts.iter().rposition(bare) else { return facts };
    let mut facts = facts;
    let after = facts.split_off(stage + 1);
    let is_since = |fact: &Fact| matches!(fact, Fact::StageSince(_));
    let (since, mut first): (Vec<Fact>, Vec<Fact>) = facts.into_iter().partition(is_since);
    first.extend(since);
    first.extend(after);
    first
}
