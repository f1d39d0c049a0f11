//! What Railway says of a bot's deployments, in one word. It asks nobody and notes nothing.

use crate::domain::{Problem, Status};
use crate::railway::{Deployment, DeploymentStatus};

/// What the newest attempt and what serves say together.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict<'a> {
    /// Something is on its way.
    Wait,
    Serves(&'a Deployment),
    ServesWith(Problem),
    Gone(Problem, Status),
}

pub(super) fn verdict<'a>(latest: Option<&'a Deployment>, serving: Option<&'a Deployment>) -> Verdict<'a> {
    let Some(latest) = latest else { return Verdict::Gone(Problem::StoppedThere, Status::Stopped) };
    match &latest.status {
        DeploymentStatus::Success if latest.is_stopped => Verdict::Gone(Problem::Ended, Status::Failed),
        DeploymentStatus::Success => Verdict::Serves(latest),
        DeploymentStatus::Sleeping => Verdict::ServesWith(Problem::Asleep),
        DeploymentStatus::Crashed => Verdict::Gone(Problem::Crashed, Status::Failed),
        DeploymentStatus::Failed if serving.is_some() => Verdict::ServesWith(Problem::UpdateFailed),
        DeploymentStatus::Failed => Verdict::Gone(Problem::Crashed, Status::Failed),
        DeploymentStatus::Removing | DeploymentStatus::Removed | DeploymentStatus::Skipped => match serving {
            Some(serving) => Verdict::Serves(serving),
            None => Verdict::Gone(Problem::StoppedThere, Status::Stopped),
        },
        DeploymentStatus::Initializing
        | DeploymentStatus::Queued
        | DeploymentStatus::Waiting
        | DeploymentStatus::NeedsApproval
        | DeploymentStatus::Building
        | DeploymentStatus::Deploying
        | DeploymentStatus::Unknown(_) => match serving {
            Some(serving) => Verdict::Serves(serving),
            None => Verdict::Wait,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deployment(status: DeploymentStatus, is_stopped: bool) -> Deployment {
        Deployment { id: "d".into(), status, is_stopped, created_at: 0 }
    }

    #[test]
    fn each_state_is_told_truly() {
        let serving = deployment(DeploymentStatus::Success, false);
        let alone = |status, is_stopped| {
            let latest = deployment(status, is_stopped);
            format!("{:?}", verdict(Some(&latest), None))
        };
        assert_eq!(alone(DeploymentStatus::Success, true), "Gone(Ended, Failed)");
        assert_eq!(alone(DeploymentStatus::Crashed, false), "Gone(Crashed, Failed)");
        assert_eq!(alone(DeploymentStatus::Sleeping, false), "ServesWith(Asleep)");
        assert_eq!(alone(DeploymentStatus::Removed, false), "Gone(StoppedThere, Stopped)");
        assert_eq!(alone(DeploymentStatus::Queued, false), "Wait");
        assert_eq!(alone(DeploymentStatus::Unknown("HIBERNATING".into()), false), "Wait");
        let failed = deployment(DeploymentStatus::Failed, false);
        assert_eq!(verdict(Some(&failed), Some(&serving)), Verdict::ServesWith(Problem::UpdateFailed));
        assert_eq!(verdict(Some(&failed), None), Verdict::Gone(Problem::Crashed, Status::Failed));
    }
}
