//! An application as its own bot meets it: it looks at itself, and changes its flags and its endpoint.

use serde_json::{Value, json};

use super::refusal::Refusal;
use super::state::{Application, Id, State};
use super::{Line, endpoint};

/// The flags that an application may set by itself: presence, members and message content, each the limited one.
const OWN_FLAGS: u64 = 1 << 13 | 1 << 15 | 1 << 19;

/// An application with everything that the description requires.
pub fn shown(state: &State, id: Id) -> Value {
    let Application { name, flags, endpoint, install_params, .. } = state.application(id);
    let owner = json!({ "id": "300000000000000003", "username": "hatchtest", "discriminator": "0", "avatar": null,
        "global_name": null, "public_flags": 0, "flags": 0, "primary_guild": null });
    let mut shown = json!({
        "id": id.to_string(), "name": name, "icon": null, "description": "", "type": null, "bot": state.bot(id),
        "bot_public": true, "bot_require_code_grant": false, "verify_key": endpoint::public_key(id), "flags": flags,
        "flags_new": flags.to_string(), "redirect_uris": [], "interactions_endpoint_url": endpoint,
        "role_connections_verification_url": null, "owner": owner, "approximate_guild_count": 0,
        "approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0, "team": null, "eligible_oauth2_scopes": [],
        "integration_types_config": { "0": {}, "1": {} },
    });
    if !install_params.is_null() {
        shown["install_params"] = install_params.clone();
    }
    shown
}

/// Its bot as only the bot itself is shown.
pub fn own_user(state: &State, id: Id) -> Value {
    let mut user = state.bot(id);
    for (name, value) in [("mfa_enabled", json!(true)), ("locale", json!("en-US")), ("verified", json!(true))] {
        user[name] = value;
    }
    user
}

/// Of all that may be changed Hatchery changes these; any other field is a fault of ours.
pub async fn change(line: &Line, id: Id, body: &Value) -> Result<Value, Refusal> {
    let Some(fields) = body.as_object() else { return Err(invalid("_errors", "DICT_TYPE_CONVERT")) };
    let known = ["flags", "interactions_endpoint_url", "install_params"];
    if let Some(unknown) = fields.keys().find(|name| !known.contains(&name.as_str())) {
        return Err(invalid(unknown, "UNKNOWN_FIELD"));
    }
    if fields.is_empty() {
        return Err(invalid("flags", "NUMBER_TYPE_COERCE"));
    }
    Refusal::invalid(line.schema.faults("patch", "/applications/@me", body))?;
    if let Some(flags) = body.get("flags") {
        let Some(flags) = flags.as_u64().filter(|flags| i32::try_from(*flags).is_ok()) else {
            return Err(invalid("flags", "NUMBER_TYPE_COERCE"));
        };
        if (flags ^ line.look().application(id).flags) & !OWN_FLAGS != 0 {
            return Err(Refusal::Unfit(vec![".flags: APPLICATION_INVALID_FLAGS".into()]));
        }
        line.change(|state| {
            let application = state.application_mut(id);
            application.flags = if application.is_stubborn { application.flags } else { flags };
        });
    }
    if let Some(address) = body.get("interactions_endpoint_url") {
        let address = address.as_str().filter(|address| !address.is_empty());
        if let Some(address) = address
            && let Err(why) = endpoint::proves_itself(line, id, address).await
        {
            let code = "APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID";
            return Err(Refusal::Unfit(vec![format!(".interactions_endpoint_url: {code}: {why}")]));
        }
        line.change(|state| state.application_mut(id).endpoint = address.map(str::to_owned));
    }
    if let Some(params) = body.get("install_params") {
        line.change(|state| state.application_mut(id).install_params = params.clone());
    }
    Ok(shown(&line.look(), id))
}

fn invalid(field: &str, code: &str) -> Refusal {
    Refusal::Invalid(vec![format!(".{field}: {code}")])
}
