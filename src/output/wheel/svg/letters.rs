//! How wide texts are at most, and how they are broken into lines.
//!
//! Nobody knows which font a picture is shown in, so a text gets the room that it takes in the
//! widest of those that are asked for.

use unicode_width::UnicodeWidthChar;

/// How wide a text is at most, in a size.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let sum: f64 = text.chars().map(letter).sum();
    sum * size * if bold { 1.1 } else { 1.0 }
}

/// How wide a letter is at most for each point of its size.
fn letter(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' | ' ' | '·' => 0.34,
        'f' | 't' | 'r' | 'I' | 'J' | '(' | ')' | '[' | ']' | '/' | '\\' | '-' => 0.44,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' | '→' => 1.0,
        'a'..='z' | '0'..='9' | '_' | '"' | '“' | '”' | '$' | '*' | '?' => 0.64,
        'A'..='Z' => 0.79,
        letter => match letter.width().unwrap_or(0) {
            0 => 0.0,
            1 => 0.86,
            _ => 1.1,
        },
    }
}

/// A text in lines that are at most so wide. Words that are wider than that are broken, too.
pub(super) fn wrapped(text: &str, size: f64, bold: bool, most: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, size, bold) <= most {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = rest_of(word, size, bold, most, &mut lines);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Breaks a word that is too wide, where a new word within it begins if there is one, and yields
/// what is left for the next line.
fn rest_of(word: &str, size: f64, bold: bool, most: f64, lines: &mut Vec<String>) -> String {
    let mut line = String::new();
    for letter in word.chars() {
        line.push(letter);
        if width(&line, size, bold) > most && line.chars().count() > 1 {
            let end = seam(&line).unwrap_or(line.len() - letter.len_utf8());
            let rest = line.split_off(end);
            lines.push(std::mem::replace(&mut line, rest));
        }
    }
    line
}

/// The last place in a name where a new word begins: `Early|Advocate`, `gift_|card`.
fn seam(name: &str) -> Option<usize> {
    let pairs = name.char_indices().zip(name.chars().skip(1));
    let begins = |((_, before), after): &((usize, char), char)| {
        *before == '_' || before.is_lowercase() && after.is_uppercase()
    };
    let seam = pairs.filter(begins).last().map(|((at, before), _)| at + before.len_utf8());
    seam.filter(|at| *at > name.len() / 3)
}

/// The first of some lines, the last of which says if there are more.
pub(super) fn cut(mut lines: Vec<String>, most: usize, size: f64, wide: f64) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while width(&format!("{last}…"), size, false) > wide && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_nothing_is_lost() {
        let text = "a few words and an_extremely_long_name_that_fits_nowhere at the end";
        let lines = wrapped(text, 14.0, false, 90.0);
        assert!(lines.iter().all(|line| width(line, 14.0, false) <= 90.0), "{lines:?}");
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(letters(&lines.concat()), letters(text));
        let cut = cut(lines, 2, 14.0, 90.0);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…') && width(&cut[1], 14.0, false) <= 90.0);
    }
}
