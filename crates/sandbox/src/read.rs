//! `xtk:queryDef#ExecuteQuery` (contract, section 4): one query, one parameterised SQL statement, one document.
//!
//! [`request`] reads the queryDef and [`expression`] the expressions in it. [`scope`] finds paths in the schemas and joins
//! what they need, [`compile`] turns expressions into SQL, [`condition`] the where clauses, [`select`] the output. [`plan`]
//! makes the statement of them, and [`answer`] writes its rows as XML.

mod answer;
mod compile;
mod condition;
mod counts;
mod expression;
mod plan;
mod request;
mod scope;
mod select;

use crate::store::database::Store;
use crate::store::reader::Reader;
use crate::wire::fault::Cause;
use crate::wire::xml::Element;
use plan::Plan;
use request::Query;

/// Answers a queryDef, asked at the instant `now`.
///
/// # Errors
/// The specific cause, for the detail of an SOP-330011.
pub fn execute(store: &Store, reader: Reader, document: Option<roxmltree::Node>, now: i64) -> Result<Element, Cause> {
    let document =
        document.ok_or_else(|| Cause::new("The parameter 'document' is missing: a queryDef is expected."))?;
    let query = Query::read(document, reader)?;
    let plan = Plan::make(&query, reader, now)?;
    let rows = store.read(|connection| plan.rows(connection))?;
    plan.answer(&query, reader, rows)
}
