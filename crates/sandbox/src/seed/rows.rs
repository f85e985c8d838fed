//! Rows as the seeds describe them.

use crate::store::codes::{log_type, message_type, mobile_msg_type, sms_app_type, sms_mode, tracking_type};
use crate::store::why::Why;
use crate::wire::instant;
use crate::wire::xml::Element;

/// Recipients, and members of the custom target. Fewer than 500, so that no two share a number.
pub const PEOPLE: usize = 480;

// Ids of the settings to which deliveries link.
pub const FOLDER_ROOT: i64 = 1200;
pub const FOLDER_DELIVERIES: i64 = 1206;
pub const FOLDER_CAMPAIGNS: i64 = 1207;
pub const FOLDER_TEMPLATES: i64 = 1208;
pub const ACCOUNT_SMS: i64 = 1890;
pub const ACCOUNT_EMAIL: i64 = 1891;
pub const TYPOLOGY: i64 = 1901;
pub const MAPPING_RECIPIENT: i64 = 1775;
/// Logs in `cus:broadLogMember`.
pub const MAPPING_MEMBER: i64 = 1776;
/// Keeps exclusions in the delivery log, with status 0.
pub const MAPPING_IN_LOG: i64 = 1777;
/// Stores no exclusions anywhere (contract 19.4).
pub const MAPPING_NOT_STORED: i64 = 1778;

/// The XML memo of a delivery.
#[derive(Clone, Default)]
pub struct Content {
    pub source: String,
    /// The text where old deliveries have it (`smsParameters/smsContent`).
    pub legacy: String,
    pub sender: String,
    pub mode: i64,
    pub priority: i64,
    pub most_parts: i64,
    pub urls: Vec<String>,
}

impl Content {
    pub fn new(source: impl Into<String>) -> Self {
        Self { source: source.into(), sender: "ACME".to_owned(), mode: sms_mode::NORMAL, ..Self::default() }
    }

    pub fn memo(&self) -> String {
        let mut memo = Element::new("data");
        let sms = memo.child_mut("content").child_mut("sms");
        sms.child_mut("source").set_memo(self.source.as_str());
        for (number, url) in self.urls.iter().enumerate() {
            let url = Element::new("url")
                .with("source", url.as_str())
                .with("label", "")
                .with("category", "")
                .with("trackingType", tracking_type::ENABLED)
                .with("urlId", (number + 1).to_string());
            sms.child_mut("urlConfig").push(url);
        }
        let parameters = memo.child_mut("smsParameters");
        parameters.set("smsMode", self.mode.to_string());
        parameters.set("smsPriority", self.priority.to_string());
        parameters.set("smsAppType", sms_app_type::DIRECT_MARKETING.to_string());
        parameters.set("mobileMsgType", mobile_msg_type::SMS.to_string());
        parameters.set("maxSmsPerMessage", self.most_parts.to_string());
        if !self.sender.is_empty() {
            parameters.set("sourceAddress", self.sender.as_str());
        }
        if !self.legacy.is_empty() {
            parameters.child_mut("smsContent").set_memo(self.legacy.as_str());
        }
        memo.to_string()
    }
}

/// One delivery with its logs, exclusions, journal and clicks. Its figures are counted from its logs, unless they are
/// given.
#[derive(Clone)]
pub struct Delivery {
    pub id: i64,
    pub name: String,
    pub label: String,
    pub code: String,
    pub state: i64,
    pub message_type: i64,
    pub is_model: bool,
    pub is_proof: bool,
    pub proof_of: i64,
    pub deleted: bool,
    pub tracked: bool,
    pub mapping: i64,
    pub author: usize,
    pub analysis_step: i64,
    pub created: i64,
    pub modified: i64,
    pub contact: Option<i64>,
    pub delayed: bool,
    pub started: Option<i64>,
    pub ended: Option<i64>,
    pub next_pass: Option<i64>,
    pub content: Content,
    pub figures: Option<Figures>,
    /// SMS handed over per message, for `indicators/@sent`.
    pub parts: i64,
    pub logs: Vec<Log>,
    pub exclusions: Vec<Log>,
    pub journal: Vec<Line>,
    pub clicks: usize,
    /// Whether the target is defined, as long as the delivery is being edited.
    pub has_population: bool,
}

/// Figures that do not follow from the logs.
#[derive(Clone, Copy, Default)]
pub struct Figures {
    pub to_deliver: i64,
    pub processed: i64,
    pub success: i64,
}

#[derive(Clone, Copy)]
pub struct Log {
    pub status: i64,
    pub modified: i64,
    /// Below [`super::panel::FIRST`] one of [`PEOPLE`], counted round and round. From there on it is a member of the
    /// panel.
    pub person: usize,
    pub why: Why,
}

#[derive(Clone)]
pub struct Line {
    pub at: i64,
    pub kind: i64,
    pub message: String,
}

impl Line {
    pub fn info(at: i64, message: impl Into<String>) -> Self {
        Self { at, kind: log_type::INFO, message: message.into() }
    }
}

impl Delivery {
    pub fn new(id: i64, name: impl Into<String>, label: impl Into<String>, state: i64, at: i64) -> Self {
        Self {
            id,
            name: name.into(),
            label: label.into(),
            code: String::new(),
            state,
            message_type: message_type::SMS,
            is_model: false,
            is_proof: false,
            proof_of: 0,
            deleted: false,
            tracked: true,
            mapping: MAPPING_RECIPIENT,
            author: 0,
            analysis_step: 0,
            created: at - 2 * instant::DAY,
            modified: at,
            contact: None,
            delayed: false,
            started: None,
            ended: None,
            next_pass: None,
            content: Content::new(""),
            figures: None,
            parts: 1,
            logs: Vec::new(),
            exclusions: Vec::new(),
            journal: Vec::new(),
            clicks: 0,
            has_population: true,
        }
    }
}
