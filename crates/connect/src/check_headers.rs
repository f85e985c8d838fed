//! Walks a live deployment of the app's files and says what its headers get wrong, what that causes, and what to set.
//!
//! In reading order: [`file`] looks at one file in every encoding, [`entry`] finds the names of the others, [`policy`]
//! reads the page's policy, [`api`] follows the calls to Campaign; [`visit`] is how they ask. It only reads.

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

/// Stands for a portal where none is named.
const SOME_PORTAL: &str = "https://portal.example";

/// Walks the deployment at `address` and says each finding; false if one of them is a problem.
///
/// `portal` is the origin of the page that will hold the app, where it is not the deployment's own. `credentials` is
/// asked only when Campaign has been found at the other end.
pub async fn examine(
    address: &str,
    portal: Option<&str>,
    credentials: impl FnOnce() -> Result<Option<Credentials>, String>,
    mut say: impl FnMut(Finding),
) -> bool {
    let mut report = Report::new(&mut say);
    // Where a step ends the walk it has said why: the later ones would only repeat it.
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
            "The address has no TLS: everybody on the way reads tokens and texts, and browsers take no br and no zstd.",
            "Serve it with https:// before people use it.",
        );
    }
    let visitor = match Visitor::new(site.clone(), portal.as_deref().unwrap_or(SOME_PORTAL)) {
        Ok(visitor) => visitor,
        Err(why) => {
            report.problem("This machine cannot make the connection.", why);
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

/// The policy for this place, for whoever has to mend it.
fn wanted_policy(site: &Instance, router: Option<&Instance>, portal: Option<&str>) -> String {
    let api = router.map(Instance::origin).filter(|origin| *origin != site.origin());
    let ancestors = portal.map_or_else(Vec::new, |portal| vec!["'self'", portal]);
    let hosting = Hosting::new(ancestors, api.as_deref()).unwrap_or_default();
    hosting.policy()
}

/// Some hosts show the page by its file's name only, or lead from there to the folder: both are well.
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
            "index.html is another page than its folder shows: some people see an old version.",
            "Empty the caches on the way, and send Cache-Control: no-cache with both.",
        );
        return;
    }
    let _ = file::examine(report, visitor, &Wanted { path: "index.html", integrity: None }).await;
}

fn permissions(report: &mut Report<'_>, page: &Found) {
    if page.answer.header("permissions-policy").is_empty() {
        report.warning(
            "The page lacks Permissions-Policy: an injected script could ask for the camera or the place of a person.",
            "Send the Permissions-Policy that docs/deploying.md shows.",
        );
    }
}

/// Looks at the page's settings, and gives the instance that they name.
async fn settings(report: &mut Report<'_>, visitor: &Visitor) -> Option<Instance> {
    let own = Instance::parse_page(&visitor.site.origin()).ok();
    match visitor.get(SETTINGS, "identity", false).await {
        Ok(answer) if matches!(answer.status, 404 | 410) => {
            report.warning(
                format!("{SETTINGS} is not there: the page takes what is usual, and each visit asks in vain."),
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
            "Write it as docs/deploying.md shows; {} is enough where Campaign answers under the page's own origin.",
        );
        return None;
    };
    if settings.get("operators").and_then(Value::as_array).is_some_and(|operators| !operators.is_empty()) {
        report.warning(
            format!("{SETTINGS} offers operators with their passwords to everybody who opens the page."),
            "Leave \"operators\" out, unless it is a demonstration.",
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

/// The entry file, and what it and the page name.
async fn files(report: &mut Report<'_>, visitor: &Visitor, page: &Found) {
    let entry = file::examine(report, visitor, &Wanted { path: ENTRY, integrity: None }).await;
    let text = |found: &Found| String::from_utf8_lossy(&found.content).into_owned();
    let mut named = entry.as_ref().map(text).as_deref().map(entry::named_in).unwrap_or_default();
    if entry.is_some() && !named.iter().any(|one| one.path.ends_with(".wasm")) {
        report.problem(
            format!(
                "{ENTRY} names no WebAssembly: it is not what `cargo xtask dist` writes, and the app does not start."
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

/// An open tab of an old version may ask for a file that is gone.
async fn missing(report: &mut Report<'_>, visitor: &Visitor) {
    let path = format!("{ASSETS}/missing-0000000000000000.js");
    let Ok(answer) = visitor.get(&path, "identity", true).await else { return };
    let lasts = ["immutable", "max-age=31536000"];
    if answer.status < 400 {
        report.problem(
            format!("A missing file under {ASSETS}/ is answered with HTTP {} instead of 404: a tab of an old version takes a page for a script, and caches keep it.", answer.status),
            format!("Answer 404 for what is missing under {ASSETS}/; never lead it to index.html."),
        );
    } else if answer.list("cache-control").iter().any(|word| lasts.contains(&word.as_str())) {
        report.problem(
            format!("That a file under {ASSETS}/ is missing is kept for long: it stays missing for some people when it is there."),
            format!("Send Cache-Control: {} only with files that are there.", serving::rules::IMMUTABLE),
        );
    } else {
        report.ok(format!("A missing file under {ASSETS}/ is a missing file (HTTP {}).", answer.status));
    }
}

/// Files that tell servers how to serve.
async fn hidden(report: &mut Report<'_>, visitor: &Visitor) {
    for (path, part) in [("_headers", "X-Content-Type-Options:"), (".htaccess", "RewriteEngine")] {
        let Ok(answer) = visitor.get(path, "identity", false).await else { continue };
        if answer.status == 200 && String::from_utf8_lossy(&answer.body).contains(part) {
            report.warning(
                format!("{path} is shown to everybody: it tells how the server is set up."),
                "Do not upload it where the server does not read it, or let the server hide it.",
            );
        }
    }
}

/// What a browser is told whose page lies here and whose router lies elsewhere.
async fn cross_origin(report: &mut Report<'_>, router: &Instance, own: &str) {
    match crate::doctor::line::Line::new(router.clone()) {
        Ok(line) => cors::examine(report, &line, own).await,
        Err(why) => report.problem("This machine cannot make the connection.", why),
    }
}
