//! What Railway charges. Its API tells no prices, so they stand here (Railway docs: pricing/plans, read 2026-08-21):
//! 20 dollars a month for a processor, 10 for a gigabyte of memory, 0.15 for a gigabyte of disk, 0.05 for a gigabyte sent.

use chrono::{Datelike, Months, TimeZone, Utc};

use crate::domain::Millis;

/// Minutes of the month that prices are for.
const MONTH: f64 = 43_200.0;
const PROCESSOR: f64 = 20.0;
const MEMORY_GB: f64 = 10.0;
const DISK_GB: f64 = 0.15;
const SENT_GB: f64 = 0.05;

/// When the month of this time began (UTC).
pub fn month_began(now: Millis) -> Millis {
    let now = Utc.timestamp_millis_opt(now).single().unwrap_or_default();
    let first = Utc.with_ymd_and_hms(now.year(), now.month(), 1, 0, 0, 0).single().unwrap_or(now);
    first.timestamp_millis()
}

/// When the month of this time ends (UTC).
pub fn month_ends(now: Millis) -> Millis {
    let began = Utc.timestamp_millis_opt(month_began(now)).single().unwrap_or_default();
    began.checked_add_months(Months::new(1)).unwrap_or(began).timestamp_millis()
}

/// What a month of a bot that usually takes so much costs, in cents.
pub fn month(memory_mb: u32, cpu_percent: u32) -> i64 {
    let dollars = f64::from(memory_mb) / 1024.0 * MEMORY_GB + f64::from(cpu_percent) / 100.0 * PROCESSOR;
    (dollars * 100.0).round() as i64
}

/// What an amount of one of Railway's measurements costs, in millionths of a dollar. They count minutes, but for what
/// was sent.
pub fn used(measurement: &str, amount: f64) -> i64 {
    let dollars = match measurement {
        "CPU_USAGE" => amount * PROCESSOR / MONTH,
        "MEMORY_USAGE_GB" => amount * MEMORY_GB / MONTH,
        "DISK_USAGE_GB" | "BACKUP_USAGE_GB" => amount * DISK_GB / MONTH,
        "NETWORK_TX_GB" => amount * SENT_GB,
        _ => 0.0,
    };
    (dollars * 1_000_000.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_where_the_next_begins() {
        let december = 1_796_083_200_000;
        assert_eq!((month_began(december + 5), month_ends(december + 5)), (december, december + 31 * 86_400_000));
        assert_eq!(month_ends(december - 1), december);
    }

    #[test]
    fn a_month_of_one_gigabyte_costs_ten_dollars_however_it_is_counted() {
        assert_eq!(month(1024, 0), 1_000);
        assert_eq!(used("MEMORY_USAGE_GB", 43_200.0), 10_000_000);
        assert_eq!(used("CPU_USAGE", 43_200.0), 20_000_000);
        assert_eq!(used("NETWORK_TX_GB", 2.0), 100_000);
        assert_eq!(used("SOMETHING_NEW", 2.0), 0);
    }
}
