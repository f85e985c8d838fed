//! Drafts in the tab's storage and on the element. They survive a reload, a crash, the session's end, and a host that
//! moves the element. Saving, discarding and signing out delete them.

use campaign::value::Id;

use super::draft::{Draft, Kept};
use crate::host::Host;

/// The prefix of our keys, because a host's page may have keys of its own.
fn prefix(author: &str) -> String {
    format!("sms-dashboard draft {author} ")
}

fn key(author: &str, id: &Id) -> String {
    format!("{}{id}", prefix(author))
}

/// Stores an unsaved draft.
pub fn write(host: Host, author: &str, id: &Id, draft: &Draft) {
    let unsaved = draft.is_dirty().then(|| serde_json::to_string(&Kept::of(draft.clone())).ok()).flatten();
    host.store(&key(author, id), unsaved.as_deref());
}

/// The stored draft; `None` if there is none, or if this version cannot read it.
pub fn read(host: Host, author: &str, id: &Id) -> Option<Draft> {
    let kept: Kept = serde_json::from_str(&host.stored(&key(author, id))?).ok()?;
    Some(kept.draft())
}

/// Deletes all drafts of an author.
pub fn forget(host: Host, author: &str) {
    host.forget(&prefix(author));
}
