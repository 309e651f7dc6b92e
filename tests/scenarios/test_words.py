"""No English on an Indonesian screen: one page of every address that an admin and an officer can reach by links."""

import json
import re
from collections import deque
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import Resolver404, resolve

from desk.people.models import User

pytestmark = pytest.mark.usefixtures("bogor")

# Words that English interfaces are made of and that formal Indonesian does not have.
ENGLISH = set(Path(__file__).with_name("english_words.txt").read_text().split())
# Names and stored keys that stay as they are, and Indonesian words that look English.
ALLOWED = {"a", "editor", "label", "log", "login", "media", "tag"}
NAMES = re.compile(r"Desk Pilkada|https?://\S+|\S+@\S+|\b\w+_\w+\b|\b[A-Z][a-z]+/\w+\b|\b[\w.-]+\.(?:pdf|xlsx|csv|jpg|jpeg|png|json)\b")
# Column titles that Wagtail makes of a field's name, without asking any catalogue.
NEVER_TRANSLATED = {"Site name", "Root page", "Page"}
HIDDEN = ("script", "style", "template", "svg", "code", "noscript")
SPOKEN_ATTRIBUTES = ("title", "placeholder", "aria-label", "alt", "data-w-tooltip-content-value")
NOT_WALKED = re.compile(r"/(keluar|logout|jsi18n|sprite|api|pages/preview|static|media|dokumen)/?|\.(xlsx|csv)|export=")
MOST_PAGES = 150
FINGERPRINT = re.compile(r"\b[0-9a-f]{64}\b")  # whose letters may spell a word


def sidebar_words(soup):
    """Wagtail draws its menu in the browser, from JSON in the page."""
    props = soup.find("script", id="wagtail-sidebar-props")
    return re.findall(r'"label": "((?:[^"\\]|\\.)*)"', props.string) if props else []


def spoken(soup):
    """Everything that a person reads or hears on the page."""
    menu = [json.loads(f'"{label}"') for label in sidebar_words(soup)]
    attributes = [tag[name] for name in SPOKEN_ATTRIBUTES for tag in soup.find_all(attrs={name: True})]
    for tag in [*soup(HIDDEN), *soup.select("[hidden]")]:
        tag.decompose()
    return [text for text in [*soup.stripped_strings, *attributes, *menu] if text not in NEVER_TRANSLATED]


def english_in(text):
    words = re.findall(r"[A-Za-z][A-Za-z'-]*", FINGERPRINT.sub(" ", NAMES.sub(" ", text)))
    return {word for word in words if word.lower() in ENGLISH - ALLOWED}


def route_of(path):
    try:
        return resolve(path).route
    except Resolver404:
        return None


def walk(client, *doors):
    """(path, soup) of one page per address that links lead to from the doors."""
    waiting, seen = deque(doors), set()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.popleft()
        route = route_of(urlsplit(path).path)
        if route is None or route in seen or NOT_WALKED.search(path):
            continue
        seen.add(route)
        response = client.get(path, follow=True)
        if not response.get("Content-Type", "").startswith("text/html"):
            continue
        soup = BeautifulSoup(response.content, "html.parser")
        menu = re.findall(r'"url": "(/[^"]*)"', getattr(soup.find("script", id="wagtail-sidebar-props"), "string", "") or "")
        links = [link["href"] for link in soup.find_all("a", href=True)]
        waiting.extend(urljoin(path, link) for link in [*menu, *links] if not urlsplit(link).netloc and not link.startswith("#"))
        yield path, soup


@pytest.mark.parametrize(
    ("username", "doors", "at_least"),
    [
        ("admin", ["/admin/", "/akun/"], 40),
        ("camat.bogorselatan", ["/lapor/", "/akun/"], 5),
        ("operator.bogor", ["/posko/", "/layar/"], 2),
    ],
)
def test_no_english_on_any_screen_that_links_lead_to(username, doors, at_least):
    client = Client()
    client.force_login(User.objects.get(username=username))

    pages = 0
    found = []
    for path, soup in walk(client, *doors):
        pages += 1
        found += [f"{path}: {text[:90]!r}" for text in spoken(soup) if english_in(text)]

    assert not found, "\n".join(found)
    assert pages >= at_least
