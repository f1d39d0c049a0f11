//! The commands that an application registers, everywhere or in one server, and where a person finds them.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::Line;
use super::refusal::{MISSING_ACCESS, Refusal};
use super::state::{Channel, Id, Scene, State};

/// Whose commands, and where.
pub struct Scope {
    pub caller: Id,
    pub application: Id,
    pub guild: Option<Id>,
}

pub fn list(line: &Line, scope: &Scope) -> Result<Value, Refusal> {
    let state = line.look();
    check_access(&state, scope)?;
    let application = state.application(scope.caller);
    Ok(match scope.guild {
        None => json!(application.commands),
        Some(guild) => json!(application.guild_commands.get(&guild).cloned().unwrap_or_default()),
    })
}

/// What is not in the list is gone afterwards; what was there under the same name keeps its id.
pub fn overwrite(line: &Line, scope: &Scope, body: &Value) -> Result<Value, Refusal> {
    check_access(&line.look(), scope)?;
    let path = match scope.guild {
        None => "/applications/{application_id}/commands",
        Some(_) => "/applications/{application_id}/guilds/{guild_id}/commands",
    };
    let mut faults = line.schema.faults("put", path, body);
    let wanted = body.as_array().map(Vec::as_slice).unwrap_or_default();
    faults.extend(list_faults(wanted, scope.guild.is_some()));
    Refusal::invalid(faults)?;
    line.change(|state| {
        let version = state.next_id().to_string();
        let known = match scope.guild {
            None => state.application(scope.caller).commands.clone(),
            Some(guild) => state.application(scope.caller).guild_commands.get(&guild).cloned().unwrap_or_default(),
        };
        let mut made = Vec::new();
        for command in wanted {
            let same = known.iter().find(|old| old["name"] == command["name"] && old["type"] == kind(command));
            let id = same.map_or_else(|| json!(state.next_id().to_string()), |old| old["id"].clone());
            made.push(registered(command, id, &version, scope));
        }
        let application = state.application_mut(scope.caller);
        application.command_writes += 1;
        match scope.guild {
            None => application.commands.clone_from(&made),
            Some(guild) => {
                application.guild_commands.insert(guild, made.clone());
            }
        }
        Ok(json!(made))
    })
}

fn check_access(state: &State, scope: &Scope) -> Result<(), Refusal> {
    let is_there =
        |known: &Channel| known.scene.guild() == scope.guild && known.applications.contains(&scope.application);
    let has_access = scope.guild.is_none() || state.channels.iter().any(is_there);
    if scope.application == scope.caller && has_access { Ok(()) } else { Err(MISSING_ACCESS) }
}

fn kind(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

/// A command as Discord shows it, with what was left out filled in.
fn registered(command: &Value, id: Value, version: &str, scope: &Scope) -> Value {
    let mut made = command.clone();
    let mut usual = |name: &str, value: Value| {
        if made[name].is_null() {
            made[name] = value;
        }
    };
    usual("type", json!(1));
    usual("description", json!(""));
    usual("default_member_permissions", Value::Null);
    if scope.guild.is_none() {
        usual("integration_types", json!([0]));
        usual("contexts", Value::Null);
    }
    made["id"] = id;
    made["application_id"] = json!(scope.application.to_string());
    made["version"] = json!(version);
    made["dm_permission"] = json!(true);
    made["nsfw"] = json!(false);
    if let Some(guild) = scope.guild {
        made["guild_id"] = json!(guild.to_string());
    }
    made
}

fn list_faults(wanted: &[Value], is_of_a_guild: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen = HashSet::new();
    for (index, command) in wanted.iter().enumerate() {
        let mut fault = |what: &str| faults.push(format!("[{index}].{what}"));
        let name = command["name"].as_str().unwrap_or_default();
        if !seen.insert((kind(command), name)) {
            fault("name: APPLICATION_COMMANDS_DUPLICATE_NAME");
        }
        if kind(command) == 1 && !is_name(name) {
            fault("name: APPLICATION_COMMAND_INVALID_NAME");
        }
        if (kind(command) == 1) != command["description"].as_str().is_some_and(|text| !text.is_empty()) {
            fault("description: commands that are typed have one, others have none");
        }
        if is_of_a_guild && (!command["contexts"].is_null() || !command["integration_types"].is_null()) {
            fault("contexts: only commands that are everywhere have them");
        }
        let has =
            |field: &str, number: u64| command[field].as_array().is_some_and(|list| list.contains(&json!(number)));
        if has("contexts", 2) && !has("integration_types", 1) {
            fault("contexts: PRIVATE_CHANNEL is for commands that a user can install");
        }
        if characters(command) > 8000 {
            fault("description: more than 8000 characters in all");
        }
        options_faults(&command["options"], &format!("[{index}].options"), &mut faults);
    }
    for (number, most) in [(1, 100), (2, 15), (3, 15)] {
        if wanted.iter().filter(|command| kind(command) == number).count() > most {
            faults.push(format!("._errors: more than {most} commands of type {number}"));
        }
    }
    faults
}

fn options_faults(options: &Value, at: &str, faults: &mut Vec<String>) {
    let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut seen = HashSet::new();
    let mut is_optional = false;
    for (index, option) in options.iter().enumerate() {
        let mut fault = |what: &str| faults.push(format!("{at}[{index}].{what}"));
        let name = option["name"].as_str().unwrap_or_default();
        if !is_name(name) || !seen.insert(name) {
            fault("name: APPLICATION_COMMAND_OPTIONS_NAME_INVALID");
        }
        is_optional |= option["required"] != true;
        if is_optional && option["required"] == true {
            fault("required: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID");
        }
        if option["autocomplete"] == true && option["choices"].as_array().is_some_and(|list| !list.is_empty()) {
            fault("autocomplete: choices or autocomplete");
        }
        options_faults(&option["options"], &format!("{at}[{index}].options"), faults);
    }
}

/// `^[-_'\p{L}\p{N}]{1,32}$`, in lower case where there is one.
fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() && c.to_lowercase().eq([c]) || "-_'".contains(c);
    (1..=32).contains(&name.chars().count()) && name.chars().all(fits)
}

/// Names, descriptions and values; of translations the longest counts.
fn characters(part: &Value) -> usize {
    let text = |field: &str| {
        let own = part[field].as_str().map_or(0, |text| text.chars().count());
        let others = part[format!("{field}_localizations")].as_object();
        let longest = others.into_iter().flat_map(|all| all.values()).filter_map(Value::as_str);
        own.max(longest.map(|text| text.chars().count()).max().unwrap_or_default())
    };
    let inside = |field: &str| part[field].as_array().into_iter().flatten().map(characters).sum::<usize>();
    let value = part["value"].as_str().map_or(0, |text| text.chars().count());
    text("name") + text("description") + value + inside("options") + inside("choices")
}

impl State {
    /// The commands that a person finds in a channel, each with the application it is of.
    pub fn available(&self, person: Id, channel: Id) -> Vec<(Id, Value)> {
        let channel = self.channel(channel);
        let mut found = Vec::new();
        for application in &self.applications {
            let is_here = channel.applications.contains(&application.id);
            let is_installed = self.installs.contains(&(person, application.id));
            let by_guild = match channel.scene {
                Scene::Guild(_) => is_here,
                Scene::Dm => is_here && self.is_mutual(person, application.id),
                Scene::Group => false,
            };
            // Nobody writes to another bot in the private channel of this one.
            let by_user = is_installed && (channel.scene != Scene::Dm || is_here);
            let has = |list: &Value, number: u64| list.as_array().is_some_and(|list| list.contains(&json!(number)));
            let is_found = |command: &&Value| {
                let types = &command["integration_types"];
                let fits = by_guild && has(types, 0) || by_user && has(types, 1);
                let contexts = &command["contexts"];
                fits && (contexts.is_null() || has(contexts, channel.scene.context()))
            };
            found.extend(application.commands.iter().filter(is_found).map(|command| (application.id, command.clone())));
            let own =
                channel.scene.guild().filter(|_| is_here).and_then(|guild| application.guild_commands.get(&guild));
            found.extend(own.into_iter().flatten().map(|command| (application.id, command.clone())));
        }
        found
    }
}
