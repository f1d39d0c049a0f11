//! What the API takes and gives, as JSON. What is taken here is only shaped; the domain says whether it can be.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::App;
use crate::api::fault::Code;
use crate::api::whys;
use crate::deploy;
use crate::domain::{Channel, Id, Millis, OperationKind, Problem, Status, TargetKind, Token};
use crate::store::{Happening, Listed, SecretKind, Shown};

/// A wish for a bot.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeployBody {
    /// 3 to 32 letters or numbers, also with blanks between them; of your bots only one has it.
    #[schema(min_length = 3, max_length = 100, example = "nest")]
    pub name: String,
    /// `anthropic`, `openai`, `openrouter`, `gemini` or `echo`.
    #[schema(pattern = "^(anthropic|openai|openrouter|gemini|echo)$", example = "echo")]
    pub ai_provider: String,
    /// Not for `echo`.
    #[schema(min_length = 20, max_length = 512)]
    pub api_key: Option<String>,
    #[schema(example = json!({ "web": {} }))]
    pub channels: ChannelsBody,
    /// The kind of bot; without it the first that is offered here.
    pub blueprint: Option<String>,
}

/// Where people talk to the bot: at least one.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChannelsBody {
    /// A page of its own.
    pub web: Option<WebBody>,
    pub telegram: Option<BotBody>,
    pub discord: Option<BotBody>,
    pub slack: Option<SlackBody>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebBody {}

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BotBody {
    pub bot_token: String,
    /// Ids of those who may talk to it, the owner first. Others than the owner only on Telegram.
    pub allow_from: Option<Vec<String>>,
}

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SlackBody {
    /// `xoxb-…`
    pub bot_token: String,
    /// `xapp-…`
    pub app_token: String,
    pub allow_from: Option<Vec<String>>,
}

/// One change of a bot: exactly one of these.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PatchBody {
    pub api_key: Option<String>,
    pub model: Option<String>,
    /// Of a bot on Telegram.
    pub telegram_bot_token: Option<String>,
    /// Of a bot on Discord.
    pub discord_bot_token: Option<String>,
    /// `xoxb-…`, of a bot on Slack.
    pub slack_bot_token: Option<String>,
    /// `xapp-…`, of a bot on Slack.
    pub slack_app_token: Option<String>,
    /// Telegram ids of those who may talk to it beside its owner; an empty list lets nobody in.
    pub allow_from: Option<Vec<String>>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Deployed {
    /// Always true.
    pub success: bool,
    pub instance: NewInstanceBody,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewInstanceBody {
    pub id: String,
    pub name: String,
    pub status: String,
    pub ai_provider: String,
    pub channels: Vec<String>,
    pub blueprint: String,
    pub target: String,
    /// RFC 3339.
    #[schema(format = DateTime)]
    pub estimated_ready_time: String,
    /// RFC 3339.
    #[schema(format = DateTime)]
    pub created_at: String,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstanceBody {
    pub id: String,
    pub name: String,
    /// `pending`, `deploying`, `running`, `stopped`, `failed` or `terminated`.
    pub status: &'static str,
    pub ai_provider: &'static str,
    pub channels: Vec<&'static str>,
    pub blueprint: String,
    pub target: &'static str,
    /// Of its page, when it has one.
    pub url: Option<String>,
    /// Seconds that it has been running for.
    pub uptime: Option<i64>,
    pub error_message: Option<String>,
    /// The tier of its person.
    pub subscription_status: &'static str,
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it first ran.
    #[schema(format = DateTime)]
    pub deployed_at: Option<String>,
    /// Of a bot at Railway.
    pub railway: Option<RailwayIds>,
    /// Its key and tokens, as far as they can be seen.
    pub secrets: Vec<SecretBody>,
}

/// What can be seen of a key or token. It never comes back itself.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SecretBody {
    /// `apiKey`, `telegramBotToken`, `discordBotToken`, `slackBotToken` or `slackAppToken`.
    pub kind: String,
    /// Its last four characters.
    pub last_four: String,
    /// The same for the same secret, as long as Hatchery's master key is; null when it cannot be opened.
    #[schema(pattern = "^[0-9a-f]{16}$")]
    pub fingerprint: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstancesBody {
    pub instances: Vec<InstanceBody>,
    /// Give it as `cursor` for the next page; null on the last.
    pub next_cursor: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OneBody {
    pub instance: InstanceBody,
    /// What happened to it, the oldest first.
    pub logs: Vec<EventBody>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RailwayIds {
    pub service_id: Option<String>,
    pub environment_id: String,
    pub project_id: String,
}

/// One of a stream of events.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct StreamedBody {
    /// Give the last one as Last-Event-ID to go on behind it.
    pub id: String,
    /// The `eventType` of the data.
    pub event: String,
    /// An EventBody as JSON.
    pub data: String,
}

/// Something that happened to a bot.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventBody {
    /// What was asked, like `restart`, or how work on it ended, like `restart.done`.
    pub event_type: String,
    pub message: String,
    /// Of work that did not work out, where it is known why.
    pub code: Option<Code>,
    #[schema(format = DateTime)]
    pub created_at: String,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogsBody {
    /// The last lines of the bot's own log, with everything covered that is or looks like a secret.
    pub lines: Vec<String>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Accepted {
    /// Always true.
    pub success: bool,
    pub message: String,
    /// The work that began; null where a stopped bot takes the change up when it is started.
    pub operation: Option<OperationBody>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OperationBody {
    pub id: String,
    /// `deploy`, `restart`, `stop`, `resume`, `update` or `delete`.
    pub kind: String,
    /// `pending`: what becomes of it is told by the events of the bot.
    pub status: String,
}

impl OperationBody {
    pub fn pending(id: &Id, kind: OperationKind) -> Self {
        OperationBody { id: id.to_string(), kind: kind.word().into(), status: "pending".into() }
    }
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuotaBody {
    /// `free` or `premium`.
    pub tier: String,
    pub live: Share,
    /// Deploys of a sliding hour.
    pub hour: Share,
    /// Deploys of a sliding day.
    pub day: Share,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Share {
    pub used: u32,
    pub limit: u32,
    /// When one of those that are used counts no more.
    #[schema(format = DateTime)]
    pub resets_at: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HealthBody {
    /// `ok`, or `degraded` while something that bots need cannot be reached.
    pub status: String,
    pub railway: RailwayHealth,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RailwayHealth {
    /// False also where this Hatchery does not use Railway.
    pub reachable: bool,
    pub incident: Option<String>,
}

pub fn time(at: Millis) -> String {
    DateTime::from_timestamp_millis(at).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Millis, true)
}

pub fn words(channels: &[Channel]) -> Vec<String> {
    channels.iter().map(|channel| channel.word().to_owned()).collect()
}

pub fn instance(app: &App, it: Listed, subscription: &'static str) -> InstanceBody {
    let has_page = it.channels.contains(&Channel::Web);
    let secrets = it.shown_secrets(&app.sealer).iter().filter_map(secret).collect();
    let address = deploy::address_at(app, it.target, it.port, it.remote.as_ref());
    InstanceBody {
        status: it.status.word(),
        ai_provider: it.provider.word(),
        channels: it.channels.iter().map(|channel| channel.word()).collect(),
        target: it.target.word(),
        url: address.filter(|_| has_page && it.is_live),
        uptime: (it.status == Status::Running).then(|| (app.now() - it.status_at).max(0) / 1_000),
        error_message: error_message(&it),
        subscription_status: subscription,
        created_at: time(it.created_at),
        deployed_at: it.deployed_at.map(time),
        secrets,
        id: it.id.into(),
        name: it.name.into(),
        blueprint: it.blueprint,
        railway: it.remote.filter(|_| it.target == TargetKind::Railway).map(|remote| RailwayIds {
            service_id: remote.service,
            environment_id: remote.environment,
            project_id: remote.project,
        }),
    }
}

/// By the name that a change of it has; what Hatchery made itself is nobody's to see.
pub fn secret(shown: &Shown) -> Option<SecretBody> {
    let kind = match shown.kind {
        SecretKind::ProviderKey => "apiKey",
        SecretKind::Token(Token::Telegram) => "telegramBotToken",
        SecretKind::Token(Token::Discord) => "discordBotToken",
        SecretKind::Token(Token::SlackBot) => "slackBotToken",
        SecretKind::Token(Token::SlackApp) => "slackAppToken",
        SecretKind::WebToken | SecretKind::ClaimCode => return None,
    };
    let last_four = shown.tail.trim_start_matches('…').to_owned();
    Some(SecretBody { kind: kind.into(), last_four, fingerprint: shown.fingerprint.clone() })
}

fn error_message(it: &Listed) -> Option<String> {
    let problem = it.problem.as_ref().and_then(|text| serde_json::from_str::<Problem>(text).ok());
    match (problem, it.status) {
        (Some(problem), _) => Some(problem_said(problem)),
        (None, Status::Failed) => Some(match whys::told(it.failed_why.as_deref()) {
            Some((_, why)) => format!("It could not be brought up: {why}"),
            None => "It could not be brought up; its events and the chat say why.".into(),
        }),
        (None, Status::Pending | Status::Deploying | Status::Running | Status::Stopped | Status::Terminated) => None,
    }
}

pub fn problem_said(problem: Problem) -> String {
    let said = match problem {
        Problem::Exited(code) => return format!("It ended by itself with exit code {code} and was started again."),
        Problem::Killed(signal) => return format!("It was ended by signal {signal} and was started again."),
        Problem::GaveUp => "It kept ending, so it is not started any more.",
        Problem::NotStarted => "It could not be started here.",
        Problem::Unreadable => "Its config cannot be read.",
        Problem::Silent => "It runs and does not answer.",
        Problem::KeyRefused => "Its AI provider refuses its key.",
        Problem::NoCredit => "Its AI provider says that there is no credit left.",
        Problem::TokenRevoked => "The token of a channel was revoked.",
        Problem::TokenTaken => "Another program uses the token of a channel.",
        Problem::Crashed => "Railway restarted it as often as it may, and it ended each time.",
        Problem::Ended => "It ended by itself, without an error.",
        Problem::Asleep => "Railway put it to sleep; the first message wakes it.",
        Problem::UpdateFailed => "A newer version did not come up, and the one before it goes on.",
        Problem::Redeploying => "Railway deploys it anew and has not come to it yet.",
        Problem::StoppedThere => "Somebody stopped it at Railway.",
        Problem::RemovedThere => "Somebody removed it at Railway.",
    };
    said.to_owned()
}

pub fn event(it: &Happening) -> EventBody {
    let why = whys::told(it.why.as_deref());
    let (event_type, message) = match it.ended.as_deref() {
        None => (it.what.clone(), format!("{} was asked for or noted", it.what)),
        Some("done") => (format!("{}.done", it.what), format!("{} is done", it.what)),
        Some(_) => {
            let message = match &why {
                Some((_, said)) => format!("{} did not work out: {said}", it.what),
                None => format!("{} did not work out", it.what),
            };
            (format!("{}.failed", it.what), message)
        }
    };
    EventBody { event_type, message, code: why.map(|(code, _)| code), created_at: time(it.at) }
}

/// What a response says of each fault that every operation may have.
pub struct Faults;

impl utoipa::IntoResponses for Faults {
    fn responses() -> BTreeMap<String, utoipa::openapi::RefOr<utoipa::openapi::Response>> {
        use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
        let of = |(status, meaning): (&str, &str)| {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("FaultBody"))).build();
            let response = ResponseBuilder::new().description(meaning).content("application/json", content).build();
            (status.to_owned(), RefOr::T(response))
        };
        [
            ("400", "It cannot be done like this"),
            ("401", "No token or secret that is good"),
            ("403", "The token or its account may not"),
            ("404", "No such thing, or somebody else's"),
            ("408", "It took too long to arrive, or to be answered"),
            ("409", "Something stands in the way, or the Idempotency-Key was used for something else"),
            ("413", "The body is too large"),
            ("429", "Too much; see Retry-After"),
            ("500", "Something went wrong here"),
            ("503", "A neighbour is away, or new bots wait; see Retry-After"),
        ]
        .map(of)
        .into()
    }
}
