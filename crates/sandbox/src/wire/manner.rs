//! How the sandbox deals with its callers: politely, as the contract's samples have it, or strictly, as instances are
//! known to (contract, section 19). Whatever differs between the two is named here; `seed::strict` has the data for it.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Polite,
    Strict,
}

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

    /// Whether it withholds what schemas say of strict sandboxes (`Schema::strict`).
    pub fn withholds(self) -> bool {
        self == Self::Strict
    }
}
