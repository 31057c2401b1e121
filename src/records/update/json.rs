//! Writes changes into a record of JSON.

use crate::after::Changes;
use crate::plan::Needs;
use crate::values::Step;

use super::edit::{Edit, UpdateFault};
use super::locate::{Located, Object, locate};
use super::value;

/// The record with its changes. `raw` is a record that was read without a fault.
///
/// # Errors
/// If a path of the rules leads to no place in this record.
pub fn update_json(
    raw: &[u8],
    needs: &Needs,
    changes: &Changes<'_>,
) -> Result<Vec<u8>, UpdateFault> {
    let mut text = match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => return Err(UpdateFault { path: String::new() }),
    };
    for edit in Edit::all(changes, needs) {
        let steps = &edit.path(needs).0;
        text = set(&text, steps, edit).ok_or_else(|| edit.fault(needs))?;
    }
    Ok(text.into_bytes())
}

/// The record without what rules did to the customer before, but for the tags: what is there becomes
/// null. One that cannot be read stays as it is.
pub fn emptied_json(raw: &[u8], needs: &Needs) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(raw) else { return raw.to_vec() };
    let emptied = Edit::emptying(needs).try_fold(text.to_owned(), |text, edit| {
        match locate(&text, &edit.path(needs).0) {
            Ok(Located::Value(_)) => set(&text, &edit.path(needs).0, edit),
            Ok(Located::Inside(_) | Located::Instead { .. } | Located::Nowhere) => Some(text),
            Err(_) => None,
        }
    });
    emptied.map_or_else(|| raw.to_vec(), String::into_bytes)
}

/// The text with one value set; `None` if there is no place for it.
pub(super) fn set(text: &str, steps: &[Step], edit: Edit<'_>) -> Option<String> {
    match locate(text, steps).ok()? {
        Located::Value(range) => {
            let new = value::json(edit, &text[range.clone()]);
            Some(format!("{}{new}{}", &text[..range.start], &text[range.end..]))
        }
        Located::Instead { value, step } => {
            let new = nested(&steps[step..], edit)?;
            Some(format!("{}{new}{}", &text[..value.start], &text[value.end..]))
        }
        Located::Inside(object) => insert(text, &object, steps, edit),
        Located::Nowhere => None,
    }
}

/// Puts a key at the end of an object, in the way that its first key is there.
fn insert(text: &str, object: &Object, steps: &[Step], edit: Edit<'_>) -> Option<String> {
    let (Step::Key(key), inner) = steps[object.step..].split_first()? else {
        return None;
    };
    let mut out = text[..object.end].to_owned();
    if !object.empty {
        out.push(',');
    }
    out.push_str(&text[object.before_key.clone()]);
    value::text(key, &mut out);
    let colon = &text[object.colon.clone()];
    out.push_str(if colon.is_empty() { ":" } else { colon });
    out.push_str(&nested(inner, edit)?);
    out.push_str(&text[object.end..]);
    Some(out)
}

/// The value within as many new objects as there are steps. A list cannot be made up.
pub(super) fn nested(steps: &[Step], edit: Edit<'_>) -> Option<String> {
    let Some((step, inner)) = steps.split_first() else {
        return Some(value::json(edit, ""));
    };
    let Step::Key(key) = step else {
        return None;
    };
    let mut out = "{".to_owned();
    value::text(key, &mut out);
    out.push(':');
    out.push_str(&nested(inner, edit)?);
    out.push('}');
    Some(out)
}
