//! Curves of what grows, as a picture in SVG: each panel has its own upright axis, and all a logarithmic one along.

use std::fmt::Write;

use crate::figures::Figures;
use crate::scenario::growth::{CONVERSATIONS, PROCESSES};
use crate::scenario::live::LIVE;

const WIDE: f64 = 460.0;
const HIGH: f64 = 220.0;
/// Room for words around a panel.
const EDGE: f64 = 60.0;

struct Panel {
    title: &'static str,
    along: &'static str,
    unit: &'static str,
    /// Each curve by its name and the beginning of its figures.
    curves: Vec<(&'static str, &'static str)>,
}

/// Nothing when nothing of it was measured.
pub fn svg(figures: &Figures) -> Option<String> {
    let [p50, p99, memory] = CONVERSATIONS;
    let [live_p50, live_p99, live_memory, requests] = LIVE;
    let (conversations, bots) = ("open conversations", "live bots");
    let panels = [
        Panel {
            title: "Reply at 200 updates a second",
            along: conversations,
            unit: "ms",
            curves: vec![("p50", p50), ("p99", p99)],
        },
        Panel { title: "Resident memory", along: conversations, unit: "MB", curves: vec![("", memory)] },
        Panel {
            title: "Reply at 200 updates a second",
            along: bots,
            unit: "ms",
            curves: vec![("p50", live_p50), ("p99", live_p99)],
        },
        Panel { title: "Resident memory", along: bots, unit: "MB", curves: vec![("", live_memory)] },
        Panel {
            title: "What looking after them asks of Railway",
            along: bots,
            unit: "requests an hour",
            curves: vec![("", requests)],
        },
        Panel {
            title: "Saturation on one PostgreSQL",
            along: "processes",
            unit: "updates/s",
            curves: vec![("", PROCESSES)],
        },
    ];
    let drawn: Vec<String> =
        panels.iter().filter_map(|panel| panel.draw(figures)).enumerate().map(|(n, drawn)| moved(n, &drawn)).collect();
    let high = drawn.len() as f64 * (HIGH + 2.0 * EDGE);
    let wide = WIDE + 2.0 * EDGE;
    (!drawn.is_empty()).then(|| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" font-family=\"sans-serif\" \
             font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n{}</svg>\n",
            drawn.concat()
        )
    })
}

fn moved(n: usize, drawn: &str) -> String {
    format!("<g transform=\"translate({EDGE} {})\">\n{drawn}</g>\n", n as f64 * (HIGH + 2.0 * EDGE) + EDGE)
}

impl Panel {
    fn draw(&self, figures: &Figures) -> Option<String> {
        let curves: Vec<_> = self.curves.iter().map(|(name, begins)| (*name, figures.along(begins))).collect();
        let all: Vec<(f64, f64)> = curves.iter().flat_map(|(_, points)| points.clone()).collect();
        let (first, last) = (all.first()?.0, all.iter().map(|(x, _)| *x).fold(0.0, f64::max));
        let top = all.iter().map(|(_, y)| *y).fold(0.0, f64::max) * 1.1;
        let span = (last / first).log10().max(f64::MIN_POSITIVE);
        let x = |value: f64| (value / first).log10() / span * WIDE;
        let y = |value: f64| HIGH - value / top * HIGH;
        let mut drawn = format!(
            "<text x=\"0\" y=\"-14\" font-size=\"14\">{}, {}</text>\n<path d=\"M0 0V{HIGH}H{WIDE}\" fill=\"none\" stroke=\"#555\"/>\n\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
            self.title,
            self.unit,
            WIDE / 2.0,
            HIGH + 38.0,
            self.along
        );
        for part in [0.0, 0.5, 1.0] {
            let value = top * part;
            let shown = if top < 10.0 { format!("{value:.1}") } else { format!("{value:.0}") };
            let _ = writeln!(drawn, "<text x=\"-6\" y=\"{}\" text-anchor=\"end\">{shown}</text>", y(value) + 4.0);
        }
        for (n, (name, points)) in curves.iter().enumerate() {
            let dashes = if n == 0 { "none" } else { "6 4" };
            let line: Vec<String> =
                points.iter().map(|(at, value)| format!("{:.1},{:.1}", x(*at), y(*value))).collect();
            let _ = writeln!(
                drawn,
                "<polyline points=\"{}\" fill=\"none\" stroke=\"#124\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/>",
                line.join(" ")
            );
            for (at, value) in points {
                let _ = writeln!(drawn, "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"#124\"/>", x(*at), y(*value));
                if n == 0 {
                    let _ = writeln!(
                        drawn,
                        "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{at}</text>",
                        x(*at),
                        HIGH + 18.0
                    );
                }
            }
            if let Some((at, value)) = points.last() {
                let _ = writeln!(drawn, "<text x=\"{:.1}\" y=\"{:.1}\">{name}</text>", x(*at) + 8.0, y(*value) + 4.0);
            }
        }
        Some(drawn)
    }
}
