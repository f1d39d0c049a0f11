//! Screens about bots that exist: the list, the card, the log, the change and the farewell.

use crate::chat::choice::Choice;
use crate::chat::command::Verb;
use crate::chat::screen::hatch::{back, cancel, key, token};
use crate::chat::screen::{Button, Screen, count, words};
use crate::chat::state::{Bot, EditStep, Facts};
use crate::chat::{Ask, File};
use crate::domain::{Channel, Id, OperationKind, Provider, Status, TargetKind};
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

pub fn which_bot(verb: Verb, facts: &Facts) -> Screen {
    bot_buttons(Screen::new(vec![Msg::WhichBot]), verb, facts)
}

pub fn no_such_bot(verb: Verb, facts: &Facts) -> Screen {
    bot_buttons(Screen::new(vec![Msg::NoSuchBot]), verb, facts)
}

fn bot_buttons(screen: Screen, verb: Verb, facts: &Facts) -> Screen {
    let choice = |id: Id| match verb {
        Verb::Logs => Choice::Logs(id),
        Verb::Restart => Choice::Restart(id),
        Verb::Stop => Choice::Stop(id),
        Verb::Resume => Choice::Resume(id),
        Verb::Edit => Choice::Edit(id),
        Verb::Delete => Choice::Delete(id),
        Verb::Status
        | Verb::Deploy
        | Verb::Quota
        | Verb::Language
        | Verb::Cancel
        | Verb::Help
        | Verb::Start
        | Verb::Invite
        | Verb::Tier => Choice::Status(id),
    };
    let button = |bot: &Bot| Button::named(bot.name.to_string(), choice(bot.id.clone()));
    facts.bots.chunks(2).fold(screen, |screen, pair| screen.row(pair.iter().map(button).collect()))
}

/// The card of one bot.
pub fn bot(bot: &Bot, facts: &Facts) -> Screen {
    let title = facts.offer(&bot.blueprint).map_or_else(|| bot.blueprint.clone(), |offer| offer.title.clone());
    let place = match bot.target {
        TargetKind::Local => Msg::CardLocal { blueprint: title },
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
    if let Some((problem, at)) = bot.problem {
        let what = words::problem(problem, bot.provider.title());
        lines.push(Msg::CardProblem { what: Box::new(what), ago: Span(facts.now - at) });
    }
    lines.extend(doors(bot));
    let id = || bot.id.clone();
    let refresh = Button::new(Msg::ButtonRefresh, Choice::Refresh(id()));
    if bot.busy == Some(OperationKind::Deploy) {
        let unhatch = Button::new(Msg::ButtonCancelHatch, Choice::CancelHatch(id()));
        return Screen::new(lines).row(vec![refresh, unhatch]);
    }
    let run = match bot.status {
        Status::Stopped => Button::new(Msg::ButtonResume, Choice::Resume(id())),
        Status::Pending | Status::Deploying | Status::Running | Status::Failed | Status::Terminated => {
            Button::new(Msg::ButtonRestart, Choice::Restart(id()))
        }
    };
    let mut last = vec![Button::new(Msg::ButtonEdit, Choice::Edit(id()))];
    if bot.status != Status::Stopped {
        last.push(Button::new(Msg::ButtonStop, Choice::Stop(id())));
    }
    last.push(Button::new(Msg::ButtonDelete, Choice::Delete(id())));
    let logs = Button::new(Msg::ButtonLogs, Choice::Logs(id()));
    Screen::new(lines).row(open_buttons(bot)).row(vec![refresh, logs, run]).row(last)
}

fn state_line(bot: &Bot, facts: &Facts) -> Msg {
    let (name, since) = (bot.name.to_string(), Span(facts.now - bot.since));
    if let Some(kind) = bot.busy {
        let doing = Box::new(words::busy(kind));
        return Msg::StateBusy { name, doing };
    }
    match bot.status {
        Status::Pending | Status::Deploying => Msg::StateDeploying { name, since },
        Status::Running => Msg::StateRunning { name, since },
        Status::Stopped => Msg::StateStopped { name, since },
        Status::Failed => Msg::StateFailed { name, since },
        Status::Terminated => Msg::StateGone { name },
    }
}

fn channels_line(bot: &Bot) -> Msg {
    let handle = bot.handle.clone().unwrap_or_default();
    match (bot.channels.contains(&Channel::Web), bot.channels.contains(&Channel::Telegram)) {
        (_, false) => Msg::TalksOnWeb,
        (true, true) => Msg::TalksOnBoth { handle },
        (false, true) => Msg::TalksOnTelegram { handle },
    }
}

/// Where a running bot is talked to: its page, its chat, and the link by which somebody becomes its owner there.
pub fn doors(bot: &Bot) -> Vec<Msg> {
    let mut lines = Vec::new();
    if bot.status != Status::Running {
        return lines;
    }
    if let Some(web) = &bot.web {
        let address = format!("{}/#{}", web.address, web.token.expose());
        lines.push(Msg::OpenWeb { address });
    }
    if let Some(handle) = &bot.handle {
        lines.push(Msg::TalkOnTelegram { handle: handle.clone() });
    }
    if let (Some(claim), Some(handle)) = (&bot.claim, &bot.handle) {
        let address = format!("https://t.me/{}?start={}", handle.trim_start_matches('@'), claim.expose());
        lines.push(Msg::ClaimTelegram { address });
    }
    lines
}

pub fn open_buttons(bot: &Bot) -> Vec<Button> {
    let chat = bot.handle.as_ref().filter(|_| bot.status == Status::Running);
    chat.map(|handle| Button::open(Msg::ButtonOpenChat, format!("https://t.me/{}", handle.trim_start_matches('@'))))
        .into_iter()
        .collect()
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
        EditStep::Menu => edit_menu(provider, name, bot),
        EditStep::Key(step) => key(step, None, provider, &name),
        EditStep::Token(step) => token(step, None, &name, false),
        EditStep::Model => {
            let models = provider::known_models(provider);
            let now = bot.and_then(|bot| bot.model.clone()).unwrap_or_else(|| provider::default_model(provider));
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
            .asking(Ask::Text, Msg::PromptGuests),
    }
}

fn edit_menu(provider: Provider, name: String, bot: Option<&Bot>) -> Screen {
    let mut ai = Vec::new();
    if provider.needs_key() {
        ai.push(Button::new(Msg::ButtonChangeKey, Choice::EditKey));
        ai.push(Button::new(Msg::ButtonChangeModel, Choice::EditModel));
    }
    let mut people = Vec::new();
    if bot.is_some_and(|bot| bot.channels.contains(&Channel::Telegram)) {
        people.push(Button::new(Msg::ButtonChangeToken, Choice::EditToken(Channel::Telegram)));
        people.push(Button::new(Msg::ButtonGuests, Choice::EditGuests));
    }
    let line = if ai.is_empty() && people.is_empty() { Msg::NothingToEdit { name } } else { Msg::AskEdit { name } };
    Screen::new(vec![line]).row(ai).row(people).row(vec![cancel()]).asking(Ask::Text, Msg::PromptChoose)
}

pub fn confirm_delete(id: &Id, facts: &Facts) -> Screen {
    let name = facts.bot(id).map(|bot| bot.name.to_string()).unwrap_or_default();
    Screen::new(vec![Msg::ConfirmDelete { name }])
        .row(vec![Button::new(Msg::ButtonKeep, Choice::Keep)])
        .asking(Ask::Text, Msg::PromptName)
}
