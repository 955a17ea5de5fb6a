"""What a PDF says of itself: document information and its XMP twin (ISO 16684-1, ISO 14289-1 5)."""

from __future__ import annotations

from cardprint.page import Meta

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
PRODUCER = "cardprint"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{author}<dc:format>application/pdf</dc:format>
<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate><xmp:MetadataDate>{when}</xmp:MetadataDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def packet(meta: Meta) -> bytes:
    """Write the XMP packet of a PDF/UA-1 file."""
    author = f"<dc:creator><rdf:Seq><rdf:li>{meta.author.translate(_ESCAPES)}</rdf:li></rdf:Seq></dc:creator>\n" if meta.author else ""
    when = f"{meta.date}T00:00:00Z"
    return _PACKET.format(
        title=meta.title.translate(_ESCAPES), language=meta.language, author=author, when=when, producer=PRODUCER
    ).encode()


def pdf_date(meta: Meta) -> str:
    """Write the date as PDF does (ISO 32000-1 7.9.4)."""
    return f"D:{meta.date.replace('-', '')}000000Z"
