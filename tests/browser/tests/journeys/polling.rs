//! How often the server is asked: while a delivery is in progress, while nothing answers, and after the network is back.

use std::time::Duration;

use browser_tests::steering::Turn;
use browser_tests::{Colleague, Outcome, Page, Setup, journey};

use crate::sign_in::give_tokens;
use crate::support::{ENGLISH, first_rows, id, open, open_tab, press, route, sign_in_again};

/// The whole answer of an instance whose session has ended (contract 19.1).
const ENDED: &str = "XSV-350008 Session has expired or is invalid. Please reconnect.";

/// The number of calls so far.
fn n_calls(page: &Page) -> usize {
    page.site().steering().seen("soaprouter").len()
}

/// Opens a delivery that has been started, in a page whose time stands still.
async fn open_started(page: &Page, tab: &str) -> Outcome {
    open_tab(page, id::EVENT_DAY, tab).await?;
    Colleague::sign_in(page.site(), "marie").await?.play(id::EVENT_DAY_NAME).await?;
    press(page, "Refresh").await?;
    page.by_role("button", "Stop").await?;
    Ok(())
}

/// Nothing is answered for two minutes: few calls are made, and everything goes on when the network is back.
fn two_minutes_cost_few_calls(turn: Turn, words: &'static str) {
    journey(Setup::default().frozen(), async |page| {
        page.expect_failed_request(words);
        let clock = page.stop_time();
        open_started(page, "summary").await?;
        let down = page.site().steering().intervene("soaprouter", turn);
        page.site().steering().forget();
        clock.advance(Duration::from_secs(120)).await?;
        assert!(n_calls(page) <= 20, "{} calls", n_calls(page));
        page.shows("the server is asked less often").await?;
        page.check().await?;
        down.release();
        page.evaluate("window.dispatchEvent(new Event('online'))").await?;
        page.hides("the server is asked less often").await?;
        Ok(())
    });
}

#[test]
fn a_server_that_is_down_is_asked_less_and_less() {
    two_minutes_cost_few_calls(Turn::Refuse, "net::ERR_");
}

#[test]
fn a_server_that_refuses_every_read_is_asked_less_and_less() {
    two_minutes_cost_few_calls(Turn::status(403), "403");
}

#[test]
fn a_server_that_fails_at_every_read_is_asked_less_and_less() {
    two_minutes_cost_few_calls(Turn::status(500), "500");
}

#[test]
fn a_poll_costs_two_calls() {
    journey(Setup::default().frozen(), async |page| {
        let clock = page.stop_time();
        open_started(page, "delivery").await?;
        page.site().clock().advance(Duration::from_secs(3)).await?;
        clock.advance(Duration::from_secs(10)).await?;
        page.by_role("button", "Pause").await?;
        page.site().steering().forget();
        clock.advance(Duration::from_secs(60)).await?;
        // From 20 to 30 polls, also where the server refuses the delivery's full question (strict).
        assert!((20..=60).contains(&n_calls(page)), "{} calls", n_calls(page));
        Ok(())
    });
}

#[test]
fn a_failed_page_asks_again_by_itself_when_the_network_is_back() {
    journey(Setup::default(), async |page| {
        page.expect_failed_request("net::ERR_");
        open(page, &ENGLISH, "/").await?;
        let table = page.by_role("grid", "Deliveries").await?;
        first_rows(&table).await?;
        let down = page.site().steering().intervene("soaprouter", Turn::Refuse);
        press(page, "Refresh").await?;
        page.by_role_containing("alert", "The server does not answer.").await?;
        // The rows are still there.
        first_rows(&table).await?;
        page.check().await?;
        down.release();
        page.evaluate("window.dispatchEvent(new Event('online'))").await?;
        page.hides("The server does not answer.").await?;
        first_rows(&table).await?;
        Ok(())
    });
}

#[test]
fn an_ended_session_is_not_polled() {
    journey(Setup::default().frozen(), async |page| {
        let clock = page.stop_time();
        open_started(page, "summary").await?;
        let ended = page.site().steering().intervene("soaprouter", Turn::plain(200, ENDED));
        clock.advance(Duration::from_secs(10)).await?;
        page.by_role("dialog", "Sign in").await?;
        page.site().steering().forget();
        clock.advance(Duration::from_secs(60)).await?;
        assert_eq!(n_calls(page), 0, "no call with the dead token");
        ended.release();
        sign_in_again(page).await?;
        page.by_role("button", "Stop").await?;
        page.site().steering().forget();
        clock.advance(Duration::from_secs(10)).await?;
        assert!(n_calls(page) > 0, "the delivery is polled again");
        Ok(())
    });
}

#[test]
fn polls_go_on_with_a_new_token_of_the_host() {
    journey(Setup::default().frozen(), async |page| {
        let clock = page.stop_time();
        page.visit(&route(id::EVENT_DAY, "summary")).await?;
        let first = Colleague::sign_in(page.site(), "admin").await?;
        let second = Colleague::sign_in(page.site(), "admin").await?;
        first.play(id::EVENT_DAY_NAME).await?;
        let give = |colleague: &Colleague| {
            let (session, security) = colleague.tokens();
            format!("window.tokens = {{ sessionToken: '{session}', securityToken: '{security}' }};")
        };
        page.evaluate(&(give(&first) + "window.nAsked = 0;")).await?;
        give_tokens(page, "async () => { window.nAsked += 1; return window.tokens; }").await?;
        page.by_role("button", "Stop").await?;
        page.evaluate(&give(&second)).await?;
        let (dead, _) = first.tokens();
        let _ended = page.site().steering().intervene(dead, Turn::plain(200, ENDED));
        clock.advance(Duration::from_secs(10)).await?;
        page.site().steering().forget();
        clock.advance(Duration::from_secs(60)).await?;
        assert_eq!(page.site().steering().seen(dead).len(), 0, "no call with the dead token");
        assert!(n_calls(page) >= 20, "the delivery is polled");
        assert_eq!(page.evaluate("return nAsked").await?, 2);
        page.none_by_role("dialog", "Sign in").await?;
        Ok(())
    });
}
