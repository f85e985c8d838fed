//! Whether the schemas can be read that describe what the app shows (contract 6).

use campaign::access::Access;
use campaign::soap::Call;

use super::line::Line;
use crate::finding::Report;

const SCHEMAS: [&str; 8] = [
    "nms:delivery",
    "nms:broadLogRcp",
    "nms:broadLogMsg",
    "nms:excludeLogRcp",
    "nms:trackingUrl",
    "nms:trackingLogRcp",
    "xtk:jobLog",
    "nms:address",
];

pub async fn examine(report: &mut Report<'_>, line: &Line, access: &Access) {
    let (mut read, mut missing) = (Vec::new(), Vec::new());
    for schema in SCHEMAS {
        let call = Call::new("xtk:persist", "GetEntityIfMoreRecent").string("pk", &format!("xtk:schema|{schema}"));
        match line.call(&call.string("md5", "").string("mustExist", "false"), access).await {
            Ok(values) if values.iter().any(|value| value.child("schema").is_some()) => read.push(schema),
            Ok(_) => missing.push(schema),
            Err(refusal) => {
                let (what, remedy) = refusal.words();
                report.warning(format!("The schema {schema} cannot be read. {what}"), remedy);
            }
        }
    }
    if !read.is_empty() {
        report.ok(format!("Schemas that can be read: {}.", read.join(", ")));
    }
    if !missing.is_empty() {
        report.warning(
            format!("Schemas that this instance does not have: {}.", missing.join(", ")),
            "Check that the package for deliveries is installed; a target mapping of its own may use other schemas.",
        );
    }
}
