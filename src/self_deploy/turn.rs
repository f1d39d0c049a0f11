//! Of two runs at once the one that began later goes on. Railway has nothing to lock, so a run writes down that it is its
//! turn, waits for what the one before may just have asked for, and looks anew; and before each step it looks whether its
//! turn has passed to another, and then ends. So a run that was killed holds up nobody. Of two projects that two first runs
//! made at the same moment the older stays; the younger, in which nothing is, is taken away by the run that made it.

use anyhow::bail;

use crate::secret::Secret;
use crate::self_deploy::Work;
use crate::self_deploy::plan::{MARK, Place};

/// A variable of the project that no service is given.
const TURN: &str = "SELF_DEPLOY_TURN";
/// How often it is looked what else was made at the same moment, and what was asked for a moment ago: with pauses that
/// double this lasts seven seconds.
const LOOKS: u32 = 3;

impl Work<'_> {
    pub async fn take_turn(&self, place: &Place) -> anyhow::Result<()> {
        let turn = [(TURN.to_owned(), Secret::new(&*self.run))];
        self.ask(async || self.railway.share_variables(&place.project, &place.environment, &turn).await).await?;
        self.pause(LOOKS - 1).await;
        Ok(())
    }

    /// Fails when another run has begun since.
    pub async fn has_turn(&self, place: &Place) -> anyhow::Result<()> {
        let shared = async || self.railway.shared_variables(&place.project, &place.environment).await;
        // What was just written may not be seen yet; what another wrote is.
        match self.ask(shared).await?.get(TURN) {
            Some(turn) if !turn.matches(&self.run) => bail!(
                "Another run of this command began after this one and goes on, so this one ends here. What it made is \
                 kept; see what the other one says."
            ),
            Some(_) | None => Ok(()),
        }
    }

    /// The one project that is to stay, after this run has made one.
    pub async fn only_one(&self, made: Place) -> anyhow::Result<Place> {
        let name = &self.options.project;
        for tried in 0..LOOKS {
            let named = self.ask(async || self.railway.projects_named(&self.workspace, name).await).await?;
            let ours = named.into_iter().filter(|project| project.description == MARK);
            let oldest = ours.min_by(|one, other| (&one.created_at, &one.id).cmp(&(&other.created_at, &other.id)));
            match oldest {
                Some(oldest) if oldest.id != made.project => {
                    // Without its environment nothing can be made in it; it shows itself in a moment.
                    if let Some(environment) = oldest.environment {
                        self.take_away(&made).await?;
                        return Ok(Place { project: oldest.id, environment });
                    }
                }
                Some(_) | None => {}
            }
            self.pause(tried).await;
        }
        Ok(made)
    }

    async fn take_away(&self, made: &Place) -> anyhow::Result<()> {
        let seen = self.ask(async || self.railway.environment(&made.environment).await).await?;
        if !seen.services.is_empty() {
            bail!(
                "Another run of this command made a project {}, too, and something is in both already; nothing was taken \
                 away. Delete the empty one, or the one that you do not want, on Railway's page.",
                self.options.project
            );
        }
        self.tell("  another run made one a moment before: that one stays, and this one is taken away again");
        self.ask(async || self.railway.delete_project(&made.project).await).await
    }
}
