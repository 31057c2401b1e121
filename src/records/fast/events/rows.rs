//! Rows of tables, read from their cells as events are.

use bumpalo::Bump;

use super::list::List;
use crate::eval::fast::{Declined, Rows};
use crate::records::csv::{KeptColumn, RowShape, each_cell};
use crate::records::fast::tokens::Tokens;
use crate::records::stream::RowGroup;

/// What reading the rows of one record after the other uses again.
#[derive(Debug, Default)]
pub(in crate::records::fast) struct RowMemory {
    text: Vec<u8>,
    /// Where each cell begins and ends, with what is around it.
    places: Vec<u32>,
    /// What these places are, for all that there were at once.
    kinds: Vec<u8>,
    /// Which cells are wanted, by list and file.
    wanted: Vec<(usize, usize, Option<WantedCells>)>,
}

/// Which cells of the rows of a file are wanted for the events of a list.
#[derive(Debug)]
struct WantedCells {
    /// By column that is kept, whether it is wanted.
    columns: Vec<bool>,
    /// The slots of an event, each with the number of its cell among those that are wanted.
    slots: Vec<(usize, u32)>,
}

/// Each cell is two tokens: the text, and nothing, which begins where the text ends.
const EACH: u32 = 2;

impl WantedCells {
    /// `None` if a cell holds several values.
    fn new(list: &List, shape: &RowShape) -> Option<WantedCells> {
        let mut wanted = WantedCells { columns: Vec::new(), slots: Vec::new() };
        let mut cells = 0;
        for column in shape.columns() {
            let slots = list.slots(&column.path)?;
            wanted.columns.push(!slots.is_empty());
            cells += u32::from(!slots.is_empty());
            wanted.slots.extend(slots.into_iter().map(|slot| (slot, cells - 1)));
        }
        Some(wanted)
    }

    fn count(&self) -> u32 {
        self.columns.iter().map(|wanted| u32::from(*wanted)).sum()
    }
}

impl RowMemory {
    /// Reads some rows into those of a list.
    pub(in crate::records::fast) fn read<'a>(
        &mut self,
        group: RowGroup<'a>,
        list: &List,
        rows: &mut Rows<'a>,
        texts: &'a Bump,
    ) -> Result<(), Declined> {
        let number = self.wanted(group, list);
        let RowMemory { text, places, kinds, wanted } = self;
        let wanted = wanted[number].2.as_ref().ok_or(Declined)?;
        text.clear();
        group.write(text);
        let text = simdutf8::basic::from_utf8(text).map_err(|_| Declined)?;
        let text = &*texts.alloc_str(text);
        let columns = group.shape.columns().iter().zip(wanted.columns.iter().copied());
        let columns: Vec<(&KeptColumn, bool)> = columns.collect();
        let stride = wanted.count() * EACH;
        places.resize(group.len() * stride as usize, 0);
        let (mut pairs, mut missing) = (places.as_chunks_mut().0.iter_mut(), false);
        each_cell(text, &columns, |cell| match pairs.next() {
            Some(pair) => *pair = [cell.start as u32, cell.end as u32],
            None => missing = true,
        })
        .ok_or(Declined)?;
        if missing || pairs.next().is_some() {
            return Err(Declined);
        }
        while kinds.len() < places.len() {
            kinds.extend([b'"', 0]);
        }
        let tokens = Tokens::of_cells(text, places, kinds, texts);
        let mut more = rows.more(group.len(), wanted.slots.iter().map(|(slot, _)| *slot));
        for (slot, cell) in &wanted.slots {
            list.kinds[*slot].take_each(&tokens, cell * EACH, stride, more.column(*slot))?;
        }
        more.end();
        Ok(())
    }

    /// The place of what is wanted of the rows of a group.
    fn wanted(&mut self, group: RowGroup<'_>, list: &List) -> usize {
        let same = |(list, file, _): &(usize, usize, _)| (*list, *file) == (group.list, group.file);
        self.wanted.iter().position(same).unwrap_or_else(|| {
            self.wanted.push((group.list, group.file, WantedCells::new(list, group.shape)));
            self.wanted.len() - 1
        })
    }
}
