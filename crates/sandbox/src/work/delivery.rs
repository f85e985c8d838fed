//! A delivery as the engine sees it, read at the start of every step.

use rusqlite::{Connection, OptionalExtension, params};

use crate::store::codes::{self, DELIVERY_STATE, exclusion_type, log_type, message_type};
use crate::store::filling;
use crate::store::journal;
use crate::store::memo;
use crate::wire::fault::Cause;
use crate::wire::xml::Element;

pub struct Delivery {
    pub id: i64,
    pub state: i64,
    pub label: String,
    pub name: String,
    pub message_type: i64,
    pub is_model: bool,
    pub deleted: bool,
    pub provider: i64,
    pub tracked: bool,
    pub to_deliver: i64,
    /// Attempts after the first.
    pub most_retries: i64,
    /// Seconds from one attempt to the next, as the delivery says.
    pub retry_period: i64,
    pub contact: Option<i64>,
    pub valid_until: Option<i64>,
    pub memo: Element,
    /// Whether it is for the people in the table `target`. Otherwise it is for nobody.
    pub has_population: bool,
    pub tables: Tables,
}

/// The tables of a delivery's target mapping. Only these names are written into a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tables {
    /// The schema of the people.
    pub schema: &'static str,
    pub logs: &'static str,
    /// The indexes of `logs` by delivery and id, and by delivery, status and date of change.
    pub logs_by_delivery: &'static str,
    pub logs_by_status: &'static str,
    pub exclusions: &'static str,
    /// Whether exclusions are stored.
    pub stores_exclusions: bool,
    pub tracking: &'static str,
    pub people: &'static str,
    /// Columns of `people`, and an SQL test over it.
    pub number: &'static str,
    pub denied: &'static str,
    pub without_language: &'static str,
    /// Fields of `people` that a text may name.
    pub fields: &'static [&'static str],
}

const RECIPIENTS: Tables = Tables {
    schema: "nms:recipient",
    logs: "broadLogRcp",
    logs_by_delivery: "broadLogRcp_delivery",
    logs_by_status: "broadLogRcp_status",
    exclusions: "excludeLogRcp",
    stores_exclusions: true,
    tracking: "trackingLogRcp",
    people: "recipient",
    number: "mobilePhone",
    denied: "blackListMobile",
    without_language: "language = ''",
    fields: &["firstName", "lastName", "mobilePhone", "email", "language"],
};

const MEMBERS: Tables = Tables {
    schema: "cus:member",
    logs: "broadLogMember",
    logs_by_delivery: "broadLogMember_delivery",
    logs_by_status: "broadLogMember_status",
    exclusions: "excludeLogMember",
    stores_exclusions: true,
    tracking: "trackingLogMember",
    people: "member",
    number: "phone",
    denied: "noSms",
    without_language: "0",
    fields: &["name", "card", "phone"],
};

impl Tables {
    /// The tables for a mapping's target schema and `exclusionType`.
    fn of(schema: Option<&str>, exclusion_type: Option<i64>) -> Self {
        let tables = if schema == Some("cus:member") { MEMBERS } else { RECIPIENTS };
        match exclusion_type {
            None | Some(exclusion_type::EXCLUSION_LOG) => tables,
            Some(exclusion_type::NOT_STORED) => Self { stores_exclusions: false, ..tables },
            Some(_) => Self { exclusions: tables.logs, ..tables },
        }
    }
}

impl Delivery {
    /// Reads a delivery; `None` when there is no such row.
    pub fn find(connection: &Connection, id: i64) -> rusqlite::Result<Option<Self>> {
        let mut find = connection.prepare_cached(
            "SELECT state, delivery.label, internalName, messageType, isModel, deleteStatus, deliveryProvider_id, \
             trackingEnabled, toDeliver, maxRetry, retryPeriod, contactDate, validityDate, data, \
             mapping.schema, mapping.exclusionType FROM delivery LEFT JOIN deliveryMapping AS mapping \
             ON mapping.id = mapping_id WHERE delivery.id = ?1",
        )?;
        let read = |row: &rusqlite::Row| {
            let (data, schema): (String, Option<String>) = (row.get(13)?, row.get(14)?);
            Ok(Self {
                id,
                state: row.get(0)?,
                label: row.get(1)?,
                name: row.get(2)?,
                message_type: row.get(3)?,
                is_model: row.get(4)?,
                deleted: row.get::<_, i64>(5)? == codes::DELETED,
                provider: row.get(6)?,
                tracked: row.get(7)?,
                to_deliver: row.get(8)?,
                most_retries: row.get(9)?,
                retry_period: row.get(10)?,
                contact: row.get(11)?,
                valid_until: row.get(12)?,
                memo: memo::read(&data),
                has_population: true,
                tables: Tables::of(schema.as_deref(), row.get(15)?),
            })
        };
        find.query_row([id], read).optional()
    }

    /// Reads a delivery that a call names.
    ///
    /// # Errors
    /// When it does not exist or cannot be sent: it is a template, deleted, of another channel, or the large delivery
    /// while its logs are not all there.
    pub fn sendable(connection: &Connection, id: i64) -> Result<Self, Cause> {
        let delivery = Self::existing(connection, id)?;
        if delivery.is_model {
            return Err(delivery.refuse("is a template: make a delivery of it first"));
        }
        if delivery.deleted {
            return Err(delivery.refuse("is deleted"));
        }
        if filling::is_going_on(connection, id)? {
            return Err(delivery.refuse("is still being filled with logs"));
        }
        if delivery.message_type != message_type::SMS {
            return Err(delivery.refuse("is not an SMS: the sandbox sends nothing else"));
        }
        Ok(delivery)
    }

    /// Reads a delivery that a call names, also one that cannot be sent.
    ///
    /// # Errors
    /// When there is none.
    pub fn existing(connection: &Connection, id: i64) -> Result<Self, Cause> {
        Self::find(connection, id)?.ok_or_else(|| Cause::new(format!("The delivery '{id}' does not exist.")))
    }

    /// `Event day (DM145)`, as `_cs` has it.
    pub fn compute_string(&self) -> String {
        format!("{} ({})", self.label, self.name)
    }

    pub fn refuse(&self, why: &str) -> Cause {
        Cause::new(format!("The delivery '{}' {why}.", self.compute_string()))
    }

    /// The refusal of a method that this state does not allow.
    pub fn wrong_state(&self, cannot: &str, only: &str) -> Cause {
        let state = DELIVERY_STATE.find(self.state).map_or_else(|| self.state.to_string(), |code| code.en.to_owned());
        self.refuse(&format!("{cannot}: its status is '{state}'. {only}"))
    }

    /// Sets the state, and with it the date of the last change.
    pub fn set_state(&self, connection: &Connection, state: i64, at: i64) -> rusqlite::Result<()> {
        connection
            .prepare_cached("UPDATE delivery SET state = ?1, lastModified = ?2 WHERE id = ?3")?
            .execute(params![state, at, self.id])
            .map(|_| ())
    }

    /// Writes a line of information into the journal.
    pub fn say(&self, connection: &Connection, at: i64, message: &str) -> rusqlite::Result<()> {
        journal::write(connection, self.id, at, log_type::INFO, message)
    }

    pub fn warn(&self, connection: &Connection, at: i64, message: &str) -> rusqlite::Result<()> {
        journal::write(connection, self.id, at, log_type::WARNING, message)
    }

    pub fn complain(&self, connection: &Connection, at: i64, message: &str) -> rusqlite::Result<()> {
        journal::write(connection, self.id, at, log_type::ERROR, message)
    }
}
