//! The language server: rules as editors ask about them, over the standard streams.
//!
//! ```text
//! server     the main thread: takes every message, keeps the texts, and never waits for an answer
//! desk       a thread that checks the newest texts, and answers questions about them in turn
//! proofs     a thread that proves what there is to be proved, until the next keystroke
//! counts     a thread that counts how many customers each rule moves
//! files      the texts as of one moment                    programs     which files belong together
//! analysis   a program that was checked                    settings     what the user can set
//! client     what the editor can do, and how to reach it   abilities    what the server can do
//! lines      places as editors count                       uri          addresses of files
//! marks      problems as editors show them                 worker       how the last two threads take their work
//! answers    one file for each kind of question
//! ```

mod abilities;
mod analysis;
mod answers;
mod client;
mod counts;
mod desk;
mod files;
mod lines;
mod marks;
mod programs;
mod proofs;
mod server;
mod settings;
mod uri;
mod worker;

pub(super) use server::serve;
