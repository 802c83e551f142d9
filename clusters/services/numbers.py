"""Numbers of a cluster's own papers: one series per type, cluster and year (NĐ 30/2020, Điều 15)."""

import dataclasses

from core import documents
from core.errors import Refused
from core.models import IssuedDocument


def numbered(subject, year, words):
    """The words with their number taken: the one asked for, that of an earlier issue, or the next one.

    Call it inside the transaction that issues. Raises Refused without a day, for no number, or one another paper has.
    """
    if words.dated_on is None:
        raise Refused("Hãy ghi ngày của văn bản trước khi phát hành.")
    abbreviation = words.symbol.partition("-")[0]
    series = (abbreviation, f"cụm, khối {year.cluster_id}", words.dated_on.year)
    issued = IssuedDocument.objects.of(subject)
    if words.number:
        if issued.filter(notation=documents.notation(words.number, words.symbol)).exists():
            return words
        if not documents.is_free(words.number, *series):
            raise Refused(
                f"Số {words.number} đã dùng cho một văn bản {words.symbol} khác của {year.cluster.noun} trong năm. Hãy chọn "
                "số khác hoặc để trống để phần mềm cấp số tiếp theo."
            )
        return dataclasses.replace(words, number=documents.take_number(words.number, *series))
    return dataclasses.replace(words, number=documents.next_number(*series))
