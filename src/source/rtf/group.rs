//! What holds in a group (`{…}`) until it closes.

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    Text,
    /// The number that the writing program made for the paragraph (`\listtext`).
    Label,
    FontTable,
    /// The same text twice, for old readers and for new ones (`\upr`): only the second is read.
    Twice,
    Skipped,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub destination: Destination,
    /// Nothing stood in the group yet: its first word may name a destination.
    pub is_fresh: bool,
    /// Began with `\*`: a reader that does not know the destination leaves it out.
    pub is_optional: bool,
    /// A story of its own ends with this group.
    pub ends_story: bool,
    /// Characters after `\u` for readers without Unicode (`\uc`).
    pub fallback: usize,
    pub font: i32,
    /// The font of East Asian characters (`\dbch\af`).
    pub far_font: Option<i32>,
    pub names_far_font: bool,
    pub is_hidden: bool,
    pub is_deleted: bool,
    pub is_inserted: bool,
    pub in_table: bool,
    /// Depth of tables within tables (`\itap`).
    pub nesting: usize,
}

impl Group {
    pub fn root() -> Group {
        Group {
            destination: Destination::Text,
            is_fresh: true,
            is_optional: false,
            ends_story: false,
            fallback: 1,
            font: 0,
            far_font: None,
            names_far_font: false,
            is_hidden: false,
            is_deleted: false,
            is_inserted: false,
            in_table: false,
            nesting: 0,
        }
    }

    pub fn inner(&self) -> Group {
        Group { is_fresh: true, is_optional: false, ends_story: false, ..*self }
    }

    pub fn is_gone(&self) -> bool {
        self.is_hidden || self.is_deleted
    }

    /// In how many tables the paragraph stands.
    pub fn tables(&self) -> usize {
        self.nesting.max(usize::from(self.in_table))
    }

    /// A word that formats characters or paragraphs; whether it was one.
    pub fn format(&mut self, name: &str, value: Option<i32>, default_font: i32) -> bool {
        let is_on = value != Some(0);
        let number = usize::try_from(value.unwrap_or(0)).unwrap_or(0);
        match name {
            "f" => self.font = value.unwrap_or(0),
            "af" if self.names_far_font => self.far_font = value,
            "dbch" => self.names_far_font = true,
            "loch" | "hich" => self.names_far_font = false,
            "uc" => self.fallback = number,
            "v" => self.is_hidden = is_on,
            "deleted" | "mvf" => self.is_deleted = is_on,
            "revised" | "mvt" => self.is_inserted = is_on,
            "intbl" => self.in_table = is_on,
            "itap" => self.nesting = number,
            "plain" => {
                let Group { fallback, destination, is_fresh, is_optional, ends_story, in_table, nesting, .. } = *self;
                *self = Group {
                    fallback,
                    destination,
                    is_fresh,
                    is_optional,
                    ends_story,
                    in_table,
                    nesting,
                    ..Group::root()
                };
                self.font = default_font;
            }
            "pard" => (self.in_table, self.nesting) = (false, 0),
            _ => return false,
        }
        true
    }
}
