use super::Choices;

/// What may come to stand in a text: marks of JSON, and bytes that it does not know.
const BYTES: [u8; 24] = *b"\"\\{}[]:,0-.e tn\x00\x1f\x7f\n\xc3\x28\xff\xed\xa0";

/// Does to a text what damaged files and careless programs do.
pub(crate) fn damage(text: &mut Vec<u8>, choices: &mut Choices<'_>) {
    for _ in 0..choices.below(3) {
        let at = choices.below(text.len().max(1));
        let byte = *choices.of(&BYTES);
        match choices.below(7) {
            0 => text.truncate(at),
            1 => text.insert(at.min(text.len()), byte),
            2 if at < text.len() => {
                text.remove(at);
            }
            3 if at < text.len() => text[at] = byte,
            4 => text.push(byte),
            5 => twice(text, at, choices),
            _ => text.extend_from_slice(b"\xc2\xa0"),
        }
    }
}

/// Says a piece of the text once more, such as a key with its value.
fn twice(text: &mut Vec<u8>, at: usize, choices: &mut Choices<'_>) {
    let commas: Vec<usize> = (0..text.len()).filter(|at| text[*at] == b',').collect();
    let Some(start) = commas.iter().copied().find(|comma| *comma >= at) else {
        return;
    };
    let end = commas.iter().copied().find(|comma| *comma > start).unwrap_or(start);
    let piece = text[start..end].to_vec();
    let to = choices.any(&commas).unwrap_or(start);
    text.splice(to..to, piece);
}
