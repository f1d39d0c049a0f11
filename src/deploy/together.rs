//! Deploys that are asked for over HTTP. Those that are asked for at the same moment are one transaction, in which each is
//! granted or refused by itself, once for its key.

use std::collections::HashSet;
use std::sync::Arc;

use crate::App;
use crate::deploy::requests::{Wanted, request_all};
use crate::deploy::{Asker, Order, Requested};
use crate::domain::{Account, Id, Millis};
use crate::quota::DAY;
use crate::store::{API, Asked, Durability, Once, Together};

/// A wish that came over HTTP.
#[derive(Debug, Clone)]
pub struct Wish {
    pub account: Account,
    pub person: Id,
    pub order: Order,
    /// Of the bot, if there is to be one.
    pub id: Id,
    pub at: Millis,
    /// By which the same wish is found again, and what it is answered when it is granted.
    pub once: Option<Once>,
}

/// What became of a wish.
#[derive(Debug, Clone)]
pub enum Granted {
    Now(Requested),
    /// It was granted before, or something else was asked with its key.
    Earlier(Asked),
}

/// Those who ask at the same moment. Nothing for those who have to ask again.
pub type Wishes = Together<Arc<Wish>, Option<Granted>>;

/// Grants a wish, or says why not. When this returns it is committed.
pub async fn wish(app: &Arc<App>, wish: Wish) -> anyhow::Result<Granted> {
    let wish = Arc::new(wish);
    // Each time somebody of the same circle has gone first, or was linked.
    loop {
        let grant_all = |app: Arc<App>, wishes: Vec<_>| async move { grant_all(&app, &wishes).await };
        if let Some(granted) = app.wishes.answer(app, wish.clone(), grant_all).await? {
            return Ok(granted);
        }
    }
}

async fn grant_all(app: &App, wishes: &[Arc<Wish>]) -> anyhow::Result<Vec<Option<Granted>>> {
    let now = wishes.iter().map(|wish| wish.at).max().unwrap_or_default();
    let mut persons = HashSet::new();
    let first: Vec<usize> = (0..wishes.len()).filter(|n| persons.insert(&wishes[*n].person)).collect();
    let mut tx = app.store.begin_for_many(Durability::PowerCut).await?;
    tx.through(API);
    let mut granted: Vec<Option<Granted>> = vec![None; wishes.len()];
    let keys = first.iter().filter_map(|n| wishes[*n].once.as_ref()).collect();
    let noted = tx.ask_all_once(keys, DAY, now).await?;
    let (mut asking, mut wanted) = (Vec::new(), Vec::new());
    for n in first {
        let Wish { account, person, order, id, at, once } = &*wishes[n];
        if let Some(Once { token, key, digest, .. }) = once
            && !noted.contains(&(token.to_string(), key.clone()))
        {
            granted[n] = Some(Granted::Earlier(tx.asked_otherwise_or_before(token, key, digest).await?));
            continue;
        }
        let asker = Asker { account, person, message: None };
        asking.push(n);
        wanted.push(Wanted { asker, order, id: id.clone(), at: *at });
    }
    let mut is_anything = false;
    for (n, requested) in asking.into_iter().zip(request_all(app, &mut tx, &wanted).await?) {
        match (&requested, &wishes[n].once) {
            (Some(Requested::Accepted(_)), _) => is_anything = true,
            (_, Some(once)) => tx.forget_request(&once.token, &once.key).await?,
            (_, None) => {}
        }
        granted[n] = requested.map(Granted::Now);
    }
    if is_anything {
        tx.commit().await?;
        app.wake_for_deploys();
    }
    Ok(granted)
}
