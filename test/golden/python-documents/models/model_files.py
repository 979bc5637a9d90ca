"""Which files of a model are taken: they may run code when they are loaded, or name other models of the Hub."""

from __future__ import annotations

import contextlib
import fnmatch
import json
import pickletools
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from offline_models import UNSAFE, OfflineError

ALLOW = 'or write "allow": {"%s": "<your reason>"} into its entry of models.json'
TRAINING = ("training_args.bin", "optimizer.*", "scheduler.*", "rng_state*.pth", "trainer_state.json")
OTHER_FRAMEWORKS = ("onnx/*", "openvino/*", "coreml/*", "*.onnx", "*.gguf")

# Forms of file that no loader runs code from, and how each begins. Everything else is treated as a pickle.
TEXT = rb"[^\x00-\x08\x0e-\x1a\x1c-\x1f]*\Z"
RANKS = rb"(?:[A-Za-z0-9+/=]+ \d+\r?\n)*(?:[A-Za-z0-9+/=]+ \d+)?\Z"
WORDS = ("json", "txt", "md", "yaml", "yml", "toml", "cfg", "jinja", "csv", "tsv", "vocab", "bpe", "py")
NAMES = ("license", "notice", "readme", "copying")
FORMS = dict.fromkeys((*WORDS, *NAMES), TEXT) | {"tiktoken": RANKS, "model": rb"\n|" + RANKS, "spm": rb"\n"}
FORMS |= {"safetensors": rb".{6}\0\0\{", "onnx": rb"\x08", "gguf": rb"GGUF", "png": rb"\x89PNG", "jpg": rb"\xff\xd8"}

# What a library asks the Hub for: owner/name under a key that means a model, or a name alone where that is usual.
REPOSITORY = r"(?![\d.-]+/|[^/]+/[\d.-]+\b)\w[\w.-]*/\w(?:[\w.-]*\w)?"
SETTING = re.compile(rf"(?m)([A-Za-z_]\w*)[\"']?: *[\"']?({REPOSITORY}|[\w.-]+)(?=[\"' ,}}@#\r]|$)")
MEANS_MODEL = re.compile(r"(?i)\w_name_or_path|model|backbone|encoder|tokeni|embed|segment|pretrain|repo|hub|source")


def choose(model: dict[str, Any], offered: dict[str, int]) -> dict[str, int]:
    """The files to take, with their sizes: what `include` says, else one set of weights, safe ones if there are any."""
    files = {path: size for path, size in offered.items() if not re.search(r"(^|/)\.", path)}
    if unsafe := [path for path in offered if UNSAFE.search(path.removeprefix("."))]:
        raise OfflineError(f"{model['name']}: the name of a file is not safe: {unsafe[0]!a:.200}")
    safe = any(path.endswith(".safetensors") for path in files)
    unwanted = [*TRAINING, *(OTHER_FRAMEWORKS if safe else [])]
    unwanted += [] if "remote_code" in model.get("allow", {}) else ["*.py"]
    if "include" in model:
        files = {path: size for path, size in files.items() if _matches(path, model["include"])}
    else:
        files = {p: size for p, size in files.items() if not _matches(p, unwanted) and (is_harmless(p) or not safe)}
    if out := sorted(offered.keys() - files.keys()):
        size = sum(offered[path] for path in out) / 1e6
        print(f"left out  {model['name']}: {len(out)} files, {size:,.1f} MB, e.g. {out[0]!a:.200}")
    refuse_pickle(model, [path for path in files if not is_harmless(path)])
    return files


def _matches(path: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(part, pattern) for part in (path, path.rpartition("/")[2]) for pattern in patterns)


def judge(model: dict[str, Any], path: str, place: Path) -> None:
    """Raise OfflineError if a file that was fetched would run code, and the entry does not say why that is accepted."""
    if not is_harmless(path, place):
        refuse_pickle(model, [path])
    own_code = path.endswith("config.json") and '"auto_map"' in _read_settings(place)
    if own_code and "remote_code" not in model.get("allow", {}):
        what = f"{model['name']}: {path} has auto_map: the model wants trust_remote_code, which runs its Python code"
        raise OfflineError(what, next_step=f"use another model, or read its code {ALLOW % 'remote_code'}")


def refuse_pickle(model: dict[str, Any], paths: list[str]) -> None:
    if paths and "pickle" not in model.get("allow", {}):
        what = f"{model['name']}: {', '.join(paths[:3])}: this form of file can run any code when it is loaded (pickle)"
        raise OfflineError(what, next_step=f"use a model with .safetensors, {ALLOW % 'pickle'} if you trust the source")


def is_harmless(path: str, content: Path | None = None) -> bool:
    """Whether a file is of a form that no loader runs code from, by its name, and its content where that is there."""
    form = FORMS.get(re.split(r"[./]", path.lower())[-1])
    if form is None or content is None:
        return form is not None
    with content.open("rb") as stream:
        head = stream.read(1 << 26)
    return re.match(form, head, re.DOTALL) is not None and not (form == TEXT and _is_pickle(head))


def _is_pickle(head: bytes) -> bool:
    """Whether bytes are a pickle of any protocol; the old ones are plain text."""
    with contextlib.suppress(ValueError, IndexError, OverflowError, UnicodeError):
        return sum(1 for _ in pickletools.genops(head)) > 2
    return False


def settings_of(folder: Path) -> Iterator[tuple[Path, str]]:
    """The small JSON and YAML files of a model with their text, JSON in one spelling of many."""
    for path in sorted(folder.rglob("*")):
        settings = path.suffix in {".json", ".yaml", ".yml"} and path.name not in {"tokenizer.json", "vocab.json"}
        if settings and path.stat().st_size < 1 << 20:
            yield path, _read_settings(path)


def _read_settings(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    with contextlib.suppress(ValueError, RecursionError):
        text = json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    return text


def find_named(folder: Path, text: str) -> dict[str, str]:
    """Repositories that settings name, each with the key: ``auto_map`` for one whose code would be run."""
    named = dict.fromkeys(re.findall(rf"({REPOSITORY})--\w+\.\w+", text), "auto_map")
    for key, value in SETTING.findall(text):
        bare = key == "base_model_name_or_path" or (key == "backbone" and '"use_pretrained_backbone": true' in text)
        means = bare or ("/" in value and MEANS_MODEL.search(key))
        if means and "--" not in value and not (folder / value).exists():
            named.setdefault(value, key)
    return named


def replace_named(text: str, repository: str, place: str) -> str:
    """The settings with a path where they named a repository."""
    return re.sub(rf"(?<=[\"'\s]){re.escape(repository)}(@[\w.-]+)?(?=[\"'\s,}}#]|$)", place, text)


def one_line(text: object) -> str:
    """Words of a stranger as one printable line, which cannot pretend to be another."""
    return "".join(letter for letter in " ".join(str(text).split()) if letter.isprintable())[:200]
