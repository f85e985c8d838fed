//! What a schema is made of, and the words in which its definition is written.

use crate::store::codes::Enumeration;
use crate::store::method::Method;
use crate::wire::fault::Cause;

/// A schema, such as `nms:delivery`. What is special to one table is said here, so that queries, writes and documents
/// treat all tables alike.
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
    pub memo: Option<&'static Memo>,
    /// Whether Write may touch it.
    pub writable: bool,
    /// The column that names a new row, and the SQL of the name.
    pub name_of_new_row: Option<(&'static str, &'static str)>,
    /// Attributes that only the server sets: Write refuses them.
    pub set_by_server: &'static [&'static str],
    /// Beginnings of the paths that only the server counts: Write refuses them.
    pub counted_by_server: &'static [&'static str],
    /// The interface that its methods belong to.
    pub implements: Option<&'static str>,
    pub methods: &'static [Method],
    /// What a strict sandbox does differently with it (contract, section 19).
    pub strict: Strict,
}

/// The XML memo of a row, in the column `data`.
#[derive(Debug)]
pub struct Memo {
    /// Elements directly below the record that Write stores in the memo.
    pub roots: &'static [&'static str],
    /// Those roots whose attributes are all known: Write refuses any other.
    pub closed: &'static [&'static str],
    /// Paths of the elements that a query may select as a whole.
    pub elements: &'static [&'static str],
    /// Repeated elements, by their path, with their attributes. Write replaces them as a whole (contract, section 5).
    pub collections: &'static [(&'static str, &'static [&'static str])],
    /// The column with the instant of the last change.
    pub changed: &'static str,
    pub lock: Lock,
}

/// When a memo cannot be changed any more.
#[derive(Debug)]
pub struct Lock {
    pub column: &'static str,
    /// The lowest value of the column that locks the memo.
    pub from: i64,
    /// What Write answers.
    pub refusal: &'static str,
}

/// What a strict sandbox withholds of a schema.
#[derive(Debug)]
pub struct Strict {
    /// Nobody can read it: XFR-180000 (19.2).
    pub is_closed: bool,
    /// The logins whose rights do not reach it: XTK-170019. The console asks for more rights here too (8.6).
    pub beyond_rights_of: &'static [&'static str],
    /// Attributes and links that the contract infers and nobody has proved (8.2, 8.4, 8.6, 19.4).
    pub unproven: &'static [&'static str],
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
    /// What the schema calls that enumeration, where it is not called like the attribute (contract, section 6).
    pub enumeration: Option<&'static str>,
    /// What people call it, in English and in French.
    pub label: Option<(&'static str, &'static str)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Column(&'static str),
    /// SQL with `{}` for the row.
    Computed(&'static str),
    /// In the XML memo: it can be selected, but not filtered or sorted on.
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
    /// A day, stored as its first millisecond in UTC.
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

impl Schema {
    /// A schema with nothing of its own. Each definition says what it has beyond that.
    pub const PLAIN: Self = Self {
        name: "",
        label: "",
        table: "",
        attributes: &[],
        links: &[],
        compute_string: "''",
        natural_key: None,
        memo: None,
        writable: false,
        name_of_new_row: None,
        set_by_server: &[],
        counted_by_server: &[],
        implements: None,
        methods: &[],
        strict: Strict::PLAIN,
    };

    pub fn attribute(&self, path: &str) -> Option<&'static Attribute> {
        self.attributes.iter().find(|attribute| attribute.path == path)
    }

    pub fn link(&self, name: &str) -> Option<&'static Link> {
        self.links.iter().find(|link| link.name == name)
    }

    /// XTK-170036: an expression names what the schema does not have.
    pub fn unknown(&self, name: &str, kind: &str, expression: &str) -> Cause {
        let name = name.trim_start_matches('@');
        Cause::new(format!(
            "'{name}' {kind} unknown (see definition of '{} ({})' schema). XTK-170036 Unable to parse expression \
             '{expression}'.",
            self.label, self.name
        ))
    }

    /// The local name, which is that of elements in answers: `delivery`.
    pub fn element(&self) -> &'static str {
        self.name.split_once(':').map_or(self.name, |(_, local)| local)
    }

    /// Whether this path is an element of the XML memo: `content/sms`, or the memo's root, `data`.
    pub fn is_memo_element(&self, path: &str) -> bool {
        self.memo.is_some_and(|memo| path == "data" || memo.elements.contains(&path))
    }
}

impl Strict {
    /// Nothing is withheld.
    pub const PLAIN: Self = Self { is_closed: false, beyond_rights_of: &[], unproven: &[] };
}

impl Attribute {
    pub const fn enumerated_as(self, name: &'static str) -> Self {
        Self { enumeration: Some(name), ..self }
    }

    /// With labels in English and in French.
    pub const fn labelled(self, en: &'static str, fr: &'static str) -> Self {
        Self { label: Some((en, fr)), ..self }
    }
}

pub const fn column(path: &'static str, column: &'static str, kind: Kind) -> Attribute {
    Attribute { path, source: Source::Column(column), kind, codes: None, enumeration: None, label: None }
}

pub const fn long(path: &'static str, name: &'static str) -> Attribute {
    column(path, name, Kind::Long)
}

pub const fn text(path: &'static str, name: &'static str) -> Attribute {
    column(path, name, Kind::Text)
}

pub const fn flag(path: &'static str, name: &'static str) -> Attribute {
    column(path, name, Kind::Flag)
}

pub const fn boolean(path: &'static str, name: &'static str) -> Attribute {
    column(path, name, Kind::Boolean)
}

pub const fn instant(path: &'static str, name: &'static str) -> Attribute {
    column(path, name, Kind::Instant)
}

pub const fn code(path: &'static str, name: &'static str, codes: &'static Enumeration) -> Attribute {
    Attribute { codes: Some(codes), ..column(path, name, Kind::Long) }
}

pub const fn computed(path: &'static str, sql: &'static str, kind: Kind) -> Attribute {
    Attribute { path, source: Source::Computed(sql), kind, codes: None, enumeration: None, label: None }
}

pub const fn memo(path: &'static str, kind: Kind) -> Attribute {
    Attribute { path, source: Source::Memo, kind, codes: None, enumeration: None, label: None }
}

pub const fn memo_code(path: &'static str, codes: &'static Enumeration) -> Attribute {
    Attribute { codes: Some(codes), ..memo(path, Kind::Long) }
}

pub const fn one(name: &'static str, target: &'static str, column: &'static str) -> Link {
    Link { name, target, reach: Reach::One(column) }
}

pub const fn many(name: &'static str, target: &'static str, column: &'static str) -> Link {
    Link { name, target, reach: Reach::Many(column) }
}
