//! The limit of what bots may cost in a month: counted anew whenever Railway said what they cost. New bots wait when it
//! is reached; those that run go on.

use crate::App;
use crate::access;
use crate::deploy::note::Note;
use crate::domain::{Role, Spend, price};
use crate::store::Durability;

/// What bots have cost this month, held against a limit.
pub async fn counted(app: &App, limit: i64) -> anyhow::Result<Spend> {
    let now = app.now();
    let spent = app.store.spent_since(price::month_began(now)).await?;
    Ok(Spend { limit, spent, until: price::month_ends(now) })
}

/// Counts anew, and tells operators once when the limit is reached.
pub async fn recount(app: &App) -> anyhow::Result<()> {
    let Some(before) = app.store.spend().await? else { return Ok(()) };
    let after = counted(app, before.limit).await?;
    let now = app.now();
    let operators = access::admins(app, Role::Operator).await?;
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    if !tx.recount_spend(&before, &after).await? {
        return Ok(());
    }
    if after.is_reached(now) && !before.is_reached(now) {
        let note = serde_json::to_string(&Note::SpendReached)?;
        for operator in operators {
            tx.tell(&operator, &note, now, now).await?;
        }
    }
    tx.commit().await?;
    app.wake();
    Ok(())
}
