//! Every request to its answer, with a line in the log and a mark in the metrics.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::answers::{Means, Question};
use super::body::Body;
use super::kept::Kept;
use super::log::Log;
use super::metrics::Metrics;
use super::settings::Settings;
use super::stop::Waiting;
use super::trouble::{Kind, Trouble};
use super::workers::Workers;
use super::{examples, guard, page};

/// How many bytes of bodies are in memory at once, unless a few of the largest are more.
const BODIES: usize = 256 << 20;

/// The description of the API.
const OPENAPI: &str = include_str!("openapi.json");

/// What every response brings: the playground may load only what is served here, no other page may show it
/// or read what is answered, and nothing says where a link in it came from.
const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
];

/// What all requests share.
pub(super) struct Desk {
    settings: Settings,
    workers: Workers,
    kept: Kept,
    metrics: Metrics,
    log: Arc<Log>,
    /// How many KiB of bodies there is room for.
    room: Arc<Semaphore>,
}

impl Desk {
    pub(super) fn new(settings: Settings, workers: Workers, log: Arc<Log>) -> Arc<Desk> {
        let (kept, metrics) = Default::default();
        let room = Arc::new(Semaphore::new(BODIES.max(4 * settings.most_bytes) >> 10));
        Arc::new(Desk { settings, workers, kept, metrics, log, room })
    }

    /// All that is served, and where.
    pub(super) fn routes(self: &Arc<Desk>) -> Router {
        let mut routes = Router::new()
            .route("/health", get(async || Body::of_kind(TEXT, "fine\n".to_owned())))
            .route("/metrics", get(metrics))
            .route("/openapi.json", get(async || Body::json(OPENAPI)))
            .route("/examples.json", get(async || Body::json(examples::ALL.as_str())));
        for question in Question::ALL {
            let ask = async move |State(desk): State<Arc<Desk>>, request| {
                desk.answer(question, request).await
            };
            routes = routes.route(question.path(), post(ask));
        }
        for file in page::FILES {
            let whole = async || ([(header::CONTENT_TYPE, file.kind)], file.bytes);
            routes = routes.route(file.path, get(whole));
        }
        routes
            .fallback(async || Trouble::new(Kind::NotFound, "there is nothing at this path"))
            .method_not_allowed_fallback(async || {
                Trouble::new(Kind::Method, "this path takes another method")
            })
            .layer(from_fn_with_state(Arc::clone(self), guarded))
            .with_state(Arc::clone(self))
    }

    /// The answer to a question.
    async fn answer(
        self: Arc<Desk>,
        question: Question,
        request: Request,
    ) -> Result<Body, Trouble> {
        guard::expect_token(&self.settings, request.headers())?;
        guard::expect_json(request.headers())?;
        let room = self.room_for(request.headers())?;
        let body = self.body(request).await?;
        // When this goes, the work stops: at the end of its time, and if the client is gone.
        let waiting = Waiting::new();
        let (desk, stop) = (Arc::clone(&self), waiting.flag());
        let work = self.workers.run(move || {
            let _taken_until_the_end = room;
            let most = desk.settings.most_answer;
            question.answer(&body, &Means { kept: &desk.kept, stop: &stop, most })
        });
        let answer = tokio::time::timeout(self.settings.time, work).await;
        let body = answer.map_err(|_| Trouble::too_slow())???;
        self.metrics.customers(body.decided, body.rejected);
        Ok(body)
    }

    /// Room in memory for the body of a request.
    fn room_for(&self, headers: &HeaderMap) -> Result<OwnedSemaphorePermit, Trouble> {
        let most = self.settings.most_bytes as u64;
        let size = declared(headers).unwrap_or(most).min(most);
        let kib = u32::try_from((size >> 10) + 1).unwrap_or(u32::MAX);
        Arc::clone(&self.room).try_acquire_many_owned(kib).map_err(|_| {
            Trouble::new(Kind::Busy, "too many large requests are here already")
                .help("ask again in a moment")
        })
    }

    /// The body of a request.
    async fn body(&self, request: Request) -> Result<Bytes, Trouble> {
        let most = self.settings.most_bytes;
        let too_large = || {
            let mib = most >> 20;
            Trouble::new(Kind::TooLarge, format!("the body is larger than {mib} MiB"))
                .help("send fewer customers at once, or allow more with --max-body")
        };
        if declared(request.headers()).is_some_and(|size| size > most as u64) {
            return Err(too_large());
        }
        let read = tokio::time::timeout(self.settings.time, to_bytes(request.into_body(), most));
        match read.await {
            Err(_) => Err(Trouble::new(Kind::SlowBody, "the body did not come in time")),
            // It is cut off at the most, or by the client, who is gone then.
            Ok(read) => read.map_err(|_| too_large()),
        }
    }

    /// The path as metrics and the log have it.
    fn path(path: &str) -> &'static str {
        let questions = Question::ALL.map(Question::path);
        let others = ["/health", "/metrics", "/openapi.json", "/examples.json"];
        let files = page::FILES.iter().map(|file| file.path);
        let mut all = questions.into_iter().chain(others).chain(files);
        all.find(|known| *known == path).unwrap_or("other")
    }
}

/// How many records of a request were rejected, if any.
const REJECTED: HeaderName = HeaderName::from_static("flywheel-rejected");

const TEXT: &str = "text/plain; charset=utf-8";

/// How long the body is, as the client says.
fn declared(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn metrics(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Result<Body, Trouble> {
    guard::expect_token(&desk.settings, &headers)?;
    Ok(Body::of_kind("text/plain; version=0.0.4; charset=utf-8", desk.metrics.text()))
}

/// Lets a request in if it may, and writes down what became of it.
async fn guarded(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let path = Desk::path(request.uri().path());
    let mut open = Open::new(&desk, request.method().clone(), path);
    let (parts, body) = request.into_parts();
    let mut response = match guard::expect_own(&desk.settings, &parts) {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(trouble) => trouble.into_response(),
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    open.status = response.status().as_u16();
    response
}

/// The status of a request whose client has left before there was an answer. Other servers use it too.
const CLIENT_LEFT: u16 = 499;

/// A request that is at work. When it goes, it is over, whether the client has waited for the answer or not.
struct Open {
    desk: Arc<Desk>,
    begun: Instant,
    method: Method,
    path: &'static str,
    status: u16,
}

impl Open {
    fn new(desk: &Arc<Desk>, method: Method, path: &'static str) -> Open {
        desk.metrics.begin();
        Open { desk: Arc::clone(desk), begun: Instant::now(), method, path, status: CLIENT_LEFT }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let taken = self.begun.elapsed();
        self.desk.metrics.end(self.path, self.status, taken);
        self.desk.log.request(&self.method, self.path, self.status, taken);
    }
}

impl IntoResponse for Body {
    fn into_response(self) -> Response {
        let mut response = ([(header::CONTENT_TYPE, self.kind)], self.bytes).into_response();
        if self.rejected > 0 {
            // A picture has no other place to say it.
            response.headers_mut().insert(REJECTED, self.rejected.into());
        }
        response
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = (self.kind.status(), self.body()).into_response();
        let more = match self.kind {
            Kind::Unauthorized => Some((header::WWW_AUTHENTICATE, "Bearer")),
            Kind::Busy => Some((header::RETRY_AFTER, "1")),
            Kind::BadRequest
            | Kind::OtherOrigin
            | Kind::NotFound
            | Kind::NoCustomer
            | Kind::Method
            | Kind::SlowBody
            | Kind::TooLarge
            | Kind::NotJson
            | Kind::UnknownHost
            | Kind::Rules
            | Kind::Rejected
            | Kind::Internal
            | Kind::TooSlow => None,
        };
        if let Some((name, value)) = more {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }
}
