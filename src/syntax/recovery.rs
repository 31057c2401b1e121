//! What happens when the grammar says no. The file is split where declarations begin, and a
//! stage, the customer and the header again where their parts begin, so that one mistake costs
//! one part. Each part is then read alone, with habits from elsewhere put right.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

mod blocks;

use std::ops::Range;
use std::rc::Rc;

use super::draft::{Draft, Edit};
use super::habits::{self, lexicon::Lexicon};
use super::parser::{Node, Rule, Stop, parse};
use super::reader::Reader;
use super::salvage;
use super::split::{self, Part};
use super::stage::Statements;
use super::tree::{Broken, Customer, Declaration, Header, Name};
use super::words::{self, Kind, Word};
use super::{explain, report_lines};
use crate::problems::{Confidence, FileId, Problem, Problems, register};

/// More brackets than this, one inside the other, are not read.
const MAX_BRACKETS: usize = 100;

/// So many mistakes are put right in one part; whoever made more sees the rest next time.
const MAX_REPAIRS: usize = 12;

/// A file in need of help: its words, and what was already put right in it.
pub(super) struct Recovery<'t> {
    file: FileId,
    text: &'t str,
    words: Vec<Word<'t>>,
    edits: Vec<Edit>,
    declarations: Vec<Declaration>,
    names: Rc<Lexicon<'t>>,
    /// How many bytes may yet be read again to see whether a guess helps.
    budget: usize,
}

impl<'t> Recovery<'t> {
    pub(super) fn new(
        file: FileId,
        text: &'t str,
        words: Vec<Word<'t>>,
        edits: Vec<Edit>,
        names: Lexicon<'t>,
    ) -> Recovery<'t> {
        let names = Rc::new(names);
        let budget = 2_000_000 + 10 * text.len();
        Recovery { file, text, words, edits, declarations: Vec::new(), names, budget }
    }

    /// Reads the file part by part.
    pub(super) fn read(mut self, problems: &mut Problems) -> Vec<Declaration> {
        for part in split::declarations(self.text, &self.words) {
            self.declaration(&part, problems);
        }
        self.declarations
    }

    fn words(&self, range: &Range<usize>) -> &[Word<'t>] {
        let start = self.words.partition_point(|word| word.start < range.start);
        let end = self.words.partition_point(|word| word.start < range.end);
        &self.words[start..end]
    }

    fn draft(&self, range: &Range<usize>) -> Draft<'t> {
        let start = self.edits.partition_point(|edit| edit.range.start < range.start);
        let end = self.edits.partition_point(|edit| edit.range.start < range.end);
        let inside = self.edits[start..end.max(start)].iter();
        let edits = inside.filter(|edit| edit.range.end <= range.end).cloned().collect();
        Draft::with_edits(self.file, self.text, range.clone(), edits)
    }

    fn declaration(&mut self, part: &Part, problems: &mut Problems) {
        let words = self.words(&part.range);
        if words.is_empty() {
            return;
        }
        if let Some(deep) = too_deep(words) {
            problems.push(too_deep_problem(self.draft(&part.range).file_span(deep.range())));
            self.lost(&part.range);
            return;
        }
        let draft = self.draft(&part.range);
        if let Ok(node) = parse(Rule::lone_declarations, draft.text()) {
            self.declarations.extend(Reader::new(&draft, problems).declarations(node));
            return;
        }
        match part.word.as_str() {
            "stage" | "any" => self.stage(part, problems),
            "customer" => self.customer(part, problems),
            "flywheel" => self.header(part, problems),
            "score" | "balance" | "test" | "simulate" | "report" => self.block(part, problems),
            _ => self.simple(part, problems),
        }
    }

    /// A `let`, a gift, or what begins with no declaration at all: rules may stand behind it.
    fn simple(&mut self, part: &Part, problems: &mut Problems) {
        let pieces = split::statements(part, self.words(&part.range));
        for piece in pieces {
            let before = self.declarations.len();
            self.read_declarations(&piece, problems);
            if self.declarations.len() == before && piece.head && piece.word.is_empty() {
                self.lost(&piece.range);
            }
        }
    }

    /// Reads a piece as declarations; what cannot be read is told and left out.
    fn read_declarations(&mut self, piece: &Part, problems: &mut Problems) {
        self.read_as(Rule::lone_declarations, piece, problems);
    }

    fn read_as(&mut self, rule: Rule, piece: &Part, problems: &mut Problems) {
        let draft = self.repair(rule, &piece.range, problems);
        if let Some(draft) = draft
            && let Ok(node) = parse(rule, draft.text())
        {
            self.declarations.extend(Reader::new(&draft, problems).declarations(node));
        }
    }

    /// Leaves a declaration out of the tree, all but its name.
    fn lost(&mut self, range: &Range<usize>) {
        let draft = self.draft(range);
        self.declarations.extend(salvage::declaration(&draft, self.words(range)));
    }

    fn stage(&mut self, part: &Part, problems: &mut Problems) {
        let mut statements = Statements::default();
        let mut heading = None;
        for piece in split::statements(part, self.words(&part.range)) {
            let draft = self.draft(&piece.range);
            if piece.head {
                let before = self.declarations.len();
                self.read_declarations(&piece, problems);
                if self.declarations.len() == before {
                    self.lost(&piece.range);
                }
                heading = Some(before);
            } else if let Some(draft) = self.repair(Rule::lone_statements, &piece.range, problems) {
                if let Ok(node) = parse(Rule::lone_statements, draft.text()) {
                    read_statements(&mut Reader::new(&draft, problems), &mut statements, node);
                }
            } else {
                salvage::rule(&draft, self.words(&piece.range), &mut statements);
            }
        }
        let draft = self.draft(&part.range);
        let span = draft.file_span(part.range.start..self.end(&part.range));
        let Some(declaration) = heading.and_then(|at| self.declarations.get_mut(at)) else {
            return;
        };
        match declaration {
            Declaration::Stage(stage) => {
                stage.span = span;
                *stage = stage.clone().holding(statements);
            }
            Declaration::AnyStage(any) => {
                any.span = span;
                any.rules = Reader::new(&draft, problems).rules_only(statements);
            }
            Declaration::Header(_)
            | Declaration::Customer(_)
            | Declaration::Let(_)
            | Declaration::Gift(_)
            | Declaration::Use(_)
            | Declaration::Score(_)
            | Declaration::Limit(_)
            | Declaration::Pause(_)
            | Declaration::Experiment(_)
            | Declaration::Group(_)
            | Declaration::Assert(_)
            | Declaration::Test(_)
            | Declaration::Simulate(_)
            | Declaration::Report(_)
            | Declaration::Broken(_) => {}
        }
    }

    fn customer(&mut self, part: &Part, problems: &mut Problems) {
        let span = self.draft(&part.range).file_span(part.range.start..self.end(&part.range));
        let mut customer = Customer::new(span);
        if let Some(word) = self.words(&part.range).first()
            && let Some(finding) = habits::keyword(word, "customer")
        {
            problems.push(finding.problem(&Draft::new(self.file, self.text, 0..self.text.len())));
        }
        for piece in split::entries(part, self.words(&part.range)) {
            let draft = self.draft(&piece.range);
            match self.repair(Rule::lone_entries, &piece.range, problems) {
                Some(draft) => {
                    let Ok(node) = parse(Rule::lone_entries, draft.text()) else { continue };
                    let mut reader = Reader::new(&draft, problems);
                    for entry in node.into_inner() {
                        reader.entry(&mut customer, entry);
                    }
                }
                None => customer.fields.extend(salvage::field(&draft, self.words(&piece.range))),
            }
        }
        self.declarations.push(Declaration::Customer(customer));
    }

    fn header(&mut self, part: &Part, problems: &mut Problems) {
        let span = self.draft(&part.range).file_span(part.range.start..self.end(&part.range));
        let mut header = Header {
            span,
            title: None,
            currency: None,
            timezone: None,
            start: None,
            language: None,
        };
        for piece in split::settings(part, self.words(&part.range)) {
            let rule = if piece.head { Rule::lone_declarations } else { Rule::lone_settings };
            let Some(draft) = self.repair(rule, &piece.range, problems) else { continue };
            let Ok(node) = parse(rule, draft.text()) else { continue };
            let mut reader = Reader::new(&draft, problems);
            for part in node.into_inner() {
                match part.as_rule() {
                    Rule::header => {
                        let read = reader.header(part);
                        header = read.map_or(header, |read| Header { span, ..read });
                    }
                    Rule::currency_setting
                    | Rule::timezone_setting
                    | Rule::start_setting
                    | Rule::language_setting => {
                        reader.setting(&mut header, part);
                    }
                    // Another declaration on the same line.
                    _ => self.declarations.extend(reader.declaration(part)),
                }
            }
        }
        self.declarations.push(Declaration::Header(header));
    }

    /// Where the last word of a part ends.
    fn end(&self, range: &Range<usize>) -> usize {
        self.words(range).last().map_or(range.end, Word::end)
    }
}

fn read_statements(reader: &mut Reader<'_>, statements: &mut Statements, node: Node<'_>) {
    for statement in node.into_inner() {
        reader.statement(statements, statement);
    }
}

/// What comes of a stop: a problem, and the text put right where that can be done.
enum Step<'t> {
    Further(Box<Draft<'t>>, Box<Problem>),
    End(Box<Problem>),
}

impl<'t> Recovery<'t> {
    /// The text put right so far that the grammar takes it; `None` when it cannot be, and then the
    /// problem is told. What is put right word by word is told so, if that is beyond doubt. Else the
    /// whole sentence may be understood, and what is wrong with it is one problem.
    fn repair(
        &mut self,
        wanted: Rule,
        range: &Range<usize>,
        problems: &mut Problems,
    ) -> Option<Draft<'t>> {
        let draft = self.draft(range);
        let mut told = Problems::new();
        let repaired = self.step_by_step(wanted, draft.clone(), range, &mut told);
        let english = matches!(wanted, Rule::lone_statements | Rule::lone_declarations);
        if english && !(repaired.is_some() && self.beyond_doubt(repaired.as_ref(), &told)) {
            let mut instead = Problems::new();
            if let Some(better) = self.as_sentences(wanted, draft, &mut instead) {
                let rest = self.step_by_step(wanted, better, range, &mut instead);
                if instead.iter().count() <= told.iter().count() || repaired.is_none() {
                    problems.extend(instead);
                    return rest;
                }
            }
        }
        problems.extend(told);
        repaired
    }

    /// Whether what was put right cannot have been meant otherwise, and speaks only of names that
    /// the file has.
    fn beyond_doubt(&self, draft: Option<&Draft<'_>>, told: &Problems) -> bool {
        let sure = |problem: &Problem| {
            problem.fix.as_ref().is_some_and(|fix| fix.confidence == Confidence::Safe)
        };
        let known = draft.is_none_or(|draft| self.names.knows_all(&words::read(draft.text())));
        told.is_empty() || (told.iter().all(sure) && known)
    }

    /// The text with sentences of ordinary English written as rules; `None` where there is none.
    fn as_sentences(
        &mut self,
        wanted: Rule,
        draft: Draft<'t>,
        problems: &mut Problems,
    ) -> Option<Draft<'t>> {
        let mut draft = draft;
        let mut understood = false;
        for _ in 0..MAX_REPAIRS {
            let Err(stop) = parse(wanted, draft.text()) else { break };
            let words = words::read(draft.text());
            let names = Rc::clone(&self.names);
            let spot = habits::Spot::new(draft.text(), &words, &stop, wanted, &names);
            let Some(finding) = habits::in_english(&spot) else { break };
            let problem = finding.problem(&draft);
            let Some((range, with)) = finding.with else { break };
            let edit = Edit { range: draft.file_range(range), with };
            let whole = draft.without(&edit.range);
            let Some(better) = self.attempt(wanted, &whole, &stop, edit) else { break };
            problems.push(problem);
            draft = better;
            understood = true;
        }
        understood.then_some(draft)
    }

    /// Each mistake put right alone. Every step brings the reading further, so this ends.
    fn step_by_step(
        &mut self,
        wanted: Rule,
        draft: Draft<'t>,
        range: &Range<usize>,
        problems: &mut Problems,
    ) -> Option<Draft<'t>> {
        let mut draft = draft;
        let open_text = self.words(range).iter().any(|word| word.kind == Kind::OpenText);
        for _ in 0..MAX_REPAIRS {
            let stop = match parse(wanted, draft.text()) {
                Ok(_) => return Some(draft),
                // What follows a quotation mark that is never closed is no mistake of its own.
                Err(_) if open_text => return None,
                Err(stop) => stop,
            };
            match self.step(wanted, &draft, &stop) {
                Step::Further(better, problem) => {
                    problems.push(*problem);
                    draft = *better;
                }
                Step::End(problem) => {
                    problems.push(*problem);
                    return None;
                }
            }
        }
        parse(wanted, draft.text()).is_ok().then_some(draft)
    }

    fn step(&mut self, wanted: Rule, draft: &Draft<'t>, stop: &Stop) -> Step<'t> {
        let words = words::read(draft.text());
        let names = Rc::clone(&self.names);
        let spot = habits::Spot::new(draft.text(), &words, stop, wanted, &names);
        let mut dead_end = None;
        for finding in habits::find(&spot) {
            let (problem, weak) = (finding.problem(draft), finding.weak);
            let Some((range, with)) = finding.with else {
                dead_end.get_or_insert(problem);
                continue;
            };
            let edit = Edit { range: draft.file_range(range), with };
            if let Some(better) = self.attempt(wanted, draft, stop, edit) {
                let known = dead_end.take().filter(|_| weak);
                let known = known.map(|known| habits::own_names(known, &names));
                return Step::Further(Box::new(better), Box::new(known.unwrap_or(problem)));
            }
        }
        let problem = dead_end.unwrap_or_else(|| match wanted == Rule::lone_report_lines {
            true => report_lines::problem(draft, &words, stop),
            false => explain::problem(draft, &words, stop),
        });
        Step::End(Box::new(habits::own_names(problem, &names)))
    }

    /// The text with one edit more, if the reading then gets further: that is what shows that the
    /// edit is right.
    fn attempt(
        &mut self,
        wanted: Rule,
        draft: &Draft<'t>,
        stop: &Stop,
        edit: Edit,
    ) -> Option<Draft<'t>> {
        self.budget = self.budget.checked_sub(draft.text().len())?;
        // A text in other quotation marks, which are edited already, may be a part of what is. What
        // is put in parentheses is written anew too, from the text as it is read.
        let anew = || {
            let again = edit.with.contains(['"', ' ']) || edit.with.starts_with('(');
            again.then(|| draft.without(&edit.range).with(edit.clone())).flatten()
        };
        let better = draft.with(edit.clone()).or_else(anew)?;
        let Err(next) = parse(wanted, better.text()) else { return Some(better) };
        let place = better.place(next.at, false);
        // Where nothing was put in, or nothing taken out, something after it must have been read.
        let small = edit.with.trim().is_empty() || edit.range.is_empty();
        let further = place > draft.place(stop.at, false)
            && (!small || better.has_words(edit.range.end..place));
        further.then_some(better)
    }
}

/// The bracket or `where` that is one too many inside others, if there is one. Both are followed
/// by recursion; a `where` needs no bracket to stand inside another.
pub(super) fn too_deep<'w, 't>(words: &'w [Word<'t>]) -> Option<&'w Word<'t>> {
    let (mut brackets, mut wheres) = (0usize, 0usize);
    words.iter().enumerate().find_map(|(at, word)| {
        match (word.kind, word.text) {
            (Kind::Mark, "(" | "[" | "（" | "［") => brackets += 1,
            (Kind::Mark, ")" | "]" | "）" | "］") => brackets = brackets.saturating_sub(1),
            (Kind::Word, "where") => wheres += 1,
            // A condition ends before these at the latest, and before the next line of a score.
            (Kind::Word, "after" | "when" | "let" | "reward" | "message" | "program" | "alert")
            | (Kind::Mark, ":") => wheres = 0,
            (Kind::Word, "add" | "take" | "earn" | "spend") if begins_points(&words[at..]) => {
                wheres = 0
            }
            _ => {}
        }
        (brackets + wheres > MAX_BRACKETS).then_some(word)
    })
}

/// `add 10 per`, `spend redemptions.points`: nothing within a condition reads so.
fn begins_points(words: &[Word<'_>]) -> bool {
    let [_, points, next, ..] = words else { return false };
    match points.kind {
        Kind::Number => next.kind == Kind::Word && matches!(next.text, "per" | "when"),
        _ => next.text == ".",
    }
}

pub(super) fn too_deep_problem(span: crate::problems::Span) -> Problem {
    Problem::new(
        register::TOO_DEEP,
        "This is nested too deeply",
        span,
        format!("this is inside more than {MAX_BRACKETS} others"),
    )
    .help("name some of its parts with `let`")
}

/// A declaration of which only the name could be read.
pub(super) fn broken(draft: &Draft<'_>, range: Range<usize>, name: Option<Name>) -> Declaration {
    Declaration::Broken(Broken { span: draft.file_span(range), name })
}
