//! Objects of the schema, whole, as they are made of what Railway knows. What leads to another object is a link.

use serde_json::{Value, json};

use super::deployment::Deployment;
use super::look::Look;
use super::plan::{Plan, bytes};
use super::records::{Domain, Project, Service, Volume, Workspace, now};
use super::select::link;

impl Look<'_> {
    pub fn plan(&self, project: &Project) -> Plan {
        self.state.workspace(&project.workspace).map_or(Plan::Hobby, |workspace| workspace.plan)
    }

    pub fn workspace(&self, known: &Workspace) -> Value {
        let projects: Vec<&Project> =
            self.state.projects.iter().filter(|project| project.workspace == known.id && !project.is_gone).collect();
        let links = projects.iter().map(|project| link("Project", &project.id));
        json!({
            "id": known.id,
            "name": known.name,
            "plan": known.plan.name(),
            "preferredRegion": known.preferred_region,
            "projectCount": projects.len(),
            "projects": links.collect::<Vec<_>>(),
            "subscriptionPlanLimit": known.plan.limits(),
            "apiTokenRateLimit": { "remainingPoints": self.state.budget_left, "resetsAt": now() },
            "customer": {
                "id": format!("customer-{}", known.id),
                "state": "ACTIVE",
                "isTrialing": known.plan == Plan::Trial,
                "trialDaysRemaining": if known.plan == Plan::Trial { 30 } else { 0 },
                "hasExhaustedFreePlan": known.plan == Plan::Free && known.credit <= 0.0,
                "remainingUsageCreditBalance": known.credit,
                "creditBalance": known.credit,
                "currentUsage": 0.0,
                "usageLimit": {
                    "id": format!("limit-{}", known.id),
                    "customerId": format!("customer-{}", known.id),
                    "softLimit": 10,
                    "hardLimit": 20,
                    "isOverLimit": known.is_over_limit,
                },
            },
        })
    }

    pub fn project(&self, known: &Project) -> Value {
        let services = self.state.services.iter();
        let services = services.filter(|service| service.project == known.id && service.deleted_at.is_none());
        let services = services.map(|service| link("Service", &service.id));
        let volumes = self.state.volumes.iter();
        let volumes = volumes.filter(|volume| volume.project == known.id && volume.deleted_at.is_none());
        let volumes = volumes.map(|volume| link("Volume", &volume.id));
        json!({
            "__typename": "Project",
            "id": known.id,
            "name": known.name,
            "description": known.description,
            "createdAt": known.created_at,
            "updatedAt": known.created_at,
            "deletedAt": known.deleted_at,
            "expiredAt": null,
            "isPublic": false,
            "isTempProject": false,
            "prDeploys": false,
            "workspaceId": known.workspace,
            "workspace": link("Workspace", &known.workspace),
            "primaryEnvironmentId": known.environment,
            "baseEnvironmentId": null,
            "environments": [link("Environment", &known.environment)],
            "services": services.collect::<Vec<_>>(),
            "volumes": volumes.collect::<Vec<_>>(),
            "subscriptionType": self.plan(known).kind(),
            "subscriptionPlanLimit": self.plan(known).limits(),
        })
    }

    /// Deleted services and volumes are still listed, with the time of their end.
    pub fn environment(&self, known: &Project) -> Value {
        let services = self.state.services.iter().filter(|service| service.environment == known.environment);
        let volumes = self.state.volumes.iter();
        let volumes = volumes.filter(|volume| volume.environment.as_deref() == Some(known.environment.as_str()));
        let deployments =
            self.state.deployments.iter().filter(|deployment| deployment.environment == known.environment);
        json!({
            "__typename": "Environment",
            "id": known.environment,
            "name": known.environment_name,
            "projectId": known.id,
            "createdAt": known.created_at,
            "updatedAt": known.created_at,
            "deletedAt": known.deleted_at,
            "isEphemeral": false,
            "canAccess": true,
            "unmergedChangesCount": 0,
            "serviceInstances":
                services.map(|service| link("ServiceInstance", &service.instance)).collect::<Vec<_>>(),
            "deployments": deployments.rev().map(|known| link("Deployment", &known.id)).collect::<Vec<_>>(),
            "volumeInstances": volumes.map(|volume| link("VolumeInstance", &volume.instance)).collect::<Vec<_>>(),
        })
    }

    pub fn service_instance(&self, known: &Service) -> Value {
        let mut instance = json!({
            "__typename": "ServiceInstance",
            "id": known.instance,
            "serviceId": known.id,
            "serviceName": known.name,
            "service": link("Service", &known.id),
            "environmentId": known.environment,
            "createdAt": known.created_at,
            "updatedAt": known.created_at,
            "deletedAt": known.deleted_at,
            "source": source(known),
            "isUpdatable": true,
            "latestDeployment": self.state.latest(&known.id).map(|latest| link("Deployment", &latest.id)),
            "activeDeployments":
                self.state.active(&known.id).map(|active| link("Deployment", &active.id)).collect::<Vec<_>>(),
            "domains": self.domains(&known.id),
            "builder": "RAILPACK",
            "numReplicas": 1,
            "restartPolicyType": "ON_FAILURE",
            "restartPolicyMaxRetries": 10,
            "watchPatterns": [],
        });
        for name in SETTINGS {
            instance[name] = known.settings.get(name).cloned().unwrap_or_else(|| instance[name].take());
        }
        instance
    }

    pub fn domains(&self, service: &str) -> Value {
        let domains = self.state.domains_of(service).map(|domain| link("ServiceDomain", &domain.id));
        json!({ "serviceDomains": domains.collect::<Vec<_>>(), "customDomains": [] })
    }

    pub fn volume_instance(&self, known: &Volume) -> Value {
        let plan = self.state.project(&known.project).map_or(Plan::Hobby, |project| self.plan(project));
        let is_deleted = known.deleted_at.is_some();
        json!({
            "__typename": "VolumeInstance",
            "id": known.instance,
            "volumeId": known.id,
            "volume": link("Volume", &known.id),
            "environmentId": known.environment,
            "serviceId": known.service,
            "service": known.service.as_ref().map(|service| link("Service", service)),
            "mountPath": known.mount_path,
            "region": known.region,
            "sizeMB": plan.volume_mb(),
            "currentSizeMB": 1.5,
            "state": if is_deleted { "DELETING" } else { "READY" },
            "isPendingDeletion": is_deleted,
            "createdAt": known.created_at,
            "deletedAt": known.deleted_at,
        })
    }

    pub fn deployment(&self, known: &Deployment) -> Value {
        let instances: Vec<Value> =
            known.container_status.iter().map(|status| json!({ "id": known.container, "status": status })).collect();
        let domain = self.state.domains_of(&known.service).next().map(|domain| domain.domain.clone());
        let is_settled = !known.is_in_progress();
        json!({
            "__typename": "Deployment",
            "id": known.id,
            "status": known.status,
            "statusUpdatedAt": known.status_at,
            "createdAt": known.created_at,
            "updatedAt": known.status_at,
            "deploymentStopped": known.deployment_stopped,
            "canRedeploy": is_settled,
            "canRollback": known.status == "REMOVED",
            "diagnosis": null,
            "instances": instances,
            "meta": { "image": known.image, "imageDigest": known.image.as_ref().map(|_| "sha256:0000") },
            "projectId": known.project,
            "environmentId": known.environment,
            "environment": link("Environment", &known.environment),
            "serviceId": known.service,
            "service": link("Service", &known.service),
            "snapshotId": null,
            "staticUrl": domain,
            "url": domain,
        })
    }
}

const SETTINGS: [&str; 18] = [
    "buildCommand",
    "builder",
    "cronSchedule",
    "dockerfilePath",
    "drainingSeconds",
    "healthcheckPath",
    "healthcheckTimeout",
    "ipv6EgressEnabled",
    "numReplicas",
    "overlapSeconds",
    "preDeployCommand",
    "region",
    "restartPolicyMaxRetries",
    "restartPolicyType",
    "rootDirectory",
    "sleepApplication",
    "startCommand",
    "watchPatterns",
];

fn source(known: &Service) -> Value {
    match (&known.image, &known.repo) {
        (None, None) => Value::Null,
        (image, repo) => json!({ "image": image, "repo": repo }),
    }
}

pub fn service(known: &Service) -> Value {
    json!({
        "__typename": "Service",
        "id": known.id,
        "name": known.name,
        "icon": null,
        "projectId": known.project,
        "project": link("Project", &known.project),
        "createdAt": known.created_at,
        "updatedAt": known.created_at,
        "deletedAt": known.deleted_at,
        "isRestricted": false,
        "templateId": null,
    })
}

pub fn volume(known: &Volume) -> Value {
    json!({
        "__typename": "Volume",
        "id": known.id,
        "name": known.name,
        "projectId": known.project,
        "project": link("Project", &known.project),
        "createdAt": known.created_at,
    })
}

pub fn service_domain(known: &Domain) -> Value {
    json!({
        "__typename": "ServiceDomain",
        "id": known.id,
        "domain": known.domain,
        "serviceId": known.service,
        "targetPort": known.target_port,
        "syncStatus": "ACTIVE",
        "createdAt": known.created_at,
        "updatedAt": known.created_at,
        "deletedAt": known.deleted_at,
    })
}

/// The limits of a service: its own, or those of the plan.
pub fn limits(known: &Service, plan: Plan) -> Value {
    let cpu = known.vcpus.unwrap_or(plan.vcpus());
    json!({ "containers": { "cpu": cpu, "memoryBytes": bytes(known.memory_gb.unwrap_or(plan.memory_gb())) } })
}
