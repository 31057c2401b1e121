use super::Choices;
use super::schema::Step;

/// A JSON value that is still to be written.
pub(crate) enum Json {
    /// Written already, right or wrong.
    Raw(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// How somebody writes JSON. All of it means the same.
#[derive(Clone, Copy, Default)]
pub(crate) struct Style {
    /// What stands between tokens, here and there.
    pub spaces: &'static [&'static str],
    /// Whether keys come in any order.
    pub shuffled: bool,
    /// Whether characters are escaped that need not be.
    pub escapes: bool,
}

/// White space that stays in the line.
pub(crate) const IN_LINE: &[&str] = &[" ", "\t", "\r", "  ", "                              "];

/// White space of all kinds.
pub(super) const ANYWHERE: &[&str] =
    &[" ", "\n", "\t", "\r", "  \n\t ", "                              "];

impl Json {
    pub(crate) fn text(text: impl Into<String>) -> Json {
        Json::Text(text.into())
    }

    pub(crate) fn raw(raw: impl Into<String>) -> Json {
        Json::Raw(raw.into())
    }

    /// Puts a value where the path leads; where something else is in the way, it is left out.
    pub(crate) fn put(&mut self, path: &[Step], value: Json) {
        let Some((step, rest)) = path.split_first() else {
            *self = value;
            return;
        };
        let empty = match rest.first() {
            Some(Step::Index(_)) => Json::List(Vec::new()),
            Some(Step::Key(_)) => Json::Object(Vec::new()),
            None => Json::raw("null"),
        };
        match (step, self) {
            (Step::Key(key), Json::Object(entries)) => {
                let place = entries.iter().position(|(other, _)| other == key);
                let place = place.unwrap_or_else(|| {
                    entries.push((key.clone(), empty));
                    entries.len() - 1
                });
                entries[place].1.put(rest, value);
            }
            (Step::Index(index), Json::List(values)) => {
                while values.len() <= *index {
                    values.push(Json::Object(Vec::new()));
                }
                values[*index].put(rest, value);
            }
            (
                Step::Key(_) | Step::Index(_),
                Json::Raw(_) | Json::Text(_) | Json::List(_) | Json::Object(_),
            ) => {}
        }
    }

    /// Writes it.
    pub(crate) fn write(&self, style: Style, choices: &mut Choices<'_>, out: &mut String) {
        space(style, choices, out);
        match self {
            Json::Raw(raw) => *out += raw,
            Json::Text(text) => quoted(text, style, choices, out),
            Json::List(values) => {
                out.push('[');
                for (place, value) in values.iter().enumerate() {
                    if place > 0 {
                        out.push(',');
                    }
                    value.write(style, choices, out);
                }
                out.push(']');
            }
            Json::Object(entries) => {
                out.push('{');
                object(&ordered(entries, style, choices), style, choices, out);
                out.push('}');
            }
        }
        space(style, choices, out);
    }
}

fn object(entries: &[&(String, Json)], style: Style, choices: &mut Choices<'_>, out: &mut String) {
    for (place, (key, value)) in entries.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        space(style, choices, out);
        quoted(key, style, choices, out);
        space(style, choices, out);
        out.push(':');
        value.write(style, choices, out);
    }
}

/// The entries of an object as they stand, or in any order.
fn ordered<'e>(
    entries: &'e [(String, Json)],
    style: Style,
    choices: &mut Choices<'_>,
) -> Vec<&'e (String, Json)> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    if style.shuffled {
        for place in 1..order.len() {
            order.swap(place, choices.below(place + 1));
        }
    }
    order.into_iter().map(|place| &entries[place]).collect()
}

fn space(style: Style, choices: &mut Choices<'_>, out: &mut String) {
    if !style.spaces.is_empty() && choices.once_in(3) {
        out.push_str(choices.any(style.spaces).unwrap_or_default());
    }
}

fn quoted(text: &str, style: Style, choices: &mut Choices<'_>, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\0'..' ' => *out += &format!("\\u{:04x}", u32::from(c)),
            '/' if style.escapes => *out += "\\/",
            _ if style.escapes && choices.once_in(6) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    *out += &format!("\\u{unit:04X}");
                }
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}
