"""The product's own template tags; built in, so no template loads them."""

from django import template

register = template.Library()
