//! `--deliveries`: further deliveries in the list.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Server, occurrences};

/// What the list of SMS deliveries asks for (contract 9.1).
const LISTED: [&str; 4] = ["@messageType=1", "@isModel=0", "@FCP=0", "@deleteStatus=0"];

/// A page of the list, newest first.
fn page(server: &Server, start: u64) -> String {
    let conditions: String = LISTED.iter().map(|expr| format!(r#"<condition expr="{expr}"/>"#)).collect();
    server.sign_in("admin").query(&format!(
        r#"<queryDef schema="nms:delivery" operation="select" startLine="{start}" lineCount="100"><select><node expr="@id"/><node expr="@internalName"/><node expr="@state" analyze="true"/><node expr="[properties/@toDeliver]" alias="@toDeliver"/></select><where>{conditions}</where><orderBy><node expr="@lastModified" sortDesc="true"/><node expr="@id" sortDesc="true"/></orderBy></queryDef>"#
    ))
}

#[test]
fn further_deliveries_come_after_the_others_and_more_of_them_when_more_are_wanted() {
    let few = Server::start();
    let newest = page(&few, 0);
    let n_others = few.sign_in("admin").count("nms:delivery", &LISTED);
    let many = Server::on(few.stop(), |options| options.deliveries = 1_000);
    let count = |server: &Server, extra: &[&str]| {
        let conditions = [LISTED.as_slice(), extra].concat();
        server.sign_in("admin").count("nms:delivery", &conditions)
    };
    assert_eq!(count(&many, &[]), n_others + 1_000);
    assert_eq!(page(&many, 0), newest);
    assert_eq!(occurrences(&page(&many, n_others + 900), "<delivery id="), 100);
    assert_eq!(occurrences(&page(&many, n_others + 950), "<delivery id="), 50);
    let finished = count(&many, &["@internalName LIKE 'DM200%'", "@state=95"]);
    assert!((300..800).contains(&finished), "{finished}");
    // Figures add up, and no log is left.
    let sum = ["@internalName LIKE 'DM200%'", "[indicators/@processed] <> [indicators/@success] + [indicators/@error]"];
    assert_eq!(count(&many, &sum), 0);
    let admin = many.sign_in("admin");
    let id = admin.delivery("DM200999", "@id");
    assert_eq!(admin.count("nms:broadLogRcp", &[&format!("[@delivery-id]={id}")]), 0);
    let last = page(&many, n_others + 950);
    // The same folder with fewer keeps them, with more it gets more, and the first ones are the same.
    let same = Server::on(many.stop(), |options| options.deliveries = 10);
    assert_eq!(page(&same, n_others + 950), last);
    let more = Server::on(same.stop(), |options| options.deliveries = 1_200);
    assert_eq!(count(&more, &[]), n_others + 1_200);
    let other = Server::with(|options| options.deliveries = 1_200);
    assert_eq!(page(&other, n_others + 1_100), page(&more, n_others + 1_100));
}
