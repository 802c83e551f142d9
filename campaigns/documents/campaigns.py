"""Papers of a campaign by NĐ 30/2020: the chỉ thị or kế hoạch that launches it, the report of a sơ kết or tổng kết.

The frame is in our own words; what it says comes from the record, and empty parts are left out.
"""

import dataclasses

from django.conf import settings

from campaigns.enums import HonourObject, SummaryKind
from campaigns.models.rounds import called
from core.documents import Heading, ListItem, Paper, Paragraph, Signature, Table, letter
from core.markup import plain, to_blocks
from core.words import roman
from plans.queries.reports import number_words

DIRECTIVE, PLAN = "CHỈ THỊ", "KẾ HOẠCH"
SYMBOLS = {DIRECTIVE: "CT", PLAN: "KH"}
INDICATORS = ("TT", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu")
HONOURS = ("TT", "Tập thể, cá nhân", "Đơn vị", "Thành tích")


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """What a paper wants besides the campaign: number and names may be empty and are then written by hand."""

    kind: str = PLAN
    number: str = ""
    symbol: str = ""
    dated_on: object = None
    authority: str = ""
    on_behalf: str = ""
    signer_title: str = ""
    signer_name: str = ""
    bases: tuple = ()
    distribution: tuple = ()


def launch_words(campaign, *, on):
    """The words a launching paper begins with."""
    kind = DIRECTIVE if campaign.unit_id is None else PLAN
    return _words(campaign, kind, SYMBOLS[kind], on=on)


def summary_words(summary, *, on):
    return _words(summary.campaign, "BÁO CÁO", "BC", on=summary.held_on or on)


def _words(campaign, kind, abbreviation, *, on):
    if campaign.unit_id is None:
        province = f"tỉnh {settings.PROVINCE}"
        return Words(
            kind, symbol=f"{abbreviation}-UBND", dated_on=on, authority="TM. ỦY BAN NHÂN DÂN", signer_title="CHỦ TỊCH",
            distribution=(f"Thường trực Tỉnh ủy, HĐND {province}", "Các sở, ban, ngành, đoàn thể tỉnh",
                          "UBND các huyện, thị xã, thành phố", "Lưu: VT, TĐKT"),
        )  # fmt: skip
    return Words(
        kind, symbol=f"{abbreviation}-{campaign.unit.symbol}", dated_on=on, signer_title="THỦ TRƯỞNG ĐƠN VỊ",
        distribution=("Các phòng, đơn vị trực thuộc", "Sở Nội vụ (Ban TĐKT)", "Lưu: VT"),
    )  # fmt: skip


def launch_paper(campaign, words, *, draft):
    """Purpose, subjects, content, criteria for collectives and for persons, indicators, time, organisation."""
    whom = "trong tỉnh" if campaign.unit_id is None else "trong đơn vị"
    opening = f"Để tổ chức {called(campaign)} thiết thực, đều khắp {whom}"
    if campaign.parent:
        opening += f", hưởng ứng {called(campaign.parent)}"
    if words.kind == DIRECTIVE:
        opening += f", {_issuer(campaign)} yêu cầu các cơ quan, đơn vị, địa phương thực hiện các nội dung sau:"
    else:
        opening += f", {_issuer(campaign)} ban hành kế hoạch như sau:"
    parts = [
        ("Mục đích, yêu cầu", _text(campaign.purpose)),
        ("Đối tượng thi đua", _text(campaign.subjects)),
        ("Nội dung thi đua", _text(campaign.goals)),
        ("Tiêu chí thi đua", _criteria(campaign)),
        ("Chỉ tiêu", _indicators(campaign)),
        ("Thời gian thực hiện", _time(campaign)),
        ("Tổ chức thực hiện", _text(campaign.organisation)),
    ]
    subject = f"Phát động {called(campaign)}"
    return _paper(campaign, words, subject, [Paragraph(opening), *_numbered(parts)], draft=draft)


def summary_paper(summary, words, *, draft):
    """The report of a sơ kết or tổng kết, with those named as best in a tổng kết."""
    campaign, word = summary.campaign, summary.get_kind_display()
    held = f" ngày {summary.held_on:%d/%m/%Y}" if summary.held_on else ""
    opening = (
        f"{_issuer(campaign)} báo cáo {word.lower()}{held} {called(campaign)}, thời gian thực hiện: {campaign.period}."
    )
    parts = [
        ("Kết quả", _text(summary.results)),
        ("Hiệu quả, tác động", _text(summary.effects)),
        ("Hạn chế", _text(summary.limits)),
        ("Nguyên nhân", _text(summary.causes)),
        ("Bài học kinh nghiệm", _text(summary.lessons)),
    ]
    if summary.kind == SummaryKind.FINAL:
        parts.append(("Tập thể, cá nhân tiêu biểu", _honours(campaign)))
    return _paper(campaign, words, f"{word} {called(campaign)}", [Paragraph(opening), *_numbered(parts)],
                  draft=draft)  # fmt: skip


def _paper(campaign, words, subject, blocks, *, draft):
    organ = _issuer(campaign).upper()
    return Paper(
        organ=organ,
        issuer=_issuer(campaign),
        parent_organ="" if campaign.unit_id is None else _above(campaign.unit),
        number=words.number,
        symbol=words.symbol,
        place=settings.PROVINCE,
        date=words.dated_on,
        kind=words.kind,
        subject=subject,
        bases=[text if text.startswith("Căn cứ") else f"Căn cứ {text}" for text in words.bases],
        blocks=blocks,
        signature=Signature(
            authority=words.authority, on_behalf=words.on_behalf, title=words.signer_title, name=words.signer_name
        ),
        distribution=words.distribution,
        draft=draft,
    )


def _issuer(campaign):
    return f"Ủy ban nhân dân tỉnh {settings.PROVINCE}" if campaign.unit_id is None else campaign.unit.organ


def _above(unit):
    """A unit directly below the province stands under the province's committee."""
    above = unit.parent
    if above is None or above.parent_id is None:
        return f"ỦY BAN NHÂN DÂN TỈNH {settings.PROVINCE.upper()}"
    return above.organ.upper()


def _numbered(parts):
    """I., II., … before the parts that say something."""
    blocks = []
    for place, (title, body) in enumerate((part for part in parts if part[1]), 1):
        blocks += [Heading(f"{roman(place)}. {title.upper()}"), *body]
    return blocks


def _text(source):
    return [_block(kind, words) for kind, words in to_blocks(source)]


def _block(kind, words):
    if kind == "heading":
        return Heading(plain(words), 2)
    return ListItem(plain(words)) if kind == "item" else Paragraph(plain(words))


def _criteria(campaign):
    groups = (("Đối với tập thể", campaign.criteria_collective), ("Đối với cá nhân", campaign.criteria_person))
    blocks = []
    for place, (title, source) in enumerate((group for group in groups if group[1].strip()), 1):
        blocks += [Paragraph(f"{letter(place)}) {title}", bold=True), *_text(source)]
    return blocks


def _indicators(campaign):
    rows = [
        (str(place), each.label, each.measure, number_words(each.target) if each.target is not None else "")
        for place, each in enumerate(campaign.indicators.all(), 1)
    ]
    return [Table(INDICATORS, rows, widths=(1, 9, 3, 3), aligns=("center", "left", "left", "center"))] if rows else []


def _time(campaign):
    if not (campaign.starts_on and campaign.ends_on):
        return []
    text = f"Từ ngày {campaign.starts_on:%d/%m/%Y} đến hết ngày {campaign.ends_on:%d/%m/%Y}."
    if campaign.review_due_on:
        text += f" Sơ kết chậm nhất ngày {campaign.review_due_on:%d/%m/%Y}."
    return [Paragraph(text)]


def _honours(campaign):
    named = campaign.honours.select_related("unit")
    rows = [(str(place), _honoured(each), each.unit.label, each.achievement) for place, each in enumerate(named, 1)]
    return [Table(HONOURS, rows, widths=(1, 5, 4, 7), aligns=("center", "left", "left", "left"))] if rows else []


def _honoured(honour):
    if honour.object == HonourObject.PERSON and honour.title:
        return f"{honour.name}, {honour.title}"
    return honour.name
