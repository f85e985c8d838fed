//! Elements that come, move, go and come back, and more than one of them.

use browser_tests::{Failed, Outcome, Page, Setup, eventually, journey};
use serde_json::json;

use super::{ENTRY, add, load, open_bare};
use crate::support::id;

const TYPED: &str = "Typed and not saved";

/// A dashboard called `one` with a draft's text in its editor.
async fn open_editor(page: &Page) -> Outcome {
    open_bare(page).await?;
    load(page, ENTRY).await?;
    add(page, "one", &format!("{{ route: 'deliveries/{}/sms' }}", id::DRAFT)).await?;
    page.by_role("textbox", "Text content").await?.fill(TYPED).await?;
    page.settles().await?;
    page.site().steering().forget();
    Ok(())
}

#[test]
fn several_share_one_instance_and_have_their_own_settings() {
    journey(Setup::default(), async |page| {
        open_bare(page).await?;
        load(page, ENTRY).await?;
        add(page, "one", "{ route: 'deliveries/1206770/audit', theme: 'light', density: 'compact' }").await?;
        let second =
            "{ route: 'deliveries/1206770/summary', theme: 'dark', locale: 'fr', 'time-zone': 'America/New_York' }";
        add(page, "two", second).await?;
        page.look_into("#one");
        page.by_role("table", "Journal").await?;
        page.look_into("#two");
        // 15:27:39 in Paris.
        page.by_role("tabpanel", "Résumé").await?.shows("09:27:39").await?;
        let look = "return ['one', 'two'].map((id) => {
            const dashboard = document.getElementById(id);
            const app = getComputedStyle(dashboard.shadowRoot.querySelector('[part=app]'));
            return [getComputedStyle(dashboard).colorScheme, app.fontSize];
        })";
        assert_eq!(page.evaluate(look).await?, json!([["light", "13px"], ["dark", "14px"]]));
        assert_eq!(page.evaluate("return count().instances").await?, json!(1));

        page.evaluate("one.navigate('deliveries')").await?;
        page.look_into("#one");
        page.by_role("table", "Deliveries").await?;
        page.look_into("#two");
        page.by_role("tabpanel", "Résumé").await?;
        Ok(())
    });
}

#[test]
fn moved_in_the_tree_it_stays_as_it_is() {
    journey(Setup::default().frozen(), async |page| {
        open_editor(page).await?;
        let text = page.by_role("textbox", "Text content").await?;
        page.evaluate("const section = document.createElement('section'); document.querySelector('main').append(section); section.append(one)")
            .await?;
        // The same field, not one like it.
        assert_eq!(text.value().await?, TYPED);
        page.evaluate("document.querySelector('main').prepend(one)").await?;
        assert_eq!(text.value().await?, TYPED);
        page.settles().await?;
        assert!(page.site().steering().seen("soaprouter").is_empty(), "nothing was asked again");
        Ok(())
    });
}

#[test]
fn put_back_it_shows_the_same_with_what_was_typed() {
    journey(Setup::default().frozen(), async |page| {
        open_editor(page).await?;
        page.by_role("tab", "Audit").await?.click().await?;
        page.by_role("table", "Journal").await?;
        page.by_role("tab", "SMS").await?.click().await?;
        page.evaluate("window.dashboard = one; dashboard.remove()").await?;
        page.becomes_true("return dashboard.shadowRoot.childElementCount === 0").await?;
        page.evaluate("document.querySelector('main').append(dashboard)").await?;
        let text = page.by_role("textbox", "Text content").await?;
        eventually("the text is back", async || Ok(text.value().await? == TYPED)).await?;
        Ok(())
    });
}

/// A portal that switches between production and a copy of it, where operators and deliveries are the same.
#[test]
fn what_was_typed_for_one_instance_stays_there() {
    journey(Setup::default().frozen(), async |page| {
        open_editor(page).await?;
        let text = async || Ok::<_, Failed>(page.by_role("textbox", "Text content").await?.value().await?);
        page.evaluate("one.baseUrl = '/sms'").await?;
        eventually("the server's text is there", async || Ok(text().await.is_ok_and(|text| text != TYPED))).await?;
        assert!(!page.site().steering().seen("/sms/nl/jsp/soaprouter.jsp").is_empty());
        page.evaluate("one.baseUrl = ''").await?;
        eventually("the text is back", async || Ok(text().await.is_ok_and(|text| text == TYPED))).await?;
        Ok(())
    });
}

#[test]
fn what_is_set_before_the_tag_is_defined_counts() {
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
        assert!(!text.is_enabled().await?, "a draft that admin may write, read only by the host's wish");
        let attributes = "return ['locale', 'readonly', 'route', 'theme'].map((name) => early.getAttribute(name))";
        assert_eq!(page.evaluate(attributes).await?, json!(["fr", "", "deliveries/1250016/sms", "dark"]));
        page.evaluate("early.readonly = false").await?;
        let text = page.by_role("textbox", "Contenu texte").await?;
        eventually("the text can be edited", async || Ok(text.is_enabled().await?)).await?;
        Ok(())
    });
}

#[test]
fn destroyed_it_is_gone_for_good() {
    journey(Setup::default(), async |page| {
        open_bare(page).await?;
        load(page, ENTRY).await?;
        add(page, "one", "{ route: 'deliveries/1206770/audit' }").await?;
        page.shows("49 / 49").await?;
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
        // A second one starts after it; where that is ready, the first would have been.
        add(page, "two", "{}").await?;
        page.look_into("#two");
        page.by_role("table", "Deliveries").await?;
        assert_eq!(page.evaluate("return one.shadowRoot.childElementCount").await?, json!(0));
        assert_eq!(page.site().steering().calls("Logon"), 1, "the second alone has asked for a token");
        Ok(())
    });
}

#[test]
fn the_host_is_told_what_happens_and_can_prevent_it() {
    journey(Setup::default().frozen(), async |page| {
        open_bare(page).await?;
        load(page, ENTRY).await?;
        page.evaluate(
            "window.told = [];
             for (const name of ['ready', 'error', 'route-change', 'navigate', 'before-send', 'session-expired']) {
                addEventListener(`sms-${name}`, (event) => {
                    if (name === 'navigate' && window.isHeld) event.preventDefault();
                    told.push([name, event.detail]);
                });
             }
             add('one')",
        )
        .await?;
        page.by_role("table", "Deliveries").await?;
        let ready = page.evaluate("return told.splice(0)").await?;
        assert_eq!(ready, json!([["ready", { "version": env!("CARGO_PKG_VERSION") }]]));

        page.by_role("searchbox", "Search").await?.fill("Event launch").await?;
        page.evaluate("window.isHeld = true").await?;
        page.by_role("link", "Event launch SMS").await?.click().await?;
        page.becomes_true("return told.length === 1").await?;
        let route = "deliveries/1206770/summary";
        assert_eq!(page.evaluate("return told.splice(0)").await?, json!([["navigate", { "route": route }]]));
        page.by_role("table", "Deliveries").await?;
        page.evaluate("window.isHeld = false").await?;
        page.by_role("link", "Event launch SMS").await?.click().await?;
        page.by_role("heading", "Event launch SMS (DM55842)").await?;
        let told = json!([["navigate", { "route": route }], ["route-change", { "route": route, "replace": false }]]);
        assert_eq!(page.evaluate("return told.splice(0)").await?, told);

        // What the host does itself it is not told.
        page.evaluate("one.navigate('deliveries/1206770/audit')").await?;
        page.shows("49 / 49").await?;
        page.evaluate("one.route = 'deliveries'").await?;
        page.by_role("table", "Deliveries").await?;
        page.evaluate("one.focus()").await?;
        page.focus_is_on("heading", "Deliveries").await?;
        assert_eq!(page.evaluate("return told.splice(0)").await?, json!([]));

        page.settles().await?;
        page.evaluate("one.getToken = async () => null").await?;
        page.site().expire_sessions().await?;
        page.evaluate("one.refresh()").await?;
        page.becomes_true("return told.some(([name]) => name === 'session-expired')").await?;
        Ok(())
    });
}

#[test]
fn a_second_copy_of_the_same_version_serves_the_first() {
    journey(Setup::default(), async |page| {
        open_bare(page).await?;
        load(page, ENTRY).await?;
        page.evaluate("window.first = customElements.get('sms-dashboard')").await?;
        let script = "const [done] = arguments;
            load('/a/b/sms-dashboard.js').then(({ createSmsDashboard, version }) => {
                const place = document.querySelector('main');
                window.made = createSmsDashboard(place, { getToken, route: 'deliveries/1206770/audit', locale: 'en' });
                done([version, made.element instanceof first]);
            });";
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(page.evaluate_async(script).await?, json!([version, true]));
        page.shows("49 / 49").await?;
        assert_eq!(page.evaluate("return count().instances").await?, json!(1));
        page.evaluate("made.update({ theme: 'dark' }); made.navigate('deliveries')").await?;
        page.by_role("table", "Deliveries").await?;
        assert_eq!(page.evaluate("return made.element.getAttribute('theme')").await?, json!("dark"));
        page.evaluate("made.destroy()").await?;
        assert_eq!(page.evaluate("return document.querySelectorAll('sms-dashboard').length").await?, json!(0));
        Ok(())
    });
}

#[test]
fn another_version_leaves_the_tag_to_the_first_and_takes_its_own() {
    journey(Setup::default(), async |page| {
        open_bare(page).await?;
        load(page, ENTRY).await?;
        page.expect_in_console("defineAs");
        let script = "const [done] = arguments;
            const warned = [];
            const warn = console.warn;
            console.warn = (...words) => { warned.push(words.join(' ')); warn.apply(console, words); };
            load('/next/sms-dashboard.js').then(({ defineAs, version }) => {
                defineAs('sms-dashboard-next');
                defineAs('sms-dashboard-next');
                done([version, customElements.get('sms-dashboard').version, customElements.get('sms-dashboard-next').version, warned]);
            });";
        let found = page.evaluate_async(script).await?;
        let (ours, next) = (env!("CARGO_PKG_VERSION"), "99.0.0");
        assert_eq!(found.as_array().map(|found| &found[..3]), Some(&[json!(next), json!(ours), json!(next)][..]));
        let warnings = found[3].as_array().map(Vec::as_slice).unwrap_or_default();
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        for part in [ours, next, "defineAs"] {
            assert!(warnings[0].as_str().is_some_and(|warning| warning.contains(part)), "{warnings:?}");
        }
        add(page, "one", "{}").await?;
        page.by_role("table", "Deliveries").await?;
        page.evaluate(
            "const other = Object.assign(document.createElement('sms-dashboard-next'), { id: 'other', getToken, locale: 'fr' });
             document.querySelector('main').append(other)",
        )
        .await?;
        page.look_into("#other");
        page.by_role("table", "Diffusions").await?;
        assert_eq!(page.evaluate("return count().instances").await?, json!(2));
        Ok(())
    });
}
