"""Who gets what at every address of our own. A new address needs one line here; without it the build fails.

A line says which roles the address opens to. Everybody else who is signed in gets 404, whoever is not goes to sign-in.
Where ``args`` names a row, the line holds for people of the row's own region; people of the other region get 404.
The admin of the installation belongs to every region.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.architecture.permission_rows import Rows

DESK = ("operator", "duty_officer", "head", "viewer")
POSKO = ("admin", *DESK)  # the posko's door; the admin looks in
UNIT = ("officer",)  # officer of the unit that the rows belong to (Kecamatan .01)
OFFICERS = ("officer", "neighbour", "agency_officer")  # neighbour: the next kecamatan's officer
STAFF = ("admin", "editor", "approver")
EVERYBODY = (*STAFF, *DESK, *OFFICERS)

Args = Callable[[Rows], dict[str, Any]]


@dataclass(frozen=True)
class Line:
    """``status``: what the roles in ``opens_to`` get. ``others``: signed in without them. ``except_for``: single roles."""

    opens_to: tuple[str, ...] = EVERYBODY
    args: Args | None = None
    status: int = 200
    anonymous: int = 302
    others: int = 404
    except_for: Mapping[str, int] = field(default_factory=dict)
    regional: bool = True  # False: what ``args`` names is the whole installation's, as a form is
    method: str = "get"
    data: Mapping[str, str] = field(default_factory=dict)

    def expects(self, role: str, *, at_home: bool) -> int:
        """The answer for a role; ``at_home``: the row is of the actor's own region."""
        if role == "anonymous":
            return self.anonymous
        if self.args is not None and self.regional and not at_home:
            return self.others
        if role in self.except_for:
            return self.except_for[role]
        return self.status if role in self.opens_to else self.others

    def refuses(self, role: str, *, at_home: bool) -> bool:
        """Whether the line keeps this role out (and does not merely lead it elsewhere)."""
        if role == "anonymous":
            return self.anonymous in (302, 401)
        return self.status != self.others and self.expects(role, at_home=at_home) == self.others


def everyone(status: int = 200, **more: Any) -> Line:
    """The same for all, signed in or not."""
    return Line(status=status, anonymous=status, **more)


SIGNED_OUT_ONLY = Line(status=302, anonymous=200)  # whoever is in already is led to the own door
POST_ONLY = everyone(405)

MATRIX: dict[str, Line] = {
    "healthz": everyone(503),  # no worker beats in a test
    # people
    "people:login": SIGNED_OUT_ONLY,
    "people:logout": POST_ONLY,
    "people:door": Line(status=302),
    "people:account": Line(),
    "people:password": Line(),
    "people:password_reset": everyone(),
    "people:password_reset_done": everyone(),
    "people:password_reset_complete": everyone(),
    "people:password_reset_confirm": everyone(args=lambda rows: {"uidb64": "MQ", "token": "x-y"}, regional=False),
    # notices: everybody's own
    "notices:inbox": Line(),
    "notices:read_all": Line(status=302, method="post"),
    "notices:read": Line((), lambda rows: {"pk": 0}, method="post", regional=False),
    # reporting: the officers' door
    "reporting:tasks": Line(OFFICERS),
    "reporting:now": Line(OFFICERS),
    "reporting:history": Line(OFFICERS),
    "reporting:fill_obligation": Line(UNIT, lambda rows: {"pk": rows.obligation.pk}),
    "reporting:nil": Line(UNIT, lambda rows: {"pk": rows.obligation.pk}, status=302),  # its form has no short way
    "reporting:fill_new": Line(OFFICERS, lambda rows: {"key": rows.form.key}, regional=False),
    "reporting:entry": Line(UNIT, lambda rows: {"uuid": rows.sent.uuid}),
    "reporting:mend": Line(UNIT, lambda rows: {"uuid": rows.returned.uuid}),
    "reporting:autosave": Line(UNIT, lambda rows: {"uuid": rows.draft.uuid}, method="post", anonymous=401),
    "reporting:add_file": Line(UNIT, lambda rows: {"uuid": rows.draft.uuid}, status=422, method="post", anonymous=401),
    "reporting:file": Line((*UNIT, *POSKO), lambda rows: {"uuid": rows.file.uuid}),
    # reporting: the review part of the posko
    "reporting:queue": Line(POSKO),
    "reporting:review": Line(POSKO, lambda rows: {"uuid": rows.sent.uuid}),
    "reporting:decide": Line(
        ("operator", "duty_officer", "head"),
        lambda rows: {"uuid": rows.sent.uuid},
        status=303,
        except_for={"admin": 409, "viewer": 409},  # they read, and are told that they do not decide
        method="post",
        data={"action": "accept"},
    ),
    "reporting:retry": Line(POSKO, lambda rows: {"uuid": rows.sent.uuid}, status=404, method="post"),  # nothing to hand over here
    "reporting:compliance": Line(POSKO),
    "reporting:reopen_duty": Line(POSKO, lambda rows: {"pk": rows.obligation.pk}, status=303, method="post"),
    "reporting:reminders": Line(POSKO),
    "reporting:ask": Line(("admin", "operator", "duty_officer", "head")),
    "reporting:requests": Line(POSKO),
    "reporting:request": Line(POSKO, lambda rows: {"pk": rows.obligation.request_id}),
    "reporting:cancel_request": Line(POSKO, lambda rows: {"pk": rows.obligation.request_id}, status=303, method="post"),
    # reporting: the recap
    "reporting:recaps": Line(POSKO),
    "reporting:begin_recap": Line(POSKO, status=404, method="post"),  # of no desk
    "reporting:recap": Line(POSKO, lambda rows: {"pk": rows.recap.pk}),
    "reporting:edit_recap": Line(
        ("operator", "duty_officer"),
        lambda rows: {"pk": rows.recap.pk},
        status=303,
        except_for={"admin": 422, "viewer": 422, "head": 422},  # they read, and are told that they do not write
        method="post",
        data={"bagian": "text:dasar", "nilai": "Teks."},
    ),
    "reporting:decide_recap": Line(POSKO, lambda rows: {"pk": rows.recap.pk}, status=409, method="post"),  # no step named
    # boards
    "dashboard:home": Line(POSKO),
    "dashboard:wall": Line(POSKO),
    "situation:board": Line(POSKO),
    "incidents:board": Line(POSKO),
    "incidents:detail": Line(POSKO, lambda rows: {"pk": rows.incident.pk}),
    "readiness:board": Line(POSKO),
    # figures and proposals for the public
    "vetted:board": Line(POSKO),
    "vetted:take": Line(POSKO, status=404),  # of no figure
    "vetted:snapshot": Line(POSKO, lambda rows: {"uuid": rows.snapshot.uuid}),
    "vetted:decide": Line(
        ("duty_officer", "head"),
        lambda rows: {"uuid": rows.snapshot.uuid},
        status=303,
        except_for={"admin": 409, "viewer": 409, "operator": 409},  # readers, and the operator who took it
        method="post",
        data={"action": "vet"},
    ),
    "vetted:proposals": Line(POSKO),
    "vetted:proposal": Line(POSKO, lambda rows: {"uuid": rows.proposal.uuid}),
    # exports
    "exports:index": Line(POSKO),
    "exports:form_entries": Line(POSKO, lambda rows: {"key": rows.form.key, "kind": "csv"}, regional=False),
    "exports:compliance": Line(POSKO, lambda rows: {"code": rows.obligation.region_id, "kind": "csv"}),
    "exports:job": Line(("operator",), lambda rows: {"uuid": rows.job.uuid}),
    "exports:job_file": Line(("operator",), lambda rows: {"uuid": rows.job.uuid}),
    "exports:recap_letter": Line(POSKO, lambda rows: {"pk": rows.recap.pk, "number": 1}, status=404),  # not released
    "exports:recap_workbook": Line(POSKO, lambda rows: {"pk": rows.recap.pk, "number": 1}, status=404),
    "exports:recap_message": Line(POSKO, lambda rows: {"pk": rows.recap.pk, "number": 1}, status=404),
    # public
    "publication:crest": everyone(404),  # none uploaded
    "wagtail_serve": everyone(),  # the public page
    "publication:picture": Line(STAFF, lambda _rows: {"name": "tidak-ada.png"}, regional=False, status=404),
    "publication:search": everyone(),
    "publication:subscribe": everyone(),
    "publication:confirm_subscription": everyone(410, args=lambda _rows: {"token": "x:y:z"}, regional=False),
    "publication:leave_subscription": everyone(410, args=lambda _rows: {"token": "x:y"}, regional=False),
    "publication:subscription_outcome": everyone(args=lambda _rows: {"outcome": "aktif"}, regional=False),
}
