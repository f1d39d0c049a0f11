//! The questions of a wish for a bot, one screen each.

use crate::chat::choice::Choice;
use crate::chat::form::Field;
use crate::chat::questions;
use crate::chat::screen::{Button, Screen, keys, nearly_used, suggested_name, tokens, words};
use crate::chat::state::{Draft, Facts, GivenKey, GivenToken, HatchStep, KeyStep, Offer, Standing};
use crate::chat::{Ask, Menu};
use crate::deploy::TooBig;
use crate::domain::stored_key::Kept;
use crate::domain::{BotConfig, Channel, Platform, Provider, TargetKind};
use crate::provider::Verdict;
use crate::quota::{self, Window};
use crate::text::Msg;

pub fn of(draft: &Draft, at: &HatchStep, facts: &Facts) -> Screen {
    let known = draft.name.as_ref().map(ToString::to_string);
    let name = known.clone().unwrap_or_default();
    let provider = draft.provider.unwrap_or(Provider::Echo);
    match at {
        HatchStep::AskBlueprint => blueprints(facts),
        HatchStep::AskName => ask_name(draft, facts),
        HatchStep::AskProvider => ask_provider(draft, known, facts),
        HatchStep::Key(step) => {
            let kept = facts.keys_for(provider, None).into_iter().map(keys::use_it);
            let known = kept.chain(draft.alike(facts).map(keys::same_as)).collect();
            key(step, draft.key.as_ref(), known, provider, &name, facts)
        }
        HatchStep::AskChannels => ask_channels(draft, known, facts),
        HatchStep::Token(kind, step) => {
            let skip = draft.channels.len() > 1;
            tokens::token(*kind, step, draft.tokens.get(kind), &name, skip, facts)
        }
        HatchStep::AskOwner(channel) => ask_owner(*channel, &name, draft.channels.len() > 1),
        HatchStep::Review => review(draft, &name, provider, facts),
        HatchStep::Change => change(draft, provider),
    }
}

fn blueprints(facts: &Facts) -> Screen {
    let screen = Screen::new(vec![Msg::AskBlueprint]);
    let offers = facts.offers.iter().zip(0u8..);
    offers
        .fold(screen, |screen, (offer, n)| screen.row(vec![Button::named(&offer.title, Choice::Blueprint(n)).option()]))
        .menu(Menu::One)
        .row(vec![cancel()])
        .asking(Ask::Text, Msg::PromptChoose)
}

fn ask_name(draft: &Draft, facts: &Facts) -> Screen {
    let suggestion = suggested_name(draft, facts);
    let offered = suggestion.map(|name| Button::named(name.to_string(), Choice::SuggestedName));
    let form = questions::of_hatch(draft, &HatchStep::AskName, facts);
    let asks_for_key = facts.fills_forms() && form.iter().any(|field| matches!(field, Field::Key(_)));
    let key = draft.provider.filter(|_| asks_for_key).map(key_in_form);
    Screen::new([Msg::AskName, Msg::AskNameHelp].into_iter().chain(key).collect())
        .row(offered.into_iter().collect())
        .row(ways_out(draft, &HatchStep::AskName, facts))
        .asking(Ask::Text, Msg::PromptName)
        .written()
}

fn ask_provider(draft: &Draft, name: Option<String>, facts: &Facts) -> Screen {
    let offer = draft.blueprint.as_deref().and_then(|id| facts.offer(id));
    let providers = offer.map(|offer| offer.providers.as_slice()).unwrap_or_default();
    let with_key: Vec<Provider> = providers.iter().copied().filter(|it| it.needs_key()).collect();
    let ask = name.map_or(Msg::AskProviderUnnamed, |name| Msg::AskProvider { name });
    let mut screen = Screen::new(vec![ask]);
    for pair in with_key.chunks(2) {
        let buttons = pair.iter().map(|it| Button::named(it.title(), Choice::Provider(*it)).option());
        screen = screen.row(buttons.collect());
    }
    if providers.contains(&Provider::Echo) {
        screen = screen.row(vec![Button::new(Msg::ButtonEcho, Choice::Provider(Provider::Echo)).option()]);
    }
    let last = ways_out(draft, &HatchStep::AskProvider, facts);
    screen.menu(Menu::One).row(last).asking(Ask::Text, Msg::PromptProvider)
}

/// Before the first question there is nothing to go back to.
fn ways_out(draft: &Draft, at: &HatchStep, facts: &Facts) -> Vec<Button> {
    let is_first = questions::path(draft, facts).first().is_some_and(|first| questions::is_same_question(first, at));
    if is_first { vec![cancel()] } else { vec![back(), cancel()] }
}

/// The questions about a provider's key, for a new bot and for one that exists; `others` give it one that is known.
pub fn key(
    step: &KeyStep,
    known: Option<&GivenKey>,
    others: Vec<Button>,
    provider: Provider,
    name: &str,
    facts: &Facts,
) -> Screen {
    let title = provider.title().to_owned();
    match step {
        KeyStep::Ask => {
            let keep = known.map(|key| Button::new(Msg::ButtonKeepKey { tail: key.tail.clone() }, Choice::Keep));
            let help = match facts.account.platform {
                Platform::Console => Msg::AskKeyAtTerminal,
                Platform::Telegram | Platform::Discord | Platform::Api if facts.fills_forms() => key_in_form(provider),
                Platform::Telegram | Platform::Discord | Platform::Api => Msg::AskKeyHelp,
            };
            let has_others = !others.is_empty();
            let screen = Screen::new(vec![ask_key(provider), help]).row(keep.into_iter().collect());
            let screen = others.into_iter().fold(screen, |screen, button| screen.row(vec![button]));
            let form_at = screen.rows.len();
            let screen = screen
                .row(vec![Button::new(Msg::ButtonWhere, Choice::WhereIsTheKey)])
                .row(vec![back(), cancel()])
                .asking(Ask::Secret, Msg::PromptKey)
                .written();
            // A form comes behind what needs none.
            Screen { form_at: if has_others { form_at } else { 0 }, ..screen }
        }
        KeyStep::Checking { key, .. } => {
            Screen::new(vec![Msg::CheckingKey { tail: key.tail.clone(), provider: title }])
                .row(vec![back(), cancel()])
                .asking(Ask::Secret, Msg::PromptKey)
        }
        KeyStep::Problem { key, verdict } => {
            let screen = key_problem(&key.tail, *verdict, title, name);
            match key.kept {
                Kept::As(_) => keys::still_kept(screen),
                Kept::Not | Kept::Wished { .. } => screen,
            }
        }
    }
}

/// Where the key goes that a form asks for.
fn key_in_form(provider: Provider) -> Msg {
    Msg::AskKeyByForm { provider: provider.title().into() }
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

fn ask_channels(draft: &Draft, name: Option<String>, facts: &Facts) -> Screen {
    let offer: Option<&Offer> = draft.blueprint.as_deref().and_then(|id| facts.offer(id));
    let channels = offer.map(|offer| offer.channels.as_slice()).unwrap_or_default();
    let button = |channel: &Channel| {
        let is_picked = draft.channels.contains(channel);
        let label = match channel {
            Channel::Web => Msg::ButtonWeb,
            Channel::Telegram | Channel::Discord | Channel::Slack => Msg::Plain { text: channel.title().into() },
        };
        // Where forms are filled in, these are a menu, which shows by itself what is picked.
        let is_marked = is_picked && !facts.fills_forms();
        let label = if is_marked { Msg::Picked { what: Box::new(label) } } else { label };
        Button::new(label, Choice::Channel(*channel)).option().picked(is_picked)
    };
    let ask = name.map_or(Msg::AskChannelsUnnamed, |name| Msg::AskChannels { name });
    let screen = Screen::new(vec![ask]).menu(Menu::Many);
    let screen = channels.chunks(2).fold(screen, |screen, pair| screen.row(pair.iter().map(button).collect()));
    screen
        .row(vec![Button::new(Msg::ButtonDone, Choice::Done)])
        .row(vec![back(), cancel()])
        .asking(Ask::Text, Msg::PromptChannels)
}

/// The person's own id on a channel where they were not met yet.
fn ask_owner(channel: Channel, name: &str, may_skip: bool) -> Screen {
    let (platform, name) = (channel.title().to_owned(), name.to_owned());
    let help = match channel {
        Channel::Telegram | Channel::Web => Msg::AskOwnerTelegram,
        Channel::Discord => Msg::AskOwnerDiscord,
        Channel::Slack => Msg::AskOwnerSlack,
    };
    let skip = may_skip.then(|| Button::new(Msg::ButtonSkip { platform: platform.clone() }, Choice::Skip));
    Screen::new(vec![Msg::AskOwner { name, platform }, help])
        .row(skip.into_iter().collect())
        .row(vec![back(), cancel()])
        .asking(Ask::Text, Msg::PromptOwner)
        .written()
}

pub fn owner_shape(channel: Channel) -> Msg {
    match channel {
        Channel::Telegram | Channel::Web => Msg::OwnerShapeTelegram,
        Channel::Discord => Msg::OwnerShapeDiscord,
        Channel::Slack => Msg::OwnerShapeSlack,
    }
}

/// Why a kind of bot is not hatched here.
pub fn too_big(title: &str, TooBig { needs, gives, plan }: TooBig) -> Msg {
    let (needs, gives) = (i64::from(needs), i64::from(gives));
    Msg::TooBig { blueprint: title.into(), needs, gives, plan: plan.into() }
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
    let label =
        |channel: &Channel| channel.tokens().first().and_then(|kind| draft.tokens.get(kind)).map(GivenToken::label);
    let places = draft.channels.iter().map(|channel| (*channel, label(channel))).collect();
    let place = match (facts.target, offer.and_then(|offer| offer.month_cents)) {
        (TargetKind::Local, _) => Msg::ReviewLocal { memory },
        (TargetKind::Railway, Some(cents)) => Msg::ReviewRailway { memory, dollars: words::dollars(cents * 10_000) },
        (TargetKind::Railway, None) => Msg::ReviewRailwayOnly { memory },
    };
    let left_within = |window| i64::from(quota::left(&facts.limits, &facts.used, window, facts.now));
    // Where the day leaves fewer, the hour has no more either.
    let left = left_within(Window::Hour).min(left_within(Window::Day)) - 1;
    let after = Msg::ReviewAfter {
        live: i64::from(facts.used.live) + 1,
        limit: i64::from(facts.limits.live),
        left: left.max(0),
    };
    let mut then = facts.used.clone();
    then.live += 1;
    then.deploys.push(facts.now);
    let mut lines = vec![
        Msg::Review { name: name.into() },
        Msg::ReviewBlueprint { blueprint },
        ai,
        words::talks_on(places),
        place,
        after,
    ];
    if draft.config != BotConfig::default() {
        let (_, settings) = BotConfig::default().difference(&draft.config);
        lines.insert(3, Msg::ReviewSettings { settings });
    }
    lines.extend(nearly_used(quota::used_percent(&facts.limits, &then, facts.now)));
    Screen::new(lines)
        .row(vec![Button::new(Msg::ButtonHatchIt, Choice::Hatch)])
        .row(draft.key.as_ref().and_then(|key| keys::keep_it(key, facts)).into_iter().collect())
        .row(vec![Button::new(Msg::ButtonChange, Choice::Change)])
        .row(vec![back(), cancel()])
        .asking(Ask::Text, Msg::PromptChoose)
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
