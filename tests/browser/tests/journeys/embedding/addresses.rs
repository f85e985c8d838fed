//! The addresses of links in an embedded element: the host's, or none.

use browser_tests::{Node, Outcome, Page, Setup, journey};
use fantoccini::key::Key;
use serde_json::json;

use super::{ENTRY, around, load, open_bare};

/// A dashboard called `one` whose `hrefFor` is this.
async fn open(page: &Page, href_for: &str) -> Outcome {
    open_bare(page).await?;
    load(page, ENTRY).await?;
    page.evaluate(&format!("add('one').hrefFor = {href_for}")).await?;
    page.by_role("grid", "Deliveries").await?;
    Ok(())
}

async fn row(page: &Page) -> Outcome<Node> {
    page.by_role("searchbox", "Search").await?.fill("Event launch").await?;
    Ok(page.by_role("link", "Event launch SMS").await?)
}

#[test]
fn links_have_the_hosts_own_addresses_and_a_click_stays_in_the_element() {
    journey(Setup::default(), async |page| {
        open(page, "(route) => `/hosts/bare/?at=${encodeURIComponent(route)}`").await?;
        let before = around(page).await?;
        let link = row(page).await?;
        let address = format!("{}/hosts/bare/?at=deliveries%2F1206770%2Fsummary", page.site().origin());
        assert_eq!(link.evaluate("return arguments[0].href").await?, json!(address));
        link.click().await?;
        let back = page.by_role("link", "Deliveries").await?;
        let address = format!("{}/hosts/bare/?at=deliveries", page.site().origin());
        assert_eq!(back.evaluate("return arguments[0].href").await?, json!(address));
        assert_eq!(around(page).await?, before);
        Ok(())
    });
}

#[test]
fn with_control_the_hosts_own_address_is_opened_elsewhere() {
    journey(Setup::default(), async |page| {
        open(page, "(route) => `/hosts/bare/?at=${encodeURIComponent(route)}`").await?;
        let link = row(page).await?;
        // What the browser does then is its own: that it is left to do it is what counts, not another window here.
        let is_left = "const [link] = arguments;
            let isLeft;
            addEventListener('click', (event) => { isLeft = !event.defaultPrevented; event.preventDefault(); }, { once: true });
            link.dispatchEvent(new MouseEvent('click', { ctrlKey: true, bubbles: true, composed: true, cancelable: true }));
            return isLeft";
        assert_eq!(link.evaluate(is_left).await?, json!(true));
        page.by_role("grid", "Deliveries").await?;
        Ok(())
    });
}

#[test]
fn the_plain_example_shows_what_the_address_of_a_link_names() {
    journey(Setup::default(), async |page| {
        page.visit("/hosts/plain/").await?;
        let address = row(page).await?.evaluate("return arguments[0].href").await?;
        let address = address.as_str().and_then(|address| address.strip_prefix(page.site().origin()));
        assert_eq!(address, Some("/hosts/plain/?sms=deliveries%2F1206770%2Fsummary"));
        page.visit(address.unwrap_or_default()).await?;
        page.by_role("heading", "Event launch SMS (DM55842)").await?;
        Ok(())
    });
}

#[test]
fn without_the_hosts_addresses_links_have_none_and_work_by_click_and_by_key() {
    journey(Setup::default(), async |page| {
        open(page, "undefined").await?;
        let before = around(page).await?;
        let link = row(page).await?;
        assert_eq!(link.attribute("href").await?, None);
        page.check().await?;
        link.focus().await?;
        page.press(Key::Enter).await?;
        page.focus_is_on("heading", "Event launch SMS (DM55842)").await?;
        let back = page.by_role("link", "Deliveries").await?;
        assert_eq!(back.attribute("href").await?, None);
        page.check().await?;
        back.click().await?;
        page.by_role("link", "Event launch SMS").await?.click().await?;
        page.focus_is_on("heading", "Event launch SMS (DM55842)").await?;
        assert_eq!(around(page).await?, before);
        Ok(())
    });
}

#[test]
fn what_is_no_address_of_the_web_or_of_the_hosts_origin_counts_as_none() {
    journey(Setup::default(), async |page| {
        open(page, "undefined").await?;
        page.evaluate("window.asked = 0").await?;
        let others = [
            "(route) => `javascript:alert('${route}')`",
            "(route) => `//other.example/${route}`",
            "(route) => `data:text/plain,${route}`",
            "() => ''",
            "() => null",
            "async (route) => `/${route}`",
            "(route) => new URL(route, location)",
            "() => { throw new Error('not now'); }",
            "'/sms'",
        ];
        for (index, href_for) in (1..).zip(others) {
            page.evaluate(&format!("one.hrefFor = {href_for}; one.navigate('deliveries/{index}/audit')")).await?;
            page.by_role("heading", "This delivery does not exist").await?;
            page.evaluate("one.navigate('deliveries')").await?;
            page.shows(" of ").await?;
            let link = page.all_by_role("link").await?.swap_remove(0);
            assert_eq!(link.attribute("href").await?, None, "{href_for}");
        }
        Ok(())
    });
}
