//! The cost of sending a text, as far as it is known before fields have the values of each recipient.

use campaign::template::{Piece, pieces};
use sms_text::{
    Count, Encoding, Settings, character::Look, characters, count, encoding::Room, gsm, replacement::replaced,
};

/// The septets that connectors leave in a part of a long GSM text: Adobe's documents give both numbers (contract 13).
const PART_SEPTETS: [usize; 2] = [153, 152];

/// The cost of a text, its causes, and the possible savings.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// The number of characters that are certainly sent: without code, and without blocks that code may skip.
    pub characters: usize,
    pub encoding: Encoding,
    pub units: usize,
    /// The number of parts, with 153 and with 152 septets in a part.
    pub parts: [usize; 2],
    /// Whether code adds text of unknown length.
    pub is_least: bool,
    /// Whether the text has links to the web, which tracking replaces by other links.
    pub has_links: bool,
    /// The characters that cost more than one unit of GSM 7-bit, each once, in the order of the text.
    pub costly: Vec<Costly>,
    /// The cost with all possible replacements; `None` if this is not cheaper.
    pub replaced: Option<Count>,
}

/// A character that costs more than one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Costly {
    pub text: String,
    /// Unicode's name.
    pub name: Option<&'static str>,
    pub look: Look,
    /// Whether it makes the whole text Unicode; otherwise it costs two septets.
    pub forces_unicode: bool,
    pub replacement: Option<&'static str>,
    /// The number of its occurrences.
    pub times: usize,
    /// The position of the first occurrence, from 1.
    pub first: usize,
}

impl Tally {
    pub fn of(source: &str) -> Self {
        let pieces = pieces(source);
        let certain: String = pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Text { text, is_certain: true } => Some(*text),
                _ => None,
            })
            .collect();
        let [count, count_152] = PART_SEPTETS.map(|part_septets| counted(&certain, part_septets));
        let cheaper = counted(&replaced(&certain), PART_SEPTETS[0]);
        Self {
            characters: certain.chars().count(),
            encoding: count.encoding,
            units: count.units,
            parts: [count.parts, count_152.parts],
            is_least: pieces.iter().any(|piece| !matches!(piece, Piece::Text { .. })),
            has_links: certain.contains("http://") || certain.contains("https://"),
            costly: costly(&pieces),
            replaced: Some(cheaper).filter(|cheaper| {
                cheaper.parts < count.parts || (cheaper.encoding, count.encoding) == (Encoding::Gsm7, Encoding::Ucs2)
            }),
        }
    }

    /// The number of units that its parts can hold.
    pub fn room(&self) -> usize {
        room(self.encoding, self.parts[0])
    }
}

/// The number of units that so many parts can hold.
pub fn room(encoding: Encoding, parts: usize) -> usize {
    let Room { alone, part } = encoding.room(PART_SEPTETS[0]);
    if parts > 1 { parts * part } else { alone }
}

fn counted(text: &str, part_septets: usize) -> Count {
    let settings = Settings { part_septets, ..Settings::default() };
    count(text, &settings).unwrap_or(Count { encoding: Encoding::Ucs2, units: 0, parts: 1 })
}

fn costly(pieces: &[Piece]) -> Vec<Costly> {
    let mut costly: Vec<Costly> = Vec::new();
    let mut place = 1;
    for piece in pieces {
        if let Piece::Text { text, .. } = piece {
            for character in characters(text, Encoding::Gsm7) {
                let forces_unicode = character.forces_unicode();
                if forces_unicode || character.units > Some(1) {
                    match costly.iter_mut().find(|known| known.text == character.text) {
                        Some(known) => known.times += 1,
                        None => costly.push(Costly {
                            text: character.text.to_owned(),
                            name: character.name(),
                            look: character.look(),
                            forces_unicode,
                            replacement: character.replacement,
                            times: 1,
                            first: place,
                        }),
                    }
                }
                place += character.text.chars().count();
            }
        } else {
            place += piece.text().chars().count();
        }
    }
    costly
}

/// The source with one character replaced everywhere, or with all possible replacements; code stays unchanged.
pub fn with_replaced(source: &str, only: Option<&str>) -> String {
    let in_text = |text: &str| match only {
        None => replaced(text).into_owned(),
        Some(only) => characters(text, Encoding::Gsm7)
            .map(|character| {
                if character.text == only { character.replacement } else { None }.unwrap_or(character.text)
            })
            .collect(),
    };
    let pieces = pieces(source).into_iter();
    pieces
        .map(|piece| if let Piece::Text { text, .. } = piece { in_text(text) } else { piece.text().to_owned() })
        .collect()
}

/// The source in runs: ordinary text, characters that force Unicode, and code. `is_unknown` finds fields that the
/// target lacks.
pub fn runs(source: &str, is_unknown: impl Fn(&str) -> bool) -> Vec<(Run, String)> {
    let mut runs: Vec<(Run, String)> = Vec::new();
    let mut push = |run, text: &str| match runs.last_mut() {
        Some((last, run_text)) if *last == run => run_text.push_str(text),
        _ => runs.push((run, text.to_owned())),
    };
    for piece in pieces(source) {
        match piece {
            Piece::Text { text, .. } => {
                for c in text.split_inclusive(|_| true) {
                    let is_gsm = c.chars().all(|c| gsm::septets(c).is_some());
                    push(if is_gsm { Run::Plain } else { Run::Unicode }, c);
                }
            }
            Piece::Field { text, name } => push(if is_unknown(name) { Run::Unknown } else { Run::Code }, text),
            Piece::Code { text } => push(Run::Code, text),
        }
    }
    runs
}

/// The kind of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    Plain,
    /// It makes the text Unicode.
    Unicode,
    /// Campaign runs it for each recipient.
    Code,
    /// A field that the target lacks.
    Unknown,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_curly_quote_makes_three_parts_of_one_and_is_reported() {
        let text = format!("Don’t {}", "a".repeat(140));
        let tally = Tally::of(&text);
        assert_eq!((tally.encoding, tally.units, tally.parts), (Encoding::Ucs2, 146, [3, 3]));
        assert_eq!(tally.room(), 201);
        let [quote] = tally.costly.as_slice() else { panic!("one character forces Unicode") };
        assert_eq!((quote.text.as_str(), quote.replacement, quote.first), ("’", Some("'"), 4));
        let replaced = tally.replaced.unwrap();
        assert_eq!((replaced.encoding, replaced.units, replaced.parts), (Encoding::Gsm7, 146, 1));
    }

    #[test]
    fn code_is_not_counted_and_makes_the_count_a_minimum() {
        let tally = Tally::of("Hi <%= recipient.firstName %>!<% if (a) { %>long<% } %>");
        assert_eq!((tally.characters, tally.units, tally.is_least), (4, 4, true));
        assert!(!Tally::of("plain").is_least);
    }

    #[test]
    fn parts_of_152_and_153_septets_are_both_counted() {
        assert_eq!(Tally::of(&"a".repeat(305)).parts, [2, 3]);
        assert_eq!(Tally::of(&"a".repeat(300)).parts, [2, 2]);
    }

    #[test]
    fn a_euro_sign_costs_two_septets_and_does_not_force_unicode() {
        let tally = Tally::of("€1, €2");
        let [euro] = tally.costly.as_slice() else { panic!("one character costs more") };
        assert_eq!((euro.forces_unicode, euro.times, euro.first), (false, 2, 1));
        assert_eq!(tally.replaced, None);
    }

    #[test]
    fn code_stays_when_characters_are_replaced() {
        let source = "L’été “<%= \"’\" %>”…";
        assert_eq!(with_replaced(source, None), "L'été \"<%= \"’\" %>\"...");
        assert_eq!(with_replaced(source, Some("’")), "L'été “<%= \"’\" %>”…");
    }

    proptest! {
        #[test]
        fn the_runs_together_are_the_source(source in "([a-z’€😀 ]|<%= recipient\\.a %>|<%|%>){0,40}") {
            let runs = runs(&source, |name| name == "recipient.a");
            prop_assert_eq!(runs.iter().map(|(_, text)| text.as_str()).collect::<String>(), source);
            prop_assert!(runs.windows(2).all(|pair| pair[0].0 != pair[1].0));
        }

        #[test]
        fn replacing_gives_the_cost_of_the_tally(source in "([a-z’–ç😀€ ]|<%= recipient\\.a %>){0,200}") {
            let tally = Tally::of(&source);
            let after = Tally::of(&with_replaced(&source, None));
            if let Some(promised) = tally.replaced {
                prop_assert_eq!((promised.encoding, promised.units, promised.parts), (after.encoding, after.units, after.parts[0]));
            } else {
                prop_assert!(after.parts[0] >= tally.parts[0]);
            }
        }
    }
}
