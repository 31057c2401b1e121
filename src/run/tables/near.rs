//! Customers who have nearly what rows of nobody name.

use super::strays::Strays;
use super::table::TablesFailure;
use crate::plan::{Needs, Owner};
use crate::records::{Chunk, Reader, TextReader};
use crate::run::Input;
use crate::run::input::pass_over;
use crate::values::folded;

/// What a customer has that is nearly what a row names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// It, as the customer has it.
    pub text: String,
    /// What is different.
    pub difference: Difference,
}

/// How two texts differ that may mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// In the case of letters.
    Case,
    /// In zeros before a number.
    Zeros,
    /// In an apostrophe before it.
    Apostrophe,
}

/// What a row names, and which texts of a customer it is compared with.
struct Wanted {
    list: usize,
    stray: usize,
    /// The place of the text among those of a customer.
    text: usize,
    by: String,
}

/// Looks for customers who have nearly what the first rows of nobody name, if there are any such
/// rows.
pub(super) fn look(
    needs: &Needs,
    inputs: &[impl Input],
    strays: &mut [Option<Strays>],
) -> Result<(), TablesFailure> {
    let mut fields = Vec::new();
    let mut wanted = wanted(needs, strays, &mut fields);
    if wanted.is_empty() {
        return Ok(());
    }
    let paths =
        std::iter::once(&needs.id).chain(fields.iter().map(|slot| &needs.fields[*slot].path));
    let texts = TextReader::new(paths.map(|path| (std::slice::from_ref(path), false)), needs);
    let reader = Reader::of_texts(needs, &fields);
    for input in inputs {
        let found = |chunk: &Chunk<'_>| find(chunk, &texts, &wanted);
        let mut all = Vec::new();
        pass_over(input, &reader, None, true, found, |_, found| {
            all.extend(found);
            Ok::<(), TablesFailure>(())
        })?;
        for (place, near) in all {
            let Wanted { list, stray, .. } = wanted[place];
            if let Some(strays) = &mut strays[list] {
                strays.unknown.first[stray].near.get_or_insert(near);
            }
        }
        wanted.retain(|one| {
            let strays = strays[one.list].as_ref();
            strays.is_some_and(|strays| strays.unknown.first[one.stray].near.is_none())
        });
        if wanted.is_empty() {
            break;
        }
    }
    Ok(())
}

/// What to look for. The fields that it needs are added to `fields`.
fn wanted(needs: &Needs, strays: &[Option<Strays>], fields: &mut Vec<usize>) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for (list, strays) in strays.iter().enumerate() {
        let (Some(strays), Some(table)) = (strays, &needs.lists[list].table) else { continue };
        let text = match table.owner {
            Owner::Id => 0,
            Owner::Field(slot) => {
                let place = fields.iter().position(|field| *field == slot);
                place.unwrap_or_else(|| {
                    fields.push(slot);
                    fields.len() - 1
                }) + 1
            }
            Owner::Event(_) => continue,
        };
        wanted.extend(strays.unknown.first.iter().enumerate().map(|(stray, row)| {
            let by = row.by.clone();
            Wanted { list, stray, text, by }
        }));
    }
    wanted
}

/// What the customers of a chunk have that is nearly one of those, by the place of that.
fn find(chunk: &Chunk<'_>, texts: &TextReader, wanted: &[Wanted]) -> Vec<(usize, Near)> {
    let (mut found, mut said) = (Vec::new(), Vec::new());
    for written in chunk.written() {
        let Some(Ok(())) = written.fast().map(|record| texts.read(record.json, &mut said)) else {
            continue;
        };
        for (place, one) in wanted.iter().enumerate() {
            let Some(Ok(Some(text))) = said.get(one.text) else { continue };
            if **text != one.by && are_near(text, &one.by) {
                let difference = difference(text, &one.by);
                found.push((place, Near { text: text.to_string(), difference }));
            }
        }
    }
    found
}

/// Whether two texts may mean the same.
fn are_near(one: &str, other: &str) -> bool {
    let (one, other) = (bare(one), bare(other));
    if one.is_ascii() && other.is_ascii() {
        // Much sooner than folding them.
        return one.eq_ignore_ascii_case(other);
    }
    folded(one) == folded(other)
}

/// A text without Excel's apostrophe, and a number without zeros before it.
fn bare(text: &str) -> &str {
    let text = text.strip_prefix('\'').unwrap_or(text);
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.trim_start_matches('0') } else { text }
}

fn difference(one: &str, other: &str) -> Difference {
    if folded(one) == folded(other) {
        Difference::Case
    } else if one.starts_with('\'') != other.starts_with('\'') {
        Difference::Apostrophe
    } else {
        Difference::Zeros
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_nearly_the_same_in_three_ways() {
        for (one, other, meant) in [
            ("Ann@x.example", "ann@X.example", Some(Difference::Case)),
            ("Straße", "STRASSE", Some(Difference::Case)),
            ("4711", "04711", Some(Difference::Zeros)),
            ("'04711", "04711", Some(Difference::Apostrophe)),
            ("4711", "4710", None),
            ("a4711", "a04711", None),
            ("0", "00", Some(Difference::Zeros)),
        ] {
            let near = are_near(one, other).then(|| difference(one, other));
            assert_eq!(near, meant, "{one} and {other}");
        }
    }
}
