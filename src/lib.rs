//! A rules language for customer lifecycles: a rule file, a customer and an instant in, a decision
//! out.
//!
//! The language is described in `docs/language.md`, the building in `docs/architecture.md`. This
//! page is for those who call it from Rust.
//!
//! ```text
//!   .flywheel text                                                   decisions
//!         │                                                              ▲
//!         ▼                                                              │
//!      syntax ──tree──▶ check ──model──▶ plan ──plan──▶ eval ◀──record── records
//!    what is written   what is meant   what to do    what follows     JSON, NDJSON, CSV
//!         │                 │
//!         └──── problems ───┴──▶ problems
//! ```
//!
//! | room | what it holds |
//! | --- | --- |
//! | [`values`] | exact decimals, money, instants and windows, three-valued truth, paths into records |
//! | [`terms`] | nouns that several rooms share: comparison, function, gift kind, how often |
//! | [`problems`] | problems as plain data, the register of their codes, drawing them |
//! | [`syntax`] | text to tree |
//! | [`check`] | tree to model: names, types, units, ranges, the shape of the wheel |
//! | [`plan`] | model to plan: operations on slots, and what they need of a record |
//! | [`eval`] | plan and record to decision: a pure function |
//! | [`records`] | bytes to records by the plan's needs, in parallel; updated records out |
//! | [`tools`] | what reads the rooms above: why a condition holds, tests, simulations |
#![cfg_attr(
    feature = "cli",
    doc = "| [`output`] | decisions, results of tests and simulations as bytes |"
)]
#![cfg_attr(feature = "cli", doc = "| [`front`] | the command line: files, a clock, a terminal |")]
//!
//! # One customer
//!
//! [`Program::parse`] takes a rule file from text to plan, and [`Program::load`] does so with the
//! files that it uses. A [`Reader`](records::Reader) reads what the plan needs of a record, and
//! [`decide`] decides:
//!
//! ```
//! use flywheel::records::Reader;
//! use flywheel::values::AsOf;
//! use flywheel::{Program, decide};
//!
//! let rules = "
//!     customer
//!       purchases: events
//!     reward swag costs $18, once
//!     stage New
//!       after 3 purchases move to Regular; give swag
//!     stage Regular
//!       resting
//! ";
//! let program = Program::parse("shop.flywheel", rules).expect("rules without mistakes");
//! let plan = program.plan();
//! let reader = Reader::new(&plan.needs);
//! let record = reader.read(br#"{"id":"ada","purchases":[{},{},{}]}"#)?;
//! let decision = decide(&program, &record, AsOf::parse("2026-03-31", &plan.zone)?)?;
//!
//! assert_eq!(decision.from, None);
//! assert_eq!(plan.stages[decision.to].name, "Regular");
//! assert_eq!(plan.gifts[decision.given[0].gift].name, "swag");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Where rules have mistakes, [`Refused`] has all of them, to be read as data or drawn by
//! [`problems::plain`] and its siblings.
//!
//! # Many customers
//!
//! An [`Evaluator`](eval::Evaluator) works out once what is the same for all customers of an
//! instant, and [`records::run`] reads a stream of any length chunk by chunk, calls back for each
//! chunk on all threads, and hands the results over in the order of the stream. Where customers
//! compete, for places in a stage, for a budget or for a rank, the evaluator has
//! [`phases`](eval::Evaluator::phases): each of them looks at all records before anyone is decided.
//!
//! ```
//! use flywheel::Program;
//! use flywheel::eval::{Evaluator, Survey};
//! use flywheel::records::{self, Chunk, Options, Reader};
//! use flywheel::values::AsOf;
//!
//! let rules = "
//!     customer
//!       spent: money
//!     stage Waiting
//!       resting
//!       when spent > $0 move to Circle
//!     stage Circle
//!       resting
//!       capacity 1 by spent
//! ";
//! let customers: &[u8] = br#"{"id":"a","spent":10}
//! {"id":"b","spent":20}
//! {"id":"c","spent":"much"}"#;
//!
//! let program = Program::parse("circle.flywheel", rules).expect("rules without mistakes");
//! let plan = program.plan();
//! let (reader, options) = (Reader::new(&plan.needs), Options::default());
//! let mut evaluator = Evaluator::new(plan, AsOf::parse("2026-03-31", &plan.zone)?);
//!
//! for phase in evaluator.phases() {
//!     let look = |chunk: &Chunk<'_>| {
//!         let mut survey = Survey::default();
//!         for record in chunk.records().flatten() {
//!             // Who cannot be decided takes part in nothing; that is told further down.
//!             let _ = evaluator.look(phase, &record, &mut survey);
//!         }
//!         survey
//!     };
//!     let mut survey = Survey::default();
//!     records::run(customers, &options, &reader, look, |part| Ok(survey.merge(part)))?;
//!     evaluator = evaluator.knowing(phase, survey);
//! }
//!
//! let work = |chunk: &Chunk<'_>| {
//!     let lines = chunk.records().map(|record| match record {
//!         Ok(record) => match evaluator.decide_among(&record) {
//!             Ok(decision) => format!("{}: {}", record.id.text, plan.stages[decision.to].name),
//!             Err(fault) => format!("{}: {fault}", record.id.text),
//!         },
//!         Err(reject) => format!("line {}: {}", reject.line, reject.fault),
//!     });
//!     lines.collect::<Vec<String>>()
//! };
//! let mut decided = Vec::new();
//! records::run(customers, &options, &reader, work, |lines| Ok(decided.extend(lines)))?;
//!
//! assert_eq!(decided[..2], ["a: Waiting", "b: Circle"]);
//! assert_eq!(decided[2], "line 3: spent: \"much\" is not a number");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What holds
//!
//! Nothing here reads a file, the clock or the network, or prints, but for the command line, which
//! is the feature `cli`. A decision depends on the rules, the records and the instant alone.

pub mod check;
pub mod eval;
#[cfg(feature = "cli")]
pub mod front;
#[cfg(feature = "cli")]
pub mod output;
pub mod plan;
pub mod problems;
mod program;
pub mod records;
pub mod syntax;
pub mod terms;
pub mod tools;
pub mod values;

pub use program::{Change, Load, Program, Refused, decide, mended};

/// The examples of the first page that people see.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadMe;
