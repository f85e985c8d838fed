//! Checks a connection from the address to the app's own queries, and says at each step the result and what to change.
//!
//! In reading order: [`network`], [`router`], [`cors`], [`sign_in`], [`needs`] are the steps; they call through
//! [`line`](self::line). [`questions`] has the app's queries, [`asked`] reads their names, [`survey`] asks them;
//! [`methods`] has the app's methods; [`table`] is the result. It changes nothing in Campaign.

mod asked;
pub(crate) mod cors;
pub(crate) mod line;
mod methods;
mod needs;
mod network;
mod questions;
pub(crate) mod router;
pub(crate) mod sign_in;
mod survey;
mod table;

use crate::finding::Report;
pub use crate::finding::{Finding, Level};
use crate::instance::Instance;
use line::Line;
pub use sign_in::{Credentials, prompt};
use survey::Survey;
pub use table::{Found, Row, State, Table};

/// The outcome of a check.
pub struct Outcome {
    /// No finding is a problem.
    pub is_well: bool,
    /// What the app needs and what the instance has; `None` if the check ended before.
    pub table: Option<Table>,
}

/// Checks the connection to the instance at `address` and reports each finding.
///
/// `origin` is the origin of the page that will contain the app, if it is not the instance's own. `credentials` is
/// called only after Campaign has answered.
pub async fn examine(
    address: &str,
    origin: Option<&str>,
    credentials: impl FnOnce() -> Result<Option<Credentials>, String>,
    mut say: impl FnMut(Finding),
) -> Outcome {
    let mut report = Report::new(&mut say);
    // A step that ends the check has reported why.
    let table = walk(&mut report, address, origin, credentials).await;
    Outcome { is_well: !report.has_problem(), table }
}

async fn walk(
    report: &mut Report<'_>,
    address: &str,
    origin: Option<&str>,
    credentials: impl FnOnce() -> Result<Option<Credentials>, String>,
) -> Option<Table> {
    let instance = match Instance::parse(address) {
        Ok(instance) => instance,
        Err(why) => {
            report.problem("The address cannot be used.", why);
            return None;
        }
    };
    report.ok(format!("The address of the router is {}.", instance.at(campaign::soap::ROUTER)));
    network::examine(report, &instance).await?;
    let line = match Line::new(instance) {
        Ok(line) => line,
        Err(why) => {
            report.problem("This machine cannot connect.", why);
            return None;
        }
    };
    let router = router::examine(report, &line).await?;
    if let Some(origin) = origin {
        cors::examine(report, &line, origin).await;
    }
    let credentials = match credentials() {
        Ok(Some(credentials)) => credentials,
        Ok(None) => {
            report.warning(
                "There is no token and no password, so nothing after the sign-in was checked.",
                "Set CAMPAIGN_BEARER, or CAMPAIGN_SESSION_TOKEN and CAMPAIGN_SECURITY_TOKEN, or CAMPAIGN_LOGIN and \
                 CAMPAIGN_PASSWORD.",
            );
            return None;
        }
        Err(why) => {
            report.problem("The credentials are incomplete.", why);
            return None;
        }
    };
    let session = sign_in::examine(report, &line, &credentials).await?;
    let build = router.build.or_else(|| session.build.clone());
    let table = needs::examine(report, Survey::new(&line, &session), build).await;
    sign_in::rights(report, &session);
    session.end(&line).await;
    table
}
