//! How the sandbox deals with its callers: politely, as the contract's samples have it, or strictly, as instances are
//! known to (contract, section 19). Whatever differs between the two is named here; `seed::strict` has the data for it.

use crate::schema::{Attribute, Link, Schema};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Polite,
    Strict,
}

/// A schema that nobody can read: XFR-180000 (19.2).
const CLOSED: &str = "nms:dlvExclusion";

/// What an operator's rights do not reach: login, schema. XTK-170019; the console asks for more rights here too (8.6).
pub const BEYOND_RIGHTS: [(&str, &str); 1] = [("viewer", "nms:address")];

/// What the contract infers and nobody has proved: attributes and links by schema (8.2, 8.4, 8.6, 19.4).
const UNPROVEN: [(&str, &[&str]); 3] = [
    ("nms:address", &["@lastError", "@errorCount", "@errorReason", "@quarantineText", "@delivery-id", "delivery"]),
    ("nms:broadLogMsg", &["@firstText"]),
    ("nms:trackingUrl", &["@delivery-id"]),
];

impl Manner {
    pub fn of(strict: bool) -> Self {
        if strict { Self::Strict } else { Self::Polite }
    }

    /// Whether a session is its cookie and the header `X-Security-Token`, and nothing else (19.7).
    pub fn wants_the_cookie(self) -> bool {
        self == Self::Strict
    }

    /// Whether signing in sets the cookie: no source shows that an instance does (19.7).
    pub fn sets_the_cookie(self) -> bool {
        self == Self::Polite
    }

    /// Whether faults keep their causes to themselves, as with `showErrors` off (19.2).
    pub fn hides_causes(self) -> bool {
        self == Self::Strict
    }

    /// Whether refused sessions and passwords are answered in plain text, ended bearer tokens with a code inside (19.1).
    pub fn answers_sessions_its_own_way(self) -> bool {
        self == Self::Strict
    }

    /// The prefix of the envelope: others than the samples' occur (19.6). Adobe's client finds the body only under the
    /// samples' own, so it gets that.
    pub fn prefix(self, is_for_adobes_client: bool) -> &'static str {
        if self == Self::Strict && !is_for_adobes_client { "S" } else { "SOAP-ENV" }
    }

    /// Whether results carry attributes that nobody asked for (19.6).
    pub fn adds_attributes(self) -> bool {
        self == Self::Strict
    }

    /// Rows to skip before a page that begins at `start_line`: the row at its boundary comes twice (19.5).
    pub fn rows_to_skip(self, start_line: u64) -> u64 {
        if self == Self::Strict { start_line.saturating_sub(1) } else { start_line }
    }

    /// Whether an element of the memo with text can be selected by its path (19.2); `data` can, always.
    pub fn selects_memo_leaves(self) -> bool {
        self == Self::Polite
    }

    /// Whether the data has the cases of `seed::strict`.
    pub fn seeds_its_own(self) -> bool {
        self == Self::Strict
    }

    pub fn is_closed(self, schema: &Schema) -> bool {
        self == Self::Strict && schema.name == CLOSED
    }

    pub fn may_read(self, login: &str, schema: &Schema) -> bool {
        self == Self::Polite || !BEYOND_RIGHTS.contains(&(login, schema.name))
    }

    /// An attribute of a schema, if this manner has it.
    pub fn attribute(self, schema: &Schema, path: &str) -> Option<&'static Attribute> {
        schema.attribute(path).filter(|_| self.has(schema, path))
    }

    /// A link of a schema, if this manner has it.
    pub fn link(self, schema: &Schema, name: &str) -> Option<&'static Link> {
        schema.link(name).filter(|_| self.has(schema, name))
    }

    /// Whether a schema has this attribute or link, as far as it is proven.
    pub fn has(self, schema: &Schema, name: &str) -> bool {
        let is_unproven = |(of, names): &(&str, &[&str])| *of == schema.name && names.contains(&name);
        self == Self::Polite || !UNPROVEN.iter().any(is_unproven)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_a_strict_sandbox_withholds_exists_in_a_polite_one() {
        assert!(Schema::find(CLOSED).is_some());
        for (_, schema) in BEYOND_RIGHTS {
            assert!(Schema::find(schema).is_some());
        }
        for (schema, names) in UNPROVEN {
            let schema = Schema::find(schema).unwrap();
            for name in names {
                assert!(schema.attribute(name).is_some() || schema.link(name).is_some(), "{} {name}", schema.name);
            }
        }
    }
}
