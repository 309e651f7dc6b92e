from .home import NoticesBlock, SectionsBlock, shown_stages
from .item import ArticleBlock, SourcesBlock

__all__ = ["ArticleBlock", "NoticesBlock", "SectionsBlock", "SourcesBlock", "shown_stages"]
