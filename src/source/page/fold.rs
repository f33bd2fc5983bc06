//! Characters that fonts name by their look: a radical (部首) for the Han character, a ligature for its letters.

const FIRST_RADICAL: u32 = 0x2F00;

/// The Kangxi radicals U+2F00–U+2FD5 in order, as the characters that Chinese texts mean by them.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of the supplement (U+2E80–U+2EF3) that are characters of their own.
const SUPPLEMENT: [(char, char); 40] = [
    ('⺁', '厂'),
    ('⺎', '兀'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺝', '月'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺩', '王'),
    ('⺪', '疋'),
    ('⺬', '示'),
    ('⺷', '羊'),
    ('⺼', '月'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻯', '竜'),
    ('⻰', '龙'),
    ('⻳', '龟'),
    ('⻊', '足'),
];

/// The text as it would have been typed, without control characters.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => folded.push_str("ff"),
            'ﬁ' => folded.push_str("fi"),
            'ﬂ' => folded.push_str("fl"),
            'ﬃ' => folded.push_str("ffi"),
            'ﬄ' => folded.push_str("ffl"),
            c if c.is_whitespace() => folded.push(' '),
            c if c.is_control() || c == '\u{fffd}' || c == '\u{ad}' => {}
            c => folded.push(character(c)),
        }
    }
    folded
}

fn character(c: char) -> char {
    let code = u32::from(c);
    if !(0x2E80..0x2FD6).contains(&code) {
        return c;
    }
    let radical = code.checked_sub(FIRST_RADICAL).and_then(|at| RADICALS.chars().nth(at as usize));
    radical.or_else(|| SUPPLEMENT.iter().find(|(from, _)| *from == c).map(|(_, to)| *to)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_characters_and_ligatures_letters() {
        assert_eq!(fold("⼈⺠政府⻓官⽉⾄⿓"), "人民政府长官月至龍");
        assert_eq!(fold("oﬃce ﬁle\u{3000}第⼀条"), "office file 第一条");
        assert_eq!(fold("甲\u{1}乙\u{ad}"), "甲乙");
        assert_eq!(RADICALS.chars().count(), 214);
    }
}
