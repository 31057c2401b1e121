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
//!         │                 │                              ▲               ▲
//!         └──── problems ───┴──▶ problems                  └───── run ─────┘
//!                                   │                 the engine, over any streams
//!                                   ▼                              ▲
//!                                 front (command line, files) ─────┘
//! ```
//!
//! | room | what it holds |
//! | --- | --- |
//! | [`values`] | exact decimals, money, instants and windows, three-valued truth, paths into records |
//! | [`terms`] | nouns that several rooms share: field type, comparison, operator, function, gift kind, how often, cap |
//! | [`problems`] | problems as plain data, the register of their codes, drawing them |
//! | [`syntax`] | text to tree |
//! | [`check`] | tree to model: names, types, units, ranges, the shape of the lifecycle |
//! | [`plan`] | model to plan: operations on slots, and what they need of a record |
//! | [`eval`] | plan and record to decision: a pure function |
//! | [`after`] | the record after a decision: what changes in it |
//! | [`records`] | bytes to records by the plan's needs, in parallel; updated records out |
//! | [`run`] | the engine: decides for all customers of some streams, on all threads |
//! | `program` | the whole pipeline from text to plan: [`Program`], and [`mended`] for the fixes of a file |
//! | [`histories`] | who was in which stage from when to when, and what they got |
//! | [`report`] | the figures of a report: what becomes of customers in each stage, and how certain that is |
//! | [`infer`] | what data looks like, and the rules that are proposed for it |
//! | [`when`] | when a decision changes if nothing happens |
//! | [`prove`] | what rules ask of all customers at once: facts, and the cells of their values |
//! | [`probe`] | what tests leave open: thresholds without one, and changes that none notices |
//! | [`editor`] | what an editor asks about rules: fixes, layout, names, completions |
//! | [`tools`] | what reads the rooms above: why a condition holds, tests, simulations, the formatter |
#![cfg_attr(
    feature = "output",
    doc = "| [`output`] | decisions, results of tests and simulations as bytes |"
)]
#![cfg_attr(feature = "cli", doc = "| [`front`] | the command line: files, a clock, a terminal |")]
//!
//! # One customer
//!
//! [`Program::parse`] takes a rule file from text to plan, and [`Program::load`] does so with the
//! files that it uses. An [`Engine`](run::Engine) decides by the plan, as of a day or an instant:
//!
//! ```
//! use flywheel::{Program, run::Engine, values::AsOf};
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
//! let engine = Engine::new(plan, AsOf::parse("2026-03-31", &plan.zone)?);
//! let (id, decision) = engine.decide_one(br#"{"id":"ada","purchases":[{},{},{}]}"#)?;
//!
//! assert_eq!(id.text, "ada");
//! assert_eq!(decision.from, None);
//! assert_eq!(plan.stages[decision.to].name, "Regular");
//! assert_eq!(plan.gifts[decision.given[0].gift].name, "swag");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Where rules have mistakes, [`ProgramProblems`] has all of them, to be read as data or drawn by
//! [`problems::plain`] and its siblings.
//!
//! # A server, or a binding to another language
//!
//! An engine owns what it needs, and compiles the rules once. Each thread keeps a
//! [`Decider`](run::Decider), which decides for one record after the other in the same memory, as
//! fast as in bulk. Rules with limits across customers are the exception: a decider that nobody told
//! of the others takes the plain path for each customer.
//!
//! ```
//! # use flywheel::{Program, run::Engine, values::AsOf};
//! # let rules = "
//! #     customer
//! #       spent: money
//! #     stage New
//! #       when spent ≥ $100 tag \"large\"
//! # ";
//! # let program = Program::parse("shop.flywheel", rules).expect("rules without mistakes");
//! # let as_of = AsOf::parse("2026-03-31", &program.plan().zone)?;
//! let engine = Engine::new(program.plan(), as_of);
//! let mut decider = engine.decider();
//! std::thread::spawn(move || {
//!     for (spent, tags) in [("120", vec!["large"]), ("80", vec![])] {
//!         let request = format!("{{\"id\":\"ada\",\"spent\":{spent}}}");
//!         let (id, decision) = decider.decide(request.as_bytes()).expect("a right record");
//!         assert_eq!(id.text, "ada");
//!         assert_eq!(decision.tags, tags);
//!     }
//!     let fault = decider.decide(br#"{"id":"bob","spent":"much"}"#).expect_err("no number");
//!     assert_eq!((&*fault.path, fault.code.id), ("spent", "not-a-number"));
//! })
//! .join()
//! .expect("no panic");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Many customers
//!
//! The engine reads streams of JSON, NDJSON or CSV of any length and decides on all threads. Where
//! customers compete, for places in a stage, for a budget or for a rank, it looks at all of them
//! before anyone is decided.
//!
//! ```
//! use flywheel::{Program, run::Engine, values::AsOf};
//!
//! # let rules = "
//! #     customer
//! #       spent: money
//! #     stage Waiting
//! #       resting
//! #       when spent > $0 move to Circle
//! #     stage Circle
//! #       resting
//! #       capacity 1 by spent
//! # ";
//! let customers: &[u8] = br#"{"id":"a","spent":10}
//! {"id":"b","spent":20}
//! {"id":"c","spent":"much"}"#;
//!
//! let program = Program::parse("circle.flywheel", rules).expect("rules without mistakes");
//! let plan = program.plan();
//! let engine = Engine::new(plan, AsOf::parse("2026-03-31", &plan.zone)?);
//! let said = engine.decide_all(&[customers], |customer| match customer {
//!     Ok(decided) => format!("{}: {}", decided.id.text, plan.stages[decided.decision.to].name),
//!     Err(rejected) => format!("line {}: {}", rejected.line, rejected.fault),
//! })?;
//!
//! assert_eq!(said, ["a: Waiting", "b: Circle", "line 3: spent: \"much\" is not a number"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An [`Input`](run::Input) of your own opens files, pipes or whatever else holds customers, and an
//! [`Observer`](run::Observer) takes the results part by part, so that memory does not grow with
//! the input; that is how the command line writes its files. [`run::Settings`] are for records
//! with what was decided in them, and for ids that may come only once;
//! [`Engine::settling`](run::Engine::settling) is for steps that repeat until nobody moves.
//!
//! # What holds
//!
//! Nothing here reads a file, the clock or the network, or prints, but for the command line, which
//! is the feature `cli`. The feature `output` writes one kind of file: it keeps rejected records in a
//! temporary one while it writes a JSON document. A decision depends on the rules, the records and the instant alone.

// What users run must not panic on purpose. Tests may.
#![cfg_attr(
    not(test),
    warn(
        clippy::expect_used,
        clippy::panic,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

pub mod after;
pub mod check;
pub mod editor;
pub mod eval;
#[cfg(feature = "cli")]
pub mod front;
pub mod histories;
pub mod infer;
#[cfg(feature = "ledger")]
pub mod ledger;
mod meant;
#[cfg(feature = "output")]
pub mod output;
pub mod plan;
pub mod probe;
pub mod problems;
mod program;
pub mod prove;
pub mod records;
pub mod report;
pub mod run;
pub mod syntax;
pub mod terms;
pub mod tools;
pub mod values;
pub mod when;

pub use program::{
    Change, Load, Program, ProgramProblems, Reading, Used, files_used, mended, mended_in,
    only_safe, used_name,
};

/// The examples of the first page that people see.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadMe;
