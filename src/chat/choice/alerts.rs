//! What a button about alerts says.

use crate::domain::Alarm;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AboutAlerts {
    /// What is watched, and how it is.
    Show,
    /// A test of all ways by which alarms are told.
    Test,
    /// Quiet for a while: of one alarm, or of all.
    Mute(Option<Alarm>),
    Unmute,
}

impl AboutAlerts {
    pub(super) fn word(&self) -> String {
        match self {
            AboutAlerts::Show => "alerts".into(),
            AboutAlerts::Test => "alerts.test".into(),
            AboutAlerts::Mute(None) => "alerts.mute".into(),
            AboutAlerts::Mute(Some(alarm)) => format!("alerts.mute.{}", alarm.word()),
            AboutAlerts::Unmute => "alerts.unmute".into(),
        }
    }

    /// The part behind `alerts.`.
    pub(super) fn parse(rest: &str) -> Option<Self> {
        Some(match rest.split_once('.').unwrap_or((rest, "")) {
            ("", "") => AboutAlerts::Show,
            ("test", "") => AboutAlerts::Test,
            ("mute", "") => AboutAlerts::Mute(None),
            ("mute", alarm) => AboutAlerts::Mute(Some(Alarm::parse(alarm)?)),
            ("unmute", "") => AboutAlerts::Unmute,
            _ => return None,
        })
    }
}
