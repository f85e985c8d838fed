//! Campaign's enumerations as data: value, wire name, English and French label.
//!
//! They come from section 10 of the wire contract. A server may know codes that are not in these tables, so
//! [`Enumeration::find`] may find none. Below a table stand the names of those values that the sandbox itself uses: no
//! other file writes such a number.

/// One value of an enumeration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// What goes over the wire.
    pub value: i64,
    /// The language-neutral name that `analyze="true"` returns in `…Name`.
    pub name: &'static str,
    pub en: &'static str,
    pub fr: &'static str,
}

/// All values of one enumeration that are documented.
#[derive(Debug, Clone, Copy)]
pub struct Enumeration(pub &'static [Code]);

impl Enumeration {
    /// The code with this wire value, if it is documented.
    pub fn find(&self, value: i64) -> Option<&'static Code> {
        self.0.iter().find(|code| code.value == value)
    }
}

const fn code(value: i64, name: &'static str, en: &'static str, fr: &'static str) -> Code {
    Code { value, name, en, fr }
}

/// `nms:delivery/@state` (10.1).
pub const DELIVERY_STATE: Enumeration = Enumeration(&[
    code(state::EDITED, "edition", "Being edited", "En cours d'édition"),
    code(state::TARGETING_PENDING, "targetPrepPending", "Targeting pending", "Ciblage en attente"),
    code(state::COUNTING, "targetSelection", "Counting in progress", "Comptage en cours"),
    code(state::ARBITRATION, "targetArbitration", "Arbitration in progress", "Arbitrage en cours"),
    code(state::TARGET_READY, "targetReady", "Target ready", "Cible prête"),
    code(
        state::PERSONALIZATION_PENDING,
        "messagePrepPending",
        "Personalization pending",
        "Personnalisation en attente",
    ),
    code(state::PERSONALIZATION, "messagePreparation", "Personalization in progress", "Personnalisation en cours"),
    code(state::MESSAGE_READY, "messageReady", "Message finalized", "Message finalisé"),
    code(
        state::PREPARATION_FAILED,
        "preparationError",
        "Personalization or count failed",
        "Échec de la personnalisation ou du comptage",
    ),
    code(state::READY, "ready", "Ready to be delivered", "Prêt à être diffusé"),
    code(state::START_PENDING, "startPending", "Start pending", "Démarrage en attente"),
    code(state::STARTED, "started", "In progress", "En cours"),
    code(state::RETRY_PENDING, "retryPending", "Retry pending", "Reprise en attente"),
    code(state::RETRYING, "retryInProgress", "Retry in progress", "Reprise en cours"),
    code(state::PAUSE_REQUESTED, "pausePending", "Pause requested", "Pause demandée"),
    code(state::PAUSING, "pauseInProgress", "Pause in progress", "Mise en pause en cours"),
    code(state::PAUSED, "paused", "Paused", "En pause"),
    code(state::STOP_REQUESTED, "cancelPending", "Stop requested", "Arrêt demandé"),
    code(state::STOPPING, "cancelInProgress", "Stop in progress", "Arrêt en cours"),
    code(state::STOPPED, "cancelled", "Stopped", "Arrêté"),
    code(state::FAILED, "failed", "Failed", "En échec"),
    code(state::FINISHED, "finished", "Finished", "Terminé"),
    code(state::DELETED, "deleted", "Deleted", "Supprimé"),
]);

/// States by name (contract 7.3 and 10.1).
pub mod state {
    pub const EDITED: i64 = 0;
    pub const TARGETING_PENDING: i64 = 11;
    pub const COUNTING: i64 = 12;
    pub const ARBITRATION: i64 = 13;
    pub const TARGET_READY: i64 = 15;
    pub const PERSONALIZATION_PENDING: i64 = 21;
    pub const PERSONALIZATION: i64 = 22;
    pub const MESSAGE_READY: i64 = 25;
    pub const PREPARATION_FAILED: i64 = 37;
    pub const READY: i64 = 45;
    pub const START_PENDING: i64 = 51;
    pub const STARTED: i64 = 55;
    pub const RETRY_PENDING: i64 = 61;
    pub const RETRYING: i64 = 62;
    pub const PAUSE_REQUESTED: i64 = 71;
    pub const PAUSING: i64 = 72;
    pub const PAUSED: i64 = 75;
    pub const STOP_REQUESTED: i64 = 81;
    pub const STOPPING: i64 = 82;
    pub const STOPPED: i64 = 85;
    pub const FAILED: i64 = 87;
    pub const FINISHED: i64 = 95;
    pub const DELETED: i64 = 100;
}

/// The delivery log's `@status` (10.2, 19.4). Codes 8, 9 and 127 are inferred there; of 5 only its use is known, not
/// its label.
pub const LOG_STATUS: Enumeration = Enumeration(&[
    code(log_status::IGNORED, "ignored", "Ignored", "Ignoré"),
    code(log_status::SENT, "sent", "Sent", "Envoyé"),
    code(log_status::FAILED, "failed", "Failed", "En échec"),
    code(
        log_status::TAKEN_INTO_ACCOUNT,
        "takenIntoAccount",
        "Taken into account by the service provider",
        "Pris en compte par le fournisseur de services",
    ),
    code(log_status::RECEIVED, "received", "Received on mobile", "Reçu sur le mobile"),
    code(log_status::PROVIDER_FEEDBACK, "providerFeedback", "Feedback from the provider", "Retour du prestataire"),
    code(log_status::PENDING, "pending", "Pending", "En attente"),
    code(log_status::CANCELED, "canceled", "Delivery canceled", "Diffusion annulée"),
    code(log_status::PREPARED, "prepared", "Prepared", "Préparé"),
    code(log_status::SENT_TO_PROVIDER, "sentToProvider", "Sent to the service provider", "Transmis au prestataire"),
    code(127, "notApplicable", "Not applicable", "Non applicable"),
]);

/// Log statuses by name (contract 10.2).
pub mod log_status {
    pub const IGNORED: i64 = 0;
    pub const SENT: i64 = 1;
    pub const FAILED: i64 = 2;
    pub const TAKEN_INTO_ACCOUNT: i64 = 3;
    pub const RECEIVED: i64 = 4;
    pub const PROVIDER_FEEDBACK: i64 = 5;
    pub const PENDING: i64 = 6;
    pub const CANCELED: i64 = 7;
    pub const PREPARED: i64 = 8;
    pub const SENT_TO_PROVIDER: i64 = 9;

    /// The statuses that count as success.
    pub const SUCCESSES: [i64; 3] = [SENT, TAKEN_INTO_ACCOUNT, RECEIVED];
    /// The statuses that count as processed: success or failure.
    pub const PROCESSED: [i64; 4] = [SENT, FAILED, TAKEN_INTO_ACCOUNT, RECEIVED];
    /// A message on its way to the provider has one of these.
    pub const ON_THE_WAY: [i64; 2] = [PREPARED, SENT_TO_PROVIDER];
}

/// `nms:broadLogMsg/@failureReason` (10.3).
pub const FAILURE_REASON: Enumeration = Enumeration(&[
    code(failure_reason::UNDEFINED, "undefined", "Not defined", "Non définie"),
    code(failure_reason::USER_UNKNOWN, "userUnknown", "User unknown", "Utilisateur inconnu"),
    code(failure_reason::INVALID_DOMAIN, "invalidDomain", "Invalid domain", "Domaine invalide"),
    code(failure_reason::UNREACHABLE, "unreachable", "Unreachable", "Inatteignable"),
    code(failure_reason::ACCOUNT_DISABLED, "accountDisabled", "Account disabled", "Compte désactivé"),
    code(failure_reason::MAILBOX_FULL, "mailboxFull", "Mailbox full", "Boîte pleine"),
    code(failure_reason::NOT_CONNECTED, "notConnected", "Not connected", "Non connecté"),
    code(failure_reason::NO_ADDRESS, "noAddress", "Address not specified", "Adresse non renseignée"),
    code(failure_reason::DENYLISTED, "denylisted", "Denylisted address", "Adresse placée sur la liste bloquée"),
    code(failure_reason::QUARANTINE, "quarantine", "Address in quarantine", "Adresse en quarantaine"),
    code(failure_reason::DOUBLE, "double", "Double", "Double"),
    code(failure_reason::SQL_RULE, "sqlRule", "Excluded by a SQL rule", "Exclu par une règle SQL"),
    code(failure_reason::ARBITRATION, "arbitration", "Excluded after arbitration", "Exclu par un arbitrage"),
    code(14, "badQuality", "Bad-quality address", "Adresse de mauvaise qualité"),
    code(15, "unqualified", "Unqualified address", "Adresse non qualifiée"),
    code(16, "notEligible", "Not eligible for the offers", "Non éligible aux offres"),
    code(17, "limitedTarget", "Target limited in size", "Cible limitée en taille"),
    code(failure_reason::REFUSED, "refused", "Refused", "Refusé"),
    code(25, "errorIgnored", "Error ignored", "Erreur ignorée"),
    code(failure_reason::CONTROL, "control", "Control address", "Adresse témoin"),
]);

/// Failure reasons by name (contract 10.3).
pub mod failure_reason {
    pub const UNDEFINED: i64 = 0;
    pub const USER_UNKNOWN: i64 = 1;
    pub const INVALID_DOMAIN: i64 = 2;
    pub const UNREACHABLE: i64 = 3;
    pub const ACCOUNT_DISABLED: i64 = 4;
    pub const MAILBOX_FULL: i64 = 5;
    pub const NOT_CONNECTED: i64 = 6;
    pub const NO_ADDRESS: i64 = 7;
    pub const DENYLISTED: i64 = 8;
    pub const QUARANTINE: i64 = 9;
    pub const DOUBLE: i64 = 10;
    pub const SQL_RULE: i64 = 11;
    pub const ARBITRATION: i64 = 12;
    pub const REFUSED: i64 = 20;
    pub const CONTROL: i64 = 127;

    /// The reasons that have an indicator of their own (contract, section 11), and its column in `delivery`.
    pub const INDICATORS: [(i64, &str); 7] = [
        (USER_UNKNOWN, "unknownUser"),
        (INVALID_DOMAIN, "invalidDomain"),
        (UNREACHABLE, "unreachable"),
        (ACCOUNT_DISABLED, "disabled"),
        (MAILBOX_FULL, "mailboxFull"),
        (NOT_CONNECTED, "notConnected"),
        (REFUSED, "refused"),
    ];
}

/// `nms:broadLogMsg/@failureType` (10.3). Codes 0 and 3 are inferred there.
pub const FAILURE_TYPE: Enumeration = Enumeration(&[
    code(failure_type::UNDEFINED, "undefined", "Not defined", "Non défini"),
    code(failure_type::SOFT, "soft", "Soft", "Soft"),
    code(failure_type::HARD, "hard", "Hard", "Hard"),
    code(failure_type::IGNORED, "ignored", "Ignored", "Ignoré"),
]);

/// Failure types by name (contract 10.3).
pub mod failure_type {
    pub const UNDEFINED: i64 = 0;
    pub const SOFT: i64 = 1;
    pub const HARD: i64 = 2;
    pub const IGNORED: i64 = 3;
}

/// `nms:delivery/@messageType` (10.4): the channel.
pub const MESSAGE_TYPE: Enumeration = Enumeration(&[
    code(message_type::EMAIL, "mail", "Email", "Email"),
    code(message_type::SMS, "sms", "Mobile (SMS)", "Mobile (SMS)"),
    code(2, "phone", "Phone", "Téléphone"),
    code(3, "paper", "Direct mail", "Courrier"),
    code(4, "fax", "Fax", "Fax"),
    code(5, "agency", "Agency", "Agence"),
    code(20, "facebook", "Facebook", "Facebook"),
    code(25, "twitter", "X (Twitter)", "X (Twitter)"),
    code(40, "mobileApp", "Mobile app", "Application mobile"),
    code(41, "ios", "iOS", "iOS"),
    code(42, "android", "Android", "Android"),
    code(61, "line", "LINE", "LINE"),
    code(120, "other", "Other", "Autre"),
    code(126, "undefined", "Undefined", "Non défini"),
    code(127, "all", "All", "Tous"),
]);

/// The channels that the sandbox has deliveries of (contract 10.4).
pub mod message_type {
    pub const EMAIL: i64 = 0;
    pub const SMS: i64 = 1;
}

/// `nms:delivery/smsParameters/@smsMode` (10.4). The value sent to the provider differs.
pub const SMS_MODE: Enumeration = Enumeration(&[
    code(sms_mode::FLASH, "flash", "Flash (Immediate)", "Flash"),
    code(sms_mode::NORMAL, "normal", "Normal (SIM specific)", "Normal"),
    code(2, "mobile", "Save on mobile", "Enregistrer sur mobile"),
    code(3, "terminal", "Save on terminal", "Enregistrer sur le terminal"),
]);

/// SMS modes by name (contract 10.4).
pub mod sms_mode {
    pub const FLASH: i64 = 0;
    pub const NORMAL: i64 = 1;
}

/// `nms:delivery/smsParameters/@smsPriority` (10.4).
pub const SMS_PRIORITY: Enumeration = Enumeration(&[
    code(0, "normal", "Normal", "Normale"),
    code(1, "high", "High", "Haute"),
    code(sms_priority::URGENT, "urgent", "Urgent", "Urgente"),
]);

/// SMS priorities by name (contract 10.4).
pub mod sms_priority {
    pub const URGENT: i64 = 2;
}

/// `nms:delivery/smsParameters/@smsAppType` (10.4).
pub const SMS_APP_TYPE: Enumeration = Enumeration(&[
    code(0, "closedGroup", "Closed Group of Users", "Groupe fermé d'utilisateurs"),
    code(1, "delivery", "Delivery", "Diffusion"),
    code(sms_app_type::DIRECT_MARKETING, "directMarketing", "Direct Marketing", "Marketing direct"),
    code(3, "mailing", "Mailing", "Publipostage"),
]);

/// Application types by name (contract 10.4).
pub mod sms_app_type {
    pub const DIRECT_MARKETING: i64 = 2;
}

/// `nms:delivery/smsParameters/@mobileMsgType` (10.4).
pub const MOBILE_MSG_TYPE: Enumeration = Enumeration(&[
    code(mobile_msg_type::SMS, "sms", "SMS", "SMS"),
    code(1, "wapPush", "WAP Push", "WAP Push"),
    code(2, "mms", "MMS", "MMS"),
]);

/// Types of mobile messages by name (contract 10.4).
pub mod mobile_msg_type {
    pub const SMS: i64 = 0;
}

/// `nms:trackingUrl/@type` (10.5). The links of an SMS have the label "Email click" too.
pub const URL_TYPE: Enumeration = Enumeration(&[
    code(url_type::CLICK, "click", "Email click", "Clic email"),
    code(url_type::OPEN, "open", "Open", "Ouverture"),
    code(3, "optOut", "Opt-out", "Désinscription"),
    code(4, "web", "Web", "Web"),
    code(5, "transaction", "Transaction", "Transaction"),
    code(6, "mirrorPage", "Mirror page", "Page miroir"),
]);

/// Types of tracked URLs by name (contract 10.5).
pub mod url_type {
    pub const CLICK: i64 = 1;
    pub const OPEN: i64 = 2;
}

/// `xtk:jobLog/@logType` (10.5).
pub const LOG_TYPE: Enumeration = Enumeration(&[
    code(log_type::ERROR, "error", "Error", "Erreur"),
    code(log_type::WARNING, "warning", "Warning", "Avertissement"),
    code(log_type::INFO, "info", "Information", "Information"),
    code(3, "status", "Status", "Statut"),
    code(4, "verbose", "Verbose", "Détaillé"),
]);

/// Types of journal lines by name (contract 10.5).
pub mod log_type {
    pub const ERROR: i64 = 0;
    pub const WARNING: i64 = 1;
    pub const INFO: i64 = 2;
}

/// `nms:delivery/@deliveryMode` (10.5).
pub const DELIVERY_MODE: Enumeration = Enumeration(&[
    code(0, "external", "External", "Externe"),
    code(1, "bulk", "Bulk delivery", "Diffusion en masse"),
    code(2, "description", "Description", "Description"),
    code(4, "midSourcing", "Mid-sourcing", "Mid-sourcing"),
]);

/// `nms:address/@status` (10.6). Only 2, Valid, is certain: never write another one.
pub const ADDRESS_STATUS: Enumeration = Enumeration(&[
    code(0, "unknown", "Unknown", "Inconnu"),
    code(address_status::WITH_ERRORS, "withErrors", "With errors", "En erreur"),
    code(address_status::VALID, "valid", "Valid", "Valide"),
    code(address_status::DENYLISTED, "denylisted", "Denylisted", "Sur liste bloquée"),
    code(address_status::QUARANTINE, "quarantine", "Quarantine", "En quarantaine"),
    code(address_status::ALLOWLISTED, "allowlisted", "Allowlisted", "Sur liste autorisée"),
]);

/// Address statuses by name (contract 10.6).
pub mod address_status {
    pub const WITH_ERRORS: i64 = 1;
    pub const VALID: i64 = 2;
    pub const DENYLISTED: i64 = 3;
    pub const QUARANTINE: i64 = 4;
    pub const ALLOWLISTED: i64 = 5;
}

/// `nms:delivery/@deleteStatus` of a deleted delivery.
pub const DELETED: i64 = 2;

/// `storage/@exclusionType` of a target mapping (contract 19.4): where exclusions are kept.
pub mod exclusion_type {
    /// In the delivery log, with the status "Ignored".
    pub const DELIVERY_LOG: i64 = 0;
    /// Nowhere.
    pub const NOT_STORED: i64 = 1;
    /// In an exclusion log.
    pub const EXCLUSION_LOG: i64 = 2;
}

/// `trackingType` of a URL in the content (contract 10.5).
pub mod tracking_type {
    pub const ENABLED: &str = "0";
    pub const NOT_TRACKED: &str = "1";
    pub const NEVER: &str = "3";
}

/// Codes as SQL has them in a list: `1, 3, 4`.
pub fn list(codes: &[i64]) -> String {
    codes.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}
