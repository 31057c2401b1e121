//! Takes connections, and ends in an orderly way.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;

use super::desk::Desk;
use super::log::Log;
use super::settings::Settings;
use super::workers::Workers;
use crate::front::Failure;

/// How many connections are open at once; others wait.
const CONNECTIONS: usize = 512;

/// How long the head of a request may take.
const HEAD: Duration = Duration::from_secs(10);

/// How many bytes the head of a request may have, and how much of a body is read ahead.
const BUFFER: usize = 64 << 10;

/// Serves until a signal ends it. `ready` is called with the address once there is one.
///
/// # Errors
/// If the address cannot be had, or there are no threads.
pub(in crate::front) fn serve(
    settings: Settings,
    ready: impl FnOnce(SocketAddr) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.map_err(|error| cannot_start(&error))?;
    runtime.block_on(async {
        let address = settings.address;
        let listener = TcpListener::bind(address).await.map_err(|error| {
            Failure::new(format!("cannot listen on {address}: {error}"))
                .help("choose another --port; 0 takes any that is free")
        })?;
        ready(listener.local_addr().map_err(|error| cannot_start(&error))?)?;
        let workers = Workers::start(settings.threads).map_err(|error| cannot_start(&error))?;
        let log = Arc::new(Log::start().map_err(|error| cannot_start(&error))?);
        let time = settings.time;
        let desk = Desk::new(settings, workers, Arc::clone(&log));
        let ended = take_connections(&listener, &desk.routes(), time).await;
        log.end();
        ended.map_err(|error| cannot_start(&error))
    })
}

fn cannot_start(error: &io::Error) -> Failure {
    Failure::new(format!("cannot start: {error}"))
}

/// Takes connections until a signal comes, and then lets those that are open come to an end.
async fn take_connections(
    listener: &TcpListener,
    routes: &Router,
    time: Duration,
) -> io::Result<()> {
    let (open, places) = (GracefulShutdown::new(), Arc::new(Semaphore::new(CONNECTIONS)));
    let mut signals = Signals::listen()?;
    loop {
        tokio::select! {
            taken = take(listener, &places) => {
                if let Some((stream, place)) = taken {
                    let service = TowerToHyperService::new(routes.clone());
                    // Whoever does not read an answer would hold a connection and its memory for good.
                    let mut stream = TimeoutStream::new(stream);
                    stream.set_write_timeout(Some(time));
                    let connection = http1::Builder::new()
                        .timer(TokioTimer::new())
                        .header_read_timeout(HEAD)
                        .max_buf_size(BUFFER)
                        .serve_connection(TokioIo::new(Box::pin(stream)), service);
                    let watched = open.watch(connection);
                    tokio::spawn(async move {
                        // What is wrong with a connection is over with it.
                        let _over = watched.await;
                        drop(place);
                    });
                }
            }
            () = signals.next() => break,
        }
    }
    // Every request has its time, and a second signal ends them all.
    let _late = tokio::time::timeout(time + time, async {
        tokio::select! {
            () = open.shutdown() => {}
            () = signals.next() => {}
        }
    })
    .await;
    Ok(())
}

/// The next connection, once there is room for it.
async fn take(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => {
            let _slower_without = stream.set_nodelay(true);
            Some((stream, place))
        }
        Err(_) => {
            // There are too many files open, or the client is gone already.
            tokio::time::sleep(Duration::from_millis(20)).await;
            None
        }
    }
}

/// The signals that end the server.
struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    fn listen() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        let (interrupt, terminate) = (SignalKind::interrupt(), SignalKind::terminate());
        Ok(Signals { interrupt: signal(interrupt)?, terminate: signal(terminate)? })
    }

    #[cfg(not(unix))]
    fn listen() -> io::Result<Signals> {
        Ok(Signals {})
    }

    /// The next of them.
    #[cfg(unix)]
    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
