//! SMS: the content, an editor as long as the delivery is not handed over.

mod draft;
mod editor;
mod page;
mod save;
mod settings;

pub use draft::{Drafts, KeptDrafts};
pub use page::Sms;
