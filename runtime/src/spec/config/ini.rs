//! flytekit's older configuration file: lines in sections, as Python's `configparser` reads them.

use super::Broken;

/// Name and reference of each image in the section `images`, in the file's order. Names are taken in lower case, as
/// flytekit takes them.
pub(super) fn images(text: &str) -> Result<Vec<(String, String)>, Broken> {
    let mut images = Vec::new();
    let mut section: Option<&str> = None;
    for (index, line) in text.lines().enumerate() {
        let at = Some((index + 1, 1));
        let content = line.trim();
        if content.is_empty() || content.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = content.strip_prefix('[') {
            let name = name.split_once(']').map(|(name, _)| name);
            section = Some(name.ok_or((at, "this section's name does not end; write `[NAME]`".to_owned()))?);
            continue;
        }
        let Some(section) = section else {
            return Err((at, "no section begins before this line; write `[images]` above the images".into()));
        };
        // What is indented belongs to the entry above, which may stand over several lines.
        if section != "images" || line.starts_with([' ', '\t']) {
            continue;
        }
        let (name, reference) = content
            .split_once(['=', ':'])
            .filter(|(name, _)| !name.trim().is_empty())
            .ok_or_else(|| (at, format!("`{content}` is no image; write `NAME=REFERENCE`")))?;
        images.push((name.trim().to_lowercase(), reference.trim().to_owned()));
    }
    Ok(images)
}

#[cfg(test)]
mod tests {
    use super::images;

    #[test]
    fn only_the_section_of_images_counts() {
        let text = "; a comment\n[platform]\nurl = x\n\tmore\n[images]\nGPU : r.io/gpu:1\n# b\ndefault=r.io/app:2\n[x]\ny=z\n";
        let found = images(text).unwrap();
        let found: Vec<_> =
            found.iter().map(|(name, reference)| (name.as_str(), reference.as_str())).collect();
        assert_eq!(found, [("gpu", "r.io/gpu:1"), ("default", "r.io/app:2")]);
    }

    #[test]
    fn a_broken_line_is_told_by_its_number() {
        assert_eq!(images("a=b").unwrap_err().0, Some((1, 1)));
        assert_eq!(images("[images]\na=b\n[more").unwrap_err().0, Some((3, 1)));
        assert_eq!(images("[images]\n\nword").unwrap_err().0, Some((3, 1)));
        assert_eq!(images(""), Ok(Vec::new()));
    }
}
