//! Against a map of texts: whatever the hashes, the chunks and what fits in memory.

use std::collections::HashMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::{Batch, Ids, Repeat, key};

/// One record: its id, and whether the customer is left out.
type Met = (String, bool);

/// The chunks of one input.
type Chunks = Vec<Vec<Met>>;

fn names() -> Vec<Arc<str>> {
    ["a.csv", "b.ndjson", "c.json"].map(Arc::from).to_vec()
}

/// What a map of texts says of some inputs, chunk by chunk. Lines are far from each other, so that
/// their numbers have more than one byte.
fn expected(inputs: &[Chunks]) -> Vec<Vec<Repeat>> {
    let mut seen: HashMap<String, Repeat> = HashMap::new();
    let mut all = Vec::new();
    for (chunks, name) in inputs.iter().zip(names()) {
        for (number, chunk) in chunks.iter().enumerate() {
            let mut repeats = Vec::new();
            for (place, (id, left_out)) in chunk.iter().enumerate() {
                if let Some(first) = seen.get(id) {
                    repeats.push(Repeat { place, ..first.clone() });
                    continue;
                }
                let (input, line) = (Arc::clone(&name), line(number, place));
                let first = Repeat { place, input, line, left_out: *left_out };
                seen.insert(id.clone(), first);
            }
            all.push(repeats);
        }
    }
    all
}

fn line(chunk: usize, place: usize) -> u64 {
    (chunk * 100_000 + place * 70) as u64
}

/// The same by `Ids`, with room for some in memory.
fn found(inputs: &[Chunks], most: usize, key: fn(&[u8]) -> u32) -> Vec<Vec<Repeat>> {
    let mut ids = Ids::with_room_for(most, names(), key);
    let mut all = Vec::new();
    for (input, chunks) in inputs.iter().enumerate() {
        for (number, chunk) in chunks.iter().enumerate() {
            let mut batch = Batch::new(input, chunk.len());
            for (place, (id, left_out)) in chunk.iter().enumerate() {
                batch.add(place, id, line(number, place), *left_out);
            }
            all.push(ids.add(&batch).expect("room on the disk"));
        }
    }
    all
}

fn inputs() -> impl Strategy<Value = Vec<Chunks>> {
    let id = prop_oneof!["[a-d]{0,2}", "[0-9]{1,3}", "[é😀]{1,200}", "c[0-9]{200,300}"];
    let chunk = prop::collection::vec((id, any::<bool>()), 0..12);
    prop::collection::vec(prop::collection::vec(chunk, 0..4), 1..=3)
}

/// Ids that are counted up, but for a few that come again, or come late.
fn counted() -> impl Strategy<Value = Vec<Chunks>> {
    let step = prop_oneof![20 => Just(1i64), 1 => Just(0), 1 => -60i64..0, 1 => 2i64..60];
    let chunks = prop::collection::vec(prop::collection::vec(step, 0..20), 0..8);
    prop::collection::vec(chunks, 1..=3).prop_map(|inputs| {
        let mut count = 60;
        let mut next = |step: i64| {
            count += step;
            (format!("c-{count}"), count % 7 == 0)
        };
        let mut chunk = |steps: Vec<i64>| steps.into_iter().map(&mut next).collect();
        let chunks = |chunks: Vec<Vec<i64>>| chunks.into_iter().map(&mut chunk).collect();
        inputs.into_iter().map(chunks).collect()
    })
}

/// Hashes that many ids share, close to each other, far from each other, and all the same.
const KEYS: [fn(&[u8]) -> u32; 4] =
    [|_| 7, |id| sum(id) % 200, |id| (sum(id) % 200) << 24, |id| sum(id) % 3 * (u32::MAX / 3)];

fn sum(id: &[u8]) -> u32 {
    id.iter().map(|byte| u32::from(*byte)).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_id_comes_again_where_its_text_does(inputs in inputs(), most in 1usize..20) {
        let expected = expected(&inputs);
        prop_assert_eq!(found(&inputs, super::MOST, key), expected.clone());
        prop_assert_eq!(found(&inputs, most, key), expected);
    }

    #[test]
    fn ids_that_are_counted_up_are_found_again_too(inputs in counted(), most in 1usize..200) {
        let expected = expected(&inputs);
        prop_assert_eq!(found(&inputs, super::MOST, key), expected.clone());
        prop_assert_eq!(found(&inputs, most, key), expected);
    }

    #[test]
    fn hashes_may_be_the_same_for_different_ids(
        inputs in inputs(),
        most in 1usize..20,
        key in prop::sample::select(&KEYS),
    ) {
        let expected = expected(&inputs);
        prop_assert_eq!(found(&inputs, super::MOST, key), expected.clone());
        prop_assert_eq!(found(&inputs, most, key), expected);
    }
}

#[test]
fn what_does_not_fit_in_memory_is_found_on_the_disk() {
    let ids = |from: usize| (from..from + 60).map(|id| (format!("customer-{id}"), id % 7 == 0));
    // Every other chunk has half of the ids of the one before it.
    let chunks: Chunks = (0..150).map(|chunk| ids(chunk * 30).collect()).collect();
    let inputs = [chunks.clone(), chunks[20..40].to_vec(), Vec::new()];
    let expected = expected(&inputs);
    assert_eq!(expected.iter().flatten().count(), 149 * 30 + 20 * 60);
    for most in [400, 3000, super::MOST] {
        assert_eq!(found(&inputs, most, key), expected, "{most} in memory");
    }
}
