//! From a draft to the last receipt: the states of contract 7.3, what each leaves behind, and what is refused.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Client, Server, between, detail, occurrences};

/// DM145, "Event day": ready, 18 messages.
const READY: &str = "1206801";
/// DM144, "Event reminder": being edited, its population is not defined.
const WITHOUT_POPULATION: &str = "1206800";
/// DM61016, "Flash and urgent": being edited, for the panel of 41 people.
const DRAFT: &str = "1250016";
/// DM61019, the same without a text.
const WITHOUT_TEXT: &str = "1250019";
/// DM55842, finished.
const FINISHED: &str = "1206770";

fn fault(answer: &str) -> String {
    detail(answer)
}

/// Lets time pass in small steps and notes every state that the delivery is seen in, until it rests in `last`.
fn states_until(server: &Server, admin: &Client, id: &str, last: i64) -> Vec<i64> {
    let mut seen = vec![admin.state(id)];
    for _ in 0..1_200 {
        if seen.last() == Some(&last) {
            return seen;
        }
        server.advance(250);
        let state = admin.state(id);
        if seen.last() != Some(&state) {
            seen.push(state);
        }
    }
    panic!("{last} is not reached: {seen:?}");
}

fn prepared(server: &Server, admin: &Client, id: &str) {
    admin.submit("Prepare", id);
    states_until(server, admin, id, 45);
}

fn count(admin: &Client, schema: &str, id: &str, condition: &str) -> u64 {
    admin.count(schema, &[&format!("[@delivery-id]={id}"), condition])
}

#[test]
fn an_analysis_goes_through_its_states_and_leaves_messages_and_exclusions() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let job = admin.submit("Prepare", DRAFT);
    assert_eq!(states_until(&server, &admin, DRAFT, 45), [11, 12, 13, 15, 21, 22, 25, 45]);
    assert_eq!(admin.job_status(&job), "5");
    // 41 people, of whom 11 are left out: two by each of five rules, and one control address.
    assert_eq!(admin.number(DRAFT, "properties/@totalTarget"), 41);
    assert_eq!(admin.number(DRAFT, "properties/@toDeliver"), 30);
    assert_eq!(admin.number(DRAFT, "properties/@reject"), 11);
    assert_eq!(count(&admin, "nms:broadLogRcp", DRAFT, "@status=6"), 30);
    for (reason, people) in [(7, 2), (8, 2), (9, 2), (10, 2), (11, 2), (127, 1)] {
        let condition = format!("[msg/@failureReason]={reason}");
        assert_eq!(count(&admin, "nms:excludeLogRcp", DRAFT, &condition), people, "{reason}");
    }
    let causes =
        admin.select("nms:dlvExclusion", &["@count", "[typologyRule/@label]"], &[&format!("[@delivery-id]={DRAFT}")]);
    assert!(causes.contains(r#"count="2"><typologyRule label="Exclusion of denylisted recipients"/>"#), "{causes}");
    assert_eq!(occurrences(&causes, "<dlvExclusion "), 6);
    let journal = admin.journal(DRAFT);
    for line in [
        "Cleaning data from previous analysis...",
        "Target preparation in progress...",
        "Duplicate address in delivery action. : 2 recipient(s) excluded in 0.0s.",
        "Applying rule &apos;Check delivery size&apos;.",
        "Target preparation successfully completed in 1s (30 message(s) waiting).",
        "Message preparation in progress...",
        "Delivery logs created in 0.0s.",
    ] {
        let line = line.replace("&apos;", "'");
        assert!(journal.contains(&line), "{line} in {journal:?}");
    }
    let last = journal.last().unwrap();
    assert!(last.starts_with("Analysis successfully completed in ") && last.ends_with("(30 message(s) waiting)."));
}

#[test]
fn preparing_again_replaces_what_was_found_before() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    for _ in 0..2 {
        admin.submit("Prepare", READY);
        states_until(&server, &admin, READY, 45);
        assert_eq!(count(&admin, "nms:broadLogRcp", READY, "@status=6"), 18);
        assert_eq!(count(&admin, "nms:excludeLogRcp", READY, "[msg/@failureReason]=10"), 14);
        assert_eq!(admin.count("nms:dlvExclusion", &[&format!("[@delivery-id]={READY}")]), 1);
    }
}

#[test]
fn a_delivery_without_population_or_text_ends_in_37_and_says_why() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let job = admin.submit("Prepare", WITHOUT_POPULATION);
    assert_eq!(states_until(&server, &admin, WITHOUT_POPULATION, 37), [11, 12, 37]);
    let last = admin.journal(WITHOUT_POPULATION).pop().unwrap();
    assert_eq!(last, "DLV-490009 You have not defined the target population of the delivery action.");
    let status = admin.call("xtk:job", "GetStatus", &format!("<id>{job}</id><l>0</l><m>100</m>"));
    assert!(status.contains("<psStatus xsi:type=\"xsd:short\">6<"), "{status}");
    assert!(status.contains(r#"iRc="16384""#) && status.contains(r#"logType="0""#), "{status}");
    assert!(status.contains(r#"<elemProperties warning="1">"#), "{status}");

    admin.submit("Prepare", WITHOUT_TEXT);
    assert_eq!(states_until(&server, &admin, WITHOUT_TEXT, 37), [11, 12, 13, 15, 21, 22, 37]);
    assert!(admin.journal(WITHOUT_TEXT).pop().unwrap().contains("content of the delivery is empty"));

    let field = r#"<delivery xtkschema="nms:delivery" _operation="update" _key="@id" id="1250016"><content><sms><source>&lt;%= recipient.shoeSize %&gt;</source></sms></content></delivery>"#;
    assert!(admin.write(field).contains("WriteResponse"));
    admin.submit("Prepare", DRAFT);
    states_until(&server, &admin, DRAFT, 37);
    assert!(admin.journal(DRAFT).pop().unwrap().contains("recipient.shoeSize"));
}

#[test]
fn target_and_messages_can_be_prepared_one_after_the_other() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    admin.submit("PrepareTarget", DRAFT);
    assert_eq!(states_until(&server, &admin, DRAFT, 15), [11, 12, 13, 15]);
    server.advance(60_000);
    assert_eq!(admin.state(DRAFT), 15);
    assert_eq!(count(&admin, "nms:broadLogRcp", DRAFT, "@status=6"), 0);
    admin.submit("PrepareMessage", DRAFT);
    assert_eq!(states_until(&server, &admin, DRAFT, 45), [21, 22, 25, 45]);
    assert_eq!(count(&admin, "nms:broadLogRcp", DRAFT, "@status=6"), 30);
    assert!(fault(&admin.submit_answer("PrepareMessage", DRAFT)).contains("no target to personalize"));
}

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
fn a_pause_holds_what_is_pending_and_play_goes_on() {
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
fn a_stop_is_final_and_cancels_what_is_pending() {
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
        assert!(fault(&admin.launch(method, &[READY])).contains("its status is 'Stopped'"), "{method}");
    }
    assert!(fault(&admin.submit_answer("Prepare", READY)).contains("cannot be analysed"));
}

#[test]
fn a_contact_date_in_the_future_is_waited_for() {
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
fn what_a_state_does_not_allow_is_refused_and_changes_nothing() {
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
            let why = fault(&admin.launch(method, &[id]));
            assert!(why.starts_with("The delivery '"), "{method} {id}: {why}");
            assert_eq!(admin.journal(id).len(), before, "{method} {id}");
            assert_eq!(if id == "1" { 0 } else { admin.state(id) }, state, "{method} {id}");
        }
    }
    admin.submit("Prepare", DRAFT);
    assert!(fault(&admin.submit_answer("Prepare", DRAFT)).contains("Wait until its analysis has ended"));
    assert!(fault(&admin.launch("Play", &[DRAFT])).contains("cannot be started"));
}

#[test]
fn the_viewer_is_refused_in_words_and_marie_is_not() {
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
        let why = fault(&viewer.launch(method, &parameters));
        assert!(why.contains("'Viewer (viewer)' may read but not ") && why.contains("ask for the right"), "{why}");
    }
    assert!(fault(&viewer.submit_answer("Prepare", DRAFT)).contains("may read but not prepare"));
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
            assert!(fault(&answer).contains("does not exist"), "{method} {job}: {answer}");
        }
    }
    assert_eq!(admin.state(READY), 45);
}

#[test]
fn those_who_wait_for_an_analysis_get_it_done() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    assert!(admin.launch("ExecuteJob", &["Prepare", DRAFT]).contains("ExecuteJobResponse"));
    assert_eq!(admin.state(DRAFT), 45);
    assert!(admin.launch("PrepareFromId", &[WITHOUT_TEXT]).contains("PrepareFromIdResponse"));
    assert_eq!(admin.state(WITHOUT_TEXT), 37);
    let document = format!("<d>{}</d><m>PrepareAndStart</m>", admin.document(DRAFT));
    let answer = admin.call("xtk:jobInterface|nms:delivery", "Execute", &document);
    assert!(answer.contains("<ExecuteResponse xmlns=\"urn:nms:delivery\""), "{answer}");
    assert_eq!(admin.state(DRAFT), 51);
    states_until(&server, &admin, DRAFT, 95);
}

#[test]
fn a_job_works_on_the_document_that_it_is_sent() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let key = format!(r#"<delivery xtkschema="nms:delivery" id="{DRAFT}"/>"#);
    for method in ["Prepare", "PrepareTarget", "PrepareAndStart"] {
        let answer = admin.submit_document(method, &key);
        let job = between(&answer, "<pstrId xsi:type=\"xsd:string\">", "<");
        assert_eq!(states_until(&server, &admin, DRAFT, 37).last(), Some(&37), "{method}");
        assert_eq!(admin.job_status(&job), "6");
        let why = "DLV-490009 You have not defined the target population of the delivery action.";
        assert_eq!(admin.journal(DRAFT).last().unwrap(), why, "{method}");
    }
    assert!(admin.document(DRAFT).contains("Hello"), "what is stored stays");
    let without_text = between(&format!("#{}", admin.document(DRAFT)), "#", "<content>") + "</delivery>";
    admin.submit_document("Prepare", &without_text);
    states_until(&server, &admin, DRAFT, 37);
    assert!(admin.journal(DRAFT).last().unwrap().contains("content of the delivery is empty"));
    let other_text = admin.document(DRAFT).replace("Hello", "See https://sent.example.com");
    admin.submit_document("Prepare", &other_text);
    states_until(&server, &admin, DRAFT, 45);
    let of_it = format!("[@delivery-id]={DRAFT}");
    assert_eq!(admin.count("nms:trackingUrl", &[&of_it, "@source='https://sent.example.com'"]), 1);
}

#[test]
fn what_is_named_by_its_id_is_analysed_as_it_is_stored() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    admin.launch("SubmitJob", &["Prepare", DRAFT]);
    states_until(&server, &admin, DRAFT, 45);
    admin.launch("PrepareFromId", &[DRAFT]);
    assert_eq!(admin.state(DRAFT), 45);
}

#[test]
fn a_job_goes_on_with_its_document_after_a_restart() {
    let server = Server::frozen();
    let key = format!(r#"<delivery xtkschema="nms:delivery" id="{DRAFT}"/>"#);
    server.sign_in("admin").submit_document("Prepare", &key);
    let server = server.restart();
    let admin = server.sign_in("admin");
    assert_eq!(states_until(&server, &admin, DRAFT, 37).last(), Some(&37));
}

#[test]
fn a_proof_of_a_key_alone_is_for_nobody() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let key = format!(r#"<delivery xtkschema="nms:delivery" id="{DRAFT}"/>"#);
    assert!(admin.submit_document("PrepareProof", &key).contains("<pstrId"));
    let proofs = admin.select("nms:delivery", &["@id"], &["@FCP=1", "[@proofedDelivery-id]=1250016"]);
    let proof = between(&proofs, "<delivery id=\"", "\"");
    states_until(&server, &admin, &proof, 37);
}

#[test]
fn a_job_is_followed_line_by_line_and_can_be_cancelled() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let job = admin.submit("Prepare", DRAFT);
    server.advance(400);
    let status = |last: &str, most: &str| {
        admin.call("xtk:job", "GetStatus", &format!("<id>{job}</id><l>{last}</l><m>{most}</m>"))
    };
    let first = status("0", "2");
    assert_eq!(occurrences(&first, "<log "), 2);
    assert!(first.contains("<psStatus xsi:type=\"xsd:short\">2<"), "{first}");
    assert!(first.contains(r#"<progress current="2" max="8"/>"#), "{first}");
    let last = first.rsplit("<log iRc=\"0\" id=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let rest = status(&last, "100");
    assert!(!rest.contains(&format!("id=\"{last}\"")) && rest.contains("Target preparation in progress..."), "{rest}");
    let one = format!("<id>{job}</id>");
    assert!(fault(&admin.call("xtk:job", "GetResult", &one)).contains("not finished"));
    assert!(fault(&admin.call("xtk:job", "Pause", &one)).contains("cannot be paused"));
    assert!(admin.call("xtk:job", "Cancel", &one).contains("CancelResponse"));
    assert_eq!((admin.job_status(&job).as_str(), admin.state(DRAFT)), ("4", 0));
    assert!(admin.call("xtk:job", "WaitJobCancelled", &format!("{one}<t>1</t>")).contains("WaitJobCancelledResponse"));
    assert!(admin.call("xtk:job", "HasWarning", &one).contains("<pbWarning xsi:type=\"xsd:boolean\">true<"));
    server.advance(60_000);
    assert_eq!(admin.state(DRAFT), 0);
    prepared(&server, &admin, DRAFT);
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
fn a_proof_is_a_delivery_of_its_own() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let call = format!(
        r#"<d>{}</d><s><soapCall name="PrepareProof" service="nms:delivery"><param name="this" type="DOMDocument"/><param name="bStart" type="boolean" value="true"/></soapCall></s>"#,
        admin.document(DRAFT)
    );
    let answer = admin.call("xtk:jobInterface|nms:delivery", "SubmitSoapCall", &call);
    assert!(answer.contains("<pstrId"), "{answer}");
    let proofs = admin.select("nms:delivery", &["@id", "@label"], &["@FCP=1", "[@proofedDelivery-id]=1250016"]);
    assert!(proofs.contains(r#"label="[Proof 1] Flash and urgent""#), "{proofs}");
    let proof = between(&proofs, "<delivery id=\"", "\"");
    states_until(&server, &admin, &proof, 95);
    assert_eq!((admin.number(&proof, "properties/@toDeliver"), admin.state(DRAFT)), (2, 0));
}

#[test]
fn a_preview_is_the_text_for_one_person() {
    let server = Server::frozen();
    let admin = server.sign_in("viewer");
    let preview = |filter: &str| {
        let params = format!(r#"<id>{DRAFT}</id><p><params content="sms" filter="{filter}"/></p>"#);
        admin.call("nms:delivery", "BuildPreviewFromId", &params)
    };
    let answer = preview("@id=1");
    assert!(answer.contains("<pdomPreview") && answer.contains("<![CDATA[Hello Camille!]]>"), "{answer}");
    assert!(answer.contains("<queryResult><recipient id=\"1\""), "{answer}");
    assert!(fault(&preview("@id=0")).contains("finds nobody"));
    assert!(fault(&preview("@shoeSize=1")).contains("XTK-170036"));
}

#[test]
fn figures_are_counted_anew_from_logs() {
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
fn a_restart_goes_on_where_the_sending_stood() {
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
fn time_goes_by_itself_as_fast_as_it_is_told_to() {
    let timing = sandbox::Timing { speed: 300.0, test_hooks: false };
    let server = Server::open(tempfile::TempDir::new().unwrap(), |_| {}, timing);
    server.sandbox.start_clock(|error| panic!("{error}"));
    let admin = server.sign_in("admin");
    admin.submit("PrepareAndStart", DRAFT);
    let begin = std::time::Instant::now();
    while admin.state(DRAFT) != 95 {
        assert!(begin.elapsed().as_secs() < 60, "it is still in {}", admin.state(DRAFT));
    }
    assert_eq!(admin.number(DRAFT, "indicators/@processed"), 30);
}

#[test]
fn the_large_delivery_waits_until_it_is_filled() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let id = admin.delivery("DM90000", "@id");
    assert!(fault(&admin.launch("Pause", &[&id])).contains("still being filled"));
    server.sandbox.fill(|_, _| {}).unwrap();
    assert!(fault(&admin.launch("Pause", &[&id])).contains("its status is 'Finished'"));
}

#[test]
fn dates_in_queries_and_writes_are_those_of_the_clock() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    server.advance(10 * 86_400_000);
    let write = r#"<delivery xtkschema="nms:delivery" _operation="update" _key="@id" id="1206800" label="later"/>"#;
    assert!(admin.write(write).contains("WriteResponse"));
    assert_eq!(admin.count("nms:delivery", &["@id=1206800", "@lastModified = GetDate()"]), 1);
    server.advance(1);
    assert_eq!(admin.count("nms:delivery", &["@id=1206800", "@lastModified = GetDate()"]), 0);
}

#[test]
fn the_clock_is_steered_by_tests_alone() {
    let server = Server::start();
    for answer in [server.get("/sandbox/clock"), server.clock("{}"), server.post_to("/sandbox/sessions/expire", "")] {
        assert_eq!(answer.status, 404);
    }
    let server = Server::frozen();
    assert!(server.get("/sandbox/clock").body.contains(r#""frozen":true"#));
    for wrong in ["", "[]", r#"{"advance":-1}"#, r#"{"advance":"x"}"#, r#"{"speed":0}"#, r#"{"rewind":1}"#] {
        assert_eq!(server.clock(wrong).status, 400, "{wrong}");
    }
    let admin = server.sign_in("admin");
    assert_eq!(server.post_to("/sandbox/sessions/expire", "").status, 204);
    assert!(admin.call("xtk:session", "TestCnx", "").contains("XSV-350008"));
}
