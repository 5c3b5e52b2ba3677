//! Docs as the description of an entity.

use aileron_idl::admin::{Description, DescriptionEntity, DescriptionFormat, description::Content};

/// The first paragraph in short, the rest at length; rustdoc's comments are Markdown.
pub(super) fn from_doc(doc: &str) -> DescriptionEntity {
    let (first, rest) = doc.split_once("\n\n").unwrap_or((doc, ""));
    let rest = rest.trim();
    let content = (!rest.is_empty()).then(|| Content::Value(rest.to_owned()));
    DescriptionEntity {
        short_description: first.split_whitespace().collect::<Vec<_>>().join(" "),
        long_description: Some(Description {
            format: DescriptionFormat::Markdown as i32,
            content,
            ..Description::default()
        }),
        ..DescriptionEntity::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Content, from_doc};

    #[test]
    fn the_first_paragraph_is_the_short_description() {
        let description =
            from_doc("Counts words\nof a text.\n\nA word is\nwhat stands alone.\n\n# Errors\nNone.");
        assert_eq!(description.short_description, "Counts words of a text.");
        let long = description.long_description.unwrap();
        assert_eq!(
            long.content,
            Some(Content::Value("A word is\nwhat stands alone.\n\n# Errors\nNone.".into()))
        );
    }

    #[test]
    fn one_paragraph_has_nothing_more_to_say() {
        let description = from_doc("Counts words.");
        assert_eq!(description.short_description, "Counts words.");
        assert_eq!(description.long_description.unwrap().content, None);
    }
}
