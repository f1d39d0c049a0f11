//! The two small dialogues in which a secret is given: a provider's key and a token of a channel. Both ask,
//! check and, where the check is not clean, let the person decide. The wish for a bot and its later change share them.

use crate::chat::choice::Choice;
use crate::chat::flow::{Effect, faults, managed};
use crate::chat::form::Field;
use crate::chat::state::{Facts, GivenKey, GivenToken, KeyStep, Standing, TokenStep};
use crate::domain::stored_key::Kept;
use crate::domain::{Id, Presence, Provider, Token, TokenFinding, key};
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
        Err(fault) => Progress::Again(faults::key(fault, provider)),
        Ok(secret) => {
            let tail = key::tail(&secret);
            check_key(GivenKey { secret, tail, standing: Standing::Unchecked, kept: Kept::Not }, provider, facts)
        }
    }
}

pub fn key_pressed(step: KeyStep, provider: Provider, choice: &Choice, facts: &Facts) -> Progress<KeyStep, GivenKey> {
    match (step, choice) {
        (KeyStep::Ask, Choice::WhereIsTheKey) => Progress::Again(faults::where_is_the_key(provider)),
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
    kind: Token,
    owner: Option<&Id>,
    text: &Secret,
    facts: &Facts,
) -> Progress<TokenStep, GivenToken> {
    if let TokenStep::Fetching { child, .. } = step {
        return Progress::Again(Msg::StillFetchingToken { handle: child.handle() });
    }
    if let TokenStep::Checking { .. } = step {
        return Progress::Again(Msg::StillCheckingToken { platform: kind.channel().title().into() });
    }
    match parse_token(kind, text) {
        Err(fault) => Progress::Again(faults::token(fault, kind)),
        Ok(secret) => {
            let tail = key::tail(&secret);
            check_token(
                GivenToken { secret, tail, presence: Presence::default(), is_checked: false },
                kind,
                owner,
                facts,
            )
        }
    }
}

fn parse_token(kind: Token, text: &Secret) -> Result<Secret, key::KeyFault> {
    match kind {
        Token::Telegram => key::parse_telegram_token(text.expose()),
        Token::Discord => key::parse_discord_token(text.expose()),
        Token::SlackBot => key::parse_slack_bot_token(text.expose()),
        Token::SlackApp => key::parse_slack_app_token(text.expose()),
    }
}

/// Why a text cannot be the key or token that is asked for, before anybody is asked about it.
pub fn fault(field: Field, text: &Secret) -> Option<Msg> {
    match field {
        Field::Key(provider) => key::parse_key(provider, text.expose()).err().map(|fault| faults::key(fault, provider)),
        Field::Token(kind) => parse_token(kind, text).err().map(|fault| faults::token(fault, kind)),
        Field::Name
        | Field::Owner(_)
        | Field::Channels
        | Field::Guests
        | Field::Model
        | Field::Confirm
        | Field::News
        | Field::Picture
        | Field::Links
        | Field::When
        | Field::Count
        | Field::Words => None,
    }
}

pub fn token_pressed(
    step: TokenStep,
    kind: Token,
    owner: Option<&Id>,
    choice: &Choice,
    facts: &Facts,
) -> Progress<TokenStep, GivenToken> {
    match (step, choice) {
        (TokenStep::Ask, Choice::WhereIsTheKey) => Progress::Again(faults::where_is_the_token(kind)),
        (TokenStep::NoToken { child, .. }, Choice::TryAgain) => managed::fetch(child, owner, facts),
        (TokenStep::Problem { .. } | TokenStep::NoToken { .. }, Choice::AnotherKey) => {
            Progress::Next(TokenStep::Ask, Vec::new())
        }
        (TokenStep::Problem { token, .. }, Choice::TryAgain) => check_token(token, kind, owner, facts),
        (TokenStep::Problem { token, finding: TokenFinding::Webhook { handle, .. } }, Choice::TakeOver) => {
            let presence = Presence { handle: Some(handle), take_over: true, ..token.presence };
            Progress::Given(GivenToken { presence, is_checked: true, ..token })
        }
        (TokenStep::Problem { token, finding: TokenFinding::CannotRead(_) }, Choice::SwitchOn) => {
            let check = facts.fresh.clone();
            let effect = Effect::SwitchOnMessages { check: check.clone(), token: token.secret.clone() };
            Progress::Next(TokenStep::Checking { check, token }, vec![effect])
        }
        (
            TokenStep::Problem {
                token,
                finding: TokenFinding::CannotRead(presence) | TokenFinding::CannotSwitch(presence),
            },
            Choice::Anyway,
        ) => Progress::Given(GivenToken { presence, is_checked: true, ..token }),
        (TokenStep::Problem { token, finding: TokenFinding::Unreachable }, Choice::Anyway) => Progress::Given(token),
        _ => Progress::Other,
    }
}

pub fn token_checked(step: TokenStep, ended: &Id, finding: TokenFinding) -> Progress<TokenStep, GivenToken> {
    match step {
        TokenStep::Checking { check, token } if check == *ended => match finding {
            TokenFinding::Good(presence) => Progress::Given(GivenToken { presence, is_checked: true, ..token }),
            finding => Progress::Next(TokenStep::Problem { token, finding }, Vec::new()),
        },
        TokenStep::Ask
        | TokenStep::Checking { .. }
        | TokenStep::Problem { .. }
        | TokenStep::Fetching { .. }
        | TokenStep::NoToken { .. } => Progress::Other,
    }
}

pub fn check_key(key: GivenKey, provider: Provider, facts: &Facts) -> Progress<KeyStep, GivenKey> {
    let check = facts.fresh.clone();
    let effect = Effect::CheckKey { check: check.clone(), provider, key: key.secret.clone() };
    Progress::Next(KeyStep::Checking { check, key }, vec![effect])
}

pub fn check_token(
    token: GivenToken,
    kind: Token,
    owner: Option<&Id>,
    facts: &Facts,
) -> Progress<TokenStep, GivenToken> {
    let check = facts.fresh.clone();
    let (secret, owner) = (token.secret.clone(), owner.cloned());
    let effect = Effect::CheckToken { check: check.clone(), kind, token: secret, owner };
    Progress::Next(TokenStep::Checking { check, token }, vec![effect])
}
