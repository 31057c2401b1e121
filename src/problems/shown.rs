//! Text from records, rule files, file names and arguments as it may be shown on a terminal.
//!
//! Some characters steer a terminal instead of being shown, and some turn the direction of
//! writing, so that a line reads as something that it does not say. Each of them is shown as one
//! visible character. Formats for programs have their own ways to write them.

use std::borrow::Cow;

/// Instead of a character that has no picture of its own.
const UNKNOWN: char = '\u{fffd}';

/// The picture of the character that such sequences begin with.
const ESCAPE: &str = "␛";

/// The text on one line, with a visible character for each that would steer a terminal. What has no
/// width is shown by its number, but for the joiners within emoji and words.
pub fn shown(text: &str) -> Cow<'_, str> {
    replaced(text, is_steering)
}

/// The same for a text whose line breaks are ours.
pub fn shown_lines(text: &str) -> Cow<'_, str> {
    replaced(text, |c| is_steering(c) && c != '\n')
}

/// The same for a whole output, in which the colors of [`Look`](super::Look) stay if there are
/// any.
pub fn shown_output(text: &str, colour: bool) -> Cow<'_, str> {
    if !colour || !text.contains(is_steering) {
        return shown_lines(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        let color = color(&rest[at..]);
        out.push_str(&shown_lines(&rest[..at]));
        out.push_str(if color == 0 { ESCAPE } else { &rest[at..at + color] });
        rest = &rest[at + color.max(1)..];
    }
    out.push_str(&shown_lines(rest));
    Cow::Owned(out)
}

/// Whether a terminal would do something else with the character than show it in its place: the
/// control characters of ASCII and Unicode, the separators of lines, and what turns the direction
/// of writing.
pub(super) fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
        )
}

fn replaced(text: &str, wanted: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(|c| wanted(c) || has_no_width(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            c if wanted(c) => out.push(visible(c)),
            c if has_no_width(c) && !joins(before, c, rest.clone().next()) => {
                out.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
            }
            c => out.push(c),
        }
        before = Some(c);
    }
    Cow::Owned(out)
}

/// Whether nothing is seen of a character, so that two texts look the same that are not.
fn has_no_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a joiner, or what keeps letters apart, is where a script or an emoji needs it: between
/// two characters that are not of the keyboard.
fn joins(before: Option<char>, c: char, after: Option<char>) -> bool {
    let written = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !has_no_width(c));
    matches!(c, '\u{200c}' | '\u{200d}') && written(before) && written(after)
}

/// The picture of a control character: `␛` for escape.
fn visible(c: char) -> char {
    match u32::from(c) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(UNKNOWN),
        0x7f => '\u{2421}',
        _ => UNKNOWN,
    }
}

/// How many bytes one of our colors at the start of the text has; 0 if it is something else.
fn color(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("\u{1b}[") else { return 0 };
    let code = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b';').count();
    let ours = rest[code..].starts_with('m') && super::look::is_ours(&rest[..code]);
    if ours { text.len() - rest.len() + code + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_steers_a_terminal_is_shown() {
        assert_eq!(shown("a\u{1b}[31mb\u{7f}\n"), "a␛[31mb␡␊");
        assert_eq!(shown("\u{9b}2J \u{202e}x\u{2069}"), "\u{fffd}2J \u{fffd}x\u{fffd}");
        assert_eq!(shown_lines("a\r\nb"), "a␍\nb");
        assert!(matches!(shown("Zoë 東京 👩 שלום"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_has_no_width_is_shown_by_its_number() {
        assert_eq!(shown("gold\u{200b}"), "gold\\u{200b}");
        assert_eq!(shown("\u{feff}id"), "\\u{feff}id");
        assert_eq!(shown("a\u{200d}b"), "a\\u{200d}b");
        assert_eq!(shown("می\u{200c}خواهم 👩\u{200d}🚀"), "می\u{200c}خواهم 👩\u{200d}🚀");
    }

    #[test]
    fn only_our_colors_are_colors() {
        for (text, wanted) in [
            ("\u{1b}[8mhidden\u{1b}[0m", "␛[8mhidden\u{1b}[0m"),
            ("\u{1b}[41;1mred\u{1b}[m", "␛[41;1mred␛[m"),
            ("\u{1b}[38;2;0;0;0mblack", "␛[38;2;0;0;0mblack"),
        ] {
            assert_eq!(shown_output(text, true), wanted);
        }
    }

    #[test]
    fn colors_stay_and_nothing_else_does() {
        let text = "\u{1b}[1;31merror\u{1b}[0m \u{1b}]0;title\u{7} \u{1b}[2J\u{1b}";
        assert_eq!(shown_output(text, true), "\u{1b}[1;31merror\u{1b}[0m ␛]0;title␇ ␛[2J␛");
        assert_eq!(shown_output("\u{1b}[1mx", false), "␛[1mx");
    }

    proptest! {
        #[test]
        fn nothing_that_steers_is_left(text in "\\PC*|[\\x00-\\x1f\\x7f-\\x9f\u{200e}-\u{206f}a\\[;m]{0,20}") {
            prop_assert!(!shown(&text).contains(is_steering));
            prop_assert!(shown(&text).chars().count() >= text.chars().count());
            let again = shown(&shown(&text)).into_owned();
            prop_assert_eq!(again, shown(&text));
            let plain = shown_output(&text, false).into_owned();
            prop_assert!(!plain.contains(|c| is_steering(c) && c != '\n'));
            let colored = shown_output(&text, true).into_owned();
            let steers = colored.match_indices(is_steering).filter(|(_, c)| *c != "\n");
            for (at, _) in steers {
                prop_assert!(color(&colored[at..]) > 0, "{colored:?}");
            }
        }
    }
}
