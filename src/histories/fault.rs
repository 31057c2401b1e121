//! What is wrong with the JSON of a history, in words.

use serde_json::error::Category;

use crate::values::likeness::nearest;

/// Says what is wrong. Where in a file of many lines it is, the caller knows better.
pub(super) fn words(fault: &serde_json::Error) -> String {
    let whole = fault.to_string();
    let (what, column) = match whole.split_once(" at line 1 column ") {
        Some((what, column)) => (what, format!(", at column {column}")),
        None => (&*whole, String::new()),
    };
    let said = match fault.classify() {
        Category::Io => what.to_owned(),
        Category::Eof => "the line ends in the middle of the history".to_owned(),
        Category::Syntax => format!("this is not JSON: {what}"),
        Category::Data => of_data(what),
    };
    said + &column
}

/// The words of serde for what does not fit, as a person would say it.
fn of_data(what: &str) -> String {
    let mut names = what.split('`').skip(1).step_by(2);
    let name = names.next().unwrap_or_default();
    if what.starts_with("missing field") {
        return format!("\"{name}\" is missing");
    }
    if what.starts_with("duplicate field") {
        return format!("\"{name}\" comes twice");
    }
    if what.starts_with("unknown field") {
        let known: Vec<&str> = names.collect();
        let meant = nearest(name, known.iter().copied());
        let meant = meant.map(|meant| format!("; did you mean \"{meant}\"?")).unwrap_or_default();
        return format!("\"{name}\" is not one of {}{meant}", known.join(", "));
    }
    if what.starts_with("invalid length") {
        return "a list should be an object in braces".to_owned();
    }
    match what.strip_prefix("invalid type: ").and_then(|what| what.split_once(", expected ")) {
        Some((found, "a string")) => format!("{found} should be text in quotation marks"),
        Some((found, "a sequence")) => format!("{found} should be a list in brackets"),
        Some((found, _)) => format!("{found} should be an object in braces"),
        None => what.to_owned(),
    }
}
