//! Drafts in the tab's own storage and with the element, so that they survive a reload, a crash, the session's end, and a
//! host that takes the element away and puts it back. They go with saving, discarding and signing out.

use campaign::value::Id;

use super::draft::{Draft, Kept};
use crate::host::Host;

/// What the names of our entries begin with: a host's page may have its own.
fn prefix(author: &str) -> String {
    format!("sms-dashboard draft {author} ")
}

fn key(author: &str, id: &Id) -> String {
    format!("{}{id}", prefix(author))
}

/// Stores what the server does not have.
pub fn write(host: Host, author: &str, id: &Id, draft: &Draft) {
    let unsaved = draft.is_dirty().then(|| serde_json::to_string(&Kept::of(draft.clone())).ok()).flatten();
    host.store(&key(author, id), unsaved.as_deref());
}

/// What was stored; `None` if there is nothing, or nothing that this version can read.
pub fn read(host: Host, author: &str, id: &Id) -> Option<Draft> {
    let kept: Kept = serde_json::from_str(&host.stored(&key(author, id))?).ok()?;
    Some(kept.draft())
}

/// Forgets everything of an author.
pub fn forget(host: Host, author: &str) {
    host.forget(&prefix(author));
}
