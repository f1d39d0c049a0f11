//! Prints the one config file that Hatchery writes for an OpenClaw with these channels and options, for
//! `scripts/try-openclaw`: `cargo run --example openclaw_config -- telegram discord thinking=low`.

use anyhow::{Context, bail};
use hatchery::blueprint::{Blueprints, Choices, Filling, Slot};
use hatchery::domain::{Channel, Provider, TargetKind};
use hatchery::secret::Secret;

#[expect(clippy::print_stdout, reason = "printing is what it is for")]
fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (options, words): (Vec<String>, Vec<String>) = words.into_iter().partition(|word| word.contains('='));
    let option = |word: &String| {
        let (name, value) = word.split_once('=')?;
        Some((Slot::Option(name.to_owned()), Secret::new(value)))
    };
    let filling: Filling = options.iter().filter_map(option).collect();
    let channels: Option<Vec<Channel>> = words.iter().map(|word| Channel::parse(word)).collect();
    let channels = channels.filter(|channels| !channels.is_empty());
    let Some(channels) = channels else { bail!("name some of: web telegram discord slack") };
    let blueprints = Blueprints::read(&[])?;
    let openclaw = blueprints.get("openclaw").context("there is no such blueprint")?;
    let choices = Choices { provider: Provider::Anthropic, channels: &channels, reads_discord: false };
    let variables = openclaw.environment(TargetKind::Railway, choices, &filling);
    let config = variables.iter().find(|(name, _)| name == "OPENCLAW_CONFIG_JSON").context("it has no config")?;
    println!("{}", config.1.expose());
    Ok(())
}
