//! What the methods are called, and what they take and return (contract, sections 2, 5, 6 and 7), for the schemas.

/// A method of a schema.
#[derive(Debug)]
pub struct Method {
    pub name: &'static str,
    pub is_static: bool,
    /// Whether the method leaves the object unchanged. Such a method returns no `entity` (contract 1.3).
    pub is_const: bool,
    /// Name, type, and `in` or `out`.
    pub parameters: &'static [Parameter],
}

/// Name, type, and `in` or `out`.
pub type Parameter = (&'static str, &'static str, &'static str);

const fn of_class(name: &'static str, parameters: &'static [Parameter]) -> Method {
    Method { name, is_static: true, is_const: false, parameters }
}

const fn of_object(name: &'static str, parameters: &'static [Parameter]) -> Method {
    Method { name, is_static: false, is_const: true, parameters }
}

const DELIVERY_ID: Parameter = ("deliveryId", "string", "in");

/// `nms:delivery`. Methods of the object run only as jobs.
pub static DELIVERY: [Method; 15] = [
    of_object("Prepare", &[]),
    of_object("PrepareTarget", &[]),
    of_object("PrepareMessage", &[]),
    of_object("PrepareAndStart", &[]),
    of_object("PrepareProof", &[("bStart", "boolean", "in")]),
    of_class("PrepareFromId", &[DELIVERY_ID]),
    of_class("Play", &[DELIVERY_ID]),
    of_class("Pause", &[DELIVERY_ID]),
    of_class("Stop", &[DELIVERY_ID]),
    of_class("ExecCommand", &[DELIVERY_ID, ("command", "string", "in"), ("newState", "byte", "out")]),
    of_class(
        "GetDlStatusAndLogs",
        &[
            ("deliveryId", "long", "in"),
            ("lastLogId", "long", "in"),
            ("deliveryState", "short", "out"),
            ("returnLogs", "DOMDocument", "out"),
        ],
    ),
    of_class("SubmitJob", &[("methodName", "string", "in"), ("id", "long", "in")]),
    of_class("ExecuteJob", &[("methodName", "string", "in"), ("id", "long", "in")]),
    of_class("RecomputeStats", &[("deliveryId", "long", "in"), ("dirtyFlags", "byte", "in")]),
    of_class(
        "BuildPreviewFromId",
        &[
            ("deliveryId", "long", "in"),
            ("params", "DOMDocument", "in"),
            ("preview", "DOMDocument", "out"),
            ("queryResult", "DOMDocument", "out"),
        ],
    ),
];

const JOB_ID: Parameter = ("id", "string", "in");
const NEW_JOB: Parameter = ("id", "string", "out");

/// `xtk:jobInterface`, which Adobe's client looks up in `xtk:job`.
pub static JOB_INTERFACE: [Method; 3] = [
    of_object("Execute", &[("methodName", "string", "in"), NEW_JOB]),
    of_object("Submit", &[("methodName", "string", "in"), NEW_JOB]),
    of_object("SubmitSoapCall", &[("soapCall", "DOMElement", "in"), NEW_JOB]),
];

/// `xtk:job`.
pub static JOB: [Method; 6] = [
    of_class(
        "GetStatus",
        &[
            JOB_ID,
            ("lastLogId", "long", "in"),
            ("maxLogCount", "long", "in"),
            ("status", "short", "out"),
            ("returnLogs", "DOMElement", "out"),
            ("properties", "DOMElement", "out"),
        ],
    ),
    of_class("GetResult", &[JOB_ID, ("result", "string", "out")]),
    of_class("HasWarning", &[JOB_ID, ("warning", "boolean", "out")]),
    of_class("Cancel", &[JOB_ID]),
    of_class("Pause", &[JOB_ID]),
    of_class("WaitJobCancelled", &[JOB_ID, ("timeout", "long", "in")]),
];

/// `xtk:persist`, which `xtk:session` implements: Write is called on `xtk:persist|xtk:session`.
pub static PERSIST: [Method; 3] = [
    of_class("Write", &[("doc", "DOMDocument", "in")]),
    of_class("WriteCollection", &[("doc", "DOMDocument", "in")]),
    of_class(
        "GetEntityIfMoreRecent",
        &[
            ("pk", "string", "in"),
            ("md5", "string", "in"),
            ("mustExist", "boolean", "in"),
            ("doc", "DOMDocument", "out"),
        ],
    ),
];

const SESSION_TOKEN: Parameter = ("sessionToken", "string", "out");
const SESSION_INFO: Parameter = ("sessionInfo", "DOMElement", "out");
const SECURITY_TOKEN: Parameter = ("securityToken", "string", "out");

/// `xtk:session`.
pub static SESSION: [Method; 5] = [
    of_class(
        "Logon",
        &[
            ("login", "string", "in"),
            ("password", "string", "in"),
            ("parameters", "DOMElement", "in"),
            SESSION_TOKEN,
            SESSION_INFO,
            SECURITY_TOKEN,
        ],
    ),
    of_class("BearerTokenLogon", &[("bearerToken", "string", "in"), SESSION_TOKEN, SESSION_INFO, SECURITY_TOKEN]),
    of_class("Logoff", &[]),
    of_class("TestCnx", &[]),
    of_class("GetUserInfo", &[("userInfo", "DOMElement", "out")]),
];

/// `xtk:queryDef`.
pub static QUERY: [Method; 1] = [of_object("ExecuteQuery", &[("output", "DOMDocument", "out")])];
