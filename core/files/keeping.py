"""Keeping files: take in, list, remove, scan again, clean up, prove.

Bytes go to the private storage first and the row follows; when the row does not come about, `sweep` finds the bytes.
Nothing in the storage has an address: only `core:file-download` gives bytes out.
"""

import datetime
import errno
import hashlib
import logging
import uuid

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from core import journal
from core.errors import Refused
from core.files import contents, scanner
from core.files.guards import may_remove
from core.models import StoredFile
from core.models.files import Scan

log = logging.getLogger(__name__)

FOLDER = "uploads"
ORPHAN_AGE = datetime.timedelta(hours=24)
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

journal.name_acts(
    {
        "file.remove": "Xóa tệp",
        "file.download": "Tải tệp hạn chế",
        "file.refused": "Tìm cách tải tệp không được phép",
        "file.infected": "Phát hiện tệp có mã độc",
        "document.download": "Tải văn bản hạn chế",
    }
)


# Taking in -----------------------------------------------------------------------------------------------------------
def store(uploaded, *, owner, by, at, allow=contents.OFFICE):
    """Look into a file, scan it, keep it for `owner`, and return its `StoredFile`.

    The same bytes handed in twice for one record are kept once: the first row comes back with `already` True.
    Raises Refused with a sentence for an empty, too big, wrong, dangerous or infected file, and when the disk is full.
    """
    _refuse_size(uploaded)
    name, content_type = contents.inspect(uploaded.file, uploaded.name, allow)
    sha256 = _hash(uploaded.file)
    if kept := _same(owner, sha256):
        return kept
    verdict, note = _scanned(uploaded.file, name)
    path = _written(uploaded, name)
    try:
        with transaction.atomic():
            stored = StoredFile.objects.create(
                owner_type=ContentType.objects.get_for_model(owner),
                owner_id=owner.pk,
                name=name,
                path=path,
                size=uploaded.size,
                sha256=sha256,
                content_type=content_type,
                scan=verdict,
                scanned_at=at if verdict == Scan.CLEAN else None,
                scan_note=note,
                uploaded_by=by,
                uploaded_at=at,
            )
    except IntegrityError:  # the same file in the same instant, a double click
        default_storage.delete(path)
        if kept := _same(owner, sha256):
            return kept
        raise
    stored.already = False
    return stored


def _refuse_size(uploaded):
    name = contents.clean_name(uploaded.name)
    if not uploaded.size:
        raise Refused(f"Tệp “{name}” rỗng. Hãy kiểm tra lại rồi tải lên.")
    if uploaded.size > settings.MAX_FILE_MB * 1024 * 1024:
        megabytes = f"{uploaded.size / 1024 / 1024:.1f}".replace(".", ",")
        raise Refused(
            f"Tệp “{name}” nặng {megabytes} MB, quá mức {settings.MAX_FILE_MB} MB. "
            "Hãy giảm dung lượng hoặc tách thành nhiều tệp."
        )


def _hash(file):
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(1024 * 1024):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _same(owner, sha256):
    kept = StoredFile.objects.of(owner).filter(sha256=sha256).first()
    if kept:
        kept.already = True
    return kept


def _scanned(file, name):
    """(state, note) after asking the scanner. Infected bytes are never written anywhere."""
    if not scanner.is_configured():
        return Scan.UNSCANNED, ""
    try:
        verdict = scanner.scan(file)
    except scanner.ScannerDown as fault:
        log.warning("scanner down, the file waits: %s", fault)
        return Scan.WAITING, ""
    if not verdict.clean:
        log.warning("infected upload refused: %s", verdict.note)
        raise Refused(f"Tệp “{name}” có mã độc ({verdict.note}) nên không nhận được. Hãy quét máy tính của bạn.")
    return Scan.CLEAN, ""


def _written(uploaded, name):
    """The path in the private storage where the bytes now lie; nothing is left behind when it fails."""
    key = uuid.uuid4().hex
    path = f"{FOLDER}/{key[:2]}/{key}"
    uploaded.seek(0)
    try:
        return default_storage.save(path, uploaded)
    except OSError as fault:
        log.exception("could not write a file")
        try:
            default_storage.delete(path)
        except OSError:
            log.exception("could not remove a half-written file; the sweep will")
        if fault.errno in FULL:
            raise Refused(
                f"Máy chủ đã hết chỗ nên chưa lưu được tệp “{name}”. Hãy báo quản trị hệ thống rồi thử lại."
            ) from fault
        raise Refused(
            f"Chưa ghi được tệp “{name}” vào kho. Hãy thử lại sau ít phút; nếu vẫn lỗi, báo quản trị hệ thống."
        ) from fault


# Listing and giving out ----------------------------------------------------------------------------------------------
def of(owner):
    """The record's files, oldest first."""
    return StoredFile.objects.of(owner)


def listing(owner, user):
    """Context of components/files.html: the files, and whether this person may remove them."""
    return {"files": of(owner), "may_remove": may_remove(user, owner)}


def open_bytes(stored):
    """The file's bytes, open for reading. Raises Refused when it waits for the scanner, is infected or is missing."""
    refuse_closed(stored)
    try:
        return default_storage.open(stored.path)
    except FileNotFoundError as fault:
        log.error("stored file %s is missing from the storage", stored.pk)
        raise Refused(f"Không tìm thấy tệp “{stored.name}” trong kho. Hãy báo quản trị hệ thống.") from fault


def refuse_closed(stored):
    if stored.scan == Scan.INFECTED:
        raise Refused(f"Tệp “{stored.name}” có mã độc nên bị khóa, không tải được.")
    if not stored.is_open:
        raise Refused(f"Tệp “{stored.name}” đang chờ quét mã độc. Hãy quay lại sau ít phút.")


# Removing ------------------------------------------------------------------------------------------------------------
@transaction.atomic
def remove(stored, *, by, at):
    """Take a file from its record: the row stays as a trace, the bytes go after commit. Twice does nothing more."""
    if not StoredFile.objects.kept().filter(pk=stored.pk).update(removed_by=by, removed_at=at):
        return
    stored.removed_by, stored.removed_at = by, at
    transaction.on_commit(lambda: default_storage.delete(stored.path), robust=True)  # if it fails, the sweep comes
    journal.record("file.remove", by=by, at=at, subject=stored, detail={"sha256": stored.sha256})


# Scanning again ------------------------------------------------------------------------------------------------------
def rescan(*, at, limit=200):
    """Scan what has no verdict yet, oldest first; returns (clean, infected, still waiting). Safe to run twice.

    Without a scanner nothing happens: the files stay “Chưa quét”, and are said to be so.
    """
    clean = infected = 0
    if not scanner.is_configured():
        return clean, infected, StoredFile.objects.unsettled().count()
    for stored in StoredFile.objects.unsettled().order_by("uploaded_at", "pk")[:limit]:
        try:
            with default_storage.open(stored.path) as file:
                verdict = scanner.scan(file)
        except FileNotFoundError:
            log.error("stored file %s is missing from the storage", stored.pk)
            continue
        except scanner.ScannerDown as fault:
            log.warning("scanner down: %s", fault)
            break
        settled = settle(stored, verdict, at=at)
        clean += settled and verdict.clean
        infected += settled and not verdict.clean
    return clean, infected, StoredFile.objects.unsettled().count()


@transaction.atomic
def settle(stored, verdict, *, at):
    """Write the scanner's verdict, unless somebody else just did; True when it was written."""
    told = Scan.CLEAN if verdict.clean else Scan.INFECTED
    won = StoredFile.objects.filter(pk=stored.pk, scan=stored.scan).update(
        scan=told, scanned_at=at, scan_note=verdict.note
    )
    if won and not verdict.clean:
        journal.record("file.infected", by=None, at=at, subject=stored, detail={"found": verdict.note})
    return bool(won)


# Cleaning up and proving ---------------------------------------------------------------------------------------------
def sweep(*, at, age=ORPHAN_AGE):
    """Delete bytes without a row that are older than `age` by the machine clock `at`; returns how many. Safe twice."""
    paths = {path for path in _stored_paths() if default_storage.get_modified_time(path) <= at - age}
    known = set(StoredFile.objects.kept().filter(path__in=paths).values_list("path", flat=True)) if paths else set()
    for path in paths - known:
        default_storage.delete(path)
    return len(paths - known)


def _stored_paths():
    try:
        folders = default_storage.listdir(FOLDER)[0]
    except FileNotFoundError:  # nothing was ever handed in
        return
    for folder in folders:
        for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            yield f"{FOLDER}/{folder}/{name}"


def verify():
    """Compare every kept file with its hash; yields (StoredFile, "missing" or "changed") for what does not agree."""
    for stored in StoredFile.objects.kept().order_by("pk").iterator(chunk_size=500):
        try:
            with default_storage.open(stored.path) as file:
                if _hash(file) != stored.sha256:
                    yield stored, "changed"
        except FileNotFoundError:
            yield stored, "missing"
