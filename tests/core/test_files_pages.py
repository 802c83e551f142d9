"""Who is given a file, how the browser takes it, who removes it."""

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings
from django.urls import reverse

from core import files
from core.files import contents
from core.models import JournalEntry, StoredFile
from tests.core import uploads
from tests.core.uploads import AT, fetch

pytestmark = pytest.mark.django_db


def test_a_reader_saves_the_file_and_never_opens_it_in_our_pages(keep, world, client_for):
    content = uploads.docx()
    stored = keep("Kế hoạch 2022.docx", content)

    answer = fetch(client_for(world.binh), stored.get_absolute_url())

    assert answer.body == content
    assert answer["Content-Type"] == contents.CONTENT_TYPES["docx"]
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%202022.docx"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert int(answer["Content-Length"]) == len(content)


def test_another_units_file_is_404_by_every_address_and_the_try_is_logged(keep, world, client_for):
    stored = keep()
    own = keep("a.docx", uploads.docx("của Sở Y tế"), owner=world.syt, by=world.hoa)
    hoa = client_for(world.hoa)

    assert fetch(hoa, own.get_absolute_url()).status_code == 200
    tries = [
        fetch(hoa, stored.get_absolute_url()),
        fetch(hoa, reverse("core:file-preview", args=[stored.uuid])),
        fetch(hoa, reverse("core:file-remove", args=[stored.uuid])),
        hoa.post(reverse("core:file-remove", args=[stored.uuid])),
    ]
    assert [answer.status_code for answer in tries] == [404] * 4
    logged = JournalEntry.objects.filter(act="file.refused")
    assert list(logged.values_list("by", "subject_id")) == [(world.hoa.pk, str(stored.pk))] * 4
    assert StoredFile.objects.kept().filter(pk=stored.pk).exists()


@pytest.mark.parametrize("person", ["root", "stranger", "admin"])
def test_people_without_a_post_there_get_404(keep, world, client_for, person):
    assert fetch(client_for(getattr(world, person)), keep().get_absolute_url()).status_code == 404


def test_a_stranger_is_sent_to_sign_in(keep, client):
    answer = client.get(keep().get_absolute_url())

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("units:sign-in"))


def test_a_record_without_a_guard_gives_nothing(keep, world, client_for):
    stored = keep(owner=world.lan)

    assert fetch(client_for(world.lan), stored.get_absolute_url()).status_code == 404


def test_a_removed_file_is_gone(keep, world, client_for):
    stored = keep()
    files.remove(stored, by=world.lan, at=AT)

    assert fetch(client_for(world.lan), stored.get_absolute_url()).status_code == 404


def test_a_file_missing_from_the_storage_gets_a_sentence(keep, world, client_for):
    stored = keep()
    default_storage.delete(stored.path)

    answer = fetch(client_for(world.lan), stored.get_absolute_url())

    assert answer.status_code == 409
    assert "Không tìm thấy tệp “Kế hoạch 2022.docx” trong kho." in answer.content.decode()


PREVIEWS = [
    ("a.pdf", uploads.pdf(), 200),
    ("a.png", uploads.picture("PNG"), 200),
    ("a.docx", uploads.docx(), 404),
    ("a.csv", b"a,b\n1,2\n", 404),
]


@pytest.mark.parametrize(("name", "content", "status"), PREVIEWS)
def test_only_pdf_and_pictures_are_shown(keep, world, client_for, name, content, status):
    answer = fetch(client_for(world.lan), reverse("core:file-preview", args=[keep(name, content).uuid]))

    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Disposition"].startswith("inline;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        policy = answer["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "script-src" not in policy
        assert ("sandbox" in policy) == name.endswith("png")


def test_nginx_sends_the_bytes_when_it_stands_in_front(keep, world, client_for):
    stored = keep()

    with override_settings(X_ACCEL_PREFIX="/private/"):
        answer = fetch(client_for(world.lan), stored.get_absolute_url())
        outside = fetch(client_for(world.hoa), stored.get_absolute_url())

    assert (answer["X-Accel-Redirect"], answer.content) == (f"/private/{stored.path}", b"")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert outside.status_code == 404
    assert "X-Accel-Redirect" not in outside


def test_downloads_of_restricted_records_are_written_down(keep, world, client_for, unit_guard):
    stored = keep()
    fetch(client_for(world.lan), stored.get_absolute_url())
    assert JournalEntry.objects.filter(act="file.download").count() == 0

    unit_guard(restricted=True)
    fetch(client_for(world.lan), stored.get_absolute_url())

    entry = JournalEntry.objects.get(act="file.download")
    assert (entry.by, entry.subject_id) == (world.lan, str(stored.pk))


def test_the_officer_is_asked_and_then_the_file_goes(keep, world, client_for):
    stored, lan = keep(), client_for(world.lan)
    address = reverse("core:file-remove", args=[stored.uuid])

    asked = fetch(lan, address)
    assert "Xóa tệp “Kế hoạch 2022.docx”?" in asked.content.decode()
    assert StoredFile.objects.kept().count() == 1
    answer = lan.post(address)

    assert (answer.status_code, answer["Location"]) == (302, world.stp.get_absolute_url())
    assert StoredFile.objects.kept().count() == 0


def test_who_may_read_but_not_remove_gets_404(keep, world, client_for):
    stored, binh = keep(), client_for(world.binh)

    assert fetch(binh, stored.get_absolute_url()).status_code == 200
    assert binh.post(reverse("core:file-remove", args=[stored.uuid])).status_code == 404
    assert StoredFile.objects.kept().count() == 1


def test_the_list_shows_name_size_person_state_and_what_may_be_done(keep, world):
    from django.template.loader import render_to_string  # noqa: PLC0415  only this proof draws the component by itself

    stored = keep("Kế hoạch <b>.pdf", uploads.pdf())

    officer = render_to_string("components/files.html", files.listing(world.stp, world.lan))
    head = render_to_string("components/files.html", files.listing(world.stp, world.binh))
    nothing = render_to_string("components/files.html", files.listing(world.syt, world.hoa))

    assert "Kế hoạch _b_.pdf" in officer
    assert world.lan.full_name in officer
    assert "Chưa quét" in officer
    assert stored.get_absolute_url() in officer
    assert reverse("core:file-preview", args=[stored.uuid]) in head
    assert reverse("core:file-remove", args=[stored.uuid]) in officer
    assert reverse("core:file-remove", args=[stored.uuid]) not in head
    assert "Chưa có tệp nào." in nothing
