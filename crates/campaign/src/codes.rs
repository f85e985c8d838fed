//! Campaign's enumerations: each value has a wire name, an English label, a French label and a meaning.
//!
//! They come from section 10 of the wire contract. A server may know values that these lists lack. Such a value is
//! `Unknown` and keeps its number; the app shows the number.

use std::fmt::Debug;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::meaning::{Lock, Motion, Outcome, Phase};

/// A value's entry in the contract's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The language-neutral name that `analyze="true"` returns in `…Name`.
    pub name: &'static str,
    /// The English label.
    pub en: &'static str,
    /// The French label.
    pub fr: &'static str,
}

/// A value of an enumeration.
pub trait Code: Copy + Eq + Debug + Send + Sync + 'static {
    /// The meaning of a value besides its labels.
    type Meaning;

    /// The documented values, in the contract's order.
    const ALL: &'static [Self];

    /// The value with this number on the wire.
    fn of(number: i64) -> Self;

    /// The number on the wire.
    fn number(self) -> i64;

    /// The contract's entry; `None` if the value is not documented.
    fn entry(self) -> Option<&'static Entry>;

    /// The meaning; `None` if the value is not documented.
    fn meaning(self) -> Option<Self::Meaning>;
}

macro_rules! codes {
    (@type) => { () };
    (@type $meaning:ty) => { $meaning };
    (@value) => { () };
    (@value $meaning:expr) => { $meaning };
    ($(
        $(#[$doc:meta])*
        $name:ident $(: $meaning:ty)? {
            $($variant:ident = $number:literal, $wire:literal, $en:literal, $fr:literal $(, $means:expr)?;)*
        }
    )*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $en] $variant,)*
            /// A value that the contract does not document.
            Unknown(i64),
        }

        impl Code for $name {
            type Meaning = codes!(@type $($meaning)?);

            const ALL: &'static [Self] = &[$(Self::$variant),*];

            fn of(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    _ => Self::Unknown(number),
                }
            }

            fn number(self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                    Self::Unknown(number) => number,
                }
            }

            fn entry(self) -> Option<&'static Entry> {
                match self {
                    $(Self::$variant => Some(&Entry { name: $wire, en: $en, fr: $fr }),)*
                    Self::Unknown(_) => None,
                }
            }

            fn meaning(self) -> Option<Self::Meaning> {
                match self {
                    $(Self::$variant => Some(codes!(@value $($means)?)),)*
                    Self::Unknown(_) => None,
                }
            }
        }

        impl Default for $name {
            /// An absent attribute is 0 (contract 1.4).
            fn default() -> Self {
                Self::of(0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.number())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                i64::deserialize(deserializer).map(Self::of)
            }
        }
    )*};
}

codes! {
    /// `nms:delivery/@state` (10.1), with the phase, lock and motion of contract 7.3.
    DeliveryState: (Phase, Lock, Motion) {
        BeingEdited = 0, "edition", "Being edited", "En cours d'édition",
            (Phase::Draft, Lock::Open, Motion::Resting);
        TargetPrepPending = 11, "targetPrepPending", "Targeting pending", "Ciblage en attente",
            (Phase::Preparing, Lock::Analysing, Motion::Moving);
        TargetSelection = 12, "targetSelection", "Counting in progress", "Comptage en cours",
            (Phase::Preparing, Lock::Analysing, Motion::Moving);
        TargetArbitration = 13, "targetArbitration", "Arbitration in progress", "Arbitrage en cours",
            (Phase::Preparing, Lock::Analysing, Motion::Moving);
        TargetReady = 15, "targetReady", "Target ready", "Cible prête",
            (Phase::Preparing, Lock::OpenAfterAnalysis, Motion::MayRest);
        MessagePrepPending = 21, "messagePrepPending", "Personalization pending", "Personnalisation en attente",
            (Phase::Preparing, Lock::Analysing, Motion::Moving);
        MessagePreparation = 22, "messagePreparation", "Personalization in progress", "Personnalisation en cours",
            (Phase::Preparing, Lock::Analysing, Motion::Moving);
        MessageReady = 25, "messageReady", "Message finalized", "Message finalisé",
            (Phase::Preparing, Lock::OpenAfterAnalysis, Motion::Moving);
        PreparationError = 37, "preparationError", "Personalization or count failed", "Échec de la personnalisation ou du comptage",
            (Phase::Failed, Lock::Open, Motion::Resting);
        Ready = 45, "ready", "Ready to be delivered", "Prêt à être diffusé",
            (Phase::Ready, Lock::OpenAfterAnalysis, Motion::Resting);
        StartPending = 51, "startPending", "Start pending", "Démarrage en attente",
            (Phase::Scheduled, Lock::Sent, Motion::Moving);
        Started = 55, "started", "In progress", "En cours",
            (Phase::Sending, Lock::Sent, Motion::Moving);
        RetryPending = 61, "retryPending", "Retry pending", "Reprise en attente",
            (Phase::Sending, Lock::Sent, Motion::Moving);
        RetryInProgress = 62, "retryInProgress", "Retry in progress", "Reprise en cours",
            (Phase::Sending, Lock::Sent, Motion::Moving);
        PausePending = 71, "pausePending", "Pause requested", "Pause demandée",
            (Phase::Paused, Lock::Sent, Motion::Moving);
        PauseInProgress = 72, "pauseInProgress", "Pause in progress", "Mise en pause en cours",
            (Phase::Paused, Lock::Sent, Motion::Moving);
        Paused = 75, "paused", "Paused", "En pause",
            (Phase::Paused, Lock::Sent, Motion::Resting);
        CancelPending = 81, "cancelPending", "Stop requested", "Arrêt demandé",
            (Phase::Stopped, Lock::Sent, Motion::Moving);
        CancelInProgress = 82, "cancelInProgress", "Stop in progress", "Arrêt en cours",
            (Phase::Stopped, Lock::Sent, Motion::Moving);
        Cancelled = 85, "cancelled", "Stopped", "Arrêté",
            (Phase::Stopped, Lock::Sent, Motion::Final);
        Failed = 87, "failed", "Failed", "En échec",
            (Phase::Failed, Lock::Sent, Motion::Final);
        Finished = 95, "finished", "Finished", "Terminé",
            (Phase::Finished, Lock::Sent, Motion::Final);
        Deleted = 100, "deleted", "Deleted", "Supprimé",
            (Phase::Deleted, Lock::Sent, Motion::Final);
    }

    /// The delivery log's `@status` (10.2). Codes 8, 9 and 127 are inferred there. Code 5 exists, but its meaning is
    /// not documented (19.4).
    LogStatus: Outcome {
        Ignored = 0, "ignored", "Ignored", "Ignoré", Outcome::LeftOut;
        Sent = 1, "sent", "Sent", "Envoyé", Outcome::Handed;
        Failed = 2, "failed", "Failed", "En échec", Outcome::Failed;
        TakenIntoAccount = 3, "takenIntoAccount", "Taken into account by the service provider", "Pris en compte par le fournisseur de services", Outcome::Accepted;
        Received = 4, "received", "Received on mobile", "Reçu sur le mobile", Outcome::Received;
        Pending = 6, "pending", "Pending", "En attente", Outcome::Waiting;
        Cancelled = 7, "canceled", "Delivery canceled", "Diffusion annulée", Outcome::Cancelled;
        Prepared = 8, "prepared", "Prepared", "Préparé", Outcome::Other;
        SentToProvider = 9, "sentToProvider", "Sent to the service provider", "Transmis au prestataire", Outcome::Passed;
        NotApplicable = 127, "notApplicable", "Not applicable", "Non applicable", Outcome::Other;
    }

    /// `nms:broadLogMsg/@failureReason` (10.3).
    FailureReason {
        NotDefined = 0, "undefined", "Not defined", "Non définie";
        UserUnknown = 1, "userUnknown", "User unknown", "Utilisateur inconnu";
        InvalidDomain = 2, "invalidDomain", "Invalid domain", "Domaine invalide";
        Unreachable = 3, "unreachable", "Unreachable", "Inatteignable";
        AccountDisabled = 4, "accountDisabled", "Account disabled", "Compte désactivé";
        MailboxFull = 5, "mailboxFull", "Mailbox full", "Boîte pleine";
        NotConnected = 6, "notConnected", "Not connected", "Non connecté";
        NoAddress = 7, "noAddress", "Address not specified", "Adresse non renseignée";
        Denylisted = 8, "denylisted", "Denylisted address", "Adresse placée sur la liste bloquée";
        Quarantine = 9, "quarantine", "Address in quarantine", "Adresse en quarantaine";
        Duplicate = 10, "double", "Double", "Double";
        SqlRule = 11, "sqlRule", "Excluded by a SQL rule", "Exclu par une règle SQL";
        Arbitration = 12, "arbitration", "Excluded after arbitration", "Exclu par un arbitrage";
        BadQuality = 14, "badQuality", "Bad-quality address", "Adresse de mauvaise qualité";
        Unqualified = 15, "unqualified", "Unqualified address", "Adresse non qualifiée";
        NotEligible = 16, "notEligible", "Not eligible for the offers", "Non éligible aux offres";
        LimitedTarget = 17, "limitedTarget", "Target limited in size", "Cible limitée en taille";
        Refused = 20, "refused", "Refused", "Refusé";
        ErrorIgnored = 25, "errorIgnored", "Error ignored", "Erreur ignorée";
        Control = 127, "control", "Control address", "Adresse témoin";
    }

    /// `nms:broadLogMsg/@failureType` (10.3). Codes 0 and 3 are inferred there.
    FailureType {
        NotDefined = 0, "undefined", "Not defined", "Non défini";
        Soft = 1, "soft", "Soft", "Soft";
        Hard = 2, "hard", "Hard", "Hard";
        Ignored = 3, "ignored", "Ignored", "Ignoré";
    }

    /// `nms:delivery/@messageType` (10.4): the channel.
    MessageType {
        Mail = 0, "mail", "Email", "Email";
        Sms = 1, "sms", "Mobile (SMS)", "Mobile (SMS)";
        Phone = 2, "phone", "Phone", "Téléphone";
        Paper = 3, "paper", "Direct mail", "Courrier";
        Fax = 4, "fax", "Fax", "Fax";
        Agency = 5, "agency", "Agency", "Agence";
        Facebook = 20, "facebook", "Facebook", "Facebook";
        Twitter = 25, "twitter", "X (Twitter)", "X (Twitter)";
        MobileApp = 40, "mobileApp", "Mobile app", "Application mobile";
        Ios = 41, "ios", "iOS", "iOS";
        Android = 42, "android", "Android", "Android";
        Line = 61, "line", "LINE", "LINE";
        Other = 120, "other", "Other", "Autre";
        NotDefined = 126, "undefined", "Undefined", "Non défini";
        All = 127, "all", "All", "Tous";
    }

    /// `nms:delivery/smsParameters/@smsMode` (10.4). The value sent to the provider differs.
    SmsMode {
        Flash = 0, "flash", "Flash (Immediate)", "Flash";
        Normal = 1, "normal", "Normal (SIM specific)", "Normal";
        Mobile = 2, "mobile", "Save on mobile", "Enregistrer sur mobile";
        Terminal = 3, "terminal", "Save on terminal", "Enregistrer sur le terminal";
    }

    /// `nms:delivery/smsParameters/@smsPriority` (10.4).
    SmsPriority {
        Normal = 0, "normal", "Normal", "Normale";
        High = 1, "high", "High", "Haute";
        Urgent = 2, "urgent", "Urgent", "Urgente";
    }

    /// `nms:delivery/smsParameters/@mobileMsgType` (10.4).
    MobileMessageType {
        Sms = 0, "sms", "SMS", "SMS";
        WapPush = 1, "wapPush", "WAP Push", "WAP Push";
        Mms = 2, "mms", "MMS", "MMS";
    }

    /// `nms:trackingUrl/@type` (10.5). A link in an SMS has the label "Email click": the label ignores the channel.
    UrlType {
        Click = 1, "click", "Email click", "Clic email";
        Open = 2, "open", "Open", "Ouverture";
        OptOut = 3, "optOut", "Opt-out", "Désinscription";
        Web = 4, "web", "Web", "Web";
        Transaction = 5, "transaction", "Transaction", "Transaction";
        MirrorPage = 6, "mirrorPage", "Mirror page", "Page miroir";
    }

    /// `xtk:jobLog/@logType` (10.5).
    LogType {
        Error = 0, "error", "Error", "Erreur";
        Warning = 1, "warning", "Warning", "Avertissement";
        Info = 2, "info", "Information", "Information";
        Status = 3, "status", "Status", "Statut";
        Verbose = 4, "verbose", "Verbose", "Détaillé";
    }

    /// `nms:address/@status` (10.6). Only 2, Valid, is certain: never write any other value.
    AddressStatus {
        NotKnown = 0, "unknown", "Unknown", "Inconnu";
        WithErrors = 1, "withErrors", "With errors", "En erreur";
        Valid = 2, "valid", "Valid", "Valide";
        Denylisted = 3, "denylisted", "Denylisted", "Sur liste bloquée";
        Quarantine = 4, "quarantine", "Quarantine", "En quarantaine";
        Allowlisted = 5, "allowlisted", "Allowlisted", "Sur liste autorisée";
    }
}
