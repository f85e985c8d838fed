//! Faults on the way between the page and Campaign, at every action. After each of them nothing that was typed is lost, the
//! page claims nothing wrong, the person can go on, and the action was carried out at most once.
//!
//! `cargo xtask bench faults` prints the tables of docs/reliability.md.

use std::time::Duration;

use browser_tests::steering::{Intervention, Turn};
use browser_tests::{Colleague, Outcome, Page, Setup, eventually, tour};

use crate::support::{
    ENGLISH, answer, id, open, open_tab, password_field, press, route, send_event_day, sign_in_again, sign_in_as,
    text_field,
};

const MINE: &str = "A text that must not be lost";

/// After all limits and repetitions of a call.
const ALL_LIMITS: Duration = Duration::from_secs(70);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Action {
    SignIn,
    Open,
    Save,
    Prepare,
    Send,
    Pause,
    Resume,
    Stop,
}

use Action::{Open, Pause, Prepare, Resume, Save, Send, SignIn, Stop};

/// What goes wrong.
struct Fault {
    /// Its name in the table.
    name: &'static str,
    turn: fn() -> Turn,
}

/// Every fault, for as long as the person waits.
const FAULTS: [Fault; 13] = [
    Fault { name: "reset before", turn: || Turn::Refuse },
    Fault { name: "reset after", turn: || Turn::Reset },
    Fault { name: "502", turn: || Turn::status(502) },
    Fault { name: "429, Retry-After", turn: || Turn::Busy },
    Fault { name: "413", turn: || Turn::status(413) },
    Fault { name: "truncated", turn: || Turn::Truncate(60) },
    Fault { name: "HTML", turn: Turn::login_page },
    Fault { name: "empty", turn: || Turn::plain(200, "") },
    Fault { name: "slow", turn: || Turn::Slow },
    Fault { name: "doubled", turn: || Turn::Twice },
    Fault { name: "another's answer", turn: || Turn::rows("operator-collection", "<operator id='1'/>") },
    Fault {
        name: "session end as text",
        turn: || Turn::plain(200, "XSV-350008 Session has expired or is invalid. Please reconnect."),
    },
    Fault { name: "momentary Fault", turn: || Turn::fault("XTK-170023", "Deadlock: try again later.") },
];

impl Action {
    fn name(self) -> &'static str {
        match self {
            SignIn => "sign in",
            Open => "open",
            Save => "save",
            Prepare => "prepare",
            Send => "send",
            Pause => "pause",
            Resume => "resume",
            Stop => "stop",
        }
    }

    /// The delivery of the action, by its name.
    fn delivery(self) -> &'static str {
        match self {
            SignIn | Open => "DM55842",
            Save => "DM144",
            Prepare => id::DRAFT_NAME,
            Send | Pause | Resume | Stop => id::EVENT_DAY_NAME,
        }
    }

    /// Goes to where the action can be done.
    async fn prepare(self, page: &Page) -> Outcome {
        match self {
            SignIn => page.visit("/").await?,
            Open => open(page, &ENGLISH, "/").await?,
            Save => {
                open_tab(page, id::EVENT_REMINDER, "sms").await?;
                text_field(page).await?.fill(MINE).await?;
            }
            Prepare => open_tab(page, id::DRAFT, "summary").await?,
            Send => open_tab(page, id::EVENT_DAY, "summary").await?,
            Pause | Resume | Stop => {
                let colleague = Colleague::sign_in(page.site(), "marie").await?;
                colleague.play(id::EVENT_DAY_NAME).await?;
                page.site().clock().advance(Duration::from_secs(2)).await?;
                if self == Resume {
                    colleague.pause(id::EVENT_DAY_NAME).await?;
                    page.site().clock().advance(Duration::from_secs(10)).await?;
                }
                open_tab(page, id::EVENT_DAY, "summary").await?;
            }
        }
        page.site().steering().forget();
        Ok(())
    }

    fn intervene(self, page: &Page, turn: Turn, is_once: bool) -> Intervention {
        let steering = page.site().steering();
        match self.method() {
            None => steering.intervene("nms:delivery\" operation=\"get", turn),
            Some(method) if is_once => steering.intervene_in_call(method, turn),
            Some(method) => steering.intervene_in_calls(method, turn),
        }
    }

    /// The method that does it; opening only reads.
    fn method(self) -> Option<&'static str> {
        Some(match self {
            Open => return None,
            SignIn => "Logon",
            Save => "Write",
            Prepare => "SubmitJob",
            Send | Resume => "Play",
            Pause => "Pause",
            Stop => "Stop",
        })
    }

    async fn begin(self, page: &Page) -> Outcome {
        match self {
            SignIn => {
                page.by_role("textbox", ENGLISH.operator).await?.fill("admin").await?;
                password_field(page, &ENGLISH).await?.fill("sandbox").await?;
                press(page, ENGLISH.sign_in).await
            }
            Open => Ok(page.visit(&route(id::EVENT_LAUNCH, "summary")).await?),
            Send => send_event_day(page).await,
            Stop => {
                press(page, "Stop").await?;
                answer(page, "Stop this delivery for good?", "Stop for good").await
            }
            Save | Prepare | Pause | Resume => press(page, &format!("{self:?}")).await,
        }
    }

    /// Whether the server has what the action leads to (contract 7.3).
    async fn is_reached(self, page: &Page) -> Outcome<bool> {
        if matches!(self, SignIn | Open) {
            return Ok(false);
        }
        let colleague = Colleague::sign_in(page.site(), "marie").await?;
        let state = colleague.state(self.delivery()).await?;
        Ok(match self {
            SignIn | Open => false,
            Save => {
                let condition = format!("@internalName='{}'", self.delivery());
                colleague.select("nms:delivery", &["[content/sms/source]"], &condition).await?.contains(MINE)
            }
            Prepare => (11..=45).contains(&state),
            Send => state >= 51,
            Pause => (71..=75).contains(&state),
            Resume => (55..=62).contains(&state) || state == 95,
            Stop => (81..=85).contains(&state),
        })
    }

    /// What the page claims that is not so.
    async fn wrong_claims(self, page: &Page) -> Outcome<Vec<&'static str>> {
        let (text, is_reached) = (page.text().await?, self.is_reached(page).await?);
        let denials = ["Nothing was done", "Nothing was sent", "Not saved;", "This delivery does not exist"];
        let assertions = ["Saved.", "is done.", "is under way."];
        let claims = if is_reached { &denials[..] } else { &assertions[..] };
        let exists = if self == Open { &denials[3..] } else { &[] };
        Ok(claims.iter().chain(exists).copied().filter(|claim| text.contains(claim)).collect())
    }

    /// Goes on as a person would once the fault is gone. Returns whether a typed text is lost.
    async fn go_on(self, page: &Page) -> Outcome<bool> {
        let is_asked_to_sign_in = page.text().await?.contains("Your session has ended");
        if is_asked_to_sign_in && self != SignIn {
            sign_in_again(page).await?;
        }
        let is_lost = self == Save && text_field(page).await?.value().await? != MINE;
        match self {
            SignIn => {
                if !page.text().await?.contains("Refresh") {
                    sign_in_as(page, &ENGLISH, "admin").await?;
                }
                page.by_role("grid", "Deliveries").await?;
            }
            Open => {
                if page.text().await?.contains("Try again") {
                    press(page, "Try again").await?;
                }
                page.by_role("heading", "Event launch SMS (DM55842)").await?;
            }
            _ if self.is_reached(page).await? => {}
            _ => {
                if self != Save {
                    press(page, "Refresh").await?;
                }
                self.begin(page).await?;
                eventually("the action is carried out in the end", async || {
                    Ok(self.is_reached(page).await.unwrap_or_default())
                })
                .await?;
            }
        }
        Ok(is_lost)
    }
}

/// What came of an action with a fault.
#[derive(Debug, Default)]
struct Cell {
    n_texts_lost: usize,
    n_wrong_claims: usize,
    n_dead_ends: usize,
    n_effects: usize,
}

impl Cell {
    fn is_good(&self) -> bool {
        self.n_texts_lost + self.n_wrong_claims + self.n_dead_ends == 0 && self.n_effects <= 1
    }
}

/// Goes through one action with one fault. Returns what came of it, and what stopped it.
fn go_through(action: Action, fault: &Fault, is_once: bool) -> (Cell, Result<(), String>) {
    let mut cell = Cell::default();
    let ended = tour(Setup::default().frozen(), async |page| {
        let clock = page.stop_time();
        action.prepare(page).await?;
        let intervention = action.intervene(page, (fault.turn)(), is_once);
        action.begin(page).await?;
        clock.advance(ALL_LIMITS).await?;
        cell.n_wrong_claims = action.wrong_claims(page).await?.len();
        intervention.release();
        clock.advance(Duration::from_secs(5)).await?;
        let n_effects = || action.method().map_or(0, |method| page.site().steering().n_effects(method));
        // Whoever signs in again wants a second session.
        cell.n_effects = n_effects();
        // It is one until the person has gone on.
        cell.n_dead_ends = 1;
        cell.n_texts_lost = usize::from(action.go_on(page).await?);
        cell.n_dead_ends = 0;
        // Until the answer is there, the call does not count.
        clock.advance(Duration::ZERO).await?;
        if action != SignIn {
            cell.n_effects = n_effects();
        }
        Ok(())
    });
    (cell, ended)
}

fn every_fault_leaves_a_way_on(action: Action) {
    let once = Fault { name: "reset after, once", turn: || Turn::Reset };
    let faults = FAULTS.iter().map(|fault| (fault, false)).chain([(&once, true)]);
    let (mut lines, mut wrong) = (Vec::new(), Vec::new());
    for (fault, is_once) in faults {
        let (cell, ended) = go_through(action, fault, is_once);
        let Cell { n_texts_lost, n_wrong_claims, n_dead_ends, n_effects } = cell;
        lines.push(format!("{}\t{n_texts_lost}\t{n_wrong_claims}\t{n_dead_ends}\t{n_effects}", fault.name));
        if !cell.is_good() || ended.is_err() {
            let why = ended.err().unwrap_or_default();
            wrong.push(format!("{} with “{}”: {cell:?} {why}", action.name(), fault.name));
        }
    }
    if let Some(folder) = std::env::var_os("FAULTS") {
        let file = std::path::Path::new(&folder).join(action.name());
        std::fs::write(file, lines.join("\n")).expect("the folder can be written");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

macro_rules! faults_at {
    ($($name:ident: $action:expr),+ $(,)?) => {
        $(#[test] fn $name() { every_fault_leaves_a_way_on($action); })+
    };
}

faults_at!(
    signing_in: SignIn,
    opening: Open,
    saving: Save,
    preparing: Prepare,
    sending: Send,
    pausing: Pause,
    resuming: Resume,
    stopping: Stop,
);
