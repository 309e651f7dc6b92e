"""The item *Satu pintu* in the admin's menu, with the count of what waits for the person."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from desk.people.scope import enters_admin

from . import selectors


class DoorItem(MenuItem):  # type: ignore[misc, unused-ignore]
    def is_shown(self, request: HttpRequest) -> bool:
        return enters_admin(request.user)  # type: ignore[arg-type]  # the admin lets nobody in without an account

    def render_component(self, request: HttpRequest) -> Any:
        count = selectors.waiting_for(request.user)  # type: ignore[arg-type]
        label = f"{self.label} ({count})" if count else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname=self.classname, attrs=self.attrs)
