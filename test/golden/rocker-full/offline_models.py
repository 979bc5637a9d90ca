"""Load models from files, never from the network.

Inside the TRE there is no network: code that downloads a model on first use waits for minutes and then fails.
This module loads what ``models/fetch_models.py`` fetched outside, checks it against ``models.json``, and when
something is missing or damaged says at once what, where, and what to do. It needs Python 3.10 and nothing else.

    import offline_models

    offline_models.prepare()  # before importing transformers, torch, nltk ...
    model = offline_models.sentence_transformer("all-MiniLM-L6-v2")

``python offline_models.py --check`` tells which models are ready. Places: ``/safe_data`` and ``/scratch``;
on a laptop set ``TRE_SAFE_DATA`` and ``TRE_SCRATCH`` to folders of yours.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import hashlib
import importlib
import ipaddress
import json
import os
import re
import socket
import stat
import sys
import sysconfig
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

#: Variables that keep libraries offline: name, value, and the library that reads it once, when it is imported.
SWITCHES: Sequence[tuple[str, str, str]] = (
    ("HF_HUB_OFFLINE", "1", "huggingface_hub"),
    ("DO_NOT_TRACK", "1", ""),
    ("TORCH_INSTALL", "0", ""),
    ("RETICULATE_PYTHON", "/usr/bin/python3", ""),
    ("RETICULATE_USE_MANAGED_VENV", "no", ""),
    ("UV_OFFLINE", "1", ""),
)
#: Variables that name a folder, in the same form. A value that you set yourself stays.
FOLDERS: Sequence[tuple[str, str, str]] = (
    ("HF_HOME", "/safe_data/huggingface", "huggingface_hub"),
    ("XDG_CACHE_HOME", "/scratch/cache", ""),
)

FETCH = "on a connected machine run `python models/fetch_models.py`"


class OfflineError(RuntimeError):
    """Base of every error here: what is wrong, where it was looked for, what is there instead, what to do.

    Not an ``OSError``: network libraries catch those and try again, some of them for minutes.
    """

    def __init__(self, what: str, *, looked_for: str = "", found: str = "", next_step: str = "") -> None:
        details = {"looked for": looked_for, "found": found, "next step": next_step}
        super().__init__("\n  ".join([what, *(f"{label}: {text}" for label, text in details.items() if text)]))


class BadManifest(OfflineError):
    """``models.json`` is broken, unsafe or not complete; no model is loaded."""


class MissingModel(OfflineError):
    """The model is not in the manifest, or its folder is not there."""


class PartialCopy(OfflineError):
    """Some files of the model are missing or have another size."""


class WrongHash(OfflineError):
    """A file has the right size and other content."""


class BrokenLink(OfflineError):
    """A symbolic link leads nowhere; caches made of links do not survive the way into the TRE."""


class UnreadableModel(OfflineError):
    """The rights of the files do not let this user read them."""


class NotAllowed(OfflineError):
    """Loading would run code from the model, and the manifest does not allow it."""


class MissingLibrary(OfflineError):
    """The library that loads this model is not installed."""


class ImportedTooEarly(OfflineError):
    """A library was imported before :func:`prepare`, so it does not know that it is offline."""


class NetworkAttempt(OfflineError):
    """Something tried to reach another machine."""


def safe_data() -> Path:
    """Folder of the project's data: ``/safe_data``, or ``TRE_SAFE_DATA``."""
    return Path(os.environ.get("TRE_SAFE_DATA") or "/safe_data")


def scratch() -> Path:
    """Folder for temporary files: ``/scratch``, or ``TRE_SCRATCH``."""
    return Path(os.environ.get("TRE_SCRATCH") or "/scratch")


def image_models() -> Path:
    """Folder of the models that were put into the image: ``/opt/models``, or ``TRE_IMAGE_MODELS``."""
    return Path(os.environ.get("TRE_IMAGE_MODELS") or "/opt/models")


# --- environment -----------------------------------------------------------------------------------------


def prepare() -> None:
    """Set every offline variable and start the network guard. Call it before other imports; again is harmless.

    Raises ImportedTooEarly, and then sets nothing, if a library that reads a variable only once is imported already.
    """
    changes: dict[str, str] = {}
    late: set[str] = set()
    for name, value, library in SWITCHES:
        if os.environ.get(name, "").lower() not in ({"1", "true", "yes", "on"} if value == "1" else {value}):
            changes[name] = value
            late |= {library} & sys.modules.keys()
    for name, value, library in FOLDERS:
        if not os.environ.get(name):
            changes[name] = _at_root(value)
            late |= {library} & sys.modules.keys()
    if late:
        raise ImportedTooEarly(
            f"{', '.join(sorted(late))}: imported before offline_models.prepare()",
            found=f"not set at that time: {', '.join(sorted(changes))}",
            next_step="call offline_models.prepare() at the top of the program, above that import",
        )
    os.environ.update(changes)
    if os.environ.get("TRE_NETWORK_GUARD") != "0" and not _guard.permanent:
        _guard.permanent = True
        _guard.start()


def _at_root(value: str) -> str:
    """A folder of the table, below the places that are in force."""
    for prefix, root in (("/safe_data", safe_data()), ("/scratch", scratch())):
        if value.startswith(f"{prefix}/"):
            return str(root / value[len(prefix) + 1 :])
    return value


# --- network guard ---------------------------------------------------------------------------------------


class _Guard:
    """Audit hook of this process. Python cannot remove a hook, so it counts who wants it instead."""

    def __init__(self) -> None:
        self.depth = 0
        self.permanent = False
        self.hooked = False

    def start(self) -> None:
        self.depth += 1
        if not self.hooked:
            self.hooked = True
            sys.addaudithook(self.audit)

    def stop(self) -> None:
        self.depth -= 1

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.depth == 0 or not event.startswith("socket."):
            return
        target = _remote_target(event, arguments)
        if target:
            message = f"{target}: network access refused ({event.removeprefix('socket.')})"
            error = NetworkAttempt(
                message,
                found=_calling_line(),
                next_step="load this from a file: list it in models/models.json and use offline_models.model_path()",
            )
            print(error, file=sys.stderr)  # some libraries catch every exception and go on: it shows all the same
            raise error


_guard = _Guard()


@contextlib.contextmanager
def network_guard() -> Iterator[None]:
    """Refuse at once, for the whole process, every connection and name look-up that leaves this machine.

    Raises NetworkAttempt in the code that tries it, naming host and calling line. Loopback and Unix sockets work.
    It sees what goes through Python's ``socket``, not what programs or C and Rust libraries open by themselves.
    """
    _guard.start()
    try:
        yield
    finally:
        _guard.stop()


def _remote_target(event: str, arguments: tuple[Any, ...]) -> str:
    """``host:port`` that a socket event of Python would reach on another machine; empty if none."""
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        host, port = arguments[0], arguments[1] if event == "socket.getaddrinfo" else None
    elif event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        if arguments[0].family not in {socket.AF_INET, socket.AF_INET6} or not arguments[1]:
            return ""
        host, port = arguments[1][:2]
    elif event == "socket.getnameinfo":
        host, port = arguments[0][:2]
    else:
        return ""
    name = host.decode(errors="replace") if isinstance(host, (bytes, bytearray)) else str(host or "")
    return "" if _is_local(name) else f"{name}:{port}" if port else name


def _is_local(host: str) -> bool:
    if host in {"", "localhost", socket.gethostname()}:
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_loopback or address.is_unspecified


def _calling_line() -> str:
    """The line of the project that led here, and the library it went through."""
    standard = sysconfig.get_path("stdlib")
    lines = [
        (frame.f_code.co_filename, f"{frame.f_code.co_filename}:{line}")
        for frame, line in traceback.walk_stack(sys._getframe(1))
        if frame.f_code.co_filename != __file__ and not frame.f_code.co_filename.startswith("<frozen")
    ]
    libraries = [place for file, place in lines if "site-packages" in file or "dist-packages" in file]
    own = [place for file, place in lines if place not in libraries and not file.startswith(standard)]
    through = f", through {libraries[0]}" if libraries else ""
    return f"called from {(own or [place for _, place in lines] or ['an unknown line'])[0]}{through}"


# --- manifest --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ModelFile:
    """One file of a model: path inside its folder, size in bytes, SHA-256 in lower-case hex."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Model:
    """One entry of ``models.json``; every field is explained in docs of the generator, models.md."""

    name: str
    loader: str
    target: str
    source: Mapping[str, Any]
    licence: str = ""
    allow: Mapping[str, str] = field(default_factory=dict)
    include: Sequence[str] = ()
    files_from: str = ""
    files: Sequence[ModelFile] = ()

    @property
    def folder(self) -> Path:
        """Where the model must be in this container."""
        return image_models() / self.name if self.target == "image" else safe_data() / self.target

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    @property
    def unfetched(self) -> str:
        """Why the entry is not complete; empty when it is."""
        revision = self.source.get("revision", "")
        if "repository" in self.source and not re.fullmatch(r"[0-9a-f]{40}", revision):
            return f"revision {revision!r} is a branch or tag, which can move; a commit of 40 hex digits is needed"
        if "repository" in self.source and self.files and self.files_from != revision:
            return f"its files are those of commit {self.files_from or 'unknown'}, not of {revision}"
        return "" if self.files else "its files were not fetched yet"


def manifest_path() -> Path:
    """Where ``models.json`` is: beside this file as in the image, or in ``models/`` as in the project."""
    here = Path(__file__).resolve().parent
    places = [Path(os.environ["TRE_MODELS"])] if os.environ.get("TRE_MODELS") else []
    places += [here / "models.json", here / "models" / "models.json"]
    return next((place for place in places if place.is_file()), places[0])


def read_manifest(path: Path | None = None) -> dict[str, Model]:
    """Read ``models.json`` and check every entry: models by name, not all of them fetched perhaps.

    Raises BadManifest with all problems, not only the first.
    """
    path = path or manifest_path()
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadManifest(
            f"{path}: cannot be read: {error}", next_step="copy models/models.json of the project there"
        ) from None
    entries = document.get("models") if isinstance(document, dict) else None
    if not isinstance(entries, list) or document.get("version") != 1:
        raise BadManifest(f'{path}: not a models manifest: {{"version": 1, "models": [...]}} was expected')
    problems: list[str] = []
    models = [model for index, entry in enumerate(entries) if (model := _read_model(entry, index, problems))]
    problems += [f"two models have the {text}" for text in _repeated(models)]
    if problems:
        raise BadManifest("\n  ".join([f"{path}: {len(problems)} problem(s); no model is loaded", *problems]))
    return {model.name: model for model in models}


def _read_model(entry: Any, index: int, problems: list[str]) -> Model | None:
    """One entry, or None after its problems were added to ``problems``."""
    where = f"models[{index}]"
    if not isinstance(entry, dict):
        problems.append(f"{where}: not an object")
        return None
    found = len(problems)
    where = f"{where} ({entry.get('name')!r})"
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", _text(entry, "name")):
        problems.append(f"{where}: name may hold letters, digits, '.', '_' and '-', and starts with a letter or digit")
    if not _is_safe_path(_text(entry, "target")):
        problems.append(f"{where}: target {entry.get('target')!r} is not a path below /safe_data, nor 'image'")
    if problem := _source_problem(entry.get("source")):
        problems.append(f"{where}: {problem}")
    allow, include = entry.get("allow", {}), entry.get("include", [])
    if not isinstance(allow, dict) or not all(key in {"pickle", "remote_code"} and _text(allow, key) for key in allow):
        problems.append(f"{where}: allow takes pickle and remote_code, each with the reason as text")
    if not isinstance(include, list) or not all(isinstance(pattern, str) for pattern in include):
        problems.append(f"{where}: include is a list of file patterns")
    files = _read_files(entry.get("files", []), where, problems)
    if len(problems) > found:
        return None
    loader, licence, files_from = (_text(entry, key) for key in ("loader", "licence", "files_from"))
    return Model(entry["name"], loader, entry["target"], entry["source"], licence, allow, include, files_from, files)


def _source_problem(source: Any) -> str:
    """What is wrong with where a model comes from; empty when nothing is."""
    if not isinstance(source, dict) or len(source.keys() & {"repository", "urls", "folder"}) != 1:
        return "source needs exactly one of repository (with revision), urls, folder"
    if "repository" in source and not (_text(source, "repository") and _text(source, "revision")):
        return "source.repository and source.revision must be text"
    urls = source.get("urls", ["https:"])
    if not isinstance(urls, list) or not urls or not all(str(url).startswith(("https:", "http:")) for url in urls):
        return "source.urls must be a list of https addresses"
    return "" if _text(source, "folder") or "folder" not in source else "source.folder must be text"


def _read_files(entries: Any, where: str, problems: list[str]) -> list[ModelFile]:
    if not isinstance(entries, list):
        problems.append(f"{where}: files is not a list")
        return []
    files: list[ModelFile] = []
    for entry in entries:
        path, size, digest = (entry.get(key) if isinstance(entry, dict) else None for key in ("path", "size", "sha256"))
        if not isinstance(path, str) or not _is_safe_path(path):
            problems.append(f"{where}: file path {path!r} is not below the model's folder")
        elif type(size) is not int or size < 0 or not re.fullmatch(r"[0-9a-f]{64}", str(digest)):
            problems.append(f"{where}: {path}: needs size in bytes and sha256 as 64 hex digits")
        else:
            files.append(ModelFile(path, size, str(digest)))
    problems += [f"{where}: {path} is listed twice" for path in _twice(file.path for file in files)]
    return files


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _is_safe_path(path: str) -> bool:
    """Relative, with ``/`` between plain names, and never upwards."""
    return str(PurePosixPath(path)) == path and not re.search(r"^/|\\|[\x00-\x1f:]|^\.|(^|/)\.\.(/|$)", path)


def _twice(values: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [value for value in values if value in seen or seen.add(value)]  # type: ignore[func-returns-value]


def _repeated(models: Sequence[Model]) -> list[str]:
    names = _twice(model.name for model in models)
    targets = _twice(model.target for model in models if model.target != "image")
    return [f"name {name!r}" for name in names] + [f"target {target!r}" for target in targets]


# --- files -----------------------------------------------------------------------------------------------


def model_path(name: str) -> Path:
    """Folder of a model, after a check of every file: its size each time, its SHA-256 once per container.

    Raises BadManifest, MissingModel, PartialCopy, WrongHash, BrokenLink or UnreadableModel.
    """
    model = find_model(name)
    check_files(model)
    check_hashes(model)
    return model.folder


def find_model(name: str) -> Model:
    """Entry of a model. Raises BadManifest if any entry is not complete, MissingModel if there is none."""
    models = read_manifest()
    unfetched = [f"{model.name}: {model.unfetched}" for model in models.values() if model.unfetched]
    if unfetched:
        what = "\n  ".join([f"{manifest_path()}: not complete; no model is loaded", *unfetched])
        raise BadManifest(what, next_step=f"{FETCH}, which completes the manifest, and build again")
    if name not in models:
        close = difflib.get_close_matches(name, models, n=1)
        raise MissingModel(
            f"{name}: no such model in the manifest" + (f"; do you mean {close[0]!r}?" if close else ""),
            looked_for=str(manifest_path()),
            found=", ".join(models) or "a manifest without models",
            next_step="add it to models/models.json, then " + FETCH,
        )
    return models[name]


def check_files(model: Model, folder: Path | None = None) -> None:
    """Check that every file is there, readable and of the right size. Takes milliseconds.

    Raises MissingModel, PartialCopy, BrokenLink or UnreadableModel.
    """
    folder = folder or model.folder
    _check_folder(model, folder)
    missing: list[str] = []
    wrong: list[str] = []
    for file in model.files:
        path = folder / file.path
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                wrong.append(f"{file.path} is not a file")
            elif status.st_size != file.size:
                wrong.append(f"{file.path} has {status.st_size:,} of {file.size:,} bytes")
            elif not os.access(path, os.R_OK):
                raise PermissionError
        except (FileNotFoundError, NotADirectoryError):
            _check_link(model, path)
            missing.append(file.path)
        except OSError as error:
            raise _unreadable(model, path, error) from None
    if missing or wrong:
        some = [*wrong, *(f"{path} is missing" for path in missing)]
        raise PartialCopy(
            f"{model.name}: the copy is not complete: {len(missing)} of {len(model.files)} files missing, "
            f"{len(wrong)} wrong",
            looked_for=str(folder),
            found="; ".join(some[:5]) + (" ..." if len(some) > 5 else ""),
            next_step=_copy_again(model),
        )


def _check_folder(model: Model, folder: Path) -> None:
    try:
        os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        _check_link(model, folder)
        raise MissingModel(
            f"{model.name}: the model is not here",
            looked_for=str(folder),
            found=_surroundings(folder),
            next_step=_copy_again(model),
        ) from None
    except OSError as error:
        raise _unreadable(model, folder, error) from None


def _check_link(model: Model, path: Path) -> None:
    """Raise BrokenLink if the path, or a folder above it, is a symbolic link to nowhere."""
    for place in (path, *path.parents):
        if place.is_symlink() and not os.path.exists(place):
            raise BrokenLink(
                f"{model.name}: a symbolic link leads nowhere",
                looked_for=str(path),
                found=f"{place} -> {place.readlink()}",
                next_step=_copy_again(model) + " (links, and caches made of them, do not survive the transfer)",
            )


def _unreadable(model: Model, path: Path, error: OSError) -> UnreadableModel:
    closed = next((place for place in (*reversed(path.parents), path) if not os.access(place, os.R_OK)), path)
    try:
        status = os.stat(closed)
        rights = f"{closed} is {stat.filemode(status.st_mode)}, owner {status.st_uid}:{status.st_gid}"
    except OSError:
        rights = f"{closed}: {error.strerror or error}"
    return UnreadableModel(
        f"{model.name}: this user may not read the model",
        looked_for=str(path),
        found=f"{rights}; this process is {os.getuid()}:{os.getgid()}",
        next_step=f"where you may: chmod -R a+rX {closed}",
    )


def _surroundings(folder: Path) -> str:
    """What stands where the model should be: the nearest folder that exists, and what it holds."""
    place = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
    if not place.is_dir():
        return f"{place} is a file"
    try:
        names = sorted(os.listdir(place))
    except OSError as error:
        return f"{place} cannot be listed: {error.strerror}"
    listed = ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
    return f"{place} holds {listed}" if names else f"{place} is empty"


def _copy_again(model: Model) -> str:
    if model.target == "image":
        return f"{FETCH}, then build the image again"
    return f"{FETCH}, then carry models/staging/{model.target} to /safe_data/{model.target}"


def check_hashes(model: Model, folder: Path | None = None) -> None:
    """Compare every file's SHA-256 with the manifest, small files first. Raises WrongHash.

    Takes about a second for each gigabyte; what was compared once is remembered in ``/scratch``.
    """
    folder = folder or model.folder
    memory = scratch() / ".offline_models.json"
    known = _recall(memory)
    fresh: dict[str, list[Any]] = {}
    for file in sorted(model.files, key=lambda file: file.size):
        path = folder / file.path
        status = path.stat()
        state = [status.st_ino, status.st_size, status.st_mtime_ns, file.sha256]
        if known.get(str(path)) != state:
            check_hash(model, file, path)
            fresh[str(path)] = state
    if fresh:
        _remember(memory, {**known, **fresh})


def check_hash(model: Model, file: ModelFile, path: Path) -> None:
    """Compare one file's SHA-256 with the manifest. Raises WrongHash."""
    digest = hash_file(path)
    if digest != file.sha256:
        raise WrongHash(
            f"{model.name}: {file.path} is damaged or another version",
            looked_for=f"{path} with sha256 {file.sha256}",
            found=f"sha256 {digest}",
            next_step=_copy_again(model),
        )


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in lower-case hex."""
    digest = hashlib.sha256()
    buffer = memoryview(bytearray(1 << 20))
    with path.open("rb", buffering=0) as stream:
        while count := stream.readinto(buffer):
            digest.update(buffer[:count])
    return digest.hexdigest()


def _recall(memory: Path) -> dict[str, Any]:
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(memory: Path, known: dict[str, Any]) -> None:
    """Without a place to write, the next load compares again: no reason to fail."""
    part = memory.with_name(f"{memory.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        part.write_text(json.dumps(known), encoding="utf-8")
        part.replace(memory)


# --- loaders: thin, each imports its library when it is called ---------------------------------------------


def _library(name: str) -> Any:
    """Import a library when it is needed, offline."""
    prepare()
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise MissingLibrary(
            f"{error.name}: not installed in this image", next_step="add it to the project's packages and build again"
        ) from None


def from_pretrained(name: str, class_name: str = "AutoModel", **options: Any) -> Any:
    """``transformers.<class_name>.from_pretrained``, e.g. ``from_pretrained("bert", "AutoTokenizer")``."""
    model, path = find_model(name), model_path(name)
    _refuse_code(model, options)
    options = {"cache_dir": str(scratch() / "huggingface"), **options, "local_files_only": True}
    loader = getattr(_library("transformers"), class_name)
    with network_guard():
        return loader.from_pretrained(str(path), **options)


def sentence_transformer(name: str, **options: Any) -> Any:
    """``sentence_transformers.SentenceTransformer`` of a model."""
    model, path = find_model(name), model_path(name)
    _refuse_code(model, options)
    loader = _library("sentence_transformers").SentenceTransformer
    with network_guard():
        return loader(str(path), **{**options, "local_files_only": True})


def torch_weights(name: str, file: str, **options: Any) -> Any:
    """Weights for ``load_state_dict``, e.g. of torchvision. Loaded without running code from the file."""
    path = model_path(name) / file
    torch = _library("torch")
    with network_guard():
        return torch.load(path, **{"map_location": "cpu", **options, "weights_only": True})


def torch_hub(name: str, entry: str, **options: Any) -> Any:
    """``torch.hub.load`` of a repository's copy. It runs that repository's code, which the manifest must allow."""
    model, path = find_model(name), model_path(name)
    _refuse_code(model, {"trust_remote_code": True})
    torch = _library("torch")
    with network_guard():
        return torch.hub.load(str(path), entry, source="local", **options)


def spacy_model(name: str, **options: Any) -> Any:
    """``spacy.load`` of a pipeline's folder."""
    path = model_path(name)
    with network_guard():
        return _library("spacy").load(path, **options)


def nltk_data(name: str) -> Path:
    """Put a model's folder first in NLTK's search path; returns it."""
    path = model_path(name)
    search = _library("nltk").data.path
    if str(path) not in search:
        search.insert(0, str(path))
    return path


def tiktoken_encoding(name: str, encoding: str) -> Any:
    """``tiktoken.get_encoding`` from the files of a model, which carry the names that tiktoken looks for."""
    os.environ["TIKTOKEN_CACHE_DIR"] = str(model_path(name))
    with network_guard():
        return _library("tiktoken").get_encoding(encoding)


def easyocr_reader(name: str, languages: Sequence[str], **options: Any) -> Any:
    """``easyocr.Reader`` for languages such as ``["en"]``."""
    places = {"model_storage_directory": str(model_path(name)), "user_network_directory": str(scratch() / "easyocr")}
    with network_guard():
        return _library("easyocr").Reader(list(languages), **{**places, **options, "download_enabled": False})


def keras_model(name: str, file: str, **options: Any) -> Any:
    """``keras.saving.load_model`` of a ``.keras`` file; never runs code from it."""
    path = model_path(name) / file
    with network_guard():
        return _library("keras").saving.load_model(path, **{**options, "safe_mode": True})


def _refuse_code(model: Model, options: Mapping[str, Any]) -> None:
    if options.get("trust_remote_code") and "remote_code" not in model.allow:
        raise NotAllowed(
            f"{model.name}: trust_remote_code would run Python code that comes with the model",
            looked_for="allow.remote_code in models.json",
            next_step='use a model without it, or read that code and write "allow": {"remote_code": "<your reason>"}',
        )


# --- command line ----------------------------------------------------------------------------------------


def report_model(model: Model, *, hashes: bool) -> bool:
    """Print whether a model is ready, with the reason and the next step when it is not."""
    try:
        if model.unfetched:
            raise BadManifest(f"{model.name}: {model.unfetched}", next_step=FETCH)
        check_files(model)
        if hashes:
            check_hashes(model)
    except OfflineError as error:
        print(f"NOT READY  {type(error).__name__}: {error}")
        return False
    print(f"ready      {model.name}: {model.folder}, {len(model.files)} files, {model.size / 1e6:,.1f} MB")
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status of ``--check``: 0 all ready, 1 some are not, 2 the manifest itself is broken."""
    parser = argparse.ArgumentParser(description="Tell which models of models.json are ready to load here.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these models")
    parser.add_argument("--check", action="store_true", required=True, help="presence, rights and sizes: fast")
    parser.add_argument("--hash", action="store_true", help="compare every SHA-256 too: a second or so per gigabyte")
    options = parser.parse_args(arguments)
    try:
        models = read_manifest()
        unknown = [name for name in options.names if name not in models]
        failures = len(unknown)
        for name in unknown:
            print(f"NOT READY  {name}: not in {manifest_path()}, which has: {', '.join(models) or 'no model'}")
        chosen = [model for model in models.values() if not options.names or model.name in options.names]
        for model in chosen:
            failures += not report_model(model, hashes=options.hash)
    except BadManifest as error:
        print(f"BadManifest: {error}", file=sys.stderr)
        return 2
    print(f"{len(chosen) + len(unknown) - failures} of {len(chosen) + len(unknown)} models ready ({manifest_path()})")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
