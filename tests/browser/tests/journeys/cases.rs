//! Answers and inputs that people reported as going wrong, each with the right value.

use browser_tests::steering::{Intervention, Turn};
use browser_tests::{Node, Outcome, Page, Setup, eventually, journey};

use fantoccini::key::Key;

use crate::support::{
    ENGLISH, FRENCH, Words, column, first_rows, focused_row, go_to_row, id, open, open_tab, press, rows,
    send_event_day, sign_in_as, text_field,
};

/// A delivery of the list as the server sends it.
fn listed(state: u8, contact: &str, figures: (u32, u32, u32)) -> Turn {
    let (to_deliver, errors, success) = figures;
    Turn::rows(
        "delivery-collection",
        &format!(
            "<delivery id='1302770' label='Summer sale' internalName='DM60352' state='{state}' contactDate='{contact}' \
             toDeliver='{to_deliver}' error='{errors}' success='{success}'/>"
        ),
    )
}

/// Opens the list, which has only this row as long as the returned value lives.
async fn list_of(page: &Page, row: Turn) -> Outcome<(Node, Intervention)> {
    list_in(page, &ENGLISH, row).await
}

async fn list_in(page: &Page, words: &Words, row: Turn) -> Outcome<(Node, Intervention)> {
    let rule = page.site().steering().intervene("<orderBy>", row);
    open(page, words, "/").await?;
    let table = page.by_role("grid", words.deliveries).await?;
    rows(&table, 1).await?;
    Ok((table, rule))
}

#[test]
fn more_than_all_is_shown_as_the_server_says_it_and_marked() {
    journey(Setup::default(), async |page| {
        let (table, _rule) = list_of(page, listed(95, "2026-11-20 08:00:00.000Z", (34, 60, 34))).await?;
        table.shows("176.5").await?;
        table.shows("the server’s figures do not add up").await?;
        page.check().await?;
        Ok(())
    });
}

#[test]
fn almost_nothing_is_not_nothing_and_almost_all_is_not_all() {
    journey(Setup::default(), async |page| {
        for (errors, share) in [(19_999, ">99.9"), (1, "<0.1")] {
            let (table, rule) = list_of(page, listed(95, "2026-11-20 08:00:00.000Z", (20_000, errors, 1))).await?;
            table.shows(share).await?;
            rule.release();
            page.reload().await?;
        }
        Ok(())
    });
}

#[test]
fn a_delivery_whose_date_has_passed_is_overdue() {
    journey(Setup::default(), async |page| {
        let (table, _rule) = list_of(page, listed(51, "2020-11-20 08:00:00.000Z", (34, 0, 0))).await?;
        table.shows("Overdue by").await?;
        table.shows("days").await?;
        page.check().await?;
        Ok(())
    });
}

/// A row of the log as the server sends it.
#[test]
fn no_word_of_a_narrow_row_is_cut_off() {
    for (setup, words) in [(Setup::default(), &ENGLISH), (Setup::french(), &FRENCH)] {
        journey(setup.narrow(), async |page| {
            let row = listed(51, "2020-11-20 08:00:00.000Z", (340_000, 600_000, 599_999));
            let (table, _rule) = list_in(page, words, row).await?;
            for cell in table.all_by_role("gridcell").await? {
                let is_whole = "return arguments[0].scrollWidth <= arguments[0].clientWidth";
                assert_eq!(cell.evaluate(is_whole).await?, true, "{}", cell.text().await?);
            }
            Ok(())
        });
    }
}

fn logged(id: u32, modified: &str, address: &str) -> String {
    format!(
        "<broadLogRcp id='{id}' lastModified='{modified}' status='1' address='{address}'><msg text=''/></broadLogRcp>"
    )
}

/// Opens the log with only these rows.
async fn log_of(page: &Page, sent: &[String]) -> Outcome<Vec<Vec<String>>> {
    let rule = page.site().steering().intervene("[msg/@text]", Turn::rows("broadLogRcp-collection", &sent.concat()));
    open_tab(page, id::EVENT_LAUNCH, "delivery").await?;
    let table = page.by_role("grid", "Delivery logs").await?;
    let cells = rows(&table, sent.len()).await?;
    rule.release();
    Ok(cells)
}

#[test]
fn moments_of_the_repeated_hour_look_different() {
    journey(Setup::default(), async |page| {
        // Europe/Paris: 2026-10-25, 2:30 in the morning twice; an offset is read as well as `Z`.
        let sent = [
            "2026-10-25 00:30:00.000Z",
            "2026-10-25 01:30:00.000Z",
            "2026-10-25 02:30:00+02:00",
            "2026-10-25 12:00:00.000Z",
        ];
        let sent: Vec<_> = (1..).zip(sent).map(|(id, at)| logged(id, at, "+33639980001")).collect();
        let rows = log_of(page, &sent).await?;
        let dates = column(&rows, 0);
        assert!(dates[0].contains("02:30:00") && dates[1].contains("02:30:00"), "{dates:?}");
        assert_ne!(dates[0], dates[1]);
        assert_eq!(dates[0], dates[2]);
        // A moment outside of the repeated hour has no offset.
        assert!(dates[0].contains("GMT+2") && dates[1].contains("GMT+1") && !dates[3].contains("GMT"), "{dates:?}");
        Ok(())
    });
}

#[test]
fn digits_of_every_script_are_masked() {
    journey(Setup::default(), async |page| {
        let numbers = [
            "+٩٦٦٥٠١٢٣٤٥٦٧",
            "＋３３６３９９８０００１",
            "+33\u{200b}639980001",
            "tel:+33639980001;ext=5",
            "+33 (0)6 39.98.00-01",
            "Zoé Müller",
            "۰۹۱۲۳۴۵۶۷۸۹",
        ];
        let sent: Vec<_> =
            (1..).zip(numbers).map(|(id, number)| logged(id, "2026-10-25 12:00:00.000Z", number)).collect();
        let rows = log_of(page, &sent).await?;
        for address in column(&rows, 5) {
            let seen = address.chars().filter(|c| c.is_numeric()).count();
            assert!(seen <= 2 && address.contains('•'), "{address}");
        }
        Ok(())
    });
}

#[test]
fn odd_locales_and_zones_give_dates_for_people() {
    journey(Setup::default(), async |page| {
        for (given, odd, zone) in [
            ("\"Europe/Paris\"", "\"Romance Standard Time\"", "UTC"),
            ("\"Europe/Paris\"", "\"(GMT+01:00) Paris\"", "UTC"),
            ("\"Europe/Paris\"", "\"_server_\"", "UTC"),
            ("\"Europe/Paris\"", "\"\"", "UTC"),
            (" locale=\"en\"", " locale=\"en-US@posix\"", "Europe/Paris"),
            (" locale=\"en\"", " locale=\"C\"", "Europe/Paris"),
            (" locale=\"en\"", " locale=\"x-klingon\"", "Europe/Paris"),
            (" locale=\"en\"", " locale=\"zh_CN\"", "Europe/Paris"),
        ] {
            let rule = page.site().steering().intervene_in_calls("Logon", Turn::Rewrite(given, odd));
            open(page, &ENGLISH, "/").await?;
            let table = page.by_role("grid", "Deliveries").await?;
            first_rows(&table).await?;
            assert_eq!(page.by_role("combobox", "Time zone").await?.value().await?, zone, "{odd}");
            let dates = table.rows().await?.into_iter().map(|row| row[7].clone()).collect::<String>();
            assert!(!dates.contains(['#', 'Z']), "{odd}: {dates}");
            rule.release();
            page.reload().await?;
        }
        Ok(())
    });
}

#[test]
fn what_is_not_seen_around_a_search_word_does_not_matter() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        let table = page.by_role("grid", "Deliveries").await?;
        first_rows(&table).await?;
        page.by_role("searchbox", "Search").await?.fill("\u{feff}DM55842\u{200b}").await?;
        rows(&table, 1).await?;
        Ok(())
    });
}

#[test]
fn a_word_that_is_composed_is_searched_for_when_it_is_complete() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        let table = page.by_role("grid", "Deliveries").await?;
        first_rows(&table).await?;
        page.rests().await?;
        page.site().steering().forget();
        let search = page.by_role("searchbox", "Search").await?;
        // What a browser sends while an input method composes a word.
        search
            .evaluate(
                "for (const text of ['D', 'DM', 'DM55842']) {
                   arguments[0].value = text;
                   arguments[0].dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true }));
                 }
                 arguments[0].dispatchEvent(new CompositionEvent('compositionend', { data: 'DM55842', bubbles: true }));",
            )
            .await?;
        rows(&table, 1).await?;
        // The list looks for changes by itself, but not for this word.
        let searched = |text: &str| {
            let seen = page.site().steering().seen(&format!("%{text}%"));
            seen.iter().filter(|seen| seen.contains("<orderBy>")).count()
        };
        assert_eq!(["D", "DM", "DM55842"].map(searched), [0, 0, 1]);
        Ok(())
    });
}

#[test]
fn what_was_done_is_not_denied_by_a_refusal_after_it() {
    journey(Setup::default().frozen(), async |page| {
        open_tab(page, id::EVENT_DAY, "summary").await?;
        // As if the browser had sent the call twice: the second one finds the delivery started, and is refused.
        let _twice = page.site().steering().intervene_in_calls("Play", Turn::Twice);
        send_event_day(page).await?;
        page.shows("“Send” is under way. The delivery is now: Start pending.").await?;
        page.shows("Journal,").await?;
        page.hides("Nothing was done").await?;
        page.check().await?;
        Ok(())
    });
}

#[test]
fn a_save_that_was_turned_away_says_why_and_keeps_the_text() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        let text = text_field(page).await?;
        text.fill("Another text for the reminder").await?;
        for (status, said) in [
            (413, "Not saved; your text is kept. The request is too large"),
            (403, "Not saved; your text is kept. Access is refused (403)."),
            (429, "Not saved; your text is kept. The server is busy (429)."),
            (500, "It is not known whether this was saved. Your text is kept. The server failed (500)."),
            (307, "Not saved; your text is kept. A server on the way sends this page elsewhere"),
        ] {
            // A browser writes nothing of a redirect that it does not follow.
            if status >= 400 {
                page.expect_failed_request(&status.to_string());
            }
            let away = page.site().steering().intervene_in_calls("Write", Turn::status(status));
            press(page, "Save").await?;
            page.shows(said).await?;
            assert_eq!(text.value().await?, "Another text for the reminder");
            away.release();
        }
        press(page, "Save").await?;
        page.shows("Saved.").await?;
        Ok(())
    });
}

#[test]
fn the_list_comes_back_with_its_rows_its_place_and_its_filter() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        let table = page.by_role("grid", "Deliveries").await?;
        page.by_role("combobox", "Period").await?.choose("Any time").await?;
        press(page, "Label").await?;
        eventually("the address has the order", async || Ok(page.route().await?.contains("sort=label"))).await?;
        go_to_row(page, 151).await?;
        // What the log tells of a row comes later than the row.
        let focused = async |table: &Node| {
            let row = focused_row(table).await?;
            Outcome::Ok(row.lines().next().unwrap_or_default().to_owned())
        };
        let name = focused(&table).await?;
        page.press(Key::Enter).await?;
        page.by_role("tab", "Summary").await?;
        page.back().await?;
        let table = page.by_role("grid", "Deliveries").await?;
        assert_eq!(focused(&table).await?, name);
        page.focus_is_on("grid", "Deliveries").await?;
        let label = page.by_role("columnheader", "Label").await?;
        assert_eq!(label.attribute("aria-sort").await?.as_deref(), Some("ascending"));
        // Tokens are in memory only, so a page that is loaded again asks who is there.
        page.reload().await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        let table = page.by_role("grid", "Deliveries").await?;
        assert_eq!(focused(&table).await?, name);
        Ok(())
    });
}

#[test]
fn a_phone_number_in_the_search_stays_out_of_the_address() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        let search = page.by_role("searchbox", "Search").await?;
        search.fill("summer").await?;
        eventually("the address has the word", async || Ok(page.route().await?.contains("q=summer"))).await?;
        search.fill("+33 6 39 98 00 01").await?;
        eventually("the address has no word", async || Ok(!page.route().await?.contains("q="))).await?;
        Ok(())
    });
}

#[test]
fn the_filter_of_a_log_is_there_after_another_tab() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVERY_STATUS, "delivery").await?;
        page.by_role("button", "Failed 2").await?.click().await?;
        eventually("the address has the status", async || Ok(page.route().await?.contains("status=2"))).await?;
        page.by_role("tab", "Audit").await?.click().await?;
        page.by_role("grid", "Journal").await?;
        page.back().await?;
        page.by_role("grid", "Delivery logs").await?;
        let chosen = page.by_role("button", "Failed 2").await?;
        assert_eq!(chosen.attribute("aria-pressed").await?.as_deref(), Some("true"));
        Ok(())
    });
}

#[test]
fn a_label_of_a_megabyte_and_one_of_stacked_marks_stay_in_their_rows() {
    journey(Setup::default(), async |page| {
        let labels = ["x".repeat(1 << 20), "word ".repeat(200_000), format!("e{}", "\u{301}".repeat(400))];
        let sent: Vec<_> =
            (1..).zip(labels).map(|(id, label)| format!("<delivery id='{id}' label='{label}' state='95'/>")).collect();
        let _rule = page.site().steering().intervene("<orderBy>", Turn::rows("delivery-collection", &sent.concat()));
        open(page, &ENGLISH, "/").await?;
        let table = page.by_role("grid", "Deliveries").await?;
        rows(&table, 3).await?;
        for row in table.all_by_role("row").await?.iter().skip(1) {
            let cell = &row.all_by_role("gridcell").await?[0];
            let height = row.evaluate("return arguments[0].getBoundingClientRect().height").await?.as_f64();
            let is_clipped = cell.evaluate("return getComputedStyle(arguments[0]).overflow === 'hidden'").await?;
            assert!(height.is_some_and(|height| height < 120.0), "{height:?}");
            assert_eq!(is_clipped, true);
        }
        page.check().await?;
        Ok(())
    });
}

#[test]
fn an_answer_that_is_too_large_is_given_up() {
    journey(Setup::default(), async |page| {
        // 40 MB, packed into little.
        let large = format!("<?xml version='1.0'?><a>{}</a>", " ".repeat(40 << 20));
        let rule =
            page.site().steering().intervene("<orderBy>", Turn::Answer { status: 200, kind: "text/xml", body: large });
        open(page, &ENGLISH, "/").await?;
        page.by_role_containing("alert", "The server's answer cannot be read.").await?;
        rule.release();
        press(page, "Try again").await?;
        page.shows(" of ").await?;
        Ok(())
    });
}

#[test]
fn an_answer_is_read_in_the_encoding_that_it_declares() {
    journey(Setup::default(), async |page| {
        let _latin = page.site().steering().intervene("<orderBy>", Turn::Latin1);
        open(page, &ENGLISH, "/").await?;
        page.by_role("searchbox", "Search").await?.fill("Points de fid").await?;
        page.by_role("grid", "Deliveries").await?.shows("Points de fidélité").await?;
        Ok(())
    });
}
