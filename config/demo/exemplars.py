"""Eleven exemplars by 8/3/2022 in every state, three of them public. People, villages and papers are made up."""

import dataclasses
import datetime

from campaigns.models import Campaign, Exemplar
from campaigns.services import exemplars as services
from campaigns.services import pictures
from config.demo.drawings import picture
from config.demo.unit_plans import Event
from units.models import Unit

DAY = datetime.date


@dataclasses.dataclass(frozen=True, slots=True)
class Tale:
    """One exemplar: `steps` are (day, action, paper or reason); `public` is the day of publication."""

    unit: str
    campaign: str
    object: str
    name: str
    title: str
    field: str
    found: datetime.date
    summary: str
    story: str
    fostering: str = ""
    steps: tuple = ()
    public: datetime.date | None = None
    pictures: tuple = ()  # (scene, sky, caption)
    links: tuple = ()  # (label, outlet, address, day)


TALES = (
    Tale(
        "102", "NTM", "collective", "Tổ hợp tác cà phê bản Pá Sẳng", "", "Kinh tế tập thể",
        DAY(2022, 1, 17),
        "27 hộ cùng chăm sóc, cùng chế biến cà phê theo một quy trình; giá bán cao hơn bán quả tươi khoảng một phần ba.",
        "# Từ bán lẻ đến làm chung\n"
        "Trước đây mỗi nhà hái và bán quả tươi riêng, gặp khi mất giá là bỏ vườn. Năm 2019, năm hộ bàn nhau chỉ hái quả "
        "chín, phơi chung một sân, ghi sổ chung. Mùa sau có thêm 22 hộ xin vào.\n"
        "# Cách làm\n"
        "- Hái **quả chín**, mỗi buổi chiều cân và ghi tên từng hộ.\n"
        "- Phơi trên giàn cao, có mái che khi mưa; cử hai người trực theo lịch.\n"
        "- Tiền bán chia theo cân đã ghi, trích một phần nhỏ sửa giàn phơi.\n"
        "# Điều nơi khác có thể học\n"
        "Không cần nhiều vốn: cái khó nhất là giữ được sổ ghi *công khai* để ai cũng tin.",
        "Huyện đoàn và Hội Nông dân huyện cử người hướng dẫn ghi sổ điện tử trong quý II.",
        ((DAY(2022, 1, 19), "foster", ""), (DAY(2022, 2, 8), "recognise", "Thông báo 21/TB-HĐTĐKT"),
         (DAY(2022, 2, 15), "spread", "")),
        DAY(2022, 2, 16),
        (("coffee", "morning", "Buổi hái quả chín của tổ hợp tác"), ("meeting", "noon", "Họp chia công cuối tháng")),
        (("Hai mươi bảy hộ, một giàn phơi", "Báo minh họa", "https://bao.example/hai-muoi-bay-ho", DAY(2022, 2, 20)),),
    ),
    Tale(
        "SGDDT", "", "person", "Quàng Thị Inh", "Giáo viên điểm trường Huổi Tát", "Giáo dục",
        DAY(2022, 1, 18),
        "Chín năm ở điểm trường lẻ, giữ lớp học đủ học sinh suốt mùa rét bằng bữa cơm trưa tại trường.",
        "Điểm trường cách trung tâm xã hơn hai giờ đi bộ. Mùa rét, học sinh hay bỏ buổi chiều vì nhà xa.\n"
        "# Bữa cơm trưa\n"
        "Cô cùng phụ huynh trồng rau, nuôi gà sau lớp; mỗi nhà góp gạo theo tuần. Ba mùa rét gần đây lớp không có em nào "
        "bỏ học.\n"
        "- Lịch nấu cơm do phụ huynh tự xếp.\n"
        "- Học sinh lớp lớn dạy em đọc nửa giờ mỗi trưa.",
        "Sở mời cô trao đổi tại lớp tập huấn giáo viên cắm bản tháng 8/2022.",
        ((DAY(2022, 1, 20), "foster", ""), (DAY(2022, 2, 10), "recognise", "Thông báo 22/TB-HĐTĐKT"),
         (DAY(2022, 2, 22), "spread", "")),
        DAY(2022, 2, 23),
        (("school", "noon", "Điểm trường Huổi Tát trong giờ ra chơi"),
         ("terraces", "evening", "Nương lúa phía dưới điểm trường")),
    ),
    Tale(
        "HPN", "VINGUOINGHEO", "collective", "Nhóm dệt thổ cẩm bản Nà Sự Mới", "Huyện Nậm Pồ", "Giảm nghèo",
        DAY(2022, 1, 20),
        "18 phụ nữ giữ nghề dệt, bán qua mạng xã hội; 11 hộ trong nhóm đã ra khỏi danh sách hộ nghèo.",
        "# Bắt đầu từ ba khung cửi\n"
        "Năm 2018 cả bản còn ba khung cửi. Hội Phụ nữ xã vận động các bà dạy lại con cháu vào buổi tối.\n"
        "# Bán hàng\n"
        "- Mỗi tấm vải có ảnh và tên người dệt.\n"
        "- Một thành viên trẻ nhận đơn, gói hàng cho cả nhóm.\n"
        "Thu nhập thêm của mỗi người khoảng **1,2 triệu đồng một tháng**.",
        "Giới thiệu tại hội nghị sơ kết phong trào 6 tháng đầu năm.",
        ((DAY(2022, 1, 24), "foster", ""), (DAY(2022, 2, 17), "recognise", "Thông báo 24/TB-HĐTĐKT")),
        DAY(2022, 2, 28),
        (("weaving", "evening", "Khung cửi ở nhà sinh hoạt cộng đồng của bản"),),
    ),
    Tale(
        "CAT", "", "collective", "Tổ tự quản an ninh bản Huổi Chá", "Huyện Mường Chà", "An ninh trật tự",
        DAY(2022, 1, 21),
        "Ba năm liền không có vụ việc phức tạp; hòa giải tại chỗ 14 vụ xích mích nhỏ.",
        "Tổ có chín người, mỗi tối hai người đi một vòng. Việc nhỏ được già làng và tổ trưởng hòa giải ngay trong ngày.",
        "Hướng dẫn tổ ghi sổ trực, đánh giá lại vào quý III.",
        ((DAY(2022, 1, 25), "foster", ""), (DAY(2022, 2, 24), "recognise", "Thông báo 25/TB-HĐTĐKT")),
    ),
    Tale(
        "SYT", "", "collective", "Trạm y tế lưu động Nậm Hạt", "Huyện Điện Biên Đông", "Y tế",
        DAY(2022, 1, 24),
        "Đưa tiêm chủng và khám thai đến 9 bản xa bằng xe máy, đúng lịch từng tháng.",
        "Bốn nhân viên chia hai nhóm, mỗi nhóm một tuyến đường; lịch dán ở nhà trưởng bản trước mười ngày.",
        "Sở theo dõi tỷ lệ tiêm đủ mũi đến hết quý II rồi đề nghị công nhận.",
        ((DAY(2022, 2, 9), "foster", ""),),
    ),
    Tale(
        "HND", "NTM", "person", "Vàng A Lử", "Nông dân bản Háng Trợ Mới", "Nông nghiệp",
        DAY(2022, 1, 25),
        "Chuyển 2 ha nương ngô kém hiệu quả sang trồng sa nhân dưới tán rừng, giúp 12 hộ cây giống.",
        "Anh trả cây giống bằng cây giống: hộ nhận năm nay, sang năm trả lại cho hộ khác đúng số cây.",
        "Hội Nông dân tỉnh giúp kỹ thuật; đánh giá sau vụ thu hoạch đầu.",
        ((DAY(2022, 2, 14), "foster", ""),),
    ),
    Tale(
        "098", "NTM", "collective", "Bản Sông Ún Mới", "", "Nông thôn mới",
        DAY(2022, 1, 26),
        "Dân bản hiến đất, góp công làm 3,4 km đường bê tông nội bản.",
        "Mỗi hộ góp 18 ngày công; đoạn qua nương nhà ai, nhà ấy tự nguyện lùi rào.",
        "",
        ((DAY(2022, 2, 18), "foster", ""),),
        pictures=(("road", "noon", "Dân bản làm đường nội bản"),),
    ),
    Tale(
        "TINHDOAN", "", "person", "Tòng Thị Piếng", "Bí thư chi đoàn bản Co Phát", "Thanh niên",
        DAY(2022, 2, 7),
        "Mở lớp xóa mù chữ buổi tối cho 31 phụ nữ; 26 người đã đọc, viết được.",
        "",
    ),
    Tale(
        "BCHBDBP", "", "person", "Giàng A Chớ", "Đội vận động quần chúng, đồn biên phòng", "Biên giới",
        DAY(2022, 2, 8),
        "Nhận đỡ đầu bốn học sinh mồ côi ở bản biên giới, đưa các em trở lại lớp.",
        "",
    ),
    Tale(
        "DIENLUC", "", "collective", "Đội quản lý điện khu vực Nậm Tin", "Công ty Điện lực Điện Biên", "Sản xuất, kinh doanh",
        DAY(2022, 2, 10),
        "Rút thời gian khắc phục sự cố sau mưa lũ từ hai ngày xuống một ngày nhờ kho vật tư đặt tại cụm bản.",
        "",
    ),
    Tale(
        "STC", "VHCS", "person", "Lường Văn Ún", "Chuyên viên tiếp nhận hồ sơ", "Cải cách hành chính",
        DAY(2022, 2, 11),
        "Soạn phiếu hướng dẫn một trang cho từng thủ tục, hồ sơ phải bổ sung giảm rõ rệt.",
        "",
        "",
        ((DAY(2022, 3, 2), "drop", "Đã chuyển công tác sang cơ quan khác; đơn vị mới theo dõi tiếp."),),
    ),
)  # fmt: skip


def events(cast):
    """All steps up to 8/3, as `Event`s: the unit finds and fosters, the standing body recognises and publishes."""
    for number, tale in enumerate(TALES):
        unit = Unit.objects.in_force(tale.found).get(code=tale.unit)
        officer, staff, minute = cast.officers[unit.pk], cast.staff[number % len(cast.staff)], 20 + number
        yield Event(
            tale.found, datetime.time(10, minute), lambda at, t=tale, u=unit, by=officer: _found(t, u, by=by, at=at)
        )
        for day, action, words in tale.steps:
            by = officer if action in ("foster", "drop") else staff
            yield Event(
                day,
                datetime.time(14, minute),
                lambda at, t=tale, a=action, w=words, d=day, by=by: _step(t, a, w, d, by=by, at=at),
            )
        if tale.public:
            yield Event(tale.public, datetime.time(15, minute), lambda at, t=tale, by=staff: _public(t, by=by, at=at))


def _found(tale, unit, *, by, at):
    made = services.create_exemplar(
        object=tale.object,
        name=tale.name,
        title=tale.title,
        field=tale.field,
        unit=unit,
        campaign=Campaign.objects.filter(code=tale.campaign).first() if tale.campaign else None,
        found_on=tale.found,
        summary=tale.summary,
        story=tale.story,
        by=by,
        at=at,
    )
    if tale.fostering:
        services.update_exemplar(made, version=0, fostering=tale.fostering, by=by, at=at)
    for number, (scene, sky, caption) in enumerate(tale.pictures):
        pictures.add_picture(made, picture(scene, sky=sky, seed=number), caption=caption, by=by, at=at)


def _of(tale):
    return Exemplar.objects.select_related("unit", "campaign").get(name=tale.name, unit__code=tale.unit)


def _step(tale, action, words, day, *, by, at):
    how = {"paper": words, "recognised_on": day} if action == "recognise" else {"reason": words}
    services.take_exemplar_step(_of(tale), action, by=by, at=at, **how)


def _public(tale, *, by, at):
    exemplar = _of(tale)
    for label, outlet, url, day in tale.links:
        services.add_link(exemplar, label=label, outlet=outlet, url=url, published_on=day, by=by, at=at)
    slug = {"coffee": "to-hop-tac-ca-phe-ban-pa-sang", "school": "co-giao-huoi-tat", "weaving": "nhom-det-na-su-moi"}
    services.publish_exemplar(
        exemplar,
        consent_on=tale.public - datetime.timedelta(days=1),
        slug=slug[tale.pictures[0][0]],
        by=by,
        at=at,
    )
