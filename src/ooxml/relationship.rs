//! Relationships: how one part names the next.

use roxmltree::Document;

/// One relationship of a part that points into the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relationship {
    pub id: String,
    /// Last word of the type: `styles`, `header` … the same in transitional and strict packages.
    pub kind: String,
    /// Name of the part pointed at, from the root of the package.
    pub target: String,
}

/// Where the relationships of a part stand; of the package itself for an empty name.
pub fn part_name(of: &str) -> String {
    match of.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{of}.rels"),
    }
}

/// External targets are left out: nothing outside the package is ever followed.
pub(super) fn read(document: &Document<'_>, of: &str) -> Vec<Relationship> {
    let elements = document.root_element().children().filter(|node| node.tag_name().name() == "Relationship");
    let inside = elements.filter(|node| node.attribute("TargetMode") != Some("External"));
    inside
        .filter_map(|node| {
            Some(Relationship {
                id: node.attribute("Id")?.to_owned(),
                kind: node.attribute("Type")?.rsplit('/').next()?.to_owned(),
                target: resolve(of, node.attribute("Target")?),
            })
        })
        .collect()
}

/// A target is relative to the folder of its part, or absolute; it can never leave the package.
fn resolve(of: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let target = target.split('#').next().unwrap_or_default();
    let folder = if target.starts_with('/') { "" } else { of.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_inside_the_package() {
        assert_eq!(resolve("word/document.xml", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word/document.xml", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word/document.xml", "../custom/./a.xml"), "custom/a.xml");
        assert_eq!(resolve("word/document.xml", "..\\..\\..\\etc/passwd"), "etc/passwd");
        assert_eq!(resolve("", "word/document.xml#x"), "word/document.xml");
    }

    #[test]
    fn relationship_parts_stand_beside_their_part() {
        assert_eq!(part_name(""), "_rels/.rels");
        assert_eq!(part_name("word/document.xml"), "word/_rels/document.xml.rels");
        assert_eq!(part_name("main.xml"), "_rels/main.xml.rels");
    }

    #[test]
    fn external_targets_are_left_out() {
        let xml = r#"<Relationships><Relationship Id="a" Type="http://x/styles" Target="s.xml"/>
            <Relationship Id="b" Type="http://x/hyperlink" Target="http://y" TargetMode="External"/></Relationships>"#;
        let found = read(&Document::parse(xml).unwrap(), "word/document.xml");
        let styles = Relationship { id: "a".into(), kind: "styles".into(), target: "word/s.xml".into() };
        assert_eq!(found, [styles]);
    }
}
