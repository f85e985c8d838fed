//! The names that a call asks for, read from the call itself, so that no second list can get out of date.

use campaign::access::Access;
use campaign::soap::Call;
use campaign::xml::Element;

/// A query's schema, and the names in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub schema: String,
    pub names: Vec<Name>,
}

/// A path as the query writes it, like `[scheduling/@contactDate]`, or a function over paths, like `Count(@id)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub expression: String,
    /// Whether the query also asks for the label of its code.
    pub is_analyzed: bool,
}

impl Name {
    /// Whether the server computes it from several rows: alone it would read a whole table.
    pub fn is_function(&self) -> bool {
        self.expression.contains('(')
    }
}

impl Asked {
    /// `None` if the call is not a query.
    pub fn by(call: &Call) -> Option<Self> {
        let envelope = Element::parse(&call.request(&Access::none()).body).ok()?;
        let parameters = &envelope.child("Body")?.child(call.method)?.children;
        let query = parameters.iter().find_map(|parameter| parameter.child("queryDef"))?;
        let mut asked = Self { schema: query.text_at("@schema"), names: Vec::new() };
        for part in &query.children {
            for child in &part.children {
                let (expression, is_analyzed) = (child.text_at("@expr"), child.flag("@analyze"));
                let paths = paths(&expression);
                if part.name == "select" && (paths.is_empty() || expression.contains('(')) {
                    // A bare element like `data`, or a function.
                    asked.add(expression, is_analyzed);
                }
                paths.into_iter().for_each(|path| asked.add(path, is_analyzed));
            }
        }
        Some(asked)
    }

    fn add(&mut self, expression: String, is_analyzed: bool) {
        match self.names.iter_mut().find(|known| known.expression == expression) {
            Some(known) => known.is_analyzed |= is_analyzed,
            None => self.names.push(Name { expression, is_analyzed }),
        }
    }

    pub fn has(&self, expression: &str) -> bool {
        self.names.iter().any(|name| name.expression == expression)
    }
}

/// The paths in an expression: `@name` and `[a/@b]`, but not those inside a text or a date.
fn paths(expression: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut rest = expression;
    while let Some(start) = rest.find(['\'', '#', '[', '@']) {
        rest = &rest[start..];
        let end = match rest.as_bytes()[0] {
            b'\'' => end_of_text(rest),
            b'#' => rest[1..].find('#').map_or(rest.len(), |end| end + 2),
            b'[' => rest.find(']').map_or(rest.len(), |end| end + 1),
            _ => rest[1..].find(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(rest.len(), |end| end + 1),
        };
        let (piece, after) = rest.split_at(end);
        if piece.starts_with(['[', '@']) {
            paths.push(piece.to_owned());
        }
        rest = after;
    }
    paths
}

/// The rest after the quote that closes the text at the start of `rest`.
fn end_of_text(rest: &str) -> usize {
    let mut is_escaped = false;
    for (index, c) in rest.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '\'' => return index + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use campaign::query::Query;

    use super::*;

    #[test]
    fn paths_are_told_from_what_they_are_compared_with() {
        for (expression, expected) in [
            ("@id", vec!["@id"]),
            ("[@delivery-id]=7", vec!["[@delivery-id]"]),
            ("CountDistinct([@broadLog-id])", vec!["[@broadLog-id]"]),
            (r"@label LIKE '%[a]\'@b%' OR @code LIKE 'é@c'", vec!["@label", "@code"]),
            ("[a/@b] >= #2024-12-01# OR ([a/@b] IS NULL AND @created >= #@x#)", vec!["[a/@b]", "[a/@b]", "@created"]),
            ("data", vec![]),
            ("@open = 'never closed", vec!["@open"]),
        ] {
            assert_eq!(paths(expression), expected, "{expression}");
        }
    }

    #[test]
    fn a_query_names_what_it_selects_narrows_by_and_sorts_by() {
        let query = Query::select("nms:delivery", 0, 1).analyzed("@state").node("data").aliased("Count(@id)", "@n");
        let asked = Asked::by(&query.filter("@state=45").order("[a/@b]", true).call()).unwrap();
        let names: Vec<_> = asked.names.iter().map(|name| (name.expression.as_str(), name.is_analyzed)).collect();
        let expected = [("@state", true), ("data", false), ("Count(@id)", false), ("@id", false), ("[a/@b]", false)];
        assert_eq!((asked.schema.as_str(), names), ("nms:delivery", expected.to_vec()));
        assert_eq!(Asked::by(&Call::new("xtk:session", "Logoff")), None);
    }
}
