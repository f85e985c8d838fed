//! Checks a live deployment of the app's files, and says what is wrong with its headers, what that causes, and what to
//! set.
//!
//! In reading order: [`file`] checks one file in every encoding, [`entry`] finds the names of the others, [`policy`]
//! reads the page's policy, [`api`] checks the calls to Campaign; [`visit`] makes their requests. It changes nothing.

mod api;
mod entry;
mod file;
mod policy;
mod visit;

use reqwest::Url;
use serde_json::Value;
use serving::Hosting;
use serving::rules::{ASSETS, ENTRY, SETTINGS};

use crate::doctor::{Credentials, cors};
use crate::finding::{Finding, Report};
use crate::instance::Instance;
use file::{Found, Wanted};
use visit::Visitor;

/// The portal's origin if none is given.
const SOME_PORTAL: &str = "https://portal.example";

/// Checks the deployment at `address` and reports each finding; false if one of them is a problem.
///
/// `portal` is the origin of the page that will contain the app, if it is not the deployment's own. `credentials` is
/// called only after Campaign has answered.
pub async fn examine(
    address: &str,
    portal: Option<&str>,
    credentials: impl FnOnce() -> Result<Option<Credentials>, String>,
    mut say: impl FnMut(Finding),
) -> bool {
    let mut report = Report::new(&mut say);
    // A step that ends the check has reported why.
    let _ = walk(&mut report, address, portal, credentials).await;
    !report.has_problem()
}

async fn walk(
    report: &mut Report<'_>,
    address: &str,
    portal: Option<&str>,
    credentials: impl FnOnce() -> Result<Option<Credentials>, String>,
) -> Option<()> {
    let site = match Instance::parse_page(address.trim().trim_end_matches("index.html")) {
        Ok(site) => site,
        Err(why) => {
            report.problem("The address cannot be used.", why);
            return None;
        }
    };
    let portal = match portal.map(origin).transpose() {
        Ok(portal) => portal,
        Err(why) => {
            report.problem("The origin cannot be used.", why);
            return None;
        }
    };
    if !site.is_encrypted() {
        report.warning(
            "The address has no TLS: others on the network can read tokens and texts, and browsers accept neither br nor zstd.",
            "Serve it with https:// before people use it.",
        );
    }
    let visitor = match Visitor::new(site.clone(), portal.as_deref().unwrap_or(SOME_PORTAL)) {
        Ok(visitor) => visitor,
        Err(why) => {
            report.problem("This machine cannot connect.", why);
            return None;
        }
    };
    let page = file::examine(report, &visitor, &Wanted { path: "", integrity: None }).await?;
    same_page_by_name(report, &visitor, &page).await;
    permissions(report, &page);
    let router = settings(report, &visitor).await;
    let needs = policy::Needs {
        own: &site.origin(),
        api: &router.as_ref().unwrap_or(&site).origin(),
        portal: portal.as_deref(),
        wanted: &wanted_policy(&site, router.as_ref(), portal.as_deref()),
    };
    let policies = page.answer.headers.get_all("content-security-policy").iter();
    let policies: Vec<_> = policies.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect();
    let only_reported = page.answer.headers.contains_key("content-security-policy-report-only");
    policy::examine(report, &policies, only_reported, &needs);
    files(report, &visitor, &page).await;
    missing(report, &visitor).await;
    hidden(report, &visitor).await;
    let router = router?;
    if router.origin() != site.origin() {
        cross_origin(report, &router, &site.origin()).await;
    }
    api::examine(report, router, credentials).await;
    Some(())
}

fn origin(text: &str) -> Result<String, String> {
    let origin = Url::parse(text.trim()).ok().map(|url| url.origin()).filter(|origin| origin.is_tuple());
    origin
        .map(|origin| origin.ascii_serialization())
        .ok_or_else(|| "Write it like https://portal.example, without a path.".to_owned())
}

/// The right policy for this deployment, as a remedy.
fn wanted_policy(site: &Instance, router: Option<&Instance>, portal: Option<&str>) -> String {
    let api = router.map(Instance::origin).filter(|origin| *origin != site.origin());
    let ancestors = portal.map_or_else(Vec::new, |portal| vec!["'self'", portal]);
    let hosting = Hosting::new(ancestors, api.as_deref()).unwrap_or_default();
    hosting.policy()
}

/// Some hosts show the page only under its file name, or redirect from there to the folder. Both are right.
async fn same_page_by_name(report: &mut Report<'_>, visitor: &Visitor, page: &Found) {
    let Ok(answer) = visitor.get("index.html", "identity", false).await else { return };
    if answer
        .leads_to()
        .is_some_and(|to| to.path().trim_end_matches('/') == page.answer.address.path().trim_end_matches('/'))
    {
        return;
    }
    if answer.status == 200 && answer.content().is_ok_and(|content| content != page.content) {
        report.problem(
            "index.html differs from the page of its folder: some people see an old version.",
            "Empty the caches in between, and send Cache-Control: no-cache with both.",
        );
        return;
    }
    let _ = file::examine(report, visitor, &Wanted { path: "index.html", integrity: None }).await;
}

fn permissions(report: &mut Report<'_>, page: &Found) {
    if page.answer.header("permissions-policy").is_empty() {
        report.warning(
            "The page lacks Permissions-Policy: an injected script could ask for the camera or the location of a person.",
            "Send the Permissions-Policy that docs/deploying.md shows.",
        );
    }
}

/// Checks the page's settings, and returns the instance that they name.
async fn settings(report: &mut Report<'_>, visitor: &Visitor) -> Option<Instance> {
    let own = Instance::parse_page(&visitor.site.origin()).ok();
    match visitor.get(SETTINGS, "identity", false).await {
        Ok(answer) if matches!(answer.status, 404 | 410) => {
            report.warning(
                format!("{SETTINGS} is missing: the page uses the defaults, and each visit requests it in vain."),
                format!("Upload {SETTINGS}; it may be {{}}."),
            );
            return own;
        }
        _ => {}
    }
    let found = file::examine(report, visitor, &Wanted { path: SETTINGS, integrity: None }).await?;
    let Ok(Value::Object(settings)) = serde_json::from_slice(&found.content) else {
        report.problem(
            format!("{SETTINGS} is not a JSON object: the page does not know where Campaign is."),
            "Write it as docs/deploying.md shows; {} is enough if Campaign answers on the page's own origin.",
        );
        return None;
    };
    if settings.get("operators").and_then(Value::as_array).is_some_and(|operators| !operators.is_empty()) {
        report.warning(
            format!("{SETTINGS} offers operators with their passwords to everybody who opens the page."),
            "Remove \"operators\", unless it is a demonstration.",
        );
    }
    let base = settings.get("baseUrl").and_then(Value::as_str).unwrap_or_default();
    let base = found.answer.address.join(if base.is_empty() { "/" } else { base }).ok()?;
    match Instance::parse_page(base.as_str()) {
        Ok(instance) => Some(instance),
        Err(why) => {
            report.problem(format!("The baseUrl of {SETTINGS} cannot be used."), why);
            None
        }
    }
}

/// Checks the entry file, and the files that it and the page name.
async fn files(report: &mut Report<'_>, visitor: &Visitor, page: &Found) {
    let entry = file::examine(report, visitor, &Wanted { path: ENTRY, integrity: None }).await;
    let text = |found: &Found| String::from_utf8_lossy(&found.content).into_owned();
    let mut named = entry.as_ref().map(text).as_deref().map(entry::named_in).unwrap_or_default();
    if entry.is_some() && !named.iter().any(|one| one.path.ends_with(".wasm")) {
        report.problem(
            format!(
                "{ENTRY} names no WebAssembly: it is not the file of `cargo xtask dist`, and the app does not start."
            ),
            "Upload everything that `cargo xtask dist` writes.",
        );
    }
    for one in entry::named_in(&text(page)) {
        if !named.iter().any(|known| known.path == one.path) {
            named.push(one);
        }
    }
    for one in &named {
        let wanted = Wanted { path: &one.path, integrity: one.integrity.as_deref() };
        let _ = file::examine(report, visitor, &wanted).await;
    }
}

/// Checks the answer for a missing file: an open tab of an old version may request one.
async fn missing(report: &mut Report<'_>, visitor: &Visitor) {
    let path = format!("{ASSETS}/missing-0000000000000000.js");
    let Ok(answer) = visitor.get(&path, "identity", true).await else { return };
    let lasts = ["immutable", "max-age=31536000"];
    if answer.status < 400 {
        report.problem(
            format!("A missing file under {ASSETS}/ is answered with HTTP {} instead of 404: a tab of an old version gets a page instead of a script, and caches keep it.", answer.status),
            format!("Answer 404 for missing files under {ASSETS}/, never with index.html."),
        );
    } else if answer.list("cache-control").iter().any(|word| lasts.contains(&word.as_str())) {
        report.problem(
            format!("The 404 of a missing file under {ASSETS}/ is cached for long: some people still get it when the file exists."),
            format!("Send Cache-Control: {} only with existing files.", serving::rules::IMMUTABLE),
        );
    } else {
        report.ok(format!("A missing file under {ASSETS}/ is answered with HTTP {}.", answer.status));
    }
}

/// Files with settings of servers.
async fn hidden(report: &mut Report<'_>, visitor: &Visitor) {
    for (path, part) in [("_headers", "X-Content-Type-Options:"), (".htaccess", "RewriteEngine")] {
        let Ok(answer) = visitor.get(path, "identity", false).await else { continue };
        if answer.status == 200 && String::from_utf8_lossy(&answer.body).contains(part) {
            report.warning(
                format!("{path} is public: it shows the server's settings."),
                "Do not upload it if the server does not read it, or let the server hide it.",
            );
        }
    }
}

/// Checks the answers for a browser whose page is here and whose router is on another origin.
async fn cross_origin(report: &mut Report<'_>, router: &Instance, own: &str) {
    match crate::doctor::line::Line::new(router.clone()) {
        Ok(line) => cors::examine(report, &line, own).await,
        Err(why) => report.problem("This machine cannot connect.", why),
    }
}
