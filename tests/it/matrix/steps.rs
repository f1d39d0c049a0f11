//! The rows of the matrix: every stage of every operation at Railway as the plan has them, and the requests that each
//! makes there when nothing is in its way.

use hatchery::deploy::plan;
use hatchery::domain::{OperationKind, Stage, TargetKind};
use hatchery::store::OperationState;

/// What the check asks instead of Railway.
pub const PROVIDER: &str = "the AI provider";

/// A stage of an operation, done or as a part of taking a deploy back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub kind: OperationKind,
    pub state: OperationState,
    pub stage: Stage,
}

impl Step {
    pub const fn doing(kind: OperationKind, stage: Stage) -> Self {
        Step { kind, state: OperationState::Doing, stage }
    }

    pub const fn undoing(stage: Stage) -> Self {
        Step { kind: OperationKind::Deploy, state: OperationState::Undoing, stage }
    }

    /// Every step there is.
    pub fn all() -> Vec<Self> {
        let target = TargetKind::Railway;
        let kinds = OperationKind::ALL.iter();
        let doing = kinds.flat_map(|kind| plan::stages(*kind, target).iter().map(|stage| Step::doing(*kind, *stage)));
        doing.chain(plan::undoing(target).iter().map(|stage| Step::undoing(*stage))).collect()
    }

    /// The root fields that this step asks Railway for on its first way, in order; the check asks the AI provider. A deploy makes a bot with a web page,
    /// which is asked itself whether it is there; the bots of other operations have no page, so their log is read.
    pub fn calls(self) -> &'static [&'static str] {
        match self.stage {
            Stage::Check => &[PROVIDER],
            Stage::Place => &["projects", "projectCreate"],
            Stage::Service => &["serviceCreate"],
            Stage::Variables => &["variableCollectionUpsert"],
            Stage::Limits => &["serviceInstanceLimitsUpdate"],
            Stage::Volume => &["volumeCreate"],
            Stage::Domain => &["serviceDomainCreate"],
            Stage::Source => &["serviceInstanceUpdate"],
            Stage::Start => &["serviceInstanceDeployV2"],
            Stage::Restart => &["deploymentRestart"],
            Stage::Answer if self.kind == OperationKind::Deploy => &["deployment"],
            Stage::Answer => &["deployment", "deploymentLogs"],
            Stage::Stop => &["environment", "deploymentStop"],
            Stage::Remove => &["environment", "serviceDelete", "volumeDelete"],
            Stage::Clear => &["project", "projectDelete"],
        }
    }
}
