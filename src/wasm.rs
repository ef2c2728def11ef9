//! The JavaScript edge: converts, and does nothing else.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::AskOptions;

/// The engine of one language.
#[wasm_bindgen]
pub struct Engine {
    engine: crate::Engine<Vec<u8>>,
}

#[wasm_bindgen]
impl Engine {
    /// Opens an index for a contact desk (the manifest's `contact` of the same language).
    ///
    /// # Errors
    /// An `Error` whose `code` is `index-corrupt`, `index-version` or `invalid-argument`.
    #[wasm_bindgen(constructor)]
    pub fn new(index: Vec<u8>, contact: JsValue) -> Result<Engine, JsValue> {
        let desk = from_js(contact)?;
        match crate::Engine::open(index, desk) {
            Ok(engine) => Ok(Self { engine }),
            Err(error) => Err(js_error(error.code(), &error.to_string())),
        }
    }

    /// What to show for a question.
    ///
    /// # Errors
    /// An `Error` whose `code` is `invalid-argument`, when the options are not of their form.
    pub fn ask(&self, question: &js_sys::JsString, options: JsValue) -> Result<JsValue, JsValue> {
        let options = if options.is_undefined() { AskOptions::default() } else { from_js(options)? };
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

/// The engine wants Unicode Normalization Form KC; JavaScript has the tables for it.
fn normalized(text: &js_sys::JsString) -> String {
    text.normalize("NFKC").into()
}

fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| js_error("invalid-argument", &error.to_string()))
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    serde_wasm_bindgen::to_value(value)
        .map_err(|error| js_error("invalid-argument", &error.to_string()))
}

fn js_error(code: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    // Setting a property of a fresh object cannot fail.
    let _ = js_sys::Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}
