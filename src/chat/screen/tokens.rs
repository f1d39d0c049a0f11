//! The questions about a token of a channel, for a new bot and for one that exists.

use crate::chat::Ask;
use crate::chat::choice::Choice;
use crate::chat::screen::hatch::{back, cancel};
use crate::chat::screen::{Button, Screen, managed};
use crate::chat::state::{Facts, GivenToken, TokenStep};
use crate::domain::{Platform, Token, TokenFinding};
use crate::text::Msg;

pub fn token(
    kind: Token,
    step: &TokenStep,
    known: Option<&GivenToken>,
    name: &str,
    may_skip: bool,
    facts: &Facts,
) -> Screen {
    let platform = || kind.channel().title().to_owned();
    let screen = match step {
        TokenStep::Ask => {
            let keep = known.map(|token| Button::new(Msg::ButtonKeepKey { tail: token.label() }, Choice::Keep));
            let is_made_here = kind == Token::Telegram && facts.maker.is_some();
            let [ask, help] = question(kind, is_made_here, name.to_owned(), facts);
            let screen = Screen::new(vec![ask, help]).row(keep.into_iter().collect());
            match is_made_here {
                true => managed::offer(screen, name, facts)
                    .row(vec![Button::new(Msg::ButtonHaveToken, Choice::WhereIsTheKey)]),
                false => screen.row(vec![Button::new(Msg::ButtonWhere, Choice::WhereIsTheKey)]),
            }
        }
        TokenStep::Fetching { child, .. } => {
            return Screen::new(vec![Msg::FetchingToken { handle: child.handle() }])
                .row(vec![back(), cancel()])
                .asking(Ask::Secret, Msg::PromptToken);
        }
        TokenStep::NoToken { child, why } => managed::no_token(child, *why),
        TokenStep::Checking { token, .. } => {
            let (tail, platform) = (token.tail.clone(), platform());
            return Screen::new(vec![Msg::CheckingToken { tail, platform }])
                .row(vec![back(), cancel()])
                .asking(Ask::Secret, Msg::PromptToken);
        }
        TokenStep::Problem { token, finding } => problem(&token.tail, finding, platform()),
    };
    let skip = may_skip.then(|| Button::new(Msg::ButtonSkip { platform: platform() }, Choice::Skip));
    let screen = screen.row(skip.into_iter().collect()).row(vec![back(), cancel()]);
    let screen = screen.asking(Ask::Secret, Msg::PromptToken);
    if matches!(step, TokenStep::Ask) { screen.written() } else { screen }
}

fn question(kind: Token, is_made_here: bool, name: String, facts: &Facts) -> [Msg; 2] {
    let stays = Box::new(match facts.account.platform {
        Platform::Console => Msg::NotShown,
        Platform::Telegram | Platform::Discord | Platform::Api if facts.fills_forms() => Msg::ByForm,
        Platform::Telegram | Platform::Discord | Platform::Api => Msg::NotInTheChat,
    });
    match kind {
        Token::Telegram if is_made_here => [Msg::AskTokenOrMake { name }, Msg::AskTokenOrMakeHelp { stays }],
        Token::Telegram => [Msg::AskToken { name }, Msg::AskTokenHelp { stays }],
        Token::Discord => [Msg::AskDiscordToken { name }, Msg::AskDiscordTokenHelp { stays }],
        Token::SlackBot => [Msg::AskSlackBotToken { name }, Msg::AskSlackBotTokenHelp { stays }],
        Token::SlackApp => [Msg::AskSlackAppToken { name }, Msg::AskSlackAppTokenHelp { stays }],
    }
}

fn problem(tail: &str, finding: &TokenFinding, platform: String) -> Screen {
    let another = || vec![Button::new(Msg::ButtonAnotherToken, Choice::AnotherKey)];
    let again = || vec![Button::new(Msg::ButtonTryAgain, Choice::TryAgain)];
    let without = || vec![Button::new(Msg::ButtonGoOnWithout, Choice::Anyway)];
    match finding {
        TokenFinding::Webhook { handle, host } => {
            let said = Msg::TokenWebhook { handle: handle.clone(), host: host.clone() };
            Screen::new(vec![said, Msg::TokenWebhookHelp])
                .row(another())
                .row(vec![Button::new(Msg::ButtonTakeOver, Choice::TakeOver)])
        }
        TokenFinding::CannotRead(presence) => {
            let handle = presence.handle.clone().unwrap_or_default();
            Screen::new(vec![Msg::TokenCannotRead { handle }, Msg::TokenCannotReadHelp])
                .row(vec![Button::new(Msg::ButtonSwitchOn, Choice::SwitchOn)])
                .row(without())
        }
        TokenFinding::CannotSwitch(presence) => {
            let handle = presence.handle.clone().unwrap_or_default();
            Screen::new(vec![Msg::TokenCannotSwitch { handle }, Msg::TokenCannotSwitchHelp]).row(again()).row(without())
        }
        TokenFinding::Lacks(scopes) => {
            Screen::new(vec![Msg::TokenLacks { scopes: scopes.join(", ") }]).row(again()).row(another())
        }
        TokenFinding::NoSocketMode => Screen::new(vec![Msg::TokenNoSocketMode]).row(again()).row(another()),
        TokenFinding::Expires => Screen::new(vec![Msg::TokenExpires]).row(another()),
        TokenFinding::NotABot => Screen::new(vec![Msg::TokenNotABot]).row(another()),
        TokenFinding::Closed => Screen::new(vec![Msg::TokenClosed]).row(again()).row(another()),
        TokenFinding::InUse => Screen::new(vec![Msg::TokenInUse { platform }]).row(another()),
        TokenFinding::Revoked => {
            Screen::new(vec![Msg::TokenRevoked { tail: tail.into(), platform }, Msg::NothingStored]).row(another())
        }
        TokenFinding::Unreachable | TokenFinding::Good(_) => Screen::new(vec![Msg::TokenUnreachable { platform }])
            .row(again())
            .row(vec![Button::new(Msg::ButtonUnchecked, Choice::Anyway)]),
    }
}
