//! Finding parts: writers give places (ST_Loc) from the root, from the referring file, in any case of letters.

use crate::ooxml::{Fault, Package, Part};
use crate::source::Unread;

const MAIN: &str = "OFD.xml";
/// Says that the parts are enciphered (GB/T 33190 extension GM/T 0099).
const ENCRYPTIONS: &str = "Encryptions.xml";

/// The folder of a part, the way its places are meant.
#[derive(Clone, Debug)]
pub(super) struct Folder(String);

impl Folder {
    pub fn top() -> Folder {
        Folder(String::new())
    }

    pub fn of(part: &str) -> Folder {
        let part = part.replace('\\', "/");
        Folder(part.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned())
    }

    /// A part by its place: from the root of the package, from this folder, or from one of the folders above.
    pub fn find(&self, package: &mut Package<'_>, place: &str) -> Result<Option<Part>, Fault> {
        let place = place.trim().replace('\\', "/");
        if place.is_empty() {
            return Ok(None);
        }
        for name in self.candidates(&place) {
            if let Some(part) = package.part(&name)? {
                return Ok(Some(part));
            }
        }
        Ok(None)
    }

    pub fn require(&self, package: &mut Package<'_>, place: &str) -> Result<Part, Fault> {
        self.find(package, place)?.ok_or_else(|| Fault::Missing(place.to_owned()))
    }

    fn candidates(&self, place: &str) -> Vec<String> {
        let mut names = Vec::new();
        if let Some(absolute) = place.strip_prefix('/') {
            names.push(join("", absolute));
        }
        let mut folder = Some(self.0.as_str());
        while let Some(at) = folder {
            names.push(join(at, place));
            folder = at.rsplit_once('/').map(|(above, _)| above).or((!at.is_empty()).then_some(""));
        }
        names
    }
}

/// Joins, and takes out `.` and `..`.
fn join(folder: &str, place: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(place.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

pub(super) fn main(package: &mut Package<'_>) -> Result<Option<Part>, Unread> {
    match package.part(MAIN) {
        Err(Fault::Xml { .. }) if package.part(ENCRYPTIONS)?.is_some() => Err(Unread::Encrypted),
        found => Ok(found?),
    }
}

/// Why there is no main part.
pub(super) fn missing(package: &mut Package<'_>) -> Unread {
    match package.part(ENCRYPTIONS) {
        Ok(Some(_)) => Unread::Encrypted,
        _ => Fault::Missing(MAIN.to_owned()).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_tried_from_the_nearest_folder_up() {
        let folder = Folder::of("Doc_0/Pages/Page_0/Content.xml");
        assert_eq!(folder.candidates("../a/./R.xml")[0], "Doc_0/Pages/a/R.xml");
        let all = folder.candidates("/Doc_0/R.xml");
        assert_eq!((all[0].as_str(), all.len()), ("Doc_0/R.xml", 5));
        assert_eq!(Folder::top().candidates("../../x"), ["x"]);
    }
}
