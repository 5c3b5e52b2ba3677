//! The code of the README and of the book, compiled and run as doc tests.

/// Each page is the documentation of an item that exists for it alone.
#[cfg(doctest)]
macro_rules! pages {
    ($($name:ident: $page:literal,)*) => {
        $(
            #[doc = include_str!($page)]
            pub struct $name;
        )*
    };
}

#[cfg(doctest)]
pages! {
    Readme: "../../../README.md",
    Data: "../../../book/src/data.md",
    Dynamic: "../../../book/src/dynamic.md",
    Environment: "../../../book/src/environment.md",
    Failures: "../../../book/src/failures.md",
    Flyte: "../../../book/src/flyte.md",
    FromFlytekit: "../../../book/src/from-flytekit.md",
    HowItWorks: "../../../book/src/how-it-works.md",
    Images: "../../../book/src/images.md",
    Introduction: "../../../book/src/introduction.md",
    LaunchPlans: "../../../book/src/launch-plans.md",
    Logs: "../../../book/src/logs.md",
    OtherPrograms: "../../../book/src/other-programs.md",
    Plugins: "../../../book/src/plugins.md",
    References: "../../../book/src/references.md",
    Security: "../../../book/src/security.md",
    Tasks: "../../../book/src/tasks.md",
    Testing: "../../../book/src/testing.md",
    Tutorial: "../../../book/src/tutorial.md",
    Verbs: "../../../book/src/verbs.md",
    Workflows: "../../../book/src/workflows.md",
}
