//! Asks Railway, and asks again what is worth asking again. What cannot be helped becomes one plain sentence.

use std::time::Duration;

use anyhow::anyhow;

use crate::railway::Fault;
use crate::self_deploy::Work;

/// How often one thing is asked before it is given up; with pauses that double this lasts a quarter of a minute.
const TRIES: u32 = 5;
/// Whoever sits at the terminal waits so long for Railway's limits and no longer.
const LONGEST_WAIT: Duration = Duration::from_secs(90);

impl Work<'_> {
    /// For what may be asked twice: questions, and changes that come to the same when they are made again.
    pub async fn ask<T>(&self, call: impl AsyncFn() -> Result<T, Fault>) -> anyhow::Result<T> {
        let mut tried = 0;
        loop {
            match call().await {
                Ok(answer) => return Ok(answer),
                Err(fault) => self.bear(fault, &mut tried).await?,
            }
        }
    }

    /// Makes something that two requests would make twice. Railway may have made it although no answer came, so it is
    /// looked for before it is asked for again.
    pub async fn make<T>(
        &self,
        make: impl AsyncFn() -> Result<T, Fault>,
        find: impl AsyncFn() -> Result<Option<T>, Fault>,
    ) -> anyhow::Result<T> {
        let mut tried = 0;
        loop {
            let fault = match make().await {
                Ok(made) => return Ok(made),
                Err(fault) => fault,
            };
            let mut looked = 0;
            let mut last = fault;
            while looked < TRIES {
                // What is new can be unseen for some seconds.
                if let Some(found) = self.ask(&find).await? {
                    return Ok(found);
                }
                // A refusal is an answer: nothing was made that would have to be waited for.
                let may_be_there = matches!(last, Fault::Unreachable(_) | Fault::Exists(_) | Fault::Blocked);
                if !may_be_there {
                    break;
                }
                self.pause(looked).await;
                looked += 1;
            }
            if let Fault::Exists(said) = last {
                last = Fault::Refused(said);
            }
            self.bear(last, &mut tried).await?;
        }
    }

    /// Waits when waiting may help; else says what is wrong.
    async fn bear(&self, fault: Fault, tried: &mut u32) -> anyhow::Result<()> {
        let sentence = || anyhow!("{}", sentence(&fault));
        if *tried + 1 >= TRIES {
            return Err(sentence());
        }
        match &fault {
            Fault::Wait(wait) if *wait <= LONGEST_WAIT => {
                self.tell(&format!("  (Railway asks to wait {} seconds)", wait.as_secs().max(1)));
                tokio::time::sleep(*wait).await;
            }
            // What has just been made can be unknown for some seconds, and a good token be refused for a moment.
            Fault::Unreachable(_) | Fault::Blocked | Fault::NotFound(_) | Fault::NotAuthorized => {
                self.pause(*tried).await;
            }
            Fault::Wait(_) | Fault::Exists(_) | Fault::Schema(_) | Fault::Refused(_) => return Err(sentence()),
        }
        *tried += 1;
        Ok(())
    }

    pub async fn pause(&self, tried: u32) {
        tokio::time::sleep(self.pace.retry_base * 2u32.pow(tried.min(5))).await;
    }
}

/// What is wrong, what has become of the work, what to do.
pub fn sentence(fault: &Fault) -> String {
    const KEPT: &str = "What is made is kept: run the same command again, and it goes on from there";
    match fault {
        Fault::Wait(wait) => format!(
            "Railway's requests for this token are used up, and it asks to wait {} minutes. {KEPT}.",
            wait.as_secs().div_ceil(60)
        ),
        Fault::Unreachable(said) => format!("Railway gives no usable answer now ({said}). {KEPT}."),
        Fault::Blocked => {
            format!("What stands in front of Railway does not let this address in. {KEPT}, later or from elsewhere.")
        }
        Fault::NotAuthorized => {
            "Railway does not let RAILWAY_API_KEY do this; make a workspace token of this workspace \
                                 at https://railway.com/account/tokens and run the same command again."
                .into()
        }
        Fault::NotFound(said) => format!("Railway does not know what it should ({said}). {KEPT}."),
        Fault::Exists(said) | Fault::Refused(said) => format!("Railway refuses it: {said}. {KEPT}."),
        Fault::Schema(said) => {
            format!("Railway's API has changed ({said}); a newer Hatchery is needed. What is made is kept.")
        }
    }
}
