//! Walks a connection from the address to the app's own questions, and says at each step what is and what to change.
//!
//! In reading order: [`network`], [`router`], [`cors`], [`sign_in`], [`needs`] are the steps; [`line`](self::line) is
//! how they call. What the app needs is in [`questions`], read by [`asked`], asked by [`survey`], and in [`methods`];
//! [`table`] is what comes of it. It only reads: nothing is written in Campaign.

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

/// How a walk ended.
pub struct Outcome {
    /// No finding is a problem.
    pub is_well: bool,
    /// What the app needs and what there is of it; `None` where the walk did not come so far.
    pub table: Option<Table>,
}

/// Walks the connection to the instance at `address` and says each finding.
///
/// `origin` is the origin of the page that will hold the app, where it is not the instance's own. `credentials` is
/// asked only when Campaign has been found at the other end.
pub async fn examine(
    address: &str,
    origin: Option<&str>,
    credentials: impl FnOnce() -> Result<Option<Credentials>, String>,
    mut say: impl FnMut(Finding),
) -> Outcome {
    let mut report = Report::new(&mut say);
    // Where a step ends the walk it has said why: the later ones would only repeat it.
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
            report.problem("This machine cannot make the connection.", why);
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
                "There is no token and no password, so that nothing behind the sign-in was looked at.",
                "Set CAMPAIGN_BEARER, or CAMPAIGN_SESSION_TOKEN and CAMPAIGN_SECURITY_TOKEN, or CAMPAIGN_LOGIN and \
                 CAMPAIGN_PASSWORD.",
            );
            return None;
        }
        Err(why) => {
            report.problem("It is not clear whom to sign in.", why);
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
