//! queryDef: what is answered and what is refused.
#![allow(clippy::unwrap_used)]

mod support;

use support::deliveries::{DRAFT, READY, prepared, states_until};
use support::{Server, between, detail, escape, occurrences, query};

fn definition(schema: &str, attributes: &str, inside: &str) -> String {
    format!(r#"<queryDef schema="{schema}" {attributes} xtkschema="xtk:queryDef">{inside}</queryDef>"#)
}

#[test]
fn each_operation_answers_with_its_own_root_element() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let run = |operation: &str, condition: &str| admin.query(&query("nms:delivery", operation, &["@id"], &[condition]));
    let root =
        r#"<pdomOutput xsi:type="ns:Element" SOAP-ENV:encodingStyle="http://xml.apache.org/xml-soap/literalxml">"#;
    let inside = |answer: &str| between(answer, root, "</pdomOutput>");
    assert_eq!(
        inside(&run("select", "@id=1206770")),
        r#"<delivery-collection><delivery id="1206770"/></delivery-collection>"#
    );
    assert_eq!(inside(&run("select", "@id=1")), "<delivery-collection/>");
    assert_eq!(inside(&run("get", "@id=1206770")), r#"<delivery id="1206770"/>"#);
    assert!(run("get", "@id=1").contains("<SOAP-ENV:Fault>"));
    assert_eq!(inside(&run("getIfExists", "@id=1")), "<delivery/>");
    assert_eq!(inside(&run("count", "@id=1206770")), r#"<delivery count="1"/>"#);
    assert_eq!(inside(&run("count", "@id=1")), r#"<delivery count="0"/>"#);
}

#[test]
fn a_value_stands_where_its_path_or_alias_says() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let nodes = [
        "[properties/@toDeliver]",
        r#"<node expr="[properties/@toDeliver]" alias="@n"/>"#,
        r#"<node expr="[indicators/@success]" alias="[a/b/@c]"/>"#,
        r#"<node expr="@label" alias="d/e"/>"#,
        "createdBy",
        ".",
        "[content/sms/source]",
        "@isModel",
        "[tracking/@enabled]",
        "[scheduling/@validityDate]",
    ];
    let answer = admin.select("nms:delivery", &nodes, &["@id=1206770"]);
    for part in [
        r#"<delivery n="34" _cs="Event launch SMS (DM55842)" isModel="0">"#,
        r#"<properties toDeliver="34"/>"#,
        r#"<a><b c="34"/></a>"#,
        "<d><e>Event launch SMS</e></d>",
        r#"<createdBy _cs="Administrator (admin)"/>"#,
        "<content><sms><source><![CDATA[Hi <%= recipient.firstName %>,",
        r#"<tracking enabled="true"/>"#,
        r#"<scheduling validityDate=""/>"#,
    ] {
        assert!(answer.contains(part), "{part} in {answer}");
    }
}

#[test]
fn analyze_adds_name_and_the_label_in_the_operators_language() {
    let server = Server::start();
    let nodes = [r#"<node expr="@state" analyze="true"/>"#, r#"<node expr="[smsParameters/@smsMode]" analyze="1"/>"#];
    let english = server.sign_in("admin").select("nms:delivery", &nodes, &["@id=1206770"]);
    assert!(english.contains(r#"state="95" stateName="finished" stateLabel="Finished""#), "{english}");
    assert!(english.contains(r#"smsModeLabel="Normal (SIM specific)""#), "{english}");
    let french = server.sign_in("marie").select("nms:delivery", &nodes, &["@id=1206770"]);
    assert!(french.contains(r#"stateName="finished" stateLabel="Terminé""#), "{french}");
}

#[test]
fn an_undocumented_status_is_answered_as_a_number() {
    let server = Server::start();
    let nodes = [r#"<node expr="@status" analyze="true"/>"#];
    let answer = server.sign_in("admin").select("nms:broadLogRcp", &nodes, &["@status=42"]);
    assert!(answer.contains(r#"<broadLogRcp status="42"/>"#), "{answer}");
}

#[test]
fn pages_follow_each_other_in_order() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let page = |start: usize, lines: usize| {
        let inside = r#"<select><node expr="@id"/></select><where><condition expr="[@delivery-id]=1206770"/></where><orderBy><node expr="@lastModified" sortDesc="true"/><node expr="@id"/></orderBy>"#;
        let answer =
            admin.query(&definition("nms:broadLogRcp", &format!(r#"startLine="{start}" lineCount="{lines}""#), inside));
        let ids = answer.split("<broadLogRcp id=\"").skip(1);
        ids.map(|rest| rest[..rest.find('"').unwrap()].to_owned()).collect::<Vec<_>>()
    };
    let all = page(0, 100);
    assert_eq!(all.len(), 34);
    assert_eq!([page(0, 10), page(10, 10), page(20, 20)].concat(), all);
    assert!(page(34, 10).is_empty());
}

#[test]
fn a_select_without_line_count_has_at_most_ten_thousand_rows() {
    let server = Server::with(|options| options.logs = 10_100);
    server.sandbox.fill(|_, _| {}).unwrap();
    let answer = server.sign_in("admin").select("nms:broadLogRcp", &["@id"], &["[delivery/@internalName]='DM90000'"]);
    assert_eq!(occurrences(&answer, "<broadLogRcp "), 10_000);
}

#[test]
fn rows_can_be_grouped_and_aggregated() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let groups = definition(
        "nms:excludeLogRcp",
        "",
        r#"<select><node expr="[msg/@failureReason]" groupBy="1" alias="@why" noSqlBind="true"/><node expr="Count(@id)" alias="@n"/></select><where><condition expr="[@delivery-id]=1206770"/></where><orderBy><node expr="Count(@id)" desc="true"/></orderBy>"#,
    );
    let answer = admin.query(&groups);
    assert!(answer.contains(r#"<excludeLogRcp why="10" n="6"/><excludeLogRcp why="8" n="2"/>"#), "{answer}");
    let having = groups.replace("noSqlBind", "x").replace(
        "<orderBy>",
        r#"<groupBy><node expr="[msg/@failureReason]"/></groupBy><having><condition expr="Count(@id)&gt;2"/></having><orderBy>"#,
    );
    assert_eq!(occurrences(&admin.query(&having), "<excludeLogRcp "), 1);
    let nodes = [
        r#"<node expr="Count()" alias="@all"/>"#,
        r#"<node expr="CountDistinct(@type)" alias="@types"/>"#,
        r#"<node expr="Sum(Iif(@type=1, 1, 0))" alias="@first"/>"#,
        r#"<node expr="Percent(Count(@id), Count(@id))" alias="@percent"/>"#,
        r#"<node expr="Max(@type) + 1" alias="@more"/>"#,
    ];
    let answer = admin.select("nms:trackingUrl", &nodes, &["[@delivery-id]=1206770"]);
    assert!(answer.contains(r#"<trackingUrl all="1" types="1" first="1" percent="100" more="2"/>"#), "{answer}");
    let distinct = definition(
        "nms:broadLogRcp",
        r#"distinct="true""#,
        r#"<select><node expr="@status"/></select><where><condition expr="[@delivery-id]=1206770"/></where>"#,
    );
    assert_eq!(occurrences(&admin.query(&distinct), "<broadLogRcp "), 1);
    let loose = admin.select("nms:delivery", &["@label", r#"<node expr="Count(@id)" alias="@n"/>"#], &[]);
    assert!(detail(&loose).contains("neither grouped nor an aggregate"));
}

#[test]
fn rows_are_grouped_by_hour_and_by_the_beginning_of_a_text() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let nodes = [
        r#"<node expr="TruncDate(@lastModified, 3600)" alias="@hour"/>"#,
        r#"<node expr="Left([@internalName], 2)" alias="@start"/>"#,
    ];
    let answer = admin.select("nms:delivery", &nodes, &["@id=1206770"]);
    assert!(answer.contains(r#"hour="2024-08-01 13:00:00.000Z" start="DM""#), "{answer}");
    let nodes = [
        r#"<node expr="TruncDate(@lastModified, 3600)" alias="@hour" groupBy="true"/>"#,
        r#"<node expr="Count()" alias="@n"/>"#,
    ];
    let hours = admin.select("nms:broadLogRcp", &nodes, &["[@delivery-id]=1206770"]);
    let n: u64 = hours.split(r#" n=""#).skip(1).filter_map(|rest| rest.split('"').next()?.parse::<u64>().ok()).sum();
    assert_eq!(n, admin.count("nms:broadLogRcp", &["[@delivery-id]=1206770"]), "{hours}");
    let codes = [r#"<node expr="Left(@address, 3)" alias="@code" groupBy="true"/>"#];
    let answer = admin.select("nms:broadLogRcp", &codes, &["[@delivery-id]=1206770"]);
    assert!(answer.contains(r#"code="+33""#), "{answer}");
}

#[test]
fn what_is_counted_without_reading_rows_is_as_many_as_the_rows() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    // Rows come, change and go.
    prepared(&server, &admin, DRAFT);
    admin.launch("Play", &[READY]);
    states_until(&server, &admin, READY, 95);
    let groups = [
        r#"<node expr="@status" groupBy="true"/>"#,
        r#"<node expr="[msg/@failureReason]" groupBy="true"/>"#,
        r#"<node expr="[msg/@text]" groupBy="true"/>"#,
        r#"<node expr="Left(@address, 5)" alias="@beginning" groupBy="true"/>"#,
        r#"<node expr="Left(@address, 6)" alias="@beginning" groupBy="true"/>"#,
        r#"<node expr="TruncDate(@lastModified, 7200)" alias="@at" groupBy="true"/>"#,
        r#"<node expr="TruncDate(@lastModified, 60)" alias="@at" groupBy="true"/>"#,
        r#"<node expr="DateOnly(@lastModified)" alias="@day" groupBy="true"/>"#,
    ];
    let conditions = [
        "[@delivery-id] = 1206770",
        "[@delivery-id] = 1250010 AND @status IN (2, 6)",
        "[@delivery-id] = 1250009 AND [msg/@failureType] = 2",
        "@address LIKE '+33%' OR @address LIKE '0033%'",
        "@address LIKE '%12%'",
        "@address LIKE '+33_3%'",
        "[msg/@text] LIKE 'SR % DELIVRD %'",
        "@lastModified > #2024-08-01#",
        "@lastModified >= #2024-08-01T13:00:00.000Z#",
        "@lastModified >= #2024-08-01T13:27:00.000Z#",
        "@lastModified < #2024-08-01T14:00:00.000Z#",
        "@lastModified <= #2024-08-01T13:00:00.000Z#",
        "@status = 77",
        "[@delivery-id] = 1250016 OR [@delivery-id] = 1206801",
    ];
    let same = |schema: &str| {
        for condition in conditions {
            // Only the rows have ids.
            let by_rows = [condition, "@id > 0"];
            assert_eq!(admin.count(schema, &[condition]), admin.count(schema, &by_rows), "{condition}");
            for group in groups {
                let nodes = [group, r#"<node expr="Count(@id)" alias="@n"/>"#];
                let sorted = |conditions: &[&str]| {
                    let answer = admin.select(schema, &nodes, conditions);
                    let mut rows: Vec<String> = answer.split("<broadLog").map(str::to_owned).collect();
                    rows.sort();
                    rows
                };
                assert_eq!(sorted(&[condition]), sorted(&by_rows), "{group} {condition}");
            }
        }
    };
    same("nms:broadLogRcp");
    same("cus:broadLogMember");
}

#[test]
fn dates_can_be_compared_and_shortened_to_days() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let nodes = [
        r#"<node expr="DateOnly(@lastModified)" alias="@day"/>"#,
        r#"<node expr="AddDays(@lastModified, 1)" alias="@next"/>"#,
    ];
    let answer = admin.select("nms:delivery", &nodes, &["@id=1206770"]);
    assert!(answer.contains(r#"day="2024-08-01" next="2024-08-02 13:27:39.000Z""#), "{answer}");
    let count = |condition: &str| admin.count("nms:delivery", &["@id=1206770", condition]);
    for holds in [
        "@lastModified >= #2024-08-01# AND @lastModified < #2024-08-02#",
        "@lastModified = #2024-08-01T13:27:39.000Z#",
        "@lastModified = #2024-08-01 15:27:39+02:00#",
        "@lastModified < GetDate()",
        "[scheduling/@validityDate] = ##",
        "[scheduling/@contactDate] <> ##",
        "[scheduling/@validityDate] IS NULL",
        "[scheduling/@contactDate] IS NOT NULL",
    ] {
        assert_eq!(count(holds), 1, "{holds}");
    }
}

#[test]
fn operators_have_their_precedence() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    for (holds, count) in [
        ("@internalName = 'DM144' OR @internalName = 'DM145' AND @state = 0", 1),
        ("(@internalName = 'DM144' OR @internalName = 'DM145') AND @state = 45", 1),
        ("@internalName IN ('DM144', 'DM145')", 2),
        ("@internalName IN ('DM144', 'DM145') AND NOT @state = 0", 1),
        ("@internalName NOT IN ('DM144') AND @id IN (1206800, 1206801)", 1),
        ("@internalName LIKE 'DM14_' AND @messageType = 1", 2),
        ("@internalName LIKE 'DM14\\_'", 0),
        ("@id = '1206770'", 1),
        ("@id - 1206770 = 0 and true", 1),
        ("@id = 1206769 + 2 * 3 - 5", 1),
        ("-@id = -1206770", 1),
        ("Lower(@label) = 'event day' or Upper(@label) = 'EVENT REMINDER'", 2),
        ("@id <= 1206801 AND @id >= 1206800 AND @id != 1206800", 1),
        ("[folder/@name] = 'nmsDeliveries' AND [folder/parent/@label] = 'Profiles and Targets' AND @id = 1206770", 1),
    ] {
        assert_eq!(admin.count("nms:delivery", &[holds]), count, "{holds}");
    }
}

#[test]
fn conditions_can_be_nested_joined_and_switched_off() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let count = |conditions: &str| {
        let answer =
            admin.query(&definition("nms:delivery", r#"operation="count""#, &format!("<where>{conditions}</where>")));
        assert!(answer.contains("count="), "{answer}");
        between(&answer, "count=\"", "\"").parse::<u64>().unwrap()
    };
    let (a, b) = ("expr=\"@internalName='DM144'\"", "expr=\"@internalName='DM145'\"");
    assert_eq!(count(&format!("<condition {a} boolOperator=\"OR\"/><condition {b}/>")), 2);
    assert_eq!(count(&format!("<condition {a} bool-operator=\"OR\"/><condition {b}/>")), 2);
    assert_eq!(count(&format!("<condition {a}/><condition {b}/>")), 0);
    let nested = format!(
        "<condition expr=\"@state=0\" boolOperator=\"AND\"/><condition boolOperator=\"AND\"><condition {a} boolOperator=\"OR\"/><condition {b}/></condition>"
    );
    assert_eq!(count(&nested), 1);
    assert_eq!(count(&format!("<condition {a}/><condition {b} ignore=\"true\"/>")), 1);
    assert_eq!(count(&format!("<condition {a}/><condition {b} enabledIf=\"1=2\"/>")), 1);
    assert_eq!(count(&format!("<condition {a}/><condition {b} enabledIf=\"true\"/>")), 0);
}

#[test]
fn conditions_can_have_sub_queries() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let count = |condition: &str| {
        let answer =
            admin.query(&definition("nms:delivery", r#"operation="count""#, &format!("<where>{condition}</where>")));
        assert!(answer.contains("count="), "{answer}");
        between(&answer, "count=\"", "\"").parse::<u64>().unwrap()
    };
    let urls = r#"<subQuery schema="nms:trackingUrl"><select><node expr="[@delivery-id]"/></select><where><condition expr="@source='https://www.adobe.com'"/></where></subQuery>"#;
    let all = admin.count("nms:delivery", &[]);
    assert_eq!(count(&format!(r#"<condition expr="@id" setOperator="IN">{urls}</condition>"#)), 1);
    assert_eq!(count(&format!(r#"<condition expr="@id" setOperator="NOT IN">{urls}</condition>"#)), all - 1);
    let inside = r#"<condition expr="@source='https://www.adobe.com'"/>"#;
    assert_eq!(count(&format!(r#"<condition expr="trackingUrl" setOperator="EXISTS">{inside}</condition>"#)), 1);
    assert_eq!(
        count(&format!(r#"<condition expr="trackingUrl" setOperator="NOT EXISTS">{inside}</condition>"#)),
        all - 1
    );
    assert_eq!(count(&format!(r#"<condition setOperator="EXISTS">{urls}</condition>"#)), all);
}

#[test]
fn a_collection_is_answered_with_its_rows() {
    let server = Server::start();
    let node = r#"<node expr="dlvExclusion"><node expr="@count"/><node expr="[typologyRule/@label]"/><where><condition expr="@count>1"/></where><orderBy><node expr="@count" sortDesc="true"/></orderBy></node>"#;
    let answer = server.sign_in("admin").select("nms:delivery", &["@id", node], &["@id=1206770"]);
    let rows = r#"<delivery id="1206770"><dlvExclusion count="6"><typologyRule label="Duplicate address in delivery action."/></dlvExclusion><dlvExclusion count="2"><typologyRule label="Exclusion of denylisted recipients"/></dlvExclusion></delivery>"#;
    assert!(answer.contains(rows), "{answer}");
}

#[test]
fn what_the_schema_does_not_have_is_xtk_170036() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    assert_eq!(
        detail(&admin.select("nms:delivery", &["@toSend"], &[])),
        "'toSend' attribute unknown (see definition of 'Deliveries (nms:delivery)' schema). XTK-170036 Unable to parse expression '@toSend'."
    );
    // Without brackets this is a subtraction.
    assert!(detail(&admin.select("nms:delivery", &["@folder-id"], &[])).contains("'folder' attribute unknown"));
    for bad in [
        "@",
        "@id =",
        "= 1",
        "@id = 'open",
        "[@id",
        "(@id",
        "@id)",
        "#never#",
        "@id = 1 1",
        "Nope(@id)",
        "Iif(1)",
        "@id IN ()",
        "@id LIKE",
        "@id IS 1",
        "@id; DROP TABLE delivery",
        "dlvExclusion",
        "[content/sms/source] = 'x'",
        "[smsParameters/@smsMode] = 1",
        "[nothing/@id] = 1",
        "Count(@id) > 1",
        "sqlite_version()",
        "@id /* */ = 1",
    ] {
        let answer = admin.query(&query("nms:delivery", "count", &[], &[bad]));
        assert!(detail(&answer).contains("XTK-170036"), "{bad}: {answer}");
    }
}

#[test]
fn sql_and_unknown_schemas_and_operations_are_refused() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let sql = definition("nms:delivery", r#"operation="count""#, r#"<where><condition sql="1=1"/></where>"#);
    assert!(detail(&admin.query(&sql)).contains("XTK-170016"));
    assert!(detail(&admin.query(&query("sqlite_master", "count", &[], &[]))).contains("not defined"));
    assert!(detail(&admin.query(&query("nms:delivery", "drop", &[], &[]))).contains("unknown"));
    let alias = r#"<node expr="@id" alias="@a b"/>"#;
    assert!(detail(&admin.select("nms:delivery", &[alias], &[])).contains("not a path"));
}

#[test]
fn a_query_that_is_too_large_is_a_fault() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let long = format!("@id = 1{}", " OR @id = 1".repeat(5_000));
    let deep = format!("{}@id = 1{}", "(".repeat(5_000), ")".repeat(5_000));
    let nots = format!("{}@id = 1", "NOT ".repeat(5_000));
    let links = format!("[{}@id] = 1", "proofedDelivery/".repeat(500));
    for expr in [long, deep, nots, links] {
        detail(&admin.query(&query("nms:delivery", "count", &[], &[&expr])));
    }
    let many: Vec<String> = (0..3_000).map(|id| format!("@id = {id}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    detail(&admin.query(&query("nms:delivery", "count", &[], &many)));
    let nested = format!("{}{}", "<condition>".repeat(100), "</condition>".repeat(100));
    detail(&admin.query(&definition("nms:delivery", "", &format!("<where>{nested}</where>"))));
    let ids: Vec<String> = (0..4_000).map(|id| id.to_string()).collect();
    let list = format!("@id IN ({},1206770)", ids.join(","));
    assert_eq!(admin.count("nms:delivery", &[&list]), 1);
}

#[test]
fn a_schema_is_described_by_a_document() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let get = |key: &str| {
        let parameters = format!("<pk>{}</pk><md5/><must>false</must>", escape(key));
        admin.call("xtk:persist", "GetEntityIfMoreRecent", &parameters)
    };
    let schema = get("xtk:schema|nms:delivery");
    assert!(schema.contains(r#"<value name="finished" label="Finished" value="95"/>"#), "{schema}");
    for part in [
        r#"<attribute name="toDeliver" type="long"/>"#,
        r#"<attribute name="state" type="byte" enum="deliveryState"/>"#,
        r#"<enumeration basetype="byte" name="deliveryState">"#,
        r#"<element name="source" type="CDATA" xml="true"/>"#,
        r#"<element name="folder" type="link" target="xtk:folder"><join xpath-src="@folder-id" xpath-dst="@id"/>"#,
        r#"<method name="Stop" static="true"><parameters><param name="deliveryId" type="string" inout="in"/>"#,
    ] {
        assert!(schema.contains(part), "{part} in {schema}");
    }
    assert!(
        get("xtk:schema|xtk:session")
            .contains(r#"implements="xtk:persist"><interface name="persist"><method name="Write""#)
    );
    assert!(get("xtk:schema|nms:nothing").contains("literalxml\"/></GetEntityIfMoreRecentResponse>"));
}

#[test]
fn a_schema_that_does_not_exist_is_xfr_180000() {
    let server = Server::start();
    let answer = server.sign_in("admin").select("nms:nothing", &["@id"], &[]);
    assert_eq!(detail(&answer), "XFR-180000 The schema 'nms:nothing' is not defined.");
}
