#!/usr/bin/env python3
"""Makes a library of documents with known truth for measuring `fashen sweep`.

  generate_library.py CORPUS OUT [--count 5344] [--docx 0.0] [--gb 0.2] [--seed 7] [--as-of 2026-11-21] [--jsonl FILE]

Bodies are cut from CORPUS/normdocs and CORPUS/laws; places, titles, numbers, dates, terms and who repeals or renews whom are
made up. OUT/docs holds the documents, OUT/truth.tsv what is true of each: path, state, expiry, by whom.
"""
import argparse, datetime, glob, json, os, random, re, zipfile
from xml.sax.saxutils import escape

PLACES = ["青溪县", "云岭市", "柳溪镇", "松原区", "白石县", "临江新区", "长泾县", "望川市"]
ORGANS = ["人民政府", "民政局", "财政局", "住房和城乡建设局", "教育局", "市场监督管理局", "农业农村局", "交通运输局"]
MATTERS = ["停车场", "老年助餐服务", "户外广告设施", "农村供水", "校车安全", "小额工程", "公共租赁住房", "养老机构补助", "河道采砂",
           "城市绿化", "餐厨废弃物", "建筑垃圾", "物业服务", "专利资助", "创业担保贷款", "农机购置补贴", "临时救助", "电动自行车",
           "古树名木", "集贸市场", "乡村公路养护", "网约车", "人才公寓", "殡葬服务", "应急物资", "农村宅基地", "水库移民", "政务服务大厅"]
ASPECTS = ["管理", "资金使用", "监督检查", "考核", "信用评价", "登记", "奖励", "分级分类", "服务规范", "招标"]
KINDS = ["办法", "实施细则", "规定", "暂行办法", "管理办法（试行）"]
DIGITS = "零一二三四五六七八九十"


def pieces(corpus):
    """Paragraphs of real documents that say nothing of term, repeal or force."""
    taken = []
    files = sorted(glob.glob(f"{corpus}/normdocs/*/*.txt")) + sorted(glob.glob(f"{corpus}/laws/**/*.md", recursive=True))[::4]
    said = re.compile("有效期|废止|失效|施行|实施日期|起执行|试行期|第[一二三四五六七八九十百零]+条|《")
    for file in files:
        text = open(file, encoding="utf-8", errors="replace").read()
        lines = [re.sub(r"[*#|\x00-\x1f]", "", line).strip() for line in text.splitlines()]
        kept = [re.sub(r"^第[^ 　]{1,8}条[ 　]*", "", line) for line in lines if 25 < len(line) < 260]
        kept = [line for line in kept if not said.search(line) and line.endswith("。")]
        if len(kept) >= 6:
            taken.append(kept)
    return taken


def number(n):
    if n <= 10:
        return DIGITS[n]
    tens, ones = divmod(n, 10)
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def day(d):
    return f"{d.year}年{d.month}月{d.day}日"


def years(d, n):
    try:
        return d.replace(year=d.year + n)
    except ValueError:
        return d.replace(year=d.year + n, day=28)


class Library:
    def __init__(self, args):
        self.args, self.random = args, random.Random(args.seed)
        self.today = datetime.date.fromisoformat(args.as_of)
        self.bodies = pieces(args.corpus)
        self.documents, self.names, self.serials = [], set(), {}

    def name(self):
        while True:
            r = self.random
            place, organ = r.choice(PLACES), r.choice(ORGANS)
            name = f"{place}{r.choice(MATTERS)}{r.choice(ASPECTS)}{r.choice(KINDS)}"
            if r.random() < 0.6:
                name = name.replace(place, place + r.choice(["城区", "乡村", "重点片区", "东部", "西部", "南部", "北部", "园区", "山区", "沿河"]), 1)
            if name not in self.names:
                self.names.add(name)
                return place + organ, name

    def serial(self, issuer, year):
        sign = issuer[:1] + issuer[2:3] + {"人": "政规", "民": "民规", "财": "财规", "住": "建规", "教": "教规", "市": "市监规", "农": "农规", "交": "交规"}[issuer[len(next(p for p in PLACES if issuer.startswith(p))):][0]]
        sign = str(PLACES.index(next(p for p in PLACES if issuer.startswith(p)))).translate(str.maketrans("01234567", "青云柳松白临长望")) + sign[2:]
        self.serials[sign, year] = self.serials.get((sign, year), 0) + 1
        return f"{sign}〔{year}〕{self.serials[sign, year]}号"

    def ordinary(self):
        r = self.random
        issuer, name = self.name()
        signed = datetime.date(r.randint(2009, 2026), r.randint(1, 12), r.randint(1, 28))
        signed = min(signed, self.today - datetime.timedelta(days=3))
        later = r.random() < 0.5
        start = signed + datetime.timedelta(days=r.choice([10, 30, 45])) if later else signed
        force = f"自{day(start)}起施行" if later else f"自{r.choice(['印发', '公布', '发布'])}之日起施行"
        end, early, term = None, None, ""
        style = r.random()
        if style < 0.35:
            n = r.choice([1, 2, 3, 5, 5, 5])
            end, term = years(start, n), f"，有效期{r.choice([number(n), str(n)])}年"
            early = end - datetime.timedelta(days=1)
        elif style < 0.55:
            end = years(start, r.choice([1, 2, 3, 5])) - datetime.timedelta(days=1)
            term = f"，有效期至{day(end)}"
        elif style < 0.6 and ("暂行" in name or "试行" in name):
            end, term = years(start, 2), "，试行期二年"
            early = end - datetime.timedelta(days=1)
        elif style < 0.65:
            end = years(start, 3) - datetime.timedelta(days=1)
            term = f"，{r.choice(['施行至', '实施至', '执行至'])}{day(end)}止" if r.random() < 0.5 else f"，有效期自{day(start)}至{day(end)}"
        return dict(issuer=issuer, name=name, number=self.serial(issuer, signed.year), signed=signed, start=start, force=force,
                    term=term, end=end, early=early, repeals=[], repealed=None, by="", title=f"{issuer}关于印发《{name}》的通知")

    def make(self):
        r, count = self.random, self.args.count
        plain = int(count * 0.86)
        self.documents = [self.ordinary() for _ in range(plain)]
        free = [d for d in self.documents]
        r.shuffle(free)
        # 同时废止 in later documents
        for new in r.sample(self.documents, plain // 8):
            older = [d for d in r.sample(free, min(60, len(free))) if d["signed"] < new["signed"] and not d["repealed"] and d is not new][: r.choice([1, 1, 1, 2, 3])]
            for old in older:
                new["repeals"].append(old)
                old["repealed"], old["by"] = new["start"], new["number"]
        notices = []
        while len(self.documents) + len(notices) < count:
            notices.append(self.notice(r.choice(["repeal", "lapse", "extend", "extend", "keep", "list"])))
        self.documents += notices

    def some(self, signed, most, wanted=lambda d: True):
        r = self.random
        found = [d for d in r.sample(self.documents, min(400, len(self.documents))) if "notice" not in d and not d["repealed"] and d["signed"] < signed and wanted(d)]
        return found[: r.randint(1, most)]

    def notice(self, kind):
        r = self.random
        place, organ = r.choice(PLACES), r.choice(ORGANS)
        issuer = place + organ
        signed = datetime.date(r.randint(2020, 2026), r.randint(1, 10), r.randint(1, 28))
        notice = dict(notice=kind, issuer=issuer, signed=signed, start=signed, number=self.serial(issuer, signed.year), end=None, early=None,
                      repeals=[], repealed=None, by="", force="", term="", lines=[])
        cite = lambda d: f"《{d['title']}》（{d['number']}）".replace("《" + d["name"] + "》", "〈" + d["name"] + "〉")
        if kind in ("repeal", "lapse"):
            targets = self.some(signed, 4)
            word = "废止" if kind == "repeal" else "宣布失效"
            notice["title"] = f"{issuer}关于{word}部分行政规范性文件的通知" if len(targets) != 1 else f"{issuer}关于{'废止' if kind == 'repeal' else '宣布'}《{targets[0]['name']}》{'' if kind == 'repeal' else '失效'}的通知"
            joined = "、".join(map(cite, targets))
            said = [f"经研究，决定对{joined}予以废止，自本通知印发之日起停止执行。", f"经研究，决定废止{joined}。"] if kind == "repeal" else [f"经研究，决定宣布{joined}失效。", f"经清理，{joined}自本通知印发之日起宣布失效。"]
            notice["lines"] = [r.choice(said), "特此通知。"]
            for d in targets:
                d["repealed"], d["by"], d["over"] = signed, notice["number"], kind
        elif kind == "extend":
            targets = self.some(signed, 2, lambda d: d["end"] and d["end"] >= signed and "renewed" not in d)
            lines = []
            for d in targets:
                until = years(d["end"], r.choice([1, 2, 3]))
                if r.random() < 0.6:
                    lines.append(r.choice([f"{cite(d)}有效期延长至{day(until)}。", f"经评估，{cite(d)}继续执行，有效期延长至{day(until)}。"]))
                    d["end"], d["early"] = until, None
                else:
                    n = r.choice([1, 2, 3])
                    lines.append(f"经评估，将{cite(d)}的有效期延长{number(n)}年。")
                    d["end"] = years(d["end"], n)
                    d["early"] = d["early"] and years(d["early"], n)
                d["renewed"], d["by"] = signed, notice["number"]
            notice["title"] = f"{issuer}关于延长部分行政规范性文件有效期的通知"
            notice["lines"] = lines or ["本通知没有文件。"]
        else:
            repealed, kept = self.some(signed, 12), []
            for d in repealed:
                d["repealed"], d["by"], d["over"] = signed, notice["number"], "repeal"
            kept = self.some(signed, 25, lambda d: not d["end"] or d["end"] >= signed)
            notice["title"] = f"{issuer}关于公布行政规范性文件清理结果的通知"
            entry = (lambda n, d: f"{n}．{d['title']}（{d['number']}）") if kind == "keep" else (lambda n, d: f"{n}\t{d['title']}\t{d['number']}")
            head = [] if kind == "keep" else ["序号\t文件名称\t文号"]
            notice["lines"] = [f"经清理，决定废止{len(repealed)}件行政规范性文件（见附件1），继续有效{len(kept)}件（见附件2）。"]
            notice["annex"] = ["附件1", "废止的行政规范性文件目录", *head, *[entry(n, d) for n, d in enumerate(repealed, 1)],
                               "附件2", "继续有效的行政规范性文件目录", *head, *[entry(n, d) for n, d in enumerate(kept, 1)]]
        return notice

    def text(self, d):
        r = self.random
        lines = [d["title"], d["number"], "各有关单位："]
        if "notice" in d:
            return lines + d["lines"] + [d["issuer"], day(d["signed"])] + d.get("annex", [])
        lines += [f"现将《{d['name']}》印发给你们，请认真贯彻执行。", d["issuer"], day(d["signed"]), d["name"]]
        body = r.choice(self.bodies)
        first = r.randrange(max(1, len(body) - 12))
        body = body[first : first + r.randint(6, 12)]
        basis = r.choice(["中华人民共和国行政许可法", "中华人民共和国预算法", "中华人民共和国安全生产法", "中华人民共和国合同法", "物业管理条例"])
        articles = [f"为了规范管理，根据《{basis}》，结合实际，制定本办法。", *body]
        repeals = "、".join(f"《{old['title']}》（{old['number']}）".replace("《" + old["name"] + "》", "〈" + old["name"] + "〉") for old in d["repeals"])
        articles.append(f"本办法{d['force']}{d['term']}。" + (f"{repeals}同时废止。" if repeals else ""))
        return lines + [f"第{number(n)}条　{line}" for n, line in enumerate(articles, 1)]

    def state(self, d):
        if d["repealed"] and d["repealed"] <= self.today:
            return "lapsed" if d.get("over") == "lapse" else "repealed"
        if d["start"] > self.today:
            return "not_yet"
        if d["end"] and d["end"] < self.today:
            return "expired"
        if d["end"] and d["end"] == self.today and d["early"]:
            return "unclear"
        return "in_force"

    def write(self):
        args, r = self.args, self.random
        os.makedirs(f"{args.out}/docs", exist_ok=True)
        truth = open(f"{args.out}/truth.tsv", "w", encoding="utf-8")
        truth.write("path\tkind\tstate\texpires\tby\tnumber\n")
        jsonl = open(args.jsonl, "w", encoding="utf-8") if args.jsonl else None
        for n, d in enumerate(self.documents):
            lines = self.text(d)
            form = r.random()
            name = f"{n:06}"
            if jsonl:
                jsonl.write(json.dumps({"path": name, "text": "\n".join(lines)}, ensure_ascii=False) + "\n")
            else:
                folder = f"{args.out}/docs/{n % 40:02}"
                os.makedirs(folder, exist_ok=True)
                if form < args.docx:
                    name = f"{n % 40:02}/{name}.docx"
                    docx(f"{args.out}/docs/{name}", lines)
                else:
                    name = f"{n % 40:02}/{name}.txt"
                    gb = form < args.docx + (1 - args.docx) * args.gb
                    with open(f"{args.out}/docs/{name}", "wb") as file:
                        file.write("\r\n".join(lines).encode("gb18030" if gb else "utf-8"))
            kind = d.get("notice") or ("renewed" if "renewed" in d else "repealed" if d["repealed"] else "term" if d["end"] else "plain")
            truth.write(f"{name}\t{kind}\t{self.state(d)}\t{d['end'] or ''}\t{d['by']}\t{d['number']}\n")


def docx(path, lines):
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' if "\t" not in line else
                   "<w:p>" + "<w:r><w:tab/></w:r>".join(f"<w:r><w:t>{escape(cell)}</w:t></w:r>" for cell in line.split("\t")) + "</w:p>" for line in lines)
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    types = '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    rels = '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("_rels/.rels", rels)
        package.writestr("word/document.xml", document)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus"), parser.add_argument("out")
    parser.add_argument("--count", type=int, default=5344), parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--docx", type=float, default=0.0), parser.add_argument("--gb", type=float, default=0.2)
    parser.add_argument("--as-of", default="2026-11-21"), parser.add_argument("--jsonl")
    library = Library(parser.parse_args())
    library.make()
    library.write()
