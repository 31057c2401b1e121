use std::ffi::OsString;
use std::thread;

use clap::ValueEnum;

use crate::column::{Column, thousands};
use crate::eval::{Eval, Way};
use crate::floor::Floor;
use crate::job::Job;
use crate::nights::Nights;
use crate::replay;
use crate::report::Report;
use crate::sheets::Sheet;
use crate::support::AS_OF;
use crate::unusual;
use crate::workplace::{CustomerFile, Workplace};

/// A part of what is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Section {
    /// All customers, from a file and from a pipe, beside the floors
    Main,
    /// More and more customers
    Customers,
    /// More and more rules
    Rules,
    /// More and more threads
    Threads,
    /// What is written
    Outputs,
    /// Customers and their orders in two files, joined
    Join,
    /// Rows of 300 columns, of which the rules need 8
    Wide,
    /// A night with a ledger, beside the same without one
    Nights,
    /// A year of days, beside one decision
    Replay,
    /// With the updated records, and with all fields checked
    Options,
    /// The same customers, written in other ways
    Forms,
    /// Customers who were given much before
    Histories,
    /// Small and large records
    Sizes,
    /// Many rules that fire for everybody
    Firing,
    /// Rule files that are large
    RuleFiles,
    /// Why it is decided so, for all customers and for one
    Why,
    /// One customer: how long it takes to begin
    Start,
}

impl Section {
    pub(crate) const ALL: [Section; 17] = [
        Section::Main,
        Section::Customers,
        Section::Rules,
        Section::Threads,
        Section::Outputs,
        Section::Join,
        Section::Wide,
        Section::Nights,
        Section::Replay,
        Section::Options,
        Section::Forms,
        Section::Histories,
        Section::Sizes,
        Section::Firing,
        Section::RuleFiles,
        Section::Why,
        Section::Start,
    ];

    /// How many times its jobs are run. One customer is so quick that many runs cost nothing.
    pub(crate) fn runs(self, usual: u64) -> u64 {
        match self {
            Section::Main
            | Section::Customers
            | Section::Rules
            | Section::Threads
            | Section::Outputs
            | Section::Join
            | Section::Wide
            | Section::Nights
            | Section::Replay
            | Section::Options
            | Section::Forms
            | Section::Histories
            | Section::Sizes
            | Section::Firing
            | Section::RuleFiles
            | Section::Why => usual,
            Section::Start => 50,
        }
    }

    pub(crate) fn report(self, workplace: &Workplace) -> Report {
        match self {
            Section::Main => main_job(workplace),
            Section::Customers => customers(workplace),
            Section::Rules => rules(workplace),
            Section::Threads => threads(workplace),
            Section::Outputs => outputs(workplace),
            Section::Join => join(workplace),
            Section::Wide => wide(workplace),
            Section::Nights => nights(workplace),
            Section::Replay => replay(workplace),
            Section::Options => options(workplace),
            Section::Forms => forms(workplace),
            Section::Histories => histories(workplace),
            Section::Sizes => sizes(workplace),
            Section::Firing => firing(workplace),
            Section::RuleFiles => rule_files(workplace),
            Section::Why => why(workplace),
            Section::Start => start(workplace),
        }
    }
}

fn main_job(workplace: &Workplace) -> Report {
    let (rules, file) = (workplace.rules(), workplace.customer_file(workplace.customers));
    let mut jobs: Vec<Job> =
        Floor::value_variants().iter().map(|floor| Job::floor(*floor, &file)).collect();
    for (way, threads, name) in [
        (Way::File, 1, "file, 1 thread"),
        (Way::File, 0, "file, all cores"),
        (Way::Pipe, 1, "pipe, 1 thread"),
        (Way::Pipe, 0, "pipe, all cores"),
    ] {
        jobs.push(Eval { way, threads, ..Eval::new(&rules, &file) }.job(name));
    }
    Report {
        title: format!(
            "{} customers of {} bytes",
            thousands(file.customers),
            file.bytes / file.customers.max(1)
        ),
        jobs,
        columns: vec![
            Column::Wall,
            Column::Cpu,
            Column::Memory,
            Column::Bytes,
            Column::BytesOfCore,
            Column::Customers,
            Column::CpuAgainst { row: 0, name: "lines" },
            Column::CpuAgainst { row: 2, name: "JSON" },
        ],
        note: String::new(),
    }
}

fn customers(workplace: &Workplace) -> Report {
    let rules = workplace.rules();
    let mut counts = vec![workplace.customers.div_ceil(10), workplace.customers];
    if workplace.million {
        counts.push(1_000_000);
    }
    let jobs = counts.into_iter().map(|count| {
        let file = workplace.customer_file(count);
        Eval::new(&rules, &file).job(format!("{} customers", thousands(count)))
    });
    Report {
        title: "Growth in customers, 1 thread".to_owned(),
        jobs: jobs.collect(),
        columns: vec![Column::Wall, Column::Cpu, Column::Memory, Column::EachCustomer],
        note: String::new(),
    }
}

fn rules(workplace: &Workplace) -> Report {
    let file = workplace.customer_file(workplace.customers);
    let jobs = [5, 20, 50, 200, 500].into_iter().map(|count| {
        let rules = workplace.many_rules(count);
        Eval::new(&rules, &file).job(format!("{count} rules"))
    });
    Report {
        title: "Growth in rules, 1 thread".to_owned(),
        jobs: jobs.collect(),
        columns: vec![
            Column::Wall,
            Column::Cpu,
            Column::Memory,
            Column::EachCustomer,
            Column::CpuAgainst { row: 1, name: "20 rules" },
        ],
        note: String::new(),
    }
}

fn threads(workplace: &Workplace) -> Report {
    let (rules, file) = (workplace.rules(), workplace.customer_file(workplace.customers));
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
    let doubled = std::iter::successors(Some(1), |threads| Some(threads * 2));
    let jobs = doubled.take_while(|threads| *threads < cores).chain([cores]).map(|threads| {
        let noun = if threads == 1 { "thread" } else { "threads" };
        Eval { threads, ..Eval::new(&rules, &file) }.job(format!("{threads} {noun}"))
    });
    Report {
        title: "Threads".to_owned(),
        jobs: jobs.collect(),
        columns: vec![
            Column::Wall,
            Column::Cpu,
            Column::Memory,
            Column::Bytes,
            Column::FasterThan { row: 0, name: "1" },
        ],
        note: String::new(),
    }
}

fn outputs(workplace: &Workplace) -> Report {
    let (rules, file) = (workplace.rules(), workplace.customer_file(workplace.customers));
    let jobs = ["summary", "ndjson", "csv", "json", "table"]
        .into_iter()
        .map(|format| Eval { format, ..Eval::new(&rules, &file) }.job(format));
    Report {
        title: "Outputs, 1 thread".to_owned(),
        jobs: jobs.collect(),
        columns: vec![Column::Wall, Column::Cpu, Column::Memory, Column::Bytes],
        note: String::new(),
    }
}

fn join(workplace: &Workplace) -> Report {
    let (rules, count) = (workplace.rules_with_orders(), workplace.customers);
    let file = workplace.sheet(Sheet::Customers, count);
    let orders = workplace.sheet(Sheet::Orders, count);
    let lines = CustomerFile { customers: Sheet::Orders.count(count), ..orders.clone() };
    let mut jobs = vec![Job::floor(Floor::Lines, &lines), Job::floor(Floor::Utf8, &lines)];
    for (threads, name) in [(1, "joined, 1 thread"), (0, "joined, all cores")] {
        let eval =
            Eval { threads, table: Some(("orders", &orders.path)), ..Eval::new(&rules, &file) };
        let mut job = eval.job(name);
        job.bytes += orders.bytes;
        jobs.push(job);
    }
    Report {
        title: format!("{} customers and ten times as many orders, CSV", thousands(count)),
        jobs,
        columns: vec![
            Column::Wall,
            Column::Cpu,
            Column::Memory,
            Column::Bytes,
            Column::EachCustomer,
            Column::CpuAgainst { row: 0, name: "lines" },
        ],
        note: String::new(),
    }
}

fn wide(workplace: &Workplace) -> Report {
    // A row is about twice as long as a record of the others.
    let (rules, count) = (workplace.wide_rules(), workplace.customers.div_ceil(2));
    let file = workplace.sheet(Sheet::Wide, count);
    let lines = CustomerFile { customers: Sheet::Wide.count(count), ..file.clone() };
    let mut jobs = vec![Job::floor(Floor::Lines, &lines), Job::floor(Floor::Utf8, &lines)];
    for (threads, name) in [(1, "8 of 300 columns, 1 thread"), (0, "the same, all cores")] {
        jobs.push(Eval { threads, ..Eval::new(&rules, &file) }.job(name));
    }
    Report {
        title: format!("{} rows of CSV with 300 columns", thousands(count)),
        jobs,
        columns: vec![
            Column::Wall,
            Column::Cpu,
            Column::Memory,
            Column::Bytes,
            Column::EachCustomer,
            Column::CpuAgainst { row: 0, name: "lines" },
        ],
        note: String::new(),
    }
}

fn nights(workplace: &Workplace) -> Report {
    let nights = Nights::new(workplace);
    Report {
        title: format!("A night of {} customers, all cores", thousands(workplace.customers)),
        jobs: nights.jobs(),
        columns: vec![
            Column::Wall,
            Column::Cpu,
            Column::Memory,
            Column::EachCustomer,
            Column::CpuAgainst { row: 1, name: "eval with a table" },
        ],
        note: nights.sizes(),
    }
}

fn replay(workplace: &Workplace) -> Report {
    Report {
        title: format!("A year of {} customers, 1 thread", thousands(workplace.customers)),
        jobs: replay::jobs(workplace),
        columns: vec![
            Column::Wall,
            Column::Cpu,
            Column::Memory,
            Column::EachCustomer,
            Column::CpuAgainst { row: 0, name: "eval, twenty rules" },
            Column::CpuAgainst { row: 2, name: "eval, CDNOW" },
        ],
        note: String::new(),
    }
}

fn options(workplace: &Workplace) -> Report {
    Report {
        title: "With more to do, 1 thread".to_owned(),
        jobs: unusual::options(workplace),
        columns: vec![
            Column::Cpu,
            Column::Memory,
            Column::BytesOfCore,
            Column::EachCustomer,
            Column::CpuAgainst { row: 0, name: "eval" },
        ],
        note: String::new(),
    }
}

fn forms(workplace: &Workplace) -> Report {
    Report {
        title: "The same customers written otherwise, 1 thread".to_owned(),
        jobs: unusual::forms(workplace),
        columns: vec![
            Column::Cpu,
            Column::Memory,
            Column::BytesOfCore,
            Column::EachCustomer,
            Column::CpuAgainst { row: 0, name: "plainly" },
        ],
        note: String::new(),
    }
}

fn histories(workplace: &Workplace) -> Report {
    Report {
        title: "Past gifts, 1 thread".to_owned(),
        jobs: unusual::histories(workplace),
        columns: vec![
            Column::Cpu,
            Column::Memory,
            Column::BytesOfCore,
            Column::EachCustomer,
            Column::CpuAgainst { row: 0, name: "no past gifts" },
        ],
        note: String::new(),
    }
}

fn sizes(workplace: &Workplace) -> Report {
    Report {
        title: "Small and large records, 1 thread".to_owned(),
        jobs: unusual::sizes(workplace),
        columns: vec![Column::Cpu, Column::Memory, Column::BytesOfCore, Column::EachCustomer],
        note: String::new(),
    }
}

fn firing(workplace: &Workplace) -> Report {
    Report {
        title: "Many rules that fire, 1 thread".to_owned(),
        jobs: unusual::firing(workplace),
        columns: vec![Column::Cpu, Column::Memory, Column::BytesOfCore, Column::EachCustomer],
        note: String::new(),
    }
}

fn rule_files(workplace: &Workplace) -> Report {
    Report {
        title: "Large rule files".to_owned(),
        jobs: unusual::rule_files(workplace),
        columns: vec![
            Column::Cpu,
            Column::Memory,
            Column::BytesOfCore,
            Column::CpuAgainst { row: 0, name: "check of 0.75 MB" },
        ],
        note: String::new(),
    }
}

fn why(workplace: &Workplace) -> Report {
    let (rules, file) = (workplace.rules(), workplace.customer_file(workplace.customers));
    let eval = || Eval::new(&rules, &file);
    let last = format!("cus_{:08}", workplace.customers - 1);
    let mut one = vec!["why".into(), rules.clone().into(), file.path.clone().into()];
    one.extend(["--id", &last, "--as-of", &AS_OF.to_string()].map(OsString::from));
    Report {
        title: "Why, 1 thread".to_owned(),
        jobs: vec![
            eval().job("eval"),
            eval().job("eval --why").with(["--why".into()]),
            Job::flywheel("why, of the last customer", one, &file),
        ],
        columns: vec![
            Column::Wall,
            Column::Cpu,
            Column::Memory,
            Column::EachCustomer,
            Column::CpuAgainst { row: 0, name: "eval" },
        ],
        note: String::new(),
    }
}

fn start(workplace: &Workplace) -> Report {
    let (rules, file) = (workplace.rules(), workplace.customer_file(1));
    Report {
        title: "Start: one customer".to_owned(),
        jobs: vec![
            Job::flywheel("flywheel --version", vec!["--version".into()], &file),
            Eval::new(&rules, &file).job("one customer, 1 thread"),
            Eval { threads: 0, ..Eval::new(&rules, &file) }.job("one customer, all cores"),
        ],
        columns: vec![Column::Wall, Column::Cpu, Column::Memory],
        note: String::new(),
    }
}
