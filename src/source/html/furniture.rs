//! Lines and elements of a page that are no part of its text: navigation (导航), buttons, footers (页脚).

use scraper::node::Element;

use super::walk::Line;
use crate::text::fold;

/// Words within names of elements (`article-share`, `BreadcrumbNav`).
const NAMES: [&str; 44] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "mbx",
    "mianbaoxie",
    "dqwz",
    "weizhi",
    "position",
    "location",
    "share",
    "sharebox",
    "bdsharebuttonbox",
    "fenxiang",
    "jiathis",
    "print",
    "noprint",
    "dayin",
    "footer",
    "foot",
    "footpc",
    "copyright",
    "sidebar",
    "ewm",
    "erweima",
    "qrcode",
    "search",
    "login",
    "friendlink",
    "pagination",
    "pager",
    "related",
    "xgwj",
    "xgjd",
    "xgxx",
    "xgnr",
    "xgzc",
    "toolbar",
    "prevnext",
    "hotword",
];

/// Words of lines that belong to the site.
const SITE: [&str; 22] = [
    "版权所有",
    "ICP备",
    "ICP证",
    "公网安备",
    "网站标识码",
    "网站识别码",
    "友情链接",
    "当前位置",
    "所在位置",
    "现在的位置",
    "当前的位置",
    "扫一扫",
    "打印本页",
    "关闭窗口",
    "返回顶部",
    "分享到",
    "上一篇",
    "下一篇",
    "浏览次数",
    "浏览器",
    "网站地图",
    "技术支持",
];

/// Buttons, and other lines that are nothing but this.
const BUTTONS: [&str; 51] = [
    "打印",
    "关闭",
    "收藏",
    "分享",
    "大",
    "中",
    "小",
    "大中小",
    "字体",
    "字号",
    "字体大中小",
    "字号大中小",
    "打印本页",
    "关闭窗口",
    "关闭本页",
    "返回",
    "返回顶部",
    "返回首页",
    "返回上一页",
    "首页",
    "听全文",
    "语音播报",
    "纠错",
    "我要纠错",
    "全文下载",
    "下载全文",
    "打印文本",
    "微信",
    "微博",
    "QQ空间",
    "新浪微博",
    "微信扫一扫",
    "扫一扫",
    "相关链接",
    "文件下载",
    "附件下载",
    "相关附件",
    "相关文档",
    "相关信息",
    "相关解读",
    "相关政策",
    "政策解读",
    "保存",
    "更多",
    "返回上一级",
    "相关文件下载",
    "查看更多",
    "展开",
    "收起",
    "English",
    "无障碍",
];

/// What lines about the text begin with; such lines stand above or below it.
const ABOUT: [&str; 27] = [
    "发布时间",
    "发文文号",
    "发布日期",
    "发表时间",
    "更新时间",
    "时间：",
    "日期：",
    "来源：",
    "信息来源",
    "文章来源",
    "稿件来源",
    "浏览次数",
    "浏览量",
    "阅读",
    "点击",
    "访问次数",
    "编辑：",
    "责任编辑",
    "作者：",
    "字号：",
    "字体：",
    "打印",
    "分享",
    "【字体",
    "【字号",
    "[字体",
    "〖字体",
];

/// Labels of the index card (公开目录信息) of a government page, without blanks and colons.
const CARD: [&str; 22] = [
    "索引号",
    "信息索引",
    "索取号",
    "发文机关",
    "发布机构",
    "发文机构",
    "制定机关",
    "发文字号",
    "文号",
    "公文种类",
    "成文日期",
    "发文日期",
    "生成日期",
    "发布日期",
    "主题分类",
    "主题词",
    "有效性",
    "公开方式",
    "公开范围",
    "信息分类",
    "统一编号",
    "分类",
];

/// Characters of running text in a line: outside links, and not of the site.
pub(super) fn prose(line: &Line) -> usize {
    const SHORTEST: usize = 12;
    let han = line.text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let own = han.saturating_sub(line.linked);
    let runs = line.text.contains(['。', '；', '，']) || line.text.trim_end().ends_with('：');
    if runs && own >= SHORTEST && !is_margin(&line.text) { own } else { 0 }
}

/// A short line with a word of the site in it.
fn is_of_site(s: &str) -> bool {
    const ANY_LENGTH: [&str; 4] = ["凡本站", "本网站", "本站及其", "网站主办单位"];
    ANY_LENGTH.iter().any(|word| s.contains(word))
        || s.chars().count() <= 120 && !is_sentence(s) && SITE.iter().any(|word| s.contains(word))
}

fn is_sentence(s: &str) -> bool {
    s.trim_end().ends_with(['。', '；'])
}

/// Left out wherever it stands.
pub(super) fn is_button(s: &str) -> bool {
    let s: String = bare(s);
    BUTTONS.contains(&s.as_str())
        || s.starts_with("字体大中小")
        || s.starts_with("字号大中小")
        || s.starts_with("打印关闭")
        || s.ends_with("扫一扫在手机打开当前页")
}

/// Left out before the first and after the last line of running text.
pub(super) fn is_margin(s: &str) -> bool {
    let folded = fold(s);
    let short = folded.chars().count() <= 90;
    let trail = folded.matches(['〉', '/']).count() >= 2 && folded.contains("首页");
    is_button(s)
        || is_of_site(s)
        || short && (trail || !is_sentence(s) && ABOUT.iter().any(|word| folded.starts_with(&fold(word))))
        || is_stamp(&folded)
}

/// 2022-07-27 10:30, alone on its line or with the source behind it. A date in Chinese is part of the text.
fn is_stamp(folded: &str) -> bool {
    let digits = folded.trim_start_matches(|c: char| c.is_ascii_digit() || "-/.：".contains(c));
    let taken = folded.len() - digits.len();
    taken >= 8 && folded.contains(['-', '/']) && (digits.is_empty() || digits.starts_with("来源"))
}

/// A label of the index card, with or without its value.
pub(super) fn is_card_label(s: &str) -> bool {
    let folded = fold(s);
    let label = folded.split('：').next().unwrap_or_default().trim_matches(['【', '】', '[', ']']);
    CARD.contains(&label)
}

pub(super) fn is_attachment(s: &str) -> bool {
    const ENDINGS: [&str; 9] = [".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps", ".ofd", ".zip", ".rar"];
    let lower = s.trim_end().to_ascii_lowercase();
    s.contains("附件") || s.contains("附表") || ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// An element whose name says that it is navigation or the like.
pub(super) fn is_named(element: &Element) -> bool {
    let names = element.classes().chain(element.id());
    matches!(element.name(), "nav" | "footer" | "aside") || names.into_iter().any(|name| words(name).any(is_name))
}

fn is_name(word: String) -> bool {
    NAMES.contains(&word.as_str())
}

/// `BreadcrumbNav mt10`, `article-share` in words.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut spaced = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && spaced.ends_with(|last: char| last.is_ascii_lowercase()) {
            spaced.push(' ');
        }
        spaced.push(if c.is_ascii_alphabetic() { c.to_ascii_lowercase() } else { ' ' });
    }
    spaced.split_ascii_whitespace().map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// Han characters and letters alone.
pub(super) fn bare(s: &str) -> String {
    s.chars().filter(|c| c.is_alphanumeric()).collect()
}
