"""Millimetres and points of NĐ 30/2020, Phụ lục I, chosen within its ranges; the PDF and the DOCX read the same values."""

from core.documents.paper import Urgency

# Page, mm
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 20, 20, 30, 15
PAGE_NUMBER_FROM_TOP = 10  # upper edge of the number, in the middle of the top margin

# Sizes, pt
NATION, MOTTO, ORGAN, NUMBER, PLACE = 13, 14, 13, 13, 14
KIND, SUBJECT, LETTER_SUBJECT = 14, 14, 12
BODY, TABLE, SIGNATURE = 14, 13, 14
DISTRIBUTION_HEAD, DISTRIBUTION = 12, 11
PAGE_NUMBER, ANNEX_LABEL, ANNEX_TITLE, ANNEX_REFERENCE = 14, 14, 14, 14
DRAFTER = 11

# Body
FIRST_LINE = 12.7  # mm
PARAGRAPH_SPACE = 6  # pt between paragraphs
LINE_SPACING = 1.15  # lines; the decree: single to 1.5
SINGLE_LINE = 1.15  # of the font size: a single line of Times New Roman and Liberation Serif
CELL_PADDING = 1.4  # mm left and right
RULE = 0.75  # pt, thickness of the rules below organ, motto and title
SIGNING_SPACE = 24  # mm between the powers and the name
PARTY_SPACE = 5  # mm, where several sign by account or elsewhere and each box says how

# The head: shares of the text width
HEAD_LEFT, HEAD_RIGHT = 0.4, 0.6
FOOT_LEFT, FOOT_RIGHT = 0.48, 0.52
SHORT_RULE = 0.4  # of the text above it: between a third and a half

# Khẩn boxes, mm
URGENCY_BOX = {Urgency.URGENT: (20, 8), Urgency.VERY_URGENT: (40, 8), Urgency.EXPRESS: (30, 8)}


def text_width(landscape=False):
    """Width between the margins in mm. A turned page keeps the binding margin at its left."""
    return (PAGE_HEIGHT if landscape else PAGE_WIDTH) - MARGIN_LEFT - MARGIN_RIGHT
