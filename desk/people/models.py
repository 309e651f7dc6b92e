"""Who works here, for which desk, region or agency, in which role."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.regions.models import Region


class Role(models.TextChoices):
    """Stored in assignments: never rename a value."""

    ADMIN = "admin", _("Admin Kesbangpol")
    EDITOR = "editor", _("Redaktur")
    APPROVER = "approver", _("Penyetuju")
    OPERATOR = "operator", _("Operator posko")
    DUTY_OFFICER = "duty_officer", _("Perwira piket")
    HEAD = "head", _("Ketua posko")
    OFFICER = "officer", _("Petugas pelapor")
    VIEWER = "viewer", _("Pengamat")


INSTALLATION_ROLES = (Role.ADMIN, Role.EDITOR, Role.APPROVER)  # enter /admin/
SUBTREE_ROLES = (Role.OPERATOR, Role.DUTY_OFFICER, Role.HEAD, Role.VIEWER)  # reach the region and all below, in /posko/


class User(AbstractUser):
    """An account. Custom from day one; what it may do comes from its assignments."""

    class Theme(models.TextChoices):
        DEVICE = "device", _("Ikuti perangkat")
        LIGHT = "light", _("Terang")
        DARK = "dark", _("Gelap")

    phone = models.CharField(_("telepon"), max_length=30, blank=True)
    theme = models.CharField(_("tampilan"), max_length=10, choices=Theme, default=Theme.DEVICE)
    simulation = models.BooleanField(default=False, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("pengguna")  # type: ignore[assignment]  # the base declares plain text
        verbose_name_plural = _("pengguna")  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Agency(models.Model):
    """A local agency (OPD, perangkat daerah) of one region."""

    key = models.SlugField(_("kunci"), max_length=60, unique=True)
    name = models.CharField(_("nama"), max_length=160)
    short_name = models.CharField(_("singkatan"), max_length=40)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="agencies", verbose_name=_("wilayah"))
    simulation = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("perangkat daerah"), _("perangkat daerah")
        ordering = ["region", "name"]

    def __str__(self) -> str:
        return self.short_name


class Person(models.Model):
    """Somebody who can be named in a report or head a desk; with or without an account."""

    name = models.CharField(_("nama"), max_length=160)
    position = models.CharField(_("jabatan"), max_length=160, blank=True)
    phone = models.CharField(_("telepon"), max_length=30, blank=True)
    email = models.EmailField(
        _("pos-el"), blank=True, help_text=_("Ke sini pengingat dikirim bila orang ini belum punya akun. Akun memakai pos-elnya sendiri.")
    )
    rank = models.CharField(_("pangkat, golongan"), max_length=80, blank=True, help_text=_("Contoh: Pembina Utama Muda, IV/c"))
    nip = models.CharField(_("NIP"), max_length=18, blank=True, validators=[RegexValidator(r"^\d{18}$", _("NIP terdiri atas 18 angka."))])
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="persons", verbose_name=_("wilayah"))
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="persons", verbose_name=_("perangkat daerah")
    )
    user = models.OneToOneField(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="person")
    leads = models.BooleanField(
        _("pimpinan unit (PIC)"),
        default=False,
        help_text=_("Kepala perangkat daerah, camat, lurah, atau kepala desa: yang dihubungi bila laporan belum masuk."),
    )
    simulation = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("orang"), _("orang")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Desk(models.Model):
    """A posko: one region may have several, of different kinds and owners."""

    class Kind(models.TextChoices):
        DESK = "desk", _("Desk Pilkada")
        JOINT = "joint", _("Posko bersama")
        NEUTRALITY = "neutrality", _("Posko netralitas")

    code = models.SlugField(_("kode"), max_length=40, unique=True)
    short_code = models.CharField(_("singkatan nomor laporan"), max_length=6)  # BGR in BGR-26-000123
    name = models.CharField(_("nama"), max_length=160)
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind, default=Kind.DESK)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="desks", verbose_name=_("wilayah"))
    owning_unit = models.CharField(_("unit pengelola"), max_length=160, blank=True)
    address = models.CharField(_("alamat"), max_length=250, blank=True)
    phone = models.CharField(_("telepon"), max_length=30, blank=True)
    head = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ketua posko"))
    secretary = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sekretaris posko")
    )
    simulation = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("posko"), _("posko")
        ordering = ["region", "code"]

    def __str__(self) -> str:
        return self.name


class Letterhead(models.Model):
    """How letters of one desk look: kop, number, Sifat, addressees, who signs. A desk without one writes in its own name and address.

    ``number_pattern`` holds {nomor}, {singkatan}, {bulan} (Roman) and {tahun}. Lists have one entry on each line.
    """

    class Paper(models.TextChoices):
        A4 = "A4", _("A4 (210 x 297 mm)")
        F4 = "F4", _("F4 (215 x 330 mm)")

    class Classification(models.TextChoices):
        ORDINARY = "Biasa", _("Biasa")
        URGENT = "Segera", _("Segera")
        VERY_URGENT = "Sangat segera", _("Sangat segera")
        SECRET = "Rahasia", _("Rahasia")

    desk = models.OneToOneField(Desk, on_delete=models.CASCADE, related_name="letterhead", verbose_name=_("posko"))
    government = models.CharField(_("nama pemerintah daerah"), max_length=160, help_text=_("Contoh: Pemerintah Kota Bogor"))
    unit = models.CharField(_("nama unit"), max_length=160, help_text=_("Contoh: Badan Kesatuan Bangsa dan Politik"))
    address = models.CharField(_("alamat dan kode pos"), max_length=250)
    phone = models.CharField(_("telepon"), max_length=30, blank=True)
    website = models.CharField(_("laman"), max_length=120, blank=True)
    email = models.EmailField(_("pos-el"), blank=True)
    crest = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lambang")
    )
    place = models.CharField(_("tempat surat"), max_length=80, help_text=_("Ditulis sebelum tanggal. Contoh: Bogor"))
    number_pattern = models.CharField(
        _("pola nomor surat"),
        max_length=80,
        default="200.2/{nomor}/{singkatan}/{bulan}/{tahun}",
        help_text=_("{nomor}, {singkatan}, {bulan}, dan {tahun} diisi saat rekap dirilis."),
    )
    classification = models.CharField(_("sifat"), max_length=20, choices=Classification, default=Classification.ORDINARY)
    addressees = models.TextField(_("Yth."), help_text=_("Satu penerima pada setiap baris."))
    copies = models.TextField(_("tembusan"), blank=True, help_text=_("Satu tembusan pada setiap baris."))
    signing_office = models.CharField(_("jabatan penanda tangan"), max_length=160, help_text=_("Contoh: Ketua Desk Pilkada Kota Bogor"))
    paper = models.CharField(_("kertas"), max_length=2, choices=Paper, default=Paper.F4)
    simulation = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("kop surat"), _("kop surat")
        ordering = ["desk"]

    def __str__(self) -> str:
        return f"{self.unit}, {self.desk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.simulation = self.desk.simulation  # it goes with its desk
        super().save(*args, **kwargs)


class Acting(models.TextChoices):
    """How somebody holds another's office for a time (Plt. when it is vacant, Plh. while its holder is away)."""

    NO = "", _("Pejabat tetap")
    PLT = "plt", _("Plt.")
    PLH = "plh", _("Plh.")


class Assignment(models.Model):
    """Binds a user to a role at a desk, in a region or in an agency. Installation roles are bound to nothing.

    ``valid_from`` and ``valid_until`` are local days of the place, both inclusive; outside of them the role reaches nothing, at once.
    ``acting`` and ``basis`` (the order that names the person) tell of a delegation.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("pengguna"))
    role = models.CharField(_("peran"), max_length=20, choices=Role)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("posko"))
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("wilayah")
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("perangkat daerah")
    )
    acting = models.CharField(_("sebagai"), max_length=5, choices=Acting, blank=True, default=Acting.NO)
    valid_from = models.DateField(_("berlaku mulai"), null=True, blank=True)
    valid_until = models.DateField(
        _("berlaku sampai"), null=True, blank=True, help_text=_("Hari terakhir. Sesudahnya peran ini berhenti sendiri.")
    )
    basis = models.CharField(_("dasar penugasan"), max_length=160, blank=True, help_text=_("Contoh: Surat Perintah Nomor 800/12/2024"))

    class Meta:
        verbose_name, verbose_name_plural = _("penugasan"), _("penugasan")
        constraints = [
            models.CheckConstraint(
                name="assignment_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                violation_error_message=_("Masa berlaku selesai sebelum mulai. Periksa kedua tanggalnya."),
            ),
            models.CheckConstraint(
                name="assignment_for_a_time_is_bound",
                condition=~Q(role__in=INSTALLATION_ROLES) | Q(acting="", valid_from=None, valid_until=None),
                violation_error_message=_("Peran untuk seluruh instalasi tidak dapat dibatasi waktunya. Akhiri peran itu bila selesai."),
            ),
            models.CheckConstraint(
                name="assignment_bound_as_its_role_needs",
                condition=Q(role__in=INSTALLATION_ROLES, desk=None, region=None, agency=None)
                | Q(role__in=SUBTREE_ROLES, desk__isnull=False, region=None, agency=None)
                | Q(role__in=SUBTREE_ROLES, desk=None, region__isnull=False, agency=None)
                | Q(role=Role.OFFICER, desk=None, region__isnull=False, agency=None)
                | Q(role=Role.OFFICER, desk=None, region=None, agency__isnull=False),
                violation_error_message=_(
                    "Peran ini tidak dapat terikat pada tempat itu. Sesuaikan posko, wilayah, atau perangkat daerahnya."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.words}"

    @property
    def place(self) -> str:
        """What the role is bound to, in words; empty for installation roles."""
        return str(self.desk or self.agency or self.region or "")

    @property
    def words(self) -> str:
        """The role with its place: ``Petugas pelapor, Kecamatan Bogor Selatan``, ``Plh. Ketua posko, Desk Pilkada Kota Bogor``."""
        role = f"{self.get_acting_display()} {self.get_role_display()}" if self.acting else str(self.get_role_display())
        return f"{role}, {self.place}" if self.place else role
