//! The wire samples of the contract, in both directions: what we send has their shape, what they answer is read.

use campaign::{
    access::Access,
    codes::{DeliveryState, JobStatus, LogType},
    delivery::{self, Coded, Content},
    launch::{self, Job, JobId, LastLine},
    request::{Request, Which},
    session,
    soap::{Failure, read_answer},
    value::{Id, instant},
    xml::Element,
};

const ENCODING: &str = "SOAP-ENV:encodingStyle='http://schemas.xmlsoap.org/soap/encoding/'";
const LITERAL: &str = "SOAP-ENV:encodingStyle='http://xml.apache.org/xml-soap/literalxml'";

fn an_id() -> Id {
    Id::new("9790").expect("an id")
}

/// The method's element of what a request sends.
fn sent<T: 'static>(request: &Request<T>) -> Element {
    let http = request.calls.full.request(&Access::session("___".to_owned(), "@s==".to_owned()));
    let mut envelope = Element::parse(&http.body).expect("a call is XML");
    envelope.children.remove(0).children.remove(0)
}

/// `parameters` as the contract shows them after the session's token.
fn assert_sends<T: 'static>(request: &Request<T>, urn: &str, method: &str, parameters: &str) {
    let sample = format!(
        "<m:{method} xmlns:m='urn:{urn}' {ENCODING}><sessiontoken xsi:type='xsd:string'>___</sessiontoken>{parameters}</m:{method}>"
    );
    assert_eq!(request.calls.full.action(), format!("{urn}#{method}"));
    assert_eq!(sent(request), Element::parse(&sample).expect("a sample is XML"));
}

/// What a request makes of `values` in the envelope of contract 1.3.
fn read<T: 'static>(request: &Request<T>, values: &str) -> Result<T, Failure> {
    let method = request.calls.full.method;
    let answer = format!(
        "<?xml version='1.0'?>\n<SOAP-ENV:Envelope xmlns:xsd='http://www.w3.org/2001/XMLSchema' \
         xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'>\n<SOAP-ENV:Body>\n\
         <{method}Response xmlns='urn:any' {ENCODING}>{values}</{method}Response>\n</SOAP-ENV:Body>\n</SOAP-ENV:Envelope>"
    );
    let values = read_answer(method, 200, &answer).expect("a sample is an answer");
    request.read(&values, Which::Full)
}

fn a_job() -> JobId {
    let sample =
        "<pstrId xsi:type='xsd:string'>4210/nms:delivery@@B/C1boHl4jx1AEnDTI4nI137QkcFiiIZf4v++eFsPdM=</pstrId>";
    read(&launch::prepare(&an_id()), sample).expect("a job is named")
}

fn job(values: &str) -> Job {
    read(&launch::job(&a_job(), &LastLine::default()), values).expect("a job's status is read")
}

const LINES: &str = "<log iRc=\"0\" id=\"1511\" logDate=\"2022-11-19 16:30:19.140Z\" logType=\"2\" \
    message=\"Target preparation in progress...\" object=\"\"/>\
    <log iRc=\"16384\" id=\"1513\" logDate=\"2022-11-19 16:30:19.820Z\" logType=\"0\" \
    message=\"DLV-490009 You have not defined the target population of the delivery action.\" object=\"test\"/>";

#[test]
fn signing_in_is_asked_as_in_2_2() {
    let parameters = format!(
        "<login xsi:type='xsd:string'>admin</login><password xsi:type='xsd:string'>a&lt;b</password>\
         <parameters xsi:type='ns:Element' {LITERAL}><parameters/></parameters>"
    );
    assert_sends(&session::logon("admin", "a<b"), "xtk:session", "Logon", &parameters);
}

#[test]
fn a_query_is_asked_as_in_1_2() {
    let call = sent(&delivery::get(&an_id()));
    let document = call.child("document").expect("a query is a document");
    assert_eq!(document.attributes[0], ("type".to_owned(), String::new()));
    assert_eq!(document.value("@encodingStyle"), Some("http://xml.apache.org/xml-soap/literalxml"));
    let query = document.child("queryDef").expect("a query has a definition");
    for (name, value) in [("@schema", "nms:delivery"), ("@operation", "getIfExists"), ("@xtkschema", "xtk:queryDef")] {
        assert_eq!(query.value(name), Some(value));
    }
}

#[test]
fn content_is_written_as_in_5() {
    let after = Content { source: "Hello <%= recipient.firstName %>, …".to_owned(), ..Content::default() };
    let request = delivery::write(&an_id(), &Content::default(), &after).expect("nothing is forbidden");
    let parameters = format!(
        "<doc xsi:type='' {LITERAL}><delivery xtkschema=\"nms:delivery\" _operation=\"update\" _key=\"@id\" id=\"9790\">\
         <content><sms><source><![CDATA[Hello <%= recipient.firstName %>, …]]></source></sms></content></delivery></doc>"
    );
    assert_sends(&request, "xtk:persist|xtk:session", "Write", &parameters);
    assert_eq!(read(&request, ""), Ok(()));
}

#[test]
fn an_analysis_is_submitted_as_in_7_2_and_its_job_followed() {
    let parameters = format!(
        "<document xsi:type='' {LITERAL}><delivery xtkschema=\"nms:delivery\" id=\"9790\"/></document>\
         <methodName xsi:type='xsd:string'>Prepare</methodName>"
    );
    assert_sends(&launch::prepare(&an_id()), "xtk:jobInterface|nms:delivery", "Submit", &parameters);
    let parameters = "<id xsi:type='xsd:string'>4210/nms:delivery@@B/C1boHl4jx1AEnDTI4nI137QkcFiiIZf4v++eFsPdM=</id>\
        <lastLogId xsi:type='xsd:int'>0</lastLogId><maxLogCount xsi:type='xsd:int'>100</maxLogCount>";
    assert_sends(&launch::job(&a_job(), &LastLine::default()), "xtk:job", "GetStatus", parameters);
    assert_eq!(read(&launch::prepare(&an_id()), "<pstrId/>"), Err(Failure::NotCampaign));
}

#[test]
fn a_jobs_status_is_read_as_in_7_2() {
    let sample = format!(
        "<psStatus xsi:type='xsd:short'>2</psStatus>\n\
         <pelemReturnLogs xsi:type='ns:Element' {LITERAL}><elemReturnLogs>{LINES}</elemReturnLogs></pelemReturnLogs>\n\
         <pelemProperties xsi:type='ns:Element' {LITERAL}>\
         <elemProperties warning=\"1\"><progress current=\"50\" max=\"231\"/></elemProperties></pelemProperties>"
    );
    let running = job(&sample);
    assert_eq!((running.status, running.is_over(), running.has_warning), (JobStatus::Running, false, true));
    assert_eq!((running.current, running.max, running.percent()), (50, 231, 21));
    assert_eq!(running.lines.len(), 2);
    assert_eq!(running.lines[0].message, "Target preparation in progress...");
    assert_eq!(running.lines[1].code.as_deref(), Some("DLV-490009"));
    assert_eq!(running.lines[1].severity, Coded::bare(LogType::Error));
    assert_eq!(running.lines[1].date, instant("2022-11-19 16:30:19.820Z"));
    let next = sent(&launch::job(&a_job(), &running.last_line));
    assert_eq!(next.value("lastLogId"), Some("1513"));
    // Asked again, it says nothing new.
    let again = read(&launch::job(&a_job(), &running.last_line), &sample).expect("a job's status is read");
    assert_eq!((again.lines, again.last_line), (Vec::new(), running.last_line));
}

#[test]
fn progress_is_0_while_nothing_is_known_and_never_over_100() {
    for (progress, percent) in [
        ("", 0),
        ("<progress/>", 0),
        ("<progress current='5' max='0'/>", 0),
        ("<progress current='231' max='231'/>", 100),
        ("<progress current='300' max='231'/>", 100),
        ("<progress current='-1' max='231'/>", 0),
        ("<progress current='9223372036854775807' max='1'/>", 100),
    ] {
        let properties = format!("<s>2</s><l/><p><elemProperties>{progress}</elemProperties></p>");
        assert_eq!(job(&properties).percent(), percent, "{progress}");
    }
    assert_eq!(job("<s>5</s>").percent(), 0);
}

#[test]
fn a_job_is_over_when_it_ended_in_whatever_way() {
    let over = (0..=9).filter(|status| job(&format!("<psStatus>{status}</psStatus>")).is_over());
    assert_eq!(over.collect::<Vec<_>>(), [4, 5, 6, 9]);
}

#[test]
fn sending_is_commanded_as_in_7_1() {
    let parameters = "<deliveryId xsi:type='xsd:string'>9790</deliveryId>";
    for (request, method) in
        [(launch::play(&an_id()), "Play"), (launch::pause(&an_id()), "Pause"), (launch::stop(&an_id()), "Stop")]
    {
        assert_sends(&request, "nms:delivery", method, parameters);
        assert_eq!(read(&request, ""), Ok(()));
    }
}

#[test]
fn state_and_journal_come_in_one_answer() {
    let request = launch::follow(&an_id(), &LastLine::default());
    let parameters = "<deliveryId xsi:type='xsd:int'>9790</deliveryId><lastLogId xsi:type='xsd:int'>0</lastLogId>";
    assert_sends(&request, "nms:delivery", "GetDlStatusAndLogs", parameters);
    // The names are inferred (9.6): order and local names decide, with the object in front or not.
    for (object, around, end) in
        [("", "<elemReturnLogs>", "</elemReturnLogs>"), ("<entity/>", "", ""), ("<this/>", "<o>", "</o>")]
    {
        let sample = format!(
            "{object}<psDeliveryState xsi:type='xsd:short'>13</psDeliveryState>\
             <pelemReturnLogs xsi:type='ns:Element' {LITERAL}>{around}{LINES}{end}</pelemReturnLogs>"
        );
        let news = read(&request, &sample).expect("news are read");
        assert_eq!((news.state, news.lines.len()), (DeliveryState::TargetArbitration, 2));
        assert_eq!(sent(&launch::follow(&an_id(), &news.last_line)).value("lastLogId"), Some("1513"));
    }
    let quiet = read(&request, "<psDeliveryState>42</psDeliveryState><pelemReturnLogs/>").expect("news are read");
    assert_eq!((quiet.state, quiet.lines.len(), quiet.last_line), (DeliveryState::Unknown(42), 0, LastLine::default()));
    assert_eq!(read(&request, "<psDeliveryState/>"), Err(Failure::NotCampaign));
    assert_eq!(read(&request, ""), Err(Failure::NotCampaign));
}

#[test]
fn ids_beyond_32_and_64_bits_keep_their_order() {
    let request = launch::follow(&an_id(), &LastLine::default());
    let sample = "<s>55</s><l><e><log id='9223372036854775808'/><log id='4294967296'/><log id='999'/></e></l>";
    let news = read(&request, sample).expect("news are read");
    assert_eq!(news.lines.len(), 3);
    assert_eq!(sent(&launch::follow(&an_id(), &news.last_line)).value("lastLogId"), Some("9223372036854775808"));
}

#[test]
fn indicators_are_recomputed_without_forgetting_clicks() {
    // 7.1: 1 tracking, 2 errors, 8 counters; 4 would reset tracking.
    let parameters = "<deliveryId xsi:type='xsd:int'>9790</deliveryId><dirtyFlags xsi:type='xsd:byte'>11</dirtyFlags>";
    assert_sends(&launch::recompute_stats(&an_id()), "nms:delivery", "RecomputeStats", parameters);
}

#[test]
fn a_proof_is_submitted_with_its_parameter_as_in_7_2() {
    for is_sent in [false, true] {
        let parameters = format!(
            "<document xsi:type='' {LITERAL}><delivery xtkschema=\"nms:delivery\" id=\"9790\"/></document>\
             <soapCall xsi:type='ns:Element' {LITERAL}><soapCall name=\"PrepareProof\" service=\"nms:delivery\">\
             <param name=\"this\" type=\"DOMDocument\"><value><delivery xtkschema=\"nms:delivery\" id=\"9790\"/></value></param>\
             <param name=\"bStart\" type=\"boolean\" value=\"{is_sent}\"/></soapCall></soapCall>"
        );
        let request = launch::prepare_proof(&an_id(), is_sent);
        assert_sends(&request, "xtk:jobInterface|nms:delivery", "SubmitSoapCall", &parameters);
        assert!(read(&request, "<pstrId>4211</pstrId>").is_ok());
    }
}

#[test]
fn a_preview_is_one_persons_text() {
    let request = launch::preview(&an_id(), "@id='a\"b'");
    let parameters = format!(
        "<deliveryId xsi:type='xsd:int'>9790</deliveryId>\
         <params xsi:type='' {LITERAL}><params content=\"sms\" filter=\"@id='a&quot;b'\"/></params>"
    );
    assert_sends(&request, "nms:delivery", "BuildPreviewFromId", &parameters);
    let sample = "<pdomPreview><preview><sms><source><![CDATA[Hi Ana]]></source></sms></preview></pdomPreview>\
        <pdomQueryResult><queryResult><recipient id='1'/></queryResult></pdomQueryResult>";
    assert_eq!(read(&request, sample), Ok("Hi Ana".to_owned()));
    assert_eq!(read(&request, "<pdomPreview/><pdomQueryResult/>"), Ok(String::new()));
    assert_eq!(read(&request, ""), Err(Failure::NotCampaign));
}
