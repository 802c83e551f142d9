"""The support window: people who help look here. Units, accounts, posts and rights change in the product's own pages."""

from django.contrib import admin

from units.models import Appointment, RoleSecurity, Unit, UnitEvent, User


class ReadOnlyAdmin(admin.ModelAdmin):
    """Nothing is added, changed or removed here: events, history and journal would not know of it."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Unit)
class UnitAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "code", "valid_from", "valid_to")
    list_filter = ("kind",)
    search_fields = ("folded", "code")
    ordering = ("position", "pk")


@admin.register(UnitEvent)
class UnitEventAdmin(ReadOnlyAdmin):
    list_display = ("kind", "on", "document")
    list_filter = ("kind",)
    ordering = ("-on", "-pk")


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ("full_name", "username", "is_active", "second_factor", "last_login")
    search_fields = ("folded", "username")
    exclude = ("password",)
    ordering = ("sort_key", "pk")


@admin.register(Appointment)
class AppointmentAdmin(ReadOnlyAdmin):
    list_display = ("user", "role", "unit", "starts_on", "ends_on")
    list_filter = ("role",)
    list_select_related = ("user", "unit")
    ordering = ("-starts_on", "-pk")


@admin.register(RoleSecurity)
class RoleSecurityAdmin(ReadOnlyAdmin):
    list_display = ("role", "second_factor_required")
    ordering = ("role",)
