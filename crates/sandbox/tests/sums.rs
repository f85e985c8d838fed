//! What is true of the figures at any time, read over the wire (the engine's own tests check it after each
//! transaction): target = excluded + to deliver, and to deliver = success + error + open, where open is what has
//! neither succeeded nor failed (pending, on its way, or cancelled).
#![allow(clippy::unwrap_used)]

mod support;

use proptest::prelude::*;
use support::{Client, Server, between};

/// DM145, ready; DM61016 and DM61018, drafts for the panel; DM144, without population.
const DELIVERIES: [&str; 4] = ["1206801", "1250016", "1250018", "1206800"];

#[derive(Debug, Clone, Copy)]
enum Deed {
    Launch(&'static str, usize),
    Submit(&'static str, usize),
    Recompute(usize),
    /// Milliseconds.
    Wait(u64),
    Restart,
}

fn deed() -> impl Strategy<Value = Deed> {
    let which = || 0..DELIVERIES.len();
    let launched = prop::sample::select(vec!["Play", "Play", "Play", "Pause", "Stop", "PrepareFromId"]);
    let submitted =
        prop::sample::select(vec!["Prepare", "Prepare", "PrepareTarget", "PrepareMessage", "PrepareAndStart"]);
    prop_oneof![
        4 => (launched, which()).prop_map(|(method, delivery)| Deed::Launch(method, delivery)),
        3 => (submitted, which()).prop_map(|(method, delivery)| Deed::Submit(method, delivery)),
        1 => which().prop_map(Deed::Recompute),
        6 => prop_oneof![50..900u64, 900..4_000u64, 4_000..30_000u64].prop_map(Deed::Wait),
        1 => Just(Deed::Restart),
    ]
}

fn attribute(row: &str, name: &str) -> i64 {
    between(row, &format!(" {name}=\""), "\"").parse().unwrap()
}

/// One query for the figures and one for the logs.
fn check(admin: &Client, id: &str) {
    let nodes = [
        "@state",
        "[properties/@totalTarget]",
        "[properties/@toDeliver]",
        "[properties/@reject]",
        "[indicators/@success]",
        "[indicators/@error]",
        "[indicators/@processed]",
        "[indicators/@errorPending]",
        "[indicators/@recipientClick]",
        "[indicators/@totalRecipientClick]",
        "[indicators/@unknownUser]",
        "[indicators/@invalidDomain]",
        "[indicators/@unreachable]",
        "[indicators/@disabled]",
        "[indicators/@mailboxFull]",
        "[indicators/@notConnected]",
        "[indicators/@refused]",
    ];
    let row = admin.select("nms:delivery", &nodes, &[&format!("@id={id}")]);
    let figure = |name: &str| attribute(&row, name);
    let of_it = format!("[@delivery-id]={id}");
    let count = |condition: &str| admin.count("nms:broadLogRcp", &[&of_it, condition]) as i64;
    let (success, error, open) =
        (count("@status IN (1, 3, 4)"), count("@status = 2"), count("@status IN (6, 7, 8, 9)"));
    let state = figure("state");
    assert_eq!(figure("totalTarget"), figure("reject") + figure("toDeliver"), "target, {id} in {state}");
    assert_eq!((figure("success"), figure("error")), (success, error), "indicators, {id} in {state}");
    assert_eq!(figure("processed"), success + error, "processed, {id} in {state}");
    if state >= 25 && state != 37 {
        assert_eq!(figure("toDeliver"), success + error + open, "to deliver, {id} in {state}");
    } else {
        assert_eq!(success + error + open, 0, "logs before there are messages, {id} in {state}");
    }
    let reasons = ["unknownUser", "invalidDomain", "unreachable", "disabled", "mailboxFull", "notConnected", "refused"];
    assert_eq!(reasons.map(figure).iter().sum::<i64>(), error, "errors by reason, {id} in {state}");
    assert_eq!(figure("errorPending"), count("@status = 6 AND [msg/@failureType] = 1"), "soft, {id} in {state}");
    let excluded = admin.count("nms:excludeLogRcp", &[&of_it]) as i64;
    assert_eq!(figure("reject"), excluded, "excluded, {id} in {state}");
    let by_rule = admin.select("nms:dlvExclusion", &[r#"<node expr="Sum(@count)" alias="@n"/>"#], &[&of_it]);
    assert_eq!(attribute(&by_rule, "n"), excluded, "causes, {id} in {state}");
    let clicks = admin.count("nms:trackingLogRcp", &[&of_it, "[@url-id] <> 1"]) as i64;
    assert_eq!(figure("totalRecipientClick"), clicks, "clicks, {id} in {state}");
    assert!(figure("recipientClick") <= clicks, "people who click, {id} in {state}");
    let resting = [0, 15, 37, 45, 85, 95].contains(&state);
    assert!(!resting || count("@status IN (8, 9)") == 0, "on its way while resting, {id} in {state}");
    assert!(![85, 95].contains(&state) || count("@status = 6") == 0, "pending after the end, {id} in {state}");
}

#[test]
fn a_restart_changes_no_figure_of_the_large_delivery() {
    let figures = |server: &Server| {
        let admin = server.sign_in("admin");
        let nodes = ["[indicators/@newQuarantine]", "[indicators/@error]", "[indicators/@totalRecipientClick]"];
        admin.select("nms:delivery", &nodes, &["@internalName='DM90000'"])
    };
    let server = Server::frozen();
    server.sandbox.fill(|_, _| {}).unwrap();
    let before = figures(&server);
    assert!(attribute(&before, "newQuarantine") > 0);
    let server = server.restart();
    server.sandbox.fill(|_, _| {}).unwrap();
    assert_eq!(figures(&server), before);
}

/// What cannot be undone (contract 7.3): a delivery that is being sent does not go back to the analysis, and it stays
/// in its last state.
fn may_follow(before: i64, after: i64) -> bool {
    match before {
        85 | 95 => after == before,
        51..=82 => after >= 51,
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn the_figures_add_up_whatever_happens(deeds in prop::collection::vec(deed(), 1..40)) {
        let mut server = Server::frozen();
        let write = r#"<delivery xtkschema="nms:delivery" _operation="update" _key="@id" id="1250018"><content><sms><source>See https://a.example.com and https://b.example.com now</source></sms></content></delivery>"#;
        server.sign_in("admin").write(write);
        let mut states = DELIVERIES.map(|id| server.sign_in("admin").state(id));
        for deed in deeds {
            if let Deed::Restart = deed {
                server = server.restart();
            }
            let admin = server.sign_in("admin");
            match deed {
                Deed::Launch(method, delivery) => { admin.launch(method, &[DELIVERIES[delivery]]); }
                Deed::Submit(method, delivery) => { admin.submit_answer(method, DELIVERIES[delivery]); }
                Deed::Recompute(delivery) => { admin.launch("RecomputeStats", &[DELIVERIES[delivery], "15"]); }
                Deed::Wait(milliseconds) => server.advance(milliseconds),
                Deed::Restart => {}
            }
            for (id, before) in DELIVERIES.iter().zip(&mut states) {
                check(&admin, id);
                let after = admin.state(id);
                prop_assert!(may_follow(*before, after), "{id}: {before} to {after} by {deed:?}");
                *before = after;
            }
        }
    }
}
