//! Resources (资源): the composite units (复合图元) that pages draw by their ids.

use std::collections::HashMap;

use roxmltree::Node;

use super::Tree;
use super::file::Folder;
use crate::ooxml::{Fault, Package, Part};

pub(super) type Units<'a, 'i> = HashMap<&'a str, Node<'a, 'i>>;

/// The resource files that a document or page names; one that is missing or broken draws nothing.
pub(super) fn parts(package: &mut Package<'_>, folder: &Folder, root: Node<'_, '_>) -> Result<Vec<Part>, Fault> {
    let mut parts = Vec::new();
    let places =
        root.descendants().filter(|node| matches!(node.tag_name().name(), "PublicRes" | "DocumentRes" | "PageRes"));
    for place in places.filter_map(|node| node.text()) {
        match folder.find(package, place) {
            Ok(part) => parts.extend(part),
            Err(fault) if fault.is_hostile() => return Err(fault),
            Err(_) => {}
        }
    }
    Ok(parts)
}

pub(super) fn parse(parts: &[Part]) -> Result<Vec<Tree<'_>>, Fault> {
    let mut trees = Vec::new();
    for part in parts {
        match part.parse() {
            Ok(tree) => trees.push(tree),
            Err(fault) if fault.is_hostile() => return Err(fault),
            Err(_) => {}
        }
    }
    Ok(trees)
}

pub(super) fn units<'a, 'i>(trees: &'a [Tree<'i>]) -> Units<'a, 'i> {
    let nodes = trees.iter().flat_map(|tree| tree.root_element().descendants());
    let units = nodes.filter(|node| node.tag_name().name() == "CompositeGraphicUnit");
    units.filter_map(|unit| Some((unit.attribute("ID")?, unit))).collect()
}
