"""Sign-in, the choice of doors, the account and the password. Open to every role; nothing of anybody else is shown."""

from typing import Any

from axes.utils import reset as forget_attempts
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash, views
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, RedirectView, TemplateView
from django_q.tasks import async_task

from .constants import DEMO_ACCOUNTS
from .doors import LAPOR, POSKO, doors_of, home_doors_of, landing
from .forms import AccountForm, ChangePassword, ForgottenPassword, NewPassword, SignInForm
from .models import User
from .scope import scope_of


class SignIn(views.LoginView):
    """``/masuk/``. Django rotates the session; axes counts wrong tries and answers with ``lockout``."""

    template_name = "people/sign_in.html"
    form_class = SignInForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if isinstance(request.user, User):
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        wanted = self.request.POST.get("next") or self.request.GET.get("next", "")
        user = self.request.user
        if not isinstance(user, User):
            return reverse("people:door")
        return landing(user, wanted=wanted, host=self.request.get_host())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "session_ended": "habis" in self.request.GET,
            "tries": settings.AXES_FAILURE_LIMIT,
            "minutes": round(settings.AXES_COOLOFF_TIME * 60),
            "demo_accounts": User.objects.filter(username__in=DEMO_ACCOUNTS, is_active=True) if settings.DESK_DEMO else (),
        }


class SignOut(views.LogoutView):
    """``/keluar/``: by POST only, so that no link or picture can sign somebody out."""

    http_method_names = ["post", "options"]
    next_page = "people:login"


@never_cache
@login_required
def door(request: HttpRequest) -> HttpResponse:
    """``/pintu/``: straight in when there is one door; ``?pilih=1`` shows them all."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    doors, homes = doors_of(request.user), home_doors_of(request.user)
    if len(homes) == 1 and "pilih" not in request.GET:
        return redirect(homes[0].address)
    return render(request, "people/doors.html", {"choices": doors})


@method_decorator([never_cache, login_required], name="dispatch")
class Account(FormView):  # type: ignore[type-arg]  # generic for mypy only
    """``/akun/``: one's own data, nobody else's."""

    template_name = "people/account.html"
    form_class = AccountForm
    success_url = reverse_lazy("people:account")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "use_required_attribute": False}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101 - login_required
        assignments = user.assignments.select_related("desk", "region", "agency")
        return super().get_context_data(**kwargs) | {"shell": _shell(self.request), "assignments": assignments}

    def form_valid(self, form: AccountForm) -> HttpResponse:
        form.save()
        messages.success(self.request, "Data akun Anda sudah disimpan.")
        return super().form_valid(form)


@method_decorator([never_cache, login_required], name="dispatch")
class Password(FormView):  # type: ignore[type-arg]  # generic for mypy only
    """``/akun/kata-sandi/``: sessions on other devices end, this one stays."""

    template_name = "people/password.html"
    form_class = ChangePassword
    success_url = reverse_lazy("people:account")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "use_required_attribute": False}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"shell": _shell(self.request)}

    def form_valid(self, form: ChangePassword) -> HttpResponse:
        update_session_auth_hash(self.request, form.save())
        messages.success(self.request, "Kata sandi Anda sudah diganti. Di perangkat lain Anda perlu masuk kembali.")
        return super().form_valid(form)


class ForgotPassword(FormView):  # type: ignore[type-arg]  # generic for mypy only
    """``/lupa-sandi/``: the worker looks for the account, so that the answer takes as long with one as without."""

    template_name = "people/forgot_password.html"
    form_class = ForgottenPassword
    success_url = reverse_lazy("people:password_reset_done")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"use_required_attribute": False}

    def form_valid(self, form: ForgottenPassword) -> HttpResponse:
        async_task("desk.people.tasks.send_reset_links", form.cleaned_data["email"])
        return super().form_valid(form)


class ForgotPasswordDone(TemplateView):
    template_name = "people/forgot_password_done.html"
    extra_context = {"hours": settings.PASSWORD_RESET_TIMEOUT // 3600}


class SetPassword(views.PasswordResetConfirmView):
    """``/atur-sandi/...``: the link of the letter, good once."""

    template_name = "people/set_password.html"
    form_class = NewPassword
    success_url = reverse_lazy("people:password_reset_complete")

    def form_valid(self, form: NewPassword) -> HttpResponse:  # type: ignore[override]  # form_class says so
        forget_attempts(username=form.user.get_username())
        return super().form_valid(form)


class SetPasswordDone(TemplateView):
    template_name = "people/set_password_done.html"


class WagtailSignIn(RedirectView):
    """Wagtail's own sign-in and reset pages lead to ours: one page, one lockout."""

    query_string = True
    pattern_name = "people:login"

    def get_redirect_url(self, *_args: Any, **_kwargs: Any) -> str | None:
        return super().get_redirect_url()


def _shell(request: HttpRequest) -> str:
    """The frame of the door that the person came from, or of the first that opens."""
    open_keys = [door.key for door in doors_of(request.user)]
    came_from = request.headers.get("Referer", "")
    if LAPOR.key in open_keys and (LAPOR.address in came_from or POSKO.key not in open_keys):
        return "look/lapor.html"
    if POSKO.key in open_keys and scope_of(request.user).roots:
        return "look/posko.html"
    return "look/plain.html"
