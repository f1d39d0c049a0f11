//! What is said of a pasted text that cannot be the key or token that was asked for, and where the right one is found.

use crate::domain::key::KeyFault;
use crate::domain::{Channel, Provider, Token};
use crate::text::Msg;

pub fn key(fault: KeyFault, provider: Provider) -> Msg {
    let title = provider.title().to_owned();
    let token_of = |channel: Channel| Msg::KeyIsToken { provider: title.clone(), platform: channel.title().into() };
    match fault {
        KeyFault::TooShort => Msg::KeyTooShort { provider: title },
        KeyFault::TooLong => Msg::KeyTooLong { provider: title },
        KeyFault::BelongsTo(other) => Msg::KeyOfAnother { provider: title, other: other.title().into() },
        KeyFault::TelegramToken => token_of(Channel::Telegram),
        KeyFault::DiscordToken => token_of(Channel::Discord),
        KeyFault::SlackBotToken | KeyFault::SlackAppToken | KeyFault::SlackUserToken | KeyFault::SlackRotatingToken => {
            token_of(Channel::Slack)
        }
        KeyFault::AdminKey => Msg::KeyIsAdmin { provider: title },
        KeyFault::Subscription => Msg::KeyIsSubscription { provider: title },
        KeyFault::Alphabet
        | KeyFault::NotATelegramToken
        | KeyFault::NotADiscordToken
        | KeyFault::DiscordClientSecret
        | KeyFault::DiscordPublicKey
        | KeyFault::NotASlackBotToken
        | KeyFault::NotASlackAppToken
        | KeyFault::SlackSigningSecret => Msg::KeyAlphabet { provider: title },
    }
}

pub fn token(fault: KeyFault, wanted: Token) -> Msg {
    let of_another = |channel: Channel| Msg::TokenOfAnother {
        other: channel.title().into(),
        platform: wanted.channel().title().into(),
    };
    match fault {
        KeyFault::BelongsTo(other) => {
            Msg::TokenIsKey { other: other.title().into(), platform: wanted.channel().title().into() }
        }
        KeyFault::TelegramToken => of_another(Channel::Telegram),
        KeyFault::DiscordToken => of_another(Channel::Discord),
        KeyFault::SlackBotToken if wanted == Token::SlackApp => Msg::TokenIsSlackBot,
        KeyFault::SlackAppToken if wanted == Token::SlackBot => Msg::TokenIsSlackApp,
        KeyFault::SlackBotToken | KeyFault::SlackAppToken => of_another(Channel::Slack),
        KeyFault::SlackUserToken => Msg::TokenNotABot,
        KeyFault::SlackRotatingToken => Msg::TokenExpires,
        KeyFault::DiscordClientSecret | KeyFault::DiscordPublicKey => Msg::TokenIsDiscordSecret,
        KeyFault::SlackSigningSecret => Msg::TokenIsSlackSecret,
        KeyFault::TooShort
        | KeyFault::TooLong
        | KeyFault::Alphabet
        | KeyFault::AdminKey
        | KeyFault::Subscription
        | KeyFault::NotATelegramToken
        | KeyFault::NotADiscordToken
        | KeyFault::NotASlackBotToken
        | KeyFault::NotASlackAppToken => shape(wanted),
    }
}

fn shape(wanted: Token) -> Msg {
    match wanted {
        Token::Telegram => Msg::TokenShape,
        Token::Discord => Msg::TokenShapeDiscord,
        Token::SlackBot => Msg::TokenShapeSlackBot,
        Token::SlackApp => Msg::TokenShapeSlackApp,
    }
}

pub fn where_is_the_token(wanted: Token) -> Msg {
    match wanted {
        Token::Telegram => Msg::WhereIsTheToken,
        Token::Discord => Msg::WhereIsTheDiscordToken,
        Token::SlackBot => Msg::WhereIsTheSlackBotToken,
        Token::SlackApp => Msg::WhereIsTheSlackAppToken,
    }
}

pub fn where_is_the_key(provider: Provider) -> Msg {
    let address = match provider {
        Provider::Anthropic => "https://console.anthropic.com/settings/keys",
        Provider::OpenAi => "https://platform.openai.com/api-keys",
        Provider::OpenRouter => "https://openrouter.ai/settings/keys",
        Provider::Gemini => "https://aistudio.google.com/apikey",
        Provider::Echo => "",
    };
    Msg::WhereIsTheKey { provider: provider.title().into(), address: address.into() }
}
