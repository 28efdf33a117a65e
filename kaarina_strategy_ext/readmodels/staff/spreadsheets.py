"""Tables as files for a spreadsheet: CSV that goes out as it is read, XLSX in a file that is thrown away."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from io import StringIO
from typing import IO, Any

import xlsxwriter

Cell = str | int | datetime | None

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Excel takes a CSV file for UTF-8 only where it begins with this."""
# What a spreadsheet would take for a formula, in full-width signs too (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ROWS_AT_ONCE = 200
_WIDTH = 18
_BYTES_AT_ONCE = 64 * 1024


@dataclass(frozen=True)
class Table:
    """A head and rows, which may be read only once; instants are shown by the clocks of the `zone`.

    `title` names the sheet of a workbook.
    """

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    zone: tzinfo


def csv_parts(tables: Iterable[Table]) -> Iterator[bytes]:
    """The tables as one CSV file in parts, UTF-8, with semicolons as a Finnish or Swedish Excel has them.

    Between two tables is an empty line. Lines end as RFC 4180 says.
    """
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    written.write(BOM)
    for number, table in enumerate(tables):
        if number:
            writer.writerow(())
        writer.writerow([_plain(each, table.zone) for each in table.head])
        for count, row in enumerate(table.rows, start=1):
            writer.writerow([_plain(each, table.zone) for each in row])
            if count % _ROWS_AT_ONCE == 0:
                yield _taken(written)
    yield _taken(written)


class FileParts:
    """A file in parts; it is closed after the last, or when nobody wants the rest (PEP 3333, `close`)."""

    def __init__(self, file: IO[bytes]) -> None:
        """Take the file at its beginning."""
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        part = b"" if self._file.closed else self._file.read(_BYTES_AT_ONCE)
        if not part:
            self.close()
            raise StopIteration
        return part

    def close(self) -> None:
        """Throw the file away."""
        self._file.close()

    def __del__(self) -> None:
        self.close()


def xlsx_parts(tables: Iterable[Table]) -> FileParts:
    """The tables as a workbook, a sheet each, out of a temporary file that is written before the first part.

    Every text is written as a text, so that none is taken for a formula, a number or a link. A row at a time
    is in memory, the rest on the disk.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it is read after this
    options = {"constant_memory": True, "default_date_format": "d.m.yyyy hh:mm"}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        for table in tables:
            sheet = book.add_worksheet(table.title)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(table.head) - 1, _WIDTH)
            for column, name in enumerate(table.head):
                sheet.write_string(0, column, name, bold)
            for number, row in enumerate(table.rows, start=1):
                for column, cell in enumerate(row):
                    _write(sheet, number, column, cell, table.zone)
    file.seek(0)
    return FileParts(file)


def _plain(cell: Cell, zone: tzinfo) -> str:
    if isinstance(cell, datetime):
        return cell.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _write(sheet: Any, row: int, column: int, cell: Cell, zone: tzinfo) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell.astimezone(zone).replace(tzinfo=None, microsecond=0))
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, cell)


def _taken(written: StringIO) -> bytes:
    part = written.getvalue().encode()
    written.seek(0)
    written.truncate()
    return part
