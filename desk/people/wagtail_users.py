"""Stands in INSTALLED_APPS for ``wagtail.users`` and gives it our page of accounts."""

from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):  # type: ignore[misc, unused-ignore]
    user_viewset = "desk.people.viewsets.AccountViewSet"
