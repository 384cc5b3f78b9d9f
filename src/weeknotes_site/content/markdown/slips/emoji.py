"""`:tada:`: emoji by their names, as Slack copies them. GitHub shows the emoji, the site the name."""

from weeknotes_site.content.markdown.slips.page import Page
from weeknotes_site.regex import regex

_NAMES_IN_A_ROW = regex(r":(?<![\w:/]:)[a-z0-9_+-]{1,30}:(?::[a-z0-9_+-]{1,30}:)*+(?![\w:/])")
_NAME = regex(r":([a-z0-9_+-]{1,30}):")
_NAMES = """
+1 👍 -1 👎 thumbsup 👍 thumbsdown 👎 clap 👏 raised_hands 🙌 tada 🎉 rocket 🚀 sparkles ✨ star ⭐
fire 🔥 100 💯 trophy 🏆 white_check_mark ✅ heavy_check_mark ✔️ x ❌ warning ⚠️ bulb 💡 smile 😄
slightly_smiling_face 🙂 joy 😂 wink 😉 thinking_face 🤔 cry 😢 heart ❤️ eyes 👀 wave 👋 pray 🙏
muscle 💪 calendar 📅 chart_with_upwards_trend 📈 hammer_and_wrench 🛠️ mag 🔍 memo 📝 thinking 🤔
heart_eyes 😍 mega 📣 loudspeaker 📢 bug 🐛 partying_face 🥳 smiley 😃 grinning 😀 grin 😁 laughing 😆
sweat_smile 😅 blush 😊 relaxed ☺️ sunglasses 😎 sob 😭 scream 😱 confused 😕 disappointed 😞
ok_hand 👌 raising_hand 🙋 handshake 🤝 point_right 👉 point_up ☝️ v ✌️ crossed_fingers 🤞
see_no_evil 🙈 man_shrugging 🤷‍♂️ woman_shrugging 🤷‍♀️ shrug 🤷 facepalm 🤦 party_popper 🎉
confetti_ball 🎊 balloon 🎈 gift 🎁 birthday 🎂 cake 🍰 coffee ☕ beers 🍻 christmas_tree 🎄 sunny ☀️
rainbow 🌈 snowflake ❄️ zap ⚡ boom 💥 dart 🎯 medal 🏅 link 🔗 lock 🔒 key 🔑 bell 🔔 question ❓
exclamation ❗ red_circle 🔴 large_green_circle 🟢 arrow_right ➡️ construction 🚧 ship 🚢 package 📦
books 📚 pushpin 📌 clipboard 📋 email 📧 computer 💻 calling 📲 house 🏠 bar_chart 📊
chart_with_downwards_trend 📉 recycle ♻️ hourglass ⌛ stopwatch ⏱️ broken_heart 💔 green_heart 💚
blue_heart 💙 information_source ℹ️ no_entry ⛔ rotating_light 🚨
"""
_NAMED = _NAMES.split()
_EMOJI = dict(zip(_NAMED[::2], _NAMED[1::2], strict=True))


def find_shortcodes(page: Page) -> None:
    """Warn about names of emoji."""
    if not _NAMES_IN_A_ROW.search(page.body):
        return  # most colons are in addresses
    for passage in page.passages_with(":"):
        for row in _NAMES_IN_A_ROW.finditer(passage.text):
            for found in _NAME.finditer(passage.text, *row.span()):
                if emoji := _EMOJI.get(found[1]):
                    message = f"`{found[0]}` is shown as written, not as an emoji"
                    passage.suggest("emoji-shortcode", *found.span(), message, emoji, is_safe=False)


def with_emoji(text: str) -> str:
    """Return a text with emoji instead of their names."""
    return _NAMES_IN_A_ROW.sub(lambda row: _NAME.sub(lambda found: _EMOJI.get(found[1], found[0]), row[0]), text)
