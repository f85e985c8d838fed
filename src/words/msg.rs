//! The messages. Their texts are in [`en`](super::en) and [`fr`](super::fr).

use campaign::{
    codes::{FailureReason, FailureType, LogStatus},
    flag::Flag,
    ladder::Part,
    lifecycle::{Action, Outcome, Phase},
    verdict::Advice,
};

use sms_text::{Encoding, character::Look};

use crate::{
    error::{Error, FileError, Refusal},
    route::Tab,
};

/// All texts of the app except the labels of codes.
#[derive(Debug, PartialEq, Eq)]
pub enum Msg {
    AppName,
    TimeZone,
    TimesIn {
        zone: String,
    },
    Language,
    SignOut,

    SignIn,
    SignInAs {
        login: String,
    },
    Operator,
    Password,
    KnownOperators,
    SignInHint,
    SessionEndedHint,
    HostSignsIn,
    SignInFailed {
        why: Box<Msg>,
    },
    CredentialsMissing,

    Deliveries,
    Label,
    DeliveryCode,
    Status,
    ContactDate,
    /// Shares of the messages to send.
    OutcomeByCampaign {
        success: String,
        failed: String,
    },
    OutcomeByLog {
        received: String,
        unconfirmed: String,
        failed: String,
    },
    FailedMessages,
    Attention,
    NeedsAttention,
    Flag(Flag),
    FlagRule(Flag),
    Processed,
    Success,
    Search,
    SearchHint,
    Phase(Phase),
    Period,
    AnyTime,
    LastDays(u32),
    LastMonths(u32),
    LastYear,
    NoDeliveries,
    NoDeliveriesMatch,
    NDeliveries(i64),
    OwnViews,
    OtherAccents,
    KeepView,
    ForgetView,
    ViewName,
    KeepName,
    NoViewName,
    ViewNotKept {
        name: String,
    },
    ViewComesBack {
        name: String,
    },
    ViewKept {
        name: String,
    },
    ViewForgotten {
        name: String,
    },
    ResetFilters,
    OpenHint,

    Tab(Tab),
    Tabs,
    RowCount(i64),
    ReadOnly,
    DeliveryNumber {
        id: String,
    },
    DeliveryNotFound,
    DeliveryNotFoundHint,
    PageNotFound,
    BackToList,
    Partial {
        why: String,
    },
    PartialRows {
        why: String,
    },

    Figures,
    ToSend,
    About,
    StatusSince {
        date: String,
    },
    Channel,
    Routing,
    Folder,
    MessageType,
    LastModified,
    LastChange {
        at: String,
        by: String,
    },
    ModifiedBy {
        name: String,
    },
    Targeted,
    Excluded,
    Errors,
    SmsHandedOver,
    SeveralSms {
        sms: i64,
        messages: i64,
    },
    NewQuarantines,
    /// A share is larger than its whole.
    NotAddingUp,
    /// A date for which something waits has passed.
    Overdue {
        minutes: i64,
    },
    Mapping,

    TextContent,
    Sender,
    SenderHint,
    Mode,
    Priority,
    MaxParts,
    MaxPartsHint,
    Settings,
    Save,
    Saving,
    Saved,
    SavedAnalyseAgain,
    NothingToSave,
    Discard,
    UnsavedDraft,
    LockedSent {
        date: String,
    },
    LockedSentUndated,
    LockedMidSourced,
    LockedAnalysing,
    LockedByHost,
    LockedMeanwhile {
        state: String,
    },
    ChangedMeanwhile {
        time: String,
    },
    Differences,
    WholeTexts,
    FormerText,
    TheirText,
    MyText,
    Theirs,
    Mine,
    TakeTheirs,
    GoneMeanwhile,
    SaveRefused {
        refusal: Refusal,
    },
    NotSaved(Error),
    SaveUnknown(Error),
    SaveUnconfirmed,
    ForbiddenCharacter {
        character: char,
        position: usize,
    },
    MaxPartsInvalid,
    EmptyText,

    Size,
    Encoding,
    EncodingName(Encoding),
    Characters,
    Units,
    Parts,
    OfRoom {
        used: i64,
        room: i64,
    },
    AtLeast {
        what: String,
    },
    EitherParts {
        fewer: i64,
        more: i64,
    },
    WhyEitherParts,
    WhyAtLeast,
    LinksReplaced,
    SizeSaid {
        encoding: Encoding,
        parts: i64,
    },
    ForcesUnicode {
        characters: String,
        n: i64,
    },
    FitsWhenReplaced {
        encoding: Encoding,
        units: i64,
        room: i64,
        parts: i64,
        instead: i64,
    },
    ReplaceAll,
    ReplaceWith {
        with: String,
    },
    ReplaceWithSpace,
    Remove,
    CostlyCharacters,
    PlaceOf {
        times: i64,
        first: i64,
    },
    ForcesUnicodeItself,
    TakesTwoSeptets,
    Look(Look),
    Hexadecimal,
    Copy,

    InsertField,
    FindField,
    NoFields,
    FieldUnknown {
        name: String,
    },

    BeforeSending,
    Mend,
    TextMissing,
    NobodyToSendTo,
    ChangedSincePrepared,
    PartsWithin {
        parts: i64,
    },
    PartsBeyond {
        parts: i64,
        limit: i64,
    },
    PartsForCharacters {
        parts: i64,
        instead: i64,
    },
    SenderFits,
    SenderOfAccount,
    SenderIsScript,
    SenderIsNumber,
    SenderTooLong {
        length: i64,
    },
    LinksTracked,
    LinksNotTracked,
    OptOutThere,
    OptOutMissing,

    DeliveryLogs,
    ExclusionLogs,
    Causes,
    Rule,
    Addresses,
    OutcomeTitle,
    Reason,
    FailureType,
    Address,
    Text,
    ShowNumbers,
    HideNumbers,
    AddressHidden,
    NoAddress,
    Outcome(Outcome),
    NothingPrepared,
    BeingPrepared,
    ReadyUnsent {
        n: i64,
    },
    StartsAt {
        n: i64,
        date: String,
    },
    NotStarted {
        minutes: i64,
    },
    StillFor {
        minutes: i64,
    },
    Advice(Advice),
    CountedAt {
        date: String,
    },
    TriedAgain {
        at: String,
    },
    HaveLeft {
        left: i64,
        n: i64,
    },
    PausedWaiting {
        waiting: i64,
    },
    StoppedWith {
        cancelled: i64,
        left: i64,
    },
    NothingCanBeSent,
    NoneLeft {
        n: i64,
    },
    AllFailed {
        n: i64,
    },
    AllReceived {
        n: i64,
    },
    SomeReceived {
        received: i64,
        n: i64,
    },
    Unconfirmed {
        outcome: Outcome,
        n: i64,
    },
    MoreUnconfirmed {
        n: i64,
        /// How long ago they left, if that is known.
        minutes: Option<i64>,
    },
    SomeFailed {
        n: i64,
    },
    CountedAsSuccess {
        success: i64,
        n: i64,
    },
    CountersInstead,
    LogPurged,
    NobodyToReach,
    /// What the ladder is about.
    WhatBecame,
    PartTitle,
    NumberOfPeople,
    OfTargeted,
    Recompute,
    Recomputing,
    Recomputed,
    FromTarget,
    LeftOutInAll,
    NeitherNor {
        n: i64,
    },
    CausesDiffer {
        causes: i64,
        left_out: i64,
    },
    OfFailed,
    WhyFailed,
    CountReasons,
    NoReason,
    /// So many messages leave in a minute, and the last one at this time.
    Leaving {
        per_minute: i64,
        end: String,
    },
    /// The date and the text of a line of the journal.
    LastError {
        date: String,
        message: String,
    },
    /// The same of any line.
    LastLine {
        date: String,
        message: String,
    },
    /// When the delivery says that it ended, and the date of its journal's last line.
    JournalEndsBefore {
        ended: String,
        last: String,
    },
    ProvenTitle,
    /// What the number of a part proves.
    Proven(Part),
    SuccessByCampaign,
    PartsAddUp,
    /// So many of the targeted are in no part; below 0, so many more are in the parts.
    PartsMiss {
        n: i64,
    },
    SuccessDiffers {
        success: i64,
        sent: i64,
        received: i64,
    },
    ErrorsDiffer {
        counter: i64,
        log: i64,
    },
    MessagesDiffer {
        counter: i64,
        log: i64,
    },
    AllRows,
    FilterByStatus,
    NoLogs,
    NoLogsYet,
    NoExclusions,
    NoExclusionsYet,
    NoCauses,
    ExclusionsInLog,
    ExclusionsNotStored,

    Close,
    StatusMeaning(LogStatus),
    ReasonMeaning(FailureReason),
    TypeMeaning(FailureType),
    Quarantine,
    QuarantineLoading,
    NoQuarantineEntry,
    SpelledThere,
    NotInQuarantine,
    InQuarantine {
        since: String,
        reason: Option<String>,
    },
    QuarantineEnds,
    DenylistedSince {
        since: String,
    },
    DenylistEnds,
    WithErrors {
        /// `None` if the server does not give the number.
        errors: Option<i64>,
    },
    WithErrorsEnds,
    AddressStatus {
        status: String,
    },
    ServerText,

    Launch,
    Action(Action),
    NotPrepared,
    Analysing,
    /// State 15, in which an analysis may rest.
    TargetReady,
    AnalysisFailed,
    ReadyToSend {
        messages: i64,
        excluded: i64,
    },
    SendingProgress {
        processed: i64,
        total: i64,
    },
    PausedAt {
        processed: i64,
        total: i64,
    },
    /// `late` is the time by which it is overdue.
    OverdueStart {
        late: String,
    },
    Now {
        state: String,
    },
    Progress,
    ConfirmSend {
        messages: i64,
    },
    SendingIsFinal {
        messages: i64,
    },
    SendNow {
        messages: i64,
    },
    PreparedOn,
    PreparedUnknown,
    LeftOut,
    NumberDiffers,
    TypeNumber {
        number: String,
    },
    ConfirmStop,
    StopIsFinal,
    StopNow,
    Cancel,
    UnsavedFirst,
    ChangedSince {
        prepared: String,
    },
    Reached {
        action: Action,
        is_done: bool,
        state: String,
        /// The operator who changed the delivery last; empty if unknown.
        by: String,
        /// The time and the text of the journal's last line.
        line: Option<(String, String)>,
    },
    Overtaken {
        state: String,
    },
    SendPrevented,
    NotDone(Error),
    ActionLost {
        action: Action,
        why: Error,
        /// The delivery's state now, if it could be read.
        state: Option<String>,
    },
    /// The named right that an action needs, and that the operator may lack.
    MayBeRefused {
        action: Action,
        right: &'static str,
    },
    ActionRefused {
        action: Action,
        refusal: Refusal,
    },
    /// Polls have become rarer; `time` is that of the last answer.
    SlowedDown {
        time: String,
    },
    UpdatedAt {
        time: String,
    },
    CopyMyText,
    Copied,
    NotCopied,
    CopyRow,
    CopyLink,
    /// Selected rows were copied; `n` of them were loaded.
    CopiedRows {
        n: i64,
        n_selected: i64,
    },
    NSelected(i64),

    TrackedUrls,
    Kind,
    SourceUrl,
    Clicks,
    People,
    ClickLog,
    AllClicks,
    Date,
    Click,
    TrackingOff,
    NoTrackingYet,
    NoUrls,
    NoClicks,
    NoLabel,

    Journal,
    Message,
    Severity,
    Code,
    NoJournal,
    Proofs,
    NoProofs,

    /// The rows on screen, and the number of all rows; `None` if the server did not count them.
    Shown {
        from: i64,
        to: i64,
        total: Option<i64>,
    },
    NRows(i64),
    /// The place of the cursor among the rows found.
    NOfN {
        number: i64,
        total: i64,
    },
    /// A column with Campaign's own name.
    Raw(&'static str),
    Columns,
    UsualColumns,
    WidthOf {
        column: String,
    },
    Export,
    /// What is exported.
    ExportHint,
    FileFormat,
    CsvFile,
    WorkbookFile,
    JsonLinesFile,
    /// Whether the file begins with a mark of UTF-8.
    Utf8Mark,
    ZoneOfTimes,
    WholeNumbers,
    Exporting,
    /// The rows are in a file of this name.
    Exported {
        n: i64,
        file: String,
    },
    SaveAgain,
    /// The head of a column with times of a zone, exported at this time.
    TimesOfZone {
        column: String,
        zone: String,
        at: String,
    },
    FileError(FileError),
    ExportGoesOn,
    Print,
    PrintedOf {
        n: i64,
        total: i64,
    },
    Keys,
    KeyRow,
    KeyPage,
    KeyEnds,
    KeyOpen,
    KeyClose,
    KeyExtend,
    KeyAll,
    KeyCopy,
    KeySearch,
    FindInLog,
    FindInLogHint,
    SearchWholeLog,
    SearchingWholeLog,
    WholeLogSearched,
    Filters,
    Country,
    TextPattern,
    Counting,
    NotCounted,
    Count,
    NoCountryCode,
    MoreValues {
        n: i64,
    },
    MostFrequent {
        n: i64,
    },
    EmptyLog,
    MessagesOverTime,
    ClicksOverTime,
    CountMessages,
    CountClicks,
    /// How many minutes a bar has.
    ByLastChange {
        minutes: i64,
    },
    /// How many minutes a bar has.
    ClicksPer {
        minutes: i64,
    },
    LatestChanges,
    AsTable,
    AsChart,
    OnScreen,
    FilterBy {
        of: String,
        is: String,
    },
    OnlyTheseRows,
    OnlyRowsWith {
        filter: String,
    },
    RemoveFilter {
        filter: String,
    },
    ActiveFilters,
    NothingFound,
    NumberNotFound,
    GoToRow,
    Row {
        number: i64,
    },
    PreviousDelivery,
    NextDelivery,
    ReceivedTitle,
    PreviousRow,
    NextRow,
    Refresh,
    TryAgain,
    Loading,
    CouldNotLoad,

    Misconfigured,
    Error(Error),
    UnknownCode(i64),
}
