//! The images in flytekit's older configuration file, which has sections and lines as Python's `configparser` reads
//! them.

use super::broken::Broken;
use crate::ini::{Fault, Line, lines};

/// The name and reference of each image in the section `images`, in the file's order. Names are converted to lower
/// case, as flytekit does.
pub(super) fn images(text: &str) -> Result<Vec<(String, String)>, Broken> {
    let mut images = Vec::new();
    let mut section = None;
    for (number, line) in lines(text, &['=', ':']) {
        let broken = |reason: String| Err((Some((number, 1)), reason));
        match line {
            Ok(Line::Section(name)) => section = Some(name),
            Err(Fault::OpenSection) => {
                return broken("this section's name has no `]`; write `[NAME]`".into());
            }
            _ if section.is_none() => {
                return broken("this line belongs to no section; write `[images]` above the images".into());
            }
            // Other sections are not checked.
            _ if section != Some("images") => {}
            Ok(Line::Setting(name, reference)) => images.push((name.to_lowercase(), reference.to_owned())),
            Err(Fault::NoSetting(content)) => {
                return broken(format!("`{content}` is not an image; write `NAME=REFERENCE`"));
            }
        }
    }
    Ok(images)
}

#[cfg(test)]
mod tests {
    use super::images;

    #[test]
    fn only_the_section_images_is_read() {
        let text = "; a comment\n[platform]\nurl = x\n\tmore\n[images]\nGPU : r.io/gpu:1\n# b\ndefault=r.io/app:2\n[x]\ny=z\n";
        let found = images(text).unwrap();
        let found: Vec<_> =
            found.iter().map(|(name, reference)| (name.as_str(), reference.as_str())).collect();
        assert_eq!(found, [("gpu", "r.io/gpu:1"), ("default", "r.io/app:2")]);
    }

    #[test]
    fn a_broken_line_is_reported_with_its_number() {
        assert_eq!(images("a=b").unwrap_err().0, Some((1, 1)));
        assert_eq!(images("[images]\na=b\n[more").unwrap_err().0, Some((3, 1)));
        assert_eq!(images("[images]\n\nword").unwrap_err().0, Some((3, 1)));
        assert_eq!(images(""), Ok(Vec::new()));
    }
}
