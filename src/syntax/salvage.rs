//! What is kept of a part that cannot be read, so that no later room takes it for missing: the
//! names that it declares, and the actions of a rule whose condition is lost.

use super::draft::Draft;
use super::parser::{Rule, parse};
use super::reader::Reader;
use super::stage::Statements;
use super::tree::{
    Action, ActionKind, AnyStage, Declaration, Expr, ExprKind, Field, FieldKind, Gift, GiftOption,
    GiftOptionKind, Let, Name, OnEntering, Report, ReportLine, ReportLineKind, Rule as StageRule,
    RuleWord, Score, Simulate, SimulateLine, SimulateLineKind, Stage, Test, TestLine, TestLineKind,
    Text,
};
use super::vocabulary::{ACTIONS, is_reserved};
use super::words::{Kind, Word};
use crate::problems::{Problems, Span};
use crate::terms::GiftKind;

/// The name that a declaration would have had, with what else is needed to stand in the tree. One
/// that declares nothing is left out.
pub(super) fn declaration(draft: &Draft<'_>, words: &[Word<'_>]) -> Option<Declaration> {
    let span = span(draft, words);
    let name = words.get(1).and_then(|word| name(draft, word));
    let word = words.first().map_or("", |word| word.text);
    let gift = |kind: GiftKind, name: Name| {
        let options = vec![GiftOption { span, kind: GiftOptionKind::Broken }];
        Declaration::Gift(Gift { span, kind, name, description: None, options })
    };
    Some(match (word, name) {
        ("let", Some(name)) => {
            Declaration::Let(Let { span, name, value: Expr { span, kind: ExprKind::Broken } })
        }
        ("reward", Some(name)) => gift(GiftKind::Reward, name),
        ("message", Some(name)) => gift(GiftKind::Message, name),
        ("program", Some(name)) => gift(GiftKind::Program, name),
        ("alert", Some(name)) => gift(GiftKind::Alert, name),
        ("stage", Some(name)) => Declaration::Stage(Stage {
            span,
            name,
            description: None,
            outside: None,
            resting: None,
            capacity: None,
            if_leaking: None,
            refers: Vec::new(),
            on_entering: Vec::new(),
            rules: Vec::new(),
        }),
        ("score" | "balance", Some(name)) => {
            Declaration::Score(Score::new(span, name, word == "balance"))
        }
        ("any", _) => Declaration::AnyStage(AnyStage { span, rules: Vec::new() }),
        ("test", _) => Declaration::Test(Test { span, title: untitled(span), lines: Vec::new() }),
        ("simulate", _) => {
            Declaration::Simulate(Simulate { span, title: untitled(span), lines: Vec::new() })
        }
        ("report", None) => Declaration::Report(Report { span, word: span, lines: Vec::new() }),
        ("limit" | "pause", _) => return None,
        (_, name) => {
            let range =
                words.first().map_or(0, |word| word.start)..words.last().map_or(0, Word::end);
            super::recovery::broken(draft, range, name)
        }
    })
}

fn untitled(span: Span) -> Text {
    Text { text: String::new(), span }
}

/// A field with its name and nothing else.
pub(super) fn field(draft: &Draft<'_>, words: &[Word<'_>]) -> Option<Field> {
    let name = words.first().and_then(|word| name(draft, word))?;
    let span = span(draft, words);
    Some(Field { span, name, kind: FieldKind::Broken, from: None, default: None, required: None })
}

/// A line of a block, so that no one asks for what it may have said.
pub(super) fn line(span: Span, block: &mut Declaration) {
    match block {
        Declaration::Test(test) => {
            test.lines.push(TestLine { span, kind: TestLineKind::Broken });
        }
        Declaration::Simulate(simulate) => {
            simulate.lines.push(SimulateLine { span, kind: SimulateLineKind::Broken });
        }
        Declaration::Report(report) => {
            report.lines.push(ReportLine { span, kind: ReportLineKind::Broken });
        }
        // A score with fewer lines is still one.
        Declaration::Score(_)
        | Declaration::Header(_)
        | Declaration::Customer(_)
        | Declaration::Let(_)
        | Declaration::Gift(_)
        | Declaration::Stage(_)
        | Declaration::AnyStage(_)
        | Declaration::Use(_)
        | Declaration::Limit(_)
        | Declaration::Pause(_)
        | Declaration::Experiment(_)
        | Declaration::Group(_)
        | Declaration::Assert(_)
        | Declaration::Broken(_) => {}
    }
}

/// A rule, or what happens on entering, with those of its actions that can be read.
pub(super) fn rule(draft: &Draft<'_>, words: &[Word<'_>], statements: &mut Statements) {
    let span = span(draft, words);
    let mut actions: Vec<Action> =
        (0..words.len()).filter_map(|at| action(draft, words, at)).collect();
    actions.push(Action { span, kind: ActionKind::Broken });
    match words.first().map_or("", |word| word.text) {
        "resting" => statements.resting = Some(span),
        "refers" | "capacity" | "if" => {}
        "on" => statements.on_entering.push(OnEntering { span, actions }),
        first => statements.rules.push(StageRule {
            span,
            name: None,
            word: if first == "when" { RuleWord::When } else { RuleWord::After },
            condition: Expr { span, kind: ExprKind::Broken },
            actions,
        }),
    }
}

/// The action that begins with this word, read alone: a verb, perhaps `to`, and one word more.
fn action(draft: &Draft<'_>, words: &[Word<'_>], at: usize) -> Option<Action> {
    if !ACTIONS.contains(&words[at].text) {
        return None;
    }
    let last = if words.get(at + 1)?.text == "to" { at + 2 } else { at + 1 };
    let part = draft.part(words[at].start..words.get(last)?.end())?;
    let node = parse(Rule::lone_action, part.text()).ok()?;
    let action = node.into_inner().next()?;
    Some(Reader::new(&part, &mut Problems::new()).action(action))
}

fn name(draft: &Draft<'_>, word: &Word<'_>) -> Option<Name> {
    let is_name = word.kind == Kind::Word && !is_reserved(word.text);
    is_name.then(|| Name { text: word.text.to_owned(), span: draft.file_span(word.range()) })
}

fn span(draft: &Draft<'_>, words: &[Word<'_>]) -> Span {
    let start = words.first().map_or(0, |word| word.start);
    draft.file_span(start..words.last().map_or(start, Word::end))
}
