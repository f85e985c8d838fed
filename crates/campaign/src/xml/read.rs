//! The reader: XML 1.0 (fifth edition) with the names of Namespaces in XML, over a text that is already decoded.
//!
//! Systems around Campaign sometimes send characters that XML forbids. One such character costs only itself, not the
//! document (contract 19.6). A forbidden character or reference becomes U+FFFD. Two references to the halves of a
//! surrogate pair become the character. HTML names such as `&nbsp;` become the character of HTML.
//!
//! The reader goes through the text once. It keeps the open elements in a list, without recursion, and checks every
//! slice. So no input makes it panic, and its time grows only with the length of the text.

use std::mem;

use super::{Element, MAX_ATTRIBUTES, MAX_BYTES, MAX_DEPTH, MAX_NODES, XmlError, write::is_allowed};

/// Reads a whole document.
pub fn document(text: &str) -> Result<Element, XmlError> {
    if text.len() > MAX_BYTES {
        return Err(XmlError::TooLarge);
    }
    let mut reader = Reader { whole: text.len(), rest: text, error: XmlError::Malformed(0) };
    reader.document().ok_or(reader.error)
}

struct Reader<'a> {
    /// The length of the document.
    whole: usize,
    /// The text that is still unread.
    rest: &'a str,
    /// The error, if there is one; then every method returns `None`. Returning the error itself would make larger code.
    error: XmlError,
}

impl<'a> Reader<'a> {
    /// Reads the document from its start.
    fn document(&mut self) -> Option<Element> {
        self.eat("\u{feff}");
        let start = self.rest;
        // The outermost element has no name; its only child is the root.
        let mut here = Element::default();
        // The open elements around `here`, each with the name that closes the element inside it.
        let mut around: Vec<(&str, Element)> = Vec::new();
        let mut n_nodes = 0;
        loop {
            let is_inside = !around.is_empty();
            if is_inside {
                self.text("<", &mut here.text)?;
            } else {
                self.space();
                if self.rest.is_empty() {
                    return here.children.pop().or_else(|| self.malformed(""));
                }
            }
            let place = self.rest;
            if self.eat("<!--") {
                self.skip("--")?;
                self.expect("-->")?;
            } else if self.eat("<?") {
                self.instruction(place.len() == start.len())?;
            } else if is_inside && self.eat("<![CDATA[") {
                self.text("]]>", &mut here.text)?;
                self.expect("]]>")?;
            } else if self.eat("<!DOCTYPE") {
                return self.give_up(XmlError::Dtd);
            } else {
                self.expect("<")?;
                let ends = if self.eat("/") {
                    let place = self.rest;
                    let (name, _) = self.name()?;
                    if around.last().is_none_or(|(open, _)| *open != name) {
                        return self.malformed(place);
                    }
                    self.space();
                    true
                } else {
                    if !is_inside && !here.children.is_empty() {
                        return self.malformed(place);
                    }
                    if around.len() == MAX_DEPTH {
                        return self.give_up(XmlError::TooDeep);
                    }
                    let (name, local) = self.name()?;
                    let attributes = self.attributes()?;
                    n_nodes += 1 + attributes.len();
                    if n_nodes > MAX_NODES {
                        return self.give_up(XmlError::TooManyNodes);
                    }
                    let element = Element { name: local.to_owned(), attributes, ..Element::default() };
                    around.push((name, mem::replace(&mut here, element)));
                    self.eat("/")
                };
                self.expect(">")?;
                if ends && let Some((_, parent)) = around.pop() {
                    let done = mem::replace(&mut here, parent);
                    here.children.push(done);
                }
            }
        }
    }

    /// Fails at `rest`, an end of the document that begins with an error.
    fn malformed<T>(&mut self, rest: &str) -> Option<T> {
        self.give_up(XmlError::Malformed((self.whole - rest.len()) as u64))
    }

    fn give_up<T>(&mut self, error: XmlError) -> Option<T> {
        self.error = error;
        None
    }

    fn eat(&mut self, token: &str) -> bool {
        let after = self.rest.strip_prefix(token);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn expect(&mut self, token: &str) -> Option<()> {
        if self.eat(token) { Some(()) } else { self.malformed(self.rest) }
    }

    /// Skips white space; true if there was some.
    fn space(&mut self) -> bool {
        let before = self.rest.len();
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
        self.rest.len() < before
    }

    /// The text that was read since `rest` was the unread text.
    fn since(&self, rest: &'a str) -> &'a str {
        rest.get(..rest.len() - self.rest.len()).unwrap_or_default()
    }

    /// Reads a name without a colon.
    fn plain_name(&mut self) -> Option<&'a str> {
        let place = self.rest;
        let after = place.strip_prefix(starts_name).or_else(|| self.malformed(place))?;
        self.rest = after.trim_start_matches(continues_name);
        Some(self.since(place))
    }

    /// Reads a name with or without a prefix; returns it whole and without the prefix.
    fn name(&mut self) -> Option<(&'a str, &'a str)> {
        let place = self.rest;
        let mut local = self.plain_name()?;
        if self.eat(":") {
            local = self.plain_name()?;
        }
        Some((self.since(place), local))
    }

    /// Reads attributes until something else follows.
    fn attributes(&mut self) -> Option<Vec<(String, String)>> {
        let mut names = Vec::new();
        let mut attributes = Vec::new();
        while self.space() && !self.rest.starts_with(['/', '>']) {
            let place = self.rest;
            let (name, local) = self.name()?;
            if names.contains(&name) {
                return self.malformed(place);
            }
            if names.len() == MAX_ATTRIBUTES {
                return self.give_up(XmlError::TooManyNodes);
            }
            names.push(name);
            attributes.push((local.to_owned(), self.value()?));
        }
        Some(attributes)
    }

    /// Reads an equals sign and a value in quotes.
    fn value(&mut self) -> Option<String> {
        self.space();
        self.expect("=")?;
        self.space();
        let quote = if self.rest.starts_with('\'') { "'" } else { "\"" };
        self.expect(quote)?;
        let mut value = String::new();
        self.text(quote, &mut value)?;
        self.expect(quote)?;
        Some(value)
    }

    /// Reads a processing instruction or, at the start of the document, its declaration, after the `<?`.
    fn instruction(&mut self, is_first: bool) -> Option<()> {
        let place = self.rest;
        let target = self.plain_name()?;
        if is_first && target == "xml" {
            // The encoding in a declaration is ignored: the text is already decoded.
            let mut is_apart = self.space();
            for name in ["version", "encoding", "standalone"] {
                if is_apart && self.eat(name) {
                    self.value()?;
                    is_apart = self.space();
                } else if name == "version" {
                    return self.malformed(self.rest);
                }
            }
        } else if target.eq_ignore_ascii_case("xml") {
            return self.malformed(place);
        } else if self.space() {
            self.skip("?>")?;
        }
        self.expect("?>")
    }

    /// Skips everything up to and including `end`.
    fn skip(&mut self, end: &str) -> Option<()> {
        self.text(end, &mut String::new())
    }

    /// Reads characters into `out` up to `end`: `<` ends a text, a quote ends a value, and both may contain references;
    /// the longer ends are those of sections without references.
    fn text(&mut self, end: &str, out: &mut String) -> Option<()> {
        let is_text = end == "<";
        let is_value = !is_text && end.len() == 1;
        let is_kept = is_text || is_value || end == "]]>";
        while !self.rest.starts_with(end) {
            let place = self.rest;
            let mut chars = place.chars();
            let c = chars.next();
            self.rest = chars.as_str();
            out.push(match c {
                Some('&') if is_text || is_value => self.reference(place)?,
                Some('<') if is_value => return self.malformed(place),
                Some(']') if is_text && place.starts_with("]]>") => return self.malformed(place),
                // XML 1.0, 3.3.3: white space in a value is read as a space. 2.11: every line end is read as LF.
                Some('\r') => {
                    self.eat("\n");
                    if is_value { ' ' } else { '\n' }
                }
                Some('\t' | '\n') if is_value => ' ',
                Some(c) if is_allowed(c) => c,
                Some(_) if is_kept => char::REPLACEMENT_CHARACTER,
                _ => return self.malformed(place),
            });
        }
        Some(())
    }

    /// Reads a reference, after the `&` at `place`.
    fn reference(&mut self, place: &str) -> Option<char> {
        if !self.rest.starts_with('#') {
            let name = self.plain_name()?;
            self.expect(";")?;
            return Some(named(name).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let Some(number) = self.number() else { return self.malformed(place) };
        let c = match number {
            0xd800..0xdc00 => self.pair(number),
            number => char::from_u32(number),
        };
        Some(c.filter(|c| is_allowed(*c)).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// Reads the number of a reference, from its `#` to its end; a number that is too large becomes the largest. Reads
    /// nothing if there is no number.
    fn number(&mut self) -> Option<u32> {
        let rest = self.rest.strip_prefix('#')?;
        let (radix, rest) = rest.strip_prefix('x').map_or((10, rest), |rest| (16, rest));
        let (digits, rest) = rest.split_once(';')?;
        let digit = |number: u32, c: char| Some(number.saturating_mul(radix).saturating_add(c.to_digit(radix)?));
        let number = digits.chars().try_fold(0, digit)?;
        self.rest = rest;
        (!digits.is_empty()).then_some(number)
    }

    /// The character with the first half `high`, if a reference to the second half follows.
    fn pair(&mut self, high: u32) -> Option<char> {
        let place = self.rest;
        if self.eat("&")
            && let Some(low @ 0xdc00..0xe000) = self.number()
        {
            return char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
        }
        self.rest = place;
        None
    }
}

/// The character for a name in XML, or in the part of HTML 4 for western languages.
fn named(name: &str) -> Option<char> {
    let known = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];
    if let Some((_, c)) = known.iter().chain(&PUNCTUATION).find(|(known, _)| *known == name) {
        return Some(*c);
    }
    let place = LATIN.split(' ').position(|known| known == name)?;
    char::from_u32(0xa0 + place as u32)
}

/// HTML 4, 24.2: the names of U+00A0 to U+00FF, in their order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
    micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
    Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
    Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
    ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc \
    uuml yacute thorn yuml";

/// HTML 4, 24.3 and 24.4: punctuation and signs that word processors insert by themselves.
const PUNCTUATION: [(&str, char); 24] = [
    ("OElig", '\u{152}'),
    ("oelig", '\u{153}'),
    ("Scaron", '\u{160}'),
    ("scaron", '\u{161}'),
    ("Yuml", '\u{178}'),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
    ("lsquo", '\u{2018}'),
    ("rsquo", '\u{2019}'),
    ("sbquo", '\u{201a}'),
    ("ldquo", '\u{201c}'),
    ("rdquo", '\u{201d}'),
    ("bdquo", '\u{201e}'),
    ("dagger", '\u{2020}'),
    ("bull", '\u{2022}'),
    ("hellip", '\u{2026}'),
    ("prime", '\u{2032}'),
    ("lsaquo", '\u{2039}'),
    ("rsaquo", '\u{203a}'),
    ("euro", '\u{20ac}'),
    ("trade", '\u{2122}'),
    ("larr", '\u{2190}'),
    ("rarr", '\u{2192}'),
    ("minus", '\u{2212}'),
];

/// Production 4, `NameStartChar`, without the colon.
fn starts_name(c: char) -> bool {
    matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

/// Production 4a, `NameChar`, without the colon.
fn continues_name(c: char) -> bool {
    starts_name(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}
