"""A WordPress export with the constructs of WordPress's theme unit test data, in our own words."""

from collections.abc import Iterable

HEAD = """\
<?xml version="1.0" encoding="{encoding}" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/{version}/">
<channel>
<title>Westmarch digital</title>
<link>https://blog.westmarch.example</link>
<wp:wxr_version>{version}</wp:wxr_version>
<wp:base_site_url>https://blog.westmarch.example</wp:base_site_url>
<wp:base_blog_url>https://blog.westmarch.example</wp:base_blog_url>
<wp:author><wp:author_id>2</wp:author_id><wp:author_login><![CDATA[tokell]]></wp:author_login>
<wp:author_email><![CDATA[t@westmarch.example]]></wp:author_email>
<wp:author_display_name><![CDATA[Tamsin Okell]]></wp:author_display_name></wp:author>
"""
TAIL = "</channel>\n</rss>\n"


def item(
    number: int,
    title: str,
    content: str,
    *,
    day: str = "2023-01-20",
    status: str = "publish",
    kind: str = "post",
    category: str = "Housing Repairs",
    extra: str = "",
) -> str:
    """Return one item."""
    return f"""\
<item>
<title>{title}</title>
<link>https://blog.westmarch.example/{day.replace("-", "/")}/note-{number}/</link>
<pubDate>Fri, 20 Jan 2023 16:00:00 +0000</pubDate>
<dc:creator><![CDATA[tokell]]></dc:creator>
<guid isPermaLink="false">https://blog.westmarch.example/?p={number}</guid>
<description></description>
<content:encoded><![CDATA[{content.replace("]]>", "]]]]><![CDATA[>")}]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_date><![CDATA[{day} 16:00:00]]></wp:post_date>
<wp:post_date_gmt><![CDATA[{day} 16:00:00]]></wp:post_date_gmt>
<wp:post_name><![CDATA[note-{number}]]></wp:post_name>
<wp:status><![CDATA[{status}]]></wp:status>
<wp:post_type><![CDATA[{kind}]]></wp:post_type>
<wp:is_sticky>1</wp:is_sticky>
<category domain="category" nicename="x"><![CDATA[{category}]]></category>
<category domain="post_tag" nicename="damp"><![CDATA[damp]]></category>
<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content><![CDATA[A comment stays behind]]></wp:comment_content>
</wp:comment>
{extra}
</item>
"""


def export(items: Iterable[str], version: str = "1.2", encoding: str = "UTF-8") -> bytes:
    """Return an export of items."""
    text = HEAD.format(version=version, encoding=encoding) + "".join(items) + TAIL
    return text.encode(encoding, "xmlcharrefreplace")


CLASSIC = """\
A first paragraph with <strong>bold</strong>, <em>slanted</em> and snake_case words.
It goes on in a second line.

<!--more-->

A second one &amp; a <a href="https://blog.westmarch.example/2023/01/13/note-1/">link to last week</a>.
<h3>What we did</h3>
<ul>
  <li>One</li>
  <li>Two
<ul>
  <li>Nested</li>
</ul>
</li>
</ul>
[caption id="attachment_9" align="alignleft" width="300"]<a href="https://blog.westmarch.example/q.png"><img \
class="size-medium" src="https://blog.westmarch.example/wp-content/uploads/2023/01/queue-300x200.png" alt="The queue" \
/></a> The queue by day[/caption]

[gallery ids="9,10"]

[embed]https://www.youtube.com/watch?v=abc123[/embed]

[contact-form-7 id="12" title="Ask us"]

<blockquote>A tenant said [sic] thanks.</blockquote>
<pre>  kept   as it is
[not] a shortcode</pre>
"""
BLOCKS = """\
<!-- wp:paragraph {"dropCap":true} -->
<p class="has-drop-cap">Written in blocks, with a note<sup data-fn="aa-1" class="fn">\
<a href="#aa-1" id="aa-1-link">1</a></sup> below.</p>
<!-- /wp:paragraph -->
<!-- wp:heading -->
<h2 class="wp-block-heading"><strong>What next</strong></h2>
<!-- /wp:heading -->
<!-- wp:list --><ul class="wp-block-list"><!-- wp:list-item --><li>Alpha</li><!-- /wp:list-item -->\
<!-- wp:list-item --><li>Beta</li><!-- /wp:list-item --></ul><!-- /wp:list -->
<!-- wp:image {"id":9} -->
<figure class="wp-block-image"><img src="https://blog.westmarch.example/wp-content/uploads/2023/01/queue.png" \
alt="The queue" class="wp-image-9"/><figcaption class="wp-element-caption">By <em>day</em></figcaption></figure>
<!-- /wp:image -->
<!-- wp:gallery --><figure class="wp-block-gallery"><figure class="wp-block-image">\
<img src="https://else.example/a.png" alt="A"/></figure>\
<figure class="wp-block-image"><img src="https://else.example/b.png" alt="B"/></figure></figure>\
<!-- /wp:gallery -->
<!-- wp:embed {"url":"https://vimeo.com/22439234"} -->
<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
https://vimeo.com/22439234
</div></figure>
<!-- /wp:embed -->
<!-- wp:table --><figure class="wp-block-table"><table><thead><tr><th>Week</th><th>Jobs</th></tr></thead><tbody>\
<tr><td>2</td><td>31</td></tr></tbody></table></figure><!-- /wp:table -->
<!-- wp:code --><pre class="wp-block-code"><code>let x = a &lt; b;</code></pre><!-- /wp:code -->
<!-- wp:footnotes /-->
"""
FOOTNOTES = """\
<wp:postmeta><wp:meta_key><![CDATA[footnotes]]></wp:meta_key>
<wp:meta_value><![CDATA[[{"content":"From the <em>audit</em>.","id":"aa-1"}]]]></wp:meta_value></wp:postmeta>"""


def attachment(number: int, name: str) -> str:
    """Return a picture's item."""
    address = f"https://blog.westmarch.example/wp-content/uploads/2023/01/{name}"
    extra = f"<wp:attachment_url><![CDATA[{address}]]></wp:attachment_url>"
    return item(number, name, "", kind="attachment", status="inherit", extra=extra)


def whole() -> list[str]:
    """Return items of every kind: four published notes, and others that are not imported."""
    return [
        item(1, "Housing Repairs weeknote 1", "The <b>first</b> note.\n\nIt is short.", day="2023-01-13"),
        item(2, "Repairs: queues &amp; damp", CLASSIC, day="2023-01-20"),
        item(3, "<![CDATA[“Blocks” <em>only</em>]]>", BLOCKS, day="2023-01-27", extra=FOOTNOTES),
        item(4, "Odd é ü — ž", "Ünïcode, a CDATA end ]]> and 5 &lt; 6.", day="2023-02-03"),
        item(5, "Not out yet", "Draft.", status="draft", day="0000-00-00"),
        item(6, "For us alone", "Private.", status="private"),
        item(7, "Next month", "Scheduled.", status="future", day="2031-01-03"),
        item(8, "About", "A page.", kind="page"),
        attachment(9, "queue.png"),
        attachment(10, "damp.png"),
        item(11, "Menu", "", kind="nav_menu_item"),
        item(12, "Old version", "Revision.", kind="revision", status="inherit"),
        item(13, "Gone", "Trash.", status="trash"),
    ]
