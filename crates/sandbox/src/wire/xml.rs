//! XML as the sandbox writes it: a small tree of elements.
//!
//! Requests are read by roxmltree, which refuses DTDs. The parts of a request that are stored (an XML memo) become a
//! tree here.

use std::fmt::Write;

/// Documents that are nested deeper are refused, because functions here call themselves for each level.
pub const DEEPEST: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    Element(Element),
    Text(String),
    /// Text that goes out as CDATA, as Campaign does with memos.
    Memo(String),
}

impl Element {
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), attributes: Vec::new(), children: Vec::new() }
    }

    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    pub fn push(&mut self, child: Element) {
        self.children.push(Node::Element(child));
    }

    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) | Node::Memo(_) => None,
        })
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|child| child.name == name)
    }

    /// The first child of this name, created at the end if there is none.
    pub fn child_mut(&mut self, name: &str) -> &mut Element {
        let known = self.children.iter().position(|node| matches!(node, Node::Element(child) if child.name == name));
        let index = known.unwrap_or_else(|| {
            self.push(Element::new(name));
            self.children.len() - 1
        });
        match &mut self.children[index] {
            Node::Element(child) => child,
            Node::Text(_) | Node::Memo(_) => unreachable!("the index is that of an element"),
        }
    }

    /// All text directly inside.
    pub fn own_text(&self) -> String {
        let text = self.children.iter().filter_map(|node| match node {
            Node::Text(text) | Node::Memo(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        text.collect()
    }

    /// Replaces all text by `text`, written as CDATA.
    pub fn set_memo(&mut self, text: impl Into<String>) {
        self.children.retain(|node| matches!(node, Node::Element(_)));
        let text = text.into();
        if !text.is_empty() {
            self.children.push(Node::Memo(text));
        }
    }

    /// Copies a part of a request into a tree, without namespaces and without the blanks between elements. Text becomes
    /// CDATA.
    ///
    /// # Errors
    /// `None` when the document is nested deeper than [`DEEPEST`].
    pub fn from_request(node: roxmltree::Node) -> Option<Self> {
        Self::from_node(node, DEEPEST)
    }

    fn from_node(node: roxmltree::Node, depth: usize) -> Option<Self> {
        let mut element = Element::new(node.tag_name().name());
        for attribute in node.attributes() {
            element.set(attribute.name(), attribute.value());
        }
        let nested = node.children().any(|child| child.is_element());
        for child in node.children().filter(roxmltree::Node::is_element) {
            element.push(Self::from_node(child, depth.checked_sub(1)?)?);
        }
        if !nested {
            element.set_memo(text_of(node));
        }
        Some(element)
    }

    pub fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::Element(child) => child.write(out),
                Node::Text(text) => escape(text, out),
                Node::Memo(text) => cdata(text, out),
            }
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }
}

impl std::fmt::Display for Element {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = String::new();
        self.write(&mut out);
        f.write_str(&out)
    }
}

/// All text directly inside a node of a request.
pub fn text_of(node: roxmltree::Node) -> String {
    node.children().filter(roxmltree::Node::is_text).filter_map(|text| text.text()).collect()
}

/// Whether XML 1.0 can carry this character at all (production 2, `Char`).
pub fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Readers turn tabs and line ends in an attribute into spaces, so these characters are written as references.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", u32::from(character));
            }
            character if is_allowed(character) => out.push(character),
            _ => out.push('\u{FFFD}'),
        }
    }
}

/// Readers turn a carriage return into a line feed, and CDATA cannot hold references. So a carriage return is written
/// as a reference between two CDATA sections.
fn cdata(text: &str, out: &mut String) {
    out.push_str("<![CDATA[");
    let text: String =
        text.chars().map(|character| if is_allowed(character) { character } else { '\u{FFFD}' }).collect();
    out.push_str(&text.replace("]]>", "]]]]><![CDATA[>").replace('\r', "]]>&#13;<![CDATA["));
    out.push_str("]]>");
}

/// Whether this can be the name of an element or attribute in an answer: a plain ASCII name.
pub fn is_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && name.len() <= 128
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}
