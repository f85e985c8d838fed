//! From a ready delivery to the last receipt: the states of contract 7.3, what each leaves behind, and what is refused.
#![allow(clippy::unwrap_used)]

mod support;

use support::deliveries::{DRAFT, FINISHED, READY, count, prepared, states_until};
use support::{Server, between, detail, occurrences};

#[test]
fn a_ready_delivery_is_sent_retried_and_finished() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    assert!(admin.launch("Play", &[READY]).contains("PlayResponse"));
    let seen = states_until(&server, &admin, READY, 95);
    assert_eq!(seen[..4], [51, 55, 61, 62], "{seen:?}");
    let of_it = |condition: &str| count(&admin, "nms:broadLogRcp", READY, condition) as i64;
    assert_eq!(of_it("@status IN (6, 8, 9)"), 0);
    assert!(of_it("@status=1") > 0 && of_it("@status=3") > 0 && of_it("@status=4") > 0);
    assert_eq!(admin.number(READY, "indicators/@success"), of_it("@status IN (1, 3, 4)"));
    assert_eq!(admin.number(READY, "indicators/@error"), of_it("@status=2"));
    assert_eq!(admin.number(READY, "indicators/@processed"), 18);
    let journal = admin.journal(READY);
    assert!(journal.iter().any(|line| line.starts_with("DEL-430020 Scheduling next retry to '")), "{journal:?}");
    assert_eq!(journal.last().unwrap(), "DEL-430015 Delivery finished (all messages have been sent).");
    assert!(journal.contains(&"Delivery started by operator 'Administrator (admin)'...".to_owned()), "{journal:?}");
    let ended = admin.delivery("DM145", "execution/@broadEndDate");
    assert!(ended > admin.delivery("DM145", "execution/@broadStartDate"), "{ended}");
}

#[test]
fn hard_failures_put_numbers_into_quarantine_and_clicks_are_recorded() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let link = r#"<delivery xtkschema="nms:delivery" _operation="update" _key="@id" id="1250016"><content><sms><source>Hi &lt;%= recipient.firstName %&gt;, see https://shop.example.com/a and https://shop.example.com/b.</source></sms></content></delivery>"#;
    assert!(admin.write(link).contains("WriteResponse"));
    prepared(&server, &admin, DRAFT);
    assert_eq!(admin.number(DRAFT, "properties/@url"), 2);
    let before = admin.count("nms:address", &["@status=4"]) as i64;
    admin.launch("Play", &[DRAFT]);
    states_until(&server, &admin, DRAFT, 95);
    let hard = count(&admin, "nms:broadLogRcp", DRAFT, "@status=2 AND [msg/@failureType]=2") as i64;
    assert!(hard > 0);
    assert_eq!(admin.number(DRAFT, "indicators/@newQuarantine"), hard);
    assert_eq!(admin.count("nms:address", &["@status=4"]) as i64, before + hard);
    let failed = admin.select(
        "nms:broadLogRcp",
        &["[msg/@text]"],
        &[&format!("[@delivery-id]={DRAFT}"), "@status=2", "[msg/@failureType]=2"],
    );
    assert!(failed.contains("text=\"SR Generic "), "{failed}");
    let clicks = count(&admin, "nms:trackingLogRcp", DRAFT, "[@url-id]<>1") as i64;
    assert!(clicks > 0);
    assert_eq!(admin.number(DRAFT, "indicators/@totalRecipientClick"), clicks);
    assert!(admin.number(DRAFT, "indicators/@recipientClick") <= clicks);
    let on_phones = count(&admin, "nms:trackingLogRcp", DRAFT, "[broadLog/@status]=4") as i64;
    assert_eq!(on_phones, clicks);
}

#[test]
fn a_paused_delivery_keeps_its_pending_messages_and_can_be_resumed() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    admin.launch("Play", &[READY]);
    states_until(&server, &admin, READY, 55);
    server.advance(5_000);
    assert!(admin.launch("Pause", &[READY]).contains("PauseResponse"));
    assert_eq!(states_until(&server, &admin, READY, 75), [71, 72, 75]);
    assert_eq!(count(&admin, "nms:broadLogRcp", READY, "@status=9"), 0);
    let pending = count(&admin, "nms:broadLogRcp", READY, "@status=6");
    assert!((1..18).contains(&pending), "{pending}");
    server.advance(600_000);
    assert_eq!((admin.state(READY), count(&admin, "nms:broadLogRcp", READY, "@status=6")), (75, pending));
    admin.launch("Play", &[READY]);
    let seen = states_until(&server, &admin, READY, 95);
    assert_eq!(seen[0], 55, "{seen:?}");
    assert_eq!(count(&admin, "nms:broadLogRcp", READY, "@status IN (1, 2, 3, 4)"), 18);
}

#[test]
fn a_stop_is_final_and_cancels_the_pending_messages() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    admin.launch("Play", &[READY]);
    states_until(&server, &admin, READY, 55);
    server.advance(5_000);
    admin.launch("Stop", &[READY]);
    assert_eq!(states_until(&server, &admin, READY, 85), [81, 82, 85]);
    let canceled = count(&admin, "nms:broadLogRcp", READY, "@status=7");
    assert!(canceled > 0);
    assert_eq!(count(&admin, "nms:broadLogRcp", READY, "@status IN (6, 8, 9)"), 0);
    server.advance(600_000);
    assert_eq!(admin.state(READY), 85);
    for method in ["Play", "Pause", "Stop"] {
        assert!(detail(&admin.launch(method, &[READY])).contains("its status is 'Stopped'"), "{method}");
    }
    assert!(detail(&admin.submit_answer("Prepare", READY)).contains("cannot be analysed"));
}

#[test]
fn a_delivery_waits_for_its_contact_date() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let now = server.get("/sandbox/clock").body;
    let day = between(&now, "\"now\":\"", "T");
    let date = format!("{day} 23:59:59.999Z");
    let schedule = format!(
        r#"<delivery xtkschema="nms:delivery" _operation="update" _key="@id" id="{READY}"><scheduling contactDate="{date}" delayed="true"/></delivery>"#
    );
    assert!(admin.write(&schedule).contains("WriteResponse"));
    admin.launch("Play", &[READY]);
    server.advance(10_000);
    assert_eq!(admin.state(READY), 51);
    server.advance(86_400_000);
    assert_eq!(admin.state(READY), 95);
    assert!(admin.journal(READY).contains(&"Starting scheduled delivery...".to_owned()));
    assert_eq!(admin.delivery("DM145", "execution/@broadStartDate"), date);
}

#[test]
fn an_order_that_the_state_does_not_allow_is_refused_and_changes_nothing() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    for (id, refused) in [
        (DRAFT, &["Play", "Pause", "Stop"][..]),
        (READY, &["Pause", "Stop"]),
        (FINISHED, &["Play", "Pause", "Stop", "PrepareFromId"]),
        // A template, a deleted one, an e-mail, and none at all.
        ("1250022", &["Play", "PrepareFromId"]),
        ("1250023", &["Play", "PrepareFromId"]),
        ("1100000", &["Play", "PrepareFromId"]),
        ("1", &["Play", "Pause", "Stop", "PrepareFromId"]),
    ] {
        for method in refused {
            let before = admin.journal(id).len();
            let state = if id == "1" { 0 } else { admin.state(id) };
            let why = detail(&admin.launch(method, &[id]));
            assert!(why.starts_with("The delivery '"), "{method} {id}: {why}");
            assert_eq!(admin.journal(id).len(), before, "{method} {id}");
            assert_eq!(if id == "1" { 0 } else { admin.state(id) }, state, "{method} {id}");
        }
    }
    admin.submit("Prepare", DRAFT);
    assert!(detail(&admin.submit_answer("Prepare", DRAFT)).contains("Wait until its analysis has ended"));
    assert!(detail(&admin.launch("Play", &[DRAFT])).contains("cannot be started"));
}

#[test]
fn the_viewer_may_not_prepare_or_send_and_marie_may() {
    let server = Server::frozen();
    let viewer = server.sign_in("viewer");
    for (method, parameters) in [
        ("Play", vec![READY]),
        ("Pause", vec![READY]),
        ("Stop", vec![READY]),
        ("ExecCommand", vec![READY, "play"]),
        ("PrepareFromId", vec![DRAFT]),
        ("SubmitJob", vec!["Prepare", DRAFT]),
        ("ExecuteJob", vec!["PrepareAndStart", DRAFT]),
        ("RecomputeStats", vec![FINISHED, "15"]),
    ] {
        let why = detail(&viewer.launch(method, &parameters));
        assert!(why.contains("'Viewer (viewer)' may read but not ") && why.contains("ask for the right"), "{why}");
    }
    assert!(detail(&viewer.submit_answer("Prepare", DRAFT)).contains("may read but not prepare"));
    assert_eq!((viewer.state(READY), viewer.state(DRAFT)), (45, 0));
    assert!(viewer.launch("GetDlStatusAndLogs", &[READY, "0"]).contains("psDeliveryState"));
    let marie = server.sign_in("marie");
    assert!(marie.launch("ExecCommand", &[READY, "play"]).contains("<pbtNewState xsi:type=\"xsd:byte\">51<"));
}

#[test]
fn a_parameter_of_the_wrong_kind_is_a_fault() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let huge = "9".repeat(40);
    for (method, parameters) in [
        ("Play", vec!["soon"]),
        ("Play", vec![]),
        ("Play", vec![huge.as_str()]),
        ("Pause", vec!["1; DROP TABLE delivery"]),
        ("ExecCommand", vec![READY, "dance"]),
        ("GetDlStatusAndLogs", vec![READY, "x"]),
        ("SubmitJob", vec!["Frobnicate", READY]),
        ("SubmitJob", vec!["Prepare", ""]),
        ("RecomputeStats", vec![READY, "16"]),
        ("RecomputeStats", vec![READY, "-1"]),
    ] {
        assert!(admin.launch(method, &parameters).contains("<SOAP-ENV:Fault>"), "{method} {parameters:?}");
    }
    for parameters in ["", "<d/><m>Prepare</m>", "<d><delivery/></d><m>Prepare</m>", "<d><delivery id='x'/></d><m/>"] {
        let answer = admin.call("xtk:jobInterface|nms:delivery", "Submit", parameters);
        assert!(answer.contains("<SOAP-ENV:Fault>"), "{parameters}");
    }
    for job in ["", "x", "9999999", "1/x"] {
        for method in ["GetStatus", "GetResult", "HasWarning", "Cancel", "Pause"] {
            let answer = admin.call("xtk:job", method, &format!("<id>{job}</id><l>0</l><m>0</m>"));
            assert!(detail(&answer).contains("does not exist"), "{method} {job}: {answer}");
        }
    }
    assert_eq!(admin.state(READY), 45);
}

#[test]
fn state_and_new_journal_lines_come_in_one_call() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    admin.submit("Prepare", DRAFT);
    states_until(&server, &admin, DRAFT, 45);
    let all = admin.launch("GetDlStatusAndLogs", &[DRAFT, "0"]);
    assert!(all.contains("<psDeliveryState xsi:type=\"xsd:short\">45<"), "{all}");
    let last = all.rsplit(" id=\"").next().unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(occurrences(&admin.launch("GetDlStatusAndLogs", &[DRAFT, &last]), "<log "), 0);
    admin.launch("Play", &[DRAFT]);
    assert!(admin.launch("GetDlStatusAndLogs", &[DRAFT, &last]).contains("Delivery started by operator"));
}

#[test]
fn figures_can_be_counted_again_from_logs() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let logs = admin.select("nms:broadLogRcp", &["@id"], &[&format!("[@delivery-id]={FINISHED}")]);
    let log = between(&logs, "<broadLogRcp id=\"", "\"");
    let msg = between(&admin.select("nms:broadLogMsg", &["@id"], &["@failureReason=20"]), "<broadLogMsg id=\"", "\"");
    admin.write(&format!(
        r#"<broadLogRcp xtkschema="nms:broadLogRcp" _operation="update" _key="@id" id="{log}" status="2" msg-id="{msg}"/>"#
    ));
    assert_eq!(admin.number(FINISHED, "indicators/@success"), 34);
    assert!(admin.launch("RecomputeStats", &[FINISHED, "15"]).contains("RecomputeStatsResponse"));
    for (path, value) in [("success", 33), ("processed", 34), ("error", 1), ("refused", 1), ("recipientClick", 3)] {
        assert_eq!(admin.number(FINISHED, &format!("indicators/@{path}")), value, "{path}");
    }
}

#[test]
fn a_sending_continues_after_a_restart() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    admin.launch("Play", &[READY]);
    states_until(&server, &admin, READY, 55);
    server.advance(6_000);
    let open = count(&admin, "nms:broadLogRcp", READY, "@status IN (6, 9)");
    assert!((1..18).contains(&open));
    let server = server.restart();
    let admin = server.sign_in("admin");
    assert_eq!((admin.state(READY), count(&admin, "nms:broadLogRcp", READY, "@status IN (6, 9)")), (55, open));
    states_until(&server, &admin, READY, 95);
    assert_eq!(admin.number(READY, "indicators/@processed"), 18);
}

#[test]
fn the_same_calls_at_the_same_instants_give_the_same_messages() {
    let outcome = || {
        let server = Server::frozen();
        let admin = server.sign_in("admin");
        admin.launch("Play", &[READY]);
        server.advance(600_000);
        admin.select("nms:broadLogRcp", &["@address", "@status", "[msg/@text]"], &[&format!("[@delivery-id]={READY}")])
    };
    assert_eq!(outcome(), outcome());
}

#[test]
fn seeded_deliveries_in_progress_wait_for_an_operator_and_then_end() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    for (state, method, end) in [(55, "Pause", 75), (75, "Play", 95), (62, "Stop", 85), (51, "Stop", 85)] {
        let found = admin.select(
            "nms:delivery",
            &["@id"],
            &[&format!("@state={state}"), "@messageType=1", "@isModel=0", "@internalName<>'DM90000'"],
        );
        let id = between(&found, "<delivery id=\"", "\"");
        server.advance(60_000);
        assert_eq!(admin.state(&id), state);
        assert!(!admin.launch(method, &[&id]).contains("Fault"), "{method} {state}");
        states_until(&server, &admin, &id, end);
    }
}

#[test]
fn the_large_delivery_refuses_orders_until_it_is_filled() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let id = admin.delivery("DM90000", "@id");
    assert!(detail(&admin.launch("Pause", &[&id])).contains("still being filled"));
    server.sandbox.fill(|_, _| {}).unwrap();
    assert!(detail(&admin.launch("Pause", &[&id])).contains("its status is 'Finished'"));
}
