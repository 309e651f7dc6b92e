"""Who is signed in: the account with its scope, by one query in each request."""

from django.contrib.auth.backends import ModelBackend

from .models import User
from .scope import account_of


class AccountBackend(ModelBackend):
    """Django's own backend; only the account of a session is read together with what it reaches, anew in each request."""

    def get_user(self, user_id: int) -> User | None:
        user = account_of(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
