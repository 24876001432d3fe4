"""The media types of downloads, which the Hub tells from the ending of a file's name, and how it names the file.

Python's own table is not used: it knows other endings than the Hub's, `.py` for one, and depends on the machine.
"""

from __future__ import annotations

import re
from urllib.parse import quote

#: What the Hub calls the content of a file with any other ending.
ANYTHING = "application/octet-stream"

_BY_TYPE = {
    "application/gzip": "gz",
    "application/javascript": "js mjs",
    "application/json": "json map",
    "application/geo+json": "geojson",
    "application/java-archive": "jar war",
    "application/msword": "doc",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "application/toml": "toml",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/wasm": "wasm",
    "application/x-7z-compressed": "7z",
    "application/x-bzip2": "bz2",
    "application/x-perl": "pl",
    "application/x-sh": "sh",
    "application/x-sql": "sql",
    "application/x-tar": "tar",
    "application/x-xz": "xz",
    "application/xml": "xml",
    "application/zip": "zip",
    "image/gif": "gif",
    "image/jpeg": "jpg jpeg",
    "image/png": "png",
    "image/svg+xml": "svg",
    "image/tiff": "tif tiff",
    "image/webp": "webp",
    "text/css": "css",
    "text/csv": "csv",
    "text/html": "html htm",
    "text/markdown": "md markdown",
    "text/plain": "txt text log conf ini",
    "text/tab-separated-values": "tsv",
    "text/x-c": "c cc cpp h",
    "text/x-java-source": "java",
    "text/x-lua": "lua",
    "text/x-vcard": "vcf",
    "text/yaml": "yaml yml",
    "video/mp2t": "ts",
    "video/mp4": "mp4",
}
_BY_ENDING = {ending: media_type for media_type, endings in _BY_TYPE.items() for ending in endings.split()}
_TEXTS = re.compile(r"text/|application/(javascript|json)\b")


def media_type_of(name: str) -> str:
    """The content type of a file of this name; texts are said to be UTF-8, whatever they are."""
    stem, dot, ending = name.rpartition(".")
    media_type = _BY_ENDING.get(ending.lower(), ANYTHING) if stem and dot else ANYTHING
    return f"{media_type}; charset=utf-8" if _TEXTS.match(media_type) else media_type


def attachment(name: str) -> str:
    """The content disposition of a file to be kept under this name.

    What is not ASCII is a question mark in the plain name, and stands in the encoded one.
    """
    plain = re.sub(r'(["\\])', r"\\\1", re.sub(r"[^\x20-\x7e]", "?", name))
    if name.isascii() and name.isprintable():
        return f'attachment; filename="{plain}"'
    encoded = quote(name.encode("utf-8", "replace"), safe="")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"
