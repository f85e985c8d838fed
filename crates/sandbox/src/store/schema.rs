//! What the API may name: schemas, their attributes and links, and where SQLite keeps them (contract, section 8).
//!
//! No name of a request becomes SQL. Paths are looked up here, and only names that stand here are written into a
//! statement.

mod delivery;
mod logs;
mod others;
mod shape;

pub use others::OPENING_PIXEL;
pub use shape::{Attribute, Kind, Link, Memo, Reach, Schema, Source};

/// All schemas that have rows.
pub static SCHEMAS: [&Schema; 20] = [
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
}

impl Link {
    /// The schema at the other end.
    pub fn schema(&self) -> &'static Schema {
        Schema::find(self.target).expect("links name schemas of this module, which a test checks")
    }
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

    #[test]
    fn what_a_strict_sandbox_withholds_exists_in_a_polite_one() {
        for schema in SCHEMAS {
            for name in schema.strict.unproven {
                assert!(schema.attribute(name).is_some() || schema.link(name).is_some(), "{} {name}", schema.name);
            }
        }
    }

    #[test]
    fn what_only_the_server_sets_are_attributes() {
        for schema in SCHEMAS {
            for path in schema.set_by_server {
                assert!(schema.attribute(path).is_some(), "{} {path}", schema.name);
            }
        }
    }
}
