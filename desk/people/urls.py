from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("masuk/", views.SignIn.as_view(), name="login"),
    path("keluar/", views.SignOut.as_view(), name="logout"),
    path("pintu/", views.door, name="door"),
    path("akun/", views.Account.as_view(), name="account"),
    path("akun/kata-sandi/", views.Password.as_view(), name="password"),
    path("lupa-sandi/", views.ForgotPassword.as_view(), name="password_reset"),
    path("lupa-sandi/terkirim/", views.ForgotPasswordDone.as_view(), name="password_reset_done"),
    path("atur-sandi/selesai/", views.SetPasswordDone.as_view(), name="password_reset_complete"),
    path("atur-sandi/<uidb64>/<token>/", views.SetPassword.as_view(), name="password_reset_confirm"),
]
