//! What must hold in every state of every journey.

use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::error::Error;
use crate::page::Page;
use crate::policy::POLICY;
use crate::{environment, session};

/// The rules that axe-core applies.
const TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

const RUN_AXE: &str = "const [tags, done] = arguments;
    axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], preload: false, iframes: false })
        .then((results) => done(results.violations), (error) => done([{ id: 'axe', help: String(error), nodes: [] }]));";

impl Page {
    /// Says that a console message with `part` in it is this journey's doing.
    pub fn expect_in_console(&self, part: &str) {
        self.expected.borrow_mut().push(part.to_owned());
    }

    /// The page in its present state is sound: the policy holds, the console is silent, nobody reports a breach, axe-core
    /// finds nothing.
    pub async fn check(&self) -> Result<(), Error> {
        self.check_policy()?;
        self.check_console().await?;
        self.check_accessibility().await?;
        // The checker itself must not have disturbed anything.
        self.check_console().await
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
        let messages = session::console(&self.client).await?;
        let expected = self.expected.borrow();
        let unexpected = messages
            .iter()
            .filter(|message| matches!(message.level.as_str(), "SEVERE" | "WARNING"))
            .filter(|message| !expected.iter().any(|part| message.text.contains(part)))
            // So a strict sandbox ends sessions and refuses passwords (contract 19.1), and Chromium says it.
            .filter(|message| !(environment::is_strict() && message.text.contains("status of 403")))
            .map(|message| format!("The console says {}: {}", message.level, message.text));
        // Of a breach the server hears too, in every browser, though maybe only after the check that follows it.
        let reports = self.site.steering().take_reports().into_iter();
        let reports = reports.filter(|report| !expected.iter().any(|part| report.contains(part)));
        let reports = reports.map(|report| format!("The browser reports a breach of the policy: {report}"));
        let complaints: Vec<_> = unexpected.chain(reports).collect();
        if complaints.is_empty() { Ok(()) } else { Err(Error::new(complaints.join("\n"))) }
    }

    async fn check_accessibility(&self) -> Result<(), Error> {
        let there = self.client.execute("return 'axe' in window", Vec::new()).await?;
        if there != json!(true) {
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
