//! Campaign's enumerations as data: value, wire name, English and French label.
//!
//! They come from section 10 of the wire contract. Codes that a server knows and this list does not are normal:
//! look them up with [`Enumeration::find`] and give the unknown a face of its own.

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
    code(0, "edition", "Being edited", "En cours d'édition"),
    code(11, "targetPrepPending", "Targeting pending", "Ciblage en attente"),
    code(12, "targetSelection", "Counting in progress", "Comptage en cours"),
    code(13, "targetArbitration", "Arbitration in progress", "Arbitrage en cours"),
    code(15, "targetReady", "Target ready", "Cible prête"),
    code(21, "messagePrepPending", "Personalization pending", "Personnalisation en attente"),
    code(22, "messagePreparation", "Personalization in progress", "Personnalisation en cours"),
    code(25, "messageReady", "Message finalized", "Message finalisé"),
    code(37, "preparationError", "Personalization or count failed", "Échec de la personnalisation ou du comptage"),
    code(45, "ready", "Ready to be delivered", "Prêt à être diffusé"),
    code(51, "startPending", "Start pending", "Démarrage en attente"),
    code(55, "started", "In progress", "En cours"),
    code(61, "retryPending", "Retry pending", "Reprise en attente"),
    code(62, "retryInProgress", "Retry in progress", "Reprise en cours"),
    code(71, "pausePending", "Pause requested", "Pause demandée"),
    code(72, "pauseInProgress", "Pause in progress", "Mise en pause en cours"),
    code(75, "paused", "Paused", "En pause"),
    code(81, "cancelPending", "Stop requested", "Arrêt demandé"),
    code(82, "cancelInProgress", "Stop in progress", "Arrêt en cours"),
    code(85, "cancelled", "Stopped", "Arrêté"),
    code(87, "failed", "Failed", "En échec"),
    code(95, "finished", "Finished", "Terminé"),
    code(100, "deleted", "Deleted", "Supprimé"),
]);

/// The delivery log's `@status` (10.2, 19.4). Codes 8, 9 and 127 are inferred there; of 5 only its use is known, not
/// its label.
pub const LOG_STATUS: Enumeration = Enumeration(&[
    code(0, "ignored", "Ignored", "Ignoré"),
    code(1, "sent", "Sent", "Envoyé"),
    code(2, "failed", "Failed", "En échec"),
    code(
        3,
        "takenIntoAccount",
        "Taken into account by the service provider",
        "Pris en compte par le fournisseur de services",
    ),
    code(4, "received", "Received on mobile", "Reçu sur le mobile"),
    code(5, "providerFeedback", "Feedback from the provider", "Retour du prestataire"),
    code(6, "pending", "Pending", "En attente"),
    code(7, "canceled", "Delivery canceled", "Diffusion annulée"),
    code(8, "prepared", "Prepared", "Préparé"),
    code(9, "sentToProvider", "Sent to the service provider", "Transmis au prestataire"),
    code(127, "notApplicable", "Not applicable", "Non applicable"),
]);

/// `nms:broadLogMsg/@failureReason` (10.3).
pub const FAILURE_REASON: Enumeration = Enumeration(&[
    code(0, "undefined", "Not defined", "Non définie"),
    code(1, "userUnknown", "User unknown", "Utilisateur inconnu"),
    code(2, "invalidDomain", "Invalid domain", "Domaine invalide"),
    code(3, "unreachable", "Unreachable", "Inatteignable"),
    code(4, "accountDisabled", "Account disabled", "Compte désactivé"),
    code(5, "mailboxFull", "Mailbox full", "Boîte pleine"),
    code(6, "notConnected", "Not connected", "Non connecté"),
    code(7, "noAddress", "Address not specified", "Adresse non renseignée"),
    code(8, "denylisted", "Denylisted address", "Adresse placée sur la liste bloquée"),
    code(9, "quarantine", "Address in quarantine", "Adresse en quarantaine"),
    code(10, "double", "Double", "Double"),
    code(11, "sqlRule", "Excluded by a SQL rule", "Exclu par une règle SQL"),
    code(12, "arbitration", "Excluded after arbitration", "Exclu par un arbitrage"),
    code(14, "badQuality", "Bad-quality address", "Adresse de mauvaise qualité"),
    code(15, "unqualified", "Unqualified address", "Adresse non qualifiée"),
    code(16, "notEligible", "Not eligible for the offers", "Non éligible aux offres"),
    code(17, "limitedTarget", "Target limited in size", "Cible limitée en taille"),
    code(20, "refused", "Refused", "Refusé"),
    code(25, "errorIgnored", "Error ignored", "Erreur ignorée"),
    code(127, "control", "Control address", "Adresse témoin"),
]);

/// `nms:broadLogMsg/@failureType` (10.3). Codes 0 and 3 are inferred there.
pub const FAILURE_TYPE: Enumeration = Enumeration(&[
    code(0, "undefined", "Not defined", "Non défini"),
    code(1, "soft", "Soft", "Soft"),
    code(2, "hard", "Hard", "Hard"),
    code(3, "ignored", "Ignored", "Ignoré"),
]);

/// `nms:delivery/@messageType` (10.4): the channel.
pub const MESSAGE_TYPE: Enumeration = Enumeration(&[
    code(0, "mail", "Email", "Email"),
    code(1, "sms", "Mobile (SMS)", "Mobile (SMS)"),
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

/// `nms:delivery/smsParameters/@smsMode` (10.4). The value sent to the provider differs.
pub const SMS_MODE: Enumeration = Enumeration(&[
    code(0, "flash", "Flash (Immediate)", "Flash"),
    code(1, "normal", "Normal (SIM specific)", "Normal"),
    code(2, "mobile", "Save on mobile", "Enregistrer sur mobile"),
    code(3, "terminal", "Save on terminal", "Enregistrer sur le terminal"),
]);

/// `nms:delivery/smsParameters/@smsPriority` (10.4).
pub const SMS_PRIORITY: Enumeration = Enumeration(&[
    code(0, "normal", "Normal", "Normale"),
    code(1, "high", "High", "Haute"),
    code(2, "urgent", "Urgent", "Urgente"),
]);

/// `nms:delivery/smsParameters/@smsAppType` (10.4).
pub const SMS_APP_TYPE: Enumeration = Enumeration(&[
    code(0, "closedGroup", "Closed Group of Users", "Groupe fermé d'utilisateurs"),
    code(1, "delivery", "Delivery", "Diffusion"),
    code(2, "directMarketing", "Direct Marketing", "Marketing direct"),
    code(3, "mailing", "Mailing", "Publipostage"),
]);

/// `nms:delivery/smsParameters/@mobileMsgType` (10.4).
pub const MOBILE_MSG_TYPE: Enumeration = Enumeration(&[
    code(0, "sms", "SMS", "SMS"),
    code(1, "wapPush", "WAP Push", "WAP Push"),
    code(2, "mms", "MMS", "MMS"),
]);

/// `nms:trackingUrl/@type` (10.5). An SMS link carries "Email click": the label is blind to the channel.
pub const URL_TYPE: Enumeration = Enumeration(&[
    code(1, "click", "Email click", "Clic email"),
    code(2, "open", "Open", "Ouverture"),
    code(3, "optOut", "Opt-out", "Désinscription"),
    code(4, "web", "Web", "Web"),
    code(5, "transaction", "Transaction", "Transaction"),
    code(6, "mirrorPage", "Mirror page", "Page miroir"),
]);

/// `xtk:jobLog/@logType` (10.5).
pub const LOG_TYPE: Enumeration = Enumeration(&[
    code(0, "error", "Error", "Erreur"),
    code(1, "warning", "Warning", "Avertissement"),
    code(2, "info", "Information", "Information"),
    code(3, "status", "Status", "Statut"),
    code(4, "verbose", "Verbose", "Détaillé"),
]);

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
    code(1, "withErrors", "With errors", "En erreur"),
    code(2, "valid", "Valid", "Valide"),
    code(3, "denylisted", "Denylisted", "Sur liste bloquée"),
    code(4, "quarantine", "Quarantine", "En quarantaine"),
    code(5, "allowlisted", "Allowlisted", "Sur liste autorisée"),
]);
