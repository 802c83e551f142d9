"""Numbered lines to a draft plan: header, body, table of tasks, dated duties, distribution, signature.

Pure and total: the same lines give the same draft. Nothing is corrected; what looks wrong becomes a `Doubt`.
"""

import re

from core.errors import Refused
from plans.reading.columns import find_columns
from plans.reading.dates import calendar_day, find_dues
from plans.reading.draft import STANDING, Block, Doubt, DraftDuty, DraftTask, PlanDraft, PlanHeader
from plans.reading.expected import expected_papers
from plans.reading.plain import bare
from plans.reading.slips import lower_start, slips, unfinished

ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
SECTION = re.compile(r"^(?P<roman>[IVX]{1,5})\s*\.\s+\S")
ITEM = re.compile(r"^(?P<item>\d{1,2})\s*\.\s+(?!\d)\S")
SUBITEM = re.compile(r"^(?P<item>\d{1,2})\s*\.\s*(?P<sub>\d{1,2})\s*\.?\s+\S")
NUMBER = re.compile(r"^Số\s*:?\s*(?P<mark>\*?)\s*(?P<number>\d{1,6}[a-zA-Z]?)?\s*\*?\s*/\s*(?P<symbol>[A-ZĐ][\w\-Đ]*)$")
PLACE = re.compile(
    r"^(?P<place>[^,\d]{2,60}),\s*ngày\s*(?P<mark>\*?)\s*(?P<day>\d{1,2})?\s*\*?\s*tháng\s*\*?\s*(?P<month>\d{1,2})?\s*\*?\s*năm\s*(?P<year>\d{4})$"
)
AUTHORITY = re.compile(r"^(TM|KT|TL|TUQ|Q)\.\s*\S")
QUARTER = re.compile(r"\bquy (?P<roman>i{1,3}|iv)\b|\bquy (?P<digit>[1-4])\b")
YEAR = re.compile(r"\bnăm (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"^-?\s*\d{1,3}\s*-?$")
HEADING_LIMIT = 200


def unmark(text):
    """Without the asterisks by which the transcript shows italics, bold and handwriting."""
    return re.sub(r"\*+", "", text).strip()


def parse(lines, *, tracked_changes=0):
    """The draft plan of a document's lines. Raises Refused when there is no table of tasks or a day does not exist."""
    start = next((i for i, line in enumerate(lines) if line.is_row and find_columns(line.cells)), None)
    if start is None:
        raise Refused(
            "Không thấy bảng nhiệm vụ (cột “Nhiệm vụ cụ thể”, “Đơn vị chủ trì”, “Đơn vị phối hợp”). Hãy kiểm tra lại tệp kế hoạch."
        )
    doubts = []
    if tracked_changes:
        doubts.append(
            Doubt(
                0,
                f"{tracked_changes} chỗ theo dõi thay đổi",
                "Tệp còn theo dõi thay đổi; đã đọc như khi chấp nhận tất cả",
                "Chấp nhận hoặc từ chối từng chỗ trong Word rồi nạp lại",
            )
        )
    end = _table_end(lines, start)
    before = [line for line in lines[:start] if not line.is_blank]
    after = [line for line in lines[end:] if not line.is_blank]
    header, intro = _head(before, doubts)
    closing, tail = _split_tail(after)
    _tail(tail, header, doubts)
    header.year = header.year or _year_of(header, lines[start:end])
    tasks = _tasks(lines[start:end], header, doubts)
    if not tasks:
        raise Refused("Bảng nhiệm vụ không có dòng nào. Hãy kiểm tra lại tệp kế hoạch.")
    blocks = [*_blocks(intro, doubts, 0)]
    blocks.append(Block("tasks", "", 0, lines[start].no))
    blocks.extend(_blocks(closing, doubts, len(blocks)))
    duties = _duties(blocks, header, doubts)
    for field, label in (("number", "số văn bản"), ("signed_on", "ngày ký"), ("signer_name", "người ký")):
        if not getattr(header, field):
            doubts.append(Doubt(0, "", f"Không thấy {label}", "Điền ở phần đầu văn bản", f"header.{field}"))
    if header.year is None:
        doubts.append(Doubt(0, "", "Không rõ kế hoạch của năm nào", "Điền năm ở phần đầu văn bản", "header.year"))
    doubts.sort(key=lambda doubt: doubt.line)
    return PlanDraft(header, blocks, tasks, duties, doubts)


# Head --------------------------------------------------------------------------------------------------------------
def _head(lines, doubts):
    """Header fields, and the lines of the body that stand before the table."""
    header, rest, kind_at = PlanHeader(), [], None
    for index, line in enumerate(lines):
        text = line.text
        if kind_at is None and (match := NUMBER.match(text)):
            header.number, header.symbol = match["number"] or "", match["symbol"]
            if match["mark"]:
                doubts.append(
                    Doubt(line.no, text, "Số viết tay trên bản in", f"Số: {header.notation}", "header.number")
                )
        elif kind_at is None and (match := PLACE.match(text)):
            header.place = match["place"].strip()
            if match["day"] and match["month"]:
                header.signed_on = calendar_day(match["year"], match["month"], match["day"], line=line.no)
            header.year = header.year or None
            if match["mark"]:
                doubts.append(
                    Doubt(
                        line.no, text, "Ngày viết tay trên bản in", unmark(text).replace("  ", " "), "header.signed_on"
                    )
                )
        elif kind_at is None and bare(unmark(text)).startswith("ke hoach") and unmark(text)[:8].isupper():
            kind_at, header.kind = index, "KẾ HOẠCH"
            if remainder := unmark(text)[8:].strip():
                header.subject = remainder
            break
    body = (
        lines[kind_at + 1 :]
        if kind_at is not None
        else [
            line
            for line in lines
            if not NUMBER.match(line.text) and not PLACE.match(line.text) and not line.text.isupper()
        ]
    )
    if kind_at is None:
        doubts.append(
            Doubt(0, "", "Không thấy tên loại “KẾ HOẠCH”", "Kiểm tra đúng là văn bản kế hoạch", "header.kind")
        )
    bases_done = False
    for line in body:
        text = unmark(line.text)
        if not bases_done and not rest:
            if bare(text).startswith("can cu ") or (header.legal_bases and text.endswith(";")):
                if _bases(text, header, rest, line):
                    bases_done = True
                continue
            if not header.legal_bases and not SECTION.match(text) and kind_at is not None and _is_subject(text, header):
                header.subject = f"{header.subject} {text}".strip()
                continue
        rest.append(line)
    if match := YEAR.search(header.subject):
        header.year = int(match["year"])
    return header, rest


def _is_subject(text, header):
    return len(text) < 220 and not text.endswith((".", ":", ";")) and len(header.subject) < 300


def _bases(text, header, rest, line):
    """Split one paragraph of bases at its semicolons; the sentence that ends with a colon opens the body."""
    done = False
    for piece in re.split(r";\s*", text.rstrip(";")):
        piece = piece.strip()
        if piece.endswith(":"):
            rest.append(type(line)(line.no, (piece,)))
            done = True
        elif piece:
            header.legal_bases.append(piece.rstrip("."))
    return done


def _year_of(header, rows):
    years = [int(match["year"]) for row in rows for match in YEAR.finditer(row.text) if find_group(row)]
    if years:
        return max(set(years), key=years.count)
    return header.signed_on.year if header.signed_on else None


# Table -------------------------------------------------------------------------------------------------------------
def _table_end(lines, start):
    """Index just after the last row of the table that begins at `start`."""
    end = start + 1
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if line.is_row and any(line.cells) or find_group(line):
            end = index + 1
        elif not line.is_blank and _ends_table(line.text):
            break
    return end


def _ends_table(text):
    """A section heading, the distribution or the signature: the table is over."""
    return bool(SECTION.match(text) or AUTHORITY.match(unmark(text)) or bare(unmark(text)).startswith("noi nhan"))


def find_group(line):
    """(found, quarter) of a row that opens a quarter or the standing tasks; None for every other row."""
    filled = [cell for cell in line.cells if cell]
    if not filled or len(filled) > 2 or len(line.text) > 110:
        return None
    if len(filled) == 2 and filled[0].rstrip(".").upper() not in ROMAN and not filled[0].isdigit():
        return None
    folded = bare(filled[-1])
    if len(filled) == 1 and not re.match(r"^(?:[ivx]+\.? )?(?:\W*)(nhiem vu|quy|cong viec|thuong xuyen|viec)", folded):
        return None
    if match := QUARTER.search(folded):
        return (True, ROMAN[match["roman"].upper()] if match["roman"] else int(match["digit"]))
    if "thuong xuyen" in folded:
        return (True, STANDING)
    return None


def _tasks(rows, header, doubts):
    columns = find_columns(rows[0].cells)
    tasks, quarter, grouped = [], STANDING, False
    for line in rows[1:]:
        if line.is_blank or find_columns(line.cells) or (not line.is_row and PAGE_NUMBER.match(line.text)):
            continue
        if group := find_group(line):
            grouped, quarter = group
            continue
        ordinal, text, lead, coordinators = columns.of(line.cells) if line.is_row else ("", line.text, "", "")
        ordinal, text, lead, coordinators = map(unmark, (ordinal, text, lead, coordinators))
        if _is_numbering(line.cells):
            continue
        ordinal = ordinal.rstrip(".")
        if tasks and not ordinal and not (text and lead):
            _join(tasks[-1], text, lead, coordinators, line, doubts, len(tasks) - 1)
            continue
        task = DraftTask(quarter, ordinal, text, lead, coordinators, line.no)
        tasks.append(task)
        if not grouped:
            doubts.append(
                Doubt(
                    line.no,
                    text,
                    "Dòng đứng trước tên quý nên xếp vào thường xuyên",
                    "Chọn quý",
                    f"task:{len(tasks) - 1}",
                )
            )
    for index, task in enumerate(tasks):
        _finish(index, task, tasks, header, doubts)
    return tasks


def _is_numbering(cells):
    """The row (1) (2) (3) (4) some tables carry under their head."""
    filled = [cell.strip("()") for cell in cells if cell]
    return len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]


def _join(task, text, lead, coordinators, line, doubts, index):
    for field, more in (("text", text), ("lead", lead), ("coordinators", coordinators)):
        if more:
            setattr(task, field, f"{getattr(task, field)} {more}".strip())
    doubts.append(
        Doubt(
            line.no, line.text, "Dòng bị ngắt (sang trang); đã nối vào nhiệm vụ liền trước", task.text, f"task:{index}"
        )
    )


def _finish(index, task, tasks, header, doubts):
    where = f"task:{index}"
    task.expected = expected_papers(task.text)
    for due in find_dues(task.text, year=header.year, line=task.line)[:1]:
        task.due_on = due.day.fromordinal(due.day.toordinal() - 1) if due.before else due.day
    same = [each for each in tasks if each.quarter == task.quarter]
    if not task.ordinal:
        doubts.append(Doubt(task.line, task.text, "Dòng không có số thứ tự", str(same.index(task) + 1), where))
    elif same[0].ordinal == "1" and task.ordinal != str(same.index(task) + 1):
        doubts.append(
            Doubt(task.line, task.text, f"Số thứ tự {task.ordinal} không liền mạch", str(same.index(task) + 1), where)
        )
    if not task.lead:
        doubts.append(Doubt(task.line, task.text, "Không có đơn vị chủ trì", "Điền đơn vị chủ trì", where))
    if not task.text:
        doubts.append(Doubt(task.line, task.ordinal, "Dòng không có nội dung", "Điền nội dung hoặc xóa dòng", where))
    for text, cell in ((task.text, False), (task.lead, True), (task.coordinators, True)):
        for why, mended in slips(text, cell=cell):
            doubts.append(Doubt(task.line, *_excerpt(text, why, mended), where))


def _excerpt(text, why, mended):
    excerpt, suggestion = _around(text, mended)
    return excerpt, why, suggestion


# Body --------------------------------------------------------------------------------------------------------------
def _blocks(lines, doubts, offset):
    """Headings and paragraphs in order; a paragraph cut by a page break is joined and doubted."""
    blocks = []
    for line in lines:
        text = unmark(line.text)
        if not text or PAGE_NUMBER.match(text):
            continue
        kind, level = block_kind(text)
        last = blocks[-1] if blocks else None
        if last and kind == "paragraph" and last.kind == "paragraph" and lower_start(text) and unfinished(last.text):
            last.text = f"{last.text} {text}"
            doubts.append(
                Doubt(
                    line.no,
                    text[:120],
                    "Đoạn bị ngắt (sang trang); đã nối vào đoạn liền trước",
                    f"… {last.text[-len(text) - 60 :][:160]} …",
                    f"block:{offset + len(blocks) - 1}",
                )
            )
        else:
            blocks.append(Block(kind, text, level, line.no))
        where = f"block:{offset + len(blocks) - 1}"
        for why, mended in slips(text):
            excerpt, suggestion = _around(text, mended)
            doubts.append(Doubt(line.no, excerpt, why, suggestion, where))
    return blocks


def block_kind(text):
    if SECTION.match(text) and len(text) < HEADING_LIMIT:
        return "heading", 1
    short = len(text) < HEADING_LIMIT and not text.endswith((".", ";"))
    if SUBITEM.match(text):
        return ("heading", 3) if short else ("paragraph", 3)
    if ITEM.match(text):
        return ("heading", 2) if short else ("paragraph", 2)
    return "paragraph", 0


def _around(text, mended, width=40):
    """The part of a long line that differs, with some words about it, before and after mending."""
    if len(text) <= 160:
        return text, mended
    same = next((i for i, (a, b) in enumerate(zip(text, mended, strict=False)) if a != b), 0)
    left = text.rfind(" ", 0, max(0, same - width)) + 1
    tail = next((i for i, (a, b) in enumerate(zip(text[::-1], mended[::-1], strict=False)) if a != b), 0)
    cut = max(0, tail - width)
    return f"… {text[left : len(text) - cut]} …", f"… {mended[left : len(mended) - cut]} …"


def _duties(blocks, header, doubts):
    duties, roman, item, heading = [], "", "", ""
    for block in blocks:
        if match := SECTION.match(block.text) if block.kind == "heading" else None:
            roman, item, heading = match["roman"], "", ""
            continue
        if match := SUBITEM.match(block.text) or ITEM.match(block.text):
            item = ".".join(part for part in match.groupdict().values() if part)
            heading = _addressees(block)
        for due in find_dues(block.text, year=header.year, line=block.line):
            where = f"duty:{len(duties)}"
            sentence = _sentence(block.text, due.start, due.end)
            duties.append(
                DraftDuty(
                    section=".".join(part for part in (roman, item) if part),
                    text=sentence,
                    addressees=heading,
                    due_date=due.day,
                    before=due.before,
                    line=block.line,
                )
            )
            if due.year_guessed:
                doubts.append(
                    Doubt(
                        block.line,
                        block.text[due.start : due.end],
                        "Ngày không ghi năm; lấy năm của kế hoạch",
                        f"{due.day:%d/%m/%Y}",
                        where,
                    )
                )
            if not heading:
                doubts.append(
                    Doubt(block.line, sentence, "Không rõ đơn vị phải thực hiện", "Điền đơn vị phải thực hiện", where)
                )
    return duties


def _addressees(block):
    """Who a numbered item speaks to: the whole heading, or the words before the colon of “1. Các sở, ngành: …”."""
    text = re.sub(r"^[\d.\s]+", "", block.text)
    if block.kind == "heading":
        return text
    head, colon, _ = text.partition(":")
    return head if colon and len(head) < 160 else ""


def _sentence(text, start, end):
    left = max(text.rfind(". ", 0, start) + 1, 0)
    right = text.find(". ", end)
    return text[left : right + 1 if right != -1 else len(text)].strip()


# Tail --------------------------------------------------------------------------------------------------------------
def _split_tail(lines):
    """The body after the table, and the lines of distribution and signature."""
    for index, line in enumerate(lines):
        if bare(unmark(line.text)).startswith("noi nhan") or AUTHORITY.match(unmark(line.text)):
            return lines[:index], lines[index:]
    return lines, []


def _tail(lines, header, doubts):
    signing = []
    for line in lines:
        text = unmark(line.text)
        if bare(text).startswith("noi nhan"):
            continue
        if re.match(r"^[-–•+]\s*\S", text):
            header.distribution.append(re.sub(r"^[-–•+]\s*", "", text))
            where = f"distribution:{len(header.distribution) - 1}"
            doubts.extend(Doubt(line.no, text, why, mended, where) for why, mended in slips(header.distribution[-1]))
        else:
            signing.append(text)
    titles = []
    for text in signing:
        if not header.authority and AUTHORITY.match(text):
            header.authority = text
        elif text.isupper():
            titles.append(text)
        else:
            header.signer_name = text
    header.signer_title = "\n".join(titles)
