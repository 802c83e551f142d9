"""An exemplar from its finding to the public page and back: an officer, a staff member, a stranger on a phone."""

from PIL import Image

NAME = "Lường Thị Hặc"
# Loaded, and higher than wide: the camera lay on its side.
UPRIGHT = "() => [...document.images].map((i) => i.complete && i.naturalHeight > i.naturalWidth)"


def sideways(path):
    notes = Image.Exif()
    notes[0x0112] = 6
    Image.new("RGB", (900, 600), "#3f8a5b").save(path, "JPEG", exif=notes)
    return path


def test_an_exemplar_is_found_recognised_published_read_and_taken_back(stage, walk, tmp_path):
    officer = walk(stage.person("officer", "SYT"))
    officer.open("campaigns:exemplar-create")
    officer.field("Đối tượng").select_option(label="Cá nhân")
    officer.fill("Tên tập thể, họ và tên", NAME).fill("Tóm tắt thành tích", "Đỡ đẻ an toàn ở bản xa.")
    officer.fill("Câu chuyện, cách làm", "# Cách làm\n- Đi bộ đến từng nhà").press("Lưu").says("Phát hiện")
    officer.follow("Thêm, sắp xếp, xóa ảnh")
    officer.page.locator("input[type=file]").first.set_input_files(sideways(tmp_path / "anh.jpg"))
    officer.fill("Chú thích", "Trên đường đến bản").press("Thêm ảnh").says("Đã thêm 1 ảnh.")
    officer.follow("Về điển hình").follow("Đưa vào bồi dưỡng").press("Đưa vào bồi dưỡng").says("Bồi dưỡng")
    number = officer.page.url.rstrip("/").rpartition("/")[2]

    staff = walk(stage.person("staff"))
    staff.open("campaigns:exemplar-detail", number).follow("Ghi nhận công nhận")
    staff.fill("Văn bản công nhận", "Thông báo 30/TB-HĐTĐKT").fill("Ngày công nhận", "08/03/2022")
    staff.press("Ghi nhận công nhận").follow("Công khai")
    staff.fill("Ngày được đồng ý công khai", "08/03/2022").press("Công khai").says("Ai cũng đọc được trang này.")

    stranger = walk(phone=True)
    stranger.open("campaigns:exemplar-public-list").follow(NAME).says("Đi bộ đến từng nhà")
    assert stranger.page.evaluate(UPRIGHT) == [True]
    assert "luong-thi-hac" in stranger.page.url

    staff.follow("Thu hồi").press("Thu hồi").says("Đã thu hồi trang công khai.")
    stranger.open("campaigns:exemplar-public", "luong-thi-hac", status=404).says("Không có trang này")
    officer.open("campaigns:exemplar-detail", number).says("Ghi nhận công nhận")
