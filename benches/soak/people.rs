//! What people ask for, and what the answer has to be where that is certain.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use hatchery::deploy::config::{self, Changed, Edit, Reach, Wanted};
use hatchery::deploy::{self, Asker, Change, Operated, Order, Requested};
use hatchery::domain::config::{How, Patch};
use hatchery::domain::stored_key::Kept;
use hatchery::domain::{BotConfig, Channel, Id, Name, OperationKind, Presence, Presences, Provider, Token};
use hatchery::secret::Secret;
use hatchery::store::Durability;

use crate::world::{Bot, MARK, World};

const NAMES: [&str; 7] = ["nest", "finch", "kiwi", "owl", "wren", "raven", "stork"];
/// Fewer than people may have bots, so that they get in each other's way.
const TOKENS: usize = 12;

#[derive(Debug, Clone, Copy)]
pub enum Wish {
    Order,
    /// The same button pressed twice.
    OrderTwice,
    /// Two people, or one, want a bot with the same token at the same moment.
    OrderTogether,
    Operate(OperationKind),
    /// The same button pressed twice.
    OperateTwice(OperationKind),
    Cancel,
    Update,
}

const WISHES: [(usize, Wish); 13] = [
    (30, Wish::Order),
    (4, Wish::OrderTwice),
    (4, Wish::OrderTogether),
    (7, Wish::Operate(OperationKind::Restart)),
    (7, Wish::Operate(OperationKind::Stop)),
    (8, Wish::Operate(OperationKind::Resume)),
    (14, Wish::Operate(OperationKind::Delete)),
    (2, Wish::OperateTwice(OperationKind::Restart)),
    (2, Wish::OperateTwice(OperationKind::Stop)),
    (2, Wish::OperateTwice(OperationKind::Resume)),
    (3, Wish::OperateTwice(OperationKind::Delete)),
    (7, Wish::Cancel),
    (10, Wish::Update),
];

/// Somebody wants something.
pub async fn wish(world: &mut World) -> anyhow::Result<()> {
    let who = world.dice.below(world.people.len());
    match world.dice.weighed(&WISHES) {
        Wish::Order => {
            let order = order(world, who)?;
            ask(world, who, &order).await.map(drop)
        }
        Wish::OrderTwice => {
            let order = order(world, who)?;
            let first = ask(world, who, &order).await?;
            let second = ask(world, who, &order).await?;
            let is_same = match (&first, &second) {
                (Requested::Accepted(first), Requested::Before(second)) => first == second,
                (first, second) => first == second,
            };
            ensure!(is_same, "one press was answered with {first:?}, the same again with {second:?}");
            Ok(())
        }
        Wish::OrderTogether => together(world, who).await,
        Wish::Operate(kind) => operate(world, who, kind, 1).await,
        Wish::OperateTwice(kind) => operate(world, who, kind, 2).await,
        Wish::Cancel => cancel(world, who).await,
        Wish::Update => update(world, who).await,
    }
}

fn token(number: usize) -> Secret {
    Secret::new(format!("{}:{MARK}-{number:025}", 100_000_000 + number))
}

fn order(world: &mut World, who: usize) -> anyhow::Result<Order> {
    let name = *world.dice.one_of(&NAMES);
    let number = world.dice.below(TOKENS);
    world.people[who].orders += 1;
    let key = format!("order-{}", world.people[who].orders);
    Ok(Order {
        name: Name::parse(name).ok().context("a name")?,
        blueprint: "hatchling".into(),
        provider: Provider::Echo,
        key: None,
        kept: Kept::Not,
        config: BotConfig::default(),
        channels: vec![Channel::Telegram],
        tokens: BTreeMap::from([(Token::Telegram, token(number))]),
        presences: Presences::from([(Channel::Telegram, presence(number))]),
        unchecked: Vec::new(),
        idempotency_key: Some(key),
    })
}

fn presence(number: usize) -> Presence {
    Presence { handle: Some(format!("@bot_{number}")), ..Presence::default() }
}

async fn request(world: &World, who: usize, order: &Order) -> anyhow::Result<Requested> {
    let someone = &world.people[who];
    let mut tx = world.app.store.begin(Durability::PowerCut).await?;
    let asker = Asker { account: &someone.account, person: &someone.id, message: None };
    let requested = deploy::request(&world.app, &mut tx, &asker, order).await?;
    tx.commit().await?;
    Ok(requested)
}

async fn ask(world: &mut World, who: usize, order: &Order) -> anyhow::Result<Requested> {
    let requested = request(world, who, order).await?;
    answered(world, who, order, &requested)?;
    Ok(requested)
}

fn answered(world: &mut World, who: usize, order: &Order, requested: &Requested) -> anyhow::Result<()> {
    let handle = order.presences.values().next().and_then(|presence| presence.handle.clone()).unwrap_or_default();
    let name = order.name.as_str();
    let answer = match requested {
        Requested::Accepted(id) => {
            world.bots.push(Bot { id: id.clone(), owner: who });
            format!("bot {}", world.bots.len() - 1)
        }
        Requested::Before(id) => format!("bot {}, as before", world.number(id)?),
        Requested::Barred(bar) => format!("no: {bar:?}"),
        Requested::Refused(refusal) => format!("no: {refusal:?}"),
        Requested::NameTaken => "no: the name is taken".into(),
        Requested::TokenInUse(_) => "no: the token is in use".into(),
        Requested::TooBig(_) => "no: too big".into(),
    };
    world.note(format!("person {who} orders “{name}” as {handle}: {answer}"));
    Ok(())
}

async fn together(world: &mut World, who: usize) -> anyhow::Result<()> {
    let other = world.dice.below(world.people.len());
    let (first, mut second) = (order(world, who)?, order(world, other)?);
    (second.tokens, second.presences) = (first.tokens.clone(), first.presences.clone());
    let (one, two) = futures::join!(request(world, who, &first), request(world, other, &second));
    let (one, two) = (one?, two?);
    answered(world, who, &first, &one)?;
    answered(world, other, &second, &two)?;
    let are_both = matches!((&one, &two), (Requested::Accepted(_), Requested::Accepted(_)));
    ensure!(!are_both, "two bots have one token");
    Ok(())
}

/// A bot of theirs mostly; at times somebody else's, which they must not touch.
fn some_bot(world: &mut World, who: usize) -> Option<(usize, Id)> {
    if world.bots.is_empty() {
        return None;
    }
    let own: Vec<usize> = (0..world.bots.len()).filter(|n| world.bots[*n].owner == who).collect();
    let is_own = !own.is_empty() && !world.dice.in_hundred(5);
    // The newer ones are more likely to be there still.
    let number = match is_own {
        true => {
            let (one, two) = (world.dice.below(own.len()), world.dice.below(own.len()));
            own[one.max(two)]
        }
        false => world.dice.below(world.bots.len()),
    };
    Some((number, world.bots[number].id.clone()))
}

async fn operate(world: &mut World, who: usize, kind: OperationKind, times: usize) -> anyhow::Result<()> {
    let Some((number, id)) = some_bot(world, who) else { return Ok(()) };
    for _ in 0..times {
        let before = operations(world).await?;
        let someone = &world.people[who];
        let mut tx = world.app.store.begin(Durability::PowerCut).await?;
        let asker = Asker { account: &someone.account, person: &someone.id, message: None };
        let operated = deploy::operate(&world.app, &mut tx, &asker, &id, kind).await?;
        tx.commit().await?;
        let opened = operations(world).await? - before;
        world.note(format!("person {who} wants to {} bot {number}: {operated:?}", kind.word()));
        let may_open = match operated {
            // A hatch that is cancelled goes on as what it was.
            Operated::Accepted if kind == OperationKind::Delete => 0..=1,
            Operated::Accepted => 1..=1,
            Operated::Noted
            | Operated::Busy(_)
            | Operated::Pointless
            | Operated::Gone
            | Operated::TokenInUse(_)
            | Operated::Barred(_)
            | Operated::Unreadable => 0..=0,
        };
        ensure!(may_open.contains(&opened), "{opened} operations were opened");
        is_theirs(world, who, number, &operated)?;
    }
    Ok(())
}

async fn cancel(world: &mut World, who: usize) -> anyhow::Result<()> {
    let Some((number, id)) = some_bot(world, who) else { return Ok(()) };
    let someone = &world.people[who];
    let mut tx = world.app.store.begin(Durability::PowerCut).await?;
    let asker = Asker { account: &someone.account, person: &someone.id, message: None };
    let operated = deploy::cancel_hatch(&world.app, &mut tx, &asker, &id).await?;
    tx.commit().await?;
    world.note(format!("person {who} cancels the hatch of bot {number}: {operated:?}"));
    is_theirs(world, who, number, &operated)
}

async fn update(world: &mut World, who: usize) -> anyhow::Result<()> {
    let Some((number, id)) = some_bot(world, who) else { return Ok(()) };
    let fresh = world.dice.below(TOKENS);
    let is_token = world.dice.in_hundred(60);
    let someone = &world.people[who];
    let mut tx = world.app.store.begin(Durability::PowerCut).await?;
    let asker = Asker { account: &someone.account, person: &someone.id, message: None };
    let operated = if is_token {
        let change = Change::Token { kind: Token::Telegram, token: token(fresh), presence: Some(presence(fresh)) };
        deploy::update(&world.app, &mut tx, &asker, &id, &change).await?
    } else {
        let patch = Patch::guests(&[format!("{}", 50_000 + fresh)]);
        let wanted = Wanted { edit: Edit::Patch(patch), onto: None, how: How::Edit };
        match config::change(&world.app, &mut tx, &asker, Reach::Own, &id, &wanted).await? {
            Changed::Done { operated, .. } => operated,
            Changed::Gone => Operated::Gone,
            Changed::Busy(kind) => Operated::Busy(kind),
            Changed::Barred(bar) => Operated::Barred(bar),
            Changed::Same { .. } => Operated::Pointless,
            other => anyhow::bail!("person {who} could not change the guests of bot {number}: {other:?}"),
        }
    };
    tx.commit().await?;
    let what = if is_token { "token" } else { "guest" };
    world.note(format!("person {who} gives bot {number} {what} {fresh}: {operated:?}"));
    is_theirs(world, who, number, &operated)
}

fn is_theirs(world: &World, who: usize, number: usize, operated: &Operated) -> anyhow::Result<()> {
    let is_theirs = world.bots[number].owner == who;
    ensure!(is_theirs || *operated == Operated::Gone, "person {who} changed somebody else's bot {number}");
    Ok(())
}

async fn operations(world: &mut World) -> anyhow::Result<i64> {
    world.count("SELECT COUNT(*) FROM operations").await
}
