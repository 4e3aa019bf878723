//! Work on as many threads as there are processors, in the order in which it was handed in.

use std::cmp::Reverse;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Does all the work; what comes of it stands in the same order.
pub(crate) fn at_once<'w, T: Sync, R: Send>(work: &'w [T], one: impl Fn(&'w T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let some = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(work) = work.get(at) else { return done };
            done.push((at, one(work)));
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(work.len().max(1));
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(some)).collect();
        let mut all = some();
        for other in others {
            match other.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, done)| done).collect()
}

/// Does all the work, that of most weight first, so that no thread is left with it at the end.
pub(crate) fn heaviest_first<'w, T: Sync, R: Send>(
    work: &'w [T],
    weight: impl Fn(&T) -> usize,
    one: impl Fn(&'w T) -> R + Sync,
) -> Vec<R> {
    let mut order: Vec<(usize, &'w T)> = work.iter().enumerate().collect();
    order.sort_by_key(|(_, work)| Reverse(weight(work)));
    let mut done = at_once(&order, |(at, work)| (*at, one(work)));
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, done)| done).collect()
}
