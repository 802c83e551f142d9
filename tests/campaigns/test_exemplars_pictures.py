"""Pictures: made anew from their points, nothing of the camera kept; captions, order, removal; who may look at them."""

import io
import struct

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageCms, ImageFile, PngImagePlugin

from campaigns.models import ExemplarPicture
from campaigns.services import exemplars as services
from campaigns.services import pictures, remaking
from core.errors import Refused
from core.models import JournalEntry
from tests.core import uploads
from tests.factories import exemplars as make
from tests.factories.unit_plans import moment

AT = moment(8)
GPS = 0x8825
SECRET = b"DIEN-THOAI-CUA-LAN"


def noted(size=(60, 40), orientation=1, colour="#24577d"):
    """A JPEG as a telephone makes it: GPS, owner, comment, XMP, a colour profile and a thumbnail's worth of notes."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x013B] = SECRET.decode()  # artist
    notes[GPS] = {1: "N", 2: (21.0, 23.0, 6.0), 3: "E", 4: (103.0, 1.0, 12.0)}
    image = Image.new("RGB", size, colour)
    image.putpixel((0, 0), (255, 0, 0))
    buffer = io.BytesIO()
    image.save(
        buffer,
        "JPEG",
        quality=95,
        exif=notes,
        comment=SECRET,
        xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>",
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    )
    return SimpleUploadedFile("DCIM0001.jpg", buffer.getvalue())


def segments(jpeg):
    """The markers of a JPEG up to its points, as their second bytes."""
    found, place = [], 2
    while jpeg[place + 1] != 0xDA:
        found.append(jpeg[place + 1])
        place += 2 + struct.unpack(">H", jpeg[place + 2 : place + 4])[0]
    return found


def refusal(uploaded):
    with pytest.raises(Refused) as caught:
        remaking.remake(uploaded)
    return str(caught.value)


# Made anew -------------------------------------------------------------------------------------------------------------
def test_the_notes_are_there_before_and_gone_after():
    before = noted()
    assert Image.open(before).getexif().get_ifd(GPS)[2] == (21.0, 23.0, 6.0)
    before.seek(0)
    assert before.read().count(SECRET) == 3  # artist, comment, XMP

    remade = remaking.remake(before)

    for content in (remade.content, remade.small):
        with Image.open(io.BytesIO(content)) as picture:
            assert dict(picture.getexif()) == {}
            assert set(picture.info) == {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }
        assert SECRET not in content
        # JFIF's head, tables and the frame; no APP1 (EXIF, XMP), APP2 (profile), APP13 (IPTC), COM
        assert set(segments(content)) <= {0xE0, 0xDB, 0xC2, 0xC4}


@pytest.mark.parametrize("orientation", [1, 2, 3, 4, 5, 6, 7, 8])
def test_a_turned_picture_stands_upright(orientation):
    """The same sight, kept by the camera in each of the eight ways: the red quarter comes out at the upper left."""
    upright = Image.new("RGB", (64, 32), "white")
    upright.paste((220, 20, 20), (0, 0, 32, 16))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    kept = upright.transpose(back[orientation]) if orientation in back else upright
    notes = Image.Exif()
    notes[0x0112] = orientation
    buffer = io.BytesIO()
    kept.save(buffer, "JPEG", quality=95, exif=notes)

    remade = remaking.remake(SimpleUploadedFile("xoay.jpg", buffer.getvalue()))

    with Image.open(io.BytesIO(remade.content)) as picture:
        assert (remade.width, remade.height) == picture.size == (64, 32)
        reds = [picture.getpixel(place)[1] < 100 for place in ((8, 4), (56, 4), (8, 28), (56, 28))]
    assert reds == [True, False, False, False]


def test_two_pictures_in_one_file_as_telephones_make_them_become_the_first():
    """MPO: a JPEG with a second picture and notes of its own behind the first."""
    first, second, buffer = Image.new("RGB", (40, 30), "red"), Image.new("RGB", (10, 10), "blue"), io.BytesIO()
    first.save(buffer, "MPO", save_all=True, append_images=[second])

    remade = remaking.remake(SimpleUploadedFile("DCIM0002.jpg", buffer.getvalue()))

    with Image.open(io.BytesIO(remade.content)) as picture:
        assert (picture.format, picture.size, picture.getpixel((5, 5))[0] > 200) == ("JPEG", (40, 30), True)
    assert remade.content.count(b"MPF") == 0


def test_sizes_are_those_of_the_names():
    remade = remaking.remake(make.photo(size=(4000, 3000)))

    assert (remade.width, remade.height) == (remaking.LONGEST, 1200) == (1600, 1200)
    with Image.open(io.BytesIO(remade.small)) as small:
        assert small.size == (remaking.LONGEST_SMALL, 360) == (480, 360)


def test_a_small_picture_is_not_blown_up():
    remade = remaking.remake(make.photo(size=(30, 20)))

    assert (remade.width, remade.height) == (30, 20)


def test_a_png_named_jpg_becomes_a_jpeg_without_its_notes_and_on_white():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", SECRET.decode())
    image = Image.new("RGBA", (20, 10), (255, 0, 0, 0))
    buffer = io.BytesIO()
    image.save(buffer, "PNG", pnginfo=notes)

    remade = remaking.remake(SimpleUploadedFile("that-ra-la.jpg", buffer.getvalue()))

    with Image.open(io.BytesIO(remade.content)) as picture:
        assert (picture.format, picture.mode, picture.getpixel((5, 5))) == ("JPEG", "RGB", (255, 255, 255))
    assert SECRET not in remade.content


@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "1", "I;16"])
def test_every_kind_of_points_becomes_rgb(mode):
    buffer = io.BytesIO()
    Image.new(mode, (12, 8)).save(buffer, "JPEG" if mode == "CMYK" else "PNG")

    remade = remaking.remake(SimpleUploadedFile("la.jpg" if mode == "CMYK" else "la.png", buffer.getvalue()))

    with Image.open(io.BytesIO(remade.content)) as picture:
        assert (picture.mode, picture.size) == ("RGB", (12, 8))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("anh.jpg", b"<!doctype html><script>alert(1)</script>", "trang web (HTML)"),
        ("anh.jpg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "trang web (HTML)"),
        ("anh.svg", b"<svg/>", "Chỉ nhận các loại: .jpg, .png."),
        ("anh.jpg", b"MZ" + bytes(200), "là chương trình chạy được"),
        ("anh.jpg", b"", "Ảnh “anh.jpg” rỗng."),
        ("anh.jpg", b"\xff\xd8\xff\xe0" + bytes(300), "không mở được, có thể đã hỏng"),
        ("anh.gif", b"GIF89a" + bytes(50), "Chỉ nhận các loại: .jpg, .png."),
        ("anh.jpg", uploads.pdf(), "mang đuôi .jpg nhưng nội dung là PDF"),
        ("anh.png", uploads.huge_picture(), "Ảnh “anh.png” quá lớn. Hãy thu nhỏ ảnh rồi tải lên."),
    ],
)
def test_what_is_no_picture_or_a_bomb_is_refused_with_a_sentence(name, content, sentence):
    assert sentence in refusal(SimpleUploadedFile(name, content))


def test_sixty_megabytes_are_refused_by_size_alone(settings):
    settings.MAX_FILE_MB = 25
    heavy = make.photo()
    heavy.size = 60 * 1024 * 1024

    assert refusal(heavy) == "Ảnh “anh.jpg” nặng 60,0 MB, quá mức 25 MB. Hãy thu nhỏ ảnh rồi tải lên."


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("tolerant", [False, True])
def test_a_jpeg_cut_short_is_refused_whatever_others_told_pillow(monkeypatch, tolerant, progressive):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", tolerant)
    whole = io.BytesIO()
    Image.effect_noise((400, 300), 60).save(whole, "JPEG", progressive=progressive, restart_marker_rows=4)
    content = whole.getvalue()

    for cut in (len(content) // 2, len(content) - 2, len(content) - 1):
        assert "không mở được, có thể đã hỏng" in refusal(SimpleUploadedFile("anh.jpg", content[:cut]))
    assert remaking.remake(SimpleUploadedFile("anh.jpg", content)).width == 400
    assert remaking.remake(SimpleUploadedFile("anh.jpg", content + b"notes of the maker")).width == 400


# Kept ----------------------------------------------------------------------------------------------------------------------
@pytest.fixture
def exemplar(world):
    return make.in_state("fostered", world.stp, by=world.lan, staff=world.hanh)


def add(exemplar, by, colour="#24577d", caption="Buổi làm đường"):
    return pictures.add_picture(exemplar, make.photo(colour), caption=caption, by=by, at=AT)


def stored_paths():
    return sorted(default_storage.listdir("pictures")[1]) if default_storage.exists("pictures") else []


def test_the_same_picture_is_refused_whatever_its_notes_say(world, exemplar):
    pictures.add_picture(exemplar, noted(), caption="Lần đầu", by=world.lan, at=AT)
    without_notes = SimpleUploadedFile("khac-ten.jpg", noted().read().replace(SECRET, b"X" * len(SECRET)))

    with pytest.raises(Refused, match="Ảnh này đã có, với chú thích “Lần đầu”"):
        pictures.add_picture(exemplar, without_notes, caption="Lần sau", by=world.lan, at=AT)

    assert ExemplarPicture.objects.count() == 1
    assert len(stored_paths()) == 2  # both sizes of the first, nothing of the second


def test_a_caption_is_required_and_room_is_for_twelve(world, exemplar, monkeypatch):
    with pytest.raises(Refused, match="Cần ghi chú thích"):
        add(exemplar, world.lan, caption="  ")
    monkeypatch.setattr(pictures, "MAX_PICTURES", 1)
    add(exemplar, world.lan)

    with pytest.raises(Refused, match="nhiều nhất 1 ảnh"):
        add(exemplar, world.lan, "#9b1c1f")

    assert len(stored_paths()) == 2


def test_order_and_captions_are_kept_and_equal_places_stay_as_they_were(world, exemplar):
    first, second, third = (add(exemplar, world.lan, colour) for colour in ("#111111", "#777777", "#dddddd"))

    pictures.arrange_pictures(
        exemplar, {first.pk: (2, "Một"), second.pk: (2, "Hai"), third.pk: (1, "Ba")}, by=world.lan, at=AT
    )

    rows = list(ExemplarPicture.objects.order_by("position").values_list("caption", "position"))
    assert rows == [("Ba", 1), ("Một", 2), ("Hai", 3)]


def test_a_removed_picture_is_gone_with_its_bytes_and_removing_twice_is_calm(world, exemplar):
    picture = add(exemplar, world.lan)

    pictures.remove_picture(picture, by=world.lan, at=AT)
    pictures.remove_picture(picture, by=world.binh, at=AT)

    assert (ExemplarPicture.objects.count(), stored_paths()) == (0, [])
    assert JournalEntry.objects.filter(act="exemplar.picture-remove").count() == 1


def test_from_recognition_on_only_the_standing_body_changes_pictures(world, exemplar):
    picture = add(exemplar, world.lan)
    published = make.published(world.syt, by=world.hoa, staff=world.hanh)

    with pytest.raises(Refused):
        add(published, world.hoa)
    with pytest.raises(Refused):
        pictures.remove_picture(picture, by=world.hoa, at=AT)
    add(published, world.hanh)

    assert published.pictures.count() == 1


# Shown -----------------------------------------------------------------------------------------------------------------------
def address(picture, size="lon"):
    return reverse("campaigns:exemplar-picture", args=[picture.uuid, size])


def stored(kept):
    with default_storage.open(kept.name) as file:
        return file.read()


def status(client, url):
    answer = client.get(url)
    if answer.streaming:
        answer.getvalue()
    return answer.status_code


def test_an_unpublished_picture_is_for_those_who_see_the_exemplar(world, client_for, client, exemplar):
    picture = add(exemplar, world.lan)

    answers = {name: status(client_for(person), address(picture)) for name, person in world.people.items()}

    assert {name for name, code in answers.items() if code == 200} == {"hanh", "thang", "lan", "binh", "do", "ha"}
    assert {code for code in answers.values() if code != 200} == {404}
    assert status(client, address(picture)) == 404


def test_a_published_picture_is_for_everybody_until_it_is_taken_back(world, client):
    exemplar = make.published(world.stp, by=world.lan, staff=world.hanh)
    picture = add(exemplar, world.hanh)

    shown = client.get(address(picture))
    small = client.get(address(picture, "nho"))
    again = client.get(address(picture), headers={"If-None-Match": shown["ETag"]})
    services.withdraw_exemplar(exemplar, by=world.hanh, at=AT)

    assert shown.getvalue() == stored(picture.image)
    assert small.getvalue() == stored(picture.small)
    assert (again.status_code, again.content) == (304, b"")
    told = {name: shown[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Disposition", "Cache-Control", "X-Robots-Tag")}  # fmt: skip
    assert told == {
        "Content-Type": "image/jpeg",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": 'inline; filename="anh-1.jpg"',
        "Cache-Control": "no-cache",
        "X-Robots-Tag": "noimageindex",
    }
    assert "sandbox" in shown["Content-Security-Policy"]
    assert client.get(address(picture)).status_code == 404
    assert client.get(address(picture), headers={"If-None-Match": shown["ETag"]}).status_code == 404
    assert client.get(address(picture, "to")).status_code == 404


def test_a_picture_that_is_not_public_is_kept_by_no_cache(world, client_for, exemplar):
    answer = client_for(world.lan).get(address(add(exemplar, world.lan)))

    answer.getvalue()
    assert answer["Cache-Control"] == "private, no-store"


def test_no_static_path_leads_to_the_bytes(world, client_for, exemplar):
    picture = add(exemplar, world.lan)

    for path in (f"/static/{picture.image.name}", f"/media/{picture.image.name}", f"/{picture.image.name}"):
        assert client_for(world.hanh).get(path).status_code == 404


def test_behind_nginx_the_bytes_go_by_header(world, client_for, exemplar, settings):
    settings.X_ACCEL_PREFIX = "/private/"
    picture = add(exemplar, world.lan)

    answer = client_for(world.lan).get(address(picture))

    assert (answer["X-Accel-Redirect"], answer.content) == (f"/private/{picture.image.name}", b"")
    assert answer["Content-Type"] == "image/jpeg"


# The page ----------------------------------------------------------------------------------------------------------------------
def sent(**rows):
    """The form with these rows: number → (upload, caption)."""
    data = {"anh-TOTAL_FORMS": "4", "anh-INITIAL_FORMS": "0"}
    for number, (file, caption) in rows.items():
        data |= {f"anh-{number[1:]}-caption": caption} | ({f"anh-{number[1:]}-file": file} if file else {})
    return data


def test_several_pictures_come_at_once(world, client_for, exemplar):
    url = reverse("campaigns:exemplar-pictures", args=[exemplar.pk])

    answer = client_for(world.lan).post(url, sent(_0=(make.photo("#111111"), "Một"), _2=(make.photo("#eeeeee"), "Hai")))

    assert (answer.status_code, answer["Location"]) == (302, url)
    assert list(ExemplarPicture.objects.order_by("position").values_list("caption", flat=True)) == ["Một", "Hai"]


def test_the_good_ones_are_kept_and_the_others_told_by_row(world, client_for, exemplar):
    web = SimpleUploadedFile("xau.jpg", b"<html></html>")
    url = reverse("campaigns:exemplar-pictures", args=[exemplar.pk])

    answer = client_for(world.lan).post(
        url,
        sent(_0=(make.photo(), "Tốt"), _1=(web, "Trang web"), _2=(make.photo("#9b1c1f"), ""), _3=(None, "Thiếu ảnh")),
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert list(ExemplarPicture.objects.values_list("caption", flat=True)) == ["Tốt"]
    for words in ("Đã thêm 1 ảnh; còn ảnh dưới đây chưa thêm được.", "thực ra là trang web (HTML)",
                  "Cần ghi chú thích: người không nhìn thấy ảnh sẽ nghe câu này.", "Cần chọn ảnh cho chú thích này.",
                  'value="Thiếu ảnh"'):  # fmt: skip
        assert words in page


def test_nothing_chosen_is_said(world, client_for, exemplar):
    answer = client_for(world.lan).post(reverse("campaigns:exemplar-pictures", args=[exemplar.pk]), sent())

    assert answer.status_code == 422
    assert "Chưa chọn ảnh nào." in answer.content.decode()


def test_captions_and_order_are_saved_from_the_page(world, client_for, exemplar):
    first, second = add(exemplar, world.lan, "#111111"), add(exemplar, world.lan, "#eeeeee")
    data = {
        "cho-TOTAL_FORMS": "2", "cho-INITIAL_FORMS": "2",
        "cho-0-picture": first.pk, "cho-0-place": "2", "cho-0-caption": "Sau",
        "cho-1-picture": second.pk, "cho-1-place": "1", "cho-1-caption": "Trước",
    }  # fmt: skip
    url = reverse("campaigns:exemplar-pictures-arrange", args=[exemplar.pk])

    good = client_for(world.lan).post(url, data)
    bad = client_for(world.lan).post(url, data | {"cho-0-caption": " "})

    assert good.status_code == 302
    assert bad.status_code == 422
    assert list(ExemplarPicture.objects.order_by("position").values_list("caption", flat=True)) == ["Trước", "Sau"]


def test_removing_by_the_page_twice_is_calm(world, client_for, exemplar):
    url = reverse("campaigns:exemplar-picture-remove", args=[exemplar.pk, add(exemplar, world.lan).pk])
    client = client_for(world.lan)

    answers = [client.get(url).status_code, client.post(url).status_code, client.post(url).status_code]

    assert answers == [200, 302, 302]
    assert ExemplarPicture.objects.count() == 0
