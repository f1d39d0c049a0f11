//! Projects and environments: found, made, looked at and deleted.

use serde_json::{Value, json};

use crate::railway::answers::{self, next_page, nodes, text};
use crate::railway::documents as ask;
use crate::railway::{Fault, Project, Railway, Seen};

/// What a look at one environment among many came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Watched {
    Seen(Seen),
    /// It is not there any more.
    Gone,
    /// Railway does not let us see it, and does not say whether it is there.
    Closed,
    /// More services than one page holds.
    TooMany,
}

impl Railway {
    /// The project of this exact name, with its primary environment. Railway has no filter for names.
    pub async fn project_named(&self, workspace: &str, name: &str) -> Result<Option<Project>, Fault> {
        let mut after: Option<String> = None;
        loop {
            let (projects, next) = self.some_projects(workspace, after).await?;
            if let Some(node) = projects.iter().find(|node| node["name"] == name) {
                return answers::project(node).map(Some);
            }
            if next.is_none() {
                return Ok(None);
            }
            after = next;
        }
    }

    /// All projects whose name begins so.
    pub async fn projects_marked(&self, workspace: &str, mark: &str) -> Result<Vec<Project>, Fault> {
        let mut found = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let (projects, next) = self.some_projects(workspace, after).await?;
            for node in &projects {
                let project = answers::project(node)?;
                if project.name.starts_with(mark) {
                    found.push(project);
                }
            }
            if next.is_none() {
                return Ok(found);
            }
            after = next;
        }
    }

    /// One page of a workspace's projects, and where the next begins.
    async fn some_projects(
        &self,
        workspace: &str,
        after: Option<String>,
    ) -> Result<(Vec<Value>, Option<String>), Fault> {
        let data = self.send(&ask::PROJECTS, json!({ "workspace": workspace, "after": after })).await?;
        let projects = &data["projects"];
        Ok((nodes(projects)?.into_iter().cloned().collect(), next_page(projects)))
    }

    /// A project; one that is being deleted counts as not found.
    pub async fn project(&self, project: &str) -> Result<Project, Fault> {
        let data = self.send(&ask::PROJECT, json!({ "project": project })).await?;
        match &data["project"]["deletedAt"] {
            Value::Null => answers::project(&data["project"]),
            _ => Err(Fault::NotFound("the project is deleted".into())),
        }
    }

    /// A new project and its environment.
    pub async fn create_project(&self, workspace: &str, name: &str, why: &str) -> Result<(String, String), Fault> {
        let input = json!({ "name": name, "description": why, "workspaceId": workspace, "prDeploys": false });
        let data = self.send(&ask::CREATE_PROJECT, json!({ "input": input })).await?;
        let made = &data["projectCreate"];
        let environment = match made["primaryEnvironmentId"].as_str() {
            Some(environment) => environment.to_owned(),
            None => text(&made["environments"]["edges"][0]["node"]["id"])?,
        };
        Ok((text(&made["id"])?, environment))
    }

    pub async fn delete_project(&self, project: &str) -> Result<(), Fault> {
        self.told(&ask::DELETE_PROJECT, json!({ "project": project }), "projectDelete").await
    }

    /// Everything in an environment.
    pub async fn environment(&self, environment: &str) -> Result<Seen, Fault> {
        let mut seen = Seen::default();
        let (mut services, mut volumes): (Option<String>, Option<String>) = (None, None);
        let (mut more_services, mut more_volumes) = (true, true);
        while more_services || more_volumes {
            let variables = json!({ "environment": environment, "services": services, "volumes": volumes });
            let data = self.send(&ask::ENVIRONMENT, variables).await?;
            let found = &data["environment"];
            if !found["deletedAt"].is_null() {
                return Err(Fault::NotFound("the environment is deleted".into()));
            }
            if more_services {
                for node in nodes(&found["serviceInstances"])? {
                    seen.services.push(answers::service(node)?);
                }
            }
            if more_volumes {
                let is_there = |it: &&Value| it["isPendingDeletion"] != true && it["deletedAt"].is_null();
                for node in nodes(&found["volumeInstances"])?.into_iter().filter(is_there) {
                    seen.volumes.push(answers::volume(node)?);
                }
            }
            (services, volumes) = (next_page(&found["serviceInstances"]), next_page(&found["volumeInstances"]));
            (more_services, more_volumes) = (services.is_some(), volumes.is_some());
        }
        Ok(seen)
    }

    /// The services of many environments in one request.
    pub async fn watch(&self, environments: &[String]) -> Result<Vec<Watched>, Fault> {
        let mut seen = self.watch_some(environments).await?;
        // That one of them is not ours to see may be; that none is, is our token.
        if seen.iter().all(|it| *it == Watched::Closed) && !seen.is_empty() {
            return Err(Fault::NotAuthorized);
        }
        for (watched, environment) in seen.iter_mut().zip(environments) {
            if *watched == Watched::TooMany {
                *watched = Watched::Seen(self.environment(environment).await?);
            }
        }
        Ok(seen)
    }

    async fn watch_some(&self, environments: &[String]) -> Result<Vec<Watched>, Fault> {
        let variables: serde_json::Map<String, Value> =
            environments.iter().enumerate().map(|(n, id)| (format!("e{n}"), json!(id))).collect();
        let credential = self.identity().await?.credential();
        let text = ask::watch(environments.len());
        match self.wire.query("Watch", &text, credential, Value::Object(variables)).await {
            Ok(data) => (0..environments.len()).map(|n| watched(&data[format!("e{n}")])).collect(),
            // One that is gone spoils the answer for all: ask again in halves until it is alone.
            Err(Fault::NotFound(_) | Fault::NotAuthorized) if environments.len() > 1 => {
                let (first, second) = environments.split_at(environments.len() / 2);
                let mut seen = Box::pin(self.watch_some(first)).await?;
                seen.extend(Box::pin(self.watch_some(second)).await?);
                Ok(seen)
            }
            Err(Fault::NotFound(_)) => Ok(vec![Watched::Gone]),
            Err(Fault::NotAuthorized) => Ok(vec![Watched::Closed]),
            Err(fault) => Err(fault),
        }
    }
}

fn watched(environment: &Value) -> Result<Watched, Fault> {
    if !environment["deletedAt"].is_null() {
        return Ok(Watched::Gone);
    }
    if environment["serviceInstances"]["pageInfo"]["hasNextPage"] == true {
        return Ok(Watched::TooMany);
    }
    let services = nodes(&environment["serviceInstances"])?;
    let services = services.into_iter().map(answers::service).collect::<Result<_, _>>()?;
    Ok(Watched::Seen(Seen { services, volumes: Vec::new() }))
}
