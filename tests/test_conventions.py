"""What ten lines of `ast` can check of the house rules. A rule's exceptions stand beside it, each with its reason."""

import ast
import re
import unicodedata

import pytest

from tests.support import source

BELOW_VIEWS = (
    "models", "enums", "workflow", "permissions", "rules", "rulesets", "queries", "services", "obligations", "notices",
    "forms", "tables", "resources", "documents", "tasks",
)  # fmt: skip

SHELVES = {
    "__init__", "apps", "enums", "models", "workflow", "permissions", "rules", "rulesets", "queries", "services",
    "obligations", "notices", "forms", "tables", "resources", "documents", "views", "urls", "tasks", "management",
    "admin", "signals",
}  # fmt: skip

# Rooms that are no shelf, and why they exist.
OTHER_ROOMS = {
    "units": {
        "rights": "the one door to guardian and to the standing rule",
        "signin": "decorators and hooks around signing in",
        "middleware": "the gates behind signing in",
        "demo": "what every room must know of the demonstration accounts",
        "search": "units and people for the global search",
    },
    "plans": {
        "reading": "reads a plan from text, Word and Excel; pure, no database",
        "search": "plans and tasks for the global search",
    },
}


def refuse(found):
    """Fail with one line per place."""
    if found:
        pytest.fail("\n".join(["these places break the rule:", *sorted(found)]), pytrace=False)


# Structure --------------------------------------------------------------------------------------------------------------
def test_no_junk_drawers():
    drawers = {"utils", "helpers", "misc", "common", "util", "helper"}
    found = [name for name, _ in source.repository() if name.endswith(".py") and drawers & _parts(name)]

    refuse(found)


def _parts(name):
    return set(name.removesuffix(".py").split("/"))


def test_every_file_of_an_app_stands_on_a_known_shelf():
    found = [
        module.path
        for module in source.modules()
        if module.app not in ("config", "core") and module.shelf not in SHELVES | OTHER_ROOMS.get(module.app, {}).keys()
    ]

    refuse(found)


def test_every_app_says_what_it_is_about():
    found = [
        m.path for m in source.modules() if re.fullmatch(r"\w+/__init__\.py", m.path) and not ast.get_docstring(m.tree)
    ]

    refuse(found)


def test_an_exception_to_a_rule_gives_its_reason():
    """`# noqa: PLC0415  why`, `# type: ignore[x]  why`, `# pragma: no cover  why`."""
    pattern = re.compile(r"#\s*(noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore\S*|pragma:\s*no cover)(.*)")
    found = [
        f"{name}:{number}"
        for name, text in source.texts(".py")
        if name != "tests/test_conventions.py"
        for number, line in enumerate(text.splitlines(), 1)
        if (match := pattern.search(line)) and len(match.group(2).strip(" -#")) < 5
    ]

    refuse(found)


def test_source_is_composed_unicode():
    """A decomposed ế looks the same and is found by no search."""
    found = [
        name
        for name, text in source.texts(
            ".py", ".html", ".txt", ".toml", ".md", ".js", ".css", without=("tests/", "static/vendor")
        )
        if not unicodedata.is_normalized("NFC", text)
    ]

    refuse(found)


# Layers in a request ------------------------------------------------------------------------------------------------------
def test_no_request_below_the_views():
    found = [
        module.at(function)
        for module in source.on_shelves(*BELOW_VIEWS)
        for function in module.functions()
        if "request" in [*source.parameters(function)[0], *source.parameters(function)[1]]
    ]

    refuse(found)


def test_no_http_below_the_views():
    found = [
        module.at(node)
        for module in source.on_shelves(*BELOW_VIEWS)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in ("django.http", "django.shortcuts", "django.contrib.messages")
    ]

    refuse(found)


def test_input_passes_a_form():
    """No view picks from request.POST or FILES itself, and a missing word of the address never breaks a page."""
    found = [
        module.at(node)
        for module in source.modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Subscript | ast.Call) and _reads_raw_input(node)
    ]

    refuse(found)


def _reads_raw_input(node):
    if isinstance(node, ast.Subscript):
        return source.dotted(node.value).endswith(("request.POST", "request.GET", "request.FILES"))
    return (
        isinstance(node.func, ast.Attribute)
        and node.func.attr in ("get", "getlist", "items", "pop")
        and source.dotted(node.func.value).endswith(("request.POST", "request.FILES"))
    )


# Services -----------------------------------------------------------------------------------------------------------------
def service_functions():
    """Public functions of the services; `pure` ones, which write nothing, say so by taking no `by`."""
    return [
        (module, function)
        for module in source.on_shelves("services")
        for function in module.public()
        if "by" in source.parameters(function)[0] + source.parameters(function)[1]
    ]


def test_there_are_services_to_look_at():
    assert len(service_functions()) > 20


def test_a_service_owns_its_transaction():
    found = [
        f"{module.at(function)} {function.name}"
        for module, function in service_functions()
        if not {"transaction.atomic", "atomic"} & set(source.decorators(function)) and not _opens_transaction(function)
    ]

    refuse(found)


def _opens_transaction(function):
    """A service that answers even when the database refuses opens the transaction inside."""
    return any(
        isinstance(node, ast.With)
        and any(source.dotted(item.context_expr) == "transaction.atomic" for item in node.items)
        for node in ast.walk(function)
    )


def test_a_service_is_told_who_and_when_by_name():
    """The object comes first, and what is done with it; person, day, moment and reason are never a bare position."""
    found = [
        f"{module.at(function)} {function.name}"
        for module, function in service_functions()
        if {"by", "at", "on", "reason"} & set(source.parameters(function)[0])
    ]

    refuse(found)


def test_a_service_says_what_it_promises():
    found = [
        f"{module.at(function)} {function.name}"
        for module, function in service_functions()
        if not ast.get_docstring(function)
    ]

    refuse(found)


def test_services_and_tasks_save_only_what_they_mean():
    """`.save()` of a whole object puts an old state back; `save(update_fields=[…])` or a new object's create."""
    found = [
        module.at(call)
        for module in source.on_shelves("services", "tasks")
        for call in module.calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "save"
        and not any(keyword.arg in ("update_fields", "force_insert", None) for keyword in call.keywords)  # None: **how
        and not call.args
    ]

    refuse(found)


STATE_EXCEPTIONS = {
    "core/workflow.py": "the door",
    "core/notices/delivery.py": "a notice is claimed by a conditional update; nobody decides on it",
}


def test_state_has_one_door():
    """Nothing but core/workflow.py writes a record's `state`."""
    found = [
        module.at(node)
        for module in source.modules()
        if module.path not in STATE_EXCEPTIONS
        for node in ast.walk(module.tree)
        if _assigns_state(node) or (module.app != "core" and _updates_state(node))
    ]

    refuse(found)


def _assigns_state(node):
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    return any(
        isinstance(part, ast.Attribute) and part.attr == "state" for target in targets for part in ast.walk(target)
    )


def _updates_state(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "update"
        and any(keyword.arg == "state" for keyword in node.keywords)
    )


# Time ---------------------------------------------------------------------------------------------------------------------
READS_CLOCK = {
    "clock.now", "clock.today", "clock.simulated", "timezone.now", "timezone.localdate", "timezone.localtime",
    "datetime.date.today", "datetime.datetime.now", "date.today", "datetime.now", "time.time",
}  # fmt: skip
MAY_READ_CLOCK = (
    "views", "tasks", "management", "middleware", "admin", "templatetags",  # the doors
    "permissions",  # `can_…(user, obj)` is always a question about today
    "search", "apps",  # hooks that are called without a day
)  # fmt: skip
CLOCK_EXCEPTIONS = {
    "core/clock.py": "the clock",
    "core/sheets/pages.py": "the views of every import page",
    "core/mailbox.py": "a mail backend, called by Django",
    "units/rights.py": "rights are those of today unless a day is given",
    "units/signin.py": "sessions, lockout and password age run by the machine clock",
}


def test_only_doors_read_the_clock():
    found = [
        module.at(call)
        for module in source.modules()
        if module.app != "config" and module.shelf not in MAY_READ_CLOCK and module.path not in CLOCK_EXCEPTIONS
        for call in module.calls()
        if source.dotted(call.func) in READS_CLOCK and not call.args
    ]

    refuse(found)


# Background ---------------------------------------------------------------------------------------------------------------
def test_tasks_are_doors():
    """Explicit name, everything by keyword, and `**_later` so that an older worker takes a newer message."""
    found = []
    for module in source.on_shelves("tasks"):
        for function in module.public():
            task = next((d for d in function.decorator_list if source.dotted(d) in ("shared_task", "app.task")), None)
            if task is None:
                continue
            positional, _, rest = source.parameters(function)
            named = isinstance(task, ast.Call) and any(keyword.arg == "name" for keyword in task.keywords)
            bound = ["self"] if positional[:1] == ["self"] else []
            if not named or positional != bound or rest != "_later":
                found.append(f"{module.at(function)} {function.name}")

    refuse(found)


# Databases ----------------------------------------------------------------------------------------------------------------
def test_sql_is_portable():
    names = {"ArrayField", "HStoreField", "SearchVector", "SearchQuery", "SearchRank", "Unaccent"}
    found = [
        module.at(node)
        for module in source.modules()
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Name) and node.id in names)
        or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "distinct"
            and node.args
        )
    ]

    refuse(found)


# Words --------------------------------------------------------------------------------------------------------------------
def test_messages_do_not_boast():
    """“Đã nộp hồ sơ.” says enough."""
    shown = [m for m in source.modules() if m.shelf in ("views", "services", "forms", "workflow") or m.app == "config"]
    found = [module.path for module in shown if "thành công" in module.text.casefold()]
    found += [name for name, text in source.texts(".html") if "thành công" in text.casefold()]

    refuse(found)
