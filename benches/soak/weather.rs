//! What goes wrong at Railway, by itself and by somebody's hand there.

use crate::dice::Dice;
use crate::fakes::railway::{Fault, Step};
use crate::world::World;

/// What Hatchery asks Railway, by the root fields of the requests.
const FIELDS: [&str; 21] = [
    "apiToken",
    "projects",
    "project",
    "projectCreate",
    "projectDelete",
    "environment",
    "serviceCreate",
    "serviceDelete",
    "variableCollectionUpsert",
    "serviceInstanceLimitsUpdate",
    "volumeCreate",
    "volumeDelete",
    "serviceInstanceUpdate",
    "serviceInstanceDeployV2",
    "deployment",
    "deployments",
    "deploymentLogs",
    "deploymentEvents",
    "deploymentStop",
    "deploymentCancel",
    "deploymentRestart",
];

#[derive(Debug, Clone, Copy)]
enum Weather {
    Fault,
    Down,
    Up,
    Lag,
    Budget,
    Incident,
    Deployment,
    Proceed,
    Log,
    Running,
    Stranger,
    Clears,
}

const WEATHERS: [(usize, Weather); 12] = [
    (45, Weather::Fault),
    (3, Weather::Down),
    (6, Weather::Up),
    (9, Weather::Lag),
    (3, Weather::Budget),
    (2, Weather::Incident),
    (14, Weather::Deployment),
    (5, Weather::Proceed),
    (3, Weather::Log),
    (5, Weather::Running),
    (4, Weather::Stranger),
    (5, Weather::Clears),
];

pub async fn changes(world: &mut World) -> anyhow::Result<()> {
    match world.dice.weighed(&WEATHERS) {
        Weather::Fault => {
            let (field, fault) = (*world.dice.one_of(&FIELDS), fault(&mut world.dice));
            let times = world.dice.between(1, 3);
            world.note(format!("Railway: {fault:?} for {field}, {times} times"));
            world.railway.fails_for(field, fault, times);
        }
        Weather::Down => is_down(world, true),
        Weather::Up => is_down(world, false),
        Weather::Lag => {
            let reads = world.dice.between(1, 3);
            world.note(format!("Railway: lags by {reads} reads"));
            world.lags(reads as u32);
        }
        Weather::Budget => {
            let requests = world.dice.below(12);
            world.note(format!("Railway: {requests} more requests, then 429"));
            world.railway.budget(requests as u64);
        }
        Weather::Incident => {
            world.note("Railway: an incident on the status page");
            world.railway.incident(Some("Deploys are slow"));
        }
        Weather::Deployment => {
            let (what, steps) = deployment(&mut world.dice);
            world.note(format!("Railway: the next deployment {what}"));
            world.railway.next_deployment(&steps);
        }
        Weather::Proceed => {
            world.note("Railway: what is held goes on");
            world.railway.proceed();
        }
        Weather::Log => {
            let line = *world.dice.one_of(&[
                "hatchling trouble: telegram token revoked",
                "hatchling trouble: telegram token taken by a second poller",
                "hatchling cannot start: no CHANNELS",
                "nothing to say",
            ]);
            world.note(format!("Railway: the next deployment logs “{line}”"));
            world.railway.next_logs(&[line]);
        }
        Weather::Running => running(world),
        Weather::Stranger => stranger(world).await?,
        Weather::Clears => {
            world.note("Railway: all is well");
            world.lag_ends = None;
            world.railway.is_well();
        }
    }
    Ok(())
}

fn is_down(world: &mut World, is_down: bool) {
    world.note(if is_down { "Railway: down" } else { "Railway: up" });
    world.railway.is_down(is_down);
}

fn fault(dice: &mut Dice) -> Fault {
    match dice.below(40) {
        0..3 => Fault::TooMany { retry_after_s: 0 },
        3..6 => Fault::Status(*dice.one_of(&[500, 502, 503])),
        6..8 => Fault::Html403,
        8..11 => Fault::GraphQl("Your plan does not include this".into()),
        11..14 => Fault::GraphQl("Not Authorized".into()),
        14..16 => Fault::GraphQl("Problem processing request".into()),
        16..19 => Fault::TooQuickly { retry_after_s: dice.between(1, 60) as u64 },
        19..21 => Fault::Malformed,
        21..23 => Fault::Empty,
        23..25 => Fault::WrongType,
        25 => Fault::Huge,
        26..31 => Fault::LostAfter,
        31..33 => Fault::LostBefore,
        33..38 => Fault::HangAfter,
        _ => Fault::HangBefore,
    }
}

fn deployment(dice: &mut Dice) -> (&'static str, Vec<Step>) {
    match dice.below(11) {
        0 => ("finds no image", vec![Step::Fails { at: "CREATE_CONTAINER", error: "Failed to pull image: not found" }]),
        1 => ("is never healthy", vec![Step::Fails { at: "HEALTHCHECK", error: "1/1 replicas never became healthy!" }]),
        2 => ("fails to build", vec![Step::Fails { at: "BUILD_IMAGE", error: "no space left" }]),
        3 => ("is queued", vec![Step::Holds("QUEUED"), Step::Is("DEPLOYING"), Step::Is("SUCCESS")]),
        4 => ("waits for somebody", vec![Step::Holds("NEEDS_APPROVAL"), Step::Is("SUCCESS")]),
        5 => ("crashes", vec![Step::Is("DEPLOYING"), Step::Is("SUCCESS"), Step::Is("CRASHED")]),
        6 => ("crashes at once", vec![Step::Is("DEPLOYING"), Step::Is("CRASHED")]),
        7 => ("takes long", vec![Step::Holds("DEPLOYING"), Step::Is("SUCCESS")]),
        8 => ("is in a state nobody knows", vec![Step::Holds("HIBERNATING"), Step::Is("SUCCESS")]),
        9 => ("is removed", vec![Step::Is("DEPLOYING"), Step::Is("REMOVED")]),
        _ => ("falls asleep", vec![Step::Is("SUCCESS"), Step::Is("SLEEPING")]),
    }
}

/// Something happens to a bot that was deployed.
fn running(world: &mut World) {
    let services = world.railway.services();
    let ours: Vec<_> = services.iter().filter(|it| it.deleted_at.is_none() && it.name.starts_with('h')).collect();
    let deployed: Vec<_> = ours.iter().filter(|it| !world.railway.deployments(&it.id).is_empty()).collect();
    if deployed.is_empty() {
        return;
    }
    let service = world.dice.one_of(&deployed).id.clone();
    let what = match world.dice.below(4) {
        0 => {
            world.railway.crashes(&service);
            "crashes"
        }
        1 => {
            world.railway.exits_0(&service);
            "ends by itself"
        }
        2 => {
            world.railway.update_fails(&service);
            "is updated by somebody, in vain"
        }
        _ => {
            world.railway.railway_redeploys(&service);
            "is moved to another machine"
        }
    };
    world.touched.insert(service.clone());
    let at = services.iter().position(|known| known.id == service).unwrap_or_default();
    world.note(format!("Railway: service {at} {what}"));
}

/// Somebody puts something of their own beside the bots of a person.
async fn stranger(world: &mut World) -> anyhow::Result<()> {
    let who = world.dice.below(world.people.len());
    let Some((project, _)) = world.app.store.place(&world.people[who].id).await? else { return Ok(()) };
    if world.railway.projects().iter().any(|known| known.id == project && known.deleted_at.is_some()) {
        return Ok(());
    }
    let name = format!("postgres-{}", world.foreign.len());
    world.note(format!("Railway: somebody adds {name} to the project of person {who}"));
    let id = world.railway.adds_service(&project, &name);
    world.keeps_foreign(&id)
}
