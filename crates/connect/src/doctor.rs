//! Walks a connection from the address to the app's own questions, and says at each step what is and what to change.
//!
//! In reading order: [`network`], [`router`], [`cors`], [`sign_in`], [`schemas`], [`questions`] are the steps;
//! [`line`](self::line) is how they call. It only reads: nothing is written in Campaign.

mod cors;
mod line;
mod network;
mod questions;
mod router;
mod schemas;
mod sign_in;

use std::fmt;

use crate::instance::Instance;
use line::Line;
pub use sign_in::{Credentials, prompt};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Ok,
    /// The app works, but not all of it, or not everywhere.
    Warning,
    /// The app does not work so.
    Problem,
}

/// What one look found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub level: Level,
    /// One sentence.
    pub what: String,
    /// What to change; empty if nothing.
    pub remedy: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.level {
            Level::Ok => "OK",
            Level::Warning => "WARNING",
            Level::Problem => "PROBLEM",
        };
        write!(f, "{level:8} {}", self.what)?;
        if self.remedy.is_empty() { Ok(()) } else { write!(f, "\n         {}", self.remedy) }
    }
}

/// Says findings and remembers whether one was a problem.
struct Report<'a> {
    say: &'a mut dyn FnMut(Finding),
    has_problem: bool,
}

impl Report<'_> {
    fn ok(&mut self, what: impl Into<String>) {
        (self.say)(Finding { level: Level::Ok, what: what.into(), remedy: String::new() });
    }

    fn warning(&mut self, what: impl Into<String>, remedy: impl Into<String>) {
        (self.say)(Finding { level: Level::Warning, what: what.into(), remedy: remedy.into() });
    }

    fn problem(&mut self, what: impl Into<String>, remedy: impl Into<String>) {
        self.has_problem = true;
        (self.say)(Finding { level: Level::Problem, what: what.into(), remedy: remedy.into() });
    }

    fn refusal(&mut self, before: &str, refusal: &line::Refusal) {
        let (what, remedy) = refusal.words();
        self.problem(format!("{before}{what}"), remedy);
    }
}

/// Walks the connection to the instance at `address` and says each finding; false if one of them is a problem.
///
/// `origin` is the origin of the page that will hold the app, where it is not the instance's own. `credentials` is asked
/// only when Campaign has been found at the other end.
pub async fn examine(
    address: &str,
    origin: Option<&str>,
    credentials: impl FnOnce() -> Result<Option<Credentials>, String>,
    mut say: impl FnMut(Finding),
) -> bool {
    let mut report = Report { say: &mut say, has_problem: false };
    // Where a step ends the walk it has said why: the later ones would only repeat it.
    let _ = walk(&mut report, address, origin, credentials).await;
    !report.has_problem
}

async fn walk(
    report: &mut Report<'_>,
    address: &str,
    origin: Option<&str>,
    credentials: impl FnOnce() -> Result<Option<Credentials>, String>,
) -> Option<()> {
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
    router::examine(report, &line).await?;
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
    schemas::examine(report, &line, &session.access).await;
    questions::examine(report, &line, &session.access).await;
    sign_in::rights(report, &session);
    session.end(&line).await;
    Some(())
}
