//! SMS: the content, with an editor until the delivery is handed over.

mod characters;
mod checklist;
mod checks;
mod conflict;
mod counter;
mod draft;
mod editor;
mod fields;
mod page;
mod passages;
mod save;
mod settings;
mod stored;
mod tally;

pub use checklist::check_line;
pub use checks::open_checks;
pub use draft::Drafts;
pub use fields::{FieldSource, Fields};
pub use page::Sms;
pub use stored::forget;
