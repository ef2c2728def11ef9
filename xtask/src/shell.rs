//! Running other programs, either in plain view or with their output kept for later.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{ErrorKind, PipeReader, Read as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project;

/// What takes longer than this will not end by itself: the longest step takes a quarter of it.
const LIMIT: Duration = Duration::from_secs(45 * 60);

/// `cargo`, the one that runs this program, in the checkout's root.
pub fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The command line of faqlet, optimised as users run it.
pub fn faqlet() -> Command {
    let mut command = cargo();
    command.args(["run", "--release", "--package", "faqlet-cli", "--bin", "faqlet", "--"]);
    command
}

/// `npm` in the npm package's folder.
pub fn npm() -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(project::www());
    command
}

/// Any program, to be run in the checkout's root.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(project::root());
    command
}

/// Standard output of a quick query such as `node --version`, trimmed.
///
/// # Errors
/// When the program cannot be started or fails; the message has what it wrote to standard error.
pub fn output(command: &mut Command) -> Result<String> {
    let line = display(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("`{line}` could not be started"))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        bail!("`{line}` failed ({}): {}", output.status, reason.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where commands write: to the terminal, or into a transcript that is shown if need be.
pub struct Shell {
    transcript: Option<String>,
    /// How long a command may take whose output is kept; nobody sees that it hangs.
    limit: Duration,
}

impl Shell {
    /// Commands inherit the terminal.
    pub fn shown() -> Self {
        Self { transcript: None, limit: LIMIT }
    }

    /// Commands write into a transcript, standard output and error in the order they came.
    pub fn kept() -> Self {
        Self { transcript: Some(String::new()), limit: LIMIT }
    }

    /// Everything that commands wrote so far; empty for a shell in plain view.
    pub fn transcript(&self) -> &str {
        self.transcript.as_deref().unwrap_or_default()
    }

    /// Tells the user something at once, whether or not commands are in view.
    pub fn note(&self, text: &str) {
        println!("  {text}");
    }

    /// Runs a command to its end.
    ///
    /// # Errors
    /// When it cannot be started or does not succeed.
    pub fn run(&mut self, command: &mut Command) -> Result<()> {
        let line = display(command);
        let status = self.status(command)?;
        if !status.success() {
            bail!("`{line}` failed ({status})");
        }
        Ok(())
    }

    /// Runs a command to its end, however that ends.
    ///
    /// # Errors
    /// When it cannot be started, or was stopped since it did not end.
    pub fn status(&mut self, command: &mut Command) -> Result<ExitStatus> {
        let line = display(command);
        let Some(transcript) = &mut self.transcript else {
            return command.status().with_context(|| format!("`{line}` could not be started"));
        };
        let _ = writeln!(transcript, "$ {line}");
        // One pipe for both streams: the parsers of totals need to know which test binary
        // (named on standard error) a result (on standard output) belongs to.
        let (reader, writer) = std::io::pipe()?;
        command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
        command.env("CARGO_TERM_COLOR", "never").env("NO_COLOR", "1").env_remove("FORCE_COLOR");
        let child = command.spawn();
        // The command holds the pipe's writing ends; while they are open, reading never ends.
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = child.with_context(|| format!("`{line}` could not be started"))?;
        let (bytes, status) = read_to_end(reader, &mut child, self.limit)?;
        transcript.push_str(&String::from_utf8_lossy(&bytes));
        if !transcript.ends_with('\n') {
            transcript.push('\n');
        }
        status
            .with_context(|| format!("`{line}` was stopped: it took longer than {:?}", self.limit))
    }
}

/// What a program writes, and how it ends; nothing for that where it is stopped at a limit.
fn read_to_end(
    mut pipe: PipeReader,
    child: &mut Child,
    limit: Duration,
) -> Result<(Vec<u8>, Option<ExitStatus>)> {
    let (sender, parts) = mpsc::channel();
    // Reading cannot be given up, so a thread of its own does it; at worst it ends with this program.
    thread::spawn(move || {
        let mut part = vec![0; 1 << 16];
        loop {
            match pipe.read(&mut part) {
                Ok(length @ 1..) if sender.send(part[..length].to_vec()).is_ok() => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                _ => break,
            }
        }
    });
    let end = Instant::now() + limit;
    let mut bytes = Vec::new();
    loop {
        match parts.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(part) => bytes.extend(part),
            Err(RecvTimeoutError::Disconnected) => return Ok((bytes, Some(child.wait()?))),
            Err(RecvTimeoutError::Timeout) => {
                child.kill()?;
                child.wait()?;
                return Ok((bytes, None));
            }
        }
    }
}

/// The command as one would type it, for messages.
fn display(command: &Command) -> String {
    let name = std::path::Path::new(command.get_program()).file_stem().unwrap_or_default();
    std::iter::once(name)
        .chain(command.get_args())
        .map(|word| {
            let word = word.to_string_lossy();
            if word.contains(char::is_whitespace) { format!("'{word}'") } else { word.into() }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_shell_has_both_streams_in_order_and_says_how_a_command_failed() {
        let mut shell = Shell::kept();
        let mut command = program("sh");
        command.args(["-c", "echo one; echo two >&2; echo three; exit 7"]);
        let error = shell.run(&mut command).expect_err("exit code 7").to_string();
        assert!(error.starts_with("`sh -c 'echo one;") && error.contains('7'), "{error}");
        let lines: Vec<_> = shell.transcript().lines().skip(1).collect();
        assert_eq!(lines, ["one", "two", "three"]);
    }

    #[test]
    fn what_does_not_end_is_stopped_and_what_it_wrote_is_kept() {
        let mut shell = Shell { limit: Duration::from_secs(1), ..Shell::kept() };
        let mut command = program("sh");
        command.args(["-c", "echo begun; exec sleep 600"]);
        let error = shell.run(&mut command).expect_err("it was stopped").to_string();
        assert!(error.contains("longer than 1s"), "{error}");
        assert!(shell.transcript().ends_with("begun\n"), "{}", shell.transcript());
    }

    #[test]
    fn a_missing_program_is_an_error_that_names_it() {
        for mut shell in [Shell::shown(), Shell::kept()] {
            let error = shell.run(&mut program("no-such-program-here")).expect_err("missing");
            assert!(error.to_string().contains("no-such-program-here"), "{error}");
        }
    }
}
