//! Whether a bot at Railway is there: first by its deployment, then by asking the bot itself where it has an address,
//! else by its log. And what a deployment that is not there means, in words that a person can do something with.

use std::time::Duration;

use crate::App;
use crate::blueprint::LogMarks;
use crate::deploy::carried::{Carried, News, proven};
use crate::deploy::note::{Proof, Stretch, Waiting, Why};
use crate::deploy::on_railway::{Done, LOOK_AGAIN, Work, image_of, incident, unhurried, waited};
use crate::deploy::plan::{End, pause};
use crate::domain::{Channel, Millis, Problem, Remote, key};
use crate::preflight::{self, Door};
use crate::railway::{Deployment, DeploymentStatus, Fault, LogLine, Railway, Step};
use crate::store::{Instance, OperationState, SecretKind};

/// The longest pause between two looks at a deployment; it doubles up to this, because requests are counted.
const LONGEST: Duration = Duration::from_secs(30);
/// When it is asked what takes so long.
const WORTH_ASKING: Duration = Duration::from_secs(10);
/// Lines of a log that are read for marks.
const LINES: u32 = 500;
/// Railway's clock may be a little ahead of ours.
const SKEW: Millis = 5_000;

pub(super) async fn answer(work: &Work<'_>) -> Done {
    let remote = work.remote()?;
    let Some(id) = &remote.deployment else { return Ok(Carried::down(Why::RemovedThere)) };
    let again = again(work);
    let deployment = work.railway.deployment(id).await?;
    match &deployment.status {
        DeploymentStatus::Success if deployment.is_stopped => Ok(Carried::down(Why::Ended)),
        DeploymentStatus::Success | DeploymentStatus::Sleeping => is_there(work, &remote, &deployment, again).await,
        DeploymentStatus::Initializing | DeploymentStatus::Waiting => Ok(on_its_way(again, Stretch::Accepted)),
        DeploymentStatus::Building => Ok(on_its_way(again, Stretch::Building)),
        DeploymentStatus::Deploying => Ok(on_its_way(again, stretch(work, id).await)),
        DeploymentStatus::Queued => {
            let waiting = incident(work.railway).await.unwrap_or(Waiting::Queue);
            Ok(End::Held(unhurried(work, work.held.created_at), waiting).into())
        }
        DeploymentStatus::NeedsApproval if waited(work, work.held.stage_since) < work.app.config.pace.probe_timeout => {
            Ok(told_and_counted(again, Waiting::Approval))
        }
        DeploymentStatus::NeedsApproval => Ok(End::Never(Why::NotApproved).into()),
        DeploymentStatus::Unknown(word) => Ok(told_and_counted(again, Waiting::Unknown(word.clone()))),
        DeploymentStatus::Failed => failed(work, &remote, &deployment).await,
        DeploymentStatus::Crashed => Ok(crashed(work, &deployment).await),
        DeploymentStatus::Skipped => not_up(work, &remote, Why::Skipped).await,
        DeploymentStatus::Removing | DeploymentStatus::Removed => superseded(work, &remote).await,
    }
}

/// The pause grows with the time that the stage has taken.
fn again(work: &Work<'_>) -> Duration {
    let base = LOOK_AGAIN.min(work.app.config.pace.retry_base * 2);
    let rounds = waited(work, work.held.stage_since).as_secs() / 15;
    pause(base, u32::try_from(rounds).unwrap_or(u32::MAX)).min(LONGEST)
}

fn on_its_way(again: Duration, stretch: Stretch) -> Carried {
    told_and_counted(again, Waiting::Deployment(stretch))
}

/// What takes a deployment so long; it is worth a request of its own only when it does.
async fn stretch(work: &Work<'_>, deployment: &str) -> Stretch {
    if waited(work, work.held.stage_since) < WORTH_ASKING {
        return Stretch::Fetching;
    }
    match work.railway.running_step(deployment).await {
        Ok(Some(Step::HealthCheck)) => Stretch::HealthCheck,
        Ok(Some(Step::Build | Step::CreateContainer | Step::PreDeploy | Step::Other) | None) | Err(_) => {
            Stretch::Fetching
        }
    }
}

/// Its own time goes on, and the person is told what it is spent on.
fn told_and_counted(after: Duration, waiting: Waiting) -> Carried {
    Carried { waiting: Some(waiting), ..End::Wait(after).into() }
}

/// The container runs: does the bot?
async fn is_there(work: &Work<'_>, remote: &Remote, deployment: &Deployment, again: Duration) -> Done {
    let (app, instance) = (work.app, work.instance);
    let Some((blueprint, _)) = work.blueprint() else { return Ok(End::Never(Why::BlueprintGone).into()) };
    let token = app.store.secret(&app.sealer, &instance.id, &instance.owner, SecretKind::WebToken).await?;
    if let (Some(origin), Some(token)) = (bot_address(app, remote), token) {
        let door = Door { origin: &origin, probe: &blueprint.probe, token: &token, channels: &instance.channels };
        let asked = proven(preflight::ask_bot(&app.http, door).await, End::Wait(again));
        return Ok(Carried { waiting: Some(Waiting::Deployment(Stretch::Starting)), ..asked });
    }
    let lines = work.railway.log(&deployment.id, LINES, Some(work.held.created_at - SKEW)).await?;
    Ok(match read(&blueprint.log, &lines) {
        Marks::Ready => Carried { proof: Proof::Started, ..End::Done.into() },
        Marks::NotYet => on_its_way(again, Stretch::Starting),
        Marks::Trouble(Some(problem)) => trouble(problem),
        Marks::Trouble(None) => Carried::down(Why::Incomplete),
    })
}

/// Without its token or its key a bot is nobody; what else is wrong with it passes or is mended while it runs.
fn trouble(problem: Problem) -> Carried {
    match problem {
        Problem::TokenRevoked => End::Never(Why::TokenRefused).into(),
        Problem::KeyRefused => End::Never(Why::KeyRefused).into(),
        problem => Carried { problem: Some(problem), proof: Proof::Started, ..End::Done.into() },
    }
}

/// What a log says of its bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    Ready,
    NotYet,
    /// Something is wrong; nothing when it will not even start.
    Trouble(Option<Problem>),
}

/// The last word counts: trouble before the bot was ready has passed.
pub fn read(marks: &LogMarks, lines: &[LogLine]) -> Marks {
    let last = |mark: &str| lines.iter().rposition(|line| line.text.contains(mark));
    let trouble = marks.trouble.iter().filter_map(|it| Some((last(&it.line)?, it.means))).max_by_key(|(at, _)| *at);
    // Ready when the last of all its marks was said; nothing when one of them never was.
    let ready = marks.ready.iter().map(|mark| last(mark)).try_fold(0, |latest, at| Some(latest.max(at?)));
    match (trouble, ready) {
        (Some((at, means)), ready) if ready.is_none_or(|ready| ready < at) => Marks::Trouble(means.problem()),
        (_, Some(_)) => Marks::Ready,
        (_, None) => Marks::NotYet,
    }
}

/// The newest attempt failed; the one before it may go on.
async fn failed(work: &Work<'_>, remote: &Remote, deployment: &Deployment) -> Done {
    let step = work.railway.failed_step(&deployment.id).await?;
    let why = match step {
        Some(failed) => match failed.step {
            Step::Build => Why::BuildFailed { said: failed.said },
            Step::CreateContainer => match work.blueprint() {
                Some((_, service)) => Why::ImageMissing { image: image_of(work.app, service) },
                None => Why::BlueprintGone,
            },
            Step::HealthCheck => cause_in_log(work, deployment).await.unwrap_or(Why::HealthCheck),
            Step::PreDeploy | Step::Other => Why::Refused { said: failed.said },
        },
        None => Why::DeploymentFailed,
    };
    not_up(work, remote, why).await
}

/// Nothing new runs; whether the one before it does is looked for.
async fn not_up(work: &Work<'_>, remote: &Remote, why: Why) -> Done {
    let serves_on = work.held.state == OperationState::Doing
        && match &remote.service {
            Some(service) => {
                let seen = work.seen(remote).await?;
                seen.service(service).is_some_and(|service| service.active.iter().any(|active| !active.is_over()))
            }
            None => false,
        };
    let problem = serves_on.then_some(Problem::UpdateFailed);
    Ok(Carried { problem, ..Carried::down(why) })
}

async fn crashed(work: &Work<'_>, deployment: &Deployment) -> Carried {
    Carried::down(cause_in_log(work, deployment).await.unwrap_or(Why::KeepsEnding))
}

/// Why a bot did not come up, where its log says it in words that we know.
async fn cause_in_log(work: &Work<'_>, deployment: &Deployment) -> Option<Why> {
    let (blueprint, _) = work.blueprint()?;
    let lines = work.railway.log(&deployment.id, LINES, None).await.ok()?;
    match read(&blueprint.log, &lines) {
        Marks::Trouble(Some(Problem::TokenRevoked)) => Some(Why::TokenRefused),
        Marks::Trouble(Some(Problem::TokenTaken)) => {
            work.instance.channels.iter().find(|channel| **channel != Channel::Web).copied().map(Why::TokenTaken)
        }
        Marks::Trouble(Some(Problem::KeyRefused)) => Some(Why::KeyRefused),
        Marks::Trouble(_) | Marks::Ready | Marks::NotYet => None,
    }
}

/// Our deployment is gone. Railway redeploys on its own, so a newer one takes its place.
async fn superseded(work: &Work<'_>, remote: &Remote) -> Done {
    let Some(service) = &remote.service else { return Ok(Carried::down(Why::RemovedThere)) };
    let newest = work.railway.deployments(&remote.project, &remote.environment, service).await?.into_iter().next();
    match newest.filter(|newest| Some(&newest.id) != remote.deployment.as_ref()) {
        Some(newest) => {
            let bot = Remote { deployment: Some(newest.id), ..remote.clone() };
            Ok(Carried::from(End::Wait(Duration::ZERO)).with(News::Bot(bot)))
        }
        None => Ok(Carried::down(Why::RemovedThere)),
    }
}

/// Where a bot with a public address is reached.
pub fn bot_address(app: &App, remote: &Remote) -> Option<String> {
    remote.host.as_ref().map(|host| app.config.instance_url.replace("{domain}", host))
}

/// What a bot wrote, and while it does not run yet what Railway wrote of it; oldest line first.
pub async fn log(railway: &Railway, instance: &Instance, lines: u32) -> Result<String, Fault> {
    let Some(deployment) = instance.remote.as_ref().and_then(|remote| remote.deployment.as_ref()) else {
        return Ok(String::new());
    };
    // Railway refuses the log of a build that is queued or, for an image, never was, in words that nobody documents.
    let built = railway.build_log(deployment, lines).await.unwrap_or_default();
    let written = railway.log(deployment, lines, None).await?;
    let all: Vec<String> = built.into_iter().chain(written).map(|line| plain(&line.text)).collect();
    let from = all.len().saturating_sub(lines as usize);
    Ok(all[from..].join("\n"))
}

/// Without colours and whatever else a terminal would take for a command.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '\u{1b}' {
            while rest.next_if(|c| !c.is_ascii_alphabetic()).is_some() {}
            rest.next();
        } else if c == '\t' || !c.is_control() {
            text.push(c);
        }
    }
    key::cover(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_out_of_a_log() {
        assert_eq!(plain("\u{1b}[31mred\u{1b}[0m\u{7} alert"), "red alert");
    }
}
