"""The base of every import: django-import-export reads the rows, typed fields check them, a service of the app writes.

A subclass names its fields and says what the app does with a row: see the example in `core/sheets/__init__.py`.
"""

import collections
import contextlib
import dataclasses

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import ForeignKey
from import_export import resources
from import_export.exceptions import ImportError as RowFailed
from import_export.instance_loaders import BaseInstanceLoader

from core.errors import Refused
from core.findings import Level
from core.sheets.fields import ENTRY, READ, SheetField
from core.text import BadValue

BATCH = 500
BLANK = (None, "")


@dataclasses.dataclass(slots=True)
class Entry:
    """One row on its way in. `values` are what was read, `changed` is {key: (stored, read)}, `errors` stop the import.

    `errors`, `doubts` and `told` (what is good to know and asks nothing) are {key: sentence}; the key None stands for the
    whole row.
    """

    row: object
    raw: dict
    values: dict = dataclasses.field(default_factory=dict)
    before: dict = dataclasses.field(default_factory=dict)
    changed: dict = dataclasses.field(default_factory=dict)
    errors: dict = dataclasses.field(default_factory=dict)
    doubts: dict = dataclasses.field(default_factory=dict)
    told: dict = dataclasses.field(default_factory=dict)
    new: bool = True

    @property
    def number(self):
        return self.row.number

    @property
    def group(self):
        return self.row.group

    def is_blank(self, key):
        return self.raw.get(key) in BLANK

    @property
    def filled(self):
        """The values of the cells that are not blank."""
        return {key: value for key, value in self.values.items() if not self.is_blank(key)}

    @property
    def outcome(self):
        """error, new, changed or same."""
        if self.errors:
            return "error"
        if self.new:
            return "new"
        return "changed" if self.changed else "same"


class KeyLoader(BaseInstanceLoader):
    """Loads the stored records of all rows at once, by the fields in `import_id_fields`; a few queries in all."""

    def __init__(self, resource, dataset=None):
        super().__init__(resource, dataset)
        keys = {key for row in dataset.dict if None not in (key := resource.key_of_cells(row)) and any(key)}
        self.stored = resource.stored(keys)

    def get_instance(self, row):
        found = self.stored.get(self.resource.key_of_cells(row), [])
        if len(found) > 1:
            row[ENTRY].errors[self.resource.get_import_id_fields()[0]] = (
                f"Có {len(found)} {self.resource.what} cùng mã này trong dữ liệu."
            )
        return found[0] if found else None


class SheetResource(resources.ModelResource):
    """One kind of import. `what` is the noun for people ("đơn vị"); `help` a sentence above the upload.

    Keyword arguments of the constructor are kept as `context` (the plan the rows belong to, for example).
    """

    what = "dòng"
    help = ""
    preparing = "Đã chuẩn bị"  # what a person reads while `prepare` runs, before “12 / 300 dòng”

    class Meta:
        skip_diff = True
        report_skipped = True
        store_instance = False
        clean_model_instances = False
        instance_loader_class = KeyLoader

    def __init__(self, **context):
        super().__init__()
        self.context = context
        self.file = ""  # the name of the file that is read
        mine = [(key, field) for key, field in self.fields.items() if isinstance(field, SheetField)]
        self.fields = dict(sorted(mine, key=lambda pair: pair[1].place))  # as declared; the framework follows the model
        for key in self.get_import_id_fields():
            self.fields[key].required = True
        self.entries, self.first_seen = [], {}
        self.tell = silent  # tell(rows done)
        self.result = {}  # plain data kept with the applied draft

    @classmethod
    def opened(cls, *, by, on, scope):
        """The resource as the page makes it; a worker asks, knowing the person, the day and the page's scope."""
        return cls(by=by, on=on)

    # What a subclass says -------------------------------------------------------------------------------------------
    def check(self, instance, entry):
        """Findings about a new or changed row; `code` is the key of the column meant. Reads only, no writes."""
        return []

    def create(self, entry, *, by, at):
        """Let a service add the record from `entry.values`."""
        raise NotImplementedError

    def update(self, stored, entry, *, by, at):
        """Let a service bring `entry.changed` into the stored record, given as the database holds it."""
        raise NotImplementedError

    def prepare(self, numbers, *, secret):
        """Work of long duration for the new rows of these numbers; writes nothing, and runs before the transaction.

        `secret` is the draft's own: from it may be derived what is shown once later. `self.tell(rows done)` says how far it is.
        """

    def stored(self, keys):
        """{key tuple: [records]} for the keys of the file; override where a record is known by more than its columns."""
        attributes = [self.fields[name].attribute for name in self.get_import_id_fields()]
        found, firsts = collections.defaultdict(list), sorted({key[0] for key in keys})
        for start in range(0, len(firsts), BATCH):
            batch = {f"{attributes[0]}__in": firsts[start : start + BATCH]}
            for record in self.get_queryset().filter(**batch).order_by("pk"):
                found[tuple(getattr(record, attribute) for attribute in attributes)].append(record)
        return found

    # What pages ask -------------------------------------------------------------------------------------------------
    @property
    def columns(self):
        """The columns a file may have, for `find_table` and for the sample workbook."""
        return [field.column(key) for key, field in self.fields.items()]

    def examine(self, table):
        """Read and check every row without writing; returns the entries. Unexpected failures rise."""
        result = self.import_data_inner(self._dataset(table), True, False, False, False)
        self._raise_unexpected(result)
        return self.entries

    def apply(self, table, *, by, at):
        """Write every new and changed row through the services, in the caller's transaction.

        Raises Refused naming the row as soon as one cannot be written; the caller's transaction must then roll back.
        """
        try:  # without a savepoint per row: after a failure nothing of the file stays anyway
            result = self.import_data(self._dataset(table), raise_errors=True, use_transactions=False, by=by, at=at)
        except RowFailed as failure:
            self._refuse(failure)
        if result.has_errors() or result.has_validation_errors():
            raise Refused("Tệp còn dòng lỗi nên chưa nhập dòng nào. Hãy sửa rồi tải lên lại.")
        return self.entries

    # What the framework calls ---------------------------------------------------------------------------------------
    def get_instance(self, instance_loader, row):
        """Ask the loader even when an optional part of the key is no column of this file."""
        return instance_loader.get_instance(row)

    def _check_import_id_fields(self, headers):
        """`find_table` has seen to it that every required column is there."""

    def key_of_cells(self, row):
        """The key of a row as stored values; None in place of what cannot be read."""
        return tuple(self._read(name, row.get(name)).value for name in self.get_import_id_fields())

    def before_import(self, dataset, **kwargs):
        self.entries, self.first_seen = [], {}
        for field in self.fields.values():
            field.widget.begin()

    def after_import_row(self, row, row_result, **kwargs):
        self.tell(len(self.entries))

    def before_import_row(self, row, **kwargs):
        keys = [key for key in self.fields if key in row]
        entry = Entry(row.pop(ROW), {key: row[key] for key in keys})
        row[ENTRY], row[READ] = entry, {}
        for key in keys:
            field = self.fields[key]
            try:
                row[READ][key] = field.read(row[key])
            except BadValue as bad:
                row[READ][key] = bad
                entry.errors[key] = str(bad)
            else:
                entry.values[key] = row[READ][key].value
                if row[READ][key].doubt:
                    entry.doubts[key] = row[READ][key].doubt
        self.entries.append(entry)

    def after_init_instance(self, instance, new, row, **kwargs):
        entry = row[ENTRY]
        entry.new = new
        entry.before = {} if new else {key: field.get_value(instance) for key, field in self.fields.items()}
        if new:  # a column the file does not have still counts when the record cannot be without it
            for key, field in self.fields.items():
                if field.required and key not in entry.raw:
                    entry.errors[None] = f"Thiếu cột “{field.label}”."

    def import_instance(self, instance, row, **kwargs):
        """Set the fields, then ask the model's and the resource's own checks; collects every error of the row."""
        entry = row[ENTRY]
        with contextlib.suppress(ValidationError):  # the same errors already stand in entry.errors, by column
            super().import_instance(instance, row, **kwargs)
        self._compare(instance, entry)
        self._look_for_twins(entry)
        if entry.new or entry.changed:
            self._check_model(instance, entry)
            if not entry.errors:
                self._check_rules(instance, entry)
        if entry.errors:
            raise ValidationError(
                {self.fields[key].attribute if key else NON_FIELD_ERRORS: text for key, text in entry.errors.items()}
            )

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return row[ENTRY].outcome == "same"

    def save_instance(self, instance, is_create, row, **kwargs):
        """Not the framework's bare save: a service writes. Nothing is written in a dry run."""
        if kwargs.get("dry_run"):
            return
        entry, by, at = row[ENTRY], kwargs["by"], kwargs["at"]
        if is_create:
            self.create(entry, by=by, at=at)
        else:
            self.update(self.get_queryset().get(pk=instance.pk), entry, by=by, at=at)

    def save_m2m(self, instance, row, **kwargs):
        """Relations of many are written by the services too."""

    # Inside ---------------------------------------------------------------------------------------------------------
    def _dataset(self, table):
        keys = [key for key in self.fields if key in table.places]
        rows = [(*(row.values.get(key) for key in keys), row) for row in table.rows]
        return tablib.Dataset(*rows, headers=[*keys, ROW])

    def _read(self, key, value):
        try:
            return self.fields[key].read(value)
        except BadValue:
            return _UNREADABLE

    def _compare(self, instance, entry):
        for key in entry.values:
            before, after = entry.before.get(key), self.fields[key].get_value(instance)
            if entry.new:
                continue
            if before != after and not (before in BLANK and after in BLANK):
                entry.changed[key] = (before, after)
            else:
                entry.doubts.pop(key, None)  # what is stored already says the same

    def _look_for_twins(self, entry):
        names = self.get_import_id_fields()
        key = tuple(entry.values.get(name) for name in names)
        if any(part in BLANK for part in key):
            return
        first = self.first_seen.setdefault(key, entry.number)
        if first != entry.number:
            entry.errors.setdefault(names[0], f"Trùng với dòng {first} của tệp này.")

    def _check_model(self, instance, entry):
        set_here = [k for k in entry.values if not entry.is_blank(k) or self.fields[k].blank_clears]
        mine = {self.fields[key].attribute: key for key in set_here if key not in entry.errors}
        left_out = {
            field.name
            for field in instance._meta.fields
            if field.name not in mine or isinstance(field, ForeignKey) or field.primary_key
        }
        try:
            instance.clean_fields(exclude=left_out)
        except ValidationError as error:
            for attribute, messages in error.message_dict.items():
                entry.errors[mine[attribute]] = " ".join(messages)

    def _check_rules(self, instance, entry):
        for finding in self.check(instance, entry):
            key = finding.code if finding.code in self.fields else None
            said = entry.errors if finding.stops else entry.doubts
            if finding.stops or finding.level >= Level.WARNING:
                said[key] = f"{said[key]} {finding.message}" if key in said else finding.message

    def _raise_unexpected(self, result):
        for error in result.base_errors:
            raise error.error
        for row in result.rows:
            for error in row.errors:
                raise error.error

    def _refuse(self, failure):
        error, entry = failure.error, self.entries[-1] if self.entries else None
        where = f"Dòng {entry.number}: " if entry else ""
        if isinstance(error, Refused):
            raise Refused(f"{where}{error} Chưa nhập dòng nào.") from error
        if isinstance(error, ValidationError):
            raise Refused(f"{where}{' '.join(error.messages)} Chưa nhập dòng nào.") from error
        raise error


def silent(done):
    """Nobody asked how far it is."""


ROW = "__row__"


@dataclasses.dataclass(frozen=True, slots=True)
class _Unreadable:
    value: object = None


_UNREADABLE = _Unreadable()
