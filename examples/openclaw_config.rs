//! Prints the one config file that Hatchery writes for an OpenClaw with these channels, for `scripts/try-openclaw`:
//! `cargo run --example openclaw_config -- telegram discord`.

use anyhow::{Context, bail};
use hatchery::blueprint::{Blueprints, Choices, Filling};
use hatchery::domain::{Channel, Provider, TargetKind};

#[expect(clippy::print_stdout, reason = "printing is what it is for")]
fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let channels: Option<Vec<Channel>> = words.iter().map(|word| Channel::parse(word)).collect();
    let channels = channels.filter(|channels| !channels.is_empty());
    let Some(channels) = channels else { bail!("name some of: web telegram discord slack") };
    let blueprints = Blueprints::read(&[])?;
    let openclaw = blueprints.get("openclaw").context("there is no such blueprint")?;
    let choices = Choices { provider: Provider::Anthropic, channels: &channels, reads_discord: false };
    let variables = openclaw.environment(TargetKind::Railway, choices, &Filling::new());
    let config = variables.iter().find(|(name, _)| name == "OPENCLAW_CONFIG_JSON").context("it has no config")?;
    println!("{}", config.1.expose());
    Ok(())
}
