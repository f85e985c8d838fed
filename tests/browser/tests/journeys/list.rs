//! The list of deliveries.

use browser_tests::colleague::attribute;
use browser_tests::steering::Turn;
use browser_tests::{Colleague, Node, Outcome, Page, Setup, eventually, journey};
use fantoccini::key::Key;

use crate::support::{
    ENGLISH, Words, column, columns, first_rows, focused_row, id, in_both_languages, only_row, open, route, rows,
    sign_in_as,
};

/// What the list shows, as the issue says: SMS deliveries without templates, proofs and deleted ones.
const LISTED: &str = "@messageType=1 AND @isModel=0 AND @FCP=0 AND @deleteStatus=0";

async fn open_list(page: &Page, words: &Words) -> Outcome<Node> {
    open(page, words, "/").await?;
    Ok(page.by_role("grid", words.deliveries).await?)
}

async fn total(page: &Page) -> Outcome<u64> {
    Ok(Colleague::sign_in(page.site(), "admin").await?.count("nms:delivery", LISTED).await?)
}

fn the_list_names_its_columns_and_counts_its_rows(words: &Words) {
    journey(words.setup(), async |page| {
        let table = open_list(page, words).await?;
        assert_eq!(columns(&table).await?, words.columns);
        let total = total(page).await?;
        first_rows(&table).await?;
        page.shows(&format!("{} {total}", words.of)).await?;
        Ok(())
    });
}

fn a_search_finds_label_name_and_code(words: &Words) {
    journey(words.setup(), async |page| {
        let table = open_list(page, words).await?;
        let search = page.by_role("searchbox", words.search).await?;
        for (text, label) in [("launch", "Event launch SMS"), ("DM144", "DM144")] {
            search.fill(text).await?;
            only_row(&table, label).await?;
            page.shows(&format!("{} 1", words.of)).await?;
        }
        // The column of the code is shown when somebody asks for it.
        search.fill("SMS-0004").await?;
        rows(&table, 1).await?;
        search.fill("no such delivery anywhere").await?;
        rows(&table, 0).await?;
        page.shows(words.no_rows).await?;
        page.check().await?;
        Ok(())
    });
}

in_both_languages!(the_list_names_its_columns_and_counts_its_rows, a_search_finds_label_name_and_code);

#[test]
fn templates_proofs_mails_and_deleted_deliveries_are_not_listed() {
    journey(Setup::default(), async |page| {
        let table = open_list(page, &ENGLISH).await?;
        let search = page.by_role("searchbox", "Search").await?;
        for text in ["[Proof 1] Every log status", "Template: appointment", "Deleted delivery", "Fall newsletter"] {
            search.fill(text).await?;
            rows(&table, 0).await?;
            page.shows("0 rows").await?;
        }
        Ok(())
    });
}

#[test]
fn hostile_text_is_shown_and_searched_as_text() {
    journey(Setup::default(), async |page| {
        let table = open_list(page, &ENGLISH).await?;
        let search = page.by_role("searchbox", "Search").await?;
        for label in ["'; DROP TABLE delivery; --", "100% _under_", "<script>alert(1)</script><img src=x"] {
            search.fill(label).await?;
            only_row(&table, label).await?;
        }
        Ok(())
    });
}

#[test]
fn numbers_are_sorted_by_the_server() {
    journey(Setup::default(), async |page| {
        let table = open_list(page, &ENGLISH).await?;
        first_rows(&table).await?;
        for (place, name, expression) in [(5, "To send", "toDeliver"), (4, "Failed", "error")] {
            page.site().steering().forget();
            table.by_role("button", name).await?.click().await?;
            let header = table.by_role("columnheader", name).await?;
            eventually("the column is sorted", async || Ok(header.attribute("aria-sort").await?.is_some())).await?;
            let descending = header.attribute("aria-sort").await?.as_deref() == Some("descending");
            eventually("the rows are in the column's order", async || {
                let rows = table.rows().await?;
                let numbers: Vec<u64> = column(&rows, place).into_iter().map(number).collect();
                let sorted =
                    if descending { numbers.is_sorted_by(|one, next| one >= next) } else { numbers.is_sorted() };
                Ok(sorted && numbers.len() > 20)
            })
            .await?;
            let asked = page.site().steering().seen("orderBy");
            assert!(asked.iter().any(|seen| order_of(&seen.body).contains(expression)), "{asked:?}");
        }
        page.check().await?;
        Ok(())
    });
}

#[test]
fn what_needs_a_hand_says_so_with_its_rule() {
    journey(Setup::default(), async |page| {
        let table = open_list(page, &ENGLISH).await?;
        let search = page.by_role("searchbox", "Search").await?;
        for (code, said) in [("DM61012", "All 12 failed"), ("DM60349", "Sending failed"), ("DM60352", "Overdue by")] {
            search.fill(code).await?;
            let row = only_row(&table, code).await?;
            assert!(row[6].contains(said), "{row:?}");
            page.check().await?;
        }
        Ok(())
    });
}

#[test]
fn the_server_and_the_rows_agree_on_what_needs_attention() {
    journey(Setup::default(), async |page| {
        let table = open_list(page, &ENGLISH).await?;
        page.rests().await?;
        // Only the logs know of receipts.
        let has_flag = |row: &Vec<String>| !["", "—", "No receipts"].contains(&row[6].as_str());
        let of_server = page.by_role_containing("button", "Needs attention").await?;
        let said = of_server.text().await?;
        let n_flagged: usize = said.rsplit(' ').next().and_then(|n| n.parse().ok()).unwrap_or_default();
        assert!(n_flagged > 0, "{said}");
        // Rows that come into view are loaded first.
        let agree = async || Ok(table.all_rows().await?.into_iter().filter(has_flag).count() == n_flagged);
        eventually("as many rows have a flag as the server says", agree).await?;
        of_server.click().await?;
        page.shows(&format!("of {n_flagged}")).await?;
        eventually("every row of the view has a flag", agree).await?;
        assert!(page.route().await?.contains("status=attention"), "{}", page.route().await?);
        Ok(())
    });
}

/// As a bookmark does, and a link of the page around.
#[test]
fn an_address_of_the_list_is_followed_while_the_list_is_open() {
    journey(Setup::default(), async |page| {
        open_list(page, &ENGLISH).await?;
        let total = total(page).await?;
        page.visit("/#/deliveries?q=DM55842").await?;
        page.shows("Rows 1 to 1 of 1").await?;
        assert_eq!(page.by_role("searchbox", "Search").await?.value().await?, "DM55842");
        page.evaluate("document.querySelector('sms-dashboard').navigate('deliveries?q=DM61012')").await?;
        eventually("the host's address is followed", async || {
            Ok(page.by_role("searchbox", "Search").await?.value().await? == "DM61012")
        })
        .await?;
        page.visit("/#/deliveries").await?;
        page.shows(&format!("of {total}")).await?;
        assert_eq!(page.by_role("searchbox", "Search").await?.value().await?, "");
        Ok(())
    });
}

/// Statuses before the one that has the focus appear with their numbers.
#[test]
fn whoever_is_on_a_status_stays_there_when_others_come() {
    journey(Setup::default(), async |page| {
        let held = page.site().steering().intervene("@state\" groupBy", Turn::Hold);
        open(page, &ENGLISH, "/#/deliveries?status=finished").await?;
        page.by_role("button", "Finished …").await?.focus().await?;
        held.release();
        page.by_role_containing("button", "Being edited").await?;
        assert!(page.focused().await?.text().await?.starts_with("Finished"));
        Ok(())
    });
}

#[test]
fn failures_beyond_those_of_the_same_code_are_flagged() {
    journey(Setup::default(), async |page| {
        let rows = |rows: &str| Turn::rows("delivery-collection", rows);
        let with = |name: &str, code: &str| {
            format!(
                "<delivery id='{name}' internalName='DM{name}' deliveryCode='{code}' state='95' lastModified='2024-03-14 13:00:00.000Z' toDeliver='1000' success='970' error='30'/>"
            )
        };
        let (news, alerts) = (with("1", "NEWS"), with("2", "ALERTS"));
        let _list = page.site().steering().intervene("[indicators/@sent]", rows(&(news + &alerts)));
        let others = ["NEWS' toDeliver='9000' error='45'", "ALERTS' toDeliver='9000' error='270'"];
        let others = others.map(|code| format!("<delivery deliveryCode='{code}/>"));
        let _others = page.site().steering().intervene("Sum(", rows(&others.concat()));
        let table = open_list(page, &ENGLISH).await?;
        eventually("only the one that fails more often is flagged", async || {
            let flags: Vec<String> = table.rows().await?.into_iter().map(|mut row| row.swap_remove(6)).collect();
            Ok(flags == ["30 of 1,000 failed", ""])
        })
        .await?;
        Ok(())
    });
}

#[test]
fn sms_of_several_parts_are_flagged() {
    journey(Setup::default(), async |page| {
        let figures = ["[indicators/@sent]", "[indicators/@processed]"];
        let colleague = Colleague::sign_in(page.site(), "admin").await?;
        let found = colleague.select("nms:delivery", &figures, "@internalName='DM61014'").await?;
        let [sms, n] = ["sent", "processed"].map(|name| attribute(&found, name).unwrap_or_default());
        let table = open_list(page, &ENGLISH).await?;
        page.by_role("searchbox", "Search").await?.fill("DM61014").await?;
        page.shows("Rows 1 to 1 of 1").await?;
        assert_eq!(only_row(&table, "DM61014").await?[6], format!("{sms} SMS for {n} messages"));
        Ok(())
    });
}

/// The sandbox's database tells accents apart.
#[test]
fn other_accents_are_offered_from_the_labels_that_were_loaded() {
    journey(Setup::default(), async |page| {
        open_list(page, &ENGLISH).await?;
        page.rests().await?;
        let search = page.by_role("searchbox", "Search").await?;
        search.fill("ete").await?;
        page.shows("With other accents, in labels loaded before:").await?;
        page.check().await?;
        page.by_role("button", "été").await?.click().await?;
        page.shows("Soldes d'été").await?;
        assert_eq!(search.value().await?, "été");
        page.hides("With other accents").await?;
        Ok(())
    });
}

/// Campaign counts 100 % as success, and the log has no message that was received.
#[test]
fn the_outcome_of_a_row_is_that_of_its_log() {
    journey(Setup::default(), async |page| {
        let table = search_event_launch(page).await?;
        eventually("the log has told the outcome", async || {
            let row = only_row(&table, "DM55842").await.unwrap_or_default();
            Ok(row.get(2).is_some_and(|said| said == "0 % received, 100 % unconfirmed, 0 % failed"))
        })
        .await?;
        let row = only_row(&table, "DM55842").await?;
        assert_eq!((row[3].as_str(), row[6].as_str()), ("0 %", "No receipts"));

        // A receipt changes none of the row's figures, so the log is asked again on every refresh.
        let receipt =
            Turn::rows("broadLogRcp-collection", "<broadLogRcp delivery-id='1206770' status='4' count='34'/>");
        let _rule = page.site().steering().intervene("[@delivery-id] IN", receipt);
        page.by_role("button", "Refresh").await?.click().await?;
        eventually("the row has the receipts", async || {
            let row = only_row(&table, "DM55842").await.unwrap_or_default();
            Ok(row.get(3).is_some_and(|said| said == "100 %") && row.get(6).is_some_and(String::is_empty))
        })
        .await?;
        Ok(())
    });
}

#[test]
fn from_a_delivery_one_steps_to_those_beside_it_in_the_view() {
    journey(Setup::default(), async |page| {
        let table = open_list(page, &ENGLISH).await?;
        page.by_role("button", "Label").await?.click().await?;
        page.by_role_containing("button", "Needs attention").await?.click().await?;
        page.rests().await?;
        let rows = first_rows(&table).await?;
        let label = |index: usize| rows[index][0].clone();
        let total = page.by_role_containing("button", "Needs attention").await?.text().await?;
        let total = total.rsplit(' ').next().unwrap_or_default().to_owned();
        let is_open = async |index: usize| {
            page.shows(&format!("Needs attention · {} of {total}", index + 1)).await?;
            let heading = page.by_role_containing("heading", "(DM").await?.text().await?;
            let words =
                |text: &str| text.replace(['(', ')'], "").split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(&heading), words(&label(index)));
            Outcome::Ok(())
        };
        table.all_by_role("link").await?[0].click().await?;
        is_open(0).await?;
        page.none_by_role("button", "Previous delivery").await?;
        page.by_role("tab", "Audit").await?.click().await?;
        page.by_role("button", "Next delivery").await?.click().await?;
        is_open(1).await?;
        // The tab stays.
        page.by_role("tabpanel", "Audit").await?;
        page.check().await?;
        page.by_role("button", "Previous delivery").await?.click().await?;
        is_open(0).await?;
        Ok(())
    });
}

#[test]
fn labels_are_sorted_up_and_then_down() {
    journey(Setup::default(), async |page| {
        let table = open_list(page, &ENGLISH).await?;
        let header = table.by_role("columnheader", "Label").await?;
        for order in ["ascending", "descending"] {
            table.by_role("button", "Label").await?.click().await?;
            eventually(&format!("the labels are {order}"), async || {
                Ok(header.attribute("aria-sort").await?.as_deref() == Some(order))
            })
            .await?;
        }
        Ok(())
    });
}

/// The number that a cell starts with. Any character may group its digits.
fn number(cell: &str) -> u64 {
    let first = cell.split(['%', '—']).next().unwrap_or_default().trim();
    let first = first.rsplit_once(' ').map_or(first, |(number, _)| number);
    let digits: String = first.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

fn order_of(body: &str) -> &str {
    body.split("<orderBy").nth(1).unwrap_or_default()
}

#[test]
fn the_status_filter_leaves_only_deliveries_with_that_status() {
    journey(Setup::default(), async |page| {
        let table = open_list(page, &ENGLISH).await?;
        let colleague = Colleague::sign_in(page.site(), "admin").await?;
        let wanted = colleague.count("nms:delivery", &format!("{LISTED} AND @state=45")).await?;
        let ready = page.by_role("button", &format!("Ready {wanted}")).await?;
        ready.click().await?;
        page.shows(&format!("of {wanted}")).await?;
        let found = rows(&table, usize::try_from(wanted).unwrap_or(0)).await?;
        assert!(column(&found, 1).iter().all(|status| *status == "Ready to be delivered"), "{found:?}");
        let all = colleague.count("nms:delivery", LISTED).await?;
        page.by_role("button", &format!("All {all}")).await?;
        // A second press takes the choice back.
        ready.click().await?;
        page.shows(&format!("of {all}")).await?;
        Ok(())
    });
}

#[test]
fn the_period_filter_leaves_only_recent_deliveries() {
    journey(Setup::default(), async |page| {
        open_list(page, &ENGLISH).await?;
        let all = total(page).await?;
        page.shows(&format!("of {all}")).await?;
        page.by_role("combobox", "Period").await?.choose("Last 3 months").await?;
        page.hides(&format!("of {all}")).await?;
        page.by_role("searchbox", "Search").await?.fill("DM55842").await?;
        page.shows("0 rows").await?;
        page.by_role("combobox", "Period").await?.choose("Any time").await?;
        page.shows("Rows 1 to 1 of 1").await?;
        Ok(())
    });
}

/// Opens the list with only the row of the documented delivery.
async fn search_event_launch(page: &Page) -> Outcome<Node> {
    let table = open_list(page, &ENGLISH).await?;
    page.by_role("searchbox", "Search").await?.fill("DM55842").await?;
    rows(&table, 1).await?;
    Ok(table)
}

async fn event_launch_is_open(page: &Page) -> Outcome {
    page.focus_is_on("heading", "Event launch SMS (DM55842)").await?;
    page.is_titled("Event launch SMS (DM55842) · Summary").await?;
    assert_eq!(page.route().await?, route(id::EVENT_LAUNCH, "summary"));
    Ok(())
}

#[test]
fn a_row_opens_by_its_link() {
    journey(Setup::default(), async |page| {
        search_event_launch(page).await?;
        page.by_role("link", "Event launch SMS").await?.click().await?;
        event_launch_is_open(page).await
    });
}

#[test]
fn a_row_opens_by_a_double_click() {
    journey(Setup::default(), async |page| {
        let table = search_event_launch(page).await?;
        table.by_role("gridcell", "Finished").await?.double_click().await?;
        event_launch_is_open(page).await
    });
}

#[test]
fn a_row_opens_by_the_enter_key() {
    journey(Setup::default(), async |page| {
        search_event_launch(page).await?;
        page.by_role("grid", "Deliveries").await?.focus().await?;
        page.press(Key::Down).await?;
        page.press(Key::Enter).await?;
        event_launch_is_open(page).await
    });
}

#[test]
fn going_back_shows_the_list_as_it_was() {
    journey(Setup::default(), async |page| {
        search_event_launch(page).await?;
        page.by_role("link", "Event launch SMS").await?.click().await?;
        event_launch_is_open(page).await?;
        page.back().await?;
        rows(&page.by_role("grid", "Deliveries").await?, 1).await?;
        page.focus_is_on("grid", "Deliveries").await?;
        assert!(focused_row(&page.by_role("grid", "Deliveries").await?).await?.contains("DM55842"));
        assert_eq!(page.by_role("searchbox", "Search").await?.value().await?, "DM55842");
        Ok(())
    });
}

#[test]
fn a_filter_and_an_order_are_kept_as_a_view_until_it_is_forgotten() {
    journey(Setup::default(), async |page| {
        open_list(page, &ENGLISH).await?;
        page.by_role_containing("button", "Paused").await?.click().await?;
        page.by_role("button", "Label").await?.click().await?;
        page.by_role("button", "Keep as a view").await?.click().await?;
        page.focus_is_on("textbox", "Name of the view").await?;
        // Nothing that may be a phone number stays in the browser.
        let name = page.by_role("textbox", "Name of the view").await?;
        name.fill("+33 6 39 98 00 01").await?;
        page.press(Key::Enter).await?;
        page.shows("Give the view a name that is not a phone number.").await?;
        page.check().await?;
        name.fill("Paused, by name").await?;
        page.press(Key::Enter).await?;
        page.shows("The view “Paused, by name” is kept in this browser.").await?;
        let kept = page.route().await?;
        page.by_role("button", "Reset filters").await?.click().await?;
        page.by_role("button", "Contact date").await?.click().await?;

        // It is there after a reload, with its filter and its order.
        page.reload().await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        let view = page.by_role("button", "Paused, by name").await?;
        assert_eq!(view.attribute("aria-pressed").await?.as_deref(), Some("false"));
        view.click().await?;
        eventually("the view is shown", async || Ok(page.route().await? == kept)).await?;
        assert_eq!(
            page.by_role("button", "Paused, by name").await?.attribute("aria-pressed").await?.as_deref(),
            Some("true")
        );
        page.check().await?;
        page.by_role("button", "Forget this view").await?.click().await?;
        page.none_by_role("button", "Paused, by name").await?;
        page.shows("The view “Paused, by name” is forgotten.").await?;
        Ok(())
    });
}
