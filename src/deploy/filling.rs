//! What a bot is given: everything that the database knows of it, put into the slots of its blueprint.

use crate::App;
use crate::blueprint::{Blueprint, Choices, Filling, Slot};
use crate::domain::{BotConfig, Channel, TargetKind, Token};
use crate::secret::Secret;
use crate::store::{Instance, SecretKind};

/// Where the bot listens and keeps its data at its target.
pub struct Place<'a> {
    pub port: u16,
    pub bind: &'a str,
    pub data_dir: &'a str,
}

/// The environment of a bot.
pub async fn environment(
    app: &App,
    blueprint: &Blueprint,
    instance: &Instance,
    config: &BotConfig,
    place: &Place<'_>,
) -> anyhow::Result<Vec<(String, Secret)>> {
    let filling = filling(app, blueprint, instance, config, place).await?;
    let reads_discord = instance.presences.get(&Channel::Discord).is_some_and(|presence| presence.reads_messages);
    let choices = Choices { provider: instance.provider, channels: &instance.channels, reads_discord };
    Ok(blueprint.environment(instance.target, choices, &filling))
}

async fn filling(
    app: &App,
    blueprint: &Blueprint,
    instance: &Instance,
    config: &BotConfig,
    place: &Place<'_>,
) -> anyhow::Result<Filling> {
    let secret = |kind| app.store.secret(&app.sealer, &instance.id, &instance.owner, kind);
    let speaks = app.store.person(&instance.owner, app.now()).await?;
    let language = app.texts.locale(speaks.as_ref().and_then(|person| person.speaks())).tag();
    let channels: Vec<&str> = instance.channels.iter().map(|channel| channel.word()).collect();
    let origins = &app.config.origins;
    let mut filling = Filling::from([
        (Slot::Name, Secret::new(instance.name.as_str())),
        (Slot::Language, Secret::new(language)),
        (Slot::Provider, Secret::new(instance.provider.word())),
        (Slot::Channels, Secret::new(channels.join(","))),
        (Slot::Guests, Secret::new(config.guests.join(","))),
        (Slot::AnthropicUrl, Secret::new(&*origins.anthropic)),
        (Slot::OpenAiUrl, Secret::new(&*origins.openai)),
        (Slot::OpenRouterUrl, Secret::new(&*origins.openrouter)),
        (Slot::GeminiUrl, Secret::new(&*origins.gemini)),
        (Slot::TelegramUrl, Secret::new(&*app.config.telegram_api_url)),
        (Slot::Port, Secret::new(place.port.to_string())),
        (Slot::Bind, Secret::new(place.bind)),
        (Slot::DataDir, Secret::new(place.data_dir)),
    ]);
    if let Some(model) = config.model.as_ref().or(blueprint.model(instance.provider)) {
        filling.insert(Slot::Model, Secret::new(model.as_str()));
    }
    for declared in &blueprint.options {
        if let Some(value) = config.option(declared) {
            filling.insert(Slot::Option(declared.name.clone()), Secret::new(value.word()));
        }
    }
    for (channel, presence) in &instance.presences {
        if let (Some(slot), Some(owner)) = (Slot::of_owner(*channel), &presence.owner) {
            filling.insert(slot, Secret::new(owner.as_str()));
        }
        if let (Channel::Discord, Some(application)) = (channel, &presence.application) {
            filling.insert(Slot::DiscordApplication, Secret::new(application.as_str()));
        }
    }
    let own = [
        (SecretKind::ProviderKey, Slot::Key),
        (SecretKind::WebToken, Slot::WebToken),
        (SecretKind::ClaimCode, Slot::ClaimCode),
    ];
    let tokens = Token::ALL.iter().map(|token| (SecretKind::Token(*token), Slot::of_token(*token)));
    for (kind, slot) in own.into_iter().chain(tokens) {
        if let Some(secret) = secret(kind).await? {
            filling.insert(slot, secret);
        }
    }
    Ok(filling)
}

/// The place of a bot of this target, as far as its blueprint decides it.
pub fn place_at_railway(blueprint: &Blueprint) -> Option<Place<'_>> {
    let service = blueprint.railway.as_ref()?;
    Some(Place { port: service.port, bind: "0.0.0.0", data_dir: service.volume.as_deref().unwrap_or("/tmp") })
}

/// On this machine the data folder is the working directory.
pub fn place_on_this_machine(port: u16) -> Place<'static> {
    Place { port, bind: "127.0.0.1", data_dir: "." }
}

/// Whether the bot has a public address of its own where it lives.
pub fn has_address(instance: &Instance) -> bool {
    match instance.target {
        TargetKind::Local => true,
        TargetKind::Railway => instance.channels.contains(&Channel::Web),
    }
}

/// Whether everything that the bot would be given can be opened, and nothing in it is what its target might expand.
pub async fn is_sound(app: &App, blueprint: &Blueprint, instance: &Instance) -> anyhow::Result<bool> {
    let place = match instance.target {
        TargetKind::Local => Some(place_on_this_machine(instance.port.unwrap_or_default())),
        TargetKind::Railway => place_at_railway(blueprint),
    };
    let Some(place) = place else { return Ok(false) };
    let Ok(config) = &instance.config.document else { return Ok(false) };
    let given = environment(app, blueprint, instance, config, &place).await?;
    Ok(!given.iter().any(|(_, value)| value.expose().contains("${{")))
}
