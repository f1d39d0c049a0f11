//! What a workspace pays for and may use. The numbers are those of the plans page; the shape of the limits is our
//! guess, because the schema only calls it a scalar.

use serde_json::{Value, json};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    Free,
    /// The schema has no such plan: it is FREE with a customer who is trialing.
    Trial,
    Hobby,
    Pro,
}

impl Plan {
    /// As the enum `Plan` of the schema has it.
    pub fn name(self) -> &'static str {
        match self {
            Plan::Free | Plan::Trial => "FREE",
            Plan::Hobby => "HOBBY",
            Plan::Pro => "PRO",
        }
    }

    /// As the enum `SubscriptionPlanType` of the schema has it.
    pub fn kind(self) -> &'static str {
        match self {
            Plan::Free => "free",
            Plan::Trial => "trial",
            Plan::Hobby => "hobby",
            Plan::Pro => "pro",
        }
    }

    pub fn memory_gb(self) -> f64 {
        match self {
            Plan::Free => 0.5,
            Plan::Trial => 1.0,
            Plan::Hobby => 8.0,
            Plan::Pro => 32.0,
        }
    }

    pub fn vcpus(self) -> f64 {
        match self {
            Plan::Free => 1.0,
            Plan::Trial => 2.0,
            Plan::Hobby => 8.0,
            Plan::Pro => 32.0,
        }
    }

    pub fn volumes_per_project(self) -> usize {
        match self {
            Plan::Free => 1,
            Plan::Trial => 3,
            Plan::Hobby => 10,
            Plan::Pro => 20,
        }
    }

    pub fn replicas(self) -> u64 {
        match self {
            Plan::Free | Plan::Trial => 1,
            Plan::Hobby => 6,
            Plan::Pro => 42,
        }
    }

    pub fn volume_mb(self) -> u64 {
        match self {
            Plan::Free | Plan::Trial => 500,
            Plan::Hobby => 5_000,
            Plan::Pro => 50_000,
        }
    }

    /// Free and trial workspaces may not let a process restart for ever.
    pub fn limits_restarts(self) -> bool {
        matches!(self, Plan::Free | Plan::Trial)
    }

    pub fn limits(self) -> Value {
        json!({
            "containers": { "cpu": self.vcpus(), "memoryBytes": bytes(self.memory_gb()) },
            "volumes": { "maxPerProject": self.volumes_per_project(), "sizeMB": self.volume_mb() },
        })
    }
}

pub fn bytes(gb: f64) -> u64 {
    (gb * 1_000_000_000.0) as u64
}
