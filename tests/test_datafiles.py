from __future__ import annotations

import runpy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kaarina_strategy_ext import datafiles


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """An empty installation: the folder of a package that holds nothing but the module."""
    folder = tmp_path / "site-packages" / "kaarina_strategy_ext"
    folder.mkdir(parents=True)
    shutil.copy(datafiles.__file__, folder)
    return folder


def data_dir_of(package: Path) -> Callable[[str], Path]:
    return runpy.run_path(str(package / "datafiles.py"))["data_dir"]


def test_folder_inside_the_package_is_found_as_in_a_wheel(package):
    (package / "translations").mkdir()

    assert data_dir_of(package)("translations") == package / "translations"


def test_folder_beside_the_package_is_found_as_in_a_checkout(package):
    (package.parent / "migrations").mkdir()

    assert data_dir_of(package)("migrations") == package.parent / "migrations"


def test_folder_of_another_package_beside_ours_does_not_win(package):
    (package / "translations").mkdir()
    (package.parent / "translations").mkdir()

    assert data_dir_of(package)("translations") == package / "translations"


def test_file_of_the_same_name_is_no_folder(package):
    (package / "translations").touch()
    (package.parent / "translations").mkdir()

    assert data_dir_of(package)("translations") == package.parent / "translations"


def test_missing_folder_is_told_with_both_places(package):
    with pytest.raises(FileNotFoundError) as refusal:
        data_dir_of(package)("translations")

    assert str(package / "translations") in str(refusal.value)
    assert str(package.parent / "translations") in str(refusal.value)


@pytest.mark.parametrize("name", ["translations", "migrations"])
def test_both_folders_of_this_installation_are_found(name):
    assert (datafiles.data_dir(name) / "__init__.py").is_file()
