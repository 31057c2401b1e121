//! Changes that no test notices, for programs: version 1 of a document of our own.
//! `docs/testing.md` describes it.

use serde::Serialize;

use super::Tried;
use crate::problems;

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    tests: usize,
    mutants: usize,
    noticed: usize,
    equal: usize,
    survive: usize,
    survivors: Vec<Survivor<'a>>,
}

#[derive(Serialize)]
struct Survivor<'a> {
    kind: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    was: &'a str,
    #[serde(rename = "now")]
    becomes: Option<&'a str>,
    test: Option<&'a str>,
}

/// All results in one document, with a line break at its end.
pub fn json(files: &[Tried]) -> String {
    problems::document(&Document { version: VERSION, files: files.iter().map(file).collect() })
}

fn file(tried: &Tried) -> File<'_> {
    let tally = tried.tally();
    let survivors = tried.survivors().map(|(mutant, test)| {
        let (line, column) = tried.sources.position(mutant.at);
        Survivor {
            kind: mutant.kind.name(),
            file: &tried.sources.get(mutant.at.file).name,
            line,
            column,
            was: &mutant.was,
            becomes: mutant.becomes.as_deref(),
            test,
        }
    });
    File {
        file: &tried.name,
        tests: tried.tests,
        mutants: tally.mutants,
        noticed: tally.noticed,
        equal: tally.equal,
        survive: tally.survive,
        survivors: survivors.collect(),
    }
}
