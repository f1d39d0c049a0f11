//! Hatchery on Discord: the same conversation through both doors, in servers and in private, in front of a Discord that
//! refuses what the real one refuses. Every story is told through the gateway and through the signed HTTP endpoint.

/// Makes two tests of each story.
macro_rules! through_both_doors {
    ($($story:ident),+ $(,)?) => {
        mod through_the_gateway {
            $(
                #[tokio::test]
                async fn $story() {
                    super::$story($crate::discord::den::Door::Gateway).await;
                }
            )+
        }

        mod through_the_http_door {
            $(
                #[tokio::test]
                async fn $story() {
                    super::$story($crate::discord::den::Door::Http).await;
                }
            )+
        }
    };
}

mod den;
mod speaker;

mod alerts;
mod calls;
mod changing;
mod configs;
mod endpoint;
mod fleet;
mod gateway;
mod hatching;
mod keys;
mod linking;
mod looking_after;
mod people;
mod places;
mod secrets;
mod steps;
mod stored_keys;
mod strangers;
mod tokens;
mod trouble;
mod twice;

pub use den::{Den, Door};
pub use speaker::{Speaker, screen};
