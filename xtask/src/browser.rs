//! Browsers for the tests: those asked for, those that are installed, or new ones.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::project;
use crate::shell::{Shell, npm, output, program};

/// A program that the tests start, and where it comes from.
pub struct Browser {
    /// The environment variable that asks for one by its path, and that the tests read.
    pub variable: &'static str,
    /// Commands by which it is installed, in order of preference.
    commands: &'static [&'static str],
    /// An argument with which it starts, prints something and ends.
    probe: &'static str,
    /// Debian's packages of it, and of what it needs beside it.
    packages: &'static [&'static str],
}

/// What Playwright drives, for most tests.
pub const CHROMIUM: Browser = Browser {
    variable: "CHROME",
    commands: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    probe: "--version",
    // chromium brings no fonts of its own; without one that has Arabic letters, the Arabic pages
    // would be tested on placeholder boxes.
    packages: &["chromium", "fonts-dejavu-core"],
};

/// What Puppeteer drives, for the tests in other engines.
const FIREFOX: Browser = Browser {
    variable: "FIREFOX",
    commands: &["firefox-esr", "firefox"],
    probe: "--version",
    packages: &["firefox-esr"],
};

/// What drives WebKitGTK's own small browser, which comes with it.
const WEBKIT: Browser = Browser {
    variable: "WEBKIT_DRIVER",
    commands: &["WebKitWebDriver"],
    probe: "--help",
    packages: &["webkit2gtk-driver"],
};

/// What gives a browser that needs a display one that nobody sees.
const DISPLAY: Browser = Browser {
    variable: "XVFB_RUN",
    commands: &["xvfb-run"],
    probe: "--help",
    packages: &["xvfb", "xauth"],
};

/// What the tests in other engines start, besides Chromium.
pub const OTHERS: [&Browser; 3] = [&FIREFOX, &WEBKIT, &DISPLAY];

/// Makes sure that all of [`OTHERS`] are there.
///
/// # Errors
/// As [`Browser::find_or_install`].
pub fn other_engines(shell: &mut Shell) -> Result<()> {
    for browser in OTHERS {
        let path = browser.find_or_install(shell)?;
        shell.note(&format!("using {}", path.display()));
    }
    Ok(())
}

impl Browser {
    /// The path of one that starts, if there is one.
    ///
    /// # Errors
    /// When the environment variable names something that does not start: a browser that was
    /// asked for by name is never replaced by another.
    pub fn find(&self) -> Result<Option<PathBuf>> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders: Vec<_> = std::env::split_paths(&path).collect();
        let asked_for = std::env::var_os(self.variable);
        self.choose(
            asked_for.as_deref(),
            &folders,
            || if self.is_chromium() { playwrights_own() } else { None },
            |browser| starts(browser, self.probe),
        )
    }

    /// The path of one that starts, after installing it if there is none.
    ///
    /// # Errors
    /// As [`Browser::find`], or when no way of installing it works here.
    pub fn find_or_install(&self, shell: &mut Shell) -> Result<PathBuf> {
        if let Some(browser) = self.find()? {
            return Ok(browser);
        }
        let mut failed = Vec::new();
        for (who, install) in [
            ("Debian's", Self::install_debians as fn(&Self, &mut Shell) -> Result<bool>),
            ("Playwright's", Self::install_playwrights),
        ] {
            match install(self, shell) {
                Ok(true) => match self.find()? {
                    Some(browser) => return Ok(browser),
                    None => failed.push(format!("{who} was installed but does not start")),
                },
                Ok(false) => {}
                Err(error) => failed.push(format!("{who}: {error:#}")),
            }
        }
        let (name, variable) = (self.commands[0], self.variable);
        bail!("no {name}: install it or set {variable} to one ({})", failed.join("; "))
    }

    fn choose(
        &self,
        asked_for: Option<&OsStr>,
        folders: &[PathBuf],
        playwrights_own: impl FnOnce() -> Option<PathBuf>,
        starts: impl Fn(&Path) -> bool,
    ) -> Result<Option<PathBuf>> {
        if let Some(browser) = asked_for.filter(|name| !name.is_empty()) {
            let browser = PathBuf::from(browser);
            if !starts(&browser) {
                bail!("{} names {}, which does not start", self.variable, browser.display());
            }
            return Ok(Some(browser));
        }
        // Names outrank folders, so that the choice does not depend on the order of the PATH.
        let mut on_path = self
            .commands
            .iter()
            .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        if let Some(browser) = on_path.find(|browser| starts(browser)) {
            return Ok(Some(browser));
        }
        Ok(playwrights_own().filter(|browser| starts(browser)))
    }

    fn is_chromium(&self) -> bool {
        self.variable == CHROMIUM.variable
    }

    fn install_debians(&self, shell: &mut Shell) -> Result<bool> {
        let is_root = output(program("id").arg("-u")).is_ok_and(|id| id == "0");
        if !is_root || output(program("apt-get").arg("--version")).is_err() {
            return Ok(false);
        }
        shell.note(&format!("no {} found: installing Debian's", self.commands[0]));
        let apt = |args: &[&str]| {
            let mut command = program("apt-get");
            command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
            command
        };
        shell.run(&mut apt(&["update"]))?;
        let install = ["install", "--yes", "--no-install-recommends"];
        shell.run(apt(&install).args(self.packages)).context("apt-get")?;
        Ok(true)
    }

    fn install_playwrights(&self, shell: &mut Shell) -> Result<bool> {
        if !self.is_chromium() {
            return Ok(false);
        }
        shell.note("no browser found: installing Playwright's chromium");
        shell.run(npm().args(["exec", "--", "playwright-core", "install", "chromium"]))?;
        Ok(true)
    }
}

/// Starting it is the only sure test: some systems have a `chromium-browser` that merely says how
/// to install the real one.
fn starts(browser: &Path, probe: &str) -> bool {
    browser.is_file() && output(program(browser).arg(probe)).is_ok()
}

/// Where Playwright would keep its own browser; the file need not be there.
fn playwrights_own() -> Option<PathBuf> {
    let script = "console.log(require('playwright-core').chromium.executablePath())";
    let path = output(program("node").current_dir(project::www()).args(["-e", script])).ok()?;
    (!path.is_empty()).then(|| PathBuf::from(path))
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
        CHROMIUM.choose(
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
        let message = error.to_string();
        assert!(message.contains("/opt/gone") && message.contains("CHROME"), "{message}");
    }
}
