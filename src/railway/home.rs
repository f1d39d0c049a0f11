//! What Hatchery's own two services need and no bot does: to be seen whole, changed by their differences, and taken back
//! to an older deployment.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::railway::answers::{self, next_page, nodes, part, text};
use crate::railway::documents as ask;
use crate::railway::{Deployment, Fault, Railway};
use crate::secret::Secret;

/// A project as it is looked for by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedProject {
    pub id: String,
    /// Not there yet right after it was made.
    pub environment: Option<String>,
    pub description: String,
    /// As Railway writes it, which sorts as it should.
    pub created_at: String,
}

/// How a service is to run. What is `None` is left as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manner {
    pub image: Option<String>,
    pub health: Option<String>,
    pub health_timeout_s: Option<u32>,
    pub pre_deploy: Option<String>,
    pub always_restarts: Option<bool>,
    pub replicas: Option<u32>,
    pub region: Option<String>,
    /// How long the old and the new one run side by side.
    pub overlap_s: Option<u32>,
    /// Between the signal to end and the kill.
    pub draining_s: Option<u32>,
    pub sleeps: Option<bool>,
}

impl Manner {
    /// What of this is not so in what is there.
    pub fn lacking(self, there: &Manner) -> Manner {
        fn differs<T: PartialEq>(wanted: Option<T>, there: &Option<T>) -> Option<T> {
            if wanted == *there { None } else { wanted }
        }
        Manner {
            image: differs(self.image, &there.image),
            health: differs(self.health, &there.health),
            health_timeout_s: differs(self.health_timeout_s, &there.health_timeout_s),
            pre_deploy: differs(self.pre_deploy, &there.pre_deploy),
            always_restarts: differs(self.always_restarts, &there.always_restarts),
            replicas: differs(self.replicas, &there.replicas),
            region: differs(self.region, &there.region),
            overlap_s: differs(self.overlap_s, &there.overlap_s),
            draining_s: differs(self.draining_s, &there.draining_s),
            sleeps: differs(self.sleeps, &there.sleeps),
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Manner::default()
    }

    /// Under the names that Railway gives them (`ServiceInstanceUpdateInput`).
    fn input(&self) -> Map<String, Value> {
        let restarts = self.always_restarts.map(|always| if always { "ALWAYS" } else { "ON_FAILURE" });
        let all = [
            ("source", self.image.as_ref().map(|image| json!({ "image": image }))),
            ("healthcheckPath", self.health.as_ref().map(|path| json!(path))),
            ("healthcheckTimeout", self.health_timeout_s.map(|seconds| json!(seconds))),
            ("preDeployCommand", self.pre_deploy.as_ref().map(|command| json!([command]))),
            ("restartPolicyType", restarts.map(|policy| json!(policy))),
            ("numReplicas", self.replicas.map(|number| json!(number))),
            ("region", self.region.as_ref().map(|region| json!(region))),
            ("overlapSeconds", self.overlap_s.map(|seconds| json!(seconds))),
            ("drainingSeconds", self.draining_s.map(|seconds| json!(seconds))),
            ("sleepApplication", self.sleeps.map(|sleeps| json!(sleeps))),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }

    /// In plain words, for the operator.
    pub fn names(&self) -> Vec<&'static str> {
        let all = [
            ("image", self.image.is_some()),
            ("health check", self.health.is_some() || self.health_timeout_s.is_some()),
            ("pre-deploy command", self.pre_deploy.is_some()),
            ("restarts", self.always_restarts.is_some()),
            ("replicas", self.replicas.is_some()),
            ("region", self.region.is_some()),
            ("overlap", self.overlap_s.is_some()),
            ("draining", self.draining_s.is_some()),
            ("sleep", self.sleeps.is_some()),
        ];
        all.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name).collect()
    }
}

/// A deployment with what it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub deployment: Deployment,
    pub image: Option<String>,
    pub can_be_gone_back_to: bool,
}

/// One of Hatchery's own services, whole.
#[derive(Debug, Clone, Default)]
pub struct Whole {
    pub manner: Manner,
    /// Whether anybody set limits for it.
    pub has_limits: bool,
    /// What was set, references as they were written. One that was sealed by hand is not among them.
    pub variables: BTreeMap<String, Secret>,
    /// Newest first.
    pub attempts: Vec<Attempt>,
}

impl Railway {
    /// All projects of exactly this name.
    pub async fn projects_named(&self, workspace: &str, name: &str) -> Result<Vec<NamedProject>, Fault> {
        let mut found = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let data = self.send(&ask::NAMED_PROJECTS, json!({ "workspace": workspace, "after": after })).await?;
            for node in nodes(&data["projects"])?.into_iter().filter(|node| node["name"] == name) {
                found.push(NamedProject {
                    id: text(&node["id"])?,
                    environment: node["primaryEnvironmentId"].as_str().map(str::to_owned),
                    description: node["description"].as_str().unwrap_or_default().to_owned(),
                    created_at: text(&node["createdAt"])?,
                });
            }
            after = next_page(&data["projects"]);
            if after.is_none() {
                return Ok(found);
            }
        }
    }

    pub async fn whole_service(&self, project: &str, environment: &str, service: &str) -> Result<Whole, Fault> {
        let variables = json!({
            "project": project, "environment": environment, "service": service,
            "input": { "projectId": project, "environmentId": environment, "serviceId": service },
        });
        let data = self.send(&ask::WHOLE_SERVICE, variables).await?;
        let set: BTreeMap<String, String> = part(&data["variables"])?;
        Ok(Whole {
            manner: manner(&data["serviceInstance"])?,
            has_limits: !data["serviceInstanceLimitOverride"].is_null(),
            variables: set.into_iter().map(|(name, value)| (name, Secret::new(value))).collect(),
            attempts: nodes(&data["deployments"])?.into_iter().map(attempt).collect::<Result<_, _>>()?,
        })
    }

    /// Adds to the variables of a service, or puts new values in their place. Nothing is deployed by it.
    pub async fn add_variables(
        &self,
        project: &str,
        environment: &str,
        service: &str,
        variables: &[(String, Secret)],
    ) -> Result<(), Fault> {
        let values: BTreeMap<&str, &str> =
            variables.iter().map(|(name, value)| (name.as_str(), value.expose())).collect();
        let input = json!({
            "projectId": project, "environmentId": environment, "serviceId": service,
            "variables": values, "replace": false, "skipDeploys": true,
        });
        self.told(&ask::SET_VARIABLES, json!({ "input": input }), "variableCollectionUpsert").await
    }

    /// Variables of a whole environment, of which a service gets none that it does not name.
    pub async fn shared_variables(&self, project: &str, environment: &str) -> Result<BTreeMap<String, Secret>, Fault> {
        let variables = json!({ "project": project, "environment": environment });
        let data = self.send(&ask::SHARED_VARIABLES, variables).await?;
        let set: BTreeMap<String, String> = part(&data["variables"])?;
        Ok(set.into_iter().map(|(name, value)| (name, Secret::new(value))).collect())
    }

    /// Adds to those, or puts new values in their place. Nothing is deployed by it.
    pub async fn share_variables(
        &self,
        project: &str,
        environment: &str,
        variables: &[(String, Secret)],
    ) -> Result<(), Fault> {
        let values: BTreeMap<&str, &str> =
            variables.iter().map(|(name, value)| (name.as_str(), value.expose())).collect();
        let input = json!({
            "projectId": project, "environmentId": environment, "variables": values, "replace": false,
            "skipDeploys": true,
        });
        self.told(&ask::SET_VARIABLES, json!({ "input": input }), "variableCollectionUpsert").await
    }

    /// Changes what is set in this, and nothing else. Nothing is deployed by it.
    pub async fn set_manner(&self, environment: &str, service: &str, manner: &Manner) -> Result<(), Fault> {
        let variables = json!({ "service": service, "environment": environment, "input": manner.input() });
        self.told(&ask::CONFIGURE, variables, "serviceInstanceUpdate").await
    }

    /// A new deployment of what an older one was made of. Railway does not tell its id.
    pub async fn roll_back(&self, deployment: &str) -> Result<(), Fault> {
        self.told(&ask::ROLL_BACK, json!({ "deployment": deployment }), "deploymentRollback").await
    }
}

fn manner(instance: &Value) -> Result<Manner, Fault> {
    let number = |name: &str| instance[name].as_u64().and_then(|number| u32::try_from(number).ok());
    let word = |name: &str| instance[name].as_str().map(str::to_owned);
    // A list in what we send; the schema only says that it is JSON.
    let command = match &instance["preDeployCommand"] {
        Value::Array(commands) => commands.first().and_then(Value::as_str),
        other => other.as_str(),
    };
    let policy = text(&instance["restartPolicyType"])?;
    Ok(Manner {
        image: instance["source"]["image"].as_str().map(str::to_owned),
        health: word("healthcheckPath"),
        health_timeout_s: number("healthcheckTimeout"),
        pre_deploy: command.map(str::to_owned),
        always_restarts: Some(policy == "ALWAYS"),
        replicas: number("numReplicas"),
        region: word("region"),
        overlap_s: number("overlapSeconds"),
        draining_s: number("drainingSeconds"),
        // Not told is not so.
        sleeps: Some(instance["sleepApplication"] == true),
    })
}

fn attempt(node: &Value) -> Result<Attempt, Fault> {
    Ok(Attempt {
        deployment: answers::deployment(node)?,
        image: node["meta"]["image"].as_str().map(str::to_owned),
        can_be_gone_back_to: part(&node["canRollback"])?,
    })
}
