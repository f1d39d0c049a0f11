//! Sees what is there: the project that has our name and our mark, and our two services in it.

use anyhow::bail;

use crate::railway::{NamedProject, Whole};
use crate::self_deploy::Work;
use crate::self_deploy::plan::{Home, MARK, Part, Place, There};

impl Work<'_> {
    pub async fn look(&self) -> anyhow::Result<Home> {
        match self.find_place().await? {
            Some(place) => self.look_at(place).await,
            None => Ok(Home::default()),
        }
    }

    pub async fn look_at(&self, place: Place) -> anyhow::Result<Home> {
        let seen = self.ask(async || self.railway.environment(&place.environment).await).await?;
        let mut home = Home::default();
        for part in [Part::Database, Part::Hatchery] {
            let Some(service) = seen.named(part.name()) else { continue };
            let volume = seen.volumes.iter().find(|volume| volume.service.as_deref() == Some(&service.id));
            *home.part_mut(part) = There {
                service: Some(service.id.clone()),
                volume: volume.map(|volume| volume.id.clone()),
                host: service.domain.as_ref().map(|domain| domain.host.clone()),
                whole: self.whole(&place, &service.id).await?,
            };
        }
        home.place = Some(place);
        Ok(home)
    }

    pub async fn whole(&self, place: &Place, service: &str) -> anyhow::Result<Whole> {
        self.ask(async || self.railway.whole_service(&place.project, &place.environment, service).await).await
    }

    /// Our project, when it is there. One that has just been made can be unseen for a moment, and so can its environment.
    pub async fn find_place(&self) -> anyhow::Result<Option<Place>> {
        for tried in 0..3 {
            match self.find_project().await? {
                Some(NamedProject { id: project, environment: Some(environment), .. }) => {
                    return Ok(Some(Place { project, environment }));
                }
                Some(_) => self.pause(tried).await,
                None if tried == 0 && !self.options.dry_run => self.pause(tried).await,
                None => return Ok(None),
            }
        }
        bail!("The project {} has no environment yet; run the same command again in a minute.", self.options.project)
    }

    async fn find_project(&self) -> anyhow::Result<Option<NamedProject>> {
        let name = &self.options.project;
        let mut named = self.ask(async || self.railway.projects_named(&self.workspace, name).await).await?;
        if named.iter().any(|project| Some(&project.id) == self.bots.as_ref()) {
            bail!(
                "The project {name} is the one for bots (RAILWAY_MOLTBOT_PROJECT_ID), and Hatchery needs one of its own; \
                 nothing was changed. Choose another name with --project."
            );
        }
        let strange = named.iter().filter(|project| project.description != MARK).count();
        match (named.len(), strange) {
            (0, _) => Ok(None),
            (1, 0) => Ok(named.pop()),
            (_, 0) => bail!(
                "There are several projects {name} that this command made; nothing was changed. Delete the empty one on \
                 Railway's page."
            ),
            (_, _) => bail!(
                "There is a project {name} that this command did not make; nothing was changed. Choose another name with \
                 --project."
            ),
        }
    }
}
