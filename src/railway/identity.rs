//! What kind of token we have and what it opens: found out once, at first use, by asking what each kind alone may ask.

use serde_json::{Value, json};

use crate::railway::answers::{part, text};
use crate::railway::documents::{TOKEN_OF_ACCOUNT, TOKEN_OF_PROJECT, TOKEN_WORKSPACES, WORKSPACE};
use crate::railway::fault::Fault;
use crate::railway::wire::{Credential, Wire};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// Everything its user may do.
    Account(Vec<Workspace>),
    /// One workspace; the best fit.
    Workspace(Workspace),
    /// One environment of one project; it cannot make projects.
    Project { project: String, environment: String },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    pub id: String,
    pub name: String,
}

impl Identity {
    pub fn credential(&self) -> Credential {
        match self {
            Identity::Account(_) | Identity::Workspace(_) => Credential::Bearer,
            Identity::Project { .. } => Credential::Project,
        }
    }

    pub fn workspaces(&self) -> &[Workspace] {
        match self {
            Identity::Account(workspaces) => workspaces,
            Identity::Workspace(workspace) => std::slice::from_ref(workspace),
            Identity::Project { .. } => &[],
        }
    }

    /// In plain words, for the operator.
    pub fn kind(&self) -> &'static str {
        match self {
            Identity::Account(_) => "an account token",
            Identity::Workspace(_) => "a workspace token",
            Identity::Project { .. } => "a project token",
        }
    }
}

/// Railway docs, integrations/api: `me` fails for a workspace token, `apiToken` for a project token.
pub async fn ask(wire: &Wire) -> Result<Identity, Fault> {
    match wire.send(&TOKEN_WORKSPACES, Credential::Bearer, json!({})).await {
        Ok(data) => {
            // What it opens is remembered, so an answer that does not say it is none.
            let listed: Vec<Value> = part(&data["apiToken"]["workspaces"])?;
            let workspace = |node: &Value| Ok(Workspace { id: text(&node["id"])?, name: text(&node["name"])? });
            let mut workspaces = listed.iter().map(workspace).collect::<Result<Vec<_>, Fault>>()?;
            match wire.send(&TOKEN_OF_ACCOUNT, Credential::Bearer, json!({})).await {
                Ok(_) => Ok(Identity::Account(workspaces)),
                Err(Fault::NotAuthorized | Fault::Refused(_) | Fault::NotFound(_)) if workspaces.len() == 1 => {
                    Ok(Identity::Workspace(workspaces.remove(0)))
                }
                Err(Fault::NotAuthorized | Fault::Refused(_) | Fault::NotFound(_)) => Ok(Identity::Account(workspaces)),
                Err(fault) => Err(fault),
            }
        }
        Err(Fault::NotAuthorized | Fault::Refused(_) | Fault::NotFound(_)) => {
            let data = wire.send(&TOKEN_OF_PROJECT, Credential::Project, json!({})).await?;
            let token = &data["projectToken"];
            Ok(Identity::Project { project: text(&token["projectId"])?, environment: text(&token["environmentId"])? })
        }
        Err(fault) => Err(fault),
    }
}

/// What a workspace pays for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    Free,
    Trial,
    Hobby,
    Pro,
    /// One that we do not know: nothing is refused on its account.
    Other,
}

impl Plan {
    pub fn title(self) -> &'static str {
        match self {
            Plan::Free => "Free",
            Plan::Trial => "Trial",
            Plan::Hobby => "Hobby",
            Plan::Pro => "Pro",
            Plan::Other => "unknown",
        }
    }

    /// The most memory of one service, in megabytes (Railway docs: pricing/plans); nothing when we do not know.
    pub fn memory_mb(self) -> Option<u32> {
        match self {
            Plan::Free => Some(512),
            Plan::Trial => Some(1024),
            Plan::Hobby => Some(8 * 1024),
            Plan::Pro => Some(32 * 1024),
            Plan::Other => None,
        }
    }

    /// The most replicas of one service (the same page).
    pub fn replicas(self) -> Option<u32> {
        match self {
            Plan::Free | Plan::Trial => Some(1),
            Plan::Hobby => Some(6),
            Plan::Pro => Some(42),
            Plan::Other => None,
        }
    }
}

pub async fn plan(wire: &Wire, workspace: &str) -> Result<Plan, Fault> {
    let data = wire.send(&WORKSPACE, Credential::Bearer, json!({ "workspace": workspace })).await?;
    let workspace = &data["workspace"];
    let is_trial = workspace["customer"]["isTrialing"].as_bool().unwrap_or(false);
    Ok(match workspace["plan"].as_str().unwrap_or_default() {
        "FREE" if is_trial => Plan::Trial,
        "FREE" => Plan::Free,
        "HOBBY" => Plan::Hobby,
        "PRO" => Plan::Pro,
        _ => Plan::Other,
    })
}
