//! A Chromium for the browser tests: the one asked for, one that is installed, or a new one.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::project;
use crate::shell::{Shell, npm, output, program};

/// Commands by which browsers that Playwright can drive are installed, in order of preference.
const COMMANDS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The path of a browser that starts, if there is one.
///
/// # Errors
/// When the environment variable `CHROME` names something that does not start: a browser that
/// was asked for by name is never replaced by another.
pub fn find() -> Result<Option<PathBuf>> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    choose(std::env::var_os("CHROME").as_deref(), &folders, playwrights_own, starts)
}

/// The path of a browser, after installing one if there is none.
///
/// # Errors
/// As [`find`], or when no way of installing one works here.
pub fn find_or_install(shell: &mut Shell) -> Result<PathBuf> {
    if let Some(browser) = find()? {
        return Ok(browser);
    }
    let mut failed = Vec::new();
    for (what, install) in [
        ("Debian's chromium", from_debian as fn(&mut Shell) -> Result<bool>),
        ("Playwright's chromium", from_playwright),
    ] {
        match install(shell) {
            Ok(true) => match find()? {
                Some(browser) => return Ok(browser),
                None => failed.push(format!("{what} was installed but does not start")),
            },
            Ok(false) => {}
            Err(error) => failed.push(format!("{what}: {error:#}")),
        }
    }
    bail!("no browser: install Chromium or set CHROME to one ({})", failed.join("; "))
}

fn choose(
    asked_for: Option<&OsStr>,
    folders: &[PathBuf],
    playwrights_own: impl FnOnce() -> Option<PathBuf>,
    starts: impl Fn(&Path) -> bool,
) -> Result<Option<PathBuf>> {
    if let Some(browser) = asked_for.filter(|name| !name.is_empty()) {
        let browser = PathBuf::from(browser);
        if !starts(&browser) {
            bail!("CHROME names {}, which does not start", browser.display());
        }
        return Ok(Some(browser));
    }
    // Names outrank folders, so that the choice does not depend on the order of the PATH.
    let mut on_path =
        COMMANDS.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    if let Some(browser) = on_path.find(|browser| starts(browser)) {
        return Ok(Some(browser));
    }
    Ok(playwrights_own().filter(|browser| starts(browser)))
}

/// Starting it is the only sure test: some systems have a `chromium-browser` that merely says how
/// to install the real one.
fn starts(browser: &Path) -> bool {
    browser.is_file() && output(program(browser).arg("--version")).is_ok()
}

/// Where Playwright would keep its own browser; the file need not be there.
fn playwrights_own() -> Option<PathBuf> {
    let script = "console.log(require('playwright-core').chromium.executablePath())";
    let path = output(program("node").current_dir(project::www()).args(["-e", script])).ok()?;
    (!path.is_empty()).then(|| PathBuf::from(path))
}

fn from_debian(shell: &mut Shell) -> Result<bool> {
    let is_root = output(program("id").arg("-u")).is_ok_and(|id| id == "0");
    if !is_root || output(program("apt-get").arg("--version")).is_err() {
        return Ok(false);
    }
    shell.note("no browser found: installing Debian's chromium");
    let apt = |args: &[&str]| {
        let mut command = program("apt-get");
        command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    shell.run(&mut apt(&["update"]))?;
    // chromium brings no fonts of its own; without one that has Arabic letters, the Arabic pages
    // would be tested on placeholder boxes.
    let packages = ["chromium", "fonts-dejavu-core"];
    let install = ["install", "--yes", "--no-install-recommends"];
    shell.run(apt(&install).args(packages)).context("apt-get")?;
    Ok(true)
}

fn from_playwright(shell: &mut Shell) -> Result<bool> {
    shell.note("no browser found: installing Playwright's chromium");
    shell.run(npm().args(["exec", "--", "playwright-core", "install", "chromium"]))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDERS: [&str; 2] = ["/home/user/bin", "/usr/bin"];

    fn chosen(
        asked_for: Option<&str>,
        own: Option<&str>,
        there: &[&str],
    ) -> Result<Option<PathBuf>> {
        choose(
            asked_for.map(OsStr::new),
            &FOLDERS.map(PathBuf::from),
            || own.map(PathBuf::from),
            |browser| there.iter().any(|path| Path::new(path) == browser),
        )
    }

    #[test]
    fn each_place_is_tried_only_when_those_before_it_have_nothing() {
        let mut there = vec![
            "/opt/mine",
            "/home/user/bin/chromium",
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/home/user/bin/google-chrome",
            "/usr/bin/google-chrome-stable",
            "/cache/playwright/chrome",
        ];
        let own = Some("/cache/playwright/chrome");
        while let Some(&first) = there.first() {
            let asked_for = (first == "/opt/mine").then_some("/opt/mine");
            let browser = chosen(asked_for, own, &there).expect("starts");
            assert_eq!(browser.as_deref(), Some(Path::new(first)));
            there.remove(0);
        }
        assert_eq!(chosen(None, own, &[]).expect("nothing asked for"), None);
        assert_eq!(chosen(None, None, &[]).expect("nothing asked for"), None);
    }

    #[test]
    fn an_empty_chrome_variable_asks_for_nothing() {
        let browser = chosen(Some(""), None, &["/usr/bin/chromium"]).expect("starts");
        assert_eq!(browser, Some(PathBuf::from("/usr/bin/chromium")));
    }

    #[test]
    fn a_browser_asked_for_by_name_is_never_replaced() {
        let error = chosen(Some("/opt/gone"), None, &["/usr/bin/chromium"]).expect_err("gone");
        assert!(error.to_string().contains("/opt/gone"), "{error}");
    }
}
