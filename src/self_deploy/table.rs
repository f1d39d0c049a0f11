//! What there is in the end, in one table without a secret.

use crate::config::SETTINGS;
use crate::self_deploy::Work;
use crate::self_deploy::plan::{Home, There, month};

impl Work<'_> {
    pub fn tell_what_is_there(&self, home: &Home) {
        let Some(place) = &home.place else { return };
        let (database, hatchery) = (&home.database, &home.hatchery);
        let replicas = hatchery.whole.manner.replicas.unwrap_or(1);
        let image = |there: &There| there.whole.manner.image.clone().unwrap_or_else(|| "an unknown image".into());
        let region = hatchery.whole.manner.region.clone().unwrap_or_else(|| "the workspace's own".into());
        let dollars = month(replicas);
        let names = SETTINGS.iter().map(|row| row.name);
        let set: Vec<&str> = names.filter(|name| hatchery.whole.variables.contains_key(*name)).collect();
        let mut rows = vec![
            ("project", format!("{}, https://railway.com/project/{}", self.options.project, place.project)),
            ("hatchery", format!("{}, {replicas} side by side", image(hatchery))),
            ("postgres", format!("{}, with a volume, reached by the private network only", image(database))),
            ("region", region),
            ("settings", set.join(", ")),
            (
                "costs",
                format!(
                    "about ${}.{:02} a month by what is used, beside the plan and the bots",
                    dollars / 100,
                    dollars % 100
                ),
            ),
        ];
        if let Some(address) = self.address(home) {
            rows.insert(1, ("address", address));
        }
        rows.push(("next", "write /start to your bot; set a daily backup at the volume of postgres".into()));
        rows.push(("updates", "the same command with another --image or other settings".into()));
        self.tell("");
        for (what, says) in rows {
            self.tell(&format!("{what:8}  {says}"));
        }
    }
}
