//! The text of an SMS: filled in for one person, its links, and how many SMS it takes (contract, section 13).

use crate::store::memo;
use crate::wire::xml::Element;

/// The text of a delivery's memo. An old delivery keeps it in `smsContent` (contract 8.1).
pub fn source(memo: &Element) -> String {
    let at = |path| memo::get(memo, path).filter(|text| !text.trim().is_empty());
    at("content/sms/source").or_else(|| at("smsParameters/smsContent")).unwrap_or_default()
}

/// Fills in fields like `<%= recipient.firstName %>` with the values of a person. Scripts (`<% … %>`) and blocks (`<%@
/// … %>`) are removed.
///
/// # Errors
/// Why the text cannot be filled in, in words for the journal.
pub fn render(source: &str, person: &[(&str, &str)]) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("<%") {
        text.push_str(before);
        let Some((code, following)) = after.split_once("%>") else {
            return Err("A personalization field is not closed: '%>' is missing.".to_owned());
        };
        if let Some(path) = code.strip_prefix('=') {
            let path = path.trim();
            let field = path.rsplit('.').next().unwrap_or(path).trim_start_matches('@');
            let known = person.iter().find(|(name, _)| *name == field);
            let (_, value) = known.ok_or_else(|| format!("The personalization field '{path}' is unknown."))?;
            text.push_str(value);
        }
        rest = following;
    }
    text.push_str(rest);
    Ok(text)
}

/// The links of a text, each once, in their order.
pub fn links(source: &str) -> Vec<String> {
    let mut links: Vec<String> = Vec::new();
    for word in source.split(|character: char| character.is_whitespace() || matches!(character, '<' | '>' | '"')) {
        let Some(start) = word.find("https://").or_else(|| word.find("http://")) else { continue };
        let link = word[start..].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '»', '。']);
        if !links.iter().any(|known| known == link) {
            links.push(link.to_owned());
        }
    }
    links
}

/// Characters of the GSM alphabet that take one septet, without ASCII letters and digits.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
/// Characters that take two septets.
const EXTENDED: &str = "^{}\\[~]|€\u{c}";

/// How many SMS a text takes: an estimate, before it is filled in.
pub fn parts(source: &str) -> i64 {
    let mut text = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("<%") {
        text.push_str(before);
        rest = after.split_once("%>").map_or("", |(_, following)| following);
    }
    text.push_str(rest);
    let septets = text.chars().try_fold(0, |sum: usize, character| match character {
        character if character.is_ascii_alphanumeric() || BASIC.contains(character) => Some(sum + 1),
        character if EXTENDED.contains(character) => Some(sum + 2),
        _ => None,
    });
    let (length, single, each) = match septets {
        Some(septets) => (septets, 160, 152),
        None => (text.encode_utf16().count(), 70, 67),
    };
    if length <= single { 1 } else { i64::try_from(length.div_ceil(each)).unwrap_or(i64::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_filled_in_and_scripts_leave_nothing() {
        let person = [("firstName", "Zoë")];
        let text = "<%@ include view='x' %>Hi <%= recipient.firstName %><% if (x) %>!";
        assert_eq!(render(text, &person), Ok("Hi Zoë!".to_owned()));
        assert!(render("<%= recipient.shoeSize %>", &person).is_err_and(|why| why.contains("recipient.shoeSize")));
        assert!(render("Hi <%= recipient.firstName", &person).is_err());
    }

    #[test]
    fn links_end_before_punctuation_and_count_once() {
        let text = "See https://a.example.com/x, or https://a.example.com/x. (http://b.example.com)";
        assert_eq!(links(text), ["https://a.example.com/x", "http://b.example.com"]);
    }

    #[test]
    fn parts_are_those_of_the_alphabet_that_the_text_needs() {
        assert_eq!([parts(&"a".repeat(160)), parts(&"a".repeat(161)), parts(&"€".repeat(80))], [1, 2, 1]);
        assert_eq!([parts(&"ê".repeat(70)), parts(&"ê".repeat(71)), parts("")], [1, 2, 1]);
    }
}
