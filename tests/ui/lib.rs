//! What the compiler says: a case for each rule of the macros, run by `ui.rs`.
