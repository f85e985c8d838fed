//! The GSM 7-bit alphabet: the default alphabet and its extension table (3GPP TS 23.038, 6.2.1 and 6.2.1.1).

/// The default alphabet, in the order of its codes from 0 to 127. Code 27, the escape to the extension table, is not a
/// character.
pub const DEFAULT: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1b}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// The extension table: each character takes the escape and a code, two septets.
pub const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// The cost of each character below U+0100; 0 if it is not in the alphabet.
const COSTS: [u8; 256] = costs();

const fn costs() -> [u8; 256] {
    let mut costs = [0; 256];
    fill(&mut costs, DEFAULT.as_bytes(), 1);
    fill(&mut costs, EXTENSION.as_bytes(), 2);
    costs[0x1b] = 0;
    costs
}

/// Sets the cost of each character of `text` below U+0100. In UTF-8 it has one byte, or two that begin with C2 or C3.
const fn fill(costs: &mut [u8; 256], text: &[u8], cost: u8) {
    let mut at = 0;
    while at < text.len() {
        let byte = text[at];
        if byte < 0x80 {
            costs[byte as usize] = cost;
        } else if byte == 0xc2 || byte == 0xc3 {
            at += 1;
            costs[((byte & 0x03) as usize) << 6 | (text[at] & 0x3f) as usize] = cost;
        }
        at += 1;
    }
}

/// The number of septets of a character, 1 or 2; `None` if it is not in the alphabet.
pub fn septets(c: char) -> Option<usize> {
    match c {
        '\0'..='\u{ff}' => match COSTS[c as usize] {
            0 => None,
            cost => Some(cost.into()),
        },
        'Δ' | 'Φ' | 'Γ' | 'Λ' | 'Ω' | 'Π' | 'Ψ' | 'Σ' | 'Θ' | 'Ξ' => Some(1),
        '€' => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_has_the_codes_of_the_standard() {
        assert_eq!(DEFAULT.chars().count(), 128);
        // 3GPP TS 23.038, 6.2.1: some codes that differ from ASCII.
        for (code, c) in [(0, '@'), (0x09, 'Ç'), (0x11, '_'), (0x24, '¤'), (0x40, '¡'), (0x60, '¿'), (0x7f, 'à')] {
            assert_eq!(DEFAULT.chars().nth(code), Some(c));
        }
        assert_eq!(EXTENSION.chars().count(), 10);
    }

    #[test]
    fn every_character_has_the_cost_of_its_table() {
        for c in '\0'..=char::MAX {
            let expected = match c {
                '\u{1b}' => None,
                _ if DEFAULT.contains(c) => Some(1),
                _ if EXTENSION.contains(c) => Some(2),
                _ => None,
            };
            assert_eq!(septets(c), expected, "{c:?}");
        }
    }

    #[test]
    fn a_euro_sign_takes_two_septets() {
        assert_eq!(septets('€'), Some(2));
    }

    #[test]
    fn the_alphabet_has_a_capital_c_with_cedilla_but_no_small_one() {
        assert_eq!(septets('Ç'), Some(1));
        assert_eq!(septets('ç'), None);
    }
}
