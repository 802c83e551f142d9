"""Who may read or remove a record's files. Each app registers its own answer; without one, nobody may."""

_READERS = {}
_REMOVERS = {}
_SINGLE = {}
_RESTRICTED = set()


def guard(label, *, restricted=False):
    """Register `(user, owner) -> bool`: who may read the files and issued documents of "app.model".

    restricted: every download is written into the journal.
    """

    def register(predicate):
        _READERS[label.lower()] = predicate
        if restricted:
            _RESTRICTED.add(label.lower())
        return predicate

    return register


def single(label):
    """Register `(user, owner, stored) -> bool` where not every file of a readable "app.model" is as open as the rest."""

    def register(predicate):
        _SINGLE[label.lower()] = predicate
        return predicate

    return register


def remover(label):
    """Register `(user, owner) -> bool`: who may remove files of "app.model", for instance while it is a draft."""

    def register(predicate):
        _REMOVERS[label.lower()] = predicate
        return predicate

    return register


def may_read(user, owner):
    return _ask(_READERS, user, owner)


def may_read_file(user, stored):
    """May this person read the record's files at all, and this one among them?"""
    owner = stored.owner
    if not may_read(user, owner):
        return False
    predicate = _SINGLE.get(owner._meta.label_lower)
    return predicate is None or bool(predicate(user, owner, stored))


def may_remove(user, owner):
    """Who may not read may not remove."""
    return _ask(_READERS, user, owner) and _ask(_REMOVERS, user, owner)


def is_restricted(owner):
    return owner._meta.label_lower in _RESTRICTED


def _ask(answers, user, owner):
    if owner is None or not user.is_authenticated or not user.is_active:
        return False
    predicate = answers.get(owner._meta.label_lower)
    return bool(predicate and predicate(user, owner))
