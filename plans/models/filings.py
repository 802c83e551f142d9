"""What every unit owes in a round: a plan, a report, a registration. One cycle for all of them.

The unit's officer drafts, its head confirms, the standing body receives or returns; in a round that a unit opens for
those below it, that unit receives. Each kind of filing keeps its own content; unit, state, deadline and moments are kept here. Late is computed, never typed: the first filing decides, so
what is returned for correction after the deadline stays on time.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from core import files
from core.days import Deadline
from plans.enums import FilingState as S
from units.enums import Role
from units.models import Appointment
from units.rights import rights_of

OWED = frozenset({S.MISSING, S.DRAFT, S.RETURNED})  # the unit's officer has work to do
DRAFTING = frozenset({S.DRAFT, S.AWAITING})  # one word, “Nháp”, for everybody outside the unit
SENT = frozenset({S.FILED, S.ACCEPTED})  # lies with whoever receives it
OPEN = frozenset(S) - SENT
UNIT_ROLES = (Role.OFFICER, Role.HEAD)


class FilingRound(models.Model):
    """One collection of filings with a common deadline.

    `receiver` is the unit that opened it for those below and receives what they file; None: the standing body does.
    """

    receiver = receiver_id = None

    title = models.CharField("tên đợt", max_length=200)
    due_date = models.DateField("ngày ghi trong văn bản")
    before = models.BooleanField("“trước ngày”", default=False)
    opens_on = models.DateField("nhận từ ngày")

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    @property
    def deadline(self):
        return Deadline(self.due_date, self.before)

    @property
    def receiver_name(self):
        """Who receives, inside a sentence."""
        return self.receiver.label if self.receiver_id else "Ban TĐKT"


class FilingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The standing body, its leaders and the auditor: all. Officer and head: their unit and what lies under it."""
        rights = rights_of(user)
        if rights.sees_all:
            return self
        return self.filter(rights.under(*UNIT_ROLES))

    def of_units(self):
        """What units owe; a kind in which the standing body files for the province leaves that out here."""
        return self

    def of_standing_body(self):
        """What the standing body files for the province; most kinds have none."""
        return self.none()

    def for_year(self, year):
        return self.filter(round__year=year)

    def in_states(self, states):
        return self.filter(state__in=states)

    def unfiled(self, *, on):
        """Not yet sent, in a round that is open on the day and still asked for."""
        return self.filter(self.model.asked(), state__in=OPEN, round__opens_on__lte=on)

    def overdue(self, *, on):
        """Not yet sent, and the last good day is over."""
        return self.filter(state__in=OPEN, due_on__lt=on)

    def search(self, folded, *, on):
        """Every word stands in the unit's name, or in the name of one of its people; the words are already folded."""
        found = self
        for word in folded.split():
            people = Appointment.objects.current(on).filter(
                unit=models.OuterRef("unit"), role__in=UNIT_ROLES, user__folded__contains=word
            )
            found = found.filter(models.Q(unit__folded__contains=word) | models.Exists(people))
        return found

    def named(self):
        """With what a filing's name and address are made of, read with it."""
        return self.select_related("unit", self.model.named_by)

    def in_order(self):
        return self.order_by("unit__position", "unit__sort_key", "pk")


class Filing(models.Model):
    """What one unit owes in one round. A concrete kind adds `round` and its own content.

    `noun` is its word inside a sentence (“kế hoạch”), `what` the same with the round (“kế hoạch năm 2022”). `named_by`
    is the relation those words come from: “round”, or “round__…” where they name what the round belongs to; `receiver`
    the relation to the unit that receives it, "" where the standing body receives all of the kind.
    """

    noun = ""
    named_by = "round"
    receiver = ""
    of_standing_body = False  # drafted by the standing body itself, for the province

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="%(class)s_filings", verbose_name="đơn vị"
    )
    state = models.CharField("trạng thái", max_length=20, choices=S, default=S.MISSING)
    due_on = models.DateField("hạn gửi")  # the last good day, moved by extensions
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người soạn"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="thủ trưởng xác nhận",
    )
    first_filed_at = models.DateTimeField("gửi lần đầu", null=True, blank=True)
    filed_at = models.DateTimeField("gửi lần gần nhất", null=True, blank=True)
    accepted_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    returned_count = models.PositiveSmallIntegerField("số lần trả lại", default=0)
    returned_reason = models.CharField("lý do trả lại gần nhất", max_length=1000, blank=True)
    dropped_files = models.JSONField(default=list, blank=True)  # uuids taken out, kept for an earlier filing
    version = models.PositiveIntegerField(default=0)  # grows with every saved change of content
    updated_at = models.DateTimeField("sửa lần cuối")

    objects = FilingQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["round", "state"], name="%(class)s_round_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"],
                name="%(class)s_once",
                violation_error_message="Đơn vị này đã có trong đợt.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["filed", "accepted"]) | models.Q(first_filed_at__isnull=False),
                name="%(class)s_filed_has_moment",
                violation_error_message="Đã gửi thì phải có thời điểm gửi.",
            ),
        ]

    def __str__(self):
        return f"{self.what[0].upper()}{self.what[1:]} của {self.unit.label}"

    @classmethod
    def asked(cls):
        """Q: filings that are still asked for. A kind whose rounds lapse with something else says so here."""
        return models.Q()

    @property
    def what(self):
        return f"{self.noun} năm {self.round.year}"

    @property
    def news_name(self):
        """As subjects of messages and titles of duties say it: whoever keeps the mail reads these, too."""
        return self.what

    @property
    def news_title(self):
        """The same with the unit whose it is."""
        return str(self)

    @property
    def news_about(self):
        """What the name leaves out, for the message itself."""
        return ""

    @property
    def full_name(self):
        """As duties and reminders call it."""
        return self.what

    @property
    def correction_name(self):
        """The duty to correct it after a return."""
        return f"Sửa {self.news_name} bị trả lại"

    @property
    def deadline(self):
        """The round's own wording as long as nothing moved this unit's day; after an extension: “chậm nhất”."""
        common = self.round.deadline
        return common if common.last_day == self.due_on else Deadline(self.due_on, before=False)

    @property
    def outside_state(self):
        """The state as everybody outside the unit sees it: waiting for the unit's own head is still a draft."""
        return S.DRAFT if self.state == S.AWAITING else S(self.state)

    @property
    def outside_label(self):
        """Its word."""
        return self.outside_state.label

    def attached(self):
        """The stored files that belong to the filing as it stands now, the oldest first."""
        gone = set(self.dropped_files)
        return [stored for stored in files.of(self) if str(stored.uuid) not in gone]

    def days_late(self, *, on):
        """Days after the last good day: of the first filing, or of today while nothing was filed. 0 is on time."""
        day = timezone.localdate(self.first_filed_at) if self.first_filed_at else on
        return max((day - self.due_on).days, 0)


class FilingComment(models.Model):
    """What the unit and whoever receives say to each other about a filing. Never edited."""

    text = models.TextField("ý kiến")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:80]


class FilingExtension(models.Model):
    """A deadline moved, for one unit or for all, and why. Never edited."""

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, null=True, related_name="+")  # None: every unit
    old_due_on = models.DateField("hạn cũ")  # last good days, both
    new_due_on = models.DateField("hạn mới")
    reason = models.TextField("lý do")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(new_due_on__gt=models.F("old_due_on")),
                name="%(class)s_moves_forward",
                violation_error_message="Hạn mới phải sau hạn hiện nay.",
            )
        ]

    def __str__(self):
        return f"{self.unit or 'Mọi đơn vị'}: {self.new_due_on:%d/%m/%Y}"


class FilingReminder(models.Model):
    """A unit was reminded by hand: at most once a day for one filing."""

    day = models.DateField("ngày")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "day"],
                name="%(class)s_once_a_day",
                violation_error_message="Hôm nay đã nhắc đơn vị này.",
            )
        ]

    def __str__(self):
        return f"{self.filing_id} {self.day:%d/%m/%Y}"
