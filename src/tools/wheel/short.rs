//! A condition as it is written, on one line.

use crate::problems::shown;

/// The text of a condition without comments and line breaks, with the marks that are printed.
pub(in crate::tools) fn condition(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                out.push('"');
                quoted(&mut letters, &mut out);
            }
            '#' => while letters.next_if(|next| *next != '\n').is_some() {},
            '<' | '>' | '!' if letters.next_if_eq(&'=').is_some() => {
                out.push(match letter {
                    '<' => '≤',
                    '>' => '≥',
                    _ => '≠',
                });
            }
            letter if letter.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            letter => out.push(letter),
        }
    }
    shown(out.trim_end()).into_owned()
}

/// The rest of a text in quotation marks.
fn quoted(letters: &mut impl Iterator<Item = char>, out: &mut String) {
    let mut escaped = false;
    for letter in letters {
        out.push(letter);
        if letter == '"' && !escaped {
            return;
        }
        escaped = letter == '\\' && !escaped;
    }
}

#[cfg(test)]
mod tests {
    use super::condition;

    #[test]
    fn a_condition_is_on_one_line() {
        let text = "NPS >= 9 # promoters, \"yes\"\n  and  city != \"#1  <= \\\" x\"\n\tor vip";
        assert_eq!(condition(text), "NPS ≥ 9 and city ≠ \"#1  <= \\\" x\" or vip");
        assert_eq!(condition("  # nothing"), "");
    }
}
