//! What carries which characters, and how much of them fits into a message.

use crate::gsm;

/// How the characters of a message are written (3GPP TS 23.038; the data coding of SMPP 3.4, 5.2.19).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// The GSM 7-bit alphabet with its extension table. Units are septets.
    Gsm7,
    /// ISO 8859-1. Units are octets.
    Latin1,
    /// UTF-16, which SMS calls UCS-2. Units have 16 bits.
    Ucs2,
}

/// What fits into a message, in units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Into one that goes alone.
    pub alone: usize,
    /// Into one that is a part of a longer text, and says so in a header.
    pub part: usize,
}

impl Encoding {
    /// How many units a character takes; `None` if this encoding does not have it.
    pub fn units(self, c: char) -> Option<usize> {
        match self {
            Self::Gsm7 => gsm::septets(c),
            Self::Latin1 => (c <= '\u{ff}').then_some(1),
            Self::Ucs2 => Some(c.len_utf16()),
        }
    }

    /// How many units a text takes; `None` if this encoding lacks one of its characters.
    pub fn units_of(self, text: &str) -> Option<usize> {
        text.chars().try_fold(0, |sum, c| Some(sum + self.units(c)?))
    }

    /// What fits into a message of 140 octets (3GPP TS 23.040, 9.2.3.24.1). The header of a part takes 6 octets; for GSM
    /// texts `part_septets` says what it leaves.
    pub fn room(self, part_septets: usize) -> Room {
        match self {
            Self::Gsm7 => Room { alone: 160, part: part_septets },
            Self::Latin1 => Room { alone: 140, part: 134 },
            Self::Ucs2 => Room { alone: 70, part: 67 },
        }
    }

    /// How many messages carry a text that this encoding has, at least one. What two units say together is never cut: the
    /// escape and its code, the halves of a surrogate pair.
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
