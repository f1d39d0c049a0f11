//! The two small dialogues in which a secret is given: a provider's key and a Telegram bot's token. Both ask,
//! check and, where the check is not clean, let the person decide. The wish for a bot and its later change share them.

use crate::chat::choice::Choice;
use crate::chat::flow::Effect;
use crate::chat::state::{Facts, GivenKey, GivenToken, KeyStep, Standing, TokenStep};
use crate::domain::key::{self, KeyFault};
use crate::domain::{Id, Provider, TokenFinding};
use crate::provider::Verdict;
use crate::secret::Secret;
use crate::text::Msg;

/// What came of one answer within such a dialogue.
pub enum Progress<Step, Given> {
    /// The same question again, with a line of why.
    Again(Msg),
    /// On to another question of the dialogue.
    Next(Step, Vec<Effect>),
    Given(Given),
    /// The answer is none of this dialogue's.
    Other,
}

pub fn key_typed(step: &KeyStep, provider: Provider, text: &Secret, facts: &Facts) -> Progress<KeyStep, GivenKey> {
    if let KeyStep::Checking { .. } = step {
        return Progress::Again(Msg::StillChecking);
    }
    match key::parse_key(provider, text.expose()) {
        Err(fault) => Progress::Again(key_fault(fault, provider)),
        Ok(secret) => {
            let tail = key::tail(&secret);
            check_key(GivenKey { secret, tail, standing: Standing::Unchecked }, provider, facts)
        }
    }
}

pub fn key_pressed(step: KeyStep, provider: Provider, choice: &Choice, facts: &Facts) -> Progress<KeyStep, GivenKey> {
    match (step, choice) {
        (KeyStep::Ask, Choice::WhereIsTheKey) => Progress::Again(where_is_the_key(provider)),
        (KeyStep::Problem { .. }, Choice::AnotherKey) => Progress::Next(KeyStep::Ask, Vec::new()),
        (KeyStep::Problem { key, .. }, Choice::TryAgain) => check_key(key, provider, facts),
        (KeyStep::Problem { key, verdict }, Choice::Anyway) if !verdict.refuses() => {
            let standing = if verdict == Verdict::NoCredit { Standing::NoCredit } else { Standing::Unchecked };
            Progress::Given(GivenKey { standing, ..key })
        }
        _ => Progress::Other,
    }
}

pub fn key_checked(step: KeyStep, ended: &Id, verdict: Verdict) -> Progress<KeyStep, GivenKey> {
    match step {
        KeyStep::Checking { check, key } if check == *ended => match verdict {
            Verdict::Ok => Progress::Given(GivenKey { standing: Standing::Checked, ..key }),
            verdict => Progress::Next(KeyStep::Problem { key, verdict }, Vec::new()),
        },
        KeyStep::Ask | KeyStep::Checking { .. } | KeyStep::Problem { .. } => Progress::Other,
    }
}

pub fn token_typed(
    step: &TokenStep,
    owner: Option<&Id>,
    text: &Secret,
    facts: &Facts,
) -> Progress<TokenStep, GivenToken> {
    if let TokenStep::Checking { .. } = step {
        return Progress::Again(Msg::StillCheckingToken);
    }
    match key::parse_telegram_token(text.expose()) {
        Err(fault) => Progress::Again(token_fault(fault)),
        Ok(secret) => {
            let tail = key::tail(&secret);
            check_token(GivenToken { secret, tail, handle: None, take_over: false }, owner, facts)
        }
    }
}

pub fn token_pressed(
    step: TokenStep,
    owner: Option<&Id>,
    choice: &Choice,
    facts: &Facts,
) -> Progress<TokenStep, GivenToken> {
    match (step, choice) {
        (TokenStep::Ask, Choice::WhereIsTheKey) => Progress::Again(Msg::WhereIsTheToken),
        (TokenStep::Problem { .. }, Choice::AnotherKey) => Progress::Next(TokenStep::Ask, Vec::new()),
        (TokenStep::Problem { token, .. }, Choice::TryAgain) => check_token(token, owner, facts),
        (TokenStep::Problem { token, finding: TokenFinding::Webhook { handle, .. } }, Choice::TakeOver) => {
            Progress::Given(GivenToken { handle: Some(handle), take_over: true, ..token })
        }
        (TokenStep::Problem { token, finding: TokenFinding::Unreachable }, Choice::Anyway) => Progress::Given(token),
        _ => Progress::Other,
    }
}

pub fn token_checked(step: TokenStep, ended: &Id, finding: TokenFinding) -> Progress<TokenStep, GivenToken> {
    match step {
        TokenStep::Checking { check, token } if check == *ended => match finding {
            TokenFinding::Good { handle } => Progress::Given(GivenToken { handle: Some(handle), ..token }),
            finding => Progress::Next(TokenStep::Problem { token, finding }, Vec::new()),
        },
        TokenStep::Ask | TokenStep::Checking { .. } | TokenStep::Problem { .. } => Progress::Other,
    }
}

pub fn check_key(key: GivenKey, provider: Provider, facts: &Facts) -> Progress<KeyStep, GivenKey> {
    let check = facts.fresh.clone();
    let effect = Effect::CheckKey { check: check.clone(), provider, key: key.secret.clone() };
    Progress::Next(KeyStep::Checking { check, key }, vec![effect])
}

pub fn check_token(token: GivenToken, owner: Option<&Id>, facts: &Facts) -> Progress<TokenStep, GivenToken> {
    let check = facts.fresh.clone();
    let effect = Effect::CheckToken { check: check.clone(), token: token.secret.clone(), owner: owner.cloned() };
    Progress::Next(TokenStep::Checking { check, token }, vec![effect])
}

fn key_fault(fault: KeyFault, provider: Provider) -> Msg {
    let provider = provider.title().to_owned();
    match fault {
        KeyFault::TooShort => Msg::KeyTooShort { provider },
        KeyFault::TooLong => Msg::KeyTooLong { provider },
        KeyFault::Alphabet
        | KeyFault::DiscordToken
        | KeyFault::SlackBotToken
        | KeyFault::SlackAppToken
        | KeyFault::SlackUserToken
        | KeyFault::SlackRotatingToken
        | KeyFault::NotATelegramToken
        | KeyFault::NotADiscordToken
        | KeyFault::DiscordClientSecret
        | KeyFault::DiscordPublicKey
        | KeyFault::NotASlackBotToken
        | KeyFault::NotASlackAppToken
        | KeyFault::SlackSigningSecret => Msg::KeyAlphabet { provider },
        KeyFault::BelongsTo(other) => Msg::KeyOfAnother { provider, other: other.title().into() },
        KeyFault::TelegramToken => Msg::KeyIsToken { provider },
        KeyFault::AdminKey => Msg::KeyIsAdmin { provider },
        KeyFault::Subscription => Msg::KeyIsSubscription { provider },
    }
}

fn token_fault(fault: KeyFault) -> Msg {
    match fault {
        KeyFault::BelongsTo(other) => Msg::TokenIsKey { other: other.title().into() },
        KeyFault::TooShort
        | KeyFault::TooLong
        | KeyFault::Alphabet
        | KeyFault::TelegramToken
        | KeyFault::DiscordToken
        | KeyFault::SlackBotToken
        | KeyFault::SlackAppToken
        | KeyFault::SlackUserToken
        | KeyFault::SlackRotatingToken
        | KeyFault::AdminKey
        | KeyFault::Subscription
        | KeyFault::NotATelegramToken
        | KeyFault::NotADiscordToken
        | KeyFault::DiscordClientSecret
        | KeyFault::DiscordPublicKey
        | KeyFault::NotASlackBotToken
        | KeyFault::NotASlackAppToken
        | KeyFault::SlackSigningSecret => Msg::TokenShape,
    }
}

fn where_is_the_key(provider: Provider) -> Msg {
    let address = match provider {
        Provider::Anthropic => "https://console.anthropic.com/settings/keys",
        Provider::OpenAi => "https://platform.openai.com/api-keys",
        Provider::OpenRouter => "https://openrouter.ai/settings/keys",
        Provider::Gemini => "https://aistudio.google.com/apikey",
        Provider::Echo => "",
    };
    Msg::WhereIsTheKey { provider: provider.title().into(), address: address.into() }
}
