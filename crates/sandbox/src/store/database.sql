-- The tables behind the schemas. Instants are milliseconds since 1970 in UTC; 0 in a column of ids is "none".

CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS delivery (
    id INTEGER PRIMARY KEY,
    internalName TEXT NOT NULL DEFAULT '' UNIQUE,
    label TEXT NOT NULL DEFAULT '',
    state INTEGER NOT NULL DEFAULT 0,
    messageType INTEGER NOT NULL DEFAULT 1,
    deliveryMode INTEGER NOT NULL DEFAULT 1,
    isModel INTEGER NOT NULL DEFAULT 0,
    FCP INTEGER NOT NULL DEFAULT 0,
    deliveryCode TEXT NOT NULL DEFAULT '',
    nature TEXT NOT NULL DEFAULT '',
    deleteStatus INTEGER NOT NULL DEFAULT 0,
    created INTEGER, lastModified INTEGER, startDate INTEGER, endDate INTEGER, contentModTime INTEGER,
    analysisStep INTEGER NOT NULL DEFAULT 0,
    priority INTEGER NOT NULL DEFAULT 0,
    createdBy_id INTEGER NOT NULL DEFAULT 0,
    modifiedBy_id INTEGER NOT NULL DEFAULT 0,
    folder_id INTEGER NOT NULL DEFAULT 0,
    folderProcess_id INTEGER NOT NULL DEFAULT 0,
    deliveryProvider_id INTEGER NOT NULL DEFAULT 0,
    typology_id INTEGER NOT NULL DEFAULT 0,
    mapping_id INTEGER NOT NULL DEFAULT 0,
    proofedDelivery_id INTEGER NOT NULL DEFAULT 0,
    contactDate INTEGER,
    delayed INTEGER NOT NULL DEFAULT 0,
    validityDate INTEGER, webValidityDate INTEGER,
    validationMode TEXT NOT NULL DEFAULT 'manual',
    broadStartDate INTEGER, broadEndDate INTEGER, nextPassDate INTEGER,
    maxRetry INTEGER NOT NULL DEFAULT 5,
    retryPeriod INTEGER NOT NULL DEFAULT 3600,
    trackingEnabled INTEGER NOT NULL DEFAULT 1,
    trackingOpenEnabled INTEGER NOT NULL DEFAULT 0,
    trackingExpiration INTEGER NOT NULL DEFAULT 0,
    toDeliver INTEGER NOT NULL DEFAULT 0,
    reject INTEGER NOT NULL DEFAULT 0,
    importReject INTEGER NOT NULL DEFAULT 0,
    totalTarget INTEGER NOT NULL DEFAULT 0,
    seedProcessed INTEGER NOT NULL DEFAULT 0,
    smsCount INTEGER NOT NULL DEFAULT 0,
    urlCount INTEGER NOT NULL DEFAULT 0,
    midRemoteId INTEGER NOT NULL DEFAULT 0,
    FCPid INTEGER NOT NULL DEFAULT 0,
    processed INTEGER NOT NULL DEFAULT 0,
    sent INTEGER NOT NULL DEFAULT 0,
    success INTEGER NOT NULL DEFAULT 0,
    error INTEGER NOT NULL DEFAULT 0,
    errorPending INTEGER NOT NULL DEFAULT 0,
    newQuarantine INTEGER NOT NULL DEFAULT 0,
    unknownUser INTEGER NOT NULL DEFAULT 0,
    invalidDomain INTEGER NOT NULL DEFAULT 0,
    unreachable INTEGER NOT NULL DEFAULT 0,
    disabled INTEGER NOT NULL DEFAULT 0,
    mailboxFull INTEGER NOT NULL DEFAULT 0,
    notConnected INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    personClick INTEGER NOT NULL DEFAULT 0,
    recipientClick INTEGER NOT NULL DEFAULT 0,
    totalRecipientClick INTEGER NOT NULL DEFAULT 0,
    optOut INTEGER NOT NULL DEFAULT 0,
    lastTrackingComputation INTEGER, lastErrorComputation INTEGER,
    data TEXT NOT NULL DEFAULT '<data/>'
);
CREATE INDEX IF NOT EXISTS delivery_modified ON delivery (messageType, lastModified, id);
CREATE INDEX IF NOT EXISTS delivery_proof ON delivery (proofedDelivery_id);

CREATE TABLE IF NOT EXISTS deliveryMapping (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT NULL, schema TEXT NOT NULL, sms TEXT NOT NULL,
    blackListSms TEXT NOT NULL, broadLogSchema TEXT NOT NULL, broadLogExclSchema TEXT NOT NULL,
    trackingLogSchema TEXT NOT NULL, exclusionType INTEGER NOT NULL
);

CREATE TABLE IF NOT EXISTS broadLogMsg (
    id INTEGER PRIMARY KEY,
    failureReason INTEGER NOT NULL DEFAULT 0,
    failureType INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL DEFAULT '',
    firstText TEXT NOT NULL DEFAULT ''
);

CREATE TABLE IF NOT EXISTS broadLogRcp (
    id INTEGER PRIMARY KEY, delivery_id INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 0,
    address TEXT NOT NULL DEFAULT '', lastModified INTEGER, eventDate INTEGER,
    msg_id INTEGER NOT NULL DEFAULT 0, target_id INTEGER NOT NULL DEFAULT 0
);
-- The orders in which a delivery's logs are read: by id (and counted), by date with a filter on several statuses,
-- by date within one status (and counted per status).
CREATE INDEX IF NOT EXISTS broadLogRcp_delivery ON broadLogRcp (delivery_id);
CREATE INDEX IF NOT EXISTS broadLogRcp_modified ON broadLogRcp (delivery_id, lastModified DESC, id, status);
CREATE INDEX IF NOT EXISTS broadLogRcp_address ON broadLogRcp (delivery_id, address);
CREATE INDEX IF NOT EXISTS broadLogRcp_status ON broadLogRcp (delivery_id, status, lastModified DESC, id);

CREATE TABLE IF NOT EXISTS excludeLogRcp (
    id INTEGER PRIMARY KEY, delivery_id INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 0,
    address TEXT NOT NULL DEFAULT '', lastModified INTEGER, eventDate INTEGER,
    msg_id INTEGER NOT NULL DEFAULT 0, target_id INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS excludeLogRcp_modified ON excludeLogRcp (delivery_id, lastModified DESC, id);

CREATE TABLE IF NOT EXISTS trackingLogRcp (
    id INTEGER PRIMARY KEY, logDate INTEGER, url_id INTEGER NOT NULL DEFAULT 0, broadLog_id INTEGER NOT NULL DEFAULT 0,
    delivery_id INTEGER NOT NULL DEFAULT 0, source_id INTEGER NOT NULL DEFAULT 0, target_id INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS trackingLogRcp_date ON trackingLogRcp (delivery_id, logDate DESC, id);

CREATE TABLE IF NOT EXISTS broadLogMember (
    id INTEGER PRIMARY KEY, delivery_id INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 0,
    address TEXT NOT NULL DEFAULT '', lastModified INTEGER, eventDate INTEGER,
    msg_id INTEGER NOT NULL DEFAULT 0, target_id INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS broadLogMember_delivery ON broadLogMember (delivery_id);
CREATE INDEX IF NOT EXISTS broadLogMember_status ON broadLogMember (delivery_id, status, lastModified DESC, id);
CREATE INDEX IF NOT EXISTS broadLogMember_modified ON broadLogMember (delivery_id, lastModified DESC, id);

CREATE TABLE IF NOT EXISTS excludeLogMember (
    id INTEGER PRIMARY KEY, delivery_id INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 0,
    address TEXT NOT NULL DEFAULT '', lastModified INTEGER, eventDate INTEGER,
    msg_id INTEGER NOT NULL DEFAULT 0, target_id INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS excludeLogMember_modified ON excludeLogMember (delivery_id, lastModified DESC, id);

CREATE TABLE IF NOT EXISTS trackingLogMember (
    id INTEGER PRIMARY KEY, logDate INTEGER, url_id INTEGER NOT NULL DEFAULT 0, broadLog_id INTEGER NOT NULL DEFAULT 0,
    delivery_id INTEGER NOT NULL DEFAULT 0, source_id INTEGER NOT NULL DEFAULT 0, target_id INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS trackingLogMember_date ON trackingLogMember (delivery_id, logDate DESC, id);

CREATE TABLE IF NOT EXISTS dlvExclusion (
    id INTEGER PRIMARY KEY, count INTEGER NOT NULL DEFAULT 0, delivery_id INTEGER NOT NULL DEFAULT 0,
    typologyRule_id INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS dlvExclusion_delivery ON dlvExclusion (delivery_id);

CREATE TABLE IF NOT EXISTS trackingUrl (
    id INTEGER PRIMARY KEY, label TEXT NOT NULL DEFAULT '', type INTEGER NOT NULL DEFAULT 1,
    source TEXT NOT NULL DEFAULT '', category TEXT NOT NULL DEFAULT '', delivery_id INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS trackingUrl_delivery ON trackingUrl (delivery_id);

CREATE TABLE IF NOT EXISTS jobLog (
    id INTEGER PRIMARY KEY, logDate INTEGER, logType INTEGER NOT NULL DEFAULT 2, message TEXT NOT NULL DEFAULT '',
    job_id INTEGER NOT NULL DEFAULT 0, iRc INTEGER NOT NULL DEFAULT 0, object TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS jobLog_job ON jobLog (job_id, id);

CREATE TABLE IF NOT EXISTS address (
    id INTEGER PRIMARY KEY, address TEXT NOT NULL DEFAULT '', type INTEGER NOT NULL DEFAULT 1,
    status INTEGER NOT NULL DEFAULT 0, created INTEGER, lastModified INTEGER, domain TEXT NOT NULL DEFAULT '',
    lastError INTEGER, errorCount INTEGER NOT NULL DEFAULT 0, errorReason INTEGER NOT NULL DEFAULT 0,
    quarantineText TEXT NOT NULL DEFAULT '', delivery_id INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX IF NOT EXISTS address_address ON address (address, type);

CREATE TABLE IF NOT EXISTS recipient (
    id INTEGER PRIMARY KEY, firstName TEXT NOT NULL DEFAULT '', lastName TEXT NOT NULL DEFAULT '',
    mobilePhone TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT '',
    blackListMobile INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS member (
    id INTEGER PRIMARY KEY, card TEXT NOT NULL DEFAULT '' UNIQUE, name TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '', noSms INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS operator (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, label TEXT NOT NULL, locale TEXT NOT NULL, timezone TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS extAccount (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT NULL, active INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS folder (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT NULL, fullName TEXT NOT NULL,
    parent_id INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS typology (id INTEGER PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS typologyRule (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT NULL, active INTEGER NOT NULL
);

-- Who a delivery is for, in the order in which messages are made. The same person twice is a duplicate.
-- `rule` is the typology rule that leaves this one out; 0 is none.
CREATE TABLE IF NOT EXISTS target (
    delivery_id INTEGER NOT NULL, position INTEGER NOT NULL, target_id INTEGER NOT NULL,
    control INTEGER NOT NULL DEFAULT 0, rule INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (delivery_id, position)
) WITHOUT ROWID;

-- What the engine is doing with a delivery. `due` is when it goes on; without one it waits for an operator.
-- `goal` is how far the analysis goes; `pass` counts attempts at sending; the cursors are ids of logs within the pass.
CREATE TABLE IF NOT EXISTS task (
    delivery_id INTEGER PRIMARY KEY, due INTEGER, goal INTEGER NOT NULL DEFAULT 0, job_id INTEGER NOT NULL DEFAULT 0,
    operator_id INTEGER NOT NULL DEFAULT 0, pass INTEGER NOT NULL DEFAULT 1,
    sent_to INTEGER NOT NULL DEFAULT 0, acknowledged_to INTEGER NOT NULL DEFAULT 0, received_to INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS task_due ON task (due, delivery_id);

-- Analyses that were asked for (contract 7.2). Its lines are those of the delivery after `first_log`, up to `last_log`.
CREATE TABLE IF NOT EXISTS job (
    id INTEGER PRIMARY KEY, delivery_id INTEGER NOT NULL, status INTEGER NOT NULL,
    first_log INTEGER NOT NULL DEFAULT 0, last_log INTEGER, result TEXT NOT NULL DEFAULT ''
);
-- What a running job was sent, if it was sent a document: it works on that instead of what is stored.
CREATE TABLE IF NOT EXISTS sentDocument (job_id INTEGER PRIMARY KEY, document TEXT NOT NULL);
