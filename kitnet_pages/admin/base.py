"""What all registers share: lists of things that are no pages, kept in Wagtail's admin with wagtail-modeladmin.

modeladmin asks ``get_queryset`` for its list alone, so whoever guesses a number reads and writes another's row. Here
one question, ``queryset_for(user)``, stands before the list, every row's own views and every button.
"""

from abc import ABC, abstractmethod
from functools import partial
from typing import Any, ClassVar

from django.contrib.admin.filters import RelatedFieldListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail import hooks
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from .register_buttons import RegisterButtons
from .views import (
    RegisterCreateView,
    RegisterDeleteView,
    RegisterEditView,
    RegisterHistoryView,
    RegisterIndexView,
    RegisterInspectView,
)

# On rows that come from the list: whose list it was. Saves asking again for each row's buttons.
_LISTED_FOR = "kitnet_listed_for"


class RegisterPermissionHelper(PermissionHelper):
    """What a user may do in a register, and with one row of it."""

    def __init__(self, model: type[Model], inspect_view_enabled: bool = False, *, register: "Register") -> None:
        """Take modeladmin's arguments, and the register."""
        super().__init__(model, inspect_view_enabled)
        self.register = register

    def user_can_list(self, user: Any) -> bool:
        """Say whether the user may open the register."""
        return any(
            self.user_has_specific_permission(user, self.get_perm_codename(action)) for action in ("view", "change")
        )

    def user_can_create(self, user: Any) -> bool:
        """Say whether the user may add a row."""
        return self.register.allow_create and super().user_can_create(user)

    def user_can_inspect_obj(self, user: Any, obj: Model) -> bool:
        """Say whether the user may look at a row."""
        return self.inspect_view_enabled and self.user_can_list(user) and self.reaches(user, obj)

    def user_can_edit_obj(self, user: Any, obj: Model) -> bool:
        """Say whether the user may change a row."""
        return self.register.allow_edit and super().user_can_edit_obj(user, obj) and self.reaches(user, obj)

    def user_can_delete_obj(self, user: Any, obj: Model) -> bool:
        """Say whether the user may delete a row."""
        return self.register.allow_delete and super().user_can_delete_obj(user, obj) and self.reaches(user, obj)

    def reaches(self, user: Any, obj: Model) -> bool:
        """Say whether a row is one of those that the user may know of."""
        if getattr(obj, _LISTED_FOR, None) == str(user.pk):
            return True
        return self.register.queryset_for(user).filter(pk=obj.pk).exists()


class ReachFilter(RelatedFieldListFilter):
    """A filter by a related object that offers only what stands in the user's own rows."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: "Register") -> list[tuple[Any, str]]:
        """Return the choices."""
        rows = model_admin.queryset_for(request.user).order_by()
        related = field.related_model._default_manager.filter(pk__in=rows.values(self.field_path))
        return [(one.pk, str(one)) for one in related]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the rows of the chosen object. Raises IncorrectLookupParameters on one that is not offered."""
        offered = {str(pk) for pk, _label in self.lookup_choices}
        if not offered.issuperset(self.lookup_val or ()):
            raise IncorrectLookupParameters("Not offered.")
        return super().queryset(request, queryset)


class Register(ModelAdmin, ABC):
    """A register. Subclasses say in ``queryset_for`` which rows a user may know of."""

    add_to_admin_menu = False
    # The hook of the menu in which the register stands.
    menu_hook: ClassVar[str] = "register_admin_menu_item"
    allow_create: ClassVar[bool] = False
    allow_edit: ClassVar[bool] = False
    allow_delete: ClassVar[bool] = False
    permission_helper_class = RegisterPermissionHelper
    button_helper_class = RegisterButtons
    index_view_class = RegisterIndexView
    create_view_class = RegisterCreateView
    edit_view_class = RegisterEditView
    inspect_view_class = RegisterInspectView
    delete_view_class = RegisterDeleteView
    history_view_class = RegisterHistoryView
    index_template_name = "kitnet_pages/admin/register/index.html"
    create_template_name = "kitnet_pages/admin/register/create.html"
    edit_template_name = "kitnet_pages/admin/register/edit.html"
    inspect_template_name = "kitnet_pages/admin/register/inspect.html"
    delete_template_name = "kitnet_pages/admin/register/delete.html"

    @abstractmethod
    def queryset_for(self, user: Any) -> QuerySet:
        """Return the rows that ``user``, who may open the register, may know of. Asked by list and instance views."""

    def get_permission_helper_class(self) -> Any:
        """Return a maker of permission helpers that know this register."""
        return partial(self.permission_helper_class, register=self)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the list's rows."""
        rows = self.queryset_for(request.user).annotate(**{_LISTED_FOR: Value(str(request.user.pk))})
        return rows.order_by(*self.get_ordering(request))

    def get_extra_attrs_for_field_col(self, obj: Model, field_name: str) -> dict[str, Any]:
        """Say in each cell what its column is called: on a narrow screen, a row's cells stand below each other."""
        attributes = super().get_extra_attrs_for_field_col(obj, field_name)
        return {"data-label": self.column_labels[field_name], **attributes}

    @cached_property
    def column_labels(self) -> dict[str, str]:
        """The columns' headings, by name."""
        return {
            name: capfirst(str(label_for_field(name, model=self.model, model_admin=self))) for name in self.list_display
        }

    def inspect_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """Show a row."""
        self.require_row(request.user, instance_pk)
        return super().inspect_view(request, instance_pk)

    def edit_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """Edit a row."""
        self.require_row(request.user, instance_pk)
        return super().edit_view(request, instance_pk)

    def delete_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """Delete a row."""
        self.require_row(request.user, instance_pk)
        return super().delete_view(request, instance_pk)

    def history_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """Show what was done to a row."""
        self.require_row(request.user, instance_pk)
        return super().history_view(request, instance_pk)

    def require_row(self, user: Any, instance_pk: str) -> None:
        """Stop here unless the user may know of the row. Raises PermissionDenied or Http404, the same as for no row."""
        if not self.permission_helper.user_can_list(user):
            raise PermissionDenied
        try:
            found = self.queryset_for(user).filter(pk=unquote(instance_pk)).exists()
        except (ValueError, ValidationError):
            found = False
        if not found:
            raise Http404

    def register_with_wagtail(self) -> None:
        """Register addresses, rights and checks, and put the register into its menu."""
        super().register_with_wagtail()
        hooks.register(self.menu_hook, self.get_menu_item)
