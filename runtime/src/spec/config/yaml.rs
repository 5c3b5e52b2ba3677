//! The configuration file of flytectl and flytekit: YAML with a mapping `images`.

use super::Broken;
use yaml_rust2::{Yaml, YamlLoader};

/// Name and reference of each image, in the file's order.
pub(super) fn images(text: &str) -> Result<Vec<(String, String)>, Broken> {
    let documents = YamlLoader::load_from_str(text).map_err(|error| {
        let marker = error.marker();
        (Some((marker.line(), marker.col() + 1)), format!("this is no YAML: {}", error.info()))
    })?;
    match documents.first().map(|document| &document["images"]) {
        None | Some(Yaml::BadValue | Yaml::Null) => Ok(Vec::new()),
        Some(Yaml::Hash(images)) => images.iter().map(pair).collect(),
        Some(_) => {
            Err((None, "`images` is no mapping; write one line for each image, `NAME: REFERENCE`".into()))
        }
    }
}

fn pair((name, reference): (&Yaml, &Yaml)) -> Result<(String, String), Broken> {
    let name = scalar(name).ok_or((None, "a name under `images` is no text".into()))?;
    let reference = scalar(reference).ok_or_else(|| {
        (None, format!("the image `{name}` under `images` is no text; write `{name}: REPOSITORY:TAG`"))
    })?;
    Ok((name, reference))
}

/// A scalar as it was written; nothing at all is the empty text.
fn scalar(value: &Yaml) -> Option<String> {
    match value {
        Yaml::String(text) | Yaml::Real(text) => Some(text.clone()),
        Yaml::Integer(number) => Some(number.to_string()),
        Yaml::Boolean(truth) => Some(truth.to_string()),
        Yaml::Null => Some(String::new()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::images;

    #[test]
    fn a_file_without_images_has_none() {
        for text in ["", "# nothing\n", "admin:\n  insecure: true\n", "images:\n", "just text\n"] {
            assert_eq!(images(text), Ok(Vec::new()), "{text:?}");
        }
    }

    #[test]
    fn an_image_may_lack_its_reference() {
        assert_eq!(
            images("images: {gpu: , cpu: c}"),
            Ok(vec![("gpu".into(), String::new()), ("cpu".into(), "c".into())])
        );
    }

    #[test]
    fn what_is_no_mapping_of_texts_is_refused() {
        for text in
            ["images: [a]", "images: a", "images: {gpu: [a]}", "images: {[a]: b}", "images: {a: b, a: c}"]
        {
            assert!(images(text).is_err(), "{text:?}");
        }
    }
}
