//! The questions of a wish for a bot, one screen each.

use crate::chat::Ask;
use crate::chat::choice::Choice;
use crate::chat::screen::{Button, Screen, suggested_name};
use crate::chat::state::{Draft, Facts, GivenKey, GivenToken, HatchStep, KeyStep, Offer, Standing, TokenStep};
use crate::domain::{Channel, Provider, TargetKind, TokenFinding};
use crate::provider::Verdict;
use crate::quota::{self, Window};
use crate::text::Msg;

pub fn of(draft: &Draft, at: &HatchStep, facts: &Facts) -> Screen {
    let name = draft.name.as_ref().map(ToString::to_string).unwrap_or_default();
    let provider = draft.provider.unwrap_or(Provider::Echo);
    match at {
        HatchStep::AskBlueprint => blueprints(facts),
        HatchStep::AskName => ask_name(draft, facts),
        HatchStep::AskProvider => ask_provider(draft, &name, facts),
        HatchStep::Key(step) => key(step, draft.key.as_ref(), provider, &name),
        HatchStep::AskChannels => ask_channels(draft, &name, facts),
        HatchStep::Token(step) => {
            let skip = draft.channels.len() > 1;
            token(step, draft.telegram.as_ref(), &name, skip)
        }
        HatchStep::Review => review(draft, &name, provider, facts),
        HatchStep::Change => change(draft, provider),
    }
}

fn blueprints(facts: &Facts) -> Screen {
    let screen = Screen::new(vec![Msg::AskBlueprint]);
    let offers = facts.offers.iter().zip(0u8..);
    offers
        .fold(screen, |screen, (offer, n)| screen.row(vec![Button::named(&offer.title, Choice::Blueprint(n))]))
        .row(vec![cancel()])
        .asking(Ask::Text, Msg::PromptChoose)
}

fn ask_name(draft: &Draft, facts: &Facts) -> Screen {
    let suggestion = suggested_name(draft, facts);
    let offered = suggestion.map(|name| Button::named(name.to_string(), Choice::SuggestedName));
    let last = if facts.offers.len() > 1 { vec![back(), cancel()] } else { vec![cancel()] };
    Screen::new(vec![Msg::AskName, Msg::AskNameHelp])
        .row(offered.into_iter().collect())
        .row(last)
        .asking(Ask::Text, Msg::PromptName)
}

fn ask_provider(draft: &Draft, name: &str, facts: &Facts) -> Screen {
    let offer = draft.blueprint.as_deref().and_then(|id| facts.offer(id));
    let providers = offer.map(|offer| offer.providers.as_slice()).unwrap_or_default();
    let with_key: Vec<Provider> = providers.iter().copied().filter(|it| it.needs_key()).collect();
    let mut screen = Screen::new(vec![Msg::AskProvider { name: name.into() }]);
    for pair in with_key.chunks(2) {
        screen = screen.row(pair.iter().map(|it| Button::named(it.title(), Choice::Provider(*it))).collect());
    }
    if providers.contains(&Provider::Echo) {
        screen = screen.row(vec![Button::new(Msg::ButtonEcho, Choice::Provider(Provider::Echo))]);
    }
    screen.row(vec![back(), cancel()]).asking(Ask::Text, Msg::PromptProvider)
}

/// The questions about a provider's key, for a new bot and for one that exists.
pub fn key(step: &KeyStep, known: Option<&GivenKey>, provider: Provider, name: &str) -> Screen {
    let title = provider.title().to_owned();
    match step {
        KeyStep::Ask => {
            let keep = known.map(|key| Button::new(Msg::ButtonKeepKey { tail: key.tail.clone() }, Choice::Keep));
            Screen::new(vec![ask_key(provider), Msg::AskKeyHelp])
                .row(keep.into_iter().collect())
                .row(vec![Button::new(Msg::ButtonWhere, Choice::WhereIsTheKey)])
                .row(vec![back(), cancel()])
                .asking(Ask::Secret, Msg::PromptKey)
        }
        KeyStep::Checking { key, .. } => {
            Screen::new(vec![Msg::CheckingKey { tail: key.tail.clone(), provider: title }])
                .row(vec![back(), cancel()])
                .asking(Ask::Secret, Msg::PromptKey)
        }
        KeyStep::Problem { key, verdict } => key_problem(&key.tail, *verdict, title, name),
    }
}

fn ask_key(provider: Provider) -> Msg {
    let shape = match provider {
        Provider::Anthropic => Some("sk-ant-"),
        Provider::OpenAi => Some("sk-"),
        Provider::OpenRouter => Some("sk-or-"),
        // Google changed the shape of its keys in 2026; naming one would send people astray.
        Provider::Gemini | Provider::Echo => None,
    };
    let provider = provider.title().to_owned();
    match shape {
        Some(shape) => Msg::AskKey { provider, shape: shape.into() },
        None => Msg::AskKeyAnyShape { provider },
    }
}

fn key_problem(tail: &str, verdict: Verdict, provider: String, name: &str) -> Screen {
    let tail = tail.to_owned();
    let another = || Button::new(Msg::ButtonAnotherKey, Choice::AnotherKey);
    let again = || Button::new(Msg::ButtonTryAgain, Choice::TryAgain);
    let anyway = || Button::new(Msg::ButtonGoOnAnyway, Choice::Anyway);
    let (lines, first, second) = match verdict {
        Verdict::BadKey => (vec![Msg::KeyRefused { tail, provider }, Msg::NothingStored], vec![another()], vec![]),
        Verdict::AccountDisabled => {
            (vec![Msg::KeyAccountDisabled { tail, provider }, Msg::NothingStored], vec![another()], vec![])
        }
        Verdict::WrongKeyKind => {
            (vec![Msg::KeyWrongKind { tail, provider }, Msg::NothingStored], vec![another()], vec![])
        }
        Verdict::NoCredit => {
            let lines = vec![Msg::KeyNoCredit { tail, name: name.into() }, Msg::KeyNoCreditHelp];
            (lines, vec![anyway()], vec![another()])
        }
        Verdict::NotPermitted => (vec![Msg::KeyNotPermitted { tail, provider }], vec![another()], vec![anyway()]),
        Verdict::ModelUnavailable => {
            (vec![Msg::KeyModelUnavailable { tail, provider }], vec![anyway()], vec![another()])
        }
        Verdict::RateLimited | Verdict::Overloaded => (
            vec![Msg::KeyRateLimited { provider }],
            vec![again()],
            vec![Button::new(Msg::ButtonUnchecked, Choice::Anyway)],
        ),
        Verdict::RegionBlocked => (vec![Msg::KeyRegion { provider }], vec![anyway()], vec![another()]),
        Verdict::Unreachable | Verdict::Ok => (
            vec![Msg::KeyUnreachable { provider }],
            vec![again()],
            vec![Button::new(Msg::ButtonUnchecked, Choice::Anyway)],
        ),
    };
    Screen::new(lines).row(first).row(second).row(vec![back(), cancel()]).asking(Ask::Secret, Msg::PromptKey)
}

fn ask_channels(draft: &Draft, name: &str, facts: &Facts) -> Screen {
    let offer: Option<&Offer> = draft.blueprint.as_deref().and_then(|id| facts.offer(id));
    let channels = offer.map(|offer| offer.channels.as_slice()).unwrap_or_default();
    let button = |channel: &Channel| {
        let is_picked = draft.channels.contains(channel);
        let label = match (channel, is_picked) {
            (Channel::Web, true) => Msg::ButtonWebPicked,
            (Channel::Web, false) => Msg::ButtonWeb,
            (Channel::Telegram, true) => Msg::ButtonTelegramPicked,
            (Channel::Telegram, false) => Msg::ButtonTelegram,
        };
        Button::new(label, Choice::Channel(*channel))
    };
    Screen::new(vec![Msg::AskChannels { name: name.into() }])
        .row(channels.iter().map(button).collect())
        .row(vec![Button::new(Msg::ButtonDone, Choice::Done)])
        .row(vec![back(), cancel()])
        .asking(Ask::Text, Msg::PromptChannels)
}

/// The questions about a Telegram bot's token, for a new bot and for one that exists.
pub fn token(step: &TokenStep, known: Option<&GivenToken>, name: &str, may_skip: bool) -> Screen {
    let skip = || may_skip.then(|| Button::new(Msg::ButtonSkipTelegram, Choice::Skip));
    let another = || Button::new(Msg::ButtonAnotherToken, Choice::AnotherKey);
    let screen = match step {
        TokenStep::Ask => {
            let keep = known.map(|token| {
                let tail = token.handle.clone().unwrap_or_else(|| token.tail.clone());
                Button::new(Msg::ButtonKeepKey { tail }, Choice::Keep)
            });
            Screen::new(vec![Msg::AskToken { name: name.into() }, Msg::AskTokenHelp])
                .row(keep.into_iter().collect())
                .row(vec![Button::new(Msg::ButtonWhere, Choice::WhereIsTheKey)])
                .row(skip().into_iter().collect())
                .row(vec![back(), cancel()])
        }
        TokenStep::Checking { token, .. } => {
            Screen::new(vec![Msg::CheckingToken { tail: token.tail.clone() }]).row(vec![back(), cancel()])
        }
        TokenStep::Problem { token, finding } => match finding {
            TokenFinding::Webhook { handle, host } => Screen::new(vec![
                Msg::TokenWebhook { handle: handle.clone(), host: host.clone() },
                Msg::TokenWebhookHelp,
            ])
            .row(vec![another()])
            .row(vec![Button::new(Msg::ButtonTakeOver, Choice::TakeOver)])
            .row(skip().into_iter().collect())
            .row(vec![back(), cancel()]),
            TokenFinding::InUse => Screen::new(vec![Msg::TokenInUse])
                .row(vec![another()])
                .row(skip().into_iter().collect())
                .row(vec![back(), cancel()]),
            TokenFinding::Revoked => {
                Screen::new(vec![Msg::TokenRevoked { tail: token.tail.clone() }, Msg::NothingStored])
                    .row(vec![another()])
                    .row(skip().into_iter().collect())
                    .row(vec![back(), cancel()])
            }
            TokenFinding::Unreachable | TokenFinding::Good { .. } => Screen::new(vec![Msg::TokenUnreachable])
                .row(vec![Button::new(Msg::ButtonTryAgain, Choice::TryAgain)])
                .row(vec![Button::new(Msg::ButtonUnchecked, Choice::Anyway)])
                .row(vec![back(), cancel()]),
        },
    };
    screen.asking(Ask::Secret, Msg::PromptToken)
}

fn review(draft: &Draft, name: &str, provider: Provider, facts: &Facts) -> Screen {
    let offer = draft.blueprint.as_deref().and_then(|id| facts.offer(id));
    let blueprint = offer.map(|offer| offer.title.clone()).unwrap_or_default();
    let memory = offer.map(|offer| i64::from(offer.memory_mb)).unwrap_or_default();
    let ai = match &draft.key {
        Some(key) => {
            let (provider, tail) = (provider.title().to_owned(), key.tail.clone());
            match key.standing {
                Standing::Checked => Msg::ReviewKeyChecked { provider, tail },
                Standing::NoCredit => Msg::ReviewKeyNoCredit { provider, tail },
                Standing::Unchecked => Msg::ReviewKeyUnchecked { provider, tail },
            }
        }
        None => Msg::ReviewEcho,
    };
    let handle = draft.telegram.as_ref().map(|token| token.handle.clone().unwrap_or_else(|| token.tail.clone()));
    let place = match facts.target {
        TargetKind::Local => Msg::ReviewLocal { memory },
    };
    let left = i64::from(quota::left(&facts.limits, &facts.used, Window::Hour, facts.now)) - 1;
    let after = Msg::ReviewAfter {
        live: i64::from(facts.used.live) + 1,
        limit: i64::from(facts.limits.live),
        left: left.max(0),
    };
    let lines = vec![
        Msg::Review { name: name.into() },
        Msg::ReviewBlueprint { blueprint },
        ai,
        talks_on(&draft.channels, handle.as_deref()),
        place,
        after,
    ];
    Screen::new(lines)
        .row(vec![Button::new(Msg::ButtonHatchIt, Choice::Hatch)])
        .row(vec![Button::new(Msg::ButtonChange, Choice::Change)])
        .row(vec![back(), cancel()])
        .asking(Ask::Text, Msg::PromptChoose)
}

fn talks_on(channels: &[Channel], handle: Option<&str>) -> Msg {
    let handle = handle.unwrap_or_default().to_owned();
    match (channels.contains(&Channel::Web), channels.contains(&Channel::Telegram)) {
        (_, false) => Msg::TalksOnWeb,
        (true, true) => Msg::TalksOnBoth { handle },
        (false, true) => Msg::TalksOnTelegram { handle },
    }
}

fn change(draft: &Draft, provider: Provider) -> Screen {
    let key = provider.needs_key() && draft.provider.is_some();
    let mut second = vec![Button::new(Msg::ButtonChangeChannels, Choice::ChangeChannels)];
    if key {
        second.insert(0, Button::new(Msg::ButtonChangeKey, Choice::ChangeKey));
    }
    Screen::new(vec![Msg::AskChange])
        .row(vec![
            Button::new(Msg::ButtonChangeName, Choice::ChangeName),
            Button::new(Msg::ButtonChangeProvider, Choice::ChangeProvider),
        ])
        .row(second)
        .row(vec![back(), cancel()])
        .asking(Ask::Text, Msg::PromptChoose)
}

pub fn back() -> Button {
    Button::new(Msg::ButtonBack, Choice::Back)
}

pub fn cancel() -> Button {
    Button::new(Msg::ButtonCancel, Choice::Cancel)
}
