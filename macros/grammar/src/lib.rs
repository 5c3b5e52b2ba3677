//! The strings both moments understand.
