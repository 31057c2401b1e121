//! The JSON object that a row of CSV is, by its header.

use super::columns::Column;
use crate::records::json::{Scanner, write_text};
use crate::records::plain::{Node, Reader, RecordUse, Subject, without_apostrophe};
use crate::values::{Path, Step};

/// No list in which a column has a place is longer: it is written whole for each row.
const MOST_PLACES: usize = 1000;

/// The JSON object that a row is: what is needed of it, each cell as a text at its path. The fast
/// path reads rows in this form.
#[derive(Clone, Debug)]
pub(super) struct Outline {
    root: Vec<Member>,
}

/// A member of an object, with its key as JSON has it: `"nps":`.
#[derive(Clone, Debug)]
struct Member {
    key: Box<[u8]>,
    part: Part,
}

#[derive(Clone, Debug)]
enum Part {
    Cell(Cell),
    Object(Vec<Member>),
    /// By place; `None` is one that no column has.
    List(Vec<Option<Part>>),
}

/// How the cell of a column becomes a value.
#[derive(Clone, Copy, Debug)]
struct Cell {
    column: usize,
    /// It is kept as a text, which a spreadsheet may have marked as one.
    text: bool,
    /// It may hold JSON.
    brackets: bool,
    /// It is of a row of a table, which has no other form: then the plain path has to find fault in it.
    only_form: bool,
}

impl Outline {
    /// Of these columns of a file, each with the number of its cell. `None` where a row is not one
    /// object: a column is within a value that is needed itself.
    pub(super) fn new<'r>(
        reader: &Reader,
        columns: impl Iterator<Item = (usize, &'r Column<'r>)>,
    ) -> Option<Outline> {
        let mut root = Part::Object(Vec::new());
        for (cell, wanted) in columns {
            if is_within_a_value(&wanted.path, &reader.tree) {
                return None;
            }
            let (text, brackets) = (wanted.is_text(reader), reader.takes_brackets(wanted.node));
            let only_form = reader.subject == Subject::Rows;
            root.at(&wanted.path)?.put(Cell { column: cell, text, brackets, only_form });
        }
        match root {
            Part::Object(root) => Some(Outline { root }),
            Part::Cell(_) | Part::List(_) => None,
        }
    }

    /// Writes the members of a row, each but the first after a comma. `None` if a cell does not
    /// hold what it seems to: what has been written is of no use then.
    pub(super) fn write<'c>(
        &self,
        mut text: impl FnMut(usize) -> &'c str,
        out: &mut Vec<u8>,
    ) -> Option<()> {
        members(&self.root, &mut text, out)
    }
}

/// Whether a value that contains this one is needed as well.
fn is_within_a_value(path: &Path, tree: &Node<RecordUse>) -> bool {
    let outer = (0..path.0.len()).map(|end| Path(path.0[..end].to_vec()));
    outer.filter_map(|path| tree.at(&path)).any(|node| !node.uses.is_empty())
}

impl Part {
    /// The place at the end of a path, which is made. `None` if something else is on the way.
    fn at(&mut self, path: &Path) -> Option<&mut Part> {
        path.0.iter().try_fold(self, |part, step| match (step, part) {
            (Step::Key(name), Part::Object(members)) => Some(member(members, name)),
            (Step::Index(index), Part::List(items)) => {
                if *index > MOST_PLACES {
                    return None;
                }
                if items.len() <= *index {
                    items.resize(*index + 1, None);
                }
                Some(items[*index].get_or_insert(Part::Object(Vec::new())))
            }
            // Made before it was known what it is.
            (Step::Index(_), part @ Part::Object(_)) if part.is_empty() => {
                *part = Part::List(Vec::new());
                part.at(&Path(vec![step.clone()]))
            }
            (Step::Key(_), Part::List(_))
            | (Step::Index(_), Part::Object(_))
            | (_, Part::Cell(_)) => None,
        })
    }

    fn put(&mut self, cell: Cell) {
        *self = Part::Cell(cell);
    }

    fn is_empty(&self) -> bool {
        match self {
            Part::Cell(_) => false,
            Part::Object(members) => members.is_empty(),
            Part::List(items) => items.is_empty(),
        }
    }
}

fn member<'m>(members: &'m mut Vec<Member>, name: &str) -> &'m mut Part {
    let mut key = Vec::new();
    write_text(name, &mut key);
    key.push(b':');
    let place = members.iter().position(|member| *member.key == *key).unwrap_or_else(|| {
        members.push(Member { key: key.into(), part: Part::Object(Vec::new()) });
        members.len() - 1
    });
    &mut members[place].part
}

fn members<'c>(
    members: &[Member],
    text: &mut impl FnMut(usize) -> &'c str,
    out: &mut Vec<u8>,
) -> Option<()> {
    let start = out.len();
    for Member { key, part } in members {
        let said = match part {
            Part::Cell(cell) => Some((cell, text(cell.column))),
            Part::Object(_) | Part::List(_) => None,
        };
        // An empty cell says nothing.
        if said.is_some_and(|(_, text)| text.is_empty()) {
            continue;
        }
        if out.len() > start {
            out.push(b',');
        }
        out.extend_from_slice(key);
        match said {
            Some((cell, text)) => cell.write(text, out)?,
            None => part.write(text, out)?,
        }
    }
    Some(())
}

impl Part {
    fn write<'c>(&self, text: &mut impl FnMut(usize) -> &'c str, out: &mut Vec<u8>) -> Option<()> {
        match self {
            Part::Cell(cell) => cell.write(text(cell.column), out)?,
            Part::Object(inner) => {
                out.push(b'{');
                members(inner, text, out)?;
                out.push(b'}');
            }
            Part::List(items) => {
                out.push(b'[');
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        out.push(b',');
                    }
                    match item {
                        Some(Part::Cell(cell)) => match text(cell.column) {
                            "" => out.extend_from_slice(b"null"),
                            said => cell.write(said, out)?,
                        },
                        Some(item) => item.write(text, out)?,
                        None => out.extend_from_slice(b"null"),
                    }
                }
                out.push(b']');
            }
        }
        Some(())
    }
}

impl Cell {
    fn write(self, text: &str, out: &mut Vec<u8>) -> Option<()> {
        if self.brackets && text.trim_start().starts_with(['[', '{']) {
            let mut scanner = Scanner::new(text);
            match scanner.skip().and_then(|()| scanner.end()) {
                Ok(()) => out.extend_from_slice(text.as_bytes()),
                // Nothing that takes brackets takes an object without members.
                Err(_) if self.only_form => out.extend_from_slice(b"{}"),
                Err(_) => return None,
            }
        } else if self.brackets && !self.only_form && text.contains('"') {
            // Texts of a set may be in quotation marks, which JSON would take for a part of them.
            return None;
        } else {
            write_text(if self.text { without_apostrophe(text) } else { text }, out);
        }
        Some(())
    }
}
