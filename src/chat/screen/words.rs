//! Which sentence says what: closed enums of ours to messages.

use crate::chat::command::Verb;
use crate::chat::form::Field;
use crate::chat::state::{EditStep, HatchStep, KeysStep, State};
use crate::deploy::note::{Stretch, Waiting, Why};
use crate::domain::act::ActKind;
use crate::domain::{Channel, Language, OperationKind, Problem, Role, Stage, Token};
use crate::quota::Window;
use crate::text::{Msg, Span};

pub fn command(verb: Verb) -> Msg {
    match verb {
        Verb::Deploy => Msg::CommandDeploy,
        Verb::Status => Msg::CommandStatus,
        Verb::Logs => Msg::CommandLogs,
        Verb::Restart => Msg::CommandRestart,
        Verb::Stop => Msg::CommandStop,
        Verb::Resume => Msg::CommandResume,
        Verb::Edit => Msg::CommandEdit,
        Verb::Delete => Msg::CommandDelete,
        Verb::Quota => Msg::CommandQuota,
        Verb::Language => Msg::CommandLanguage,
        Verb::Timezone => Msg::CommandTimezone,
        Verb::Link => Msg::CommandLink,
        Verb::Unlink => Msg::CommandUnlink,
        Verb::Cancel => Msg::CommandCancel,
        Verb::Help => Msg::CommandHelp,
        Verb::Start => Msg::CommandStart,
        Verb::Config => Msg::CommandConfig,
        Verb::Diagnose => Msg::CommandDiagnose,
        Verb::History => Msg::CommandHistory,
        Verb::Notifications => Msg::CommandNotifications,
        Verb::Export => Msg::CommandExport,
        Verb::Token => Msg::CommandToken,
        Verb::Clone => Msg::CommandClone,
        Verb::Share => Msg::CommandShare,
        Verb::Rotate => Msg::CommandRotate,
        Verb::Keys => Msg::CommandKeys,
        Verb::Forget => Msg::CommandForget,
        Verb::User => Msg::CommandUser,
        Verb::Invite => Msg::CommandInvite,
        Verb::Tier => Msg::CommandTier,
        Verb::Fleet => Msg::CommandFleet,
        Verb::Strays => Msg::CommandStrays,
        Verb::Broadcast => Msg::CommandBroadcast,
        Verb::Maintenance => Msg::CommandMaintenance,
        Verb::Spend => Msg::CommandSpend,
        Verb::Alerts => Msg::CommandAlerts,
        Verb::Admin => Msg::CommandAdmin,
    }
}

pub fn command_line(verb: Verb) -> Msg {
    Msg::Joined {
        first: Box::new(Msg::Plain { text: format!("/{} – ", verb.word()) }),
        second: Box::new(command(verb)),
    }
}

pub fn role(role: Role) -> Msg {
    match role {
        Role::Support => Msg::RoleSupport,
        Role::Operator => Msg::RoleOperator,
        Role::Owner => Msg::RoleOwner,
    }
}

/// What was done, as a line of a history begins.
pub fn act(kind: ActKind, subject: String) -> Msg {
    match kind {
        ActKind::Deploy => Msg::ActDeploy { subject },
        ActKind::CancelHatch => Msg::ActCancelHatch { subject },
        ActKind::Restart => Msg::ActRestart { subject },
        ActKind::Stop => Msg::ActStop { subject },
        ActKind::Resume => Msg::ActResume { subject },
        ActKind::Edit => Msg::ActEdit { subject },
        ActKind::Config => Msg::ActConfig { subject },
        ActKind::Share => Msg::ActShare { subject },
        ActKind::EndShare => Msg::ActEndShare { subject },
        ActKind::Upgrade => Msg::ActUpgrade { subject },
        ActKind::Fleet => Msg::ActFleet { subject },
        ActKind::RemoveStray => Msg::ActRemoveStray { subject },
        ActKind::Delete => Msg::ActDelete { subject },
        ActKind::Trouble => Msg::ActTrouble { subject },
        ActKind::Recovered => Msg::ActRecovered { subject },
        ActKind::Invite => Msg::ActInvite { subject },
        ActKind::RevokeInvite => Msg::ActRevokeInvite { subject },
        ActKind::Redeem => Msg::ActRedeem { subject },
        ActKind::Tier => Msg::ActTier { subject },
        ActKind::Quota => Msg::ActQuota { subject },
        ActKind::Ban => Msg::ActBan { subject },
        ActKind::Unban => Msg::ActUnban { subject },
        ActKind::Grant => Msg::ActGrant { subject },
        ActKind::Revoke => Msg::ActRevoke { subject },
        ActKind::Link => Msg::ActLink { subject },
        ActKind::Unlink => Msg::ActUnlink { subject },
        ActKind::Forget => Msg::ActForget { subject },
        ActKind::ApiToken => Msg::ActApiToken { subject },
        ActKind::RevokeApiToken => Msg::ActRevokeApiToken { subject },
        ActKind::KeepKey => Msg::ActKeepKey { subject },
        ActKind::ReplaceKey => Msg::ActReplaceKey { subject },
        ActKind::DropKey => Msg::ActDropKey { subject },
        ActKind::Maintenance => Msg::ActMaintenance { subject },
        ActKind::Spend => Msg::ActSpend,
        ActKind::Broadcast => Msg::ActBroadcast { subject },
        ActKind::MuteAlerts => Msg::ActMuteAlerts { subject },
        ActKind::UnmuteAlerts => Msg::ActUnmuteAlerts,
        ActKind::TestAlerts => Msg::ActTestAlerts,
    }
}

/// A language in its own words.
pub fn language_name(tag: &str) -> String {
    Language::near(tag).unwrap_or(Language::English).name().to_owned()
}

pub fn deploys_left(window: Window, left: i64, resets: Option<Span>) -> Msg {
    match (window, resets) {
        (Window::Hour, None) => Msg::LeftThisHour { left },
        (Window::Day, None) => Msg::LeftToday { left },
        (Window::Hour, Some(resets)) => Msg::LeftThisHourResets { left, resets },
        (Window::Day, Some(resets)) => Msg::LeftTodayResets { left, resets },
    }
}

pub fn deploys_used(window: Window, limit: i64, free_in: Span) -> Msg {
    match window {
        Window::Hour => Msg::HourUsed { limit, free_in },
        Window::Day => Msg::DayUsed { limit, free_in },
    }
}

/// What the prompt says at a question for a key or token.
pub fn secret_prompt(state: &State) -> Option<Msg> {
    match state {
        State::Hatch(_, HatchStep::Key(_)) | State::Edit { step: EditStep::Key(_), .. } => Some(Msg::PromptKey),
        State::Keys(KeysStep::Key { .. }) => Some(Msg::PromptKey),
        State::Hatch(_, HatchStep::Token(..)) | State::Edit { step: EditStep::Token(..), .. } => Some(Msg::PromptToken),
        State::Hatch(..)
        | State::Edit { .. }
        | State::Keys(KeysStep::AskProvider)
        | State::Idle
        | State::Confirm(_)
        | State::Configure(_)
        | State::Broadcast(..)
        | State::Leaving { .. } => None,
    }
}

pub fn busy(kind: OperationKind) -> Msg {
    match kind {
        OperationKind::Deploy => Msg::BusyDeploy,
        OperationKind::Restart => Msg::BusyRestart,
        OperationKind::Stop => Msg::BusyStop,
        OperationKind::Resume => Msg::BusyResume,
        OperationKind::Update | OperationKind::Upgrade => Msg::BusyUpdate,
        OperationKind::Delete => Msg::BusyDelete,
    }
}

pub fn progress_head(kind: OperationKind, name: String, elapsed: Span) -> Msg {
    match kind {
        OperationKind::Deploy => Msg::ProgressDeploy { name, elapsed },
        OperationKind::Restart => Msg::ProgressRestart { name, elapsed },
        OperationKind::Stop => Msg::ProgressStop { name, elapsed },
        OperationKind::Resume => Msg::ProgressResume { name, elapsed },
        OperationKind::Update | OperationKind::Upgrade => Msg::ProgressUpdate { name, elapsed },
        OperationKind::Delete => Msg::ProgressDelete { name, elapsed },
    }
}

pub fn stage(stage: Stage) -> Msg {
    match stage {
        Stage::Check => Msg::StageCheck,
        Stage::Place | Stage::Service => Msg::StagePlace,
        Stage::Variables => Msg::StageVariables,
        Stage::Start => Msg::StageStart,
        Stage::Limits | Stage::Volume | Stage::Domain | Stage::Source => Msg::StageSource,
        Stage::Restart => Msg::StageRestart,
        Stage::Answer => Msg::StageAnswer,
        Stage::Stop => Msg::StageStop,
        Stage::Remove | Stage::Clear => Msg::StageRemove,
    }
}

pub fn done(kind: OperationKind, name: String, took: Span) -> Msg {
    match kind {
        OperationKind::Deploy => Msg::Alive { name, took },
        OperationKind::Restart => Msg::DoneRestart { name, took },
        OperationKind::Stop => Msg::DoneStop { name },
        OperationKind::Resume => Msg::DoneResume { name, took },
        OperationKind::Update | OperationKind::Upgrade => Msg::DoneUpdate { name, took },
        OperationKind::Delete => Msg::DoneDelete { name },
    }
}

pub fn not_done(kind: OperationKind, name: String) -> Msg {
    match kind {
        OperationKind::Deploy => Msg::NotDoneDeploy { name },
        OperationKind::Restart => Msg::NotDoneRestart { name },
        OperationKind::Stop => Msg::NotDoneStop { name },
        OperationKind::Resume => Msg::NotDoneResume { name },
        OperationKind::Update | OperationKind::Upgrade => Msg::NotDoneUpdate { name },
        OperationKind::Delete => Msg::NotDoneDelete { name },
    }
}

/// What an operation waits for, in a sentence about the bot.
pub fn waiting(waiting: &Waiting, name: String) -> Msg {
    match waiting {
        Waiting::Place => Msg::WaitPlace { name },
        Waiting::Queue => Msg::WaitQueue { name },
        Waiting::Approval => Msg::WaitApproval,
        Waiting::Outage => Msg::WaitOutage { name },
        Waiting::Incident(said) => Msg::WaitIncident { name, said: said.clone() },
        Waiting::Budget => Msg::WaitBudget { name },
        Waiting::Unknown(word) => Msg::WaitUnknown { word: word.clone() },
        Waiting::Deployment(stretch) => match stretch {
            Stretch::Accepted => Msg::StretchAccepted,
            Stretch::Building => Msg::StretchBuilding,
            Stretch::Fetching => Msg::StretchFetching,
            Stretch::HealthCheck => Msg::StretchHealthCheck,
            Stretch::Starting => Msg::StretchStarting,
        },
    }
}

pub fn why(why: &Why, provider: &str, platform: Option<&'static str>) -> Msg {
    match why {
        Why::Cancelled => Msg::WhyCancelled,
        Why::KeepsEnding => Msg::WhyKeepsEnding,
        Why::Ended => Msg::WhyEnded,
        Why::NoAnswer => Msg::WhyNoAnswer,
        Why::KeyRefused => Msg::WhyKeyRefused { provider: provider.into() },
        Why::TokenRefused => match platform {
            Some(platform) => Msg::WhyTokenRefused { platform: platform.into() },
            None => Msg::WhySomeTokenRefused,
        },
        Why::TokenTaken(channel) => Msg::WhyTokenTaken { platform: channel.title().into() },
        Why::Machine => Msg::WhyMachine,
        Why::BlueprintGone => Msg::WhyBlueprintGone,
        Why::Unreadable => Msg::WhyUnreadable,
        Why::ImageMissing { image } => Msg::WhyImage { image: image.clone() },
        Why::BuildFailed { said } => Msg::WhyBuild { said: said.clone() },
        Why::HealthCheck => Msg::WhyHealth,
        Why::NotApproved => Msg::WhyNotApproved,
        Why::DeploymentFailed => Msg::WhyDeploymentFailed,
        Why::Skipped => Msg::WhySkipped,
        Why::Refused { said } if said.is_empty() => Msg::WhyRefusedPlain,
        Why::Refused { said } => Msg::WhyRefused { said: said.clone() },
        Why::NotUnderstood => Msg::WhyNotUnderstood,
        Why::Renamed => Msg::WhyRenamed,
        Why::NoAccess => Msg::WhyNoAccess,
        Why::Away => Msg::WhyAway,
        Why::RemovedThere => Msg::WhyRemovedThere,
        Why::Incomplete => Msg::WhyIncomplete,
    }
}

/// What is wrong, in one sentence about the bot.
pub fn problem(problem: Problem, provider: &str, platform: Option<&'static str>) -> Msg {
    let provider = provider.to_owned();
    match problem {
        Problem::Exited(code) => Msg::ProblemExited { code: i64::from(code) },
        Problem::Killed(9) => Msg::ProblemKilled,
        Problem::Killed(signal) => Msg::ProblemSignal { signal: i64::from(signal) },
        Problem::GaveUp => Msg::ProblemGaveUp,
        Problem::NotStarted => Msg::ProblemNotStarted,
        Problem::Unreadable => Msg::ProblemUnreadable,
        Problem::Silent => Msg::ProblemSilent,
        Problem::KeyRefused => Msg::ProblemKeyRefused { provider },
        Problem::NoCredit => Msg::ProblemNoCredit { provider },
        Problem::TokenRevoked => match platform {
            Some(platform) => Msg::ProblemTokenRevoked { platform: platform.into() },
            None => Msg::ProblemSomeTokenRevoked,
        },
        Problem::TokenTaken => match platform {
            Some(platform) => Msg::ProblemTokenTaken { platform: platform.into() },
            None => Msg::ProblemSomeTokenTaken,
        },
        Problem::Crashed => Msg::ProblemCrashed,
        Problem::Ended => Msg::ProblemEnded,
        Problem::Asleep => Msg::ProblemAsleep,
        Problem::UpdateFailed => Msg::ProblemUpdateFailed,
        Problem::Redeploying => Msg::ProblemRedeploying,
        Problem::StoppedThere => Msg::ProblemStoppedThere,
        Problem::RemovedThere => Msg::ProblemRemovedThere,
    }
}

/// The one platform that a bot has tokens of; nothing when there are several, and nobody says which it is.
pub fn platform(channels: &[Channel]) -> Option<&'static str> {
    let mut with_tokens = channels.iter().filter(|channel| !channel.tokens().is_empty());
    match (with_tokens.next(), with_tokens.next()) {
        (Some(only), None) => Some(only.title()),
        (Some(_), Some(_)) | (None, _) => None,
    }
}

/// Where a bot talks, and as whom.
pub fn talks_on(places: Vec<(Channel, Option<String>)>) -> Msg {
    let place = |(channel, handle): (Channel, Option<String>)| match (channel, handle) {
        (Channel::Web, _) => Msg::PlaceWeb,
        (channel, Some(handle)) => Msg::PlaceAs { platform: channel.title().into(), handle },
        (channel, None) => Msg::Plain { text: channel.title().into() },
    };
    let joined = places
        .into_iter()
        .map(place)
        .reduce(|first, second| Msg::And { first: Box::new(first), second: Box::new(second) });
    Msg::TalksOn { places: Box::new(joined.unwrap_or(Msg::PlaceWeb)) }
}

pub fn change_token(kind: Token) -> Msg {
    match kind {
        Token::Telegram | Token::Discord => Msg::ButtonChangeToken { platform: kind.channel().title().into() },
        Token::SlackBot => Msg::ButtonChangeSlackBot,
        Token::SlackApp => Msg::ButtonChangeSlackApp,
    }
}

/// Millionths of a dollar as dollars and cents.
pub fn dollars(millionths: i64) -> String {
    let cents = (millionths + 5_000) / 10_000;
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// What the button says that opens a form.
pub fn form_button(fields: &[Field]) -> Msg {
    match fields {
        [Field::Name, Field::Key(_)] => Msg::ButtonNameAndKey,
        [Field::Key(_), ..] => Msg::ButtonGiveKey,
        [Field::Token(_), ..] => Msg::ButtonGiveToken,
        [Field::Confirm] => Msg::ButtonWriteName,
        [Field::Count] => Msg::ButtonWriteCount,
        _ => Msg::ButtonAnswer,
    }
}

/// What a line of a form is called: at most 45 characters (Discord, "Label").
pub fn field(field: Field) -> Msg {
    match field {
        Field::Name => Msg::FieldName,
        Field::Key(provider) => Msg::FieldKey { provider: provider.title().into() },
        Field::Token(Token::SlackBot) => Msg::FieldSlackBot,
        Field::Token(Token::SlackApp) => Msg::FieldSlackApp,
        Field::Token(token @ (Token::Telegram | Token::Discord)) => {
            Msg::FieldToken { platform: token.channel().title().into() }
        }
        Field::Owner(channel) => Msg::FieldOwner { platform: channel.title().into() },
        Field::Guests => Msg::FieldGuests,
        Field::Model => Msg::FieldModel,
        Field::Confirm => Msg::FieldConfirm,
        Field::News => Msg::FieldNews,
        Field::Picture => Msg::FieldPicture,
        Field::Links => Msg::FieldLinks,
        Field::When => Msg::FieldWhen,
        Field::Count => Msg::FieldCount,
        Field::Words => Msg::FieldWords,
        Field::Channels => Msg::FieldChannels,
    }
}
