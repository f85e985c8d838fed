//! The characters of each encoding, and the size of its messages.

use crate::gsm;

/// The encoding of a message (3GPP TS 23.038; the data coding of SMPP 3.4, 5.2.19).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// The GSM 7-bit alphabet with its extension table. Units are septets.
    Gsm7,
    /// ISO 8859-1. Units are octets.
    Latin1,
    /// UTF-16, which SMS calls UCS-2. Units have 16 bits.
    Ucs2,
}

/// The size of a message, in units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Of a message that is the whole text.
    pub alone: usize,
    /// Of a message that is one part of a longer text and has a header.
    pub part: usize,
}

impl Encoding {
    /// The number of units of a character; `None` if this encoding lacks it.
    pub fn units(self, c: char) -> Option<usize> {
        match self {
            Self::Gsm7 => gsm::septets(c),
            Self::Latin1 => (c <= '\u{ff}').then_some(1),
            Self::Ucs2 => Some(c.len_utf16()),
        }
    }

    /// The number of units of a text; `None` if this encoding lacks one of its characters.
    pub fn units_of(self, text: &str) -> Option<usize> {
        text.chars().try_fold(0, |sum, c| Some(sum + self.units(c)?))
    }

    /// The size of a message of 140 octets (3GPP TS 23.040, 9.2.3.24.1). The header of a part takes 6 octets; in a GSM
    /// text, `part_septets` are left for the text.
    pub fn room(self, part_septets: usize) -> Room {
        match self {
            Self::Gsm7 => Room { alone: 160, part: part_septets },
            Self::Latin1 => Room { alone: 140, part: 134 },
            Self::Ucs2 => Room { alone: 70, part: 67 },
        }
    }

    /// The number of messages for a text that this encoding has, at least one. Two units that form one character (an
    /// escape and its code, a surrogate pair) stay in one part.
    pub fn parts(self, text: &str, part_septets: usize) -> usize {
        let Room { alone, part } = self.room(part_septets);
        let costs = || text.chars().map(|c| self.units(c).unwrap_or(0));
        if costs().sum::<usize>() <= alone {
            return 1;
        }
        let (mut parts, mut filled) = (1, 0);
        for cost in costs() {
            if filled + cost > part {
                parts += 1;
                filled = 0;
            }
            filled += cost;
        }
        parts
    }
}
