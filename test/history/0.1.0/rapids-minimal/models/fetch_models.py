"""Fetch the models of ``models.json`` on a connected machine, to be carried into the TRE as plain files.

    pip install huggingface_hub
    python models/fetch_models.py                    # fetch what is not in models/staging yet, complete models.json
    python models/fetch_models.py --verify           # check models/staging again, every SHA-256
    python models/fetch_models.py --pack models.tar  # one file for the transfer, with a listing beside it

A branch or tag is replaced in ``models.json`` by the commit that it means today; a commit is never changed.
An interrupted run goes on where it stopped. Gated models: set ``HF_TOKEN``, here only, never in the container.
"""

from __future__ import annotations

import argparse
import fnmatch
import glob
import hashlib
import importlib
import json
import os
import shutil
import sys
import tarfile
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from offline_models import (  # noqa: E402
    BadManifest,
    Model,
    ModelFile,
    OfflineError,
    WrongHash,
    check_files,
    check_hash,
    hash_file,
    read_manifest,
)

MANIFEST = HERE / "models.json"
STAGING = HERE / "staging"
PICKLES = ("*pytorch_model*.bin", "adapter_model.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl", "*.pickle", "*.joblib")
TRAINING_STATE = ("training_args.bin", "optimizer.*", "scheduler.*", "rng_state*.pth")
OTHER_FRAMEWORKS = ("*.h5", "*.msgpack", "*.ot", "onnx/*", "openvino/*", "coreml/*", "*.tflite")


class FetchError(OfflineError):
    """A model could not be fetched from its source."""


class Refused(OfflineError):
    """The model would run code when it is loaded, and the manifest does not say why that is accepted."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 everything staged, 1 something failed or was refused, 2 the manifest is broken."""
    parser = argparse.ArgumentParser(description="Fetch the models of models.json outside the TRE.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these models")
    parser.add_argument("--verify", action="store_true", help="fetch nothing; check every file's SHA-256")
    parser.add_argument("--pack", type=Path, metavar="FILE.tar", help="write one archive and its listing")
    parser.add_argument("--staging", type=Path, default=STAGING, metavar="DIR", help=f"default: {STAGING}")
    options = parser.parse_args(arguments)
    try:
        models = read_manifest(MANIFEST)
        unknown = [name for name in options.names if name not in models]
        if unknown:
            raise BadManifest(f"{', '.join(unknown)}: not in {MANIFEST}", found=", ".join(models) or "no model")
    except BadManifest as error:
        print(error, file=sys.stderr)
        return 2
    failures = 0
    for name in options.names or models:
        try:
            if not options.verify and not options.pack:
                fetch(models[name], options.staging)
            verify(read_manifest(MANIFEST)[name], options.staging)
        except OfflineError as error:
            failures += 1
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
    if options.pack and not failures:
        pack([read_manifest(MANIFEST)[name] for name in options.names or models], options.staging, options.pack)
    return 1 if failures else 0


def folder_of(model: Model, staging: Path) -> Path:
    """Where a model is staged: as it will lie under ``/safe_data``, or in ``image/`` for the image."""
    return staging / "image" / model.name if model.target == "image" else staging / model.target


def verify(model: Model, staging: Path) -> None:
    """Check a staged model, every hash anew; print one line. Raises an OfflineError that says what is wrong."""
    if model.unfetched:
        raise BadManifest(f"{model.name}: {model.unfetched}", next_step="python models/fetch_models.py")
    folder = folder_of(model, staging)
    check_files(model, folder)
    for file in model.files:
        check_hash(model, file, folder / file.path)
    print(f"verified  {model.name}: {folder}, {len(model.files)} files, {model.size / 1e6:,.1f} MB")


def fetch(model: Model, staging: Path) -> None:
    """Bring one model into the staging folder and complete its manifest entry. Raises FetchError or Refused."""
    folder = folder_of(model, staging)
    if not model.unfetched and "folder" not in model.source:
        try:
            check_files(model, folder)
        except OfflineError as error:
            print(f"again     {str(error).splitlines()[0]}")
        else:
            return  # main verifies the hashes
    if "repository" in model.source:
        fetch_repository(model, staging)
    elif "urls" in model.source:
        fetch_urls(model, staging)
    else:
        copy_folder(model, staging)


# --- sources ---------------------------------------------------------------------------------------------


def fetch_repository(model: Model, staging: Path) -> None:
    """Fetch exactly one commit of a Hugging Face repository as plain files."""
    os.environ["HF_HUB_OFFLINE"] = "0"  # this machine is the connected one
    try:
        hub: Any = importlib.import_module("huggingface_hub")
    except ModuleNotFoundError:
        raise FetchError("huggingface_hub is not installed", next_step="pip install huggingface_hub") from None
    repository, wanted = model.source["repository"], model.source["revision"]
    try:
        info = hub.HfApi().model_info(repository, revision=wanted, files_metadata=True)
        files = choose(model, {item.rfilename: item.size or 0 for item in info.siblings})
        part = _part_folder(model, staging, info.sha, sum(files.values()))
        print(f"fetching  {model.name}: {repository} at {info.sha}, {sum(files.values()) / 1e6:,.1f} MB")
        for configuration in sorted({"config.json", "tokenizer_config.json"} & files.keys()):
            _refuse_code(model, Path(hub.hf_hub_download(repository, configuration, revision=info.sha, local_dir=part)))
        patterns = [glob.escape(path) for path in files]
        hub.snapshot_download(repository, revision=info.sha, local_dir=part, allow_patterns=patterns)
    except OSError as error:  # what the hub raises, and a full disk
        raise FetchError(
            f"{model.name}: {type(error).__name__}: {_first_line(error)}",
            looked_for=f"{repository} at {wanted}",
            next_step="check repository, revision, connection (and HF_TOKEN for a gated model); run again to go on",
        ) from None
    digests = {item.rfilename: item.lfs.sha256 for item in info.siblings if item.lfs}
    licence = (info.card_data or {}).get("license") or ""
    source = {**model.source, "revision": info.sha}
    if wanted != info.sha:
        source["resolved_from"] = wanted
    finish(model, staging, part, files, digests, source=source, licence=str(licence), files_from=info.sha)


def fetch_urls(model: Model, staging: Path) -> None:
    """Fetch files by URL."""
    urls: Sequence[str] = model.source["urls"]
    names = {_stored_name(model, url): url for url in urls}
    key = hashlib.sha256("\n".join(urls).encode()).hexdigest()
    part = _part_folder(model, staging, key, 0)
    for name, url in names.items():
        _fetch_url(model, url, part / name)
    finish(model, staging, part, names, {})


def copy_folder(model: Model, staging: Path) -> None:
    """Take a model from a folder of the project, e.g. one that you trained."""
    origin = (HERE.parent / model.source["folder"]).resolve()
    if not origin.is_dir():
        raise FetchError(f"{model.name}: the folder of source.folder is not there", looked_for=str(origin))
    sizes = {path.relative_to(origin).as_posix(): path.stat().st_size for path in origin.rglob("*") if path.is_file()}
    files = choose(model, sizes)
    part = _part_folder(model, staging, "folder", sum(files.values()))
    for path in files:
        (part / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(origin / path, part / path)
    finish(model, staging, part, files, {})


def choose(model: Model, files: Mapping[str, int]) -> dict[str, int]:
    """The files to take, with their sizes in bytes: ``include`` if the manifest has it, else one safe set of weights.

    Raises Refused if the only weights are pickles.
    """
    if model.include:
        return {path: size for path, size in files.items() if _matches(path, model.include)}
    safe = any(path.endswith(".safetensors") for path in files)
    pickles = [path for path in files if _matches(path, PICKLES) and not _matches(path, TRAINING_STATE)]
    if pickles and not safe:
        _refuse_pickle(model, pickles)
    unwanted = [".*", "*/.*", *TRAINING_STATE]
    unwanted += [*PICKLES, *OTHER_FRAMEWORKS] if safe else []
    unwanted += [] if "remote_code" in model.allow else ["*.py"]
    left_out = {path: size for path, size in files.items() if _matches(path, unwanted)}
    if left_out:
        size = sum(left_out.values()) / 1e6
        print(f"left out  {model.name}: {len(left_out)} files, {size:,.1f} MB, e.g. {min(left_out)}")
    return {path: size for path, size in files.items() if path not in left_out}


def finish(
    model: Model,
    staging: Path,
    part: Path,
    files: Iterable[str],
    digests: Mapping[str, str],
    **changes: Any,
) -> None:
    """Hash what was fetched, compare with what is known of it, move it into place and complete the manifest."""
    same = changes.get("files_from", "") == model.files_from
    pinned = {file.path: file.sha256 for file in model.files} if same else {}
    fetched: list[ModelFile] = []
    for path in sorted(files):
        if is_pickle(part / path):
            _refuse_pickle(model, [path])
        digest = hash_file(part / path)
        for known, origin in ((digests.get(path), "the repository"), (pinned.get(path), "models.json")):
            if known not in {None, digest}:
                (part / path).unlink()
                raise WrongHash(
                    f"{model.name}: {path} is not what {origin} says",
                    looked_for=f"sha256 {known}",
                    found=f"sha256 {digest}; the file was deleted",
                    next_step="run again; if it stays so, the source was changed: find out why before you trust it",
                )
        fetched.append(ModelFile(path, (part / path).stat().st_size, digest))
    folder = folder_of(model, staging)
    shutil.rmtree(part / ".cache", ignore_errors=True)  # download state of huggingface_hub
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part.rename(folder)
    if not any(part.parent.iterdir()):
        part.parent.rmdir()
    record(model.name, fetched, changes)


def record(name: str, files: Sequence[ModelFile], changes: Mapping[str, Any]) -> None:
    """Complete one entry of ``models.json``; what else stands there stays."""
    text = MANIFEST.read_text(encoding="utf-8")
    document = json.loads(text)
    entry = next(entry for entry in document["models"] if entry["name"] == name)
    entry.update({key: value for key, value in changes.items() if key != "licence"})
    entry["licence"] = entry.get("licence") or changes.get("licence", "")
    entry["files"] = [vars(file) for file in files]
    if document != json.loads(text):
        part = MANIFEST.with_suffix(".json.part")
        part.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        part.replace(MANIFEST)


# --- refusals --------------------------------------------------------------------------------------------


def is_pickle(path: Path) -> bool:
    """Whether a file is a Python pickle, or PyTorch's archive around one, by its content."""
    with path.open("rb") as stream:
        head = stream.read(2)
    if head == b"PK" and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith(".pkl") for name in archive.namelist())
    return len(head) == 2 and head[0] == 0x80 and 2 <= head[1] <= 5


def _refuse_pickle(model: Model, paths: Sequence[str]) -> None:
    if "pickle" not in model.allow:
        raise Refused(
            f"{model.name}: {', '.join(paths[:3])}: pickled weights can run any code when they are loaded",
            found="no other form of these weights was found or asked for",
            next_step="use a model or revision with .safetensors, or if you trust the source write "
            '"allow": {"pickle": "<your reason>"} in models.json',
        )


def _refuse_code(model: Model, configuration: Path) -> None:
    if "remote_code" not in model.allow and "auto_map" in json.loads(configuration.read_text(encoding="utf-8")):
        raise Refused(
            f"{model.name}: {configuration.name} has auto_map: the model wants trust_remote_code",
            next_step="use a model that the library knows itself, or read its code and write "
            '"allow": {"remote_code": "<your reason>"} in models.json',
        )


# --- plumbing --------------------------------------------------------------------------------------------


def _part_folder(model: Model, staging: Path, key: str, size: int) -> Path:
    """Folder of an unfinished download; the same for the same source, so that a later run goes on in it."""
    part = staging / ".part" / f"{model.name}-{key[:12]}"
    part.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(part).free
    if size > free:
        raise FetchError(
            f"{model.name}: not enough space", looked_for=f"{size:,} bytes in {staging}", found=f"{free:,} bytes free"
        )
    return part


def _fetch_url(model: Model, url: str, path: Path) -> None:
    """Download one file; what an interrupted run left is kept and the rest asked for."""
    if path.exists():
        return
    part = path.with_name(path.name + ".part")
    done = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={done}-"} if done else {})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer, part.open("ab") as stream:
            if done and answer.status != 206:
                stream.truncate(0)
                done = 0
            total = done + int(answer.headers.get("Content-Length") or 0)
            while block := answer.read(1 << 20):
                stream.write(block)
                done += len(block)
                _show_progress(path.name, done, total)
    except OSError as error:
        raise FetchError(
            f"{model.name}: {_first_line(error)}",
            looked_for=url,
            found=f"{done:,} bytes so far",
            next_step="run again to go on",
        ) from None
    if done < total:
        raise FetchError(
            f"{model.name}: the connection ended early",
            looked_for=url,
            found=f"{done:,} of {total:,} bytes",
            next_step="run again to go on",
        )
    part.rename(path)


def _show_progress(name: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        share = f" {100 * done // total}%" if total else ""
        print(f"\r{name}: {done / 1e6:,.1f} MB{share}", end="" if done != total else "\n", file=sys.stderr)


def _stored_name(model: Model, url: str) -> str:
    """File name of a URL's content; tiktoken looks for the SHA-1 of the URL."""
    if model.loader == "tiktoken":
        return hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()
    return Path(urllib.parse.unquote(urllib.parse.urlsplit(url).path)).name or "model"


def _matches(path: str, patterns: Iterable[str]) -> bool:
    name = path.rpartition("/")[2]
    return any(fnmatch.fnmatchcase(path, pattern) or fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def _first_line(error: BaseException) -> str:
    return next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)


# --- transfer --------------------------------------------------------------------------------------------


def pack(models: Sequence[Model], staging: Path, archive: Path) -> None:
    """Write one archive to be unpacked in the project's data area, and beside it a listing for the data ingress.

    The listing is what ``sha256sum --check`` reads, with source, revision and licence of each model as comments.
    """
    lines: list[str] = []
    with tarfile.open(archive, "w", format=tarfile.PAX_FORMAT) as tar:
        for model in models:
            if model.target == "image":
                continue
            source = " ".join(f"{key}={value}" for key, value in model.source.items())
            lines.append(f"# {model.name}: {source}, licence {model.licence or 'unknown'}, {model.size:,} bytes")
            for file in model.files:
                entry = tarfile.TarInfo(f"{model.target}/{file.path}")
                entry.size, entry.mode = file.size, 0o644
                with (folder_of(model, staging) / file.path).open("rb") as stream:
                    tar.addfile(entry, stream)
                lines.append(f"{file.sha256}  {entry.name}")
    listing = archive.with_name(archive.name + ".sha256")
    listing.write_text("\n".join([*lines, ""]), encoding="utf-8")
    print(f"packed    {archive} and {listing}")
    print(f"inside    tar -xf {archive.name} -C /safe_data; cd /safe_data; sha256sum --check {listing.name}")


if __name__ == "__main__":
    sys.exit(main())
