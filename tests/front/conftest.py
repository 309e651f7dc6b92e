import pytest

from cms.front.reader import Reader
from tests.front import trees


@pytest.fixture
def root(tmp_path):
    """A folder with the tree of ``trees``."""
    trees.write(tmp_path / "public")
    return tmp_path / "public"


@pytest.fixture
def tree(root):
    return Reader(root).tree
