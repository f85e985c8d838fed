//! How many messages a second the sandbox sends at full speed: `cargo run --release -p sandbox --example send_rate [N]`.
//!
//! N messages (200,000 unless told) are made ready, played over the wire, and sent to their last receipt and retry
//! without waiting for the clock. The time is that of the sending alone.
#![expect(clippy::print_stdout, reason = "an example talks on standard output")]

use std::error::Error;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use sandbox::{FaultStatus, Options, PATIENCE, Sandbox, Timing, grouped};

/// The delivery that is given the messages: DM145.
const DELIVERY: i64 = 1_206_801;
const FIRST_LOG: i64 = 400_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let messages: u64 = std::env::args().nth(1).map_or(Ok(200_000), |count| count.parse())?;
    let folder = tempfile::TempDir::new()?;
    let options = Options {
        data: folder.path().to_owned(),
        app: None,
        logs: 0,
        deliveries: 0,
        fault_status: FaultStatus::Error500,
        strict: false,
    };
    drop(Sandbox::open(options.clone())?);
    make_ready(&Connection::open(folder.path().join("sandbox.sqlite"))?, messages)?;

    let sandbox = Sandbox::with_timing(options, Timing::default())?;
    let runtime = tokio::runtime::Runtime::new()?;
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))?;
    let address = listener.local_addr()?;
    let serving = sandbox.clone();
    runtime.spawn(async move { serving.serve(listener, PATIENCE).await });
    let play = format!(
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><Play xmlns='urn:nms:delivery'>\
         <sessiontoken/><deliveryId>{DELIVERY}</deliveryId></Play></e:Body></e:Envelope>"
    );
    let request = ureq::post(format!("http://{address}/nl/jsp/soaprouter.jsp"));
    request.header("Authorization", "Bearer sandbox-admin").send(play)?;

    let begin = Instant::now();
    sandbox.advance(Duration::from_secs(1_000_000))?;
    let took = begin.elapsed().as_secs_f64();

    let database = Connection::open(folder.path().join("sandbox.sqlite"))?;
    let sql = "SELECT state, toDeliver, success, error FROM delivery WHERE id = ?1";
    let figures = database.query_row(sql, [DELIVERY], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?, row.get::<_, i64>(3)?))
    })?;
    let (state, to_deliver, success, error) = figures;
    println!("State {state}: {success} sent, {error} failed of {to_deliver}, in {took:.2} s.");
    println!("{} messages a second.", grouped((messages as f64 / took) as u64));
    Ok(())
}

/// Replaces the delivery's logs by as many pending ones as there are to be messages.
fn make_ready(database: &Connection, messages: u64) -> rusqlite::Result<()> {
    database.execute("DELETE FROM broadLogRcp WHERE delivery_id = ?1", [DELIVERY])?;
    database.execute(
        "INSERT INTO broadLogRcp (id, delivery_id, status, address, lastModified, target_id) \
         WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?1) \
         SELECT ?2 + n, ?3, 6, printf('+3363998%04d', n % 10000), 0, n FROM number",
        rusqlite::params![messages, FIRST_LOG, DELIVERY],
    )?;
    let sql = "UPDATE delivery SET toDeliver = ?1, totalTarget = ?1 + reject WHERE id = ?2";
    database.execute(sql, rusqlite::params![messages, DELIVERY]).map(|_| ())
}
