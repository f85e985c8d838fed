//! The words of an expression.

use crate::wire::instant;

#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    Text {
        value: String,
        raw: String,
    },
    Integer(i64),
    Real(f64),
    Instant(Option<i64>),
    /// `@id` or anything in brackets.
    Path(String),
    /// A function, a keyword, or a bare element name.
    Word(String),
    /// One of `( ) , = <> < <= > >= + - * /`.
    Symbol(&'static str),
}

/// Symbols, longer ones first. `!=` is another spelling of `<>`.
const SYMBOLS: [(&str, &str); 15] = [
    ("<>", "<>"),
    ("!=", "<>"),
    ("<=", "<="),
    (">=", ">="),
    ("(", "("),
    (")", ")"),
    (",", ","),
    ("=", "="),
    ("<", "<"),
    (">", ">"),
    ("+", "+"),
    ("-", "-"),
    ("*", "*"),
    ("/", "/"),
    (".", "."),
];

/// Splits an expression into words.
///
/// # Errors
/// What is wrong, in words: an open string, bracket or date, or a character that means nothing.
pub fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut rest = text.trim_start();
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '\'' => string(&rest[1..])?,
            '#' => date(&rest[1..])?,
            '[' => {
                let (path, after) = rest[1..].split_once(']').ok_or("A bracket is not closed.")?;
                (Token::Path(path.trim().to_owned()), after)
            }
            '@' => {
                let (name, after) = word(&rest[1..]);
                if name.is_empty() {
                    return Err("An attribute has no name.".to_owned());
                }
                (Token::Path(format!("@{name}")), after)
            }
            '0'..='9' => number(rest)?,
            _ if is_word(first) => {
                let (name, after) = word(rest);
                (Token::Word(name.to_owned()), after)
            }
            _ => {
                let known = SYMBOLS.iter().find(|(spelling, _)| rest.starts_with(spelling));
                let (spelling, symbol) = known.ok_or_else(|| format!("The character '{first}' is not expected."))?;
                (Token::Symbol(symbol), &rest[spelling.len()..])
            }
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    Ok(tokens)
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|character| !is_word(character)).unwrap_or(text.len()))
}

fn string(text: &str) -> Result<(Token, &str), String> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '\'' => {
                let raw = text[..index].to_owned();
                return Ok((Token::Text { value, raw }, &text[index + 1..]));
            }
            '\\' => match characters.next() {
                Some((_, escaped @ ('\\' | '\''))) => value.push(escaped),
                Some((_, other)) => value.extend(['\\', other]),
                None => break,
            },
            other => value.push(other),
        }
    }
    Err("A string is not closed.".to_owned())
}

fn date(text: &str) -> Result<(Token, &str), String> {
    let (date, after) = text.split_once('#').ok_or("A date is not closed.")?;
    if date.trim().is_empty() {
        return Ok((Token::Instant(None), after));
    }
    let at = instant::parse(date).ok_or("A date cannot be read.")?;
    Ok((Token::Instant(Some(at)), after))
}

fn number(text: &str) -> Result<(Token, &str), String> {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let mut end = digits(text);
    if text[end..].starts_with('.') {
        end += 1 + digits(&text[end + 1..]);
    }
    let (number, after) = text.split_at(end);
    if after.starts_with(is_word) {
        return Err("A number runs into a word.".to_owned());
    }
    if let Ok(integer) = number.parse() {
        return Ok((Token::Integer(integer), after));
    }
    let real: f64 = number.parse().map_err(|_| "A number cannot be read.")?;
    if real.is_finite() { Ok((Token::Real(real), after)) } else { Err("A number is too large.".to_owned()) }
}
