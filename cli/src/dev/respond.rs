//! Requests and responses, and who may ask.

use percent_encoding::percent_decode_str;

use super::{Session, data};

/// What the pages are made of.
const PAGES: [(&str, &str, &[u8]); 6] = [
    ("/", "text/html; charset=utf-8", include_bytes!("page/index.html")),
    ("/dev.css", "text/css; charset=utf-8", include_bytes!("page/dev.css")),
    ("/dev.js", "text/javascript; charset=utf-8", include_bytes!("page/dev.js")),
    ("/explained.js", "text/javascript; charset=utf-8", include_bytes!("page/explained.js")),
    ("/preview", "text/html; charset=utf-8", include_bytes!("page/preview.html")),
    ("/preview.js", "text/javascript; charset=utf-8", include_bytes!("page/preview.js")),
];

/// Nothing is loaded from elsewhere and nothing is sent there, not even what a form in the preview
/// would send to the shop.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; \
     base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
     trusted-types faqlet lit-html";

/// A request, as far as it matters here.
#[derive(Debug, Default)]
pub struct Request {
    /// `GET` and so on.
    pub method: String,
    /// The path with the query, as it was sent.
    pub target: String,
    /// The header `Host`.
    pub host: Option<String>,
    /// The header `Sec-Fetch-Site`.
    pub site: Option<String>,
}

/// What to send back.
#[derive(Debug)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The media type of the body.
    pub kind: &'static str,
    /// The content.
    pub body: Vec<u8>,
}

impl Response {
    /// The headers of every response beside those of the connection.
    pub fn headers(&self) -> [(&'static str, &'static str); 6] {
        [
            ("Content-Type", self.kind),
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", POLICY),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
        ]
    }

    fn said(status: u16, text: &str) -> Self {
        let body = format!("{text}\n").into_bytes();
        Self { status, kind: "text/plain; charset=utf-8", body }
    }

    /// JSON.
    pub fn json(value: &serde_json::Value) -> Self {
        Self { status: 200, kind: "application/json", body: value.to_string().into_bytes() }
    }
}

impl Session {
    /// Answers a request. What does not come from a page of its own on this machine is refused: any
    /// website could ask, under a name of its own that leads here.
    pub fn respond(&mut self, request: &Request) -> Response {
        if !request.host.as_deref().is_some_and(is_loopback) {
            return Response::said(403, "Open http://127.0.0.1 or http://localhost.");
        }
        if request.site.as_deref().is_some_and(|site| !matches!(site, "same-origin" | "none")) {
            return Response::said(403, "Only pages of this preview may ask.");
        }
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Response::said(405, "Here is nothing to change: edit the files.");
        }
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        if let Some((_, kind, body)) = PAGES.iter().find(|(name, ..)| *name == path) {
            return Response { status: 200, kind, body: body.to_vec() };
        }
        let found = match path {
            "/api/state" => {
                self.poll();
                Some(Response::json(&data::state(self)))
            }
            "/api/content" => Some(Response::json(&data::content(self))),
            "/api/try" => data::tried(self, &Query(query)).map(|value| Response::json(&value)),
            "/api/instant" => {
                data::instant(self, &Query(query)).map(|value| Response::json(&value))
            }
            path => self.file(path),
        };
        found.unwrap_or_else(|| Response::said(404, "There is nothing here."))
    }

    /// A file of a build or of the element.
    fn file(&self, path: &str) -> Option<Response> {
        let path = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
        let (folder, name) = path.split_once('/')?;
        let body = match folder {
            "faq" => {
                let (build, name) = name.split_once('/')?;
                self.builds.get(&build.parse().ok()?)?.get(name)?.clone()
            }
            "faqlet" => {
                let plain = |part: &str| {
                    !part.starts_with('.')
                        && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
                };
                if !name.split('/').all(|part| !part.is_empty() && plain(part)) {
                    return None;
                }
                std::fs::read(self.package.join(name)).ok()?
            }
            _ => return None,
        };
        Some(Response { status: 200, kind: kind(name), body })
    }
}

/// The media type of a file by its name.
fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

/// Whether a `Host` header names this machine and nothing that a name server could lead here.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

/// The part of an address after `?`.
pub struct Query<'a>(&'a str);

impl Query<'_> {
    /// The value of a name; `None` where it is missing or empty.
    pub fn get(&self, name: &str) -> Option<String> {
        let pairs = self.0.split('&').filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.into_iter().find(|(known, _)| *known == name)?;
        let value = value.replace('+', " ");
        let value = percent_decode_str(&value).decode_utf8_lossy().into_owned();
        (!value.is_empty()).then_some(value)
    }
}
