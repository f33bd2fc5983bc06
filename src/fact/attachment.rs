//! Mentions of annexes (附件) in the running text.

use serde::{Deserialize, Serialize};

use super::Passage;
use crate::document::NodeId;
use crate::numeral;
use crate::text::Span;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub number: Option<u32>,
    pub span: Span,
    pub node: NodeId,
    /// 附件2第三条: said of an article in it.
    pub into_article: bool,
}

/// 见附件1, （附件2）, 附件3所列
pub fn read(passage: &Passage<'_>, found: &mut Vec<Attachment>) {
    let text = passage.view.as_str();
    for (at, word) in
        text.match_indices('附').map(|(at, _)| (at, if text[at..].starts_with("附件") { "附件" } else { "附" }))
    {
        let behind = &text[at + word.len()..];
        let number = numeral::read(behind).filter(|(n, _)| *n < 100);
        let taken = number.map_or(0, |(_, taken)| taken);
        let after = &behind[taken..];
        // 第12条附件, 附件清单, 上级文件的附件 are other things.
        let another = after.starts_with(['材', '清', '资', '式'])
            || text[..at].ends_with(['的', '》', '及', '其'])
            || text[..at].ends_with("邮件");
        // 见附1; 附 alone is a verb
        let is_noun = word == "附件" || number.is_some() && text[..at].ends_with(['见', '（', '按', '照', '和', '、']);
        let points = is_noun
            && (number.is_some() || text[..at].ends_with(['见', '（', '按', '照']) || text[..at].ends_with("本办法"));
        if points && !another {
            found.push(Attachment {
                number: number.map(|(n, _)| n),
                span: passage.view.span(at..at + word.len() + taken),
                node: passage.node,
                into_article: after.starts_with('第'),
            });
        }
    }
}
