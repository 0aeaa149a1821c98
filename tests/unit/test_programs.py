"""What tests drive is got where a machine only checks, and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools import debian, programs


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of programs, and what apt-get is told there: it makes a program of each package."""
    apt = tmp_path / "apt-get"
    apt.write_text(
        f'#!/bin/sh\necho "$RUNLEVEL $*" >> {tmp_path}/told\n[ "$2" = update ] || /bin/cp "$0" {tmp_path}/ogrinfo\n'
    )
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "PACKAGES", {"ogrinfo": "gdal-bin"})
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.delenv("CI", raising=False)
    return tmp_path


def test_elsewhere_what_is_missing_is_told_and_nothing_installed(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programs.main()
    assert "they need gdal-bin" in capsys.readouterr().out
    assert not (bare / "told").exists()


def test_a_machine_that_checks_gets_it_and_nothing_is_started(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    programs.main()
    lines = (bare / "told").read_text().splitlines()
    assert lines == ["1 --quiet=2 update", "1 --quiet=2 install --yes --no-install-recommends gdal-bin"]


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("user", [0, 1000])
def test_only_root_installs(monkeypatch: pytest.MonkeyPatch, user: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert debian.may_install() is (user == 0)


def test_an_install_that_fails_says_so(bare: Path) -> None:
    (bare / "apt-get").write_text("#!/bin/sh\nexit 100\n")
    assert not debian.install("gdal-bin")
