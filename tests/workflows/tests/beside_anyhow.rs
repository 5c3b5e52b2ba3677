//! The prelude together with `anyhow::Context`, as users import both.

mod by_its_methods {
    use aileron::prelude::*;
    use anyhow::Context as _;

    #[task]
    pub(super) fn parsed(text: String) -> anyhow::Result<u32> {
        let number: u32 = text.parse().context("this is not a number")?;
        Ok(number + Context::current().attempt())
    }
}

mod by_its_name {
    use aileron::prelude::*;
    use anyhow::Context;

    fn with_message<T: Context<u32, std::num::ParseIntError>>(parsed: T) -> anyhow::Result<u32> {
        parsed.with_context(|| "this is not a number")
    }

    #[task]
    pub(super) fn parsed(text: String) -> anyhow::Result<u32> {
        let context: aileron::Context = aileron::context();
        Ok(with_message(text.parse())? + context.attempt())
    }
}

#[test]
fn both_can_be_used() {
    for parsed in [by_its_methods::parsed, by_its_name::parsed] {
        assert_eq!(parsed("3".to_owned()).unwrap(), 3);
        let error = parsed("three".to_owned()).unwrap_err();
        assert_eq!(format!("{error:#}"), "this is not a number: invalid digit found in string");
    }
}

/// The formats of files can be named without a path.
#[test]
fn the_formats_are_in_the_prelude() {
    use aileron::prelude::*;

    #[task]
    fn named(_csv: File<Csv>, _text: File<Text>, _pages: Directory<Html>, _any: File<Any>) {}

    let _ = named;
    let _: [Option<File<Json>>; 0] = [];
    let _ = (File::<Parquet>::new("a"), File::<Hdf5>::new("a"), File::<Pdf>::new("a"));
    let _ = (File::<Png>::new("a"), File::<Jpeg>::new("a"), File::<Svg>::new("a"));
}
