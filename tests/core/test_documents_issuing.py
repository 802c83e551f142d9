"""Issued documents: kept as they were, given only to who may read the record, proved on each download."""

import datetime
import hashlib
import threading

import pytest
from django.db import connection
from django.urls import reverse

from core.documents import genuine_copy, issue, issued_for
from core.errors import Refused, Stale
from core.models import IssuedCopy, IssuedDocument, JournalEntry
from tests.core import papers

AT = datetime.datetime(2022, 3, 8, 9, 0, tzinfo=datetime.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(world, unit_guard):
    return issue(papers.official_letter(), subject=world.stp, by=world.van, at=AT)


def address(document, form="pdf"):
    return reverse("core:document-download", args=[document.uuid, form])


def tamper(document, form="pdf"):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_issuedcopy SET content = %s WHERE document_id = %s AND form = %s",
            [b"%PDF-1.7 changed", document.pk, form],
        )


# Keeping -------------------------------------------------------------------------------------------------------------
def test_issuing_keeps_both_forms_with_their_hashes(letter, world):
    copies = {copy.form: copy for copy in letter.copies.all()}

    assert sorted(copies) == ["docx", "pdf"]
    for copy in copies.values():
        assert copy.sha256 == hashlib.sha256(bytes(copy.content)).hexdigest()
        assert copy.size == len(bytes(copy.content))
    assert bytes(copies["pdf"].content).startswith(b"%PDF-1.7")
    assert bytes(copies["docx"].content).startswith(b"PK")
    assert (letter.notation, letter.pages, letter.issue, letter.issued_by) == ("238/SNV-TĐKT", 1, 1, world.van)
    assert letter.title == "Công văn 238/SNV-TĐKT đôn đốc gửi kế hoạch công tác thi đua, khen thưởng năm 2022"
    assert (letter.organ, letter.dated_on) == ("Sở Nội vụ", datetime.date(2022, 10, 2))


def test_the_journal_carries_the_hashes(letter):
    entry = JournalEntry.objects.get(act="document.issue")

    assert entry.detail == {"issue": 1, "sha256": {copy.form: copy.sha256 for copy in letter.copies.all()}}


def test_issuing_again_keeps_the_old_copy(letter, world):
    before = bytes(letter.copies.get(form="pdf").content)

    second = issue(papers.official_letter(subject="bổ sung"), subject=world.stp, by=world.van, at=AT)

    assert (second.issue, list(issued_for(world.stp))) == (2, [second, letter])
    assert genuine_copy(letter, "pdf", by=world.van, at=AT) == before


@pytest.mark.django_db(transaction=True)
def test_two_clerks_issuing_at_once_leave_whole_documents(world):
    start, outcomes, lock = threading.Barrier(3), [], threading.Lock()

    def work():
        try:
            start.wait()
            try:
                outcome = issue(papers.official_letter(), subject=world.stp, by=world.van, at=AT).issue
            except Stale:
                outcome = "stale"
            with lock:
                outcomes.append(outcome)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kept = sorted(outcome for outcome in outcomes if outcome != "stale")
    assert len(outcomes) == 3
    assert kept == list(range(1, len(kept) + 1))
    assert [d.issue for d in issued_for(world.stp)][::-1] == kept
    assert IssuedCopy.objects.count() == 2 * len(kept)


def test_a_draft_is_not_issued(world):
    with pytest.raises(Refused) as refusal:
        issue(papers.official_letter(draft=True), subject=world.stp, by=world.van, at=AT)

    assert str(refusal.value) == "Bản dự thảo chưa phát hành được. Hãy bỏ dấu “Dự thảo” trước."
    assert IssuedDocument.objects.count() == 0


def test_issued_rows_are_never_changed_or_deleted(letter):
    copy = letter.copies.get(form="pdf")

    for act in (
        letter.save,
        letter.delete,
        copy.save,
        copy.delete,
        IssuedDocument.objects.all().delete,
        IssuedCopy.objects.all().delete,
        lambda: IssuedDocument.objects.update(title="khác"),
        lambda: IssuedCopy.objects.update(content=b""),
    ):
        with pytest.raises(TypeError, match="never"):
            act()


# Giving out ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("form", "start", "kind"),
    [
        ("pdf", b"%PDF", "application/pdf"),
        ("docx", b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_a_reader_saves_the_bytes_as_they_were_issued(letter, world, client_for, form, start, kind):
    answer = client_for(world.lan).get(address(letter, form))

    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer.content == bytes(letter.copies.get(form=form).content)
    assert answer.content.startswith(start)
    assert answer["Content-Disposition"] == f"attachment; filename*=UTF-8''238-SNV-T%C4%90KT.{form}"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_an_outsider_with_a_document_of_her_own_gets_404_and_is_logged(letter, world, client_for):
    own = issue(papers.submission(), subject=world.syt, by=world.hoa, at=AT)
    hoa = client_for(world.hoa)

    assert hoa.get(address(own)).status_code == 200
    assert hoa.get(address(letter)).status_code == 404
    refused = JournalEntry.objects.get(act="file.refused")
    assert (refused.by, refused.subject_type, refused.subject_id) == (world.hoa, "core.issueddocument", str(letter.pk))


def test_a_superuser_without_a_post_gets_404(letter, world, client_for):
    assert client_for(world.root).get(address(letter)).status_code == 404


def test_a_stranger_is_sent_to_sign_in(letter, client):
    answer = client.get(address(letter))

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("units:sign-in"))


@pytest.mark.parametrize("form", ["exe", "PDF", "html"])
def test_other_forms_do_not_exist(letter, world, client_for, form):
    assert client_for(world.lan).get(address(letter, form)).status_code == 404


def test_a_record_without_a_guard_gives_nothing(world, client_for):
    document = issue(papers.minutes(), subject=world.lan, by=world.van, at=AT)

    assert client_for(world.lan).get(address(document)).status_code == 404


def test_tampered_bytes_are_refused_with_a_sentence_and_written_down(letter, world, client_for):
    tamper(letter)

    answer = client_for(world.lan).get(address(letter))

    assert answer.status_code == 409
    assert "Bản lưu của văn bản này không còn nguyên vẹn nên không tải được." in answer.content.decode()
    entry = JournalEntry.objects.get(act="document.tampered")
    assert (entry.by, entry.detail) == (world.lan, {"form": "pdf"})
    assert client_for(world.lan).get(address(letter, "docx")).status_code == 200


def test_downloads_of_restricted_records_are_written_down(letter, world, client_for, unit_guard):
    unit_guard(restricted=True)

    client_for(world.lan).get(address(letter))

    entry = JournalEntry.objects.get(act="document.download")
    assert (entry.by, entry.subject_id, entry.detail) == (world.lan, str(letter.pk), {"form": "pdf"})
