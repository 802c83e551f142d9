"""Papers of the kinds the province writes, for the proofs of both renderers."""

import datetime

from core.documents import Annex, Group, Heading, ListItem, Paper, Paragraph, Signature, Table, Urgency, letter

COLUMNS = ("Số TT", "Nhiệm vụ cụ thể", "Đơn vị chủ trì tham mưu", "Đơn vị phối hợp")
WIDTHS = (1.2, 8, 4, 4)
LONG = (
    "Phát động và đẩy mạnh triển khai các phong trào thi đua yêu nước trên tất cả các lĩnh vực của đời sống xã hội, "
    "tạo khí thế thi đua sôi nổi, cổ vũ tinh thần đoàn kết, chung sức đồng lòng của cả hệ thống chính trị, các tầng "
    "lớp nhân dân khắc phục khó khăn, phát huy lợi thế, quyết tâm thực hiện thắng lợi các nhiệm vụ năm 2022."
)


def rows(count, start=1):
    """`count` table rows, each with words of its own."""
    return [
        (
            str(n),
            f"Nhiệm vụ thứ {n}: tham mưu Ủy ban nhân dân tỉnh tổng kết phong trào thi đua số {n * 7} và xét khen thưởng",
            f"Sở Nội vụ, phòng {n}",
            f"Các sở, ban, ngành; Ủy ban nhân dân các huyện, thị xã, thành phố (đợt {n})",
        )
        for n in range(start, start + count)
    ]


def plan(**changes):
    """A kế hoạch of the province with a table by quarter and two annexes, one of them turned."""
    said = {
        "organ": "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN",
        "number": "102",
        "symbol": "KH-UBND",
        "place": "Điện Biên",
        "date": datetime.date(2022, 1, 14),
        "kind": "KẾ HOẠCH",
        "subject": "Công tác thi đua, khen thưởng năm 2022",
        "bases": [
            "Căn cứ Luật Thi đua, Khen thưởng ngày 26 tháng 11 năm 2003;",
            "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ",
            "Theo đề nghị của Giám đốc Sở Nội vụ.",
        ],
        "blocks": [
            Heading("I. MỤC ĐÍCH, YÊU CẦU", 1),
            Heading("1. Mục đích", 2),
            Paragraph(LONG),
            ListItem("Thực hiện tốt các quy định của pháp luật về thi đua, khen thưởng;"),
            ListItem("quan tâm khen thưởng tập thể nhỏ, người lao động trực tiếp;", marker=f"{letter(5)})"),
            Heading("II. NHIỆM VỤ CỤ THỂ", 1),
            Table(
                COLUMNS,
                [Group("Quý I"), *rows(9), Group("Quý II"), *rows(6, 10), Group("Thường xuyên"), *rows(2, 16)],
                WIDTHS,
                ("center", "left", "left", "left"),
            ),
            Heading("III. TỔ CHỨC THỰC HIỆN", 1),
            Paragraph("Các đơn vị gửi kế hoạch về Sở Nội vụ trước ngày 15/3/2022.", lead="1."),
            Paragraph("Giao Sở Nội vụ theo dõi, đôn đốc, tổng hợp báo cáo Ủy ban nhân dân tỉnh theo quy định."),
        ],
        "signature": Signature("TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "Vừ A Bằng", on_behalf="KT. CHỦ TỊCH"),
        "distribution": [
            "Ban Thi đua - Khen thưởng Trung ương",
            "- Thường trực Tỉnh ủy;",
            "Lãnh đạo UBND tỉnh;",
            "Các sở, ban, ngành, đoàn thể tỉnh",
            "Lưu: VT, KSTT.",
        ],
        "annexes": [
            Annex("Danh mục phong trào thi đua", [Paragraph(LONG), Table(COLUMNS, rows(30, 50), WIDTHS)]),
            Annex("Lịch kiểm tra", [Table(COLUMNS, rows(25, 100), WIDTHS)], landscape=True),
        ],
    }
    return Paper(**{**said, **changes})


def submission(**changes):
    """A tờ trình of a department to two addressees."""
    said = {
        "parent_organ": "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN",
        "organ": "SỞ TƯ PHÁP",
        "number": "7",
        "symbol": "TTr-STP",
        "place": "Điện Biên",
        "date": datetime.date(2022, 3, 5),
        "kind": "TỜ TRÌNH",
        "subject": "Về việc đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho tập thể, cá nhân có thành "
        "tích xuất sắc năm 2021",
        "addressees": ["Ủy ban nhân dân tỉnh Điện Biên", "Sở Nội vụ (Ban Thi đua - Khen thưởng)"],
        "blocks": [
            Paragraph(LONG),
            Paragraph("Sở Tư pháp đề nghị tặng Bằng khen cho 05 tập thể, 04 cá nhân (có danh sách và hồ sơ kèm theo)."),
            Paragraph("Kính đề nghị Ủy ban nhân dân tỉnh xem xét, quyết định."),
        ],
        "signature": Signature(title="GIÁM ĐỐC", name="Lò Văn Bình"),
        "distribution": ["Như trên", "Lưu: VT, VP"],
        "annexes": [Annex("Danh sách đề nghị khen thưởng", [ListItem("Ông Lò Văn Một, Trưởng phòng.", "1.")])],
    }
    return Paper(**{**said, **changes})


def official_letter(**changes):
    """A công văn: no type name, “V/v” under the number, urgent."""
    said = {
        "parent_organ": "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN",
        "organ": "SỞ NỘI VỤ",
        "number": "238",
        "symbol": "SNV-TĐKT",
        "place": "Điện Biên",
        "date": datetime.date(2022, 10, 2),
        "subject": "đôn đốc gửi kế hoạch công tác thi đua, khen thưởng năm 2022",
        "addressees": ["Các sở, ban, ngành, đoàn thể tỉnh"],
        "blocks": [Paragraph(LONG), Paragraph("Đề nghị các đơn vị quan tâm, phối hợp thực hiện.")],
        "signature": Signature("TL. GIÁM ĐỐC", "TRƯỞNG BAN THI ĐUA - KHEN THƯỞNG", "Nguyễn Đức Thắng"),
        "distribution": ["Như trên", "Lưu: VT, TĐKT"],
        "urgency": Urgency.VERY_URGENT,
    }
    return Paper(**{**said, **changes})


def minutes(**changes):
    """A biên bản: no place and date, secretary and chair sign."""
    said = {
        "parent_organ": "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN",
        "organ": "SỞ TƯ PHÁP",
        "number": "2",
        "symbol": "BB-STP",
        "kind": "BIÊN BẢN",
        "subject": "Họp Hội đồng Thi đua - Khen thưởng",
        "minutes": True,
        "blocks": [
            Paragraph("Thời gian bắt đầu: 14 giờ 00 ngày 26 tháng 9 năm 2022."),
            Paragraph("Địa điểm: Phòng họp Sở Tư pháp."),
            Paragraph("Thành phần tham dự: 09/09 thành viên Hội đồng."),
            Paragraph("Chủ trì (chủ tọa): Ông Lò Văn Bình, Giám đốc Sở."),
            Paragraph("Thư ký (người ghi biên bản): Bà Quàng Thị Lan, chuyên viên Văn phòng."),
            Heading("Nội dung", 2),
            Table(
                ("TT", "Tập thể, cá nhân", "Số phiếu đồng ý"),
                [Group("I. Tập thể"), ("1", "Phòng Phổ biến giáo dục pháp luật", "09/09 (100%)")],
                (1, 8, 4),
                ("center", "left", "center"),
            ),
            Paragraph("Cuộc họp kết thúc vào 16 giờ 30 ngày 26 tháng 9 năm 2022"),
        ],
        "signature": Signature(title="CHỦ TỌA", name="Lò Văn Bình", note="(Ký, ghi rõ họ tên)"),
        "countersignature": Signature(title="THƯ KÝ", name="Quàng Thị Lan", note="(Ký, ghi rõ họ tên)"),
        "distribution": ["Các thành viên Hội đồng", "Lưu: VT, HS"],
    }
    return Paper(**{**said, **changes})


def pact(**changes):
    """A giao ước of a khối: three members in boxes two in a row, its head last."""
    said = {
        "organ": "KHỐI NỘI CHÍNH",
        "issuer": "Khối Nội chính",
        "place": "Điện Biên Phủ",
        "date": datetime.date(2022, 2, 11),
        "kind": "GIAO ƯỚC THI ĐUA",
        "subject": "Năm 2022",
        "blocks": [Paragraph("Các đơn vị thống nhất ký kết giao ước thi đua năm 2022 với các nội dung sau:")],
        "parties": [
            Signature(authority="PHÓ KHỐI\nSở Tư pháp", title="Giám đốc", name="Bùi Văn Ba", note="(Ký trên giấy)"),
            Signature(authority="Thanh tra tỉnh", title="Chánh Thanh tra", name="Lò Thị Tư", note="(Ký trên giấy)"),
            Signature(authority="Tòa án nhân dân tỉnh", note="(Chưa ký)"),
        ],
        "signature": Signature(authority="TRƯỞNG KHỐI\nCông an tỉnh", title="Giám đốc", name="Giàng A Năm"),
    }
    return Paper(**said | changes)


ALL = {"plan": plan, "submission": submission, "official_letter": official_letter, "minutes": minutes, "pact": pact}
