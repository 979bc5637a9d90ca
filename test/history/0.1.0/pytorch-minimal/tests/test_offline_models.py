"""Tests of offline_models.py: run `python -m pytest` in the project's folder."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[1]
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
    with pytest.raises(offline_models.WrongHash):
        offline_models.model_path("small")


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
        (remove_everything, offline_models.MissingModel, "models.json"),
        (remove_folder, offline_models.MissingModel, "small-old"),
        (put_file_in_place, offline_models.MissingModel, "is a file"),
        (remove_file, offline_models.PartialCopy, "weights/model.safetensors is missing"),
        (cut_file, offline_models.PartialCopy, "10 of 700 bytes"),
        (damage_file, offline_models.WrongHash, "weights/model.safetensors"),
        (link_file_to_nowhere, offline_models.BrokenLink, "../../blobs/1234"),
        (link_folder_to_nowhere, offline_models.BrokenLink, "/nowhere/small"),
    ],
)
def test_an_error_says_what_where_and_what_next(
    place: Place, damage: Callable[[Place], None], error: type[offline_models.OfflineError], says: str
) -> None:
    damage(place)
    with pytest.raises(error) as caught:
        offline_models.model_path("small")
    message = str(caught.value)
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
    assert "UnreadableModel: small: this user may not read the model" in result.stderr
    assert f"{place.folder} is d---------" in result.stderr


def test_an_unknown_name_suggests_the_nearest(place: Place) -> None:
    with pytest.raises(offline_models.MissingModel, match="do you mean 'small'"):
        offline_models.model_path("smal")
    assert place.manifest.is_file()


def test_code_of_the_model_runs_only_if_the_manifest_says_why(place: Place) -> None:
    with pytest.raises(offline_models.NotAllowed, match=r"allow.*remote_code"):
        offline_models.from_pretrained("small", trust_remote_code=True)
    assert "allow" not in place.entry


# --- manifests ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": "../x"}, "name may hold"),
        ({"target": "/etc"}, "target '/etc'"),
        ({"target": "a/../../etc"}, "target"),
        ({"target": 3}, "target 3"),
        ({"source": {}}, "exactly one of"),
        ({"source": {"repository": "a/b"}}, "source.revision"),
        ({"source": {"urls": "https://example.org/x"}}, "source.urls"),
        ({"allow": {"pickle": ""}}, "with the reason"),
        ({"include": "*.json"}, "list of file patterns"),
        ({"files": {}}, "files is not a list"),
        ({"files": [{"path": "../x", "size": 1, "sha256": "0" * 64}]}, "'../x'"),
        ({"files": [{"path": "x", "size": -1, "sha256": "0" * 64}]}, "size in bytes"),
        ({"files": [{"path": "x", "size": 1, "sha256": "0" * 64}] * 2}, "x is listed twice"),
    ],
)
def test_an_entry_that_is_wrong_stops_everything(place: Place, change: dict[str, Any], says: str) -> None:
    place.write({**place.entry, "name": "good", "target": "good"}, {**place.entry, **change})
    with pytest.raises(offline_models.BadManifest, match=r"models\[1\]") as caught:
        offline_models.model_path("good")
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"version": 1}', '{"version": 2, "models": []}', "\udcff"])
def test_what_is_no_manifest_is_named(place: Place, text: str) -> None:
    place.manifest.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(offline_models.BadManifest, match=r"models\.json"):
        offline_models.model_path("small")


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ({"target": "other"}, "two models have the name 'small'"),
        ({"name": "other"}, "two models have the target 'models/small'"),
        (
            {"name": "b", "target": "b", "source": {"repository": "a/b", "revision": "main"}},
            "'main' is a branch or tag",
        ),
        ({"name": "b", "target": "b", "files": []}, "not fetched yet"),
        ({"name": "b", "target": "b", "files_from": "f" * 40}, "commit ffff"),
    ],
)
def test_one_bad_entry_keeps_the_good_one_from_loading(place: Place, second: dict[str, Any], says: str) -> None:
    place.write(place.entry, {**place.entry, **second})
    with pytest.raises(offline_models.BadManifest, match="no model is loaded") as caught:
        offline_models.model_path("small")
    assert says in str(caught.value)


# --- the preflight -----------------------------------------------------------------------------------------


def test_check_lists_every_model_and_fails_when_one_is_missing(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert offline_models.main(["--check"]) == 0
    place.write(place.entry, {**place.entry, "name": "absent", "target": "models/absent"})
    assert offline_models.main(["--check"]) == 1
    printed = capsys.readouterr().out
    assert f"ready      small: {place.folder}, 2 files" in printed
    assert (
        f"NOT READY  MissingModel: absent: the model is not here\n  looked for: {place.data}/models/absent" in printed
    )
    assert "1 of 2 models ready" in printed


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
    for name, _, _ in (*offline_models.SWITCHES, *offline_models.FOLDERS):
        monkeypatch.delenv(name, raising=False)
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
    with pytest.raises(offline_models.ImportedTooEarly, match="huggingface_hub: imported before"):
        offline_models.prepare()
    assert "HF_HUB_OFFLINE" not in os.environ
    assert place.folder.is_dir()


def test_the_guard_refuses_names_and_addresses_and_says_who_asked() -> None:
    attempts: list[Callable[[], object]] = [
        lambda: socket.getaddrinfo("huggingface.co", 443),
        lambda: socket.gethostbyname(b"huggingface.co".decode()),
        lambda: socket.create_connection(("huggingface.co", 443)),
        lambda: socket.socket().connect(("192.0.2.1", 443)),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"?", ("192.0.2.1", 53)),
        lambda: socket.socket(socket.AF_INET6).connect_ex(("2001:db8::1", 443)),
    ]
    for attempt in attempts:
        with offline_models.network_guard(), pytest.raises(offline_models.NetworkAttempt) as caught:
            attempt()
        assert str(caught.value).startswith(("huggingface.co", "192.0.2.1", "2001:db8::1"))
        assert f"called from {__file__}:" in str(caught.value)


def test_the_guard_lets_this_machine_talk_to_itself(tmp_path: Path) -> None:
    with offline_models.network_guard(), socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1])).close()
        here = tmp_path / "s"
        with socket.socket(socket.AF_UNIX) as listener, socket.socket(socket.AF_UNIX) as caller:
            os.chdir(tmp_path)  # a Unix socket's path must be short
            listener.bind(here.name)
            listener.listen()
            caller.connect(here.name)


def test_the_guard_ends_with_its_block() -> None:
    with offline_models.network_guard():
        pass
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("127.0.0.1", 9))
    assert offline_models._guard.depth == 0


@pytest.mark.parametrize(("switch", "refused"), [("1", True), ("0", False)])
def test_the_switch_decides_whether_prepare_starts_the_guard(
    switch: str, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRE_NETWORK_GUARD", switch)
    result = run("import offline_models, socket\noffline_models.prepare()\nsocket.getaddrinfo('192.0.2.1', 80)")
    assert ("NetworkAttempt: 192.0.2.1:80: network access refused" in result.stderr) is refused
