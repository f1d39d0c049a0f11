//! What the doctor sees of Railway: whose token it is, where bots would live, whether they fit, and how many requests
//! are left. It asks and changes nothing.

use crate::blueprint::Blueprints;
use crate::config::Config;
use crate::deploy::on_railway::is_service_of;
use crate::domain::TargetKind;
use crate::findings::{Finding, Health, PATIENCE, finding};
use crate::railway::{Fault, Identity, Placement, Plan, Railway, Seen};

/// Words in the image of a service that keeps somebody's data.
const DATABASES: [&str; 5] = ["postgres", "mysql", "mariadb", "redis", "mongo"];

pub async fn railway(config: &Config, http: &reqwest::Client, blueprints: Option<&Blueprints>) -> Vec<Finding> {
    let Some(token) = config.railway_token.clone() else {
        return vec![finding("Railway", Health::Note, "switched off")];
    };
    let (address, site) = (&config.railway_api_url, config.railway_site.clone());
    // A question may take a third of this.
    let railway = Railway::new(http.clone(), address, token, site, PATIENCE * 3);
    let identity = match railway.identity().await {
        Ok(identity) => identity,
        Err(Fault::NotAuthorized) => {
            return vec![finding("Railway", Health::Bad, "does not accept RAILWAY_API_KEY")];
        }
        Err(fault) => return vec![finding("Railway", Health::Note, format!("not reachable now: {fault}"))],
    };
    let is_open = |named: &String| identity.workspaces().iter().any(|workspace| workspace.id == *named);
    let place = match &config.railway_site.workspace {
        Some(named) if !identity.workspaces().is_empty() && !is_open(named) => {
            finding("Railway place", Health::Bad, "RAILWAY_WORKSPACE_ID names no workspace that the token opens")
        }
        Some(_) | None => place(&railway).await,
    };
    let mut findings = vec![finding("Railway", Health::Good, who(identity)), place];
    if let Some(plan) = plan(&railway, blueprints).await {
        findings.push(plan);
    }
    findings.push(requests(&railway, identity).await);
    if config.target == TargetKind::Railway && config.hatchery_image.is_none() {
        let says = "HATCHERY_IMAGE is not set, so hatchlings are not offered at Railway";
        findings.push(finding("hatchlings", Health::Note, says));
    }
    findings
}

fn who(identity: &Identity) -> String {
    let names: Vec<&str> = identity.workspaces().iter().map(|workspace| workspace.name.as_str()).collect();
    match names.as_slice() {
        [] => identity.kind().to_owned(),
        names => format!("{} for {}", identity.kind(), names.join(", ")),
    }
}

/// Where bots would be put, and who else lives there.
async fn place(railway: &Railway) -> Finding {
    const WHAT: &str = "Railway place";
    let environment = match railway.placement().await {
        Ok(Placement::PerPerson { .. }) => {
            return finding(WHAT, Health::Good, "a project of its own for each person");
        }
        Ok(Placement::NoWorkspace) => {
            let says = "the token opens several workspaces or none; name one in RAILWAY_WORKSPACE_ID";
            return finding(WHAT, Health::Bad, says);
        }
        Ok(Placement::BesideHatchery) => {
            return finding(WHAT, Health::Bad, "the project that Hatchery itself lives in; bots need one of their own");
        }
        Ok(Placement::Shared { environment, .. }) => environment,
        Err(Fault::NotFound(_) | Fault::NotAuthorized) => {
            return finding(WHAT, Health::Bad, "RAILWAY_MOLTBOT_PROJECT_ID names no project that the token opens");
        }
        Err(fault) => return finding(WHAT, Health::Note, format!("not known now: {fault}")),
    };
    match railway.environment(&environment).await {
        Ok(seen) => shared(&seen),
        Err(Fault::NotFound(_) | Fault::NotAuthorized) => {
            finding(WHAT, Health::Bad, "RAILWAY_MOLTBOT_ENVIRONMENT_ID names no environment that the token opens")
        }
        Err(fault) => finding(WHAT, Health::Note, format!("not known now: {fault}")),
    }
}

fn shared(seen: &Seen) -> Finding {
    const WHAT: &str = "Railway place";
    let foreign: Vec<_> = seen.services.iter().filter(|service| !is_service_of(&service.name)).collect();
    let is_database = |image: &str| DATABASES.iter().any(|word| image.to_lowercase().contains(word));
    if let Some(kept) = foreign.iter().find(|service| service.image.as_deref().is_some_and(is_database)) {
        let says =
            format!("one project for all bots, with a database in it ({}); bots need one of their own", kept.name);
        return finding(WHAT, Health::Bad, says);
    }
    match foreign.len() {
        0 => finding(WHAT, Health::Good, "one project for all bots"),
        n => finding(
            WHAT,
            Health::Note,
            format!("one project for all bots, with {n} other services; they are left alone"),
        ),
    }
}

async fn plan(railway: &Railway, blueprints: Option<&Blueprints>) -> Option<Finding> {
    let plan = match railway.plan().await {
        Ok(Plan::Other) => return None,
        Ok(plan) => plan,
        Err(fault) => return Some(finding("Railway plan", Health::Note, format!("not known now: {fault}"))),
    };
    let gives = plan.memory_mb()?;
    let needs = |blueprint: &&crate::blueprint::Blueprint| blueprint.memory_mb(TargetKind::Railway) > gives;
    let too_big: Vec<String> = blueprints
        .map(|blueprints| blueprints.all().iter().filter(needs).map(|blueprint| blueprint.title.clone()).collect())
        .unwrap_or_default();
    let title = plan.title();
    Some(match too_big.as_slice() {
        [] => finding("Railway plan", Health::Good, format!("{title}: every blueprint fits")),
        some => {
            let says = format!("{title} gives a bot {gives} MB, too little for {}", some.join(", "));
            finding("Railway plan", Health::Note, says)
        }
    })
}

/// By Railway's own account where the token has a workspace, else by what the last answer said.
async fn requests(railway: &Railway, identity: &Identity) -> Finding {
    const WHAT: &str = "Railway requests";
    if let [workspace] = identity.workspaces()
        && let Ok((left, until)) = railway.requests_left(&workspace.id).await
    {
        let health = if left > 0 { Health::Good } else { Health::Note };
        return finding(WHAT, health, format!("{left} left until {until}"));
    }
    match railway.budget().remaining {
        Some(left) => finding(WHAT, if left > 0 { Health::Good } else { Health::Note }, format!("{left} left")),
        None => finding(WHAT, Health::Note, "Railway does not say how many are left"),
    }
}
