//! What it takes to send a text, as far as that is known before fields are filled in for each recipient.

use campaign::template::{Piece, pieces};
use sms_text::{
    Count, Encoding, Settings, character::Look, characters, count, encoding::Room, gsm, replacement::replaced,
};

/// What connectors leave for a part of a long GSM text, in septets: Adobe's documents say both (contract 13).
const PART_SEPTETS: [usize; 2] = [153, 152];

/// Where a text of several parts or of Unicode comes from, and what would make it cheaper.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// Of what is sent as it is: nothing between `<%` and `%>`, and no block that code may leave out.
    pub characters: usize,
    pub encoding: Encoding,
    pub units: usize,
    /// The parts, where connectors leave 153 septets and where they leave 152.
    pub parts: [usize; 2],
    /// Whether code adds what is not known here.
    pub is_least: bool,
    /// Whether it has links to the web, which tracking replaces by others.
    pub has_links: bool,
    /// Characters that cost more than one unit of GSM 7-bit, each once, in the order of the text.
    pub costly: Vec<Costly>,
    /// What it would take with everything replaced that can be; `None` if that is not cheaper.
    pub replaced: Option<Count>,
}

/// A character that costs more than others.
#[derive(Debug, Clone, PartialEq)]
pub struct Costly {
    pub text: String,
    /// Unicode's name.
    pub name: Option<&'static str>,
    pub look: Look,
    /// Whether it makes the whole text Unicode; otherwise it takes two septets.
    pub forces_unicode: bool,
    pub replacement: Option<&'static str>,
    /// How often it is there.
    pub times: usize,
    /// The number of its first place, from 1.
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

    /// The units that its parts hold.
    pub fn room(&self) -> usize {
        room(self.encoding, self.parts[0])
    }
}

/// The units that so many parts hold.
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

/// The source with one character replaced wherever it is, or all that can be; code stays as it is.
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

/// The source in runs: what is sent as it is, what forces Unicode, and what is code. `is_unknown` tells fields that the
/// target does not have.
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

/// What a stretch of the source is to its author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    Plain,
    /// It makes the text Unicode.
    Unicode,
    /// It is run for each recipient.
    Code,
    /// A field that the target does not have.
    Unknown,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_curly_quote_makes_three_parts_of_one_and_says_so() {
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
    fn code_is_not_counted_and_makes_it_the_least() {
        let tally = Tally::of("Hi <%= recipient.firstName %>!<% if (a) { %>long<% } %>");
        assert_eq!((tally.characters, tally.units, tally.is_least), (4, 4, true));
        assert!(!Tally::of("plain").is_least);
    }

    #[test]
    fn both_are_said_where_152_and_153_septets_make_a_difference() {
        assert_eq!(Tally::of(&"a".repeat(305)).parts, [2, 3]);
        assert_eq!(Tally::of(&"a".repeat(300)).parts, [2, 2]);
    }

    #[test]
    fn a_euro_sign_costs_two_and_forces_nothing() {
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
        fn runs_are_the_source(source in "([a-z’€😀 ]|<%= recipient\\.a %>|<%|%>){0,40}") {
            let runs = runs(&source, |name| name == "recipient.a");
            prop_assert_eq!(runs.iter().map(|(_, text)| text.as_str()).collect::<String>(), source);
            prop_assert!(runs.windows(2).all(|pair| pair[0].0 != pair[1].0));
        }

        #[test]
        fn what_is_promised_is_what_replacing_gives(source in "([a-z’–ç😀€ ]|<%= recipient\\.a %>){0,200}") {
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
