//! `flywheel serve`: the HTTP API and the playground.

use std::env;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use clap::Args;

use crate::front::serve::{Settings, serve};
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, say};

/// Where a token can be, besides the options.
const TOKEN: &str = "FLYWHEEL_TOKEN";

/// The fewest letters of a token.
const LEAST: usize = 16;

/// Serve a playground for rules in the browser, and the same as an HTTP API
///
/// Only this machine can reach it, unless you choose another --host; then a token is needed. It opens
/// none of your files, and sends nothing. It ends with Ctrl-C, and lets requests that have begun come to
/// their end. The exit code is 0 then, and 2 if it cannot start.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel serve
  FLYWHEEL_TOKEN=$(openssl rand -hex 32) flywheel serve --host 0.0.0.0 --allow-host rules.example.com")]
pub(in crate::front) struct Serve {
    /// The address to listen on; by default, only this machine can reach it
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,

    /// The port to listen on; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 4310)]
    port: u16,

    /// A token that requests have to bring; better, set FLYWHEEL_TOKEN, which other users of the machine
    /// cannot see
    #[arg(long)]
    token: Option<String>,

    /// A name that leads to the server, besides localhost and its addresses. Repeat it for each name
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,

    /// The largest request, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=1024))]
    max_body: u16,

    /// The largest answer, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=1024))]
    max_answer: u16,

    /// How long the work on a request may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=3600))]
    time_limit: u16,

    /// How many requests are worked on at once; by default, or with 0, one for each processor core
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: u8,
}

impl Serve {
    pub(super) fn run(self, terminal: &Terminal) -> Result<Exit, Failure> {
        let settings = Settings {
            address: SocketAddr::new(self.host, self.port),
            token: self.token()?,
            hosts: self.allow_host,
            most_bytes: usize::from(self.max_body) << 20,
            most_answer: usize::from(self.max_answer) << 20,
            time: Duration::from_secs(self.time_limit.into()),
            threads: match self.threads {
                0 => std::thread::available_parallelism().map_or(1, usize::from),
                threads => threads.into(),
            },
        };
        serve(settings, |address| {
            say::aside("to end it, press Ctrl-C\n", terminal.stderr);
            say::out(&format!("http://{address}/\n"), terminal.stdout)
        })?;
        Ok(Exit::Fine)
    }

    /// The token, if there is one. Others than this machine need one.
    fn token(&self) -> Result<Option<String>, Failure> {
        let of_environment = || env::var(TOKEN).ok().filter(|token| !token.is_empty());
        let token = self.token.clone().or_else(of_environment);
        match &token {
            None if !self.host.is_loopback() => {
                let what = format!("with --host {}, others can reach the server", self.host);
                Err(Failure::new(what)
                    .help(format!("set {TOKEN} to a secret that requests have to bring")))
            }
            Some(token)
                if token.len() < LEAST || !token.bytes().all(|byte| byte.is_ascii_graphic()) =>
            {
                let what = format!(
                    "a token has at least {LEAST} letters, digits and signs, without spaces"
                );
                Err(Failure::new(what).help("make one with `openssl rand -hex 32`"))
            }
            Some(_) | None => Ok(token),
        }
    }
}
