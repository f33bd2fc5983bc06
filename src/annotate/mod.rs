//! Findings → comments (批注) and tracked changes (修订) inside the user's own .docx. Parts that need not change stay as
//! they are, byte for byte; so do comments and changes of others. A second run adds nothing twice.

mod anchor;
mod body;
mod earlier;
mod names;
mod origin;
mod parts;
mod plan;
mod remark;
mod run;
#[cfg(test)]
mod tests;

use crate::date::Date;
use crate::finding::Finding;
use crate::limits::MAX_COMMENTS;
use crate::ooxml::{Fault, Package, Part, escape, rewrite};
use crate::text::{Span, Text};
use anchor::Ground;
use body::Body;
use earlier::Earlier;
use names::{Ids, Names};
use parts::Home;
use plan::Plan;
use remark::Suggestion;

pub use remark::Mark;

/// What to write into a document, and in whose name.
pub struct Request<'a> {
    /// As it was read from the same bytes.
    pub text: &'a Text,
    /// The title of the draft: findings about the whole document hang there.
    pub title: Option<Span>,
    pub findings: &'a [Finding],
    pub author: &'a str,
    pub initials: &'a str,
    pub day: Date,
}

/// A document with its comments.
#[derive(Debug)]
pub struct Annotated {
    pub bytes: Vec<u8>,
    /// Comments added.
    pub added: usize,
    /// Findings that an earlier run had commented.
    pub known: usize,
    /// Tracked changes among the comments added.
    pub changes: usize,
    /// The document holds macros: its name must end in `.docm`.
    pub has_macros: bool,
    /// What a reviewer should know about the result, in Chinese.
    pub remarks: Vec<String>,
}

/// Writes comments into a .docx.
pub fn annotate(bytes: &[u8], request: &Request<'_>) -> Result<Annotated, Fault> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let tree = main.parse()?;
    let home = Home::find(&mut package, &main.name)?;
    let comments = home.part.as_ref().map(Part::parse).transpose()?;
    let mut ids = Ids::default();
    ids.note(&tree);
    comments.iter().for_each(|comments| ids.note(comments));
    let notes = others(&mut package, &main.name)?;
    let trees =
        notes.iter().map(|(kind, part)| Ok((kind.as_str(), part.parse()?))).collect::<Result<Vec<_>, Fault>>()?;
    trees.iter().for_each(|(_, tree)| ids.note(tree));
    let mut of_kind = trees.into_iter().filter(|(kind, _)| kind.ends_with("notes")).collect::<Vec<_>>();
    let mut take = |kind: &str| Some(of_kind.swap_remove(of_kind.iter().position(|(it, _)| *it == kind)?).1);
    let ground = Ground {
        text: request.text,
        body: Body::new(&main.xml, &tree),
        part: main_number(request.text, &main.name).unwrap_or_default(),
        title: request.title,
        footnotes: take("footnotes"),
        endnotes: take("endnotes"),
    };
    let names = Names::of(tree.root_element());
    let own = comments.as_ref().map(|comments| Names::of(comments.root_element()));
    let in_comments = own.as_ref().unwrap_or(&names);
    let earlier = Earlier::read(comments.as_ref(), tree.root_element());
    let mut session = Session::new(request, &ground, [&names, in_comments], earlier, ids);
    request.findings.iter().for_each(|finding| session.take(finding));
    session.finish(bytes, &mut package, &main, &home)
}

/// Notes, headers and footers, with their kinds.
fn others(package: &mut Package<'_>, main: &str) -> Result<Vec<(String, Part)>, Fault> {
    const KINDS: [&str; 4] = ["footnotes", "endnotes", "header", "footer"];
    let relationships = package.relationships(main)?;
    let mut found = Vec::new();
    for related in relationships.into_iter().filter(|it| KINDS.contains(&it.kind.as_str())) {
        found.extend(package.part(&related.target)?.map(|part| (related.kind, part)));
    }
    Ok(found)
}

/// The number under which the text knows the main part.
fn main_number(text: &Text, name: &str) -> Option<u16> {
    (0..=u16::MAX).take_while(|part| !text.part(*part).is_empty()).find(|part| text.part(*part) == name)
}

/// One document while findings are put into it.
struct Session<'a, 'x> {
    request: &'a Request<'a>,
    ground: &'a Ground<'x>,
    plan: Plan<'x, 'a>,
    /// What elements are called in the part of the comments.
    names: &'a Names,
    earlier: Vec<Earlier>,
    ids: Ids,
    /// How many more comments Word would bear.
    room: usize,
    comments: String,
    added: usize,
    known: usize,
    /// Findings without a place, and beyond what Word bears.
    homeless: usize,
    beyond: usize,
}

impl<'a, 'x> Session<'a, 'x> {
    fn new(
        request: &'a Request<'a>,
        ground: &'a Ground<'x>,
        [names, in_comments]: [&'a Names; 2],
        earlier: Vec<Earlier>,
        ids: Ids,
    ) -> Session<'a, 'x> {
        let signed = [("author", escape(request.author)), ("date", date(request.day))];
        let plan = Plan::new(&ground.body, names, signed);
        let room = MAX_COMMENTS.saturating_sub(earlier::count(ground.body.root));
        Session {
            request,
            ground,
            plan,
            names: in_comments,
            earlier,
            ids,
            room,
            comments: String::new(),
            added: 0,
            known: 0,
            homeless: 0,
            beyond: 0,
        }
    }

    fn take(&mut self, finding: &Finding) {
        let anchor = self.ground.anchor(finding.span);
        let place = anchor.as_ref().map(|anchor| &anchor.range);
        if self.earlier.iter().any(|earlier| earlier.is_of(finding, place)) {
            self.known += 1;
            return;
        }
        let Some(anchor) = anchor else { return self.homeless += 1 };
        if self.added == self.room {
            return self.beyond += 1;
        }
        let suggestion = finding.replacement.as_ref().map(|replacement| {
            match self.plan.change(self.ground, replacement.span, &replacement.with) {
                true => Suggestion::Tracked,
                false => Suggestion::Said,
            }
        });
        let id = self.ids.draw();
        self.plan.comment(&anchor, id);
        self.added += 1;
        let lines = remark::lines(finding, self.request.text, anchor.hold, suggestion);
        let (id, initials) = (id.to_string(), escape(self.request.initials));
        let [author, date] = &self.plan.signed;
        let attributes = [("id", &id), (author.0, &author.1), (date.0, &date.1), ("initials", &initials)];
        let attributes = attributes.map(|(key, value)| (key, value.as_str()));
        self.comments.push_str(&remark::comment(self.names, &attributes, &lines));
    }

    fn finish(mut self, bytes: &[u8], package: &mut Package<'_>, main: &Part, home: &Home) -> Result<Annotated, Fault> {
        let has_macros = parts::has_macros(package)?;
        let mut annotated = Annotated {
            bytes: bytes.to_vec(),
            added: self.added,
            known: self.known,
            changes: self.plan.changes.len(),
            has_macros,
            remarks: self.remarks(package),
        };
        if self.added > 0 {
            let mut changed = home.write(package, &main.name, self.names, &self.comments)?;
            let before = package.bytes(&main.name)?.unwrap_or_default();
            let xml = self.plan.write(&mut self.ids);
            changed.insert(main.name.clone(), Part::encode(&xml, &before));
            // A last look: nothing leaves that could not be read again.
            for (name, bytes) in &changed {
                Part::decode(name, bytes)?.parse()?;
            }
            annotated.bytes = rewrite(bytes, &changed)?;
        }
        Ok(annotated)
    }

    fn remarks(&self, package: &Package<'_>) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.homeless > 0 {
            remarks.push(format!("有{}个问题在原稿里没有可以加批注的地方，见 findings.json", self.homeless));
        }
        if self.beyond > 0 {
            remarks.push(format!("批注超过{MAX_COMMENTS}条 Word 就打不开，有{}个问题没有写成批注", self.beyond));
        }
        if self.added > 0 && package.names().iter().any(|name| name.starts_with("_xmlsignatures/")) {
            remarks.push("原稿有数字签名，加了批注以后签名失效".to_owned());
        }
        remarks
    }
}

fn date(day: Date) -> String {
    format!("{day}T00:00:00Z")
}
