"""Everything beside the pages that any publication may touch: feeds, open data, the map of the site."""

from collections.abc import Iterator

from . import feeds, for_robots, open_data
from .files import Rendered
from .frame import Frame
from .news import all_news


def files(frame: Frame) -> Iterator[Rendered]:
    """Three queries."""
    news = all_news(frame.base_url)
    yield from feeds.everything(frame, news)
    for kind in frame.kinds:
        yield from feeds.of_section(frame, kind, news)
    yield from open_data.items(frame, news)
    yield open_data.figures(frame)
    yield for_robots.robots(frame)
    yield for_robots.sitemap(frame, news)
