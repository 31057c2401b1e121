//! Readers of the rooms above, which change nothing there: each a folder of its own.
//!
//! [`explain`] says in words why a condition holds or does not; [`rule_test`] runs the tests of a
//! rule file; [`simulate`] projects the lifecycle with headcounts; [`mod@format`] formats rules;
//! [`findings`] says what is proved about rules, [`questions`] what is asked of all customers, and
//! [`proved`] both;
//! [`wheel`] is the lifecycle as a picture shows it; [`why`] explains a decision, [`takes`] says
//! what it would take for another one, and [`diff`] compares those of two rule files. [`asked`] is what
//! rules ask of a report, and [`tenure`] of the time in a stage.

pub mod aims;
pub mod asked;
pub mod describe;
pub mod diff;
pub mod explain;
pub mod findings;
pub mod format;
pub mod proved;
pub mod questions;
pub mod rule_test;
pub mod simulate;
pub mod takes;
pub mod tenure;
pub mod wheel;
pub mod why;
