//! The message and the position of a panic.

use std::any::Any;
use std::cell::RefCell;

/// The message of a panic.
pub(crate) fn describe(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a value that is not a string").to_owned()
}

thread_local! {
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Records where each thread last panicked, since the payload of a panic does not contain it.
pub(crate) fn remember() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            PLACE.set(info.location().map(ToString::to_string));
            hook(info);
        }));
    });
}

/// The position at which this thread last panicked.
pub(crate) fn last_place() -> Option<String> {
    PLACE.take()
}
