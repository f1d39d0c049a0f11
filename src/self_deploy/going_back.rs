//! `hatchery self-deploy --rollback`: the deployment before, and its image for everything that comes after.

use anyhow::{Context, bail};

use crate::railway::{Attempt, Manner};
use crate::secret::Secret;
use crate::self_deploy::Work;
use crate::self_deploy::back::{Back, back};
use crate::self_deploy::plan::{Home, Part, Place, WENT_BACK};

const FORWARD_ONLY: &str = "The database goes forward only: when the newer version has changed it, the older one refuses \
                            it, does not come up, and the newer one goes on serving. Then restore the backup of before \
                            first.";

impl Work<'_> {
    pub async fn go_back(&self, home: &mut Home) -> anyhow::Result<()> {
        let (Some(place), Some(service)) = (home.place.clone(), home.hatchery.service.clone()) else {
            bail!(
                "There is no project {} with a Hatchery in it, so there is nothing to go back from.",
                self.options.project
            );
        };
        let found = back(&home.hatchery);
        if let Back::To(_) | Back::Await { .. } = found {
            self.tell(FORWARD_ONLY);
        }
        let runs = match found {
            Back::Nowhere(why) => bail!("{why}; nothing was changed."),
            Back::Serves(attempt) => {
                self.tell(&format!("{} serves already; nothing is deployed.", named(&attempt)));
                Some(attempt)
            }
            Back::To(attempt) if self.options.dry_run => {
                self.tell(&format!("- would go back to {}", named(&attempt)));
                Some(attempt)
            }
            Back::To(attempt) => {
                self.take_turn(&place).await?;
                self.has_turn(&place).await?;
                self.tell(&format!("- go back to {}", named(&attempt)));
                let newest = self.roll_back(home, &place, &service, &attempt).await?;
                self.await_back(home, &newest).await?;
                Some(attempt)
            }
            Back::Await { newest, to } => {
                self.tell("- go on with going back, which is under way");
                if !self.options.dry_run {
                    self.await_back(home, &newest).await?;
                }
                to
            }
        };
        if self.options.dry_run {
            self.tell("Nothing was changed. Run the same without --dry-run to do it.");
            return Ok(());
        }
        self.pin(home, &place, &service, runs.and_then(|attempt| attempt.image)).await?;
        self.verify(home).await?;
        self.tell("Variables that were changed since are still set: the next deployment takes them.");
        self.tell("To go forward again, run hatchery self-deploy with the image that you want.");
        Ok(())
    }

    /// The id of the new deployment, which Railway does not tell.
    async fn roll_back(&self, home: &Home, place: &Place, service: &str, to: &Attempt) -> anyhow::Result<String> {
        let before =
            home.hatchery.latest().map(|latest| latest.deployment.id.clone()).context("nothing is deployed")?;
        let to = &to.deployment.id;
        let record = [(WENT_BACK.to_owned(), Secret::new(format!("{to} {before}")))];
        let (project, environment) = (&place.project, &place.environment);
        self.ask(async || self.railway.add_variables(project, environment, service, &record).await).await?;
        let find = async || {
            let whole = self.railway.whole_service(project, environment, service).await?;
            let newest = whole.attempts.into_iter().next().map(|newest| newest.deployment.id);
            Ok(newest.filter(|newest| *newest != before))
        };
        let begun = async || Ok(find().await?.map(|_| ()));
        self.make(async || self.railway.roll_back(to).await, begun).await?;
        for tried in 0..4 {
            if let Some(newest) = self.ask(&find).await? {
                return Ok(newest);
            }
            self.pause(tried).await;
        }
        bail!("Railway took it and shows no new deployment yet; run the same command again in a minute.")
    }

    async fn await_back(&self, home: &Home, newest: &str) -> anyhow::Result<()> {
        let came = self.await_up(home, Part::Hatchery, newest).await;
        came.with_context(|| "going back did not work (a database that is newer than it is a usual cause)")
    }

    /// What Railway starts by itself from now on, and what new bots run, is what we went back to.
    async fn pin(&self, home: &Home, place: &Place, service: &str, image: Option<String>) -> anyhow::Result<()> {
        let Some(image) = image else {
            self.tell("Railway does not say which image that is, so the service still names the newer one.");
            return Ok(());
        };
        let (project, environment) = (&place.project, &place.environment);
        let wanted = Manner { image: Some(image.clone()), ..Manner::default() }.lacking(&home.hatchery.whole.manner);
        if !wanted.is_empty() {
            self.tell(&format!("- let the service name {image}"));
            self.ask(async || self.railway.set_manner(environment, service, &wanted).await).await?;
        }
        let there = home.hatchery.whole.variables.get("HATCHERY_IMAGE");
        if !there.is_some_and(|there| there.matches(&image)) {
            let variable = [("HATCHERY_IMAGE".to_owned(), Secret::new(image))];
            self.ask(async || self.railway.add_variables(project, environment, service, &variable).await).await?;
        }
        Ok(())
    }
}

fn named(attempt: &Attempt) -> String {
    let made = chrono::DateTime::from_timestamp_millis(attempt.deployment.created_at).unwrap_or_default();
    let image = attempt.image.as_deref().unwrap_or("an unknown image");
    format!("the deployment of {} with {image}", made.format("%Y-%m-%d %H:%M UTC"))
}
