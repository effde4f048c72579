"""Word documents as small as programs accept them."""

from io import BytesIO
from zipfile import ZipFile

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zip_document(body: str, **parts: str) -> bytes:
    """Give a Word document.

    Args:
        body: of the document.
        parts: content of `footnotes` and `endnotes`.
    """
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", whole("document", f"<w:body>{body}</w:body>"))
        for name, part in parts.items():
            archive.writestr(f"word/{name}.xml", whole(name, part))
    return content.getvalue()


def whole(name: str, content: str) -> str:
    return f'<w:{name} xmlns:w="{NAMESPACE}">{content}</w:{name}>'
