#![allow(
    missing_docs,
    unreachable_pub,
    deprecated,
    clippy::all,
    clippy::pedantic,
    reason = "written by the generator"
)]

pub mod flyteidl {
    pub mod core {
        include!("generated/flyteidl.core.rs");
    }
    pub mod admin {
        include!("generated/flyteidl.admin.rs");
    }
}

pub mod google {
    pub mod protobuf {
        include!("generated/google.protobuf.rs");
    }
}
