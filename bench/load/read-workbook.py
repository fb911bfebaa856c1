"""Reads a workbook of activity with openpyxl, which shares nothing with what wrote it."""

import json
import sys

from openpyxl import load_workbook

events, core, verbs, properties, sheets, last = 0, 0, {}, 0, [], None
workbook = load_workbook(sys.argv[1], read_only=True)
for sheet in workbook:
    sheets.append(sheet.title)
    if not sheet.title.startswith("Activity"):
        continue
    rows = sheet.iter_rows(values_only=True)
    header = {name: place for place, name in enumerate(next(rows))}
    for row in rows:
        key = (row[header["occurred_at"]], row[header["id"]])
        if last is not None and key < last:
            sys.exit(f"out of order: {key} after {last}")
        last = key
        events += 1
        core += int(row[header["core"]])
        verb = row[header["verb"]]
        verbs[verb] = verbs.get(verb, 0) + 1
print(json.dumps({"events": events, "core": core, "verbs": verbs, "sheets": sheets}))
