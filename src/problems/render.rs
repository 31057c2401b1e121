//! Problems drawn on their sources for a person. The only file that says `miette`: it draws the
//! box with the source and the marks; the words around it are set here, so that they read as a
//! colleague would say them.

use std::fmt;
use std::ops::Range;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::shown::{shown, shown_output};
use super::{Ink, Label, Look, Page, Problem, Problems, Severity, Sources, Span};

/// Lines of the source that are shown above and below the marks, unless they are blank.
const CONTEXT: usize = 1;

/// A span over more lines than this is marked on its first line only.
const MANY_LINES: usize = 4;

/// Of a line that is longer than this, in bytes, only the part around the mark is shown.
const LONG_LINE: usize = 400;

/// The problems drawn one under the other, each with a blank line after it.
pub fn pretty(sources: &Sources, problems: &Problems, look: Look) -> String {
    let pages = sources.pages();
    problems.iter().map(|problem| Drawing::new(&pages, problem, look).draw() + "\n").collect()
}

/// One problem on its way to the page.
struct Drawing<'a> {
    pages: &'a [Page<'a>],
    problem: &'a Problem,
    look: Look,
    /// In the order of the page, the label of the problem itself among them.
    marks: Vec<LabeledSpan>,
}

impl<'a> Drawing<'a> {
    fn new(pages: &'a [Page<'a>], problem: &'a Problem, look: Look) -> Drawing<'a> {
        let mut drawing = Drawing { pages, problem, look, marks: Vec::new() };
        let labels = std::iter::once(&problem.at).chain(drawing.others_here());
        let mut marks: Vec<_> = labels
            .enumerate()
            .filter_map(|(number, label)| drawing.mark(label, number == 0))
            .collect();
        marks.sort_by_key(LabeledSpan::offset);
        drawing.marks = marks;
        drawing
    }

    fn draw(&self) -> String {
        let mut out = self.headline();
        if self.marks.is_empty() {
            out.push_str(&format!("   {}\n", self.location(&self.problem.at)));
        } else {
            out.push_str(&self.snippet());
        }
        for label in self.others_elsewhere() {
            let words = format!("{} ({})", label.text, self.location(label));
            out.push_str(&self.note("note: ", &words));
        }
        if let Some(help) = &self.problem.help {
            out.push_str(&self.note("help: ", help));
        }
        if let Some(example) = &self.problem.example {
            out.push_str(&format!("  {}\n", self.look.paint(Ink::Help, "for example:")));
            for line in example.lines() {
                out.push_str(&format!("    {}\n", shown(line)));
            }
        }
        shown_output(&out, self.look.colour).into_owned()
    }

    /// `error[unknown-name]: No stage is called ...`.
    fn headline(&self) -> String {
        let severity = self.problem.severity();
        let tag = format!("{}[{}]:", severity.word(), self.problem.code.id);
        let title = shown(&self.problem.title);
        let title = self.look.wrap(&title, tag.chars().count() + 1, 2);
        let ink = match severity {
            Severity::Error => Ink::Error,
            Severity::Warning => Ink::Warning,
        };
        format!("{} {}\n", self.look.paint(ink, &tag), self.look.paint(Ink::Strong, &title))
    }

    fn note(&self, word: &str, text: &str) -> String {
        let text = self.look.wrap(text, word.len() + 2, word.len() + 2);
        format!("  {}{text}\n", self.look.paint(Ink::Help, word))
    }

    /// `rules.flywheel:3:5`.
    fn location(&self, label: &Label) -> String {
        let page = self.page(label);
        let place = page.place_of(label.span);
        format!("{}:{}:{}", shown(page.name), place.line, place.column)
    }

    fn page(&self, label: &Label) -> &'a Page<'a> {
        &self.pages[label.span.file.index()]
    }

    /// Other places in the same file are marked in the drawing ...
    fn others_here(&self) -> impl Iterator<Item = &'a Label> {
        self.problem.others.iter().filter(|label| self.is_drawn(label))
    }

    /// ... and those in another file are notes below it, and so are those on lines that are too
    /// long to be shown.
    fn others_elsewhere(&self) -> impl Iterator<Item = &'a Label> {
        self.problem.others.iter().filter(|label| !self.is_drawn(label))
    }

    fn is_drawn(&self, label: &Label) -> bool {
        let page = self.page(label);
        let fits = |span: Span| {
            let line = page.line_of(page.clamped(span).start);
            page.line(line).len() <= LONG_LINE
        };
        label.span.file == self.problem.at.span.file
            && fits(label.span)
            && fits(self.problem.at.span)
    }

    fn mark(&self, label: &Label, is_problem: bool) -> Option<LabeledSpan> {
        let page = self.page(label);
        let range = beginning(page, page.visible(label.span)?);
        let span = SourceSpan::from(range);
        let text = Some(shown(&label.text).into_owned()).filter(|text| !text.is_empty());
        Some(if is_problem {
            LabeledSpan::new_primary_with_span(text, span)
        } else {
            LabeledSpan::new_with_span(text, span)
        })
    }

    /// The box with the source and its marks. Above it miette draws a line for a title, which
    /// is in the headline already.
    fn snippet(&self) -> String {
        let handler = GraphicalReportHandler::new_themed(self.theme())
            .with_width(self.look.width)
            .with_context_lines(CONTEXT)
            .without_syntax_highlighting()
            .without_cause_chain();
        let mut drawn = String::new();
        match handler.render_report(&mut drawn, self) {
            Ok(()) => drawn.split_once('\n').map_or(String::new(), |(_, rest)| rest.to_owned()),
            // Better the bare place than nothing at all.
            Err(fmt::Error) => format!("   {}\n", self.location(&self.problem.at)),
        }
    }

    /// The mark of the problem in the colour of its severity, the others in a quieter one.
    fn theme(&self) -> GraphicalTheme {
        let characters = ThemeCharacters::unicode();
        if !self.look.colour {
            return GraphicalTheme { characters, styles: ThemeStyles::none() };
        }
        let mut styles = ThemeStyles::ansi();
        let (main, other) = match self.problem.severity() {
            Severity::Error => (styles.error, styles.advice),
            Severity::Warning => (styles.warning, styles.advice),
        };
        let colour = |mark: &LabeledSpan| if mark.primary() { main } else { other };
        styles.highlights = self.marks.iter().map(colour).collect();
        styles.link = styles.linum;
        GraphicalTheme { characters, styles }
    }
}

/// Marking a whole page says nothing about where to look: of many lines, and of a line without an
/// end, only the beginning is marked.
fn beginning(page: &Page<'_>, range: Range<usize>) -> Range<usize> {
    let (first, last) = (page.line_of(range.start), page.line_of(range.end));
    let end = if last - first < MANY_LINES { range.end } else { page.line(first).end };
    let end = page.clamped_range(range.start, end.min(range.start + LONG_LINE)).end;
    range.start..range.start + page.text[range.start..end].trim_end().len()
}

impl fmt::Debug for Drawing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl fmt::Display for Drawing<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing<'_> {}

impl Diagnostic for Drawing<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.problem.severity() {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.page(&self.problem.at))
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.marks.iter().cloned()))
    }
}

/// miette's own reading of texts counts columns in bytes and walks through the whole file for
/// every label; this one knows the lines.
impl SourceCode for Page<'_> {
    fn read_span<'s>(
        &'s self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'s> + 's>, MietteError> {
        let end = span.offset() + span.len();
        if end > self.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        // Without context, the head of the box is being written: it wants the place of the mark.
        let (lines, column) = if before + after == 0 {
            (self.line_of(span.offset())..self.line_of(end) + 1, self.place(span.offset()).column)
        } else {
            (self.lines_around(span.offset(), end, before, after), 1)
        };
        let whole = self.line(lines.start).start..self.line(lines.end - 1).end;
        let stretch = self.shortened(whole, span.offset()..end);
        Ok(Box::new(MietteSpanContents::new_named(
            shown(self.name).into_owned(),
            &self.text.as_bytes()[stretch.clone()],
            stretch.into(),
            lines.start,
            column - 1,
            lines.len(),
        )))
    }
}

impl Page<'_> {
    /// The lines of a stretch and those about it, but for blank ones at the rim.
    fn lines_around(&self, start: usize, end: usize, before: usize, after: usize) -> Range<usize> {
        let blank = |line: usize| self.text[self.line(line)].trim().is_empty();
        let (first, last) = (self.line_of(start), self.line_of(end));
        let mut lines = first.saturating_sub(before)..last + after + 1;
        while lines.start < first && blank(lines.start) {
            lines.start += 1;
        }
        while lines.end > last + 1 && blank(lines.end - 1) {
            lines.end -= 1;
        }
        lines
    }

    /// The part about a mark where a line is too long to be read.
    fn shortened(&self, lines: Range<usize>, mark: Range<usize>) -> Range<usize> {
        let first = self.line(self.line_of(mark.start));
        let last = self.line(self.line_of(mark.end));
        let mut shown = lines;
        if first.len() > LONG_LINE || last.len() > LONG_LINE {
            let margin = LONG_LINE / 4;
            let start = mark.start.saturating_sub(margin).max(first.start);
            let end = (mark.end + margin).min(last.end);
            shown = self.clamped_range(start, end);
        }
        shown
    }

    fn clamped_range(&self, mut start: usize, mut end: usize) -> Range<usize> {
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        start..end
    }
}
