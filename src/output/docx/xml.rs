//! Writes XML: elements nested by closures, so that every start has its end.

pub(super) struct Xml(String);

pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    pub fn new() -> Xml {
        Xml(String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"))
    }

    pub fn element(&mut self, name: &str, attributes: Attributes, inside: impl FnOnce(&mut Xml)) {
        self.start(name, attributes);
        self.0.push('>');
        inside(self);
        self.0.extend(["</", name, ">"]);
    }

    pub fn empty(&mut self, name: &str, attributes: Attributes) {
        self.start(name, attributes);
        self.0.push_str("/>");
    }

    /// An element with nothing but `w:val`.
    pub fn val(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// An element that is there or not: `<w:b/>`.
    pub fn flag(&mut self, name: &str, on: bool) {
        if on {
            self.empty(name, &[]);
        }
    }

    pub fn text(&mut self, text: &str) {
        text.chars().for_each(|c| self.character(c));
    }

    pub fn finish(self) -> String {
        self.0
    }

    fn start(&mut self, name: &str, attributes: Attributes) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            self.0.extend([" ", key, "=\""]);
            self.text(value);
            self.0.push('"');
        }
    }

    /// Characters that XML 1.0 cannot hold are left out.
    fn character(&mut self, c: char) {
        match c {
            '&' => self.0.push_str("&amp;"),
            '<' => self.0.push_str("&lt;"),
            '>' => self.0.push_str("&gt;"),
            '"' => self.0.push_str("&quot;"),
            '\t' | '\n' | '\r' => self.0.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => self.0.push(c),
        }
    }
}
