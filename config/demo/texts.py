"""What the units of the demo world write in their plans. The sentences follow the tasks of Kế hoạch 102/KH-UBND."""

import datetime

from units.enums import UnitKind

AIM = (
    "Tổ chức thực hiện Kế hoạch số 102/KH-UBND ngày 14/01/2022 của UBND tỉnh phù hợp với chức năng, nhiệm vụ của "
    "{unit}; gắn thi đua với việc hoàn thành nhiệm vụ chính trị năm 2022."
)
REWARD = "Khen thưởng kịp thời, đúng thành tích; chú trọng tập thể nhỏ, người lao động trực tiếp, không giữ chức vụ lãnh đạo."
FOCUS = {
    UnitKind.DEPARTMENT: ("Cải cách hành chính, văn hóa công sở", "Chuyển đổi số trong công tác của ngành"),
    UnitKind.OFFICE: ("Nâng cao chất lượng tham mưu, phục vụ", "Văn hóa công sở"),
    UnitKind.PARTY: ("Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", "Xây dựng tổ chức vững mạnh"),
    UnitKind.FRONT: ("Cả nước chung tay vì người nghèo", "Toàn dân đoàn kết xây dựng đời sống văn hóa"),
    UnitKind.ASSOCIATION: ("Phát triển hội viên, tập hợp đoàn kết", "Người tốt, việc tốt"),
    UnitKind.ARMED_FORCES: ("Thi đua quyết thắng", "Giữ vững quốc phòng, an ninh biên giới"),
    UnitKind.JUSTICE: ("Nâng cao chất lượng giải quyết án", "Kỷ cương, trách nhiệm trong thi hành công vụ"),
    UnitKind.CENTRAL_AGENCY: ("Hoàn thành chỉ tiêu trung ương giao", "Cải cách thủ tục phục vụ người dân"),
    UnitKind.PUBLIC_SERVICE: ("Lao động giỏi, lao động sáng tạo", "Nâng cao chất lượng phục vụ"),
    UnitKind.CITY: ("Cả nước chung sức xây dựng nông thôn mới", "Đô thị văn minh"),
    UnitKind.TOWN: ("Cả nước chung sức xây dựng nông thôn mới", "Đô thị văn minh"),
    UnitKind.DISTRICT: ("Cả nước chung sức xây dựng nông thôn mới", "Giảm nghèo bền vững"),
    UnitKind.CENTRAL_ENTERPRISE: ("Doanh nghiệp Việt Nam hội nhập và phát triển", "An toàn lao động, năng suất"),
}
TASKS = (
    (1, "Phát động phong trào thi đua năm 2022, ký giao ước trong toàn đơn vị", "Văn phòng", (2022, 3, 31)),
    (1, "Đăng ký danh hiệu thi đua năm 2022 của tập thể, cá nhân", "Bộ phận thi đua, khen thưởng", (2022, 3, 31)),
    (2, "Sơ kết phong trào thi đua 6 tháng đầu năm, gửi báo cáo về Sở Nội vụ", "Văn phòng", (2022, 6, 15)),
    (3, "Tự kiểm tra công tác thi đua, khen thưởng tại các đơn vị trực thuộc", "Thanh tra, Văn phòng", (2022, 9, 30)),
    (4, "Tổng kết phong trào thi đua, bình xét khen thưởng năm 2022", "Hội đồng thi đua đơn vị", (2022, 12, 15)),
    (None, "Phát hiện, tuyên truyền, nhân rộng điển hình tiên tiến", "Các phòng, đơn vị", None),
)
RETURNS = (
    "Thiếu chỉ tiêu đăng ký danh hiệu thi đua của tập thể.",
    "Trích yếu ghi sai năm. Đề nghị sửa lại.",
    "Chưa nêu thời gian gửi báo cáo sơ kết 6 tháng.",
    "Phần khen thưởng chưa nói đến người lao động trực tiếp.",
)


def values_of(unit, number, signed_on):
    """The fields of a unit's plan, as its officer types them."""
    focus = FOCUS[unit.kind]
    return {
        "title": f"Công tác thi đua, khen thưởng năm 2022 của {unit.label}",
        "number": str(number) if number else "",
        "symbol": f"KH-{unit.symbol or 'VP'}" if number else "",
        "signed_on": signed_on if number else None,
        "body": "\n".join(
            (
                "# Mục đích, yêu cầu",
                AIM.format(unit=unit.label),
                "# Nội dung trọng tâm",
                *(f"- Phong trào “{name}”" for name in focus),
                "# Khen thưởng",
                REWARD,
            )
        ),
    }


def tasks_of(count):
    """The first `count` lines of a unit's own task table."""
    return [
        {"quarter": quarter, "text": text, "lead": lead, "due_on": datetime.date(*due) if due else None}
        for quarter, text, lead, due in TASKS[:count]
    ]
