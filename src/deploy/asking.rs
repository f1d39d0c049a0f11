//! What a bot that exists is asked for at once: its log, its address, to let a browser in. It changes nothing of what is
//! kept.

use tracing::warn;

use crate::App;
use crate::blueprint::Probe;
use crate::deploy::{on_local, on_railway};
use crate::domain::{LetIn, Remote, TargetKind, key};
use crate::preflight::{Door, openclaw};
use crate::store::{Instance, SecretKind};

/// Lines of a whole log from Railway; it gives out 5,000 at most.
const WHOLE_LOG: u32 = 5_000;

/// The log of a bot with everything in it that is or looks like a secret covered; nothing when Railway cannot be asked
/// for it now.
pub async fn log(app: &App, instance: &Instance, lines: Option<usize>) -> anyhow::Result<Option<String>> {
    let log = match (instance.target, lines) {
        (TargetKind::Local, Some(lines)) => app.local()?.log_tail(&instance.id, lines).await?,
        (TargetKind::Local, None) => app.local()?.log(&instance.id).await?,
        (TargetKind::Railway, lines) => {
            let most = lines.map_or(WHOLE_LOG, |lines| lines as u32);
            match on_railway::log(app.railway()?, instance, most).await {
                Ok(log) => log,
                Err(fault) => {
                    warn!(bot = %instance.id, "the log of a bot could not be read: {fault}");
                    return Ok(None);
                }
            }
        }
    };
    let mut covered = log;
    for kind in SecretKind::all() {
        if let Some(secret) = app.store.secret(&app.sealer, &instance.id, &instance.owner, kind).await? {
            covered = covered.replace(secret.expose(), &key::tail(&secret));
        }
    }
    Ok(Some(key::cover(&covered)))
}

/// Where a bot is reached, when it has an address.
pub fn address(app: &App, instance: &Instance) -> Option<String> {
    address_at(app, instance.target, instance.port, instance.remote.as_ref())
}

pub fn address_at(app: &App, target: TargetKind, port: Option<u16>, remote: Option<&Remote>) -> Option<String> {
    match target {
        TargetKind::Local => port.map(on_local::address),
        TargetKind::Railway => remote.and_then(|remote| on_railway::bot_address(app, remote)),
    }
}

/// Lets in the browser that has just asked at a bot's control page.
pub async fn let_in(app: &App, instance: &Instance) -> anyhow::Result<LetIn> {
    let origin = address(app, instance);
    let probe = app.blueprints.get(&instance.blueprint).map(|blueprint| &blueprint.probe);
    let token = app.store.secret(&app.sealer, &instance.id, &instance.owner, SecretKind::WebToken).await?;
    match (origin, probe, token) {
        (Some(origin), Some(probe @ Probe::OpenClaw { rpc }), Some(token)) => {
            let door = Door { origin: &origin, probe, token: &token, channels: &instance.channels };
            Ok(openclaw::let_in(&app.http, door, rpc, app.now()).await)
        }
        _ => Ok(LetIn::NobodyAsks),
    }
}

/// Whether a webhook on this host is the bot's own.
pub fn is_its_own(app: &App, instance: &Instance, host: &str) -> bool {
    address(app, instance).is_some_and(|address| address.contains(host))
}
