//! The native way to the preview: HTTP on this machine alone.

use std::cell::RefCell;
use std::convert::Infallible;
use std::net::{Ipv4Addr, TcpListener};
use std::rc::Rc;

use anyhow::{Context as _, Result};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{HOST, HeaderName};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::task::{LocalSet, spawn_local};

use super::{Request, Session};
use crate::terminal;

/// Serves a session until Ctrl-C. `port`: 0 for any that is free.
///
/// # Errors
/// When the port is taken.
pub fn serve(session: Session, port: u16) -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
        format!("cannot listen on port {port} of this machine; name another with --port")
    })?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let session = Rc::new(RefCell::new(session));
    let work = LocalSet::new();
    work.block_on(&runtime, async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let mut interrupt = std::pin::pin!(tokio::signal::ctrl_c());
        terminal::print(&format!("http://{address}/\n"));
        loop {
            tokio::select! {
                _ = &mut interrupt => return Ok(()),
                accepted = listener.accept() => {
                    // A connection that is gone before it is there is nobody's loss.
                    let Ok((stream, _)) = accepted else { continue };
                    let session = Rc::clone(&session);
                    let service = service_fn(move |request| answer(Rc::clone(&session), request));
                    spawn_local(async move {
                        let served = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
                        // A browser may close when it likes.
                        let _ = served.await;
                    });
                }
            }
        }
    })
}

async fn answer(
    session: Rc<RefCell<Session>>,
    request: hyper::Request<Incoming>,
) -> Result<hyper::Response<Full<Bytes>>, Infallible> {
    let header = |name: HeaderName| {
        request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    };
    let asked = Request {
        method: request.method().to_string(),
        target: request.uri().path_and_query().map_or("/", |target| target.as_str()).to_owned(),
        host: header(HOST),
        site: header(HeaderName::from_static("sec-fetch-site")),
    };
    let answered = session.borrow_mut().respond(&asked);
    let mut response = hyper::Response::builder().status(answered.status);
    for (name, value) in answered.headers() {
        response = response.header(name, value);
    }
    let response = response.body(Full::new(Bytes::from(answered.body)));
    Ok(response.unwrap_or_else(|_| hyper::Response::new(Full::default())))
}
