//! Patterns of texts that differ only in numbers: `SR * DELIVRD 000`, in which `*` stands for any text.

use crate::value::escape_for_like;

/// A word with more digits is never part of a pattern: it may identify a person or a message.
const MOST_DIGITS: usize = 4;

/// The patterns of these texts and how many rows have a text of the pattern. Each text comes with the number of rows
/// that have it.
pub fn patterns(texts: &[(String, i64)]) -> Vec<(String, i64)> {
    let mut similar: Vec<(String, Vec<Vec<&str>>)> = Vec::new();
    for (text, _) in texts {
        let words: Vec<&str> = text.split(' ').collect();
        let masked = join(words.iter().map(|word| if n_digits(word) > 0 || is_broken(word) { "*" } else { word }));
        match similar.iter_mut().find(|(known, _)| *known == masked) {
            Some((_, texts)) => texts.push(words),
            None => similar.push((masked, vec![words])),
        }
    }
    let mut found: Vec<(String, i64)> = Vec::new();
    for pattern in similar.iter().map(|(_, texts)| common(texts)) {
        if found.iter().all(|(known, _)| *known != pattern) {
            // A text may be of several patterns: the number says how many rows the pattern finds.
            let n = texts.iter().filter(|(text, _)| is_of(&pattern, text)).map(|(_, n)| n).sum();
            found.push((pattern, n));
        }
    }
    found
}

/// The pattern of texts whose words differ only in digits: a number that all of them have stays.
fn common(texts: &[Vec<&str>]) -> String {
    let first = texts.first().map(Vec::as_slice).unwrap_or_default();
    join(first.iter().enumerate().map(|(index, word)| {
        let is_common = texts.iter().all(|words| words.get(index) == Some(word));
        if n_digits(word) > MOST_DIGITS || is_broken(word) || !is_common { "*" } else { word }
    }))
}

fn join<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

/// Digits of any script.
fn n_digits(word: &str) -> usize {
    word.chars().filter(|c| c.is_numeric()).count()
}

/// A pattern is one line.
fn is_broken(word: &str) -> bool {
    word.chars().any(char::is_control)
}

/// Whether a text is of a pattern.
pub fn is_of(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// The literal of `LIKE` for a pattern (contract 4).
pub(super) fn like_literal(pattern: &str) -> String {
    let parts: Vec<String> = pattern.split('*').map(escape_for_like).collect();
    format!("'{}'", parts.join("%"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(texts: &[(&str, i64)]) -> Vec<(String, i64)> {
        patterns(&texts.iter().map(|(text, n)| ((*text).to_owned(), *n)).collect::<Vec<_>>())
    }

    #[test]
    fn texts_that_differ_in_numbers_are_one_pattern() {
        let texts = [
            ("SR 4711 DELIVRD 000", 3),
            ("SR 4712 DELIVRD 000", 4),
            ("SR 4713 UNDELIV 001", 1),
            ("SR 4714 UNDELIV 027", 1),
            ("Message to '*' pushed to the connector.", 5),
        ];
        let expected = [("SR * DELIVRD 000", 7), ("SR * UNDELIV *", 2), ("Message to '*' pushed to the connector.", 5)];
        assert_eq!(found(&texts), expected.map(|(pattern, n)| (pattern.to_owned(), n)));
    }

    #[test]
    fn a_long_number_is_in_no_pattern() {
        assert_eq!(found(&[("Sent to +33639980001", 1)]), [("Sent to *".to_owned(), 1)]);
        assert_eq!(found(&[("Sent to ٠٦٣٩٩٨٠٠", 1)]), [("Sent to *".to_owned(), 1)]);
    }

    #[test]
    fn a_pattern_is_a_literal_of_like() {
        assert_eq!(like_literal("a% * '_"), r"'a\% % \'\_'");
    }

    proptest! {
        #[test]
        fn each_text_is_of_a_pattern(texts in prop::collection::vec(("[ab1*%\\n ]{0,8}", 0..9_i64), 0..12)) {
            let found = patterns(&texts);
            for (text, _) in &texts {
                prop_assert!(found.iter().any(|(pattern, _)| is_of(pattern, text)), "{} in {:?}", text, found);
            }
        }

        #[test]
        fn a_text_is_of_a_pattern_as_a_regular_expression_says(pattern in "[ab*]{0,6}", text in "[ab]{0,8}") {
            let expression = format!("^{}$", pattern.replace('*', ".*"));
            prop_assert_eq!(is_of(&pattern, &text), regex::Regex::new(&expression).is_ok_and(|it| it.is_match(&text)));
        }
    }
}
