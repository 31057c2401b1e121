//! What the server has done, in the text format of Prometheus.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The upper ends of the buckets of durations, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5, 10.0];

/// What the server has done since it was started.
#[derive(Debug, Default)]
pub(super) struct Metrics(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    /// By path and status.
    requests: BTreeMap<(&'static str, u16), u64>,
    /// By path.
    durations: BTreeMap<&'static str, Durations>,
    decided: u64,
    rejected: u64,
    open: u64,
}

#[derive(Debug, Default)]
struct Durations {
    buckets: [u64; BUCKETS.len()],
    count: u64,
    seconds: f64,
}

impl Metrics {
    /// Notes that work on a request begins.
    pub(super) fn begin(&self) {
        self.change(|counts| counts.open += 1);
    }

    /// Notes a request that is over. The paths are those that the server has, so that nobody can make more of
    /// them.
    pub(super) fn end(&self, path: &'static str, status: u16, taken: Duration) {
        self.change(|counts| {
            counts.open = counts.open.saturating_sub(1);
            *counts.requests.entry((path, status)).or_default() += 1;
            counts.durations.entry(path).or_default().add(taken.as_secs_f64());
        });
    }

    /// Notes customers who were decided, and records that were rejected.
    pub(super) fn customers(&self, decided: u64, rejected: u64) {
        self.change(|counts| {
            counts.decided += decided;
            counts.rejected += rejected;
        });
    }

    fn change(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// All of it as text.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        // A text takes whatever is written.
        let _written = self.0.lock().unwrap_or_else(PoisonError::into_inner).write(&mut out);
        out
    }
}

impl Durations {
    fn add(&mut self, seconds: f64) {
        let holds = BUCKETS.iter().zip(&mut self.buckets).filter(|(end, _)| seconds <= **end);
        holds.for_each(|(_, count)| *count += 1);
        self.count += 1;
        self.seconds += seconds;
    }
}

impl Counts {
    fn write(&self, out: &mut String) -> std::fmt::Result {
        let head = |out: &mut String, name: &str, kind: &str, help: &str| {
            writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}")
        };
        let version = env!("CARGO_PKG_VERSION");
        head(out, "flywheel_info", "gauge", "The version of the server.")?;
        writeln!(out, "flywheel_info{{version=\"{version}\"}} 1")?;
        head(out, "flywheel_requests_total", "counter", "Requests that were answered.")?;
        for ((path, status), count) in &self.requests {
            writeln!(
                out,
                "flywheel_requests_total{{path=\"{path}\",status=\"{status}\"}} {count}"
            )?;
        }
        head(out, "flywheel_requests_open", "gauge", "Requests that are not answered yet.")?;
        writeln!(out, "flywheel_requests_open {}", self.open)?;
        let help = "Customers in requests, by what became of their records.";
        head(out, "flywheel_customers_total", "counter", help)?;
        writeln!(out, "flywheel_customers_total{{outcome=\"decided\"}} {}", self.decided)?;
        writeln!(out, "flywheel_customers_total{{outcome=\"rejected\"}} {}", self.rejected)?;
        let help = "How long answers took, with the time in the queue.";
        head(out, "flywheel_request_seconds", "histogram", help)?;
        for (path, durations) in &self.durations {
            durations.write(path, out)?;
        }
        Ok(())
    }
}

impl Durations {
    fn write(&self, path: &str, out: &mut String) -> std::fmt::Result {
        let Durations { buckets, count, seconds } = self;
        let name = "flywheel_request_seconds";
        for (end, count) in BUCKETS.iter().zip(buckets) {
            writeln!(out, "{name}_bucket{{path=\"{path}\",le=\"{end}\"}} {count}")?;
        }
        writeln!(out, "{name}_bucket{{path=\"{path}\",le=\"+Inf\"}} {count}")?;
        writeln!(out, "{name}_sum{{path=\"{path}\"}} {seconds}")?;
        writeln!(out, "{name}_count{{path=\"{path}\"}} {count}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted() {
        let metrics = Metrics::default();
        for taken in [1, 20, 4_000] {
            metrics.begin();
            metrics.end("/decide", 200, Duration::from_millis(taken));
        }
        metrics.begin();
        metrics.customers(7, 1);
        let text = metrics.text();
        for line in [
            "flywheel_requests_total{path=\"/decide\",status=\"200\"} 3",
            "flywheel_requests_open 1",
            "flywheel_customers_total{outcome=\"decided\"} 7",
            "flywheel_customers_total{outcome=\"rejected\"} 1",
            "flywheel_request_seconds_bucket{path=\"/decide\",le=\"0.001\"} 1",
            "flywheel_request_seconds_bucket{path=\"/decide\",le=\"0.025\"} 2",
            "flywheel_request_seconds_bucket{path=\"/decide\",le=\"10\"} 3",
            "flywheel_request_seconds_bucket{path=\"/decide\",le=\"+Inf\"} 3",
            "flywheel_request_seconds_count{path=\"/decide\"} 3",
        ] {
            assert!(text.lines().any(|written| written == line), "{line} is not in\n{text}");
        }
    }
}
