//! Proofs: a copy of a delivery for a few people (contract 7.1, `PrepareProof`).

use rusqlite::{Connection, params};

use super::delivery::Delivery;
use crate::wire::fault::Cause;

/// How many people of the delivery's target get the proof.
const PEOPLE: i64 = 2;

/// Makes the proof, with a label like `[Proof 1] …`. It is not prepared yet. Its content is that of `delivery`, which
/// may differ from the stored one.
///
/// # Errors
/// Those of the database.
pub fn make(connection: &Connection, delivery: &Delivery, operator: i64, at: i64) -> Result<Delivery, Cause> {
    let sql = "SELECT count(*) + 1 FROM delivery WHERE proofedDelivery_id = ?1";
    let number: i64 = connection.query_row(sql, [delivery.id], |row| row.get(0))?;
    let proof: i64 = connection.query_row("SELECT max(id) + 1 FROM delivery", [], |row| row.get(0))?;
    connection.execute(
        "INSERT INTO delivery (id, internalName, label, FCP, proofedDelivery_id, createdBy_id, modifiedBy_id, created, \
         lastModified, contentModTime, messageType, deliveryMode, folder_id, folderProcess_id, deliveryProvider_id, \
         typology_id, mapping_id, trackingEnabled, data) \
         SELECT ?1, 'DM' || ?1, ?2 || label, 1, id, ?3, ?3, ?4, ?4, ?4, messageType, deliveryMode, folder_id, \
         folderProcess_id, ?6, typology_id, mapping_id, ?7, ?8 FROM delivery WHERE id = ?5",
        params![
            proof,
            format!("[Proof {number}] "),
            operator,
            at,
            delivery.id,
            delivery.provider,
            delivery.tracked,
            delivery.memo.to_string(),
        ],
    )?;
    if !delivery.has_population {
        return Delivery::existing(connection, proof);
    }
    // People whom a rule would leave out would never get the proof.
    let tables = delivery.tables;
    connection.execute(
        &format!(
            "INSERT INTO target (delivery_id, position, target_id) SELECT ?1, position, target_id FROM target \
             JOIN {people} AS person ON person.id = target_id WHERE delivery_id = ?2 AND control = 0 \
             AND person.{number} <> '' AND person.{denied} = 0 ORDER BY position LIMIT ?3",
            people = tables.people,
            number = tables.number,
            denied = tables.denied,
        ),
        params![proof, delivery.id, PEOPLE],
    )?;
    Delivery::existing(connection, proof)
}
