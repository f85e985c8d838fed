//! What must be true in every state of every journey.

use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::Error;
use crate::page::Page;
use crate::policy::POLICY;
use crate::{environment, wait};

/// The rules that axe-core applies.
const TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

const RUN_AXE: &str = "const [tags, done] = arguments;
    axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], preload: false, iframes: false })
        .then((results) => done(results.violations), (error) => done([{ id: 'axe', help: String(error), nodes: [] }]));";

/// What a journey makes the browser say.
#[derive(Debug)]
pub(crate) struct Expected {
    place: Place,
    part: String,
    has_come: bool,
}

/// Where the browser says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Console,
    Report,
}

impl Page {
    /// Says that a message with `part` in it will come on the console. The journey fails if it does not come.
    pub fn expect_in_console(&self, part: &str) {
        self.expect(Place::Console, part);
    }

    /// Says that the browser will report a breach of the policy to the server, with `part` in the report. The journey fails
    /// if the report does not come.
    pub fn expect_report(&self, part: &str) {
        self.expect(Place::Report, part);
    }

    fn expect(&self, place: Place, part: &str) {
        self.expected.borrow_mut().push(Expected { place, part: part.to_owned(), has_come: false });
    }

    /// The same for what only this engine writes. In the others the message is not expected, and so not allowed.
    pub fn expect_in_console_of(&self, engine: Engine, part: &str) {
        if environment::engine() == engine {
            self.expect_in_console(part);
        }
    }

    /// Says that a request fails, or is answered with an error status: `net::ERR_` or, for instance, `status of 503`.
    ///
    /// Only in Chromium this is checked: Firefox and WebKitGTK write it to their developer tools alone, where no journey
    /// can read it.
    pub fn expect_failed_request(&self, words: &str) {
        self.expect_in_console_of(Engine::Chromium, words);
    }

    /// The page is sound in its present state: the policy holds, the console is silent except for what is expected, no
    /// browser reports a breach, axe-core finds nothing in Chromium.
    pub async fn check(&self) -> Result<(), Error> {
        self.check_policy()?;
        self.check_console().await?;
        // It judges the document, which is the same in every engine.
        if environment::engine() != Engine::Chromium {
            return Ok(());
        }
        self.check_accessibility().await?;
        // axe-core itself must not have caused a message.
        self.check_console().await
    }

    /// Waits until everything that the journey expects has come.
    pub(crate) async fn check_expected(&self) -> Result<(), Error> {
        let missing = || -> Vec<String> {
            let expected = self.expected.borrow();
            let missing = expected.iter().filter(|expected| !expected.has_come);
            missing.map(|Expected { place, part, .. }| format!("{place:?}: {part}")).collect()
        };
        wait::until(
            async || {
                self.check_console().await?;
                Ok(missing().is_empty().then_some(()))
            },
            async || format!("This is expected and does not come: {:?}", missing()),
        )
        .await
    }

    fn check_policy(&self) -> Result<(), Error> {
        let policies = self.site.steering().policies();
        let of_hosts = self.site.steering().policy();
        match policies.iter().find(|policy| *policy != POLICY && **policy != of_hosts) {
            Some(policy) => Err(Error::new(format!("The page was served under another policy: {policy}"))),
            None if policies.is_empty() => Err(Error::new("The page was never served.")),
            None => Ok(()),
        }
    }

    async fn check_console(&self) -> Result<(), Error> {
        self.listen().await?;
        let messages = std::mem::take(&mut *self.heard.borrow_mut());
        let unexpected = messages
            .iter()
            .filter(|message| matches!(message.level.as_str(), "SEVERE" | "WARNING"))
            .filter(|message| !self.is_expected(Place::Console, &message.text))
            // A strict sandbox uses this status when it ends sessions and refuses passwords (contract 19.1).
            .filter(|message| !(environment::is_strict() && message.text.contains("status of 403")))
            .map(|message| format!("The console says {}: {}", message.level, message.text));
        // Every engine also reports a breach to the server, but the report may come later than this check.
        let reports = self.site.steering().take_reports().into_iter();
        let reports = reports.filter(|report| !self.is_expected(Place::Report, report));
        let reports = reports.map(|report| format!("The browser reports a breach of the policy: {report}"));
        let complaints: Vec<_> = unexpected.chain(reports).collect();
        if complaints.is_empty() { Ok(()) } else { Err(Error::new(complaints.join("\n"))) }
    }

    /// Whether the journey expects what is said at this place. Then it has come.
    fn is_expected(&self, place: Place, said: &str) -> bool {
        let mut expected = self.expected.borrow_mut();
        let matching = expected.iter_mut().filter(|expected| expected.place == place && said.contains(&expected.part));
        let mut is_expected = false;
        for expected in matching {
            expected.has_come = true;
            is_expected = true;
        }
        is_expected
    }

    async fn check_accessibility(&self) -> Result<(), Error> {
        let is_loaded = self.client.execute("return 'axe' in window", Vec::new()).await?;
        if is_loaded != json!(true) {
            self.client.execute(axe(), Vec::new()).await?;
        }
        let violations = self.client.execute_async(RUN_AXE, vec![json!(TAGS)]).await?;
        let findings: Vec<_> = violations.as_array().into_iter().flatten().map(finding).collect();
        if findings.is_empty() {
            return Ok(());
        }
        Err(Error::new(format!("axe-core finds:\n{}", findings.join("\n"))))
    }
}

fn axe() -> &'static str {
    static SOURCE: OnceLock<String> = OnceLock::new();
    SOURCE.get_or_init(|| std::fs::read_to_string(environment::axe()).expect("axe-core's source is where AXE says"))
}

fn finding(violation: &Value) -> String {
    let nodes = violation["nodes"].as_array().into_iter().flatten().take(5);
    let nodes = nodes.map(|node| format!("    {} {}", node["html"], node["failureSummary"]));
    format!("  {}: {}\n{}", violation["id"], violation["help"], nodes.collect::<Vec<_>>().join("\n"))
}
