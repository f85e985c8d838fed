//! English.

use campaign::{
    codes::{FailureReason, FailureType, LogStatus},
    flag::Flag,
    ladder::Part,
    lifecycle::{Action, Outcome, Phase},
    soap::Failure,
    verdict::Advice,
};
use sms_text::{Encoding, character::Look};

use super::msg::Msg;
use crate::{
    error::{Error, FileError, Invalid},
    format::{Numbers, Plural, Span, in_ten},
    route::Tab,
};

pub fn say(msg: &Msg, numbers: &impl Numbers) -> String {
    let words = match msg {
        Msg::AppName => "SMS deliveries",
        Msg::TimeZone => "Time zone",
        Msg::TimesIn { zone } => return format!("Times in {zone}"),
        Msg::Language => "Language",
        Msg::SignOut => "Sign out",

        Msg::SignIn => "Sign in",
        Msg::SignInAs { login } => return format!("Sign in as {login}"),
        Msg::Operator => "Operator",
        Msg::Password => "Password",
        Msg::KnownOperators => "Operators of this sandbox",
        Msg::SignInHint => "With your Adobe Campaign operator.",
        Msg::HostSignsIn => {
            "The site around this dashboard signs you in, and your session there has ended or not begun. Sign in there, then try again."
        }
        Msg::SessionEndedHint => "Your session has ended. What is on screen stays, and so does what you typed.",
        Msg::SignInFailed { why } => return format!("You are not signed in. {}", say(why, numbers)),
        Msg::CredentialsMissing => "Enter an operator and a password.",

        Msg::Deliveries => "Deliveries",
        Msg::Label => "Label",
        Msg::DeliveryCode => "Delivery code",
        Msg::Status => "Status",
        Msg::ContactDate => "Contact date",
        Msg::OutcomeByCampaign { success, failed } => {
            return format!("{success} success as Campaign counts it, {failed} failed");
        }
        Msg::OutcomeByLog { received, unconfirmed, failed } => {
            return format!("{received} received, {unconfirmed} unconfirmed, {failed} failed");
        }
        Msg::FailedMessages => "Failed",
        Msg::Attention => "Attention",
        Msg::NeedsAttention => "Needs attention",
        Msg::Flag(flag) => match flag {
            Flag::PreparationFailed => "Preparation failed",
            Flag::SendingFailed => "Sending failed",
            Flag::AllFailed { n: 1 } => "The only one failed",
            Flag::AllFailed { n } => return format!("All {} failed", numbers.number(*n)),
            Flag::Overdue { late } => return format!("Overdue by {}", span(late.num_minutes(), numbers)),
            Flag::Stuck { still } => return format!("Stuck for {}", span(still.num_minutes(), numbers)),
            Flag::SeveralParts { sms, n } => {
                return format!("{} SMS for {}", numbers.number(*sms), numbers.count(*n, "message", "messages"));
            }
            Flag::ManyFailed { failed, n } | Flag::UnusuallyManyFailed { failed, n, .. } => {
                return format!("{} of {} failed", numbers.number(*failed), numbers.number(*n));
            }
            Flag::NoReceipts { .. } => "No receipts",
        },
        Msg::FlagRule(flag) => match flag {
            Flag::PreparationFailed => "Campaign could not prepare it: the Audit says why.",
            Flag::SendingFailed => "Campaign says that the sending failed: the Audit says why.",
            Flag::AllFailed { .. } => "Campaign counts as many errors as messages to send.",
            Flag::Overdue { .. } => "Its contact date has passed, and it has not started.",
            Flag::Stuck { .. } => "It ought to go on by itself, and nothing has changed for more than an hour.",
            Flag::ManyFailed { .. } => "More than 5% of 20 messages or more failed.",
            Flag::UnusuallyManyFailed { others, .. } => {
                let [failed, n] = [others.failed, others.n].map(|n| numbers.number(n));
                return format!(
                    "More than twice the share of the others of its code, of which {failed} of {n} failed in 90 days."
                );
            }
            Flag::SeveralParts { .. } => {
                "Campaign handed over at least three SMS for every two messages: a long message is several SMS."
            }
            Flag::NoReceipts { .. } => "A day after the contact date, no phone has confirmed any message.",
        },
        Msg::Processed => "Processed",
        Msg::Success => "Success",
        Msg::Search => "Search",
        Msg::SearchHint => "Label, internal name or code",
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
        Msg::LastDays(n) => return format!("Last {}", numbers.count((*n).into(), "day", "days")),
        Msg::LastMonths(n) => return format!("Last {}", numbers.count((*n).into(), "month", "months")),
        Msg::LastYear => "Last 12 months",
        Msg::NoDeliveries => "There is no SMS delivery yet. Create one in Adobe Campaign and refresh.",
        Msg::NoDeliveriesMatch => "No delivery matches. Widen the search, the status or the period.",
        Msg::NDeliveries(n) => return numbers.count(*n, "delivery", "deliveries"),
        Msg::OtherAccents => "With other accents, in labels loaded before:",
        Msg::OwnViews => "Your views",
        Msg::KeepView => "Keep as a view",
        Msg::ForgetView => "Forget this view",
        Msg::ViewName => "Name of the view",
        Msg::KeepName => "Keep",
        Msg::NoViewName => "Give the view a name that is not a phone number.",
        Msg::ViewNotKept { name } => {
            return format!("This browser refused to keep the view “{name}”: it is here until this page is closed.");
        }
        Msg::ViewComesBack { name } => {
            return format!("This browser refused to forget the view “{name}”: it comes back with this page.");
        }
        Msg::ViewKept { name } => return format!("The view “{name}” is kept in this browser."),
        Msg::ViewForgotten { name } => return format!("The view “{name}” is forgotten."),
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
        Msg::RowCount(n) => return numbers.count(*n, "row", "rows"),
        Msg::ReadOnly => "read only",
        Msg::DeliveryNumber { id } => return format!("Delivery {id}"),
        Msg::DeliveryNotFound => "This delivery does not exist",
        Msg::DeliveryNotFoundHint => "It may have been deleted, or the address is wrong.",
        Msg::PageNotFound => "This address leads nowhere",
        Msg::BackToList => "Back to the deliveries",
        Msg::PartialRows { why } => {
            return format!(
                "Some columns and filters are missing: the server refused the whole question, and answered a shorter one. It says: {why}"
            );
        }
        Msg::Partial { why } => {
            return format!(
                "The server did not answer all that is asked for. Routing, folder, errors and a few others are missing here. It says: {why}"
            );
        }

        Msg::Figures => "Campaign’s own figures",
        Msg::ToSend => "To send",
        Msg::About => "About this delivery",
        Msg::StatusSince { date } => return format!("since {date}"),
        Msg::Channel => "Channel",
        Msg::Routing => "Routing",
        Msg::Folder => "Folder",
        Msg::MessageType => "Message type",
        Msg::LastChange { at, by } => return format!("It was last changed on {at} by {by}."),
        Msg::LastModified => "Last modified",
        Msg::ModifiedBy { name } => return format!("by {name}"),
        Msg::Targeted => "Targeted",
        Msg::Excluded => "Excluded",
        Msg::Errors => "Errors",
        Msg::SmsHandedOver => "SMS handed over",
        Msg::SeveralSms { sms, messages } => {
            let (sms, messages) = (numbers.count(*sms, "SMS", "SMS"), numbers.count(*messages, "message", "messages"));
            return format!(
                "Campaign counts {sms} for {messages}: a long text is usually sent, and charged, as several SMS."
            );
        }
        Msg::NewQuarantines => "New quarantines",
        Msg::NotAddingUp => "more than there is to send: the server’s figures do not add up",
        Msg::Overdue { minutes } => {
            return format!("overdue by {}", span(*minutes, numbers));
        }
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
        Msg::LockedSent { date } => {
            return format!("Locked since {date}: the delivery has been handed over for sending.");
        }
        Msg::LockedSentUndated => "Locked: the delivery has been handed over for sending.",
        Msg::LockedMidSourced => "Locked: this server only sends; the text is changed on the server that prepared it.",
        Msg::LockedAnalysing => "Locked while the analysis is running.",
        Msg::LockedByHost => "On this page deliveries can only be read.",
        Msg::LockedMeanwhile { state } => {
            return format!(
                "Not saved: the delivery was locked meanwhile ({state}). Your text is kept below, to be copied."
            );
        }
        Msg::ChangedMeanwhile { time } => {
            return format!(
                "Not saved: somebody changed this delivery at {time}. Your text is kept. Saving again replaces theirs."
            );
        }
        Msg::Differences => "Where the texts differ",
        Msg::WholeTexts => "The whole texts",
        Msg::FormerText => "What both began with",
        Msg::TheirText => "The text on the server",
        Msg::MyText => "Your text",
        Msg::Theirs => "Theirs:",
        Msg::Mine => "Yours:",
        Msg::TakeTheirs => "Take theirs",
        Msg::GoneMeanwhile => "Not saved: the delivery no longer exists. Your text is kept.",
        Msg::SaveRefused { refusal } if refusal.is_right_missing => {
            return format!(
                "Not saved. The server refused: {} The operator needs the right to write in the delivery’s folder.",
                refusal.words
            );
        }
        Msg::SaveRefused { refusal } => return format!("Not saved. The server refused: {}", refusal.words),
        Msg::NotSaved(why) => return format!("Not saved; your text is kept. {}", error(why)),
        Msg::SaveUnknown(why) if !why.is_silence() => {
            return format!("It is not known whether this was saved. Your text is kept. {}", error(why));
        }
        Msg::SaveUnknown(_) => {
            "It is not known whether this was saved: no answer came. Your text is kept. Check the connection, then save again."
        }
        Msg::SaveUnconfirmed => "Saved, but the delivery could not be read again.",
        Msg::ForbiddenCharacter { character, position } => {
            let code = u32::from(*character);
            return format!("Not saved: the character U+{code:04X} at position {position} cannot be sent. Remove it.");
        }
        Msg::MaxPartsInvalid => "The maximum number of SMS per message is a whole number from 0 to 127.",
        Msg::EmptyText => "There is no text yet.",

        Msg::Size => "Size of the text",
        Msg::Encoding => "Encoding",
        Msg::EncodingName(of) => encoding(*of),
        Msg::Characters => "Characters",
        Msg::Units => "Units",
        Msg::Parts => "Parts",
        Msg::OfRoom { used, room } => return format!("{} of {}", numbers.number(*used), numbers.number(*room)),
        Msg::AtLeast { what } => return format!("at least {what}"),
        Msg::EitherParts { fewer, more } => {
            return format!("{} or {}", numbers.number(*fewer), numbers.number(*more));
        }
        Msg::WhyEitherParts => "Connectors leave 153 or 152 septets in each part, which makes a difference here.",
        Msg::WhyAtLeast => {
            "This is the least: fields are filled in for each recipient, and code between <% and %> is not counted."
        }
        Msg::LinksReplaced => "Links are tracked: phones get another address, and its length may differ.",
        Msg::SizeSaid { encoding: of, parts } => {
            return format!("{}, {}.", encoding(*of), numbers.count(*parts, "part", "parts"));
        }
        Msg::ForcesUnicode { characters, n } => {
            let verb = if numbers.plural(*n) == Plural::One { "forces" } else { "force" };
            return format!("{characters} {verb} Unicode.");
        }
        Msg::FitsWhenReplaced { encoding: of, units, room, parts, instead } => {
            return format!(
                "Replaced, the text fits {}: {} of {} units, {} instead of {}.",
                encoding(*of),
                numbers.number(*units),
                numbers.number(*room),
                numbers.count(*parts, "part", "parts"),
                numbers.number(*instead)
            );
        }
        Msg::ReplaceAll => "Replace all",
        Msg::ReplaceWith { with } => return format!("Replace with {with}"),
        Msg::ReplaceWithSpace => "Replace with a space",
        Msg::Remove => "Remove",
        Msg::CostlyCharacters => "Characters that cost more",
        Msg::PlaceOf { times: 1, first } => return format!("at {}", numbers.number(*first)),
        Msg::PlaceOf { times, first } => {
            return format!("{}, first at {}", numbers.count(*times, "time", "times"), numbers.number(*first));
        }
        Msg::ForcesUnicodeItself => "forces Unicode",
        Msg::TakesTwoSeptets => "2 units in GSM-7",
        Msg::Look(look) => match look {
            Look::Visible => "",
            Look::Invisible => "invisible",
            Look::Bidirectional => "turns the reading direction",
            Look::Control => "control character",
        },
        Msg::Hexadecimal => "Hexadecimal",
        Msg::Copy => "Copy",

        Msg::InsertField => "Insert field",
        Msg::FindField => "Find a field",
        Msg::NoFields => "No field of the target has this in its name or label.",
        Msg::FieldUnknown { name } => return format!("The target has no field {name}: the preparation will fail."),

        Msg::BeforeSending => "Before sending",
        Msg::Mend => "Go there",
        Msg::TextMissing => "There is no text: nothing can be sent.",
        Msg::ChangedSincePrepared => {
            "The text was changed after it was prepared: the former text would go out. Prepare again."
        }
        Msg::NobodyToSendTo => {
            "Nobody is left to send to. The target is set in Campaign, where the delivery’s recipients are chosen; Exclusions says who was left out."
        }
        Msg::PartsWithin { parts } => {
            return format!("{} a message, as far as known.", numbers.count(*parts, "part", "parts"));
        }
        Msg::PartsBeyond { parts, limit } => {
            return format!(
                "{} a message; the limit is {}, and longer ones fail.",
                numbers.count(*parts, "part", "parts"),
                numbers.number(*limit)
            );
        }
        Msg::PartsForCharacters { parts, instead } => {
            return format!(
                "{} a message because of a few characters; {} without them.",
                numbers.count(*parts, "part", "parts"),
                numbers.number(*instead)
            );
        }
        Msg::SenderFits => "The sender address fits. Letters cannot be answered.",
        Msg::SenderOfAccount => "The sender is the account’s own number.",
        Msg::SenderIsScript => {
            "The sender address is a script: what it prints may have 11 letters and digits, or 21 digits."
        }
        Msg::SenderIsNumber => "The sender address has digits only: some networks replace it or refuse the message.",
        Msg::SenderTooLong { length } => {
            return format!(
                "The sender address has {}; networks take 11 letters and digits, or 21 digits.",
                numbers.count(*length, "character", "characters")
            );
        }
        Msg::LinksTracked => "Links are tracked.",
        Msg::LinksNotTracked => "Tracking is off: clicks on the link will not be counted.",
        Msg::OptOutThere => "The text says how to opt out.",
        Msg::OptOutMissing => "The text does not say how to opt out.",

        Msg::DeliveryLogs => "Delivery logs",
        Msg::ExclusionLogs => "Exclusion logs",
        Msg::Causes => "Causes of exclusions",
        Msg::Rule => "Rule",
        Msg::Addresses => "Addresses",
        Msg::OutcomeTitle => "Outcome",
        Msg::Reason => "Reason",
        Msg::FailureType => "Failure type",
        Msg::Address => "Address",
        Msg::Text => "Text",
        Msg::ShowNumbers => "Show numbers",
        Msg::HideNumbers => "Hide numbers",
        Msg::AddressHidden => "hidden by the server",
        Msg::NoAddress => "no number",
        Msg::Outcome(outcome) => match outcome {
            Outcome::Received => "Received on the phone",
            Outcome::Accepted => "Accepted by the provider",
            Outcome::Passed => "Passed to the provider",
            Outcome::Handed => "Handed to the connector",
            Outcome::Failed => "Failed",
            Outcome::Waiting => "Waiting",
            Outcome::Cancelled => "Cancelled",
            Outcome::LeftOut => "Left out",
            Outcome::Other => "Other",
        },
        Msg::NothingPrepared => "Nothing has been prepared or sent yet.",
        Msg::BeingPrepared => "The messages are being prepared; none has left.",
        Msg::ReadyUnsent { n } => {
            return format!("{} ready; nothing has been sent.", numbers.count(*n, "message is", "messages are"));
        }
        Msg::StartsAt { n, date } => {
            return format!("{} on {date}.", numbers.count(*n, "message starts", "messages start"));
        }
        Msg::NotStarted { minutes } => return format!("It was to start {} ago and has not.", span(*minutes, numbers)),
        Msg::StillFor { minutes } => return format!("The count has not moved for {}.", span(*minutes, numbers)),
        Msg::Advice(advice) => match advice {
            Advice::AskAboutServer => "Ask your administrator whether Campaign’s sending server is running.",
            Advice::CorrectAndPrepare => "Correct what the journal says, then prepare it again.",
            Advice::CorrectFirst => {
                "Correct what the journal says before you send again; all its lines are under Audit."
            }
            Advice::LookAtReasons => "The reasons tell whether the addresses or the provider are the cause.",
            Advice::AskForReceipts => {
                "Receipts come only if the provider is asked for them: talk to whoever keeps the external account."
            }
        },
        Msg::CountedAt { date } => return format!("Campaign last counted failures on {date}."),
        Msg::TriedAgain { at } => return format!("Campaign tries again on {at}."),
        Msg::HaveLeft { left, n } => {
            return format!("{} of {} have left.", numbers.number(*left), numbers.count(*n, "message", "messages"));
        }
        Msg::PausedWaiting { waiting } => {
            return format!("Paused; {}.", numbers.count(*waiting, "message waits", "messages wait"));
        }
        Msg::StoppedWith { cancelled, left } => {
            let cancelled = numbers.count(*cancelled, "message was cancelled", "messages were cancelled");
            return format!("Stopped; {cancelled}, {} had left.", numbers.number(*left));
        }
        Msg::NothingCanBeSent => "Nothing can be sent: the preparation failed.",
        Msg::NoneLeft { n } => return format!("None of the {} left.", numbers.count(*n, "message", "messages")),
        Msg::AllFailed { n: 1 } => "The only message failed.",
        Msg::AllFailed { n } => return format!("All {} failed.", numbers.count(*n, "message", "messages")),
        Msg::AllReceived { n: 1 } => "The only message was received on the phone.",
        Msg::AllReceived { n } => return format!("All {} messages were received on the phone.", numbers.number(*n)),
        Msg::SomeReceived { received, n } => {
            let of = format!("{} of {}", numbers.number(*received), numbers.count(*n, "message", "messages"));
            return match in_ten(*received, *n) {
                in_ten @ 5..=9 => format!(
                    "{} in {} messages were received on the phone: {of}.",
                    numbers.number(in_ten),
                    numbers.number(10)
                ),
                10 => format!("Almost all messages were received on the phone: {of}."),
                _ => format!("Only {of} {} received on the phone.", if *received == 1 { "was" } else { "were" }),
            };
        }
        Msg::Unconfirmed { outcome, n } => {
            let messages = numbers.count(*n, "message was", "messages were");
            return match outcome {
                Outcome::Accepted => format!("{messages} accepted by the provider; no phone has confirmed yet."),
                Outcome::Passed => format!("{messages} passed to the provider, who has not answered."),
                _ => format!("{messages} handed to the connector; no phone has confirmed yet."),
            };
        }
        Msg::MoreUnconfirmed { n, minutes } => {
            let since = minutes.map(|minutes| format!(" in {}", span(minutes, numbers))).unwrap_or_default();
            return format!("For {} more, no phone has confirmed anything{since}.", numbers.number(*n));
        }
        Msg::SomeFailed { n } => return format!("{} failed.", numbers.number(*n)),
        Msg::CountedAsSuccess { success, n } => {
            let of = numbers.count(*n, "message", "messages");
            return format!("Campaign counts {} of {of} as success: received, or only sent.", numbers.number(*success));
        }
        Msg::CountersInstead => "The log cannot be read. These are Campaign’s own counts.",
        Msg::LogPurged => "The log is empty: it was purged. These are Campaign’s own counts.",
        Msg::NobodyToReach => "There was nobody to send a message to.",
        Msg::WhatBecame => "What became of everybody",
        Msg::PartTitle => "Part",
        Msg::NumberOfPeople => "People",
        Msg::Recompute => "Count again",
        Msg::Recomputing => "Campaign counts again…",
        Msg::Recomputed => "Campaign has counted again.",
        Msg::FromTarget => "From target to messages",
        Msg::LeftOutInAll => "Left out in all:",
        Msg::NeitherNor { n } => {
            let who = numbers.count(*n, "targeted person is", "targeted people are");
            return format!(
                "{who} neither left out by a rule nor to be reached, for example because the list refused them."
            );
        }
        Msg::CausesDiffer { causes, left_out } => {
            let [causes, left_out] = [causes, left_out].map(|n| numbers.number(*n));
            return format!("The rules count {causes} left out, Campaign {left_out}.");
        }
        Msg::OfTargeted => "Of targeted",
        Msg::OfFailed => "Of failed",
        Msg::CountReasons => "Count by reason",
        Msg::NoReason => "No reason given",
        Msg::WhyFailed => "Why messages failed",
        Msg::Leaving { per_minute, end } => {
            let messages = numbers.count(*per_minute, "message leaves", "messages leave");
            return format!("{messages} a minute; the last one about {end}.");
        }
        Msg::LastError { date, message } => return format!("The journal’s last error, {date}: “{message}”"),
        Msg::LastLine { date, message } => return format!("The journal’s last line, {date}: “{message}”"),
        Msg::JournalEndsBefore { ended, last } => {
            return format!("The delivery says that it ended on {ended}; the last line of its journal is of {last}.");
        }
        Msg::ProvenTitle => "What is proven",
        Msg::Proven(part) => match part {
            Part::Is(Outcome::Received) => "The phone sent a receipt.",
            Part::Is(Outcome::Accepted) => "The provider took it. No phone has answered.",
            Part::Is(Outcome::Passed) => "It left for the provider, who has not answered.",
            Part::Is(Outcome::Handed) => "Campaign let go of it. Nothing came back.",
            Part::Is(Outcome::Failed) => "It did not arrive. Each has its reason.",
            Part::Is(Outcome::Waiting) => "It has not been handed over yet.",
            Part::Is(Outcome::Cancelled) => "It was taken back before it left.",
            Part::Is(Outcome::LeftOut) => "Left out before sending, by a rule.",
            Part::Is(Outcome::Other) => "The status has no certain meaning.",
            Part::Succeeded => "Received or only sent: Campaign does not tell them apart.",
        },
        Msg::SuccessByCampaign => "Success, as Campaign counts",
        Msg::PartsAddUp => "The parts add up.",
        Msg::PartsMiss { n } if *n < 0 => {
            return format!("The parts have {} too many.", numbers.count(-n, "person", "people"));
        }
        Msg::PartsMiss { n } => return format!("{} are in no part.", numbers.number(*n)),
        Msg::SuccessDiffers { success, sent, received } => {
            let [success, sent, received] = [success, sent, received].map(|n| numbers.number(*n));
            return format!("Success says {success}; the log holds {sent} Sent, {received} Received.");
        }
        Msg::ErrorsDiffer { counter, log } => {
            let [counter, log] = [counter, log].map(|n| numbers.number(*n));
            return format!("Errors says {counter}; the log holds {log} Failed.");
        }
        Msg::MessagesDiffer { counter, log } => {
            let counter = numbers.number(*counter);
            return format!("To send says {counter}; the log holds {}.", numbers.count(*log, "message", "messages"));
        }

        Msg::AllRows => "All",
        Msg::FilterByStatus => "By status",
        Msg::NoLogs => "No message has been logged for this delivery.",
        Msg::NoLogsYet => "Messages appear here once the delivery has been prepared.",
        Msg::NoExclusions => "No address was left out.",
        Msg::NoExclusionsYet => "Addresses that are left out appear here once the delivery has been prepared.",
        Msg::ExclusionsNotStored => {
            "Campaign does not store here which addresses it left out. That the list is empty does not mean that nobody was."
        }
        Msg::NoCauses => "No rule left an address out.",
        Msg::ExclusionsInLog => {
            "This target mapping keeps exclusions in the delivery log, as rows with the status Ignored."
        }

        Msg::Close => "Close",
        Msg::StatusMeaning(status) => match status {
            LogStatus::Ignored => {
                "The message was not sent because of the address: denylisted, in quarantine, missing or a duplicate."
            }
            LogStatus::Sent => "The message was handed to the provider. Whether the phone received it is not known.",
            LogStatus::Failed => "The message was not delivered. The reason says why.",
            LogStatus::TakenIntoAccount => {
                "The SMS provider has accepted the message. Whether the phone received it is not known yet."
            }
            LogStatus::Received => "The phone has confirmed that it received the message.",
            LogStatus::Pending => "The message is ready and waits for the sending server.",
            LogStatus::Cancelled => "An operator cancelled the delivery before this message was sent.",
            LogStatus::Prepared => "The message is prepared for an external connector and is about to be sent.",
            LogStatus::SentToProvider => {
                "The message was passed on to the provider, which has not acknowledged it yet."
            }
            LogStatus::NotApplicable => "The server has seen this address but did not process it.",
            LogStatus::Unknown(_) => "This status is not documented. It comes from the server as it is.",
        },
        Msg::ReasonMeaning(reason) => match reason {
            FailureReason::NotDefined => "The server has given no reason, or has not qualified it yet.",
            FailureReason::UserUnknown => "The number does not exist. Correct it in the recipient's profile.",
            FailureReason::InvalidDomain => "The domain of the address is wrong or does not exist.",
            FailureReason::Unreachable => "Something failed on the way to the phone, for a time or for good.",
            FailureReason::AccountDisabled => "The account behind the address is disabled.",
            FailureReason::MailboxFull => "The phone cannot store another message.",
            FailureReason::NotConnected => "The phone was off or out of reach of the network.",
            FailureReason::NoAddress => "The recipient has no number. Add it to the profile.",
            FailureReason::Denylisted => {
                "The number was on the denylist when the delivery was sent, for example after a STOP."
            }
            FailureReason::Quarantine => "The number is in quarantine after earlier failures.",
            FailureReason::Duplicate => "The same number is already in this delivery.",
            FailureReason::SqlRule => "A SQL rule left the recipient out.",
            FailureReason::Arbitration => "An arbitration rule preferred another message for this recipient.",
            FailureReason::BadQuality => "The quality of the address is too low.",
            FailureReason::Unqualified => "The address has not been qualified.",
            FailureReason::NotEligible => "The recipient is not eligible for any of the offers.",
            FailureReason::LimitedTarget => "The target was limited in size and this recipient was beyond it.",
            FailureReason::Refused => {
                "The provider refused the message; its answer is in the text below. Errors that are not qualified yet are counted \
                 here as well."
            }
            FailureReason::ErrorIgnored => "The address is on the allowlist: its error was ignored.",
            FailureReason::Control => "The recipient belongs to the control group and receives nothing on purpose.",
            FailureReason::Unknown(_) => "This reason is not documented. It comes from the server as it is.",
        },
        Msg::TypeMeaning(kind) => match kind {
            FailureType::Soft => {
                "Soft: temporary. Campaign tries again during the validity period and counts the errors of the number."
            }
            FailureType::Hard => "Hard: permanent. The number goes into quarantine at once.",
            FailureType::Ignored => "Ignored: technical or by rule. It has no effect on the number.",
            FailureType::NotDefined => "Not defined: not qualified yet.",
            FailureType::Unknown(_) => "This type of failure is not documented. It comes from the server as it is.",
        },
        Msg::Quarantine => "Quarantine",
        Msg::QuarantineLoading => "Looking the number up…",
        Msg::NoQuarantineEntry => {
            "Campaign has no quarantine entry for these digits, neither as +… nor as 00… or without a prefix."
        }
        Msg::SpelledThere => "There the number is spelled:",
        Msg::NotInQuarantine => "The number is not in quarantine: Campaign will send to it again.",
        Msg::InQuarantine { since, reason } => {
            let reason = reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
            return format!(
                "The number is in quarantine since {since}{reason}. Every profile with this number is left out."
            );
        }
        Msg::QuarantineEnds => {
            "A quarantine never ends by itself: an administrator sets the status of the address to Valid in Non deliverables \
             and addresses."
        }
        Msg::DenylistedSince { since } => {
            return format!("The number is on the denylist since {since}. Every profile with this number is left out.");
        }
        Msg::DenylistEnds => {
            "The denylist never ends by itself: the recipient asks for messages again with a keyword, or an administrator sets \
             the status of the address to Valid."
        }
        Msg::WithErrors { errors } => {
            let errors = errors.map_or_else(
                || "temporary errors".to_owned(),
                |errors| numbers.count(errors, "temporary error", "temporary errors"),
            );
            return format!(
                "Campaign has counted {errors} for the number and still sends to it. Five put it into quarantine."
            );
        }
        Msg::WithErrorsEnds => {
            "The count ends with a message that arrives, or 10 days after the last error (30 if the phone could not store a message)."
        }
        Msg::AddressStatus { status } => return format!("The server lists the number as: {status}."),
        Msg::ServerText => "Text of the server",

        Msg::Launch => "Sending",
        Msg::Action(of) => action(*of),
        Msg::NotPrepared => {
            "Not prepared yet. Preparing counts the target and leaves out whom no message may reach; nothing is sent."
        }
        Msg::Analysing => "The analysis is running.",
        Msg::TargetReady => {
            "The target is counted. The analysis goes on by itself, or waits until somebody approves the target or prepares again."
        }
        Msg::AnalysisFailed => "The analysis failed. Audit says why: put it right, then prepare again.",
        Msg::ReadyToSend { messages, excluded } => {
            return format!(
                "Ready: {} to send, {} left out.",
                numbers.count(*messages, "message", "messages"),
                numbers.count(*excluded, "address", "addresses")
            );
        }
        Msg::SendingProgress { processed, total } => {
            return format!(
                "Sending: {} of {} processed.",
                numbers.number(*processed),
                numbers.count(*total, "message", "messages")
            );
        }
        Msg::PausedAt { processed, total } => {
            return format!(
                "Paused: {} of {} processed. Those are not called back.",
                numbers.number(*processed),
                numbers.count(*total, "message", "messages")
            );
        }
        Msg::OverdueStart { late } => {
            return format!(
                "The start is {late}. The server starts a delivery by itself once its date has come: its workflow for deliveries may be stopped."
            );
        }
        Msg::Now { state } => return format!("{state}."),
        Msg::Progress => "Progress",
        Msg::ConfirmSend { messages } => return format!("Send {}?", numbers.count(*messages, "message", "messages")),
        Msg::SendingIsFinal { messages } => {
            return format!(
                "{} out. A message that was handed over cannot be called back. Sending can be paused; stopping it is final.",
                numbers.count(*messages, "message goes", "messages go")
            );
        }
        Msg::SendNow { messages } => return format!("Send {}", numbers.count(*messages, "message", "messages")),
        Msg::ConfirmStop => "Stop this delivery for good?",
        Msg::StopIsFinal => {
            "A stopped delivery cannot be resumed. Messages that were handed over are not called back. To go on later, pause it instead."
        }
        Msg::StopNow => "Stop for good",
        Msg::Cancel => "Cancel",
        Msg::UnsavedFirst => "You have changes to the text that are not saved. Save or discard them first.",
        Msg::ChangedSince { prepared } => {
            return format!(
                "Changed since it was prepared on {prepared}: the former text would go out. Prepare it again before it is sent."
            );
        }
        Msg::PreparedOn => "Prepared",
        Msg::PreparedUnknown => "Not known.",
        Msg::NumberDiffers => "This is not the number of messages.",
        Msg::LeftOut => "Left out",
        Msg::TypeNumber { number } => return format!("To send them, type their number, {number}:"),
        Msg::Reached { action: reached, is_done, state, by, line } => {
            let how_far = if *is_done { "is done" } else { "is under way" };
            let mut text = format!("“{}” {how_far}. The delivery is now: {state}.", action(*reached));
            if !by.is_empty() {
                text += &format!(" Last changed by {by}.");
            }
            if let Some((time, words)) = line {
                text += &format!(" Journal, {time}: {words}");
            }
            return text;
        }
        Msg::Overtaken { state } => {
            return format!("Nothing was done: the delivery has changed meanwhile. It is now: {state}.");
        }
        Msg::SendPrevented => "The page around this one has stopped the sending. Nothing was sent.",
        Msg::NotDone(why) => return format!("Nothing was done. {}", error(why)),
        Msg::ActionLost { action: lost, why, state } => {
            let lost = action(*lost);
            let what = if why.is_silence() {
                format!("No answer came to “{lost}”.")
            } else {
                format!("“{lost}” was answered with an error. {}", error(why))
            };
            let then = match state {
                Some(state) => format!("The delivery is now: {state}. Nothing is repeated by itself."),
                None => "The delivery could not be read. Check the connection and refresh before you try again.".into(),
            };
            return format!("{what} {then}");
        }
        Msg::MayBeRefused { action: one, right } => {
            return format!(
                "“{}” needs the right “{right}”, which your account does not list: Campaign may refuse it.",
                action(*one)
            );
        }
        Msg::ActionRefused { action: refused, refusal } => {
            let right = refused.right().filter(|_| refusal.is_right_missing).map_or_else(String::new, |right| {
                format!(" The operator needs the right “{right}”: an administrator grants it.")
            });
            return format!("The server refused “{}”: {}{right}", action(*refused), refusal.words);
        }
        Msg::SlowedDown { time } => {
            return format!("No answer since {time}: the server is asked less often. Refresh asks at once.");
        }
        Msg::UpdatedAt { time } => return format!("Updated {time}"),
        Msg::CopyMyText => "Copy my text",
        Msg::Copied => "Copied.",
        Msg::NotCopied => "This browser does not allow copying here. Press Ctrl+C while the row has the focus.",
        Msg::CopyRow => "Copy row",
        Msg::CopyLink => "Copy link",
        Msg::CopiedRows { n, n_selected } if n == n_selected => {
            return format!("{} copied.", numbers.count(*n, "row", "rows"));
        }
        Msg::CopiedRows { n, n_selected } => {
            return format!(
                "{} of the {} selected rows are loaded; these were copied.",
                numbers.number(*n),
                numbers.number(*n_selected)
            );
        }
        Msg::NSelected(n) => return format!("{} selected", numbers.count(*n, "row", "rows")),

        Msg::TrackedUrls => "Tracked URLs",
        Msg::Kind => "Type",
        Msg::SourceUrl => "Source URL",
        Msg::Clicks => "Clicks",
        Msg::People => "Recipients who clicked",
        Msg::AllClicks => "Clicks on all URLs",
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
        Msg::Proofs => "Proofs",
        Msg::NoProofs => "No proof was made of this delivery.",
        Msg::NoJournal => "Nothing has happened yet. The journal begins with the first analysis.",

        Msg::Shown { from, to, total } => {
            let total = total.map_or_else(|| "?".to_owned(), |total| numbers.number(total));
            return format!("Rows {} to {} of {total}", numbers.number(*from), numbers.number(*to));
        }
        Msg::NRows(n) => return numbers.count(*n, "row", "rows"),
        Msg::NOfN { number, total } => return format!("{} of {}", numbers.number(*number), numbers.number(*total)),
        Msg::Raw(name) => name,
        Msg::Columns => "Columns",
        Msg::UsualColumns => "The usual columns",
        Msg::WidthOf { column } => return format!("Width of {column}"),
        Msg::Export => "Export",
        Msg::ExportHint => {
            "All rows of the list with its present filters, the highest @id first. Rows that are added meanwhile are not in the file."
        }
        Msg::FileFormat => "File",
        Msg::CsvFile => "CSV, for spreadsheets",
        Msg::WorkbookFile => "XLSX, a workbook with numbers and dates",
        Msg::JsonLinesFile => "JSON Lines, for programs",
        Msg::Utf8Mark => "Begins with a mark by which Excel recognises accents (BOM)",
        Msg::ZoneOfTimes => "Times of the zone",
        Msg::WholeNumbers => "Phone numbers in full",
        Msg::Exporting => "Exporting…",
        Msg::Exported { n, file } => {
            return format!("The file {file} is complete: {}.", numbers.count(*n, "row", "rows"));
        }
        Msg::SaveAgain => "Save the file again",
        Msg::TimesOfZone { column, zone, at } => return format!("{column} ({zone}, exported {at})"),
        Msg::FileError(FileError::MakerMissing) => {
            "A file of this app did not arrive. Check the network, and try again."
        }
        Msg::FileError(FileError::NoRoom) => {
            "The browser has no room for the file, or is too old to make it. Close other tabs, narrow the rows by filters, or take another kind of file."
        }
        Msg::ExportGoesOn => "The rows that were read are kept; the export goes on from there.",
        Msg::Print => "Print",
        Msg::PrintedOf { n, total } => {
            return format!("The first {} of {} rows.", numbers.number(*n), numbers.number(*total));
        }
        Msg::Keys => "Keys",
        Msg::KeyRow => "The next row, the row before",
        Msg::KeyPage => "A screen down, up",
        Msg::KeyEnds => "The first row, the last row",
        Msg::KeyOpen => "Open the row",
        Msg::KeyClose => "Close the details, then end the selection",
        Msg::KeyExtend => "Select more rows",
        Msg::KeyAll => "Select all rows",
        Msg::KeyCopy => "Copy the selected rows, for a spreadsheet",
        Msg::KeySearch => "Search",
        Msg::FindInLog => "Find a number or a text",
        Msg::FindInLogHint => "Number in any spelling, or text",
        Msg::SearchWholeLog => "Search the whole log (slow)",
        Msg::SearchingWholeLog => "The whole log is being searched.",
        Msg::WholeLogSearched => "The whole log was searched, in every spelling.",
        Msg::Filters => "Filters",
        Msg::Country => "Country, from the prefix",
        Msg::TextPattern => "Text, as a pattern",
        Msg::Counting => "Counting…",
        Msg::NotCounted => "Not counted",
        Msg::Count => "Count",
        Msg::NoCountryCode => "Without a known prefix",
        Msg::MoreValues { n } => return format!("{} more", numbers.number(*n)),
        Msg::MostFrequent { n } => return format!("Counted in the {} most frequent only", numbers.number(*n)),
        Msg::EmptyLog => "The log is empty.",
        Msg::MessagesOverTime => "Messages over time",
        Msg::ClicksOverTime => "Clicks over time",
        Msg::CountMessages => "Count the messages by time",
        Msg::CountClicks => "Count the clicks by time",
        Msg::ByLastChange { minutes } => return format!("Rows by their last change, {}", per(*minutes, numbers)),
        Msg::ClicksPer { minutes } => return format!("Clicks {}", per(*minutes, numbers)),
        Msg::LatestChanges => "Only the end of the time: there are too many to count.",
        Msg::AsTable => "As a table",
        Msg::AsChart => "As a chart",
        Msg::OnScreen => "on screen",
        Msg::FilterBy { of, is } => return format!("{of}: {is}"),
        Msg::OnlyTheseRows => "Only these rows",
        Msg::OnlyRowsWith { filter } => return format!("Only these rows: {filter}"),
        Msg::RemoveFilter { filter } => return format!("Remove the filter {filter}"),
        Msg::ActiveFilters => "Active filters",
        Msg::NothingFound => "No row matches. Change the search or reset the filters.",
        Msg::NumberNotFound => "The number is not here in its usual spellings. Search the whole log to find any other.",
        Msg::GoToRow => "Go to row",
        Msg::Row { number } => return format!("Row {}", numbers.number(*number)),
        Msg::PreviousDelivery => "Previous delivery",
        Msg::NextDelivery => "Next delivery",
        Msg::ReceivedTitle => "Received",
        Msg::PreviousRow => "Previous row",
        Msg::NextRow => "Next row",
        Msg::Refresh => "Refresh",
        Msg::TryAgain => "Try again",
        Msg::Loading => "Loading",
        Msg::CouldNotLoad => "This could not be loaded.",

        Msg::Misconfigured => "This page is not set up rightly",
        Msg::Error(why) => return error(why),
        Msg::UnknownCode(value) => return format!("Status {value}"),
    };
    words.to_owned()
}

fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Gsm7 => "GSM-7",
        Encoding::Latin1 => "Latin-1",
        Encoding::Ucs2 => "Unicode",
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::Prepare => "Prepare",
        Action::Send => "Send",
        Action::Pause => "Pause",
        Action::Resume => "Resume",
        Action::Stop => "Stop",
    }
}

fn error(error: &Error) -> String {
    let words = match error {
        Error::Unreachable => "The server does not answer. Check the connection, then try again.",
        Error::Timeout => "The server took too long to answer. Try again in a moment.",
        Error::CrossOrigin => {
            "The server is there, but its answers are barred from this page (CORS). Ask your administrator to forward Campaign’s router on this page’s own origin."
        }
        Error::Redirected => {
            "A server on the way sends this page elsewhere, as it does when its own sign-in has ended. Reload the page to sign in there."
        }
        Error::Setting(invalid) => match invalid {
            Invalid::File => {
                "config.json cannot be read: it must be one JSON object. Its administrator must correct it."
            }
            Invalid::BaseUrl => {
                "The address of Campaign (baseUrl, base-url) must begin with https:// or with /, and have no ? or #. Its administrator must correct it."
            }
            Invalid::SignIn => {
                "The way in (signIn, sign-in) must be host, page or password. Its administrator must correct it."
            }
            Invalid::MessageTypes => {
                "messageTypes in config.json must be a list of numbers from 0 to 255. Its administrator must correct it."
            }
            Invalid::OptOutWords => {
                "optOutWords in config.json must be a list of texts. Its administrator must correct it."
            }
            Invalid::Operators => {
                "operators in config.json must be a list of objects with login and password. Its administrator must correct it."
            }
        },
        Error::Failure(Failure::SessionEnded) => "Your session has ended. Sign in again.",
        Error::Failure(Failure::WrongPassword) => "The operator or the password is wrong.",
        Error::Failure(Failure::AddressRefused) => {
            "Campaign takes no sign-in from this network address. Ask your administrator to add it to a security zone of the instance."
        }
        Error::Failure(Failure::Fault(fault)) => return fault.words(),
        Error::Failure(Failure::Http(status)) => match status {
            403 => "Access is refused (403). Ask your administrator whether your network may use Campaign.",
            413 => {
                "The request is too large for a server on the way (413). Shorten the text, or ask your administrator to allow larger requests."
            }
            429 => "The server is busy (429). Wait a minute, then try again.",
            500..=599 => return format!("The server failed ({status}). Try again in a moment."),
            _ => {
                return format!(
                    "The server answered with the status {status}. Ask your administrator about the address of Campaign."
                );
            }
        },
        Error::Failure(Failure::NotCampaign) => {
            "Something else than Adobe Campaign answered. Ask your administrator about the address of Campaign."
        }
        Error::Failure(Failure::Xml(_)) => {
            "The server's answer cannot be read. Try again; if it stays so, tell your administrator."
        }
    };
    words.to_owned()
}

/// A duration in its largest unit.
fn span(minutes: i64, numbers: &impl Numbers) -> String {
    let (n, one, other) = match Span::of_minutes(minutes) {
        Span::Days(n) => (n, "day", "days"),
        Span::Hours(n) => (n, "hour", "hours"),
        Span::Minutes(n) => (n, "minute", "minutes"),
    };
    numbers.count(n, one, other)
}

/// How long a bar is.
fn per(minutes: i64, numbers: &impl Numbers) -> String {
    let (n, one, several) = match minutes {
        days if days % 1440 == 0 => (days / 1440, "day", "days"),
        hours if hours % 60 == 0 => (hours / 60, "hour", "hours"),
        minutes => (minutes, "minute", "minutes"),
    };
    if n == 1 { format!("per {one}") } else { format!("per {} {several}", numbers.number(n)) }
}
