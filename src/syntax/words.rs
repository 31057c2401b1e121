//! The words and marks of a text, with their places, also of a text that is not in order. They
//! are what recovery splits at and what habits are recognised by.

use std::ops::Range;

/// What a word is, by its first character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name or keyword.
    Word,
    /// Whatever begins with a digit and has no space in it: `12`, `90d`, `1.000,50`.
    Number,
    /// Three numbers with `-` between them and perhaps a time.
    Date,
    /// Three numbers with `/` or `.` between them.
    OtherDate,
    /// A text in double quotation marks.
    Text,
    /// A text that begins with `"` and is not closed on its line.
    OpenText,
    /// A text in typographic quotation marks.
    SmartText,
    /// A text in single quotation marks.
    SingleText,
    /// `// ...` or `/* ... */`.
    OtherComment,
    /// A line that begins with seven marks that version control puts between two versions.
    Conflict,
    /// Spaces that are not the space bar's.
    OddSpace,
    /// Characters that cannot be seen: of no width, or turning the direction of writing.
    Hidden,
    /// Marks and digits twice as wide as those of the keyboard: `＞＝`, `９`.
    Wide,
    /// Everything else: a mark or a run of marks.
    Mark,
}

/// A word or mark.
#[derive(Clone, Debug)]
pub(crate) struct Word<'t> {
    pub kind: Kind,
    pub text: &'t str,
    pub start: usize,
    /// Whether nothing but white space stands before it on its line.
    pub first: bool,
}

impl Word<'_> {
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.end()
    }
}

/// Marks of more than one character, in this language or another, the longest first.
const LONG_MARKS: &[&str] =
    &["===", "!==", "...", "==", "=>", "=<", ">=", "<=", "<>", "!=", "&&", "||", "->", ":=", ".."];

/// The words of a text; comments of the language are left out.
pub(crate) fn read(text: &str) -> Vec<Word<'_>> {
    #[cfg(test)]
    super::effort::count(text.len());
    let mut words = Vec::new();
    let (mut at, mut first) = (0, true);
    while let Some(character) = text[at..].chars().next() {
        let rest = &text[at..];
        if character == '\n' || character == '\r' {
            first = true;
        }
        if matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{feff}') {
            at += character.len_utf8();
            continue;
        }
        if character == '#' {
            at += line(rest).len();
            continue;
        }
        // The apostrophe of `isn't` opens no text.
        let inside =
            words.last().is_some_and(|word: &Word<'_>| word.end() == at && word.kind == Kind::Word);
        let (kind, length) = match character {
            '\'' | '’' | '‘' | '´' | '`' if inside => (Kind::Mark, character.len_utf8()),
            _ => measure(rest, character, first),
        };
        words.push(Word { kind, text: &rest[..length], start: at, first });
        first = first && matches!(kind, Kind::OddSpace | Kind::Hidden);
        at += length;
    }
    words
}

/// What begins here, and how many bytes it has; never none.
fn measure(rest: &str, character: char, first: bool) -> (Kind, usize) {
    let conflict = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
    if first && conflict.iter().any(|mark| rest.starts_with(mark)) {
        return (Kind::Conflict, line(rest).len());
    }
    if rest.starts_with("//") {
        return (Kind::OtherComment, line(rest).len());
    }
    if rest.starts_with("<!--") {
        let length = rest.find("-->").map_or(line(rest).len(), |end| end + 3);
        return (Kind::OtherComment, length);
    }
    if rest.starts_with("/*") {
        let length = rest.find("*/").map_or(line(rest).len(), |end| end + 2);
        return (Kind::OtherComment, length);
    }
    match character {
        '"' => quoted(rest),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => {
            between(rest, character, &['”', '“', '"', '»', '«', '″', '＂'], Kind::SmartText)
        }
        '「' => between(rest, character, &['」'], Kind::SmartText),
        '『' => between(rest, character, &['』'], Kind::SmartText),
        '\'' | '‘' | '’' | '‚' | '‛' | '`' | '´' | '‹' | '›' | '＇' => {
            between(rest, character, &['\'', '’', '‘', '`', '´', '›', '‹', '＇'], Kind::SingleText)
        }
        _ if is_hidden(character) => (Kind::Hidden, run(rest, is_hidden)),
        _ if is_wide_digit(character) => (Kind::Wide, run(rest, is_wide_digit)),
        _ if is_wide_mark(character) => (Kind::Wide, run(rest, is_wide_mark)),
        _ if is_odd_space(character) => (Kind::OddSpace, run(rest, is_odd_space)),
        _ if character.is_ascii_digit() => number(rest),
        _ if character.is_alphabetic() => (Kind::Word, word(rest)),
        _ => {
            let long = LONG_MARKS.iter().find(|mark| rest.starts_with(**mark));
            (Kind::Mark, long.map_or(character.len_utf8(), |mark| mark.len()))
        }
    }
}

/// Whether a character can stand inside a name.
pub(crate) fn is_word(character: char) -> bool {
    // Marks that combine with the letter before them are no letters to `char`.
    let combines = matches!(character, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}');
    character.is_alphanumeric() || character == '_' || combines
}

/// The length of a word, with what is drawn together with it: `isn't`, `customer's`.
fn word(rest: &str) -> usize {
    let length = run(rest, is_word);
    let drawn = ["t", "s", "re", "ve", "ll", "d", "m"];
    let after = rest[length..].strip_prefix(['\'', '’']).unwrap_or_default();
    let more = run(after, is_word);
    match drawn.contains(&&after[..more]) {
        true => rest.len() - after.len() + more,
        false => length,
    }
}

/// Whether a space is not the one of the space bar.
pub(super) fn is_odd_space(character: char) -> bool {
    character.is_whitespace() && !character.is_ascii_whitespace()
}

/// Whether a character has no width, or turns the direction in which a line is shown.
pub(super) fn is_hidden(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{61c}')
        || turns(character)
}

/// Whether a character makes a line look as if it were written in another order.
pub(super) fn turns(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Digits of other scripts than the keyboard's, by the zero of each.
const ZEROS: [char; 4] = ['٠', '۰', '०', '０'];

fn other_digit(character: char) -> Option<char> {
    let value = |zero: &char| (character as u32).checked_sub(*zero as u32).filter(|at| *at < 10);
    ZEROS.iter().find_map(value).and_then(|value| char::from_digit(value, 10))
}

fn is_wide_digit(character: char) -> bool {
    other_digit(character).is_some()
}

fn is_wide_mark(character: char) -> bool {
    matches!(character, '\u{ff01}'..='\u{ff5e}')
        && !character.is_alphanumeric()
        && !matches!(character, '＂' | '＇' | '＿')
        || character == '\u{37e}'
}

/// The same in the characters of the keyboard.
pub(super) fn narrow(text: &str) -> String {
    let narrow = |character: char| match character {
        '\u{37e}' => ';',
        _ if other_digit(character).is_some() => other_digit(character).unwrap_or(character),
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(character as u32 - 0xff01 + u32::from(b'!')).unwrap_or(character)
        }
        other => other,
    };
    text.chars().map(narrow).collect()
}

fn run(rest: &str, belongs: fn(char) -> bool) -> usize {
    rest.find(|character| !belongs(character)).unwrap_or(rest.len())
}

/// The rest of the line, without the white space at its end.
fn line(rest: &str) -> &str {
    let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
    rest[..end].trim_end()
}

fn quoted(rest: &str) -> (Kind, usize) {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            '\n' | '\r' => break,
            '"' if !escaped => return (Kind::Text, at + 1),
            _ => escaped = character == '\\' && !escaped,
        }
    }
    (Kind::OpenText, line(rest).len())
}

/// From a mark to the next one of `closers` on the line, else only the mark.
fn between(rest: &str, opener: char, closers: &[char], kind: Kind) -> (Kind, usize) {
    let inside = &line(rest)[opener.len_utf8()..];
    match inside.char_indices().find(|(_, character)| closers.contains(character)) {
        Some((at, closer)) => (kind, opener.len_utf8() + at + closer.len_utf8()),
        None => (Kind::Mark, opener.len_utf8()),
    }
}

fn number(rest: &str) -> (Kind, usize) {
    if let Some(length) = date(rest, '-') {
        let time = rest[length..].starts_with(['T', 't']);
        let belongs = |character: char| {
            character.is_alphanumeric() || matches!(character, ':' | '.' | '+' | '-')
        };
        let more = if time { run(&rest[length..], belongs) } else { 0 };
        return (Kind::Date, length + more);
    }
    if let Some(length) = date(rest, '/').or_else(|| date(rest, '.')) {
        return (Kind::OtherDate, length);
    }
    let bytes = rest.as_bytes();
    let mut at = run(rest, is_word);
    while matches!(bytes.get(at), Some(b'.' | b','))
        && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    {
        at += 1 + run(&rest[at + 1..], is_word);
    }
    (Kind::Number, at)
}

/// The length of a date whose three numbers have this mark between them.
fn date(rest: &str, mark: char) -> Option<usize> {
    let digits = |text: &str| run(text, |character| character.is_ascii_digit());
    let first = digits(rest);
    let second = digits(rest[first..].strip_prefix(mark)?);
    let after = first + 1 + second;
    let third = digits(rest[after..].strip_prefix(mark)?);
    let lengths = [first, second, third];
    let year_first = first == 4 && second <= 2 && third <= 2;
    let year_last = third == 4 && first <= 2 && second <= 2;
    let is_date = !lengths.contains(&0) && (year_first || (year_last && mark != '-'));
    is_date.then_some(after + 1 + third)
}
