"""A backup is a backup when it was restored: counts, journal and files are compared, and what is wrong is found."""

import datetime
import json
import tarfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from config import backup
from core import journal
from tests.factories import units as make
from units.models import Unit

pytestmark = pytest.mark.slow
AT = datetime.datetime(2022, 3, 8, 23, 30, tzinfo=datetime.UTC)


@pytest.fixture
def taken(transactional_db, tmp_path, settings, monkeypatch):
    """A backup of two units, one journal row and one file."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")  # the drill's own processes know the same models
    settings.MEDIA_ROOT = tmp_path / "stored"
    person = make.person("lan", "Phạm Thị Lan")
    make.unit("Sở Y tế", parent=make.unit("Tỉnh Điện Biên"))
    journal.record("units.create", by=person, at=timezone.now())
    default_storage.save("2022/ab.bin", ContentFile(b"bytes of a file"))
    return backup.take(tmp_path / "backups", at=AT)


def test_a_backup_restores_and_is_equal(taken):
    facts = json.loads((taken / "facts.json").read_text())

    lines = backup.drill(taken)

    assert taken.name == "thidua-20220308-233000"
    assert (facts["counts"]["units.unit"], facts["counts"]["core.journalentry"]) == (2, 1)
    assert lines[0] == f"{sum(facts['counts'].values())} rows in {len(facts['counts'])} tables are equal"
    assert lines[1].startswith("Nhật ký nguyên vẹn: 1 dòng")
    with tarfile.open(taken / "files.tar") as tar:
        assert tar.extractfile("files/2022/ab.bin").read() == b"bytes of a file"


def test_a_backup_is_for_its_owner_only(taken):
    assert [oct(path.stat().st_mode & 0o777) for path in sorted(taken.iterdir())] == ["0o600"] * 3
    assert oct(taken.stat().st_mode & 0o777) == "0o700"


def test_a_row_that_was_not_restored_is_found(taken):
    facts = json.loads((taken / "facts.json").read_text())
    facts["counts"]["units.unit"] += 1
    (taken / "facts.json").write_text(json.dumps(facts))

    with pytest.raises(backup.BackupFailed, match=r"units\.unit: 3 rows were backed up, 2 restored"):
        backup.drill(taken)


def test_another_journal_is_found(taken):
    facts = json.loads((taken / "facts.json").read_text())
    facts["journal"] = "1 " + "f" * 64
    (taken / "facts.json").write_text(json.dumps(facts))

    with pytest.raises(backup.BackupFailed, match="journal"):
        backup.drill(taken)


def test_the_drill_leaves_the_real_database_alone(taken):
    make.unit("Sở Tư pháp")

    backup.drill(taken)

    assert Unit.objects.count() == 3


def test_old_backups_are_removed_and_unfinished_ones_never_count(tmp_path):
    for day in ("20220301", "20220302", "20220303"):
        (tmp_path / f"thidua-{day}-233000").mkdir()
        (tmp_path / f"thidua-{day}-233000" / "facts.json").write_text("{}")
    (tmp_path / "thidua-20220304-233000").mkdir()

    removed = backup.prune(tmp_path, keep=2)

    assert [path.name for path in removed] == ["thidua-20220301-233000"]
    assert len(list(tmp_path.iterdir())) == 3


def test_a_failed_dump_leaves_nothing_behind(transactional_db, tmp_path, monkeypatch):
    def full(folder):
        raise backup.BackupFailed("disk full")

    monkeypatch.setattr(backup, "_dump_postgresql", full)
    monkeypatch.setattr(backup, "_copy_sqlite", full)

    with pytest.raises(backup.BackupFailed):
        backup.take(tmp_path / "backups", at=AT)

    assert list((tmp_path / "backups").iterdir()) == []
