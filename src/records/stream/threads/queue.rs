//! The order in which results are handed over, and how far one thread may run ahead of another.

use std::collections::VecDeque;

/// The chunks that were taken from a stream and are not handed over yet, in the order of the
/// stream. It is what bounds how far one thread may run ahead of another.
#[derive(Debug)]
pub(super) struct Queue<T> {
    places: VecDeque<Place<T>>,
    /// The number of the first of them.
    first: u64,
    /// How many bytes they have.
    bytes: usize,
    most: usize,
    most_bytes: usize,
}

/// The place of one chunk.
#[derive(Debug)]
struct Place<T> {
    bytes: usize,
    /// The result of it; nothing while it is worked on.
    result: Option<T>,
}

impl<T> Queue<T> {
    /// For this many chunks, and fewer where long records make them large.
    pub(super) fn new(most: usize, most_bytes: usize) -> Queue<T> {
        Queue { places: VecDeque::new(), first: 0, bytes: 0, most, most_bytes }
    }

    /// Whether one more may be taken.
    pub(super) fn has_room(&self) -> bool {
        self.places.len() < self.most && self.bytes <= self.most_bytes
    }

    /// A place for the next chunk: its number.
    pub(super) fn push(&mut self, bytes: usize) -> u64 {
        self.bytes += bytes;
        self.places.push_back(Place { bytes, result: None });
        self.first + self.places.len() as u64 - 1
    }

    /// The result of a chunk.
    pub(super) fn fill(&mut self, number: u64, result: T) {
        let place = number.checked_sub(self.first).and_then(|place| usize::try_from(place).ok());
        if let Some(place) = place.and_then(|place| self.places.get_mut(place)) {
            place.result = Some(result);
        }
    }

    /// The next result in the order of the stream, once it is there.
    pub(super) fn pop(&mut self) -> Option<T> {
        let result = self.places.front_mut()?.result.take()?;
        self.bytes -= self.places.pop_front().map_or(0, |place| place.bytes);
        self.first += 1;
        Some(result)
    }

    /// Drops what is here; nothing is due any more, whatever comes.
    pub(super) fn clear(&mut self) {
        self.places.clear();
        self.bytes = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_out_in_order_whenever_they_come_in() {
        let mut queue = Queue::new(3, 100);
        let numbers = [queue.push(10), queue.push(10), queue.push(10)];
        assert!(!queue.has_room());
        queue.fill(numbers[2], 'c');
        queue.fill(numbers[1], 'b');
        assert_eq!(queue.pop(), None);
        queue.fill(numbers[0], 'a');
        assert_eq!([queue.pop(), queue.pop()], [Some('a'), Some('b')]);
        assert!(queue.has_room());
        let next = queue.push(95);
        assert!(!queue.has_room(), "two chunks, but of too many bytes");
        assert_eq!([queue.pop(), queue.pop()], [Some('c'), None]);
        assert!(queue.has_room(), "one chunk may have any length");
        queue.clear();
        queue.fill(next, 'd');
        assert_eq!(queue.pop(), None);
    }
}
