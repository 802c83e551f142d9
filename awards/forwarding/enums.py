"""States of letters to the State level and of their lines, with the words users see."""

from django.db.models import TextChoices


class ForwardingState(TextChoices):
    DRAFT = "draft", "Đang nhập"
    SENT = "sent", "Đã trình"


class Outcome(TextChoices):
    WAITING = "waiting", "Chờ kết quả"
    GRANTED = "granted", "Đã có quyết định"
    REFUSED = "refused", "Không được tặng"
    WITHDRAWN = "withdrawn", "Rút đề nghị"
