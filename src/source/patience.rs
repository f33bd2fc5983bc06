//! Readers built on a foreign library run in a thread of their own: it may overrun its time, its stack or its
//! invariants, and the file alone suffers.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Once;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Unread;
use crate::limits::STACK_BYTES;

const THREAD: &str = "fashen-reader";

/// Until when a reader may work. Where it can, it looks at it now and then and gives up by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline(Instant);

impl Deadline {
    pub fn has_passed(self) -> bool {
        Instant::now() >= self.0
    }
}

/// Runs `read` for so many seconds at most. A thread that overruns is left behind: it cannot be stopped.
pub(super) fn within<T: Send + 'static>(
    seconds: u64,
    read: impl FnOnce(Deadline) -> Result<T, Unread> + Send + 'static,
) -> Result<T, Unread> {
    silence_reader_panics();
    let time = Duration::from_secs(seconds);
    let deadline = Deadline(Instant::now() + time);
    let (sender, receiver) = sync_channel(1);
    let work = move || {
        let result = catch_unwind(AssertUnwindSafe(|| read(deadline)));
        // Nobody listens any more once the time is over.
        let _ = sender.send(result.unwrap_or_else(|panic| Err(reason(panic))));
    };
    let thread = thread::Builder::new().name(THREAD.to_owned()).stack_size(STACK_BYTES).spawn(work);
    thread.map_err(|error| Unread::Internal(error.to_string()))?;
    match receiver.recv_timeout(time) {
        Ok(_) if deadline.has_passed() => Err(Unread::Slow { seconds }),
        Ok(result) => result,
        Err(RecvTimeoutError::Timeout) => Err(Unread::Slow { seconds }),
        Err(RecvTimeoutError::Disconnected) => Err(aborted()),
    }
}

/// Leaves a library that has called back and knows no way of being stopped.
pub(super) fn give_up(why: Unread) -> ! {
    resume_unwind(Box::new(why))
}

fn reason(panic: Box<dyn Any + Send>) -> Unread {
    panic.downcast::<Unread>().map_or_else(|_| aborted(), |why| *why)
}

fn aborted() -> Unread {
    Unread::Internal("异常中止".to_owned())
}

/// A panic in such a thread becomes [`Unread::Internal`]; its message would only frighten.
fn silence_reader_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if thread::current().name() != Some(THREAD) {
                others(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_in_time_is_handed_on() {
        assert_eq!(within(5, |_| Ok(7)), Ok(7));
        assert_eq!(within::<()>(5, |_| Err(Unread::Empty)), Err(Unread::Empty));
    }

    #[test]
    fn a_reader_that_hangs_is_slow() {
        let hang = |deadline: Deadline| {
            while !deadline.has_passed() {
                thread::sleep(Duration::from_millis(5));
            }
            thread::sleep(Duration::from_millis(200));
            Ok(())
        };
        assert_eq!(within(1, hang), Err(Unread::Slow { seconds: 1 }));
    }

    #[test]
    fn a_reader_that_panics_is_a_defect_of_ours() {
        let read = within::<()>(5, |_| panic!("broken invariant"));
        assert!(matches!(read, Err(Unread::Internal(_))), "{read:?}");
    }

    #[test]
    fn a_callback_can_give_up() {
        assert_eq!(within::<()>(5, |_| give_up(Unread::Encrypted)), Err(Unread::Encrypted));
    }

    #[test]
    fn recursion_has_room() {
        fn depth(n: u32) -> u32 {
            let room = std::hint::black_box([n; 64]);
            if n == 0 { 0 } else { depth(n - 1) + room[0].min(1) }
        }
        assert_eq!(within(5, |_| Ok(depth(20_000))), Ok(20_000));
    }
}
