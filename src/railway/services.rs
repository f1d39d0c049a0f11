//! One service with what belongs to it: made, given its variables, settings and disk, deployed, deleted.

use std::collections::BTreeMap;

use serde_json::json;

use crate::railway::answers::{part, text};
use crate::railway::documents as ask;
use crate::railway::{Domain, Fault, Railway, Settings};
use crate::secret::Secret;

impl Railway {
    pub async fn create_service(&self, project: &str, environment: &str, name: &str) -> Result<String, Fault> {
        // Without a source, because a service that has one is deployed at once.
        let input = json!({ "projectId": project, "environmentId": environment, "name": name });
        let data = self.send(&ask::CREATE_SERVICE, json!({ "input": input })).await?;
        text(&data["serviceCreate"]["id"])
    }

    /// Makes these the only variables of the service. Nothing is deployed by it.
    pub async fn set_variables(
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
            "variables": values, "replace": true, "skipDeploys": true,
        });
        self.told(&ask::SET_VARIABLES, json!({ "input": input }), "variableCollectionUpsert").await
    }

    pub async fn set_limits(&self, environment: &str, service: &str, memory_mb: u32, vcpus: f64) -> Result<(), Fault> {
        let memory = f64::from(memory_mb) / 1024.0;
        let input = json!({ "environmentId": environment, "serviceId": service, "memoryGB": memory, "vCPUs": vcpus });
        self.told(&ask::SET_LIMITS, json!({ "input": input }), "serviceInstanceLimitsUpdate").await
    }

    pub async fn create_volume(
        &self,
        project: &str,
        environment: &str,
        service: &str,
        path: &str,
    ) -> Result<String, Fault> {
        let mut input = json!({
            "projectId": project, "environmentId": environment, "serviceId": service, "mountPath": path,
        });
        if let Some(region) = &self.site.region {
            input["region"] = json!(region);
        }
        let data = self.send(&ask::CREATE_VOLUME, json!({ "input": input })).await?;
        text(&data["volumeCreate"]["id"])
    }

    pub async fn create_domain(&self, environment: &str, service: &str, port: u16) -> Result<Domain, Fault> {
        let input = json!({ "environmentId": environment, "serviceId": service, "targetPort": port });
        let data = self.send(&ask::CREATE_DOMAIN, json!({ "input": input })).await?;
        part(&data["serviceDomainCreate"])
    }

    /// Image, start, health check and the rest of a service. Nothing is deployed by it.
    pub async fn configure(&self, environment: &str, service: &str, settings: &Settings) -> Result<(), Fault> {
        let mut input = json!({
            "source": { "image": settings.image },
            "startCommand": settings.start,
            "healthcheckPath": settings.health,
            "healthcheckTimeout": settings.health_timeout_s,
            "restartPolicyType": "ON_FAILURE",
            "restartPolicyMaxRetries": settings.restarts,
            // Two at once would take each other's messages, so never more than one, and none beside its successor.
            "numReplicas": 1,
            "overlapSeconds": 0,
            "drainingSeconds": settings.draining_s,
            "sleepApplication": false,
        });
        if let Some(region) = &settings.region {
            input["region"] = json!(region);
        }
        let variables = json!({ "service": service, "environment": environment, "input": input });
        self.told(&ask::CONFIGURE, variables, "serviceInstanceUpdate").await
    }

    /// Deploys what is configured; the id of the new deployment.
    pub async fn deploy(&self, environment: &str, service: &str) -> Result<String, Fault> {
        let data = self.send(&ask::DEPLOY, json!({ "environment": environment, "service": service })).await?;
        text(&data["serviceInstanceDeployV2"])
    }

    pub async fn delete_service(&self, environment: &str, service: &str) -> Result<(), Fault> {
        self.told(&ask::DELETE_SERVICE, json!({ "environment": environment, "service": service }), "serviceDelete")
            .await
    }

    pub async fn delete_volume(&self, volume: &str) -> Result<(), Fault> {
        self.told(&ask::DELETE_VOLUME, json!({ "volume": volume }), "volumeDelete").await
    }
}
