//! The filters beside a log: what its rows have in common, and how many rows have it.

use browser_tests::steering::Turn;
use browser_tests::{Node, Outcome, Page, Setup, eventually, journey};
use fantoccini::key::Key;

use crate::support::{ENGLISH, FRENCH, first_rows, id, only_row, open, open_tab, press, route, sign_in_as};

/// Opens the large delivery's log and the filters.
async fn open_filters(page: &Page) -> Outcome<Node> {
    open_tab(page, id::LARGE, "delivery").await?;
    page.shows("of 10,000").await?;
    first_rows(&page.by_role("grid", "Delivery logs").await?).await?;
    press(page, "Filters").await?;
    Ok(page.by_role("complementary", "Filters").await?)
}

/// A value of a property with its number of rows.
struct Value {
    text: String,
    n: u64,
    /// What its button says.
    name: String,
}

/// The values of a property, when they are counted.
async fn values(filters: &Node, property: &str) -> Outcome<Vec<Value>> {
    let section = filters.by_role("region", property).await?;
    let mut found = Vec::new();
    eventually(&format!("{property} is counted"), async || {
        found.clear();
        for button in section.all_by_role("button").await? {
            let name = button.name().await?;
            if let Some((text, n)) = name.rsplit_once(' ')
                && let Ok(n) = n.replace(',', "").parse()
            {
                found.push(Value { text: text.to_owned(), n, name });
            }
        }
        Ok(!found.is_empty() && !section.text().await?.contains("Counting"))
    })
    .await?;
    Ok(found)
}

fn sum(values: &[Value]) -> u64 {
    values.iter().map(|value| value.n).sum()
}

/// The number as the page writes it.
fn digits(value: &Value) -> &str {
    value.name.rsplit(' ').next().unwrap_or_default()
}

#[test]
fn rows_are_narrowed_to_a_value_and_its_number_is_theirs() {
    journey(Setup::default(), async |page| {
        let filters = open_filters(page).await?;
        let types = values(&filters, "Failure type").await?;
        assert_eq!(sum(&types), 10_000);
        let reasons = values(&filters, "Reason").await?;
        let (reason, n) = (&reasons[0].text, reasons[0].n);
        assert_eq!(values(&filters, "Country, from the prefix").await?[0].text, "France +33");
        assert!(values(&filters, "Text, as a pattern").await?.len() > 1);
        page.check().await?;

        filters.by_role("button", &reasons[0].name).await?.click().await?;
        page.shows(&format!("of {n}")).await?;
        // The numbers of the other properties follow, its own stay.
        eventually("the types are counted again", async || {
            Ok(values(&filters, "Failure type").await.is_ok_and(|types| sum(&types) == n))
        })
        .await?;
        filters.by_role("button", &reasons[1].name).await?;
        assert!(page.route().await?.contains("reason="));

        // The address shows the same, and the choice can be taken back.
        page.reload().await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        page.shows(&format!("of {n}")).await?;
        page.check().await?;
        page.by_role("button", &format!("Remove the filter Reason: {reason}")).await?.click().await?;
        page.shows("of 10,000").await?;
        Ok(())
    });
}

#[test]
fn a_country_and_a_pattern_narrow_the_rows_to_as_many_as_they_say() {
    journey(Setup::default(), async |page| {
        let filters = open_filters(page).await?;
        let country = &values(&filters, "Country, from the prefix").await?[1];
        filters.by_role("button", &country.name).await?.click().await?;
        page.shows(&format!("of {}", digits(country))).await?;
        // A second click takes it back.
        filters.by_role("button", &country.name).await?.click().await?;
        page.shows("of 10,000").await?;
        let texts = values(&filters, "Text, as a pattern").await?;
        let rare = texts.iter().rfind(|value| !value.text.is_empty() && value.n < 1_000).expect("a rare text");
        filters.by_role("button", &rare.name).await?.click().await?;
        page.shows(&format!("of {}", digits(rare))).await?;
        Ok(())
    });
}

#[test]
fn rows_are_narrowed_from_the_details_of_one() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVERY_FAILURE, "delivery").await?;
        let table = page.by_role("grid", "Delivery logs").await?;
        first_rows(&table).await?;
        table.by_role("gridcell", "Address in quarantine").await?.click().await?;
        press(page, "Only these rows: Reason: Address in quarantine").await?;
        only_row(&table, "Address in quarantine").await?;
        page.focus_is_on("grid", "Delivery logs").await?;
        assert!(page.route().await?.contains("reason="));
        press(page, "Remove the filter Reason: Address in quarantine").await?;
        eventually("all rows are back", async || Ok(table.rows().await?.len() > 1)).await?;
        Ok(())
    });
}

#[test]
fn a_build_that_lacks_a_function_loses_one_filter_and_says_so() {
    journey(Setup::default(), async |page| {
        let lacks = Turn::fault("XTK-170036", "Unable to parse expression 'Left(@address, 5)'.");
        let lacking = page.site().steering().intervene("Left(", lacks);
        let filters = open_filters(page).await?;
        let country = filters.by_role("region", "Country, from the prefix").await?;
        country.shows("Try again").await?;
        assert!(!values(&filters, "Text, as a pattern").await?.is_empty());
        page.check().await?;
        lacking.release();
        country.by_role("button", "Try again").await?.click().await?;
        assert_eq!(values(&filters, "Country, from the prefix").await?[0].text, "France +33");
        Ok(())
    });
}

#[test]
fn nobody_has_to_wait_for_a_count() {
    journey(Setup::default(), async |page| {
        let held = page.site().steering().intervene("Left(", Turn::Hold);
        let filters = open_filters(page).await?;
        let country = filters.by_role("region", "Country, from the prefix").await?;
        country.by_role("button", "Cancel").await?.click().await?;
        country.shows("Not counted").await?;
        // The next one is counted.
        assert!(!values(&filters, "Text, as a pattern").await?.is_empty());
        held.release();
        country.by_role("button", "Count").await?.click().await?;
        assert!(!values(&filters, "Country, from the prefix").await?.is_empty());
        Ok(())
    });
}

#[test]
fn the_filters_are_asked_for_when_they_are_open_and_one_after_the_other() {
    journey(Setup::default(), async |page| {
        let steering = page.site().steering();
        open_tab(page, id::LARGE, "delivery").await?;
        page.shows("of 10,000").await?;
        page.rests().await?;
        assert!(steering.seen("failureType]\" groupBy").is_empty());
        let held = steering.intervene("failureType]\" groupBy", Turn::Hold);
        page.by_role("button", "Filters").await?.focus().await?;
        page.press(Key::Enter).await?;
        let filters = page.by_role("complementary", "Filters").await?;
        values(&filters, "Reason").await?;
        eventually("the types are asked for", async || Ok(!steering.seen("failureType]\" groupBy").is_empty())).await?;
        assert!(steering.seen("Left(").is_empty());
        held.release();
        values(&filters, "Text, as a pattern").await?;
        Ok(())
    });
}

/// The bars over time with the number of rows of each, when they are counted.
async fn bars(page: &Page) -> Outcome<(Node, Vec<(Node, u64)>)> {
    let region = page.by_role("region", "Last modified").await?;
    let mut found = Vec::new();
    eventually("the times are counted", async || {
        found.clear();
        for bar in region.all_by_role("option").await? {
            let n = n_rows(&bar.name().await?);
            found.push((bar, n));
        }
        Ok(!found.is_empty() && !region.text().await?.contains("Counting"))
    })
    .await?;
    Ok((region, found))
}

/// The number of rows in a bar, or in several: `Nov 27, 2026, 1:00 – 2:00 PM: Received on phone 1,234, Failed 20`.
fn n_rows(said: &str) -> u64 {
    let numbers = said.split([' ', '\n', '\t']).map(|word| word.trim_end_matches(',').replace(',', ""));
    let sums = said.split_once(": ").map_or(0, |(time, _)| time.split([' ', '\n', '\t']).count());
    numbers.skip(sums).filter_map(|word| word.parse::<u64>().ok()).sum()
}

#[test]
fn a_time_is_chosen_by_dragging_or_with_keys_and_its_rows_are_shown() {
    journey(Setup::default(), async |page| {
        open_filters(page).await?;
        let (_, all) = bars(page).await?;
        let total = |bars: &[(Node, u64)]| bars.iter().map(|(_, n)| n).sum::<u64>();
        assert_eq!(total(&all), 10_000);
        page.check().await?;

        // By dragging, over a half of the bars.
        let half = all.len() / 2;
        all[0].0.drag_to(&all[half].0).await?;
        let first = total(&all[..=half]);
        assert!(first > 0 && first < 10_000, "{first} of {} bars", all.len());
        let (thousands, rest) = (first / 1_000, first % 1_000);
        let words = if thousands > 0 { format!("of {thousands},{rest:03}") } else { format!("of {rest}") };
        page.shows(&words).await?;
        assert!(page.route().await?.contains("from="));
        // All bars stay, so that another time can be chosen.
        let (_, after) = bars(page).await?;
        assert_eq!(total(&after), 10_000);
        assert_eq!(after[0].0.attribute("aria-selected").await?.as_deref(), Some("true"));
        assert_eq!(after[half + 1].0.attribute("aria-selected").await?.as_deref(), Some("false"));

        // The address shows the same.
        page.reload().await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        page.shows(&words).await?;
        page.check().await?;

        // With keys: Escape takes the choice back, and from the end on the bars are chosen from right to left.
        let (_, found) = bars(page).await?;
        let chart = found[0].0.evaluate("arguments[0].closest('[role=listbox]').focus()");
        chart.await?;
        page.press(Key::Escape).await?;
        page.shows("of 10,000").await?;
        let (_, found) = bars(page).await?;
        page.press(Key::End).await?;
        page.press(Key::Enter).await?;
        let last = found.last().map_or(0, |(_, n)| *n);
        page.shows(&format!("of {last}")).await?;
        assert!(page.route().await?.contains("from="));
        Ok(())
    });
}

#[test]
fn the_chart_is_a_table_too() {
    journey(Setup::default(), async |page| {
        open_filters(page).await?;
        let (region, found) = bars(page).await?;
        region.by_role("button", "As a table").await?.click().await?;
        let mut n = 0;
        for cell in region.all_by_role("cell").await? {
            // The others are times.
            n += cell.text().await?.replace(',', "").parse().unwrap_or(0);
        }
        assert_eq!(n, found.iter().map(|(_, n)| n).sum::<u64>());
        Ok(())
    });
}

#[test]
fn a_build_without_hours_counts_days() {
    journey(Setup::default(), async |page| {
        let lacks = Turn::fault("XTK-170036", "Unable to parse expression 'TruncDate(@lastModified, 3600)'.");
        let _lacking = page.site().steering().intervene("TruncDate(", lacks);
        open_filters(page).await?;
        let (region, found) = bars(page).await?;
        assert_eq!(found.iter().map(|(_, n)| n).sum::<u64>(), 10_000);
        region.shows("per day").await?;
        Ok(())
    });
}

#[test]
fn the_filters_speak_french() {
    journey(FRENCH.setup(), async |page| {
        open(page, &FRENCH, &route(id::LARGE, "delivery")).await?;
        press(page, "Filtres").await?;
        let filters = page.by_role("complementary", "Filtres").await?;
        filters.by_role("region", "Pays, d’après l’indicatif").await?.shows("Royaume-Uni +44").await?;
        Ok(())
    });
}
