"""Every address of the product, flattened, with an example of each."""

import dataclasses
import re
import uuid
from collections.abc import Callable

from django.urls import URLPattern, converters, get_resolver, reverse
from django.urls.resolvers import RegexPattern

EXAMPLES = {
    converters.IntConverter: 2022,
    converters.StringConverter: "x",
    converters.SlugConverter: "x",
    converters.UUIDConverter: uuid.UUID(int=0),
    converters.PathConverter: "x",
}


@dataclasses.dataclass(frozen=True)
class Address:
    """One named pattern: `name` with its namespace, the route as written, the view, and the converters by argument."""

    name: str
    route: str
    view: Callable
    converters: dict

    @property
    def example(self):
        """The address with an example in each place; it need not exist."""
        return reverse(self.name, kwargs=self.example_arguments)

    @property
    def example_arguments(self):
        return {name: _example(converter) for name, converter in self.converters.items()}


def _example(converter):
    if isinstance(converter, re.Pattern):
        return next(word for word in ("2022", "pdf", "xlsx", "x") if converter.fullmatch(word))
    for kind, value in EXAMPLES.items():
        if isinstance(converter, kind):
            return value
    pattern = getattr(converter, "example", None)
    if pattern is None:
        raise LookupError(f"give {type(converter).__name__} an attribute `example`")
    return pattern


def _held(pattern):
    """The converters of a path(), or for a re_path() the expression of each named group."""
    if isinstance(pattern, RegexPattern):
        groups = re.findall(r"\(\?P<(\w+)>((?:[^()]|\([^()]*\))*)\)", pattern._regex)
        return {name: re.compile(expression) for name, expression in groups}
    return pattern.converters


def addresses(resolver=None, *, prefix="", namespace="", inherited=None):
    """All addresses of the product, in the order Django tries them."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        held = {**(inherited or {}), **_held(entry.pattern)}
        if isinstance(entry, URLPattern):
            if entry.name:
                found.append(Address(f"{namespace}{entry.name}", route, entry.callback, held))
            else:
                raise LookupError(f"the address {route} has no name")
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found += addresses(entry, prefix=route, namespace=inner, inherited=held)
    return found
