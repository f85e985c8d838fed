//! The dashboard in a frame of another origin: the portal talks to it through one message port.

use browser_tests::{Engine, Outcome, Page, Setup, journey};
use serde_json::json;

use super::{around, theme_becomes};

/// The page of the portal. Its frame is always on the site's first origin.
const HOST: &str = "/hosts/iframe/host.html";

/// Answers after the frame has received every earlier message.
const TAKEN: &str = "const [done] = arguments;
    addEventListener('message', (event) => event.data === 'last' && done(true));
    postMessage('last', '*')";

/// Lets the portal show frames of `source`. Firefox writes that it does not know the right to the clipboard.
fn allow_frames(page: &Page, source: &str) {
    page.expect_in_console_of(Engine::Firefox, "clipboard-write");
    page.site().steering().allow("frame-src", source);
}

/// Opens the portal on another origin than that of its frame.
async fn open(page: &Page) -> Outcome {
    allow_frames(page, page.site().origin());
    page.site().steering().allow("frame-ancestors", page.site().elsewhere());
    page.visit_elsewhere(HOST).await?;
    Ok(())
}

/// Shows a delivery by the portal's button and goes into the frame. WebKitGTK's driver cannot type in a frame.
async fn show_the_event_launch(page: &Page) -> Outcome {
    page.host().await?.by_role("button", "Show the event launch").await?.click().await?;
    page.enter_frame().await?;
    page.by_role("heading", "Event launch SMS (DM55842)").await?;
    Ok(())
}

#[test]
fn the_portal_gives_the_frame_tokens() {
    journey(Setup::default(), async |page| {
        open(page).await?;
        page.enter_frame().await?;
        page.by_role("grid", "Deliveries").await?;
        Ok(page.leave_frame().await?)
    });
}

#[test]
fn the_portal_and_the_frame_tell_each_other_the_route() {
    journey(Setup::default(), async |page| {
        open(page).await?;
        let portal = page.host().await?;
        let before = around(page).await?;
        show_the_event_launch(page).await?;
        page.by_role("tabpanel", "Summary").await?.shows("To send 34").await?;
        page.by_role("tab", "Audit").await?.click().await?;
        page.shows("of 49").await?;
        page.leave_frame().await?;
        portal.shows("Here: deliveries/1206770/audit").await?;
        assert_eq!(around(page).await?, before);
        Ok(())
    });
}

#[test]
fn the_portal_sets_the_language_and_the_theme_of_the_frame() {
    journey(Setup::default(), async |page| {
        open(page).await?;
        let portal = page.host().await?;
        show_the_event_launch(page).await?;
        page.leave_frame().await?;
        portal.by_role("combobox", "Language").await?.choose("Français").await?;
        portal.by_role("combobox", "Theme").await?.choose("dark").await?;
        page.enter_frame().await?;
        page.by_role("tab", "Résumé").await?;
        theme_becomes(page, "dark").await?;
        Ok(page.leave_frame().await?)
    });
}

#[test]
fn the_portal_renews_a_session_that_ends() {
    journey(Setup::default().frozen(), async |page| {
        open(page).await?;
        show_the_event_launch(page).await?;
        page.settles().await?;
        page.site().expire_sessions().await?;
        page.by_role("tab", "Audit").await?.click().await?;
        page.shows("of 49").await?;
        page.none_by_role("heading", "Sign in").await?;
        assert_eq!(page.site().steering().calls("Logon"), 2);
        Ok(page.leave_frame().await?)
    });
}

/// This portal is on the origin of the frame itself, which is not in the frame's list.
#[test]
fn an_origin_that_is_not_listed_gets_no_dashboard() {
    journey(Setup::default(), async |page| {
        allow_frames(page, "'self'");
        page.visit(HOST).await?;
        nothing_is_shown_or_asked(page).await
    });
}

#[test]
fn a_listed_origin_that_is_not_the_parent_gets_no_dashboard() {
    journey(Setup::default(), async |page| {
        // The portal itself sends nothing. A second frame in it, of the listed origin, sends a message.
        page.site().steering().allow("frame-src", page.site().origin());
        page.site().steering().allow("frame-src", page.site().elsewhere());
        page.site().steering().allow("frame-ancestors", page.site().elsewhere());
        let origin = page.site().origin();
        page.visit_elsewhere("/hosts/bare/").await?;
        let script = format!(
            "const [done] = arguments;
             const frame = (src) => new Promise((resolve) => {{
                const made = document.createElement('iframe');
                made.title = 'frame';
                made.src = src;
                made.addEventListener('load', () => resolve(made), {{ once: true }});
                document.body.append(made);
             }});
             (async () => {{
                await frame('{origin}/hosts/iframe/frame.html');
                const sibling = await frame('/hosts/bare/');
                sibling.contentWindow.postNow();
                done();
             }})()"
        );
        page.evaluate_async(&script).await?;
        nothing_is_shown_or_asked(page).await
    });
}

async fn nothing_is_shown_or_asked(page: &Page) -> Outcome {
    page.enter_frame().await?;
    page.becomes_true("return Boolean(customElements.get('sms-dashboard'))").await?;
    assert_eq!(page.evaluate_async(TAKEN).await?, json!(true));
    assert_eq!(page.evaluate("return document.querySelectorAll('sms-dashboard').length").await?, json!(0));
    page.leave_frame().await?;
    assert!(page.site().steering().seen("soaprouter").is_empty(), "no token and no delivery was asked for");
    Ok(())
}
