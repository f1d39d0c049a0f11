//! Many who ask for the same thing at the same moment, answered by one way to the database and back. Nobody waits for
//! company: whoever comes while the database is asked goes along with the next.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Context;
use futures::FutureExt;
use tokio::sync::oneshot;
use tokio::task::yield_now;
use tokio::time::timeout;
use tracing::debug;

/// How many go together. A batch of the long poll is 100.
const MOST: usize = 128;
/// How long a group is waited for. One whose server is gone without a word may hang for a quarter of an hour.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Together<Q, A> {
    waiting: Mutex<Waiting<Q, A>>,
    gathers: bool,
}

struct Waiting<Q, A> {
    queue: VecDeque<(Q, oneshot::Sender<A>)>,
    is_asking: bool,
}

impl<Q, A> Default for Together<Q, A> {
    fn default() -> Self {
        Together { waiting: Mutex::new(Waiting { queue: VecDeque::new(), is_asking: false }), gathers: false }
    }
}

impl<Q: Send + 'static, A: Send + 'static> Together<Q, A> {
    /// The same where a group grows as long as anybody comes whom this thread knows of: larger groups, for questions whose
    /// way to the database costs more than their answers.
    pub fn gathering() -> Self {
        Together { gathers: true, ..Together::default() }
    }

    /// Nothing when there was no answer for all of them.
    async fn ask<C, F>(
        self: &Arc<Self>,
        of: &C,
        question: Q,
        ask_all: impl Fn(C, Vec<Q>) -> F + Send + 'static,
    ) -> Option<A>
    where
        C: Clone + Send + 'static,
        F: Future<Output = anyhow::Result<Vec<A>>> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let is_asking = {
            let mut waiting = self.lock();
            waiting.queue.push_back((question, answer));
            std::mem::replace(&mut waiting.is_asking, true)
        };
        if !is_asking {
            // A task of its own, because whoever asks may be given up.
            tokio::spawn(self.clone().ask_for_all(of.clone(), ask_all));
        }
        answered.await.ok()
    }

    /// Answers a question with those of others; `ask_all` of whom is asked has an answer for each, in order. When there was
    /// none for all of them everybody asks alone, so that nobody fails by the question of somebody else.
    pub async fn answer<C, F>(
        self: &Arc<Self>,
        of: &C,
        question: Q,
        ask_all: impl Fn(C, Vec<Q>) -> F + Copy + Send + 'static,
    ) -> anyhow::Result<A>
    where
        Q: Clone,
        C: Clone + Send + 'static,
        F: Future<Output = anyhow::Result<Vec<A>>> + Send + 'static,
    {
        match self.ask(of, question.clone(), ask_all).await {
            Some(answer) => Ok(answer),
            None => ask_all(of.clone(), vec![question]).await?.pop().context("a question has no answer"),
        }
    }

    async fn ask_for_all<C, F>(self: Arc<Self>, of: C, ask_all: impl Fn(C, Vec<Q>) -> F)
    where
        C: Clone,
        F: Future<Output = anyhow::Result<Vec<A>>> + Send + 'static,
    {
        loop {
            self.gather().await;
            let (questions, answers): (Vec<_>, Vec<_>) = {
                let mut waiting = self.lock();
                let some = waiting.queue.len().min(MOST);
                waiting.is_asking = some > 0;
                waiting.queue.drain(..some).unzip()
            };
            if questions.is_empty() {
                return;
            }
            let mut asked = Box::pin(answered(ask_all(of.clone(), questions), answers));
            if timeout(PATIENCE, &mut asked).await.is_err() {
                // It goes on by itself, as what it writes may be there already, and nobody else waits for it.
                tokio::spawn(asked);
            }
        }
    }

    /// Whoever is about to ask at this very moment still comes along.
    async fn gather(&self) {
        let mut known = self.lock().queue.len();
        loop {
            yield_now().await;
            let now = self.lock().queue.len();
            if !self.gathers || now <= known || now >= MOST {
                return;
            }
            known = now;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting<Q, A>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Without an answer for all of them whoever asked is told nothing.
async fn answered<A>(all: impl Future<Output = anyhow::Result<Vec<A>>>, to: Vec<oneshot::Sender<A>>) {
    match AssertUnwindSafe(all).catch_unwind().await {
        Ok(Ok(all)) => to.into_iter().zip(all).for_each(|(to, it)| drop(to.send(it))),
        Ok(Err(cause)) => debug!("{} ask again, each alone: {cause:#}", to.len()),
        Err(_) => debug!("{} ask again, each alone, after a panic", to.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::pin::pin;

    use anyhow::{bail, ensure};
    use futures::future::{BoxFuture, join_all};
    use futures::poll;
    use tokio::sync::mpsc;

    #[tokio::test]
    async fn who_comes_meanwhile_goes_together_and_each_has_the_own_answer() {
        let together = Arc::new(Together::<u32, u32>::default());
        let (seen_by, mut seen) = mpsc::unbounded_channel();
        let asked = (0..300).map(|n| {
            let seen_by = seen_by.clone();
            together.ask(&(), n, move |(), all: Vec<u32>| {
                let _ = seen_by.send(all.len());
                async move { Ok(all.into_iter().map(|n| n + 1000).collect()) }
            })
        });
        let answers = join_all(asked).await;
        assert_eq!(answers, (1000..1300).map(Some).collect::<Vec<_>>());
        let groups: Vec<usize> = std::iter::from_fn(|| seen.try_recv().ok()).collect();
        assert_eq!(groups, [128, 128, 44]);
    }

    /// Asks, and then somebody else comes, as long as there are some left.
    fn one_after_another(
        together: Arc<Together<u32, u32>>,
        n: u32,
        seen: mpsc::UnboundedSender<usize>,
    ) -> BoxFuture<'static, ()> {
        async move {
            yield_now().await;
            let seen_by = seen.clone();
            let mut asked = pin!(together.ask(&(), n, move |(), all: Vec<u32>| {
                let _ = seen_by.send(all.len());
                async move { Ok(all) }
            }));
            assert!(poll!(&mut asked).is_pending());
            let next = (n < 4).then(|| tokio::spawn(one_after_another(together.clone(), n + 1, seen)));
            assert_eq!(asked.await, Some(n));
            if let Some(next) = next {
                next.await.expect("an answer");
            }
        }
        .boxed()
    }

    #[tokio::test]
    async fn where_groups_gather_whoever_comes_a_little_later_goes_along() {
        let groups = async |together: Together<u32, u32>| {
            let (seen_by, mut seen) = mpsc::unbounded_channel();
            one_after_another(Arc::new(together), 0, seen_by).await;
            std::iter::from_fn(|| seen.try_recv().ok()).collect::<Vec<usize>>()
        };
        assert_eq!(groups(Together::gathering()).await, [5]);
        assert!(groups(Together::default()).await.len() > 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_group_that_hangs_holds_up_nobody_who_comes_later() {
        let together = Arc::new(Together::<u32, u32>::default());
        let ask = |n: u32| {
            together.ask(&(), n, |(), all: Vec<u32>| async move {
                if all.contains(&0) {
                    tokio::time::sleep(10 * PATIENCE).await;
                }
                Ok(all)
            })
        };
        let mut hangs = pin!(ask(0));
        while poll!(&mut hangs).is_pending() && !together.lock().queue.is_empty() {
            yield_now().await;
        }
        assert_eq!(ask(1).await, Some(1));
        assert!(poll!(&mut hangs).is_pending());
        assert_eq!(hangs.await, Some(0), "it has its answer when there is one");
    }

    #[tokio::test]
    async fn a_failure_and_a_panic_leave_everybody_to_themselves_and_hold_up_nobody() {
        let together = Arc::new(Together::<u32, u32>::default());
        let ask = |n: u32| {
            together.ask(&(), n, |(), all: Vec<u32>| async move {
                ensure!(!all.contains(&1), "on purpose");
                if all.contains(&2) {
                    panic!("on purpose");
                }
                if all.contains(&3) {
                    bail!("on purpose");
                }
                Ok(all)
            })
        };
        assert_eq!(join_all([ask(0), ask(1)]).await, [None, None]);
        assert_eq!(join_all([ask(0), ask(2)]).await, [None, None]);
        assert_eq!(ask(3).await, None);
        assert_eq!(ask(4).await, Some(4));
    }
}
