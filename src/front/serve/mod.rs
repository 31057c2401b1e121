//! `flywheel serve`: the HTTP API, and the playground that uses it.
//!
//! ```text
//! server      takes connections, and ends in an orderly way
//! guard       who may ask: hosts, origins, the token
//! desk        a request to its answer, with a line in the log and a mark in the metrics
//! log         a line for each request, written by a thread of its own
//! workers     the threads that work, with a queue that ends
//! asked       what the body of a request asks
//! posted      the customers and rows in it
//! answers     what is answered, by what is asked
//! trouble     why there is no answer
//! page        the files of the playground
//! ```
//!
//! Only the desk and what it calls waits for anything; the answers are made on threads of their own, from
//! nothing but the request, the clock and programs that were read before.

mod answers;
mod asked;
mod body;
mod desk;
mod examples;
mod guard;
mod kept;
mod log;
mod metrics;
mod page;
mod posted;
mod server;
mod settings;
mod stop;
mod trouble;
mod workers;

pub(super) use server::serve;
pub(super) use settings::Settings;
