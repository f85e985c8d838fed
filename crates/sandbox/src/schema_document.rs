//! Schemas as documents, for `GetEntityIfMoreRecent` (contract, section 6).

use crate::schema::{Kind, Schema};
use crate::xml::Element;

/// The document of `xtk:schema|nms:delivery`; `None` for what is not a schema of the sandbox.
pub fn find(key: &str) -> Option<Element> {
    let name = key.trim().strip_prefix("xtk:schema|")?;
    let schema = Schema::find(name)?;
    let (namespace, local) = name.split_once(':')?;
    let mut document = Element::new("schema")
        .with("namespace", namespace)
        .with("name", local)
        .with("label", schema.label)
        .with("xtkschema", "xtk:schema");
    let mut root = Element::new("element").with("name", local).with("label", schema.label);
    let mut enumerations = Vec::new();
    for attribute in schema.attributes {
        let (parents, leaf) = attribute.path.rsplit_once('/').unwrap_or(("", attribute.path));
        let parent = parents
            .split('/')
            .filter(|name| !name.is_empty())
            .fold(&mut root, |parent, name| parent.push_element_named(name));
        let kind = type_name(attribute.kind);
        let mut node = match leaf.strip_prefix('@') {
            Some(name) => Element::new("attribute").with("name", name),
            None => Element::new("element").with("name", leaf),
        }
        .with("type", kind);
        if let Some(codes) = attribute.codes {
            let name = leaf.trim_start_matches('@');
            node.set("enum", name);
            let mut enumeration = Element::new("enumeration").with("basetype", "byte").with("name", name);
            for code in codes.0 {
                let value = Element::new("value")
                    .with("name", code.name)
                    .with("label", code.en)
                    .with("value", code.value.to_string());
                enumeration.push(value);
            }
            enumerations.push(enumeration);
        }
        parent.push(node);
    }
    for link in schema.links {
        let node = Element::new("element").with("name", link.name).with("type", "link").with("target", link.target);
        root.push(node);
    }
    enumerations.into_iter().for_each(|enumeration| document.push(enumeration));
    document.push(root);
    Some(document)
}

impl Element {
    /// The `<element name="…">` below this one, created if there is none.
    fn push_element_named(&mut self, name: &str) -> &mut Self {
        let same = |node: &crate::xml::Node| match node {
            crate::xml::Node::Element(child) => child.name == "element" && child.attribute("name") == Some(name),
            _ => false,
        };
        let index = self.children.iter().position(same).unwrap_or_else(|| {
            self.push(Element::new("element").with("name", name));
            self.children.len() - 1
        });
        match &mut self.children[index] {
            crate::xml::Node::Element(child) => child,
            _ => unreachable!("the position was found by its being an element"),
        }
    }
}

fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Long => "long",
        Kind::Real => "double",
        Kind::Text => "string",
        Kind::Flag | Kind::Boolean => "boolean",
        Kind::Instant => "datetime",
        Kind::Date => "date",
    }
}
