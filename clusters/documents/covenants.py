"""The covenant on paper by NĐ 30/2020, one signature box per member, the score table as its annex."""

from django.conf import settings
from django.utils import timezone

from clusters.enums import CriterionKind, MemberRole, SignMethod
from clusters.rules.score_tables import parameters, shown, sums
from core.documents import Annex, Group, Heading, ListItem, Paper, Paragraph, Signature, Table
from core.markup import plain, to_blocks
from core.words import roman

CAMPAIGNS = ("TT", "Phong trào", "Mục tiêu", "Thời gian")
INDICATORS = ("TT", "Nội dung", "Đơn vị tính", "Kế hoạch", "Ghi chú")
CRITERIA = ("Số", "Tiêu chí", "Cách tính", "Điểm tối đa", "Ai chấm")
SHAPES = {"heading": Heading, "item": ListItem, "paragraph": Paragraph}
ON_PAPER, NOT_SIGNED = "(Ký trên giấy)", "(Chưa ký)"
MODEL = "Thang điểm là tham số mẫu, chưa kiểm chứng."


def covenant_paper(covenant, *, campaigns, indicators, boxes, table, groups, on, draft=False):
    """What was signed, by whom and when. boxes: of the members, the head last; on: the day of the covenant."""
    year = covenant.year
    last = next((box for box in boxes if box.membership.role == MemberRole.HEAD), None)
    others = [box for box in boxes if box is not last]
    annexes = [Annex(table.title, annex_blocks(table, groups))] if table is not None else []
    return Paper(
        organ=year.cluster.name.upper(),
        issuer=year.cluster.name,
        place=covenant.place or settings.PROVINCE,
        date=on,
        kind="GIAO ƯỚC THI ĐUA",
        subject=f"Năm {year.year}",
        blocks=[Paragraph(_opening(year)), *_parts(covenant, campaigns, indicators)],
        parties=[_signed(box) for box in others],
        signature=_signed(last) if last else None,
        annexes=annexes,
        draft=draft,
    )


def _opening(year):
    return (
        f"Các đơn vị thành viên {year.cluster.name} thống nhất ký kết giao ước thi đua năm {year.year} với các nội dung "
        "sau:"
    )


def _parts(covenant, campaigns, indicators):
    """Numbered parts that say something: content, campaigns, indicators."""
    parts = []
    if covenant.content.strip():
        body = [SHAPES[shape](plain(words)) for shape, words in to_blocks(covenant.content)]
        parts.append(("NỘI DUNG", body))
    if campaigns:
        rows = [(str(place), row.name, row.goal, row.period) for place, row in enumerate(campaigns, 1)]
        aligns = ("center", "left", "left", "left")
        parts.append(("PHONG TRÀO THI ĐUA", [Table(CAMPAIGNS, rows, widths=(1, 5, 6, 3), aligns=aligns)]))
    if indicators:
        rows = [(str(n), row.content, row.measure, row.target, row.note) for n, row in enumerate(indicators, 1)]
        aligns = ("center", "left", "center", "center", "left")
        parts.append(("CHỈ TIÊU THI ĐUA", [Table(INDICATORS, rows, widths=(1, 7, 2.4, 2.4, 3), aligns=aligns)]))
    blocks = []
    for place, (title, body) in enumerate(parts, 1):
        blocks += [Heading(f"{roman(place)}. {title}"), *body]
    return blocks


def _signed(box):
    """One box: the member (with its place in the cluster), post, how and when it was signed, name."""
    membership, signature = box.membership, box.signature
    lines = [membership.role_words, box.row.name] if membership.role != MemberRole.MEMBER else [box.row.name]
    if signature is None:
        return Signature(authority="\n".join(lines), note=NOT_SIGNED)
    note = ON_PAPER
    if signature.method != SignMethod.PAPER:
        at = timezone.localtime(signature.at)
        note = f"(Đã ký lúc {at:%H:%M} ngày {at:%d/%m/%Y})"
    return Signature(authority="\n".join(lines), title=signature.title, name=signature.name, note=note)


def annex_blocks(table, groups):
    """The score table as an annex: criteria by group with their sums, then how points are counted."""
    total = sums(groups)
    rows = []
    for group in groups:
        points = f" ({shown(total.groups[group.pk])} điểm)" if total.groups[group.pk] else ""
        rows.append(Group(f"{group.symbol}. {group.name}{points}".lstrip(". ")))
        rows += [_criterion(one) for one in group.criteria.all()]
    grid = Table(CRITERIA, rows, widths=(1, 7.2, 3.4, 1.7, 2.7), aligns=("center", "left", "left", "center", "left"))
    told = [Paragraph(f"Tổng điểm tối đa, chưa kể điểm thưởng và điểm trừ: {shown(total.base)}.", bold=True)]
    told += [ListItem(f"{label}: {words}.") for label, words in parameters(table) if words]
    source = Paragraph(f"Căn cứ: {table.source}.") if table.source else Paragraph(MODEL, italic=True)
    return [grid, *told, source]


def _criterion(one):
    sign = {CriterionKind.PENALTY: "−", CriterionKind.BONUS: "+"}.get(one.kind, "")
    extra = [one.note] if one.note else []
    if one.bars:
        extra.append("Không được suy tôn.")
    name = "\n".join([one.name, *dict.fromkeys(extra)])
    how = one.get_kind_display()
    if one.measure and one.kind != CriterionKind.PENALTY:
        how += f" ({one.measure})"
    return one.number, name, how, f"{sign}{shown(one.maximum)}", one.get_scorer_display()
