"""Fetch the models of ``models.json`` on a connected machine, to be carried into the TRE as plain files.

    python3 models/fetch_models.py                    # fetch what is not in models/staging yet, complete models.json
    python3 models/fetch_models.py --verify           # check models/staging again, every SHA-256
    python3 models/fetch_models.py --pack models.tar  # one file for the transfer, with a listing beside it

It needs Python 3.10 and nothing else. A branch or tag is replaced in models.json by the commit that it means today; a
commit is never changed. An interrupted run goes on where it stopped. Gated models: set HF_TOKEN, here only.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import http.client
import json
import os
import re
import shutil
import sys
import tarfile
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from model_files import ALLOW, choose, find_named, judge, one_line, replace_named, settings_of

from offline_models import UNSAFE, OfflineError, check_model, hash_file, read_manifest

HERE = Path(__file__).resolve().parent
Offer = tuple[int, str, str | None]  # size in bytes, address, SHA-256 where it is known
MANIFEST = HERE / "models.json"
HUB = os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 everything staged, 1 something failed or was refused, 2 the manifest is broken."""
    parser = argparse.ArgumentParser(description="Fetch the models of models.json outside the TRE.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these models")
    parser.add_argument("--verify", action="store_true", help="fetch nothing; check every file's SHA-256")
    parser.add_argument("--pack", type=Path, metavar="FILE.tar", help="write one archive and its listing")
    parser.add_argument("--staging", type=Path, default=HERE / "staging", metavar="DIR", help="default: models/staging")
    options = parser.parse_args(arguments)
    try:
        models = read_manifest(MANIFEST)
        if unknown := [name for name in options.names if name not in models]:
            raise OfflineError(f"{', '.join(unknown)}: not in {MANIFEST}, which has: {', '.join(models) or 'no model'}")
    except OfflineError as error:
        print(error, file=sys.stderr)
        return 2
    names, failures = options.names or list(models), 0
    for name in names:  # which grows by what is found to be needed
        try:
            if not options.verify and not options.pack:
                fetch(read_manifest(MANIFEST)[name], options.staging)
                names += [other for other in read_manifest(MANIFEST) if other not in {*models, *names}]
            verify(read_manifest(MANIFEST)[name], options.staging)
        except (OfflineError, OSError, LookupError, TypeError, ValueError, AttributeError) as error:
            failures += 1
            wrong = f"{name}: its entry is wrong ({error!r}): run tre-container check"
            print(error if isinstance(error, (OfflineError, OSError)) else wrong, file=sys.stderr)
    if options.pack and not failures:
        pack([read_manifest(MANIFEST)[name] for name in names], options.staging, options.pack)
    return 1 if failures else 0


def folder_of(model: dict[str, Any], staging: Path) -> Path:
    """Where a model is staged: as it will lie under /safe_data, or in image/ for the image."""
    return staging / (f"image/{model['name']}" if model["target"] == "image" else model["target"])


def verify(model: dict[str, Any], staging: Path) -> None:
    folder = check_model(model, folder_of(model, staging))
    for path in folder.rglob("*"):
        if not path.resolve().is_relative_to(folder.resolve()):
            raise OfflineError(f"{model['name']}: {path} is a link that leads out of the folder: no copy will have it")
    size = sum(file["size"] for file in model["files"]) / 1e6
    print(f"verified  {model['name']}: {folder}, {len(model['files'])} files, {size:,.1f} MB")


def fetch(model: dict[str, Any], staging: Path) -> None:
    """Bring one model into the staging folder and complete its entry."""
    name, folder = model["name"], folder_of(model, staging)
    if "folder" not in model["source"] and "needs" in model:
        with contextlib.suppress(OfflineError):
            check_model(model, folder, hashes=False)
            return  # main compares the hashes
    changes, offered = look(model)
    files = choose(model, {path: size for path, (size, _, _) in offered.items()})
    if not files:
        raise OfflineError(f"{name}: there is no file to take", looked_for=json.dumps(model["source"]))
    key = changes.get("files_from") or hashlib.sha256(json.dumps(model["source"]).encode()).hexdigest()
    part = staging / ".part" / f"{name}-{key[:12]}"
    inside = part / "snapshots" / key if model.get("layout") == "hub" else part
    inside.mkdir(parents=True, exist_ok=True)
    size, free = sum(files.values()), shutil.disk_usage(part).free
    if size > free:
        raise OfflineError(f"{name}: not enough space: {size:,} bytes in {staging}, where {free:,} are free")
    print(f"fetching  {name}: {len(files)} files, {size / 1e6:,.1f} MB")
    brought = set()
    for path in sorted(files, key=lambda path: (not path.endswith(".json"), files[path])):  # reasons to refuse first
        brought.add(place := bring(model, path, offered[path], inside))
        judge(model, path, place)
    for old in {file for file in part.rglob("*") if file.is_file()} - brought:  # of an earlier run that chose otherwise
        old.unlink()
    if inside != part:  # what code finds that asks by name, without a revision or with the one of the entry
        for ref in {"main", model["source"]["revision"]}:
            (part / "refs" / ref).parent.mkdir(parents=True, exist_ok=True)
            (part / "refs" / ref).write_text(key, encoding="utf-8")
    changes["needs"] = [] if "references" in model.get("allow", {}) else follow(model, inside)
    finish(model, part, folder, changes)


def look(model: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Offer]]:
    """What the fetch will change in the entry, and every file that is offered."""
    source = model["source"]
    if "repository" in source:
        commit, licence, offered = ask_hub(source["repository"], source["revision"])
        moved = {} if source["revision"] == commit else {"resolved_from": source["revision"]}
        licence = model.get("licence") or licence
        return {"source": {**source, "revision": commit, **moved}, "files_from": commit, "licence": licence}, offered
    if "urls" in source:
        return {}, {unquote(url.split("?")[0].rpartition("/")[2]) or "model": (0, url, None) for url in source["urls"]}
    top = (HERE.parent / source["folder"]).resolve()
    files = [path for path in top.rglob("*") if path.is_file()]
    return {}, {path.relative_to(top).as_posix(): (path.stat().st_size, str(path), None) for path in files}


def follow(model: dict[str, Any], folder: Path) -> list[str]:
    """Bring the code, and list the models, that the settings of a model name; the settings name their places then."""
    needs: list[str] = []
    for path, text in list(settings_of(folder)):
        after = text
        for repository, key in find_named(folder, text).items():
            try:
                if key == "auto_map" and "layout" not in model:
                    for file, offer in ask_hub(repository, "main")[2].items():
                        if file.endswith(".py") and not UNSAFE.search(file):
                            bring(model, file, offer, folder)
                    after = after.replace(f'"{repository}--', '"')
                    continue
                other = entry_for(repository, model)
            except OfflineError as error:
                what = f"{model['name']}: {path.name} names {repository} ({key}): a library would ask the Hub for it"
                step = f"correct {path.name}, {ALLOW % 'references'} if that is not needed"
                raise OfflineError(what, found=str(error), next_step=step) from None
            needs.append(repository)
            place = f"/opt/models/{other['name']}" if other["target"] == "image" else f"/safe_data/{other['target']}"
            after = after if "layout" in model else replace_named(after, repository, place)
        if after != text:
            path.write_text(after, encoding="utf-8")
            print(f"rewired   {model['name']}: {path.name} names places in the container instead")
    return sorted(set(needs))


def entry_for(repository: str, model: dict[str, Any]) -> dict[str, Any]:
    """The entry of a model that another one needs; a new one if there is none and the Hub has it."""
    models = read_manifest(MANIFEST)
    for other in models.values():
        if other["source"].get("repository") == repository:
            return other  # type: ignore[no-any-return]
    ask_hub(repository, "main")
    name = repository.replace("/", "--") if (short := repository.rpartition("/")[2]) in models else short
    source, loader = {"repository": repository, "revision": "main"}, model.get("loader", "")
    target = "image" if model["target"] == "image" else f"models/{name}"
    entry = {"name": name, "loader": loader, "target": target, "source": source, "licence": "", "files": []}
    if "layout" in model:
        cache = f"{model['target'].rpartition('models--')[0]}models--{repository.replace('/', '--')}"
        entry |= {"target": cache, "layout": model["layout"]}
    record(name, entry)
    return entry


def finish(model: dict[str, Any], part: Path, folder: Path, changes: dict[str, Any]) -> None:
    """Hash what was fetched, compare it with the manifest, move it into place, and complete the entry."""
    paths = sorted(path.relative_to(part).as_posix() for path in part.rglob("*") if path.is_file())
    files = [{"path": p, "size": (part / p).stat().st_size, "sha256": hash_file(part / p)} for p in paths]
    same = "needs" in model and "folder" not in model["source"] and changes.get("files_from") == model.get("files_from")
    before = {file["path"]: file["sha256"] for file in model["files"] if same}
    if other := [str(file["path"]) for file in files if before.get(file["path"], file["sha256"]) != file["sha256"]]:
        shutil.rmtree(part)
        what = f"{model['name']}: {', '.join(other)}: not what models.json says; the copy was deleted"
        raise OfflineError(what, next_step="run again; if it stays so, the source was changed: find out why first")
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part.rename(folder)
    with contextlib.suppress(OSError):
        part.parent.rmdir()
    record(model["name"], {**changes, "files": files})


def record(name: str, changes: dict[str, Any]) -> None:
    """Complete one entry of models.json, or add it; what else stands there stays."""
    text = MANIFEST.read_text(encoding="utf-8")
    document = json.loads(text)
    if name not in {entry["name"] for entry in document["models"]}:
        document["models"].append({})
    next(entry for entry in document["models"] if entry.get("name", name) == name).update(changes)
    if document != json.loads(text):
        part = MANIFEST.with_suffix(".json.part")
        part.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        part.replace(MANIFEST)


class SameHost(urllib.request.HTTPRedirectHandler):
    """Follows redirects, and gives the token to nobody but the Hub."""

    def redirect_request(self, *arguments: Any) -> urllib.request.Request | None:
        request = super().redirect_request(*arguments)
        if request and request.host != arguments[0].host:
            request.remove_header("Authorization")
        return request


def ask(address: str, start: int = 0) -> Any:
    headers = {"Range": f"bytes={start}-"} if start else {}
    if (token := os.environ.get("HF_TOKEN")) and address.startswith(f"{HUB}/"):
        headers["Authorization"] = f"Bearer {token}"
    return urllib.request.build_opener(SameHost).open(urllib.request.Request(address, headers=headers), timeout=60)


def ask_hub(repository: str, revision: str) -> tuple[str, str, dict[str, Offer]]:
    """Commit, licence and files of a repository."""
    try:
        with ask(f"{HUB}/api/models/{quote(repository)}/revision/{quote(revision, safe='')}?blobs=true") as answer:
            told = json.load(answer)
        commit, top = str(told["sha"]), f"{HUB}/{quote(repository)}/resolve/{told['sha']}"
        if not re.fullmatch(r"[0-9a-f]{40}", commit):
            raise ValueError("the answer names no commit")
        offered: dict[str, Offer] = {}
        for item in told["siblings"]:
            path, large = str(item["rfilename"]), item.get("lfs") or {}
            offered[path] = (int(item.get("size") or 0), f"{top}/{quote(path)}", large.get("sha256"))
        return commit, one_line((told.get("cardData") or {}).get("license") or ""), offered
    except (OSError, ValueError, TypeError, LookupError, AttributeError, http.client.HTTPException) as error:
        step = "check repository, revision and connection; for a gated model accept its terms and set HF_TOKEN"
        code = (getattr(error, "headers", None) or {}).get("X-Error-Code", "")
        what = f"{repository} at {revision}: {HUB} says {one_line(error)} {one_line(code)}".rstrip()
        raise OfflineError(what, next_step=step) from None


def bring(model: dict[str, Any], path: str, offer: Offer, folder: Path) -> Path:
    """Copy or download one file; what an interrupted run left is kept, and the rest asked for."""
    size, address, digest = offer
    place = folder / path
    if "urls" in model["source"] and model.get("loader") == "tiktoken":  # which looks for this name
        place = folder / hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest()
    place.parent.mkdir(parents=True, exist_ok=True)
    if "://" not in address:
        shutil.copyfile(address, place)
    part, done, reason = place.with_name(f"{place.name}.part"), 0, "the connection ended early"
    for _ in range(0 if place.exists() else 4):
        done = part.stat().st_size if part.exists() else 0
        try:
            with ask(address, done) as answer, part.open("ab") as stream:
                done = done if answer.status == 206 else stream.truncate(0)
                size = done + int(answer.headers.get("Content-Length") or 0)
                while block := answer.read(1 << 20):
                    done += stream.write(block)
            if done >= size:
                part.rename(place)
                break
        except (OSError, http.client.HTTPException) as error:
            reason = one_line(error)
            if isinstance(error, urllib.error.HTTPError) and error.code < 500:
                break
    if not place.exists():
        what = f"{model['name']}: {reason}, after {done:,} of {size:,} bytes"
        raise OfflineError(what, looked_for=address, next_step="run again to go on")
    if digest not in {None, hash_file(place)}:
        place.unlink()
        raise OfflineError(f"{model['name']}: {path} is not what the Hub says; it was deleted", next_step="run again")
    return place


def pack(models: list[dict[str, Any]], staging: Path, archive: Path) -> None:
    """Write one archive to be unpacked in the data area, and beside it a listing that `sha256sum --check` reads."""
    lines: list[str] = []
    with tarfile.open(archive, "w", format=tarfile.PAX_FORMAT) as tar:
        for model in (model for model in models if model["target"] != "image"):
            source = " ".join(f"{key}={value}" for key, value in model["source"].items())
            size, licence = sum(file["size"] for file in model["files"]), model.get("licence") or "unknown"
            lines.append(one_line(f"# {model['name']}: {source}, licence {licence}, {size:,} bytes"))
            for file in model["files"]:
                entry = tarfile.TarInfo(f"{model['target']}/{file['path']}")
                entry.size, entry.mode = file["size"], 0o644
                with (folder_of(model, staging) / file["path"]).open("rb") as stream:
                    tar.addfile(entry, stream)
                lines.append(f"{file['sha256']}  {entry.name}")
    listing = archive.with_name(f"{archive.name}.sha256")
    listing.write_text("\n".join([*lines, ""]), encoding="utf-8")
    print(f"packed    {archive} and {listing}")
    print(f"inside    tar -xf {archive.name} -C /safe_data; cd /safe_data; sha256sum --check {listing.name}")


if __name__ == "__main__":
    sys.exit(main())
