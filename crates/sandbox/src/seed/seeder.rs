//! Writes the rows that the seeds describe into the tables.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::rows::{
    ACCOUNT_EMAIL, ACCOUNT_SMS, Delivery, FOLDER_DELIVERIES, FOLDER_TEMPLATES, Figures, Log, MAPPING_IN_LOG,
    MAPPING_MEMBER, MAPPING_NOT_STORED, PEOPLE, TYPOLOGY,
};
use super::{panel, phone};
use crate::store::codes::failure_type::{HARD, SOFT};
use crate::store::codes::{self, address_status, failure_reason, log_status, message_type, state, url_type};
use crate::store::journal;
use crate::store::operator::OPERATORS;
use crate::store::rule;
use crate::store::why::{self, Why};

pub struct Seeder<'a> {
    pub connection: &'a Connection,
    messages: HashMap<Why, i64>,
    next_log: i64,
}

impl<'a> Seeder<'a> {
    pub fn new(connection: &'a Connection) -> Self {
        Self::numbering_from(connection, 129_106_000)
    }

    /// `first_log` is the id of the first log.
    pub fn numbering_from(connection: &'a Connection, first_log: i64) -> Self {
        Self { connection, messages: HashMap::new(), next_log: first_log }
    }

    pub fn insert(&mut self, delivery: &Delivery) -> rusqlite::Result<()> {
        self.row(delivery)?;
        let suffix = if delivery.mapping == MAPPING_MEMBER { "Member" } else { "Rcp" };
        let first_log = self.next_log;
        for log in &delivery.logs {
            self.log(&format!("broadLog{suffix}"), delivery, log)?;
        }
        let in_log = delivery.mapping == MAPPING_IN_LOG;
        let excluded = if in_log { "broadLogRcp".to_owned() } else { format!("excludeLog{suffix}") };
        let mut causes: Vec<(i64, i64)> = Vec::new();
        for log in &delivery.exclusions {
            if delivery.mapping != MAPPING_NOT_STORED {
                self.log(&excluded, delivery, log)?;
            }
            let rule = match log.why.0 {
                failure_reason::DENYLISTED => rule::DENYLISTED,
                failure_reason::QUARANTINE => rule::QUARANTINE,
                failure_reason::DOUBLE => rule::DUPLICATE,
                _ => rule::OTHER,
            };
            match causes.iter_mut().find(|(known, _)| *known == rule) {
                Some((_, count)) => *count += 1,
                None => causes.push((rule, 1)),
            }
        }
        for (rule, count) in causes {
            self.execute(
                "INSERT INTO dlvExclusion (count, delivery_id, typologyRule_id) VALUES (?1, ?2, ?3)",
                params![count, delivery.id, rule],
            )?;
        }
        for line in &delivery.journal {
            journal::write(self.connection, delivery.id, line.at, line.kind, &line.message)?;
        }
        self.target(delivery)?;
        self.tracking(delivery, suffix, first_log)
    }

    /// Writes whom a delivery is for, if it may still be analysed: the panel, or the people of its logs and exclusions.
    fn target(&self, delivery: &Delivery) -> rusqlite::Result<()> {
        match delivery.state {
            state::EDITED | state::TARGET_READY | state::MESSAGE_READY if delivery.has_population => {
                panel::target(self.connection, delivery.id)
            }
            state::READY => {
                for (position, log) in delivery.logs.iter().chain(&delivery.exclusions).enumerate() {
                    let person = if log.person < panel::FIRST { log.person % PEOPLE } else { log.person };
                    self.execute(
                        "INSERT INTO target VALUES (?1, ?2, ?3, 0, 0)",
                        params![delivery.id, position as i64, panel::id(person)],
                    )?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn execute(&self, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<()> {
        self.connection.prepare_cached(sql)?.execute(values).map(|_| ())
    }

    fn row(&self, delivery: &Delivery) -> rusqlite::Result<()> {
        let count = |test: &dyn Fn(&Log) -> bool| delivery.logs.iter().filter(|log| test(log)).count() as i64;
        let success = count(&|log| log_status::SUCCESSES.contains(&log.status));
        let error = count(&|log| log.status == log_status::FAILED);
        let figures = delivery.figures.unwrap_or(Figures {
            to_deliver: delivery.logs.len() as i64,
            processed: success + error,
            success,
        });
        let reject = delivery.exclusions.len() as i64;
        let author = OPERATORS[delivery.author % OPERATORS.len()].id;
        let clickers = delivery.clicks.min(delivery.logs.len()) as i64;
        self.execute(
            "INSERT INTO delivery (id, internalName, label, deliveryCode, state, messageType, isModel, FCP, \
             proofedDelivery_id, deleteStatus, trackingEnabled, mapping_id, createdBy_id, modifiedBy_id, analysisStep, \
             created, lastModified, contentModTime, contactDate, delayed, broadStartDate, broadEndDate, nextPassDate, \
             data, toDeliver, processed, success, reject, totalTarget, sent, error, newQuarantine, recipientClick, \
             personClick, totalRecipientClick, urlCount, folder_id, folderProcess_id, deliveryProvider_id, typology_id) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13, ?14, ?15, ?16, ?15, ?17, ?18, ?19, \
             ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?31, ?32, ?33, ?34, ?34, ?35, ?36)",
            params![
                delivery.id,
                delivery.name,
                delivery.label,
                delivery.code,
                delivery.state,
                delivery.message_type,
                delivery.is_model,
                delivery.is_proof,
                delivery.proof_of,
                if delivery.deleted { codes::DELETED } else { 0 },
                delivery.tracked,
                delivery.mapping,
                author,
                delivery.analysis_step,
                delivery.created,
                delivery.modified,
                delivery.contact,
                delivery.delayed,
                delivery.started,
                delivery.ended,
                delivery.next_pass,
                delivery.content.memo(),
                figures.to_deliver,
                figures.processed,
                figures.success,
                reject,
                figures.to_deliver + reject,
                figures.success * delivery.parts,
                error,
                count(&|log| log.status == log_status::FAILED && log.why.1 == HARD),
                clickers,
                delivery.clicks as i64,
                delivery.content.urls.len() as i64,
                if delivery.is_model { FOLDER_TEMPLATES } else { FOLDER_DELIVERIES },
                if delivery.message_type == message_type::SMS { ACCOUNT_SMS } else { ACCOUNT_EMAIL },
                TYPOLOGY,
            ],
        )?;
        for (reason, column) in failure_reason::INDICATORS {
            let failed = count(&|log| log.status == log_status::FAILED && log.why.0 == reason);
            self.execute(&format!("UPDATE delivery SET {column} = ?1 WHERE id = ?2"), [failed, delivery.id])?;
        }
        Ok(())
    }

    /// The row of `nms:broadLogMsg` for this reason, created at its first use.
    pub fn message(&mut self, why: Why) -> rusqlite::Result<i64> {
        if let Some(id) = self.messages.get(&why) {
            return Ok(*id);
        }
        let id = why::id_of(self.connection, why)?;
        self.messages.insert(why, id);
        Ok(id)
    }

    fn log(&mut self, table: &str, delivery: &Delivery, log: &Log) -> rusqlite::Result<()> {
        let message = self.message(log.why)?;
        let (person, address) = match log.person.checked_sub(panel::FIRST) {
            Some(member) => (log.person, panel::number(member)),
            None => (log.person % PEOPLE, phone::of_person(log.person % PEOPLE)),
        };
        // Only logs with the reason "Address not specified" have no address.
        let address = if log.why.0 == failure_reason::NO_ADDRESS { String::new() } else { address };
        let contact = delivery.started.or(delivery.contact).unwrap_or(delivery.modified);
        self.execute(
            &format!(
                "INSERT INTO {table} (id, delivery_id, status, address, lastModified, eventDate, msg_id, target_id) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
            ),
            params![self.next_log, delivery.id, log.status, address, log.modified, contact, message, panel::id(person)],
        )?;
        self.next_log += 1;
        if !address.is_empty() {
            self.quarantine(delivery, log, &address)?;
        }
        Ok(())
    }

    /// Failures and denials change the status of the number (contract, section 12).
    fn quarantine(&self, delivery: &Delivery, log: &Log, address: &str) -> rusqlite::Result<()> {
        let (reason, kind, text) = log.why;
        let status = match (log.status, reason, kind) {
            (log_status::IGNORED, failure_reason::DENYLISTED, _) => address_status::DENYLISTED,
            (log_status::IGNORED, failure_reason::QUARANTINE, _) | (log_status::FAILED, _, HARD) => {
                address_status::QUARANTINE
            }
            (log_status::FAILED, _, SOFT) => address_status::WITH_ERRORS,
            _ => return Ok(()),
        };
        self.execute(
            "INSERT INTO address (address, type, status, created, lastModified, lastError, errorCount, errorReason, \
             quarantineText, delivery_id) VALUES (?1, ?7, ?2, ?3, ?3, ?3, 1, ?4, ?5, ?6) \
             ON CONFLICT (address, type) DO UPDATE SET errorCount = errorCount + 1, lastError = excluded.lastError, \
             lastModified = excluded.lastModified, status = max(status, excluded.status), \
             errorReason = CASE WHEN excluded.status >= status THEN excluded.errorReason ELSE errorReason END, \
             quarantineText = CASE WHEN excluded.status >= status THEN excluded.quarantineText ELSE quarantineText END, \
             delivery_id = CASE WHEN excluded.status >= status THEN excluded.delivery_id ELSE delivery_id END",
            params![address, status, log.modified, reason, text, delivery.id, message_type::SMS],
        )
    }

    fn tracking(&self, delivery: &Delivery, suffix: &str, first_log: i64) -> rusqlite::Result<()> {
        let mut first_url = None;
        for url in &delivery.content.urls {
            self.execute(
                "INSERT INTO trackingUrl (label, type, source, delivery_id) VALUES ('', ?3, ?1, ?2)",
                params![url, delivery.id, url_type::CLICK],
            )?;
            first_url.get_or_insert(self.connection.last_insert_rowid());
        }
        let Some(url) = first_url.filter(|_| !delivery.logs.is_empty()) else { return Ok(()) };
        for click in 0..delivery.clicks {
            let index = click % delivery.logs.len();
            let log = delivery.logs[index];
            self.execute(
                &format!(
                    "INSERT INTO trackingLog{suffix} (logDate, url_id, broadLog_id, delivery_id, target_id) \
                     VALUES (?1, ?2, ?3, ?4, ?5)"
                ),
                params![
                    log.modified + 60_000 * (click as i64 + 7),
                    url,
                    first_log + index as i64,
                    delivery.id,
                    (log.person % PEOPLE) as i64 + 1,
                ],
            )?;
        }
        Ok(())
    }
}
