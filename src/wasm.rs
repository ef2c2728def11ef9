//! The JavaScript edge: converts, and does nothing else.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{AskOptions, contact::ShopTime};

/// Gives out memory in bounded time, as Rust's own allocator for WebAssembly does, with a third of
/// its code.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The engine of one language.
#[wasm_bindgen]
pub struct Engine {
    engine: crate::Engine<Vec<u8>>,
}

#[wasm_bindgen]
impl Engine {
    /// Opens an index, with a product's shard joined to it where there is one.
    ///
    /// # Errors
    /// An `Error` whose `code` is `index-corrupt` or `index-version`.
    #[wasm_bindgen(constructor)]
    pub fn new(index: Vec<u8>, shard: Option<Vec<u8>>) -> Result<Engine, JsValue> {
        match crate::Engine::open_with(index, shard) {
            Ok(engine) => Ok(Self { engine }),
            Err(error) => Err(js_error(error.code(), &error.message())),
        }
    }

    /// What to show for a question; for the empty one what to show before anything is asked, which
    /// relates to the entries of `topic`, or without one to the most useful ones.
    /// `limit` is the largest number of entries named, 5 where nothing is said; `now` is the time
    /// on the shop's wall clock, in minutes since 1970-01-01 00:00 on the same clock, every day
    /// having 1440; `facts` is what the page says of the shopper, `key=value` on each line
    /// (`locale`, `tags`, `tier`, `orderStatus`).
    ///
    /// # Errors
    /// None in practice; the conversion of the result could fail.
    pub fn ask(
        &self,
        question: &js_sys::JsString,
        product: Option<String>,
        limit: Option<u32>,
        now: Option<u32>,
        facts: Option<String>,
        topic: Option<String>,
    ) -> Result<JsValue, JsValue> {
        let limit = limit.map_or(AskOptions::default().limit, |limit| limit as usize);
        let now = now.map(ShopTime);
        let options = AskOptions { product, limit, now, facts: facts.unwrap_or_default(), topic };
        to_js(&self.engine.ask(&normalized(question), &options))
    }

    /// The entry with an id, or `undefined`.
    ///
    /// # Errors
    /// None in practice; the conversion of the result could fail.
    pub fn entry(&self, id: &str) -> Result<JsValue, JsValue> {
        to_js(&self.engine.entry(id))
    }
}

/// The engine reads so many characters at most, of two UTF-16 code units each.
const MAX_UNITS: u32 = 1000;

/// The engine wants Unicode Normalization Form KC; JavaScript has the tables for it.
fn normalized(text: &js_sys::JsString) -> String {
    text.slice(0, MAX_UNITS).normalize("NFKC").into()
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(serde_wasm_bindgen::to_value(value)?)
}

fn js_error(code: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    // Setting a property of a fresh object cannot fail.
    let _ = js_sys::Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}
