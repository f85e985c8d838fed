//! Polite or strict. A polite sandbox behaves as the contract's samples show, a strict one as real instances are known
//! to (contract, section 19). Each difference has a method here; `seed::strict` has data for some of them.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Polite,
    Strict,
}

impl Manner {
    pub fn of(strict: bool) -> Self {
        if strict { Self::Strict } else { Self::Polite }
    }

    /// Whether a session is accepted only as a cookie together with the header `X-Security-Token` (19.7).
    pub fn wants_the_cookie(self) -> bool {
        self == Self::Strict
    }

    /// Whether signing in sets the cookie: no source shows that an instance does (19.7).
    pub fn sets_the_cookie(self) -> bool {
        self == Self::Polite
    }

    /// Whether faults hide their causes, like an instance with `showErrors` off (19.2).
    pub fn hides_causes(self) -> bool {
        self == Self::Strict
    }

    /// Whether a refused session or password is answered in plain text, and an expired bearer token with a code in the
    /// fault (19.1).
    pub fn answers_sessions_its_own_way(self) -> bool {
        self == Self::Strict
    }

    /// The prefix of the envelope. Instances may use another one than the samples (19.6). Adobe's client understands
    /// only that of the samples, so it gets that one.
    pub fn prefix(self, is_for_adobes_client: bool) -> &'static str {
        if self == Self::Strict && !is_for_adobes_client { "S" } else { "SOAP-ENV" }
    }

    /// Whether results have attributes that nobody asked for (19.6).
    pub fn adds_attributes(self) -> bool {
        self == Self::Strict
    }

    /// How many rows a page that begins at `start_line` skips. In a strict sandbox the last row of a page comes again
    /// as the first row of the next page (19.5).
    pub fn rows_to_skip(self, start_line: u64) -> u64 {
        if self == Self::Strict { start_line.saturating_sub(1) } else { start_line }
    }

    /// Whether a text of the memo can be selected by its own path (19.2). The whole memo, `data`, can always be
    /// selected.
    pub fn selects_memo_leaves(self) -> bool {
        self == Self::Polite
    }

    /// Whether the data has the cases of `seed::strict`.
    pub fn seeds_its_own(self) -> bool {
        self == Self::Strict
    }

    /// Whether parts of the schemas are hidden: those that `Schema::strict` names.
    pub fn withholds(self) -> bool {
        self == Self::Strict
    }
}
