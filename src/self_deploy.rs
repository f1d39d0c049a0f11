//! `hatchery self-deploy`: Hatchery and its PostgreSQL in a Railway project of their own, set up and brought up to date.
//! Run again it goes on where it stopped, and sends only what is otherwise than it should be. It touches no project that
//! it did not make, deletes nothing but an empty one that two runs made twice, and shows no secret but a master key that it
//! has just made.

mod act;
mod back;
mod going_back;
mod look;
mod patience;
pub mod plan;
mod table;
mod turn;
mod verify;

use std::collections::BTreeMap;

use anyhow::bail;
use clap::Args;

use crate::config::carried::{Carried, MASTER_KEY};
use crate::config::{Pace, Trouble};
use crate::domain::Id;
use crate::provider;
use crate::railway::{Identity, Placement, Plan, Railway, Site};
use plan::{Home, Part, Wish, plan, refusal};

/// Requests that a first run takes, its waiting included.
const ENOUGH_REQUESTS: i64 = 80;

#[derive(Debug, Clone, Args)]
pub struct Options {
    /// How many Hatcheries run side by side; without it as many as there are, at first one
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=42))]
    pub replicas: Option<u32>,
    /// Where Hatchery and its database run, like europe-west4-drams3a; without it RAILWAY_REGION
    #[arg(long)]
    pub region: Option<String>,
    /// The image to run, with a tag or digest; without it HATCHERY_IMAGE
    #[arg(long)]
    pub image: Option<String>,
    /// The name of the project
    #[arg(long, default_value = "hatchery", value_parser = project_name)]
    pub project: String,
    /// Say what would be done and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Go back to the deployment before
    #[arg(long, conflicts_with_all = ["replicas", "region", "image"])]
    pub rollback: bool,
}

/// Letters, digits and dashes, and not what a project of bots is called.
fn project_name(text: &str) -> Result<String, String> {
    let is_known = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    if text.is_empty() || text.len() > 32 || !text.chars().all(is_known) {
        return Err("a name has 1 to 32 letters, digits, dashes and underscores".into());
    }
    let of_bots = text.split_once('-').is_some_and(|(_, id)| Id::parse(id).is_some());
    if of_bots { Err("projects of bots are called so".into()) } else { Ok(text.to_owned()) }
}

/// What a run goes by.
struct Work<'a> {
    railway: Railway,
    workspace: String,
    options: &'a Options,
    /// The project of the bots, where there is one for all.
    bots: Option<String>,
    /// With `{domain}` in it.
    instance_url: String,
    pace: Pace,
    /// By which this run is known from others.
    run: String,
    say: &'a dyn Fn(&str),
}

/// With the settings of this environment, and lines on standard output.
#[expect(clippy::print_stdout, reason = "the lines are what the command is for")]
pub async fn self_deploy(options: &Options) -> anyhow::Result<()> {
    let carried = Carried::from_env(options.image.as_deref(), options.region.as_deref());
    run(options, &carried.map_err(troubles)?, &|line| println!("{line}")).await
}

/// The same with settings that were read, and lines to `say`.
pub async fn run(options: &Options, carried: &Carried, say: &dyn Fn(&str)) -> anyhow::Result<()> {
    let config = &carried.config;
    let Some(token) = config.railway_token.clone() else {
        bail!("RAILWAY_API_KEY is not set; make a workspace token at https://railway.com/account/tokens.");
    };
    let http = provider::client()?;
    let site = Site {
        workspace: config.railway_site.workspace.clone(),
        region: config.railway_site.region.clone(),
        ..Site::default()
    };
    let railway = Railway::new(http, &config.railway_api_url, token, site, config.pace.railway_timeout);
    let mut work = Work {
        railway,
        workspace: String::new(),
        options,
        bots: config.railway_site.project.clone(),
        instance_url: config.instance_url.clone(),
        pace: config.pace,
        run: uuid::Uuid::new_v4().to_string(),
        say,
    };
    work.workspace = work.find_workspace().await?;
    work.has_requests().await?;
    let mut home = work.look().await?;
    if options.rollback {
        return work.go_back(&mut home).await;
    }
    let wish = Wish {
        image: config.hatchery_image.clone(),
        replicas: options.replicas,
        region: config.railway_site.region.clone(),
        settings: carried.settings.clone(),
        master_key: carried.master_key.clone(),
        public_url: config.instance_url.replace("{domain}", "${{RAILWAY_PUBLIC_DOMAIN}}"),
    };
    work.is_fit(&wish, &home, carried).await?;
    work.build(&wish, &mut home).await
}

impl Work<'_> {
    async fn build(&self, wish: &Wish, home: &mut Home) -> anyhow::Result<()> {
        let mut steps = plan(wish, home);
        if self.options.dry_run {
            return self.rehearse(&steps);
        }
        if !steps.is_empty() {
            *home = self.begin(home).await?;
            if let Some(refusal) = refusal(home) {
                bail!("{refusal}");
            }
            steps = plan(wish, home);
        }
        for step in &steps {
            if let Some(place) = &home.place {
                self.has_turn(place).await?;
            }
            self.tell(&format!("- {}", step.words(&self.options.project)));
            self.carry_out(step, home).await?;
        }
        if steps.is_empty() {
            self.tell("Everything is as it should be; nothing was changed.");
        }
        self.verify(home).await?;
        if !steps.is_empty() {
            *home = self.look().await?;
        }
        self.tell_what_is_there(home);
        Ok(())
    }

    /// What there is when it is this run's turn, and a project in any case.
    async fn begin(&self, home: &Home) -> anyhow::Result<Home> {
        let place = match home.place.clone() {
            Some(place) => place,
            None => {
                self.tell(&format!("- {}", plan::Step::MakeProject.words(&self.options.project)));
                self.make_project().await?
            }
        };
        self.take_turn(&place).await?;
        self.look_at(place).await
    }

    fn rehearse(&self, steps: &[plan::Step]) -> anyhow::Result<()> {
        for step in steps {
            self.tell(&format!("- would {}", step.words(&self.options.project)));
        }
        self.tell(match steps {
            [] => "Everything is as it should be; there is nothing to do.",
            _ => "Nothing was changed. Run the same without --dry-run to do it.",
        });
        Ok(())
    }

    fn tell(&self, line: &str) {
        (self.say)(line);
    }

    async fn find_workspace(&self) -> anyhow::Result<String> {
        let identity = self.ask(async || self.railway.identity().await).await?;
        if let Identity::Project { .. } = identity {
            bail!(
                "RAILWAY_API_KEY is the token of one project, which cannot make another; make a workspace token at \
                 https://railway.com/account/tokens."
            );
        }
        match self.ask(async || self.railway.placement().await).await? {
            Placement::PerPerson { workspace } => Ok(workspace),
            Placement::NoWorkspace | Placement::Shared { .. } | Placement::BesideHatchery => {
                bail!("The token opens several workspaces or none; name one in RAILWAY_WORKSPACE_ID.")
            }
        }
    }

    /// A run that has to stop half-way for want of requests goes on later, but it is better not begun.
    async fn has_requests(&self) -> anyhow::Result<()> {
        // Not every token may ask, and then the answers tell when they are used up.
        if let Ok((left, until)) = self.railway.requests_left(&self.workspace).await
            && left < ENOUGH_REQUESTS
        {
            bail!(
                "Railway lets this token ask {left} more times until {until}, and {ENOUGH_REQUESTS} may be needed; \
                 nothing was changed. Run the same command again then."
            );
        }
        Ok(())
    }

    /// Everything that can be known to be wrong before anything is changed.
    async fn is_fit(&self, wish: &Wish, home: &Home, carried: &Carried) -> anyhow::Result<()> {
        if let Some(refusal) = refusal(home) {
            bail!("{refusal}");
        }
        let hatchery = &home.hatchery;
        let is_new = hatchery.latest().is_none();
        if wish.image.is_none() && hatchery.whole.manner.image.is_none() {
            bail!("Neither --image nor HATCHERY_IMAGE says which image to run, like ghcr.io/someone/hatchery:0.1.0.");
        }
        // One that was deployed may have sealed variables, which nobody can read.
        let lacking = if is_new { carried.lacks(&hatchery.whole.variables) } else { Vec::new() };
        if !lacking.is_empty() {
            return Err(troubles(lacking));
        }
        let there = hatchery.whole.variables.get(MASTER_KEY);
        if !is_new
            && let Some(given) = &wish.master_key
            && !there.is_some_and(|key| key.matches(given.expose()))
        {
            self.tell(
                "MOLTBOT_ENCRYPTION_KEY stays as it is at Railway: another key would open nothing that is sealed.",
            );
        }
        self.plan_allows(wish).await
    }

    async fn plan_allows(&self, wish: &Wish) -> anyhow::Result<()> {
        let plan = self.ask(async || self.railway.plan().await).await?;
        match plan {
            Plan::Free | Plan::Trial => bail!(
                "The workspace is on Railway's {} plan, and Hatchery with a database needs Hobby or more; nothing was \
                 changed.",
                plan.title()
            ),
            Plan::Hobby | Plan::Pro | Plan::Other => {}
        }
        if let (Some(most), Some(wanted)) = (plan.replicas(), wish.replicas)
            && wanted > most
        {
            bail!("Railway's {} plan allows {most} replicas, not {wanted}; nothing was changed.", plan.title());
        }
        Ok(())
    }
}

/// All that is wrong, a sentence each.
fn troubles(troubles: Vec<Trouble>) -> anyhow::Error {
    let sentences: BTreeMap<&str, String> =
        troubles.into_iter().map(|trouble| (trouble.name, trouble.sentence)).collect();
    let lines: Vec<String> = sentences.into_values().collect();
    anyhow::anyhow!("{}", lines.join("\nhatchery: "))
}

impl Work<'_> {
    /// What Hatchery runs, as the table and the end of a rollback say it.
    fn address(&self, home: &Home) -> Option<String> {
        let host = home.part(Part::Hatchery).host.as_ref()?;
        Some(self.instance_url.replace("{domain}", host))
    }
}
