"""A recap's letter against a bare typst compile of the same texts and tables, in one run.

    python -m tests.benchmarks.letters

40 districts, ten headings, two tables, 400 paragraphs with their authors. ``bare`` has neither letterhead nor numbers in words nor tags. Each measurement
is a process of its own, because typst remembers what it has laid out; library and fonts are loaded before the clock starts. Prints medians
of ``ROUNDS``, ratios of CPU seconds.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import typst

from exports.documents import fonts
from exports.documents.layout import letter_data
from exports.documents.letter import Section
from exports.documents.pdf import letter_pdf
from exports.documents.whatsapp import ChatReport, Point, whatsapp_text
from exports.documents.workbook import letter_workbook
from tests.factories.letters import FACTS, HEADINGS, district_table, letter, long_letter

ROUNDS = 5
STEPS = ("bare", "letter", "workbook", "message", "letter, 4,000 rows", "workbook, 10,000 rows")  # the last two once
BARE = b"""#set text(font: "Arimo", size: 11pt)
#for section in json(bytes(sys.inputs.letter)).sections {
  heading(section.heading)
  for part in section.blocks {
    if part.kind == "table" { table(columns: part.weights.map(weight => weight * 1fr), ..part.headings, ..part.rows.flatten()) } else if (
      part.kind == "paragraph"
    ) { par(part.text + part.author) }
  }
}
"""


def bare(data: str) -> bytes:
    return typst.compile(BARE, font_paths=fonts.loaded(), ignore_system_fonts=True, sys_inputs={"letter": data}, pdf_tags=False)


def report() -> ChatReport:
    points = tuple(Point(heading, tuple(f"{fact}." for fact in FACTS) * 6) for heading in HEADINGS)
    return ChatReport("Gubernur", "Ketua Desk", "Laporan", "Senin, 25 November 2024, 10.00 WIB", points, "Ketua Desk")


def measure(step: str) -> None:
    """Do one step once in this process and print its seconds by the clock and of CPU, and the peak memory (MB), as JSON."""
    letter_pdf(letter())  # fonts and library are loaded in a process that serves
    recap = long_letter(per_heading=40)
    long, longer = (letter(sections=(Section("Isi", (district_table(rows),)),)) for rows in (4_000, 10_000))
    data = json.dumps(letter_data(recap))
    steps: dict[str, Callable[[], object]] = {
        "bare": lambda: bare(data),
        "letter": lambda: letter_pdf(recap),
        "workbook": lambda: letter_workbook(recap),
        "message": lambda: whatsapp_text(report()),
        "letter, 4,000 rows": lambda: letter_pdf(long),
        "workbook, 10,000 rows": lambda: letter_workbook(longer),
    }
    started, worked = time.perf_counter(), time.process_time()
    steps[step]()
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def main() -> None:
    runs: dict[str, list[dict[str, float]]] = {step: [] for step in STEPS}
    for number in range(ROUNDS):
        for step in STEPS if number == 0 else STEPS[:4]:
            command = [sys.executable, "-m", "tests.benchmarks.letters", step]
            runs[step].append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    base = statistics.median(run["cpu"] for run in runs["bare"])
    for step, readings in runs.items():
        seconds, cpu = (statistics.median(run[name] for run in readings) for name in ("seconds", "cpu"))
        peak = max(run["peak"] for run in readings)
        print(f"{step:24} {seconds:6.2f} s   CPU {cpu:6.2f} s   {cpu / base:6.2f} x bare   peak {peak:4.0f} MB")


if __name__ == "__main__":
    measure(sys.argv[1]) if len(sys.argv) > 1 else main()
