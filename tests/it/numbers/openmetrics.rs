//! OpenMetrics 1.0 as text, read strictly: what this reader takes, Prometheus takes. Anything else is a panic that quotes
//! the line.

use std::collections::BTreeMap;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Family {
    pub kind: String,
    pub unit: String,
    pub help: String,
    pub samples: Vec<Sample>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    pub name: String,
    pub labels: BTreeMap<String, String>,
    pub value: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Page(pub BTreeMap<String, Family>);

impl Page {
    pub fn read(text: &str) -> Self {
        let body = text.strip_suffix("# EOF\n").expect("it ends with # EOF and a line break");
        let mut families: BTreeMap<String, Family> = BTreeMap::new();
        let mut open: Option<String> = None;
        for line in body.lines() {
            if let Some(comment) = line.strip_prefix("# ") {
                let (word, rest) = comment.split_once(' ').unwrap_or_else(|| panic!("{line}"));
                let (name, rest) = rest.split_once(' ').unwrap_or_else(|| panic!("{line}"));
                assert!(is_name(name), "{line}");
                if open.as_deref() != Some(name) {
                    assert!(families.insert(name.to_owned(), Family::default()).is_none(), "it comes twice: {line}");
                    open = Some(name.to_owned());
                }
                let family = families.get_mut(name).expect("it is open");
                assert!(family.samples.is_empty(), "a sample came before {line}");
                let field = match word {
                    "HELP" => &mut family.help,
                    "TYPE" => &mut family.kind,
                    "UNIT" => &mut family.unit,
                    _ => panic!("{line}"),
                };
                assert!(field.is_empty() && !rest.is_empty(), "{line}");
                rest.clone_into(field);
                continue;
            }
            let name = open.clone().unwrap_or_else(|| panic!("nothing is said of {line}"));
            let family = families.get_mut(&name).expect("it is open");
            let sample = sample(line);
            let suffix = sample.name.strip_prefix(name.as_str()).unwrap_or_else(|| panic!("out of place: {line}"));
            let is_fit = match family.kind.as_str() {
                "counter" => suffix == "_total" && sample.value >= 0.0,
                "gauge" => suffix.is_empty(),
                "info" => suffix == "_info" && sample.value == 1.0,
                "histogram" => matches!(suffix, "_bucket" | "_sum" | "_count"),
                _ => false,
            };
            assert!(is_fit && sample.value.is_finite(), "{line}");
            let is_new = !family.samples.iter().any(|it| it.name == sample.name && it.labels == sample.labels);
            assert!(is_new, "it comes twice: {line}");
            family.samples.push(sample);
        }
        for (name, family) in &families {
            assert!(!family.help.is_empty() && !family.kind.is_empty(), "{name} lacks HELP or TYPE");
            assert!(family.unit.is_empty() || name.ends_with(&format!("_{}", family.unit)), "{name} lacks its unit");
            if family.kind == "histogram" {
                check_histogram(name, family);
            }
        }
        Page(families)
    }

    /// The value of one sample; nothing when it is not there.
    pub fn value(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let labels: BTreeMap<String, String> =
            labels.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let mut samples = self.0.values().flat_map(|family| &family.samples);
        samples.find(|sample| sample.name == name && sample.labels == labels).map(|sample| sample.value)
    }

    /// All values of one name together.
    pub fn sum(&self, name: &str) -> f64 {
        let samples = self.0.values().flat_map(|family| &family.samples);
        samples.filter(|sample| sample.name == name).map(|sample| sample.value).sum()
    }
}

fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn sample(line: &str) -> Sample {
    let split = line.find(['{', ' ']).unwrap_or_else(|| panic!("{line}"));
    let (name, mut rest) = line.split_at(split);
    assert!(is_name(name), "{line}");
    let mut labels = BTreeMap::new();
    if let Some(inner) = rest.strip_prefix('{') {
        rest = inner;
        while !rest.starts_with('}') {
            let (key, after) = rest.split_once("=\"").unwrap_or_else(|| panic!("{line}"));
            let (value, after) = quoted(after, line);
            assert!(is_name(key), "{line}");
            assert!(labels.insert(key.to_owned(), value).is_none(), "a label comes twice: {line}");
            rest = match after.strip_prefix(',') {
                Some(more) if !more.starts_with('}') => more,
                Some(_) => panic!("{line}"),
                None => after,
            };
            assert!(after.starts_with([',', '}']), "{line}");
        }
        rest = &rest[1..];
    }
    let value = rest.strip_prefix(' ').unwrap_or_else(|| panic!("{line}"));
    Sample { name: name.to_owned(), labels, value: value.parse().unwrap_or_else(|_| panic!("{line}")) }
}

/// A value up to its closing quote, and what is behind that.
fn quoted<'a>(text: &'a str, line: &str) -> (String, &'a str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, &text[at + 1..]),
            '\\' => match chars.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, escaped @ ('"' | '\\'))) => value.push(escaped),
                _ => panic!("{line}"),
            },
            c => value.push(c),
        }
    }
    panic!("a value does not end: {line}")
}

/// For each set of labels: buckets that grow up to the last, which is +Inf and the count, and a sum.
fn check_histogram(name: &str, family: &Family) {
    let mut buckets: BTreeMap<BTreeMap<String, String>, Vec<(f64, f64)>> = BTreeMap::new();
    for sample in family.samples.iter().filter(|sample| sample.name.ends_with("_bucket")) {
        let mut labels = sample.labels.clone();
        let le = labels.remove("le").unwrap_or_else(|| panic!("a bucket of {name} without le"));
        let le = if le == "+Inf" { f64::INFINITY } else { le.parse().unwrap_or_else(|_| panic!("{name} le {le}")) };
        buckets.entry(labels).or_default().push((le, sample.value));
    }
    for (labels, buckets) in buckets {
        assert!(buckets.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1), "{name} {labels:?} {buckets:?}");
        let of = |suffix: &str| {
            let named = |sample: &&Sample| sample.name == format!("{name}{suffix}") && sample.labels == labels;
            family.samples.iter().find(named).unwrap_or_else(|| panic!("{name}{suffix} {labels:?}")).value
        };
        let last = buckets.last().expect("a bucket");
        assert_eq!(*last, (f64::INFINITY, of("_count")), "{name} {labels:?}");
        assert!(of("_sum") >= 0.0);
    }
}

#[test]
fn what_is_no_openmetrics_is_refused() {
    let good = "# HELP a_seconds x.\n# TYPE a_seconds gauge\n# UNIT a_seconds seconds\na_seconds{k=\"v\\\"\\n\",l=\"w\"} 1.5\n# EOF\n";
    let page = Page::read(good);
    assert_eq!(page.value("a_seconds", &[("k", "v\"\n"), ("l", "w")]), Some(1.5));
    for (word, instead) in [
        ("# EOF\n", ""),
        ("gauge", "counter"),
        ("gauge", "guage"),
        ("a_seconds{", "b_seconds{"),
        ("l=", "k="),
        (" 1.5", " much"),
        ("seconds seconds", "seconds bytes"),
        ("\"w\"}", "\"w\",}"),
        ("# HELP a_seconds x.\n", ""),
    ] {
        let bad = good.replacen(word, instead, 1);
        assert!(std::panic::catch_unwind(|| Page::read(&bad)).is_err(), "{bad}");
    }
}
