"""A paper as PDF: Django template → WeasyPrint, tagged and in Vietnamese, with our own font and nothing from outside."""

import io
import itertools
from email.message import Message

from django.template.loader import render_to_string

from core.documents import layout
from core.documents.lines import FONTS, balanced, organ_lines, reference_lines
from core.documents.paper import DRAFT, MOTTO, NATION

SCHEME = "paper-font"
FAMILY = "Thidua Serif"  # private: a font of that name on the machine does not exist
FACES = (("Regular", 400, "normal"), ("Bold", 700, "normal"), ("Italic", 400, "italic"), ("BoldItalic", 700, "italic"))


def render_pdf(paper):
    """The paper as PDF bytes (PDF/UA-1). About 0.1 s a page (300 rows, 42 pages: 3.4 s, 180 MB); lists of more than 100 rows belong in a task."""
    return render_pdf_counted(paper)[0]


def render_pdf_counted(paper):
    """(PDF bytes, number of pages)."""
    return written(markup(paper), stylesheet(paper))


def render_page(html, css):
    """A page that is no paper of NĐ 30, such as a statistical form, as PDF bytes: our font, nothing from outside."""
    return written(html, "\n".join([*_faces(), css]))[0]


def written(html, css):
    """(PDF bytes, number of pages) of HTML under a style sheet."""
    import weasyprint  # noqa: PLC0415  half a second to load, and only who prints needs it
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  loads the same slow package

    fetcher, fonts = own_fetcher(), FontConfiguration()
    sheet = weasyprint.CSS(string=css, font_config=fonts, url_fetcher=fetcher)
    page = weasyprint.HTML(string=html, base_url=None, url_fetcher=fetcher)
    document = page.render(stylesheets=[sheet], font_config=fonts)
    return document.write_pdf(pdf_variant="pdf/ua-1"), len(document.pages)


# What may be fetched -------------------------------------------------------------------------------------------------
def own_fetcher():
    """The one fetcher: `data:` and our own font files by name; file:, http: and any path are refused and fail loudly."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415  slow to load, as above

    allowed = {f"LiberationSerif-{face}.ttf" for face, _weight, _style in FACES}

    class OwnFetcher(URLFetcher):
        def fetch(self, url, headers=None):
            if url.startswith(f"{SCHEME}:"):
                name = url.removeprefix(f"{SCHEME}:")
                if name not in allowed:
                    raise ValueError(f"no such font: {name!r}")
                head = Message()
                head["Content-Type"] = "font/ttf"
                return URLFetcherResponse(url, io.BytesIO((FONTS / name).read_bytes()), head, 200)
            return super().fetch(url, headers)

    return OwnFetcher(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)


# HTML ----------------------------------------------------------------------------------------------------------------
def markup(paper):
    """The words in HTML; how they look stands in `stylesheet`."""
    count = itertools.count(1)
    body = numbered(paper.body, count)
    annexes = [
        {**said, "number": number, "blocks": numbered(annex.body, count)}
        for number, (annex, said) in enumerate(zip(paper.annexes, annex_heads(paper), strict=True), 1)
    ]
    context = {"paper": paper, "nation": NATION, "motto": MOTTO, "body": body, "annexes": annexes, **head(paper)}
    return render_to_string("documents/base.html", context)


def numbered(blocks, count):
    """(number of the table or None, block) for each block; numbers run through the whole paper."""
    return [(next(count) if block.shape == "table" else None, block) for block in blocks]


def head(paper):
    """The centred lines of the head, broken where both files break them."""
    text = layout.text_width(paper.landscape)
    left = text * layout.HEAD_LEFT - 2
    return {
        "parent_organ": organ_lines(paper.parent_organ.upper(), layout.ORGAN, left) if paper.parent_organ else (),
        "organ": organ_lines(paper.organ.upper(), layout.ORGAN, left, bold=True),
        "letter_subject": balanced(paper.letter_subject, layout.LETTER_SUBJECT, left - 4),
        "signature": signature_lines(paper.signature, text * layout.FOOT_RIGHT),
        "countersignature": signature_lines(paper.countersignature, text * layout.FOOT_LEFT),
        "parties": party_rows(paper, text),
        "subject": () if paper.is_letter else balanced(paper.subject, layout.SUBJECT, text * 0.85, bold=True),
    }


def signature_lines(signature, room):
    """The powers and posts above a signature, long ones broken evenly."""
    if not signature:
        return ()
    typed = [part for line in signature.lines for part in line.splitlines()]
    return [part for line in typed for part in balanced(line, layout.SIGNATURE, room - 3, bold=True)]


def party_rows(paper, text):
    """The boxes of `paper.parties` in rows of two; each (signature, its lines broken evenly)."""
    boxes = [(one, signature_lines(one, text / 2)) for one in paper.parties]
    return [boxes[at : at + 2] for at in range(0, len(boxes), 2)]


def annex_heads(paper):
    """Label, title and reference of each annex, broken where both files break them."""
    heads = []
    for index, annex in enumerate(paper.annexes):
        text = layout.text_width(annex.landscape)
        heads.append(
            {
                "label": paper.annex_label(index),
                "title": balanced(annex.title.upper(), layout.ANNEX_TITLE, text * 0.85, bold=True),
                "reference": reference_lines(paper.annex_reference, layout.ANNEX_REFERENCE, text),
            }
        )
    return heads


# CSS -----------------------------------------------------------------------------------------------------------------
def stylesheet(paper):
    """The whole style sheet of one paper: fonts, pages, slots, and the column widths of its tables."""
    return "\n".join([*_faces(), *_pages(paper), _SLOTS, *_columns(paper), *_urgency(paper)])


def _faces():
    for face, weight, style in FACES:
        yield (
            f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; font-style: {style};'
            f' src: url("{SCHEME}:LiberationSerif-{face}.ttf"); }}'
        )


def _page(name, landscape, inner=""):
    turned = " landscape" if landscape else ""
    margins = f"{layout.MARGIN_TOP}mm {layout.MARGIN_RIGHT}mm {layout.MARGIN_BOTTOM}mm {layout.MARGIN_LEFT}mm"
    return f"@page {name} {{ size: A4{turned}; margin: {margins}; {inner} }}"


def _pages(paper):
    box = f'font: {{size}}pt "{FAMILY}"; vertical-align: top; padding-top: {layout.PAGE_NUMBER_FROM_TOP}mm;'
    number = f"@top-center {{ {box.format(size=layout.PAGE_NUMBER)} content: counter(page); }}"
    none = "@top-center { content: none; }"
    if paper.draft:
        number += f' @top-right {{ {box.format(size=layout.MOTTO)} font-weight: 700; content: "{DRAFT}"; }}'
    yield _page("", paper.landscape, number)
    yield _page("body", paper.landscape)
    yield f"@page :first {{ {none} }}"
    yield _page("turned", True)
    for index, annex in enumerate(paper.annexes, 1):
        yield _page(f"annex-{index}", annex.landscape)
        yield f"@page :nth(1 of annex-{index}) {{ counter-reset: page 1; {none} }}"
        yield f".annex-{index} {{ page: annex-{index}; }}"


def _columns(paper):
    """Widths and alignments; classes are `t<n>` in the order of the paper, annexes after the body."""
    for number, table in enumerate(tables(paper), 1):
        for column, (share, align) in enumerate(zip(table.shares, table.aligns, strict=True), 1):
            yield f".t{number} col:nth-child({column}) {{ width: {share * 100:.3f}%; }}"
            if align != "left":
                yield f".t{number} td:nth-child({column}):not([colspan]) {{ text-align: {align}; }}"


def tables(paper):
    """All tables of the paper in the order they are printed."""
    sources = (paper.body, *(annex.body for annex in paper.annexes))
    return [block for blocks in sources for block in blocks if block.shape == "table"]


def _urgency(paper):
    if paper.urgency:
        wide, high = layout.URGENCY_BOX[paper.urgency]
        yield f".urgency {{ width: {wide}mm; height: {high}mm; line-height: {high - 0.7}mm; }}"


_SLOTS = f"""
html {{ font: {layout.BODY}pt "{FAMILY}"; color: #000; line-height: {layout.SINGLE_LINE * layout.LINE_SPACING:.3f};
  hyphens: manual; }}
body {{ page: body; margin: 0; orphans: 2; widows: 2; }}
p, h1, h2, h3, h4, ul, li {{ margin: 0; padding: 0; font-size: inherit; font-weight: inherit; list-style: none; }}
.pair {{ display: table; table-layout: fixed; width: 100%; }}
.pair > div {{ display: table-cell; vertical-align: top; }}
.head, .title, .foot {{ line-height: {layout.SINGLE_LINE}; }}
.head .pair > div {{ text-align: center; }}
.head .left {{ width: {layout.HEAD_LEFT * 100}%; }} .head .right {{ width: {layout.HEAD_RIGHT * 100}%; }}
.ruled {{ display: inline-block; }}
.ruled::after {{ content: ""; display: block; margin: 2pt auto 0; border-top: {layout.RULE}pt solid #000;
  width: {layout.SHORT_RULE * 100}%; }}
.ruled.full::after {{ width: 100%; }}
.line {{ display: block; }}
.parent {{ font-size: {layout.ORGAN}pt; }}
.organ {{ font-size: {layout.ORGAN}pt; font-weight: 700; }}
.nation {{ font-size: {layout.NATION}pt; font-weight: 700; white-space: nowrap; }}
.motto {{ font-size: {layout.MOTTO}pt; font-weight: 700; }}
.second {{ margin-top: 8pt; }}
.number {{ font-size: {layout.NUMBER}pt; white-space: pre; }}
.place {{ font-size: {layout.PLACE}pt; font-style: italic; white-space: pre-wrap; }}
.about {{ font-size: {layout.LETTER_SUBJECT}pt; margin-top: 6pt; }}
.urgency {{ box-sizing: border-box; border: 1pt solid #000; margin: 6pt auto 0; font-size: 13pt; font-weight: 700; }}
.title {{ text-align: center; font-weight: 700; margin-top: 16pt; margin-bottom: 14pt; }}
.kind {{ font-size: {layout.KIND}pt; }} .subject {{ font-size: {layout.SUBJECT}pt; }}
.to {{ margin: 14pt 0 12pt; }}
.to.one {{ text-align: center; }}
.to.many {{ margin-left: 32mm; }} .to.many p + p {{ margin-left: 16mm; text-indent: -3mm; padding-left: 3mm; }}
.base, .text, .item, .h1, .h2, .h3 {{ text-indent: {layout.FIRST_LINE}mm; margin-top: {layout.PARAGRAPH_SPACE}pt;
  white-space: pre-line; }}
.base, .text, .item {{ text-align: justify; }}
.base, .italic {{ font-style: italic; }}
.h0, .h1, .h2, .h3, .lead, .bold {{ font-weight: 700; }}
.h0 {{ text-align: center; margin-top: {layout.PARAGRAPH_SPACE}pt; white-space: pre-line; }}
.h3 {{ font-style: italic; }}
.h0, .h1, .h2, .h3 {{ break-after: avoid; }}
.centred {{ text-align: center; text-indent: 0; }}
.grid {{ width: 100%; table-layout: fixed; border-collapse: collapse; margin-top: 8pt; font-size: {layout.TABLE}pt;
  line-height: {layout.SINGLE_LINE}; }}
.grid th, .grid td {{ border: .6pt solid #000; padding: 2.5pt {layout.CELL_PADDING}mm; vertical-align: top;
  text-align: left; white-space: pre-line; overflow-wrap: break-word; }}
.grid thead {{ display: table-header-group; }}
.grid thead th {{ text-align: center; vertical-align: middle; font-weight: 700; }}
.grid tr {{ break-inside: avoid; }}
.grid .group th {{ font-weight: 700; }} .grid .group {{ break-after: avoid; }}
.close {{ break-before: avoid; }}
.caption {{ text-align: center; font-weight: 700; margin-top: 8pt; break-after: avoid; }}
.turned {{ page: turned; }}
.foot {{ margin-top: 16pt; break-inside: avoid; break-before: avoid; }}
.foot .left {{ width: {layout.FOOT_LEFT * 100}%; }} .foot .right {{ width: {layout.FOOT_RIGHT * 100}%; }}
.sign {{ text-align: center; font-size: {layout.SIGNATURE}pt; font-weight: 700; }}
.sign .note {{ font-style: italic; font-weight: 400; }}
.sign .room {{ height: {layout.SIGNING_SPACE}mm; }}
.parties {{ margin-top: 18pt; line-height: {layout.SINGLE_LINE}; break-inside: avoid; }}
.parties > div {{ width: 50%; padding: 0 2mm; }}
.parties .sign .room, .with-parties .sign .room {{ height: {layout.PARTY_SPACE}mm; }}
.parties .sign .note {{ font-size: {layout.TABLE}pt; }}
.foot > .to-head {{ margin-top: 12pt; }}
.to-head {{ font-size: {layout.DISTRIBUTION_HEAD}pt; font-weight: 700; font-style: italic; }}
.to-list {{ font-size: {layout.DISTRIBUTION}pt; }}
.to-list p {{ padding-left: 2.2mm; text-indent: -2.2mm; }}
.drafter {{ font-size: {layout.DRAFTER}pt; margin-top: 6pt; }}
.annex {{ break-before: page; }}
.annex-head {{ text-align: center; line-height: {layout.SINGLE_LINE}; margin-bottom: 12pt; }}
.annex-label {{ font-size: {layout.ANNEX_LABEL}pt; font-weight: 700; }}
.annex-title {{ font-size: {layout.ANNEX_TITLE}pt; font-weight: 700; }}
.annex-reference {{ font-size: {layout.ANNEX_REFERENCE}pt; font-style: italic; white-space: pre-wrap; }}
"""
