//! What a ledger keeps of a document (文件) and of one of its reviews (审查).

use std::collections::BTreeMap;

/// How a value is written and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Text,
    /// ISO day.
    Date,
    /// Not negative.
    Count,
    /// 有效期: 5年, 24个月.
    Term,
    /// A word of a closed list; what fits none is kept as written.
    Kind,
    Letter,
    Cleaning,
}

/// Whose value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Document,
    Review,
}

macro_rules! fields {
    ($($owner:ident { $($field:ident $name:literal $heading:literal $shape:ident),+ $(,)? })+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($($field),+),+ }

        impl Field {
            /// In the order in which they are shown and written.
            pub const ALL: &[Field] = &[$($(Field::$field),+),+];

            /// Of the column in the file, and in JSON.
            pub fn name(self) -> &'static str {
                match self { $($(Field::$field => $name),+),+ }
            }

            /// As people call it, and as tables are headed.
            pub fn heading(self) -> &'static str {
                match self { $($(Field::$field => $heading),+),+ }
            }

            pub fn shape(self) -> Shape {
                match self { $($(Field::$field => Shape::$shape),+),+ }
            }

            pub fn owner(self) -> Owner {
                match self { $($(Field::$field => Owner::$owner),+),+ }
            }
        }
    };
}

fields! {
    Document {
        Title "title" "文件名称" Text,
        Kind "kind" "事项类别" Kind,
        DocumentNumber "document_number" "文号" Text,
        Registration "registration" "登记号" Text,
        Issuer "issuer" "制定机关" Text,
        Unit "unit" "起草单位" Text,
        Adopted "adopted" "通过日期" Date,
        Published "published" "公布日期" Date,
        Effective "effective" "施行日期" Date,
        Term "term" "有效期" Term,
        Expires "expires" "有效期至" Date,
        Registered "registered" "登记日期" Date,
        Filed "filed" "备案日期" Date,
        FiledTo "filed_to" "备案机关" Text,
        Evaluated "evaluated" "评估日期" Date,
        Evaluation "evaluation" "评估结论" Text,
        Proposal "proposal" "清理建议" Text,
        Cleaned "cleaned" "清理日期" Date,
        Cleaning "cleaning" "清理结果" Cleaning,
        State "state" "状态" Text,
        Related "related" "被何文件修改废止" Text,
        Path "path" "文件路径" Text,
        Remark "remark" "附注" Text,
    }
    Review {
        Received "received" "收件日期" Date,
        LetterKind "letter_kind" "意见种类" Letter,
        Letter "letter" "意见书文号" Text,
        Conclusion "conclusion" "审查结论" Text,
        Replied "replied" "办结日期" Date,
        Days "days" "用时" Count,
        Opinions "opinions" "意见条数" Count,
        Accepted "accepted" "采纳条数" Count,
        Reviewer "reviewer" "承办人" Text,
    }
}

impl Field {
    pub fn of(owner: Owner) -> impl Iterator<Item = Field> {
        Field::ALL.iter().copied().filter(move |field| field.owner() == owner)
    }

    /// By its name or heading.
    pub fn named(name: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|field| field.name() == name || field.heading() == name)
    }
}

/// What is known of a document and perhaps of one of its reviews; values are written as [`Shape`] says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub values: BTreeMap<Field, String>,
    /// What has no place of its own, by the heading it came with.
    pub extra: BTreeMap<String, String>,
}

impl Record {
    pub fn get(&self, field: Field) -> Option<&str> {
        self.values.get(&field).map(String::as_str)
    }

    pub fn set(&mut self, field: Field, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.values.insert(field, value);
        }
    }

    pub fn with(mut self, field: Field, value: impl Into<String>) -> Record {
        self.set(field, value);
        self
    }

    /// Whether anything is said of a review.
    pub fn has_review(&self) -> bool {
        self.values.keys().any(|field| field.owner() == Owner::Review)
    }

    pub fn title(&self) -> &str {
        self.get(Field::Title).unwrap_or_default()
    }
}
