//! English.

use campaign::lifecycle::{Action, Phase, Sent};

use super::Msg;
use crate::{config::Invalid, route::Tab};

pub fn words(msg: &Msg) -> &'static str {
    match msg {
        Msg::AppName => "SMS deliveries",
        Msg::TimesIn(_) => "Times in {zone}",
        Msg::Language => "Language",
        Msg::SignOut => "Sign out",

        Msg::SignIn => "Sign in",
        Msg::SignInAs(_) => "Sign in as {login}",
        Msg::Operator => "Operator",
        Msg::Password => "Password",
        Msg::KnownOperators => "Operators of this sandbox",
        Msg::SignInHint => "With your Adobe Campaign operator.",
        Msg::HostSignsIn => {
            "The site around this dashboard signs you in, and your session there has ended or not begun. Sign in there, then try again."
        }
        Msg::SessionEndedHint => "Your session has ended. What is on screen stays, and so does what you typed.",
        Msg::SignInFailed(_) => "You are not signed in. {why}",
        Msg::CredentialsMissing => "Enter an operator and a password.",

        Msg::Deliveries => "Deliveries",
        Msg::Label => "Label",
        Msg::DeliveryCode => "Delivery code",
        Msg::Status => "Status",
        Msg::ContactDate => "Contact date",
        Msg::MessagesToSend => "Messages to send",
        Msg::Processed => "Processed",
        Msg::Success => "Success",
        Msg::Search => "Search",
        Msg::SearchHint => "Label, internal name or code",
        Msg::AllStatuses => "All statuses",
        Msg::Phase(phase) => match phase {
            Phase::Draft => "Being edited",
            Phase::Preparing => "Preparing",
            Phase::Ready => "Ready",
            Phase::Scheduled => "Start pending",
            Phase::Sending => "Sending",
            Phase::Paused => "Paused",
            Phase::Stopped => "Stopped",
            Phase::Failed => "Failed",
            Phase::Finished => "Finished",
            Phase::Deleted => "Deleted",
            Phase::Unknown => "Unknown",
        },
        Msg::Period => "Period",
        Msg::AnyTime => "Any time",
        Msg::LastDays(_) => "Last {n} days",
        Msg::LastMonths(_) => "Last {n} months",
        Msg::LastYear => "Last 12 months",
        Msg::NoDeliveries => "There is no SMS delivery yet. Create one in Adobe Campaign and refresh.",
        Msg::NoDeliveriesMatch => "No delivery matches. Widen the search, the status or the period.",
        Msg::NDeliveries(_) => "{n} deliveries",
        Msg::ResetFilters => "Reset filters",
        Msg::OpenHint => "Double-click a row or press Enter to open it",

        Msg::Tab(tab) => match tab {
            Tab::Summary => "Summary",
            Tab::Sms => "SMS",
            Tab::Delivery => "Delivery",
            Tab::Exclusions => "Exclusions",
            Tab::Tracking => "Tracking",
            Tab::Audit => "Audit",
        },
        Msg::Tabs => "Delivery dashboard",
        Msg::RowCount(_) => "{n} rows",
        Msg::ReadOnly => "read only",
        Msg::DeliveryNumber(_) => "Delivery {id}",
        Msg::DeliveryNotFound => "This delivery does not exist",
        Msg::DeliveryNotFoundHint => "It may have been deleted, or the address is wrong.",
        Msg::PageNotFound => "This address leads nowhere",
        Msg::BackToList => "Back to the deliveries",
        Msg::Partial(_) => {
            "This server's build does not know an attribute that is asked for. \
             Routing, folder, errors and a few others are missing here. It says: {why}"
        }

        Msg::Figures => "Main figures",
        Msg::ToSend => "To send",
        Msg::About => "About this delivery",
        Msg::StatusSince(_) => "since {date}",
        Msg::Channel => "Channel",
        Msg::Routing => "Routing",
        Msg::Folder => "Folder",
        Msg::MessageType => "Message type",
        Msg::LastModified => "Last modified",
        Msg::ModifiedBy(_) => "by {name}",
        Msg::Targeted => "Targeted",
        Msg::Excluded => "Excluded",
        Msg::Errors => "Errors",
        Msg::NewQuarantines => "New quarantines",
        Msg::Mapping => "Target mapping",

        Msg::TextContent => "Text content",
        Msg::Sender => "Sender address",
        Msg::SenderHint => "Empty: the sender of the routing",
        Msg::Mode => "Transmission mode",
        Msg::Priority => "Priority",
        Msg::MaxParts => "Maximum number of SMS per message",
        Msg::MaxPartsHint => "0: no limit",
        Msg::Settings => "Settings",
        Msg::Save => "Save",
        Msg::Saving => "Saving…",
        Msg::Saved => "Saved.",
        Msg::SavedAnalyseAgain => {
            "Saved. The delivery was analysed with the former content: analyse it again before sending."
        }
        Msg::NothingToSave => "Nothing has changed.",
        Msg::Discard => "Discard my changes",
        Msg::UnsavedDraft => "You have changes that are not saved.",
        Msg::LockedSent(_) => "Locked since {date}: the delivery has been handed over for sending.",
        Msg::LockedSentUndated => "Locked: the delivery has been handed over for sending.",
        Msg::LockedAnalysing => "Locked while the analysis is running.",
        Msg::LockedByHost => "On this page deliveries can only be read.",
        Msg::LockedMeanwhile(_) => {
            "Not saved: the delivery was locked meanwhile ({state}). Your text is kept below, to be copied."
        }
        Msg::ChangedMeanwhile(_) => {
            "Not saved: somebody changed this delivery at {date}. Your text is kept. Saving again replaces theirs."
        }
        Msg::TheirText => "The text on the server",
        Msg::GoneMeanwhile => "Not saved: the delivery no longer exists. Your text is kept.",
        Msg::SaveRefused(_) => "Not saved. The server refused: {why}",
        Msg::NotSaved(_) => "Not saved; your text is kept. {why}",
        Msg::SaveUnknown => {
            "It is not known whether this was saved: no answer came. Your text is kept. Check the connection, then save again."
        }
        Msg::SaveUnconfirmed => "Saved, but the delivery could not be read again.",
        Msg::ForbiddenCharacter { .. } => {
            "Not saved: the character {code} at position {position} cannot be sent. Remove it."
        }
        Msg::MaxPartsInvalid => "The maximum number of SMS per message is a whole number from 0 to 255.",
        Msg::EmptyText => "There is no text yet.",

        Msg::DeliveryLogs => "Delivery logs",
        Msg::ExclusionLogs => "Exclusion logs",
        Msg::Causes => "Causes of exclusions",
        Msg::Rule => "Rule",
        Msg::Addresses => "Addresses",
        Msg::WasSent => "Sent or not",
        Msg::Reason => "Reason",
        Msg::FailureType => "Failure type",
        Msg::Address => "Address",
        Msg::Text => "Text",
        Msg::Details => "Details",
        Msg::ShowNumbers => "Show numbers",
        Msg::HideNumbers => "Hide numbers",
        Msg::AddressHidden => "hidden by the server",
        Msg::NoAddress => "no number",
        Msg::SentWord(sent) => match sent {
            Sent::Yes => "Sent",
            Sent::Waiting => "Waiting",
            Sent::No => "Not sent",
            Sent::Unknown => "Not known",
        },
        Msg::AllRows => "All",
        Msg::FilterByStatus => "By status",
        Msg::NoLogs => "No message has been logged for this delivery.",
        Msg::NoLogsYet => "Messages appear here once the delivery has been prepared.",
        Msg::NoExclusions => "No address was left out.",
        Msg::NoExclusionsYet => "Addresses that are left out appear here once the delivery has been prepared.",
        Msg::NoCauses => "No rule left an address out.",
        Msg::ExclusionsInLog => {
            "This target mapping keeps exclusions in the delivery log, as rows with the status Ignored."
        }

        Msg::Explain => "Explain",
        Msg::Close => "Close",
        Msg::StatusMeaning(status) => match status {
            0 => "The message was not sent because of the address: denylisted, in quarantine, missing or a duplicate.",
            1 => "The message was handed to the provider. Whether the phone received it is not known.",
            2 => "The message was not delivered. The reason says why.",
            3 => "The SMS provider has accepted the message. Whether the phone received it is not known yet.",
            4 => "The phone has confirmed that it received the message.",
            6 => "The message is ready and waits for the sending server.",
            7 => "An operator cancelled the delivery before this message was sent.",
            8 => "The message is prepared for an external connector and is about to be sent.",
            9 => "The message was passed on to the provider, which has not acknowledged it yet.",
            127 => "The server has seen this address but did not process it.",
            _ => "This status is not documented. It comes from the server as it is.",
        },
        Msg::ReasonMeaning(reason) => match reason {
            0 => "The server has given no reason, or has not qualified it yet.",
            1 => "The number does not exist.",
            2 => "The domain of the address is wrong or does not exist.",
            3 => "Something failed on the way to the phone, for a time or for good.",
            4 => "The account behind the address is disabled.",
            5 => "The phone cannot store another message.",
            6 => "The phone was off or out of reach of the network.",
            7 => "The recipient has no number.",
            8 => "The number was on the denylist when the delivery was sent, for example after a STOP.",
            9 => "The number is in quarantine after earlier failures.",
            10 => "The same number is already in this delivery.",
            11 => "A SQL rule left the recipient out.",
            12 => "An arbitration rule preferred another message for this recipient.",
            14 => "The quality of the address is too low.",
            15 => "The address has not been qualified.",
            16 => "The recipient is not eligible for any of the offers.",
            17 => "The target was limited in size and this recipient was beyond it.",
            20 => "The provider refused the message. Errors that are not qualified yet are counted here as well.",
            25 => "The address is on the allowlist: its error was ignored.",
            127 => "The recipient belongs to the control group and receives nothing on purpose.",
            _ => "This reason is not documented. It comes from the server as it is.",
        },
        Msg::TypeMeaning(kind) => match kind {
            1 => {
                "Soft: temporary. Campaign tries again during the validity period and counts the errors of the number."
            }
            2 => "Hard: permanent. The number goes into quarantine at once.",
            3 => "Ignored: technical or by rule. It has no effect on the number.",
            0 => "Not defined: not qualified yet.",
            _ => "This type of failure is not documented. It comes from the server as it is.",
        },
        Msg::Quarantine => "Quarantine",
        Msg::QuarantineLoading => "Looking the number up…",
        Msg::NotInQuarantine => "The number is not in quarantine: Campaign will send to it again.",
        Msg::InQuarantine { .. } => {
            "The number is in quarantine since {since}: {reason}. Every profile with this number is left out."
        }
        Msg::QuarantineEnds => {
            "A quarantine never ends by itself: an administrator sets the status of the address to Valid in Non deliverables \
             and addresses."
        }
        Msg::DenylistedSince { .. } => {
            "The number is on the denylist since {since}. Every profile with this number is left out."
        }
        Msg::DenylistEnds => {
            "The denylist never ends by itself: the recipient asks for messages again with a keyword, or an administrator sets \
             the status of the address to Valid."
        }
        Msg::WithErrors { .. } => {
            "Campaign has counted {errors} temporary errors for the number and still sends to it. Five put it into quarantine."
        }
        Msg::WithErrorsEnds => {
            "The count ends with a message that arrives, or 10 days after the last error (30 if the phone could not store a message)."
        }
        Msg::AddressStatus(_) => "The server lists the number as: {status}.",
        Msg::ServerText => "Text of the server",

        Msg::Launch => "Sending",
        Msg::Action(action) => match action {
            Action::Prepare => "Prepare",
            Action::Send => "Send",
            Action::Pause => "Pause",
            Action::Resume => "Resume",
            Action::Stop => "Stop",
        },
        Msg::NotPrepared => {
            "Not prepared yet. Preparing counts the target and leaves out whom no message may reach; nothing is sent."
        }
        Msg::Analysing => "The analysis is running.",
        Msg::AnalysisFailed => "The analysis failed. Audit says why: put it right, then prepare again.",
        Msg::ReadyToSend { .. } => "Ready: {messages} messages to send, {excluded} addresses left out.",
        Msg::SendingProgress { .. } => "Sending: {processed} of {total} messages processed.",
        Msg::PausedAt { .. } => "Paused: {processed} of {total} messages processed. Those are not called back.",
        Msg::Now(_) => "{state}.",
        Msg::Progress => "Progress",
        Msg::ConfirmSend(_) => "Send {n} messages?",
        Msg::SendingIsFinal(_) => {
            "{n} messages go out. A message that was handed over cannot be called back. Sending can be paused; stopping it is final."
        }
        Msg::SendNow(_) => "Send {n} messages",
        Msg::ConfirmStop => "Stop this delivery for good?",
        Msg::StopIsFinal => {
            "A stopped delivery cannot be resumed. Messages that were handed over are not called back. To go on later, pause it instead."
        }
        Msg::StopNow => "Stop for good",
        Msg::Cancel => "Cancel",
        Msg::UnsavedFirst => "You have changes to the text that are not saved. Save or discard them first.",
        Msg::Overtaken(_) => "Nothing was done: the delivery has changed meanwhile. It is now: {state}.",
        Msg::SendPrevented => "The page around this one has stopped the sending. Nothing was sent.",
        Msg::NotDone(_) => "Nothing was done. {why}",
        Msg::ActionLost { .. } => {
            "No answer came to “{action}”. The delivery is now: {state}. Nothing is repeated by itself."
        }
        Msg::ActionUnknown(_) => {
            "No answer came to “{action}”, and the delivery could not be read. Check the connection and refresh before you try again."
        }
        Msg::ActionRefused { .. } => "The server refused “{action}”: {why}",
        Msg::UpdatedAt(_) => "Updated {time}",
        Msg::CopyMyText => "Copy my text",
        Msg::Copied => "Copied.",

        Msg::TrackedUrls => "Tracked URLs",
        Msg::Kind => "Type",
        Msg::SourceUrl => "Source URL",
        Msg::Clicks => "Clicks",
        Msg::People => "Recipients who clicked",
        Msg::ClickLog => "Tracking logs",
        Msg::Date => "Date",
        Msg::Click => "Click",
        Msg::TrackingOff => {
            "Tracking is switched off for this delivery: its links are sent as they are, and clicks are not counted."
        }
        Msg::NoTrackingYet => "Links are tracked once the delivery has been prepared.",
        Msg::NoUrls => "The text has no tracked link.",
        Msg::NoClicks => "No click has been recorded. Campaign collects them about every hour.",
        Msg::NoLabel => "no label",

        Msg::Journal => "Journal",
        Msg::Message => "Message",
        Msg::Severity => "Severity",
        Msg::Code => "Code",
        Msg::NoJournal => "Nothing has happened yet. The journal begins with the first analysis.",

        Msg::Loaded { .. } => "{loaded} / {total}",
        Msg::Window { .. } => "Rows {from} to {to}",
        Msg::ShowMore => "Show more",
        Msg::ShowEarlier => "Show earlier rows",
        Msg::Refresh => "Refresh",
        Msg::TryAgain => "Try again",
        Msg::Loading => "Loading",
        Msg::CouldNotLoad => "This could not be loaded.",

        Msg::Unreachable => "The server does not answer. Check the connection, then try again.",
        Msg::Timeout => "The server took too long to answer. Try again in a moment.",
        Msg::CrossOrigin => {
            "The server is there, but its answers are barred from this page (CORS). Ask your administrator to forward Campaign’s router on this page’s own origin."
        }
        Msg::Misconfigured => "This page is not set up rightly",
        Msg::Setting(invalid) => match invalid {
            Invalid::File => {
                "config.json cannot be read: it must be one JSON object. Its administrator must correct it."
            }
            Invalid::BaseUrl => {
                "The address of Campaign (baseUrl, base-url) must begin with https:// or with /, and have no ? or #. Its administrator must correct it."
            }
            Invalid::SignIn => {
                "The way in (signIn, sign-in) must be host, page or password. Its administrator must correct it."
            }
            Invalid::Operators => {
                "operators in config.json must be a list of objects with login and password. Its administrator must correct it."
            }
        },
        Msg::SessionEnded => "Your session has ended. Sign in again.",
        Msg::ServerRefused(_) => "{words}",
        Msg::HttpStatus(status) => match status {
            403 => "Access is refused (403). Ask your administrator whether your network may use Campaign.",
            413 => "The request is too large for a server on the way (413).",
            429 => "The server is busy (429). Wait a minute, then try again.",
            500..=599 => "The server failed ({status}). Try again in a moment.",
            _ => "The server answered with the status {status}. Ask your administrator about the address of Campaign.",
        },
        Msg::NotCampaign => {
            "Something else than Adobe Campaign answered. Ask your administrator about the address of Campaign."
        }
        Msg::UnreadableAnswer => {
            "The server's answer cannot be read. Try again; if it stays so, tell your administrator."
        }
        Msg::UnknownCode(_) => "Status {value}",
    }
}
