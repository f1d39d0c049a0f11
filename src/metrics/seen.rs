//! What is not counted but looked up when somebody asks for the page. What is not known then is not on the page: a
//! database that cannot be asked has no empty queue.

use std::sync::atomic::AtomicU64;

use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};

use super::Labels;
use crate::domain::counted::Stock;
use crate::domain::{Millis, Status};

/// How things are at this moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Nothing when the database could not be asked in time.
    pub stock: Option<Stock>,
    /// Requests to Railway that are left of this hour's, and how many those are, as far as Railway told.
    pub railway_left: Option<u64>,
    pub railway_limit: Option<u64>,
}

type Numbers<const N: usize> = Family<Labels<N>, Gauge>;
type Seconds = Family<Labels<0>, Gauge<f64, AtomicU64>>;

pub struct Gauges {
    database_up: Gauge,
    operations: Numbers<1>,
    oldest_due: Seconds,
    letters: Numbers<0>,
    oldest_letter: Seconds,
    bots: Numbers<1>,
    railway_left: Numbers<0>,
    railway_limit: Numbers<0>,
}

impl Gauges {
    pub fn registered(registry: &mut Registry) -> Self {
        let gauges = Gauges {
            database_up: Gauge::default(),
            operations: Family::default(),
            oldest_due: Family::default(),
            letters: Family::default(),
            oldest_letter: Family::default(),
            bots: Family::default(),
            railway_left: Family::default(),
            railway_limit: Family::default(),
        };
        registry.register("database_up", "1 when the database answered this page", gauges.database_up.clone());
        registry.register("operations_open", "Operations that are not over", gauges.operations.clone());
        registry.register_with_unit(
            "operations_oldest_due",
            "How long the oldest operation that is due has waited for somebody",
            Unit::Seconds,
            gauges.oldest_due.clone(),
        );
        registry.register("outbox_letters", "Letters that want to be sent", gauges.letters.clone());
        registry.register_with_unit(
            "outbox_oldest",
            "How long the oldest letter has wanted to be sent",
            Unit::Seconds,
            gauges.oldest_letter.clone(),
        );
        registry.register("bots", "Live bots", gauges.bots.clone());
        registry.register(
            "railway_requests_left",
            "Requests to Railway that are left of this hour's",
            gauges.railway_left.clone(),
        );
        registry.register("railway_requests_limit", "Requests to Railway in an hour", gauges.railway_limit.clone());
        gauges
    }

    pub fn show(&self, seen: &Seen) {
        self.database_up.set(i64::from(seen.stock.is_some()));
        for family in [&self.operations, &self.bots] {
            family.clear();
        }
        for family in [&self.letters, &self.railway_left, &self.railway_limit] {
            family.clear();
        }
        for family in [&self.oldest_due, &self.oldest_letter] {
            family.clear();
        }
        if let Some(stock) = &seen.stock {
            self.show_stock(stock);
        }
        for (family, told) in [(&self.railway_left, seen.railway_left), (&self.railway_limit, seen.railway_limit)] {
            if let Some(n) = told {
                family.get_or_create(&[]).set(n as i64);
            }
        }
    }

    fn show_stock(&self, stock: &Stock) {
        for (state, n) in [("due", stock.due), ("held", stock.held), ("later", stock.later)] {
            self.operations.get_or_create(&[("state", state)]).set(n);
        }
        self.oldest_due.get_or_create(&[]).set(seconds(stock.oldest_due));
        self.letters.get_or_create(&[]).set(stock.letters);
        self.oldest_letter.get_or_create(&[]).set(seconds(stock.oldest_letter));
        for status in Status::ALL {
            let n = stock.bots.iter().find(|(of, _)| of == status).map_or(0, |(_, n)| *n);
            self.bots.get_or_create(&[("status", status.word())]).set(n);
        }
    }
}

fn seconds(age: Millis) -> f64 {
    age as f64 / 1_000.0
}
