//! Every sentence Hatchery can say: `Msg` names it and carries what it is about, `Locale` puts it into a language.
//! This is the only reader of `locales/`, and it knows nothing of who says what when.

use std::collections::HashMap;

use anyhow::{Context, anyhow};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::Millis;

/// A length of time, said in its largest whole unit: `41 s`, `12 min`, `3 days`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span(pub Millis);

/// Declares the sentences: the variant, what it is about, and the name of the message in `locales/`.
macro_rules! messages {
    ($($variant:ident $({ $($field:ident : $type:ty),+ })? = $id:literal),+ $(,)?) => {
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Msg { $($variant $({ $($field: $type),+ })?),+ }

        impl Msg {
            /// Every message with the names of its variables.
            pub const ALL: &'static [(&'static str, &'static [&'static str])] =
                &[$(($id, &[$($(stringify!($field)),+)?])),+];

            fn id(&self) -> &'static str {
                match self { $(Msg::$variant $({ $($field: _),+ })? => $id),+ }
            }

            #[allow(unused_variables)]
            fn arguments<'a>(&'a self, locale: &Locale) -> FluentArgs<'a> {
                let mut arguments = FluentArgs::new();
                match self {
                    $(Msg::$variant $({ $($field),+ })? => {
                        $($(arguments.set(stringify!($field), $field.value(locale));)+)?
                    })+
                }
                arguments
            }
        }
    };
}

messages! {
    // Start and help
    Welcome = "welcome",
    YouHave { live: i64, limit: i64 } = "you-have",
    NoAccess = "no-access",
    Redeemed = "redeemed",
    WrongCode = "wrong-code",
    How = "how",
    HelpHead = "help-head",
    UnknownCommand = "unknown-command",
    UnknownCommandNear { nearest: String } = "unknown-command-near",
    NotUnderstood = "not-understood",
    OnlyText = "only-text",
    InGroup = "in-group",
    Broken { reference: String } = "broken",
    StepOver = "step-over",
    StepOverIdle = "step-over-idle",
    PressAButton = "press-a-button",
    LeavingConsole = "leaving-console",
    ConsoleHowToLeave = "console-how-to-leave",
    ConsoleTrouble = "console-trouble",
    Plain { text: String } = "plain",
    Joined { first: Box<Msg>, second: Box<Msg> } = "joined",
    // Commands, as a menu lists them
    CommandDeploy = "command-deploy",
    CommandStatus = "command-status",
    CommandLogs = "command-logs",
    CommandRestart = "command-restart",
    CommandStop = "command-stop",
    CommandResume = "command-resume",
    CommandEdit = "command-edit",
    CommandDelete = "command-delete",
    CommandQuota = "command-quota",
    CommandLanguage = "command-language",
    CommandCancel = "command-cancel",
    CommandHelp = "command-help",
    CommandStart = "command-start",
    CommandInvite = "command-invite",
    CommandTier = "command-tier",
    // Hatching: the questions
    AskBlueprint = "ask-blueprint",
    AskName = "ask-name",
    AskNameHelp = "ask-name-help",
    NameTaken { name: String } = "name-taken",
    NameTooShort = "name-too-short",
    NameTooLong = "name-too-long",
    NameOneLine = "name-one-line",
    NameCharacter { odd: String } = "name-character",
    NameNoLetter = "name-no-letter",
    AskProvider { name: String } = "ask-provider",
    PickProvider = "pick-provider",
    KeyTooEarly = "key-too-early",
    AskKey { provider: String, shape: String } = "ask-key",
    AskKeyAnyShape { provider: String } = "ask-key-any-shape",
    AskKeyHelp = "ask-key-help",
    WhereIsTheKey { provider: String, address: String } = "where-is-the-key",
    MessageDeleted = "message-deleted",
    DeleteItYourself = "delete-it-yourself",
    CheckingKey { tail: String, provider: String } = "checking-key",
    StillChecking = "still-checking",
    KeyTooShort { provider: String } = "key-too-short",
    KeyTooLong { provider: String } = "key-too-long",
    KeyAlphabet { provider: String } = "key-alphabet",
    KeyOfAnother { provider: String, other: String } = "key-of-another",
    KeyIsToken { provider: String } = "key-is-token",
    KeyIsAdmin { provider: String } = "key-is-admin",
    KeyIsSubscription { provider: String } = "key-is-subscription",
    KeyRefused { tail: String, provider: String } = "key-refused",
    KeyAccountDisabled { tail: String, provider: String } = "key-account-disabled",
    KeyWrongKind { tail: String, provider: String } = "key-wrong-kind",
    KeyNoCredit { tail: String, name: String } = "key-no-credit",
    KeyNoCreditHelp = "key-no-credit-help",
    KeyNotPermitted { tail: String, provider: String } = "key-not-permitted",
    KeyModelUnavailable { tail: String, provider: String } = "key-model-unavailable",
    KeyRateLimited { provider: String } = "key-rate-limited",
    KeyRegion { provider: String } = "key-region",
    KeyUnreachable { provider: String } = "key-unreachable",
    NothingStored = "nothing-stored",
    SecretUnasked = "secret-unasked",
    SecretInCommand = "secret-in-command",
    AskChannels { name: String } = "ask-channels",
    PickChannels = "pick-channels",
    AskToken { name: String } = "ask-token",
    AskTokenHelp = "ask-token-help",
    WhereIsTheToken = "where-is-the-token",
    CheckingToken { tail: String } = "checking-token",
    StillCheckingToken = "still-checking-token",
    TokenShape = "token-shape",
    TokenIsKey { other: String } = "token-is-key",
    TokenRevoked { tail: String } = "token-revoked",
    TokenWebhook { handle: String, host: String } = "token-webhook",
    TokenWebhookHelp = "token-webhook-help",
    TokenInUse = "token-in-use",
    TokenUnreachable = "token-unreachable",
    Review { name: String } = "review",
    ReviewBlueprint { blueprint: String } = "review-blueprint",
    ReviewKeyChecked { provider: String, tail: String } = "review-key-checked",
    ReviewKeyNoCredit { provider: String, tail: String } = "review-key-no-credit",
    ReviewKeyUnchecked { provider: String, tail: String } = "review-key-unchecked",
    ReviewEcho = "review-echo",
    TalksOnWeb = "talks-on-web",
    TalksOnTelegram { handle: String } = "talks-on-telegram",
    TalksOnBoth { handle: String } = "talks-on-both",
    ReviewLocal { memory: i64 } = "review-local",
    ReviewAfter { live: i64, limit: i64, left: i64 } = "review-after",
    AskChange = "ask-change",
    LeavingHatch { name: String } = "leaving-hatch",
    LeavingNewHatch = "leaving-new-hatch",
    LeavingEdit = "leaving-edit",
    LeavingDelete = "leaving-delete",
    CancelledHatch = "cancelled-hatch",
    CancelledEdit = "cancelled-edit",
    ChangeNoted = "change-noted",
    CancelledDelete = "cancelled-delete",
    NothingToCancel = "nothing-to-cancel",
    CancelWhichHatch { name: String } = "cancel-which-hatch",
    // Limits
    LimitReached { live: i64, limit: i64 } = "limit-reached",
    HourUsed { limit: i64, free_in: Span } = "hour-used",
    DayUsed { limit: i64, free_in: Span } = "day-used",
    LeftThisHour { left: i64 } = "left-this-hour",
    LeftToday { left: i64 } = "left-today",
    LeftThisHourResets { left: i64, resets: Span } = "left-this-hour-resets",
    LeftTodayResets { left: i64, resets: Span } = "left-today-resets",
    YourTier { tier: String } = "your-tier",
    WillRemind = "will-remind",
    QuotaFree = "quota-free",
    // Work on a bot
    ProgressDeploy { name: String, elapsed: Span } = "progress-deploy",
    ProgressRestart { name: String, elapsed: Span } = "progress-restart",
    ProgressStop { name: String, elapsed: Span } = "progress-stop",
    ProgressResume { name: String, elapsed: Span } = "progress-resume",
    ProgressUpdate { name: String, elapsed: Span } = "progress-update",
    ProgressDelete { name: String, elapsed: Span } = "progress-delete",
    StagePlace = "stage-place",
    StageStart = "stage-start",
    StageAnswer = "stage-answer",
    StageStop = "stage-stop",
    StageRemove = "stage-remove",
    YouCanLeave = "you-can-leave",
    Alive { name: String, took: Span } = "alive",
    AliveBut { name: String, what: Box<Msg> } = "alive-but",
    OpenWeb { address: String } = "open-web",
    TalkOnTelegram { handle: String } = "talk-on-telegram",
    ClaimTelegram { address: String } = "claim-telegram",
    DoneRestart { name: String, took: Span } = "done-restart",
    DoneResume { name: String, took: Span } = "done-resume",
    DoneUpdate { name: String, took: Span } = "done-update",
    DoneStop { name: String } = "done-stop",
    DoneDelete { name: String } = "done-delete",
    Deleted { name: String } = "deleted",
    DidNotHatch { name: String, why: Box<Msg> } = "did-not-hatch",
    AllRemoved = "all-removed",
    AllRemovedFree = "all-removed-free",
    HatchCancelled { name: String } = "hatch-cancelled",
    NotDoneDeploy { name: String } = "not-done-deploy",
    NotDoneRestart { name: String } = "not-done-restart",
    NotDoneStop { name: String } = "not-done-stop",
    NotDoneResume { name: String } = "not-done-resume",
    NotDoneUpdate { name: String } = "not-done-update",
    NotDoneDelete { name: String } = "not-done-delete",
    NotDoneHelp = "not-done-help",
    WhyCancelled = "why-cancelled",
    WhyKeepsEnding = "why-keeps-ending",
    WhyNoAnswer = "why-no-answer",
    WhyKeyRefused { provider: String } = "why-key-refused",
    WhyTokenRefused = "why-token-refused",
    WhyMachine = "why-machine",
    WhyBlueprintGone = "why-blueprint-gone",
    BusyDeploy = "busy-deploy",
    BusyRestart = "busy-restart",
    BusyStop = "busy-stop",
    BusyResume = "busy-resume",
    BusyUpdate = "busy-update",
    BusyDelete = "busy-delete",
    Pointless = "pointless",
    BotGone = "bot-gone",
    // Bots that exist
    NoBots = "no-bots",
    WhichBot = "which-bot",
    NoSuchBot = "no-such-bot",
    StateBusy { name: String, doing: Box<Msg> } = "state-busy",
    StateDeploying { name: String, since: Span } = "state-deploying",
    StateRunning { name: String, since: Span } = "state-running",
    StateStopped { name: String, since: Span } = "state-stopped",
    StateFailed { name: String, since: Span } = "state-failed",
    StateGone { name: String } = "state-gone",
    CardLocal { blueprint: String } = "card-local",
    CardAi { provider: String, tail: String } = "card-ai",
    CardEcho = "card-echo",
    CardModel { model: String } = "card-model",
    CardGuests { guests: String } = "card-guests",
    CardProblem { what: Box<Msg>, ago: Span } = "card-problem",
    LogTail { name: String } = "log-tail",
    LogWhole { name: String } = "log-whole",
    LogEmpty { name: String } = "log-empty",
    AskEdit { name: String } = "ask-edit",
    NothingToEdit { name: String } = "nothing-to-edit",
    AskModel { name: String, model: String } = "ask-model",
    ModelShape = "model-shape",
    AskGuests { name: String } = "ask-guests",
    AskGuestsHelp = "ask-guests-help",
    GuestsShape = "guests-shape",
    ConfirmDelete { name: String } = "confirm-delete",
    NameDiffers { name: String } = "name-differs",
    // Trouble
    Trouble { name: String, what: Box<Msg> } = "trouble",
    Recovered { name: String } = "recovered",
    ProblemExited { code: i64 } = "problem-exited",
    ProblemKilled = "problem-killed",
    ProblemSignal { signal: i64 } = "problem-signal",
    ProblemGaveUp = "problem-gave-up",
    ProblemNotStarted = "problem-not-started",
    ProblemSilent = "problem-silent",
    ProblemKeyRefused { provider: String } = "problem-key-refused",
    ProblemNoCredit { provider: String } = "problem-no-credit",
    ProblemTokenRevoked = "problem-token-revoked",
    ProblemTokenTaken = "problem-token-taken",
    Expired = "expired",
    // Languages, admins
    LanguageChosen = "language-chosen",
    LanguageFromPlatform = "language-from-platform",
    LanguageSet = "language-set",
    Invited { code: String } = "invited",
    TierUsage = "tier-usage",
    TierSet { account: String, tier: String } = "tier-set",
    NoSuchAccount = "no-such-account",
    // What a prompt calls the answer
    PromptName = "prompt-name",
    PromptProvider = "prompt-provider",
    PromptKey = "prompt-key",
    PromptChannels = "prompt-channels",
    PromptToken = "prompt-token",
    PromptChoose = "prompt-choose",
    PromptModel = "prompt-model",
    PromptGuests = "prompt-guests",
    PromptCode = "prompt-code",
    // Buttons
    ButtonHatch = "button-hatch",
    ButtonHatchAgain = "button-hatch-again",
    ButtonHatchIt = "button-hatch-it",
    ButtonStartAgain = "button-start-again",
    ButtonHow = "button-how",
    ButtonHelp = "button-help",
    ButtonMyBots = "button-my-bots",
    ButtonShowMyBots = "button-show-my-bots",
    ButtonRemind = "button-remind",
    ButtonContinue = "button-continue",
    ButtonContinueHere = "button-continue-here",
    ButtonLeave = "button-leave",
    ButtonBack = "button-back",
    ButtonCancel = "button-cancel",
    ButtonCancelHatch = "button-cancel-hatch",
    ButtonEcho = "button-echo",
    ButtonWhere = "button-where",
    ButtonKeepKey { tail: String } = "button-keep-key",
    ButtonAnotherKey = "button-another-key",
    ButtonTryAgain = "button-try-again",
    ButtonGoOnAnyway = "button-go-on-anyway",
    ButtonUnchecked = "button-unchecked",
    ButtonWeb = "button-web",
    ButtonWebPicked = "button-web-picked",
    ButtonTelegram = "button-telegram",
    ButtonTelegramPicked = "button-telegram-picked",
    ButtonDone = "button-done",
    ButtonAnotherToken = "button-another-token",
    ButtonTakeOver = "button-take-over",
    ButtonSkipTelegram = "button-skip-telegram",
    ButtonChange = "button-change",
    ButtonChangeName = "button-change-name",
    ButtonChangeProvider = "button-change-provider",
    ButtonChangeKey = "button-change-key",
    ButtonChangeModel = "button-change-model",
    ButtonChangeChannels = "button-change-channels",
    ButtonChangeToken = "button-change-token",
    ButtonGuests = "button-guests",
    ButtonNoGuests = "button-no-guests",
    ButtonOpenChat = "button-open-chat",
    ButtonOpenPrivate = "button-open-private",
    ButtonRefresh = "button-refresh",
    ButtonStatus = "button-status",
    ButtonLogs = "button-logs",
    ButtonWholeLog = "button-whole-log",
    ButtonRestart = "button-restart",
    ButtonResume = "button-resume",
    ButtonStop = "button-stop",
    ButtonEdit = "button-edit",
    ButtonDelete = "button-delete",
    ButtonKeep = "button-keep",
    // Lengths of time
    SpanSeconds { n: i64 } = "span-seconds",
    SpanMinutes { n: i64 } = "span-minutes",
    SpanHours { n: i64 } = "span-hours",
    SpanDays { n: i64 } = "span-days",
}

/// What a sentence can be about.
trait About {
    fn value(&self, locale: &Locale) -> FluentValue<'_>;
}

impl About for String {
    fn value(&self, _: &Locale) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

impl About for i64 {
    fn value(&self, _: &Locale) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}

impl About for Span {
    fn value(&self, locale: &Locale) -> FluentValue<'_> {
        FluentValue::from(locale.span(*self))
    }
}

impl About for Box<Msg> {
    fn value(&self, locale: &Locale) -> FluentValue<'_> {
        FluentValue::from(locale.say(self))
    }
}

/// One language.
pub struct Locale {
    tag: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Locale {
    fn read(tag: &'static str, source: &str) -> anyhow::Result<Self> {
        let language: LanguageIdentifier = tag.parse().with_context(|| format!("read the language tag {tag}"))?;
        let resource = FluentResource::try_new(source.to_owned())
            .map_err(|(_, errors)| anyhow!("read locales/{tag}.ftl: {errors:?}"))?;
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Isolation marks would end up in copied addresses; names are quoted instead.
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).map_err(|errors| anyhow!("read locales/{tag}.ftl: {errors:?}"))?;
        Ok(Locale { tag, bundle })
    }

    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// The sentence. A test holds every language to all messages, so the name alone is never what a person reads.
    pub fn say(&self, msg: &Msg) -> String {
        let pattern = self.bundle.get_message(msg.id()).and_then(|message| message.value());
        let Some(pattern) = pattern else { return msg.id().to_owned() };
        let arguments = msg.arguments(self);
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        if !errors.is_empty() {
            tracing::error!(message = msg.id(), language = self.tag, "a sentence could not be put together");
        }
        said.into_owned()
    }

    fn span(&self, Span(ms): Span) -> String {
        // Begun seconds count: nothing takes 0 s.
        let seconds = (ms.max(0) + 999) / 1000;
        let msg = match seconds {
            0..90 => Msg::SpanSeconds { n: seconds },
            90..5_400 => Msg::SpanMinutes { n: (seconds + 30) / 60 },
            5_400..129_600 => Msg::SpanHours { n: (seconds + 1_800) / 3_600 },
            _ => Msg::SpanDays { n: (seconds + 43_200) / 86_400 },
        };
        self.say(&msg)
    }
}

/// All languages; English is spoken where a person's own is not known.
pub struct Catalogue {
    locales: HashMap<&'static str, Locale>,
}

impl Catalogue {
    pub fn read() -> anyhow::Result<Self> {
        let mut locales = HashMap::new();
        for (tag, source) in [("en", include_str!("../locales/en.ftl")), ("es", include_str!("../locales/es.ftl"))] {
            locales.insert(tag, Locale::read(tag, source)?);
        }
        Ok(Catalogue { locales })
    }

    /// The locale of a tag such as `es` or `es-MX`.
    pub fn locale(&self, tag: Option<&str>) -> &Locale {
        let language = tag.and_then(|tag| tag.split(['-', '_']).next()).unwrap_or("en").to_lowercase();
        self.locales.get(language.as_str()).unwrap_or(&self.locales["en"])
    }

    pub fn all(&self) -> impl Iterator<Item = &Locale> {
        self.locales.values()
    }
}
