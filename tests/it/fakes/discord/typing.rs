//! A command as the client lets a person type it: only what is registered, with options that fit.

use serde_json::{Value, json};

/// `data` of a command. The words are its name and those of its subcommands.
pub fn command(command: &Value, words: &[&str], given: &[(&str, &str)]) -> Result<Value, String> {
    let mut data = named(command);
    let (path, leaf) = descend(command, words)?;
    let options = options(leaf, given, None)?;
    data["options"] = wrap(&path, options);
    Ok(data)
}

/// `data` while a person types into the first option that makes suggestions.
pub fn suggestion(command: &Value, words: &[&str], typed: &str) -> Result<Value, String> {
    let mut data = named(command);
    let (path, leaf) = descend(command, words)?;
    let asks = |option: &&Value| option["autocomplete"] == true;
    let known = leaf["options"].as_array().into_iter().flatten().find(asks);
    let name = known.and_then(|option| option["name"].as_str()).ok_or("no option of it makes suggestions")?;
    data["options"] = wrap(&path, options(leaf, &[], Some((name, typed)))?);
    Ok(data)
}

fn named(command: &Value) -> Value {
    let mut data = json!({ "id": command["id"], "name": command["name"], "type": command["type"] });
    if !command["guild_id"].is_null() {
        data["guild_id"] = command["guild_id"].clone();
    }
    data
}

/// The subcommands on the way, and what is called in the end.
fn descend<'a>(command: &'a Value, words: &[&str]) -> Result<(Vec<&'a Value>, &'a Value), String> {
    let mut path = Vec::new();
    let mut leaf = command;
    for word in words {
        let mut inner = leaf["options"].as_array().into_iter().flatten();
        let is_it = |option: &&Value| option["name"] == *word && is_group(option);
        leaf = inner.find(is_it).ok_or_else(|| format!("there is no subcommand {word:?}"))?;
        path.push(leaf);
    }
    if leaf["options"].as_array().into_iter().flatten().any(is_group) {
        return Err("it has subcommands, and is none itself".into());
    }
    Ok((path, leaf))
}

fn is_group(option: &Value) -> bool {
    option["type"] == 1 || option["type"] == 2
}

fn wrap(path: &[&Value], options: Vec<Value>) -> Value {
    path.iter()
        .rev()
        .fold(json!(options), |inner, step| json!([{ "name": step["name"], "type": step["type"], "options": inner }]))
}

fn options(leaf: &Value, given: &[(&str, &str)], focus: Option<(&str, &str)>) -> Result<Vec<Value>, String> {
    let known = leaf["options"].as_array().map(Vec::as_slice).unwrap_or_default();
    let names: Vec<&str> = known.iter().filter_map(|option| option["name"].as_str()).collect();
    if let Some((unknown, _)) = given.iter().find(|(name, _)| !names.contains(name)) {
        return Err(format!("there is no option {unknown:?}, but {names:?}"));
    }
    let mut typed = Vec::new();
    for option in known {
        let name = option["name"].as_str().unwrap_or_default();
        if let Some((_, text)) = focus.filter(|(focused, _)| *focused == name) {
            typed.push(json!({ "name": name, "type": option["type"], "value": text, "focused": true }));
            continue;
        }
        match given.iter().find(|(given, _)| *given == name) {
            Some((_, text)) => {
                typed.push(json!({ "name": name, "type": option["type"], "value": value(option, text)? }))
            }
            None if option["required"] == true && focus.is_none() => return Err(format!("{name:?} is required")),
            None => {}
        }
    }
    Ok(typed)
}

fn value(option: &Value, text: &str) -> Result<Value, String> {
    let choices = option["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !choices.is_empty() {
        let found = choices.iter().find(|choice| choice["name"] == text || choice["value"] == text);
        return found.map(|choice| choice["value"].clone()).ok_or_else(|| format!("{text:?} is none of {choices:?}"));
    }
    let wrong = || format!("{text:?} does not fit {option}");
    match option["type"].as_u64() {
        Some(3) => {
            let length = text.chars().count() as u64;
            let bound = |name: &str, usual: u64| option[name].as_u64().unwrap_or(usual);
            let fits = length >= bound("min_length", 0) && length <= bound("max_length", 6000);
            if fits { Ok(json!(text)) } else { Err(wrong()) }
        }
        Some(4) => text.parse::<i64>().map(|number| json!(number)).map_err(|_| wrong()),
        Some(5) => text.parse::<bool>().map(|is_so| json!(is_so)).map_err(|_| wrong()),
        Some(10) => text.parse::<f64>().map(|number| json!(number)).map_err(|_| wrong()),
        _ => Err(format!("the fake's people cannot type an option like {option}")),
    }
}
