"""Looks for names in a wheel: read-wheel.py FOLDER, names as a JSON list on standard input. Prints what it holds as JSON."""
import json
import pathlib
import re
import sys
import zipfile

wheel = next(pathlib.Path(sys.argv[1]).glob("*.whl"))
names = json.load(sys.stdin)
read = re.compile(rb"""(?:environ(?:\.get|\.setdefault)?|getenv)\s*[\[(]\s*["']([A-Z][A-Z0-9_]{3,})["']""")
held, variables = set(), set()
with zipfile.ZipFile(wheel) as archive:
    for entry in archive.infolist():
        if entry.file_size > 200_000_000:
            continue
        content = archive.read(entry)
        held.update(name for name in names if name not in held and name.encode() in content)
        if entry.filename.endswith(".py"):
            variables.update(match.decode() for match in read.findall(content))
print(json.dumps({"version": wheel.name.split("-")[1], "held": sorted(held), "variables": sorted(variables)}))
