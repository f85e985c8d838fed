//! Sends the app's own queries, and finds the names for which one is refused.
//!
//! An answered query shows that all its names exist. For a refused one: first whether the schema answers at all, then
//! all names together, then halves of them. The calls are sequential, and none changes anything.

use std::collections::BTreeMap;

use campaign::access::Access;
use campaign::fault::{Fault, split_code};
use campaign::query::Query;
use campaign::request::Which;
use campaign::schema;
use campaign::soap::{Call, Failure};
use campaign::xml::Element;

use super::asked::{Asked, Name};
use super::line::{Line, Refusal};
use super::questions::Question;
use super::sign_in::Session;
use super::table::{Found, Row, State};

/// The number of names that are tried before a schema counts as not answering.
const TRIES: usize = 4;
/// The schema does not exist or cannot be read (contract 19.2).
const NO_SCHEMA: &str = "XFR-180000";
/// The service has no such method, or none that works (contract 3).
const NO_METHOD: [&str; 2] = ["SOP-330006", "SOP-330024"];

pub struct Survey<'a> {
    line: &'a Line,
    access: &'a Access,
    schemas: Vec<Schema>,
    uses: Vec<Use>,
    /// For each called method, whether the instance has it.
    pub methods: BTreeMap<String, Found>,
    /// No more calls are possible: the session or the connection has ended, or there were too many calls.
    is_over: bool,
}

struct Schema {
    name: String,
    found: Option<Found>,
    names: Vec<(Name, Option<Found>)>,
}

/// The names that a query needs, and what the app does without them.
struct Use {
    schema: String,
    /// What the question asks for, then what others do instead of it.
    tries: Vec<(Which, Asked)>,
    is_answered: bool,
    less: &'static str,
    nothing: &'static str,
    is_extra: bool,
}

impl<'a> Survey<'a> {
    /// For a session, with the methods that answered during the sign-in.
    pub fn new(line: &'a Line, session: &'a Session) -> Self {
        let there = session.calls.iter().map(|action| (action.clone(), Found::new(State::There)));
        let (schemas, uses, methods) = (Vec::new(), Vec::new(), there.collect());
        Self { line, access: &session.access, schemas, uses, methods, is_over: false }
    }

    /// Asks like the app: the shorter query only if the server refuses the longer one.
    ///
    /// # Errors
    /// The refusal of the last call; `None` if no more calls are possible.
    pub async fn ask(&mut self, question: &Question) -> Result<(Vec<Element>, Which), Option<Refusal>> {
        let others = question.calls.others.iter().map(|(which, call)| (*which, call));
        let calls: Vec<(Which, &Call)> = std::iter::once((Which::Full, &question.calls.full)).chain(others).collect();
        let tries = calls.iter().filter_map(|(which, call)| Some((*which, Asked::by(call)?)));
        let tries: Vec<(Which, Asked)> = tries.collect();
        let (mut answer, mut n_refused) = (Err(None), 0);
        for ((which, call), (_, asked)) in calls.into_iter().zip(&tries) {
            // Names that are never asked for need no row.
            self.note(asked);
            match self.call(call).await {
                Ok(values) => {
                    self.has(&asked.schema, &asked.names);
                    answer = Ok((values, which));
                    break;
                }
                Err(refusal) => {
                    let refused_in_words = refusal.as_ref().and_then(fault);
                    n_refused += usize::from(refused_in_words.is_some());
                    let goes_on = refused_in_words.is_some_and(|fault| !fault.lacks_right());
                    answer = Err(refusal);
                    if !goes_on {
                        break;
                    }
                }
            }
        }
        for (_, asked) in tries.iter().take(n_refused).filter(|(which, _)| *which == Which::Full) {
            self.settle(asked).await;
        }
        if let Some((_, Asked { schema, .. })) = tries.first() {
            let (schema, is_answered) = (schema.clone(), answer.is_ok());
            let Question { less, nothing, is_extra, .. } = *question;
            self.uses.push(Use { schema, tries, is_answered, less, nothing, is_extra });
        }
        answer
    }

    /// The document that describes a schema, requested like the app does; `None` if the server has none.
    pub async fn document(&mut self, name: &str) -> Result<Option<Element>, Option<Refusal>> {
        let values = self.call(&schema::fields(name).calls.full).await?;
        Ok(values.into_iter().find_map(|value| value.child("schema").cloned()))
    }

    /// A schema of which the app needs only the description.
    pub async fn describe(&mut self, name: &str, nothing: &'static str) {
        let found = match self.document(name).await {
            Ok(Some(_)) => Found::new(State::There),
            Ok(None) => Found::new(State::Absent),
            Err(refusal) => match refusal.as_ref().and_then(fault) {
                Some(fault) => Found { state: State::NotReadable, code: code(fault) },
                None => Found::new(State::NotKnown),
            },
        };
        self.schema(name).found = Some(found);
        let (schema, less) = (name.to_owned(), "");
        self.uses.push(Use { schema, tries: Vec::new(), is_answered: false, less, nothing, is_extra: false });
    }

    /// The rows of every schema that was asked, each with its attributes after it.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for schema in &self.schemas {
            let of = schema.found.clone().unwrap_or(Found::new(State::NotKnown));
            let then = self.without_schema(schema, of.state);
            let is_there = of.state == State::There;
            rows.push(Row { name: schema.name.clone(), is_attribute: false, found: of.clone(), then });
            for (name, found) in &schema.names {
                // If the schema does not answer, neither do its names; the row above has the words.
                let found = match found {
                    Some(found) => found.clone(),
                    None if is_there => Found::new(State::NotKnown),
                    None => Found::new(of.state),
                };
                let then = if is_there { self.without(schema, name, found.state) } else { String::new() };
                rows.push(Row { name: name.expression.clone(), is_attribute: true, found, then });
            }
        }
        rows
    }

    fn without_schema(&self, schema: &Schema, state: State) -> String {
        // Without the schema, the app also does without its optional attributes.
        let uses = self.uses.iter().filter(|one| one.schema == schema.name && !one.is_extra);
        then(state, uses.map(|one| one.nothing))
    }

    fn without(&self, schema: &Schema, name: &Name, state: State) -> String {
        let needs = |one: &&Use| one.tries.iter().any(|(_, asked)| asked.has(&name.expression));
        let uses = self.uses.iter().filter(|one| one.schema == schema.name).filter(needs);
        then(
            state,
            uses.map(|one| {
                let mut without = one.tries.iter().filter(|(_, asked)| !asked.has(&name.expression));
                match without.next() {
                    Some((Which::Full, _)) if one.is_answered => "asks for it in another way",
                    Some((Which::Minimal, _)) if one.is_answered => one.less,
                    _ => one.nothing,
                }
            }),
        )
    }

    async fn call(&mut self, call: &Call) -> Result<Vec<Element>, Option<Refusal>> {
        if self.is_over {
            return Err(None);
        }
        let answer = self.line.call(call, self.access).await;
        match &answer {
            Ok(_) => {
                self.methods.insert(call.action(), Found::new(State::There));
            }
            Err(Refusal::Failure(Failure::Fault(fault))) => {
                let code = code(fault);
                if NO_METHOD.contains(&code.as_str()) {
                    self.methods.entry(call.action()).or_insert(Found { state: State::Absent, code });
                }
            }
            // There were too many calls already.
            Err(Refusal::Failure(Failure::SessionEnded | Failure::Http(429))) => self.is_over = true,
            Err(Refusal::Trouble(trouble)) => self.is_over = !trouble.is_late,
            Err(Refusal::Failure(_)) => {}
        }
        answer.map_err(Some)
    }

    fn schema(&mut self, name: &str) -> &mut Schema {
        let index = self.schemas.iter().position(|schema| schema.name == name).unwrap_or_else(|| {
            self.schemas.push(Schema { name: name.to_owned(), found: None, names: Vec::new() });
            self.schemas.len() - 1
        });
        &mut self.schemas[index]
    }

    /// Gives each name a row.
    fn note(&mut self, asked: &Asked) {
        let schema = self.schema(&asked.schema);
        for name in &asked.names {
            match schema.names.iter_mut().find(|(known, _)| known.expression == name.expression) {
                Some((known, _)) => known.is_analyzed |= name.is_analyzed,
                None => schema.names.push((name.clone(), None)),
            }
        }
    }

    fn has(&mut self, schema: &str, names: &[Name]) {
        self.schema(schema).found = Some(Found::new(State::There));
        names.iter().for_each(|name| self.set(schema, name, Found::new(State::There)));
    }

    fn set(&mut self, schema: &str, name: &Name, found: Found) {
        let names = &mut self.schema(schema).names;
        if let Some((_, state)) = names.iter_mut().find(|(known, _)| known.expression == name.expression) {
            *state = Some(found);
        }
    }

    /// The names of which nothing is known yet.
    fn open(&mut self, asked: &Asked) -> Vec<Name> {
        let known = &self.schema(&asked.schema).names;
        let is_open =
            |name: &&Name| known.iter().any(|(known, found)| known.expression == name.expression && found.is_none());
        asked.names.iter().filter(is_open).cloned().collect()
    }

    /// Finds the cause of a refused query.
    async fn settle(&mut self, asked: &Asked) {
        let schema = asked.schema.as_str();
        if self.schema(schema).found.is_none() {
            self.find(asked).await;
        }
        if self.schema(schema).found.as_ref().is_none_or(|found| found.state != State::There) {
            return;
        }
        let (functions, paths): (Vec<Name>, Vec<Name>) = self.open(asked).into_iter().partition(Name::is_function);
        let mut groups = vec![paths];
        while let Some(mut group) = groups.pop() {
            if group.is_empty() {
                continue;
            }
            match self.probe(schema, &group).await {
                Ok(_) => self.has(schema, &group),
                Err(refusal) => match refusal.as_ref().and_then(fault) {
                    Some(_) if group.len() > 1 => {
                        let half = group.split_off(group.len() / 2);
                        groups.extend([half, group]);
                    }
                    Some(fault) => self.set(schema, &group[0], refused(fault)),
                    // Another error tells nothing about the names.
                    None => return,
                },
            }
        }
        // A function alone would read a whole table, so it is the cause if there is no other.
        let all_there = |names: &[(Name, Option<Found>)]| {
            let there = |found: &Option<Found>| found.as_ref().is_some_and(|found| found.state == State::There);
            names.iter().filter(|(name, _)| asked.has(&name.expression) && !name.is_function()).all(|(_, f)| there(f))
        };
        if let [function] = functions.as_slice()
            && all_there(&self.schema(schema).names)
        {
            self.set(schema, function, Found::new(State::Absent));
        }
    }

    /// Checks whether a schema answers at all.
    async fn find(&mut self, asked: &Asked) {
        let mut names: Vec<&Name> = asked.names.iter().filter(|name| !name.is_function()).collect();
        // Nearly every schema has this attribute.
        names.sort_by_key(|name| name.expression != "@id");
        let mut last = String::new();
        for name in names.into_iter().take(TRIES) {
            let refusal = match self.probe(&asked.schema, std::slice::from_ref(name)).await {
                Ok(_) => return self.has(&asked.schema, std::slice::from_ref(name)),
                Err(refusal) => refusal,
            };
            let Some(fault) = refusal.as_ref().and_then(fault) else { return };
            if fault.lacks_right() {
                self.schema(&asked.schema).found = Some(refused(fault));
                return;
            }
            last = code(fault);
            if last == NO_SCHEMA {
                break;
            }
        }
        // Both refusals have the same code; the description may distinguish them.
        let state = match self.document(&asked.schema).await {
            Ok(Some(_)) => State::NotReadable,
            Ok(None) => State::Absent,
            Err(_) if last == NO_SCHEMA => State::NotReadable,
            Err(_) => State::NotKnown,
        };
        self.schema(&asked.schema).found = Some(Found { state, code: last });
    }

    async fn probe(&mut self, schema: &str, names: &[Name]) -> Result<Vec<Element>, Option<Refusal>> {
        let add = |query: Query, name: &Name| match name.is_analyzed {
            true => query.analyzed(&name.expression),
            false => query.node(&name.expression),
        };
        self.call(&names.iter().fold(Query::select(schema, 0, 1), add).call()).await
    }
}

/// The app's replacements, each once.
pub fn then<'a>(state: State, uses: impl Iterator<Item = &'a str>) -> String {
    match state {
        State::There => return String::new(),
        State::NotKnown => return "tries all the same".to_owned(),
        State::Absent | State::NotReadable => {}
    }
    let mut said: Vec<&str> = Vec::new();
    for one in uses {
        if !one.is_empty() && !said.contains(&one) {
            said.push(one);
        }
    }
    said.join("; ")
}

/// The meaning of a refused name if others are answered.
fn refused(fault: &Fault) -> Found {
    let state = if fault.lacks_right() { State::NotReadable } else { State::Absent };
    Found { state, code: code(fault) }
}

fn fault(refusal: &Refusal) -> Option<&Fault> {
    match refusal {
        Refusal::Failure(Failure::Fault(fault)) => Some(fault),
        _ => None,
    }
}

/// The code of the cause: that of the detail if there is one, because the message always has the same code.
pub fn code(fault: &Fault) -> String {
    let is_code = |code: &&str| code.bytes().take(3).all(|b| b.is_ascii_uppercase());
    let within = fault.detail.lines().find_map(|line| split_code(line).0.filter(is_code));
    within.or(fault.code.as_deref().filter(is_code)).unwrap_or_default().to_owned()
}
