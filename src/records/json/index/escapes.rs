//! Backslashes, and what they do to the bytes after them.

/// What the backslashes of a block do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Escapes {
    /// A bit for each byte that the backslash before it takes.
    pub taken: u64,
    /// One where the first byte of the next block is taken.
    pub next: u64,
    /// Not zero where JSON does not know an escape.
    pub wrong: u64,
}

impl Escapes {
    /// The escapes of the block of `text` that begins at `base`. `first` is one where the backslash
    /// at the end of the block before takes its first byte. Few blocks have backslashes, and those
    /// have few, so that they are looked at one by one.
    #[cold]
    #[inline(never)]
    pub(super) fn of(text: &[u8], base: usize, backslashes: u64, first: u64) -> Escapes {
        let mut escapes = Escapes { taken: first, next: 0, wrong: 0 };
        let mut rest = backslashes & !first;
        while rest != 0 {
            let at = rest.trailing_zeros();
            escapes.taken |= 2 << at;
            escapes.next = u64::from(at == 63);
            escapes.wrong |= u64::from(!is_escape(text, base + at as usize));
            rest &= !(3 << at);
        }
        escapes
    }
}

/// Whether the backslash at this place begins an escape that JSON knows.
fn is_escape(text: &[u8], at: usize) -> bool {
    match text.get(at + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => true,
        Some(b'u') => {
            text.get(at + 2..at + 6).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit))
        }
        Some(_) | None => false,
    }
}
