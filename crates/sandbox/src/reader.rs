//! Who reads, and how the sandbox deals with them: which schemas and which of their names there are for this caller.

use crate::fault::Cause;
use crate::manner::Manner;
use crate::operator::Operator;
use crate::schema::Schema;

#[derive(Debug, Clone, Copy)]
pub struct Reader {
    pub operator: &'static Operator,
    pub manner: Manner,
}

impl Reader {
    /// A schema by its name.
    ///
    /// # Errors
    /// XFR-180000 where there is none for anybody, XTK-170019 where this operator's rights do not reach.
    pub fn schema(self, name: &str) -> Result<&'static Schema, Cause> {
        let schema = Schema::find(name).ok_or_else(|| Cause::no_schema(name))?;
        self.check(schema).map(|()| schema)
    }

    /// Whether rows of a schema may be read, also by way of a link.
    ///
    /// # Errors
    /// As [`Reader::schema`].
    pub fn check(self, schema: &Schema) -> Result<(), Cause> {
        if self.manner.is_closed(schema) {
            return Err(Cause::no_schema(schema.name));
        }
        if !self.manner.may_read(self.operator.login, schema) {
            let who = self.operator.compute_string();
            return Err(Cause::no_right(format!("The operator '{who}' may not read the schema '{}'.", schema.name)));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manner::BEYOND_RIGHTS;

    #[test]
    fn whom_a_strict_sandbox_keeps_out_exists() {
        for (login, _) in BEYOND_RIGHTS {
            assert!(Operator::find(login).is_some(), "{login}");
        }
    }
}
