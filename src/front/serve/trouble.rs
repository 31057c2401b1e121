//! Why a request has no answer, as problem details for HTTP APIs (RFC 9457).

use std::io::{self, ErrorKind};

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;

use super::body::Body;
use crate::front::Failure;
use crate::output::decisions::Rejection;
use crate::problems::{Problems, Sources, document, problem_entries};
use crate::run::{Fault, ReadFailure, TablesFailure, Unread};

/// What kind of trouble it is. `docs/serve.md` lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    BadRequest,
    Unauthorized,
    OtherOrigin,
    NotFound,
    NoCustomer,
    Method,
    SlowBody,
    TooLarge,
    NotJson,
    UnknownHost,
    Rules,
    Rejected,
    Internal,
    Busy,
    TooSlow,
}

impl Kind {
    #[cfg(test)]
    pub(super) const ALL: [Kind; 15] = [
        Kind::BadRequest,
        Kind::Unauthorized,
        Kind::OtherOrigin,
        Kind::NotFound,
        Kind::NoCustomer,
        Kind::Method,
        Kind::SlowBody,
        Kind::TooLarge,
        Kind::NotJson,
        Kind::UnknownHost,
        Kind::Rules,
        Kind::Rejected,
        Kind::Internal,
        Kind::Busy,
        Kind::TooSlow,
    ];

    /// Its stable name.
    pub(super) fn code(self) -> &'static str {
        match self {
            Kind::BadRequest => "bad-request",
            Kind::Unauthorized => "unauthorized",
            Kind::OtherOrigin => "other-origin",
            Kind::NotFound => "not-found",
            Kind::NoCustomer => "no-customer",
            Kind::Method => "method",
            Kind::SlowBody => "slow-body",
            Kind::TooLarge => "too-large",
            Kind::NotJson => "not-json",
            Kind::UnknownHost => "unknown-host",
            Kind::Rules => "rules",
            Kind::Rejected => "rejected",
            Kind::Internal => "internal",
            Kind::Busy => "busy",
            Kind::TooSlow => "too-slow",
        }
    }

    pub(super) fn status(self) -> StatusCode {
        match self {
            Kind::BadRequest => StatusCode::BAD_REQUEST,
            Kind::Unauthorized => StatusCode::UNAUTHORIZED,
            Kind::OtherOrigin => StatusCode::FORBIDDEN,
            Kind::NotFound | Kind::NoCustomer => StatusCode::NOT_FOUND,
            Kind::Method => StatusCode::METHOD_NOT_ALLOWED,
            Kind::SlowBody => StatusCode::REQUEST_TIMEOUT,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Kind::UnknownHost => StatusCode::MISDIRECTED_REQUEST,
            Kind::Rules | Kind::Rejected => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Kind::Busy | Kind::TooSlow => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// Why a request has no answer.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    pub kind: Kind,
    detail: String,
    help: Option<String>,
    /// What is wrong with the rules.
    problems: Option<Value>,
    /// What is wrong with the record.
    rejected: Option<Box<Rejection>>,
}

#[derive(Serialize)]
struct Details<'t> {
    title: &'t str,
    status: u16,
    code: &'t str,
    detail: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problems: Option<&'t Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected: Option<&'t Rejection>,
}

impl Trouble {
    pub(super) fn new(kind: Kind, detail: impl Into<String>) -> Trouble {
        let (help, problems, rejected) = (None, None, None);
        Trouble { kind, detail: detail.into(), help, problems, rejected }
    }

    /// Says what to do about it.
    pub(super) fn help(self, help: impl Into<String>) -> Trouble {
        Trouble { help: Some(help.into()), ..self }
    }

    /// Nothing came of the work in the time that it has.
    pub(super) fn too_slow() -> Trouble {
        Trouble::new(Kind::TooSlow, "this takes longer than the server allows")
            .help("ask for less at once, or run `flywheel` itself, which has no limit")
    }

    /// The answer has more bytes than this, which are allowed.
    pub(super) fn too_much(most: usize) -> Trouble {
        Trouble::new(Kind::TooLarge, format!("the answer is larger than {} MiB", most >> 20))
            .help("ask for fewer customers at once, or allow more with --max-answer")
    }

    /// The rules have errors.
    pub(super) fn of_rules(sources: &Sources, problems: &Problems) -> Trouble {
        let pages = sources.pages();
        let entries = serde_json::to_value(problem_entries(&pages, problems)).ok();
        let trouble =
            Trouble::new(Kind::Rules, crate::problems::counted(problems) + " in the rules");
        Trouble { problems: entries, ..trouble }
    }

    /// The record that was asked about cannot be read.
    pub(super) fn of_unread(unread: Unread) -> Trouble {
        let Unread { input, line, fault: Fault { path, code, reason } } = unread;
        let detail = format!("{input}:{line}: {reason}");
        let rejection = Rejection {
            file: input,
            line,
            path,
            code: code.id,
            reason,
            customer: None,
            whole_file: false,
        };
        Trouble { rejected: Some(Box::new(rejection)), ..Trouble::new(Kind::Rejected, detail) }
    }

    /// As the body of a response.
    pub(super) fn body(&self) -> Body {
        let Trouble { kind, detail, help, problems, rejected } = self;
        let status = kind.status();
        let text = document(&Details {
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            code: kind.code(),
            detail,
            help: help.as_deref(),
            problems: problems.as_ref(),
            rejected: rejected.as_deref(),
        });
        Body::of_kind("application/problem+json", text)
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        match failure {
            Failure::Closed => Trouble::new(Kind::Internal, "the answer has no reader"),
            Failure::Told { code: _, what, help } => {
                Trouble { help, ..Trouble::new(Kind::BadRequest, what) }
            }
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        Failure::from(error).into()
    }
}

impl From<ReadFailure> for Trouble {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the standard library may name more kinds of errors"
    )]
    fn from(failure: ReadFailure) -> Trouble {
        match failure.error.kind() {
            ErrorKind::TimedOut => Trouble::too_slow(),
            ErrorKind::InvalidData if !failure.temporary => {
                Trouble::new(Kind::BadRequest, failure.to_string())
            }
            _ => Trouble::new(Kind::Internal, failure.to_string()),
        }
    }
}

impl From<TablesFailure> for Trouble {
    fn from(failure: TablesFailure) -> Trouble {
        match failure {
            TablesFailure::Unread(failure) => failure.into(),
            TablesFailure::NoRoom(error) => Trouble::new(Kind::Internal, error.to_string()),
            TablesFailure::Missing { ref table, .. } => {
                let help = format!("give its rows: \"tables\": {{\"{table}\": …}}");
                Trouble::new(Kind::BadRequest, failure.to_string()).help(help)
            }
            TablesFailure::Unfit { .. } => Trouble::new(Kind::BadRequest, failure.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_lists_every_kind() {
        let page = include_str!("../../../docs/serve.md");
        for kind in Kind::ALL {
            let row = format!("| `{}` | {} |", kind.code(), kind.status().as_u16());
            assert!(page.contains(&row), "docs/serve.md has no row {row}");
        }
        let rows = page.lines().skip_while(|line| !line.starts_with("| code | status |"));
        let rows = rows.skip(2).take_while(|line| line.starts_with('|')).count();
        assert_eq!(rows, Kind::ALL.len());
    }
}
