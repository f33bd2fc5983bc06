"""Writes the sample dossiers of corpus/samples/dossiers: invented offices and places, the same bytes every time.

    python3 tests/dossiers/make.py
"""

import io
import shutil
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[2] / "corpus/samples/dossiers"
DAY = (2026, 10, 1, 0, 0, 0)


def pack(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files:
            z.writestr(zipfile.ZipInfo(name, DAY), data.encode() if isinstance(data, str) else data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/%s" ContentType="%s"/>%s</Types>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="%s"/></Relationships>'
)


def p(line):
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'


def table(rows):
    cells = lambda row: "".join(f"<w:tc><w:tcPr/>{p(cell)}</w:tc>" for cell in row)
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(f"<w:tr>{cells(row)}</w:tr>" for row in rows) + "</w:tbl>"


def docx(text, rows=()):
    body = "".join(p(line) for line in text.strip().split("\n")) + (table(rows) if rows else "")
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return pack([
        ("[Content_Types].xml", TYPES % ("word/document.xml", main, "")),
        ("_rels/.rels", RELS % "word/document.xml"),
        ("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'),
    ])


def xlsx(rows):
    s = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    cell = lambda c: f'<c t="inlineStr"><is><t>{escape(c)}</t></is></c>'
    data = "".join("<row>" + "".join(map(cell, row)) + "</row>" for row in rows)
    book = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    sheet = (
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    )
    return pack([
        ("[Content_Types].xml", TYPES % ("xl/workbook.xml", book, sheet)),
        ("_rels/.rels", RELS % "xl/workbook.xml"),
        ("xl/workbook.xml", f'<workbook xmlns="{s}" xmlns:r="{r}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", (RELS % "worksheets/sheet1.xml").replace("officeDocument\"", "worksheet\"")),
        ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{s}"><sheetData>{data}</sheetData></worksheet>'),
    ])


def scan():
    """A page without text, as a scanner makes it."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        "<</Length 22>>stream\n0.9 g 0 0 595 842 re f\nendstream",
    ]
    out, at = "%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        at.append(len(out))
        out += f"{n} 0 obj{body}endobj\n"
    start = len(out)
    out += f"xref\n0 {len(at) + 1}\n0000000000 65535 f \n" + "".join(f"{n:010} 00000 n \n" for n in at)
    return (out + f"trailer<</Size {len(at) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").encode()


JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
html = lambda text: "<html><head><meta charset='utf-8'></head><body>%s</body></html>" % "".join(
    f"<p>{escape(line)}</p>" for line in text.strip().split("\n"))


def draft(name, place="青溪县", tag="（送审稿）", articles=None, end=None):
    articles = articles or OPERATORS
    end = end or "本办法自2027年1月1日起施行，有效期5年。"
    numbered = "\n".join(f"第{cn(n)}条　{text}" for n, text in enumerate([*articles, end], 1))
    return f"{place}{name}\n{tag}\n{numbered}\n" if tag else f"{place}{name}\n{numbered}\n"


def cn(n):
    digits = "零一二三四五六七八九"
    return digits[n] if n < 10 else ("" if n < 20 else digits[n // 10]) + "十" + (digits[n % 10] if n % 10 else "")


OPERATORS = [
    "为了规范本县停车场经营活动，根据《中华人民共和国道路交通安全法》，结合本县实际，制定本办法。",
    "本县行政区域内停车场经营者的经营服务活动及其监督管理，适用本办法。",
    "停车场经营者应当在显著位置明码标价，不得收取未标明的费用。",
    "对新建公共停车场的经营者，按照每个泊位1000元的标准给予补贴。",
]
PLAIN = [
    "为了规范档案查阅工作，根据《中华人民共和国档案法》，制定本办法。",
    "公民持本人有效身份证件，可以查阅已经开放的档案。",
    "档案馆应当在五个工作日内答复查阅申请。",
]
HEARING = [
    "为了规范行政听证活动，根据《中华人民共和国行政处罚法》，制定本办法。",
    "听证由听证主持人主持，听证主持人由本机关负责人指定。",
    "听证参加人应当遵守听证会纪律，听证会应当制作听证笔录。",
]


def note(title, unit, extra=""):
    return f"""关于《{title}（送审稿）》的起草说明
县人民政府：
现就《{title}（送审稿）》有关情况说明如下：
一、制定的必要性
近年来有关投诉增加，有必要制定本文件。
二、起草过程
起草小组经过调研，形成送审稿。{extra}
三、主要内容
主要规定了适用范围、管理职责和监督措施。
{unit}
2026年9月25日
"""


def notice(title, unit, when="2026年7月20日至2026年8月25日"):
    return f"""{unit}关于公开征求《{title}（征求意见稿）》意见的公告
为了提高规范性文件质量，现向社会公开征求意见，时间为{when}。
有关单位和个人可以将意见发送至电子邮箱：a@example.com，或者寄至通信地址：长安路1号。
{unit}
2026年7月20日
"""


def legal(title, unit, day="2026年9月10日"):
    return f"""{unit}关于《{title}》的合法性审核意见
经审核，制定主体合法，属于法定职权，内容与上位法没有抵触，制定程序符合规定。
{unit}政策法规科
{day}
"""


def minutes(title, unit, day="2026年9月15日"):
    return f"""{unit}局务会议纪要
时间：{day}上午
地点：三楼会议室
主持人：局长
出席：班子成员
会议审议了《{title}（送审稿）》。会议认为内容可行，原则同意，由办公室修改后报送。
"""


def reply(title, unit):
    return f"""{unit}关于《{title}（征求意见稿）》修改意见的复函
县发展改革局：
来函收悉。经研究，我单位无修改意见。
特此函复。
{unit}
2026年8月5日
"""


def preliminary(title, unit):
    return f"""关于《{title}》的公平竞争审查初审意见
经我局初审，未发现限制市场准入、妨碍商品要素自由流动的内容，已听取利害关系人意见。
{unit}
2026年9月1日
"""


def conclusion(title):
    return f"""青溪县市场监督管理局关于《{title}》的公平竞争审查意见书
根据《公平竞争审查条例》，经审查，该文件不具有排除、限制竞争效果，可以出台。
青溪县市场监督管理局
2026年9月8日
"""


ADOPTED = [
    ["序号", "反馈单位", "意见内容", "采纳情况", "理由"],
    ["1", "县公安局", "明确施工期间的交通组织", "采纳", ""],
    ["2", "市民甲", "降低收费", "未采纳", "收费由价格部门另行规定"],
]
COMPARED = [
    ["修订前", "修订后", "修改理由"],
    ["第一条　为了加强管理，制定本办法。", "第一条　为了规范经营，制定本办法。", "表述调整"],
    ["第二条　停车场实行许可。", "删除", "没有上位法依据"],
]
BASIS = """制定依据目录
一、《中华人民共和国道路交通安全法》第三十三条
二、《优化营商环境条例》第六十二条
"""
FORM = [
    ["政策措施名称", "民宿管理办法"],
    ["涉及行业领域", "住宿"],
    ["起草机构", "县文化和旅游局"],
    ["征求意见情况", "已经征求利害关系人意见"],
    ["审查结论", "符合公平竞争审查标准"],
]


def dossiers():
    a, unit = "青溪县停车场经营管理办法", "青溪县住房和城乡建设局"
    g = "停车场经营管理办法"
    yield "01-complete", {
        "1.青溪县停车场经营管理办法（送审稿）.docx": docx(draft(g)),
        "2.起草说明.docx": docx(note(a, unit)),
        "3.制定依据.docx": docx(BASIS),
        "4.公开征求意见公告.txt": notice(a, unit),
        "5.意见采纳情况表.xlsx": xlsx(ADOPTED),
        "6.部门反馈意见.docx": docx(reply(a, "青溪县公安局")),
        "7.公平竞争审查初审意见.docx": docx(preliminary(a, unit)),
        "8.公平竞争审查结论.docx": docx(conclusion(a)),
        "9.合法性审核意见.docx": docx(legal(a, unit)),
        "10.局务会议纪要.txt": minutes(a, unit).encode("gb18030"),
        "11.新旧条文对照表.docx": docx("《青溪县停车场经营管理办法》新旧条文对照表", COMPARED),
        "12.政策解读.html": html(f"《{a}》政策解读\n一、出台背景\n停车难日益突出。\n二、主要内容\n明码标价。"),
    }
    yield "02-bare", {
        "青溪县档案查阅办法（送审稿）.txt": draft("档案查阅办法", articles=PLAIN),
        "起草说明.txt": note("青溪县档案查阅办法", "青溪县档案局"),
    }
    yield "03-neutral-names", {
        "1.docx": docx(draft(g)),
        "2.docx": docx(note(a, unit)),
        "3.txt": notice(a, unit).encode("gb18030"),
        "4.docx": docx(legal(a, unit)),
        "5.txt": minutes(a, unit),
        "6.docx": docx(conclusion(a)),
        "7.docx": docx("各方面意见汇总及采纳情况", ADOPTED),
        "8.docx": docx(f"关于提请审查《{a}（送审稿）》的函\n县司法局：\n现将送审稿及有关材料送上，请予审查。\n{unit}\n2026年9月28日"),
    }
    yield "04-wrong-names", {
        "起草说明.docx": docx(draft(g)),
        "送审稿.docx": docx(note(a, unit)),
        "公平竞争审查结论.docx": docx(legal(a, unit)),
        "合法性审核意见.docx": docx(conclusion(a)),
        "会议纪要.txt": notice(a, unit),
        "公开征求意见公告.txt": minutes(a, unit),
    }
    yield "05-scans", {
        "青溪县停车场经营管理办法（送审稿）.docx": docx(draft(g)),
        "起草说明.docx": docx(note(a, unit)),
        "合法性审核意见（盖章扫描件）.pdf": scan(),
        "县市场监管局公平竞争审查结论.pdf": scan(),
        "公开征求意见公告截图.jpg": JPEG,
        "IMG_20260915.jpg": JPEG,
        "局务会议纪要.docx": docx(minutes(a, unit)),
    }
    yield "06-duplicates", {
        "送审稿/青溪县停车场经营管理办法（送审稿）.docx": docx(draft(g)),
        "送审稿/青溪县停车场经营管理办法（送审稿） - 副本.docx": docx(draft(g)),
        "纯文本/停车场办法.txt": draft(g),
        "起草说明.docx": docx(note(a, unit)),
        "起草说明(1).txt": note(a, unit).encode("utf-16"),
        "征求意见/公告.txt": notice(a, unit),
        "征求意见/意见采纳情况.xlsx": xlsx(ADOPTED),
    }
    yield "07-two-drafts", {
        "停车场办法（送审稿）9月10日.docx": docx(draft(g, end="本办法自2026年12月1日起施行，有效期3年。")),
        "停车场办法（送审稿）9月25日.docx": docx(draft(g)),
        "起草说明.docx": docx(note(a, unit)),
        "合法性审核意见.docx": docx(legal(a, unit)),
    }
    inner = pack([("征求意见公告.txt", notice(a, unit)), ("采纳情况.xlsx", xlsx(ADOPTED)), ("部门意见/公安局复函.docx", docx(reply(a, "青溪县公安局")))])
    outer = pack([("送审稿.docx", docx(draft(g))), ("起草说明.docx", docx(note(a, unit))), ("征求意见材料.zip", inner), ("锁.zip", b"PK\x03\x04")])
    yield "08-zip-in-zip", {"停车场办法送审材料.zip": outer}
    yield "09-hearing-rules", {
        "听证办法（送审稿）.docx": docx(draft("行政听证办法", articles=HEARING)),
        "《听证办法》起草说明.docx": docx(note("青溪县行政听证办法", "青溪县司法局")),
        "听证办法 专家论证会意见.docx": docx("《青溪县行政听证办法》专家论证意见\n专家组对办法作了论证，一致认为内容可行。\n专家签名：\n2026年8月30日"),
        "听证办法公开征求意见情况.docx": docx("《青溪县行政听证办法》公开征求意见情况说明\n2026年7月1日至7月31日，在县政府网站公开征求意见，未收到意见。\n青溪县司法局\n2026年8月1日"),
        "听证办法合法性审查意见.docx": docx(legal("青溪县行政听证办法", "青溪县司法局")),
    }
    plan = "青溪县城区供水设施布局规划"
    yield "10-major-decision", {
        "规划（草案）.docx": docx(f"{plan}\n（草案）\n一、规划目标\n到2030年，建成水厂二座。\n二、主要任务\n更新供水管网三十公里，保障居民用水。\n三、保障措施\n县水利局负责组织实施。"),
        "规划编制说明.docx": docx(f"关于《{plan}（草案）》的编制说明\n一、编制背景\n现有设施不足。\n二、编制过程\n委托设计单位编制。\n青溪县水利局\n2026年9月1日"),
        "专家论证意见.docx": docx(f"《{plan}》专家论证意见\n专家组认为规划可行。\n专家组组长签名：\n2026年7月12日"),
        "社会稳定风险评估报告.docx": docx(f"《{plan}》社会稳定风险评估报告\n一、风险识别\n风险点为施工扰民。\n二、防范措施\n分段施工，制定处置预案。\n三、结论\n低风险。\n2026年7月20日"),
        "公告.txt": notice(plan, "青溪县水利局", "2026年7月20日至7月31日"),
        "法定程序说明.docx": docx(f"关于《{plan}》履行决策法定程序的说明\n已经履行公众参与、专家论证、风险评估程序。\n青溪县水利局\n2026年9月1日"),
        "局党组会纪要.docx": docx(minutes(plan, "青溪县水利局党组")),
    }
    old = "青溪县停车场管理暂行办法"
    yield "11-rounds", {
        "停车场经营管理办法（征求意见稿）.docx": docx(draft(g, tag="（征求意见稿）", articles=OPERATORS[:3])),
        "停车场经营管理办法（讨论稿）.docx": docx(draft(g, tag="（讨论稿）", articles=OPERATORS[:2])),
        "停车场经营管理办法.docx": docx(draft(g, end=f"本办法自2027年1月1日起施行，有效期5年。《{old}》同时废止。")),
        "停车场管理暂行办法.docx": docx(f"青政发〔2019〕3号\n青溪县人民政府关于印发《{old}》的通知\n各乡镇人民政府：\n现将《{old}》印发给你们，请遵照执行。\n青溪县人民政府\n2019年3月1日\n{old}\n第一条　为了加强停车场管理，制定本办法。\n第二条　停车场实行许可。\n第三条　本办法自2019年4月1日起施行。"),
        "起草说明.docx": docx(note(a, unit)),
        "云岭省停车条例.docx": docx("云岭省停车条例\n（2023年5月1日云岭省第十四届人民代表大会常务委员会第三次会议通过）\n第一条　为了加强停车管理，制定本条例。\n第二条　县级人民政府负责停车管理。\n第三条　本条例自2023年7月1日起施行。"),
        "对照表.docx": docx("停车场办法修订前后对照表", COMPARED),
    }
    b, dep = "青溪县民宿管理办法", "青溪县文化和旅游局"
    inn = [
        "为了规范民宿经营，根据《中华人民共和国旅游法》，制定本办法。",
        "民宿经营者应当依法办理市场主体登记。",
        "对评定为示范民宿的经营者，给予一次性奖励2万元。",
        "县公安局负责民宿治安管理，会同县文化和旅游局开展检查。",
    ]
    head = f"{dep}关于印发《{b}》的通知\n各民宿经营者：\n现将《{b}》印发给你们，请遵照执行。\n{dep}\n"
    yield "12-chaos", {
        "新建文本文档.txt": (head + draft("民宿管理办法", articles=inn)).encode("gb18030"),
        "扫描全能王 2026-09-20.pdf": scan(),
        "微信图片_20260920.jpg": JPEG,
        "公平竞争审查表.doc.docx": docx("公平竞争审查表\n2026年9月1日", FORM),
        "定稿/最终版/说明（最终）（2）.docx": docx(note(b, dep)),
        "定稿/会签.docx": docx(f"部门会签意见\n县公安局：无意见。\n县卫生健康局：无意见。\n2026年8月12日"),
        "定稿/座谈会.txt": "民宿企业座谈会记录\n时间：2026年8月3日\n企业代表反映审批时间长，建议简化。\n行业协会建议加强培训。",
        "其他/通讯录.xlsx": xlsx([["姓名", "电话"], ["甲", "0000"]]),
        "其他/空.docx": b"",
        "其他/随手记.txt": "下周二之前把材料交上去。",
        "~$说明.docx": b"x",
        ".DS_Store": b"x",
    }


def main():
    shutil.rmtree(ROOT, ignore_errors=True)
    for name, files in dossiers():
        for path, data in files.items():
            path = ROOT / name / path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)


main()
