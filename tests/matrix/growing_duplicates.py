"""Many names borne by two records each, and many records merged into one."""

from awards.registry.models import Merge, Recipient
from tests.factories.unit_plans import moment

NOW = moment(8)


def grow(world, book, start, stop):
    def record(n, unit):
        return Recipient(
            kind="individual", name=f"Vì Thị Trùng {n}", unit=unit, workplace="Sở Tư pháp", title="Chuyên viên",
            folded=f"vi thi trung {n}", sort_key=f"9{n:05}", updated_at=NOW,
        )  # fmt: skip

    numbers = range(start, stop)
    Recipient.objects.bulk_create(record(n, unit) for n in numbers for unit in (world.stp, world.syt))
    gone = Recipient.objects.bulk_create(record(n + 50_000, world.stp) for n in numbers)
    for one in gone:
        one.merged_into = book.recipient
    Recipient.objects.bulk_update(gone, ["merged_into"])
    Merge.objects.bulk_create(
        Merge(kept=book.recipient, gone=one, reason="Cùng một người", by=world.hanh, at=NOW) for one in gone
    )
