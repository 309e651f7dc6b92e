"""Choosing a region out of 91,599, a person or an account: a search, never a list to scroll."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from desk.people.models import Agency, Person, User
from desk.regions.models import Region


class SearchForm(BaseFilterForm):
    """One search field over the chosen columns of the model."""

    columns: tuple[str, ...] = ()
    q = forms.CharField(label=_("Cari"), required=False)

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        objects = super().filter(objects)
        text = self.cleaned_data.get("q", "").strip()
        if text:
            condition = Q(pk__in=[])
            for column in self.columns:
                condition |= Q(**{f"{column}__icontains": text})
            objects = objects.filter(condition)
            self.is_searching, self.search_query = True, text
        return objects


class RegionSearch(SearchForm):
    """By name or code; exact beginnings come first by the order of codes."""

    columns = ("name", "code")


class AgencySearch(SearchForm):
    columns = ("name", "short_name")


class PersonSearch(SearchForm):
    columns = ("name", "position")


class UserSearch(SearchForm):
    columns = ("username", "first_name", "last_name")


class _RegionColumns:
    @property
    def columns(self) -> list[Column]:
        level = Column("level", label=_("Tingkat"), accessor="get_level_display")
        return [*super().columns, level, Column("parent", label=_("Bagian dari")), Column("code", label=_("Kode"))]  # type: ignore[misc]

    def get_object_list(self) -> QuerySet[Region]:
        return Region.objects.select_related("parent")


class RegionChoose(_RegionColumns, ChooseView):
    filter_form_class = RegionSearch


class RegionResults(_RegionColumns, ChooseResultsView):
    filter_form_class = RegionSearch


class RegionChooser(ChooserViewSet):
    model = Region
    icon = "desk-pin"
    choose_one_text = _("Pilih wilayah")
    choose_another_text = _("Pilih wilayah lain")
    choose_view_class = RegionChoose
    choose_results_view_class = RegionResults


def _searched(form: type[SearchForm]) -> tuple[type[ChooseView], type[ChooseResultsView]]:
    views = (type(f"{form.__name__}{base.__name__}", (base,), {"filter_form_class": form}) for base in (ChooseView, ChooseResultsView))
    choose, results = views
    return choose, results


class AgencyChooser(ChooserViewSet):
    model = Agency
    icon = "desk-box"
    choose_one_text = _("Pilih perangkat daerah")
    choose_another_text = _("Pilih perangkat daerah lain")
    choose_view_class, choose_results_view_class = _searched(AgencySearch)


class PersonChooser(ChooserViewSet):
    model = Person
    icon = "desk-user"
    choose_one_text = _("Pilih orang")
    choose_another_text = _("Pilih orang lain")
    choose_view_class, choose_results_view_class = _searched(PersonSearch)


class _UserColumns:
    """Names repeat: the user name and the roles tell two accounts apart."""

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("roles", label=_("Akun dan peran"), accessor=_account_words)]  # type: ignore[misc]

    def get_object_list(self) -> QuerySet[User]:
        return User.objects.order_by("first_name", "last_name", "pk").prefetch_related(
            "assignments__desk", "assignments__region", "assignments__agency"
        )


def _account_words(user: User) -> str:
    """As ``ketua.bogor: Ketua posko, Desk Pilkada Kota Bogor``."""
    roles = "; ".join(assignment.words for assignment in user.assignments.all())
    return f"{user.get_username()}: {roles}" if roles else user.get_username()


class UserChoose(_UserColumns, ChooseView):
    filter_form_class = UserSearch


class UserResults(_UserColumns, ChooseResultsView):
    filter_form_class = UserSearch


class UserChooser(ChooserViewSet):
    model = User
    icon = "desk-user"
    choose_one_text = _("Pilih pengguna")
    choose_another_text = _("Pilih pengguna lain")
    choose_view_class = UserChoose
    choose_results_view_class = UserResults


def choosers() -> list[ChooserViewSet]:
    return [
        RegionChooser("region_chooser", url_prefix="pilih-wilayah"),
        AgencyChooser("agency_chooser", url_prefix="pilih-perangkat-daerah"),
        PersonChooser("person_chooser", url_prefix="pilih-orang"),
        UserChooser("user_chooser", url_prefix="pilih-pengguna"),
    ]
