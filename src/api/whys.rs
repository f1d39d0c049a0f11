//! What the API says of work that did not work out: a code and a sentence for each reason there is.

use crate::api::fault::{Code, Fault};
use crate::deploy::note::Why;

/// Of a reason as it is kept.
pub fn told(kept: Option<&str>) -> Option<(Code, String)> {
    kept.and_then(|text| serde_json::from_str::<Why>(text).ok()).map(|why| (code(&why), said(&why)))
}

/// Of something that was refused before anything was changed.
pub fn refused(why: &Why) -> Fault {
    Fault::new(code(why), format!("{} Nothing was changed.", said(why)))
}

fn code(why: &Why) -> Code {
    match why {
        Why::KeyRefused => Code::InvalidApiKey,
        Why::TokenRefused => Code::InvalidBotToken,
        Why::Cancelled | Why::TokenTaken(_) | Why::Renamed | Why::RemovedThere => Code::Conflict,
        Why::Away | Why::NoAccess | Why::NotUnderstood => Code::ProviderUnavailable,
        Why::KeepsEnding
        | Why::Ended
        | Why::NoAnswer
        | Why::Machine
        | Why::BlueprintGone
        | Why::Unreadable
        | Why::ImageMissing { .. }
        | Why::BuildFailed { .. }
        | Why::HealthCheck
        | Why::NotApproved
        | Why::DeploymentFailed
        | Why::Skipped
        | Why::Refused { .. }
        | Why::Incomplete => Code::DeployError,
    }
}

/// The words of others stay in the chat, where they are looked through.
fn said(why: &Why) -> String {
    let said = match why {
        Why::TokenTaken(channel) => {
            return format!("Another program takes the messages of its token on {}; end that first.", channel.title());
        }
        Why::KeyRefused => "Its AI provider refuses its key. Give another one.",
        Why::TokenRefused => "The platform of a channel refuses its token. Give another one.",
        Why::Cancelled => "It was cancelled.",
        Why::KeepsEnding => "It ended as soon as it was started, again and again.",
        Why::Ended => "It ended by itself, without an error.",
        Why::NoAnswer => "It did not answer in time.",
        Why::Machine => "Something was missing here; the operators see what.",
        Why::BlueprintGone => "Its blueprint is not here any more.",
        Why::Unreadable => "Its config cannot be read.",
        Why::ImageMissing { .. } => "Railway could not fetch its image.",
        Why::BuildFailed { .. } => "Railway could not build it.",
        Why::HealthCheck => "Its health check never passed.",
        Why::NotApproved => "Railway waits for somebody to approve it.",
        Why::DeploymentFailed => "Railway says that its deployment failed.",
        Why::Skipped => "Railway did not carry out its deployment.",
        Why::Refused { .. } => "Railway refused it.",
        Why::NotUnderstood => "Railway did not understand what it was asked.",
        Why::Renamed => "Somebody gave its service another name at Railway.",
        Why::NoAccess => "Railway does not let Hatchery do it.",
        Why::Away => "Railway could not be reached for a day.",
        Why::RemovedThere => "Somebody removed it at Railway.",
        Why::Incomplete => "It runs, and its log says that a part of it does not.",
    };
    said.to_owned()
}
