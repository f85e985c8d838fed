//! Deliveries: the list, one delivery in full, and changes of its content (contract 9.1, 9.2, 5).

use chrono::TimeDelta;
use serde::{Deserialize, Serialize, Serializer, ser::SerializeStruct};

use crate::{
    codes::{Code, DeliveryState, MessageType, MobileMessageType, SmsMode, SmsPriority},
    lifecycle::{Lock, Phase},
    query::{PAGE, Query},
    request::{Request, Which},
    soap::Call,
    value::{Id, Instant, contains_literal, instant, instant_literal, search_word},
    xml::{Element, ForbiddenCharacter, cdata_into, check, escape},
};

const SCHEMA: &str = "nms:delivery";

/// A code with the server's label in the operator's language; the label is empty if the server gave none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coded<C> {
    pub code: C,
    pub label: String,
}

impl<C: Code> Coded<C> {
    /// A code without a label.
    pub fn bare(code: C) -> Self {
        Self { code, label: String::new() }
    }

    /// Reads `path` and the `…Label` beside it. An absent or empty value is 0 (contract 1.4). A value that is not a
    /// number is -1, which no enumeration has, because 0 has a meaning.
    pub fn read(element: &Element, path: &str) -> Self {
        let is_empty = element.value(path).is_none_or(str::is_empty);
        let value = if is_empty { 0 } else { element.integer(path).unwrap_or(-1) };
        Self { code: C::of(value), label: element.text_at(&format!("{path}Label")) }
    }
}

impl<C: Code> Serialize for Coded<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut coded = serializer.serialize_struct("Coded", 3)?;
        coded.serialize_field("value", &self.code.number())?;
        coded.serialize_field("name", &self.code.entry().map(|entry| entry.name))?;
        coded.serialize_field("label", &self.label)?;
        coded.end()
    }
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    pub id: String,
    pub label: String,
    pub internal_name: String,
    pub code: String,
    pub state: Coded<DeliveryState>,
    pub contact_date: Option<Instant>,
    pub to_deliver: i64,
    pub processed: i64,
    pub success: i64,
    pub errors: i64,
    /// SMS handed to the provider: a long message is several (contract 11).
    pub sms: i64,
    pub last_modified: Option<Instant>,
    /// Where its log is.
    pub log_schema: String,
    /// The server answered only the minimal select: code, dates and figures are unknown.
    pub is_partial: bool,
}

/// A column that the server can sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Label,
    Code,
    State,
    ContactDate,
    ToDeliver,
    Processed,
    Success,
    Errors,
    LastModified,
}

impl Column {
    /// Whether the minimal select can be sorted by it too; otherwise the newest delivery comes first.
    pub fn is_known_everywhere(self) -> bool {
        matches!(self, Self::Label | Self::State)
    }

    /// Campaign's name of it.
    pub fn expr(self) -> &'static str {
        match self {
            Self::Label => "@label",
            Self::Code => "@deliveryCode",
            Self::State => "@state",
            Self::ContactDate => "[scheduling/@contactDate]",
            Self::ToDeliver => "[properties/@toDeliver]",
            Self::Processed => "[indicators/@processed]",
            Self::Success => "[indicators/@success]",
            Self::Errors => "[indicators/@error]",
            Self::LastModified => "@lastModified",
        }
    }
}

/// Which deliveries to list, and in which order.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// Text to find in label, internal name or delivery code; empty for all deliveries.
    pub text: String,
    /// The channels that count as SMS, as numbers of `@messageType`: 1, and the instance's own ones (contract 19.4).
    pub message_types: Vec<i64>,
    /// The phase that the delivery must be in; `None` for all.
    pub phase: Option<Phase>,
    /// What else must be true of the delivery.
    pub further: Option<Condition>,
    /// The earliest contact date, or creation date if there is no contact date.
    pub since: Option<Instant>,
    pub sort: Column,
    pub descending: bool,
}

/// A condition of Campaign's query language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    pub full: String,
    /// The part of it that every build understands.
    pub minimal: String,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            text: String::new(),
            message_types: vec![MessageType::Sms.number()],
            phase: None,
            further: None,
            since: None,
            sort: Column::LastModified,
            descending: true,
        }
    }
}

/// Deliveries of these types of messages: no templates, no proofs and no deleted ones.
pub(crate) fn of_types(query: Query, message_types: &[i64]) -> Query {
    query.filter(&one_of("@messageType", message_types)).filter("@isModel=0").filter("@FCP=0").filter("@deleteStatus=0")
}

fn filtered(query: Query, filter: &Filter) -> Query {
    let mut query = of_types(query, &filter.message_types);
    let text = search_word(&filter.text);
    if !text.is_empty() {
        let like = contains_literal(text);
        query = query.filter(&format!("@label LIKE {like} OR @internalName LIKE {like} OR @deliveryCode LIKE {like}"));
    }
    if let Some(phase) = filter.phase {
        query = query.filter(&in_states(phase.states()));
    }
    if let Some(further) = &filter.further {
        query = query.filter(&further.full);
    }
    if let Some(since) = filter.since {
        let since = instant_literal(since);
        query = query.filter(&format!(
            "[scheduling/@contactDate] >= {since} OR ([scheduling/@contactDate] IS NULL AND @created >= {since})"
        ));
    }
    query
}

/// The same with the attributes that every build has. There is no schedule and no code, and templates are not left out
/// (contract 19.2).
fn filtered_minimally(query: Query, filter: &Filter) -> Query {
    let mut query = query.filter(&one_of("@messageType", &filter.message_types));
    let text = search_word(&filter.text);
    if !text.is_empty() {
        let like = contains_literal(text);
        query = query.filter(&format!("@label LIKE {like} OR @internalName LIKE {like}"));
    }
    if let Some(phase) = filter.phase {
        query = query.filter(&in_states(phase.states()));
    }
    if let Some(further) = &filter.further {
        query = query.filter(&further.minimal);
    }
    match filter.since {
        Some(since) => query.filter(&format!("@created >= {}", instant_literal(since))),
        None => query,
    }
}

/// The condition that selects these states.
pub(crate) fn in_states(states: impl Iterator<Item = DeliveryState>) -> String {
    one_of("@state", &states.map(|state| state.number()).collect::<Vec<_>>())
}

/// The condition that selects some values of an attribute.
pub(crate) fn one_of(attribute: &str, values: &[impl ToString]) -> String {
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    format!("{attribute} IN ({})", values.join(","))
}

/// One page of the list, from row `start` on.
pub fn list(filter: &Filter, start: usize) -> Request<Vec<Row>> {
    in_order(filter, || Query::page(SCHEMA, start))
}

/// Three rows of the list, from row `start` on: a delivery with those before and after it.
pub fn around(filter: &Filter, start: usize) -> Request<Vec<Row>> {
    in_order(filter, || Query::select(SCHEMA, start, 3))
}

fn in_order(filter: &Filter, some: impl Fn() -> Query) -> Request<Vec<Row>> {
    let sorted = |query: Query| query.order(filter.sort.expr(), filter.descending);
    let minimal = |query| if filter.sort.is_known_everywhere() { sorted(query) } else { query };
    listed(filter, sorted(some()).order("@id", true), minimal(some()).order("@id", true))
}

/// The next [`part`](Query::part) of the whole list; `last` is the last id of the part before.
pub fn part(filter: &Filter, last: Option<&Id>) -> Request<Vec<Row>> {
    listed(filter, Query::part(SCHEMA, last), Query::part(SCHEMA, last))
}

/// One page of the proofs of a delivery, from row `start` on; the last one first (contract 8.1).
pub fn proofs(id: &Id, start: usize) -> Request<Vec<Row>> {
    let some = || proofs_of(Query::page(SCHEMA, start), id).order("@id", true);
    rows(some(), some())
}

/// The number of proofs of a delivery.
pub fn total_proofs(id: &Id) -> Request<u64> {
    proofs_of(Query::count(SCHEMA), id).total()
}

fn proofs_of(query: Query, id: &Id) -> Query {
    query.filter("@FCP=1").filter("@deleteStatus=0").filter(&format!("[@proofedDelivery-id]={}", id.literal()))
}

fn listed(filter: &Filter, full: Query, minimal: Query) -> Request<Vec<Row>> {
    rows(filtered(full, filter), filtered_minimally(minimal, filter))
}

/// The rows with all that is shown of them, or with less on a server that refuses part of it.
fn rows(full: Query, minimal: Query) -> Request<Vec<Row>> {
    let minimal = minimal.nodes(&["@id", "@label", "@internalName", "@state"]);
    full.nodes(&["@id", "@label", "@internalName", "@deliveryCode"])
        .analyzed("@state")
        .aliased("[scheduling/@contactDate]", "@contactDate")
        .node("@lastModified")
        .aliased("[properties/@toDeliver]", "@toDeliver")
        .aliased("[indicators/@processed]", "@processed")
        .aliased("[indicators/@success]", "@success")
        .aliased("[indicators/@error]", "@error")
        .aliased("[indicators/@sent]", "@sent")
        .aliased("[mapping/@id]", "@mappingId")
        .aliased("[mapping/storage/@broadLogSchema]", "@broadLogSchema")
        .rows_of(|row, which| Row {
            id: row.text_at("@id"),
            label: row.text_at("@label"),
            internal_name: row.text_at("@internalName"),
            code: row.text_at("@deliveryCode"),
            state: Coded::read(row, "@state"),
            contact_date: row.value("@contactDate").and_then(instant),
            to_deliver: row.count("@toDeliver"),
            processed: row.count("@processed"),
            success: row.count("@success"),
            errors: row.count("@error"),
            sms: row.count("@sent"),
            last_modified: row.value("@lastModified").and_then(instant),
            log_schema: schema_or(row.text_at("@broadLogSchema"), usual_log(row.value("@mappingId") == Some("0"))),
            is_partial: which == Which::Minimal,
        })
        .or(minimal.call())
}

/// The number of deliveries that match the filter.
pub fn total(filter: &Filter) -> Request<u64> {
    filtered(Query::count(SCHEMA), filter).total().or(filtered_minimally(Query::count(SCHEMA), filter).call())
}

/// The number of deliveries in each state, among those that match the filter.
pub fn by_state(filter: &Filter) -> Request<Vec<(Coded<DeliveryState>, i64)>> {
    let counted = || Query::select(SCHEMA, 0, PAGE).grouped("@state").counted();
    let minimal = filtered_minimally(counted(), filter);
    filtered(counted(), filter).rows(|row| (Coded::read(row, "@state"), row.count("@count"))).or(minimal.call())
}

/// The content that the SMS tab edits.
///
/// Line ends do not count in comparisons: the server may write them in another way.
#[derive(Debug, Clone, Default, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The text with its personalisation fields; its lines end with LF.
    pub source: String,
    /// The server's text has CR LF at line ends, as Campaign's console writes it (contract 19.6); they are kept.
    #[serde(default)]
    pub has_crlf: bool,
    /// The sender's address, at most 21 characters; empty to use that of the external account.
    pub sender: String,
    pub mode: SmsMode,
    pub priority: SmsPriority,
    /// The maximum number of parts of one message; 0 for no limit.
    pub max_parts: i64,
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        let Self { source, has_crlf: _, sender, mode, priority, max_parts } = self;
        *source == other.source
            && *sender == other.sender
            && (mode, priority, max_parts) == (&other.mode, &other.priority, &other.max_parts)
    }
}

/// The schemas that hold a delivery's rows, which depend on its target mapping (contract 8.2 to 8.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storage {
    pub log: String,
    pub exclusion: Exclusion,
    pub tracking: String,
}

/// Where Campaign stores the addresses that were left out (contract 8.3, 19.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exclusion {
    /// In the delivery log, with status 0.
    InLog,
    /// In a schema of their own.
    In(String),
    /// Nowhere: addresses may have been left out, but they are not stored.
    NotStored,
}

/// One delivery in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    pub id: Id,
    pub label: String,
    pub internal_name: String,
    pub state: Coded<DeliveryState>,
    pub channel: Coded<MessageType>,
    /// SMS, WAP Push or MMS.
    pub message_type: Coded<MobileMessageType>,
    pub created: Option<Instant>,
    pub last_modified: Option<Instant>,
    /// When the content was last changed.
    pub content_modified: Option<Instant>,
    pub modified_by: String,
    /// The folder in Campaign.
    pub folder: String,
    pub routing: String,
    pub mapping: String,
    /// The app is connected to the mid-sourcing server, whose deliveries have no mapping (contract 8.2).
    pub is_mid_sourced: bool,
    /// The target's schema.
    pub target: String,
    pub storage: Storage,
    pub contact_date: Option<Instant>,
    pub broad_start: Option<Instant>,
    pub broad_end: Option<Instant>,
    /// When the messages that could not be sent are tried again.
    pub next_pass: Option<Instant>,
    pub is_tracked: bool,
    pub to_deliver: i64,
    pub rejected: i64,
    pub targeted: i64,
    pub processed: i64,
    pub success: i64,
    pub errors: i64,
    pub new_quarantines: i64,
    /// SMS handed to the provider: a long message is several (contract 11).
    pub sms: i64,
    pub content: Content,
    /// The server lacks some attributes and answered only the minimal select.
    pub is_partial: bool,
}

impl Delivery {
    /// Whether its content can be changed. A delivery that another server has prepared is locked (contract 19.3).
    pub fn lock(&self) -> Lock {
        match self.state.code.lock() {
            Lock::OpenAfterAnalysis if self.is_mid_sourced && self.state.code == DeliveryState::Ready => Lock::Sent,
            lock => lock,
        }
    }

    /// Whether it was changed after the preparation at `prepared`: the old text would be sent (contract 19.3). If the
    /// server does not say when the content was changed, any change counts.
    pub fn is_changed_since(&self, prepared: Instant) -> bool {
        match (self.content_modified, self.last_modified) {
            (Some(content), _) => content > prepared,
            // The last step of the preparation also changes the delivery.
            (None, Some(changed)) => changed > prepared + OWN_STEP,
            (None, None) => false,
        }
    }

    /// The condition that limits another schema's rows to this delivery.
    pub(crate) fn its_own(&self) -> String {
        format!("[@delivery-id]={}", self.id.literal())
    }
}

/// For how long after its last journal line a preparation may still change the delivery.
const OWN_STEP: TimeDelta = TimeDelta::minutes(1);

const MINIMAL: [&str; 5] = ["@id", "@label", "@internalName", "@lastModified", "[tracking/@enabled]"];

const FULL: [&str; 29] = [
    "@created",
    "@contentModTime",
    "[modifiedBy/@label]",
    "[folderProcess/@fullName]",
    "[folder/@fullName]",
    "[deliveryProvider/@label]",
    "[mapping/@id]",
    "[mapping/@label]",
    "[mapping/@schema]",
    "[mapping/storage/@broadLogSchema]",
    "[mapping/storage/@broadLogExclSchema]",
    "[mapping/storage/@trackingLogSchema]",
    "[mapping/storage/@exclusionType]",
    "[scheduling/@contactDate]",
    "[execution/@broadStartDate]",
    "[execution/@broadEndDate]",
    "[execution/@nextPassDate]",
    "[properties/@toDeliver]",
    "[properties/@reject]",
    "[properties/@totalTarget]",
    "[indicators/@processed]",
    "[indicators/@success]",
    "[indicators/@error]",
    "[indicators/@newQuarantine]",
    "[indicators/@sent]",
    "[smsParameters/@smsMode]",
    "[smsParameters/@smsPriority]",
    "[smsParameters/@maxSmsPerMessage]",
    "[smsParameters/@sourceAddress]",
];

/// The SMS text, a part of the delivery's memo, and its old place. The console moves it when it opens the delivery.
const TEXTS: [&str; 2] = ["[content/sms/source]", "[smsParameters/smsContent]"];

/// A delivery by its id; `None` if there is none.
pub fn get(id: &Id) -> Request<Option<Delivery>> {
    let one = || Query::get_if_exists(SCHEMA).filter(&id.condition()).nodes(&MINIMAL);
    let minimal =
        || one().nodes(&["@state", "[properties/@toDeliver]", "[indicators/@processed]", "[indicators/@success]"]);
    let full =
        || one().analyzed("@state").analyzed("@messageType").analyzed("[smsParameters/@mobileMsgType]").nodes(&FULL);
    let own = id.clone();
    full()
        .nodes(&TEXTS)
        .record(id, move |element, which| read(own.clone(), element, which == Which::Minimal))
        // A server that refuses part of the memo may still give the whole memo (contract 19.2).
        .or_as_much(full().node("data").call())
        .or(minimal().node(TEXTS[0]).call())
        .or(minimal().node("data").call())
}

/// When Campaign last counted the failures of a delivery for its own figures; `None` if it never did. It is asked apart:
/// not every build has the attribute (contract 8.1).
pub fn counted_at(id: &Id) -> Request<Option<Instant>> {
    let path = "indicators/@lastErrorComputation";
    Query::get_if_exists(SCHEMA)
        .filter(&id.condition())
        .nodes(&["@id", &format!("[{path}]")])
        .record(id, move |element, _| element.value(path).and_then(instant))
        .map(Option::flatten)
}

/// The SMS text in its place or its old place, if there is one.
fn text(around: &Element) -> Option<String> {
    let texts = ["content/sms/source", "smsParameters/smsContent"].map(|path| around.text_at(path));
    texts.into_iter().find(|text| !text.is_empty())
}

/// The same in a whole memo, which is either elements or an XML text.
fn text_in_memo(data: &Element) -> Option<String> {
    let memo = Element::parse(data.text.trim()).unwrap_or_default();
    [data, &memo].into_iter().chain(&data.children).find_map(text)
}

/// The log of a delivery whose mapping names none.
fn usual_log(is_mid_sourced: bool) -> &'static str {
    if is_mid_sourced { "nms:broadLogMid" } else { "nms:broadLogRcp" }
}

fn schema_or(schema: String, usual: &str) -> String {
    if schema.is_empty() { usual.to_owned() } else { schema }
}

fn read(id: Id, element: &Element, is_partial: bool) -> Delivery {
    let date = |path: &str| element.value(path).and_then(instant);
    let schema = |path: &str, usual: &str| schema_or(element.text_at(path), usual);
    let is_mid_sourced = element.value("mapping/@id") == Some("0");
    let exclusion = match element.text_at("mapping/storage/@exclusionType").as_str() {
        "1" => Exclusion::NotStored,
        // A minimal answer does not say where exclusions are; the usual mapping stores them in their own schema.
        kind if is_partial || matches!(kind, "2" | "other") => {
            Exclusion::In(schema("mapping/storage/@broadLogExclSchema", "nms:excludeLogRcp"))
        }
        _ => Exclusion::InLog,
    };
    let source = text(element).or_else(|| element.child("data").and_then(text_in_memo)).unwrap_or_default();
    let has_crlf = source.contains('\n') && source.replace("\r\n", "").chars().all(|c| c != '\r' && c != '\n');
    let folder = [element.text_at("folderProcess/@fullName"), element.text_at("folder/@fullName")];
    Delivery {
        id,
        label: element.text_at("@label"),
        internal_name: element.text_at("@internalName"),
        state: Coded::read(element, "@state"),
        channel: if is_partial { Coded::bare(MessageType::Sms) } else { Coded::read(element, "@messageType") },
        message_type: Coded::read(element, "smsParameters/@mobileMsgType"),
        created: date("@created"),
        last_modified: date("@lastModified"),
        content_modified: date("@contentModTime"),
        modified_by: element.text_at("modifiedBy/@label"),
        folder: folder.into_iter().find(|folder| !folder.is_empty()).unwrap_or_default(),
        routing: element.text_at("deliveryProvider/@label"),
        mapping: element.text_at("mapping/@label"),
        is_mid_sourced,
        target: schema("mapping/@schema", "nms:recipient"),
        storage: Storage {
            log: schema("mapping/storage/@broadLogSchema", usual_log(is_mid_sourced)),
            exclusion,
            tracking: schema("mapping/storage/@trackingLogSchema", "nms:trackingLogRcp"),
        },
        contact_date: date("scheduling/@contactDate"),
        broad_start: date("execution/@broadStartDate"),
        broad_end: date("execution/@broadEndDate"),
        next_pass: date("execution/@nextPassDate"),
        is_tracked: element.flag("tracking/@enabled"),
        to_deliver: element.count("properties/@toDeliver"),
        rejected: element.count("properties/@reject"),
        targeted: element.count("properties/@totalTarget"),
        processed: element.count("indicators/@processed"),
        success: element.count("indicators/@success"),
        errors: element.count("indicators/@error"),
        new_quarantines: element.count("indicators/@newQuarantine"),
        sms: element.count("indicators/@sent"),
        content: Content {
            has_crlf,
            source: if has_crlf { source.replace("\r\n", "\n") } else { source },
            sender: element.text_at("smsParameters/@sourceAddress"),
            mode: element.integer("smsParameters/@smsMode").map_or(SmsMode::Normal, SmsMode::of),
            priority: SmsPriority::of(element.count("smsParameters/@smsPriority")),
            max_parts: element.count("smsParameters/@maxSmsPerMessage"),
        },
        is_partial,
    }
}

/// Writes the fields that differ between `before` and `after` to the delivery (contract 5), and no others.
///
/// # Errors
/// A character that XML does not allow, with its position in the text or the sender.
pub fn write(id: &Id, before: &Content, after: &Content) -> Result<Request<()>, ForbiddenCharacter> {
    check(&after.source)?;
    check(&after.sender)?;
    let mut xml = format!(
        "<delivery xtkschema=\"nms:delivery\" _operation=\"update\" _key=\"@id\" id=\"{}\">",
        escape(id.as_str())
    );
    if before.source != after.source {
        xml.push_str("<content><sms><source>");
        let lines = if after.has_crlf { after.source.replace('\n', "\r\n") } else { after.source.clone() };
        cdata_into(&mut xml, &lines);
        xml.push_str("</source></sms></content>");
    }
    let mut attributes = String::new();
    if before.sender != after.sender {
        attributes.push_str(&format!(" sourceAddress=\"{}\"", escape(&after.sender)));
    }
    let numbers = [
        ("smsMode", before.mode.number(), after.mode.number()),
        ("smsPriority", before.priority.number(), after.priority.number()),
        ("maxSmsPerMessage", before.max_parts, after.max_parts),
    ];
    for (name, before, after) in numbers {
        if before != after {
            attributes.push_str(&format!(" {name}=\"{after}\""));
        }
    }
    if !attributes.is_empty() {
        xml.push_str(&format!("<smsParameters{attributes}/>"));
    }
    xml.push_str("</delivery>");
    Ok(Request::new(Call::new("xtk:persist|xtk:session", "Write").document("doc", &xml), |_, _| Ok(())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::sample::{ask, conditions, sent};

    #[test]
    fn the_documented_list_is_read() {
        let body = "<delivery-collection><delivery id=\"1206770\" label=\"Event launch SMS\" internalName=\"DM55842\" deliveryCode=\"\" \
             state=\"95\" stateName=\"finished\" stateLabel=\"Finished\" contactDate=\"2024-01-08 15:27:39.000Z\" \
             lastModified=\"2024-03-14 13:55:20.000Z\" toDeliver=\"34\" processed=\"34\" success=\"34\"/></delivery-collection>";
        let rows = ask(&list(&Filter::default(), 0), body);
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].to_deliver, rows[0].processed, rows[0].success), (34, 34, 34));
        assert_eq!(rows[0].state, Coded { code: DeliveryState::Finished, label: "Finished".into() });
        assert_eq!(rows[0].contact_date, instant("2024-01-08 15:27:39.000Z"));
        assert_eq!(ask(&list(&Filter::default(), 0), "<delivery-collection/>"), []);
    }

    #[test]
    fn the_documented_delivery_is_read() {
        let body = "<delivery id=\"1206770\" label=\"Event launch SMS\" internalName=\"DM55842\" state=\"95\" stateLabel=\"Finished\" \
             messageType=\"1\" messageTypeLabel=\"Mobile (SMS)\" lastModified=\"2024-03-14 13:55:20.000Z\">\
             <folderProcess fullName=\"/Profiles and Targets/Deliveries/\"/><deliveryProvider label=\"SMS routing\"/>\
             <mapping id=\"1775\" label=\"Recipients\"><storage broadLogSchema=\"nms:broadLogRcp\" \
             broadLogExclSchema=\"nms:excludeLogRcp\" trackingLogSchema=\"nms:trackingLogRcp\" exclusionType=\"2\"/></mapping>\
             <tracking enabled=\"true\"/><properties toDeliver=\"34\" reject=\"0\" totalTarget=\"34\"/>\
             <indicators processed=\"34\" success=\"34\" error=\"0\"/>\
             <content><sms><source><![CDATA[Hi <%= recipient.firstName %>, …]]></source></sms></content>\
             <smsParameters smsMode=\"1\" smsPriority=\"0\" mobileMsgType=\"0\" maxSmsPerMessage=\"0\" sourceAddress=\"ACME\"/></delivery>";
        let id = Id::new("1206770").unwrap();
        let delivery = ask(&get(&id), body).unwrap();
        assert_eq!(delivery.content.source, "Hi <%= recipient.firstName %>, …");
        assert_eq!(delivery.storage.exclusion, Exclusion::In("nms:excludeLogRcp".into()));
        assert_eq!((delivery.processed, delivery.is_tracked, delivery.content.mode), (34, true, SmsMode::Normal));
        assert_eq!(ask(&get(&id), "<delivery/>"), None);
    }

    #[test]
    fn a_value_that_is_not_a_number_is_minus_one() {
        let read = |state: &str| {
            let element = Element::parse(&format!("<delivery state='{state}' stateLabel='?'/>")).unwrap();
            Coded::<DeliveryState>::read(&element, "@state").code.number()
        };
        assert_eq!((read(""), read("95"), read("42"), read(" 45 ")), (0, 95, 42, 45));
        for strange in ["edition", "9 5", "99999999999999999999", "0x5f"] {
            assert_eq!(read(strange), -1, "{strange}");
        }
        assert_eq!(Coded::<DeliveryState>::read(&Element::default(), "@state"), Coded::default());
        assert_eq!(DeliveryState::of(-1).entry(), None);
    }

    #[test]
    fn the_old_place_of_the_text_is_read_when_the_new_one_is_empty() {
        let body = "<delivery id=\"7\"><smsParameters><smsContent>old</smsContent></smsParameters></delivery>";
        let delivery = ask(&get(&Id::new("7").unwrap()), body).unwrap();
        assert_eq!(delivery.content.source, "old");
    }

    #[test]
    fn the_whole_memo_is_read_if_the_server_refuses_part_of_it() {
        let request = get(&Id::new("7").unwrap());
        let (which, call) = &request.calls.others[0];
        assert_eq!(*which, Which::Full);
        let asked: Vec<_> =
            sent(call).child("select").unwrap().children.iter().map(|node| node.text_at("@expr")).collect();
        assert!(asked.contains(&"data".to_owned()) && !asked.contains(&"[content/sms/source]".to_owned()), "{asked:?}");
        let memo = "<delivery><content><sms><source>Doors at nine</source></sms></content></delivery>";
        for data in [format!("<![CDATA[{memo}]]>"), memo.to_owned(), memo.replace("delivery>", "data>")] {
            let found = ask(&request, &format!("<delivery id=\"7\"><data>{data}</data></delivery>")).unwrap();
            assert_eq!(found.content.source, "Doors at nine", "{data}");
        }
    }

    #[test]
    fn a_ready_delivery_is_locked_on_a_mid_sourcing_server() {
        let of = |mapping: &str| {
            let body = format!("<delivery id='7' state='45'><mapping id='{mapping}'/></delivery>");
            ask(&get(&Id::new("7").unwrap()), &body).unwrap()
        };
        assert_eq!((of("1775").lock(), of("0").lock()), (Lock::OpenAfterAnalysis, Lock::Sent));
        assert_eq!(of("0").storage.log, "nms:broadLogMid");
    }

    #[test]
    fn exclusions_that_are_not_stored_differ_from_no_exclusions() {
        let of = |kind: &str| {
            let body =
                format!("<delivery id='7'><mapping id='1'><storage exclusionType='{kind}'/></mapping></delivery>");
            ask(&get(&Id::new("7").unwrap()), &body).unwrap().storage.exclusion
        };
        assert_eq!((of("0"), of("1")), (Exclusion::InLog, Exclusion::NotStored));
        assert_eq!(of("2"), Exclusion::In("nms:excludeLogRcp".into()));
    }

    #[test]
    fn any_change_counts_if_the_content_has_no_time_of_change() {
        let at = |time: &str| instant(time).unwrap();
        let body = "<delivery id='7' state='45' lastModified='2024-03-14 13:55:20.000Z'/>";
        let ready = ask(&get(&Id::new("7").unwrap()), body).unwrap();
        assert!(ready.is_changed_since(at("2024-03-14 13:50:00Z")));
        // The last step of the preparation.
        assert!(!ready.is_changed_since(at("2024-03-14 13:55:19Z")));
        let dated = Delivery { content_modified: instant("2024-03-14 13:40:00Z"), ..ready };
        assert!(!dated.is_changed_since(at("2024-03-14 13:50:00Z")));
    }

    #[test]
    fn the_folder_is_read_from_either_attribute() {
        let body = "<delivery id='7'><folderProcess fullName=''/><folder fullName='/Deliveries/'/></delivery>";
        assert_eq!(ask(&get(&Id::new("7").unwrap()), body).unwrap().folder, "/Deliveries/");
    }

    #[test]
    fn an_instances_own_sms_channels_are_listed() {
        let filter = Filter { message_types: vec![1, 105], ..Filter::default() };
        for call in [list(&filter, 0).calls.full, total(&filter).calls.others[0].1.clone()] {
            assert_eq!(conditions(&call)[0], "@messageType IN (1,105)");
        }
    }

    #[test]
    fn a_write_contains_only_changed_fields() {
        let before = Content { source: "a".into(), mode: SmsMode::Normal, ..Content::default() };
        let after = Content { source: "b & <c>".into(), sender: "ACME".into(), ..before.clone() };
        let request = write(&Id::new("9790").unwrap(), &before, &after).ok().unwrap();
        let delivery = sent(&request.calls.full);
        assert_eq!(delivery.value("@_operation"), Some("update"));
        assert_eq!(delivery.value("@_key"), Some("@id"));
        assert_eq!(delivery.value("content/sms/source"), Some("b & <c>"));
        assert_eq!(delivery.child("smsParameters").unwrap().attributes, [("sourceAddress".into(), "ACME".into())]);
    }

    #[test]
    fn the_servers_line_ends_are_kept() {
        let id = Id::new("9790").unwrap();
        for (stored, shown, is_kept) in [
            ("a&#13;&#10;b", "a\nb", true),
            ("a&#10;b", "a\nb", false),
            ("a&#13;&#10;b&#10;c", "a\r\nb\nc", false),
            ("a", "a", false),
        ] {
            let body =
                format!("<delivery id='9790'><content><sms><source>{stored}</source></sms></content></delivery>");
            let before = ask(&get(&id), &body).unwrap().content;
            assert_eq!((before.source.as_str(), before.has_crlf), (shown, is_kept), "{stored}");
            let after = Content { source: format!("{}!", before.source), ..before.clone() };
            let written = sent(&write(&id, &before, &after).ok().unwrap().calls.full);
            let expected = if is_kept { "a\r\nb!".to_owned() } else { format!("{shown}!") };
            assert_eq!(written.text_at("content/sms/source"), expected);
        }
    }

    #[test]
    fn a_text_with_a_character_that_xml_forbids_is_not_written() {
        let after = Content { source: "ab\u{b}".into(), ..Content::default() };
        let refused = write(&Id::new("1").unwrap(), &Content::default(), &after).err();
        assert_eq!(refused, Some(ForbiddenCharacter { character: '\u{b}', position: 3 }));
    }

    #[test]
    fn when_failures_were_counted_may_be_unknown() {
        let request = counted_at(&Id::new("9790").unwrap());
        let answered = |attribute: &str| {
            ask(&request, &format!("<delivery id='9790'><indicators lastErrorComputation='{attribute}'/></delivery>"))
        };
        assert_eq!(answered("2024-08-01 13:27:39.000Z"), instant("2024-08-01 13:27:39.000Z"));
        assert_eq!((answered(""), ask(&request, "<delivery id='9790'/>")), (None, None));
    }

    #[test]
    fn proofs_are_those_of_one_delivery() {
        let id = Id::new("9790").unwrap();
        for call in [proofs(&id, 0).calls.full, total_proofs(&id).calls.full] {
            assert_eq!(conditions(&call), ["@FCP=1", "@deleteStatus=0", "[@proofedDelivery-id]=9790"]);
        }
    }

    #[test]
    fn the_list_has_no_templates_proofs_or_deleted_deliveries_and_its_order_ends_on_a_unique_key() {
        let filter = Filter { text: "50%".into(), phase: Some(Phase::Sending), ..Filter::default() };
        let call = list(&filter, 100).calls.full;
        let wanted = conditions(&call);
        for expr in ["@messageType IN (1)", "@isModel=0", "@FCP=0", "@deleteStatus=0", "@state IN (55,61,62)"] {
            assert!(wanted.iter().any(|one| one == expr), "{expr}");
        }
        assert!(wanted.iter().any(|one| one.contains(r"@internalName LIKE '%50\%%'")), "{wanted:?}");
        let query = sent(&call);
        assert_eq!(query.value("@startLine"), Some("100"));
        assert_eq!(query.child("orderBy").unwrap().children.last().unwrap().value("@expr"), Some("@id"));
        assert_eq!(wanted, conditions(&total(&filter).calls.full));
    }
}
