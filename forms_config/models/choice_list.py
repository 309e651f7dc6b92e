from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel


class ChoiceList(ClusterableModel):
    """A list of choices that several questions share. A published version holds its own frozen copy of the choices."""

    key = models.SlugField(_("kunci"), max_length=60, unique=True)
    title = models.CharField(_("judul"), max_length=120)
    owner = models.CharField(_("milik posko"), max_length=40, blank=True, editable=False)  # empty: whole installation

    class Meta:
        verbose_name, verbose_name_plural = _("daftar pilihan"), _("daftar pilihan")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def count_words(self) -> str:
        """For lists: how many choices there are to choose from."""
        return f"{len(self.choices.all())} pilihan"

    def as_choices(self) -> list[dict[str, str]]:
        """The choices in the shape of a definition, in their order."""
        return [
            {"key": choice.key, "label": choice.label, "description": choice.description, "tone": choice.tone, "icon": choice.icon}
            for choice in self.choices.all()
        ]


class Choice(models.Model):
    """One choice of a list. ``key`` is what answers store; the label may change."""

    choice_list = ParentalKey(ChoiceList, on_delete=models.CASCADE, related_name="choices")
    sort_order = models.PositiveIntegerField(null=True, blank=True, editable=False)
    key = models.SlugField(_("kunci"), max_length=60)
    label = models.CharField(_("pilihan"), max_length=200)
    description = models.CharField(_("keterangan"), max_length=200, blank=True)
    tone = models.CharField(
        _("nada"),
        max_length=10,
        blank=True,
        choices=[("ok", _("Baik")), ("info", _("Netral")), ("warn", _("Perhatian")), ("bad", _("Bahaya"))],
    )
    icon = models.CharField(_("ikon"), max_length=20, blank=True)

    class Meta:
        ordering = ["sort_order"]
        constraints = [models.UniqueConstraint(fields=["choice_list", "key"], name="choice_key_once_per_list")]

    def __str__(self) -> str:
        return self.label
