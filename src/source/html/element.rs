//! What an element does to the text inside it.

use scraper::node::Element;

/// Elements that begin and end a block.
const BLOCKS: [&str; 50] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements whose inside is no text of the page.
const MUTE: [&str; 29] = [
    "applet", "area", "audio", "base", "button", "canvas", "datalist", "embed", "head", "iframe", "img", "input",
    "link", "map", "math", "meta", "noembed", "noframes", "noscript", "object", "option", "rp", "script", "select",
    "style", "svg", "template", "textarea", "video",
];

pub(super) fn is_block(element: &Element) -> bool {
    BLOCKS.binary_search(&element.name()).is_ok()
}

pub(super) fn is_mute(element: &Element) -> bool {
    MUTE.binary_search(&element.name()).is_ok()
}

/// Not shown (隐藏): `hidden`, or a style that says so. A whole page that hides itself waits for its script.
pub(super) fn is_hidden(element: &Element) -> bool {
    if matches!(element.name(), "html" | "body") {
        return false;
    }
    const STYLES: [(&str, &str); 3] = [("display", "none"), ("visibility", "hidden"), ("mso-hide", "all")];
    element.attr("hidden").is_some() || STYLES.iter().any(|(name, value)| has_style(element, name, value))
}

/// Whether line ends in the source are line ends on the screen.
pub(super) fn keeps_lines(element: &Element) -> bool {
    let styled = |value: &str| value.starts_with("pre") || value.starts_with("break-spaces");
    element.name() == "pre" || style(element, "white-space").is_some_and(|value| styled(&value))
}

/// A tracked change (修订) of a page saved by Word; plain `ins` and `del` are shown as they stand.
pub(super) fn is_tracked(element: &Element, name: &str) -> bool {
    element.name() == name && (element.attr("cite").is_some() || element.attr("datetime").is_some())
}

fn has_style(element: &Element, name: &str, value: &str) -> bool {
    style(element, name).is_some_and(|found| found.split([' ', '!']).next() == Some(value))
}

/// One property of the `style` attribute, in lower case.
fn style(element: &Element, name: &str) -> Option<String> {
    let declarations = element.attr("style")?.split(';').rev();
    let mut pairs = declarations.filter_map(|declaration| declaration.split_once(':'));
    let (_, value) = pairs.find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().to_ascii_lowercase())
}
