//! The version of what a bot is made from: its blueprint with the image that it names. Two that are the same make the
//! same bot; nothing else is told by it.

use sha2::{Digest, Sha256};

use crate::App;
use crate::blueprint::Blueprint;
use crate::deploy::on_railway::image_of;
use crate::domain::TargetKind;
use crate::store::Instance;

/// What a bot of this kind would be made from now; nothing when its blueprint is not here any more.
pub fn version_of(app: &App, instance: &Instance) -> Option<String> {
    let blueprint = app.blueprints.get(&instance.blueprint)?;
    Some(version(app, blueprint, instance.target))
}

/// All versions that are here, with `|` before, between and behind them.
pub fn versions(app: &App) -> String {
    let of = |blueprint: &Blueprint| {
        TargetKind::ALL.iter().map(|target| version(app, blueprint, *target)).collect::<Vec<_>>()
    };
    format!("|{}|", app.blueprints.all().iter().flat_map(of).collect::<Vec<_>>().join("|"))
}

fn version(app: &App, blueprint: &Blueprint, target: TargetKind) -> String {
    let image = match (target, &blueprint.railway) {
        (TargetKind::Railway, Some(service)) => image_of(app, service),
        (TargetKind::Railway, None) | (TargetKind::Local, _) => String::new(),
    };
    let made_from = format!("{}\n{}\n{}\n{image}", blueprint.id, blueprint.fingerprint, target.word());
    data_encoding::HEXLOWER.encode(&Sha256::digest(made_from.as_bytes())[..6])
}
