//! The description of an entity, from its docs.

use aileron_idl::admin::{Description, DescriptionEntity, DescriptionFormat, description::Content};

/// The description: the first paragraph in short, the others at length. Rustdoc's comments are Markdown.
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
            from_doc("Counts words\nof a text.\n\nA word is\nletters between spaces.\n\n# Errors\nNone.");
        assert_eq!(description.short_description, "Counts words of a text.");
        let long = description.long_description.unwrap();
        assert_eq!(
            long.content,
            Some(Content::Value("A word is\nletters between spaces.\n\n# Errors\nNone.".into()))
        );
    }

    #[test]
    fn one_paragraph_has_no_long_description() {
        let description = from_doc("Counts words.");
        assert_eq!(description.short_description, "Counts words.");
        assert_eq!(description.long_description.unwrap().content, None);
    }
}
