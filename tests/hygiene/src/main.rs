//! The program of the library's tasks.
#![deny(warnings, clippy::pedantic, missing_docs, unreachable_pub, unused_qualifications, unused_results)]
#![forbid(unsafe_code)]

aileron::main!(hygiene);
