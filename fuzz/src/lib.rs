//! Properties that hold for any input: `cargo xtask fuzz` tries to break them, beginning with the corpus.

#[path = "../../crates/campaign/tests/oracle/mod.rs"]
mod oracle;

use campaign::{
    access::Access,
    codes::LogStatus,
    delivery::{self, Content, Delivery, Filter},
    fault, journal,
    launch::{self, LastLine},
    log, quarantine,
    request::{Request, Which},
    retry::retry_after_ms,
    schema, session,
    soap::read_answer,
    times::Step,
    tracking,
    usual::usual,
    value::{Id, instant},
    xml::{Element, check as check_text, escape_into},
};

/// Checks every property with one input.
///
/// # Panics
/// If a property does not hold.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let tree = oracle::agreed(&text);
    READERS.with(|readers| {
        let Ok(tree) = &tree else {
            assert!(read_answer("Write", 200, &text).is_err(), "an unreadable text is no answer");
            return;
        };
        assert_eq!(Element::parse(&document(tree)).as_ref(), Ok(tree), "the tree is written and read back");
        let output = Element { name: "pdomOutput".to_owned(), children: vec![tree.clone()], ..Element::default() };
        for reader in readers {
            (reader.read)(&tree.children);
            (reader.read)(std::slice::from_ref(&output));
        }
        if tree.child("Body").is_some() {
            for method in METHODS {
                check_answer(readers, method, &text);
            }
        }
    });
    // A longer text takes as much time as many short ones and finds nothing more.
    if text.len() <= 300 {
        check_typed(&text);
    }
}

/// The text as the answer to `method`.
fn check_answer(readers: &[Reader], method: &str, text: &str) {
    for status in [401, 500] {
        assert!(read_answer(method, status, text).is_err(), "an error status is no answer");
    }
    if let Ok(values) = read_answer(method, 200, text) {
        for reader in readers.iter().filter(|reader| reader.method == method) {
            (reader.read)(&values);
        }
    }
}

/// Uses the same text as user input: a request contains exactly this text in its place, or is refused.
fn check_typed(text: &str) {
    let now = instant(text).unwrap_or_default();
    let _ = retry_after_ms(text, now);
    let (code, rest) = fault::split_code(text);
    assert!(code.is_none_or(|code| text.contains(code)) && text.contains(rest));
    let filter = Filter { text: text.to_owned(), ..Filter::default() };
    sent(&delivery::list(&filter, 0));
    sent(&session::logon(text, text));
    sent(&schema::fields(text));
    let id = Id::new(text).unwrap_or_else(an_id);
    let after = Content { source: text.to_owned(), sender: text.to_owned(), ..Content::default() };
    match delivery::write(&id, &Content::default(), &after) {
        Ok(request) => {
            let call = sent(&request);
            let written = call.child("doc").and_then(|doc| doc.child("delivery")).expect("a delivery is written");
            assert_eq!(written.value("@id"), Some(id.as_str()));
            assert_eq!(written.value("content/sms/source").unwrap_or_default(), text);
            assert_eq!(written.value("smsParameters/@sourceAddress").unwrap_or_default(), text);
        }
        Err(forbidden) => {
            assert_eq!(text.chars().nth(forbidden.position - 1), Some(forbidden.character));
            assert!(check_text(text).is_err());
        }
    }
}

/// The method's element of a request.
fn sent<T: 'static>(request: &Request<T>) -> Element {
    let body = request.calls.full.request(&Access::none()).body;
    let mut envelope = Element::parse(&body).expect("a call is XML");
    assert_eq!(envelope.children.len(), 1);
    assert_eq!(envelope.children[0].children.len(), 1);
    envelope.children.remove(0).children.remove(0)
}

/// A tree as a document. Each attribute gets its own prefix, because two may have the same local name.
fn document(tree: &Element) -> String {
    let mut out = String::new();
    write(tree, &mut out);
    out
}

fn write(tree: &Element, out: &mut String) {
    out.push('<');
    out.push_str(&tree.name);
    for (index, (name, value)) in tree.attributes.iter().enumerate() {
        out.push_str(&format!(" p{index}:{name}=\""));
        escape_into(out, value);
        out.push('"');
    }
    out.push('>');
    escape_into(out, &tree.text);
    for child in &tree.children {
        write(child, out);
    }
    out.push_str(&format!("</{}>", tree.name));
}

type Read = Box<dyn Fn(&[Element])>;

/// A method, and the reader of its return values.
struct Reader {
    method: &'static str,
    read: Read,
}

/// The methods whose answers are read.
const METHODS: [&str; 11] = [
    "ExecuteQuery",
    "GetDlStatusAndLogs",
    "GetEntityIfMoreRecent",
    "GetUserInfo",
    "Logoff",
    "Logon",
    "Pause",
    "Play",
    "Stop",
    "SubmitJob",
    "Write",
];

thread_local! {
    static READERS: Vec<Reader> = readers();
}

fn reader<T: 'static>(request: Request<T>) -> Reader {
    let method = request.calls.full.method;
    let read = move |values: &[Element]| {
        let _ = (request.read(values, Which::Full), request.read(values, Which::Minimal));
    };
    Reader { method, read: Box::new(read) }
}

fn an_id() -> Id {
    Id::new("1206770").expect("digits are an id")
}

/// A delivery of each kind of mapping: with exclusions of their own and without.
fn deliveries() -> [Delivery; 2] {
    ["2", "0"].map(|kind| {
        let content =
            format!("<o><delivery id='1206770'><mapping><storage exclusionType='{kind}'/></mapping></delivery></o>");
        let values = [Element::parse(&content).expect("it is well-formed")];
        let read = delivery::get(&an_id()).read(&values, Which::Full);
        read.ok().flatten().expect("it has an id")
    })
}

/// Every request of the app.
fn readers() -> Vec<Reader> {
    let filter = Filter::default();
    let saved = delivery::write(&an_id(), &Content::default(), &Content::default());
    let mut all = vec![
        reader(session::logon("a", "b")),
        reader(session::get_user_info()),
        reader(session::logoff()),
        reader(delivery::list(&filter, 0)),
        reader(delivery::total(&filter)),
        reader(delivery::proofs(&an_id(), 0)),
        reader(delivery::counted_at(&an_id())),
        reader(usual(&[1], Default::default())),
        reader(delivery::get(&an_id())),
        reader(saved.expect("nothing is forbidden")),
        reader(quarantine::addresses("+33639980001", &[1])),
        reader(launch::prepare(&an_id())),
        reader(launch::play(&an_id())),
        reader(launch::pause(&an_id())),
        reader(launch::stop(&an_id())),
        reader(launch::follow(&an_id(), &LastLine::default())),
        reader(schema::fields("nms:recipient")),
    ];
    let log_filter = log::Filter { statuses: vec![LogStatus::Sent], ..log::Filter::default() };
    for delivery in deliveries() {
        for list in [log::List::Log, log::List::Exclusions] {
            all.push(reader(log::entries(&delivery, list, &log_filter, 0)));
            all.push(reader(log::total(&delivery, list, &log::Filter::default())));
            all.push(reader(log::by_status(&delivery, list, &log_filter)));
            for facet in log::Facet::ALL {
                all.push(reader(log::values(&delivery, list, &log_filter, facet)));
            }
            all.push(reader(log::times(&delivery, list, &log_filter, Step::Minute)));
            all.push(reader(log::addresses_like(&delivery, list, "39980001")));
        }
        all.push(reader(log::causes(&delivery, 0)));
        all.push(reader(log::total_causes(&delivery)));
        all.push(reader(journal::lines(&delivery, 0)));
        all.push(reader(journal::total(&delivery)));
        all.push(reader(tracking::urls(&delivery, 0)));
        all.push(reader(tracking::total_urls(&delivery)));
        all.push(reader(tracking::clicks_by_url(&delivery)));
        let click_filter = tracking::Filter { url: Id::new("12"), time: None };
        all.push(reader(tracking::clicks(&delivery, &click_filter, 0)));
        all.push(reader(tracking::total_clicks(&delivery, &click_filter)));
        all.push(reader(tracking::times(&delivery, &click_filter, Step::Hour)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reader_belongs_to_a_method_and_every_method_has_one() {
        let known: std::collections::BTreeSet<&str> = readers().iter().map(|reader| reader.method).collect();
        assert!(known.into_iter().eq(METHODS));
    }

    #[test]
    fn every_property_holds_for_the_corpus() {
        let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let mut n_samples = 0;
        for entry in std::fs::read_dir(&corpus).expect("the corpus is there") {
            let path = entry.expect("the corpus can be listed").path();
            check(&std::fs::read(&path).expect("a sample can be read"));
            n_samples += 1;
        }
        assert!(n_samples > 0);
    }
}
