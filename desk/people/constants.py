"""Stored names of this app. Log actions and group names stand in the databases of installations: never rename them."""

LOG_USER_CREATED = "people.user.create"
LOG_USER_UPDATED = "people.user.update"
LOG_PASSWORD_CHANGED = "people.user.password"  # noqa: S105 - name of an action
LOG_ROLE_ASSIGNED = "people.assignment.create"
LOG_ROLE_ENDED = "people.assignment.end"
LOG_AGENCY_SAVED = "people.agency.save"
LOG_PERSON_SAVED = "people.person.save"
LOG_DESK_SAVED = "people.desk.save"

# Groups exist for Wagtail only, one per role that enters /admin/. Membership follows the assignments.
ROLE_GROUPS = {"admin": "Admin Kesbangpol", "editor": "Redaktur", "approver": "Penyetuju"}

# Apps whose every model permission a role's group holds; an app that is not there yet is skipped.
CONTENT_APPS = ("publication", "wagtailimages", "wagtaildocs", "wagtailredirects")
CONFIGURATION_APPS = (
    *CONTENT_APPS,
    "backoffice",
    "calendar",
    "forms_config",
    "notices",
    "people",
    "regions",
    "roster",
    "wagtailcore",
    "wagtailsearchpromotions",
)
ROLE_FULL_APPS = {"admin": CONFIGURATION_APPS, "editor": CONTENT_APPS, "approver": CONTENT_APPS}
# Single models that the role configures in an app whose other rows arrive from the field. Rules are ended, never deleted.
ROLE_FULL_MODELS = {"admin": ("reportingrule", "reporttype", "reminderladder", "reminderstep", "reviewchain")}
# Rows that arrive from the field: an admin reads them in /admin/; they change through the desk's services only.
ROLE_READ_APPS = {"admin": ("reporting", "situation", "incidents", "readiness", "logistics", "results", "coordination", "vetted")}
# Accounts are switched off, never deleted: reports and decisions name them. The one door around public pages is made by the
# product (``publication.services.home``); nobody rearranges or ends it in the admin.
WITHHELD = frozenset(
    {
        ("people", "delete_user"),
        *(("wagtailcore", f"{action}_{model}") for action in ("add", "change", "delete") for model in ("workflow", "task")),
    }
)

# Nobody holds publish_page: a public page goes out through the one door only.
PAGE_PERMISSIONS = {
    "admin": ("add_page", "change_page", "lock_page", "unlock_page"),
    "editor": ("add_page", "change_page"),
    "approver": ("add_page", "change_page"),
}
COLLECTION_PERMISSIONS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")

# Named on the sign-in page of a demonstration (docs: demo accounts); the scenarios open them.
DEMO_ACCOUNTS = ("admin", "operator.bogor", "camat.bogorselatan")
