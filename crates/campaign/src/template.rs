//! The text of an SMS as its author writes it. Campaign runs the code between `<%` and `%>` for each recipient
//! (contract 13); its output is unknown here.

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text that is sent as it is. `is_certain` is false inside a block of code, which may skip or repeat the text.
    Text { text: &'a str, is_certain: bool },
    /// `<%= recipient.firstName %>`: a value of the recipient, with its name as written.
    Field { text: &'a str, name: &'a str },
    /// Any other code between `<%` and `%>`, or after a `<%` without an end.
    Code { text: &'a str },
}

impl<'a> Piece<'a> {
    /// The piece as it is written.
    pub fn text(self) -> &'a str {
        match self {
            Self::Text { text, .. } | Self::Field { text, .. } | Self::Code { text } => text,
        }
    }
}

/// The pieces of `source`, in order; together they are the whole source.
pub fn pieces(source: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest, mut depth) = (Vec::new(), source, 0);
    while !rest.is_empty() {
        let start = rest.find("<%").unwrap_or(rest.len());
        let (text, code) = rest.split_at(start);
        if !text.is_empty() {
            pieces.push(Piece::Text { text, is_certain: depth == 0 });
        }
        let inside = code.strip_prefix("<%").unwrap_or(code);
        let (inside, after) = match inside.split_once("%>") {
            Some((inside, after)) => (Some(inside), after),
            None => (None, ""),
        };
        let code = &code[..code.len() - after.len()];
        match inside.map(|inside| (inside, inside.strip_prefix('=').map(str::trim))) {
            Some((_, Some(name))) if is_field(name) => pieces.push(Piece::Field { text: code, name }),
            Some((_, Some(_))) => pieces.push(Piece::Code { text: code }),
            Some((inside, None)) => {
                depth = depth_after(depth, inside);
                pieces.push(Piece::Code { text: code });
            }
            None if !code.is_empty() => pieces.push(Piece::Code { text: code }),
            None => {}
        }
        rest = after;
    }
    pieces
}

/// The code that prints a field of the recipient.
pub fn field(name: &str) -> String {
    format!("<%= {name} %>")
}

/// Whether the text consists of names with dots between them.
fn is_field(name: &str) -> bool {
    let is_name = |name: &str| {
        // Names may have letters of every script.
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$') || !c.is_ascii();
        name.starts_with(|c: char| is_part(c) && !c.is_ascii_digit()) && name.chars().all(is_part)
    };
    name.contains('.') && name.split('.').all(is_name)
}

/// The number of open blocks after a piece of code. Braces within quotes are text.
fn depth_after(before: usize, code: &str) -> usize {
    let (mut depth, mut quote) = (before, None);
    let mut characters = code.chars();
    while let Some(c) = characters.next() {
        match (quote, c) {
            (Some(_), '\\') => {
                characters.next();
            }
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    depth
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> Piece<'_> {
        Piece::Text { text, is_certain: true }
    }

    #[test]
    fn a_field_is_distinguished_from_other_code() {
        let found = pieces("Hi <%= recipient.firstName %>!<%@ include view='stop' %><%= 1 + 1 %>");
        let expected = [
            text("Hi "),
            Piece::Field { text: "<%= recipient.firstName %>", name: "recipient.firstName" },
            text("!"),
            Piece::Code { text: "<%@ include view='stop' %>" },
            Piece::Code { text: "<%= 1 + 1 %>" },
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn text_inside_a_condition_is_not_certain() {
        let found = pieces("a<% if (recipient.gender == 1) { %>Mr<% } else { %>Ms<% } %>b");
        let certain: Vec<_> = found
            .iter()
            .filter_map(|piece| match piece {
                Piece::Text { text, is_certain } => Some((*text, *is_certain)),
                _ => None,
            })
            .collect();
        assert_eq!(certain, [("a", true), ("Mr", false), ("Ms", false), ("b", true)]);
    }

    #[test]
    fn a_brace_in_quotes_opens_no_block() {
        assert_eq!(pieces(r#"<% var a = "{\"" %>b"#)[1], text("b"));
    }

    #[test]
    fn code_without_an_end_goes_to_the_end_of_the_text() {
        assert_eq!(pieces("a <%= recipient.x")[1], Piece::Code { text: "<%= recipient.x" });
        assert_eq!(pieces("<%>"), [Piece::Code { text: "<%>" }]);
        assert_eq!(pieces("5 <% 6"), [text("5 "), Piece::Code { text: "<% 6" }]);
        assert_eq!(pieces("100 %> sure"), [text("100 %> sure")]);
    }

    proptest! {
        #[test]
        fn the_pieces_together_are_the_source(source in "([a-z{}'\"=. ]|<%|%>|<%= |é|😀){0,30}") {
            let pieces = pieces(&source);
            prop_assert_eq!(pieces.iter().map(|piece| piece.text()).collect::<String>(), source.as_str());
            prop_assert!(pieces.iter().all(|piece| !piece.text().is_empty()));
        }

        #[test]
        fn a_field_is_read_back(name in "[a-zA-Z_]{1,8}(\\.[a-zA-Z_][a-zA-Z0-9_]{0,8}){1,3}") {
            let text = field(&name);
            prop_assert_eq!(pieces(&text), vec![Piece::Field { text: &text, name: &name }]);
        }
    }
}
