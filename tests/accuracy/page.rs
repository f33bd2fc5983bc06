//! docs/accuracy.md

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::labelled::{Share, Violations};
use super::noise::Noise;
use super::reading::{Fresh, Reading};

pub struct Measured {
    pub version: String,
    pub violations: Violations,
    /// Points, and answers asked.
    pub answers: (f64, usize),
    pub reading: Reading,
    pub good: Noise,
    pub normative: Noise,
    pub laws: Noise,
}

/// What is known not to be caught, kept by hand.
const NOT_CAUGHT: &str = include_str!("not_caught.md");

pub fn write(measured: &Measured) -> String {
    let mut out = format!(
        "# 准确度\n\n本文由命令写成，不手工修改：`FASHEN_WRITE_ACCURACY=1 cargo test --release --test accuracy`。\
         检查时点2026年11月21日，规则版本 {}，全国规则，不带送审材料。\n",
        measured.version
    );
    labelled(&mut out, measured);
    reading(&mut out, &measured.reading);
    good(&mut out, &measured.good);
    noise(&mut out, "规范性文件", &measured.normative);
    noise(&mut out, "法律、法规、规章和司法解释（一律当作规范性文件检查）", &measured.laws);
    out.push_str(
        "\n法律、法规有权设定处罚、许可和强制，这里的 `content` 发现多数是词义正确而主体有权，只用来找误报；\
         `citation` 的发现多数是旧文本引用了后来废止的法律。\n",
    );
    rules(&mut out, measured);
    out + "\n" + NOT_CAUGHT
}

fn labelled(out: &mut String, measured: &Measured) {
    let Measured { violations, answers: (points, asked), .. } = measured;
    out.push_str(
        "\n## 公布的问题条文和官方答复\n\n每条放进一份小文件里按规范性文件检查；条文不带原文件，看不出制定机关的地名。\n\n\
         | 标注集 | 对的 | 共 | 占比 |\n|---|---:|---:|---:|\n",
    );
    for (what, Share { hits, of }, percent) in [
        ("照录的问题条文，有内容或者公平竞争的发现", violations.verbatim, violations.verbatim.percent()),
        ("转述的问题条文，有发现", violations.paraphrased, violations.paraphrased.percent()),
        ("发现的依据有正确的《公平竞争审查条例》条文", violations.regulation, violations.regulation.percent()),
        ("发现的依据有正确的《公平竞争审查条例实施办法》条文", violations.measures, violations.measures.percent()),
        ("合法的条文，没有很可能以上的发现", violations.lawful, violations.lawful.percent()),
    ] {
        let _ = writeln!(out, "| {what} | {hits} | {of} | {percent:.1}% |");
    }
    let share = 100.0 * points / *asked as f64;
    let _ = writeln!(
        out,
        "| 官方答复中的条文，结论一致（视情况的应为待核；违反的只报待核算半条） | {points} | {asked} | {share:.1}% |"
    );
    let _ = writeln!(out, "\n没有发现的问题条文（编号）：{}。", violations.missed.join("、"));
}

fn reading(out: &mut String, reading: &Reading) {
    let (first, now) = (reading.first, reading.now);
    let _ = writeln!(
        out,
        "\n## 人工读过的发现\n\n随机（有种子）取{}处“很可能”以上、级别违法或者缺陷的发现，逐处对照法律判断，判断在 `tests/accuracy/reading.tsv`。\
         第一次读时{}处正确（{:.1}%）；按读出的毛病改了规则以后，仍然报告的{}处中{}处正确（{:.1}%）。后一个数是在同一批上改出来的，\
         新文件上会低一些。\n\n| 规则族 | 正确 | 仍报告的 |\n|---|---:|---:|",
        first.of,
        first.hits,
        first.percent(),
        now.of,
        now.hits,
        now.percent()
    );
    for (family, Share { hits, of }) in &reading.families {
        let _ = writeln!(out, "| `{family}` | {hits} | {of} |");
    }
    fresh(out, reading);
}

fn fresh(out: &mut String, reading: &Reading) {
    out.push_str(
        "\n没有人见过的文件上（从网上随机找来的地方文件，多为奖补、招商和市场管理，各取开头几百字；改规则以前只读一次，判断在 \
         `tests/accuracy/fresh.tsv`）：\n\n| 轮次 | 有发现的文件 | 发现 | 正确 | 占比 |\n|---|---:|---:|---:|---:|\n",
    );
    for (round, Fresh { documents, right: Share { hits, of } }) in &reading.fresh {
        let share = 100.0 * *hits as f64 / (*of).max(1) as f64;
        let _ = writeln!(out, "| {round} | {} | {of} | {hits} | {share:.1}% |", documents.len());
    }
}

fn good(out: &mut String, good: &Noise) {
    let _ = writeln!(
        out,
        "\n## 现行的好文件\n\n国务院、国家药监局、财政等部门的现行规范性文件{}份（6万字以内），有效期、程序、引用以外，“很可能”以上的违法、\
         缺陷共{}处，平均每份{:.2}处。",
        good.files,
        good.pressing,
        good.pressing as f64 / good.files.max(1) as f64
    );
}

fn noise(out: &mut String, title: &str, noise: &Noise) {
    let per = |count: usize| 1000.0 * count as f64 / noise.paragraphs.max(1) as f64;
    let _ = writeln!(out, "\n## {title}\n\n{}个文件，{}个自然段。每千段的发现数：\n", noise.files, noise.paragraphs);
    out.push_str("| 规则族 | 确定 | 很可能 | 待核 |\n|---|---:|---:|---:|\n");
    let mut all = [0; 3];
    for (family, counts) in &noise.families {
        let _ = writeln!(out, "| `{family}` | {:.2} | {:.2} | {:.2} |", per(counts[0]), per(counts[1]), per(counts[2]));
        all.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
    }
    let _ = writeln!(out, "| 合计 | {:.2} | {:.2} | {:.2} |", per(all[0]), per(all[1]), per(all[2]));
    let _ = writeln!(
        out,
        "\n有公平竞争发现的自然段：很可能以上（违法、缺陷）{}段（{:.3}%），连同待核{}段（{:.3}%）。",
        noise.competition,
        per(noise.competition) / 10.0,
        noise.competition_any,
        per(noise.competition_any) / 10.0
    );
}

/// By rule: found on violations, false on lawful clauses, right and wrong of those read by hand.
fn rules(out: &mut String, measured: &Measured) {
    let mut all: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for (rule, [violating, lawful]) in &measured.violations.rules {
        all.entry(rule).or_default()[..2].copy_from_slice(&[*violating, *lawful]);
    }
    for (rule, Share { hits, of }) in &measured.reading.rules {
        all.entry(rule).or_default()[2..].copy_from_slice(&[*hits, of - hits]);
    }
    out.push_str(
        "\n## 逐条规则\n\n命中：在标注的问题条文上；误报：在标注为合法的条文上；读对、读错：人工读过的发现。没有列出的规则，标注集里没有遇到。\n\n\
         | 规则 | 命中 | 误报 | 读对 | 读错 |\n|---|---:|---:|---:|---:|\n",
    );
    for (rule, [violating, lawful, right, wrong]) in all {
        let _ = writeln!(out, "| `{rule}` | {violating} | {lawful} | {right} | {wrong} |");
    }
}
