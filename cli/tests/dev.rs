//! `faqlet dev` by its lines on the standard streams: what it answers, and whom.

#[path = "support/builds.rs"]
mod builds;
mod support;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::time::{Duration, Instant};

use base64::Engine as _;
use builds::{write, write_small_shop};
use serde_json::{Value, json};
use support::{demo_shop, faqlet, program};
use tempfile::TempDir;

/// What is waited for comes within a moment; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A preview at work.
struct Preview {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    _package: TempDir,
}

impl Preview {
    fn start(dir: &Path, more: &[&str]) -> Self {
        let package = package();
        let mut child = program()
            .arg("dev")
            .arg(dir)
            .args(["--stdio", "--package"])
            .arg(package.path())
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().expect("it is piped"));
        Self { child, input, output, _package: package }
    }

    fn send(&mut self, request: &Value) -> (u64, Value, Vec<u8>) {
        let input = self.input.as_mut().expect("it is open");
        writeln!(input, "{request}").expect("the program reads");
        let mut line = String::new();
        self.output.read_line(&mut line).expect("the program answers");
        let response: Value = serde_json::from_str(&line).expect("a line is JSON");
        assert_eq!(response["id"], request["id"]);
        let body = response["body"].as_str().expect("there is a body").to_owned();
        let body = base64::engine::general_purpose::STANDARD.decode(body).expect("it is Base64");
        (response["status"].as_u64().expect("there is a status"), response, body)
    }

    fn get(&mut self, target: &str) -> (u64, Vec<u8>) {
        let request = json!({
            "id": 7, "method": "GET", "target": target, "host": "127.0.0.1:4180",
            "site": "same-origin",
        });
        let (status, _, body) = self.send(&request);
        (status, body)
    }

    fn json(&mut self, target: &str) -> Value {
        let (status, body) = self.get(target);
        assert_eq!(status, 200, "{target}");
        serde_json::from_slice(&body).expect("it is JSON")
    }

    /// Waits until the state is as wanted.
    fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let state = self.json("/api/state");
            if wanted(&state) {
                return state;
            }
            assert!(Instant::now() < end, "{state}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn end(mut self) {
        self.input = None;
        assert_eq!(self.child.wait().expect("it ends").code(), Some(0));
    }
}

/// What passes for the element's files.
fn package() -> TempDir {
    let package = tempfile::tempdir().expect("a folder can be made");
    write(package.path(), "define.js", "export {};");
    write(package.path(), "engine/faqlet_bg.wasm", "wasm");
    write(package.path(), ".secret", "hidden");
    package
}

fn small_shop() -> TempDir {
    let dir = tempfile::tempdir().expect("a folder can be made");
    write_small_shop(dir.path(), "today");
    dir
}

#[test]
fn a_save_is_shown_and_an_error_leaves_what_was_shown() {
    let dir = small_shop();
    let mut preview = Preview::start(dir.path(), &[]);
    let first = preview.json("/api/state");
    assert_eq!((&first["build"], &first["errors"]), (&json!(1), &json!(0)));
    let (status, manifest) = preview.get("/faq/1/manifest.json");
    assert_eq!(status, 200);
    assert!(String::from_utf8(manifest).unwrap().contains("\"audience\":\"public\""));

    let entry = "---\nquestion: What of refunds?\n---\nQuaggas pay them.\n";
    write(dir.path(), "en/refunds.md", entry);
    let state = preview.until(|state| state["build"] != first["build"]);
    let build = state["build"].as_u64().unwrap();
    let tried = preview.json("/api/try?lang=en&q=what+of%20refunds");
    assert_eq!(tried["outcome"]["entry"]["id"], "refunds");
    assert_eq!(tried["explanation"]["entries"][0]["id"], "refunds");
    let (_, page) = preview.get(&format!("/faq/{build}/en/index.html"));
    assert!(String::from_utf8(page).unwrap().contains("Quaggas pay them."));

    write(dir.path(), "en/refunds.md", "---\nquestion: What of refunds?\nNo end\n");
    let state = preview.until(|state| state["errors"] != json!(0));
    assert_eq!(state["build"].as_u64(), Some(build));
    let content = preview.json("/api/content");
    let entries = content["entries"].as_array().unwrap();
    let refunds = entries
        .iter()
        .find(|entry| entry["id"] == "refunds" && entry["language"] == "en")
        .expect("what was shown stays");
    let number = refunds["findings"][0].as_u64().expect("the finding is beside it") as usize;
    assert_eq!(content["findings"][number]["path"], "en/refunds.md");
    assert_eq!(content["findings"][number]["severity"], "error");
    assert_eq!(preview.get(&format!("/faq/{build}/manifest.json")).0, 200);

    fs::remove_dir_all(dir.path()).unwrap();
    let state = preview.until(|state| state["problem"].is_string());
    assert!(state["problem"].as_str().unwrap().contains("cannot read"));
    assert_eq!(preview.get(&format!("/faq/{build}/manifest.json")).0, 200);
    preview.end();
}

#[test]
fn words_are_weighed_anew_once_it_is_quiet() {
    let dir = small_shop();
    let mut preview = Preview::start(dir.path(), &[]);
    assert_eq!(preview.json("/api/state")["exact"], true);
    let entry = "---\nquestion: What of garages?\nalternates: [a place for the car]\n---\nNone.\n";
    write(dir.path(), "en/garages.md", entry);
    let fast = preview.until(|state| state["exact"] == json!(false));
    let exact = preview.until(|state| state["exact"] == json!(true));
    assert!(exact["build"].as_u64() > fast["build"].as_u64());
    // What a build writes, to the byte.
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("out");
    let ran = faqlet(["build".as_ref(), dir.path(), "--out".as_ref(), out.as_path()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let (_, manifest) = preview.get(&format!("/faq/{}/manifest.json", exact["build"]));
    assert_eq!(manifest, fs::read(out.join("manifest.json")).unwrap());
    preview.end();
}

#[test]
fn only_its_own_pages_on_this_machine_may_ask() {
    let shop = small_shop();
    let mut preview = Preview::start(shop.path(), &[]);
    let asked = |host: Value, site: Value, method: &str| json!({ "id": 1, "method": method, "target": "/api/content", "host": host, "site": site });
    for host in ["127.0.0.1:4180", "localhost:80", "[::1]:4180", "localhost"] {
        assert_eq!(preview.send(&asked(json!(host), json!("same-origin"), "GET")).0, 200, "{host}");
    }
    let foreign = [
        "evil.example",
        "evil.example:4180",
        "127.0.0.1.evil.example",
        "localhost.evil:80",
        "",
        "::1",
    ];
    for host in foreign {
        let (status, _, body) = preview.send(&asked(json!(host), json!("none"), "GET"));
        assert_eq!(status, 403, "{host}");
        assert!(!String::from_utf8(body).unwrap().contains("refunds"));
    }
    assert_eq!(preview.send(&asked(Value::Null, Value::Null, "GET")).0, 403);
    for site in ["cross-site", "same-site", "anything"] {
        assert_eq!(preview.send(&asked(json!("localhost"), json!(site), "GET")).0, 403, "{site}");
    }
    assert_eq!(preview.send(&asked(json!("localhost"), Value::Null, "POST")).0, 405);
    preview.end();
}

#[test]
fn no_path_leads_out_of_what_is_served() {
    let shop = small_shop();
    let mut preview = Preview::start(shop.path(), &[]);
    assert_eq!(preview.get("/faqlet/define.js").0, 200);
    assert_eq!(preview.get("/faqlet/engine/faqlet_bg.wasm").0, 200);
    for target in [
        "/faqlet/../Cargo.toml",
        "/faqlet/%2e%2e/Cargo.toml",
        "/faqlet/..%2f..%2fetc/passwd",
        "/faqlet//etc/passwd",
        "/faqlet/.secret",
        "/faqlet/engine",
        "/faqlet/engine\\..\\define.js",
        "/faqlet/%ff",
        "/faq/1/../../shop.yaml",
        "/faq/1/nothing.json",
        "/faq/99/manifest.json",
        "/faq/x/manifest.json",
        "/shop.yaml",
        "",
    ] {
        assert_eq!(preview.get(target).0, 404, "{target}");
    }
    // What is no request is passed over, and the next one is answered.
    writeln!(preview.input.as_mut().unwrap(), "nonsense").unwrap();
    let (status, response, _) = preview.send(&json!({
        "id": 9, "method": "GET", "target": "/", "host": "localhost", "site": "none",
    }));
    assert_eq!(status, 200);
    let headers = response["headers"].to_string();
    assert!(headers.contains("default-src 'none'") && headers.contains("nosniff"), "{headers}");
    preview.end();
}

#[test]
fn the_demo_shop_is_told_at_any_time() {
    let mut preview = Preview::start(&demo_shop(), &["--audience", "staff"]);
    let content = preview.json("/api/content");
    assert_eq!(content["audience"], "staff");
    assert_eq!(content["findings"], json!([]));
    assert_eq!(content["shop"]["languages"], json!(["en", "ru", "hu", "ar"]));
    let at = preview.json("/api/instant?at=2026-07-01T12:00");
    assert_eq!(at["instant"], "2026-07-01T10:00:00Z");
    let open = |preview: &mut Preview, at: &str| {
        let tried = preview.json(&format!("/api/try?lang=en&q=talk+to+a+person&at={at}"));
        let contact = tried["outcome"]["contact"].as_array().unwrap().clone();
        contact.iter().filter(|option| option["open"] == true).count()
    };
    assert!(open(&mut preview, "2026-07-01T12:00") > open(&mut preview, "2026-07-05T03:00"));
    assert_eq!(preview.get("/api/instant?at=never").0, 404);
    assert_eq!(preview.get("/api/try?lang=xx&q=a").0, 404);
    preview.end();
}

#[test]
fn what_is_missing_is_said_with_its_remedy() {
    let package = package();
    let nowhere = package.path().join("nowhere");
    let ran = faqlet([
        "dev".as_ref(),
        nowhere.as_os_str(),
        "--package".as_ref(),
        package.path().as_os_str(),
    ]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("cannot read"), "{}", ran.err);
    let dir = small_shop();
    let ran = faqlet([
        "dev".as_ref(),
        dir.path().as_os_str(),
        "--package".as_ref(),
        dir.path().as_os_str(),
    ]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("no built faqlet package"), "{}", ran.err);
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran = faqlet([
        "dev".as_ref(),
        dir.path().as_os_str(),
        "--package".as_ref(),
        package.path().as_os_str(),
        "--port".as_ref(),
        port.as_ref(),
    ]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("name another with --port"), "{}", ran.err);
}
