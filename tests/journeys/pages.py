"""Pages that must pass the look, by who opens them: (role, address, arguments, query). A page more is a line more.

Arguments that are names of queries below are looked up in the demo world.
"""

QUERIES = {
    "plan-draft": "SELECT p.id FROM plans_unitplan p JOIN units_unit u ON u.id = p.unit_id WHERE u.code = 'STC'",
    "plan-filed": "SELECT min(id) FROM plans_unitplan WHERE state = 'filed'",
    "plan-accepted": "SELECT min(id) FROM plans_unitplan WHERE state = 'accepted'",
    "task": "SELECT id FROM plans_plantask WHERE position = 6",
    "activity": "SELECT min(id) FROM plans_activity",
    "activity-planned": "SELECT min(id) FROM plans_activity WHERE state = 'planned'",
    "unit": "SELECT id FROM units_unit WHERE code = 'STC'",
    "district": "SELECT id FROM units_unit WHERE code = '099'",
    "person": "SELECT min(user_id) FROM units_appointment WHERE role = 'officer'",
    "report-round": "SELECT min(id) FROM plans_reportround",
    "registration": "SELECT min(id) FROM plans_targetregistration WHERE state = 'filed'",
    "registration-of-province": "SELECT id FROM plans_targetregistration WHERE government",
    "registration-returned": "SELECT min(id) FROM plans_targetregistration WHERE state = 'returned'",
    "message": "SELECT min(id) FROM core_mailboxmessage",
    "rule": "SELECT min(id) FROM core_reminderrule",
}
YEAR = 2022
PAGES = [
    ("staff", "duty-list"),
    ("staff", "help"),
    ("staff", "plans:plan-detail", YEAR),
    ("staff", "plans:plan-import"),
    ("staff", "plans:plan-clone", YEAR),
    ("staff", "plans:task-detail", "task"),
    ("staff", "plans:task-update", "task"),
    ("staff", "plans:unit-plan-board", YEAR),
    ("staff", "plans:unit-plan-remind", YEAR, "?muc=chua-gui"),
    ("staff", "plans:unit-plan-extend", YEAR),
    ("staff", "plans:unit-plan-open", YEAR),
    ("staff", "plans:unit-plan-report-page", YEAR),
    ("staff", "plans:unit-plan-detail", "plan-filed"),
    ("staff", "plans:unit-plan-detail", "plan-accepted", "?tab=ho-so"),
    ("staff", "plans:unit-plan-detail", "plan-accepted", "?tab=y-kien"),
    ("staff", "plans:unit-plan-detail", "plan-accepted", "?tab=lich-su"),
    ("staff", "plans:activity-list"),
    ("staff", "plans:activity-create"),
    ("staff", "plans:activity-detail", "activity"),
    ("staff", "plans:activity-edit", "activity-planned"),
    ("staff", "plans:report-round-list"),
    ("staff", "plans:report-round-detail", "report-round"),
    ("staff", "plans:report-round-create"),
    ("staff", "plans:report-round-edit", "report-round"),
    ("staff", "plans:report-round-open", "report-round"),
    ("staff", "plans:target-list"),
    ("staff", "plans:target-round-board", YEAR),
    ("staff", "plans:target-round-rollup", YEAR),
    ("staff", "plans:target-round-open", YEAR),
    ("staff", "plans:target-registration-detail", "registration"),
    ("staff", "plans:target-registration-detail", "registration-returned", "?tab=lich-su"),
    ("staff", "plans:target-registration-edit", "registration-of-province"),
    ("staff", "plans:target-round-province-issue", YEAR),
    ("staff", "core:reminder-preview"),
    ("staff", "core:delivery-list"),
    ("staff", "core:notice-list"),
    ("staff", "core:calendar"),
    ("staff", "units:unit-tree"),
    ("staff", "units:unit-detail", "unit"),
    ("staff", "units:user-detail", "person"),
    ("staff", "units:unit-import"),
    ("admin", "units:unit-create"),
    ("admin", "units:unit-detail", "district"),
    ("admin", "units:user-create"),
    ("admin", "units:appointment-create"),
    ("admin", "units:rights-on-day"),
    ("admin", "units:security"),
    ("admin", "units:user-import"),
    ("admin", "core:reminder-rules"),
    ("admin", "core:reminder-rule-create"),
    ("admin", "core:reminder-rule-edit", "rule"),
    ("admin", "core:mailbox"),
    ("admin", "core:mailbox-message", "message"),
    ("admin", "core:journal-list"),
]


def arguments(stage, given):
    """Arguments and query of one line, with the names looked up."""
    query = next((part for part in given if str(part).startswith("?")), "")
    found = [stage.ask(QUERIES[part])[0][0] if part in QUERIES else part for part in given if part != query]
    return found, query
