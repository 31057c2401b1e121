//! What threads do to the order of results, to errors and to panics: nothing.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use rayon::prelude::*;

use crate::records::testing::needs;
use crate::records::{Chunk, Options, Reader, run};

/// Records with the ids 0, 1, 2 and so on.
fn records(count: usize) -> String {
    (0..count).map(|id| format!("{{\"id\":{id}}}\n")).collect()
}

/// Blocks of a few records.
fn small() -> Options {
    Options { block: 64, ..Options::default() }
}

/// The ids of a chunk.
fn ids(chunk: &Chunk<'_>) -> Vec<usize> {
    chunk.records().flatten().filter_map(|record| record.id.text.parse().ok()).collect()
}

fn on_threads<R: Send>(threads: usize, work: impl FnOnce() -> R + Send) -> R {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("a pool").install(work)
}

/// All ids of this many records, as they are handed over.
fn passed_on(count: usize, options: &Options, work: impl Fn(&[usize]) + Sync) -> Vec<usize> {
    let (input, reader, mut all) = (records(count), Reader::new(&needs()), Vec::new());
    let work = |chunk: &Chunk<'_>| {
        let ids = ids(chunk);
        work(&ids);
        ids
    };
    let outcome = run(input.as_bytes(), options, &reader, work, |_chunk, ids: Vec<usize>| {
        all.extend(ids);
        Ok::<(), io::Error>(())
    });
    assert_eq!(outcome.expect("nothing can fail in memory").fault, None);
    all
}

#[test]
fn results_keep_the_order_of_the_stream_whatever_they_cost() {
    for threads in [1, 2, 5] {
        for block in [1, 64, 1000] {
            let options = Options { block, ..Options::default() };
            let costly = |ids: &[usize]| {
                if ids.iter().any(|id| id % 100 == 0) {
                    thread::sleep(Duration::from_millis(2));
                }
            };
            let all = on_threads(threads, || passed_on(1000, &options, costly));
            assert!(all.iter().copied().eq(0..1000), "{threads} threads, blocks of {block}");
        }
    }
}

#[test]
fn nobody_runs_far_ahead() {
    for threads in [1, 2, 5] {
        let (input, reader) = (records(2000), Reader::new(&needs()));
        let (taken, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let handed = AtomicUsize::new(0);
        let work = |chunk: &Chunk<'_>| {
            let taken = taken.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(taken - handed.load(Ordering::SeqCst), Ordering::SeqCst);
            if ids(chunk).contains(&0) {
                // The others have all the time that they need to get too far.
                thread::sleep(Duration::from_millis(50));
            }
        };
        let each = |_: &Chunk<'_>, ()| {
            handed.fetch_add(1, Ordering::SeqCst);
            Ok::<(), io::Error>(())
        };
        let outcome = on_threads(threads, || run(input.as_bytes(), &small(), &reader, work, each));
        outcome.expect("nothing can fail in memory");
        let most = most.into_inner();
        assert!(most <= 4 * threads + 1, "{most} chunks on {threads} threads");
        assert_eq!(taken.into_inner(), handed.into_inner());
    }
}

#[test]
fn an_error_midway_ends_the_run_soon() {
    for threads in [1, 2, 5] {
        let (input, reader) = (records(100_000), Reader::new(&needs()));
        let (worked, mut handed) = (AtomicUsize::new(0), 0);
        let work = |_: &Chunk<'_>| worked.fetch_add(1, Ordering::SeqCst);
        let each = |_: &Chunk<'_>, _: usize| {
            handed += 1;
            if handed == 7 { Err(io::Error::other("the disk is full")) } else { Ok(()) }
        };
        let outcome = on_threads(threads, || run(input.as_bytes(), &small(), &reader, work, each));
        assert_eq!(outcome.expect_err("each failed").to_string(), "the disk is full");
        assert_eq!(handed, 7, "nothing is handed over behind an error");
        let worked = worked.into_inner();
        assert!(worked <= 7 + 5 * threads, "{worked} chunks on {threads} threads");
    }
}

/// A stream that cannot be read to its end.
struct Torn<'b>(&'b [u8]);

impl io::Read for Torn<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match io::Read::read(&mut self.0, buffer)? {
            0 => Err(io::Error::other("the disk is gone")),
            read => Ok(read),
        }
    }
}

#[test]
fn what_was_read_before_an_error_is_handed_over() {
    for threads in [1, 2, 5] {
        let (input, reader) = (records(20_000), Reader::new(&needs()));
        let mut all = Vec::new();
        let options = Options { block: 1000, ..Options::default() };
        let outcome = on_threads(threads, || {
            run(Torn(input.as_bytes()), &options, &reader, ids, |_chunk, ids| {
                all.extend(ids);
                Ok::<(), io::Error>(())
            })
        });
        assert_eq!(outcome.expect_err("the stream is torn").to_string(), "the disk is gone");
        assert!(all.len() > 19_000, "{} records on {threads} threads", all.len());
        assert!(all.iter().copied().eq(0..all.len()));
    }
}

#[test]
fn a_panic_comes_out_and_nobody_waits_for_ever() {
    for threads in [1, 2, 5] {
        let panics = |ids: &[usize]| assert!(!ids.contains(&500), "the work fails here");
        let all = || on_threads(threads, || passed_on(5000, &small(), panics));
        assert!(catch_unwind(AssertUnwindSafe(all)).is_err(), "{threads} threads");
        let (input, reader) = (records(5000), Reader::new(&needs()));
        let each = |_: &Chunk<'_>, ids: Vec<usize>| {
            assert!(!ids.contains(&500), "the one who takes the results fails here");
            Ok::<(), io::Error>(())
        };
        let all = || on_threads(threads, || run(input.as_bytes(), &small(), &reader, ids, each));
        assert!(catch_unwind(AssertUnwindSafe(all)).is_err(), "{threads} threads");
    }
}

#[test]
fn a_run_within_a_run_needs_no_more_threads() {
    for threads in [1, 2, 5] {
        let within = |ids: &[usize]| {
            let sum: usize = (0..50usize).into_par_iter().map(|n| n % 3).sum();
            assert_eq!(sum, 49);
            if ids.iter().any(|id| id % 50 == 0) {
                assert_eq!(passed_on(100, &small(), |_| ()).len(), 100);
            }
        };
        let lengths = on_threads(threads, || {
            let runs = (0..4usize).into_par_iter();
            runs.map(|_| passed_on(500, &small(), within).len()).collect::<Vec<_>>()
        });
        assert_eq!(lengths, [500; 4], "{threads} threads");
    }
    assert_eq!(passed_on(500, &small(), |_| ()).len(), 500, "outside of any pool");
}

#[test]
fn who_takes_the_results_may_use_the_pool_too() {
    for threads in [1, 2, 5] {
        let (input, reader, mut all) = (records(1000), Reader::new(&needs()), 0);
        let each = |_: &Chunk<'_>, ids: Vec<usize>| {
            let within = (0..20usize).into_par_iter().map(|_| 1usize).sum::<usize>();
            all += ids.len() * within;
            Ok::<(), io::Error>(())
        };
        let outcome = on_threads(threads, || run(input.as_bytes(), &small(), &reader, ids, each));
        outcome.expect("nothing can fail in memory");
        assert_eq!(all, 20_000);
    }
}
