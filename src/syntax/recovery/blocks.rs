//! Scores, tests, simulations and reports: a head and lines, each of which is read alone.

use super::Recovery;
use crate::problems::{Problems, Span};
use crate::syntax::draft::Draft;
use crate::syntax::parser::{Node, Rule, parse};
use crate::syntax::reader::Reader;
use crate::syntax::salvage;
use crate::syntax::split::{self, Part};
use crate::syntax::tree::Declaration;

impl Recovery<'_> {
    /// A block line by line; one without any line is a mistake of its own.
    pub(super) fn block(&mut self, part: &Part, problems: &mut Problems) {
        let pieces = split::lines(part, self.words(&part.range));
        let [head, lines @ ..] = pieces.as_slice() else { return };
        let at = self.declarations.len();
        let rule = if lines.is_empty() { Rule::lone_declarations } else { Rule::lone_head };
        self.read_as(rule, head, problems);
        if self.declarations.len() == at {
            self.lost(&head.range);
        }
        for line in lines {
            let lone = match part.word.as_str() {
                "score" => Rule::lone_score_lines,
                "balance" => Rule::lone_balance_lines,
                "test" => Rule::lone_test_lines,
                "report" => Rule::lone_report_lines,
                _ => Rule::lone_simulate_lines,
            };
            let span = self.draft(&line.range).file_span(line.range.start..self.end(&line.range));
            let draft = self.repair(lone, &line.range, problems);
            let Some(declaration) = self.declarations.get_mut(at) else { continue };
            match &draft {
                Some(draft) => read(draft, lone, declaration, problems),
                None => salvage::line(span, declaration),
            }
        }
        let span = self.draft(&part.range).file_span(part.range.start..self.end(&part.range));
        if let Some(declaration) = self.declarations.get_mut(at) {
            widen(declaration, span);
        }
    }
}

/// Reads the lines of a draft into their block.
fn read(draft: &Draft<'_>, lone: Rule, declaration: &mut Declaration, problems: &mut Problems) {
    let Ok(node) = parse(lone, draft.text()) else { return };
    let mut reader = Reader::new(draft, problems);
    for line in node.into_inner().filter(|line| line.as_rule() != Rule::EOI) {
        add(&mut reader, declaration, line);
    }
}

fn add(reader: &mut Reader<'_>, declaration: &mut Declaration, line: Node<'_>) {
    match declaration {
        Declaration::Score(score) => score.lines.extend(reader.score_line(line)),
        Declaration::Test(test) => test.lines.push(reader.test_line(line)),
        Declaration::Simulate(simulate) => simulate.lines.push(reader.simulate_line(line)),
        Declaration::Report(report) => report.lines.push(reader.report_line(line)),
        Declaration::Header(_)
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

/// Gives a block that was read in pieces its whole place.
fn widen(declaration: &mut Declaration, whole: Span) {
    match declaration {
        Declaration::Score(score) => score.span = whole,
        Declaration::Test(test) => test.span = whole,
        Declaration::Simulate(simulate) => simulate.span = whole,
        Declaration::Report(report) => report.span = whole,
        Declaration::Header(_)
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
