//! Checks scores, and warns of those that nothing uses.

use crate::problems::{Problem, Problems, register as code};
use crate::syntax::tree;

use super::Checker;
use super::model::{Events, Filter, Model, Score, ScoreLine, Window};

impl Checker<'_> {
    pub(super) fn scores(&mut self) {
        for (index, score) in self.file.scores().enumerate() {
            let lines = score.lines.iter().filter(|_| !self.broken_scores[index]);
            let lines: Vec<_> = lines.collect();
            let lines = lines.into_iter().filter_map(|line| self.score_line(line)).collect();
            let name = &score.name;
            let (name, span) = (name.text.clone(), name.span);
            self.scores.push(Score { name, span, lines, experiments: Vec::new() });
        }
    }

    fn score_line(&mut self, line: &tree::ScoreLine) -> Option<ScoreLine> {
        let filter = tree::Filter { condition: line.condition.clone(), window: None };
        let events = self.events_named(&line.events);
        let filter = self.filter(&filter, &events, &line.events);
        let window = line.lasting.map(Window::Within);
        match (&events, &window) {
            (Events::Broken, _) => return None,
            (Events::Count(_), Some(_)) => {
                self.no_dates(&line.events, line.span, "points that expire need dates");
                return None;
            }
            (Events::Count(_) | Events::List(_) | Events::Within { .. } | Events::Given(_), _) => {}
        }
        let points = if line.take { -line.points.value } else { line.points.value };
        let filter = Filter { window, ..filter };
        Some(ScoreLine { span: line.span, points, events, filter })
    }
}

pub(super) fn unused(model: &Model, used: &[bool], problems: &mut Problems) {
    for (score, used) in model.scores.iter().zip(used) {
        if !used {
            let title = format!("Nothing uses the score `{}`", score.name);
            let help = format!("use it in a condition, for example `{} ≥ 60`", score.name);
            problems
                .push(Problem::new(code::UNUSED_LET, title, score.span, "defined here").help(help));
        }
    }
}
