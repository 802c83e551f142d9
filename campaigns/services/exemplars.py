"""What people do with exemplars: write down, change, take a step, publish, take back, keep press links.

There is one text, not a draft beside it: while a story is public only the standing body changes it, and what it saves
is what the public reads from that moment. The consent is to the story being public at all, and the unit, which knows
the person, sees the same page.
"""

from django.db import IntegrityError, transaction

from campaigns.enums import ExemplarState
from campaigns.models import Exemplar, PressLink
from campaigns.models.campaigns import UNIT_ROLES
from campaigns.notices import exemplars as notices
from campaigns.permissions.exemplars import can_edit, can_edit_fostering, can_find, can_judge, can_tend
from campaigns.queries.exemplars import same_name
from campaigns.workflow.exemplars import EXEMPLAR, PUBLIC, SET_BACK
from core import journal
from core.errors import Refused, Stale
from core.text import clean, fold, name_sort_key, sort_key
from units.models import Unit
from units.rights import rights_of

journal.name_acts(
    {
        "exemplar.create": "Ghi điển hình mới phát hiện",
        "exemplar.edit": "Sửa điển hình tiên tiến",
        "exemplar.foster": "Đưa điển hình vào bồi dưỡng",
        "exemplar.recognise": "Ghi nhận công nhận điển hình",
        "exemplar.spread": "Đưa điển hình vào nhân rộng",
        "exemplar.unfoster": "Đưa điển hình trở lại phát hiện",
        "exemplar.unrecognise": "Đưa điển hình trở lại bồi dưỡng",
        "exemplar.unspread": "Thôi nhân rộng điển hình",
        "exemplar.drop": "Thôi theo dõi điển hình",
        "exemplar.resume": "Theo dõi lại điển hình",
        "exemplar.publish": "Công khai gương điển hình",
        "exemplar.withdraw": "Thu hồi trang công khai của điển hình",
        "exemplar.export": "Xuất danh sách điển hình",
        "exemplar.link-add": "Thêm bài báo về điển hình",
        "exemplar.link-remove": "Bỏ bài báo về điển hình",
    }
)

STORY_FIELDS = ("object", "name", "title", "field", "unit", "campaign", "found_on", "summary", "story")
FOSTERING_FIELDS = ("follower", "fostering")
TAKEN = "Địa chỉ này đã có trang khác dùng. Hãy chọn địa chỉ khác."


@transaction.atomic
def create_exemplar(*, by, at, **fields):
    """A newly found exemplar. An officer or head who finds one follows it until somebody else is named.

    Raises Refused when the person may not write one down for this unit, and when the unit has one of this name: a
    double click adds one.
    """
    exemplar = Exemplar(created_by=by, updated_at=at, **fields)
    if not (can_find(by) and can_tend(by, exemplar)):
        raise Refused("Bạn chỉ ghi được điển hình của đơn vị mình.")
    if rights_of(by).holds(*UNIT_ROLES) and exemplar.follower_id is None:
        exemplar.follower = by
    _set_keys(exemplar)
    Unit.objects.select_for_update().get(pk=exemplar.unit_id)  # one at a time per unit
    if same_name(exemplar):
        raise Refused(f"Đơn vị đã có điển hình “{exemplar.name}”. Hãy sửa điển hình đó.")
    exemplar.save(force_insert=True)
    journal.record("exemplar.create", by=by, at=at, subject=exemplar)
    return exemplar


@transaction.atomic
def update_exemplar(exemplar, *, version, by, at, **fields):
    """Write some of the fields. A published page shows the new text at once.

    `version` is the one the person's page was made from. Raises Stale when somebody saved in between, Refused when
    the person may not change these fields (now, or for the unit it would move to); nothing is written then.
    """
    inner_only = set(fields) <= set(FOSTERING_FIELDS)
    if not (can_edit_fostering(by, exemplar) if inner_only else can_edit(by, exemplar)):
        raise Refused("Bạn không sửa được phần này của điển hình. Hãy liên hệ Ban Thi đua - Khen thưởng.")
    for name, value in fields.items():
        setattr(exemplar, name, value)
    if not can_tend(by, exemplar):
        raise Refused("Bạn chỉ ghi được điển hình của đơn vị mình.")
    _set_keys(exemplar)
    won = Exemplar.objects.filter(pk=exemplar.pk, version=version, state=exemplar.state).update(
        version=version + 1, updated_at=at, folded=exemplar.folded, sort_key=exemplar.sort_key, **fields
    )
    if won != 1:
        raise Stale("Người khác vừa lưu điển hình này.")
    exemplar.version, exemplar.updated_at = version + 1, at
    journal.record("exemplar.edit", by=by, at=at, subject=exemplar, detail={"fields": sorted(fields)})
    return exemplar


def _set_keys(exemplar):
    """Search and order. Only what every reader of the exemplar may know is searched."""
    said = (exemplar.name, exemplar.title, exemplar.field, exemplar.unit.name, exemplar.unit.label, exemplar.summary)
    exemplar.folded = fold(" ".join(said))[:1200]
    is_person = exemplar.object == "person"
    exemplar.sort_key = name_sort_key(exemplar.name) if is_person else sort_key(exemplar.name)


# Steps -----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def take_exemplar_step(exemplar, action, *, by, at, reason="", paper="", recognised_on=None):
    """Foster, recognise (with its paper and day), spread, set back, drop or resume.

    An exemplar that falls below recognition leaves the public page in the same moment; its recognition is forgotten
    and stays in the history. Raises Refused or Stale like `Workflow.take`.
    """
    evidence, forgotten = {}, {}
    if action == "recognise":
        exemplar.recognition_paper, exemplar.recognised_on = clean(paper), recognised_on
    if exemplar.recognised_on:
        evidence = {"paper": exemplar.recognition_paper, "on": f"{exemplar.recognised_on:%d/%m/%Y}"}
    transition = EXEMPLAR.take(exemplar, action, by=by, at=at, reason=reason, evidence=evidence)
    was_public = exemplar.published_at is not None and exemplar.state not in PUBLIC
    if exemplar.state not in PUBLIC:
        forgotten = {"recognition_paper": "", "recognised_on": None, "published_at": None, "consent_on": None}
        for name, value in forgotten.items():
            setattr(exemplar, name, value)
    kept = {"recognition_paper": exemplar.recognition_paper, "recognised_on": exemplar.recognised_on}
    Exemplar.objects.filter(pk=exemplar.pk).update(**kept, **{k: v for k, v in forgotten.items() if k not in kept})
    if action == "recognise":
        notices.tell_recognised(exemplar, transition)
    elif action in SET_BACK:
        notices.tell_set_back(exemplar, transition)
    journal.record(f"exemplar.{action}", by=by, at=at, subject=exemplar)  # the reason stays in the history
    if was_public:
        journal.record("exemplar.withdraw", by=by, at=at, subject=exemplar)
    return transition


# The public page ----------------------------------------------------------------------------------------------------
@transaction.atomic
def publish_exemplar(exemplar, *, consent_on, slug, by, at):
    """Let everybody read the story, at its address, from now on.

    Only a recognised one, with a story, and with the day on which the person or collective agreed. Raises Refused for
    these and for an address in use, Stale when it is public already or has just changed its state.
    """
    if not can_judge(by):
        raise Refused("Chỉ Ban Thi đua - Khen thưởng công khai gương điển hình.")
    if exemplar.state not in PUBLIC:
        raise Refused("Chỉ công khai điển hình đã được công nhận.")
    if not exemplar.story.strip():
        raise Refused("Cần có câu chuyện, cách làm trước khi công khai.")
    if consent_on is None or not slug:
        raise Refused("Cần ngày được đồng ý công khai và địa chỉ trang.")
    try:
        with transaction.atomic():
            won = Exemplar.objects.filter(pk=exemplar.pk, published_at=None, state__in=PUBLIC).update(
                published_at=at, consent_on=consent_on, slug=slug, updated_at=at
            )
    except IntegrityError as fault:
        raise Refused(TAKEN) from fault
    if won != 1:
        raise Stale("Điển hình này đã công khai, hoặc vừa đổi trạng thái. Hãy tải lại trang.")
    exemplar.published_at, exemplar.consent_on, exemplar.slug, exemplar.updated_at = at, consent_on, slug, at
    notices.tell_published(exemplar, at=at)
    journal.record("exemplar.publish", by=by, at=at, subject=exemplar, detail={"slug": slug, "consent_on": consent_on})
    return exemplar


@transaction.atomic
def withdraw_exemplar(exemplar, *, by, at):
    """Take page and pictures from the public at once; publishing again needs a new consent, the address is kept.

    Raises Refused, or Stale when it is not public any more.
    """
    if not can_judge(by):
        raise Refused("Chỉ Ban Thi đua - Khen thưởng thu hồi trang công khai.")
    public = Exemplar.objects.filter(pk=exemplar.pk, published_at__isnull=False)
    if public.update(published_at=None, consent_on=None, updated_at=at) != 1:
        raise Stale("Trang công khai đã được thu hồi.")
    exemplar.published_at, exemplar.consent_on, exemplar.updated_at = None, None, at
    notices.tell_withdrawn(exemplar, at=at)
    journal.record("exemplar.withdraw", by=by, at=at, subject=exemplar)
    return exemplar


# Press ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def add_link(exemplar, *, label, url, outlet="", published_on=None, by, at):
    """A press or television piece. The same address twice is Refused."""
    _must_edit(exemplar, by)
    Exemplar.objects.select_for_update().get(pk=exemplar.pk)
    if exemplar.links.filter(url=url).exists():
        raise Refused("Bài này đã có.")
    link = PressLink.objects.create(exemplar=exemplar, label=label, url=url, outlet=outlet, published_on=published_on)
    journal.record("exemplar.link-add", by=by, at=at, subject=exemplar, detail={"url": url})
    return link


@transaction.atomic
def remove_link(link, *, by, at):
    """Take the piece off. Removing it twice does nothing more."""
    _must_edit(link.exemplar, by)
    removed, _ = PressLink.objects.filter(pk=link.pk).delete()
    if removed:
        journal.record("exemplar.link-remove", by=by, at=at, subject=link.exemplar, detail={"url": link.url})


def _must_edit(exemplar, by):
    if not can_edit(by, exemplar):
        raise Refused(
            f"Không sửa được khi điển hình đang “{ExemplarState(exemplar.state).label}”. "
            "Hãy liên hệ Ban Thi đua - Khen thưởng."
        )
