//! A file that is made on the page and saved by the browser.

use js_sys::{Array, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::error::FileError;

/// A file in the making. The browser keeps its parts, outside of the app's memory; nobody has it before it is whole.
#[derive(Default)]
pub struct Download(Array);

impl Download {
    pub fn is_empty(&self) -> bool {
        self.0.length() == 0
    }

    /// # Errors
    /// The browser has no room for it.
    pub fn add(&self, text: &str) -> Result<(), FileError> {
        let bytes = Uint8Array::from(text.as_bytes());
        let part = Blob::new_with_u8_array_sequence(&Array::of1(&bytes)).map_err(|_| FileError::NoRoom)?;
        self.0.push(&part);
        Ok(())
    }

    /// The whole file.
    ///
    /// # Errors
    /// The browser has no room for it.
    pub fn finish(&self, mime_type: &str) -> Result<Saved, FileError> {
        let options = BlobPropertyBag::new();
        options.set_type(mime_type);
        let file = Blob::new_with_blob_sequence_and_options(&self.0, &options).ok();
        file.and_then(|file| Saved::of(&file)).ok_or(FileError::NoRoom)
    }
}

/// A file that the browser keeps until this is dropped, by its address on this page.
pub struct Saved(String);

impl Saved {
    pub(super) fn of(file: &Blob) -> Option<Self> {
        Url::create_object_url_with_blob(file).ok().map(Self)
    }

    /// Puts the file under this name where the browser puts downloads, or asks the user where.
    pub fn save(&self, name: &str) {
        let Ok(link) = document().create_element("a").map(JsCast::unchecked_into::<HtmlAnchorElement>) else { return };
        link.set_href(&self.0);
        link.set_download(name);
        link.click();
    }
}

impl Drop for Saved {
    fn drop(&mut self) {
        // Revoking cannot fail.
        let _ = Url::revoke_object_url(&self.0);
    }
}
