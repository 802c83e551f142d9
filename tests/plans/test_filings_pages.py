"""Pages of filings of any kind, and of their rounds: what leaves by no exit, what search finds, what a page costs.

Who opens them stands in the rights table.
"""

import re

import pytest
from django.urls import reverse

from core.models import JournalEntry
from core.search import search
from plans.services import filings as steps
from tests.matrix import answers
from tests.plans.filings import (
    CAMPAIGN_REGISTRATION,
    CAMPAIGN_REPORT,
    FOREIGN,
    PLAN,
    READS,
    REGISTRATION,
    REPORT,
    RUNS,
    SAMPLES,
    paper_text,
)

SECRET, OTHER = "Chỉ đạo riêng của Sở Tư pháp", "Chỉ đạo riêng của Sở Y tế"
ASKED = ("board", "export", "remind", "extend", "open")
ROLLED_UP = (*ASKED, "rollup", "rollup-export")
WHOLE = {
    REPORT: (*ROLLED_UP, "detail", "report"),
    REGISTRATION: (*ROLLED_UP, "province"),
    CAMPAIGN_REGISTRATION: ASKED,
    CAMPAIGN_REPORT: ASKED,
}
ROLLUPS = {CAMPAIGN_REGISTRATION: "registration-rollup", CAMPAIGN_REPORT: "result-rollup"}
FIGURES = {  # what the draft of Sở Y tế says besides, and nobody else holds
    PLAN: {},
    REPORT: {"numbers": (90117, 1, 1, 1)},
    REGISTRATION: {"titles": [{"name": "Lao động tiên tiến", "object": "person", "quantity": 90117, "note": ""}]},
    CAMPAIGN_REGISTRATION: {"numbers": (90117, 1, 1, 1)},
    CAMPAIGN_REPORT: {"numbers": (90117, 1, 1, 1)},
}
FIGURE = re.compile(r"90\.?117")
TABS = ("noi-dung", "ho-so", "y-kien", "lich-su")


@pytest.fixture
def filing(world, sample):
    """Sở Tư pháp's, filed; Sở Y tế holds much the same as a draft."""
    sample.make.season(world)
    made = sample.of(world.stp)
    sample.make.draft(made, by=world.lan)
    sample.save(made, SECRET, by=world.lan)
    steps.submit(made, by=world.lan, at=sample.make.moment(2))
    steps.confirm(made, by=world.binh, at=sample.make.moment(2))
    other = sample.of(world.syt)
    sample.make.draft(other, by=world.hoa, **FIGURES[sample])
    sample.save(other, OTHER, by=world.hoa)
    return made


# Leaks: every exit ------------------------------------------------------------------------------------------------------
def exits_of(client, sample, filing):
    """What a person reads at each address of the round and of one filing; nothing where they are refused."""
    addresses, papers = [sample.kind.round_list_url], ("pdf", "docx")
    addresses += [sample.kind.round_url(page, filing.round) + "?muc=tat-ca" for page in WHOLE[sample]]
    if sample in ROLLUPS:
        campaign = filing.round.campaign
        addresses += [f"{campaign.get_absolute_url()}?tab={tab}" for tab in ("tham-gia", "ket-qua")]
        addresses += [reverse(f"campaigns:{ROLLUPS[sample]}", args=[campaign.pk])]
    addresses += [filing.get_absolute_url() + f"?tab={tab}" for tab in TABS]
    if sample is REPORT:
        addresses += [reverse("plans:report-round-paper", args=[filing.round_id, form]) for form in papers]
    else:
        addresses += [sample.kind.url("paper", filing.pk, form) for form in papers]
    found = {address: client.get(address) for address in addresses}
    return {
        address: paper_text(answer.content) if address.endswith(papers) else answers.words(answer)
        for address, answer in found.items()
        if answer.status_code == 200
    }


@pytest.mark.parametrize("name", sorted(RUNS | READS))
@pytest.mark.parametrize("sample", WHOLE, ids=str)
def test_a_draft_leaves_by_no_exit(world, sample, filing, client_for, name):
    client = client_for(world.people[name])
    exits = exits_of(client, sample, sample.of(world.syt))

    assert [address for address, text in exits.items() if OTHER in text or FIGURE.search(text)] == []
    assert SECRET in client.get(filing.get_absolute_url()).content.decode()  # what was filed is found where it may be


@pytest.mark.parametrize("name", sorted(FOREIGN))
@pytest.mark.parametrize("sample", WHOLE, ids=str)
def test_another_unit_reads_nothing_of_what_was_filed(world, sample, filing, client_for, name):
    exits = exits_of(client_for(world.people[name]), sample, filing)

    assert [address for address, text in exits.items() if SECRET in text or "Sở Tư pháp" in text] == []


@pytest.mark.parametrize(
    ("sample", "title", "words"),
    [
        (PLAN, "Kế hoạch năm 2022", "kế hoạch năm 2022"),
        (REPORT, "Báo cáo sơ kết 6 tháng năm 2022", "báo cáo sơ kết 6 tháng năm 2022"),
        (REGISTRATION, "Đăng ký thi đua năm 2022", "đăng ký thi đua năm 2022"),
        (CAMPAIGN_REGISTRATION, "Đăng ký phong trào “Chung sức", "đăng ký phong trào nông thôn mới 2022"),
        (CAMPAIGN_REPORT, "Báo cáo phong trào “Chung sức", "báo cáo phong trào nông thôn mới 2022"),
    ],
    ids=str,
)
def test_search_finds_the_own_filing_only(world, sample, filing, title, words):
    def found(person, words):
        hits = [hit.title for group in search(person, words, limit=5) for hit in group.hits]
        return [name.rsplit(", ", 1)[1] for name in hits if name.startswith(title)]

    assert found(world.hoa, f"{words} sở") == ["Sở Y tế"]
    assert found(world.hoa, "tu phap") == []
    assert found(world.hanh, "tư pháp 2022") == ["Sở Tư pháp"]
    assert found(world.hanh, "chi dao rieng") == []


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_the_journal_knows_no_step_inside_the_unit(world, sample):
    """Its readers, the auditor and the administrator among them, learn of a filing when its head has sent it."""
    sample.make.season(world)
    made = sample.of(world.stp)
    sample.make.draft(made, by=world.lan)
    steps.submit(made, by=world.lan, at=sample.make.moment(2))
    steps.hand_back(made, reason="Số liệu nội bộ", by=world.binh, at=sample.make.moment(2))
    steps.submit(made, by=world.lan, at=sample.make.moment(3))
    steps.withdraw(made, by=world.lan, at=sample.make.moment(3))
    sample.make.draft(made, by=world.lan)
    steps.submit(made, by=world.lan, at=sample.make.moment(4))

    assert not JournalEntry.objects.filter(subject_type=made._meta.label_lower).exists()
    steps.confirm(made, by=world.binh, at=sample.make.moment(4))
    entry = JournalEntry.objects.get(subject_type=made._meta.label_lower)
    assert (entry.act, entry.by, entry.detail) == (f"{sample.kind.key}-confirm", world.binh, {})
