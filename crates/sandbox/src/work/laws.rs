//! What is true of a delivery's figures after every transaction: target = excluded + to deliver, and to deliver =
//! success + error + open, where open is what has neither succeeded nor failed (pending, on its way, or cancelled).
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use proptest::prelude::*;
use rusqlite::params;

use super::clock::Setting;
use super::engine::Engine;
use super::job;
use super::orders::Command;
use super::subject::Subject;
use super::task::Goal;
use crate::seed;
use crate::store::database::Store;
use crate::store::operator::OPERATORS;
use crate::wire::manner::Manner;

/// One that is ready; two drafts; one without population; a draft whose mapping keeps exclusions in the log; a draft
/// for members.
const DELIVERIES: [i64; 6] = [1_206_801, 1_250_016, 1_250_018, 1_206_800, 1_250_020, 1_250_017];
const IN_LOG: i64 = 1_250_020;
const OF_MEMBERS: i64 = 1_250_017;

#[derive(Debug, Clone, Copy)]
enum Deed {
    Command(Command, usize),
    Prepare(Goal, usize),
    PrepareMessage(usize),
    PrepareProof(usize),
    CancelLastJob,
    Recompute(usize),
    /// Milliseconds.
    Wait(i64),
}

fn deed() -> impl Strategy<Value = Deed> {
    let which = || 0..DELIVERIES.len();
    let command = prop::sample::select(vec![Command::Play, Command::Play, Command::Pause, Command::Stop]);
    let goal = prop::sample::select(vec![Goal::Target, Goal::Ready, Goal::Ready, Goal::Start]);
    prop_oneof![
        4 => (command, which()).prop_map(|(command, delivery)| Deed::Command(command, delivery)),
        3 => (goal, which()).prop_map(|(goal, delivery)| Deed::Prepare(goal, delivery)),
        1 => which().prop_map(Deed::PrepareMessage),
        1 => which().prop_map(Deed::PrepareProof),
        1 => Just(Deed::CancelLastJob),
        1 => which().prop_map(Deed::Recompute),
        6 => prop_oneof![50..900i64, 900..6_000i64, 6_000..90_000i64].prop_map(Deed::Wait),
    ]
}

/// The deliveries whose figures do not add up, with these figures.
fn breaches(store: &Store) -> Vec<String> {
    let sql = |logs: &str, excluded: &str, tracked: &str, mapping: &str| {
        format!(
            "SELECT id || ' in ' || state || ': ' || s || ' + ' || e || ' + ' || o || ' of ' || toDeliver || ', ' || x \
             || ' of ' || reject FROM (SELECT d.*, \
             (SELECT count(*) FROM {logs} WHERE delivery_id = d.id AND status IN (1, 3, 4)) AS s, \
             (SELECT count(*) FROM {logs} WHERE delivery_id = d.id AND status = 2) AS e, \
             (SELECT count(*) FROM {logs} WHERE delivery_id = d.id AND status IN (6, 7, 8, 9)) AS o, \
             (SELECT count(*) FROM {excluded} WHERE delivery_id = d.id AND status = 0) AS x, \
             (SELECT total(count) FROM dlvExclusion WHERE delivery_id = d.id) AS causes, \
             (SELECT count(*) FROM {logs} AS log JOIN broadLogMsg AS msg ON msg.id = msg_id \
             WHERE delivery_id = d.id AND status = 6 AND failureType = 1) AS soft, \
             (SELECT count(*) FROM {tracked} WHERE delivery_id = d.id) AS clicks FROM delivery AS d WHERE \
             (id IN (SELECT id FROM watched) OR proofedDelivery_id IN (SELECT id FROM watched)) AND mapping_id {mapping}) \
             WHERE totalTarget <> reject + toDeliver OR success <> s OR error <> e OR processed <> s + e OR reject <> x \
             OR reject <> causes OR errorPending <> soft OR totalRecipientClick <> clicks \
             OR recipientClick > totalRecipientClick OR (state IN (0, 11) AND totalTarget <> 0) \
             OR (state >= 25 AND state <> 37 AND toDeliver <> s + e + o) OR (state < 25 AND s + e + o > 0)"
        )
    };
    store
        .write(|connection| {
            let mut found = Vec::new();
            for sql in [
                sql("broadLogMember", "excludeLogMember", "trackingLogMember", "= 1776"),
                // A delivery's exclusions are in one of the two tables.
                sql(
                    "broadLogRcp",
                    "(SELECT delivery_id, status FROM excludeLogRcp UNION ALL \
                     SELECT delivery_id, status FROM broadLogRcp WHERE status = 0)",
                    "trackingLogRcp",
                    "<> 1776",
                ),
            ] {
                let mut statement = connection.prepare(&sql)?;
                let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
                found.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
            }
            Ok::<_, rusqlite::Error>(found)
        })
        .unwrap()
}

/// A sandbox with the data of the seeds, whose clock stands still. Two drafts get other mappings.
fn engine(folder: &tempfile::TempDir) -> (Arc<Store>, Engine) {
    let store = Arc::new(Store::open(&folder.path().join("sandbox.sqlite")).unwrap());
    seed::create(&store, 0, 0, Manner::Polite).unwrap();
    store
        .write(|connection| {
            connection.execute("CREATE TABLE watched (id INTEGER PRIMARY KEY)", [])?;
            for id in DELIVERIES {
                connection.execute("INSERT INTO watched VALUES (?1)", [id])?;
            }
            connection.execute("UPDATE delivery SET mapping_id = 1777 WHERE id = ?1", [IN_LOG])?;
            connection.execute("UPDATE delivery SET mapping_id = 1776 WHERE id = ?1", [OF_MEMBERS])?;
            connection
                .execute("UPDATE target SET target_id = position * 11 + 1 WHERE delivery_id = ?1", [OF_MEMBERS])?;
            let text = "<data><content><sms><source>See https://a.example.com now</source></sms></content></data>";
            let sql = "UPDATE delivery SET data = ?1 WHERE id IN (?2, ?3, ?4)";
            connection.execute(sql, params![text, IN_LOG, OF_MEMBERS, DELIVERIES[1]])
        })
        .unwrap();
    let engine = Engine::new(Arc::clone(&store), 1.0).unwrap();
    engine.clock().set(Setting { frozen: Some(true), ..Setting::default() });
    (store, engine)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn the_figures_add_up_after_every_transaction(deeds in prop::collection::vec(deed(), 1..60)) {
        let folder = tempfile::TempDir::new().unwrap();
        let (store, engine) = engine(&folder);
        let admin = &OPERATORS[0];
        let mut last_job = 0;
        for deed in deeds {
            // A call may be refused, but then it must not change the figures.
            match deed {
                Deed::Command(command, delivery) => {
                    let _ = engine.command(admin, DELIVERIES[delivery], command);
                }
                Deed::Prepare(goal, delivery) => {
                    last_job = engine.prepare(admin, &Subject::stored(DELIVERIES[delivery]), goal).unwrap_or(last_job);
                }
                Deed::PrepareMessage(delivery) => {
                    let _ = engine.prepare_message(admin, &Subject::stored(DELIVERIES[delivery]));
                }
                Deed::PrepareProof(delivery) => {
                    let _ = engine.prepare_proof(admin, &Subject::stored(DELIVERIES[delivery]), true);
                }
                Deed::CancelLastJob => {
                    let _ = engine.cancel_job(admin, &job::name(last_job));
                }
                Deed::Recompute(delivery) => engine.recompute(admin, DELIVERIES[delivery], 15).unwrap(),
                Deed::Wait(milliseconds) => {
                    engine.clock().set(Setting { advance: milliseconds, ..Setting::default() });
                }
            }
            prop_assert_eq!(breaches(&store), Vec::<String>::new());
            while engine.step().unwrap() {
                prop_assert_eq!(breaches(&store), Vec::<String>::new());
            }
        }
    }
}
