//! A host in which a script has put properties on all objects: `Object.prototype` is polluted.

use browser_tests::{Setup, journey, steering::Turn};

use super::{ENTRY, open_bare};
use crate::support::{ENGLISH, sign_in_as};

/// What a careless or hostile script has put on all objects of the page, and what takes it away again. Scripts of
/// Firefox's driver have objects of their own, so that `window` says whose are meant.
const POLLUTE: &str = "const evil = location.origin + '/evil';
    const polluted = {
        baseUrl: evil, 'base-url': evil, assetBase: evil, 'asset-base': evil, url: evil, path: 'evil.js', route: 'evil',
        signIn: 'password', 'sign-in': 'password', locale: 'fr', readonly: true, timeZone: 'Mars/Olympus',
        bearer: 'evil', securityToken: 'evil', sessionToken: 'evil',
        getToken: () => ({ bearer: 'evil' }), hrefFor: () => evil, fetch: () => Promise.reject(Error('evil')),
        __securitytoken: 'evil', __securityToken: 'evil',
        method: 'PUT', headers: { 'X-Evil': 'evil' }, integrity: 'sha256-AAAA', credentials: 'omit', mode: 'no-cors',
        redirect: 'follow', referrer: evil, signal: 'evil', window: 'evil', keepalive: true,
        size: 1, code: 'evil', reason: 'evil', nonce: 'evil', style: 'currency', notation: 'compact', hour12: true,
    };
    const put = (name, what) => window.Object.defineProperty(window.Object.prototype, name, { configurable: true, ...what });
    // Not for those who go through all names, as drivers of browsers do.
    for (const [name, value] of Object.entries(polluted)) put(name, { value, writable: true });
    const toJSON = () => ({ bearer: 'evil' });
    put('toJSON', { get() { return Object.hasOwn(this, 'securityToken') ? toJSON : undefined; } });
    window.clean = () => { for (const name of ['toJSON', ...Object.keys(polluted)]) delete window.Object.prototype[name]; };";

#[test]
fn what_a_page_has_put_on_all_objects_is_no_setting_and_no_token() {
    journey(Setup::default().frozen(), async |page| {
        open_bare(page).await?;
        page.evaluate_async(&format!(
            "const [done] = arguments;
             getToken().then((token) => {{
                 {POLLUTE}
                 load('{ENTRY}').then(() => {{
                     const one = add('one', {{}}, document.createElement('div'));
                     one.getToken = async () => token;
                     one.baseUrl = '/sms';
                     document.querySelector('main').append(one);
                     done();
                 }});
             }});"
        ))
        .await?;
        page.by_role("grid", "Deliveries").await?;
        page.shows(" of ").await?;
        let link = page.all_by_role("link").await?.swap_remove(0);
        assert_eq!(link.attribute("href").await?, None);
        page.evaluate("one.navigate('deliveries/1206770/summary')").await?;
        page.by_role("tabpanel", "Summary").await?.shows("To send 34").await?;
        page.shows("15:27:39").await?;
        page.rests().await?;
        let steering = page.site().steering();
        assert!(steering.seen("evil").is_empty(), "{:?}", steering.seen("evil"));
        let calls = steering.seen("soaprouter.jsp");
        let is_right = calls.iter().all(|call| call.path == "/sms/nl/jsp/soaprouter.jsp" || call.method() == "Logon");
        assert!(is_right && calls.len() > 3, "{calls:?}");
        page.evaluate("clean()").await?;
        Ok(())
    });
}

#[test]
fn what_stands_on_all_objects_is_no_token_of_a_page_that_campaign_serves() {
    journey(Setup::default(), async |page| {
        let _polluted = page.site().steering().intervene("/sms-dashboard.js", Turn::Prefix(POLLUTE));
        page.visit("/").await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        page.by_role("grid", "Deliveries").await?;
        page.rests().await?;
        assert!(page.site().steering().seen("evil").is_empty());
        page.evaluate("clean()").await?;
        page.by_role("searchbox", "Search").await?.fill("DM144").await?;
        page.shows("Rows 1 to 1 of 1").await?;
        Ok(())
    });
}
