#!/usr/bin/env python3
"""Makes the fixtures of tests/formats.rs: one draft of corpus/samples in every format.

Needs LibreOffice (`soffice`) and poppler (`pdftotext`). Run from anywhere:

    python3 tests/formats/make.py

The draft is corpus/samples/qingxi-notice.docx. Its 条 run on through all 章 by lvlRestart=0, which LibreOffice does not
honour, and its writer of .doc loses startOverride, so two variants are made of it first: `written` with typed numbers (for page formats), and `counted`, whose 条 stand
in a list of their own (for .doc and .rtf, which keep automatic numbers).
"""
import base64, email.policy, html, os, re, shutil, subprocess, tempfile, zipfile
from email.message import EmailMessage
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
SAMPLE = HERE.parent.parent / "corpus/samples/qingxi-notice.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "零一二三四五六七八九"
# Height of a line of the CJK font of the .pdf, in its own sizes.
EM = 1.3
STAMP = (2026, 10, 15, 9, 0, 0)

NUMBERING = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{chapter}</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{article}{item}</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/>{later}{item}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"""
LEVEL = ('<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
         '<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>')


def chinese(n):
    tens, ones = divmod(n, 10)
    ten = "" if tens == 0 else ("十" if tens == 1 else DIGITS[tens] + "十")
    return ten + (DIGITS[ones] if ones or not tens else "")


def parts():
    with zipfile.ZipFile(SAMPLE) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack(parts, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)


def number(p):
    """(level, list) of a paragraph of the sample, or None."""
    pr = p.find(f"{W}pPr/{W}numPr")
    return None if pr is None else (int(pr.find(f"{W}ilvl").get(W + "val")), int(pr.find(f"{W}numId").get(W + "val")))


class Labels:
    def __init__(self):
        self.count, self.lists = [0, 0, 0], set()

    def next(self, level, num):
        if num == 2 and num not in self.lists:
            self.count[1] = 19
        self.lists.add(num)
        self.count[level] += 1
        if level < 2:
            self.count[2] = 0
        n = chinese(self.count[level])
        return [f"第{n}章　", f"第{n}条　", f"（{n}）"][level]


def accept(root):
    """Tracked changes taken as accepted."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == W + "del":
                parent.remove(child)
            elif child.tag == W + "ins":
                at = list(parent).index(child)
                parent.remove(child)
                for i, inner in enumerate(child):
                    parent.insert(at + i, inner)


def written():
    """The sample with typed numbers and accepted changes."""
    files = parts()
    root = ET.fromstring(files["word/document.xml"])
    accept(root)
    labels = Labels()
    for p in root.iter(W + "p"):
        if (place := number(p)) is None:
            continue
        properties = p.find(W + "pPr")
        properties.remove(properties.find(W + "numPr"))
        if place[0] > 0 and properties.find(W + "ind") is None:
            ET.SubElement(properties, W + "ind").set(W + "firstLine", "640")
        run = ET.Element(W + "r")
        text = ET.SubElement(run, W + "t")
        text.text = labels.next(*place)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        p.insert(list(p).index(properties) + 1, run)
    files["word/document.xml"] = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return files


def counted():
    """The sample with 章 and 条 in lists of their own; tracked changes stay."""
    files = parts()
    root = ET.fromstring(files["word/document.xml"])
    for p in root.iter(W + "p"):
        if (place := number(p)) is None:
            continue
        level, num = place
        properties = p.find(f"{W}pPr/{W}numPr")
        properties.find(f"{W}ilvl").set(W + "val", str(max(level - 1, 0)))
        properties.find(f"{W}numId").set(W + "val", "1" if level == 0 else str(num + 1))
    files["word/document.xml"] = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    files["word/numbering.xml"] = NUMBERING.format(
        chapter=LEVEL.format(i=0, start=1, text="第%1章　"),
        article=LEVEL.format(i=0, start=1, text="第%1条　"),
        later=LEVEL.format(i=0, start=20, text="第%1条　"),
        item=LEVEL.format(i=1, start=1, text="（%2）")).encode()
    return files


def two_columns(files):
    """In two columns and smaller letters, without the annexes: their tables do not fit in."""
    files = dict(files)
    root = ET.fromstring(files["word/document.xml"])
    body = root.find(W + "body")
    nodes = list(body)
    annex = next(i for i, n in enumerate(nodes) if "".join(t.text or "" for t in n.iter(W + "t")) == "附件1")
    for node in nodes[annex:-1]:
        body.remove(node)
    document = ET.tostring(root, encoding="unicode")
    files["word/document.xml"] = re.sub(r"(<(\w+:)pgMar [^>]*/>)", r'\1<\2cols \2num="2" \2space="400"/>', document).encode()
    files["word/styles.xml"] = files["word/styles.xml"].replace(b'w:val="32"', b'w:val="21"')
    return files


def rows(files):
    """The body as (kind, text or cells): kind is title, p or table."""
    found = []
    for node in ET.fromstring(files["word/document.xml"]).find(W + "body"):
        shown = lambda n: [run for run in n.iter(W + "r") if run.find(f"{W}rPr/{W}vanish") is None]
        text = lambda n: "".join(t.text or "" for run in shown(n) for t in run.iter(W + "t"))
        if node.tag == W + "tbl":
            found.append(("table", [[text(c) for c in row.findall(W + "tc")] for row in node.findall(W + "tr")]))
        elif node.tag == W + "p" and text(node):
            style = node.find(f"{W}pPr/{W}pStyle")
            found.append(("title" if style is not None else "p", text(node)))
    return found


def page(body):
    """A page of a government site: the document among navigation and footer."""
    lines = []
    for kind, content in body:
        if kind == "table":
            cells = "".join("<tr>" + "".join(f"<td><p>{html.escape(c)}</p></td>" for c in row) + "</tr>" for row in content)
            lines.append(f"<table border=1>{cells}</table>")
        elif kind == "title":
            lines.append(f'<p style="text-align:center"><strong>{html.escape(content)}</strong></p>')
        else:
            lines.append(f"<p>&emsp;&emsp;{html.escape(content)}</p>")
    links = "".join(f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(["首页", "政务公开", "政务服务", "互动交流", "走进青溪"]))
    return f"""<!DOCTYPE html>
<html><head><meta charset="gb2312"><title>户外广告设施管理办法_青溪县人民政府</title>
<script>var page = "第一条 脚本不是正文";</script><style>.nav {{ color: red }}</style></head>
<body><div class="nav"><ul>{links}</ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 规范性文件</div>
<div class="main"><div class="info">发布时间：2026-10-16　来源：县政府办公室　【字体：<a>大</a> <a>中</a> <a>小</a>】</div>
<div class="TRS_Editor">{chr(10).join(lines)}</div>
<div class="share">分享到：<a>微信</a> <a>微博</a></div></div>
<div class="footer">主办：青溪县人民政府办公室　<a>网站地图</a>　版权所有</div></body></html>
"""


def archive(content):
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["Subject"], message["MIME-Version"] = "<saved>", "page", "1.0"
    message.set_type("multipart/related")
    encoded = base64.encodebytes(content.encode("gb18030")).decode()
    return ("From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/related; type="text/html"; boundary="----=_Next"\r\n\r\n'
            "------=_Next\r\nContent-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: base64\r\n"
            "Content-Location: http://www.example.invalid/1.html\r\n\r\n"
            + encoded.replace("\n", "\r\n") +
            "------=_Next\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n"
            "Content-Location: http://www.example.invalid/1.gif\r\n\r\nR0lGODlhAQABAAAAACw=\r\n------=_Next--\r\n").encode()


def words(pdf):
    """Pages of (width, height, [(x, y, height, text)]) of a .pdf, lengths in points."""
    out = subprocess.run(["pdftotext", "-bbox-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    out = re.sub(r'<!DOCTYPE[^>]*>', "", out)
    space = "{http://www.w3.org/1999/xhtml}"
    for sheet in ET.fromstring(out).iter(space + "page"):
        box = lambda n: [float(n.get(k)) for k in ("xMin", "yMin", "xMax", "yMax")]
        yield float(sheet.get("width")), float(sheet.get("height")), [(*box(w), w.text) for w in sheet.iter(space + "word")]


def advances(text, width, em):
    """Widths of the characters of a word: Han characters take an em, Latin ones share the rest."""
    latin = sum(ord(c) < 0x2E80 for c in text)
    share = (width - em * (len(text) - latin)) / max(latin, 1)
    return [share if ord(c) < 0x2E80 else em for c in text]


def ofd(pdf, path):
    """The pages of a .pdf as GB/T 33190: one TextObject a word, its characters placed by DeltaX."""
    mm = lambda points: f"{points * 25.4 / 72:.3f}"
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    files = {"OFD.xml": f'{head}<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'}
    pages, size = [], None
    for n, (width, height, found) in enumerate(words(pdf)):
        size = size or (width, height)
        objects = []
        for i, (x0, y0, x1, y1, text) in enumerate(found):
            widths = advances(text, x1 - x0, (y1 - y0) / EM)
            same = len(set(widths[:-1])) == 1
            delta = f"g {len(text) - 1} {mm(widths[0])}" if same else " ".join(map(mm, widths[:-1]))
            delta = f' DeltaX="{delta}"' if len(text) > 1 else ""
            objects.append(
                f'<ofd:TextObject ID="{n * 10000 + i + 100}" Boundary="{mm(x0)} {mm(y0)} {mm(x1 - x0)} {mm(y1 - y0)}" Font="2" Size="{mm((y1 - y0) / EM)}">'
                f'<ofd:TextCode X="0" Y="{mm((y1 - y0) * 0.8)}"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>')
        files[f"Doc_0/Pages/Page_{n}/Content.xml"] = f'{head}<ofd:Page {space}><ofd:Content><ofd:Layer ID="{n + 50}">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
        pages.append(f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>')
    files["Doc_0/Document.xml"] = (f'{head}<ofd:Document {space}><ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 {mm(size[0])} {mm(size[1])}</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>'
                                   f'<ofd:Pages>{"".join(pages)}</ofd:Pages></ofd:Document>')
    pack({name: data.encode() for name, data in files.items()}, path)


def convert(source, kind, folder):
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)],
                   check=True, capture_output=True)
    return folder / f"{source.stem}.{kind.split(':')[0]}"


class GbkName(zipfile.ZipInfo):
    """zipfile writes names in UTF-8 with a flag; Windows in China writes GBK without one."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), 0


def plain(body):
    lines = []
    for kind, content in body:
        lines += ["\t".join(row) for row in content] if kind == "table" else [content]
    return "\n".join(lines) + "\n"


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        typed, lists, columns = folder / "draft.docx", folder / "lists.docx", folder / "columns.docx"
        pack(written(), typed)
        pack(counted(), lists)
        pack(two_columns(written()), columns)
        shutil.copy(typed, HERE / "draft.docx")
        shutil.copy(convert(lists, "doc", folder), HERE / "draft.doc")
        shutil.copy(HERE / "draft.doc", HERE / "draft.wps")
        shutil.copy(convert(lists, "rtf", folder), HERE / "draft.rtf")
        shutil.copy(convert(typed, "pdf", folder), HERE / "draft.pdf")
        shutil.copy(convert(columns, "pdf", folder), HERE / "columns.pdf")
        ofd(HERE / "draft.pdf", HERE / "draft.ofd")
    body = rows(written())
    content = page(body)
    (HERE / "draft.html").write_bytes(content.encode("gb18030"))
    (HERE / "draft.mht").write_bytes(archive(content))
    (HERE / "draft.txt").write_text(plain(body).replace("\n", "\r\n"), encoding="gb18030", newline="")
    marks = {"title": "# "}
    (HERE / "draft.md").write_text("\n\n".join(
        "\n".join("\t".join(row) for row in content) if kind == "table" else marks.get(kind, "") + content for kind, content in body) + "\n")
    with zipfile.ZipFile(HERE / "draft.zip", "w", zipfile.ZIP_DEFLATED) as archive_file:
        archive_file.writestr(GbkName("送审稿/draft.docx", STAMP), (HERE / "draft.docx").read_bytes(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    os.umask(0o022)
    main()
