//! Open fixed-layout documents (.ofd, GB/T 33190): pages of text objects, each character at its place.

mod draw;
mod file;
mod resource;
#[cfg(test)]
mod tests;
mod text_object;

use std::collections::HashMap;

use roxmltree::{Document, Node};

use super::page::{self, Page};
use super::{Format, Source, Unread};
use crate::limits::MAX_PAGES;
use crate::ooxml::{Package, Part};
use draw::{Canvas, Drawing};
use file::Folder;
use resource::Units;

pub fn read(bytes: &[u8]) -> Result<Source, Unread> {
    let mut package = Package::open(bytes)?;
    let Some(main) = file::main(&mut package)? else { return Err(file::missing(&mut package)) };
    let tree = main.parse()?;
    let roots: Vec<&str> = named(tree.root_element(), "DocRoot").filter_map(|node| node.text()).collect();
    let mut reader = Reader { package, pages: Vec::new(), drawing: Drawing::default() };
    for root in roots {
        reader.document(root.trim())?;
    }
    reader.finish()
}

struct Reader<'b> {
    package: Package<'b>,
    pages: Vec<Page>,
    drawing: Drawing,
}

impl Reader<'_> {
    /// One of the documents (文档体) of the file.
    fn document(&mut self, root: &str) -> Result<(), Unread> {
        let part = Folder::top().require(&mut self.package, root)?;
        let folder = Folder::of(&part.name);
        let tree = part.parse()?;
        let document = tree.root_element();
        let shared = resource::parts(&mut self.package, &folder, document)?;
        let trees = resource::parse(&shared)?;
        let units = resource::units(&trees);
        let template_parts = self.templates(&folder, document)?;
        let template_trees = template_parts.parts.iter().map(Part::parse).collect::<Result<Vec<_>, _>>()?;
        let mut templates: Templates<'_, '_> =
            template_parts.ids.iter().map(String::as_str).zip(&template_trees).collect();
        let usual = physical_box(document);
        let pages = named(document, "Page").filter(|page| parent_is(*page, "Pages"));
        for page in pages {
            if self.pages.len() >= MAX_PAGES {
                return Err(Unread::Hostile(format!("超过 {MAX_PAGES} 页")));
            }
            let part = folder.require(&mut self.package, page.attribute("BaseLoc").unwrap_or_default())?;
            let page = self.page(&part, &mut templates, &units, usual)?;
            self.pages.push(page);
        }
        Ok(())
    }

    /// The template pages (模板页); one that is missing leaves its pages without it.
    fn templates(&mut self, folder: &Folder, document: Node<'_, '_>) -> Result<TemplateParts, Unread> {
        let mut found = TemplateParts::default();
        for template in named(document, "TemplatePage") {
            let place = template.attribute("BaseLoc").unwrap_or_default();
            match (template.attribute("ID"), folder.find(&mut self.package, place)?) {
                (Some(id), Some(part)) => {
                    found.ids.push(id.to_owned());
                    found.parts.push(part);
                }
                _ => self.drawing.missing += 1,
            }
        }
        Ok(found)
    }

    /// A page with its templates: what many pages show of one (版头, the frame of a form) is read where it comes first.
    fn page(
        &mut self,
        part: &Part,
        templates: &mut Templates<'_, '_>,
        units: &Units<'_, '_>,
        usual: Option<[f64; 4]>,
    ) -> Result<Page, Unread> {
        let tree = part.parse()?;
        let root = tree.root_element();
        let uses = |order: &str| {
            let chosen = root.children().filter(|node| node.tag_name().name() == "Template");
            let ordered =
                chosen.filter(|node| (node.attribute("ZOrder") == Some("Foreground")) == (order == "Foreground"));
            ordered.filter_map(|node| node.attribute("TemplateID")).collect::<Vec<_>>()
        };
        let own = resource::parts(&mut self.package, &Folder::of(&part.name), root)?;
        let own_trees = resource::parse(&own)?;
        let own_units = resource::units(&own_trees);
        let mut canvas = Canvas::new(physical_box(root).or(usual));
        for id in uses("Background") {
            self.template(templates.remove(id), units, &mut canvas)?;
        }
        self.drawing.content(root, &[&own_units, units], &mut canvas)?;
        for id in uses("Foreground") {
            self.template(templates.remove(id), units, &mut canvas)?;
        }
        Ok(canvas.page)
    }

    fn template(&mut self, tree: Option<&Tree<'_>>, units: &Units<'_, '_>, canvas: &mut Canvas) -> Result<(), Unread> {
        match tree {
            Some(tree) => self.drawing.content(tree.root_element(), &[units], canvas),
            None => Ok(()),
        }
    }

    fn finish(self) -> Result<Source, Unread> {
        if self.pages.is_empty() {
            return Err(Unread::Damaged("没有页".to_owned()));
        }
        if self.drawing.is_mostly_unknown(&self.pages) {
            return Err(Unread::NamelessGlyphs);
        }
        if self.pages.iter().all(|page| page.pieces.is_empty()) {
            return Err(if self.drawing.has_pictures { Unread::NoTextLayer } else { Unread::Empty });
        }
        let remarks = self.drawing.remarks(&self.pages);
        Ok(Source { text: page::text(&self.pages), format: Format::Ofd, encoding: "UTF-8", remarks })
    }
}

/// Where the page lies: corner, width, height, in millimetres.
fn physical_box(root: Node<'_, '_>) -> Option<[f64; 4]> {
    let area = root.descendants().find(|node| matches!(node.tag_name().name(), "Area" | "PageArea"))?;
    let found = area.children().find(|node| node.tag_name().name() == "PhysicalBox")?;
    text_object::numbers(found.text()?)
}

fn named<'a, 'i>(root: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    root.descendants().filter(move |node| node.tag_name().name() == name)
}

fn parent_is(node: Node<'_, '_>, name: &str) -> bool {
    node.parent().is_some_and(|parent| parent.tag_name().name() == name)
}

type Tree<'p> = Document<'p>;
type Templates<'a, 'i> = HashMap<&'a str, &'a Tree<'i>>;

#[derive(Default)]
struct TemplateParts {
    ids: Vec<String>,
    parts: Vec<Part>,
}
