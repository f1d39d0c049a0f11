//! Another token for a bot that comes by itself, whatever is under way: a hatch goes on with it, and hands it over anew
//! where the one before was handed over already. What leaves a bot with the token that it has is waited for.

use tracing::info;

use crate::App;
use crate::deploy::change::{Change, keep_change, record_change};
use crate::deploy::{Asker, Operated, owned, plan, shut_out, update};
use crate::domain::Id;
use crate::store::Tx;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Renewed {
    /// What is under way goes on with it.
    TakenUp,
    /// As if somebody had asked for it.
    Brought(Operated),
}

pub async fn renew(app: &App, tx: &mut Tx, asker: &Asker<'_>, id: &Id, change: &Change) -> anyhow::Result<Renewed> {
    let now = app.now();
    let Some(instance) = owned(app, tx, asker, id).await? else { return Ok(Renewed::Brought(Operated::Gone)) };
    let kind = tx.under_way(id).await?;
    let takes_up = kind.and_then(|kind| plan::hands_over(kind, instance.target)).is_some();
    if !takes_up || shut_out(tx, asker, now).await?.is_some() || !tx.hurry_operation(id, now).await? {
        return update(app, tx, asker, id, change).await.map(Renewed::Brought);
    }
    if let Some(refused) = keep_change(app, tx, asker, &instance, change).await? {
        return Ok(Renewed::Brought(refused));
    }
    info!(bot = %id, "a bot that is worked on has another token");
    record_change(tx, asker, &instance, change, now).await?;
    Ok(Renewed::TakenUp)
}
