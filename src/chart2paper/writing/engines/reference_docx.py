"""The Word document whose styles, header and footer the paper takes over, built by code.

`python -m chart2paper.writing.engines.reference_docx reports/_format/reference.docx` makes the file anew; a journal's
own template can take its place, as long as it has the same style names.
"""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from chart2paper.writing.engines.pandoc import pandoc_path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SERIF, SANS, INK, ACCENT, TINT, AMBER = "Cambria", "Calibri", "1A1A1A", "1B4B5A", "EEF4F5", "7A4A00"
SHORT_TITLE, BANNER = "SHORT-TITLE", "DATA-BANNER"


def _font(family: str, half_points: int, colour: str = INK, extra: str = "") -> str:
    return (
        f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:cs="{family}"/>{extra}<w:color w:val="{colour}"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )


def _space(before: int, after: int, line: int = 264, first: str = "", last: str = "") -> str:
    """Paragraph settings in the order the schema asks for: keep-with-next and borders, spacing, indent and sides."""
    return (
        f'{first}<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>{last}'
    )


def _box(colour: str, fill: str) -> str:
    sides = f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{colour}"/>'
    return f'<w:pBdr>{sides}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


BOX, AMBER_BOX = _box(ACCENT, TINT), _box("B26A00", "FDF4E3")
KEEP = "<w:keepNext/><w:keepLines/>"
BOLD = "<w:b/><w:bCs/>"
INDENT = '<w:ind w:left="170" w:right="113"/>'
HANGING = '<w:ind w:left="454" w:hanging="454"/>'
LEFT = '<w:jc w:val="left"/>'
TAB = '<w:tabs><w:tab w:val="left" w:pos="454"/></w:tabs>'


def _heading(level: int) -> str:
    return f'<w:outlineLvl w:val="{level - 1}"/>'


# style name: (based on, paragraph settings, character settings)
PARAGRAPHS = {
    "Normal": ("", _space(0, 120), _font(SERIF, 21)),
    "Body Text": ("Normal", _space(0, 140), ""),
    "First Paragraph": ("Body Text", "", ""),
    "Compact": ("Body Text", _space(20, 20), ""),
    "Title": ("Normal", _space(120, 100, 228, KEEP, LEFT), _font(SANS, 44, ACCENT, BOLD)),
    "Subtitle": ("Normal", _space(0, 160, 240, KEEP), _font(SANS, 26, "444444")),
    "Author": ("Normal", _space(60, 60, 240, KEEP), _font(SANS, 22, INK, BOLD)),
    "Affiliation": ("Normal", _space(0, 20, 240), _font(SANS, 18, "444444")),
    "Abstract Title": (
        "Normal",
        _space(240, 0, 264, KEEP + BOX, INDENT),
        _font(SANS, 22, ACCENT, BOLD),
    ),
    "Abstract": ("Normal", _space(0, 60, 264, BOX, INDENT), _font(SANS, 20)),
    "Callout Title": (
        "Normal",
        _space(160, 0, 264, KEEP + BOX, INDENT),
        _font(SANS, 20, ACCENT, BOLD),
    ),
    "Callout": ("Normal", _space(0, 60, 264, BOX, INDENT), _font(SANS, 19)),
    "Warning Title": (
        "Normal",
        _space(160, 0, 264, KEEP + AMBER_BOX, INDENT),
        _font(SANS, 20, AMBER, BOLD),
    ),
    "Warning": ("Normal", _space(0, 60, 264, AMBER_BOX, INDENT), _font(SANS, 19)),
    "After Box": ("Normal", _space(0, 60, 120), _font(SANS, 8)),
    "heading 1": ("Normal", _space(360, 100, 240, KEEP, _heading(1)), _font(SANS, 30, ACCENT, BOLD)),
    "heading 2": ("Normal", _space(240, 80, 240, KEEP, _heading(2)), _font(SANS, 25, ACCENT, BOLD)),
    "heading 3": ("Normal", _space(180, 60, 240, KEEP, _heading(3)), _font(SANS, 22, INK, BOLD)),
    "Caption": ("Normal", _space(40, 200, 240), _font(SANS, 18, "333333")),
    "Table Caption": ("Caption", _space(240, 80, 240, KEEP), ""),
    "Image Caption": ("Caption", _space(40, 240, 240), ""),
    "Captioned Figure": ("Normal", _space(200, 60, 240, "<w:keepNext/>"), ""),
    "Table Text": ("Normal", _space(30, 30, 240, "", LEFT), _font(SANS, 17)),
    "Table Text Right": ("Table Text", '<w:jc w:val="right"/>', ""),
    "Table Text Center": ("Table Text", '<w:jc w:val="center"/>', ""),
    "Table Note": ("Normal", _space(60, 200, 240), _font(SANS, 16, "444444")),
    "Footnote Text": ("Normal", _space(0, 40, 240), _font(SERIF, 17)),
    "Bibliography": ("Normal", _space(0, 50, 240, TAB, HANGING), _font(SERIF, 18)),
    "header": ("Normal", _space(0, 0, 240), _font(SANS, 16, "555555")),
    "footer": ("Normal", _space(0, 0, 240), _font(SANS, 16, "555555")),
}

TABLE = f"""<w:style xmlns:w="{W}" w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/>
<w:basedOn w:val="TableNormal"/><w:qFormat/>
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>
<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>
<w:insideH w:val="single" w:sz="2" w:space="0" w:color="D9DEE0"/></w:tblBorders>
<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/>
<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{INK}"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>
</w:tblStylePr></w:style>"""

_BORDER = f'<w:pBdr><w:{{side}} w:val="single" w:sz="4" w:space="4" w:color="{ACCENT}"/></w:pBdr>'
_TAB = '<w:tabs><w:tab w:val="right" w:pos="9526"/></w:tabs>'


def _run(content: str, settings: str = "") -> str:
    return f"<w:r><w:rPr>{settings}</w:rPr>{content}</w:r>"


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} ">{_run("<w:t>1</w:t>")}</w:fldSimple>'


HEADER = (
    f'<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Header"/>{_BORDER.format(side="bottom")}{_TAB}</w:pPr>'
    + _run(f'<w:t xml:space="preserve">{SHORT_TITLE}</w:t>')
    + _run("<w:tab/>")
    + _run(f'<w:t xml:space="preserve">{BANNER}</w:t>', f'<w:b/><w:color w:val="{AMBER}"/>')
    + "</w:p></w:hdr>"
)
FOOTER = (
    f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="center"/></w:pPr>'
    + _run('<w:t xml:space="preserve">Page </w:t>')
    + _field("PAGE")
    + _run('<w:t xml:space="preserve"> of </w:t>')
    + _field("NUMPAGES")
    + "</w:p></w:ftr>"
)
SECTION = (
    f'<w:sectPr xmlns:w="{W}" xmlns:r="{R}"><w:headerReference w:type="default" r:id="rIdHeader"/>'
    '<w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1361" w:right="1190" w:bottom="1247" w:left="1190" w:header="624" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)


def build_reference(path: Path) -> None:
    """Write the reference document: pandoc's own, with the paper's styles, header, footer and page."""
    default = subprocess.run(
        [pandoc_path(), "--print-default-data-file", "reference.docx"], capture_output=True, check=True
    ).stdout
    with zipfile.ZipFile(BytesIO(default)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/styles.xml"] = _styles(parts["word/styles.xml"])
    parts["word/document.xml"] = _with_section(parts["word/document.xml"])
    for name, xml in (("header", HEADER), ("footer", FOOTER)):
        parts[f"word/{name}1.xml"] = _declared(xml)
        _register(parts, name)
    write_archive(path, parts)


def write_archive(path: Path, parts: dict[str, bytes]) -> None:
    """Write a Word file whose bytes depend on its parts alone: sorted, and every part dated 1 January 1980."""
    names = sorted(parts, key=lambda name: (name != "[Content_Types].xml", name))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])


def _declared(xml: str) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml.encode()


def _parse(xml: bytes) -> ElementTree.Element:
    for prefix, uri in (("w", W), ("r", R)):
        ElementTree.register_namespace(prefix, uri)
    return ElementTree.fromstring(xml)


def _styles(xml: bytes) -> bytes:
    """Replace pandoc's styles of the same name, keeping its character and heading-text styles."""
    root = _parse(xml)
    kept = {f"{{{W}}}docDefaults", f"{{{W}}}latentStyles"}
    replaced = {name.lower() for name in PARAGRAPHS} | {"table"}
    for style in [child for child in root if child.tag not in kept]:
        named = style.find(f"{{{W}}}name")
        if named is not None and named.get(f"{{{W}}}val", "").lower() in replaced:
            root.remove(style)
        for colour in style.iter(f"{{{W}}}color"):  # linked heading styles and links follow the accent colour
            colour.attrib.clear()
            colour.set(f"{{{W}}}val", ACCENT)
        if style.get(f"{{{W}}}styleId") == "VerbatimChar":  # code as large as the text around it
            _remove(style, "rPr/sz")
    for name, (based_on, paragraph, character) in PARAGRAPHS.items():
        root.append(_parse(_paragraph_style(name, based_on, paragraph, character).encode()))
    root.append(_parse(TABLE.encode()))
    written: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _remove(style: ElementTree.Element, path: str) -> None:
    parent, leaf = [f"{{{W}}}{name}" for name in path.split("/")]
    for node in style.findall(parent):
        for child in node.findall(leaf):
            node.remove(child)


def _style_id(name: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in name.split())


def _paragraph_style(name: str, based_on: str, paragraph: str, character: str) -> str:
    first = ' w:default="1"' if name == "Normal" else ""
    parent = f'<w:basedOn w:val="{_style_id(based_on)}"/>' if based_on else ""
    return (
        f'<w:style xmlns:w="{W}" w:type="paragraph"{first} w:styleId="{_style_id(name)}"><w:name w:val="{name}"/>'
        f"{parent}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{character}</w:rPr></w:style>"
    )


def _with_section(xml: bytes) -> bytes:
    root = _parse(xml)
    body = root.find(f"{{{W}}}body")
    assert body is not None
    for old in body.findall(f"{{{W}}}sectPr"):
        body.remove(old)
    body.append(_parse(SECTION.encode()))
    written: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _register(parts: dict[str, bytes], name: str) -> None:
    """Tell the package that there is a header (or footer) part, and the document how to find it."""
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
    override = f'<Override PartName="/word/{name}1.xml" ContentType="{kind}" /></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    relation = (
        f'<Relationship Id="rId{name.title()}" Type="{R}/{name}" Target="{name}1.xml" /></Relationships>'
    )
    relations = "word/_rels/document.xml.rels"
    parts[relations] = parts[relations].replace(b"</Relationships>", relation.encode())


if __name__ == "__main__":
    build_reference(Path(sys.argv[1]))
