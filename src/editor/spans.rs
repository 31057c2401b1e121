//! The parts of a file around each other: for folding, and for selecting more and more.

use crate::problems::{FileId, Span};
use crate::program::Reading;
use crate::syntax::tree::{
    ActionKind, Asked, Declaration, Expr, GiftOptionKind, Points, Rule, Since, SinceKind, Window,
    WindowKind,
};

/// The place of a declaration.
pub(super) fn span_of(declaration: &Declaration) -> Span {
    match declaration {
        Declaration::Header(it) => it.span,
        Declaration::Customer(it) => it.span,
        Declaration::Let(it) => it.span,
        Declaration::Gift(it) => it.span,
        Declaration::Stage(it) => it.span,
        Declaration::AnyStage(it) => it.span,
        Declaration::Use(it) => it.span,
        Declaration::Score(it) => it.span,
        Declaration::Limit(it) => it.span,
        Declaration::Pause(it) => it.span,
        Declaration::Experiment(it) => it.span,
        Declaration::Group(it) => it.span,
        Declaration::Assert(it) => it.span,
        Declaration::Test(it) => it.span,
        Declaration::Simulate(it) => it.span,
        Declaration::Report(it) => it.span,
        Declaration::Broken(it) => it.span,
    }
}

/// The stretches that can be folded away: declarations and rules of several lines, and comments.
pub fn folds(reading: &Reading, file: FileId) -> Vec<Span> {
    let text = &reading.sources.get(file).text;
    let mut folds = Vec::new();
    let mut add = |span: Span| {
        let has_lines = text.get(span.range()).is_some_and(|it| it.trim_end().contains('\n'));
        if span.file == file && has_lines {
            let length = text.get(span.range()).map_or(0, |it| it.trim_end().len());
            folds.push(Span { end: span.start + length as u32, ..span });
        }
    };
    for declaration in &reading.tree.declarations {
        add(span_of(declaration));
        rules(declaration).iter().for_each(|rule| add(rule.span));
    }
    comments(text, file).into_iter().for_each(add);
    folds.sort_unstable();
    folds
}

/// Lines of comments that follow each other.
fn comments(text: &str, file: FileId) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end().len();
        if line.trim_start().starts_with('#') {
            match found.last_mut().filter(|last| {
                text[last.end as usize..at].trim().is_empty()
                    && !text[last.end as usize..at].trim_matches(' ').contains("\n\n")
            }) {
                Some(last) => last.end = end as u32,
                None => found.push(Span::new(file, at, end)),
            }
        }
        at += line.len();
    }
    found
}

fn rules(declaration: &Declaration) -> &[Rule] {
    if let Declaration::Stage(stage) = declaration {
        return &stage.rules;
    }
    if let Declaration::AnyStage(any) = declaration { &any.rules } else { &[] }
}

/// The parts of a file around a place, the smallest first.
pub fn around(reading: &Reading, file: FileId, at: usize) -> Vec<Span> {
    let text = &reading.sources.get(file).text;
    let mut around = Around { file, at: at as u32, found: vec![Span::new(file, 0, text.len())] };
    for word in crate::syntax::words(text) {
        if word.start <= at && at <= word.end() {
            around.span(Span::new(file, word.start, word.end()));
        }
    }
    for declaration in &reading.tree.declarations {
        if around.span(span_of(declaration)) {
            around.declaration(declaration);
        }
    }
    let mut found = around.found;
    found.sort_by_key(|span| span.end - span.start);
    found.dedup();
    // Each has to be in the next.
    let mut out: Vec<Span> = Vec::new();
    for span in found {
        let fits = out.last().is_none_or(|last| span.start <= last.start && last.end <= span.end);
        if fits {
            out.push(span);
        }
    }
    out
}

struct Around {
    file: FileId,
    at: u32,
    found: Vec<Span>,
}

impl Around {
    /// Notes a part if it is around the place.
    fn span(&mut self, span: Span) -> bool {
        let is_around = span.file == self.file && span.start <= self.at && self.at <= span.end;
        if is_around {
            self.found.push(span);
        }
        is_around
    }

    fn declaration(&mut self, declaration: &Declaration) {
        match declaration {
            Declaration::Customer(customer) => {
                for field in &customer.fields {
                    self.span(field.span);
                }
            }
            Declaration::Let(it) => self.expr(&it.value),
            Declaration::Gift(gift) => {
                for option in &gift.options {
                    self.span(option.span);
                    if let GiftOptionKind::Costs(value) | GiftOptionKind::Worth(value) =
                        &option.kind
                    {
                        self.expr(value);
                    }
                }
            }
            Declaration::Stage(_) | Declaration::AnyStage(_) => {
                for rule in rules(declaration) {
                    self.rule(rule);
                }
            }
            Declaration::Score(score) => {
                for line in &score.lines {
                    self.span(line.span);
                    match &line.points {
                        Points::When { condition, .. } => self.expr(condition),
                        Points::Events(given) => {
                            given.condition.iter().for_each(|condition| self.expr(condition));
                        }
                    }
                }
            }
            Declaration::Pause(pause) => self.expr(&pause.condition),
            Declaration::Test(test) => test.lines.iter().for_each(|line| {
                self.span(line.span);
            }),
            Declaration::Simulate(it) => it.lines.iter().for_each(|line| {
                self.span(line.span);
            }),
            Declaration::Report(it) => it.lines.iter().for_each(|line| {
                self.span(line.span);
            }),
            Declaration::Header(_)
            | Declaration::Use(_)
            | Declaration::Limit(_)
            | Declaration::Experiment(_)
            | Declaration::Group(_)
            | Declaration::Assert(_)
            | Declaration::Broken(_) => {}
        }
    }

    fn rule(&mut self, rule: &Rule) {
        if !self.span(rule.span) {
            return;
        }
        self.expr(&rule.condition);
        for action in &rule.actions {
            self.span(action.span);
            if let ActionKind::Give { each: Some(each), .. } = &action.kind {
                self.span(each.span);
            }
        }
    }

    fn expr(&mut self, expr: &Expr) {
        if !self.span(expr.span) {
            return;
        }
        expr.asks(&mut |asked| match asked {
            Asked::Expr(inner) => self.expr(inner),
            Asked::Events(_, condition) => condition.into_iter().for_each(|it| self.expr(it)),
            Asked::Window(window) => self.window(window),
            Asked::Since(since) => self.since(since),
            Asked::Name(_) => {}
        });
    }

    fn window(&mut self, window: &Window) {
        self.span(window.span);
        match &window.kind {
            WindowKind::Since(since) => self.since(since),
            WindowKind::Between(from, to) => [from, to].into_iter().for_each(|it| self.expr(it)),
            WindowKind::Within(_) | WindowKind::This(_) | WindowKind::Last(_) => {}
        }
    }

    fn since(&mut self, since: &Since) {
        self.span(since.span);
        match &since.kind {
            SinceKind::Value(value) => self.expr(value),
            SinceKind::Entering | SinceKind::Last(_) => {}
        }
    }
}
