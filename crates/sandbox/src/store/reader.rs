//! Who reads. Some schemas, attributes and links are not there for some operators, or not in a strict sandbox.

use super::operator::Operator;
use super::schema::{Attribute, Link, Schema};
use crate::wire::fault::Cause;
use crate::wire::manner::Manner;

#[derive(Debug, Clone, Copy)]
pub struct Reader {
    pub operator: &'static Operator,
    pub manner: Manner,
}

impl Reader {
    /// A schema by its name.
    ///
    /// # Errors
    /// XFR-180000 when nobody can read such a schema, XTK-170019 when this operator may not.
    pub fn schema(self, name: &str) -> Result<&'static Schema, Cause> {
        let schema = Schema::find(name).ok_or_else(|| Cause::no_schema(name))?;
        self.check(schema).map(|()| schema)
    }

    /// Checks that this reader may read the rows of a schema, directly or through a link.
    ///
    /// # Errors
    /// As [`Reader::schema`].
    pub fn check(self, schema: &Schema) -> Result<(), Cause> {
        if self.is_closed(schema) {
            return Err(Cause::no_schema(schema.name));
        }
        if self.manner.withholds() && schema.strict.beyond_rights_of.contains(&self.operator.login) {
            let who = self.operator.compute_string();
            return Err(Cause::no_right(format!("The operator '{who}' may not read the schema '{}'.", schema.name)));
        }
        Ok(())
    }

    /// Whether nobody can read a schema.
    pub fn is_closed(self, schema: &Schema) -> bool {
        self.manner.withholds() && schema.strict.is_closed
    }

    /// An attribute of a schema, if there is one for this reader.
    pub fn attribute(self, schema: &Schema, path: &str) -> Option<&'static Attribute> {
        schema.attribute(path).filter(|_| self.has(schema, path))
    }

    /// A link of a schema, if there is one for this reader.
    pub fn link(self, schema: &Schema, name: &str) -> Option<&'static Link> {
        schema.link(name).filter(|_| self.has(schema, name))
    }

    /// Whether this attribute or link of a schema is there for this reader.
    pub fn has(self, schema: &Schema, name: &str) -> bool {
        !(self.manner.withholds() && schema.strict.unproven.contains(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema::SCHEMAS;

    #[test]
    fn the_logins_that_a_strict_sandbox_keeps_out_exist() {
        for login in SCHEMAS.iter().flat_map(|schema| schema.strict.beyond_rights_of) {
            assert!(Operator::find(login).is_some(), "{login}");
        }
    }
}
