//! Deliveries of the seeds, and how tests watch one.
#![allow(dead_code)]

use super::{Client, Server};

/// DM145, "Event day": ready, 18 messages.
pub const READY: &str = "1206801";
/// DM144, "Event reminder": being edited, its population is not defined.
pub const WITHOUT_POPULATION: &str = "1206800";
/// DM61016, "Flash and urgent": being edited, for the panel of 41 people.
pub const DRAFT: &str = "1250016";
/// DM61019, the same without a text.
pub const WITHOUT_TEXT: &str = "1250019";
/// DM55842, finished.
pub const FINISHED: &str = "1206770";

/// Lets time pass in small steps and notes every state that the delivery is seen in, until it stays in `last`.
pub fn states_until(server: &Server, admin: &Client, id: &str, last: i64) -> Vec<i64> {
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

pub fn prepared(server: &Server, admin: &Client, id: &str) {
    admin.submit("Prepare", id);
    states_until(server, admin, id, 45);
}

pub fn count(admin: &Client, schema: &str, id: &str, condition: &str) -> u64 {
    admin.count(schema, &[&format!("[@delivery-id]={id}"), condition])
}
