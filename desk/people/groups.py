"""Wagtail groups of the roles that enter ``/admin/``. They mirror the roles; nobody edits them by hand."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from .constants import COLLECTION_PERMISSIONS, PAGE_PERMISSIONS, ROLE_FULL_APPS, ROLE_FULL_MODELS, ROLE_GROUPS, ROLE_READ_APPS, WITHHELD
from .models import User


def permissions_of_role(role: str) -> set[Permission]:
    """Every model permission that the role needs under ``/admin/``; what an upgrade brought is in it."""
    wanted = (
        Q(content_type__app_label="wagtailadmin", codename="access_admin")
        | Q(content_type__app_label__in=ROLE_FULL_APPS.get(role, ()))
        | Q(content_type__app_label="reporting", content_type__model__in=ROLE_FULL_MODELS.get(role, ()))
        | Q(content_type__app_label__in=ROLE_READ_APPS.get(role, ()), codename__startswith="view_")
    )
    found = Permission.objects.filter(wanted).select_related("content_type")
    return {permission for permission in found if (permission.content_type.app_label, permission.codename) not in WITHHELD}


def sync_group(role: str) -> Group:
    """The group of an installation role with exactly the permissions of today."""
    group, _made = Group.objects.get_or_create(name=ROLE_GROUPS[role])
    group.permissions.set(permissions_of_role(role))
    root = Page.get_first_root_node()
    if root is not None:
        wanted = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS[role])
        GroupPagePermission.objects.filter(group=group).exclude(page=root, permission__in=wanted).delete()
        for permission in wanted:
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    collection = Collection.get_first_root_node()
    if collection is not None:
        labels = ("wagtailimages", "wagtaildocs")
        for permission in Permission.objects.filter(content_type__app_label__in=labels, codename__in=COLLECTION_PERMISSIONS):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    return group


def sync_present_groups() -> None:
    """Give the groups that exist what an upgrade brought; ``manage.py prepare`` calls it after migrations."""
    for role, name in ROLE_GROUPS.items():
        if Group.objects.filter(name=name).exists():
            sync_group(role)


def keep_membership(user: User) -> None:
    """Put the account into the groups of its installation roles and out of the other roles' groups."""
    held = set(user.assignments.values_list("role", flat=True))
    for role, name in ROLE_GROUPS.items():
        if role in held:
            user.groups.add(sync_group(role))
        else:
            user.groups.remove(*Group.objects.filter(name=name))
