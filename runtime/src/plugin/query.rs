//! What a plugin says of its queries.

/// The dialect of a query (flyteidl `core/tasks.proto`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
pub enum Parameters {
    /// As text, by the [placeholders](crate::arguments::Placeholder) that Flyte fills in.
    #[default]
    Placeholders,
    /// As values, named by `@x`; the strings, quoted names and comments of the query are told as BigQuery has them.
    At,
    /// As values, named by `%(x)s`, as drivers in Python take them: with inputs, a `%` of the query's own is `%%`.
    Percent,
}

impl Parameters {
    /// Stops the build where a query names what nobody fills in.
    #[track_caller]
    pub(super) const fn check(self, query: &NamedInQuery) {
        match self {
            Parameters::At if query.placeholders => panic!(
                "nobody fills in the placeholders of this plugin's query, which gets its inputs as values: write `@name` \
                 for an input [AIL0513]"
            ),
            Parameters::Percent if query.placeholders => panic!(
                "nobody fills in the placeholders of this plugin's query, which gets its inputs as values: write \
                 `%(name)s` for an input [AIL0513]"
            ),
            Parameters::At if !query.at.is_empty() => panic!("{}", query.at),
            Parameters::Percent if !query.percent.is_empty() => panic!("{}", query.percent),
            _ => {}
        }
    }
}

/// What a query names, told before it is known how.
#[derive(Debug)]
pub struct NamedInQuery {
    /// Whether there are placeholders.
    pub placeholders: bool,
    /// What is wrong with it where parameters are named by `@x`.
    pub at: &'static str,
    /// What is wrong with it where they are named by `%(x)s`.
    pub percent: &'static str,
}
