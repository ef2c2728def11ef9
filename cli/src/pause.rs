//! Waiting until it is time to look again, or until the user has had enough.

use std::time::Duration;

use anyhow::Result;

/// Whether to go on.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// The time is over.
    Look,
    /// Ctrl-C was pressed.
    End,
}

/// Waits, and knows of Ctrl-C from its first wait on. What is in work then is finished.
#[cfg(not(target_family = "wasm"))]
pub struct Pause {
    runtime: tokio::runtime::Runtime,
    interrupt: std::pin::Pin<Box<dyn Future<Output = std::io::Result<()>>>>,
}

#[cfg(not(target_family = "wasm"))]
impl Pause {
    /// # Errors
    /// When the system has nothing to wait with.
    pub fn new() -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Self { runtime, interrupt: Box::pin(tokio::signal::ctrl_c()) })
    }

    /// Waits for so long.
    pub fn wait(&mut self, time: Duration) -> Next {
        let Self { runtime, interrupt } = self;
        runtime.block_on(async {
            tokio::select! {
                _ = interrupt => Next::End,
                () = tokio::time::sleep(time) => Next::Look,
            }
        })
    }
}

/// Waits. There are no signals under WASI: Ctrl-C ends the program there, which between two builds
/// or in the midst of one leaves a whole build.
#[cfg(target_family = "wasm")]
pub struct Pause;

#[cfg(target_family = "wasm")]
impl Pause {
    /// # Errors
    /// Never.
    pub fn new() -> Result<Self> {
        Ok(Self)
    }

    /// Waits for so long.
    pub fn wait(&mut self, time: Duration) -> Next {
        std::thread::sleep(time);
        Next::Look
    }
}
