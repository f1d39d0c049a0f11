//! Discord at work: who we are there, the commands, and the door by which interactions come.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::{debug, error, info, warn};

use crate::app::App;
use crate::chat::command::Verb;
use crate::chat::form::Form;
use crate::chat::{View, screen, session};
use crate::config::DiscordDoor;
use crate::discord::endpoint::{self, Behind};
use crate::discord::place::Place;
use crate::discord::receive::{House, Receiver};
use crate::discord::rest::Rest;
use crate::discord::setup::{self, Command, CommandOption};
use crate::discord::{Discord, Heard, Reply, Suggest, gateway};
use crate::domain::counted::Neighbour;
use crate::domain::{Account, Language, MessageRef};
use crate::duty::{self, Duty};
use crate::secret::Secret;
use crate::store::KeptReply;
use crate::text::{Catalogue, Msg};

/// The pause before Discord is asked again to deliver to us.
const ASKED_AGAIN: Duration = Duration::from_secs(10);

/// Receives from Discord by the gateway or the HTTP door until `stop`, however long Discord takes to answer at first.
pub async fn receive(app: Arc<App>, behind: Behind, stop: CancellationToken) -> anyhow::Result<()> {
    let Some(token) = app.config.discord_token.clone() else {
        stop.cancelled().await;
        return Ok(());
    };
    let receiver = Arc::new(Receiver::new(house(&app)));
    let entered = stop.run_until_cancelled(enter(&app, token, &behind, &receiver)).await;
    let Some(discord) = entered.transpose()? else { return Ok(()) };
    tokio::spawn(stop.clone().run_until_cancelled_owned(keep_commands(app.clone(), discord.clone())));
    match app.config.discord_door {
        DiscordDoor::Http => stop.cancelled().await,
        DiscordDoor::Gateway => {
            let pulse = app.discord_pulse.clone();
            let listened = duty::alone(&app, Duty::Listening, &stop, |stop| {
                gateway::listen(discord.clone(), receiver.clone(), pulse.clone(), stop)
            });
            // Whatever Discord has against us for good, Telegram and the bots go on: somebody has to look.
            if let Some(Err(closed)) = listened.await {
                error!("Discord is not heard any more: {closed}");
                stop.cancelled().await;
            }
        }
    }
    receiver.finish().await;
    Ok(())
}

async fn enter(app: &Arc<App>, token: Secret, behind: &Behind, receiver: &Arc<Receiver>) -> anyhow::Result<Discord> {
    let rest = Rest::new(app.http.clone(), &app.config.discord_api_url, token);
    let discord = setup::enter(rest.counted(app.metrics.tally(Neighbour::Discord))).await?;
    app.speak_discord(discord.clone());
    let name = &discord.name;
    match (app.config.discord_door, &app.config.public_url) {
        (DiscordDoor::Http, Some(origin)) => {
            behind.open(&discord, receiver.clone())?;
            // Discord tries the address at once, and what stands in front of us may not let it in yet.
            while let Err(cause) = discord.by_endpoint(&format!("{origin}{}", endpoint::PATH)).await {
                warn!("Discord does not take PUBLIC_URL for its deliveries, and is asked again: {cause:#}");
                sleep(ASKED_AGAIN).await;
            }
            info!("{name} is served by Discord's HTTP door");
        }
        (DiscordDoor::Http | DiscordDoor::Gateway, _) => {
            if let Err(cause) = discord.by_gateway().await {
                warn!("Discord may deliver interactions elsewhere: {cause:#}");
            }
            info!("{name} is served by Discord's gateway");
        }
    }
    info!("{name} is added on Discord at {}", discord.invite_link());
    Ok(discord)
}

fn house(app: &Arc<App>) -> House {
    let (hearing, suggesting, naming, turning_away) = (app.clone(), app.clone(), app.clone(), app.clone());
    House {
        hear: Arc::new(move |heard| {
            let app = hearing.clone();
            Box::pin(async move { hear(&app, heard).await })
        }),
        suggest: Arc::new(move |suggest| {
            let app = suggesting.clone();
            Box::pin(async move { suggestions(&app, &suggest).await })
        }),
        form: Arc::new(move |form| words_of(&naming, form)),
        stranger: Arc::new(move |language| turning_away.texts.locale(language).say(&Msg::NotYours)),
    }
}

/// Remembers how to answer, then takes the turn. Discord tells nothing twice, so a turn that could not be taken is
/// told to the person.
async fn hear(app: &Arc<App>, heard: Heard) -> anyhow::Result<()> {
    let account = heard.incoming.account.clone();
    let (language, written_in) = (heard.incoming.language.clone(), heard.incoming.message.clone());
    let taken = async {
        if let Some(reply) = &heard.reply {
            app.store.remember_reply(&app.sealer, &kept(&account, reply)).await?;
        }
        session::hear(app, heard.incoming).await.map(drop)
    };
    let Err(cause) = taken.await else { return Ok(()) };
    let reference = session::reference();
    error!(%account, reference, "what {account} did on Discord could not be taken: {cause:#}");
    let view = screen::say(session::broken(&reference)).view(app.texts.locale(language.as_deref()), 0);
    if let Err(cause) = excuse(app, heard.reply.as_ref(), written_in.as_ref(), &reference, &view).await {
        warn!(%account, "{account} could not be told: {cause:#}");
    }
    Ok(())
}

/// Says in the place where it happened that something went wrong.
async fn excuse(
    app: &App,
    reply: Option<&Reply>,
    written_in: Option<&MessageRef>,
    mark: &str,
    view: &View,
) -> anyhow::Result<()> {
    let discord = app.discord()?;
    match (reply, written_in.and_then(Place::parse)) {
        (Some(reply), _) if reply.is_born_of_message => discord.follow_up(reply, view, !reply.is_direct).await?,
        (Some(reply), _) => {
            // What is said next must not take its place.
            if let Err(cause) = app.store.take_promise(&reply.interaction).await {
                debug!("a promise stays open: {cause:#}");
            }
            discord.fill(reply, view).await?
        }
        (None, Some(Place::Channel { channel, .. })) => discord.post(&channel, mark, view).await?,
        (None, _) => return Ok(()),
    };
    Ok(())
}

fn kept(account: &Account, reply: &Reply) -> KeptReply {
    KeptReply {
        interaction: reply.interaction.clone(),
        account: account.clone(),
        token: reply.token.clone(),
        is_direct: reply.is_direct,
        is_open: !reply.is_born_of_message,
        expires_at: reply.expires_at_ms,
    }
}

/// The person's bots, with their state beside the name.
async fn suggestions(app: &App, suggest: &Suggest) -> Vec<(String, String)> {
    match session::suggestions(app, &suggest.account, suggest.language.as_deref(), &suggest.typed).await {
        Ok(found) => found,
        Err(cause) => {
            warn!(account = %suggest.account, "nothing could be suggested: {cause:#}");
            Vec::new()
        }
    }
}

fn words_of(app: &App, form: &Form) -> (String, Vec<String>) {
    let locale = app.texts.locale(Some(&form.language));
    let (title, fields) = screen::form(form);
    (locale.say(&title), fields.iter().map(|field| locale.say(field)).collect())
}

/// Sets the commands beside everything else, because those that are known work without.
async fn keep_commands(app: Arc<App>, discord: Discord) {
    match show_commands(&app, &discord).await {
        Ok(()) => debug!("the commands on Discord are set"),
        Err(cause) => warn!("the commands on Discord stay as they are: {cause:#}"),
    }
}

/// The commands for everybody, and in one server those for admins. They are set only when they have changed.
async fn show_commands(app: &App, discord: &Discord) -> anyhow::Result<()> {
    let mut sets = vec![(None, commands(&app.texts, false))];
    sets.extend(app.config.discord_admin_guild.as_deref().map(|guild| (Some(guild), commands(&app.texts, true))));
    for (guild, commands) in sets {
        let place = format!("discord/{}", guild.unwrap_or("everybody"));
        let known = app.store.command_set(&place).await?;
        match discord.register(guild, &commands, known.as_deref()).await {
            Ok(hash) => app.store.note_command_set(&place, &hash).await?,
            // The bot may not have been added to that server yet; everything else works without.
            Err(cause) if guild.is_some() => warn!("the commands for admins were not set: {cause:#}"),
            Err(cause) => return Err(cause),
        }
    }
    Ok(())
}

/// Those for everybody, or those for admins.
pub fn commands(texts: &Catalogue, is_for_admins: bool) -> Vec<Command> {
    let verbs = Verb::ALL.iter().filter(|verb| verb.is_for_admins() == is_for_admins);
    verbs.map(|verb| command(texts, *verb)).collect()
}

fn command(texts: &Catalogue, verb: Verb) -> Command {
    let (description, descriptions) = in_all(texts, &screen::command(verb));
    let options = screen::command_words(verb).into_iter().map(|word| {
        let (description, descriptions) = in_all(texts, &word.what);
        let name = word.name.to_owned();
        let (is_required, suggests) = (word.is_required, word.is_bot);
        CommandOption { name, names: Vec::new(), description, descriptions, is_required, suggests }
    });
    // A command is called the same in every language, as in every text that names it.
    Command { name: verb.word().into(), names: Vec::new(), description, descriptions, options: options.collect() }
}

/// A sentence in English, and in every language.
fn in_all(texts: &Catalogue, what: &Msg) -> (String, Vec<(String, String)>) {
    let said = |tag: &str| texts.locale(Some(tag)).say(what);
    let tags = Language::ALL.into_iter().map(Language::tag);
    (said(Language::English.tag()), tags.map(|tag| (tag.to_owned(), said(tag))).collect())
}
