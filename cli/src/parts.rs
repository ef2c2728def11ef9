//! Doing the parts of a catalogue, several at a time where there are threads.

use anyhow::Result;

use crate::catalogue::{Kept, PARTS};

/// Has each part worked on, and hands on what came of it in the order of the parts.
///
/// # Errors
/// When a part cannot be read, and those of `done`.
#[cfg(not(target_family = "wasm"))]
pub fn each<T: Send>(
    kept: &mut Kept,
    work: impl Fn(&[u8]) -> T + Sync,
    mut done: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    use std::collections::BTreeMap;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Mutex, mpsc};
    use std::thread;

    let workers = thread::available_parallelism().map_or(1, |count| count.get().min(16));
    let next = AtomicUsize::new(0);
    let kept = Mutex::new(kept);
    thread::scope(|scope| {
        // Nobody works far ahead of what has been written.
        let (send, results) = mpsc::sync_channel(1);
        for _ in 0..workers {
            let (send, next, kept, work) = (send.clone(), &next, &kept, &work);
            scope.spawn(move || {
                loop {
                    let part = next.fetch_add(1, Ordering::Relaxed);
                    if part >= PARTS {
                        return;
                    }
                    let texts = kept.lock().map(|mut kept| kept.take(part));
                    // Another one has panicked, and the program with it.
                    let Ok(texts) = texts else { return };
                    let result = texts.map(|texts| work(&texts));
                    // Nobody waits for it where something went wrong.
                    if send.send((part, result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let mut wanted = 0;
        for (part, result) in results {
            waiting.insert(part, result?);
            while let Some(result) = waiting.remove(&wanted) {
                done(result)?;
                wanted += 1;
            }
        }
        Ok(())
    })
}

/// The same one after the other.
///
/// # Errors
/// When a part cannot be read, and those of `done`.
#[cfg(target_family = "wasm")]
pub fn each<T>(
    kept: &mut Kept,
    work: impl Fn(&[u8]) -> T,
    mut done: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    (0..PARTS).try_for_each(|part| done(work(&kept.take(part)?)))
}
