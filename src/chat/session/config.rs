//! What is asked of the config of a bot, granted in the transaction of a turn. Everybody reaches their own bots; support
//! looks at anybody's, operators change them.

use anyhow::Context;

use crate::App;
use crate::chat::flow::{Answer, ConfigAnswer, ConfigWish, Meant};
use crate::chat::screen::{ConfigCard, ConfigPage};
use crate::chat::state::{ConfigQuestion, Facts, Setting};
use crate::deploy::Asker;
use crate::deploy::config::{self, Changed, Reach, Wanted, bulk};
use crate::domain::config::Declared;
use crate::domain::{Channel, Id, Role, Token};
use crate::provider;
use crate::store::{Instance, SecretKind, Tx};

/// Revisions on one page.
const PAGE: usize = 6;

pub async fn grant(
    app: &App,
    tx: &mut Tx,
    facts: &Facts,
    asker: &Asker<'_>,
    wish: ConfigWish,
) -> anyhow::Result<Answer> {
    let answer = match wish {
        ConfigWish::Show { bot } => match seen(tx, facts, &bot, Role::Support).await? {
            Some((instance, _)) => ConfigAnswer::Card(Box::new(card(app, facts, instance).await?)),
            None => return Ok(Answer::Gone),
        },
        ConfigWish::Ask { bot, setting } => match seen(tx, facts, &Meant::Bot(bot), Role::Operator).await? {
            Some((instance, _)) => asked(app, facts, instance, usize::from(setting)).await?,
            None => return Ok(Answer::Gone),
        },
        ConfigWish::History { bot, older_than } => match seen(tx, facts, &bot, Role::Support).await? {
            Some((instance, _)) => ConfigAnswer::Page(Box::new(page(app, facts, instance, older_than).await?)),
            None => return Ok(Answer::Gone),
        },
        ConfigWish::Change { bot, wanted, is_answer } => match seen(tx, facts, &bot, Role::Operator).await? {
            Some((instance, reach)) => {
                let (called, changed, now) = change(app, tx, facts, asker, reach, &instance.id, &wanted).await?;
                ConfigAnswer::Changed { called, changed, now, is_answer }
            }
            None => return Ok(Answer::Gone),
        },
        ConfigWish::Rehearse { .. } | ConfigWish::Bulk(_) if !facts.is(Role::Operator) => return Ok(Answer::Gone),
        ConfigWish::Rehearse { which, patch } => {
            let rehearsal = Box::new(bulk::rehearse(app, tx, &which, &patch).await?);
            ConfigAnswer::Rehearsed { which, patch, rehearsal }
        }
        ConfigWish::Bulk(it) => ConfigAnswer::Applied(bulk::apply(app, tx, asker.account, &it.seen, &it.patch).await?),
    };
    Ok(Answer::Config(answer))
}

/// A change through the conversation that changes a bot, by the same door.
pub async fn edited(
    app: &App,
    tx: &mut Tx,
    facts: &Facts,
    asker: &Asker<'_>,
    bot: &Id,
    wanted: &Wanted,
) -> anyhow::Result<Answer> {
    let (called, changed, now) = change(app, tx, facts, asker, Reach::Own, bot, wanted).await?;
    Ok(Answer::Config(ConfigAnswer::Changed { called, changed, now, is_answer: true }))
}

/// What the bot is called, what came of it, and what stands now.
async fn change(
    app: &App,
    tx: &mut Tx,
    facts: &Facts,
    asker: &Asker<'_>,
    reach: Reach,
    bot: &Id,
    wanted: &Wanted,
) -> anyhow::Result<(String, Changed, Option<Box<ConfigCard>>)> {
    let changed = config::change(app, tx, asker, reach, bot, wanted).await?;
    let Some(instance) = tx.instance(bot).await? else {
        return Ok((String::new(), Changed::Gone, None));
    };
    let called = called(facts, &instance);
    let now = Some(Box::new(card(app, facts, instance).await?));
    Ok((called, changed, now))
}

/// The bot that is meant, when it is a live one within reach: their own, or anybody's for whoever has that role.
async fn seen(tx: &mut Tx, facts: &Facts, meant: &Meant, least: Role) -> anyhow::Result<Option<(Instance, Reach)>> {
    let id = match meant {
        Meant::Bot(id) => Some(id.clone()),
        Meant::Called(owner, name) => tx.called(owner, &name.key()).await?,
    };
    let Some(id) = id else { return Ok(None) };
    let reach = if facts.bot(&id).is_some() { Reach::Own } else { Reach::Anybodys };
    if reach == Reach::Anybodys && !facts.is(least) {
        return Ok(None);
    }
    let instance = tx.instance(&id).await?.filter(|instance| instance.is_live);
    Ok(instance.map(|instance| (instance, reach)))
}

fn may_change(facts: &Facts, bot: &Id) -> bool {
    facts.bot(bot).is_some() || facts.is(Role::Operator)
}

/// What the reader calls a bot, so that it can be typed: others' by whose they are.
fn called(facts: &Facts, instance: &Instance) -> String {
    match facts.bot(&instance.id) {
        Some(_) => instance.name.to_string(),
        None => format!("{}/{}", instance.owner, instance.name),
    }
}

async fn card(app: &App, facts: &Facts, instance: Instance) -> anyhow::Result<ConfigCard> {
    let kinds = std::iter::once((None, SecretKind::ProviderKey))
        .chain(Token::ALL.iter().map(|token| (Some(*token), SecretKind::Token(*token))));
    let mut secrets = Vec::new();
    for (kind, secret) in kinds {
        secrets.extend(app.store.secret_tail(&instance.id, secret).await?.map(|tail| (kind, tail)));
    }
    let blueprint = app.blueprints.get(&instance.blueprint);
    let usual = blueprint.and_then(|blueprint| blueprint.model(instance.provider)).cloned();
    let usual_model = usual.unwrap_or_else(|| provider::default_model(instance.provider)).as_str().to_owned();
    Ok(ConfigCard {
        called: called(facts, &instance),
        settings: settings(app, &instance),
        usual_model,
        secrets,
        provider: instance.provider.title(),
        may_change: may_change(facts, &instance.id),
        bot: instance.id,
        kept: instance.config,
    })
}

/// What can be set about a bot, in the order of its buttons.
fn settings(app: &App, instance: &Instance) -> Vec<Setting> {
    let Some(blueprint) = app.blueprints.get(&instance.blueprint) else { return Vec::new() };
    let model = instance.provider.needs_key().then_some(Setting::Model);
    let has_guests = instance.channels.contains(&Channel::Telegram) && blueprint.takes_guests();
    let guests = has_guests.then_some(Setting::Guests);
    let options = blueprint.options.iter().map(|declared: &Declared| Setting::Option(declared.clone()));
    model.into_iter().chain(guests).chain(options).collect()
}

async fn asked(app: &App, facts: &Facts, instance: Instance, setting: usize) -> anyhow::Result<ConfigAnswer> {
    let (Ok(config), Some(setting)) = (&instance.config.document, settings(app, &instance).into_iter().nth(setting))
    else {
        return Ok(ConfigAnswer::Card(Box::new(card(app, facts, instance).await?)));
    };
    let now = match &setting {
        Setting::Model => config.model.as_ref().map(|model| model.as_str().to_owned()),
        Setting::Guests => (!config.guests.is_empty()).then(|| config.guests.join(", ")),
        Setting::Option(declared) => config.options.get(&declared.name).map(|value| value.word()),
    };
    let (bot, onto) = (instance.id.clone(), instance.config.revision);
    let called = called(facts, &instance);
    Ok(ConfigAnswer::Ask(Box::new(ConfigQuestion { bot, called, onto, setting, now })))
}

async fn page(app: &App, facts: &Facts, instance: Instance, older_than: Option<u32>) -> anyhow::Result<ConfigPage> {
    let older_than = older_than.map_or(i64::MAX, i64::from);
    let found = app.store.config_history(&instance.id, older_than, PAGE as i64 + 1).await;
    let mut revisions = found.context("look for older configs")?;
    let has_more = revisions.len() > PAGE;
    revisions.truncate(PAGE);
    let (called, revision) = (called(facts, &instance), instance.config.revision);
    let may_change = may_change(facts, &instance.id);
    Ok(ConfigPage { bot: instance.id, called, revision, revisions, has_more, may_change, now: app.now() })
}
