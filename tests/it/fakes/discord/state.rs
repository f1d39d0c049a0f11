//! What Discord knows: applications, people, the places where they meet, and its own clock.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::Call;
use super::fault::{Failure, Limit};
use super::gateway::Hall;
use super::interaction::Interaction;
use super::message::Message;

/// Discord's ids hold the moment of their making in the upper bits.
pub type Id = u64;

pub struct State {
    began: (Instant, Duration),
    /// How far the test moved the clock.
    pub passed: Duration,
    last_id: Id,
    pub applications: Vec<Application>,
    pub people: Vec<Account>,
    pub channels: Vec<Channel>,
    pub messages: Vec<Message>,
    pub interactions: Vec<Interaction>,
    /// The modal that a person has before them, by person: whose answer opened it, and what is in it.
    pub modals: HashMap<Id, (Id, Value)>,
    /// A person and an application that she installed for herself.
    pub installs: HashSet<(Id, Id)>,
    /// A person and an application that share a server.
    pub mutual: HashSet<(Id, Id)>,
    /// A person and an application that she does not let write to her.
    pub closed: HashSet<(Id, Id)>,
    pub hall: Hall,
    pub faults: Vec<String>,
    pub forgiven: bool,
    pub calls: Vec<Call>,
    pub failures: VecDeque<(String, Failure)>,
    pub limits: Vec<Limit>,
}

pub struct Application {
    pub id: Id,
    pub name: String,
    pub token: String,
    pub flags: u64,
    /// Discord takes a change of the flags and leaves them as they are.
    pub is_stubborn: bool,
    pub endpoint: Option<String>,
    pub install_params: Value,
    /// Commands everywhere.
    pub commands: Vec<Value>,
    /// Commands of one server.
    pub guild_commands: HashMap<Id, Vec<Value>>,
    pub command_writes: u32,
}

pub struct Account {
    pub id: Id,
    pub name: String,
    pub locale: String,
}

pub struct Channel {
    pub id: Id,
    /// What the place is called; a private channel has no name.
    pub name: String,
    pub scene: Scene,
    pub people: HashSet<Id>,
    pub applications: HashSet<Id>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    Dm,
    Guild(Id),
    Group,
}

impl Scene {
    /// `context` of an interaction.
    pub fn context(self) -> u64 {
        match self {
            Scene::Guild(_) => 0,
            Scene::Dm => 1,
            Scene::Group => 2,
        }
    }

    /// `type` of a channel.
    pub fn channel_type(self) -> u64 {
        match self {
            Scene::Guild(_) => 0,
            Scene::Dm => 1,
            Scene::Group => 3,
        }
    }

    pub fn guild(self) -> Option<Id> {
        match self {
            Scene::Guild(guild) => Some(guild),
            Scene::Dm | Scene::Group => None,
        }
    }
}

impl Default for State {
    fn default() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is past 1970");
        State {
            began: (Instant::now(), since),
            passed: Duration::ZERO,
            last_id: 0,
            applications: Vec::new(),
            people: Vec::new(),
            channels: Vec::new(),
            messages: Vec::new(),
            interactions: Vec::new(),
            modals: HashMap::new(),
            installs: HashSet::new(),
            mutual: HashSet::new(),
            closed: HashSet::new(),
            hall: Hall::default(),
            faults: Vec::new(),
            forgiven: false,
            calls: Vec::new(),
            failures: VecDeque::new(),
            limits: Vec::new(),
        }
    }
}

impl State {
    /// The time since 1970 by the fake's clock.
    pub fn now(&self) -> Duration {
        self.began.1 + self.began.0.elapsed() + self.passed
    }

    /// The same by the clock of this machine, which no test moves: applications hold signatures against theirs.
    pub fn signs_at(&self) -> Duration {
        self.now() - self.passed
    }

    pub fn timestamp(&self) -> String {
        let now = chrono::DateTime::from_timestamp(self.now().as_secs() as i64, 0).expect("a time in this age");
        now.to_rfc3339()
    }

    pub fn next_id(&mut self) -> Id {
        const DISCORD_EPOCH_MS: u128 = 1_420_070_400_000;
        let moment = (self.now().as_millis() - DISCORD_EPOCH_MS) as u64;
        self.last_id = (self.last_id + 1).max(moment << 22);
        self.last_id
    }

    pub fn application(&self, id: Id) -> &Application {
        self.applications.iter().find(|known| known.id == id).expect("the application was made by this fake")
    }

    pub fn application_mut(&mut self, id: Id) -> &mut Application {
        self.applications.iter_mut().find(|known| known.id == id).expect("the application was made by this fake")
    }

    pub fn by_token(&self, token: &str) -> Option<Id> {
        self.applications.iter().find(|known| !token.is_empty() && known.token == token).map(|known| known.id)
    }

    pub fn person(&self, id: Id) -> &Account {
        self.people.iter().find(|known| known.id == id).expect("the person was made by this fake")
    }

    pub fn find_channel(&self, id: Id) -> Option<&Channel> {
        self.channels.iter().find(|known| known.id == id)
    }

    pub fn channel(&self, id: Id) -> &Channel {
        self.find_channel(id).expect("the channel was made by this fake")
    }

    pub fn channel_mut(&mut self, id: Id) -> &mut Channel {
        self.channels.iter_mut().find(|known| known.id == id).expect("the channel was made by this fake")
    }

    pub fn add_channel(&mut self, name: &str, scene: Scene, people: HashSet<Id>, applications: HashSet<Id>) -> Id {
        let id = self.next_id();
        self.channels.push(Channel { id, name: name.to_owned(), scene, people, applications });
        id
    }

    /// The private channel of a person and an application, made when it is not there.
    pub fn dm(&mut self, person: Id, application: Id) -> Id {
        let is_it = |known: &&Channel| {
            known.scene == Scene::Dm && known.people.contains(&person) && known.applications.contains(&application)
        };
        match self.channels.iter().find(is_it).map(|known| known.id) {
            Some(id) => id,
            None => self.add_channel("", Scene::Dm, [person].into(), [application].into()),
        }
    }

    /// Whether they share a server, which lets an application write to a person first.
    pub fn is_mutual(&self, person: Id, application: Id) -> bool {
        let share = |known: &Channel| {
            known.scene.guild().is_some() && known.people.contains(&person) && known.applications.contains(&application)
        };
        self.mutual.contains(&(person, application)) || self.channels.iter().any(share)
    }

    /// A person as a user.
    pub fn user(&self, person: Id) -> Value {
        let Account { id, name, .. } = self.person(person);
        json!({ "id": id.to_string(), "username": name, "global_name": name, "discriminator": "0", "avatar": null,
            "bot": false, "system": false, "public_flags": 0, "flags": 0, "avatar_decoration_data": null,
            "primary_guild": null })
    }

    /// The bot of an application as a user.
    pub fn bot(&self, application: Id) -> Value {
        let Application { id, name, .. } = self.application(application);
        json!({ "id": id.to_string(), "username": name, "global_name": null, "discriminator": "0", "avatar": null,
            "bot": true, "public_flags": 0, "flags": 0, "primary_guild": null })
    }

    /// A person as a member of a server.
    pub fn member(&self, person: Id) -> Value {
        json!({ "user": self.user(person), "roles": [], "nick": null, "avatar": null, "banner": null,
            "joined_at": "2026-01-01T00:00:00+00:00", "premium_since": null, "deaf": false, "mute": false,
            "pending": false, "flags": 0, "permissions": "2248473465835073",
            "communication_disabled_until": null, "unusual_dm_activity_until": null })
    }

    pub fn channel_value(&self, id: Id) -> Value {
        let channel = self.channel(id);
        let mut value = json!({ "id": id.to_string(), "type": channel.scene.channel_type(), "flags": 0,
            "last_message_id": null });
        match channel.scene {
            Scene::Guild(guild) => {
                for (name, field) in [
                    ("guild_id", json!(guild.to_string())),
                    ("name", json!(channel.name)),
                    ("nsfw", json!(false)),
                    ("position", json!(0)),
                    ("permissions", json!("2248473465835073")),
                    ("permission_overwrites", json!([])),
                ] {
                    value[name] = field;
                }
            }
            Scene::Dm | Scene::Group => {
                value["recipients"] = channel.people.iter().map(|person| self.user(*person)).collect();
            }
        }
        value
    }
}
