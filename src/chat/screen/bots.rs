//! Screens about bots that exist: the list, the card, the log, the change and the farewell.

use crate::chat::choice::Choice;
use crate::chat::screen::hatch::{back, cancel, key};
use crate::chat::screen::tokens::token;
use crate::chat::screen::{Button, Screen, count, idle, keys, words};
use crate::chat::state::{Bot, EditStep, Facts, WebDoor};
use crate::chat::{Ask, File, Tone};
use crate::domain::{Channel, Id, LetIn, Millis, Model, OperationKind, Provider, Status, TargetKind};
use crate::provider;
use crate::text::{Msg, Span};

/// All bots of a person; the one card when there is only one.
pub fn bots(facts: &Facts) -> Screen {
    match facts.bots.as_slice() {
        [] => no_bots(facts),
        [only] => bot(only, facts),
        several => {
            let mut lines = vec![count(facts)];
            lines.extend(several.iter().map(|bot| state_line(bot, facts)));
            let card = |bot: &Bot| Button::named(bot.name.to_string(), Choice::Status(bot.id.clone()));
            let mut screen = Screen::new(lines);
            for pair in several.chunks(2) {
                screen = screen.row(pair.iter().map(card).collect());
            }
            screen
        }
    }
}

pub fn no_bots(facts: &Facts) -> Screen {
    Screen::new(vec![Msg::NoBots, count(facts)]).row(vec![Button::new(Msg::ButtonHatch, Choice::New)])
}

/// Each bot with the button of what is to be done with it.
pub fn which_bot(choice: fn(Id) -> Choice, facts: &Facts) -> Screen {
    bot_buttons(Screen::new(vec![Msg::WhichBot]), choice, facts)
}

pub fn no_such_bot(choice: fn(Id) -> Choice, facts: &Facts) -> Screen {
    bot_buttons(Screen::new(vec![Msg::NoSuchBot]), choice, facts)
}

fn bot_buttons(screen: Screen, choice: fn(Id) -> Choice, facts: &Facts) -> Screen {
    let button = |bot: &Bot| {
        let is_unlike = facts.named(bot.name.as_str()).len() == 1;
        let made_on = if is_unlike { String::new() } else { format!(" · {}", bot.owner.platform.word()) };
        Button::named(format!("{}{made_on}", bot.name), choice(bot.id.clone()))
    };
    facts.bots.chunks(2).fold(screen, |screen, pair| screen.row(pair.iter().map(button).collect()))
}

/// Something was written that is no command. In its topic that is mostly meant for the bot itself.
pub fn not_understood(facts: &Facts) -> Screen {
    match facts.bot_here() {
        Some(it) => bot(it, facts).with_note(Msg::TopicOf { name: it.name.to_string() }),
        None => idle(Msg::NotUnderstood),
    }
}

/// The card of one bot.
pub fn bot(bot: &Bot, facts: &Facts) -> Screen {
    let title = facts.offer(&bot.blueprint).map_or_else(|| bot.blueprint.clone(), |offer| offer.title.clone());
    let place = match bot.target {
        TargetKind::Local => Msg::CardLocal { blueprint: title },
        TargetKind::Railway => Msg::CardRailway { blueprint: title },
    };
    let ai = match &bot.key_tail {
        Some(tail) => Msg::CardAi { provider: bot.provider.title().into(), tail: tail.clone() },
        None => Msg::CardEcho,
    };
    let mut lines = vec![state_line(bot, facts), place, channels_line(bot), ai];
    if let Some(model) = &bot.model {
        lines.push(Msg::CardModel { model: model.as_str().into() });
    }
    if !bot.guests.is_empty() {
        lines.push(Msg::CardGuests { guests: bot.guests.join(", ") });
    }
    if let Some(cost) = bot.cost {
        lines.push(Msg::CardCost { dollars: words::dollars(cost) });
    }
    if bot.unknown_since.is_some() {
        lines.push(Msg::TargetAway);
    }
    if let Some((problem, at)) = bot.problem {
        let what = words::problem(problem, bot.provider.title(), words::platform(&bot.channels));
        lines.push(Msg::CardProblem { what: Box::new(what), ago: Span(facts.now - at) });
    }
    lines.extend(doors(bot));
    let id = || bot.id.clone();
    let refresh = Button::new(Msg::ButtonRefresh, Choice::Refresh(id()));
    if bot.busy == Some(OperationKind::Deploy) {
        let unhatch = Button::new(Msg::ButtonCancelHatch, Choice::CancelHatch(id()));
        return Screen { tone: tone(bot), ..Screen::new(lines).row(vec![refresh, unhatch]) };
    }
    let busy = bot.busy.is_some();
    // Only a deletion puts an end to what is under way.
    let ends = matches!(bot.busy, Some(OperationKind::Stop | OperationKind::Delete));
    let run = match bot.status {
        Status::Stopped => Button::new(Msg::ButtonResume, Choice::Resume(id())),
        Status::Pending | Status::Deploying | Status::Running | Status::Failed | Status::Terminated => {
            Button::new(Msg::ButtonRestart, Choice::Restart(id()))
        }
    };
    let mut last = vec![Button::new(Msg::ButtonEdit, Choice::Edit(id())).off(busy)];
    if bot.status != Status::Stopped {
        last.push(Button::new(Msg::ButtonStop, Choice::Stop(id())).off(busy));
    }
    last.push(Button::new(Msg::ButtonDelete, Choice::Delete(id())).off(ends));
    let logs = Button::new(Msg::ButtonLogs, Choice::Logs(id()));
    let screen = Screen::new(lines).row(open_buttons(bot)).row(vec![refresh, logs, run.off(busy)]).row(last);
    Screen { tone: tone(bot), ..screen }
}

fn tone(bot: &Bot) -> Tone {
    match bot.status {
        _ if bot.busy.is_some() => Tone::Busy,
        Status::Pending | Status::Deploying => Tone::Busy,
        Status::Running if bot.unknown_since.is_some() => Tone::Plain,
        Status::Running if bot.problem.is_none() => Tone::Good,
        Status::Running | Status::Failed => Tone::Bad,
        Status::Stopped | Status::Terminated => Tone::Plain,
    }
}

/// The bots whose names hold what is being typed, with their state beside the name.
pub fn suggestions(typed: &str, facts: &Facts) -> Vec<(Msg, String)> {
    let typed = typed.trim().to_lowercase();
    let fitting = facts.bots.iter().filter(|bot| bot.name.as_str().to_lowercase().contains(&typed));
    fitting.map(|bot| (state_line(bot, facts), bot.name.to_string())).collect()
}

fn state_line(bot: &Bot, facts: &Facts) -> Msg {
    let unknown_for = bot.unknown_since.map(|at| facts.now - at);
    state(bot.name.to_string(), bot.status, facts.now - bot.since, bot.busy, unknown_for)
}

/// How a bot is, in one line.
pub fn state(
    name: String,
    status: Status,
    lasts: Millis,
    busy: Option<OperationKind>,
    unknown_for: Option<Millis>,
) -> Msg {
    let since = Span(lasts);
    if let Some(kind) = busy {
        let doing = Box::new(words::busy(kind));
        return Msg::StateBusy { name, doing };
    }
    if let (Some(unknown), Status::Running) = (unknown_for, status) {
        return Msg::StateUnknown { name, since: Span(unknown) };
    }
    match status {
        Status::Pending | Status::Deploying => Msg::StateDeploying { name, since },
        Status::Running => Msg::StateRunning { name, since },
        Status::Stopped => Msg::StateStopped { name, since },
        Status::Failed => Msg::StateFailed { name, since },
        Status::Terminated => Msg::StateGone { name },
    }
}

fn channels_line(bot: &Bot) -> Msg {
    let handle = |channel: &Channel| bot.presences.get(channel).and_then(|presence| presence.handle.clone());
    words::talks_on(bot.channels.iter().map(|channel| (*channel, handle(channel))).collect())
}

/// Where a running bot is talked to: its page, its chats, and the link by which somebody becomes its owner there.
pub fn doors(bot: &Bot) -> Vec<Msg> {
    let mut lines = Vec::new();
    if bot.status != Status::Running {
        return lines;
    }
    if let Some(web) = &bot.web {
        let address = page(bot, web);
        lines.push(if bot.knows_browsers { Msg::OpenControlPage { address } } else { Msg::OpenWeb { address } });
    }
    for (channel, presence) in &bot.presences {
        let handle = presence.handle.clone();
        lines.extend(handle.map(|handle| Msg::TalkOn { platform: channel.title().into(), handle }));
        lines.extend(presence.invite().map(|address| Msg::InviteToServer { address }));
    }
    let on_telegram = bot.presences.get(&Channel::Telegram).and_then(|presence| presence.handle.as_ref());
    if let (Some(claim), Some(handle)) = (&bot.claim, on_telegram) {
        let address = format!("https://t.me/{}?start={}", handle.trim_start_matches('@'), claim.expose());
        lines.push(Msg::ClaimTelegram { address });
    }
    lines
}

/// The address of a bot's page, with what opens it behind `#`.
fn page(bot: &Bot, web: &WebDoor) -> String {
    let token = web.token.expose();
    let key = if bot.knows_browsers { format!("token={token}") } else { token.to_owned() };
    format!("{}/#{key}", web.address)
}

pub fn open_buttons(bot: &Bot) -> Vec<Button> {
    if bot.status != Status::Running {
        return Vec::new();
    }
    let mut buttons = Vec::new();
    buttons.extend(bot.web.as_ref().map(|web| Button::copy(Msg::ButtonCopyAddress, page(bot, web))));
    for (channel, presence) in &bot.presences {
        if let (Channel::Telegram, Some(handle)) = (channel, &presence.handle) {
            let address = format!("https://t.me/{}", handle.trim_start_matches('@'));
            buttons.push(Button::open(Msg::ButtonOpenChat, address));
        }
        buttons.extend(presence.invite().map(|address| Button::open(Msg::ButtonInvite, address)));
    }
    if bot.knows_browsers && bot.web.is_some() {
        buttons.push(Button::new(Msg::ButtonLetIn, Choice::LetIn(bot.id.clone())));
    }
    buttons
}

/// What came of letting in a browser.
pub fn let_in(id: &Id, name: String, outcome: LetIn) -> Screen {
    let again = || Button::new(Msg::ButtonTryAgain, Choice::LetIn(id.clone()));
    match outcome {
        LetIn::Done { from } => Screen::new(vec![Msg::LetInDone { name, from }]),
        LetIn::NobodyAsks => Screen::new(vec![Msg::LetInNobody { name }]).row(vec![again()]),
        LetIn::Several(n) => Screen::new(vec![Msg::LetInSeveral { n: n as i64 }]).row(vec![again()]),
        LetIn::NotYet => Screen::new(vec![Msg::LetInNotYet { name }]).row(vec![again()]),
        LetIn::Unknown => Screen::new(vec![Msg::LetInUnknown { name }]).row(vec![again()]),
    }
}

/// The log is where nobody can be asked now.
pub fn log_away(bot: &Bot) -> Screen {
    let refresh = Button::new(Msg::ButtonTryAgain, Choice::Logs(bot.id.clone()));
    Screen::new(vec![Msg::LogAway { name: bot.name.to_string() }]).row(vec![refresh])
}

/// The models to choose from for a bot: its blueprint's own, else those of its provider that we know.
pub fn models(id: &Id, provider: Provider, facts: &Facts) -> Vec<Model> {
    let offer = facts.bot(id).and_then(|bot| facts.offer(&bot.blueprint));
    let own = offer.and_then(|offer| offer.models.get(&provider)).filter(|models| !models.is_empty());
    own.cloned().unwrap_or_else(|| provider::known_models(provider))
}

/// The last lines of a bot's log; the whole as a file when it was asked for.
pub fn logs(bot: &Bot, log: &str, whole: bool) -> Screen {
    let name = bot.name.to_string();
    let id = bot.id.clone();
    if log.trim().is_empty() {
        return Screen::new(vec![Msg::LogEmpty { name }]).row(vec![Button::new(Msg::ButtonRefresh, Choice::Logs(id))]);
    }
    if whole {
        let file = File { name: format!("{id}.log"), content: log.to_owned() };
        return Screen { file: Some(file), ..Screen::new(vec![Msg::LogWhole { name }]) };
    }
    Screen::new(vec![Msg::LogTail { name }, Msg::Plain { text: log.trim_end().to_owned() }]).row(vec![
        Button::new(Msg::ButtonRefresh, Choice::Logs(id.clone())),
        Button::new(Msg::ButtonWholeLog, Choice::WholeLog(id)),
    ])
}

pub fn edit(id: &Id, provider: Provider, step: &EditStep, facts: &Facts) -> Screen {
    let bot = facts.bot(id);
    let name = bot.map(|bot| bot.name.to_string()).unwrap_or_default();
    match step {
        EditStep::Menu => edit_menu(provider, name, bot, facts),
        EditStep::Key(step) => {
            let kept = facts.keys_for(provider, Some(id)).into_iter().map(keys::use_it).collect();
            key(step, None, kept, provider, &name, facts)
        }
        EditStep::Token(kind, step) => token(*kind, step, None, &name, false, facts),
        EditStep::Model => {
            let models = models(id, provider, facts);
            let usual = models.first().cloned().unwrap_or_else(|| provider::default_model(provider));
            let now = bot.and_then(|bot| bot.model.clone()).unwrap_or(usual);
            let screen = Screen::new(vec![Msg::AskModel { name, model: now.as_str().into() }]);
            models
                .iter()
                .zip(0u8..)
                .fold(screen, |screen, (model, n)| screen.row(vec![Button::named(model.as_str(), Choice::Model(n))]))
                .row(vec![back(), cancel()])
                .asking(Ask::Text, Msg::PromptModel)
        }
        EditStep::Guests => Screen::new(vec![Msg::AskGuests { name }, Msg::AskGuestsHelp])
            .row(vec![Button::new(Msg::ButtonNoGuests, Choice::NoGuests)])
            .row(vec![back(), cancel()])
            .asking(Ask::Text, Msg::PromptGuests)
            .written(),
    }
}

fn edit_menu(provider: Provider, name: String, bot: Option<&Bot>, facts: &Facts) -> Screen {
    let mut ai = Vec::new();
    if provider.needs_key() {
        ai.push(Button::new(Msg::ButtonChangeKey, Choice::EditKey));
        ai.push(Button::new(Msg::ButtonChangeModel, Choice::EditModel));
    }
    let channels = bot.map(|bot| bot.channels.as_slice()).unwrap_or_default();
    let tokens = channels.iter().flat_map(|channel| channel.tokens());
    let mut people: Vec<Button> =
        tokens.map(|kind| Button::new(words::change_token(*kind), Choice::EditToken(*kind))).collect();
    let takes_guests = bot.and_then(|bot| facts.offer(&bot.blueprint)).is_some_and(|offer| offer.takes_guests);
    if takes_guests && channels.contains(&Channel::Telegram) {
        people.push(Button::new(Msg::ButtonGuests, Choice::EditGuests));
    }
    let line = if ai.is_empty() && people.is_empty() { Msg::NothingToEdit { name } } else { Msg::AskEdit { name } };
    let screen = Screen::new(vec![line]).row(ai);
    let rows = people.chunks(2).map(<[Button]>::to_vec);
    rows.fold(screen, Screen::row).row(vec![cancel()]).asking(Ask::Text, Msg::PromptChoose)
}
