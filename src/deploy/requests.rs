//! Wishes for bots: decided exactly, and recorded with everything that makes a bot come to be. Many may be decided together;
//! each is granted or refused by itself, and whoever is refused has written nothing.

use std::collections::HashSet;

use anyhow::Context;
use tracing::info;

use crate::App;
use crate::blueprint::Blueprint;
use crate::deploy::order::{Order, presences};
use crate::deploy::{Asker, Requested, checking, limits, progress, random_word, rekey, too_big};
use crate::domain::act::{Act, ActKind};
use crate::domain::{Channel, Id, Millis, OperationKind, key};
use crate::quota::{self, DAY};
use crate::store::{Footing, NewBot, NewInstance, NewSecret, Progress, SecretKind, Tx, fresh_id};

/// One wish.
pub struct Wanted<'a> {
    pub asker: Asker<'a>,
    pub order: &'a Order,
    /// Of the bot, if there is to be one.
    pub id: Id,
    pub at: Millis,
}

/// Records a deploy, or says why not. Limit, quota and name are decided behind a lock on the person, a token behind
/// one on its mark; whoever is refused has written nothing.
pub async fn request(app: &App, tx: &mut Tx, asker: &Asker<'_>, order: &Order) -> anyhow::Result<Requested> {
    loop {
        let wanted = Wanted { asker: *asker, order, id: fresh_id(), at: app.now() };
        // Nothing when they were linked while we waited.
        if let Some(requested) = request_all(app, tx, &[wanted]).await?.pop().context("a wish has no end")? {
            return Ok(requested);
        }
    }
}

/// The same for many. Nothing for those who have to ask again, because somebody of the same circle or with the same token
/// went first, or because they were linked meanwhile.
pub async fn request_all(app: &App, tx: &mut Tx, all: &[Wanted<'_>]) -> anyhow::Result<Vec<Option<Requested>>> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let persons: HashSet<&Id> = all.iter().map(|wanted| wanted.asker.person).collect();
    let persons: Vec<&Id> = persons.into_iter().collect();
    let now = all.iter().map(|wanted| wanted.at).max().unwrap_or_default();
    let locked = tx.lock_persons(&app.store, &persons).await?;
    let footings = tx.footings(&persons, now - DAY, now).await?;
    let marks = all.iter().flat_map(|wanted| wanted.order.tokens.values());
    let marks = marks.flat_map(|token| app.sealer.fingerprints(token)).collect();
    let mut taken = Taken { in_use: tx.marks_in_use(&app.store, marks).await?, ..Taken::default() };

    let mut answers: Vec<Option<Requested>> = Vec::new();
    let (mut made, mut wishes) = (Vec::new(), Vec::new());
    for wanted in all {
        let footing = footings.get(wanted.asker.person).context("nobody asks for a bot")?;
        let is_first = locked.contains(&footing.circle) && taken.circles.insert(footing.circle.clone());
        let refused = match is_first {
            true => refusal(app, tx, wanted, footing, &taken).await?,
            false => None,
        };
        answers.push(match refused {
            Some(refused) => Some(refused),
            None if !is_first || !taken.takes_tokens(app, wanted.order) => None,
            None if footing.names.iter().any(|name| *name == wanted.order.name.key()) => Some(Requested::NameTaken),
            None => {
                made.push(new_bot(app, wanted)?);
                wishes.push(wanted);
                Some(Requested::Accepted(wanted.id.clone()))
            }
        });
    }
    tx.add_instances(&made).await?;
    for (new, wanted) in made.iter_mut().zip(&wishes) {
        take_up(app, tx, wanted, new).await?;
    }
    tx.open_deploys(&app.sealer, &made).await?;
    tell(app, tx, &made, &wishes).await?;
    Ok(answers)
}

/// What is taken by those of one group who went before.
#[derive(Default)]
struct Taken {
    circles: HashSet<Id>,
    /// Marks of tokens that live bots use.
    in_use: HashSet<String>,
    marks: HashSet<String>,
}

impl Taken {
    /// False when somebody before wants one of the tokens of this order.
    fn takes_tokens(&mut self, app: &App, order: &Order) -> bool {
        let marks: Vec<String> = order.tokens.values().flat_map(|token| app.sealer.fingerprints(token)).collect();
        let is_free = !marks.iter().any(|mark| self.marks.contains(mark));
        self.marks.extend(marks);
        is_free
    }
}

/// Why there is to be no such bot; nothing speaks against it but perhaps its name.
async fn refusal(
    app: &App,
    tx: &mut Tx,
    Wanted { asker, order, at, .. }: &Wanted<'_>,
    footing: &Footing,
    taken: &Taken,
) -> anyhow::Result<Option<Requested>> {
    if let Some(key) = &order.idempotency_key
        && let Some(before) = tx.asked_before(asker.account, key).await?
    {
        return Ok(Some(Requested::Before(before)));
    }
    if let Some(bar) = &footing.standing.bar {
        return Ok(Some(Requested::Barred(bar.clone())));
    }
    if let Err(refusal) = quota::allows(&limits(app, &footing.standing), &footing.used, *at) {
        return Ok(Some(Requested::Refused(refusal)));
    }
    let blueprint = app.blueprints.get(&order.blueprint);
    if let Some(too_big) = blueprint.and_then(|blueprint| too_big(app, blueprint)) {
        return Ok(Some(Requested::TooBig(too_big)));
    }
    let in_use = order.tokens.iter().find(|(_, token)| {
        let marks = app.sealer.fingerprints(token);
        marks.iter().any(|mark| taken.in_use.contains(mark))
    });
    Ok(in_use.map(|(kind, _)| Requested::TokenInUse(*kind)))
}

fn new_bot<'a>(app: &App, wanted: &Wanted<'a>) -> anyhow::Result<NewBot<'a>> {
    let Wanted { asker, order, id, at } = wanted;
    let instance = NewInstance {
        id: id.clone(),
        person: asker.person.clone(),
        owner: asker.account.clone(),
        name: order.name.clone(),
        blueprint: order.blueprint.clone(),
        provider: order.provider,
        channels: order.channels.clone(),
        presences: presences(order, asker.account),
        config: order.config.clone(),
        target: app.config.target,
    };
    let secrets = secrets(app, wanted)?;
    let is_checked = !secrets.iter().any(|secret| secret.is_unchecked);
    let first = checking::first_of(OperationKind::Deploy, app.config.target, is_checked);
    let idempotency_key = order.idempotency_key.as_deref();
    Ok(NewBot { instance, secrets, operation: fresh_id(), first, idempotency_key, at: *at })
}

fn secrets(app: &App, Wanted { asker, order, .. }: &Wanted<'_>) -> anyhow::Result<Vec<NewSecret>> {
    let new = |kind, secret, mark| NewSecret { kind, secret, mark, is_unchecked: order.unchecked.contains(&kind) };
    let mut secrets: Vec<NewSecret> =
        order.key.iter().map(|key| new(SecretKind::ProviderKey, key.clone(), None)).collect();
    for (kind, token) in &order.tokens {
        let mark = app.sealer.fingerprints(token).into_iter().next();
        secrets.push(new(SecretKind::Token(*kind), token.clone(), mark));
    }
    let can_be_claimed = app.blueprints.get(&order.blueprint).is_some_and(Blueprint::can_be_claimed);
    let owned = presences(order, asker.account);
    let is_unowned = owned.get(&Channel::Telegram).is_none_or(|presence| presence.owner.is_none());
    if can_be_claimed && is_unowned && order.channels.contains(&Channel::Telegram) {
        secrets.push(new(SecretKind::ClaimCode, random_word(20)?, None));
    }
    // Every bot has a web token: by it Hatchery asks the bot whether it answers.
    secrets.push(new(SecretKind::WebToken, random_word(20)?, None));
    Ok(secrets)
}

/// Finds the key among those that are kept, or keeps it, and notes whose bot on Telegram this one has.
async fn take_up(app: &App, tx: &mut Tx, wanted: &Wanted<'_>, new: &mut NewBot<'_>) -> anyhow::Result<()> {
    let Wanted { asker, order, id, at } = wanted;
    if let Some(given) = &order.key {
        let (key, stored) = rekey::taken(app, tx, asker, order.provider, (given, &order.kept)).await?;
        if stored.is_some() {
            tx.set_key_of(id, stored.as_ref()).await?;
        }
        if let Some(secret) = new.secrets.iter_mut().find(|secret| secret.kind == SecretKind::ProviderKey) {
            secret.secret = key;
        }
    }
    for child in order.tokens.iter().filter_map(|(kind, token)| key::telegram_id(*kind, token)) {
        tx.use_managed(&child, id).await?;
        // A token that we were given by Telegram may have changed since.
        tx.look_at_managed(id, *at).await?;
    }
    Ok(())
}

/// What is kept and told of bots that are asked for.
async fn tell(app: &App, tx: &mut Tx, made: &[NewBot<'_>], wishes: &[&Wanted<'_>]) -> anyhow::Result<()> {
    let (mut acts, mut notes) = (Vec::new(), Vec::new());
    for (NewBot { instance, operation, first, at, .. }, Wanted { asker, .. }) in made.iter().zip(wishes) {
        info!(bot = %instance.id, %operation, "a bot is asked for");
        let act = Act::new(asker.account, ActKind::Deploy, &instance.name).of(asker.person).on(&instance.id);
        acts.push((act.in_operation(operation), *at));
        let (kind, target) = (OperationKind::Deploy, app.config.target);
        let note = progress(&instance.id, &instance.name, kind, target, *first, *at);
        notes.push(serde_json::to_string(&note)?);
    }
    let acts: Vec<_> = acts.iter().map(|(act, at)| (act, *at)).collect();
    tx.record_all(&acts).await?;
    let told = made.iter().zip(wishes).zip(&notes).map(|((new, wanted), note)| {
        let Asker { account, message, .. } = wanted.asker;
        Progress { operation: &new.operation, account, note, message, at: new.at }
    });
    tx.tell_all_progress(&told.collect::<Vec<_>>()).await
}
