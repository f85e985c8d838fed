//! Everything can be done with the keyboard.

use browser_tests::{Error, Outcome, Page, Setup, journey};
use fantoccini::key::Key;

use crate::support::{id, open_tab};

/// More than all tab stops in front of the first row of a table, on any screen.
const MOST_STOPS: usize = 60;

/// The role and the name of the element with the focus. It may be drawn again while it is asked for them.
async fn focused(page: &Page) -> Outcome<(String, String)> {
    loop {
        let focused = page.focused().await?;
        let here = async || Ok::<_, Error>((focused.role().await?, focused.name().await?));
        match here().await {
            Err(error) if error.is_outdated() => {}
            here => return Ok(here?),
        }
    }
}

/// Presses Tab until the element has the focus.
async fn tab_to(page: &Page, role: &str, name: &str) -> Outcome {
    let mut passed = Vec::new();
    for _ in 0..MOST_STOPS {
        page.press(Key::Tab).await?;
        let here = focused(page).await?;
        if here == (role.to_owned(), name.to_owned()) {
            return Ok(());
        }
        passed.push(here);
    }
    Err(Error::new(format!("Tab never reaches {role} “{name}”, but {passed:?}")).into())
}

#[test]
fn somebody_signs_in_finds_a_delivery_and_saves_a_text_without_a_click() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.by_role("heading", "Sign in").await?;
        tab_to(page, "textbox", "Operator").await?;
        page.type_text("admin").await?;
        page.press(Key::Tab).await?;
        page.type_text("sandbox").await?;
        page.press(Key::Enter).await?;
        page.focus_is_on("heading", "Deliveries").await?;

        tab_to(page, "searchbox", "Search").await?;
        page.type_text("DM144").await?;
        page.shows("Rows 1 to 1 of 1").await?;
        tab_to(page, "grid", "Deliveries").await?;
        page.press(Key::Down).await?;
        page.press(Key::Enter).await?;
        page.focus_is_on("heading", "Event reminder (DM144)").await?;

        tab_to(page, "tab", "Summary").await?;
        page.press(Key::Right).await?;
        page.focus_is_on("tab", "SMS").await?;
        tab_to(page, "textbox", "Text content").await?;
        page.press_with(&[Key::Control], 'a').await?;
        page.type_text("Typed without a mouse").await?;
        tab_to(page, "button", "Save").await?;
        page.press(Key::Enter).await?;
        page.shows("Saved.").await?;
        Ok(())
    });
}

#[test]
fn closing_the_details_leaves_the_focus_in_the_rows() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_LAUNCH, "exclusions").await?;
        page.shows("of 8").await?;
        tab_to(page, "grid", "Exclusion logs").await?;
        page.press(Key::Down).await?;
        page.press(Key::Enter).await?;
        page.by_role("complementary", "Row 1").await?;
        page.press(Key::Down).await?;
        page.by_role("complementary", "Row 2").await?;
        page.focus_is_on("grid", "Exclusion logs").await?;
        // From within the details too.
        tab_to(page, "button", "Next row").await?;
        page.press(Key::Enter).await?;
        page.by_role("complementary", "Row 3").await?;
        page.press(Key::Escape).await?;
        page.none_by_role("complementary", "Row 3").await?;
        page.focus_is_on("grid", "Exclusion logs").await?;
        Ok(())
    });
}
