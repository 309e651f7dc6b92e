"""The spreadsheet to fill in: headings, two or three example rows, text cells so that codes and telephones stay whole."""

import io
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from .kinds import Kind

TEXT = "@"  # number format of a text cell
PREPARED_ROWS = 500  # rows whose cells are texts before anybody types
NARROWEST = 18


def blank_list(kind: Kind) -> bytes:
    """An XLSX that can be uploaded as it is: its rows are examples."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = str(kind.key.label)
    sheet.freeze_panes = "A2"
    sheet.append([column.heading for column in kind.columns])
    for row in zip_longest(*(column.example for column in kind.columns), fillvalue=""):
        sheet.append(list(row))
    for number, column in enumerate(kind.columns, start=1):
        letter = get_column_letter(number)
        longest = max(len(text) for text in (column.heading, *column.example))
        sheet.column_dimensions[letter].width = max(NARROWEST, longest + 2)
        head = sheet[f"{letter}1"]
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="DDEBEC")
        head.alignment = Alignment(vertical="center")
        head.comment = Comment(column.note if column.required else f"{column.note}. Boleh kosong.", "Desk Pilkada")
        for place in range(2, PREPARED_ROWS + 2):
            sheet[f"{letter}{place}"].number_format = TEXT
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()
