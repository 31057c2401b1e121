//! Rule files by number, and places in them.

use super::Page;

/// Which of the [`Sources`] a span is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

impl FileId {
    /// The id of the file with this index, from 0. There is no memory for more files than there are ids.
    pub fn of(index: usize) -> FileId {
        FileId(index as u32)
    }

    /// Its index among all files.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A stretch of a rule file, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file that it is in.
    pub file: FileId,
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` to before `end`.
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        Span { file, start: start as u32, end: end as u32 }
    }

    /// From the start of this one to the end of a later one.
    pub fn to(self, end: Span) -> Span {
        Span { end: end.end.max(self.end), ..self }
    }

    /// Its bytes, for slicing the text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A rule file: its name as the user gave it, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name of the file.
    pub name: String,
    /// All of its text.
    pub text: String,
}

/// All rule files of a program, by their ids.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// An empty one.
    pub fn new() -> Sources {
        Sources::default()
    }

    /// All files, in the order of their ids.
    pub fn files(&self) -> &[Source] {
        &self.files
    }

    /// Adds a file, and returns its id for spans.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(Source { name: name.into(), text: text.into() });
        FileId::of(self.files.len() - 1)
    }

    /// The file of this number.
    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.index()]
    }

    /// Every file prepared for showing problems in it, by its id.
    pub fn pages(&self) -> Vec<Page<'_>> {
        self.files.iter().map(Page::new).collect()
    }

    /// The text of a span, cut to what the file holds.
    pub fn text(&self, span: Span) -> &str {
        let text = &self.get(span.file).text;
        text.get(span.range()).unwrap_or("")
    }

    /// The same on one line, without the notes in it.
    pub fn line(&self, span: Span) -> String {
        let lines = self.text(span).lines().map(without_note);
        lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
    }

    /// The line and column of a span's start, both from 1; the column counts characters.
    pub fn position(&self, span: Span) -> (usize, usize) {
        let text = &self.get(span.file).text;
        let mut end = (span.start as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line = before.matches('\n').count() + 1;
        let column = before[before.rfind('\n').map_or(0, |at| at + 1)..].chars().count() + 1;
        (line, column)
    }
}

/// A line without the note at its end.
fn without_note(line: &str) -> &str {
    let mut in_text = false;
    let note = line.char_indices().find(|(_, letter)| {
        in_text ^= *letter == '"';
        *letter == '#' && !in_text
    });
    note.map_or(line, |(start, _)| &line[..start])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_very_many_files_has_an_id_of_its_own() {
        let mut sources = Sources::new();
        let ids: Vec<FileId> = (0..66_000).map(|at| sources.add(at.to_string(), "")).collect();
        for (at, id) in ids.into_iter().enumerate() {
            assert_eq!(sources.get(id).name, at.to_string());
        }
        assert_eq!(std::mem::size_of::<Span>(), 12, "there are very many of them");
    }
}
