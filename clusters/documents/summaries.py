"""A summary form on paper: A4 turned, the province at the left, “Biểu mẫu số 0x” at the right, CHỦ TỊCH below.

The forms have a head of their own, not that of NĐ 30, so they are no `Paper`.
"""

from django.conf import settings
from django.template.loader import render_to_string

from clusters.queries.summaries import heads, table_rows
from core.documents.pdf import FAMILY, render_page

WIDE = {"ordinal": 4, "label": 25, "text": 10, "ratio": 7}  # shares of the table; the others 5.5


def summary_pdf(found, year):
    """The bytes of the PDF, to be signed by hand; marked “DỰ THẢO” while an equation is broken or nobody saved it."""
    top, below = heads(found.form)
    widths = [WIDE.get(column.kind, 5.5) for column in found.form.printed]
    context = {
        "province": settings.PROVINCE.upper(),
        "form": found.form,
        "title": found.form.title.format(year=year.year),
        "top": top,
        "below": below,
        "rows": table_rows(found),
        "draft": bool(found.faults) or found.from_book,
    }
    columns = "\n".join(
        f"col:nth-child({place}) {{ width: {width / sum(widths) * 100:.3f}%; }}"
        for place, width in enumerate(widths, 1)
    )
    return render_page(render_to_string("documents/summary_form.html", context), f"{STYLE}\n{columns}")


STYLE = f"""
@page {{ size: A4 landscape; margin: 12mm; }}
html {{ font: 11pt "{FAMILY}"; color: #000; }}
body, p, h1 {{ margin: 0; font-size: inherit; }}
.pair {{ display: table; width: 100%; }} .pair > p {{ display: table-cell; font-weight: 700; }}
.right {{ text-align: right; }} .draft {{ text-align: right; font-weight: 700; }}
h1 {{ margin: 10pt 0 2pt; text-align: center; font-size: 13pt; font-weight: 700; }}
.unit {{ text-align: right; font-style: italic; margin-bottom: 4pt; }}
table {{ width: 100%; table-layout: fixed; border-collapse: collapse; margin-top: 6pt; font-size: 9pt; }}
th, td {{ border: .6pt solid #000; padding: 1.4pt 1mm; vertical-align: middle; text-align: center; overflow-wrap: break-word; }}
thead {{ display: table-header-group; }} tr {{ break-inside: avoid; }}
tbody th {{ text-align: left; font-weight: 400; }} tbody .total th, tbody .total td {{ font-weight: 700; }}
.numbers td {{ font-style: italic; font-size: 8.5pt; }} .part th {{ padding-left: 4mm; }}
.foot {{ margin: 14pt 10mm 0 auto; width: 80mm; text-align: center; font-weight: 700; break-inside: avoid; }}
.foot .when {{ font-weight: 400; font-style: italic; }} .room {{ height: 18mm; }}
"""
