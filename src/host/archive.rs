//! The archive of a workbook: an object of `workbook/archive.js`, which is loaded when a workbook is asked for.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::download::Saved;
use crate::error::FileError;

/// An archive in the making.
pub struct Archive(JsValue);

impl Archive {
    /// `module` is the script's.
    ///
    /// # Errors
    /// It is not that script.
    pub fn new(module: &JsValue) -> Result<Self, FileError> {
        let made = function(module, "default").and_then(|class| Reflect::construct(&class, &Array::new()).ok());
        made.map(Self).ok_or(FileError::MakerMissing)
    }

    /// Begins a part; the one before is complete.
    ///
    /// # Errors
    /// The browser cannot compress, or has no room.
    pub async fn begin(&self, name: &str) -> Result<(), FileError> {
        self.call("begin", &name.into()).await?;
        Ok(())
    }

    /// Adds to the part, as soon as there is room for more.
    ///
    /// # Errors
    /// The browser cannot compress, or has no room.
    pub async fn write(&self, text: &str) -> Result<(), FileError> {
        self.call("write", &Uint8Array::from(text.as_bytes())).await?;
        Ok(())
    }

    /// The whole file.
    ///
    /// # Errors
    /// The browser cannot compress, or has no room.
    pub async fn finish(&self, mime_type: &str) -> Result<Saved, FileError> {
        let file: Result<Blob, _> = self.call("finish", &mime_type.into()).await?.dyn_into();
        file.ok().and_then(|file| Saved::of(&file)).ok_or(FileError::NoRoom)
    }

    async fn call(&self, method: &str, argument: &JsValue) -> Result<JsValue, FileError> {
        let promise = function(&self.0, method).and_then(|method| method.call1(&self.0, argument).ok());
        let promise = promise.ok_or(FileError::NoRoom)?;
        JsFuture::from(Promise::resolve(&promise)).await.map_err(|_| FileError::NoRoom)
    }
}

fn function(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}
