"""PDF files, read back by another engine than the one that wrote them."""

import pypdfium2


def pages_of(file: bytes) -> list[str]:
    """The text of each sheet, on one line."""
    document = pypdfium2.PdfDocument(file)
    texts = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    document.close()
    return [" ".join(text.split()) for text in texts]
