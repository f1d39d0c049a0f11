//! Shares of bots, granted in the transaction of a turn: what goes into a recipe, and whether a code opens one.

use crate::App;
use crate::chat::flow::{Answer, ShareAnswer, ShareWish};
use crate::chat::session::grant::hash;
use crate::deploy;
use crate::domain::act::{Act, ActKind};
use crate::domain::{Account, BotConfig, Id, Millis, Recipe, ShareCode};
use crate::quota::DAY;
use crate::secret::Secret;
use crate::store::{Instance, Person, Tx};

/// How long a link is good.
const LASTS: Millis = 30 * DAY;

pub async fn grant(
    app: &App,
    tx: &mut Tx,
    account: &Account,
    person: &Person,
    wish: ShareWish,
) -> anyhow::Result<Answer> {
    let now = app.now();
    Ok(Answer::Share(match wish {
        ShareWish::Clone { bot } => match theirs(app, tx, person, &bot).await? {
            None => return Ok(Answer::Gone),
            Some(instance) => match recipe(instance) {
                Some(recipe) => ShareAnswer::Like { recipe, of: Some(bot) },
                None => ShareAnswer::Unreadable,
            },
        },
        ShareWish::Make { bot } => match theirs(app, tx, person, &bot).await? {
            None => return Ok(Answer::Gone),
            Some(instance) => match recipe(instance) {
                None => ShareAnswer::Unreadable,
                Some(recipe) => {
                    let (code, until) = (fresh_code()?, now + LASTS);
                    tx.put_share(&hash_of(&code), &bot, &recipe, now, until).await?;
                    record(tx, account, person, &bot, ActKind::Share, &recipe.name, now).await?;
                    let link = app.telegram().ok().map(|telegram| telegram.deep_link(&code.text()));
                    ShareAnswer::Made { bot, recipe, code, link, until }
                }
            },
        },
        ShareWish::End { bot } => match theirs(app, tx, person, &bot).await? {
            None => return Ok(Answer::Gone),
            Some(instance) => {
                let name = instance.name.to_string();
                match tx.end_share(&bot).await? {
                    true => {
                        record(tx, account, person, &bot, ActKind::EndShare, &instance.name, now).await?;
                        ShareAnswer::Ended { name }
                    }
                    false => ShareAnswer::NotShared { name },
                }
            }
        },
        ShareWish::Open { code } => match tx.share(&hash_of(&code), now).await? {
            Some(recipe) => ShareAnswer::Offered { recipe, code },
            None => ShareAnswer::Over,
        },
        ShareWish::Take { code } => match tx.share(&hash_of(&code), now).await? {
            Some(recipe) => {
                tx.take_share(&hash_of(&code)).await?;
                ShareAnswer::Like { recipe, of: None }
            }
            None => ShareAnswer::Over,
        },
    }))
}

async fn theirs(app: &App, tx: &mut Tx, person: &Person, bot: &Id) -> anyhow::Result<Option<Instance>> {
    match tx.instance(bot).await? {
        Some(it) if it.is_live && app.store.are_one(&it.person, &person.id).await? => Ok(Some(it)),
        Some(_) | None => Ok(None),
    }
}

/// Without those who are let in: they are somebody.
fn recipe(instance: Instance) -> Option<Recipe> {
    let config = BotConfig { guests: Vec::new(), ..instance.config.document.ok()? };
    let Instance { name, blueprint, provider, channels, .. } = instance;
    Some(Recipe { name, blueprint, provider, channels, config })
}

async fn record(
    tx: &mut Tx,
    account: &Account,
    person: &Person,
    bot: &Id,
    kind: ActKind,
    name: &crate::domain::Name,
    now: Millis,
) -> anyhow::Result<()> {
    tx.record(&Act::new(account, kind, name).of(&person.id).on(bot), now).await
}

fn fresh_code() -> anyhow::Result<ShareCode> {
    let word = deploy::random_word(ShareCode::LETTERS * 5 / 8)?;
    let text = format!("like-{}", word.expose());
    ShareCode::parse(&text).ok_or_else(|| anyhow::anyhow!("a fresh code is none"))
}

fn hash_of(code: &ShareCode) -> String {
    hash(&Secret::new(code.code()))
}
