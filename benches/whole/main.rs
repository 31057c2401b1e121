//! How fast `flywheel eval` is as a user runs it: whole processes, from their start to their end,
//! on files like those of a shop. `cargo bench --bench whole -- --help` tells what can be asked.
//!
//! The floors are measured in the same run, on the same file, as processes too: what it costs to
//! only look at the bytes, by this program called again. `docs/performance.md` keeps the figures.

mod column;
mod decisions;
mod eval;
mod figures;
mod floor;
mod job;
mod many_rules;
mod nights;
mod replay;
mod report;
mod section;
mod sheets;
#[path = "../support/mod.rs"]
mod support;
mod table;
mod unusual;
mod verify;
mod workplace;

use std::path::PathBuf;

use clap::Parser;
use clap::builder::RangedU64ValueParser;

use floor::Floor;
use section::Section;
use workplace::Workplace;

/// Measure `flywheel eval` as whole processes
#[derive(Debug, Parser)]
#[command(name = "cargo bench --bench whole --")]
struct Arguments {
    /// What to measure; left out, all of it
    sections: Vec<Section>,

    /// How many customers
    #[arg(long, value_name = "N", default_value_t = 100_000, value_parser = at_least_one())]
    customers: u64,

    /// How many times each is run; the tables show medians
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = at_least_one())]
    runs: u64,

    /// Measure a million customers too. That takes 1.2 GB of temporary space
    #[arg(long)]
    million: bool,

    /// Cargo says that this is a benchmark, where it is not building or testing everything
    #[arg(long, hide = true)]
    bench: bool,

    /// Be a floor
    #[arg(long, hide = true, requires = "file")]
    floor: Option<Floor>,

    /// What the floor looks at
    #[arg(long, hide = true)]
    file: Option<PathBuf>,
}

fn at_least_one() -> RangedU64ValueParser {
    RangedU64ValueParser::new().range(1..)
}

fn main() {
    let arguments = Arguments::parse();
    if let (Some(floor), Some(file)) = (arguments.floor, &arguments.file) {
        let lines = floor.lines(file).expect("the file can be read");
        assert_eq!(lines, arguments.customers, "the floor finds each customer");
        return;
    }
    if arguments.bench {
        measure(&arguments);
    } else {
        println!("Nothing is measured: `cargo bench --bench whole` does.");
    }
}

fn measure(arguments: &Arguments) {
    let workplace = Workplace::new(arguments.customers, arguments.million);
    let all = arguments.sections.is_empty();
    // Nights have customers of their own.
    if all || arguments.sections.iter().any(|section| *section != Section::Nights) {
        verify::right(&workplace);
    }
    let wanted = |section: &&Section| all || arguments.sections.contains(section);
    for section in Section::ALL.iter().filter(wanted) {
        let report = section.report(&workplace);
        let runs = section.runs(arguments.runs);
        print!("\n## {}\n\n{}{}", report.title, report.measured(runs), report.note);
    }
}
