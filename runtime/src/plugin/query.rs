//! How plugins run queries.

/// The dialect of a query (flyteidl `core/tasks.proto`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// No dialect is given.
    Undefined,
    /// ANSI SQL.
    Ansi,
    /// Hive's dialect.
    Hive,
    /// Another dialect.
    Other,
}

/// How the values of inputs get into a query.
///
/// Flyte fills in the placeholders of a query only if it runs the plugin itself. A connector is a service of its own:
/// it gets the query unchanged, together with the inputs (flyteplugins `webapi/connector/plugin.go`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Parameters {
    /// As text, in the [placeholders](crate::arguments::Placeholder) that Flyte fills in.
    #[default]
    Placeholders,
    /// As values of parameters `@x`. Strings, quoted names and comments of the query are recognized as in BigQuery.
    At,
    /// As values of parameters `%(x)s`, as Python's drivers take them. If the task has inputs, a `%` in the query is
    /// written `%%`.
    Percent,
}

impl Parameters {
    /// Fails the build if a query uses a form of parameters that the plugin does not have.
    #[track_caller]
    pub(super) const fn check(self, query: &NamedInQuery) {
        match self {
            Parameters::At if query.placeholders => panic!(
                "this plugin passes inputs as values of parameters, so placeholders in its query are not filled in: write `@name` \
                                 for an input [AIL0513]"
            ),
            Parameters::Percent if query.placeholders => panic!(
                "this plugin passes inputs as values of parameters, so placeholders in its query are not filled in: write \
                                 `%(name)s` for an input [AIL0513]"
            ),
            Parameters::At if !query.at.is_empty() => panic!("{}", query.at),
            Parameters::Percent if !query.percent.is_empty() => panic!("{}", query.percent),
            _ => {}
        }
    }
}

/// What a query refers to, in each form of parameters.
#[derive(Debug)]
pub struct NamedInQuery {
    /// Whether it has placeholders.
    pub placeholders: bool,
    /// What is wrong with it if parameters have the form `@x`.
    pub at: &'static str,
    /// What is wrong with it if parameters have the form `%(x)s`.
    pub percent: &'static str,
}
