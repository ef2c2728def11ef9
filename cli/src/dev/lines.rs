//! Requests and responses as lines of JSON on the standard streams, for the program that owns the
//! sockets where this one can have none.

use std::io::{self, BufRead as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::{Request, Session};
use crate::terminal;

#[derive(Deserialize)]
struct Asked {
    /// Comes back with the response.
    id: u64,
    method: String,
    target: String,
    host: Option<String>,
    site: Option<String>,
}

#[derive(Serialize)]
struct Answered {
    id: u64,
    status: u16,
    headers: [(&'static str, &'static str); 6],
    /// In Base64.
    body: String,
}

/// Answers each line of the standard input with one on the standard output, until there are no
/// more. A line that is not a request is passed over: nobody could be told.
///
/// # Errors
/// When the standard input cannot be read.
pub fn answer_lines(mut session: Session) -> io::Result<()> {
    for line in io::stdin().lock().lines() {
        let Ok(Asked { id, method, target, host, site }) = serde_json::from_str(&line?) else {
            continue;
        };
        let response = session.respond(&Request { method, target, host, site });
        let answered = Answered {
            id,
            status: response.status,
            headers: response.headers(),
            body: STANDARD.encode(&response.body),
        };
        let text = serde_json::to_string(&answered).unwrap_or_default();
        terminal::print(&format!("{text}\n"));
    }
    Ok(())
}
