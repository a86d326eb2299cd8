//! The transport: HTTP on the loopback address. Turns requests into [`Ask`]s and [`Answer`]s into
//! responses; every page is made on a thread that may wait for the disk.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method as Verb, StatusCode, header};
use axum::response::Response;

use super::ServeError;
use super::answer::Answer;
use super::ask::{Ask, Method};
use super::pairs::Pairs;
use super::site::Site;

/// Largest form that is read, in bytes.
const FORM: usize = 64 * 1024;
/// Pages that are made at a time; more wait their turn.
const PAGES: usize = 16;

/// Answers until the process ends.
pub(super) fn run(site: Site, port: u16, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(PAGES)
        .enable_all()
        .build()
        .map_err(ServeError::Start)?;
    let site = Arc::new(site);
    let first = Arc::clone(&site);
    runtime.spawn_blocking(move || first.warm());
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(|reason| ServeError::Port { port, reason })?;
        ready(listener.local_addr().map_err(ServeError::Start)?);
        let router = Router::new().fallback(handle).with_state(site);
        axum::serve(listener, router).await.map_err(ServeError::Start)
    })
}

async fn handle(State(site): State<Arc<Site>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let mut ask = ask(&head);
    if ask.method == Method::Change {
        match to_bytes(body, FORM).await {
            Ok(bytes) => ask.form = Pairs::parse(&String::from_utf8_lossy(&bytes)),
            Err(_) => return plain(StatusCode::PAYLOAD_TOO_LARGE),
        }
    }
    match tokio::task::spawn_blocking(move || site.answer(&ask)).await {
        Ok(answer) => respond(answer),
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn ask(head: &Parts) -> Ask {
    let method = match head.method {
        Verb::GET | Verb::HEAD => Method::Look,
        Verb::POST => Method::Change,
        _ => Method::Other,
    };
    let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
    let text = |name| {
        let value: &HeaderValue = head.headers.get(name)?;
        // A header that is no text belongs to nobody we know.
        Some(value.to_str().unwrap_or("?").to_owned())
    };
    Ask {
        host: text("host"),
        origin: text("origin"),
        site: text("sec-fetch-site"),
        ..Ask::new(method, target)
    }
}

fn respond(answer: Answer) -> Response {
    let headers = answer.headers();
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = HeaderValue::from_static(answer.kind);
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn plain(status: StatusCode) -> Response {
    let reason = status.canonical_reason().unwrap_or("").as_bytes().to_vec();
    let kind = "text/plain; charset=utf-8";
    respond(Answer::new(status.as_u16(), kind, super::answer::Policy::Page, reason))
}
