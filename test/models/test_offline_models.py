"""Tests of a generated offline_models.py, whose folder is in PROJECT."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import pickle
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(os.environ["PROJECT"])
sys.path.insert(0, str(PROJECT))

import offline_models  # noqa: E402

COMMIT = "0123456789abcdef0123456789abcdef01234567"
CONTENT = {"config.json": b"{}", "weights/model.safetensors": b"weights" * 100}


class Place:
    """A data area with one complete model called ``small``, and its manifest."""

    def __init__(self, root: Path) -> None:
        self.data = root / "safe_data"
        self.folder = self.data / "models" / "small"
        self.manifest = root / "models.json"
        self.entry: dict[str, Any] = {
            "name": "small",
            "loader": "transformers",
            "target": "models/small",
            "source": {"repository": "org/small", "revision": COMMIT},
            "files_from": COMMIT,
            "needs": [],
            "files": [
                {"path": path, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
                for path, content in CONTENT.items()
            ],
        }
        for path, content in CONTENT.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(content)
        self.write(self.entry)

    def write(self, *entries: Any) -> None:
        self.manifest.write_text(json.dumps({"version": 1, "models": entries}), encoding="utf-8")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    (tmp_path / "scratch").mkdir()
    monkeypatch.setenv("TRE_SAFE_DATA", str(tmp_path / "safe_data"))
    monkeypatch.setenv("TRE_SCRATCH", str(tmp_path / "scratch"))
    monkeypatch.setenv("TRE_IMAGE_MODELS", str(tmp_path / "opt"))
    monkeypatch.setenv("TRE_MODELS", str(tmp_path / "models.json"))
    return Place(tmp_path)


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(PROJECT)!r})\n" + textwrap.dedent(code)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


# --- what is ready -----------------------------------------------------------------------------------------


def test_a_complete_model_gives_its_folder(place: Place) -> None:
    assert offline_models.model_path("small") == place.folder


def test_a_model_in_the_image_is_looked_for_there(place: Place, tmp_path: Path) -> None:
    (tmp_path / "opt").mkdir()
    place.folder.rename(tmp_path / "opt" / "small")
    place.write({**place.entry, "target": "image"})
    assert offline_models.model_path("small") == tmp_path / "opt" / "small"


def test_hashes_are_compared_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    offline_models.model_path("small")
    monkeypatch.setattr(offline_models, "hash_file", lambda path: pytest.fail(f"hashed {path} again"))
    assert offline_models.model_path("small") == place.folder


def test_a_file_that_changed_since_is_hashed_again(place: Place) -> None:
    offline_models.model_path("small")
    (place.folder / "config.json").write_bytes(b"[]")
    os.utime(place.folder / "config.json", ns=(1, 1))
    with pytest.raises(offline_models.OfflineError) as caught:
        offline_models.model_path("small")
    assert caught.value.kind == "hash"


def test_without_a_place_to_remember_the_model_is_ready_all_the_same(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRE_SCRATCH", "/nowhere")
    assert offline_models.model_path("small") == place.folder


# --- what is not -------------------------------------------------------------------------------------------


def remove_everything(place: Place) -> None:
    place.data.rename(place.data.with_name("elsewhere"))


def remove_folder(place: Place) -> None:
    place.folder.rename(place.folder.with_name("small-old"))


def put_file_in_place(place: Place) -> None:
    remove_folder(place)
    place.folder.write_text("")


def remove_file(place: Place) -> None:
    (place.folder / "weights" / "model.safetensors").unlink()


def cut_file(place: Place) -> None:
    os.truncate(place.folder / "weights" / "model.safetensors", 10)


def damage_file(place: Place) -> None:
    (place.folder / "weights" / "model.safetensors").write_bytes(b"wrongly" * 100)


def link_file_to_nowhere(place: Place) -> None:
    remove_file(place)
    (place.folder / "weights" / "model.safetensors").symlink_to("../../blobs/1234")


def link_folder_to_nowhere(place: Place) -> None:
    remove_folder(place)
    place.folder.symlink_to("/nowhere/small")


@pytest.mark.parametrize(
    ("damage", "error", "says"),
    [
        (remove_everything, "missing", "models.json"),
        (remove_folder, "missing", "small-old"),
        (put_file_in_place, "missing", "is a file"),
        (remove_file, "partial", "weights/model.safetensors is missing"),
        (cut_file, "partial", "10 of 700 bytes"),
        (damage_file, "hash", "weights/model.safetensors"),
        (link_file_to_nowhere, "link", "../../blobs/1234"),
        (link_folder_to_nowhere, "link", "/nowhere/small"),
    ],
)
def test_an_error_says_what_where_and_what_next(
    place: Place, damage: Callable[[Place], None], error: str, says: str
) -> None:
    damage(place)
    with pytest.raises(offline_models.OfflineError) as caught:
        offline_models.model_path("small")
    message = str(caught.value)
    assert caught.value.kind == error
    assert message.startswith("small: ")
    assert f"looked for: {place.folder}" in message
    assert says in message
    assert "next step: on a connected machine run" in message


def test_a_folder_without_read_permission_is_named_with_its_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as root:  # pytest's own folder is closed to other users
        Path(root).chmod(0o755)
        place = Place(Path(root))
        monkeypatch.setenv("TRE_SAFE_DATA", str(place.data))
        monkeypatch.setenv("TRE_MODELS", str(place.manifest))
        place.folder.chmod(0o000)
        result = run(
            """
            import os, offline_models
            if os.getuid() == 0:  # root may read everything
                os.setuid(65534)
            offline_models.model_path("small")
            """
        )
        place.folder.chmod(0o755)
    assert f"this user may not read {place.folder}; where you may: chmod -R a+rX {place.folder}" in result.stderr


def test_an_unknown_name_says_which_there_are(place: Place) -> None:
    with pytest.raises(offline_models.OfflineError, match="smal: not in .*, which has: small") as caught:
        offline_models.model_path("smal")
    assert caught.value.kind == "missing"
    assert place.manifest.is_file()


def test_a_hub_cache_gives_the_folder_of_its_commit(place: Place) -> None:
    place.write({**place.entry, "layout": "hub"})
    assert offline_models.model_path("small") == place.folder / "snapshots" / COMMIT


@pytest.mark.parametrize("name", ["sentence_transformer", "torch_weights", "torch_hub", "spacy_model", "nltk_data"])
def test_a_helper_of_version_0_1_names_its_recipe(name: str) -> None:
    with pytest.raises(offline_models.OfflineError, match=rf"{name} is gone.*docs/models\.md") as caught:
        getattr(offline_models, name)
    assert caught.value.kind == "gone"
    assert not hasattr(offline_models, "something_else_entirely_x")


def test_an_error_survives_the_way_between_processes() -> None:
    error = offline_models.OfflineError("what", kind="hash", next_step="do this")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.kind) == (str(error), "hash")


# --- manifests ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"name": "../x"},
        {"target": "/etc"},
        {"target": "a/../../etc"},
        {"target": "a/./b"},
        {"target": "C:x"},
        {"target": 3},
        {"target": None},
        {"files": [{"path": "../x", "size": 1, "sha256": "0" * 64}]},
        {"files": [{"path": "/x", "size": 1, "sha256": "0" * 64}]},
        {"files": 7},
    ],
)
def test_an_entry_that_is_not_safe_stops_everything(place: Place, change: dict[str, Any]) -> None:
    place.write({**place.entry, "name": "good", "target": "good"}, {**place.entry, **change})
    with pytest.raises(offline_models.OfflineError) as caught:
        offline_models.model_path("good")
    assert caught.value.kind == "manifest"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"version": 1}', '{"models": 3}', "\udcff", "[" * 100_000])
def test_what_is_no_manifest_is_named(place: Place, text: str) -> None:
    place.manifest.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(offline_models.OfflineError, match=r"models\.json") as caught:
        offline_models.model_path("small")
    assert caught.value.kind == "manifest"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"source": {"repository": "a/b", "revision": "main"}}, "at main"),
        ({"files": []}, "was not fetched yet"),
        ({"files_from": "f" * 40}, "but at ffff"),
    ],
)
def test_what_was_not_fetched_does_not_load_and_its_folder_is_named(
    place: Place, change: dict[str, Any], says: str
) -> None:
    place.write({**place.entry, **change})
    with pytest.raises(offline_models.OfflineError) as caught:
        offline_models.model_path("small")
    assert caught.value.kind == "manifest"
    assert says in str(caught.value)
    assert f"looked for: {place.folder}" in str(caught.value)


# --- the preflight -----------------------------------------------------------------------------------------


def test_check_lists_every_model_and_fails_when_one_is_missing(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert offline_models.main(["--check"]) == 0
    place.write(place.entry, {**place.entry, "name": "absent", "target": "models/absent"})
    assert offline_models.main(["--check"]) == 1
    printed = capsys.readouterr().out
    assert f"ready      small: {place.folder}\n" in printed
    assert f"NOT READY  absent: 2 of 2 files cannot be used\n  found: {place.data}/models holds small" in printed
    assert f"looked for: {place.data}/models/absent" in printed
    assert "1 of 2 models ready" in printed


def test_a_model_that_version_0_1_fetched_is_ready_as_far_as_is_known(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.write({key: value for key, value in place.entry.items() if key != "needs"})
    assert offline_models.main(["--check"]) == 0
    assert "unknown: whether its files name other models" in capsys.readouterr().out


def test_check_compares_hashes_on_demand(place: Place) -> None:
    damage_file(place)
    assert offline_models.main(["--check"]) == 0
    assert offline_models.main(["--check", "--hash"]) == 1


def test_check_of_an_unknown_name_fails(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert offline_models.main(["--check", "other"]) == 1
    assert f"other: not in {place.manifest}" in capsys.readouterr().out


def test_check_of_a_broken_manifest_is_2(place: Place) -> None:
    place.manifest.write_text("{")
    assert offline_models.main(["--check"]) == 2


# --- environment and network -------------------------------------------------------------------------------


def test_prepare_sets_what_is_not_set_and_keeps_a_folder_of_yours(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    for setting in " ".join(offline_models.VARIABLES).split():
        monkeypatch.delenv(setting.partition("=")[0], raising=False)
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    monkeypatch.setenv("NLTK_DATA", "/my/corpora")
    result = run(
        """
        import os, offline_models
        offline_models.prepare()
        offline_models.prepare()
        print(os.environ["HF_HUB_OFFLINE"], os.environ["HF_HOME"], os.environ["NLTK_DATA"])
        """
    )
    assert result.stdout == f"1 {place.data}/huggingface /my/corpora\n"


def test_a_library_that_was_imported_too_early_is_named(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setitem(sys.modules, "huggingface_hub", object())
    with pytest.raises(offline_models.OfflineError, match="huggingface_hub: imported before") as caught:
        offline_models.prepare()
    assert caught.value.kind == "early"
    assert "HF_HUB_OFFLINE" not in os.environ
    assert place.folder.is_dir()


@pytest.fixture(scope="module")
def guard() -> None:
    offline_models.prepare()


@pytest.mark.usefixtures("guard")
@pytest.mark.parametrize(
    "attempt",
    [
        lambda: socket.getaddrinfo("huggingface.co", 443),
        lambda: socket.gethostbyname("huggingface.co"),
        lambda: socket.create_connection(("huggingface.co", 443)),
        lambda: socket.socket().connect(("192.0.2.1", 443)),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"?", ("192.0.2.1", 53)),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"?", ("255.255.255.255", 53)),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"?", ("224.0.0.1", 53)),
        lambda: socket.socket(socket.AF_INET6).connect_ex(("2001:db8::1", 443)),
    ],
)
def test_the_guard_refuses_names_and_addresses_and_says_who_asked(attempt: Callable[[], object]) -> None:
    with pytest.raises(offline_models.NetworkAttempt) as caught:
        attempt()
    assert isinstance(caught.value, ConnectionError)
    assert "network access refused" in str(caught.value)
    assert f"called from: {__file__}:" in str(caught.value)


@pytest.mark.usefixtures("guard")
def test_this_machine_may_talk_to_itself(tmp_path: Path) -> None:
    for address in ("127.0.0.1", "127.0.0.2"):
        with socket.create_server((address, 0)) as server:
            socket.create_connection((address, server.getsockname()[1])).close()
    here = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as listener, socket.socket(socket.AF_UNIX) as caller:
        os.chdir(tmp_path)  # a Unix socket's path must be short
        listener.bind(here.name)
        listener.listen()
        caller.connect(here.name)
    socket.getaddrinfo(socket.gethostname(), 80)


@pytest.mark.usefixtures("guard")
def test_to_ask_for_the_own_address_is_no_attempt() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("8.8.8.8", 80))
        except OSError as error:  # of the kernel, where there is no route
            assert not isinstance(error, offline_models.NetworkAttempt)  # noqa: PT017


@pytest.mark.usefixtures("guard")
def test_who_can_do_without_goes_on_and_who_waits_to_try_again_does_not() -> None:
    def fall_back() -> str:
        try:
            urllib.request.urlopen("https://example.org", timeout=1)
        except OSError:
            return "went on"
        return "connected"

    def retry() -> None:
        for _ in range(5):
            with contextlib.suppress(OSError):
                urllib.request.urlopen("https://example.org", timeout=1)
            time.sleep(10)

    assert fall_back() == "went on"
    started = time.monotonic()
    with pytest.raises(offline_models.OfflineError, match=r"example\.org:443") as caught:
        retry()
    assert caught.value.kind == "network"
    assert time.monotonic() - started < 5
    time.sleep(0.3)  # who waits for something else, waits


@pytest.mark.parametrize("method", ["spawn", "forkserver", "fork", "subprocess"])
@pytest.mark.parametrize("stands", ["above", "under if __name__"])
def test_children_are_guarded_where_the_docs_say_so(method: str, stands: str, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        f"""
import multiprocessing, os, socket, subprocess, sys
sys.path.insert(0, {str(PROJECT)!r})
import offline_models
{"offline_models.prepare()" * (stands == "above")}

def work(_):
    try:
        socket.getaddrinfo("192.0.2.1", 80)
        said = "not guarded"
    except Exception as error:
        said = type(error).__name__
    return said, os.environ.get("HF_HUB_OFFLINE")

if __name__ == "__main__":
    {"offline_models.prepare()" * (stands != "above") or "pass"}
    if "{method}" == "subprocess":
        code = "import os, socket; socket.getaddrinfo('192.0.2.1', 80); print(('not guarded', os.environ.get('HF_HUB_OFFLINE')))"
        subprocess.run([sys.executable, "-c", code], check=True)
    else:
        with multiprocessing.get_context("{method}").Pool(1) as pool:
            print(*pool.map(work, [0]))
"""
    )
    done = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, check=False)
    guarded = method == "fork" or (method != "subprocess" and stands == "above")
    assert done.stdout == f"{('NetworkAttempt' if guarded else 'not guarded', '1')}\n"


@pytest.mark.parametrize(("switch", "refused"), [("1", True), ("0", False)])
def test_the_switch_decides_whether_prepare_starts_the_guard(
    switch: str, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRE_NETWORK_GUARD", switch)
    result = run("import offline_models, socket\noffline_models.prepare()\nsocket.getaddrinfo('192.0.2.1', 80)")
    assert ("NetworkAttempt: 192.0.2.1:80: network access refused" in result.stderr) is refused
