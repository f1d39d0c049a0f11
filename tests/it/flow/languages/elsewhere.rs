//! What people read of us that is no screen: commands and their words in a menu, forms, the private page, what a new bot
//! on Telegram says of itself, what stands at the terminal; each with how long it may be there.

use hatchery::chat::form::Field;
use hatchery::chat::screen;
use hatchery::chat::session;
use hatchery::text::Msg;

use super::super::*;

/// A line, and how many UTF-16 units its place takes.
pub struct Line {
    pub says: Msg,
    pub most: usize,
}

/// Telegram, setMyCommands: 1-256. Discord, application commands: 1-100 for commands and their options.
const MENU: usize = 100;
/// Discord, modals: a title and a label of a text input have 45 at most.
const FORM: usize = 45;
/// Discord, autocomplete: the name of a choice.
const SUGGESTED: usize = 100;
/// Telegram, setMyDescription and setMyShortDescription.
const DESCRIPTION: usize = 512;
const SHORT: usize = 120;
/// Discord's shortest text for people: the content of a message. The private page and a terminal have room for it, too.
const MESSAGE: usize = 2_000;

fn fields() -> Vec<Field> {
    let mut fields = vec![
        Field::Name,
        Field::Channels,
        Field::Guests,
        Field::Model,
        Field::Confirm,
        Field::News,
        Field::Picture,
        Field::Links,
        Field::When,
        Field::Count,
        Field::Words,
    ];
    fields.extend(Provider::ALL.iter().map(|provider| Field::Key(*provider)));
    fields.extend(Token::ALL.iter().map(|kind| Field::Token(*kind)));
    fields.extend(Channel::ALL.iter().map(|channel| Field::Owner(*channel)));
    fields
}

pub fn lines() -> Vec<Line> {
    let line = |most| move |says| Line { says, most };
    let mut lines: Vec<Line> = Verb::ALL.iter().map(|verb| screen::command(*verb)).map(line(MENU)).collect();
    let words = Verb::ALL.iter().flat_map(|verb| screen::command_words(*verb));
    lines.extend(words.map(|word| word.what).map(line(MENU)));
    lines.extend(screen::menu(Some(Role::Owner)).into_iter().map(|(_, what)| what).map(line(MENU)));
    lines.push(line(FORM)(Msg::FormTitle));
    lines.extend(fields().into_iter().map(screen::handover::label).map(line(FORM)));
    let name = || "m".repeat(32);
    lines.extend([
        line(DESCRIPTION)(Msg::ChildDescription { name: name() }),
        line(SHORT)(Msg::ChildShort { name: name() }),
        line(MENU)(Msg::ChildNew),
    ]);
    for facts in super::answers::readers() {
        lines.extend(screen::suggestions("", &facts).into_iter().map(|(shown, _)| shown).map(line(SUGGESTED)));
    }
    let rest = [
        Msg::NotYours,
        Msg::MessageDeleted,
        Msg::DeleteItYourself,
        Msg::LeavingConsole,
        Msg::LeavingConsoleOfRailway,
        Msg::ConsoleHowToLeave,
        Msg::ConsoleTrouble,
        Msg::FleetJobFile,
        Msg::LookingUp,
        Msg::TestSent,
        Msg::TestNotSent { why: "x".repeat(200) },
        session::broken("ab12"),
    ];
    lines.extend(rest.map(line(MESSAGE)));
    lines
}
