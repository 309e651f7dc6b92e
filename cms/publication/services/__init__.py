from .home import ensure_home, name_installation, section_of
from .writing import Section, publish_home, take_through, write_page

__all__ = ["Section", "ensure_home", "name_installation", "publish_home", "section_of", "take_through", "write_page"]
