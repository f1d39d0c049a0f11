//! PostgreSQL as its official image is: it starts only with a password, and never on top of a volume. And whoever asks
//! for it before it starts: a pre-deploy command fails where DATABASE_URL leads to no PostgreSQL that knows it.

use super::deployment::Deployment;
use super::rendering::private_domain;
use super::state::State;

/// What it says when it takes connections.
pub const READY: &str = "LOG:  database system is ready to accept connections";

pub fn is_postgres(deployment: &Deployment) -> bool {
    deployment.image.as_deref().is_some_and(|image| image.split(':').next() == Some("postgres"))
}

impl State {
    /// Why the container of a database ends again, when it does.
    pub fn postgres_ends(&self, deployment: &Deployment) -> Option<&'static str> {
        if deployment.variables.get("POSTGRES_PASSWORD").is_none_or(String::is_empty) {
            return Some("Error: Database is uninitialized and superuser password is not specified.");
        }
        let Some(volume) = self.volume_of(&deployment.service) else { return Some("there is no volume: data is lost") };
        let folder = deployment.variables.get("PGDATA").map(String::as_str).unwrap_or("/var/lib/postgresql/data");
        let is_inside = folder.strip_prefix(&volume.mount_path).is_some_and(|rest| rest.len() > 1);
        (!is_inside).then_some("initdb: error: directory exists but is not empty. It contains a lost+found directory")
    }

    /// What stands in the way of a command that brings the database up to date.
    pub fn refuses_migration(&self, deployment: &Deployment) -> Option<&'static str> {
        let url = deployment.variables.get("DATABASE_URL").map(String::as_str).unwrap_or_default();
        let Some(rest) = url.strip_prefix("postgres://") else { return Some("DATABASE_URL is no PostgreSQL") };
        let Some((who, place)) = rest.rsplit_once('@') else { return Some("nobody is named") };
        let found = self.services.iter().find(|known| {
            known.environment == deployment.environment
                && known.deleted_at.is_none()
                && place.strip_prefix(&private_domain(known)).is_some_and(|port| port.starts_with(":5432/"))
        });
        let Some(serving) = found.and_then(|known| self.active(&known.id).next()) else {
            return Some("could not translate host name to address");
        };
        let of = |name: &str| serving.variables.get(name).cloned().unwrap_or_default();
        let is_known = who == format!("{}:{}", of("POSTGRES_USER"), of("POSTGRES_PASSWORD"));
        let is_there = place.ends_with(&format!("/{}", of("POSTGRES_DB")));
        if is_known && is_there { None } else { Some("password authentication failed") }
    }
}
