from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from ..constants import Family as Type
from ..constants import ReadinessValue
from .base import Column, Desk, Family, Labels, Question, Raw, TypedValue, first, label_of, short
from .evidence import kept_files
from .quantities import read_whole
from .times import read_date

YES, NO = "ya", "tidak"
WORDS = {True: "Ya", False: "Tidak"}


def choice_label(question: Question, key: str) -> str:
    """Words of a choice; the key itself when the choice is not in this version any more."""
    return next((str(choice["label"]) for choice in question.get("choices", ()) if choice["key"] == key), key)


class YesNo(Family):
    type: ClassVar[str] = Type.YES_NO

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> bool | None:
        text = first(raw, control)
        if text in {YES, NO}:
            return text == YES
        if text:
            desk.refuse(control, f"{label_of(question)} hanya dapat dijawab Ya atau Tidak. Pilih salah satunya.")
        return None

    def raw(self, question: Question, answer: Any, control: str) -> dict[str, list[str]]:
        return {control: [YES if answer else NO]}

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        return WORDS[bool(answer)]


class OneChoice(Family):
    type: ClassVar[str] = Type.ONE_CHOICE

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> str | None:
        text = first(raw, control)
        if not text:
            return None
        if any(choice["key"] == text for choice in question["choices"]):
            return text
        desk.refuse(control, f"Pilihan “{text[:40]}” tidak ada pada {label_of(question)}. Pilih salah satu pilihan yang tersedia.")
        return None

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        return choice_label(question, answer)


class ManyChoices(Family):
    type: ClassVar[str] = Type.MANY_CHOICES

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> list[str] | None:
        given = {text.strip() for text in raw.get(control, ()) if text.strip()}
        if not given:
            return None
        known = [choice["key"] for choice in question["choices"]]
        strange = given.difference(known)
        if strange:
            desk.refuse(control, f"Pilihan “{min(strange)[:40]}” tidak ada pada {label_of(question)}. Pilih dari pilihan yang tersedia.")
            return None
        if self._count_wrong(question, len(given), control, desk):
            return None
        return [key for key in known if key in given]

    def _count_wrong(self, question: Question, count: int, control: str, desk: Desk) -> bool:
        fewest, most = question.get("min_choices") or 0, question.get("max_choices")
        if count < fewest:
            desk.refuse(control, f"Pilih paling sedikit {fewest} pada {label_of(question)}. Anda memilih {count}.")
        elif most and count > most:
            desk.refuse(control, f"Pilih paling banyak {most} pada {label_of(question)}. Anda memilih {count}. Hapus sebagian centang.")
        else:
            return False
        return True

    def raw(self, question: Question, answer: Any, control: str) -> dict[str, list[str]]:
        return {control: list(answer)}

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        return ", ".join(choice_label(question, key) for key in answer)

    def typed(self, question: Question, answer: Any) -> list[TypedValue]:
        return [TypedValue("", key) for key in answer]


class Readiness(Family):
    """An indicator: ya / sebagian / tidak / tidak berlaku, or done of target; with evidence, note and due date."""

    type: ClassVar[str] = Type.READINESS
    note_length = 500

    def read(self, question: Question, raw: Raw, control: str, desk: Desk) -> dict[str, Any] | None:
        answer: dict[str, Any] = {}
        if question.get("measure") == "number":
            self._read_number(question, raw, control, desk, answer)
        else:
            self._read_choice(question, raw, control, desk, answer)
        if "value" not in answer:
            return None
        self._read_extras(question, raw, control, desk, answer)
        return answer

    def _read_choice(self, question: Question, raw: Raw, control: str, desk: Desk, answer: dict[str, Any]) -> None:
        text = first(raw, control)
        if text in ReadinessValue.values:
            answer["value"] = text
        elif text:
            desk.refuse(control, f"Pilih Ya, Sebagian, Tidak, atau Tidak berlaku pada {label_of(question)}.")

    def _read_number(self, question: Question, raw: Raw, control: str, desk: Desk, answer: dict[str, Any]) -> None:
        if first(raw, control) == ReadinessValue.NOT_APPLICABLE:
            answer["value"] = str(ReadinessValue.NOT_APPLICABLE)
            return
        texts = {part: first(raw, f"{control}-{part}") for part in ("done", "target")}
        if not any(texts.values()):
            return
        name = label_of(question)
        for part, words in (("done", "jumlah yang tercapai"), ("target", "jumlah seharusnya")):
            if not texts[part]:
                desk.refuse(f"{control}-{part}", f"{name}: {words} belum diisi. Tulis angkanya, atau pilih Tidak berlaku.")
        numbers = {
            part: read_whole(text, question, f"{control}-{part}", desk, lowest=0, highest=None, name=name)
            for part, text in texts.items()
            if text
        }
        done, target = numbers.get("done"), numbers.get("target")
        if done is None or target is None:
            return
        if target == 0:
            desk.refuse(f"{control}-target", f"{name}: jumlah seharusnya tidak boleh 0. Bila memang tidak ada, pilih Tidak berlaku.")
        elif done > target:
            desk.refuse(
                f"{control}-done",
                f"{name}: yang tercapai {short(done)} melebihi jumlah seharusnya {short(target)}. Periksa kembali angkanya.",
            )
        else:
            value = ReadinessValue.YES if done == target else ReadinessValue.PARTLY if done else ReadinessValue.NO
            answer.update(value=str(value), done=done, target=target)

    def _read_extras(self, question: Question, raw: Raw, control: str, desk: Desk, answer: dict[str, Any]) -> None:
        name = label_of(question)
        note = first(raw, f"{control}-note").replace("\r\n", "\n")
        if len(note) > self.note_length:
            desk.refuse(
                f"{control}-note", f"Catatan {name} paling banyak {self.note_length} huruf. Anda menulis {len(note)}. Persingkat isinya."
            )
        elif note:
            answer["note"] = note
        due = read_date(first(raw, f"{control}-due"), f"{control}-due", f"Target selesai {name}", desk)
        if due:
            answer["due"] = due
        if question.get("evidence", "none") != "none":
            evidence = kept_files(question, raw, f"{control}-evidence", desk)
            if evidence:
                answer["evidence"] = evidence
            elif question["evidence"] == "required" and answer["value"] == ReadinessValue.YES:
                desk.refuse(f"{control}-evidence", f"“Ya” pada {name} memerlukan bukti. Lampirkan foto atau surat, atau pilih Sebagian.")

    def raw(self, question: Question, answer: Any, control: str) -> dict[str, list[str]]:
        raw: dict[str, list[str]] = {}
        if question.get("measure") != "number" or answer["value"] == ReadinessValue.NOT_APPLICABLE:
            raw[control] = [answer["value"]]
        for part in ("done", "target", "note", "due"):
            if part in answer:
                raw[f"{control}-{part}"] = [str(answer[part])]
        if answer.get("evidence"):
            raw[f"{control}-evidence-kept"] = list(answer["evidence"])
        return raw

    def display(self, question: Question, answer: Any, labels: Labels) -> str:
        words = str(ReadinessValue(answer["value"]).label)
        if "done" in answer:
            words += f" ({short(answer['done'])} dari {short(answer['target'])})"
        extras = [answer["note"]] if answer.get("note") else []
        if answer.get("evidence"):
            extras.append(f"{len(answer['evidence'])} bukti")
        return ". ".join([words, *extras])

    def typed(self, question: Question, answer: Any) -> list[TypedValue]:
        values = [TypedValue("value", answer["value"])]
        values += [TypedValue(part, Decimal(answer[part])) for part in ("done", "target") if part in answer]
        if "note" in answer:
            values.append(TypedValue("note", answer["note"]))
        if "due" in answer:
            values.append(TypedValue("due", date.fromisoformat(answer["due"])))
        return values + [TypedValue("evidence", uuid) for uuid in answer.get("evidence", ())]

    def columns(self, question: Question) -> list[Column]:
        key, label = question["key"], question["label"]
        columns = [Column(key, label)]
        if question.get("measure") == "number":
            columns += [Column(f"{key}.done", f"{label}: tercapai", "done"), Column(f"{key}.target", f"{label}: seharusnya", "target")]
        return [*columns, Column(f"{key}.note", f"{label}: catatan", "note"), Column(f"{key}.due", f"{label}: target selesai", "due")]

    def cells(self, question: Question, answer: Any, labels: Labels) -> dict[str, Any]:
        cells: dict[str, Any] = {"": str(ReadinessValue(answer["value"]).label)}
        cells.update({part: answer[part] for part in ("done", "target", "note") if part in answer})
        if "due" in answer:
            cells["due"] = date.fromisoformat(answer["due"])
        return cells
