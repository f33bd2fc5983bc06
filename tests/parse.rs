//! Outlines of hand-made texts, one for each kind of structure. Each snapshot was read.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use fashen::document::{Document, MatterKind, NodeId, Ordinal};
use fashen::source::read_bytes;
use fashen::text::{Span, Text};

/// Head, tree and matter of a text, everything that was read from it.
fn outline(source: &str) -> String {
    let text = read_bytes(source.as_bytes(), "a.txt").unwrap().text;
    let document = fashen::parse::parse(&text);
    let mut out = head(&document);
    for id in 0..document.nodes.len() {
        line(&mut out, &text, &document, id);
    }
    for matter in document.matter.iter().filter(|matter| matter.kind != MatterKind::Title) {
        writeln!(out, "~ {:?} {}", matter.kind, shown(&text, matter.span)).unwrap();
    }
    out
}

fn head(document: &Document) -> String {
    let head = &document.head;
    let found = [
        ("title", &head.title),
        ("number", &head.document_number),
        ("issuer", &head.issuer),
        ("addressee", &head.addressee),
        ("signed", &head.signed),
    ];
    let found = found.into_iter().filter_map(|(name, found)| Some(format!("{name}: {}\n", found.as_ref()?.text)));
    found.collect()
}

/// 条 3 ‹第三条› ［标题］ text
fn line(out: &mut String, text: &Text, document: &Document, id: NodeId) {
    let node = &document.nodes[id];
    let depth = document.path_up(id).count() - 1;
    write!(out, "{}{}", "  ".repeat(depth), node.level.chinese()).unwrap();
    match node.ordinal {
        Some(Ordinal { number, suffix: 0 }) => write!(out, " {number}").unwrap(),
        Some(Ordinal { number, suffix }) => write!(out, " {number}-{suffix}").unwrap(),
        None => {}
    }
    for (span, open, close) in [(node.label, "‹", "›"), (node.heading, "［", "］"), (node.body, "", "")] {
        if !span.is_empty() {
            write!(out, " {open}{}{close}", shown(text, span)).unwrap();
        }
    }
    out.push('\n');
}

/// Line ends inside a span become ↵.
fn shown(text: &Text, span: Span) -> String {
    text.slice(span).trim_end().replace('\n', "↵")
}

macro_rules! outlines {
    ($($(#[$doc:meta])* $name:ident: $text:expr;)+) => {
        $(#[test] fn $name() { insta::assert_snapshot!(outline($text)); })+
    };
}

outlines! {
    law_of_all_levels: "\
中华人民共和国甲法
（2020年5月28日第十三届全国人民代表大会第三次会议通过）

第一编　总则
第一章　基本规定
第一条　为了保护合法权益，制定本法。
第二编　合同
第一分编　通则
第一章　一般规定
第二条　合同是协议。
依法成立的合同，受法律保护。
第二章　订立
第一节　要约
第三条　要约应当符合下列条件：
（一）内容具体确定，包括：
1.标的；
2.数量；
（二）表明受约束。
前款规定不适用于要约邀请。
第二节　承诺
第四条　承诺应当以通知的方式作出。
第二分编　典型合同
第三章　买卖合同
第五条　买卖合同的内容由当事人约定。
第三编　附则
第六条　本法自2021年1月1日起施行。
";
    captions_in_square_brackets: "\
云岭市公园管理办法

第一条【目的】为了规范公园管理，制定本办法。
第二条 【适用范围】 本市行政区域内的公园适用本办法。
第三条　【职责分工】
市园林部门负责公园管理。
第四条 （禁止行为）公园内不得有下列行为：
（一）攀折花木；
（二）捕鱼。
第五条 （含儿童公园、动物园）的管理，由市园林部门另行规定。
第六条 (施行日期) 本办法自2026年1月1日起施行。
";
    inserted_articles: "\
云岭市甲条例
第一章 总则
第十条 市人民政府应当加强领导。
第十条之一 县人民政府应当加强领导。
第十条之二　乡镇人民政府应当加强领导。
第一章之一 监督
第十一条 依照第十条之一执行。
";
    notice_of_points: "\
云岭市人民政府办公室关于加强占道经营管理的通知
云政办发〔2026〕3号

各县（区）人民政府，市政府各部门，各直属机构：
　　为了加强占道经营管理，经市政府同意，现就有关事项通知如下：
　　一、总体要求
　　坚持依法管理、疏堵结合。
　　二、主要任务
　　（一）划定区域。市城管局应当会同有关部门划定区域。
　　1．主干道两侧不得占道。
　　（1）早市除外；
　　（2）夜市除外。
　　2．学校周边不得占道。
　　（二）加强执法
　　县级以上城管部门应当加强执法。
　　三、本通知自2026年2月1日起施行，有效期5年。

　　　　　　　　　　云岭市人民政府办公室
　　　　　　　　　　　　2026年1月5日
（此件公开发布）
";
    notice_with_two_instruments: "\
云岭市人民政府关于印发《云岭市甲办法》和《云岭市乙办法》的通知
云政发〔2026〕1号
各县（区）人民政府，市政府各部门：
现将《云岭市甲办法》《云岭市乙办法》印发给你们，请认真贯彻执行。
云岭市人民政府
2026年1月1日

云岭市甲办法
第一章　总则
第一条　为了规范甲，制定本办法。
第二章　附则
第二条　本办法自2026年2月1日起施行。

云岭市乙办法
第一章　总则
第一条　为了规范乙，制定本办法。
第二章　附则
第二条　本办法自2026年2月1日起施行。
";
    annexes_with_articles: "\
云岭市财政局关于印发评审规范的通知
各单位：
现将评审规范印发给你们，请遵照执行。
附件：1．评审规范
　　　2．申请表
云岭市财政局
2026年1月1日
附件1
评审规范
第一条　评审应当公开。
第二条　申请表见附件2。
附件2
申请表
单位名称：
";
    two_tables_of_contents: "\
云岭市人民政府关于印发两个办法的通知
各县（区）人民政府：
现将两个办法印发给你们，请认真贯彻执行。
云岭市甲办法
目　录
第一章　总则………………1
第二章　附则………………2
第一章　总则
第一条　为了规范甲，制定本办法。
第二章　附则
第二条　本办法自公布之日起施行。
云岭市乙办法
目　录
第一章　总则
第二章　附则
第一章　总则
第一条　为了规范乙，制定本办法。
第二章　附则
第二条　本办法自公布之日起施行。
";
    contents_without_its_name: "\
云岭市献血条例
（2021年11月26日云岭市第十五届人民代表大会常务委员会第三十五次会议通过）
第一章　总则
第二章　采血
第三章　附则

第一章　总则
第一条　为了规范献血，制定本条例。
第二章　采血
第二条　采血应当免费。
第三章　附则
第三条　本条例自2022年3月1日起施行。
";
    joint_signature_and_imprint: "\
云岭市财政局　云岭市商务局
关于下达补助资金的通知
云财商〔2026〕12号
各县（区）财政局、商务局：
现将补助资金下达你们，请按规定使用。
特此通知。
附件：资金分配表
云岭市财政局　　云岭市商务局
2026年3月2日
（联系人：张三；电话：12345）
抄送：市政府办公室，市审计局。
云岭市财政局办公室　　2026年3月3日印发
";
    half_width_signs: "\
云岭市停车管理办法(试行)
第一条 为了规范停车,根据<<中华人民共和国道路交通安全法>>,制定本办法.
第二条 停车场包括:
(一)公共停车场;
(二)专用停车场(含单位内部停车场).
第三条 收费标准由市发展改革部门(以下简称'市发改委')制定;未经批准,不得收费.
";
    spaced_labels: "\
云岭市采砂管理办法
第 一 章　总　则
第 一 条　为了规范采砂，制定本办法。
第 二 条  采砂应当取得许可。
第 十 二 条　违反本办法第 二 条规定的，由水行政主管部门处理。
";
    glued_articles: "\
云岭市养犬管理办法
第一章总则
第一条为了规范养犬，制定本办法。
第二条本办法所称养犬人，是指饲养犬只的单位和个人。
第三条中国公民和外国人都应当遵守本办法。
第四条及时办理登记的，免收登记费。
第五条所有犬只都应当免疫。
第五条第二款规定的犬只除外。
第二章管理与服务
第六条第三方机构可以提供服务。
第七条本办法自2026年1月1日起施行。
";
    chapter_title_on_the_next_line: "\
云岭市气象管理规定
第一章
总则
第一条 为了规范气象，制定本规定。
第二章

监测预报
第二条 市气象局负责监测。
第一节
监测
第三条 监测应当连续。
";
    arabic_digits: "\
云岭市绿化管理规定
第1章 总则
第1条 为了规范绿化，制定本规定。
第2条 绿化包括：
（1）公园绿地；
（2）道路绿地。
第１０条 本规定自2026年1月1日起施行。
";
    hard_wrapped: "\
云岭市广告管理办法
第一条 为了规范户外广告设置管理工作，维护城市市容，
根据《中华人民共和国广告法》等有关法律法规的规定，结
合本市实际，制定本办法。
第二条 设置户外广告应当符合规划，并依照本办法第五条和
第六条的规定取得许可。未取得许可的，由城市管理部门依照
第十二条第一款的规定处理；情节严重的，可以依照本办法第
十三条的规定处理，并向社会公布处理结果，接受监督。
第三条 户外广告设施应当牢固安全，设置人应当每年进行检
查，发现安全隐患的应当立即整改，整改不到位的由城市管理
部门责令限期拆除。
第四条 有下列情形之一的，不得设置户外广告：
（一）利用交通安全设施、交通标志的；
（二）影响市政公共设施使用的。
第五条 申请设置大型户外广告的，应当向市城市管理部门提
出申请，市城市管理部门应当自受理之日起二十日内作出决定
并书面通知申请人。
";
    short_preamble: "\
关于加强占道管理的通知
为了加强占道管理，现通知如下：
一、禁止占道经营。
二、违者依法处理。
云岭市城市管理局
2026年1月5日
";
    one_sentence_notice_with_an_instrument: "\
云岭市教育局关于印发《云岭市校车管理办法》的通知
各县（区）教育局，市直各学校：
现将《云岭市校车管理办法》印发给你们，请遵照执行。
云岭市教育局
2026年1月5日
云岭市校车管理办法
第一条　为了加强校车管理，制定本办法。
第二条　校车应当取得许可。
";
    one_line_announcement: "为进一步规范进口货物管理，现将有关事项公告如下：一、进口货物应当符合下列要求：（一）有批准文件；（二）有检验证书。二、本公告自2024年9月5日起实施。特此公告。海关总署2024年9月2日";
    one_line_announcement_of_a_web_page: "自公告发布之日起，禁止输入相关产品。特此公告。海关总署 农业农村部2024年9月2日公告下载链接：关于禁止输入的公告.doc关于禁止输入的公告.pdf浏览次数：打印";
    amending_decision: "\
云岭市人民政府关于修改《云岭市甲办法》的决定
云岭市人民政府决定对《云岭市甲办法》作如下修改：
一、第三条修改为：“申请人应当提交下列材料：
（一）申请书；
（二）身份证明。”
二、删去第五条第二款。
三、第六条中的“工商行政管理部门”修改为“市场监督管理部门”。
第十条改为第九条，修改为：“本办法由市司法局负责解释。”
本决定自公布之日起施行。
";
    items_broken_by_text: "\
云岭市专项资金管理细则
第一条 专项资金管理
（一）预算编制
2．三峡后续工作项目应当先行申报。
1.5万元以上的项目应当评审。
（二）资金拨付
①县级；②市级。
①专户管理；
②封闭运行。
第二条 本细则自发布之日起执行。
";
    statute_with_contents: "\
中华人民共和国甲法
（2022年6月24日通过）
目　　录
第一章　总　　则
第二章　附　　则
第一章　总　　则
第一条　为了规范甲，制定本法。
第二章　附　　则
第二条　本法自2022年8月1日起施行。
";
    statute_with_a_preamble: "\
中华人民共和国自治法
目录
序言
第一章 总则
第二章 附则
序言
我国是统一的多民族国家。
第一章 总则
第一条 为了实行自治，制定本法。
第二章 附则
第二条 本法自1984年10月1日起施行。
";
    lines_without_a_sentence: "\
云岭市政府采购项目公告
供应商须为本市企业
注册资本不低于五百万元
";
    preambles_that_look_like_notes: "\
关于禁止燃放烟花爆竹的通告
自2026年1月1日起，公布的禁放区域内禁止燃放烟花爆竹。
根据2025年12月市政府印发的方案，现就有关事项通告如下：
一、禁放区域为主城区。
";
    plain_text_without_structure: "这是一段没有标题的文字\n也没有条款";
}
