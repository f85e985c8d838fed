//! Schemas as documents, for `GetEntityIfMoreRecent` (contract, section 6). Adobe's client reads them before it calls.

use crate::schema::{Kind, Schema};
use crate::xml::Element;

/// The document of `xtk:schema|nms:delivery`; `None` for what is not a schema of the sandbox.
pub fn find(key: &str) -> Option<Element> {
    match key.trim().strip_prefix("xtk:schema|")? {
        "xtk:session" => Some(session()),
        "xtk:queryDef" => Some(query_definition()),
        name => stored(name),
    }
}

/// `xtk:session` implements `xtk:persist`, which is why Write is called on `xtk:persist|xtk:session`.
fn session() -> Element {
    let mut persist = Element::new("interface").with("name", "persist");
    persist.push(method("Write", true, &[("doc", "DOMDocument", "in")]));
    let more_recent = [
        ("pk", "string", "in"),
        ("md5", "string", "in"),
        ("mustExist", "boolean", "in"),
        ("doc", "DOMDocument", "out"),
    ];
    persist.push(method("GetEntityIfMoreRecent", true, &more_recent));
    let mut methods = Element::new("methods");
    let logon = [
        ("login", "string", "in"),
        ("password", "string", "in"),
        ("parameters", "DOMElement", "in"),
        ("sessionToken", "string", "out"),
        ("sessionInfo", "DOMElement", "out"),
        ("securityToken", "string", "out"),
    ];
    methods.push(method("Logon", true, &logon));
    methods.push(method("Logoff", true, &[]));
    methods.push(method("TestCnx", true, &[]));
    methods.push(method("GetUserInfo", true, &[("userInfo", "DOMElement", "out")]));
    let mut schema = service("session");
    schema.set("implements", "xtk:persist");
    schema.push(persist);
    schema.push(Element::new("element").with("name", "session"));
    schema.push(methods);
    schema
}

fn query_definition() -> Element {
    let mut methods = Element::new("methods");
    methods.push(method("ExecuteQuery", false, &[("output", "DOMDocument", "out")]).with("const", "true"));
    let mut schema = service("queryDef");
    schema.push(Element::new("element").with("name", "queryDef"));
    schema.push(methods);
    schema
}

fn service(name: &str) -> Element {
    Element::new("schema").with("namespace", "xtk").with("name", name).with("xtkschema", "xtk:schema")
}

/// A method with its parameters: name, type, and `in` or `out`.
fn method(name: &str, is_static: bool, parameters: &[(&str, &str, &str)]) -> Element {
    let mut method = Element::new("method").with("name", name);
    if is_static {
        method.set("static", "true");
    }
    let list = method.child_mut("parameters");
    for (name, kind, direction) in parameters {
        list.push(Element::new("param").with("name", *name).with("type", *kind).with("inout", *direction));
    }
    method
}

fn stored(name: &str) -> Option<Element> {
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
