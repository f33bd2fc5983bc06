//! The letters beside the opinion, on the same invented draft.

use super::*;

fn texts(letter: Letter) -> Vec<String> {
    let Letter::Short(short) = letter else { panic!("no short letter") };
    let text = |line| match line {
        Line::Heading(text) | Line::Text(text) | Line::Pending(text) => text,
        Line::Materials(materials) => format!("{}件", materials.len()),
    };
    short.lines.into_iter().map(text).collect()
}

#[test]
fn what_was_sent_decides_the_letters() {
    let sample = sample();
    let input = sample.input();
    let complete = Input { missing: &sample.missing[2..], unreadable: &[], ..input };
    assert_eq!(Form::usual(&input), [Form::Opinion, Form::Reply, Form::Supplement]);
    assert_eq!(Form::usual(&complete), [Form::Opinion, Form::Reply]);
    let returned = Input { conclusion: sample.words.conclusion("退回补正"), ..complete };
    assert!(Form::usual(&returned).contains(&Form::Supplement));
    assert_eq!(Form::usual(&Input { kind: LetterKind::Other, ..input }), [Form::Shell, Form::Reply]);
    let asked = Input { draft_title: "青溪县停车管理办法（征求意见稿）", ..complete };
    assert_eq!(Form::usual(&asked), [Form::Opinion, Form::Reply, Form::Feedback]);
    let item = Triage { item: Some("征求意见的公告、函".into()), ..Triage::of(Kind::Other) };
    let asked = Input { kind: LetterKind::Other, triage: &item, ..complete };
    assert_eq!(Form::usual(&asked), [Form::Shell, Form::Reply, Form::Feedback]);
}

#[test]
fn letters_have_english_and_chinese_names() {
    assert_eq!(Form::named("复函"), Some(Form::Reply));
    assert_eq!(Form::named("supplement"), Some(Form::Supplement));
    assert_eq!(Form::named("函"), None);
    let stems = |kind| Form::ALL.map(|form| form.file_stem(kind));
    assert_eq!(stems(LetterKind::Other), ["opinion", "reply", "supplement", "feedback", "opinion"]);
    assert_eq!(stems(LetterKind::MajorDecision)[4], "shell");
}

#[test]
fn a_reply_is_incomplete_until_a_conclusion_is_chosen() {
    let sample = sample();
    let open = compose(&sample.input(), Form::Reply);
    let Letter::Short(short) = &open else { panic!("no short letter") };
    assert!(short.frame.notice.contains("结论未选定，不得发出"));
    let pending = short.lines.iter().filter(|line| matches!(line, Line::Pending(text) if text.contains("□不合法")));
    assert_eq!(pending.count(), 1);
    let input = Input { conclusion: sample.words.conclusion("应当予以修改"), ..sample.input() };
    let Letter::Short(chosen) = compose(&input, Form::Reply) else { panic!("no short letter") };
    assert!(!chosen.frame.notice.contains("不得发出"));
    assert!(!chosen.lines.iter().any(|line| matches!(line, Line::Pending(_))));
    assert!(texts(Letter::Short(chosen))[1].starts_with("一、经审核，送审稿应当予以修改"));
    let lawful = Input { conclusion: sample.words.conclusion("合法"), ..input };
    let said = texts(compose(&lawful, Form::Reply)).concat();
    assert!(said.contains("供完善时参考") && !said.contains("请研究修改"), "{said}");
    assert_eq!(opinion(&input).conclusion.candidates, []);
    assert_eq!(opinion(&input).conclusion.lead, "经审核，送审稿应当予以修改后再提请集体讨论。");
}

#[test]
fn only_decisions_can_be_warned_of_risks() {
    let sample = sample();
    let reply = |kind| texts(compose(&Input { kind, ..sample.input() }, Form::Reply)).concat();
    assert!(!reply(LetterKind::NormativeDocument).contains("明示法律风险"));
    assert!(reply(LetterKind::MajorDecision).contains("□明示法律风险"));
}

#[test]
fn a_reply_leaves_out_what_does_not_fit_on_its_page() {
    let mut sample = sample();
    let long = "这一条款设置了很多很多的条件和要求，".repeat(9);
    let rules = ["a", "b", "c", "d", "e"];
    sample.findings = rules
        .map(|rule| Finding {
            rule: rule.into(),
            advice: long.as_str().into(),
            ..finding(&sample.text, Heading::Content, 8, "具体办法另行制定")
        })
        .to_vec();
    let Letter::Short(short) = compose(&sample.input(), Form::Reply) else { panic!("no short letter") };
    assert!(room::left(&short) < 22);
    let said = texts(Letter::Short(short));
    let points = said.iter().filter(|line| line.contains("示例")).count();
    assert_eq!(points, 3, "{said:?}");
    assert!(!said.concat().contains(&long), "{said:?}");
    assert!(said.iter().any(|line| line.contains("（其余2处见审核意见书）")), "{said:?}");
}

#[test]
fn points_of_one_rule_are_one_in_a_reply() {
    let mut sample = sample();
    sample.findings = [(6, "县外企业"), (8, "停放单车"), (9, "经营企业")]
        .map(|(article, words)| finding(&sample.text, Heading::Content, article, words))
        .to_vec();
    let said = texts(compose(&sample.input(), Form::Reply));
    assert!(said.iter().any(|line| line.starts_with("1.第六条、第八条、第九条：示例")), "{said:?}");
    assert!(!said.concat().contains("（其余"), "{said:?}");
}

#[test]
fn a_deadline_nobody_verified_is_marked_and_an_unknown_one_is_a_blank() {
    let mut sample = sample();
    let said = |input: &Input| texts(compose(input, Form::Supplement)).concat();
    let marked = said(&sample.input());
    assert!(marked.contains("之日起5个工作日内，将") && marked.contains("尚未核实，发出前请核对"), "{marked}");
    sample.deadline.verified = true;
    let certain = said(&sample.input());
    assert!(certain.contains("5个工作日内（青溪县规范性文件管理办法第十二条），将") && !certain.contains("尚未核实"));
    let blank = said(&Input { deadline: None, ..sample.input() });
    assert!(blank.contains("请于××××年××月××日前") && !blank.contains("工作日"), "{blank}");
    sample.deadline = Deadline { period: Period::Days(10), source: None, verified: true };
    assert!(said(&sample.input()).contains("之日起10日内，将"));
}

#[test]
fn who_reviews_decides_what_is_said_on_competition() {
    let sample = sample();
    let said = |role| opinion(&Input { role, ..sample.input() }).sections[7].notes.concat();
    assert!(said(Role::Justice).contains("移交负责公平竞争审查的机关研究"));
    assert!(said(Role::Market).contains("由我单位会同起草单位开展公平竞争审查"));
    assert!(said(Role::Drafter).contains("由起草单位开展审查（《公平竞争审查条例》第十三条）"));
    let reply = |role| texts(compose(&Input { role, ..sample.input() }, Form::Reply)).concat();
    assert!(reply(Role::Justice).contains("三、涉及公平竞争的1处，请公平竞争审查机关研究"));
    assert!(!reply(Role::Market).contains("请公平竞争审查机关研究"));
}

#[test]
fn what_the_office_does_not_say_is_a_visible_blank() {
    let mut sample = sample();
    sample.office = Office::default();
    let input = Input { drafting_unit: None, ..sample.input() };
    let frame = opinion(&input).frame;
    assert_eq!(frame.number, "××〔××××〕××号");
    assert_eq!(frame.addressee, "××××");
    assert_eq!(frame.signature.office, "××××（印章）");
    assert_eq!(frame.signature.date, "××××年××月××日");
    assert_eq!(frame.signature.contact, "（联系人：××，电话××××）");
    sample.office.mark = Some("青司审".into());
    assert_eq!(opinion(&sample.input()).frame.number, "青司审〔2026〕××号");
}

#[test]
fn feedback_leaves_the_procedure_to_the_other_organ() {
    let said = texts(compose(&sample().input(), Form::Feedback)).concat();
    assert!(said.contains("第八条“处五百元以上二千元以下罚款”。建议：没有法律、法规、规章依据的，删除。理由："));
    assert!(!said.contains("公开征求意见"), "{said}");
    let sample = sample();
    let nothing = texts(compose(&Input { findings: &[], ..sample.input() }, Form::Feedback)).concat();
    assert!(nothing.contains("□没有修改意见。") && nothing.contains("□修改意见：××××"), "{nothing}");
}
