//! Sentences with `{…}` where facts go.

/// Puts the values in; a name that nobody gave a value stays visible.
pub(super) fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(it, _)| *it == name) {
            Some((_, value)) => out.push_str(value),
            None => out.extend(["{", name, "}"]),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn values_go_in_once() {
        assert_eq!(fill("关于{文件}的{种类}", &[("文件", "《{种类}》"), ("种类", "复函")]), "关于《{种类}》的复函");
        assert_eq!(fill("{没有}{", &[]), "{没有}{");
    }
}
