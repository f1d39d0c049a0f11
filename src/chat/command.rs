//! Slash commands, the same on every front end: what people type, and the nearest one to a slip of the finger.

use serde::{Deserialize, Serialize};

use crate::domain::Role;

/// A command with the words behind it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    pub verb: Verb,
    /// Trimmed; may be empty.
    pub rest: String,
}

/// Somebody may type a key behind a command, so the words are never printed.
impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "/{} ({} bytes)", self.verb.word(), self.rest.len())
    }
}

macro_rules! verbs {
    ($($variant:ident = $word:literal),+ $(,)?) => {
        /// What a command asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Verb { $($variant),+ }

        impl Verb {
            pub const ALL: &'static [Verb] = &[$(Verb::$variant),+];

            pub fn word(self) -> &'static str {
                match self { $(Verb::$variant => $word),+ }
            }
        }
    };
}

verbs! {
    Deploy = "deploy",
    Status = "status",
    Logs = "logs",
    Restart = "restart",
    Stop = "stop",
    Resume = "resume",
    Edit = "edit",
    Delete = "delete",
    Quota = "quota",
    Language = "language",
    Timezone = "timezone",
    Link = "link",
    Unlink = "unlink",
    Cancel = "cancel",
    Help = "help",
    Start = "start",
    Config = "config",
    Diagnose = "diagnose",
    Keys = "keys",
    History = "history",
    Notifications = "notifications",
    Export = "export",
    Forget = "forget",
    Token = "token",
    Clone = "clone",
    Share = "share",
    Rotate = "rotate",
    User = "user",
    Invite = "invite",
    Tier = "tier",
    Fleet = "fleet",
    Strays = "strays",
    Broadcast = "broadcast",
    Maintenance = "maintenance",
    Spend = "spend",
    Alerts = "alerts",
    Admin = "admin",
}

impl Verb {
    /// The least role that may say it at all; nothing where everybody may. Some of its words may need more.
    pub fn needs(self) -> Option<Role> {
        match self {
            Verb::Deploy
            | Verb::Status
            | Verb::Logs
            | Verb::Restart
            | Verb::Stop
            | Verb::Resume
            | Verb::Edit
            | Verb::Delete
            | Verb::Quota
            | Verb::Language
            | Verb::Timezone
            | Verb::Link
            | Verb::Unlink
            | Verb::Cancel
            | Verb::Help
            | Verb::Start
            | Verb::Config
            | Verb::Diagnose
            | Verb::Keys
            | Verb::History
            | Verb::Notifications
            | Verb::Export
            | Verb::Forget
            | Verb::Token
            | Verb::Clone
            | Verb::Share
            | Verb::Rotate => None,
            Verb::User | Verb::Fleet | Verb::Strays | Verb::Alerts => Some(Role::Support),
            Verb::Invite | Verb::Tier | Verb::Broadcast | Verb::Maintenance | Verb::Spend => Some(Role::Operator),
            Verb::Admin => Some(Role::Owner),
        }
    }

    /// One of the few that most people ever need.
    pub fn is_everyday(self) -> bool {
        match self {
            Verb::Deploy
            | Verb::Status
            | Verb::Logs
            | Verb::Restart
            | Verb::Stop
            | Verb::Resume
            | Verb::Edit
            | Verb::Delete
            | Verb::Quota
            | Verb::Cancel => true,
            Verb::Language
            | Verb::Timezone
            | Verb::Link
            | Verb::Unlink
            | Verb::Help
            | Verb::Start
            | Verb::Config
            | Verb::Diagnose
            | Verb::Keys
            | Verb::History
            | Verb::Notifications
            | Verb::Export
            | Verb::Forget
            | Verb::Token
            | Verb::Clone
            | Verb::Share
            | Verb::Rotate
            | Verb::User
            | Verb::Invite
            | Verb::Tier
            | Verb::Fleet
            | Verb::Strays
            | Verb::Broadcast
            | Verb::Maintenance
            | Verb::Spend
            | Verb::Alerts
            | Verb::Admin => false,
        }
    }

    /// Whether it is shown to nobody but admins.
    pub fn is_for_admins(self) -> bool {
        self.needs().is_some()
    }

    /// `role` is what somebody is for others, which most are nothing.
    pub fn may_be_said_by(self, role: Option<Role>) -> bool {
        self.needs().is_none_or(|least| role.is_some_and(|role| role >= least))
    }
}

/// What a text that begins with `/` turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub enum Read {
    Command(Command),
    /// Not a command of ours; the nearest one, when something is near.
    Unknown {
        nearest: Option<Verb>,
    },
}

/// Reads `/verb words` or `/verb@bot words`; nothing when the text is no command at all.
pub fn read(text: &str) -> Option<Read> {
    let text = text.trim();
    let body = text.strip_prefix('/')?;
    let (head, rest) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
    let word = head.split('@').next().unwrap_or(head).to_lowercase();
    let verb = Verb::ALL.iter().copied().find(|verb| verb.word() == word);
    Some(match verb {
        Some(verb) => Read::Command(Command { verb, rest: rest.trim().to_owned() }),
        None => Read::Unknown { nearest: nearest(&word) },
    })
}

fn nearest(word: &str) -> Option<Verb> {
    if word.chars().count() > 12 {
        return None;
    }
    let distance = |verb: &&Verb| strsim::osa_distance(word, verb.word());
    let verb = Verb::ALL.iter().filter(|verb| !verb.is_for_admins()).min_by_key(distance)?;
    (distance(&verb) <= 2).then_some(*verb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_may_name_the_bot_and_carry_words() {
        let command = Command { verb: Verb::Deploy, rest: "nest anthropic".into() };
        assert_eq!(read(" /Deploy@hatchery_bot  nest anthropic "), Some(Read::Command(command)));
        assert_eq!(read("deploy"), None);
    }

    #[test]
    fn a_slip_of_the_finger_finds_the_nearest() {
        for (typed, nearest) in [
            ("/delpoy", Some(Verb::Deploy)),
            ("/statsu", Some(Verb::Status)),
            ("/halp", Some(Verb::Help)),
            ("/stpo", Some(Verb::Stop)),
            ("/frobnicate", None),
            ("/", None),
        ] {
            assert_eq!(read(typed), Some(Read::Unknown { nearest }), "{typed}");
        }
    }

    #[test]
    fn admin_commands_are_not_given_away_by_a_guess() {
        assert_eq!(read("/invit"), Some(Read::Unknown { nearest: None }));
    }
}
