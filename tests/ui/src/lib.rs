//! What the compiler says: a case for each rule of the macros, run by `tests/ui.rs`.
