//! What the TOML parser complains of, in Chinese.

/// The parser's message in Chinese where it is one of the usual ones, else its own words.
pub fn chinese(message: &str) -> String {
    let message = message.trim_end();
    if let Some((name, known)) = unknown(message, "unknown field ") {
        return format!("不认识的字段“{name}”{known}");
    }
    if let Some((name, known)) = unknown(message, "unknown variant ") {
        return format!("不认识的取值“{name}”{known}");
    }
    if let Some(name) = message.strip_prefix("missing field ") {
        return format!("缺少字段“{}”", name.trim_matches('`'));
    }
    if let Some((_, wanted)) = message.strip_prefix("invalid type: ").and_then(|rest| rest.rsplit_once(", expected ")) {
        return format!("类型不对，应为{}", kind(wanted));
    }
    if message.starts_with("duplicate key") {
        return "这个键已经写过了".to_owned();
    }
    if message.contains("wanted exactly 1 element") {
        return "每条规则恰好写一个 [rule.check.<种类>]".to_owned();
    }
    // Our own words.
    if !message.is_ascii() && message.chars().next().is_some_and(|c| !c.is_ascii()) {
        return message.to_owned();
    }
    format!("TOML 格式错误：{message}")
}

/// Name and the names that are known: unknown field `x`, expected one of `a`, `b`.
fn unknown(message: &str, head: &str) -> Option<(String, String)> {
    let (name, known) = message.strip_prefix(head)?.split_once(", ").unwrap_or((&message[head.len()..], ""));
    let known: Vec<_> = known.split('`').skip(1).step_by(2).collect();
    let known = if known.is_empty() { String::new() } else { format!("；可以写 {}", known.join("、")) };
    Some((name.trim_matches('`').to_owned(), known))
}

fn kind(wanted: &str) -> &str {
    match wanted {
        "a sequence" => "列表 [ ]",
        "a string" | "a borrowed string" => "带引号的文字",
        "a boolean" => "true 或者 false",
        "a map" => "表 [ ] 或者 { }",
        "a TOML datetime" => "日期，例如 2026-11-21，不带引号",
        "u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" => "整数，不带引号",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::chinese;

    #[test]
    fn usual_mistakes_are_told_in_chinese() {
        for (message, expected) in [
            ("unknown field `a`, expected one of `b`, `c`\n", "不认识的字段“a”；可以写 b、c"),
            ("unknown field `a`, expected `b`", "不认识的字段“a”；可以写 b"),
            ("unknown field `a`, there are no fields", "不认识的字段“a”"),
            ("unknown variant `x`, expected `y` or `z`", "不认识的取值“x”；可以写 y、z"),
            ("missing field `title`", "缺少字段“title”"),
            ("invalid type: string \"2, expected\", expected u32", "类型不对，应为整数，不带引号"),
            ("duplicate key", "这个键已经写过了"),
            ("写文件名", "写文件名"),
            ("unclosed array", "TOML 格式错误：unclosed array"),
        ] {
            assert_eq!(chinese(message), expected);
        }
    }
}
