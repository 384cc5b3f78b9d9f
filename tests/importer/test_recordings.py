"""Audio and video of old posts become links if their address is known, else lines in the report."""

import json
from pathlib import Path

import pytest

from importer.trying import body, check, imported, notes, report, write

AUDIO = (
    '<div class="kg-card kg-audio-card"><img src="" class="kg-audio-thumbnail kg-audio-hide">'
    '<div class="kg-audio-player-container"><audio src="__GHOST_URL__/content/media/2023/01/a.mp3"></audio>'
    '<div class="kg-audio-title">The call</div>'
    '<div class="kg-audio-player"><span class="kg-audio-current-time">0:00</span><div class="kg-audio-time">/'
    '<span class="kg-audio-duration">12</span></div><button>1&#215;</button></div></div></div>'
)
VIDEO = (
    '<figure class="kg-card kg-video-card"><div class="kg-video-container">'
    '<video src="__GHOST_URL__/content/media/v.mp4"></video><div class="kg-video-overlay"><button>Play</button></div>'
    '<div class="kg-video-player-container"><div '
    'class="kg-video-player"><span>0:00</span>/<span>0:20</span></div></div></div>'
    "<figcaption>The van</figcaption></figure>"
)
BOOKMARK = (
    '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://x.example/a"><div>Damp</div>'
    '<div class="kg-bookmark-metadata"><img class="kg-bookmark-icon" src="https://x.example/i.ico"><span '
    'class="kg-bookmark-author">Cy</span><span class="kg-bookmark-publisher">Mould</span></div></a></figure>'
)


def ghost(html: str, slug: str = "a") -> str:
    """Return an export of Ghost with one post."""
    post = {"id": "1", "title": "Repairs weeknote", "slug": slug, "published_at": "2023-01-20T12:00:00Z", "html": html}
    data = {"posts": [{"status": "published", **post}]}
    return json.dumps({"db": [{"meta": {"exported_on": 1}, "data": data}]})


def test_ghost_cards_keep_recordings_without_the_player(tmp_path: Path) -> None:
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"x.json": ghost(AUDIO + VIDEO + BOOKMARK)}) / "x.json")
    (text,) = map(body, notes(root).values())
    assert text == "The call\n\n/content/media/v.mp4\n\nThe van\n\n[Damp Cy, Mould](https://x.example/a)"
    assert "broken links, now text: `/content/media/2023/01/a.mp3`, `/content/media/v.mp4`" in report(root)
    check(root)


def test_recordings_of_a_ghost_site_with_a_known_host_are_links(tmp_path: Path) -> None:
    old = "https://blog.westmarch.example"
    root = tmp_path / "site"
    imported(
        root,
        write(tmp_path, {"x.json": ghost(f'{AUDIO}<p><a href="{old}/week-3/">a</a></p>', slug="week-3")}) / "x.json",
    )
    (text,) = map(body, notes(root).values())
    assert text == f"[The call]({old}/content/media/2023/01/a.mp3)\n\na"
    assert f"links that still lead to the old site: `{old}/content/media/2023/01/a.mp3`" in report(root)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<enclosure url="https://pod.example/ep4.mp3" length="1" type="audio/mpeg"/>', "https://pod.example/ep4.mp3"),
        ('<media:content url="https://pod.example/v.mp4" medium="video"/>', "https://pod.example/v.mp4"),
        (
            '<media:group><media:content url="https://pod.example/v.mp4" type="video/mp4"/></media:group>',
            "https://pod.example/v.mp4",
        ),
        ('<atom:link rel="enclosure" href="https://pod.example/a.ogg" type="audio/ogg"/>', "https://pod.example/a.ogg"),
        ('<enclosure url="https://pod.example/here.mp3" type="audio/mpeg"/>', ""),
        ('<enclosure url="https://pod.example/me.jpg" length="1" type="image/jpeg"/>', ""),
        ('<media:content url="https://pod.example/me" medium="image"/>', ""),
    ],
)
def test_enclosures_of_a_feed_are_linked(inside: str, expected: str, tmp_path: Path) -> None:
    spaces = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
    feed = (
        f'<rss version="2.0" {spaces}><channel><title>Repairs weeknotes</title><item><title>Week 3</title>'
        "<pubDate>Fri, 20 Jan 2023 17:00:00 GMT</pubDate><description>&lt;p>Hear https://pod.example/here.mp3&lt;/p>"
        f"</description>{inside}</item></channel></rss>"
    )
    root = tmp_path / "site"
    imported(root, write(tmp_path, {"f.xml": feed}) / "f.xml")
    (text,) = map(body, notes(root).values())
    assert text == "\n\n".join(filter(None, ("Hear https://pod.example/here.mp3", expected)))


def test_a_substack_podcast_is_linked(tmp_path: Path) -> None:
    head = "post_id,post_date,is_published,title,podcast_url"
    rows = f"{head}\n1.a,2023-01-20T12:00:00Z,true,Repairs weeknote,https://p.example/a.mp3\n"
    root = tmp_path / "site"
    imported(root, write(tmp_path / "old", {"posts.csv": rows, "posts/1.a.html": "<p>Hear.</p>"}))
    (text,) = map(body, notes(root).values())
    assert text == "Hear.\n\nhttps://p.example/a.mp3"
