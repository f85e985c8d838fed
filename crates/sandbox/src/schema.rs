//! What the API may name: schemas, their attributes and links, and where SQLite keeps them (contract, section 8).
//!
//! No name of a request ever becomes SQL: paths are looked up here, and only what these tables say is written into a statement.

mod delivery;
mod logs;
mod others;

pub use others::OPENING_PIXEL;

use crate::codes::Enumeration;

/// A schema, such as `nms:delivery`.
#[derive(Debug)]
pub struct Schema {
    /// Namespace and name: `nms:delivery`.
    pub name: &'static str,
    /// What Campaign calls it in faults: `Deliveries`.
    pub label: &'static str,
    pub table: &'static str,
    pub attributes: &'static [Attribute],
    pub links: &'static [Link],
    /// `_cs`, as SQL with `{}` for the row.
    pub compute_string: &'static str,
    /// Attributes by which Write may recognise a row when `_key` is missing, besides `@id`.
    pub natural_key: Option<&'static str>,
    /// Whether rows have an XML memo in the column `data`.
    pub memo: bool,
    /// Whether Write may touch it.
    pub writable: bool,
}

/// An attribute, or an element with text.
#[derive(Debug)]
pub struct Attribute {
    /// `@state`, `scheduling/@contactDate`, `content/sms/source`.
    pub path: &'static str,
    pub source: Source,
    pub kind: Kind,
    /// For `analyze`.
    pub codes: Option<&'static Enumeration>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Column(&'static str),
    /// SQL with `{}` for the row.
    Computed(&'static str),
    /// In the XML memo: selected by its path, never filtered or sorted on.
    Memo,
}

/// How a value is stored, compared and written on the wire (contract, 1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Long,
    Real,
    Text,
    /// A boolean that goes out as `1` or `0`.
    Flag,
    /// A boolean that goes out as `true` or `false`.
    Boolean,
    /// Milliseconds since 1970, UTC.
    Instant,
    /// A day, kept as its first millisecond in UTC.
    Date,
}

/// A link to another schema.
#[derive(Debug)]
pub struct Link {
    pub name: &'static str,
    pub target: &'static str,
    pub reach: Reach,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// This row's column holds the other row's id; 0 is none.
    One(&'static str),
    /// The other rows' column holds this row's id.
    Many(&'static str),
}

static SCHEMAS: [&Schema; 20] = [
    &delivery::DELIVERY,
    &delivery::MAPPING,
    &logs::BROAD_LOG_RCP,
    &logs::EXCLUDE_LOG_RCP,
    &logs::TRACKING_LOG_RCP,
    &logs::BROAD_LOG_MEMBER,
    &logs::EXCLUDE_LOG_MEMBER,
    &logs::TRACKING_LOG_MEMBER,
    &logs::BROAD_LOG_MSG,
    &others::DLV_EXCLUSION,
    &others::TRACKING_URL,
    &others::JOB_LOG,
    &others::ADDRESS,
    &others::RECIPIENT,
    &others::MEMBER,
    &others::OPERATOR,
    &others::EXT_ACCOUNT,
    &others::FOLDER,
    &others::TYPOLOGY,
    &others::TYPOLOGY_RULE,
];

impl Schema {
    pub fn find(name: &str) -> Option<&'static Self> {
        SCHEMAS.iter().copied().find(|schema| schema.name == name)
    }

    pub fn attribute(&self, path: &str) -> Option<&'static Attribute> {
        self.attributes.iter().find(|attribute| attribute.path == path)
    }

    pub fn link(&self, name: &str) -> Option<&'static Link> {
        self.links.iter().find(|link| link.name == name)
    }

    /// The local name, which is that of elements in answers: `delivery`.
    pub fn element(&self) -> &'static str {
        self.name.split_once(':').map_or(self.name, |(_, local)| local)
    }

    /// Whether this path is an element of the XML memo: `content/sms`, or the memo's root, `data`.
    pub fn is_memo_element(&self, path: &str) -> bool {
        self.memo && MEMO_ELEMENTS.contains(&path)
    }

    /// Whether Write may store this element of the root in the memo.
    pub fn is_memo_root(&self, name: &str) -> bool {
        self.memo && MEMO_ROOTS.contains(&name)
    }
}

impl Link {
    /// The schema at the other end.
    pub fn schema(&self) -> &'static Schema {
        Schema::find(self.target).expect("links name schemas of this module, which a test checks")
    }
}

/// Elements directly below the delivery that live in the memo.
const MEMO_ROOTS: [&str; 2] = ["content", "smsParameters"];
const MEMO_ELEMENTS: [&str; 6] =
    ["data", "content", "content/sms", "content/sms/urlConfig", "content/sms/urlConfig/url", "smsParameters"];
/// Repeated elements of the memo: Write replaces them as a whole (contract, section 5).
pub const MEMO_COLLECTIONS: [&str; 1] = ["content/sms/urlConfig/url"];

const fn column(path: &'static str, column: &'static str, kind: Kind) -> Attribute {
    Attribute { path, source: Source::Column(column), kind, codes: None }
}

const fn long(path: &'static str, name: &'static str) -> Attribute {
    column(path, name, Kind::Long)
}

const fn text(path: &'static str, name: &'static str) -> Attribute {
    column(path, name, Kind::Text)
}

const fn flag(path: &'static str, name: &'static str) -> Attribute {
    column(path, name, Kind::Flag)
}

const fn boolean(path: &'static str, name: &'static str) -> Attribute {
    column(path, name, Kind::Boolean)
}

const fn instant(path: &'static str, name: &'static str) -> Attribute {
    column(path, name, Kind::Instant)
}

const fn code(path: &'static str, name: &'static str, codes: &'static Enumeration) -> Attribute {
    Attribute { path, source: Source::Column(name), kind: Kind::Long, codes: Some(codes) }
}

const fn computed(path: &'static str, sql: &'static str, kind: Kind) -> Attribute {
    Attribute { path, source: Source::Computed(sql), kind, codes: None }
}

const fn memo(path: &'static str, kind: Kind) -> Attribute {
    Attribute { path, source: Source::Memo, kind, codes: None }
}

const fn memo_code(path: &'static str, codes: &'static Enumeration) -> Attribute {
    Attribute { path, source: Source::Memo, kind: Kind::Long, codes: Some(codes) }
}

const fn one(name: &'static str, target: &'static str, column: &'static str) -> Link {
    Link { name, target, reach: Reach::One(column) }
}

const fn many(name: &'static str, target: &'static str, column: &'static str) -> Link {
    Link { name, target, reach: Reach::Many(column) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_leads_to_a_schema_and_every_path_is_unique() {
        for schema in SCHEMAS {
            for link in schema.links {
                assert!(Schema::find(link.target).is_some(), "{} {}", schema.name, link.name);
            }
            for attribute in schema.attributes {
                let same = schema.attributes.iter().filter(|other| other.path == attribute.path).count();
                assert_eq!(same, 1, "{} {}", schema.name, attribute.path);
            }
        }
    }
}
