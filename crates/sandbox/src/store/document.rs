//! Schemas as documents, for `GetEntityIfMoreRecent` (contract, section 6). Adobe's client reads them before it calls:
//! elements, attributes, links with their joins, keys, enumerations and methods.

use super::codes::Enumeration;
use super::method::{self, Method};
use super::operator::Operator;
use super::reader::Reader;
use super::schema::{Attribute, Kind, Link, Reach, Schema, Source};
use crate::wire::xml::{Element, Node};

/// The document of `xtk:schema|nms:delivery`, with labels in the operator's language. `None` when the sandbox has no
/// such schema.
pub fn find(key: &str, reader: Reader) -> Option<Element> {
    match key.trim().strip_prefix("xtk:schema|")? {
        "xtk:session" => Some(implementing("session", "persist", &method::PERSIST, &method::SESSION)),
        "xtk:job" => Some(implementing("job", "jobInterface", &method::JOB_INTERFACE, &method::JOB)),
        "xtk:queryDef" => Some(service("queryDef", &method::QUERY)),
        name => stored(Schema::find(name).filter(|schema| !reader.is_closed(schema))?, reader),
    }
}

/// A service that implements an interface. Adobe's client calls the interface's methods on both.
fn implementing(name: &str, interface: &str, inherited: &[Method], own: &[Method]) -> Element {
    let mut schema = service(name, own);
    schema.set("implements", format!("xtk:{interface}"));
    let mut element = Element::new("interface").with("name", interface);
    inherited.iter().for_each(|known| element.push(method(known)));
    schema.children.insert(0, Node::Element(element));
    schema
}

fn service(name: &str, own: &[Method]) -> Element {
    let mut schema = Element::new("schema").with("namespace", "xtk").with("name", name).with("xtkschema", "xtk:schema");
    schema.push(Element::new("element").with("name", name));
    schema.push(methods(own));
    schema
}

fn methods(known: &[Method]) -> Element {
    let mut methods = Element::new("methods");
    known.iter().for_each(|known| methods.push(method(known)));
    methods
}

fn method(known: &Method) -> Element {
    let mut method = Element::new("method").with("name", known.name);
    if known.is_static {
        method.set("static", "true");
    }
    if known.is_const {
        method.set("const", "true");
    }
    let list = method.child_mut("parameters");
    for (name, kind, direction) in known.parameters {
        list.push(Element::new("param").with("name", *name).with("type", *kind).with("inout", *direction));
    }
    method
}

fn stored(schema: &'static Schema, reader: Reader) -> Option<Element> {
    let operator = reader.operator;
    let (namespace, local) = schema.name.split_once(':')?;
    let mut document = Element::new("schema")
        .with("namespace", namespace)
        .with("name", local)
        .with("label", schema.label)
        .with("labelSingular", schema.label)
        .with("mappingType", "sql")
        .with("xtkschema", "xtk:schema");
    let mut root = Element::new("element").with("name", local).with("label", schema.label).with("autopk", "true");
    for key in ["@id"].into_iter().chain(schema.natural_key) {
        let mut element = Element::new("key").with("name", key.trim_start_matches('@'));
        element.push(Element::new("keyfield").with("xpath", key));
        root.push(element);
    }
    let mut enumerations: Vec<Element> = Vec::new();
    for attribute in schema.attributes.iter().filter(|attribute| reader.has(schema, attribute.path)) {
        let (parents, leaf) = attribute.path.rsplit_once('/').unwrap_or(("", attribute.path));
        let parent = parents.split('/').filter(|name| !name.is_empty()).fold(&mut root, element_of);
        let mut node = node(attribute, leaf);
        if let Some((english, french)) = attribute.label {
            node.set("label", if operator.locale == "fr" { french } else { english });
        }
        if let Some(codes) = attribute.codes {
            let name = attribute.enumeration.unwrap_or(leaf.trim_start_matches('@'));
            node.set("enum", name);
            if !enumerations.iter().any(|known| known.attribute("name") == Some(name)) {
                enumerations.push(enumeration(name, codes, operator));
            }
        }
        parent.push(node);
    }
    for (path, attributes) in schema.memo.map_or(&[][..], |memo| memo.collections) {
        let item = path.split('/').fold(&mut root, element_of);
        item.set("unbound", "true");
        item.set("xml", "true");
        for name in *attributes {
            item.push(Element::new("attribute").with("name", *name).with("type", "string").with("xml", "true"));
        }
    }
    let links = schema.links.iter().filter(|link| reader.has(schema, link.name));
    links.filter(|link| !reader.is_closed(link.schema())).for_each(|known| root.push(link(schema, known)));
    enumerations.into_iter().for_each(|enumeration| document.push(enumeration));
    document.push(root);
    if let Some(interface) = schema.implements {
        document.set("implements", interface);
    }
    if !schema.methods.is_empty() {
        document.push(methods(schema.methods));
    }
    Some(document)
}

fn enumeration(name: &str, codes: &Enumeration, operator: &Operator) -> Element {
    let mut enumeration = Element::new("enumeration").with("basetype", "byte").with("name", name);
    for code in codes.0 {
        let label = if operator.locale == "fr" { code.fr } else { code.en };
        let value = Element::new("value").with("name", code.name).with("label", label);
        enumeration.push(value.with("value", code.value.to_string()));
    }
    enumeration
}

fn node(attribute: &Attribute, leaf: &str) -> Element {
    let (element, name) = match leaf.strip_prefix('@') {
        Some(name) => ("attribute", name),
        None => ("element", leaf),
    };
    let kind = match attribute.source {
        Source::Memo if element == "element" => "CDATA",
        _ if attribute.codes.is_some() => "byte",
        _ => type_name(attribute.kind),
    };
    let node = Element::new(element).with("name", name).with("type", kind);
    if attribute.source == Source::Memo { node.with("xml", "true") } else { node }
}

fn link(schema: &Schema, link: &Link) -> Element {
    let mut element = Element::new("element").with("name", link.name).with("type", "link").with("target", link.target);
    let (source, destination) = match link.reach {
        Reach::One(column) => (path_of(schema, column), Some("@id")),
        Reach::Many(column) => {
            element.set("unbound", "true");
            (Some("@id"), path_of(link.schema(), column))
        }
    };
    if let (Some(source), Some(destination)) = (source, destination) {
        element.push(Element::new("join").with("xpath-src", source).with("xpath-dst", destination));
    }
    element
}

/// The attribute that stands for a column.
fn path_of(schema: &Schema, column: &str) -> Option<&'static str> {
    let is_it = |known: &&Attribute| matches!(known.source, Source::Column(behind) if behind == column);
    schema.attributes.iter().find(is_it).map(|known| known.path)
}

/// The `<element name="…">` below this one, created if there is none.
fn element_of<'a>(parent: &'a mut Element, name: &str) -> &'a mut Element {
    let same = |node: &Node| match node {
        Node::Element(child) => child.name == "element" && child.attribute("name") == Some(name),
        _ => false,
    };
    let index = parent.children.iter().position(same).unwrap_or_else(|| {
        parent.push(Element::new("element").with("name", name));
        parent.children.len() - 1
    });
    match &mut parent.children[index] {
        Node::Element(child) => child,
        _ => unreachable!("the index is that of an element"),
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
