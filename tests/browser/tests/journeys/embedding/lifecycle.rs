//! Elements that are added, moved, removed and added again, and several elements on one page.

use browser_tests::{Failed, Node, Outcome, Page, Setup, eventually, journey};
use serde_json::json;

use super::{ENTRY, add, load, open_bare, open_loaded};
use crate::support::{holds, id, is_enabled, text_field};

const TYPED: &str = "Typed and not saved";

/// Adds a dashboard `one` in which the text of a draft was changed.
async fn open_editor(page: &Page) -> Outcome {
    open_loaded(page).await?;
    add(page, "one", &format!("{{ route: 'deliveries/{}/sms' }}", id::DRAFT)).await?;
    text_field(page).await?.fill(TYPED).await?;
    page.settles().await?;
    page.site().steering().forget();
    Ok(())
}

/// Adds two dashboards, `one` and `two`, with different settings.
async fn open_two(page: &Page) -> Outcome {
    open_loaded(page).await?;
    add(page, "one", "{ route: 'deliveries/1206770/audit', theme: 'light', density: 'compact' }").await?;
    let second =
        "{ route: 'deliveries/1206770/summary', theme: 'dark', locale: 'fr', 'time-zone': 'America/New_York' }";
    add(page, "two", second).await?;
    page.look_into("#one");
    page.by_role("grid", "Journal").await?;
    page.look_into("#two");
    page.by_role("tabpanel", "Résumé").await?;
    Ok(())
}

#[test]
fn two_elements_have_their_own_settings() {
    journey(Setup::default(), async |page| {
        open_two(page).await?;
        // 15:27:39 in Paris.
        page.by_role("tabpanel", "Résumé").await?.shows("09:27:39").await?;
        let look = "return ['one', 'two'].map((id) => {
            const dashboard = document.getElementById(id);
            const app = getComputedStyle(dashboard.shadowRoot.querySelector('[part=app]'));
            return [getComputedStyle(dashboard).colorScheme, app.fontSize];
        })";
        assert_eq!(page.evaluate(look).await?, json!([["light", "13px"], ["dark", "14px"]]));
        Ok(())
    });
}

#[test]
fn two_elements_share_one_instance_of_the_app() {
    journey(Setup::default(), async |page| {
        open_two(page).await?;
        assert_eq!(page.evaluate("return count().instances").await?, json!(1));
        Ok(())
    });
}

#[test]
fn two_elements_have_their_own_routes() {
    journey(Setup::default(), async |page| {
        open_two(page).await?;
        page.evaluate("one.navigate('deliveries')").await?;
        page.look_into("#one");
        page.by_role("grid", "Deliveries").await?;
        page.look_into("#two");
        page.by_role("tabpanel", "Résumé").await?;
        Ok(())
    });
}

#[test]
fn an_element_that_is_moved_keeps_its_content() {
    journey(Setup::default().frozen(), async |page| {
        open_editor(page).await?;
        let text = text_field(page).await?;
        page.evaluate("const section = document.createElement('section'); document.querySelector('main').append(section); section.append(one)")
            .await?;
        // This reads the same field as before, not a new one.
        assert_eq!(text.value().await?, TYPED);
        page.evaluate("document.querySelector('main').prepend(one)").await?;
        assert_eq!(text.value().await?, TYPED);
        page.settles().await?;
        assert!(page.site().steering().seen("soaprouter").is_empty(), "nothing was asked again");
        Ok(())
    });
}

#[test]
fn an_element_that_is_added_again_shows_what_was_typed() {
    journey(Setup::default().frozen(), async |page| {
        open_editor(page).await?;
        page.by_role("tab", "Audit").await?.click().await?;
        page.by_role("grid", "Journal").await?;
        page.by_role("tab", "SMS").await?.click().await?;
        page.evaluate("window.dashboard = one; dashboard.remove()").await?;
        page.becomes_true("return dashboard.shadowRoot.childElementCount === 0").await?;
        page.evaluate("document.querySelector('main').append(dashboard)").await?;
        holds(&text_field(page).await?, TYPED).await
    });
}

/// A portal may switch between production and a copy of it, with the same operators and deliveries.
#[test]
fn a_text_typed_for_one_server_is_not_shown_for_another() {
    journey(Setup::default().frozen(), async |page| {
        open_editor(page).await?;
        let text = async || Ok::<_, Failed>(text_field(page).await?.value().await?);
        page.evaluate("one.baseUrl = '/sms'").await?;
        eventually("the server's text is there", async || Ok(text().await.is_ok_and(|text| text != TYPED))).await?;
        assert!(!page.site().steering().seen("/sms/nl/jsp/soaprouter.jsp").is_empty());
        page.evaluate("one.baseUrl = ''").await?;
        eventually("the text is back", async || Ok(text().await.is_ok_and(|text| text == TYPED))).await?;
        Ok(())
    });
}

#[test]
fn properties_that_are_set_before_the_element_is_defined_count() {
    journey(Setup::default(), async |page| {
        open_bare(page).await?;
        page.evaluate(
            "const early = document.createElement('sms-dashboard');
             Object.assign(early, { id: 'early', getToken, locale: 'fr', readonly: true });
             early.route = 'deliveries/1250016/sms';
             early.setAttribute('theme', 'dark');
             document.querySelector('main').append(early);",
        )
        .await?;
        load(page, ENTRY).await?;
        let text = page.by_role("textbox", "Contenu texte").await?;
        assert!(!text.is_enabled().await?, "the host makes a draft read only that admin may write");
        let attributes = "return ['locale', 'readonly', 'route', 'theme'].map((name) => early.getAttribute(name))";
        assert_eq!(page.evaluate(attributes).await?, json!(["fr", "", "deliveries/1250016/sms", "dark"]));
        page.evaluate("early.readonly = false").await?;
        is_enabled(&page.by_role("textbox", "Contenu texte").await?, true).await?;
        page.by_role("tab", "Résumé").await?.click().await?;
        page.by_role("button", "Recompter").await?;
        page.evaluate("early.readonly = true").await?;
        page.none_by_role("button", "Recompter").await?;
        Ok(())
    });
}

#[test]
fn an_element_that_is_destroyed_stays_empty() {
    journey(Setup::default(), async |page| {
        open_loaded(page).await?;
        add(page, "one", "{ route: 'deliveries/1206770/audit' }").await?;
        page.shows("of 49").await?;
        page.settles().await?;
        page.site().steering().forget();
        page.evaluate(
            "const dashboard = one;
             dashboard.destroy();
             dashboard.remove();
             document.querySelector('main').append(dashboard);
             dashboard.refresh(); dashboard.navigate('deliveries'); dashboard.signOut(); dashboard.focus(); dashboard.destroy();",
        )
        .await?;
        // The second one starts later than the first. When it is ready, the first would be ready too.
        add(page, "two", "{}").await?;
        page.look_into("#two");
        page.by_role("grid", "Deliveries").await?;
        assert_eq!(page.evaluate("return one.shadowRoot.childElementCount").await?, json!(0));
        assert_eq!(page.site().steering().calls("Logon"), 1, "only the second one asks for a token");
        Ok(())
    });
}

/// Adds a dashboard `one`. `told` has the names and details of its events; `isPrevented` prevents `sms-navigate`.
async fn open_and_listen(page: &Page) -> Outcome {
    open_loaded(page).await?;
    page.evaluate(
        "window.told = [];
         for (const name of ['ready', 'error', 'route-change', 'navigate', 'before-send', 'session-expired']) {
            addEventListener(`sms-${name}`, (event) => {
                if (name === 'navigate' && window.isPrevented) event.preventDefault();
                told.push([name, event.detail]);
            });
         }
         add('one')",
    )
    .await?;
    page.by_role("grid", "Deliveries").await?;
    Ok(())
}

/// Searches for the documented delivery; the host is told of the list that is shown then. What it was told is forgotten.
async fn find_link(page: &Page) -> Outcome<Node> {
    page.by_role("searchbox", "Search").await?.fill("Event launch").await?;
    let link = page.by_role("link", "Event launch SMS").await?;
    page.becomes_true("return told.some(([name, detail]) => name === 'route-change' && detail.replace)").await?;
    page.evaluate("told.splice(0)").await?;
    Ok(link)
}

const LINKED: &str = "deliveries/1206770/summary";

#[test]
fn the_host_is_told_when_the_element_is_ready() {
    journey(Setup::default(), async |page| {
        open_and_listen(page).await?;
        let ready = json!([["ready", { "version": env!("CARGO_PKG_VERSION") }]]);
        assert_eq!(page.evaluate("return told").await?, ready);
        Ok(())
    });
}

#[test]
fn the_host_can_prevent_that_a_link_is_followed() {
    journey(Setup::default(), async |page| {
        open_and_listen(page).await?;
        let link = find_link(page).await?;
        page.evaluate("window.isPrevented = true").await?;
        link.click().await?;
        page.becomes_true("return told.length === 1").await?;
        assert_eq!(page.evaluate("return told").await?, json!([["navigate", { "route": LINKED }]]));
        page.by_role("grid", "Deliveries").await?;
        Ok(())
    });
}

#[test]
fn the_host_is_told_when_a_link_is_followed() {
    journey(Setup::default(), async |page| {
        open_and_listen(page).await?;
        find_link(page).await?.click().await?;
        page.by_role("heading", "Event launch SMS (DM55842)").await?;
        let told = json!([["navigate", { "route": LINKED }], ["route-change", { "route": LINKED, "replace": false }]]);
        assert_eq!(page.evaluate("return told").await?, told);
        Ok(())
    });
}

#[test]
fn the_host_is_not_told_what_it_does_itself() {
    journey(Setup::default(), async |page| {
        open_and_listen(page).await?;
        page.evaluate("told.splice(0); one.navigate('deliveries/1206770/audit')").await?;
        page.shows("of 49").await?;
        page.evaluate("one.route = 'deliveries'").await?;
        page.by_role("grid", "Deliveries").await?;
        page.evaluate("one.focus()").await?;
        page.focus_is_on("heading", "Deliveries").await?;
        assert_eq!(page.evaluate("return told").await?, json!([]));
        Ok(())
    });
}

#[test]
fn the_host_is_told_when_the_session_has_ended() {
    journey(Setup::default().frozen(), async |page| {
        open_and_listen(page).await?;
        page.settles().await?;
        page.evaluate("one.getToken = async () => null").await?;
        page.site().expire_sessions().await?;
        page.evaluate("one.refresh()").await?;
        page.becomes_true("return told.some(([name]) => name === 'session-expired')").await?;
        Ok(())
    });
}

#[test]
fn a_second_copy_of_the_same_version_uses_the_first() {
    journey(Setup::default(), async |page| {
        open_loaded(page).await?;
        page.evaluate("window.first = customElements.get('sms-dashboard')").await?;
        let script = "const [done] = arguments;
            load('/a/b/sms-dashboard.js').then(({ createSmsDashboard, version }) => {
                const { element } = createSmsDashboard(document.querySelector('main'), { getToken, locale: 'en' });
                done([version, element instanceof first]);
            });";
        assert_eq!(page.evaluate_async(script).await?, json!([env!("CARGO_PKG_VERSION"), true]));
        page.by_role("grid", "Deliveries").await?;
        assert_eq!(page.evaluate("return count().instances").await?, json!(1));
        Ok(())
    });
}

#[test]
fn a_dashboard_that_a_script_creates_can_be_changed_and_destroyed() {
    journey(Setup::default(), async |page| {
        open_bare(page).await?;
        let script = "const [done] = arguments;
            load().then(({ createSmsDashboard }) => {
                const place = document.querySelector('main');
                window.made = createSmsDashboard(place, { getToken, route: 'deliveries/1206770/audit', locale: 'en' });
                done('');
            });";
        assert_eq!(page.evaluate_async(script).await?, json!(""));
        page.shows("of 49").await?;
        page.evaluate("made.update({ theme: 'dark' }); made.navigate('deliveries')").await?;
        page.by_role("grid", "Deliveries").await?;
        assert_eq!(page.evaluate("return made.element.getAttribute('theme')").await?, json!("dark"));
        page.evaluate("made.destroy()").await?;
        assert_eq!(page.evaluate("return document.querySelectorAll('sms-dashboard').length").await?, json!(0));
        Ok(())
    });
}

#[test]
fn another_version_warns_and_takes_a_tag_of_its_own() {
    journey(Setup::default(), async |page| {
        open_loaded(page).await?;
        page.expect_in_console("defineAs");
        // The warnings are also counted here: there must be only one.
        page.evaluate(
            "window.warned = [];
             const warn = console.warn;
             console.warn = (...words) => { warned.push(words.join(' ')); warn.apply(console, words); };",
        )
        .await?;
        let script = "const [done] = arguments;
            load('/next/sms-dashboard.js').then(({ defineAs, version }) => {
                defineAs('sms-dashboard-next');
                defineAs('sms-dashboard-next');
                const defined = ['sms-dashboard', 'sms-dashboard-next'].map((tag) => customElements.get(tag).version);
                done([version, ...defined, warned]);
            });";
        let found = page.evaluate_async(script).await?;
        let (ours, next) = (env!("CARGO_PKG_VERSION"), "99.0.0");
        let versions = found.as_array().map(|found| &found[..3]);
        assert_eq!(versions, Some(&[json!(next), json!(ours), json!(next)][..]));
        let warnings = found[3].as_array().map(Vec::as_slice).unwrap_or_default();
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        for part in [ours, next, "defineAs"] {
            assert!(warnings[0].as_str().is_some_and(|warning| warning.contains(part)), "{warnings:?}");
        }
        add(page, "one", "{}").await?;
        page.by_role("grid", "Deliveries").await?;
        page.evaluate(
            "const other = Object.assign(document.createElement('sms-dashboard-next'), { id: 'other', getToken, locale: 'fr' });
             document.querySelector('main').append(other)",
        )
        .await?;
        page.look_into("#other");
        page.by_role("grid", "Diffusions").await?;
        assert_eq!(page.evaluate("return count().instances").await?, json!(2));
        Ok(())
    });
}
