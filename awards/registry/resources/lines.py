"""Import of the list of one decision that is being typed in."""

from awards.registry.models import Decision, Grant
from awards.registry.resources.honours import HonourSheet, record_fields
from awards.registry.services import decisions, lists, recipients
from awards.registry.services.decisions import LINE
from core.sheets.imports import register_sheet


@register_sheet
class LineSheet(HonourSheet):
    """Lines of the decision `decision` of the context. New rows are added in the order of the file, known ones mended."""

    help = (
        "Mỗi dòng một người, tập thể hoặc hộ gia đình và một hình thức. Dòng nhóm “I. TẬP THỂ”, “II. CÁ NHÂN” được hiểu là "
        "đối tượng của các dòng dưới nó. Nhập lại cùng danh sách không thay đổi gì."
    )

    @classmethod
    def opened(cls, *, by, on, scope):
        return cls(by=by, on=on, decision=Decision.objects.visible_to(by).get(pk=int(scope)))

    def get_queryset(self):
        return Grant.objects.filter(decision=self.context["decision"]).select_related("decision", "recipient", "unit")

    def paper_of(self, row):
        return self.context["decision"].pk

    def stored_grants(self, keys):
        return [(grant.decision_id, grant) for grant in self.get_queryset().order_by("position", "pk")]

    def decided(self, entry):
        return self.context["decision"].decided_on, self.context["decision"].level

    def apply(self, table, *, by, at):
        decision = self.context["decision"]
        decisions.must_write(by, decision)
        decisions.keep_draft(
            decision, at=at
        )  # two lists at once: the second waits here and then reads what the first wrote
        found = super().apply(table, by=by, at=at)
        if self.collected:
            lists.add_lines(decision, [line for _, line in self.collected], by=by, at=at)
        return found

    def update(self, stored, entry, *, by, at):
        new = {key: after for key, (_, after) in entry.changed.items()}
        if line := {key: value for key, value in new.items() if key in LINE}:
            decisions.update_grant(stored, by=by, at=at, **line)
        if learned := record_fields(new):
            one = stored.recipient
            recipients.update_recipient(one, version=one.version, by=by, at=at, **learned)
