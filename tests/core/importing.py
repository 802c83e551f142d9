"""Sheets of units as somebody uploads them, for the proofs of the import."""

import datetime
import io
import re

import openpyxl

from core.sheets.imports import preview_of

AT = datetime.datetime(2022, 3, 8, 2, 0, tzinfo=datetime.UTC)
HEADER = ["TT", "Mã", "Tên đơn vị", "Loại", "Cấp trên", "Ký hiệu", "Từ ngày"]
PAGE, OTHER_PAGE = "/thu-nhap/", "/thu-nhap-khac/"


def xlsx(*rows, header=HEADER, merges=()):
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.active.append(row)
    for merged in merges:
        book.active.merge_cells(merged)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


STX = [1, "STX", "Sở Thử nghiệm", "Sở", "Tỉnh Điện Biên", "STX", "01/02/2022"]
TUANGIAO = [2, "099", "UBND huyện Tuần Giáo", "UBND huyện", "Tỉnh Điện Biên", "UBND", "01/01/2004"]


def cells(draft, row=0):
    preview = preview_of(draft)
    return dict(zip(preview.columns, preview.rows[row].cells, strict=True))


def upload(client, content, name="đơn vị.xlsx", to=PAGE):
    file = io.BytesIO(content)
    file.name = name
    return client.post(to, {"file": file})


def text_of(response):
    plain = re.sub(r"<(script|svg|option).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(plain.split())
