//! What was measured: each figure by name, once for each run. The median of the runs counts.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::marks::mark;

#[derive(Default)]
pub struct Figures {
    values: BTreeMap<String, Vec<f64>>,
    units: BTreeMap<String, &'static str>,
    order: Vec<String>,
}

/// A file that was written with `--json`.
#[derive(Deserialize)]
struct Written {
    figures: Vec<Found>,
}

#[derive(Deserialize)]
struct Found {
    figure: String,
    unit: String,
    runs: Vec<f64>,
}

impl Figures {
    /// What one run found.
    pub fn note(&mut self, name: impl Into<String>, unit: &'static str, value: f64) {
        let name = name.into();
        if !self.values.contains_key(&name) {
            self.order.push(name.clone());
        }
        self.units.insert(name.clone(), unit);
        self.values.entry(name).or_default().push(value);
    }

    /// What an earlier run found, as `json` wrote it.
    pub fn join(&mut self, text: &str) -> anyhow::Result<()> {
        let written: Written = serde_json::from_str(text)?;
        for Found { figure, unit, runs } in written.figures {
            // There are some dozens of units in the life of this program.
            let unit: &'static str = unit.leak();
            runs.into_iter().for_each(|value| self.note(&figure, unit, value));
        }
        Ok(())
    }

    /// The figures whose names begin so and end in a number: that number and the median, as they were measured.
    pub fn along(&self, begins: &str) -> Vec<(f64, f64)> {
        let point = |name: &String| Some((name.strip_prefix(begins)?.parse().ok()?, part(&self.values[name], 0.5)));
        self.order.iter().filter_map(point).collect()
    }

    /// A table in Markdown: the median and its mark, and the least and the most of all runs.
    pub fn table(&self) -> String {
        let mut table = String::from("| figure | median | mark | least – most | runs |\n|---|---:|---:|---:|---:|\n");
        for name in &self.order {
            let (values, unit) = (&self.values[name], self.units[name]);
            let (least, most) = (shown(part(values, 0.0)), shown(part(values, 1.0)));
            let (median, runs) = (shown(part(values, 0.5)), values.len());
            table.push_str(&format!("| {name} | {median} {unit} | {} | {least} – {most} | {runs} |\n", mark(name)));
        }
        table
    }

    pub fn json(&self) -> Value {
        let rounded = |value: f64| (value * 1_000.0).round() / 1_000.0;
        let figure = |name: &String| {
            let values = &self.values[name];
            let runs: Vec<f64> = values.iter().copied().map(rounded).collect();
            json!({ "figure": name, "unit": self.units[name], "median": rounded(part(values, 0.5)), "mark": mark(name), "runs": runs })
        };
        self.order.iter().map(figure).collect()
    }
}

/// The value below which this part of all values lies: 0.5 is the median.
pub fn part(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() as f64 * part).ceil() as usize;
    sorted.get(rank.clamp(1, sorted.len().max(1)) - 1).copied().unwrap_or(f64::NAN)
}

fn shown(value: f64) -> String {
    match value.abs() {
        0.0 => "0".into(),
        small if small < 10.0 => format!("{value:.2}"),
        middle if middle < 100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}
