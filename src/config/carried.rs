//! What goes along when Hatchery sets itself up somewhere else: the settings of whoever runs `hatchery self-deploy`, but
//! for those that are about the place where a Hatchery runs.

use std::collections::BTreeMap;

use super::{Config, Mode, SETTINGS, Trouble, garbled};
use crate::secret::Secret;

/// About the machine, the terminal or the database of the Hatchery that runs here. Everything else goes along.
pub const STAY_HERE: [&str; 11] = [
    "DATA_DIR",
    "DATABASE_URL",
    "TARGET",
    "PORT",
    "RAILWAY_PROJECT_ID",
    "LOCAL_USER",
    "BLUEPRINTS_DIR",
    "TRUSTED_PROXIES",
    "LOG_FORMAT",
    "LANG",
    "NO_COLOR",
];

/// It is set once and never again, so it does not go along with the rest.
pub const MASTER_KEY: &str = "MOLTBOT_ENCRYPTION_KEY";

/// Settings that are in order, each by itself.
pub struct Carried {
    /// What the command itself goes by: the token and address of Railway, the image, the region of the new Hatchery.
    pub config: Config,
    /// Names and values for the new Hatchery.
    pub settings: Vec<(&'static str, Secret)>,
    pub master_key: Option<Secret>,
}

impl Carried {
    /// `image` and `region` are what the command line says; it comes before the environment.
    pub fn from_env(image: Option<&str>, region: Option<&str>) -> Result<Self, Vec<Trouble>> {
        let garbled = garbled();
        if !garbled.is_empty() {
            return Err(garbled);
        }
        Carried::read(image, region, &|name| std::env::var(name).ok())
    }

    pub fn read(
        image: Option<&str>,
        region: Option<&str>,
        get: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, Vec<Trouble>> {
        let text = |name: &str| get(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let given = |name: &str| match name {
            "HATCHERY_IMAGE" => image.map(str::to_owned).or_else(|| text(name)),
            name if STAY_HERE.contains(&name) => None,
            name => text(name),
        };
        // As for `chat`: a Hatchery that is there already need not be told everything again.
        let config = Config::read(Mode::Chat, &|name| match name {
            "RAILWAY_REGION" => region.map(str::to_owned).or_else(|| given(name)),
            // By itself it needs a PUBLIC_URL, which the new Hatchery always has.
            "PUBLIC_URL" => given(name).or_else(|| Some("https://localhost".into())),
            name => given(name),
        })?;
        let names = SETTINGS.iter().map(|row| row.name).filter(|name| *name != MASTER_KEY);
        let settings: Vec<_> = names.filter_map(|name| Some((name, Secret::new(given(name)?)))).collect();
        let expands = settings.iter().filter(|(_, value)| value.expose().contains("${{"));
        let troubles: Vec<Trouble> = expands.map(|(name, _)| expanding(name)).collect();
        if !troubles.is_empty() {
            return Err(troubles);
        }
        Ok(Carried { config, settings, master_key: given(MASTER_KEY).map(Secret::new) })
    }

    /// What `hatchery serve` would refuse of these settings on top of those that are there already.
    pub fn lacks(&self, there: &BTreeMap<String, Secret>) -> Vec<Trouble> {
        let given = |name: &str| self.settings.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
        let read = Config::read(Mode::Serve, &|name| match name {
            "PUBLIC_URL" => Some("https://localhost".into()),
            name if STAY_HERE.contains(&name) => None,
            name => given(name).or_else(|| there.get(name)).map(|value| value.expose().to_owned()),
        });
        // The key is made when there is none.
        read.err().into_iter().flatten().filter(|trouble| trouble.name != MASTER_KEY).collect()
    }
}

/// Railway would put something else in its place.
fn expanding(name: &'static str) -> Trouble {
    Trouble { name, sentence: format!("{name} must not hold ${{{{, which Railway would expand.") }
}
