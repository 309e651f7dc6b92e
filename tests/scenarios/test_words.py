"""No English on an Indonesian screen: one page of every address that an admin and an officer can reach by links."""

import json
import re
from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import Resolver404, resolve

from desk.people.models import User

pytestmark = pytest.mark.usefixtures("bogor")

# Words that English interfaces are made of and that formal Indonesian does not have.
ENGLISH = set(
    """
    a about above account action actions active add added after again all already also always an and any anyone anything apply
    approve approved are as ascending assign at author available back be because been before below between both box browse but by
    can cancel change changed changes check child choose chosen clear click close collapse collection collections comment
    comments compare confirm content continue copy create created current date days default delete deleted descending describe
    description details disabled discard display do document does done download draft drag drop duplicate each edit edited editing
    editor either enable enabled end enter error errors every everyone exists expand expired explorer export failed false field
    fields file filename files filter filters find first following for found from get go group groups has have height help here
    hide history home hour hours how icon if image images in inactive insert into invalid is it items its keep label language last
    latest leave less link list live load locale lock locked log login make many match media message minutes missing moderation
    modified month more most move moved must my name navigation never new next none not nothing now of off ok on once one only
    open optional or order other our out overview owner page pages parent password permission permissions pick please preview
    previous privacy private profile public publish published question questions read rejected remove removed reorder replace
    report reports required reset restore result results return review revision role root row rows save saved schedule scheduled
    search section see select selected send sent set settings show sign since site sites size snippet snippets some something sort
    source start state stay style submit submitted successfully summary table tag tags task tasks than that the their them then
    there these they this those time times title to toggle too true type unknown unlock unpublish unpublished until up update
    updated upload uploaded usage use used user username users using value values version versions view visible want was week were
    what when where which while who why width will with within without workflow workflows write year yes yesterday you your
    """.split()
)
# Names and technical words that stay as they are, and Indonesian words that look English.
ALLOWED = {"a", "log", "root", "set", "do", "table", "media", "error", "login", "label", "link", "profile", "file"} - {
    "table",
    "profile",
    "file",
}
NAMES = re.compile(r"Posko Desk Pilkada|Desk Pilkada|Wagtail|https?://\S+|\S+@\S+|\b[\w.-]+\.(?:pdf|xlsx|csv|jpg|jpeg|png|json)\b")
HIDDEN = ("script", "style", "template", "svg", "code", "noscript")
SPOKEN_ATTRIBUTES = ("title", "placeholder", "aria-label", "alt", "data-w-tooltip-content-value")
NOT_WALKED = re.compile(r"/(keluar|logout|jsi18n|sprite|api|pages/preview|static|media|dokumen)/?|\.(xlsx|csv)|/ekspor/|export=")
MOST_PAGES = 150


def sidebar_words(soup):
    """Wagtail draws its menu in the browser, from JSON in the page."""
    props = soup.find("script", id="wagtail-sidebar-props")
    return re.findall(r'"label": "((?:[^"\\]|\\.)*)"', props.string) if props else []


def spoken(soup):
    """Everything that a person reads or hears on the page."""
    menu = [json.loads(f'"{label}"') for label in sidebar_words(soup)]
    attributes = [tag[name] for name in SPOKEN_ATTRIBUTES for tag in soup.find_all(attrs={name: True})]
    for tag in soup(HIDDEN):
        tag.decompose()
    return [*soup.stripped_strings, *attributes, *menu]


def english_in(text):
    words = re.findall(r"[A-Za-z][A-Za-z'-]*", NAMES.sub(" ", text))
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
        ("operator.bogor", ["/posko/", "/layar/"], 8),
    ],
)
def test_no_english_on_any_screen_that_links_lead_to(username, doors, at_least):
    client = Client()
    client.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")

    pages = 0
    found = []
    for path, soup in walk(client, *doors):
        pages += 1
        found += [f"{path}: {text[:90]!r}" for text in spoken(soup) if english_in(text)]

    assert not found, "\n".join(found)
    assert pages >= at_least
