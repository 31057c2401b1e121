//! How the server was started.

use std::net::SocketAddr;
use std::time::Duration;

/// How the server was started.
#[derive(Clone, Debug)]
pub(in crate::front) struct Settings {
    /// Where it listens.
    pub address: SocketAddr,
    /// What a request for work has to bring, if anything.
    pub token: Option<String>,
    /// The names that it is called by besides `localhost`.
    pub hosts: Vec<String>,
    /// The most bytes of a request.
    pub most_bytes: usize,
    /// The most bytes of an answer.
    pub most_answer: usize,
    /// How long the work on a request may take, and the reading of its body.
    pub time: Duration,
    /// How many requests are worked on at once.
    pub threads: usize,
}
