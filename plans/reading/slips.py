"""Slips of pen and print that a reader may doubt; each comes with a suggestion and is never corrected silently."""

import re

from plans.reading.plain import bare

# (pattern, what to write instead, why). Patterns see cleaned text, with Vietnamese marks.
SLIPS = (
    (r"\b(20\d\d)(- | -)(20\d\d)\b", r"\1-\3", "Khoảng trắng lệch một bên trong quãng năm"),
    (r"(?<=[^\W\d_])(- | -)(?=19\b)", "-", "Khoảng trắng lệch một bên ở gạch nối"),
    (r"(?<=[^\W\d_])- (?=[^\W\d_])", " - ", "Khoảng trắng lệch một bên ở gạch nối"),
    (r"(?<=[^\W\d_]) -(?=[^\W\d_])", " - ", "Khoảng trắng lệch một bên ở gạch nối"),
    (r"\bKế (?=(?:tập huấn|kiểm tra|công tác|thực hiện|hoạt động)\b)", "Kế hoạch ", "Có thể thiếu một từ"),
    (r"\bcông hiến\b", "cống hiến", "Có thể sai dấu"),
    (r"\bVĩ an ninh\b", "Vì an ninh", "Có thể sai dấu"),
    (r"(?<!cá )\bnhân điển hình\b", "nhân rộng điển hình", "Có thể thiếu một từ"),
    (r"\btầng cơ quan\b", "từng cơ quan", "Có thể sai chữ"),
    (r"\btự đổi mới nâng, sáng tạo\b", "tự đổi mới, nâng cao, sáng tạo", "Có thể thiếu một từ"),
    (r"\bVT-(?=[A-ZĐ])", "VT, ", "Lưu ghi liền bằng gạch nối; Nghị định 30/2020/NĐ-CP tách bằng dấu phẩy"),
    (r"^(\d+)\. (\d+)\. ", r"\1.\2. ", "Số mục có khoảng trắng ở giữa"),
    (r";$", "", "Dấu chấm phẩy thừa ở cuối"),
)
ONLY_CELLS = {";$"}
REPEATED = re.compile(r"\b((?:[^\W\d_]+ ){2,5}[^\W\d_]+) \1\b")


def slips(text, *, cell=False):
    """Pairs (why, suggested text) for one line; the whole line is given back with only that slip mended."""
    found = []
    for pattern, instead, why in SLIPS:
        if pattern in ONLY_CELLS and not cell:
            continue
        mended = re.sub(pattern, instead, text)
        if mended != text:
            found.append((why, mended))
    for match in REPEATED.finditer(text):
        phrase = match.group(1)
        found.append((f"Cụm từ “{phrase}” lặp lại", text.replace(f"{phrase} {phrase}", phrase, 1)))
    return found


def lower_start(text):
    """The line starts in lower case: probably the rest of a line cut by a page break."""
    return bool(text) and text[0].islower()


def unfinished(text):
    return bool(text) and text[-1] not in '.:;!?/”"' and bool(bare(text))
