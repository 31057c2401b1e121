use super::tree::Node;
use super::trouble::Trouble;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::{Found, RawText, Scanner};

/// Where a walk leaves what it finds. Whatever folds values while passing over them is another
/// sink, and the walk stays as it is.
pub(super) trait Sink<'a> {
    type Use: Copy;

    /// Takes the value found. A list or an object still lies before the scanner, and has to be
    /// passed or read.
    fn take(
        &mut self,
        wanted: Self::Use,
        found: Found<'a>,
        scanner: &mut Scanner<'a>,
    ) -> Result<(), Trouble>;
}

/// Walks the object that comes, gives the sink what the node wants and checks the rest.
pub(super) fn object<'a, S: Sink<'a>>(
    node: &Node<S::Use>,
    scanner: &mut Scanner<'a>,
    sink: &mut S,
) -> Result<(), Trouble> {
    scanner.enter()?;
    let mut seen = Seen::default();
    let mut first = true;
    let mut likely = 0;
    while let Some(key) = scanner.next_key(&mut first)? {
        let Some(place) = node.find(key, likely) else {
            scanner.skip()?;
            continue;
        };
        likely = place + 1;
        let (name, child) = &node.keys[place];
        if !seen.insert(place) {
            return Err(twice(key, scanner).under_key(name));
        }
        value(child, scanner, sink).map_err(|trouble| trouble.under_key(name))?;
    }
    Ok(())
}

/// Walks the list that comes, for a node that wants some of its places.
fn list<'a, S: Sink<'a>>(
    node: &Node<S::Use>,
    scanner: &mut Scanner<'a>,
    sink: &mut S,
) -> Result<(), Trouble> {
    scanner.enter()?;
    let mut first = true;
    let mut index = 0;
    while scanner.next_element(&mut first)? {
        match node.indexes.iter().find(|(wanted, _)| *wanted == index) {
            Some((_, child)) => {
                value(child, scanner, sink).map_err(|trouble| trouble.under_index(index))?;
            }
            None => scanner.skip()?,
        }
        index += 1;
    }
    Ok(())
}

/// Gives the value that comes to everything that wants it or something within it.
pub(super) fn value<'a, S: Sink<'a>>(
    node: &Node<S::Use>,
    scanner: &mut Scanner<'a>,
    sink: &mut S,
) -> Result<(), Trouble> {
    let found = scanner.found()?;
    self::found(node, found, scanner, sink)
}

/// The same for a value that was found already.
#[inline]
pub(super) fn found<'a, S: Sink<'a>>(
    node: &Node<S::Use>,
    found: Found<'a>,
    scanner: &mut Scanner<'a>,
    sink: &mut S,
) -> Result<(), Trouble> {
    let Some((last, others)) = node.uses.split_last() else {
        return inner(node, found, scanner, sink);
    };
    let start = scanner.clone();
    for wanted in others {
        sink.take(*wanted, found, scanner)?;
        *scanner = start.clone();
    }
    sink.take(*last, found, scanner)?;
    if node.has_children() {
        *scanner = start;
        inner(node, found, scanner, sink)?;
    }
    Ok(())
}

/// Walks on into a value of which only the inside is wanted.
fn inner<'a, S: Sink<'a>>(
    node: &Node<S::Use>,
    found: Found<'a>,
    scanner: &mut Scanner<'a>,
    sink: &mut S,
) -> Result<(), Trouble> {
    match found {
        Found::Null => Ok(()),
        Found::Text(text) if text.is_empty() => Ok(()),
        Found::Object if node.indexes.is_empty() => object(node, scanner, sink),
        Found::List if node.keys.is_empty() => list(node, scanner, sink),
        Found::YesNo(_) | Found::Number(_) | Found::Text(_) | Found::List | Found::Object => {
            let wanted = if node.keys.is_empty() { "a list" } else { "an object" };
            let message = format!("{} stands where {wanted} is needed", found.in_words());
            Err(Fault::value(FaultKind::WrongType, message).at(scanner.at()).into())
        }
    }
}

#[cold]
fn twice(key: RawText<'_>, scanner: &Scanner<'_>) -> Trouble {
    let name = Found::Text(key).in_words();
    let message = format!("{name} stands twice in one object: which one is meant?");
    Fault::value(FaultKind::DuplicateKey, message).at(scanner.at()).into()
}

/// Which needed keys of an object were met.
#[derive(Default)]
struct Seen {
    low: u64,
    /// Beyond 64 keys, which takes no memory where there are fewer.
    high: Vec<usize>,
}

impl Seen {
    /// False where it was met before.
    #[inline]
    fn insert(&mut self, place: usize) -> bool {
        if place < 64 {
            let new = self.low & (1 << place) == 0;
            self.low |= 1 << place;
            return new;
        }
        let new = !self.high.contains(&place);
        self.high.push(place);
        new
    }
}
