//! Finding a name in a fixed list of them, for the fast path.

/// A list of different names in which one is found at a glance: by its length and first bytes,
/// which tell most from one another.
#[derive(Clone, Debug)]
pub struct Names {
    names: Vec<Box<str>>,
    heads: Vec<Head>,
    /// By the hash of a head, the first place to look at.
    table: Box<[u16]>,
    /// By place, the next place to look at.
    next: Vec<u16>,
    shift: u32,
    /// A bit for each length of a name, the last one for all longer ones: most other texts are
    /// told apart by this alone.
    lengths: u64,
}

/// The length of a name, and its first and its last eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    first: u64,
    last: u64,
    length: usize,
}

/// No place.
const NONE: u16 = u16::MAX;
/// An odd number whose bits look random, so that a product with it mixes well.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

impl Default for Names {
    fn default() -> Names {
        Names::new(std::iter::empty())
    }
}

impl Names {
    /// Names by their places. Of equal ones, the first is found. At most 65,535 are kept.
    pub fn new<'n>(names: impl Iterator<Item = &'n str>) -> Names {
        let names: Vec<Box<str>> = names.take(usize::from(NONE)).map(Box::from).collect();
        let bits = (4 * names.len().max(8)).next_power_of_two().ilog2();
        let mut all = Names {
            heads: names.iter().map(|name| Head::of(name.as_bytes(), 0, name.len())).collect(),
            table: vec![NONE; 1 << bits].into(),
            next: vec![NONE; names.len()],
            shift: 64 - bits,
            lengths: names.iter().fold(0, |all, name| all | length_bit(name.len())),
            names,
        };
        // The last comes first, so that the first of equal ones is before the others.
        for place in (0..all.names.len()).rev() {
            let hash = all.hash(all.heads[place]);
            all.next[place] = std::mem::replace(&mut all.table[hash], place as u16);
        }
        all
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The name at a place.
    pub fn name(&self, place: usize) -> &str {
        &self.names[place]
    }

    /// The place of a name.
    #[inline]
    pub fn find(&self, name: &str) -> Option<usize> {
        self.find_in(name.as_bytes(), 0, name.len())
    }

    /// The place of the name that is from `start` to `end` in a text, which is quicker where
    /// something is after it.
    #[inline(always)]
    pub fn find_in(&self, text: &[u8], start: usize, end: usize) -> Option<usize> {
        if self.lengths & length_bit(end - start) == 0 {
            return None;
        }
        let head = Head::of(text, start, end);
        let mut place = self.table[self.hash(head)];
        while place != NONE {
            let at = usize::from(place);
            if self.heads[at] == head && (head.length <= 16 || self.is(at, text, start, end)) {
                return Some(at);
            }
            place = self.next[at];
        }
        None
    }

    fn is(&self, place: usize, text: &[u8], start: usize, end: usize) -> bool {
        text.get(start..end) == Some(self.names[place].as_bytes())
    }

    #[inline(always)]
    fn hash(&self, head: Head) -> usize {
        // Names that are numbered, such as `customer 12`, differ only at their ends.
        let both = head.first ^ head.last.rotate_left(29) ^ (head.length as u64) << 56;
        let mixed = both.wrapping_mul(MIX);
        (mixed >> self.shift) as usize
    }
}

impl Head {
    #[inline(always)]
    fn of(text: &[u8], start: usize, end: usize) -> Head {
        let eight = |at: usize| text.get(at..).and_then(|rest| rest.first_chunk::<8>());
        let length = end - start;
        let first = match eight(start) {
            Some(eight) => u64::from_le_bytes(*eight) & MASKS[length.min(8)],
            None => short(text.get(start..end).unwrap_or_default()),
        };
        let last = if length <= 8 {
            first
        } else {
            eight(end - 8).map_or(0, |eight| u64::from_le_bytes(*eight))
        };
        Head { first, last, length }
    }
}

#[inline(always)]
fn length_bit(length: usize) -> u64 {
    1 << length.min(63)
}

/// The first bytes of a word, a fixed number of them.
const MASKS: [u64; 9] = {
    let mut masks = [u64::MAX; 9];
    let mut length = 0;
    while length < 8 {
        masks[length] = (1 << (8 * length)) - 1;
        length += 1;
    }
    masks
};

/// Up to eight bytes as a word.
#[cold]
fn short(name: &[u8]) -> u64 {
    name.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 12] = [
        "a",
        "ab",
        "abc",
        "abcd",
        "abcde",
        "abcdefg",
        "abcdefgh",
        "abcdefghi",
        "",
        "b",
        "0123456789abcdef",
        "0123456789abcdefg",
    ];

    #[test]
    fn names_are_found_by_all_of_their_bytes() {
        let names = Names::new(NAMES.into_iter());
        for (place, name) in NAMES.iter().enumerate() {
            assert_eq!(names.find(name), Some(place), "{name}");
            let text = format!("--{name}--------");
            assert_eq!(names.find_in(text.as_bytes(), 2, 2 + name.len()), Some(place), "{name}");
        }
        for other in [
            "c",
            "aa",
            "abd",
            "abcf",
            "abdde",
            "abcdeeg",
            "abcdefgi",
            "abcdefghj",
            "0123456789abcdee",
            "01234567X9abcdefg",
        ] {
            assert_eq!(names.find(other), None, "{other}");
        }
    }

    #[test]
    fn many_names_are_found_and_the_first_of_equal_ones() {
        let many: Vec<String> = (0..3000).map(|n| format!("customer {}", n % 2000)).collect();
        let names = Names::new(many.iter().map(String::as_str));
        for (place, name) in many.iter().take(2000).enumerate() {
            assert_eq!(names.find(name), Some(place));
        }
        assert_eq!(names.find("customer 2000"), None);
    }
}
