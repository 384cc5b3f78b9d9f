"""Pictures embedded in a page as data."""

from bs4 import Tag

from weeknotes_site.importer.text.data_pictures import decode_data


def take_data_pictures(soup: Tag) -> dict[str, bytes]:
    """Replace embedded pictures by names, and return them by name."""
    files: dict[str, bytes] = {}
    for img in soup.find_all("img"):
        source = str(img.get("src") or "")
        if not source.startswith("data:"):
            continue
        if decoded := decode_data(source):
            name = f"data-picture-{len(files) + 1}.{decoded[0]}"
            files[name] = decoded[1]
            img["src"] = name
        else:
            img["src"] = f"data-picture.{source[5:30].split(';')[0].split('/')[-1] or 'unknown'}"
    return files
