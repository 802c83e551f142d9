"""Which papers a task will probably produce: a suggestion by plain rules on its words, never a fact.

Abbreviations follow NĐ 30/2020/NĐ-CP, Phụ lục III (KH, BC, QĐ, CT, QC, QyĐ, HD, GM, BB, TTr, KL); what has none is
named in full. The reading of the 27 rows of the seed is ours.
"""

import re

from plans.reading.plain import bare

# The first rule that matches decides alone: these tasks run as a procedure.
PROCEDURES = (
    (r"hop (xet )?hoi dong sang kien", ["GM", "BB", "QĐ"]),
    (r"hop hoi dong.* trinh cap", ["GM", "BB", "TTr"]),
    (r"^hop hoi dong|to chuc hop", ["GM", "BB"]),
    (r"thanh tra, kiem tra|^kiem tra", ["BC", "KL"]),
    (r"to chuc tap huan", ["GM", "BC"]),
    (r"^phoi hop.* hoi nghi (so|tong) ket cum", ["BC"]),
    (r"^xet,? (tang|khen)", ["QĐ"]),
)
# Otherwise every rule that matches adds its papers.
PAPERS = (
    (r"ban hanh (quy che)", ["QC"]),
    (r"phan cong nhiem vu", ["QĐ"]),
    (r"ban hanh quy dinh", ["QyĐ"]),
    (r"ban hanh chi thi", ["CT"]),
    (r"(ban hanh|xay dung)[^;.]*?\bke (hoach|tap huan)", ["KH"]),
    (r"bang tieu chi", ["Bảng tiêu chí"]),
    (r"de cuong", ["Đề cương"]),
    (r"bieu tong hop", ["Biểu"]),
    (r"ban hanh bao cao", ["BC"]),
    (r"dang (ky|ki) cac chi tieu", ["Bản đăng ký"]),
    (r"huong dan", ["HD", "CV"]),
    (r"^chi dao cac (khoi|cum)", ["CV"]),
    (r"cham diem thi dua cua", ["Bảng điểm"]),
    (r"(ky|ki|ky ket) giao uoc", ["Giao ước"]),
    (r"chuan bi noi dung hoi nghi", ["GM"]),
)


def expected_papers(text):
    """Abbreviations in the order the work goes; an empty list when the words give no hint."""
    folded = bare(text)
    for pattern, papers in PROCEDURES:
        if re.search(pattern, folded):
            return list(papers)
    found = []
    for pattern, papers in PAPERS:
        if re.search(pattern, folded):
            found.extend(paper for paper in papers if paper not in found)
    return found
