//! Panics: what one said, and where it happened.

use std::any::Any;
use std::cell::RefCell;

/// What a panic said.
pub(crate) fn describe(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a value that is no text").to_owned()
}

thread_local! {
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps where this thread last panicked, which the payload of a panic doesn't tell.
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

/// Where this thread last panicked.
pub(crate) fn last_place() -> Option<String> {
    PLACE.take()
}
