"""Columns of the table of tasks, for the export of a plan."""

from core.sheets import Column
from core.words import roman

COLUMNS = (
    Column("quarter", "Quý"),
    Column("ordinal", "Số TT"),
    Column("text", "Nhiệm vụ cụ thể"),
    Column("lead", "Đơn vị chủ trì tham mưu"),
    Column("coordinators", "Đơn vị phối hợp"),
    Column("due_on", "Hạn", kind="date"),
    Column("state", "Trạng thái"),
    Column("progress_note", "Tiến độ"),
    Column("expected", "Văn bản dự kiến"),
    Column("result", "Văn bản kết quả"),
    Column("finished_on", "Xong ngày", kind="date"),
)


def row(item):
    """One line of the export, from a TaskRow."""
    task = item.task
    return (
        roman(task.quarter) if task.quarter else "Thường xuyên",
        task.ordinal,
        task.text,
        task.lead,
        task.coordinators,
        task.due_on,
        f"{item.word} ({item.meta})" if item.late else item.word,
        task.progress_note,
        ", ".join(task.expected),
        task.result,
        task.finished_on,
    )
