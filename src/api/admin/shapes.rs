//! What admins are given as JSON, and what they send.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::shapes::{OperationBody, SecretBody};

/// A bot among all.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FleetBotBody {
    pub id: String,
    pub name: String,
    /// The account that asked for it.
    pub owner: String,
    /// `pending`, `deploying`, `running`, `stopped` or `failed`.
    pub status: String,
    #[schema(format = DateTime)]
    pub status_since: String,
    /// The work under way on it: `deploy`, `restart`, `stop`, `resume`, `update`, `upgrade` or `delete`.
    pub busy: Option<String>,
    pub target: String,
    pub ai_provider: String,
    pub channels: Vec<String>,
    pub blueprint: String,
    /// Of its blueprint, where it was noted.
    pub version: Option<String>,
    /// It was deployed with another version than the one that is here, or its last change did not come up.
    pub is_adrift: bool,
    pub problem: Option<String>,
    /// In dollars, this month so far.
    pub cost: Option<f64>,
    #[schema(format = DateTime)]
    pub created_at: String,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FleetPageBody {
    /// How many are meant, on all pages.
    pub all: i64,
    /// The oldest first.
    pub bots: Vec<FleetBotBody>,
    /// Give it as `cursor` for the next page; null on the last.
    pub next_cursor: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FleetOneBody {
    pub bot: FleetBotBody,
}

/// Which bots to start anew, and how carefully.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RestartBody {
    /// `all`, words like `failed openclaw older 30d`, or ids and `telegram:42/nest` one by one.
    #[schema(min_length = 1, max_length = 8000, example = "drift railway")]
    pub bots: String,
    /// So many have to go well before there are more at a time; usually 1.
    #[schema(minimum = 1, maximum = 200)]
    pub first: Option<i64>,
    /// So many at a time; usually 5.
    #[schema(minimum = 1, maximum = 200)]
    pub wave: Option<i64>,
    /// It stops by itself when so many have failed; usually 3.
    #[schema(minimum = 1, maximum = 200)]
    pub failures: Option<i64>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct JobBegunBody {
    /// Always true.
    pub success: bool,
    pub job: JobBody,
}

/// Work on many bots.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct JobBody {
    pub id: String,
    /// `restart`, `stop`, `resume` or `update`.
    pub deed: String,
    /// `running`, `paused`, `stopped` (by itself, because too much failed), `cancelled` or `done`; `draft` where somebody
    /// has yet to say yes to it in the chat.
    pub state: String,
    /// The account that answers for it.
    pub author: String,
    pub tally: TallyBody,
    /// It stopped because one of the first failed.
    pub canary_failed: bool,
    #[schema(format = DateTime)]
    pub created_at: String,
    #[schema(format = DateTime)]
    pub ended_at: Option<String>,
}

/// How many of its bots stand how.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TallyBody {
    pub all: i64,
    pub waiting: i64,
    /// Being worked on.
    pub asked: i64,
    pub done: i64,
    pub failed: i64,
    /// There was nothing to do, or it was not to be done any more.
    pub skipped: i64,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct JobOneBody {
    pub job: JobBody,
    /// At most a hundred of those that failed, and as many of those that were left out.
    pub bots: Vec<JobBotBody>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct JobBotBody {
    pub id: String,
    pub name: String,
    pub owner: String,
    /// `failed` or `skipped`.
    pub state: String,
    pub why: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UsersBody {
    /// The newest first.
    pub users: Vec<UserLineBody>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserLineBody {
    pub account: String,
    /// What their platform calls them.
    pub name: Option<String>,
    /// Live bots of this account.
    pub bots: i64,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserBody {
    pub account: String,
    pub name: Option<String>,
    /// Other accounts of the same person.
    pub linked: Vec<String>,
    /// `support`, `operator` or `owner`.
    pub role: Option<String>,
    /// `free` or `premium`.
    pub tier: String,
    #[schema(format = DateTime)]
    pub tier_until: Option<String>,
    /// What they may: their own limits, else their tier's.
    pub limits: LimitsBody,
    #[schema(format = DateTime)]
    pub limits_until: Option<String>,
    /// Live bots, and deploys of the last day that count.
    pub live: u32,
    pub deploys: usize,
    pub may_deploy: bool,
    pub is_banned: bool,
    pub ban_reason: Option<String>,
    pub is_reachable: bool,
    #[schema(format = DateTime)]
    pub known_since: String,
    pub bots: Vec<UserBotBody>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserBotBody {
    pub name: String,
    pub status: String,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LimitsBody {
    /// Deploys of a sliding hour.
    pub hour: u32,
    /// Deploys of a sliding day.
    pub day: u32,
    /// Live bots.
    #[schema(maximum = 5)]
    pub live: u32,
}

/// One change about somebody: exactly one of `tier`, `limits` and `banned`.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UserPatch {
    #[schema(pattern = "^(free|premium)$")]
    pub tier: Option<String>,
    /// Limits of their own; null for those of their tier again.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<LimitsBody>)]
    pub limits: Option<Option<LimitsBody>>,
    pub banned: Option<bool>,
    /// Why they are shut out; they are told.
    #[schema(max_length = 200)]
    pub reason: Option<String>,
    /// How long a tier or limits last, like `30d`; for good where it is not said.
    pub lasts: Option<String>,
}

/// Tells null from nothing.
fn said<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<LimitsBody>>, D::Error> {
    Option::deserialize(from).map(Some)
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DoneBody {
    /// Always true.
    pub success: bool,
    pub message: String,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfigBody {
    /// Grows by one with each change.
    pub revision: i64,
    /// `model`, `guests` and `options`, each where it is other than usual; null where what is kept cannot be read.
    #[schema(value_type = Option<Object>)]
    pub config: Option<Value>,
    pub usual_model: String,
    /// Its key and tokens, as far as they can be seen.
    pub secrets: Vec<SecretBody>,
}

/// One change of a config: exactly one of `patch` and `rollbackTo`.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConfigPatch {
    /// A JSON merge patch (RFC 7396).
    #[schema(value_type = Option<Object>, example = json!({ "model": "gpt-5-mini" }))]
    pub patch: Option<Value>,
    /// Back to what this revision was, as a new one.
    pub rollback_to: Option<i64>,
    /// The revision it was thought of; of any other one it is refused.
    pub onto: Option<i64>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfigChangedBody {
    /// Always true.
    pub success: bool,
    pub revision: i64,
    pub message: String,
    /// The work that began; null where a stopped bot takes the change up when it is started.
    pub operation: Option<OperationBody>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiagnosisBegunBody {
    /// Always true.
    pub success: bool,
    pub diagnosis: OperationBody,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiagnosisBody {
    pub id: String,
    pub instance_id: String,
    pub name: String,
    /// `pending` or `done`.
    pub status: String,
    /// The worst of the findings: `good`, `bad` or `unknown`; null while it is pending.
    pub standing: Option<String>,
    pub findings: Vec<FindingBody>,
    #[schema(format = DateTime)]
    pub asked_at: String,
    #[schema(format = DateTime)]
    pub ended_at: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FindingBody {
    /// `process`, `channels`, `errors`, `key`, `config`, or the token that was looked at.
    pub check: String,
    /// `good`, `bad` or `unknown`.
    pub standing: String,
    pub saw: String,
}
