"""Load models from files, never from the network: the TRE has none.

    offline_models.prepare()  # before transformers, torch, nltk ...
    model = AutoModel.from_pretrained(offline_models.model_path("bert"), local_files_only=True)

`python offline_models.py --check` tells which models of models.json are ready; `--hash` compares every SHA-256 too.
On a laptop set TRE_SAFE_DATA and TRE_SCRATCH. For each library: https://unpkg.com/generator-tre-container/docs/models.md
"""

from __future__ import annotations

import contextlib
import hashlib
import ipaddress
import json
import os
import re
import socket
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any

VARIABLES = (
    # What keeps libraries offline; some read it when they are imported and never again.
    "HF_HOME=/safe_data/huggingface HF_HUB_OFFLINE=1 DO_NOT_TRACK=1 SCIKIT_LEARN_DATA=/safe_data/scikit_learn_data",
    "TORCH_HOME=/safe_data/torch TORCHINDUCTOR_CACHE_DIR=/scratch/torchinductor CUDA_CACHE_PATH=/scratch/cuda",
    "HF_MODULES_CACHE=/scratch/huggingface/modules TRITON_CACHE_DIR=/scratch/triton NUMBA_CACHE_DIR=/scratch/numba",
    "MPLCONFIGDIR=/scratch/matplotlib XDG_CACHE_HOME=/scratch/cache PIP_NO_INDEX=1",
)
READ_ONCE = "huggingface_hub matplotlib numba transformers"
UNSAFE = re.compile(r"[\\:\x00-\x1f]|^\.|(^|/)\.{0,2}(/|$)")  # of paths: what is not relative and plain, or climbs
FETCH = "on a connected machine run `python3 models/fetch_models.py`"


class OfflineError(RuntimeError):
    """What is wrong and what to do. Kinds: manifest, missing, partial, hash, link, unreadable, early, network, gone."""

    def __init__(self, what: str, *, kind: str = "", **details: str) -> None:
        self.kind = kind
        super().__init__("\n  ".join([what, *(f"{key.replace('_', ' ')}: {text}" for key, text in details.items())]))


class NetworkAttempt(OfflineError, ConnectionError):
    """Something tried to reach another machine. A ConnectionError: a library that can do without goes on."""


def safe_data() -> Path:
    return Path(os.environ.get("TRE_SAFE_DATA") or "/safe_data")


def scratch() -> Path:
    return Path(os.environ.get("TRE_SCRATCH") or "/scratch")


def prepare() -> None:
    """Set the offline variables, and refuse what leaves this machine unless TRE_NETWORK_GUARD is 0. Call it first."""
    changes: dict[str, str] = {}
    for name, _, value in (setting.partition("=") for setting in " ".join(VARIABLES).split()):
        present, (top, _, rest) = os.environ.get(name, ""), value[1:].partition("/")
        root = {"safe_data": safe_data(), "scratch": scratch()}.get(top)
        if root and not present:  # a folder; one that you set yourself stays
            changes[name] = str(root / rest)
        elif not root and present.lower() not in ({"1", "true", "yes", "on"} if value == "1" else {value.lower()}):
            changes[name] = value
    if changes and (late := sorted(sys.modules.keys() & set(READ_ONCE.split()))):
        what = f"{', '.join(late)}: imported before offline_models.prepare(), which would set {', '.join(changes)}"
        raise OfflineError(what, kind="early", next_step="call prepare() at the top of the program, above that import")
    os.environ.update(changes)
    if os.environ.get("TRE_NETWORK_GUARD") != "0" and "sleep" not in _refused:
        _refused.update(sleep=time.sleep)
        sys.addaudithook(_audit)
        setattr(time, "sleep", _sleep)  # noqa: B010


_refused: dict[str, Any] = {}  # the last one: when, in which thread, by which code, with which words


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    host = _remote_host(event, arguments) if event.startswith("socket.") else ""
    if host:
        stack = [frame for frame, _ in traceback.walk_stack(sys._getframe(1))]
        own = [frame for frame in stack if not re.search("/lib/python|^<frozen", frame.f_code.co_filename)] or stack
        caller = f"{own[0].f_code.co_filename}:{own[0].f_lineno}"
        step = "load it from a file: list it in models/models.json and use offline_models.model_path()"
        error = NetworkAttempt(f"{host}: network access refused", kind="network", called_from=caller, next_step=step)
        if _refused.get("text") != str(error):  # shown even where a library swallows every exception
            print(error, file=sys.stderr)
        codes = {frame.f_code for frame in stack}
        _refused.update(when=time.monotonic(), thread=threading.get_ident(), codes=codes, text=str(error))
        raise error


def _sleep(seconds: float) -> None:
    """Who waits right after a refused connection will try again, some libraries for minutes: that ends here."""
    if seconds >= 0.2 and _refused.get("thread") == threading.get_ident() and time.monotonic() - _refused["when"] < 0.3:
        nearest = [frame.f_code for frame, _ in traceback.walk_stack(sys._getframe(1))][:4]
        if _refused["codes"].intersection(nearest):
            _refused["thread"] = 0
            raise OfflineError(_refused["text"], kind="network")  # no ConnectionError, which would be tried again
    _refused["sleep"](seconds)


def _remote_host(event: str, arguments: tuple[Any, ...]) -> str:
    """The other machine that a socket event would reach; empty if none."""
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        host, port = [*arguments, None][:2]
    elif event in {"socket.connect", "socket.sendto", "socket.sendmsg"} and isinstance(arguments[1], tuple):
        host, port = arguments[1][:2]
    else:
        return ""
    name = host.decode(errors="replace") if isinstance(host, (bytes, bytearray)) else str(host or "")
    where = f"{name}:{port}" if port else name
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        hosts = Path("/etc/hosts").read_text("utf-8") if os.path.isfile("/etc/hosts") else ""
        rows = [line.partition("#")[0].split() for line in hosts.splitlines()]
        own = {alias for address, *aliases in filter(None, rows) if _is_own(address) for alias in aliases}
        return "" if name in {"", "localhost", socket.gethostname(), *own} else where
    # connect() of a datagram socket sends nothing: programs ask so for this machine's own address.
    asks = event == "socket.connect" and arguments[0].type == socket.SOCK_DGRAM
    address = getattr(address, "ipv4_mapped", None) or address
    return "" if asks or address.is_loopback or _is_own(str(address)) else where


def _is_own(address: str) -> bool:
    """Whether this machine has the address: it can be bound, and it is none of a group or a broadcast."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with contextlib.suppress(OSError, ValueError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.bind((address, 0))
        probe.connect((address, 9))
        return not ipaddress.ip_address(address).is_multicast
    return False


def model_path(name: str, *, hashes: bool = True) -> Path:
    """Folder of a model whose files are all there and are the ones that were fetched. Raises OfflineError."""
    models = read_manifest()
    if name not in models:
        what = f"{name}: not in {manifest_path()}, which has: {', '.join(models) or 'no model'}"
        raise OfflineError(what, kind="missing", next_step=f"add it to models/models.json, then {FETCH}")
    folder = check_model(models[name], hashes=hashes)
    return folder / "snapshots" / models[name]["files_from"] if models[name].get("layout") == "hub" else folder


def manifest_path() -> Path:
    here = Path(__file__).resolve().parent
    places = [os.environ.get("TRE_MODELS") or here / "models.json", here / "models.json", here / "models/models.json"]
    return next((Path(place) for place in places if os.path.isfile(place)), Path(places[0]))


def read_manifest(path: Path | None = None) -> dict[str, Any]:
    """Entries by name. Here they must be safe; fetch_models.py and tre-container check judge if they make sense."""
    path = path or manifest_path()
    try:
        entries = json.loads(path.read_text("utf-8"))["models"]
        models = {entry["name"]: {"files": [], **entry, "source": dict(entry["source"])} for entry in entries}
        files = [(file["path"], file["size"] + 0, file["sha256"] + "") for m in models.values() for file in m["files"]]
        parts = [*models, *(model["target"] for model in models.values()), *(path for path, _, _ in files)]
        wrong = [part for part in parts if UNSAFE.search(part)] + ["two of one name"] * (len(models) < len(entries))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        wrong = [f"{type(error).__name__}: {error}"]
    if wrong:
        what = f"{path}: not a manifest, or one that leads out of the data area: {'; '.join(wrong)}"
        raise OfflineError(what, kind="manifest", next_step="correct it, or copy models/models.json there")
    return models


def check_model(model: dict[str, Any], folder: Path | None = None, *, hashes: bool = True) -> Path:
    """The folder, unless a file is not there with its size and, once per container, its SHA-256: then OfflineError."""
    images, baked = Path(os.environ.get("TRE_IMAGE_MODELS") or "/opt/models"), model["target"] == "image"
    place = folder or (images / model["name"] if baked else safe_data() / model["target"])
    step = "build the image again" if baked else f"carry models/staging/{model['target']} to {place}"
    again = {"looked_for": str(place), "next_step": FETCH if folder else f"{FETCH}, then {step}"}
    commit, fetched = model["source"].get("revision"), model.get("files_from")
    if not model["files"] or (commit and (fetched != commit or not re.fullmatch("[0-9a-f]{40}", str(commit)))):
        where = f" at {commit}" * bool(commit) + f", but at {fetched}" * bool(fetched)
        what = f"{model['name']}: was not fetched yet{where}"
        raise OfflineError(what, kind="manifest", **again)
    if wrong := sorted(problem for file in model["files"] if (problem := _problem(place, file["path"], file["size"]))):
        what = f"{model['name']}: {len(wrong)} of {len(model['files'])} files cannot be used"
        raise OfflineError(what, kind=wrong[0][0], found="; ".join(dict.fromkeys(w for _, w in wrong[:5])), **again)
    memory, known = scratch() / ".offline_models.json", {}
    with contextlib.suppress(OSError, ValueError):
        known = {} if folder else dict(json.loads(memory.read_text("utf-8")))
    for file in model["files"] if hashes else []:
        path, status = place / file["path"], (place / file["path"]).stat()
        state = [status.st_ino, status.st_size, status.st_mtime_ns, file["sha256"]]
        if known.get(str(path)) != state and hash_file(path) != file["sha256"]:
            raise OfflineError(f"{model['name']}: {path} is damaged or another version", kind="hash", **again)
        known[str(path)] = state
    with contextlib.suppress(OSError):  # without a place to write, the next load compares again
        memory.write_text(json.dumps(known), "utf-8") if hashes and not folder else None
    return place


def _problem(folder: Path, path: str, size: int) -> tuple[str, str] | None:
    place = folder / path
    there = next(part for part in (place, *place.parents) if os.path.lexists(part))
    if not os.path.exists(there):
        return ("link", f"{there} -> {os.readlink(there)} leads nowhere: links do not survive the way into the TRE")
    if not os.access(there, os.R_OK):
        return ("unreadable", f"this user may not read {there}; where you may: chmod -R a+rX {there}")
    if place.is_file():
        found = place.stat().st_size
        return ("partial", f"{path} has {found:,} of {size:,} bytes") if found != size else None
    if there.is_dir() and folder in (there, *there.parents):
        return ("partial", f"{path} is missing")
    holds = f"holds {', '.join(sorted(os.listdir(there))[:9]) or 'nothing'}" if there.is_dir() else "is a file"
    return ("missing", f"{there} {holds}")


def hash_file(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def main(arguments: list[str] | None = None) -> int:
    """Print which models are ready. Exit status: 0 all, as far as is known; 1 some are not; 2 no manifest to read."""
    given = sys.argv[1:] if arguments is None else arguments
    names = [argument for argument in given if argument not in {"--check", "--hash"}]
    try:
        models = read_manifest()
    except OfflineError as error:
        print(error, file=sys.stderr)
        return 2
    failures = 0
    for name in names or models:
        try:
            print(f"ready      {name}: {model_path(name, hashes='--hash' in given)}")
            if "needs" not in models[name]:
                print(f"  unknown: whether its files name other models, which version 0.1 did not look for; {FETCH}")
        except OfflineError as error:
            failures += 1
            print(f"NOT READY  {error}")
    print(f"{len(names or models) - failures} of {len(names or models)} models ready ({manifest_path()})")
    return 1 if failures else 0


def from_pretrained(name: str, class_name: str = "AutoModel", **options: Any) -> Any:
    loader = getattr(__import__("transformers"), class_name)
    return loader.from_pretrained(str(model_path(name)), **{**options, "local_files_only": True})


def __getattr__(name: str) -> Any:
    if re.fullmatch(r"[a-z]+_(transformer|weights|hub|model|data|encoding|reader|guard)|[A-Z][a-z]+[A-Z]\w+", name):
        raise OfflineError(f"offline_models.{name} is gone: docs/models.md has the lines in its place", kind="gone")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


if __name__ == "__main__":
    sys.exit(main())
