//! What a plugin says of its queries.

/// The dialect of a query (flyteidl `core/tasks.proto`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// It does not say.
    Undefined,
    /// ANSI SQL.
    Ansi,
    /// Hive's.
    Hive,
    /// Another one.
    Other,
}

/// How the values of inputs get into a query.
///
/// Flyte fills in the placeholders of a query only where it runs the plugin itself. A connector, which is a service of its
/// own, is given the query as it stands, and the inputs beside it (flyteplugins `webapi/connector/plugin.go`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parameters {
    /// As text, by the [placeholders](crate::arguments::Placeholder) that Flyte fills in.
    #[default]
    Placeholders,
    /// As values, named by `@x`.
    At,
    /// As values, named by `%(x)s`, as drivers in Python take them: with inputs, a `%` of the query's own is `%%`.
    Percent,
}

impl Parameters {
    /// Stops the build where a query has placeholders that nobody fills in.
    #[track_caller]
    pub(super) const fn check(self, has_placeholders: bool) {
        match self {
            Parameters::At if has_placeholders => panic!(
                "nobody fills in the placeholders of this plugin's query, which gets its inputs as values: write `@name` \
                 for an input"
            ),
            Parameters::Percent if has_placeholders => panic!(
                "nobody fills in the placeholders of this plugin's query, which gets its inputs as values: write \
                 `%(name)s` for an input"
            ),
            _ => {}
        }
    }
}
